//! The Dutch word and the sign for each fixed choice of the dossier.
//!
//! A sign is a name that the theme draws; it never stands without its word.

use crate::model::{
    Commitment, Counting, Deduplicated, Degree, DerivationMethod, Direction, FundingForm, IndicatorKind, Light,
    MeasureKind, Post, ReportKind, Requirement, ResultNature, ReviewOutcome, Scale, Side, State, Vat, Verdict,
};

/// What a kind of report is called, on the cover and in a sentence.
pub(super) struct KindWords {
    /// On the cover.
    pub(super) name: &'static str,
    /// In a sentence: `deze voortgangsrapportage`.
    pub(super) this: &'static str,
    /// In a sentence: `de voortgangsrapportage`.
    pub(super) the: &'static str,
    /// What stands for it at the start of the next sentence.
    pub(super) it: &'static str,
}

pub(super) const fn report_kind(kind: ReportKind) -> KindWords {
    match kind {
        ReportKind::Progress => KindWords {
            name: "Voortgangsrapportage",
            this: "deze voortgangsrapportage",
            the: "de voortgangsrapportage",
            it: "Zij",
        },
        ReportKind::Baseline => KindWords {
            name: "Rapportage van de nulmeting",
            this: "deze rapportage van de nulmeting",
            the: "de rapportage van de nulmeting",
            it: "Zij",
        },
        ReportKind::Interim => {
            KindWords { name: "Tussenbericht", this: "dit tussenbericht", the: "het tussenbericht", it: "Het" }
        }
        ReportKind::FinalEvaluation => {
            KindWords { name: "Eindevaluatie", this: "deze eindevaluatie", the: "de eindevaluatie", it: "Zij" }
        }
    }
}

pub(super) fn light(light: Light) -> (&'static str, &'static str) {
    match light {
        Light::Green => ("good", "groen"),
        Light::Amber => ("attention", "oranje"),
        Light::Red => ("bad", "rood"),
    }
}

pub(super) fn state(state: State) -> (&'static str, &'static str) {
    match state {
        State::Realised => ("reached", "gerealiseerd"),
        State::Underway => ("underway", "in uitvoering"),
        State::Planned => ("planned", "gepland"),
        State::NotStarted => ("empty", "niet gestart"),
        State::Dropped => ("dropped", "vervallen"),
        State::Unknown => ("unknown", "onbekend"),
    }
}

pub(super) fn verdict(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Reached => ("reached", "behaald"),
        Verdict::ReachedEarly => ("reached", "tussentijds behaald"),
        Verdict::OnCourse => ("good", "op koers"),
        Verdict::NeedsAttention => ("attention", "vraagt aandacht"),
        Verdict::Behind => ("bad", "achter"),
        Verdict::CannotBeJudged => ("unknown", "niet te beoordelen"),
    }
}

pub(super) fn commitment(commitment: Commitment) -> &'static str {
    match commitment {
        Commitment::Reserved => "reserveert",
        Commitment::StrivenFor => "spant zich in voor",
        Commitment::Promised => "zegt toe",
    }
}

pub(super) fn form(form: FundingForm) -> &'static str {
    form.words()
}

pub(super) fn vat(vat: Vat) -> &'static str {
    match vat {
        Vat::Included => "inclusief eventuele btw",
        Vat::Excluded => "exclusief btw",
        Vat::NotStated => "btw niet vermeld",
    }
}

pub(super) fn post(post: Post) -> &'static str {
    match post {
        Post::Programme => "Programmakosten",
        Post::Unallocated => "Nog te bestemmen",
        Post::Reserve => "Reserve",
    }
}

pub(super) fn side(side: Side) -> &'static str {
    match side {
        Side::State => "Rijk",
        Side::Region => "Regio",
        Side::Partner => "Partner",
    }
}

pub(super) fn nature(nature: ResultNature) -> &'static str {
    match nature {
        ResultNature::Outcome => "resultaat",
        ResultNature::Effort => "inspanning",
        ResultNature::Exploration => "verkenning",
        ResultNature::Connection => "aansluiting",
    }
}

pub(super) fn scale(scale: Scale) -> &'static str {
    match scale {
        Scale::PerWijk => "in elke wijk",
        Scale::Deal => "voor de hele deal",
    }
}

pub(super) fn indicator_kind(kind: IndicatorKind) -> &'static str {
    match kind {
        IndicatorKind::Effect => "effectindicator",
        IndicatorKind::Output => "prestatie-indicator",
        IndicatorKind::KeyFigure => "kengetal",
    }
}

/// How a row was computed from a file that is not public.
pub(super) fn derivation(method: DerivationMethod) -> &'static str {
    match method {
        DerivationMethod::ScaleScore => "schaalscore uit de antwoorden van elke respondent",
        DerivationMethod::ScaleScoreTotals => "schaalscore uit het aantal antwoorden per stelling",
        DerivationMethod::WeightedMean => "gemiddelde van kleinere gebieden, gewogen naar inwoners",
        DerivationMethod::Counts => "aantal mensen, zonder kleine aantallen",
    }
}

pub(super) fn measure(kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::ScaleScore => "schaalscore van 0 tot 10",
        MeasureKind::Percentage => "percentage",
        MeasureKind::Number => "aantal",
        MeasureKind::Mark => "rapportcijfer",
    }
}

pub(super) fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Rises => "hoger is beter",
        Direction::Falls => "lager is beter",
    }
}

pub(super) fn counting(counting: Counting) -> &'static str {
    match counting {
        Counting::Snapshot => "momentopname",
        Counting::PerPeriod => "telling per periode",
        Counting::Cumulative => "cumulatieve telling vanaf het begin",
    }
}

pub(super) fn deduplicated(deduplicated: Deduplicated) -> &'static str {
    match deduplicated {
        Deduplicated::Yes => {
            "ja; een persoon telt één keer mee, bij één indicator. De aantallen van de indicatoren samen zijn een aantal mensen."
        }
        Deduplicated::No => {
            "nee; een persoon kan bij meer dan één indicator meetellen. De aantallen van de indicatoren samen zijn daarom geen aantal mensen."
        }
        Deduplicated::Unknown => {
            "onbekend; misschien telt een persoon bij meer dan één indicator mee. De aantallen van de indicatoren zijn daarom niet bij elkaar op te tellen."
        }
    }
}

pub(super) fn review(outcome: ReviewOutcome) -> &'static str {
    match outcome {
        ReviewOutcome::Unchanged => "ongewijzigd",
        ReviewOutcome::Changed => "gewijzigd",
    }
}

pub(super) fn degree(degree: Degree) -> &'static str {
    match degree {
        Degree::Small => "klein",
        Degree::Medium => "middel",
        Degree::Large => "groot",
    }
}

/// Key and words of every requirement, in the order of the annex that lists them.
pub(super) const REQUIREMENTS: [(Requirement, &str, &str); 29] = [
    (Requirement::ReportApproach, "rapportage-aanpak", "Rapportage: programmatische aanpak van de pijlers"),
    (Requirement::ReportGoals, "rapportage-doelbereik", "Rapportage: voortgang van het doelbereik"),
    (Requirement::ReportFinance, "rapportage-financien", "Rapportage: financiële realisatie per pijler"),
    (Requirement::MonitoringProjects, "monitoring-projecten", "Monitoring: projecten en uitputting van het budget"),
    (Requirement::MonitoringResults, "monitoring-resultaten", "Monitoring: beoogde resultaten en indicatoren"),
    (
        Requirement::MonitoringDistribution,
        "monitoring-verdeling",
        "Monitoring: verdeling van de middelen over de pijlers",
    ),
    (Requirement::MonitoringPurpose, "monitoring-doel", "Doel van de monitoring: inzicht geven"),
    (Requirement::Report, "rapportage", "Jaarlijkse voortgangsrapportage"),
    (Requirement::Use, "gebruik", "Gebruik door de Regio en het Rijk"),
    (Requirement::Ambition, "ambitie", "Ambitie"),
    (Requirement::Goal, "doel", "Doel en pijlers"),
    (Requirement::IntendedResults, "beoogde-resultaten", "Beoogde resultaten"),
    (Requirement::Approach, "aanpak", "Inzet en aanpak per pijler"),
    (Requirement::Contributions, "bijdragen", "Bijdragen"),
    (Requirement::Terms, "termijnen", "Termijnen van de Rijksbijdrage"),
    (Requirement::Distribution, "verdeling", "Verdeling over de pijlers"),
    (Requirement::DistributionGuideline, "verdeling-richtlijn", "De verdeling is een richtlijn"),
    (Requirement::DistributionReview, "verdeling-herziening", "Jaarlijks bezien van de verdeling"),
    (Requirement::Governance, "governance", "Overleg en samenwerking"),
    (Requirement::PartnerCouncil, "partnerraad", "Partnerraad"),
    (Requirement::LearningEvaluation, "lerende-evaluatie", "Lerende evaluatie"),
    (Requirement::GovernanceMonitoring, "monitoringstraject", "Monitoringstraject Governance"),
    (Requirement::FinalEvaluation, "eindevaluatie", "Eindevaluatie"),
    (Requirement::Baseline, "nulmeting", "Nulmeting"),
    (Requirement::PartnershipEvaluation, "evaluatie-samenwerking", "Evaluatie van het partnerschap"),
    (Requirement::CoreMessage, "kernboodschap", "Kernboodschap"),
    (Requirement::Amendments, "wijzigingen", "Wijzigingen van het convenant"),
    (Requirement::Accession, "toetreding", "Toetreding van nieuwe partijen"),
    (Requirement::Term, "looptijd", "Inwerkingtreding en einde"),
];
