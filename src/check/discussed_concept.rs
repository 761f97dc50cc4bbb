//! R075: the concept that was discussed does not go with the days of the report.

use super::{Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::format;
use crate::model::{DiscussedConcept, Report, Requirement};

pub(super) const RULE: Rule = Rule {
    code: "R075",
    requirement: Some(Requirement::Report),
    what: "Veranderde het verslag na de bespreking, dan zegt het welk concept is besproken; de dagen daarvan passen bij die van het verslag.",
    why: "Het overleg heeft alleen het concept gezien. Wie het verslag vaststelt, wil weten wat er daarna is veranderd. Het rapport rekent dat uit met de gegevensstand van het concept.",
    example: "gegevensstand: 2022-05-20\nstatus: {concept: 2022-04-15, besproken: 2022-05-12}   # en geen besproken-concept",
    solution: "Zet in het verslag `besproken-concept: {versie: \"0.9\", gegevensstand: 2022-04-15}`, met de versie en de gegevensstand van het concept. Wat u in de teksten hebt veranderd, noemt u daarin bij `gewijzigd`.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject
        .dossier
        .reports
        .values()
        .filter_map(|report| match &report.discussed_concept {
            Some(concept) => out_of_order(report, concept),
            None => not_told(report),
        })
        .collect()
}

/// A concept that was never discussed, that knew of what came after the discussion, or more than the report.
fn out_of_order(report: &Report, concept: &DiscussedConcept) -> Option<Diagnostic> {
    let at = report.at.key("besproken-concept");
    let Some(discussed) = report.status.discussed else {
        return Some(
            Diagnostic::error(
                RULE.code,
                at,
                "hier staat een besproken concept, maar het verslag is nog niet besproken",
            )
            .hint("zet bij `status` de dag bij `besproken`, of haal `besproken-concept` weg"),
        );
    };
    let known = concept.known_through;
    let found = |than: &str| {
        Diagnostic::error(
            RULE.code,
            at.key("gegevensstand"),
            format!("de gegevensstand van het besproken concept, {}, ligt na {than}", format::date(*known)),
        )
        .hint("vul de gegevensstand in die in het concept staat")
    };
    if known > discussed {
        let label = format!("het overleg besprak het concept op {}", format::date(*discussed));
        return Some(found("de bespreking").label(report.at.key("status").key("besproken"), label));
    }
    let label = format!("de gegevensstand van het verslag is {}", format::date(*report.known_through));
    (known > report.known_through).then(|| found("die van het verslag").label(report.at.key("gegevensstand"), label))
}

/// A report that uses data of after the discussion is another than the one that was discussed.
fn not_told(report: &Report) -> Option<Diagnostic> {
    // Of a day before the peildatum R055 says that it is not right.
    let days = report.reference_date..report.known_through;
    let discussed = report.status.discussed.filter(|day| days.contains(day))?;
    Some(
        Diagnostic::tip(
            RULE.code,
            report.at.key("gegevensstand"),
            "dit verslag gebruikt gegevens van na de bespreking; het zegt niet welk concept is besproken",
        )
        .label(report.at.key("status").key("besproken"), format!("het is besproken op {}", format::date(*discussed)))
        .hint("zet erbij `besproken-concept: {versie: …, gegevensstand: …}`; dan noemt het rapport wat er veranderde"),
    )
}
