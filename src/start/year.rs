//! The files of a next year: its report and its spending, from what the dossier knows already.

use chrono::{Datelike, Months, NaiveDate};
use serde::Serialize;

use super::{File, templates};
use crate::model::{Deal, Dossier, Id, IndicatorKind, Party, Phase, PillarResult, Report, ReportKind, Scale};
use crate::read::BLANK;

/// What the next year needs.
#[derive(Debug)]
pub struct NextYear {
    /// The files to write, the report first.
    pub files: Vec<File>,
    /// The indicators that are due a measurement in this year, by their calendar, and have none.
    pub due: Vec<Id>,
}

#[derive(Serialize)]
struct Year<'a> {
    year: i32,
    first_day: NaiveDate,
    last_day: NaiveDate,
    known_through: NaiveDate,
    pillars: Vec<Pillar<'a>>,
    projects: Vec<Named<'a>>,
    results: Vec<ResultOf<'a>>,
    indicators: Vec<Named<'a>>,
    themes: Vec<Named<'a>>,
    linked_tasks: Vec<Named<'a>>,
    partner_council: bool,
    parties: Vec<Named<'a>>,
    risks: Vec<&'a str>,
}

/// Something with an id, its name for a comment, and what an earlier report said of it.
#[derive(Serialize)]
struct Named<'a> {
    id: &'a str,
    name: &'a str,
    before: Option<&'static str>,
}

impl<'a> Named<'a> {
    fn new(id: &'a Id, name: &'a str) -> Self {
        Self { id: id.as_str(), name, before: None }
    }
}

#[derive(Serialize)]
struct Pillar<'a> {
    id: &'a str,
    name: &'a str,
    elements: Vec<Named<'a>>,
}

#[derive(Serialize)]
struct ResultOf<'a> {
    id: &'a str,
    name: &'a str,
    areas: Vec<Named<'a>>,
}

/// The files of `year`: a report in which everything stands that the dossier tells already, and a
/// row of spending for each project that runs.
///
/// Ended projects are left out, and so are indicators that are not measured in this year. What an
/// earlier report said of a state stands beside the blank: the last that told of it, for a
/// tussenbericht need not tell of all. No text is taken over.
#[must_use]
pub fn next_year(dossier: &Dossier, year: i32) -> NextYear {
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let end = *dossier.deal.end;
    let first_day = day(1, 1);
    let last_day = if (first_day..day(12, 31)).contains(&end) { end } else { day(12, 31) };
    let before: Vec<&Report> =
        dossier.reports_last_first().filter(|report| *report.reference_date < last_day).collect();
    // As long after the peildatum as last time, else three months.
    let known_through = before
        .iter()
        .find(|before| before.kind == ReportKind::Progress)
        .map(|before| *before.known_through - *before.reference_date)
        .filter(|after| after.num_days() <= 300)
        .and_then(|after| last_day.checked_add_signed(after))
        .or_else(|| last_day.checked_add_months(Months::new(3)))
        .unwrap_or(last_day);
    let due: Vec<_> = dossier
        .indicators
        .iter()
        .filter(|indicator| indicator.kind != IndicatorKind::KeyFigure)
        .filter(|indicator| indicator.calendar.as_ref().is_none_or(|years| years.iter().any(|due| due.0 == year)))
        .collect();
    let deal = &dossier.deal;
    let risks = before.iter().map(|before| &before.risks).find(|risks| !risks.is_empty());
    let context = Year {
        year,
        first_day,
        last_day,
        known_through,
        pillars: dossier
            .pillars
            .iter()
            .map(|pillar| Pillar {
                id: pillar.id.as_str(),
                // In a new dossier only the short name is there yet.
                name: if pillar.name.as_str().starts_with(BLANK) { &pillar.short_name } else { &pillar.name }.as_str(),
                elements: pillar.approach.iter().map(|of| Named::new(&of.id, of.name.as_str())).collect(),
            })
            .collect(),
        projects: projects(dossier, &before),
        results: dossier
            .pillars
            .iter()
            .flat_map(|pillar| &pillar.results)
            .map(|result| ResultOf {
                id: result.id.as_str(),
                name: result.name.as_str(),
                areas: areas(dossier, result, &before),
            })
            .collect(),
        indicators: due.iter().map(|of| Named::new(&of.id, of.short_name.as_str())).collect(),
        themes: deal.themes.iter().map(|theme| Named::new(&theme.id, theme.name.as_str())).collect(),
        linked_tasks: deal.linked_tasks.iter().map(|task| Named::new(&task.id, task.name.as_str())).collect(),
        partner_council: deal.governance.partner_council.is_some(),
        parties: payers(deal),
        risks: risks.iter().flat_map(|risks| risks.iter()).map(|risk| risk.event.as_str()).collect(),
    };
    NextYear {
        files: vec![
            (format!("verslagen/{year}.yaml"), templates::render(templates::REPORT, &context)),
            (format!("bestedingen/{year}.yaml"), templates::render(templates::SPENDING, &context)),
        ],
        due: due
            .iter()
            .filter(|indicator| !indicator.series.iter().any(|row| row.day().is_some_and(|day| day.year() == year)))
            .map(|indicator| indicator.id.clone())
            .collect(),
    }
}

/// Who may have paid: those who promised to, or all parties when no contribution is known.
fn payers(deal: &Deal) -> Vec<Named<'_>> {
    let promised = |party: &&Party| deal.contributions.iter().any(|one| one.party == party.id);
    let all = deal.contributions.is_empty();
    let payers = deal.parties.iter().filter(|party| all || promised(party));
    payers.map(|party| Named::new(&party.id, party.short.as_str())).collect()
}

/// The projects that had not ended, with the phase they were last said to be in.
fn projects<'a>(dossier: &'a Dossier, before: &[&Report]) -> Vec<Named<'a>> {
    let phase = |id: &Id| before.iter().find_map(|before| before.projects.get(id)).map(|said| said.phase);
    let projects = dossier.projects.values().map(|project| (project, phase(&project.id)));
    projects
        .filter(|(_, phase)| !matches!(phase, Some(Phase::Completed | Phase::Stopped)))
        .map(|(project, phase)| Named {
            before: phase.map(Phase::word),
            ..Named::new(&project.id, project.name.as_str())
        })
        .collect()
}

/// Where a state of a result is told, with what it was: each wijk, or the deal.
fn areas<'a>(dossier: &'a Dossier, result: &PillarResult, before: &[&Report]) -> Vec<Named<'a>> {
    let state = |area: &str| {
        before.iter().find_map(|before| before.results.get(&result.id)?.get(area)).map(|said| said.state.word())
    };
    match result.scale {
        Scale::PerWijk => dossier
            .deal
            .area
            .wijken
            .iter()
            .map(|wijk| Named { before: state(wijk.id.as_str()), ..Named::new(&wijk.id, wijk.name.as_str()) })
            .collect(),
        Scale::Deal => vec![Named { id: "deal", name: "", before: state("deal") }],
    }
}

/// The year after that of the last yearly report, whatever other kinds of report there are; `None`
/// without a yearly one.
#[must_use]
pub fn year_after(dossier: &Dossier) -> Option<i32> {
    let yearly = dossier.reports.values().filter(|report| report.kind == ReportKind::Progress);
    yearly.map(|report| report.period.to.year()).max().map(|year| year + 1)
}
