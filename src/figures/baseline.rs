//! How far a nulmeting can serve as the point from which change is counted (art. 3, 7.8).

use chrono::NaiveDate;

use super::indicator::is_cumulative;
use super::{IndicatorFigures, Margin};
use crate::format;
use crate::model::{Indicator, IndicatorKind};

/// Whether change can be counted from the nulmeting of an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Usability {
    /// It can.
    Usable,
    /// There is a value, but change cannot be counted from it; why, in full Dutch sentences.
    NotUsable(String),
    /// There is no value; why, a full sentence in Dutch.
    Missing(String),
    /// The count starts at nothing, so that none is needed.
    NotNeeded,
}

/// What can be said of the nulmeting of the indicator's own area. Of several reasons why it is not
/// usable all are given, since mending one would not be enough. `None` for a kengetal.
#[must_use]
pub fn usability(indicator: &Indicator, figures: &IndicatorFigures) -> Option<Usability> {
    if indicator.kind == IndicatorKind::KeyFigure {
        return None;
    }
    if is_cumulative(indicator) {
        return Some(Usability::NotNeeded);
    }
    let Some(point) = figures.baseline(&indicator.area) else {
        let known = figures.latest(&indicator.area).map(|point| point.day);
        return Some(Usability::Missing(missing(known)));
    };
    if let Some(not_measured) = &point.row.not_measured {
        let expected = not_measured
            .expected
            .as_ref()
            .map_or_else(String::new, |when| format!(" Verwacht: {}.", stop(when.as_str())));
        return Some(Usability::Missing({
            let reason = stop(not_measured.reason.as_str());
            if not_measured.is_not_shown() {
                format!("Niet getoond: {}.{expected}", reason.strip_prefix("niet getoond, ").unwrap_or(reason))
            } else {
                format!("Niet gemeten: {reason}.{expected}")
            }
        }));
    }
    let mut reasons = Vec::new();
    if point.has_low_response() {
        reasons.push("De respons was te laag.".to_owned());
    }
    if let Some(other) = &point.row.other_definition {
        reasons.push(format!("De meting volgt een andere definitie dan afgesproken: {}.", stop(other.as_str())));
    }
    if point.margin == Margin::Unknown {
        reasons.push(
            "De marge is niet bekend; zo is niet te zeggen of een latere verandering groter is dan het toeval."
                .to_owned(),
        );
    }
    Some(if reasons.is_empty() { Usability::Usable } else { Usability::NotUsable(reasons.join(" ")) })
}

fn missing(latest: Option<NaiveDate>) -> String {
    match latest {
        None => "Er was toen dit rapport werd gemaakt nog geen meting bekend.".to_owned(),
        Some(day) => format!(
            "Er is geen meting als nulmeting aangewezen; de laatste bekende meting is die tot en met {}.",
            format::date(day)
        ),
    }
}

fn stop(text: &str) -> &str {
    text.trim_end_matches('.')
}
