//! The covenant: what the parties agreed, and what they changed since.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Amount, Area, Count, Date, HouseStyle, Id, Markdown, Moment, Percent, Text, Year, YesNo};

/// `deal.yaml`: the covenant itself.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Deal {
    /// Short name of the deal, in file names and in the overview.
    pub id: Id,
    /// Citation title (art. 13).
    #[serde(rename = "naam")]
    pub name: Text,
    /// The round of Regio Deals it belongs to.
    pub tranche: super::Count,
    /// Said on the report's second page when anything in the dossier is invented.
    #[serde(rename = "toelichting-fictief")]
    pub invented_note: Option<Markdown>,
    /// When the deal took effect (art. 14).
    #[serde(rename = "inwerkingtreding")]
    pub start: Start,
    /// The last day of the deal (art. 14).
    #[serde(rename = "einde")]
    pub end: Date,
    /// The area and its wijken.
    #[serde(rename = "gebied")]
    pub area: Area,
    /// Who signed, in the order of the covenant.
    #[serde(rename = "partijen")]
    pub parties: Vec<Party>,
    /// The ministry that receives the report, which changes over the years.
    #[serde(rename = "ontvangers")]
    pub recipients: Vec<Recipient>,
    /// The problem in the words of the covenant.
    #[serde(rename = "opgave")]
    pub challenge: Markdown,
    /// What the deal wants to reach (art. 1).
    #[serde(rename = "ambitie")]
    pub ambition: Ambition,
    /// The goal above the pillars (art. 2).
    #[serde(rename = "doel")]
    pub goal: Markdown,
    /// The text all parties use in public (art. 8).
    #[serde(rename = "kernboodschap")]
    pub core_message: Markdown,
    /// Obvious misprints of the source that were read as meant.
    #[serde(rename = "correcties", default)]
    pub corrections: Vec<Correction>,
    /// The themes by which the deal joins national policy.
    #[serde(rename = "themas")]
    pub themes: Vec<Theme>,
    /// Tasks next to the pillars that are taken along where possible (art. 2).
    #[serde(rename = "meekoppelkansen", default)]
    pub linked_tasks: Vec<LinkedTask>,
    /// What each party contributes (art. 5.2).
    #[serde(rename = "bijdragen")]
    pub contributions: Vec<Contribution>,
    /// How the money is meant to be spread over the pillars (art. 5.1, 5.4, 5.7).
    #[serde(rename = "verdeling")]
    pub distribution: Distribution,
    /// How the parties work together (art. 6).
    pub governance: Governance,
    /// Changes of the covenant (art. 10).
    #[serde(rename = "wijzigingen", default)]
    pub amendments: Vec<Amendment>,
    /// Parties that joined later (art. 11).
    #[serde(rename = "toetredingen", default)]
    pub accessions: Vec<Accession>,
    /// Which article of this deal holds which requirement.
    #[serde(rename = "bepalingen")]
    pub provisions: BTreeMap<Requirement, Text>,
    /// Numbers under which others know the deal.
    #[serde(rename = "kenmerken")]
    pub references: Option<References>,
    /// What the archivist decided about the reports.
    #[serde(rename = "archief")]
    pub archive: Option<Archive>,
    /// How the region wants its documents to look.
    #[serde(rename = "huisstijl")]
    pub house_style: Option<HouseStyle>,
    /// A number of people below this is not made public; ten when absent.
    #[serde(rename = "onderdrukken-onder")]
    pub suppress_below: Option<Count>,
    /// Abbreviations of the report, in any order.
    #[serde(rename = "afkortingen", default)]
    pub abbreviations: BTreeMap<String, Text>,
}

impl Deal {
    /// A number of people from 1 up to this, itself not included, is not made public.
    #[must_use]
    pub fn suppress_below(&self) -> u32 {
        self.suppress_below.map_or(10, |below| below.0)
    }
}

/// When the deal took effect: a day, or why that day is not known.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Start {
    /// The first day of the deal.
    #[serde(rename = "datum")]
    pub date: Option<Date>,
    /// Why the day is not known.
    #[serde(rename = "onbekend")]
    pub unknown: Option<Text>,
    /// The day from which elapsed time is counted when the first day is not known.
    #[serde(rename = "reken-vanaf")]
    pub count_from: Option<Date>,
}

/// Who a party acts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The State.
    #[serde(rename = "rijk")]
    State,
    /// The region.
    #[serde(rename = "regio")]
    Region,
    /// Any other party that joined.
    #[serde(rename = "partner")]
    Partner,
}

/// A party to the covenant, as signed.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Party {
    /// The id by which contributions name it.
    pub id: Id,
    /// The abbreviation of the covenant.
    #[serde(rename = "aanduiding")]
    pub short: Text,
    /// The office or body that signed.
    #[serde(rename = "naam")]
    pub name: Text,
    /// Who it acts for.
    #[serde(rename = "zijde")]
    pub side: Side,
    /// Who signed for it.
    #[serde(rename = "vertegenwoordiger")]
    pub representative: Option<Text>,
}

/// The ministry that receives the report from a day on.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Recipient {
    /// The first day.
    #[serde(rename = "vanaf")]
    pub from: Moment,
    /// Full name.
    #[serde(rename = "naam")]
    pub name: Text,
    /// Known when.
    #[serde(rename = "bekend-op")]
    pub known_on: Option<Date>,
}

impl Recipient {
    /// Its name in a sentence: `het Ministerie van …`.
    #[must_use]
    pub fn in_sentence(&self) -> String {
        let name = self.name.as_str();
        let needs_article = name.get(..10).is_some_and(|start| start.eq_ignore_ascii_case("ministerie"));
        if needs_article { format!("het {name}") } else { name.to_owned() }
    }
}

impl Deal {
    /// Its name in a sentence: `de Regio Deal …`.
    #[must_use]
    pub fn in_sentence(&self) -> String {
        let name = self.name.as_str();
        if name.starts_with("Regio Deal") { format!("de {name}") } else { name.to_owned() }
    }

    /// The ministry that receives a report of which the data were known up to a day.
    #[must_use]
    pub fn recipient_on(&self, known_through: Date) -> Option<&Recipient> {
        let until = self.recipients.iter().filter(|recipient| recipient.from.day() <= *known_through);
        until.max_by_key(|recipient| recipient.from.day())
    }
}

/// What the deal wants to reach (art. 1).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Ambition {
    /// The words of the covenant.
    #[serde(rename = "tekst")]
    pub text: Markdown,
    /// The factors the ambition names.
    #[serde(rename = "factoren")]
    pub factors: Vec<Factor>,
}

/// A factor of the ambition, with its measure or the reason that there is none.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Factor {
    /// The factor in the words of the covenant.
    #[serde(rename = "naam")]
    pub name: Text,
    /// The indicator or kengetal that measures it.
    #[serde(rename = "kengetal")]
    pub measure: Option<Id>,
    /// Why no measure was agreed.
    #[serde(rename = "geen-maatstaf")]
    pub no_measure: Option<Text>,
}

/// An obvious misprint of the source.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Correction {
    /// The words of the source.
    #[serde(rename = "bron")]
    pub source: Text,
    /// What was read instead.
    #[serde(rename = "gelezen-als")]
    pub read_as: Text,
    /// Where it stands.
    #[serde(rename = "vindplaats")]
    pub place: Text,
}

/// A theme by which the deal joins national policy.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Theme {
    /// The id by which projects name it.
    pub id: Id,
    /// Short name.
    #[serde(rename = "naam")]
    pub name: Text,
    /// What the covenant says of it.
    #[serde(rename = "tekst")]
    pub text: Markdown,
    /// The national policy it joins.
    #[serde(rename = "rijksbeleid")]
    pub national_policy: Vec<Text>,
}

/// A task next to the pillars.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LinkedTask {
    /// The id by which a report names it.
    pub id: Id,
    /// Short name.
    #[serde(rename = "naam")]
    pub name: Text,
    /// What the covenant says of it.
    #[serde(rename = "tekst")]
    pub text: Markdown,
}

/// How firm a contribution is: the covenant's own verbs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Commitment {
    /// The party reserves the money (art. 5.2a).
    #[serde(rename = "reservering")]
    Reserved,
    /// The party strives for it (art. 5.2b).
    #[serde(rename = "inspanning")]
    StrivenFor,
    /// The party has promised it.
    #[serde(rename = "toezegging")]
    Promised,
}

/// Whether an amount includes VAT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Vat {
    /// Any VAT due is in the amount.
    #[serde(rename = "inclusief")]
    Included,
    /// VAT comes on top.
    #[serde(rename = "exclusief")]
    Excluded,
    /// The covenant does not say.
    #[serde(rename = "niet-vermeld")]
    NotStated,
}

/// The form in which money is made available; it decides the wording of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FundingForm {
    /// Decentralisatie-uitkering: the municipality decides on the use itself.
    #[serde(rename = "decentralisatie-uitkering")]
    DecentralisedGrant,
    /// Specifieke uitkering: accounted for to the Rijk through SiSa.
    #[serde(rename = "specifieke-uitkering")]
    SpecificGrant,
    /// A party's own money.
    #[serde(rename = "eigen-middelen")]
    OwnMoney,
    /// Goods or hours instead of money.
    #[serde(rename = "in-natura")]
    InKind,
    /// The covenant does not say.
    #[serde(rename = "niet-vermeld")]
    NotStated,
}

impl FundingForm {
    /// The word for it in a dossier.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::DecentralisedGrant => "decentralisatie-uitkering",
            Self::SpecificGrant => "specifieke-uitkering",
            Self::OwnMoney => "eigen-middelen",
            Self::InKind => "in-natura",
            Self::NotStated => "niet-vermeld",
        }
    }

    /// The words for it in a sentence.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::DecentralisedGrant => "decentralisatie-uitkering",
            Self::SpecificGrant => "specifieke uitkering",
            Self::OwnMoney => "eigen middelen",
            Self::InKind => "in natura",
            Self::NotStated => "vorm niet vermeld",
        }
    }
}

/// What a party contributes (art. 5.2).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Contribution {
    /// Who contributes.
    #[serde(rename = "partij")]
    pub party: Id,
    /// How firm it is.
    #[serde(rename = "aard")]
    pub commitment: Commitment,
    /// The whole contribution.
    #[serde(rename = "bedrag")]
    pub amount: Amount,
    /// Whether that includes VAT.
    #[serde(rename = "btw")]
    pub vat: Vat,
    /// The form of the money.
    #[serde(rename = "vorm")]
    pub form: FundingForm,
    /// Where the covenant says so.
    #[serde(rename = "artikel")]
    pub article: Text,
    /// The words of the covenant about it.
    #[serde(rename = "toelichting")]
    pub note: Option<Markdown>,
    /// When it becomes available (art. 5.6).
    #[serde(rename = "termijnen", default)]
    pub terms: Vec<Term>,
}

/// A part of a contribution: fixed in year and amount, or still to be fixed.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Term {
    /// The year it becomes available.
    #[serde(rename = "jaar")]
    pub year: Option<Year>,
    /// How much.
    #[serde(rename = "bedrag")]
    pub amount: Option<Amount>,
    /// What is still to be fixed, in the words of the covenant.
    #[serde(rename = "nader-te-bepalen")]
    pub to_be_fixed: Option<Text>,
    /// Known when, for a term that was fixed after signing.
    #[serde(rename = "bekend-op")]
    pub known_on: Option<Date>,
    /// Who says so, for a term that was fixed after signing.
    #[serde(rename = "bron")]
    pub source: Option<Text>,
    /// Whether it is invented for an example.
    #[serde(rename = "fictief", default)]
    pub invented: YesNo,
}

/// How the money is meant to be spread over the pillars.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Distribution {
    /// The words of the covenant (art. 5.1).
    #[serde(rename = "tekst")]
    pub text: Markdown,
    /// Recorded shares per pillar; without them there is no reference line.
    #[serde(rename = "aandelen")]
    pub shares: Option<BTreeMap<Id, Percent>>,
    /// Who recorded the shares, and where.
    #[serde(rename = "aandelen-bron")]
    pub shares_source: Option<Text>,
    /// The yearly look at the distribution (art. 5.7), also when nothing changed.
    #[serde(rename = "herzieningen", default)]
    pub reviews: Vec<Review>,
}

/// The outcome of the yearly look at the distribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewOutcome {
    /// Nothing changed.
    #[serde(rename = "ongewijzigd")]
    Unchanged,
    /// The parties agreed on a change.
    #[serde(rename = "gewijzigd")]
    Changed,
}

/// The yearly look at the distribution (art. 5.7).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Review {
    /// The year it is about.
    #[serde(rename = "jaar")]
    pub year: Year,
    /// The day it was discussed.
    #[serde(rename = "datum")]
    pub date: Date,
    /// Known when.
    #[serde(rename = "bekend-op")]
    pub known_on: Date,
    /// What came of it.
    #[serde(rename = "uitkomst")]
    pub outcome: ReviewOutcome,
    /// What was agreed or considered.
    #[serde(rename = "toelichting")]
    pub note: Markdown,
    /// Whether it is invented for an example.
    #[serde(rename = "fictief", default)]
    pub invented: YesNo,
}

/// How the parties work together (art. 6).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Governance {
    /// What the overleg is for.
    #[serde(rename = "overleg")]
    pub consultation: Markdown,
    /// Who takes part in it (art. 6.2).
    #[serde(rename = "deelnemers")]
    pub participants: Vec<Text>,
    /// Who keeps its secretariat (art. 6.4).
    #[serde(rename = "secretariaat")]
    pub secretariat: Text,
    /// Who chairs it (art. 6.4).
    #[serde(rename = "voorzitterschap")]
    pub chair: Text,
    /// The council of external partners (art. 6.6).
    #[serde(rename = "partnerraad")]
    pub partner_council: Option<Markdown>,
    /// The learning evaluation by PBL (art. 7.9).
    #[serde(rename = "lerende-evaluatie")]
    pub learning_evaluation: Option<Markdown>,
    /// The monitoring of governance by the ministries (art. 7.10).
    #[serde(rename = "monitoringstraject")]
    pub governance_monitoring: Option<Markdown>,
    /// The meetings that were held.
    #[serde(rename = "bijeenkomsten", default)]
    pub meetings: Vec<Meeting>,
}

/// A meeting of the overleg.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Meeting {
    /// The day.
    #[serde(rename = "datum")]
    pub date: Date,
    /// Known when.
    #[serde(rename = "bekend-op")]
    pub known_on: Date,
    /// Which side chaired it.
    #[serde(rename = "voorzitter")]
    pub chair: Text,
    /// What it was about.
    #[serde(rename = "onderwerp")]
    pub subject: Text,
    /// Whether it is invented for an example.
    #[serde(rename = "fictief", default)]
    pub invented: YesNo,
}

/// A change of the covenant (art. 10).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Amendment {
    /// The day all parties agreed.
    #[serde(rename = "datum")]
    pub date: Date,
    /// Known when.
    #[serde(rename = "bekend-op")]
    pub known_on: Date,
    /// The article that changed.
    #[serde(rename = "artikel")]
    pub article: Text,
    /// What changed and why.
    #[serde(rename = "tekst")]
    pub text: Markdown,
    /// Whether it is invented for an example.
    #[serde(rename = "fictief", default)]
    pub invented: YesNo,
}

/// A party that joined later (art. 11).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Accession {
    /// The day it became a party.
    #[serde(rename = "datum")]
    pub date: Date,
    /// Known when.
    #[serde(rename = "bekend-op")]
    pub known_on: Date,
    /// Who joined.
    #[serde(rename = "partij")]
    pub party: Text,
    /// What it contributes.
    #[serde(rename = "bijdrage")]
    pub contribution: Markdown,
    /// Whether it is invented for an example.
    #[serde(rename = "fictief", default)]
    pub invented: YesNo,
}

/// A requirement a covenant puts on the report or the deal; each deal says in which article.
///
/// The code knows requirements, never article numbers, so a deal with other numbers is right too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Requirement {
    /// The ambition.
    #[serde(rename = "ambitie")]
    Ambition,
    /// The goal and its pillars.
    #[serde(rename = "doel")]
    Goal,
    /// The results aimed for.
    #[serde(rename = "beoogde-resultaten")]
    IntendedResults,
    /// The approach per pillar.
    #[serde(rename = "aanpak")]
    Approach,
    /// The contributions.
    #[serde(rename = "bijdragen")]
    Contributions,
    /// The even distribution over the pillars.
    #[serde(rename = "verdeling")]
    Distribution,
    /// That the distribution is a guideline.
    #[serde(rename = "verdeling-richtlijn")]
    DistributionGuideline,
    /// The terms in which money becomes available.
    #[serde(rename = "termijnen")]
    Terms,
    /// The yearly look at the distribution.
    #[serde(rename = "verdeling-herziening")]
    DistributionReview,
    /// The overleg and how the parties work together.
    #[serde(rename = "governance")]
    Governance,
    /// The council of external partners.
    #[serde(rename = "partnerraad")]
    PartnerCouncil,
    /// Monitoring of projects and of the use of the money.
    #[serde(rename = "monitoring-projecten")]
    MonitoringProjects,
    /// Monitoring of results and indicators.
    #[serde(rename = "monitoring-resultaten")]
    MonitoringResults,
    /// Monitoring of the distribution of the money.
    #[serde(rename = "monitoring-verdeling")]
    MonitoringDistribution,
    /// Monitoring informs, it has no consequences.
    #[serde(rename = "monitoring-doel")]
    MonitoringPurpose,
    /// The report itself.
    #[serde(rename = "rapportage")]
    Report,
    /// Report: the programmatic approach of the pillars.
    #[serde(rename = "rapportage-aanpak")]
    ReportApproach,
    /// Report: the progress towards the results.
    #[serde(rename = "rapportage-doelbereik")]
    ReportGoals,
    /// Report: the financial realisation per pillar.
    #[serde(rename = "rapportage-financien")]
    ReportFinance,
    /// Use of the report by the council and the Rijk.
    #[serde(rename = "gebruik")]
    Use,
    /// The final evaluation.
    #[serde(rename = "eindevaluatie")]
    FinalEvaluation,
    /// The baseline.
    #[serde(rename = "nulmeting")]
    Baseline,
    /// The evaluation of the partnership by the parties.
    #[serde(rename = "evaluatie-samenwerking")]
    PartnershipEvaluation,
    /// The learning evaluation.
    #[serde(rename = "lerende-evaluatie")]
    LearningEvaluation,
    /// The monitoring of governance.
    #[serde(rename = "monitoringstraject")]
    GovernanceMonitoring,
    /// The core message.
    #[serde(rename = "kernboodschap")]
    CoreMessage,
    /// Changes of the covenant.
    #[serde(rename = "wijzigingen")]
    Amendments,
    /// Accession of new parties.
    #[serde(rename = "toetreding")]
    Accession,
    /// When the deal starts and ends.
    #[serde(rename = "looptijd")]
    Term,
}

/// Numbers under which others know the deal.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct References {
    /// Case number of the deal.
    pub zaaknummer: Option<Text>,
    /// Id of the municipality in the TOOI register.
    #[serde(rename = "tooi-id")]
    pub tooi_id: Option<Text>,
    /// The organisation that has this id, by its name in that register; it publishes the report.
    #[serde(rename = "organisatie")]
    pub organisation: Option<Text>,
    /// The member of the college who is responsible.
    pub portefeuillehouder: Option<Text>,
    /// The committee of the council that discusses the report.
    #[serde(rename = "commissie")]
    pub committee: Option<Text>,
}

impl References {
    /// What the committee is called, behind the word `Commissie`: that word before its name goes.
    #[must_use]
    pub fn committee_name(&self) -> Option<&str> {
        let name = self.committee.as_ref()?.as_str();
        let rest = |word: &str| {
            let (start, rest) = name.split_at_checked(word.len())?;
            let is_name = !["van ", "voor ", "uit "].iter().any(|start| rest.starts_with(start));
            (start.eq_ignore_ascii_case(word) && is_name).then_some(rest)
        };
        let words = ["commissie ", "de commissie ", "raadscommissie ", "statencommissie "];
        words.into_iter().find_map(rest).or(Some(name))
    }
}

/// What the archivist decided about the reports; nothing of it is ever filled in by the program.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Archive {
    /// Whose archive it is, when that is not the organisation of `kenmerken`.
    #[serde(rename = "archiefvormer")]
    pub creator: Option<Text>,
    /// Whether the reports are kept.
    #[serde(rename = "waardering")]
    pub appraisal: Option<Appraisal>,
    /// The selectielijst on which that rests.
    #[serde(rename = "selectielijst")]
    pub selection_list: Option<Text>,
    /// The category of that list.
    #[serde(rename = "categorie")]
    pub category: Option<Text>,
    /// For how many years they are kept, when not for ever.
    #[serde(rename = "bewaartermijn-jaren")]
    pub retention_years: Option<Count>,
    /// Whether the use of the reports is restricted, once they are adopted.
    #[serde(rename = "beperking")]
    pub restriction: Option<Restriction>,
    /// What the restriction is, or why there is none.
    #[serde(rename = "beperking-toelichting")]
    pub restriction_note: Option<Text>,
}

/// Whether the use of a report is restricted: the words of MDTO.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Restriction {
    /// It is not.
    #[serde(rename = "geen-beperking")]
    Unrestricted,
    /// There may be a restriction that was not laid down.
    #[serde(rename = "nader-te-bepalen")]
    Undecided,
    /// It is, as the note says.
    #[serde(rename = "overig")]
    Other,
}

/// Whether a report is kept: the closed list of MDTO.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Appraisal {
    /// For ever.
    #[serde(rename = "blijvend-te-bewaren")]
    Permanent,
    /// For a time.
    #[serde(rename = "tijdelijk-te-bewaren")]
    Temporary,
    /// The archivist has yet to decide.
    #[serde(rename = "nader-te-bepalen")]
    Undecided,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_committee_is_called_by_its_name() {
        for (written, name) in [
            ("Ruimte", "Ruimte"),
            ("Commissie Ruimte", "Ruimte"),
            ("raadscommissie ruimte", "ruimte"),
            ("commissie van het algemeen bestuur", "commissie van het algemeen bestuur"),
            ("Ruimte en de commissie Zorg", "Ruimte en de commissie Zorg"),
        ] {
            let references: References = serde_json::from_value(serde_json::json!({ "commissie": written })).unwrap();
            assert_eq!(references.committee_name(), Some(name), "{written}");
        }
    }
}
