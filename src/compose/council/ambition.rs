//! What came of the ambition: per factor the latest figures, and the factors of which none were agreed.

use serde::Serialize;

use super::by_word;
use crate::compose::chapters::{self, Chapter};
use crate::compose::goals;
use crate::compose::table::{Cell, Table, Trail};
use crate::compose::view::{View, difference_figure, month, unsigned_difference, value_cell, words as optional};
use crate::figures::{Change, Hindrance, IndicatorFigures};
use crate::format;
use crate::model::{Id, Indicator, IndicatorKind, ReportKind};

/// The figures that answer the ambition.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    /// The area the ambition compares with; empty for an ambition that does not compare.
    other: String,
    /// Not in a tussenbericht, which has no such figures, and not where the indicators say it all.
    table: Option<Table>,
}

impl Answer {
    /// `None` when the ambition asks for no figures beside those of the indicators.
    pub(super) fn of(view: View<'_>, trail: &mut Trail) -> Option<Self> {
        let other = view.dossier.deal.area.comparison.as_ref().map(|other| other.name.to_string());
        // What no comparison is made with, the table of the indicators tells as well.
        let is_told = |(_, indicator, _): &Measured<'_>| other.is_none() && indicator.kind != IndicatorKind::KeyFigure;
        let measured: Vec<Measured<'_>> = measured(view).filter(|one| !is_told(one)).collect();
        if measured.is_empty() {
            return None;
        }
        let tells = chapters::has(view.report, Chapter::Ambition);
        Some(Self { other: other.unwrap_or_default(), table: tells.then(|| table(view, &measured).traced(trail)) })
    }
}

/// A factor with what measures it.
type Measured<'a> = (&'a str, &'a Indicator, &'a IndicatorFigures);

fn measured(view: View<'_>) -> impl Iterator<Item = Measured<'_>> {
    view.dossier.deal.ambition.factors.iter().filter_map(move |factor| {
        let measure: &Id = factor.measure.as_ref()?;
        let (indicator, figures) = view.indicators().find(|(indicator, _)| indicator.id == *measure)?;
        Some((factor.name.as_str(), indicator, figures))
    })
}

/// The factors for which nothing was agreed to measure, each with the reason.
pub(super) fn without_measure(view: View<'_>) -> impl Iterator<Item = (&str, String)> {
    let factors = view.dossier.deal.ambition.factors.iter().filter(|factor| factor.measure.is_none());
    factors.map(|factor| (factor.name.as_str(), optional(factor.no_measure.as_ref())))
}

/// Whether the report tells of a gap, and whether it became smaller.
fn tells_change(view: View<'_>) -> bool {
    view.dossier.deal.area.comparison.is_some()
        && view.report.kind != ReportKind::Baseline
        && chapters::has(view.report, Chapter::Ambition)
}

/// What stands in the way of saying whether the gap became smaller, as far as the ambition asks for that.
pub(super) fn gap_hindrances<'a>(view: View<'a>, indicator: &Indicator) -> &'a [Hindrance] {
    let found = measured(view).find(|(_, measure, _)| measure.id == indicator.id);
    found.map_or(&[], |(_, _, figures)| hindrances(view, figures))
}

fn hindrances<'a>(view: View<'_>, figures: &'a IndicatorFigures) -> &'a [Hindrance] {
    let is_unknown = tells_change(view) && figures.gap_change.is_none();
    if is_unknown { &figures.gap_hindrances } else { &[] }
}

fn table(view: View<'_>, measured: &[Measured<'_>]) -> Table {
    let area = &view.dossier.deal.area;
    let other = area.comparison.as_ref();
    let tells_change = tells_change(view);
    let is_start = measured.iter().all(|(_, indicator, figures)| goals::is_at_start(indicator, figures));
    let caption = match other {
        Some(other) if tells_change && !is_start => format!("Is de achterstand op {} kleiner geworden?", other.name),
        Some(other) => format!("Hoe groot is de achterstand op {} aan het begin?", other.name),
        None => "Wat is bekend van wat was beloofd?".to_owned(),
    };
    let mut table = Table::new(caption).words("Onderwerp", 6).words("Gemeten", 4).wide_numbers(area.name.as_str(), 3);
    if let Some(other) = other {
        table = table.wide_numbers(other.name.as_str(), 3).wide_numbers("Achterstand", 5);
    }
    if tells_change {
        table = table.words("Sinds de nulmeting", 5);
    }
    for (name, indicator, figures) in measured {
        // The latest day on which both were measured tells the gap; else our own latest.
        let gap = figures.gaps.last();
        let day = gap.map(|(day, _)| *day).or_else(|| figures.latest(&indicator.area).map(|point| point.day));
        let on = |id| figures.points(id).iter().find(|point| Some(point.day) == day);
        let own = on(&indicator.area);
        let when = own.map_or_else(
            || "niet gemeten".to_owned(),
            |point| format!("{}{}", month(point.day), if point.row.invented.is_yes() { ", fictief" } else { "" }),
        );
        let unknown = || Cell::text("niet bekend");
        let value = |id| on(id).map_or_else(unknown, |point| value_cell(indicator, Some(point)));
        let mut cells = vec![Cell::text(subject(name, indicator)), Cell::text(when), value(&indicator.area)];
        if let Some(other) = other {
            cells.push(value(&other.id));
            cells.push(gap.map_or_else(unknown, |(_, gap)| {
                difference_figure(indicator, unsigned_difference(indicator, gap.value), gap)
            }));
        }
        if tells_change {
            cells.push(goals::since_baseline(indicator, figures));
        }
        table.row(cells);
    }
    if other.is_some() {
        let is_open = measured.iter().any(|(_, indicator, figures)| {
            !goals::is_at_start(indicator, figures) && !hindrances(view, figures).is_empty()
        });
        let why = if is_open { " Waarom iets niet te vergelijken is, staat bij ‘Wat weten we niet’." } else { "" };
        table.note(format!("Achterstand: hoeveel {} slechter scoort.{why}", area.name));
    }
    let points = measured.iter().flat_map(|(_, _, figures)| figures.areas.iter().flat_map(|area| &area.points));
    if let Some(note) = goals::quality_note(points) {
        table.note(note);
    }
    table
}

/// `Veiligheid (onveilig gevoel)`: the factor, and what is measured when that is called otherwise.
fn subject(name: &str, indicator: &Indicator) -> String {
    let short = indicator.short_name.as_str();
    let name = format::capitalised(name);
    if short.to_lowercase() == name.to_lowercase() { name } else { format!("{name} ({})", format::lowered(short)) }
}

/// Whether the gap became smaller, in short: the factors by what is known of them. Empty when the report does not
/// tell.
pub(super) fn in_brief(view: View<'_>) -> String {
    let Some(other) = view.dossier.deal.area.comparison.as_ref().filter(|_| tells_change(view)) else {
        return String::new();
    };
    let known = |change: &Change| match change {
        change if !change.is_significant => "geen zeker verschil",
        change if change.value.value.is_sign_negative() => "kleiner",
        _ => "groter",
    };
    let factors = &view.dossier.deal.ambition.factors;
    let states: Vec<(&str, &str)> = factors
        .iter()
        .map(|factor| {
            let found = measured(view).find(|(name, ..)| *name == factor.name.as_str());
            let change = found.and_then(|(_, _, figures)| figures.gap_change.as_ref());
            (change.map_or("niet bekend", known), factor.name.as_str())
        })
        .collect();
    let told = by_word(&["kleiner", "groter", "geen zeker verschil", "niet bekend"], &states, " voor ");
    format!("Is de achterstand op {} kleiner geworden? {}.", other.name, format::capitalised(&told))
}
