//! R075: the concept that was discussed is not named, or does not go with the report.

use super::steps::numbers;
use super::{Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::format;
use crate::model::{DiscussedConcept, Report, Requirement, Stage};
use crate::read::BLANK;

pub(super) const RULE: Rule = Rule {
    code: "R075",
    requirement: Some(Requirement::Report),
    what: "Een verslag dat is besproken en vastgesteld, zegt welk concept is besproken en wat er daarna is veranderd. Dat concept heeft een lagere versie dan het verslag, en geen latere gegevensstand.",
    why: "Het overleg heeft alleen het concept gezien. Wie het verslag vaststelt, wil weten wat er daarna is veranderd. De cijfers rekent het rapport uit, met de gegevensstand van het concept. Wat in de teksten veranderde, weten alleen de opstellers.",
    example: "versie: \"1.0\"\nstatus: {concept: 2022-04-15, besproken: 2022-05-12, vastgesteld: 2022-06-07}   # en geen besproken-concept",
    solution: "Zet in het verslag `besproken-concept: {versie: \"0.9\", gegevensstand: 2022-04-15, gewijzigd: []}`, met de versie en de gegevensstand van het concept. Wat u in de teksten hebt veranderd, noemt u bij `gewijzigd`; met `[]` zegt u dat er niets is veranderd.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let of_report = |report: &Report| match &report.discussed_concept {
        Some(concept) => about(report, concept),
        None => not_named(report).into_iter().collect(),
    };
    subject.dossier.reports.values().flat_map(of_report).collect()
}

/// A concept that was never discussed or is no earlier version of the report, that knew of what came after the
/// discussion or more than the report, or of which nobody says what changed after it.
fn about(report: &Report, concept: &DiscussedConcept) -> Vec<Diagnostic> {
    let at = report.at.key("besproken-concept");
    if report.status.discussed.is_none() {
        return vec![
            Diagnostic::error(
                RULE.code,
                at,
                "hier staat een besproken concept, maar het verslag is nog niet besproken",
            )
            .hint("zet bij `status` de dag bij `besproken`, of haal `besproken-concept` weg"),
        ];
    }
    let untold = concept.revisions.is_none().then(|| {
        Diagnostic::tip(RULE.code, at, "hier staat niet wat u na de bespreking in de teksten hebt veranderd")
            .hint("noem het, bijvoorbeeld: `gewijzigd: [{onderwerp: \"…\", wat: \"…\", aanleiding: \"…\"}]`")
            .hint("veranderde er niets in de teksten? schrijf dan `gewijzigd: []`")
    });
    no_earlier_version(report, concept).into_iter().chain(later_data(report, concept)).chain(untold).collect()
}

/// A version that cannot be that of an earlier concept. Versions that are no numbers have no order.
fn no_earlier_version(report: &Report, concept: &DiscussedConcept) -> Option<Diagnostic> {
    let (earlier, own) = (concept.version.as_str(), report.version.as_str());
    let is_lower = match (numbers(earlier), numbers(own)) {
        (Some(earlier), Some(own)) => earlier < own,
        _ => earlier.trim() != own.trim(),
    };
    if is_lower {
        return None;
    }
    let message = if earlier.trim() == own.trim() {
        format!("het besproken concept heeft dezelfde versie als het verslag, {own}")
    } else {
        format!("het besproken concept heeft versie {earlier}; die is niet lager dan die van het verslag, {own}")
    };
    Some(
        Diagnostic::error(RULE.code, report.at.key("besproken-concept").key("versie"), message)
            .label(report.at.key("versie"), "dit is de versie van het verslag zelf")
            .hint("neem de versie over van de omslag van het concept; een verslag dat daarna veranderde, heeft een hogere versie"),
    )
}

fn later_data(report: &Report, concept: &DiscussedConcept) -> Option<Diagnostic> {
    let discussed = report.status.discussed?;
    let known = concept.known_through;
    let found = |than: &str| {
        Diagnostic::error(
            RULE.code,
            report.at.key("besproken-concept").key("gegevensstand"),
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

/// A report that uses data of after the discussion is another than the one that was discussed; of one that was
/// adopted the reader must hear whether it is.
fn not_named(report: &Report) -> Option<Diagnostic> {
    let status = report.at.key("status");
    // Of a day before the peildatum R055 says that it is not right.
    let discussed = report.status.discussed.filter(|day| report.reference_date <= *day)?;
    let found = if discussed < report.known_through {
        Diagnostic::tip(
            RULE.code,
            report.at.key("gegevensstand"),
            "dit verslag gebruikt gegevens van na de bespreking; het zegt niet welk concept is besproken",
        )
        .label(status.key("besproken"), format!("het is besproken op {}", format::date(*discussed)))
    } else {
        let day = report.status.adopted.filter(|_| report.status.stage() >= Stage::Adopted)?;
        Diagnostic::tip(
            RULE.code,
            status.key("besproken"),
            "dit verslag zegt niet welk concept is besproken, en of er daarna iets is veranderd",
        )
        .label(status.key("vastgesteld"), format!("het is vastgesteld op {}", format::date(*day)))
    };
    let known = report.known_through.min(discussed);
    Some(
        found
            .hint(format!(
                "zet onder aan dit bestand (niet bij `status`), met de versie en de gegevensstand die in het concept staan:\n\
                 besproken-concept:\n  versie: \"{}\"\n  gegevensstand: {known}\n  gewijzigd:\n    \
                 - onderwerp: {BLANK} – waar het over gaat\n      wat: {BLANK} – wat er veranderde\n      \
                 aanleiding: {BLANK} – wie of wat erom vroeg",
                earlier_version(report)
            ))
            .hint("veranderde er niets in de teksten? schrijf dan `gewijzigd: []`"),
    )
}

/// The version that the concept of a report most likely had. Of an adopted report that still has the version of a
/// draft, R055 says that it should have another.
fn earlier_version(report: &Report) -> String {
    let own = report.version.as_str();
    match numbers(own).as_deref() {
        Some([0, ..]) if report.status.stage() >= Stage::Adopted => own.to_owned(),
        Some([0, number, ..]) if *number > 1 => format!("0.{}", number - 1),
        Some([0, ..]) | None => BLANK.to_owned(),
        Some(_) => "0.9".to_owned(),
    }
}
