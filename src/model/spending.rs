//! What was budgeted, spent and received.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Amount, Date, Id, Percent, Sheet, Text, Year, YesNo};
use crate::diagnostic::KeyPath;

/// `bestedingen/<jaar>.yaml`: the money of one year (art. 5, 7.2a, 7.4c).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SpendingFile {
    /// Spending per project, and posts without a project.
    #[serde(rename = "regels", default)]
    pub rows: Vec<SpendingRow>,
    /// Sheets whose rows are spending too; they stand at the end of the rows.
    #[serde(rename = "regels-bladen", default)]
    pub row_sheets: Vec<Sheet>,
    /// Money received from the parties.
    #[serde(rename = "ontvangsten", default)]
    pub receipts: Vec<Receipt>,
}

/// A purpose of money that is no project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Post {
    /// Costs of running the programme.
    #[serde(rename = "programmakosten")]
    Programme,
    /// Money that has no project yet.
    #[serde(rename = "nog-te-bestemmen")]
    Unallocated,
    /// Money set aside.
    #[serde(rename = "reserve")]
    Reserve,
}

/// Money of one project or post from 1 January of a year up to and including `t-m`.
///
/// A later `t-m` in the same year replaces an earlier one; a later `bekend-op` replaces an
/// earlier one for the same `t-m`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SpendingRow {
    /// Where it stands.
    #[serde(skip)]
    pub at: KeyPath,
    /// The project, unless it is a post.
    pub project: Option<Id>,
    /// The post, unless it is a project.
    pub post: Option<Post>,
    /// The pillar of a post; without it the post is for the deal as a whole.
    #[serde(rename = "pijler")]
    pub pillar: Option<Id>,
    /// The last day the row covers.
    #[serde(rename = "t-m")]
    pub through: Date,
    /// Known when.
    #[serde(rename = "bekend-op")]
    pub known_on: Date,
    /// Budget of a post over the whole term of the deal, as known at this moment. A project has
    /// its own in its file.
    #[serde(rename = "begroting")]
    pub budget: Option<Amount>,
    /// Budget of this year.
    #[serde(rename = "begroot")]
    pub budgeted: Option<Budgeted>,
    /// Spent in this year, up to and including `t-m`.
    #[serde(rename = "gerealiseerd")]
    pub realised: Amount,
    /// Committed but not yet spent, on the last day.
    #[serde(rename = "verplicht")]
    pub committed: Option<Amount>,
    /// Expected spending over the whole life, at this moment.
    #[serde(rename = "prognose")]
    pub forecast: Option<Amount>,
    /// Where the money comes from; shares of the amount spent.
    #[serde(rename = "dekking")]
    pub funding: Option<Funding>,
    /// Who says so.
    #[serde(rename = "bron")]
    pub source: Option<Text>,
    /// What a reader must know.
    #[serde(rename = "toelichting")]
    pub note: Option<Text>,
    /// The `bekend-op` of the row that this one corrects.
    #[serde(rename = "herziet")]
    pub revises: Option<Date>,
    /// Why it was corrected.
    #[serde(rename = "reden")]
    pub reason: Option<Text>,
    /// Whether it is invented for an example.
    #[serde(rename = "fictief", default)]
    pub invented: YesNo,
}

/// Budget of one year.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Budgeted {
    /// As first adopted.
    #[serde(rename = "primitief")]
    pub original: Amount,
    /// After amendment.
    #[serde(rename = "na-wijziging")]
    pub amended: Option<Amount>,
}

impl Budgeted {
    /// The budget that holds.
    #[must_use]
    pub fn current(&self) -> Amount {
        self.amended.unwrap_or(self.original)
    }
}

/// Where money comes from.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Funding {
    /// The share from the Rijk.
    #[serde(rename = "rijk")]
    pub state: Option<Percent>,
    /// The share from the region.
    #[serde(rename = "regio")]
    pub region: Option<Percent>,
    /// The share from others.
    #[serde(rename = "partners")]
    pub partners: Option<Percent>,
}

/// Money received from a party.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Receipt {
    /// Where it stands.
    #[serde(skip)]
    pub at: KeyPath,
    /// Who paid.
    #[serde(rename = "partij")]
    pub party: Id,
    /// The year of the term.
    #[serde(rename = "jaar")]
    pub year: Year,
    /// How much.
    #[serde(rename = "bedrag")]
    pub amount: Amount,
    /// Known when.
    #[serde(rename = "bekend-op")]
    pub known_on: Date,
    /// Who says so.
    #[serde(rename = "bron")]
    pub source: Text,
    /// Whether it is invented for an example.
    #[serde(rename = "fictief", default)]
    pub invented: YesNo,
}
