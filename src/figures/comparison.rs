//! Which two measurements may be compared, and what stands in the way when none may.
//!
//! A change is the difference between the nulmeting and the latest measurement, both in the method
//! of the latest. It exists only when both were measured well enough, by one definition, with a
//! known margin, and no methodebreuk lies between them for which no factor was published.

use std::collections::BTreeSet;
use std::fmt;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::indicator::{Point, cuts, is_cumulative, sign, usable_factor};
use super::{Figure, margin};
use crate::format;
use crate::model::{Counting, Indicator, MeasurementRole, MethodBreak, Rebaselining, Text};

/// By how many days a count may start, or an eindmeting end, before its moment in the agreement:
/// fieldwork and registers do not follow the seasons to the day.
pub const EARLY: i64 = 31;

/// The measurements of an indicator in the deal's area, and in the one it is compared with.
#[derive(Clone, Copy)]
pub(super) struct Measurements<'a> {
    pub(super) indicator: &'a Indicator,
    /// Those of the deal's area, oldest first.
    pub(super) own: &'a [Point],
    /// The name and the measurements of the area it is compared with.
    pub(super) other: Option<(&'a str, &'a [Point])>,
    /// The new nulmeting that counts, when there is one.
    pub(super) rebaselining: Option<&'a Rebaselining>,
}

/// Two values that may be compared, the first in the method of the last.
#[derive(Debug)]
pub(super) struct Comparable<'a> {
    /// The value of the nulmeting; zero, from nothing, for a cumulative count.
    pub(super) start: Figure<Decimal>,
    /// The day of the nulmeting; `None` for a cumulative count, which has none.
    pub(super) from: Option<NaiveDate>,
    /// The latest value.
    pub(super) end: Figure<Decimal>,
    /// The latest measurement, in the deal's area.
    pub(super) last: &'a Point,
    /// Margin of the difference: √((factor × m₀)² + m₁²), for a gap with the margins of both areas
    /// at both times; zero for registers.
    pub(super) margin: Decimal,
    /// The definition of all of them, when it is not the agreed one.
    pub(super) other_definition: Option<&'a Text>,
}

/// What stands in the way of a comparison, or of an oordeel: a reason that is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hindrance {
    /// There is no value at all.
    NoMeasurement,
    /// There is no nulmeting.
    NoBaseline,
    /// There is no value for the nulmeting, with the reason.
    BaselineNotMeasured(String),
    /// Too few people answered for the nulmeting of this day, in this area.
    BaselineLowResponse(NaiveDate, Option<String>),
    /// No value is later than the nulmeting.
    NothingSinceBaseline,
    /// Too few people answered for the latest measurement, of this day, in this area.
    LatestLowResponse(NaiveDate, Option<String>),
    /// No area to compare with was agreed.
    NoOtherArea,
    /// The other area was not measured on this day, so that there is no gap.
    OtherAreaNotMeasured(String, NaiveDate),
    /// The method changed on this day, for this reason, and no factor with its source is known.
    MethodBreak(NaiveDate, String),
    /// The method changed on this day, for this reason, within the stretch of a count from the start:
    /// a factor cannot take it apart.
    CountAcrossBreak(NaiveDate, String),
    /// The count starts on this day, before the window of its target, in these words.
    CountStartsEarly(NaiveDate, String),
    /// The counts from the start do not start on one day, but on these.
    CountStartsDiffer(Vec<NaiveDate>),
    /// The measurements count stretches of different length.
    PeriodsDiffer,
    /// The measurements follow different definitions, of which this is one.
    DefinitionsDiffer(String),
    /// The measurements follow this definition, which is not the agreed one.
    OtherDefinition(String),
    /// The margins of the measurements of these days are not known.
    MarginUnknown(Vec<NaiveDate>),
    /// No target was agreed.
    NoTarget,
    /// The target is no number and no direction.
    NoGoal,
}

impl fmt::Display for Hindrance {
    /// A full sentence in Dutch, or two.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = |area: &Option<String>| area.as_ref().map_or_else(String::new, |area| format!(" in {area}"));
        match self {
            Self::NoMeasurement => f.write_str("Er is nog geen meting bekend."),
            Self::NoBaseline => f.write_str("Er is geen nulmeting."),
            Self::BaselineNotMeasured(reason) => write!(f, "Er is geen bruikbare nulmeting: {reason}."),
            Self::BaselineLowResponse(day, area) => {
                write!(
                    f,
                    "De nulmeting{} ({}) is niet bruikbaar: de respons was te laag.",
                    place(area),
                    format::date(*day)
                )
            }
            Self::NothingSinceBaseline => f.write_str("Na de nulmeting is nog niet gemeten."),
            Self::LatestLowResponse(day, area) => {
                write!(f, "De respons van de laatste meting{} ({}) was te laag.", place(area), format::date(*day))
            }
            Self::NoOtherArea => f.write_str("Er is geen gebied afgesproken om mee te vergelijken."),
            Self::OtherAreaNotMeasured(area, day) => {
                write!(
                    f,
                    "In {area} is niet gemeten op {}; zo is de achterstand van die dag niet bekend.",
                    format::date(*day)
                )
            }
            Self::MethodBreak(day, reason) => write!(
                f,
                "De meetmethode is gewijzigd per {} ({reason}) en er is geen omrekenfactor met bron; de metingen ervoor \
                 en erna zijn niet te vergelijken.",
                format::date(*day)
            ),
            Self::CountAcrossBreak(day, reason) => write!(
                f,
                "De manier van tellen is gewijzigd per {} ({reason}); de telling telt van voor en na die dag bij elkaar op.",
                format::date(*day)
            ),
            Self::CountStartsEarly(day, window) => write!(
                f,
                "De telling begint op {}, vóór de termijn van de streefwaarde ({window}); zij telt mee wat niet bij de \
                 afspraak hoort.",
                format::date(*day)
            ),
            Self::CountStartsDiffer(days) => {
                let days: Vec<String> = days.iter().map(|day| format::date(*day)).collect();
                write!(
                    f,
                    "De tellingen beginnen niet op dezelfde dag, maar op {}; zo is niet te zeggen wat vanaf het begin is \
                     geteld.",
                    format::list(&days)
                )
            }
            Self::PeriodsDiffer => {
                f.write_str("De metingen gaan over perioden van verschillende lengte en zijn niet te vergelijken.")
            }
            Self::DefinitionsDiffer(other) => {
                write!(f, "De metingen volgen niet dezelfde definitie. Een ervan gaat over: {other}.")
            }
            Self::OtherDefinition(other) => {
                write!(f, "De cijfers volgen een andere definitie dan afgesproken: {other}.")
            }
            Self::MarginUnknown(days) => {
                let days: Vec<String> = days.iter().map(|day| format::date(*day)).collect();
                let (of, verb) = if days.len() == 1 {
                    ("De marge van de meting", "is")
                } else {
                    ("De marges van de metingen", "zijn")
                };
                write!(
                    f,
                    "{of} tot en met {} {verb} niet bekend; zo is niet te zeggen of een verandering toeval is.",
                    format::list(&days)
                )
            }
            Self::NoTarget => f.write_str("Er is geen streefwaarde afgesproken."),
            Self::NoGoal => f.write_str("De streefwaarde is niet vast te stellen."),
        }
    }
}

/// A text of the dossier inside a sentence of ours.
pub(super) fn phrase(text: &Text) -> String {
    text.as_str().trim_end_matches('.').to_owned()
}

impl<'a> Measurements<'a> {
    /// The nulmeting that counts, measured or not: the new one when there is one.
    pub(super) fn baseline(self) -> Option<&'a Point> {
        baseline(self.own, self.rebaselining)
    }

    /// The latest measurement with a value.
    pub(super) fn latest(self) -> Option<&'a Point> {
        self.own.iter().rev().find(|point| point.value.is_some())
    }

    /// The values of the deal's area.
    ///
    /// # Errors
    /// Everything that stands in the way.
    pub(super) fn level(self) -> Result<Comparable<'a>, Vec<Hindrance>> {
        let mut hindrances = Vec::new();
        let (first, last) = self.ends(&mut hindrances);
        let points: Vec<&Point> = [first, last].into_iter().flatten().collect();
        self.breaks(first, last, &mut hindrances);
        self.periods(first, last, &mut hindrances);
        let other_definition = definition(&points, &mut hindrances);
        margins(&points, &mut hindrances);
        let Some(last) = last.filter(|_| hindrances.is_empty()) else { return Err(hindrances) };
        let nothing = || Figure::derived(Decimal::ZERO, "", Vec::new());
        let start = first.and_then(|point| converted(self.indicator, point, last.day)).unwrap_or_else(nothing);
        let end = last.value.clone().unwrap_or_else(nothing);
        let before = first.map_or(Decimal::ZERO, |point| self.margin_then(point, last.day));
        let margin = margin::of_difference(&[before, last.margin.value().unwrap_or_default()]);
        Ok(Comparable { start, from: first.map(|point| point.day), end, last, margin, other_definition })
    }

    /// The gaps to the other area: positive when the deal's area does worse. Art. 1.
    ///
    /// # Errors
    /// Everything that stands in the way; both areas must have been measured on both days.
    pub(super) fn gap(self) -> Result<Comparable<'a>, Vec<Hindrance>> {
        let mut hindrances = Vec::new();
        let (first, last) = self.ends(&mut hindrances);
        let Some((name, theirs)) = self.other else {
            hindrances.push(Hindrance::NoOtherArea);
            return Err(hindrances);
        };
        let mut beside = |point: Option<&'a Point>| {
            let day = point?.day;
            let found = theirs.iter().find(|other| other.day == day && other.value.is_some());
            if found.is_none() {
                hindrances.push(Hindrance::OtherAreaNotMeasured(name.to_owned(), day));
            }
            found
        };
        let (other_first, other_last) = (beside(first), beside(last));
        response(other_first, other_last, Some(name), &mut hindrances);
        self.breaks(first, last, &mut hindrances);
        self.periods(first, last, &mut hindrances);
        let points: Vec<&Point> = [first, other_first, last, other_last].into_iter().flatten().collect();
        let other_definition = definition(&points, &mut hindrances);
        margins(&points, &mut hindrances);
        let (Some(first), Some(last), Some(other_first), Some(other_last)) = (first, last, other_first, other_last)
        else {
            return Err(hindrances);
        };
        if !hindrances.is_empty() {
            return Err(hindrances);
        }
        let better = sign(self.indicator.direction);
        let between = |own: &Point, other: &Point| {
            let own = converted(self.indicator, own, last.day)?;
            let other = converted(self.indicator, other, last.day)?;
            let sources = [own.sources.as_slice(), other.sources.as_slice()].concat();
            Some(Figure::derived((other.value - own.value) * better, "achterstand", sources))
        };
        let (Some(start), Some(end)) = (between(first, other_first), between(last, other_last)) else {
            return Err(vec![Hindrance::NoMeasurement]);
        };
        let margin = margin::of_difference(
            &[first, other_first, last, other_last].map(|point| self.margin_then(point, last.day)),
        );
        Ok(Comparable { start, from: Some(first.day), end, last, margin, other_definition })
    }

    /// The usable ends of the comparison: the nulmeting, which a cumulative count does not have,
    /// and the latest value after it.
    fn ends(self, hindrances: &mut Vec<Hindrance>) -> (Option<&'a Point>, Option<&'a Point>) {
        let latest = self.latest();
        if is_cumulative(self.indicator) {
            if latest.is_none() {
                hindrances.push(Hindrance::NoMeasurement);
            }
            response(None, latest, None, hindrances);
            self.starts(latest, hindrances);
            return (None, latest);
        }
        let Some(first) = self.baseline() else {
            hindrances.push(Hindrance::NoBaseline);
            return (None, None);
        };
        let last = latest.filter(|point| point.day > first.day);
        if let Some(not_measured) = &first.row.not_measured {
            hindrances.push(Hindrance::BaselineNotMeasured(phrase(&not_measured.reason)));
            return (None, last);
        }
        response(Some(first), last, None, hindrances);
        if last.is_none() {
            hindrances.push(Hindrance::NothingSinceBaseline);
        }
        (Some(first), last)
    }

    /// The changes of method between the ends that no factor with its source bridges.
    fn breaks(self, first: Option<&Point>, last: Option<&Point>, hindrances: &mut Vec<Hindrance>) {
        if is_cumulative(self.indicator) {
            let Some((from, last)) = last.and_then(|last| Some((last.row.period?.from, last))) else { return };
            let within = |cut: &&MethodBreak| from < cut.date && *cut.date <= last.day;
            let found = cuts(self.indicator).into_iter().filter(within);
            hindrances.extend(found.map(|cut| Hindrance::CountAcrossBreak(*cut.date, phrase(&cut.reason))));
            return;
        }
        let Some((first, last)) = first.zip(last) else { return };
        let found = unbridged(self.indicator, first.day, last.day);
        hindrances.extend(found.map(|cut| Hindrance::MethodBreak(*cut.date, phrase(&cut.reason))));
    }

    /// Whether the counts up to the latest start on one day, within the window of the target.
    fn starts(self, last: Option<&Point>, hindrances: &mut Vec<Hindrance>) {
        let Some(last) = last else { return };
        let until = self.own.iter().filter(|point| point.day <= last.day && point.value.is_some());
        let days: BTreeSet<NaiveDate> = until.filter_map(|point| Some(*point.row.period?.from)).collect();
        if days.len() > 1 {
            hindrances.push(Hindrance::CountStartsDiffer(days.iter().copied().collect()));
        }
        let start = last.row.period.map(|period| *period.from);
        if let Some((start, target)) = start.zip(self.indicator.target.as_ref())
            && (*target.from.span().from - start).num_days() > EARLY
        {
            hindrances.push(Hindrance::CountStartsEarly(start, format::moment(&target.from)));
        }
    }

    /// Whether two counts of their own period cover as many days, give or take a tenth.
    fn periods(self, first: Option<&Point>, last: Option<&Point>, hindrances: &mut Vec<Hindrance>) {
        let days = |point: &Point| point.row.period.map(|period| (*period.to - *period.from).num_days() + 1);
        let both = first.zip(last).and_then(|(first, last)| Some((days(first)?, days(last)?)));
        if let Some((one, other)) = both.filter(|_| self.indicator.counting == Counting::PerPeriod)
            && (one - other).abs() * 10 > one.max(other)
        {
            hindrances.push(Hindrance::PeriodsDiffer);
        }
    }

    /// The margin of a point in the method of the day `to`.
    fn margin_then(self, point: &Point, to: NaiveDate) -> Decimal {
        margin::times(point.margin.value().unwrap_or_default(), factor_between(self.indicator, point.day, to))
    }
}

/// The nulmeting that counts among the points of an area, measured or not.
pub(super) fn baseline<'a>(points: &'a [Point], rebaselining: Option<&Rebaselining>) -> Option<&'a Point> {
    match rebaselining {
        Some(new) => points.iter().find(|point| point.day == *new.measured_through),
        None => points.iter().find(|point| point.row.role() == MeasurementRole::Baseline),
    }
}

/// Whether enough people answered, in the deal's area or in one with a name.
fn response(first: Option<&Point>, last: Option<&Point>, area: Option<&str>, hindrances: &mut Vec<Hindrance>) {
    let area = area.map(ToOwned::to_owned);
    if let Some(first) = first.filter(|point| point.has_low_response()) {
        hindrances.push(Hindrance::BaselineLowResponse(first.day, area.clone()));
    }
    if let Some(last) = last.filter(|point| point.has_low_response()) {
        hindrances.push(Hindrance::LatestLowResponse(last.day, area));
    }
}

/// The definition that all of the points follow, when it is not the agreed one.
fn definition<'a>(points: &[&'a Point], hindrances: &mut Vec<Hindrance>) -> Option<&'a Text> {
    let of = |point: &&'a Point| point.row.other_definition.as_ref();
    let first = points.first().and_then(of);
    if points.iter().all(|point| of(point) == first) {
        return first;
    }
    let other = points.iter().find_map(of)?;
    hindrances.push(Hindrance::DefinitionsDiffer(phrase(other)));
    None
}

fn margins(points: &[&Point], hindrances: &mut Vec<Hindrance>) {
    let mut unknown: Vec<NaiveDate> =
        points.iter().filter(|point| point.margin.value().is_none()).map(|point| point.day).collect();
    unknown.dedup();
    if !unknown.is_empty() {
        hindrances.push(Hindrance::MarginUnknown(unknown));
    }
}

/// The changes of method after `from`, up to and including `to`, that no sourced factor bridges.
pub(super) fn unbridged(indicator: &Indicator, from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = &MethodBreak> {
    let between = move |cut: &&MethodBreak| from < *cut.date && *cut.date <= to;
    cuts(indicator).into_iter().filter(between).filter(|cut| usable_factor(cut).is_none())
}

/// The product of the sourced factors of the method breaks after `from`, up to and including
/// `to`: an older value times this can be compared with a newer one. 1 without a break.
#[must_use]
pub fn factor_between(indicator: &Indicator, from: NaiveDate, to: NaiveDate) -> Decimal {
    cuts(indicator)
        .into_iter()
        .filter(|cut| from < *cut.date && *cut.date <= to)
        .filter_map(usable_factor)
        .fold(Decimal::ONE, |product, factor| product.checked_mul(factor).unwrap_or(product))
}

/// The value of a point in the method of the day `to`; `None` without a value.
pub(super) fn converted(indicator: &Indicator, point: &Point, to: NaiveDate) -> Option<Figure<Decimal>> {
    let value = point.value.as_ref()?;
    let factor = factor_between(indicator, point.day, to);
    if factor == Decimal::ONE {
        return Some(value.clone());
    }
    let sources = [value.sources.as_slice(), &[indicator.at.key("breuken")]].concat();
    let converted = value.value.checked_mul(factor)?;
    Some(Figure::derived(converted, format!("waarde × {} (omrekenfactor)", format::exact(factor)), sources))
}
