//! Which chapters and annexes each kind of report has, and which requirements of the covenant it
//! meets in them: the one place that knows. Templates include and print what stands here.

use std::collections::BTreeMap;

use serde::Serialize;

use super::view::View;
use super::words;
use crate::model::{Report, ReportKind, Requirement};

/// A chapter: a template, its heading, and what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chapter {
    Summary,
    ReadingGuide,
    Ambition,
    Baseline,
    Approach,
    ApproachInBrief,
    Goals,
    GoalsInBrief,
    Money,
    MoneyInBrief,
    Themes,
    Cooperation,
    Partnership,
    Closing,
    Annexes,
}

/// The chapters of a kind, in order.
const fn chapters(kind: ReportKind) -> &'static [Chapter] {
    use Chapter::{
        Ambition, Annexes, Approach, ApproachInBrief, Baseline, Closing, Cooperation, Goals, GoalsInBrief, Money,
        MoneyInBrief, Partnership, ReadingGuide, Summary, Themes,
    };
    match kind {
        // Art. 7.4.
        ReportKind::Progress => {
            &[Summary, ReadingGuide, Ambition, Approach, Goals, Money, Themes, Cooperation, Closing, Annexes]
        }
        // Art. 7.8: the indicators of article 3 as they were at the start, and nothing else.
        ReportKind::Baseline => &[Summary, ReadingGuide, Ambition, Baseline, Closing, Annexes],
        ReportKind::Interim => &[Summary, ReadingGuide, ApproachInBrief, GoalsInBrief, MoneyInBrief, Closing, Annexes],
        // Art. 7.7: along 7.2 a to c, over the whole term; art. 7.8: the partnership.
        ReportKind::FinalEvaluation => &[
            Summary,
            ReadingGuide,
            Ambition,
            Approach,
            Goals,
            Money,
            Themes,
            Cooperation,
            Partnership,
            Closing,
            Annexes,
        ],
    }
}

impl Chapter {
    /// The name of its template, in the folder of the report and in that of the HTML.
    const fn name(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::ReadingGuide => "reading-guide",
            Self::Ambition => "ambition",
            Self::Baseline => "baseline",
            Self::Approach => "approach",
            Self::ApproachInBrief => "approach-in-brief",
            Self::Goals => "goals",
            Self::GoalsInBrief => "goals-in-brief",
            Self::Money => "money",
            Self::MoneyInBrief => "money-in-brief",
            Self::Themes => "themes",
            Self::Cooperation => "cooperation",
            Self::Partnership => "partnership",
            Self::Closing => "closing",
            Self::Annexes => "annexes",
        }
    }

    fn title(self, report: &Report) -> String {
        let title = match (self, report.kind) {
            (Self::Summary, ReportKind::Baseline) => "Samenvatting",
            (Self::Summary, _) => "Bestuurlijke samenvatting",
            (Self::ReadingGuide, _) => "Leeswijzer",
            (Self::Ambition, _) => "Opgave en ambitie",
            (Self::Baseline, _) => "Nulmeting per indicator",
            (Self::Approach, ReportKind::FinalEvaluation) => "Uitvoering per pijler",
            (Self::Approach, _) => "Programmatische aanpak per pijler",
            (Self::ApproachInBrief, _) => "Voortgang per pijler",
            (Self::Goals | Self::GoalsInBrief, _) => "Doelbereik",
            (Self::Money | Self::MoneyInBrief, _) => "Financiële realisatie",
            (Self::Themes, _) => "Thema’s en rijksbeleid",
            (Self::Cooperation, _) => "Samenwerking tussen Rijk en Regio",
            (Self::Partnership, _) => "Evaluatie van het partnerschap",
            (Self::Closing, _) => return closing_title(report),
            (Self::Annexes, _) => "Bijlagen",
        };
        title.to_owned()
    }

    /// What the leeswijzer says of it: what follows its name. `None` when the name says enough.
    const fn about(self, kind: ReportKind) -> Option<&'static str> {
        Some(match (self, kind) {
            (Self::Baseline, _) => {
                "laat per indicator zien wat de stand aan het begin was, hoe goed die meting is en wat niet te meten was"
            }
            (Self::Approach, ReportKind::FinalEvaluation) => {
                "vertelt per pijler wat er in de hele looptijd is gedaan en wat er van de afgesproken resultaten is gekomen"
            }
            (Self::Approach, _) => "vertelt per pijler wat er is gedaan",
            (Self::ApproachInBrief, _) => "vertelt per pijler in het kort wat er is gedaan",
            (Self::Goals, ReportKind::FinalEvaluation) => {
                "zet per indicator de eindstand naast de nulmeting en zegt wat daarover te zeggen is"
            }
            (Self::Goals, _) => "laat per indicator zien wat er is gemeten en wat daarover te zeggen is",
            (Self::GoalsInBrief, _) => "geeft de laatste stand van elke indicator",
            (Self::Money | Self::MoneyInBrief, _) => "gaat over het geld",
            (Self::Partnership, _) => "laat elke partij terugkijken op de samenwerking",
            _ => return None,
        })
    }

    /// The requirements that are met in it.
    const fn meets(self, kind: ReportKind) -> &'static [Requirement] {
        use Requirement as R;
        match (self, kind) {
            (Self::Ambition, _) => &[R::CoreMessage, R::Ambition, R::Goal],
            (Self::Baseline, _) => &[R::Baseline],
            (Self::Approach, ReportKind::FinalEvaluation) => &[R::MonitoringProjects, R::Approach, R::IntendedResults],
            (Self::Approach, _) => &[R::ReportApproach, R::MonitoringProjects, R::Approach, R::IntendedResults],
            (Self::ApproachInBrief, _) => &[R::MonitoringProjects, R::Approach],
            (Self::Goals, ReportKind::FinalEvaluation) => &[R::MonitoringResults, R::Baseline],
            (Self::Goals, _) => &[R::ReportGoals, R::MonitoringResults, R::Baseline],
            (Self::GoalsInBrief, _) => &[R::MonitoringResults],
            (Self::Money, kind) => match kind {
                ReportKind::FinalEvaluation => &[
                    R::Contributions,
                    R::Terms,
                    R::Distribution,
                    R::DistributionGuideline,
                    R::MonitoringDistribution,
                    R::DistributionReview,
                ],
                _ => &[
                    R::ReportFinance,
                    R::Contributions,
                    R::Terms,
                    R::Distribution,
                    R::DistributionGuideline,
                    R::MonitoringDistribution,
                    R::DistributionReview,
                ],
            },
            (Self::MoneyInBrief, _) => &[R::MonitoringDistribution, R::DistributionGuideline],
            (Self::Cooperation, ReportKind::FinalEvaluation) => {
                &[R::Governance, R::PartnerCouncil, R::LearningEvaluation, R::GovernanceMonitoring]
            }
            (Self::Cooperation, _) => &[
                R::Governance,
                R::PartnerCouncil,
                R::LearningEvaluation,
                R::GovernanceMonitoring,
                R::FinalEvaluation,
                R::PartnershipEvaluation,
            ],
            (Self::Partnership, _) => &[R::PartnershipEvaluation],
            _ => &[],
        }
    }
}

/// The heading of the last chapter: of a yearly report always the same, of another kind what it
/// holds.
fn closing_title(report: &Report) -> String {
    if report.kind == ReportKind::Progress {
        return "Risico’s, lessen en vooruitblik".to_owned();
    }
    let parts = [
        (!report.risks.is_empty()).then_some("risico’s"),
        (!report.lessons.is_empty()).then_some("lessen"),
        report.outlook.is_some().then_some("vooruitblik"),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return "Bespreekpunten".to_owned();
    }
    crate::format::capitalised(&crate::format::list(&parts))
}

/// Whether a chapter that may be empty has anything to say.
fn has_content(chapter: Chapter, report: &Report) -> bool {
    chapter != Chapter::Closing
        || report.kind == ReportKind::Progress
        || !report.risks.is_empty()
        || !report.lessons.is_empty()
        || report.outlook.is_some()
        || !report.discussion_points.is_empty()
}

/// The requirement for which a kind of report is made; the covenant asks for no tussenbericht.
pub(super) const fn ground(kind: ReportKind) -> Option<Requirement> {
    match kind {
        ReportKind::Progress => Some(Requirement::Report),
        ReportKind::Baseline => Some(Requirement::Baseline),
        ReportKind::Interim => None,
        ReportKind::FinalEvaluation => Some(Requirement::FinalEvaluation),
    }
}

/// The requirements that are met on the page of the colofon.
const fn in_colophon(kind: ReportKind) -> &'static [Requirement] {
    use Requirement as R;
    match kind {
        ReportKind::Progress => &[R::Report, R::Use, R::MonitoringPurpose, R::Term],
        ReportKind::FinalEvaluation => &[R::FinalEvaluation, R::MonitoringPurpose, R::Term],
        ReportKind::Baseline | ReportKind::Interim => &[R::MonitoringPurpose, R::Term],
    }
}

/// An annex.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Annex {
    Projects,
    Definitions,
    Breaks,
    Parties,
    Data,
    Abbreviations,
    Requirements,
    Files,
    Changes,
}

impl Annex {
    const ALL: [Self; 9] = [
        Self::Projects,
        Self::Definitions,
        Self::Breaks,
        Self::Parties,
        Self::Data,
        Self::Abbreviations,
        Self::Requirements,
        Self::Files,
        Self::Changes,
    ];

    const fn key(self) -> &'static str {
        match self {
            Self::Projects => "projects",
            Self::Definitions => "definitions",
            Self::Breaks => "breaks",
            Self::Parties => "parties",
            Self::Data => "data",
            Self::Abbreviations => "abbreviations",
            Self::Requirements => "requirements",
            Self::Files => "files",
            Self::Changes => "changes",
        }
    }

    const fn is_in(self, kind: ReportKind, has_long_changes: bool) -> bool {
        match self {
            Self::Changes => has_long_changes,
            Self::Requirements | Self::Files => true,
            Self::Parties | Self::Abbreviations => !matches!(kind, ReportKind::Interim),
            Self::Projects => !matches!(kind, ReportKind::Baseline),
            // A nulmeting has them in its chapter. A tussenbericht is short; its data travel along as
            // files.
            Self::Definitions | Self::Breaks | Self::Data => {
                matches!(kind, ReportKind::Progress | ReportKind::FinalEvaluation)
            }
        }
    }

    const fn meets(self) -> &'static [Requirement] {
        match self {
            Self::Parties => &[Requirement::Amendments, Requirement::Accession],
            _ => &[],
        }
    }
}

/// A chapter as the templates see it.
#[derive(Debug, Serialize)]
pub(super) struct ChapterView {
    name: &'static str,
    title: String,
    about: Option<&'static str>,
}

/// Whether a report has a chapter.
pub(super) fn has(report: &Report, chapter: Chapter) -> bool {
    chapters(report.kind).contains(&chapter)
}

/// The chapters of a report.
pub(super) fn of(report: &Report) -> Vec<ChapterView> {
    chapters(report.kind)
        .iter()
        .filter(|chapter| has_content(**chapter, report))
        .map(|chapter| ChapterView {
            name: chapter.name(),
            title: chapter.title(report),
            about: chapter.about(report.kind),
        })
        .collect()
}

/// The letter of each annex; nothing for one that this kind of report does not have.
pub(super) fn letters(kind: ReportKind, has_long_changes: bool) -> BTreeMap<&'static str, Option<char>> {
    let mut next = 'A'..='Z';
    Annex::ALL
        .iter()
        .map(|annex| (annex.key(), if annex.is_in(kind, has_long_changes) { next.next() } else { None }))
        .collect()
}

/// Whether a kind of report meets a requirement somewhere.
pub(super) fn meets(kind: ReportKind, requirement: Requirement) -> bool {
    let in_chapters = chapters(kind).iter().flat_map(|chapter| chapter.meets(kind));
    let in_annexes = Annex::ALL.iter().filter(|annex| annex.is_in(kind, false)).flat_map(|annex| annex.meets());
    in_chapters.chain(in_annexes).chain(in_colophon(kind)).any(|met| *met == requirement)
}

/// The article of each requirement that this report meets and this deal has; empty for others.
pub(super) fn articles(view: View<'_>) -> BTreeMap<&'static str, String> {
    let article = |requirement: Requirement| {
        if meets(view.report.kind, requirement) { view.article(requirement).unwrap_or_default() } else { String::new() }
    };
    words::REQUIREMENTS.iter().map(|(requirement, key, _)| (*key, article(*requirement))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [ReportKind; 4] =
        [ReportKind::Progress, ReportKind::Baseline, ReportKind::Interim, ReportKind::FinalEvaluation];

    /// Art. 7.4: the yearly report is where every requirement is met.
    #[test]
    fn the_yearly_report_meets_all_requirements() {
        for (requirement, key, _) in words::REQUIREMENTS {
            assert!(meets(ReportKind::Progress, requirement), "{key}");
        }
    }

    #[test]
    fn each_kind_meets_what_it_is_made_for() {
        for kind in KINDS {
            assert!(ground(kind).is_none_or(|requirement| meets(kind, requirement)), "{kind:?}");
        }
        // Art. 7.7: the final evaluation follows 7.2 a to c; art. 7.8: the partnership.
        for requirement in [
            Requirement::MonitoringProjects,
            Requirement::MonitoringResults,
            Requirement::MonitoringDistribution,
            Requirement::PartnershipEvaluation,
            Requirement::Baseline,
        ] {
            assert!(meets(ReportKind::FinalEvaluation, requirement));
        }
        // Art. 7.4 is about the yearly report alone.
        for kind in KINDS.into_iter().filter(|kind| *kind != ReportKind::Progress) {
            assert!(!meets(kind, Requirement::ReportGoals), "{kind:?}");
        }
    }

    #[test]
    fn annexes_are_lettered_without_a_gap() {
        for kind in KINDS {
            let mut letters: Vec<char> = letters(kind, true).into_values().flatten().collect();
            letters.sort_unstable();
            let expected: Vec<char> = ('A'..='Z').take(letters.len()).collect();
            assert_eq!(letters, expected);
        }
    }
}
