//! The nulmeting (art. 7.8): per indicator the state at the start, how good that measurement is,
//! and what could not be measured and why.

use serde::Serialize;

use super::goals::{agreed_facts, heading, margin_cell, respondents_cell, to_reach, wijk_reason};
use super::table::{Cell, Table, Trail};
use super::view::{
    View, difference_figure, in_unit, md, measured, remarks, unsigned_difference, value_cell, value_figure, when,
    words as optional,
};
use crate::figures::baseline::{Usability, usability};
use crate::figures::indicator::is_cumulative;
use crate::figures::{IndicatorFigures, Point};
use crate::format;
use crate::model::{Id, Indicator};

/// The indicators at the start of the deal.
#[derive(Debug, Serialize)]
pub(super) struct BaselineSection {
    sheets: Vec<BaselineSheet>,
    /// Per indicator that has no usable nulmeting: its name and why.
    lacking: Vec<(String, String)>,
}

#[derive(Debug, Serialize)]
struct BaselineSheet {
    name: String,
    article: String,
    agreement: String,
    definition: String,
    sign: &'static str,
    word: &'static str,
    why: String,
    facts: Vec<(&'static str, String)>,
    measurements: Option<Table>,
    wijk_reason: String,
    sources: Vec<String>,
    interpretation: String,
    caveats: Vec<String>,
}

impl BaselineSection {
    pub(super) fn of(view: View<'_>, trail: &mut Trail) -> Self {
        Self {
            sheets: view.indicators().map(|(of, figures)| sheet(view, of, figures, trail)).collect(),
            lacking: lacking(view).into_iter().map(|(of, why)| (of.name.to_string(), why)).collect(),
        }
    }
}

/// Each indicator that has no usable nulmeting, with the reason.
pub(super) fn lacking(view: View<'_>) -> Vec<(&Indicator, String)> {
    view.indicators()
        .filter_map(|(indicator, figures)| {
            let usability = usability(indicator, figures);
            let (_, _, why) = judged(usability.as_ref());
            let lacks = matches!(usability, Some(Usability::NotUsable(_) | Usability::Missing(_)));
            lacks.then_some((indicator, why))
        })
        .collect()
}

/// Sign, word and reason for what can be said of a nulmeting.
fn judged(usability: Option<&Usability>) -> (&'static str, &'static str, String) {
    match usability {
        None => (
            "empty",
            "kengetal",
            "Dit is een kengetal: het geeft achtergrond en heeft geen nulmeting nodig.".to_owned(),
        ),
        Some(Usability::Usable) => {
            ("reached", "bruikbaar", "Deze meting is bruikbaar als beginpunt van de vergelijking.".to_owned())
        }
        Some(Usability::NotUsable(why)) => ("unknown", "niet bruikbaar als beginpunt", why.clone()),
        Some(Usability::Missing(why)) => ("empty", "ontbreekt", why.clone()),
        Some(Usability::NotNeeded) => {
            ("planned", "niet nodig", "Deze telling begint bij nul, dus een nulmeting is niet nodig.".to_owned())
        }
    }
}

/// The measurement that shows the start: the nulmeting, or for a count its first known value.
fn start<'a>(indicator: &Indicator, figures: &'a IndicatorFigures, area: &Id) -> Option<&'a Point> {
    let latest = || figures.points(area).last();
    if is_cumulative(indicator) { latest() } else { figures.baseline(area).or_else(latest) }
}

/// The table for the summary: one line an indicator.
pub(super) fn in_brief(view: View<'_>) -> Table {
    let mut table = Table::new("De nulmeting in het kort")
        .words("Indicator", 4)
        .words("Stand aan het begin", 4)
        .words("Afgesproken", 4)
        .words("Nulmeting", 4);
    for (indicator, figures) in view.indicators() {
        let usability = usability(indicator, figures);
        if usability.is_none() {
            continue;
        }
        let (sign, word, _) = judged(usability.as_ref());
        let value = start(indicator, figures, &indicator.area)
            .and_then(|point| Some((point, point.value.as_ref()?)))
            .map_or_else(
                || Cell::text("niet bekend"),
                |(point, value)| {
                    let fictional = if point.row.invented.is_yes() { "; fictief" } else { "" };
                    value_figure(
                        indicator,
                        format!("{} ({}{fictional})", measured(indicator, value.value), super::view::month(point.day)),
                        value,
                    )
                },
            );
        let name = match &indicator.number {
            Some(number) => format!("{}. {}", number.0, indicator.short_name),
            None => indicator.short_name.to_string(),
        };
        table.row(vec![Cell::text(name), value, Cell::text(super::front::target(indicator)), Cell::signed(sign, word)]);
    }
    table
}

fn sheet(view: View<'_>, indicator: &Indicator, figures: &IndicatorFigures, trail: &mut Trail) -> BaselineSheet {
    let name = heading(indicator);
    let (sign, word, why) = judged(usability(indicator, figures).as_ref());
    BaselineSheet {
        article: optional(indicator.article.as_ref()),
        agreement: md(indicator.agreement.as_ref()),
        definition: indicator.current_definition().as_str().to_owned(),
        sign,
        word,
        why,
        facts: facts(view, indicator, figures, &name, trail),
        measurements: measurements(view, indicator, figures).map(|table| table.traced(trail)),
        wijk_reason: wijk_reason(view, figures),
        sources: sources(view, indicator, figures),
        interpretation: md(view.report.interpretation.get(&indicator.id)),
        caveats: indicator.caveats.iter().map(|caveat| caveat.text.as_str().to_owned()).collect(),
        name,
    }
}

fn facts(
    view: View<'_>,
    indicator: &Indicator,
    figures: &IndicatorFigures,
    name: &str,
    trail: &mut Trail,
) -> Vec<(&'static str, String)> {
    let mut facts = agreed_facts(view, indicator);
    let mut say = |label: &'static str, cell: Cell| {
        let printed = trail.note(name, label, cell);
        facts.push((label, printed));
    };
    if let Some((label, cell)) = to_reach(indicator, figures) {
        say(label, cell.unwrap_or_else(|| Cell::text("niet vast te stellen zonder bruikbare nulmeting")));
    }
    let other = view.dossier.deal.area.comparison.as_ref().filter(|_| view.has_better(indicator));
    if let (Some(other), Some((day, gap))) = (other, figures.gaps.last()) {
        let gap_text = unsigned_difference(indicator, gap.value);
        say(
            "Achterstand",
            difference_figure(indicator, format!("{gap_text} op {}, {}", other.name, format::date(*day)), gap),
        );
    }
    if let Some(calendar) = &indicator.calendar {
        let years: Vec<String> = calendar.iter().map(|year| year.0.to_string()).collect();
        facts.push(("Meetjaren", format::list(&years)));
    }
    facts
}

/// The areas in the order of the deal, each with the measurement of the start.
fn starts<'a>(view: View<'a>, indicator: &Indicator, figures: &'a IndicatorFigures) -> Vec<(&'a Id, &'a Point)> {
    let is_wijk = |area: &Id| view.dossier.deal.area.wijken.iter().any(|wijk| wijk.id == *area);
    let tells_wijken =
        figures.areas.iter().any(|series| is_wijk(&series.area) && series.points.iter().any(|one| one.value.is_some()));
    figures
        .areas
        .iter()
        .filter_map(|series| Some((&series.area, start(indicator, figures, &series.area)?)))
        .filter(|(area, point)| {
            // When no wijk has a value, that is told in one sentence.
            !is_wijk(area) || tells_wijken || point.value.is_some()
        })
        .collect()
}

fn measurements(view: View<'_>, indicator: &Indicator, figures: &IndicatorFigures) -> Option<Table> {
    let starts = starts(view, indicator, figures);
    let has_margin = starts.iter().any(|(_, point)| point.row.margin.is_some());
    let has_n = starts.iter().any(|(_, point)| point.row.n.is_some());
    let mut table = Table::new(format!("Stand aan het begin: {}{}", indicator.name, in_unit(indicator)))
        .words("Gebied", 3)
        .numbers("Waarde");
    if has_margin {
        table = table.numbers("Marge (±)");
    }
    if has_n {
        table = table.numbers("Aantal deelnemers");
    }
    table = table.words("Gemeten", 5).words("Opmerking", 4);
    for (area, point) in starts {
        let mut cells = vec![Cell::text(view.area_name(area)), value_cell(indicator, Some(point))];
        if has_margin {
            cells.push(margin_cell(indicator, Some(point)));
        }
        if has_n {
            cells.push(respondents_cell(Some(point)));
        }
        cells.push(Cell::text(when(point)));
        cells.push(Cell::text(remarks(&point.row)));
        table.row(cells);
    }
    (!table.is_empty()).then(|| table.source(indicator.at.file_name()))
}

/// The different sources of what the table shows.
fn sources(view: View<'_>, indicator: &Indicator, figures: &IndicatorFigures) -> Vec<String> {
    let mut sources: Vec<String> = Vec::new();
    for (_, point) in starts(view, indicator, figures) {
        let source = point.row.source.as_str().trim_end_matches('.').to_owned();
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}
