//! The oordeel: what may be said about the distance to a target (design "Honest figures" 3).
//!
//! With *d* the improvement since the nulmeting (positive is better), *m* the margin of that
//! difference, *t* the agreed improvement and *p* the improvement on the hulplijn at the day of
//! the measurement:
//! - `behaald`: d − m ≥ t at the eindmeting; a cumulative count earlier: `tussentijds behaald`;
//! - `op koers`: d ≥ p and d − m > 0;
//! - `achter`: d + m < p;
//! - `vraagt aandacht`: anything between.
//!
//! With a direction only: significantly better is `op koers`, significantly worse is `achter`,
//! anything else `vraagt aandacht`. Where the two measurements cannot be compared the oordeel is
//! `niet te beoordelen`, with the reason.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::Figure;
use super::indicator::{Point, baseline, converted, factor_between, is_cumulative, is_due, margin_of_difference, sign};
use crate::format;
use crate::model::{Indicator, MeasurementRole, Report, Text, Verdict};

/// What may be said about the distance to a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The verdict that is printed.
    pub verdict: Verdict,
    /// Why; a full sentence in Dutch.
    pub reason: String,
    /// The day of the measurement it rests on; `None` when there was none.
    pub measured_on: Option<NaiveDate>,
    /// Whether no measurement was due in the period of the report, so that an older verdict stands.
    pub is_repeated: bool,
    /// The verdict of the computation and its reason, where an author overruled it.
    pub overruled: Option<(Verdict, String)>,
}

/// The first and last point that may be compared; for a cumulative count there is no first, it
/// starts at nothing.
///
/// # Errors
/// Why no comparison may be made: a full sentence in Dutch.
pub(super) fn comparable<'a>(
    indicator: &Indicator,
    points: &'a [Point],
) -> Result<(Option<&'a Point>, &'a Point), String> {
    let latest = points.iter().rev().find(|point| point.value.is_some());
    if is_cumulative(indicator) {
        let latest = latest.ok_or_else(|| "Er is nog geen meting bekend.".to_owned())?;
        return same_definition(&[latest]).map(|()| (None, latest));
    }
    let first = baseline(points).ok_or_else(|| "Er is geen nulmeting.".to_owned())?;
    if let Some(not_measured) = &first.row.not_measured {
        return Err(format!("Er is geen bruikbare nulmeting: {}.", not_measured.reason.as_str().trim_end_matches('.')));
    }
    if first.has_low_response() {
        return Err(format!("De nulmeting ({}) is niet bruikbaar: de respons was te laag.", format::date(first.day)));
    }
    same_definition(&[first])?;
    let latest = latest
        .filter(|point| point.day > first.day)
        .ok_or_else(|| "Na de nulmeting is nog niet gemeten.".to_owned())?;
    if latest.has_low_response() {
        return Err(format!("De respons van de laatste meting ({}) was te laag.", format::date(latest.day)));
    }
    let cut = indicator
        .breaks
        .iter()
        .find(|cut| first.day < *cut.date && *cut.date <= latest.day && (cut.factor.is_none() || cut.source.is_none()));
    if let Some(cut) = cut {
        return Err(format!(
            "De meetmethode is gewijzigd per {} ({}) en er is geen omrekenfactor met bron; de metingen ervoor en \
             erna zijn niet te vergelijken.",
            format::date(*cut.date),
            cut.reason.as_str().trim_end_matches('.')
        ));
    }
    same_definition(&[latest])?;
    if let Some(point) = [first, latest].into_iter().find(|point| point.margin.is_none()) {
        return Err(format!(
            "De marge van de meting tot en met {} is niet bekend; zo is niet te zeggen of een verandering toeval is.",
            format::date(point.day)
        ));
    }
    Ok((Some(first), latest))
}

/// Margin of the difference between two comparable points, the first in the method of the last.
/// Formula: √((factor × m₀)² + m₁²). Zero for registers, and for a count that starts at nothing.
pub(super) fn margin(indicator: &Indicator, first: Option<&Point>, last: &Point) -> Decimal {
    let before = first.map_or(Decimal::ZERO, |point| {
        point.margin.unwrap_or_default() * factor_between(indicator, point.day, last.day)
    });
    margin_of_difference(before, last.margin.unwrap_or_default())
}

fn same_definition(points: &[&Point]) -> Result<(), String> {
    match points.iter().find_map(|point| point.row.other_definition.as_ref()) {
        None => Ok(()),
        Some(other) => Err(format!(
            "De cijfers volgen een andere definitie dan afgesproken: {}.",
            other.as_str().trim_end_matches('.')
        )),
    }
}

/// Judges the points of the deal's own area.
pub(super) fn judge(
    indicator: &Indicator,
    points: &[Point],
    goal: Option<&Figure<Decimal>>,
    report: &Report,
) -> Judgement {
    let latest = points.iter().rev().find(|point| point.value.is_some());
    let (verdict, reason) = match comparable(indicator, points) {
        Err(reason) => (Verdict::CannotBeJudged, all_reasons(indicator, points, reason)),
        Ok((first, last)) => compare(indicator, first, last, goal),
    };
    let due_this_year = is_due(indicator, report.period.to.year());
    let computed = Judgement {
        verdict,
        reason,
        measured_on: latest.map(|point| point.day),
        is_repeated: !due_this_year && latest.is_some_and(|point| !report.period.contains(point.day)),
        overruled: None,
    };
    match report.overrides.get(&indicator.id) {
        None => computed,
        Some(own) => Judgement {
            verdict: own.verdict,
            reason: sentence(&own.reason),
            overruled: Some((computed.verdict, computed.reason)),
            measured_on: computed.measured_on,
            is_repeated: computed.is_repeated,
        },
    }
}

/// The first reason, and a methodebreuk besides it when there is one: a reader must know both.
fn all_reasons(indicator: &Indicator, points: &[Point], first: String) -> String {
    let latest = points.iter().rev().find(|point| point.value.is_some());
    let unmentioned = indicator.breaks.iter().find(|cut| {
        let after_baseline = baseline(points).is_some_and(|base| base.day < *cut.date);
        after_baseline
            && latest.is_some_and(|point| *cut.date <= point.day)
            && (cut.factor.is_none() || cut.source.is_none())
            && !first.contains(cut.reason.as_str().trim_end_matches('.'))
    });
    match unmentioned {
        None => first,
        Some(cut) => format!(
            "{first} Bovendien is de meetmethode gewijzigd per {} ({}), zonder omrekenfactor met bron.",
            format::date(*cut.date),
            cut.reason.as_str().trim_end_matches('.')
        ),
    }
}

fn sentence(text: &Text) -> String {
    let text = text.as_str();
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

fn compare(
    indicator: &Indicator,
    first: Option<&Point>,
    last: &Point,
    goal: Option<&Figure<Decimal>>,
) -> (Verdict, String) {
    let start =
        first.and_then(|point| converted(indicator, point, last.day)).map_or(Decimal::ZERO, |figure| figure.value);
    let better = sign(indicator.direction);
    let improvement = (last.value.as_ref().map_or(Decimal::ZERO, |figure| figure.value) - start) * better;
    let margin = margin(indicator, first, last);
    let Some(target) = &indicator.target else {
        return (Verdict::CannotBeJudged, "Er is geen streefwaarde afgesproken.".to_owned());
    };
    if target.direction_only.is_yes() {
        return by_direction(improvement, margin);
    }
    let Some(goal) = goal else {
        return (Verdict::CannotBeJudged, "De streefwaarde is niet vast te stellen.".to_owned());
    };
    let agreed = (goal.value - start) * better;
    let from = first.map_or_else(|| target.from.day(), |point| point.day);
    let expected = agreed * elapsed_fraction(from, target.to.day(), last.day);
    let is_final = last.row.role() == MeasurementRole::Final || last.day >= target.to.day();
    by_target(improvement, margin, agreed, expected, is_final, is_cumulative(indicator))
}

fn by_direction(improvement: Decimal, margin: Decimal) -> (Verdict, String) {
    if improvement - margin > Decimal::ZERO {
        (Verdict::OnCourse, "De verandering gaat in de afgesproken richting en is groter dan de marge.".to_owned())
    } else if improvement + margin < Decimal::ZERO {
        (Verdict::Behind, "De verandering gaat tegen de afgesproken richting in en is groter dan de marge.".to_owned())
    } else {
        (Verdict::NeedsAttention, "De verandering is niet significant: zij valt binnen de marge.".to_owned())
    }
}

fn by_target(
    improvement: Decimal,
    margin: Decimal,
    agreed: Decimal,
    expected: Decimal,
    is_final: bool,
    is_cumulative: bool,
) -> (Verdict, String) {
    if improvement - margin >= agreed {
        if is_final {
            return (Verdict::Reached, "De afgesproken waarde is bij de eindmeting bereikt.".to_owned());
        }
        if is_cumulative {
            return (
                Verdict::ReachedEarly,
                "De telling is al voor het einde van de afgesproken periode op of boven het afgesproken aantal."
                    .to_owned(),
            );
        }
    }
    if improvement >= expected && improvement - margin > Decimal::ZERO {
        (Verdict::OnCourse, "De laatste meting ligt op of voor de hulplijn naar de streefwaarde.".to_owned())
    } else if improvement + margin < expected {
        (
            Verdict::Behind,
            "De laatste meting ligt achter op de hulplijn naar de streefwaarde, ook met de marge meegerekend."
                .to_owned(),
        )
    } else {
        (Verdict::NeedsAttention, "De laatste meting ligt rond de hulplijn naar de streefwaarde; met de marge meegerekend is niet zeker of die wordt gehaald.".to_owned())
    }
}

/// The part of the window that has passed on `day`: days since `from` over all days, 0 to 1.
fn elapsed_fraction(from: NaiveDate, to: NaiveDate, day: NaiveDate) -> Decimal {
    let all = Decimal::from((to - from).num_days());
    let passed = Decimal::from((day - from).num_days());
    passed.checked_div(all).unwrap_or(Decimal::ONE).clamp(Decimal::ZERO, Decimal::ONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn verdict(d: &str, m: &str, t: &str, p: &str, is_final: bool, is_cumulative: bool) -> Verdict {
        by_target(decimal(d), decimal(m), decimal(t), decimal(p), is_final, is_cumulative).0
    }

    /// Art. 3: 500 people from najaar 2019 (1 November 2019) to the end of 2023. On 31 December
    /// 2021, 791 of 1521 days have passed: p = 500 × 791 / 1521 = 260,03.
    #[test]
    fn the_hulplijn_of_a_count_is_its_share_of_days() {
        let day = |text: &str| text.parse().unwrap();
        let share = elapsed_fraction(day("2019-11-01"), day("2023-12-31"), day("2021-12-31"));
        assert_eq!(format::number(share * decimal("500"), 2), "260,03");
    }

    #[test]
    fn a_register_count_has_no_margin() {
        // 214 counted where the hulplijn stands at 260: behind. 640 of 500 before the end: early.
        assert_eq!(verdict("214", "0", "500", "260", false, true), Verdict::Behind);
        assert_eq!(verdict("260", "0", "500", "260", false, true), Verdict::OnCourse);
        assert_eq!(verdict("640", "0", "500", "260", false, true), Verdict::ReachedEarly);
        assert_eq!(verdict("500", "0", "500", "500", true, true), Verdict::Reached);
    }

    #[test]
    fn a_survey_needs_its_margin() {
        // Agreed +0,5; halfway the hulplijn is at 0,25; m = √(0,2² + 0,1²) = 0,2236.
        let margin = margin_of_difference(decimal("0.2"), decimal("0.1"));
        assert_eq!(format::number(margin, 4), "0,2236");
        let at = |d: &str| by_target(decimal(d), margin, decimal("0.5"), decimal("0.25"), false, false).0;
        assert_eq!(at("0.3"), Verdict::OnCourse); // 0,30 ≥ 0,25 and 0,30 − 0,22 > 0
        assert_eq!(at("0.1"), Verdict::NeedsAttention); // 0,10 < 0,25 but 0,10 + 0,22 ≥ 0,25
        assert_eq!(at("0.0"), Verdict::Behind); // 0,00 + 0,22 < 0,25
        // At the eindmeting 0,7 − 0,22 = 0,48 is less than 0,5: not certainly reached.
        assert_eq!(by_target(decimal("0.7"), margin, decimal("0.5"), decimal("0.5"), true, false).0, Verdict::OnCourse);
        assert_eq!(by_target(decimal("0.8"), margin, decimal("0.5"), decimal("0.5"), true, false).0, Verdict::Reached);
    }

    #[test]
    fn a_direction_only_asks_for_significance() {
        assert_eq!(by_direction(decimal("2"), decimal("1")).0, Verdict::OnCourse);
        assert_eq!(by_direction(decimal("1"), decimal("1")).0, Verdict::NeedsAttention);
        assert_eq!(by_direction(decimal("-2"), decimal("1")).0, Verdict::Behind);
    }
}
