//! Figures about earlier years and days, by which two deliveries of a deal can be compared.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::record::Traced;
use crate::figures::money::rows_by_purpose;
use crate::figures::{Known, Point};
use crate::format;
use crate::model::{Amount, Report, Text};

/// A figure that an earlier delivery may have given otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// What it is about, the same in each delivery: `besteed/2020`.
    #[serde(rename = "sleutel")]
    pub key: String,
    /// What it is about, in words.
    #[serde(rename = "wat")]
    pub label: String,
    /// The value.
    #[serde(flatten)]
    pub value: Traced,
    /// As printed, with its unit.
    #[serde(rename = "gedrukt")]
    pub printed: String,
    /// Why rows behind it were corrected; empty when none was.
    #[serde(rename = "redenen")]
    pub reasons: Vec<String>,
}

/// The figures of a report that an earlier delivery may have given otherwise.
pub(super) fn of(known: &Known, report: &Report) -> Vec<Stated> {
    let mut stated = Vec::new();
    let euros = |value: Decimal| format::euros_exactly(Amount::from_euros(value));
    let money = &known.figures.money;
    for contribution in &money.contributions {
        let value = Traced::amount(&contribution.agreed, &known.sources);
        stated.push(Stated {
            key: format!("bijdrage/{}", contribution.party),
            label: format!("Bijdrage van {}", contribution.party),
            printed: euros(value.value),
            value,
            reasons: Vec::new(),
        });
    }
    let rows = rows_by_purpose(&known.dossier, report);
    for (year, figures) in &money.total.years {
        let value = Traced::amount(&figures.realised, &known.sources);
        let corrected = rows.values().filter_map(|years| years.get(year)).filter(|row| row.revises.is_some());
        stated.push(Stated {
            key: format!("besteed/{year}"),
            label: format!("Besteed in {year}"),
            printed: euros(value.value),
            value,
            reasons: corrected.filter_map(|row| row.reason.as_ref()).map(Text::to_string).collect(),
        });
    }
    for (indicator, figures) in known.dossier.indicators.iter().zip(&known.figures.indicators) {
        for point in figures.points(&indicator.area) {
            let Point { day, value: Some(value), row, .. } = point else { continue };
            let unit = indicator.unit.as_ref().map(Text::as_str);
            stated.push(Stated {
                key: format!("indicator/{}/{day}", indicator.id),
                label: format!("{}, {}", indicator.name, format::date(*day)),
                printed: format::measured(value.value, indicator.decimals_in_print(), indicator.measure, unit),
                value: Traced::measured(value, &known.sources),
                reasons: row.reason.iter().map(Text::to_string).collect(),
            });
        }
    }
    stated
}
