//! Cover and colofon of the overview.

use serde::Serialize;

use super::Inputs;
use crate::figures::overview::{Overview, Standing};
use crate::format;

#[derive(Debug, Serialize)]
pub(super) struct Front {
    year: i32,
    invented: bool,
    deals: String,
    delivered: String,
    fingerprint: String,
    program: &'static str,
    recipient: String,
}

impl Front {
    pub(super) fn of(overview: &Overview<'_>, inputs: &Inputs<'_>) -> Self {
        let delivered = overview.deals.iter().filter(|deal| deal.standing == Standing::Counted).count();
        let fingerprint = crate::world::sha256(&super::figures_json(overview, inputs));
        Self {
            year: overview.options.year,
            invented: overview.has_invented(),
            deals: format::plural(overview.deals.len(), "deal", "deals"),
            delivered: format::count(delivered),
            fingerprint: fingerprint.chars().take(12).collect(),
            program: concat!("voortgang ", env!("CARGO_PKG_VERSION")),
            recipient: overview.text.map_or_else(String::new, |text| text.recipient.to_string()),
        }
    }
}
