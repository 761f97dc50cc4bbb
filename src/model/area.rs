//! The area of a deal, its wijken, and the area it is compared with.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Id, Text};

/// The area the deal is about (art. 1).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Area {
    /// The id by which measurements name the whole area.
    pub id: Id,
    /// Full name.
    #[serde(rename = "naam")]
    pub name: Text,
    /// Number of inhabitants in the words of the source.
    #[serde(rename = "inwoners")]
    pub inhabitants: Option<Text>,
    /// The wijken in the order of the covenant.
    pub wijken: Vec<Wijk>,
    /// The larger area whose average is the yardstick of the ambition.
    #[serde(rename = "vergelijking")]
    pub comparison: Option<Comparison>,
}

/// A wijk as the covenant counts it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Wijk {
    /// The id by which files refer to it.
    pub id: Id,
    /// Full name.
    #[serde(rename = "naam")]
    pub name: Text,
    /// CBS code of the wijk this one is (part of).
    #[serde(rename = "cbs-code")]
    pub cbs_code: Option<Text>,
    /// How another source delimits it.
    #[serde(rename = "toelichting")]
    pub note: Option<Text>,
}

/// The area whose average the gap is measured to.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Comparison {
    /// The id by which measurements name it.
    pub id: Id,
    /// Full name.
    #[serde(rename = "naam")]
    pub name: Text,
}
