//! A recipe: how the row of a measurement is made from a file that is not public.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Count, Date, DecimalSign, DerivationMethod, Encoding, GroupSign, Id, Measure, MeasurementRole, Period, Separator,
    Text, YesNo,
};
use crate::diagnostic::KeyPath;

/// `intern/afleidingen/<naam>.yaml`: which file under `intern/` is read, how, and what the row says
/// besides its outcome. Exactly one of `schaalscore`, `schaalscore-totalen`, `gewogen-gemiddelde`
/// and `aantallen` is given.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Derivation {
    /// Where it stands.
    #[serde(skip)]
    pub at: KeyPath,
    /// The indicator that gets the rows.
    pub indicator: Id,
    /// The place of the measurement in the agreement.
    #[serde(rename = "meting")]
    pub role: Option<MeasurementRole>,
    /// When respondents were asked.
    #[serde(rename = "veldwerk")]
    pub fieldwork: Option<Period>,
    /// The day a register was read.
    #[serde(rename = "peildatum")]
    pub reference_date: Option<Date>,
    /// The stretch a count covers.
    #[serde(rename = "periode")]
    pub period: Option<Period>,
    /// Known when.
    #[serde(rename = "bekend-op")]
    pub known_on: Date,
    /// What the row names as its source; it is public.
    #[serde(rename = "bron")]
    pub source: Text,
    /// Why the outcome differs from an earlier one.
    #[serde(rename = "reden")]
    pub reason: Option<Text>,
    /// Whether it is invented for an example.
    #[serde(rename = "fictief", default)]
    pub invented: YesNo,
    /// The CSV file, by its name within `intern/`.
    #[serde(rename = "bestand")]
    pub sheet: Text,
    /// What stands between the columns of the file.
    #[serde(rename = "scheidingsteken")]
    pub separator: Separator,
    /// How the letters of the file are stored; UTF-8 when not given.
    #[serde(rename = "codering")]
    pub encoding: Option<Encoding>,
    /// What stands before the decimals of its numbers; without it, as in a dossier.
    #[serde(rename = "decimaalteken")]
    pub decimal_sign: Option<DecimalSign>,
    /// What stands between the thousands of its numbers.
    #[serde(rename = "duizendtalteken")]
    pub group_sign: Option<GroupSign>,
    /// The column that names the area of a row; without it, all rows are about the one area of `gebieden`.
    #[serde(rename = "gebiedskolom")]
    pub area_column: Option<Text>,
    /// The areas that get a row.
    #[serde(rename = "gebieden")]
    pub areas: Vec<Id>,
    /// Names in the column of areas that are no part of the deal.
    #[serde(rename = "overslaan", default)]
    pub passed_over: Vec<Text>,
    /// Decimals of the outcome.
    #[serde(rename = "decimalen")]
    pub decimals: Option<Count>,
    /// With fewer respondents than this, the source does not call the outcome reliable.
    #[serde(rename = "minimum-respons")]
    pub minimum_response: Option<Count>,
    /// A text that nobody can guess: it is part of the fingerprint, so that no one can find out what
    /// the file holds by trying.
    #[serde(rename = "willekeurige-tekst")]
    pub salt: Text,
    /// The score of footnote 4 from the answers of each respondent.
    #[serde(rename = "schaalscore")]
    pub scale_score: Option<ScaleScore>,
    /// The score of footnote 4 from the number of answers per statement.
    #[serde(rename = "schaalscore-totalen")]
    pub scale_score_totals: Option<ScaleScoreTotals>,
    /// The mean of the values of smaller areas, weighted by their population.
    #[serde(rename = "gewogen-gemiddelde")]
    pub weighted_mean: Option<WeightedMean>,
    /// A number of people, with small numbers left out.
    #[serde(rename = "aantallen")]
    pub counts: Option<Counts>,
}

impl Derivation {
    /// The ways of computing that are given; one, when the recipe is right.
    #[must_use]
    pub fn methods(&self) -> Vec<Method<'_>> {
        let given = [
            self.scale_score.as_ref().map(Method::ScaleScore),
            self.scale_score_totals.as_ref().map(Method::ScaleScoreTotals),
            self.weighted_mean.as_ref().map(Method::WeightedMean),
            self.counts.as_ref().map(Method::Counts),
        ];
        given.into_iter().flatten().collect()
    }

    /// The last day the outcome is about; `None` when the recipe gives no time at all.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.fieldwork.or(self.period).map(|period| period.to).or(self.reference_date)
    }
}

/// A way of computing, with what its recipe says of it.
#[derive(Debug, Clone, Copy)]
pub enum Method<'a> {
    /// The score of footnote 4 from the answers of each respondent.
    ScaleScore(&'a ScaleScore),
    /// The score of footnote 4 from the number of answers per statement.
    ScaleScoreTotals(&'a ScaleScoreTotals),
    /// The mean of the values of smaller areas, weighted by their population.
    WeightedMean(&'a WeightedMean),
    /// A number of people, with small numbers left out.
    Counts(&'a Counts),
}

impl Method<'_> {
    /// What a row says of it.
    #[must_use]
    pub const fn kind(self) -> DerivationMethod {
        match self {
            Self::ScaleScore(_) => DerivationMethod::ScaleScore,
            Self::ScaleScoreTotals(_) => DerivationMethod::ScaleScoreTotals,
            Self::WeightedMean(_) => DerivationMethod::WeightedMean,
            Self::Counts(_) => DerivationMethod::Counts,
        }
    }
}

/// The schaalscore sociale cohesie of footnote 4, from the answers of each respondent.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ScaleScore {
    /// The columns of the four statements, in the order of the covenant.
    #[serde(rename = "stellingen")]
    pub statements: Vec<Text>,
    /// How the file writes each answer.
    #[serde(rename = "antwoorden")]
    pub answers: Answers,
    /// The column with the weight of each respondent.
    #[serde(rename = "gewicht")]
    pub weight: Option<Text>,
}

/// The schaalscore sociale cohesie of footnote 4, from the number of answers per statement.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ScaleScoreTotals {
    /// The column that names the statement.
    #[serde(rename = "stelling")]
    pub statement: Text,
    /// The column that names the answer.
    #[serde(rename = "antwoord")]
    pub answer: Text,
    /// The column with the number of people.
    #[serde(rename = "aantal")]
    pub number: Text,
    /// How the file writes the four statements, in the order of the covenant.
    #[serde(rename = "stellingen")]
    pub statements: Vec<Text>,
    /// How the file writes each answer.
    #[serde(rename = "antwoorden")]
    pub answers: Answers,
}

/// How a file writes the answers to a statement. An empty cell is no answer.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Answers {
    /// Helemaal mee eens.
    #[serde(rename = "helemaal-mee-eens")]
    pub strongly_agree: Text,
    /// Mee eens.
    #[serde(rename = "mee-eens")]
    pub agree: Text,
    /// Niet mee eens, niet mee oneens.
    #[serde(rename = "neutraal")]
    pub neutral: Text,
    /// Mee oneens.
    #[serde(rename = "mee-oneens")]
    pub disagree: Text,
    /// Helemaal mee oneens.
    #[serde(rename = "helemaal-mee-oneens")]
    pub strongly_disagree: Text,
    /// Geen antwoord, weigert.
    #[serde(rename = "geen-antwoord", default)]
    pub none: Vec<Text>,
}

/// The mean of the values of smaller areas, weighted by their population.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct WeightedMean {
    /// The column with the value of an area.
    #[serde(rename = "waarde")]
    pub value: Text,
    /// The column with the margin of that value.
    #[serde(rename = "marge")]
    pub margin: Option<Text>,
    /// How much each area weighs.
    #[serde(rename = "gewichten")]
    pub weights: Vec<AreaWeight>,
    /// Who gives the weights, and where.
    #[serde(rename = "bron-gewichten")]
    pub weights_source: Text,
}

/// How much an area weighs.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AreaWeight {
    /// The name of the area in the file.
    #[serde(rename = "naam")]
    pub name: Text,
    /// The size of its population.
    #[serde(rename = "gewicht")]
    pub weight: Measure,
}

/// A number of people: of each row of a register, or of the counts in a file.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Counts {
    /// The column with the number of people; without it, each row is a person.
    #[serde(rename = "aantal")]
    pub number: Option<Text>,
    /// The column that tells one person from another, to count each once.
    #[serde(rename = "persoon")]
    pub person: Option<Text>,
}
