//! R069: a report has something that its kind does not print.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Report, ReportKind};

pub(super) const RULE: Rule = Rule {
    code: "R069",
    requirement: None,
    what: "Een verslag heeft alleen gegevens die in zijn soort verslag worden afgedrukt.",
    why: "Een tekst die niemand te zien krijgt, is verloren werk; en wie hem schreef, denkt dat hij is gelezen.",
    example: "soort: tussenbericht\nthemas:\n  meedoen: In deze periode …",
    solution: "Haal de sleutel weg, of zet de tekst in een verslag van een soort dat haar wel afdrukt.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for report in subject.dossier.reports.values() {
        for key in unprinted(report) {
            found.push(
                Diagnostic::new(
                    Severity::Warning,
                    RULE.code,
                    report.at.key(key),
                    format!("`{key}` wordt in {} niet afgedrukt", a_kind(report.kind)),
                )
                .hint("haal deze sleutel weg, of zet de tekst in een verslag van een soort dat haar wel afdrukt"),
            );
        }
    }
    found
}

const fn a_kind(kind: ReportKind) -> &'static str {
    match kind {
        ReportKind::Progress => "een voortgangsrapportage",
        ReportKind::Baseline => "een nulmeting",
        ReportKind::Interim => "een tussenbericht",
        ReportKind::FinalEvaluation => "een eindevaluatie",
    }
}

/// The keys that a report has and its kind does not print. Which chapters a kind has, stands in
/// `compose`, which this step does not know; a test of both holds them together.
fn unprinted(report: &Report) -> Vec<&'static str> {
    let yearly = [
        ("pijlers", !report.pillars.is_empty()),
        ("projecten", !report.projects.is_empty()),
        ("pijlerresultaten", !report.results.is_empty()),
        ("oordelen", !report.overrides.is_empty()),
        ("toelichting-financien", report.finance_note.is_some()),
    ];
    let full = [
        ("themas", !report.themes.is_empty()),
        ("samenwerking", report.cooperation.is_some()),
        ("beelden", !report.images.is_empty()),
    ];
    let last = [
        ("evaluatie-samenwerking", !report.partnership.is_empty()),
        ("eindstand-middelen", !report.final_funds.is_empty()),
    ];
    let groups: &[&[(&'static str, bool)]] = match report.kind {
        ReportKind::Progress => &[&last],
        ReportKind::Baseline => &[&yearly, &full, &last],
        ReportKind::Interim => &[&full, &last],
        ReportKind::FinalEvaluation => &[],
    };
    groups.iter().copied().flatten().filter(|(_, is_there)| *is_there).map(|(key, _)| *key).collect()
}
