//! An indicator or kengetal: definition, target, measurements, and breaks of its method.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Count, Date, Difference, Id, Markdown, Measure, Moment, Period, Sheet, Text, Year, YesNo};
use crate::diagnostic::KeyPath;

/// `indicatoren/<id>.yaml`: an indicator of art. 3, or a kengetal beside it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Indicator {
    /// The file's name.
    #[serde(skip)]
    pub id: Id,
    /// Where it stands.
    #[serde(skip)]
    pub at: KeyPath,
    /// Its place in the covenant's list.
    #[serde(rename = "nummer")]
    pub number: Option<Count>,
    /// Full name.
    #[serde(rename = "naam")]
    pub name: Text,
    /// Short name for charts and narrow columns.
    #[serde(rename = "korte-naam")]
    pub short_name: Text,
    /// Where the covenant says so.
    #[serde(rename = "artikel")]
    pub article: Option<Text>,
    /// What role it has.
    #[serde(rename = "soort")]
    pub kind: IndicatorKind,
    /// What its values are.
    #[serde(rename = "maat")]
    pub measure: MeasureKind,
    /// How its values come about; a count from a register when not given for `aantal`, answers of a
    /// sample for anything else.
    #[serde(rename = "waarneming")]
    pub observation: Option<Observation>,
    /// The unit in words, for counts.
    #[serde(rename = "eenheid")]
    pub unit: Option<Text>,
    /// Whom or what it is about.
    #[serde(rename = "populatie")]
    pub population: Text,
    /// How a value comes about.
    #[serde(rename = "definitie")]
    pub definition: Markdown,
    /// The words of the covenant about the target.
    #[serde(rename = "afspraak")]
    pub agreement: Option<Markdown>,
    /// Decimals in print.
    #[serde(rename = "decimalen", default)]
    pub decimals: Option<Count>,
    /// Which way is better.
    #[serde(rename = "richting")]
    pub direction: Direction,
    /// How values of different years relate.
    #[serde(rename = "telling")]
    pub counting: Counting,
    /// The area its target is about.
    #[serde(rename = "meetgebied")]
    pub area: Id,
    /// Who measures it.
    #[serde(rename = "uitvoerder")]
    pub executor: Text,
    /// The years in which it is measured; without them, every year.
    #[serde(rename = "kalender")]
    pub calendar: Option<Vec<Year>>,
    /// The theme it belongs to.
    #[serde(rename = "thema")]
    pub theme: Option<Id>,
    /// Whether a person is counted once over all indicators.
    #[serde(rename = "ontdubbeld")]
    pub deduplicated: Option<Deduplicated>,
    /// What was agreed to reach; a kengetal has none.
    #[serde(rename = "streefwaarde")]
    pub target: Option<Target>,
    /// The fewest respondents with which its source publishes a value at this level.
    #[serde(rename = "minimum-respons")]
    pub least_respondents: Option<Count>,
    /// The measurements, corrections included.
    #[serde(rename = "reeks", default)]
    pub series: Vec<Measurement>,
    /// Later measurements from which the target counts in place of the first nulmeting.
    #[serde(rename = "nieuwe-nulmetingen", default)]
    pub rebaselinings: Vec<Rebaselining>,
    /// Sheets whose rows are measurements too; they stand at the end of the series.
    #[serde(rename = "reeks-bladen", default)]
    pub series_sheets: Vec<Sheet>,
    /// Changes of method after which values cannot be compared.
    #[serde(rename = "breuken", default)]
    pub breaks: Vec<MethodBreak>,
    /// What a reader must know about its data.
    #[serde(rename = "kanttekeningen", default)]
    pub caveats: Vec<Caveat>,
    /// Later changes of the definition, in any order.
    #[serde(rename = "wijzigingen", default)]
    pub changes: Vec<IndicatorChange>,
}

/// A later change of how an indicator is defined; only what changed is given. Values from before
/// and after it may still be compared: what breaks a series is a methodebreuk.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct IndicatorChange {
    /// Known when.
    #[serde(rename = "bekend-op")]
    pub known_on: Date,
    /// Why.
    #[serde(rename = "reden")]
    pub reason: Text,
    /// How a value comes about from now on.
    #[serde(rename = "definitie")]
    pub definition: Option<Markdown>,
    /// Whom or what it is about from now on.
    #[serde(rename = "populatie")]
    pub population: Option<Text>,
    /// Who measures it from now on.
    #[serde(rename = "uitvoerder")]
    pub executor: Option<Text>,
}

impl Indicator {
    /// Decimals in print: as declared, else 1 for scores and marks, 0 for the rest.
    #[must_use]
    pub fn decimals_in_print(&self) -> u32 {
        self.decimals.as_ref().map_or_else(
            || match self.measure {
                MeasureKind::ScaleScore | MeasureKind::Mark => 1,
                MeasureKind::Percentage | MeasureKind::Number => 0,
            },
            |count| count.0.min(4),
        )
    }

    /// How a value comes about, as last agreed.
    #[must_use]
    pub fn current_definition(&self) -> &Markdown {
        self.latest(|change| change.definition.as_ref()).unwrap_or(&self.definition)
    }

    /// Whom or what it is about, as last agreed.
    #[must_use]
    pub fn current_population(&self) -> &Text {
        self.latest(|change| change.population.as_ref()).unwrap_or(&self.population)
    }

    /// Who measures it, as last agreed.
    #[must_use]
    pub fn current_executor(&self) -> &Text {
        self.latest(|change| change.executor.as_ref()).unwrap_or(&self.executor)
    }

    /// What the change known last says of something, of those that say anything of it.
    fn latest<'a, T>(&'a self, pick: impl Fn(&'a IndicatorChange) -> Option<&'a T>) -> Option<&'a T> {
        let said = self.changes.iter().filter_map(|change| Some((change.known_on, pick(change)?)));
        said.max_by_key(|(known_on, _)| *known_on).map(|(_, value)| value)
    }
}

/// What a reader must know about the data of an indicator, from the day it was known.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Caveat {
    /// Known when; absent for what follows from the covenant itself.
    #[serde(rename = "bekend-op")]
    pub known_on: Option<Date>,
    /// The words.
    #[serde(rename = "tekst")]
    pub text: Markdown,
}

/// The role of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum IndicatorKind {
    /// Shows an effect in the area.
    #[serde(rename = "effect")]
    Effect,
    /// Counts what the deal did.
    #[serde(rename = "prestatie")]
    Output,
    /// Background; never judged.
    #[serde(rename = "kengetal")]
    KeyFigure,
}

/// What the values of an indicator are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MeasureKind {
    /// A score on a scale from 0 to 10.
    #[serde(rename = "schaalscore")]
    ScaleScore,
    /// A share of a population.
    #[serde(rename = "percentage")]
    Percentage,
    /// A number of things or people.
    #[serde(rename = "aantal")]
    Number,
    /// A report mark from 1 to 10.
    #[serde(rename = "rapportcijfer")]
    Mark,
}

/// How the values of an indicator come about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Observation {
    /// Everybody is counted in a register: a value has no margin.
    #[serde(rename = "register")]
    Register,
    /// A part of the people was asked: a value has a margin, known or not.
    #[serde(rename = "steekproef")]
    Sample,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// A higher value is better.
    #[serde(rename = "stijgt")]
    Rises,
    /// A lower value is better.
    #[serde(rename = "daalt")]
    Falls,
}

/// How values of different years relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Counting {
    /// Each value is the state at its time.
    #[serde(rename = "momentopname")]
    Snapshot,
    /// Each value counts its own period.
    #[serde(rename = "per-periode")]
    PerPeriod,
    /// Each value counts from the start; values are never summed.
    #[serde(rename = "cumulatief")]
    Cumulative,
}

/// Whether a person is counted once over all indicators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Deduplicated {
    /// Once.
    #[serde(rename = "ja")]
    Yes,
    /// A person may count for two indicators.
    #[serde(rename = "nee")]
    No,
    /// Not known.
    #[serde(rename = "onbekend")]
    Unknown,
}

/// What a target is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TargetSubject {
    /// The value in the deal's own area.
    #[default]
    #[serde(rename = "niveau")]
    Level,
    /// By how much the deal's area does worse than the area it is compared with (art. 1). Its
    /// numbers are those of the gap: a smaller gap is a negative `verschil`.
    #[serde(rename = "achterstand")]
    Gap,
}

/// What was agreed to reach. Exactly one of `verschil`, `waarde`, `cumulatief` and
/// `alleen-richting` is given; a rule checks that.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Target {
    /// What it is about; the level when not given.
    #[serde(rename = "over", default)]
    pub subject: TargetSubject,
    /// A change from the nulmeting, with its unit.
    #[serde(rename = "verschil")]
    pub difference: Option<Difference>,
    /// A level to reach.
    #[serde(rename = "waarde")]
    pub level: Option<Measure>,
    /// A count to reach, from the start of the window.
    #[serde(rename = "cumulatief")]
    pub cumulative: Option<Measure>,
    /// Only the direction was agreed, no number.
    #[serde(rename = "alleen-richting", default)]
    pub direction_only: YesNo,
    /// The start of the window, in the covenant's words.
    #[serde(rename = "van")]
    pub from: Moment,
    /// The end of the window, in the covenant's words.
    #[serde(rename = "tot")]
    pub to: Moment,
}

/// A measurement that the target counts from, in place of the first nulmeting, because what came
/// before cannot be compared with what came after. From the day on which this was known the
/// oordeel rests on it; both nulmetingen are printed, with the reason.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rebaselining {
    /// The last day of the measurement that is the new nulmeting.
    #[serde(rename = "t-m")]
    pub measured_through: Date,
    /// Known when.
    #[serde(rename = "bekend-op")]
    pub known_on: Date,
    /// Why the first nulmeting no longer serves.
    #[serde(rename = "reden")]
    pub reason: Text,
    /// Who decided so, and where it can be read.
    #[serde(rename = "bron")]
    pub source: Text,
}

/// The place of a measurement in the agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MeasurementRole {
    /// The measurement the target counts from.
    #[serde(rename = "nulmeting")]
    Baseline,
    /// Any measurement between.
    #[serde(rename = "tussenmeting")]
    Interim,
    /// The measurement the target is judged by.
    #[serde(rename = "eindmeting")]
    Final,
}

impl MeasurementRole {
    /// As it is written in a dossier.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Baseline => "nulmeting",
            Self::Interim => "tussenmeting",
            Self::Final => "eindmeting",
        }
    }
}

/// What is known about the quality of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Quality {
    /// Fit for use.
    #[serde(rename = "betrouwbaar")]
    Reliable,
    /// Fewer answers than the source allows at this level.
    #[serde(rename = "lage-respons")]
    LowResponse,
    /// Will be revised (CBS sign `*`).
    #[serde(rename = "voorlopig")]
    Provisional,
    /// Was revised once and will be again (CBS sign `**`).
    #[serde(rename = "nader-voorlopig")]
    RevisedProvisional,
}

/// A measurement in one area: a value, or the reason that there is none.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Measurement {
    /// Where it stands.
    #[serde(skip)]
    pub at: KeyPath,
    /// Its place in the agreement; a tussenmeting when not given.
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
    /// The area it is about.
    #[serde(rename = "gebied")]
    pub area: Id,
    /// The value in the unit of the indicator.
    #[serde(rename = "waarde")]
    pub value: Option<Measure>,
    /// Half the width of the 95 % interval, in the unit of the value.
    #[serde(rename = "marge")]
    pub margin: Option<Measure>,
    /// Number of respondents.
    pub n: Option<Count>,
    /// Why the number of respondents is not known.
    #[serde(rename = "n-onbekend")]
    pub n_unknown: Option<Text>,
    /// Who says so, and where.
    #[serde(rename = "bron")]
    pub source: Text,
    /// What is known about its quality.
    #[serde(rename = "kwaliteit")]
    pub quality: Option<Quality>,
    /// The definition of the source when it is not the agreed one.
    #[serde(rename = "andere-definitie")]
    pub other_definition: Option<Text>,
    /// Why there is no value.
    #[serde(rename = "niet-gemeten")]
    pub not_measured: Option<NotMeasured>,
    /// The `bekend-op` of the row that this one corrects.
    #[serde(rename = "herziet")]
    pub revises: Option<Date>,
    /// Why it was corrected.
    #[serde(rename = "reden")]
    pub reason: Option<Text>,
    /// How the program made this row from a file that is not public.
    #[serde(rename = "afgeleid")]
    pub derived: Option<Derived>,
    /// Whether it is invented for an example.
    #[serde(rename = "fictief", default)]
    pub invented: YesNo,
}

impl Measurement {
    /// The last day the value is about; `None` when the row gives no time at all.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.fieldwork.or(self.period).map(|period| period.to).or(self.reference_date)
    }

    /// All days the value is about, with the key under which they stand; `None` without a time.
    #[must_use]
    pub fn days(&self) -> Option<(&'static str, Period)> {
        let fieldwork = self.fieldwork.map(|days| ("veldwerk", days));
        let period = self.period.map(|days| ("periode", days));
        let day = self.reference_date.map(|day| ("peildatum", Period { from: day, to: day }));
        fieldwork.or(period).or(day)
    }

    /// The place of this measurement in the agreement.
    #[must_use]
    pub fn role(&self) -> MeasurementRole {
        self.role.unwrap_or(MeasurementRole::Interim)
    }
}

/// Why there is no value.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NotMeasured {
    /// The reason, printed in place of a value.
    #[serde(rename = "reden")]
    pub reason: Text,
    /// Whether there is no value at all, or one that is not told; the first when not given.
    #[serde(rename = "soort")]
    pub kind: Option<NoValue>,
    /// When a value is expected.
    #[serde(rename = "verwacht")]
    pub expected: Option<Text>,
}

impl NotMeasured {
    /// Whether it was measured and the value is kept back, or counted together with another area.
    #[must_use]
    pub fn is_not_shown(&self) -> bool {
        self.kind == Some(NoValue::NotShown)
    }
}

/// Why an area has no value of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NoValue {
    /// It was not measured.
    #[serde(rename = "niet-gemeten")]
    NotMeasured,
    /// It was measured, but the value is kept back or counted together with another area.
    #[serde(rename = "niet-getoond")]
    NotShown,
}

/// How the program made a row from a file under `intern/`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Derived {
    /// The way of computing.
    #[serde(rename = "methode")]
    pub method: DerivationMethod,
    /// The SHA-256 of the recipe and the file it names, in hexadecimal.
    #[serde(rename = "bron-vingerafdruk")]
    pub fingerprint: Text,
    /// The program that computed it, with its version.
    #[serde(rename = "programma")]
    pub program: Text,
    /// What a reader must know about the outcome.
    #[serde(rename = "opmerking")]
    pub remark: Option<Text>,
}

/// How a row is computed from a file under `intern/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DerivationMethod {
    /// The score of footnote 4 from the answers of each respondent.
    #[serde(rename = "schaalscore")]
    ScaleScore,
    /// The score of footnote 4 from the number of answers per statement.
    #[serde(rename = "schaalscore-totalen")]
    ScaleScoreTotals,
    /// The mean of the values of smaller areas, weighted by their population.
    #[serde(rename = "gewogen-gemiddelde")]
    WeightedMean,
    /// A number of people, with small numbers left out.
    #[serde(rename = "aantallen")]
    Counts,
}

impl DerivationMethod {
    /// The word of the dossier.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::ScaleScore => "schaalscore",
            Self::ScaleScoreTotals => "schaalscore-totalen",
            Self::WeightedMean => "gewogen-gemiddelde",
            Self::Counts => "aantallen",
        }
    }
}

/// A change of method after which values cannot be compared.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MethodBreak {
    /// From this day on values follow the new method.
    #[serde(rename = "datum")]
    pub date: Date,
    /// Known when.
    #[serde(rename = "bekend-op")]
    pub known_on: Date,
    /// What changed.
    #[serde(rename = "reden")]
    pub reason: Text,
    /// The number by which older values are multiplied to compare them.
    #[serde(rename = "omrekenfactor")]
    pub factor: Option<Measure>,
    /// Who published the factor, and where.
    #[serde(rename = "bron")]
    pub source: Option<Text>,
}
