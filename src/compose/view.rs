//! What every chapter looks at: the dossier, the report, and the figures derived for it.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::figures::{Figures, IndicatorFigures, Known, Point};
use crate::format;
use crate::model::{
    Dossier, Id, Indicator, Markdown, MeasureKind, Measurement, Pillar, Quality, Report, Requirement, Text,
};

use super::table::Cell;

/// The dossier as known on the gegevensstand, one report of it, and its figures.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The dossier as known on the gegevensstand.
    pub dossier: &'a Dossier,
    /// The report.
    pub report: &'a Report,
    /// What was derived for it.
    pub figures: &'a Figures,
    /// What the report before it knew; `None` for the first.
    pub before: Option<&'a Known>,
}

impl<'a> View<'a> {
    /// What the chapters look at; `None` when the report is not in what is known.
    #[must_use]
    pub fn of(known: &'a Known, before: Option<&'a Known>) -> Option<Self> {
        Some(Self { dossier: &known.dossier, report: known.report()?, figures: &known.figures, before })
    }

    /// The year the report is about; for a part of a year the year it ends in.
    pub(super) fn year(&self) -> i32 {
        self.report.period.to.year()
    }

    /// The article of this deal that holds a requirement, as `artikel 7.4a`.
    pub(super) fn article(&self, requirement: Requirement) -> Option<String> {
        self.dossier.deal.provisions.get(&requirement).map(|article| format!("artikel{}{article}", format::NBSP))
    }

    pub(super) fn indicators(&self) -> impl Iterator<Item = (&'a Indicator, &'a IndicatorFigures)> {
        self.dossier.indicators.iter().zip(&self.figures.indicators)
    }

    pub(super) fn pillar_name(&self, id: &Id) -> &'a str {
        self.dossier.pillar(id).map_or("", |pillar: &Pillar| pillar.name.as_str())
    }

    pub(super) fn area_name(&self, id: &Id) -> String {
        self.dossier.area_name(id).unwrap_or(id.as_str()).to_owned()
    }

    /// The abbreviation of a party, or its id when it is not in the list.
    pub(super) fn party(&self, id: &Id) -> String {
        self.dossier
            .deal
            .parties
            .iter()
            .find(|party| party.id == *id)
            .map_or_else(|| id.to_string(), |party| party.short.to_string())
    }
}

/// The Markdown source, for the template's `md` filter; empty when there is none.
pub(super) fn md(text: Option<&Markdown>) -> String {
    text.map_or_else(String::new, |text| text.as_str().to_owned())
}

/// The words, or nothing.
pub(super) fn words(text: Option<&Text>) -> String {
    text.map_or_else(String::new, |text| text.as_str().to_owned())
}

/// Decimals in print for an indicator: as declared, else 1 for scores and marks, 0 for the rest.
pub(super) fn decimals(indicator: &Indicator) -> u32 {
    indicator.decimals.map_or_else(
        || match indicator.measure {
            MeasureKind::ScaleScore | MeasureKind::Mark => 1,
            MeasureKind::Percentage | MeasureKind::Number => 0,
        },
        |count| count.0.min(4),
    )
}

/// A value in the unit of its indicator.
pub(super) fn measured(indicator: &Indicator, value: Decimal) -> String {
    let unit = indicator.unit.as_ref().map(Text::as_str);
    format::measured(value, decimals(indicator), indicator.measure, unit)
}

/// A difference in the unit of its indicator.
pub(super) fn difference(indicator: &Indicator, value: Decimal) -> String {
    let unit = indicator.unit.as_ref().map(Text::as_str);
    format::difference(value, decimals(indicator), indicator.measure, unit)
}

/// A difference in the unit of its indicator, without a plus: for gaps and margins.
pub(super) fn unsigned_difference(indicator: &Indicator, value: Decimal) -> String {
    let text = difference(indicator, value);
    text.strip_prefix('+').map_or_else(|| text.clone(), ToOwned::to_owned)
}

/// The value of a point as a cell, without the unit of a count; a dash where there is no point.
pub(super) fn value_cell(indicator: &Indicator, point: Option<&Point>) -> Cell {
    match point.and_then(|point| Some((point, point.value.as_ref()?))) {
        None => Cell::text(if point.is_some() { "niet gemeten" } else { "–" }),
        Some((point, value)) => {
            let sign = match point.row.quality {
                Some(Quality::Provisional) => "*",
                Some(Quality::RevisedProvisional) => "**",
                _ => "",
            };
            let unit = if indicator.measure == MeasureKind::Percentage { "%" } else { "" };
            Cell::figure(format!("{}{unit}{sign}", format::number(value.value, decimals(indicator))), value)
        }
    }
}

/// The unit behind the name of an indicator in a caption, for values that stand without it.
pub(super) fn in_unit(indicator: &Indicator) -> String {
    indicator.unit.as_ref().map_or_else(String::new, |unit| format!(" (in {unit})"))
}

/// When a point was measured, in words: its fieldwork or period, else its day.
pub(super) fn when(point: &Point) -> String {
    if let Some(fieldwork) = &point.row.fieldwork {
        return format!("veldwerk {}", format::period(fieldwork));
    }
    match &point.row.period {
        Some(period) => format::period(period),
        None => format::date(point.day),
    }
}

/// The season of a measurement for narrow columns: month and year.
pub(super) fn month(day: NaiveDate) -> String {
    day.format_localized(&format!("%b{}%Y", format::NBSP), chrono::Locale::nl_NL).to_string()
}

/// The files in which the measurements of an indicator stand.
pub(super) fn files(indicator: &Indicator) -> String {
    let mut names = vec![indicator.at.file_name()];
    for name in indicator.series_sheets.iter().map(|sheet| sheet.file.as_str()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

/// What a reader must know of a row, in a narrow column.
pub(super) fn remarks(row: &Measurement) -> String {
    let mut parts: Vec<String> = Vec::new();
    if let Some(not_measured) = &row.not_measured {
        parts.push(not_measured.reason.to_string());
        if let Some(expected) = &not_measured.expected {
            parts.push(format!("verwacht: {expected}"));
        }
    }
    match row.quality {
        Some(Quality::LowResponse) => parts.push("lage respons".to_owned()),
        Some(Quality::Provisional) => parts.push("voorlopig cijfer".to_owned()),
        Some(Quality::RevisedProvisional) => parts.push("nader voorlopig cijfer".to_owned()),
        Some(Quality::Reliable) | None => {}
    }
    if let Some(other) = &row.other_definition {
        parts.push(format!("andere definitie: {other}"));
    }
    if row.invented.is_yes() {
        parts.push("fictief".to_owned());
    }
    if parts.is_empty() { "–".to_owned() } else { parts.join("; ") }
}
