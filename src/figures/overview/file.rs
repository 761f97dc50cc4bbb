//! `overzicht.json`: every national figure with its parts, and what came in. `compose` writes it;
//! who looks a figure up, or makes the overview again, reads it.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Assurance, Intake, National, Options, Overview, Submission};
use crate::read::delivery::{Maker, Manifest, Refusal};
use crate::world::{Templates, sha256};

/// The form of the file that this version reads and writes.
const FORMAT: &str = "voortgang-overzicht/1";

/// What `overzicht.json` says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OverviewFile {
    /// The form of the file.
    #[serde(rename = "formaat")]
    pub format: String,
    /// What made it.
    #[serde(rename = "programma")]
    pub program: Maker,
    /// The templates that made it, by their fingerprint; always those of the program.
    #[serde(rename = "sjablonen")]
    pub templates: Maker,
    /// The SHA-256 of the portefeuille; `None` when there was none.
    #[serde(rename = "portefeuille")]
    pub portfolio: Option<String>,
    /// What was asked.
    #[serde(rename = "gevraagd")]
    pub options: Options,
    /// The national figures.
    #[serde(rename = "cijfers")]
    pub figures: Vec<National>,
    /// What came in, in order.
    #[serde(rename = "leveringen")]
    pub submissions: Vec<Submission>,
}

/// The first thing to know of a file: whether this version can read it.
#[derive(Deserialize)]
struct Head {
    #[serde(rename = "formaat")]
    format: Option<String>,
    #[serde(rename = "programma")]
    program: Option<Maker>,
}

/// No number of an overview is larger: amounts of a dossier stay under a thousand billion, and there are
/// not a thousand deals.
const LARGEST: i64 = 1_000_000_000_000_000;

/// Whether all numbers in a value are such that they can be counted with.
fn is_sane(value: &Value, key: &str) -> bool {
    match value {
        Value::Number(number) => match key {
            "jaar" => number.as_i64().is_some_and(|year| (1900..=2100).contains(&year)),
            _ => number.as_i64().is_some_and(|count| (0..=1_000_000).contains(&count)),
        },
        Value::String(text) if key == "waarde" => {
            text.parse::<Decimal>().is_ok_and(|value| value.abs() < Decimal::from(LARGEST))
        }
        Value::String(_) | Value::Null | Value::Bool(_) => true,
        Value::Array(items) => items.iter().all(|item| is_sane(item, key)),
        Value::Object(entries) => entries.iter().all(|(key, value)| is_sane(value, key)),
    }
}

impl OverviewFile {
    /// What is said of an overview, made from the bytes of a portefeuille and from what came in.
    #[must_use]
    pub fn of(overview: &Overview<'_>, portfolio: Option<&[u8]>, submissions: &[Submission]) -> Self {
        Self {
            format: FORMAT.to_owned(),
            program: Manifest::this_program(),
            templates: Self::these_templates(),
            portfolio: portfolio.map(sha256),
            options: overview.options,
            figures: overview.figures().cloned().collect(),
            submissions: submissions.to_vec(),
        }
    }

    /// The templates of this program, as a file has them.
    #[must_use]
    pub fn these_templates() -> Maker {
        Maker { name: "sha256".to_owned(), version: Templates::built_in().fingerprint() }
    }

    /// How many reports and how many dossiers were taken in.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let taken = self.submissions.iter().filter_map(|submission| match &submission.outcome {
            Intake::Taken(taken) => Some(taken),
            Intake::Refused(_) => None,
        });
        let (dossiers, reports): (Vec<_>, Vec<_>) = taken.partition(|taken| taken.assurance == Assurance::Dossier);
        (reports.len(), dossiers.len())
    }

    /// The bytes of the file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// Reads the file.
    ///
    /// # Errors
    /// When it is not such a file, or one of another version.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let refuse = |what: &str| Refusal::Overview(what.to_owned());
        let head: Head = serde_json::from_slice(bytes).map_err(|_| refuse("het is geen JSON van een overzicht"))?;
        match head.format.as_deref() {
            Some(FORMAT) => {}
            Some(other) => {
                let other: String = other.chars().take(40).collect();
                return Err(refuse(&format!("deze versie kent de vorm `{other}` niet")));
            }
            None => return Err(refuse("er staat geen `formaat` in")),
        }
        let value = serde_json::from_slice(bytes).map_err(|_| refuse("het is geen JSON van een overzicht"))?;
        if !is_sane(&value, "") {
            return Err(refuse("er staat een getal in dat in geen overzicht past"));
        }
        serde_json::from_value(value).map_err(|_| match head.program {
            Some(made_by) if made_by != Manifest::this_program() => {
                let Maker { name, version } = made_by;
                refuse(&format!("het is gemaakt met {name} {version}, en dat is een andere versie"))
            }
            _ => refuse("er ontbreekt iets, of iets heeft de verkeerde vorm"),
        })
    }
}
