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
//! A measurement called `eindmeting` is one only when its days reach the season or year of `tot`, give
//! or take a month. On a provisional value nothing is `behaald`: then it is `op koers`, and every
//! verdict on one says that the value is provisional. Where the nulmeting was converted with a factor,
//! the factor is named; its own uncertainty is in no margin.
//!
//! With a direction only: significantly better is `op koers`, significantly worse is `achter`,
//! anything else `vraagt aandacht`. A target about the gap to the comparison area (art. 1) is
//! judged in the same way, on the gaps: *d* is by how much the gap became smaller, and *m* holds the
//! margins of both areas at both times. Where the two measurements cannot be compared the oordeel
//! is `niet te beoordelen`, with every reason.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Figure;
use super::comparison::{Comparable, EARLY, Hindrance, Measurements, factor_between, phrase};
use super::indicator::{is_cumulative, is_due, sign};
use crate::format;
use crate::model::{
    Dossier, Id, Indicator, JudgementOverride, MeasurementRole, Quality, Report, Target, Text, Verdict,
};

/// What may be said about the distance to a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The verdict that is printed.
    pub verdict: Verdict,
    /// Why; full sentences in Dutch.
    pub reason: String,
    /// What stands in the way of a computed verdict; empty when there is one.
    pub hindrances: Vec<Hindrance>,
    /// The day of the measurement it rests on; `None` when there was none.
    pub measured_on: Option<NaiveDate>,
    /// The day of the new nulmeting it counts from; `None` when it counts from the first.
    pub rebaselined_on: Option<NaiveDate>,
    /// Whether no measurement was due in the period of the report, so that an older verdict stands.
    pub is_repeated: bool,
    /// The verdict of the computation and its reason, where an author overruled it.
    pub overruled: Option<(Verdict, String)>,
    /// The earlier report whose author overruled it, where this report repeats that verdict.
    pub overruled_in: Option<Id>,
}

/// What the target is about, what is known of it, and the value to reach.
pub(super) enum Compared<'a, 'f> {
    /// The level in the deal's area.
    Level(Result<Comparable<'a>, Vec<Hindrance>>, Option<&'f Figure<Decimal>>),
    /// The gap to the area it is compared with.
    Gap(Result<Comparable<'a>, Vec<Hindrance>>, Option<&'f Figure<Decimal>>),
}

/// Judges an indicator for a report.
pub(super) fn judge(
    dossier: &Dossier,
    report: &Report,
    measurements: Measurements<'_>,
    compared: Compared<'_, '_>,
) -> Judgement {
    let indicator = measurements.indicator;
    let latest = measurements.latest();
    let (verdict, reason, hindrances) = match verdict(measurements, compared) {
        Ok((verdict, reason)) => (verdict, reason, Vec::new()),
        Err(hindrances) => {
            let reasons: Vec<String> = hindrances.iter().map(ToString::to_string).collect();
            (Verdict::CannotBeJudged, reasons.join(" "), hindrances)
        }
    };
    let is_repeated = latest.is_some_and(|point| !report.period.contains(point.day))
        && !is_due(indicator, chrono::Datelike::year(&*report.period.to));
    let mut judgement = Judgement {
        verdict,
        reason,
        hindrances,
        measured_on: latest.map(|point| point.day),
        rebaselined_on: measurements.rebaselining.map(|new| *new.measured_through),
        is_repeated,
        overruled: None,
        overruled_in: None,
    };
    let own = report.overrides.get(&indicator.id);
    // Who repeats a verdict repeats that of the author, as long as nothing was measured since.
    let before = dossier.report_before(report).filter(|before| {
        own.is_none() && is_repeated && latest.is_some_and(|point| point.row.known_on <= before.known_through)
    });
    let theirs = before.and_then(|before| Some((before, before.overrides.get(&indicator.id)?)));
    if let Some(JudgementOverride { verdict, reason }) = own.or(theirs.map(|(_, theirs)| theirs)) {
        let computed = (judgement.verdict, judgement.reason);
        judgement = Judgement { verdict: *verdict, reason: sentence(reason), overruled: Some(computed), ..judgement };
        judgement.overruled_in = theirs.map(|(before, _)| before.id.clone());
    }
    judgement
}

fn verdict(measurements: Measurements<'_>, compared: Compared<'_, '_>) -> Result<(Verdict, String), Vec<Hindrance>> {
    let indicator = measurements.indicator;
    let (found, goal, better, intro) = match compared {
        Compared::Level(found, goal) => (found, goal, sign(indicator.direction), String::new()),
        Compared::Gap(found, goal) => {
            let name = measurements.other.map_or("het vergelijkingsgebied", |(name, _)| name);
            let intro = format!("De streefwaarde gaat over de achterstand op {name}. ");
            (found, goal, Decimal::NEGATIVE_ONE, intro)
        }
    };
    let found = match found {
        Ok(found) => match found.other_definition {
            None => found,
            Some(other) => return Err(vec![Hindrance::OtherDefinition(phrase(other))]),
        },
        Err(mut hindrances) => {
            let ends = [measurements.baseline(), measurements.latest()];
            let other = ends.into_iter().flatten().find_map(|point| point.row.other_definition.as_ref());
            let is_told = hindrances.iter().any(|one| matches!(one, Hindrance::DefinitionsDiffer(_)));
            hindrances.extend(other.filter(|_| !is_told).map(|other| Hindrance::OtherDefinition(phrase(other))));
            return Err(hindrances);
        }
    };
    let Some(target) = &indicator.target else { return Err(vec![Hindrance::NoTarget]) };
    let improvement = (found.end.value - found.start.value) * better;
    let (verdict, reason) = if target.direction_only.is_yes() {
        by_direction(improvement, found.margin)
    } else {
        let goal = goal.ok_or_else(|| vec![Hindrance::NoGoal])?;
        let agreed = (goal.value - found.start.value) * better;
        let from = found.from.unwrap_or_else(|| target.from.day());
        let expected = agreed * elapsed_fraction(from, target.to.day(), found.last.day);
        let is_final = is_final(indicator, target, &found);
        by_target(improvement, found.margin, agreed, expected, is_final, is_cumulative(indicator))
    };
    let mut said = intro + reason.as_str();
    let factor = found.from.map_or(Decimal::ONE, |from| factor_between(indicator, from, found.last.day));
    if factor != Decimal::ONE {
        said.push_str(&format!(
            " De nulmeting is omgerekend naar de nieuwe meetmethode, met de factor {}; de onzekerheid van die factor zelf \
             zit niet in de marge.",
            format::exact(factor)
        ));
    }
    Ok(provisional(found.last.row.quality, verdict, said))
}

/// A verdict on a value that will be revised says so, and is never `behaald`.
fn provisional(quality: Option<Quality>, verdict: Verdict, reason: String) -> (Verdict, String) {
    match (quality, verdict) {
        (Some(Quality::Provisional | Quality::RevisedProvisional), Verdict::Reached) => (
            Verdict::OnCourse,
            "De laatste waarde is voorlopig. Op die waarde is wat is afgesproken bereikt; behaald is het pas als de \
             waarde definitief is."
                .to_owned(),
        ),
        (Some(Quality::Provisional | Quality::RevisedProvisional), _) => {
            (verdict, format!("{reason} De laatste waarde is voorlopig."))
        }
        _ => (verdict, reason),
    }
}

/// Whether the target is judged by this measurement: the one that is called eindmeting and reaches
/// the season or year in which the target ends, give or take [`EARLY`] days; or the first in it. A count
/// that is not called so goes on to the last day.
fn is_final(indicator: &Indicator, target: &Target, found: &Comparable<'_>) -> bool {
    let last_day = match found.last.row.role {
        Some(MeasurementRole::Final) => *target.to.span().from - chrono::Duration::days(EARLY),
        None if !is_cumulative(indicator) => *target.to.span().from,
        _ => target.to.day(),
    };
    found.last.day >= last_day
}

fn sentence(text: &Text) -> String {
    let text = text.as_str();
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

fn by_direction(improvement: Decimal, margin: Decimal) -> (Verdict, String) {
    let (verdict, reason) = if improvement - margin > Decimal::ZERO {
        (Verdict::OnCourse, "De verandering gaat in de afgesproken richting en is groter dan de marge.")
    } else if improvement + margin < Decimal::ZERO {
        (Verdict::Behind, "De verandering gaat tegen de afgesproken richting in en is groter dan de marge.")
    } else if margin.is_zero() {
        (Verdict::NeedsAttention, "Er is niets veranderd sinds de nulmeting.")
    } else {
        (Verdict::NeedsAttention, NOT_SIGNIFICANT)
    };
    let reason = if margin.is_zero() { reason.replace(" en is groter dan de marge", "") } else { reason.to_owned() };
    (verdict, reason)
}

const NOT_SIGNIFICANT: &str = "De verandering is niet significant: zij valt binnen de marge.";

/// The definition of the module, with its words.
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
            let amply = improvement >= agreed * Decimal::TWO;
            let reason = if amply {
                "De telling is al voor het einde van de afgesproken periode ruim boven het afgesproken aantal: minstens het dubbele."
            } else {
                "De telling is al voor het einde van de afgesproken periode op of boven het afgesproken aantal."
            };
            return (Verdict::ReachedEarly, reason.to_owned());
        }
    }
    let (verdict, reason) = if improvement >= expected && improvement - margin > Decimal::ZERO {
        (Verdict::OnCourse, "De laatste meting ligt op of voor de hulplijn naar de streefwaarde.")
    } else if improvement + margin < expected {
        let reason = if margin.is_zero() {
            "De laatste meting ligt achter op de hulplijn naar de streefwaarde."
        } else {
            "De laatste meting ligt achter op de hulplijn naar de streefwaarde, ook met de marge meegerekend."
        };
        (Verdict::Behind, reason)
    } else {
        (
            Verdict::NeedsAttention,
            "De laatste meting ligt rond de hulplijn naar de streefwaarde; met de marge meegerekend is niet zeker of die wordt gehaald.",
        )
    };
    let is_significant = margin.is_zero() || improvement.abs() > margin;
    (verdict, if is_significant { reason.to_owned() } else { format!("{reason} {NOT_SIGNIFICANT}") })
}

/// The part of the window that has passed on `day`: days since `from` over all days, 0 to 1.
fn elapsed_fraction(from: NaiveDate, to: NaiveDate, day: NaiveDate) -> Decimal {
    let all = Decimal::from((to - from).num_days());
    let passed = Decimal::from((day - from).num_days());
    passed.checked_div(all).unwrap_or(Decimal::ONE).clamp(Decimal::ZERO, Decimal::ONE)
}

#[cfg(test)]
mod tests {
    use super::super::margin::of_difference;
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
        let margin = of_difference(&[decimal("0.2"), decimal("0.1")]);
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
