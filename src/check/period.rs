//! R007: a period ends before it starts, or a report knows less than it describes.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::Period;

pub(super) const RULE: Rule = Rule {
    code: "R007",
    requirement: None,
    what: "Een periode eindigt niet voor zij begint, en de gegevensstand ligt niet voor de peildatum.",
    why: "Een rapport kan geen stand beschrijven van een dag waarvan het de gegevens niet mag kennen.",
    example: "periode: {van: 2021-12-31, tot: 2021-01-01}",
    solution: "Verwissel of verbeter de datums.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut order = |period: &Period, at: KeyPath| {
        if period.from > period.to {
            found.push(
                Diagnostic::error(
                    RULE.code,
                    at,
                    format!(
                        "de periode begint op {} en eindigt daarvoor, op {}",
                        format::date(*period.from),
                        format::date(*period.to)
                    ),
                )
                .hint("verwissel of verbeter de datums"),
            );
        }
    };
    for indicator in &subject.dossier.indicators {
        for row in &indicator.series {
            for (period, key) in [(&row.fieldwork, "veldwerk"), (&row.period, "periode")] {
                if let Some(period) = period {
                    order(period, row.at.key(key));
                }
            }
        }
    }
    for report in subject.dossier.reports.values() {
        order(&report.period, report.at.key("periode"));
    }
    for report in subject.dossier.reports.values() {
        if report.known_through < report.reference_date {
            found.push(
                Diagnostic::error(
                    RULE.code,
                    report.at.key("gegevensstand"),
                    format!("de gegevensstand ({}) ligt voor de peildatum", format::date(*report.known_through)),
                )
                .label(report.at.key("peildatum"), format!("de peildatum is {}", format::date(*report.reference_date)))
                .hint("kies als gegevensstand de dag waarop de gegevens voor dit verslag zijn afgesloten"),
            );
        }
    }
    found
}
