//! What every chapter looks at: the dossier, the report, and the figures derived for it.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::figures::{Figure, Figures, IndicatorFigures, Known, Point};
use crate::format;
use crate::model::{
    Dossier, Id, Indicator, IndicatorKind, Markdown, MeasureKind, Measurement, Pillar, Post, Quality, Report,
    ReportKind, Requirement, Text,
};

use crate::read::{Sources, blanks};

use super::table::Cell;
use super::words;

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
    /// What the concept that was discussed knew; `None` when the dossier does not say which that was.
    pub concept: Option<&'a Known>,
    /// Where everything stands in the files of the dossier.
    pub sources: &'a Sources,
}

impl<'a> View<'a> {
    /// What the chapters look at; `None` when the report is not in what is known.
    #[must_use]
    pub fn of(known: &'a Known, before: Option<&'a Known>) -> Option<Self> {
        Some(Self {
            dossier: &known.dossier,
            report: known.report()?,
            figures: &known.figures,
            before,
            concept: None,
            sources: &known.sources,
        })
    }

    /// The same with what the concept that was discussed knew.
    #[must_use]
    pub const fn with_concept(self, concept: Option<&'a Known>) -> Self {
        Self { concept, ..self }
    }

    /// The year the report is about; for a part of a year the year it ends in.
    pub(super) fn year(&self) -> i32 {
        self.report.period.to.year()
    }

    /// The period of the report in its title.
    pub(super) fn title_period(&self) -> String {
        format::title_period(&self.report.period)
    }

    /// When what the report tells of happened, at the start of a sentence.
    pub(super) fn during(&self) -> String {
        match self.report.kind {
            ReportKind::FinalEvaluation => "Over de hele looptijd".to_owned(),
            _ => format::during(&self.report.period),
        }
    }

    /// Whether only a part of `year` is in the report's figures: the year goes on after the
    /// peildatum, and so does the deal.
    pub(super) fn is_part(&self, year: i32) -> bool {
        let until = *self.report.reference_date;
        let end = NaiveDate::from_ymd_opt(year, 12, 31).map_or(until, |end| end.min(*self.dossier.deal.end));
        until.year() == year && until < end
    }

    /// The article of this deal that holds a requirement, as `artikel 7.4a`.
    pub(super) fn article(&self, requirement: Requirement) -> Option<String> {
        self.dossier.deal.provisions.get(&requirement).map(|article| format!("artikel{}{article}", format::NBSP))
    }

    pub(super) fn indicators(&self) -> impl Iterator<Item = (&'a Indicator, &'a IndicatorFigures)> {
        self.dossier.indicators.iter().zip(&self.figures.indicators)
    }

    /// Whether the value of a key is only an example that its author has yet to look at: a blank
    /// stands behind it, after a `#`.
    pub(super) fn is_provisional(&self, file: &str, key: &str) -> bool {
        let stands_behind = |(file, start): (&str, usize)| {
            let text = self.sources.get(file).map_or("", |source| source.text());
            let before = text.get(..start).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
            before.contains(" #") && before.trim_start().split(':').next() == Some(key)
        };
        blanks(self.sources).any(|blank| blank.file == file && stands_behind((blank.file, blank.range.start)))
    }

    /// What is printed behind a value that its author has yet to look at.
    pub(super) fn to_check(self, file: &str, keys: &[&str]) -> &'static str {
        if keys.iter().any(|key| self.is_provisional(file, key)) { " (nog controleren)" } else { "" }
    }

    /// Whether the first or last day of the deal is only an example.
    pub(super) fn is_term_provisional(&self) -> bool {
        ["datum", "einde"].iter().any(|key| self.is_provisional("deal.yaml", key))
    }

    /// Whether more or less of it is better by agreement: a kengetal is background, unless the
    /// ambition measures a factor by it.
    pub(super) fn has_better(&self, indicator: &Indicator) -> bool {
        indicator.kind != IndicatorKind::KeyFigure
            || self.dossier.deal.ambition.factors.iter().any(|factor| factor.measure.as_ref() == Some(&indicator.id))
    }

    /// What kind of number an indicator is, and which way is better when that was agreed.
    pub(super) fn measure(&self, indicator: &Indicator) -> String {
        let measure = words::measure(indicator.measure);
        let to_check = self.to_check(indicator.at.file_name(), &["maat", "richting"]);
        if self.has_better(indicator) {
            format!("{measure}, {}{to_check}", words::direction(indicator.direction))
        } else {
            format!("{measure}{to_check}")
        }
    }

    /// What a post of the budget is called; what was never given a purpose is not still to get one
    /// once the deal is over.
    pub(super) fn post(&self, post: Post) -> &'static str {
        match post {
            Post::Unallocated if self.report.kind == ReportKind::FinalEvaluation => "Niet bestemd",
            post => words::post(post),
        }
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

/// Decimals in print for an indicator.
pub(super) fn decimals(indicator: &Indicator) -> u32 {
    indicator.decimals_in_print()
}

/// A value in the unit of its indicator.
pub(super) fn measured(indicator: &Indicator, value: Decimal) -> String {
    let unit = indicator.unit.as_ref().map(Text::as_str);
    format::measured(value, decimals(indicator), indicator.measure, unit)
}

/// A value of an indicator in its own print, with its trace.
pub(super) fn value_figure(indicator: &Indicator, printed: impl Into<String>, figure: &Figure<Decimal>) -> Cell {
    Cell::figure(printed, format::unit(indicator.measure, indicator.unit.as_ref().map(Text::as_str)), figure)
}

/// A difference between values of an indicator in its own print, with its trace.
pub(super) fn difference_figure(indicator: &Indicator, printed: impl Into<String>, figure: &Figure<Decimal>) -> Cell {
    let unit = indicator.unit.as_ref().map_or("aantal", Text::as_str);
    Cell::figure(printed, format::unit_of_difference(indicator.measure, Some(unit)), figure)
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

/// A margin in the unit of its indicator, with at least one decimal: a rounded margin would seem
/// larger or smaller than the change beside it.
pub(super) fn margin(indicator: &Indicator, value: Decimal) -> String {
    let unit = indicator.unit.as_ref().map(Text::as_str);
    let text = format::difference(value, decimals(indicator).max(1), indicator.measure, unit);
    text.strip_prefix('+').map_or_else(|| text.clone(), ToOwned::to_owned)
}

/// The sign of the CBS behind a value that will still be revised.
pub(super) const fn quality_sign(row: &Measurement) -> &'static str {
    match row.quality {
        Some(Quality::Provisional) => "*",
        Some(Quality::RevisedProvisional) => "**",
        _ => "",
    }
}

/// The value of a point as a cell, without the unit of a count; a dash where there is no point.
pub(super) fn value_cell(indicator: &Indicator, point: Option<&Point>) -> Cell {
    match point.and_then(|point| Some((point, point.value.as_ref()?))) {
        None => Cell::text(point.map_or("–", |point| no_value(&point.row))),
        Some((point, value)) => value_and_sign(indicator, &point.row, value),
    }
}

/// What stands in place of a value: whether it was not measured or is not told.
pub(super) fn no_value(row: &Measurement) -> &'static str {
    let is_not_shown = row.not_measured.as_ref().is_some_and(crate::model::NotMeasured::is_not_shown);
    if is_not_shown { "niet getoond" } else { "niet gemeten" }
}

/// Why there is no value, without words that stand before it already.
pub(super) fn why_no_value(row: &Measurement) -> Option<&str> {
    let reason = row.not_measured.as_ref()?.reason.as_str().trim_end_matches('.');
    Some(reason.strip_prefix("niet getoond, ").unwrap_or(reason))
}

/// The value of a row as a cell, as [`value_cell`].
pub(super) fn value_of_row(indicator: &Indicator, row: &Measurement) -> Cell {
    row.value.map_or_else(
        || Cell::text(no_value(row)),
        |value| value_and_sign(indicator, row, &Figure::stated(value.0, row.at.key("waarde"))),
    )
}

fn value_and_sign(indicator: &Indicator, row: &Measurement, value: &Figure<Decimal>) -> Cell {
    let sign = quality_sign(row);
    let unit = if indicator.measure == MeasureKind::Percentage { "%" } else { "" };
    value_figure(indicator, format!("{}{unit}{sign}", format::number(value.value, decimals(indicator))), value)
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
    if let Some(why) = &row.n_unknown {
        parts.push(format!("aantal deelnemers onbekend: {}", why.as_str().trim_end_matches('.')));
    }
    if let Some(remark) = row.derived.as_ref().and_then(|derived| derived.remark.as_ref()) {
        parts.push(remark.to_string());
    }
    if row.invented.is_yes() {
        parts.push("fictief".to_owned());
    }
    if parts.is_empty() { "–".to_owned() } else { parts.join("; ") }
}
