//! What a deal says otherwise of earlier years than it did in its delivery of the year before.

use serde::{Deserialize, Serialize};

use super::national::DealStanding;
use super::record::Traced;

/// A figure that was given otherwise in the delivery of the year before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restatement {
    /// The deal's id.
    pub deal: String,
    /// The deal's name.
    #[serde(rename = "naam")]
    pub name: String,
    /// What it is about, in words.
    #[serde(rename = "wat")]
    pub label: String,
    /// As it was printed.
    #[serde(rename = "was")]
    pub old: Restated,
    /// As it is printed; `None` when it is not given any more.
    #[serde(rename = "is")]
    pub new: Option<Restated>,
    /// Why, in the words of the dossier; empty when it gives no reason.
    #[serde(rename = "redenen")]
    pub reasons: Vec<String>,
}

/// A figure in one of two deliveries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restated {
    /// As printed.
    #[serde(rename = "gedrukt")]
    pub printed: String,
    /// The value and its places.
    #[serde(flatten)]
    pub value: Traced,
    /// The fingerprint of the delivery.
    #[serde(rename = "vingerafdruk")]
    pub fingerprint: String,
}

/// What deals say otherwise than the year before, in the order of the deals.
#[must_use]
pub fn of(_deals: &[DealStanding<'_>]) -> Vec<Restatement> {
    Vec::new()
}
