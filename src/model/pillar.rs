//! A pillar: its goal, the elements of its approach, and its qualitative results.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Count, Id, Markdown, Text, YesNo};
use crate::diagnostic::KeyPath;

/// `pijlers/<id>.yaml`: a pillar of the deal (art. 2, 3 and 4).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Pillar {
    /// The file's name.
    #[serde(skip)]
    pub id: Id,
    /// Where it stands.
    #[serde(skip)]
    pub at: KeyPath,
    /// Its number in the covenant.
    #[serde(rename = "nummer")]
    pub number: Count,
    /// Full name.
    #[serde(rename = "naam")]
    pub name: Text,
    /// Short name for charts and narrow columns.
    #[serde(rename = "korte-naam")]
    pub short_name: Text,
    /// Its goal (art. 2).
    #[serde(rename = "doel")]
    pub goal: Markdown,
    /// The elements of its approach (art. 4).
    #[serde(rename = "aanpak")]
    pub approach: Vec<ApproachElement>,
    /// Its qualitative results (art. 3).
    #[serde(rename = "pijlerresultaten")]
    pub results: Vec<PillarResult>,
}

/// An element of a pillar's approach (art. 4).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ApproachElement {
    /// The id by which projects and reports name it.
    pub id: Id,
    /// Its name in the covenant.
    #[serde(rename = "naam")]
    pub name: Text,
    /// Where the covenant says so.
    #[serde(rename = "artikel")]
    pub article: Text,
    /// What the parties agreed.
    #[serde(rename = "tekst")]
    pub text: Markdown,
}

/// What kind of promise a pillar result is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ResultNature {
    /// Something will be there.
    #[serde(rename = "resultaat")]
    Outcome,
    /// The parties strive for it.
    #[serde(rename = "inspanning")]
    Effort,
    /// The parties look into it.
    #[serde(rename = "verkenning")]
    Exploration,
    /// The parties join something that exists.
    #[serde(rename = "aansluiting")]
    Connection,
}

/// Whether a result is promised for each wijk or for the deal as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// In every wijk.
    #[serde(rename = "per-wijk")]
    PerWijk,
    /// Once for the whole deal.
    #[serde(rename = "deal")]
    Deal,
}

/// A qualitative result of a pillar (art. 3).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PillarResult {
    /// The id by which reports name it.
    pub id: Id,
    /// Short name.
    #[serde(rename = "naam")]
    pub name: Text,
    /// What kind of promise it is.
    #[serde(rename = "aard")]
    pub nature: ResultNature,
    /// For each wijk or for the deal.
    #[serde(rename = "schaal")]
    pub scale: Scale,
    /// Where the covenant says so.
    #[serde(rename = "artikel")]
    pub article: Text,
    /// Whether the covenant asks that it can be shown.
    #[serde(rename = "aantoonbaar", default)]
    pub demonstrable: YesNo,
    /// The words of the covenant.
    #[serde(rename = "tekst")]
    pub text: Markdown,
    /// What another article says of the same subject.
    #[serde(rename = "ook-genoemd")]
    pub also_named: Option<Markdown>,
}
