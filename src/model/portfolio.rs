//! All deals together, as the ministry that compiles the overview keeps them (art. 7.5, 15.2).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Amount, Date, FundingForm, Id, Markdown, Text, Year, YesNo};
use crate::diagnostic::KeyPath;

/// `portefeuille.yaml`: every deal, what the Rijk paid, and the ministry's own text per year.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Portfolio {
    /// Where it stands.
    #[serde(skip)]
    pub at: KeyPath,
    /// What the deals are called together.
    #[serde(rename = "naam")]
    pub name: Text,
    /// Said on the overview's second page when anything in it is invented.
    #[serde(rename = "toelichting-fictief")]
    pub invented_note: Option<Markdown>,
    /// The rounds of Regio Deals.
    #[serde(rename = "tranches")]
    pub tranches: Vec<Tranche>,
    /// The deals, in the order of the overview.
    #[serde(rename = "deals")]
    pub deals: Vec<PortfolioDeal>,
    /// Per reporting year: the ministry's own text.
    #[serde(rename = "overzichten", default)]
    pub overviews: Vec<YearOverview>,
}

impl Portfolio {
    /// The deal with this id.
    #[must_use]
    pub fn deal(&self, id: &str) -> Option<&PortfolioDeal> {
        self.deals.iter().find(|deal| deal.id.as_str() == id)
    }

    /// The round with this number.
    #[must_use]
    pub fn tranche(&self, number: u32) -> Option<&Tranche> {
        self.tranches.iter().find(|tranche| tranche.number.0 == number)
    }

    /// What the ministry says over a year.
    #[must_use]
    pub fn overview(&self, year: i32) -> Option<&YearOverview> {
        self.overviews.iter().find(|overview| overview.year.0 == year)
    }
}

/// A round of Regio Deals.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Tranche {
    /// Where it stands.
    #[serde(skip)]
    pub at: KeyPath,
    /// Its number.
    #[serde(rename = "nummer")]
    pub number: super::Count,
    /// What it is called.
    #[serde(rename = "naam")]
    pub name: Text,
    /// The Rijksbijdrage of all its deals together, as it was made public.
    #[serde(rename = "rijksbijdrage")]
    pub state_contribution: Option<Amount>,
    /// Who says so, and where.
    #[serde(rename = "bron")]
    pub source: Option<Text>,
}

/// A deal as the ministry keeps it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PortfolioDeal {
    /// Where it stands.
    #[serde(skip)]
    pub at: KeyPath,
    /// The id that the deal's dossier has.
    pub id: Id,
    /// The name that the deal's dossier has.
    #[serde(rename = "naam")]
    pub name: Text,
    /// The round it belongs to.
    pub tranche: super::Count,
    /// The contribution of the Rijk over the whole term.
    #[serde(rename = "rijksbijdrage")]
    pub state_contribution: Amount,
    /// The form in which the Rijk pays it.
    #[serde(rename = "vorm")]
    pub form: FundingForm,
    /// Who says so, and where.
    #[serde(rename = "bron")]
    pub source: Option<Text>,
    /// Whether the amount is invented for an example.
    #[serde(rename = "fictief", default)]
    pub invented: YesNo,
    /// What the ministry paid, by its own books.
    #[serde(rename = "uitgekeerd", default)]
    pub paid: Vec<Payment>,
    /// Days on which this deal's reports are due, when they are other days than for all deals.
    #[serde(rename = "inleveren-voor", default)]
    pub due: Vec<DueDate>,
}

/// What the ministry paid in a year.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Payment {
    /// Where it stands.
    #[serde(skip)]
    pub at: KeyPath,
    /// The year of the payment.
    #[serde(rename = "jaar")]
    pub year: Year,
    /// How much.
    #[serde(rename = "bedrag")]
    pub amount: Amount,
    /// Where it is booked.
    #[serde(rename = "bron")]
    pub source: Option<Text>,
    /// What a reader must know about it, such as why the region booked it in another year.
    #[serde(rename = "toelichting")]
    pub note: Option<Text>,
    /// Whether it is invented for an example.
    #[serde(rename = "fictief", default)]
    pub invented: YesNo,
}

/// The day on which a deal's report is due.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DueDate {
    /// Where it stands.
    #[serde(skip)]
    pub at: KeyPath,
    /// The year that the report is about.
    #[serde(rename = "jaar")]
    pub year: Year,
    /// The last day.
    #[serde(rename = "datum")]
    pub date: Date,
    /// Why it is another day.
    #[serde(rename = "reden")]
    pub reason: Option<Text>,
}

/// What the ministry says over a year.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct YearOverview {
    /// Where it stands.
    #[serde(skip)]
    pub at: KeyPath,
    /// The year that the reports are about.
    #[serde(rename = "jaar")]
    pub year: Year,
    /// The ministry that receives the reports of this year.
    #[serde(rename = "ontvanger")]
    pub recipient: Text,
    /// Its abbreviation.
    #[serde(rename = "ontvanger-kort")]
    pub recipient_short: Text,
    /// The day on which the reports are due.
    #[serde(rename = "inleveren-voor")]
    pub due: Date,
    /// The day of the overview, printed on its cover.
    #[serde(rename = "datum")]
    pub date: Date,
    /// The day up to which the ministry's own books are in it; the overview's date when absent.
    #[serde(rename = "uitgekeerd-tot-en-met")]
    pub paid_through: Option<Date>,
    /// Opens the overview.
    #[serde(rename = "inleiding")]
    pub introduction: Markdown,
    /// What is seen in many deals.
    #[serde(rename = "rode-draden", default)]
    pub threads: Vec<Passage>,
    /// What was learnt.
    #[serde(rename = "leerervaringen", default)]
    pub lessons: Vec<Passage>,
    /// What the Kamer asked and was promised, and what came of it.
    #[serde(rename = "moties-en-toezeggingen", default)]
    pub requests: Vec<Request>,
    /// What comes next.
    #[serde(rename = "vooruitblik")]
    pub outlook: Option<Markdown>,
    /// Whether the text is invented for an example.
    #[serde(rename = "fictief", default)]
    pub invented: YesNo,
}

/// A passage under its own heading.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Passage {
    /// The heading.
    #[serde(rename = "titel")]
    pub title: Text,
    /// The text.
    #[serde(rename = "tekst")]
    pub text: Markdown,
}

/// What the Kamer asked or was promised.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Request {
    /// Where it stands.
    #[serde(skip)]
    pub at: KeyPath,
    /// Which of the two it is.
    #[serde(rename = "soort")]
    pub kind: RequestKind,
    /// What it is about.
    #[serde(rename = "titel")]
    pub title: Text,
    /// Who asked, or to whom it was promised.
    #[serde(rename = "indiener")]
    pub by: Option<Text>,
    /// Where it is found: Kamerstuk and number.
    #[serde(rename = "vindplaats")]
    pub place: Option<Text>,
    /// Whether it is dealt with.
    #[serde(rename = "stand")]
    pub state: RequestState,
    /// What came of it.
    #[serde(rename = "afdoening")]
    pub settlement: Markdown,
    /// Whether it is invented for an example.
    #[serde(rename = "fictief", default)]
    pub invented: YesNo,
}

/// What the Kamer did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RequestKind {
    /// It adopted a motion.
    #[serde(rename = "motie")]
    Motion,
    /// It was promised something.
    #[serde(rename = "toezegging")]
    Promise,
}

/// Whether a request is dealt with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RequestState {
    /// It is.
    #[serde(rename = "afgedaan")]
    Settled,
    /// It is in part.
    #[serde(rename = "deels-afgedaan")]
    PartlySettled,
    /// It is not.
    #[serde(rename = "loopt")]
    Open,
}
