//! What one report (verslag) says, and as of when.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Amount, Date, Id, Markdown, Period, RegistrationNumber, Sheet, Text, YesNo};
use crate::diagnostic::KeyPath;

/// `verslagen/<id>.yaml`: one report, with its own peildatum and gegevensstand.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Report {
    /// The file's name.
    #[serde(skip)]
    pub id: Id,
    /// Where it stands.
    #[serde(skip)]
    pub at: KeyPath,
    /// What kind of report it is.
    #[serde(rename = "soort")]
    pub kind: ReportKind,
    /// Version, as printed on the cover.
    #[serde(rename = "versie")]
    pub version: Text,
    /// The number under which it is registered, once it has one. It is no part of what the report knew.
    #[serde(rename = "kenmerk")]
    pub number: Option<RegistrationNumber>,
    /// The number of its council annex, which is a paper of its own.
    #[serde(rename = "kenmerk-raadsbijlage")]
    pub annex_number: Option<RegistrationNumber>,
    /// The days it reports on.
    #[serde(rename = "periode")]
    pub period: Period,
    /// The day as of which it describes the state.
    #[serde(rename = "peildatum")]
    pub reference_date: Date,
    /// The day up to which data was known; later rows do not exist for it.
    #[serde(rename = "gegevensstand")]
    pub known_through: Date,
    /// Which steps it has been through.
    pub status: Status,
    /// The concept that the overleg discussed.
    #[serde(rename = "besproken-concept")]
    pub discussed_concept: Option<DiscussedConcept>,
    /// Whether the text is (partly) invented for an example.
    #[serde(rename = "fictief", default)]
    pub invented: YesNo,
    /// The year in short, for the first page after the cover.
    #[serde(rename = "samenvatting")]
    pub summary: Markdown,
    /// Per pillar: progress per element of the approach, deviations, outlook.
    #[serde(rename = "pijlers", default)]
    pub pillars: BTreeMap<Id, PillarProgress>,
    /// Per project: phase, lights, feasibility, story.
    #[serde(rename = "projecten", default)]
    pub projects: BTreeMap<Id, ProjectProgress>,
    /// Sheets with one project a row; the column `project` holds its id.
    #[serde(rename = "projecten-bladen", default)]
    pub project_sheets: Vec<Sheet>,
    /// Per pillar result and wijk (or `deal`): where it stands.
    #[serde(rename = "pijlerresultaten", default)]
    pub results: BTreeMap<Id, BTreeMap<Id, ResultState>>,
    /// Per indicator: what the value means and what the deal contributed.
    #[serde(rename = "duiding", default)]
    pub interpretation: BTreeMap<Id, Markdown>,
    /// Per indicator: a judgement of the author in place of the computed one.
    #[serde(rename = "oordelen", default)]
    pub overrides: BTreeMap<Id, JudgementOverride>,
    /// What a reader of the money chapter must know.
    #[serde(rename = "toelichting-financien")]
    pub finance_note: Option<Markdown>,
    /// Per theme: what happened.
    #[serde(rename = "themas", default)]
    pub themes: BTreeMap<Id, Markdown>,
    /// How Rijk and Regio worked together.
    #[serde(rename = "samenwerking")]
    pub cooperation: Option<Cooperation>,
    /// Per party: how it looks back on the partnership (art. 7.8); for a final evaluation.
    #[serde(rename = "evaluatie-samenwerking", default)]
    pub partnership: BTreeMap<Id, Markdown>,
    /// What all parties put in at the end, beside what was agreed; for a final evaluation. When
    /// sources differ, each has its own line.
    #[serde(rename = "eindstand-middelen", default)]
    pub final_funds: Vec<FinalFunds>,
    /// What may go wrong.
    #[serde(rename = "risicos", default)]
    pub risks: Vec<Risk>,
    /// What was learnt.
    #[serde(rename = "lessen", default)]
    pub lessons: Vec<Lesson>,
    /// What comes next year.
    #[serde(rename = "vooruitblik")]
    pub outlook: Option<Markdown>,
    /// What the overleg should talk about.
    #[serde(rename = "bespreekpunten", default)]
    pub discussion_points: Vec<Text>,
    /// Photos and drawings.
    #[serde(rename = "beelden", default)]
    pub images: Vec<Image>,
    /// What the author looked at after a remark of the rules and found right: a number as it stands
    /// in a text, or the place of what stays as it is, as in `duiding.schulden`.
    #[serde(rename = "klopt", default)]
    pub confirmed: Vec<Text>,
}

impl Report {
    /// Whether the author has looked at a place, such as `duiding.schulden`, and found it right.
    #[must_use]
    pub fn has_confirmed(&self, place: &str) -> bool {
        self.confirmed.iter().any(|confirmed| confirmed.as_str() == place)
    }
}

/// What kind of report it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReportKind {
    /// The yearly report (art. 7.4).
    #[serde(rename = "voortgang")]
    Progress,
    /// The report of the baseline (art. 7.8).
    #[serde(rename = "nulmeting")]
    Baseline,
    /// A report in between.
    #[serde(rename = "tussenbericht")]
    Interim,
    /// The final evaluation (art. 7.7, 7.8).
    #[serde(rename = "eindevaluatie")]
    FinalEvaluation,
}

impl ReportKind {
    /// The word for it in a dossier.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Progress => "voortgang",
            Self::Baseline => "nulmeting",
            Self::Interim => "tussenbericht",
            Self::FinalEvaluation => "eindevaluatie",
        }
    }
}

/// The steps a report goes through, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Drawn up.
    Concept,
    /// Discussed in the overleg.
    #[serde(rename = "besproken")]
    Discussed,
    /// Adopted by the college.
    #[serde(rename = "vastgesteld")]
    Adopted,
    /// Sent to the council and the ministry.
    #[serde(rename = "aangeboden")]
    Presented,
}

impl Stage {
    /// Every step, in their order.
    pub const ALL: [Self; 4] = [Self::Concept, Self::Discussed, Self::Adopted, Self::Presented];

    /// The key under which the day of this step stands.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Concept => "concept",
            Self::Discussed => "besproken",
            Self::Adopted => "vastgesteld",
            Self::Presented => "aangeboden",
        }
    }
}

/// The steps a report goes through, each with its day.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Status {
    /// Drawn up.
    pub concept: Date,
    /// Discussed in the overleg (art. 7.4).
    #[serde(rename = "besproken")]
    pub discussed: Option<Date>,
    /// Adopted by the college.
    #[serde(rename = "vastgesteld")]
    pub adopted: Option<Date>,
    /// Sent to the council and the ministry (art. 7.5).
    #[serde(rename = "aangeboden")]
    pub presented: Option<Date>,
}

/// The concept that was discussed. Its figures can be told again from what was known then; its texts
/// were written over, so that the author says what of them changed.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DiscussedConcept {
    /// The version, as printed on its cover.
    #[serde(rename = "versie")]
    pub version: Text,
    /// The day up to which data was known to it.
    #[serde(rename = "gegevensstand")]
    pub known_through: Date,
    /// The fingerprint of its data, as printed in its colofon.
    #[serde(rename = "vingerafdruk")]
    pub fingerprint: Option<Text>,
    /// What the author changed after it, besides the figures. An empty list says that nothing was changed, no
    /// list that nobody said.
    #[serde(rename = "gewijzigd")]
    pub revisions: Option<Vec<Revision>>,
}

/// Something that the author changed after the discussion.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Revision {
    /// What it is about.
    #[serde(rename = "onderwerp")]
    pub subject: Text,
    /// What changed.
    #[serde(rename = "wat")]
    pub what: Text,
    /// What led to it.
    #[serde(rename = "aanleiding")]
    pub occasion: Option<Text>,
}

impl Status {
    /// The last step that was taken; a step that was skipped counts as taken with a later one.
    #[must_use]
    pub const fn stage(&self) -> Stage {
        if self.presented.is_some() {
            Stage::Presented
        } else if self.adopted.is_some() {
            Stage::Adopted
        } else if self.discussed.is_some() {
            Stage::Discussed
        } else {
            Stage::Concept
        }
    }

    /// Every step, with its day when it was taken.
    #[must_use]
    pub const fn steps(&self) -> [(Stage, Option<Date>); 4] {
        [
            (Stage::Concept, Some(self.concept)),
            (Stage::Discussed, self.discussed),
            (Stage::Adopted, self.adopted),
            (Stage::Presented, self.presented),
        ]
    }

    /// The day of the last step that was taken: a document that states it was not there before.
    #[must_use]
    pub fn day(&self) -> Date {
        self.presented.or(self.adopted).or(self.discussed).unwrap_or(self.concept)
    }
}

/// What a report says of a pillar (art. 7.4a).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PillarProgress {
    /// The pillar's year in two or three sentences, for the summary.
    #[serde(rename = "kern")]
    pub gist: Option<Markdown>,
    /// Per element of the approach: what happened, or why nothing did.
    #[serde(rename = "voortgang", default)]
    pub progress: BTreeMap<Id, ElementProgress>,
    /// Where the work went otherwise than planned.
    #[serde(rename = "afwijkingen", default)]
    pub deviations: Vec<Deviation>,
    /// What comes next.
    #[serde(rename = "vooruitblik")]
    pub outlook: Option<Markdown>,
}

/// What happened for an element of the approach. One of the two is given; a rule checks that.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ElementProgress {
    /// What happened.
    #[serde(rename = "tekst")]
    pub text: Option<Markdown>,
    /// Why nothing did.
    #[serde(rename = "geen-voortgang-omdat")]
    pub none_because: Option<Markdown>,
}

/// Where the work went otherwise than planned.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Deviation {
    /// What it is about.
    #[serde(rename = "onderwerp")]
    pub subject: Text,
    /// Why.
    #[serde(rename = "oorzaak")]
    pub cause: Text,
    /// What it means for the goal.
    #[serde(rename = "gevolg")]
    pub effect: Text,
    /// What is done about it.
    #[serde(rename = "bijsturing")]
    pub correction: Text,
}

/// The phase of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Proposed; not decided.
    #[serde(rename = "voorgenomen")]
    Proposed,
    /// Running.
    #[serde(rename = "lopend")]
    Running,
    /// Completed as planned.
    #[serde(rename = "afgerond")]
    Completed,
    /// Stopped before its end.
    #[serde(rename = "gestopt")]
    Stopped,
}

impl Phase {
    /// Every phase, in the order in which they are told.
    pub const ALL: [Self; 4] = [Self::Proposed, Self::Running, Self::Completed, Self::Stopped];

    /// As it is written in a dossier.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Proposed => "voorgenomen",
            Self::Running => "lopend",
            Self::Completed => "afgerond",
            Self::Stopped => "gestopt",
        }
    }
}

/// A traffic light; printed as sign, word and colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Light {
    /// Within its frame.
    #[serde(rename = "groen")]
    Green,
    /// At risk; needs correction.
    #[serde(rename = "oranje")]
    Amber,
    /// Outside its frame.
    #[serde(rename = "rood")]
    Red,
}

/// Time, money and quality of a project. Amber or red asks for cause, effect and correction.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TrafficLight {
    /// Time.
    #[serde(rename = "tijd")]
    pub time: Light,
    /// Money.
    #[serde(rename = "geld")]
    pub money: Light,
    /// Quality.
    #[serde(rename = "kwaliteit")]
    pub quality: Light,
    /// Why it is not green.
    #[serde(rename = "oorzaak")]
    pub cause: Option<Text>,
    /// What that means for the goal.
    #[serde(rename = "gevolg")]
    pub effect: Option<Text>,
    /// What is done about it.
    #[serde(rename = "bijsturing")]
    pub correction: Option<Text>,
}

/// What a report says of a project (art. 7.1, 7.2a).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ProjectProgress {
    /// Its phase on the peildatum.
    #[serde(rename = "fase")]
    pub phase: Phase,
    /// Its lights; a proposed project has none.
    #[serde(rename = "stoplicht")]
    pub light: Option<TrafficLight>,
    /// Whether it can be done, for a proposed project (art. 7.1).
    #[serde(rename = "haalbaarheid")]
    pub feasibility: Option<Text>,
    /// What happened this year.
    #[serde(rename = "tekst")]
    pub text: Option<Markdown>,
}

/// Where a pillar result stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It is there.
    #[serde(rename = "gerealiseerd")]
    Realised,
    /// Work is going on.
    #[serde(rename = "in-uitvoering")]
    Underway,
    /// Planned.
    #[serde(rename = "gepland")]
    Planned,
    /// Nothing was done yet.
    #[serde(rename = "niet-gestart")]
    NotStarted,
    /// It will not come.
    #[serde(rename = "vervallen")]
    Dropped,
    /// Not known; the reason is given.
    #[serde(rename = "onbekend")]
    Unknown,
}

impl State {
    /// Every state, in the order in which they are told.
    pub const ALL: [Self; 6] =
        [Self::Realised, Self::Underway, Self::Planned, Self::NotStarted, Self::Dropped, Self::Unknown];

    /// As it is written in a dossier.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Realised => "gerealiseerd",
            Self::Underway => "in-uitvoering",
            Self::Planned => "gepland",
            Self::NotStarted => "niet-gestart",
            Self::Dropped => "vervallen",
            Self::Unknown => "onbekend",
        }
    }
}

/// Where a pillar result stands in a wijk or in the deal.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ResultState {
    /// Where it stands.
    #[serde(rename = "stand")]
    pub state: State,
    /// What shows it.
    #[serde(rename = "onderbouwing")]
    pub evidence: Option<Text>,
    /// Why it is not known, or was dropped.
    #[serde(rename = "reden")]
    pub reason: Option<Text>,
}

/// A judgement about an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The target was reached at the eindmeting.
    #[serde(rename = "behaald")]
    Reached,
    /// A cumulative count reached its target before the end.
    #[serde(rename = "tussentijds-behaald")]
    ReachedEarly,
    /// On or ahead of the hulplijn.
    #[serde(rename = "op-koers")]
    OnCourse,
    /// Between the two.
    #[serde(rename = "vraagt-aandacht")]
    NeedsAttention,
    /// Behind the hulplijn.
    #[serde(rename = "achter")]
    Behind,
    /// Cannot be judged; the reason is given.
    #[serde(rename = "niet-te-beoordelen")]
    CannotBeJudged,
}

impl Verdict {
    /// Every judgement, in the order in which they are told.
    pub const ALL: [Self; 6] =
        [Self::Reached, Self::ReachedEarly, Self::OnCourse, Self::NeedsAttention, Self::Behind, Self::CannotBeJudged];

    /// As it is written in a dossier.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Reached => "behaald",
            Self::ReachedEarly => "tussentijds-behaald",
            Self::OnCourse => "op-koers",
            Self::NeedsAttention => "vraagt-aandacht",
            Self::Behind => "achter",
            Self::CannotBeJudged => "niet-te-beoordelen",
        }
    }
}

/// A judgement of the author in place of the computed one.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct JudgementOverride {
    /// The author's judgement.
    #[serde(rename = "oordeel")]
    pub verdict: Verdict,
    /// Why; printed beside it.
    #[serde(rename = "reden")]
    pub reason: Text,
}

/// How Rijk and Regio worked together (art. 4, 6).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Cooperation {
    /// The year in general.
    #[serde(rename = "tekst")]
    pub text: Markdown,
    /// What the partner council did (art. 6.6).
    #[serde(rename = "partnerraad")]
    pub partner_council: Option<Markdown>,
    /// Obstacles in law and rules, and room to experiment (art. 4).
    #[serde(rename = "knelpunten", default)]
    pub obstacles: Vec<Obstacle>,
    /// Per linked task: what happened (art. 2).
    #[serde(rename = "meekoppelkansen", default)]
    pub linked_tasks: BTreeMap<Id, Markdown>,
    /// Effect on other policy (art. 6.5).
    #[serde(rename = "doorwerking")]
    pub wider_effect: Option<Markdown>,
}

/// An obstacle in law or rules.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Obstacle {
    /// What it is about.
    #[serde(rename = "onderwerp")]
    pub subject: Text,
    /// What stands in the way.
    #[serde(rename = "knelpunt")]
    pub problem: Text,
    /// What was done or asked.
    #[serde(rename = "actie")]
    pub action: Text,
}

/// How likely or heavy a risk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Degree {
    /// Small.
    #[serde(rename = "klein")]
    Small,
    /// Medium.
    #[serde(rename = "middel")]
    Medium,
    /// Large.
    #[serde(rename = "groot")]
    Large,
}

/// What may go wrong.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Risk {
    /// What may happen.
    #[serde(rename = "risico")]
    pub event: Text,
    /// How likely.
    #[serde(rename = "kans")]
    pub likelihood: Degree,
    /// How heavy.
    #[serde(rename = "gevolg")]
    pub impact: Degree,
    /// What is done about it.
    #[serde(rename = "beheersmaatregel")]
    pub measure: Text,
}

/// What was learnt.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Lesson {
    /// The lesson in one line.
    #[serde(rename = "les")]
    pub title: Text,
    /// How it was learnt.
    #[serde(rename = "tekst")]
    pub text: Markdown,
}

/// The money of all parties at the end of the deal, as one source gives it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FinalFunds {
    /// How much.
    #[serde(rename = "bedrag")]
    pub amount: Amount,
    /// Who says so, and where.
    #[serde(rename = "bron")]
    pub source: Text,
    /// What is in it, and what is not known of it.
    #[serde(rename = "toelichting")]
    pub note: Option<Text>,
}

/// A photo or drawing, printed with everything a reader may ask about it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Image {
    /// The file, relative to the dossier.
    #[serde(rename = "bestand")]
    pub file: Text,
    /// What can be seen, for who cannot see it.
    pub alt: Text,
    /// The line under it.
    #[serde(rename = "bijschrift")]
    pub caption: Text,
    /// Who made it.
    #[serde(rename = "maker")]
    pub creator: Text,
    /// Who allowed its use.
    #[serde(rename = "toestemming")]
    pub consent: Text,
    /// The pillar whose section it belongs to.
    #[serde(rename = "pijler")]
    pub pillar: Id,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_what_a_dossier_says() {
        fn says<T: Serialize + Copy>(all: &[T], word: fn(T) -> &'static str) {
            for one in all {
                assert_eq!(serde_json::to_value(one).unwrap(), word(*one));
            }
        }
        says(&Phase::ALL, Phase::word);
        says(&State::ALL, State::word);
        says(&Verdict::ALL, Verdict::word);
        assert!(Phase::ALL.is_sorted() && State::ALL.is_sorted() && Verdict::ALL.is_sorted() && Stage::ALL.is_sorted());
    }
}
