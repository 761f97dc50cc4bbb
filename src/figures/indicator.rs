//! The series of an indicator as one report sees it: which value holds where and when, the gap
//! to the comparison area, and the change since the nulmeting (art. 3, 7.2b, 7.4b).

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use rust_decimal::{Decimal, MathematicalOps};

use super::Figure;
use super::judgement::{self, Judgement};
use crate::model::{
    Counting, Direction, Dossier, Id, Indicator, IndicatorKind, Measurement, MeasurementRole, Quality, Report,
};

/// An indicator with everything a factsheet prints of it.
#[derive(Debug, Clone)]
pub struct IndicatorFigures {
    /// Which indicator.
    pub id: Id,
    /// Per area the points in order of time; areas in the order of the deal.
    pub areas: Vec<AreaSeries>,
    /// Difference between the comparison area and the deal's area per common day, in the unit of
    /// the indicator, positive when the deal's area does worse. Art. 1.
    pub gaps: Vec<(NaiveDate, Figure<Decimal>)>,
    /// The level to reach: nulmeting + agreed difference, or the agreed level or count.
    /// `None` without a target, without a usable nulmeting, or with a direction only.
    pub goal: Option<Figure<Decimal>>,
    /// Change from the nulmeting to the latest point of the deal's area, in the unit of the
    /// indicator, with its sign as measured. `None` where no comparison may be made.
    pub change: Option<Change>,
    /// The judgement; `None` for a kengetal.
    pub judgement: Option<Judgement>,
}

/// The change between two measurements that may be compared.
#[derive(Debug, Clone)]
pub struct Change {
    /// Latest value minus nulmeting, both in the method of the latest, in the indicator's unit.
    pub value: Figure<Decimal>,
    /// Margin of that difference; zero for registers.
    pub margin: Decimal,
    /// Whether the change is larger than its margin.
    pub is_significant: bool,
}

/// The points of one area.
#[derive(Debug, Clone)]
pub struct AreaSeries {
    /// The area.
    pub area: Id,
    /// Its points, oldest first.
    pub points: Vec<Point>,
}

/// What is known about an area at one time.
#[derive(Debug, Clone)]
pub struct Point {
    /// The last day the value is about.
    pub day: NaiveDate,
    /// The value; `None` when it was not measured.
    pub value: Option<Figure<Decimal>>,
    /// Half the width of the 95 % interval; zero for a register, `None` for a survey whose source
    /// gives none.
    pub margin: Option<Decimal>,
    /// The row it was taken from.
    pub row: Measurement,
    /// The value that this one replaced.
    pub revised_from: Option<Decimal>,
}

impl IndicatorFigures {
    /// The figures of `indicator` as `report` sees them.
    #[must_use]
    pub fn of(dossier: &Dossier, report: &Report, indicator: &Indicator) -> Self {
        let areas = series(dossier, report, indicator);
        let comparison = dossier.deal.area.comparison.as_ref().map(|other| &other.id);
        let gaps = match comparison.and_then(|other| points_of(&areas, other)) {
            Some(theirs) => gaps(points_of(&areas, &indicator.area).unwrap_or_default(), theirs, indicator.direction),
            None => Vec::new(),
        };
        let ours = points_of(&areas, &indicator.area).unwrap_or_default();
        let goal = goal(indicator, ours);
        let change = judgement::comparable(indicator, ours).ok().map(|(first, last)| change(indicator, first, last));
        let judgement = (indicator.kind != IndicatorKind::KeyFigure)
            .then(|| judgement::judge(indicator, ours, goal.as_ref(), report));
        Self { id: indicator.id.clone(), areas, gaps, goal, change, judgement }
    }

    /// The points of one area; empty when it has none.
    #[must_use]
    pub fn points(&self, area: &Id) -> &[Point] {
        points_of(&self.areas, area).unwrap_or_default()
    }

    /// The latest point of an area that has a value.
    #[must_use]
    pub fn latest(&self, area: &Id) -> Option<&Point> {
        self.points(area).iter().rev().find(|point| point.value.is_some())
    }

    /// The nulmeting of an area, measured or not.
    #[must_use]
    pub fn baseline(&self, area: &Id) -> Option<&Point> {
        baseline(self.points(area))
    }
}

/// The nulmeting among the points.
pub(super) fn baseline(points: &[Point]) -> Option<&Point> {
    points.iter().find(|point| point.row.role() == MeasurementRole::Baseline)
}

fn points_of<'a>(areas: &'a [AreaSeries], area: &Id) -> Option<&'a [Point]> {
    areas.iter().find(|series| series.area == *area).map(|series| series.points.as_slice())
}

/// For each area and day the row known last, with the value it replaced.
fn series(dossier: &Dossier, report: &Report, indicator: &Indicator) -> Vec<AreaSeries> {
    let mut by_area: BTreeMap<&Id, BTreeMap<NaiveDate, Vec<&Measurement>>> = BTreeMap::new();
    for row in &indicator.series {
        let Some(day) = row.day().filter(|day| **day <= *report.reference_date) else { continue };
        by_area.entry(&row.area).or_default().entry(*day).or_default().push(row);
    }
    let area = &dossier.deal.area;
    let order = std::iter::once(&area.id)
        .chain(area.comparison.iter().map(|other| &other.id))
        .chain(area.wijken.iter().map(|wijk| &wijk.id));
    order
        .filter_map(|id| Some((id, by_area.get(id)?)))
        .map(|(id, days)| AreaSeries {
            area: id.clone(),
            points: days.iter().filter_map(|(day, rows)| Point::of(*day, rows)).collect(),
        })
        .collect()
}

impl Point {
    fn of(day: NaiveDate, rows: &[&Measurement]) -> Option<Self> {
        let mut rows = rows.to_vec();
        rows.sort_by_key(|row| row.known_on);
        let row = *rows.last()?;
        let earlier = rows.iter().rev().skip(1).find_map(|earlier| earlier.value);
        let role = rows.iter().find_map(|row| row.role);
        Some(Self {
            day,
            value: row.value.map(|value| Figure::stated(value.0, row.at.key("waarde"))),
            margin: margin(row),
            revised_from: earlier.map(|value| value.0).filter(|old| row.value.is_some_and(|new| new.0 != *old)),
            // A correction keeps the place in the agreement of what it corrects.
            row: Measurement { role: row.role.or(role), ..row.clone() },
        })
    }

    /// Whether fewer people answered than the source allows at this level.
    #[must_use]
    pub fn has_low_response(&self) -> bool {
        self.row.quality == Some(Quality::LowResponse)
    }
}

/// The margin of a row: as given; zero for what was counted and not asked.
fn margin(row: &Measurement) -> Option<Decimal> {
    match row.margin {
        Some(margin) => Some(margin.0),
        None if row.fieldwork.is_some() => None,
        None => Some(Decimal::ZERO),
    }
}

/// Gap per common day. Formula: (comparison − own) × sign, where sign is +1 when higher is better.
fn gaps(ours: &[Point], theirs: &[Point], direction: Direction) -> Vec<(NaiveDate, Figure<Decimal>)> {
    let sign = sign(direction);
    ours.iter()
        .filter_map(|own| {
            let own_value = own.value.as_ref()?;
            let their_value = theirs.iter().find(|point| point.day == own.day)?.value.as_ref()?;
            let gap = (their_value.value - own_value.value) * sign;
            let sources = [own_value.sources.as_slice(), their_value.sources.as_slice()].concat();
            Some((own.day, Figure::derived(gap, "verschil tussen het vergelijkingsgebied en het gebied", sources)))
        })
        .collect()
}

/// +1 when higher is better, −1 when lower is better.
pub(super) fn sign(direction: Direction) -> Decimal {
    match direction {
        Direction::Rises => Decimal::ONE,
        Direction::Falls => Decimal::NEGATIVE_ONE,
    }
}

fn goal(indicator: &Indicator, points: &[Point]) -> Option<Figure<Decimal>> {
    let target = indicator.target.as_ref()?;
    let at = indicator.at.key("streefwaarde");
    if let Some(count) = target.cumulative {
        return Some(Figure::stated(count.0, at.key("cumulatief")));
    }
    if let Some(level) = target.level {
        return Some(Figure::stated(level.0, at.key("waarde")));
    }
    let difference = target.difference?;
    let base = baseline(points).filter(|point| !point.has_low_response())?;
    let until = points.iter().rev().find(|point| point.value.is_some())?.day;
    let base = converted(indicator, base, until)?;
    let sources = [base.sources.as_slice(), &[at.key("verschil")]].concat();
    Some(Figure::derived(base.value + difference.value, "nulmeting + afgesproken verschil", sources))
}

/// The product of the sourced factors of the method breaks after `from`, up to and including
/// `to`: an older value times this can be compared with a newer one. 1 without a break.
#[must_use]
pub fn factor_between(indicator: &Indicator, from: NaiveDate, to: NaiveDate) -> Decimal {
    indicator
        .breaks
        .iter()
        .filter(|cut| from < *cut.date && *cut.date <= to && cut.source.is_some())
        .filter_map(|cut| cut.factor)
        .fold(Decimal::ONE, |product, factor| product.checked_mul(factor.0).unwrap_or(product))
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
    Some(Figure::derived(converted, format!("waarde × {factor} (omrekenfactor)"), sources))
}

fn change(indicator: &Indicator, first: Option<&Point>, last: &Point) -> Change {
    let nothing = || Figure::derived(Decimal::ZERO, "", Vec::new());
    let from = first.and_then(|point| converted(indicator, point, last.day)).unwrap_or_else(nothing);
    let to = last.value.clone().unwrap_or_else(nothing);
    let margin = judgement::margin(indicator, first, last);
    let value = Figure::derived(
        to.value - from.value,
        "laatste meting min nulmeting",
        [from.sources.as_slice(), to.sources.as_slice()].concat(),
    );
    Change { is_significant: value.value.abs() > margin, value, margin }
}

/// Margin of a difference of two independent measurements: √(m₀² + m₁²), in their unit.
#[must_use]
pub fn margin_of_difference(first: Decimal, last: Decimal) -> Decimal {
    (first * first + last * last).sqrt().unwrap_or_default()
}

/// Whether a measurement is due in `year` by the indicator's calendar; without one, every year.
#[must_use]
pub fn is_due(indicator: &Indicator, year: i32) -> bool {
    indicator.calendar.as_ref().is_none_or(|years| years.iter().any(|due| due.0 == year))
}

/// The next year after `day` in which a measurement is due; `None` when the calendar has ended.
#[must_use]
pub fn next_due(indicator: &Indicator, day: NaiveDate) -> Option<i32> {
    indicator.calendar.as_ref()?.iter().map(|due| due.0).filter(|year| *year > day.year()).min()
}

/// Whether values count from the start of the deal on.
#[must_use]
pub fn is_cumulative(indicator: &Indicator) -> bool {
    indicator.counting == Counting::Cumulative
}
