//! The ambition (art. 1) and the progress towards the goals (art. 7.4b): a factsheet per
//! indicator.

use serde::Serialize;

use super::front::target;
use super::pictures::{ChartView, Pictures};
use super::table::{Cell, Table, Trail};
use super::view::{
    View, decimals, difference, files, in_unit, md, measured, remarks, unsigned_difference, value_cell, when,
    words as optional,
};
use super::words;
use crate::figures::indicator::{is_cumulative, is_due, next_due};
use crate::figures::{Figure, IndicatorFigures, Judgement, Point};
use crate::format;
use crate::model::{Indicator, IndicatorKind};

/// Kernboodschap, opgave and ambition.
#[derive(Debug, Serialize)]
pub(super) struct Ambition {
    core_message: String,
    challenge: String,
    goal: String,
    text: String,
    pillars: Vec<String>,
    factors: Table,
    chart: Option<ChartView>,
    corrections: Option<Table>,
}

impl Ambition {
    pub(super) fn of(view: View<'_>, pictures: &mut Pictures<'_>, trail: &mut Trail) -> Self {
        let deal = &view.dossier.deal;
        Self {
            core_message: deal.core_message.as_str().to_owned(),
            challenge: deal.challenge.as_str().to_owned(),
            goal: deal.goal.as_str().to_owned(),
            text: deal.ambition.text.as_str().to_owned(),
            pillars: view.dossier.pillars.iter().map(|pillar| pillar.name.to_string()).collect(),
            factors: factors(view).traced(trail),
            chart: pictures.gap(view),
            corrections: corrections(view),
        }
    }
}

/// The misprints of the covenant's text that were read as meant.
fn corrections(view: View<'_>) -> Option<Table> {
    let mut table = Table::new("Herstelde schrijffouten in de tekst van het convenant")
        .words("In de bron", 4)
        .words("Gelezen als", 4)
        .words("Vindplaats", 5);
    for one in &view.dossier.deal.corrections {
        table.row(vec![
            Cell::text(one.source.as_str()),
            Cell::text(one.read_as.as_str()),
            Cell::text(one.place.as_str()),
        ]);
    }
    (!table.is_empty()).then(|| table.source("deal.yaml").done())
}

fn factors(view: View<'_>) -> Table {
    let area = &view.dossier.deal.area;
    let other = area.comparison.as_ref();
    let mut table = Table::new("Achterstand per factor van de ambitie").words("Factor", 2).words("Maatstaf", 4);
    table = table.numbers(area.name.as_str());
    if let Some(other) = other {
        table = table.numbers(other.name.as_str()).wide_numbers("Achterstand", 3);
    }
    table = table.words("Meting", 3);
    for factor in &view.dossier.deal.ambition.factors {
        let found = factor.measure.as_ref().and_then(|id| view.indicators().find(|(indicator, _)| indicator.id == *id));
        let mut cells = vec![Cell::text(format::capitalised(factor.name.as_str()))];
        match found {
            None => {
                let reason = optional(factor.no_measure.as_ref());
                cells.push(Cell::text(format!("Geen maatstaf afgesproken: {reason}")));
                cells.extend((0..if other.is_some() { 3 } else { 1 }).map(|_| Cell::text("–")));
                cells.push(Cell::text("–"));
            }
            Some((indicator, figures)) => {
                cells.push(Cell::text(indicator.name.as_str()));
                // The latest day on which both were measured tells the gap; else our own latest.
                let gap = figures.gaps.last();
                let day = gap.map(|(day, _)| *day).or_else(|| figures.latest(&indicator.area).map(|point| point.day));
                let on = |id| figures.points(id).iter().find(|point| Some(point.day) == day);
                cells.push(value_cell(indicator, on(&indicator.area)));
                if let Some(other) = other {
                    cells.push(value_cell(indicator, on(&other.id)));
                    cells.push(gap.map_or_else(
                        || Cell::text("–"),
                        |(_, gap)| Cell::figure(unsigned_difference(indicator, gap.value), gap),
                    ));
                }
                cells.push(Cell::text(on(&indicator.area).map_or_else(
                    || "–".to_owned(),
                    |point| if point.row.invented.is_yes() { format!("{}; fictief", when(point)) } else { when(point) },
                )));
            }
        }
        table.row(cells);
    }
    if other.is_some() {
        table.note("Achterstand: hoeveel het gebied slechter scoort dan het vergelijkingsgebied, in de eenheid van de maatstaf.");
    }
    table
}

/// The factsheet of one indicator.
#[derive(Debug, Serialize)]
pub(super) struct Factsheet {
    id: String,
    name: String,
    kind: &'static str,
    article: String,
    agreement: String,
    facts: Vec<(&'static str, String)>,
    verdict: Option<VerdictView>,
    chart: Option<ChartView>,
    series: Option<Table>,
    wijk_chart: Option<ChartView>,
    wijken: Option<Table>,
    wijk_reason: String,
    interpretation: String,
    caveats: Vec<String>,
    revisions: Vec<String>,
    breaks: Vec<String>,
}

#[derive(Debug, Serialize)]
struct VerdictView {
    sign: &'static str,
    word: &'static str,
    reason: String,
    basis: String,
    overruled: String,
}

pub(super) fn factsheets(view: View<'_>, pictures: &mut Pictures<'_>, trail: &mut Trail) -> Vec<Factsheet> {
    view.indicators().map(|(indicator, figures)| factsheet(view, indicator, figures, pictures, trail)).collect()
}

fn factsheet(
    view: View<'_>,
    indicator: &Indicator,
    figures: &IndicatorFigures,
    pictures: &mut Pictures<'_>,
    trail: &mut Trail,
) -> Factsheet {
    let name = match &indicator.number {
        Some(number) => format!("Indicator {}: {}", number.0, indicator.name),
        None => format!("{}: {}", format::capitalised(words::indicator_kind(indicator.kind)), indicator.name),
    };
    let wijken = wijk_table(view, indicator, figures);
    Factsheet {
        id: indicator.id.to_string(),
        kind: words::indicator_kind(indicator.kind),
        article: optional(indicator.article.as_ref()),
        agreement: md(indicator.agreement.as_ref()),
        facts: facts(view, indicator, figures, &name, trail),
        verdict: figures.judgement.as_ref().map(|judgement| verdict(view, indicator, judgement)),
        chart: pictures.indicator(view, indicator, figures),
        series: series_table(view, indicator, figures).map(|table| table.traced(trail)),
        wijk_chart: pictures.wijken(view, indicator, figures),
        wijk_reason: wijk_reason(view, figures),
        wijken: wijken.map(|table| table.traced(trail)),
        interpretation: md(view.report.interpretation.get(&indicator.id)),
        caveats: indicator.caveats.iter().map(|caveat| caveat.text.as_str().to_owned()).collect(),
        revisions: revisions(view, indicator, figures),
        breaks: indicator
            .breaks
            .iter()
            .map(|cut| {
                let factor = match (&cut.factor, &cut.source) {
                    (Some(factor), Some(source)) => format!("Omrekenfactor {} ({source}).", format::exact(factor.0)),
                    (Some(factor), None) => {
                        format!("Omrekenfactor {} zonder bron: niet gebruikt.", format::exact(factor.0))
                    }
                    (None, _) => "Er is geen omrekenfactor: metingen ervoor en erna worden niet vergeleken.".to_owned(),
                };
                format!(
                    "Methodebreuk per {}: {}. {factor}",
                    format::date(*cut.date),
                    cut.reason.as_str().trim_end_matches('.')
                )
            })
            .collect(),
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
    let mut facts = vec![
        ("Maat", format!("{}, {}", words::measure(indicator.measure), words::direction(indicator.direction))),
        ("Over", indicator.population.to_string()),
        ("Telling", words::counting(indicator.counting).to_owned()),
        ("Gemeten door", indicator.executor.to_string()),
    ];
    if let Some(target) = &indicator.target {
        facts.push((
            "Streefwaarde",
            format!(
                "{}, van {} tot en met {}",
                self::target(indicator),
                format::moment(&target.from),
                format::moment(&target.to)
            ),
        ));
    }
    let mut say = |label: &'static str, cell: Cell| {
        let printed = trail.note(name, label, cell);
        facts.push((label, printed));
    };
    match figures.baseline(&indicator.area) {
        Some(point) => {
            let quality = if point.has_low_response() { " (lage respons)" } else { "" };
            let cell = value_cell(indicator, Some(point));
            say("Nulmeting", cell);
            if let Some(last) = facts.last_mut() {
                last.1.push_str(&format!("{quality}, {}", when(point)));
            }
        }
        None if indicator.kind != IndicatorKind::KeyFigure && !is_cumulative(indicator) => {
            facts.push(("Nulmeting", "niet aanwezig".to_owned()));
        }
        None => {}
    }
    let mut say = |label: &'static str, cell: Cell| {
        let printed = trail.note(name, label, cell);
        facts.push((label, printed));
    };
    if let Some(goal) = &figures.goal
        && indicator.target.as_ref().is_some_and(|target| target.difference.is_some())
    {
        say("Streefwaarde als niveau", Cell::figure(measured(indicator, goal.value), goal));
    }
    if let Some(change) = &figures.change {
        let text = if is_cumulative(indicator) {
            measured(indicator, change.value.value)
        } else if change.margin.is_zero() {
            difference(indicator, change.value.value)
        } else {
            let significance = if change.is_significant { "significant" } else { "niet significant" };
            let margin = unsigned_difference(indicator, change.margin);
            format!("{} (marge {margin}; {significance})", difference(indicator, change.value.value))
        };
        let label = if is_cumulative(indicator) { "Totaal sinds het begin" } else { "Verandering sinds de nulmeting" };
        say(label, Cell::figure(text, &change.value));
    }
    if let (Some(other), Some((day, gap))) = (&view.dossier.deal.area.comparison, figures.gaps.last()) {
        let gap_text = unsigned_difference(indicator, gap.value);
        say("Achterstand", Cell::figure(format!("{gap_text} op {}, {}", other.name, format::date(*day)), gap));
    }
    if let Some(calendar) = &indicator.calendar {
        let years: Vec<String> = calendar.iter().map(|year| year.0.to_string()).collect();
        facts.push(("Meetjaren", format::list(&years)));
    }
    if let Some(deduplicated) = indicator.deduplicated {
        facts.push(("Ontdubbeld", words::deduplicated(deduplicated).to_owned()));
    }
    facts
}

fn verdict(view: View<'_>, indicator: &Indicator, judgement: &Judgement) -> VerdictView {
    let (sign, word) = words::verdict(judgement.verdict);
    let basis = match judgement.measured_on {
        None => "Er is nog geen meting.".to_owned(),
        Some(day) if judgement.is_repeated => {
            let next = next_due(indicator, day)
                .filter(|next| *next > view.year())
                .map_or_else(String::new, |next| format!(" De volgende meting is gepland in {next}."));
            format!(
                "In {} was geen meting gepland. Dit oordeel is dat van de meting tot en met {}.{next}",
                view.year(),
                format::date(day)
            )
        }
        Some(day) if !is_due(indicator, view.year()) || view.report.period.contains(day) => {
            format!("Gebaseerd op de meting tot en met {}.", format::date(day))
        }
        Some(day) => format!("Gebaseerd op de laatst bekende meting, tot en met {}.", format::date(day)),
    };
    VerdictView {
        sign,
        word,
        reason: judgement.reason.clone(),
        basis,
        overruled: judgement.overruled.as_ref().map_or_else(String::new, |(computed, reason)| {
            format!("Dit oordeel is van de opstellers. Uit de cijfers volgt: {}. {reason}", words::verdict(*computed).1)
        }),
    }
}

fn series_table(view: View<'_>, indicator: &Indicator, figures: &IndicatorFigures) -> Option<Table> {
    let own = figures.points(&indicator.area);
    if own.is_empty() {
        return None;
    }
    let other = view.dossier.deal.area.comparison.as_ref().filter(|other| !figures.points(&other.id).is_empty());
    let has_margin = own.iter().any(|point| point.row.margin.is_some());
    let has_n = own.iter().any(|point| point.row.n.is_some());
    let mut table = Table::new(format!("Metingen: {}{}", indicator.name, in_unit(indicator)))
        .words("Meting", 4)
        .numbers(view.area_name(&indicator.area));
    if has_margin {
        table = table.numbers("Marge (±)");
    }
    if has_n {
        table = table.numbers("Aantal deelnemers");
    }
    if let Some(other) = other {
        table = table.numbers(other.name.as_str());
    }
    table = table.words("Opmerking", 4);
    let mut days: Vec<chrono::NaiveDate> = own.iter().map(|point| point.day).collect();
    if let Some(other) = other {
        days.extend(figures.points(&other.id).iter().map(|point| point.day));
    }
    days.sort_unstable();
    days.dedup();
    for day in days {
        let at = |id| figures.points(id).iter().find(|point| point.day == day);
        let ours = at(&indicator.area);
        let theirs = other.and_then(|other| at(&other.id));
        let Some(point) = ours.or(theirs) else { continue };
        let kind = if is_cumulative(indicator) { "stand" } else { words::role(point.row.role()) };
        let mut cells = vec![Cell::text(format!("{kind}, {}", when(point))), value_cell(indicator, ours)];
        if has_margin {
            cells.push(margin_cell(indicator, ours));
        }
        if has_n {
            cells.push(respondents_cell(ours));
        }
        if other.is_some() {
            cells.push(value_cell(indicator, theirs));
        }
        cells.push(Cell::text(remarks(&point.row)));
        table.row(cells);
    }
    Some(table.source(files(indicator)))
}

fn margin_cell(indicator: &Indicator, point: Option<&Point>) -> Cell {
    let Some((row, margin)) = point.and_then(|point| Some((&point.row, point.row.margin?))) else {
        return Cell::text("–");
    };
    let printed = format::number(margin.0, decimals(indicator).max(1));
    Cell::figure(printed, &Figure::stated(margin.0, row.at.key("marge")))
}

fn respondents_cell(point: Option<&Point>) -> Cell {
    let Some((row, n)) = point.and_then(|point| Some((&point.row, point.row.n?))) else { return Cell::text("–") };
    let count = rust_decimal::Decimal::from(n.0);
    Cell::figure(format::number(count, 0), &Figure::stated(count, row.at.key("n")))
}

fn wijk_table(view: View<'_>, indicator: &Indicator, figures: &IndicatorFigures) -> Option<Table> {
    let wijken = &view.dossier.deal.area.wijken;
    let mut days: Vec<chrono::NaiveDate> = wijken
        .iter()
        .flat_map(|wijk| figures.points(&wijk.id))
        .filter(|point| point.value.is_some())
        .map(|point| point.day)
        .collect();
    days.sort_unstable();
    days.dedup();
    if days.is_empty() {
        return None;
    }
    let mut table = Table::new(format!("Per wijk: {}{}", indicator.name, in_unit(indicator))).words("Stand op", 3);
    for wijk in wijken {
        table = table.numbers(wijk.name.as_str());
    }
    for day in days {
        let mut cells = vec![Cell::text(format::date(day))];
        for wijk in wijken {
            let point = figures.points(&wijk.id).iter().find(|point| point.day == day);
            cells.push(value_cell(indicator, point));
        }
        table.row(cells);
    }
    Some(table.source(files(indicator)))
}

/// Why there are no figures per wijk, when the dossier says so.
fn wijk_reason(view: View<'_>, figures: &IndicatorFigures) -> String {
    let points: Vec<&Point> = view.dossier.deal.area.wijken.iter().flat_map(|wijk| figures.points(&wijk.id)).collect();
    if points.iter().any(|point| point.value.is_some()) {
        return String::new();
    }
    let reason = points.iter().rev().find_map(|point| point.row.not_measured.as_ref());
    reason.map_or_else(String::new, |not_measured| {
        format!("Er zijn geen cijfers per wijk: {}.", not_measured.reason.as_str().trim_end_matches('.'))
    })
}

fn revisions(view: View<'_>, indicator: &Indicator, figures: &IndicatorFigures) -> Vec<String> {
    let mut lines = Vec::new();
    for series in &figures.areas {
        for point in &series.points {
            let (Some(old), Some(new)) = (point.revised_from, &point.value) else { continue };
            let reason = optional(point.row.reason.as_ref());
            lines.push(format!(
                "{}, {}: {} is herzien naar {} ({}). Reden: {}.",
                view.area_name(&series.area),
                format::date(point.day),
                measured(indicator, old),
                measured(indicator, new.value),
                format::date(*point.row.known_on),
                reason.trim_end_matches('.')
            ));
        }
    }
    lines
}
