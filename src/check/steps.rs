//! R055: a report that skipped a step, or took one before its time.

use super::{Rule, Subject, is_bound};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{Report, Requirement, Stage};

pub(super) const RULE: Rule = Rule {
    code: "R055",
    requirement: Some(Requirement::Report),
    what: "Een verslag slaat geen stap over, wordt pas na de peildatum opgesteld en besproken, en weet bij het vaststellen alles wat erin staat. Een versie vanaf 1.0 is voor een verslag dat is vastgesteld.",
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
        older_than_its_data(report, &mut found);
        version_of_another_step(report, &mut found);
    }
    found
}

/// A version as numbers that can be compared, as in `1.0`; `None` when it is none.
pub(super) fn numbers(version: &str) -> Option<Vec<u64>> {
    let mut numbers: Vec<u64> = version.trim().split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    while numbers.len() > 1 && numbers.last() == Some(&0) {
        numbers.pop();
    }
    Some(numbers)
}

fn place(report: &Report, step: Stage) -> KeyPath {
    report.at.key("status").key(step.word())
}

/// Each step needs the one before it: the overleg comes first (art. 7.4).
fn skipped(report: &Report, found: &mut Vec<Diagnostic>) {
    for pair in report.status.steps().windows(2) {
        let [(earlier, None), (later, Some(_))] = pair else { continue };
        let missing = match earlier {
            Stage::Discussed => "de dag waarop het overleg het besprak",
            _ => "de dag waarop het college het vaststelde",
        };
        let message = format!("dit verslag is {}, maar {missing} ontbreekt", done(*later));
        found.push(
            Diagnostic::error(RULE.code, place(report, *later), message)
                .hint(format!("zet erboven `{}:` met die dag, als jaar-maand-dag", earlier.word())),
        );
    }
}

fn too_early(report: &Report, found: &mut Vec<Diagnostic>) {
    let end = report.reference_date;
    let taken = report.status.steps().into_iter().filter_map(|(step, day)| Some((step, day?)));
    let mut early = taken.filter(|(_, day)| *day < end);
    if let Some((step, day)) = early.next() {
        let message = format!("dit verslag is {} op {}, voor de peildatum", done(step), format::date(*day));
        let mut diagnostic = Diagnostic::error(RULE.code, place(report, step), message)
            .label(report.at.key("peildatum"), format!("de peildatum is {}", format::date(*end)))
            .hint("verbeter een van de datums");
        for (step, _) in early {
            diagnostic = diagnostic.label(place(report, step), "deze dag ligt ook voor de peildatum");
        }
        found.push(diagnostic);
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

/// A concept that uses data of after its own day. A report that goes on after the discussion has later data: that
/// it then names its concept, R075 asks.
fn older_than_its_data(report: &Report, found: &mut Vec<Diagnostic>) {
    let (day, known) = (report.status.concept, report.known_through);
    let went_on = report.status.discussed.is_some_and(|discussed| discussed < known);
    if day < report.reference_date || day >= known || went_on || report.discussed_concept.is_some() {
        return;
    }
    found.push(
        Diagnostic::tip(
            RULE.code,
            place(report, Stage::Concept),
            format!("het concept is van {}, voor de gegevensstand", format::date(*day)),
        )
        .label(report.at.key("gegevensstand"), format!("het gebruikt gegevens tot en met {}", format::date(*known)))
        .hint("zet bij `concept` de dag waarop het klaar was, of bij `gegevensstand` de dag waarop de gegevens zijn afgesloten"),
    );
}

/// A step of a report as something that was done.
pub(super) const fn done(step: Stage) -> &'static str {
    match step {
        Stage::Concept => "opgesteld",
        _ => step.word(),
    }
}

/// A version below 1 says that the report is a draft, and one from there on that it is not.
fn version_of_another_step(report: &Report, found: &mut Vec<Diagnostic>) {
    let Some(version) = numbers(report.version.as_str()) else { return };
    let is_draft = version.first() == Some(&0);
    let stage = report.status.stage();
    if stage < Stage::Adopted && !is_draft {
        found.push(
            Diagnostic::tip(
                RULE.code,
                report.at.key("versie"),
                format!("de versie is {}, maar het verslag is nog niet vastgesteld", report.version),
            )
            .label(place(report, stage), "dit is de laatste stap die is gezet")
            .hint("geef een concept een versie onder 1.0, zoals \"0.9\"; na het vaststellen wordt dat \"1.0\""),
        );
    }
    if report.status.adopted.is_some() && is_draft {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_have_an_order() {
        let order = ["0", "0.9", "0.10", "1.0", "1.0.1", "1.2", "2"];
        assert!(order.map(|version| numbers(version).unwrap()).is_sorted_by(|one, next| one < next));
        assert_eq!(numbers("1"), numbers("1.0.0"));
        assert_eq!(numbers("concept 2"), None);
    }
}
