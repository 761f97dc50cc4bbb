//! R055: a report that skipped a step, or took one before its time.

use super::{Rule, Subject, is_bound};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{Date, Report, Requirement, Stage};

pub(super) const RULE: Rule = Rule {
    code: "R055",
    requirement: Some(Requirement::Report),
    what: "Een verslag slaat geen stap over, wordt pas na de peildatum besproken, en weet bij het vaststellen alles wat erin staat.",
    why: "Het concept wordt eerst besproken in het overleg; pas daarna stelt het college het verslag vast. Wat na het vaststellen nog verandert, heeft het college niet gezien.",
    example: "status: {concept: 2022-04-15, vastgesteld: 2022-06-07}   # besproken ontbreekt",
    solution: "Vul de dag in van de stap die ontbreekt. Veranderde er iets na het vaststellen, dan moet het verslag opnieuw worden vastgesteld.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for report in subject.dossier.reports.values() {
        if is_bound(report) {
            skipped(report, &mut found);
        }
        too_early(report, &mut found);
        still_a_draft(report, &mut found);
    }
    found
}

/// The steps after the concept, with their days.
const fn steps(report: &Report) -> [(Stage, Option<Date>); 3] {
    let status = &report.status;
    [(Stage::Discussed, status.discussed), (Stage::Adopted, status.adopted), (Stage::Presented, status.presented)]
}

fn place(report: &Report, step: Stage) -> KeyPath {
    report.at.key("status").key(step.word())
}

/// Each step needs the one before it: the overleg comes first (art. 7.4).
fn skipped(report: &Report, found: &mut Vec<Diagnostic>) {
    for pair in steps(report).windows(2) {
        let [(earlier, None), (later, Some(_))] = pair else { continue };
        let missing = match earlier {
            Stage::Discussed => "de dag waarop het overleg het besprak",
            _ => "de dag waarop het college het vaststelde",
        };
        let message = format!("dit verslag is {}, maar {missing} ontbreekt", later.word());
        found.push(
            Diagnostic::error(RULE.code, place(report, *later), message)
                .hint(format!("zet erboven `{}:` met die dag, als jaar-maand-dag", earlier.word())),
        );
    }
}

fn too_early(report: &Report, found: &mut Vec<Diagnostic>) {
    let end = report.reference_date;
    let taken = steps(report).into_iter().filter_map(|(step, day)| Some((step, day?)));
    if let Some((step, day)) = taken.into_iter().find(|(_, day)| *day < end) {
        found.push(
            Diagnostic::error(
                RULE.code,
                place(report, step),
                format!("dit verslag is {} op {}, voor de peildatum", step.word(), format::date(*day)),
            )
            .label(report.at.key("peildatum"), format!("de peildatum is {}", format::date(*end)))
            .hint("verbeter een van de datums"),
        );
        return;
    }
    let known = report.known_through;
    if let Some(day) = report.status.adopted.filter(|day| *day < known) {
        found.push(
            Diagnostic::error(
                RULE.code,
                place(report, Stage::Adopted),
                format!("dit verslag is vastgesteld op {}, voor de gegevensstand", format::date(*day)),
            )
            .label(report.at.key("gegevensstand"), format!("het gebruikt gegevens tot en met {}", format::date(*known)))
            .hint(
                "zet de gegevensstand op de dag waarop de gegevens zijn afgesloten, of stel het verslag opnieuw vast",
            ),
        );
    }
}

/// A version below 1 says that the report is a draft.
fn still_a_draft(report: &Report, found: &mut Vec<Diagnostic>) {
    if report.status.stage() >= Stage::Adopted && report.version.as_str().starts_with("0.") {
        found.push(
            Diagnostic::tip(
                RULE.code,
                report.at.key("versie"),
                format!("de versie is {}, maar het verslag is vastgesteld", report.version),
            )
            .label(place(report, Stage::Adopted), "dit is de dag van het vaststellen")
            .hint("een vastgesteld verslag heeft meestal versie 1.0"),
        );
    }
}
