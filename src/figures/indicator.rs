//! The series of an indicator as one report sees it: which value holds where and when, the gap
//! to the comparison area, and the change since the nulmeting (art. 3, 7.2b, 7.4b).

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::comparison::{self, Comparable, Hindrance, Measurements, converted, unbridged};
use super::judgement::{self, Judgement};
use super::{Figure, Margin};
use crate::model::{
    Counting, Direction, Dossier, Id, Indicator, IndicatorKind, Measurement, MethodBreak, Quality, Rebaselining,
    Report, TargetSubject,
};

/// An indicator with everything a factsheet prints of it.
#[derive(Debug, Clone)]
pub struct IndicatorFigures {
    /// Which indicator.
    pub id: Id,
    /// Per area the points in order of time; areas in the order of the deal.
    pub areas: Vec<AreaSeries>,
    /// Difference between the comparison area and the deal's area per common day, in the unit of
    /// the indicator, positive when the deal's area does worse. Only where both were measured by
    /// the same definition, and not for a count from the start, which is not about the area. Art. 1.
    pub gaps: Vec<(NaiveDate, Figure<Decimal>)>,
    /// The level to reach, in the method and by the definition of the latest measurement:
    /// nulmeting + agreed difference, or the agreed level or count. `None` without a target,
    /// without a usable nulmeting, across a methodebreuk, by another definition than agreed, with a
    /// direction only, or when the target is about the gap.
    pub goal: Option<Figure<Decimal>>,
    /// The gap to reach, when the target is about it: gap at the nulmeting + agreed difference, or
    /// the agreed gap. Art. 1.
    pub gap_goal: Option<Figure<Decimal>>,
    /// Change from the nulmeting to the latest point of the deal's area, in the unit of the
    /// indicator, with its sign as measured. `None` where no comparison may be made.
    pub change: Option<Change>,
    /// Change of the gap from the nulmeting to the latest point, negative when it became smaller,
    /// even if both areas do worse. `None` where no comparison may be made. Art. 1.
    pub gap_change: Option<Change>,
    /// Why there is no change of the gap; empty when there is one.
    pub gap_hindrances: Vec<Hindrance>,
    /// The latest day with a value in any area: a chart shows all values in the method of that day.
    pub latest_day: Option<NaiveDate>,
    /// The new nulmeting that counts, when there is one.
    pub rebaselining: Option<Rebaselining>,
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
    /// Whether both measurements follow the same other definition than was agreed: the change is a
    /// fact, and nothing may be said of the target.
    pub has_other_definition: bool,
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
    /// Its margin, as far as it is known.
    pub margin: Margin,
    /// The row it was taken from.
    pub row: Measurement,
    /// The value that this one replaced.
    pub revised_from: Option<Decimal>,
    /// Whether an earlier row about it had too low a response, and this one no longer says so.
    pub has_lifted_response: bool,
    /// Whether an earlier row about it followed another definition, and this one no longer does.
    pub has_lifted_definition: bool,
}

impl IndicatorFigures {
    /// The figures of `indicator` as `report` sees them.
    #[must_use]
    pub fn of(dossier: &Dossier, report: &Report, indicator: &Indicator) -> Self {
        let areas = series(dossier, report, indicator);
        let rebaselining = rebaselining(indicator, report);
        let comparison = dossier.deal.area.comparison.as_ref().filter(|other| other.id != indicator.area);
        let other = comparison.and_then(|other| Some((other.name.as_str(), points_of(&areas, &other.id)?)));
        let own = points_of(&areas, &indicator.area).unwrap_or_default();
        let measurements = Measurements { indicator, own, other, rebaselining };
        let (level, gap) = (measurements.level(), measurements.gap());
        let goal = goal(measurements);
        let gap_goal = gap_goal(measurements, gap.as_ref().ok());
        let gaps = match other {
            Some((_, theirs)) if !is_cumulative(indicator) => gaps(own, theirs, indicator.direction),
            _ => Vec::new(),
        };
        let change = level.as_ref().ok().map(|level| change_of(level, "laatste meting min nulmeting"));
        let gap_change =
            gap.as_ref().ok().map(|gap| change_of(gap, "laatste achterstand min achterstand bij de nulmeting"));
        let gap_hindrances = gap.as_ref().err().cloned().unwrap_or_default();
        let judgement = (indicator.kind != IndicatorKind::KeyFigure).then(|| {
            let compared = match indicator.target.as_ref().map(|target| target.subject) {
                Some(TargetSubject::Gap) => judgement::Compared::Gap(gap, gap_goal.as_ref()),
                Some(TargetSubject::Level) | None => judgement::Compared::Level(level, goal.as_ref()),
            };
            judgement::judge(dossier, report, measurements, compared)
        });
        let rebaselining = rebaselining.cloned();
        let points = areas.iter().flat_map(|area| &area.points);
        let latest_day = points.filter(|point| point.value.is_some()).map(|point| point.day).max();
        let id = indicator.id.clone();
        Self {
            id,
            areas,
            gaps,
            goal,
            gap_goal,
            change,
            gap_change,
            gap_hindrances,
            latest_day,
            rebaselining,
            judgement,
        }
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

    /// The nulmeting of an area that counts, measured or not: the new one when there is one.
    #[must_use]
    pub fn baseline(&self, area: &Id) -> Option<&Point> {
        comparison::baseline(self.points(area), self.rebaselining.as_ref())
    }

    /// The nulmeting of an area as first agreed, measured or not.
    #[must_use]
    pub fn first_baseline(&self, area: &Id) -> Option<&Point> {
        comparison::baseline(self.points(area), None)
    }
}

fn points_of<'a>(areas: &'a [AreaSeries], area: &Id) -> Option<&'a [Point]> {
    areas.iter().find(|series| series.area == *area).map(|series| series.points.as_slice())
}

/// The latest new nulmeting on or before the peildatum.
fn rebaselining<'a>(indicator: &'a Indicator, report: &Report) -> Option<&'a Rebaselining> {
    let seen = indicator.rebaselinings.iter().filter(|new| new.measured_through <= report.reference_date);
    seen.max_by_key(|new| (new.measured_through, new.known_on))
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
            points: days.iter().filter_map(|(day, rows)| Point::of(indicator, *day, rows)).collect(),
        })
        .collect()
}

impl Point {
    fn of(indicator: &Indicator, day: NaiveDate, rows: &[&Measurement]) -> Option<Self> {
        let mut rows = rows.to_vec();
        rows.sort_by_key(|row| row.known_on);
        let row = *rows.last()?;
        let earlier = rows.iter().rev().skip(1).find_map(|earlier| earlier.value);
        let role = rows.iter().find_map(|row| row.role);
        let had = |of: fn(&Measurement) -> bool| rows.iter().any(|row| of(row)) && !of(row);
        Some(Self {
            has_lifted_response: had(|row| row.quality == Some(Quality::LowResponse)),
            has_lifted_definition: had(|row| row.other_definition.is_some()),
            day,
            value: row.value.map(|value| Figure::stated(value.0, row.at.key("waarde"))),
            margin: Margin::of(indicator, row),
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

/// Gap per common day. Formula: (comparison − own) × sign, where sign is +1 when higher is better.
fn gaps(ours: &[Point], theirs: &[Point], direction: Direction) -> Vec<(NaiveDate, Figure<Decimal>)> {
    let sign = sign(direction);
    ours.iter()
        .filter_map(|own| {
            let own_value = own.value.as_ref()?;
            let their = theirs.iter().find(|point| point.day == own.day)?;
            let their_value =
                their.value.as_ref().filter(|_| own.row.other_definition == their.row.other_definition)?;
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

fn goal(measurements: Measurements<'_>) -> Option<Figure<Decimal>> {
    let indicator = measurements.indicator;
    let target = indicator.target.as_ref().filter(|target| target.subject == TargetSubject::Level)?;
    let at = indicator.at.key("streefwaarde");
    if let Some(count) = target.cumulative {
        return Some(Figure::stated(count.0, at.key("cumulatief")));
    }
    if let Some(level) = target.level {
        return Some(Figure::stated(level.0, at.key("waarde")));
    }
    let difference = target.difference?;
    let until = measurements.latest()?.day;
    let is_usable = |point: &&Point| {
        !point.has_low_response()
            && point.row.other_definition.is_none()
            && unbridged(indicator, point.day, until).next().is_none()
    };
    let base = converted(indicator, measurements.baseline().filter(is_usable)?, until)?;
    let sources = [base.sources.as_slice(), &[at.key("verschil")]].concat();
    Some(Figure::derived(base.value + difference.value, "nulmeting + afgesproken verschil", sources))
}

fn gap_goal(measurements: Measurements<'_>, gap: Option<&Comparable<'_>>) -> Option<Figure<Decimal>> {
    let indicator = measurements.indicator;
    let target = indicator.target.as_ref().filter(|target| target.subject == TargetSubject::Gap)?;
    let at = indicator.at.key("streefwaarde");
    if let Some(level) = target.level {
        return Some(Figure::stated(level.0, at.key("waarde")));
    }
    let difference = target.difference?;
    let start = gap.map(|gap| gap.start.clone()).or_else(|| first_gap(measurements))?;
    let sources = [start.sources.as_slice(), &[at.key("verschil")]].concat();
    let formula = "achterstand bij de nulmeting + afgesproken verschil";
    Some(Figure::derived(start.value + difference.value, formula, sources))
}

/// The gap at the nulmeting, as long as nothing was measured after it: what may be left is known
/// before there is a change to judge.
fn first_gap(measurements: Measurements<'_>) -> Option<Figure<Decimal>> {
    let is_usable = |point: &&Point| !point.has_low_response() && point.row.other_definition.is_none();
    let first = measurements.baseline().filter(is_usable)?;
    let (_, theirs) = measurements.other?;
    let beside = theirs.iter().find(|point| point.day == first.day).filter(is_usable)?;
    if measurements.latest()?.day != first.day {
        return None;
    }
    let gaps = gaps(std::slice::from_ref(first), std::slice::from_ref(beside), measurements.indicator.direction);
    gaps.into_iter().next().map(|(_, gap)| gap)
}

fn change_of(compared: &Comparable<'_>, formula: &str) -> Change {
    let sources = [compared.start.sources.as_slice(), compared.end.sources.as_slice()].concat();
    let value = Figure::derived(compared.end.value - compared.start.value, formula, sources);
    Change {
        is_significant: value.value.abs() > compared.margin,
        value,
        margin: compared.margin,
        has_other_definition: compared.other_definition.is_some(),
    }
}

/// The changes of method in order of time. Of a change that was told twice, with a factor that was
/// corrected, the one known last counts.
#[must_use]
pub fn cuts(indicator: &Indicator) -> Vec<&MethodBreak> {
    let mut by_day: BTreeMap<NaiveDate, &MethodBreak> = BTreeMap::new();
    for cut in &indicator.breaks {
        let known = by_day.entry(*cut.date).or_insert(cut);
        if known.known_on <= cut.known_on {
            *known = cut;
        }
    }
    by_day.into_values().collect()
}

/// The factor of a change of method that may be used: one with its source.
#[must_use]
pub fn usable_factor(cut: &MethodBreak) -> Option<Decimal> {
    cut.factor.filter(|_| cut.source.is_some()).map(|factor| factor.0)
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
