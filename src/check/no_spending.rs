//! R047: a pillar with running projects of which no spending in the year is known.

use chrono::Datelike;

use super::{Rule, Subject, is_bound, required};
use crate::diagnostic::Diagnostic;
use crate::model::{Id, Phase, Requirement, Stage};

pub(super) const RULE: Rule = Rule {
    code: "R047",
    requirement: Some(Requirement::ReportFinance),
    what: "Van elke pijler met een lopend project zijn er uitgaven over de periode van het verslag.",
    why: "Het convenant vraagt de financiële realisatie per pijler. Een verslag zonder die cijfers is niet klaar om vast te stellen.",
    example: "projecten:\n  taalhuis: {fase: lopend}   # en in bestedingen/2021.yaml staat geen regel van deze pijler",
    solution: "Voeg de uitgaven toe aan `bestedingen`, met een `bekend-op` die niet na de gegevensstand van het verslag ligt. Is er niets uitgegeven, schrijf dan `gerealiseerd: 0`.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    // Spending of an unknown project (R001) may be that of any pillar.
    let is_unknown = |id: &Id| !subject.dossier.projects.contains_key(id);
    if subject.dossier.spending.iter().filter_map(|row| row.project.as_ref()).any(is_unknown) {
        return found;
    }
    for (report, known) in subject.reports().filter(|(report, _)| is_bound(report)) {
        // What is still to be filled in is said by R064; during the period spending may still come.
        if subject.has_blanks(report.at.file_name()) || report.reference_date < report.period.to {
            continue;
        }
        for (pillar, line) in known.dossier.pillars.iter().zip(&known.figures.money.pillars) {
            let mut years = report.period.from.year()..=report.period.to.year();
            let is_known =
                years.any(|year| line.years.get(&year).is_some_and(|figures| !figures.realised.sources.is_empty()));
            let running = report.projects.iter().find(|(id, said)| {
                let project = known.dossier.projects.get(*id);
                said.phase == Phase::Running
                    && project.is_some_and(|project| project.current_allocation().contains_key(&pillar.id))
            });
            let Some((project, _)) = running.filter(|_| !is_known) else { continue };
            found.push(
                required(
                    report,
                    Stage::Adopted,
                    RULE.code,
                    report.at.key("projecten").key(project.as_str()),
                    format!("van pijler {} zijn over deze periode geen uitgaven bekend", pillar.short_name),
                )
                .hint("voeg de uitgaven toe aan `bestedingen`; is er niets uitgegeven, schrijf dan `gerealiseerd: 0`")
                .hint("staan ze er wel? kijk dan of hun `bekend-op` niet na de `gegevensstand` van dit verslag ligt"),
            );
        }
    }
    found
}
