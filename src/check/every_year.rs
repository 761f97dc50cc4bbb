//! R062: yearly reports that do not follow each other.

use super::{Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::format;
use crate::model::{Report, ReportKind, Requirement};
use crate::world::FileKind;

pub(super) const RULE: Rule = Rule {
    code: "R062",
    requirement: Some(Requirement::Report),
    what: "De perioden van de voortgangsrapportages sluiten op elkaar aan, zonder gat en zonder overlap, en zijn niet langer dan een jaar.",
    why: "Er is eenmaal per jaar een verslag over het jaar ervoor. Wat in een gat gebeurt, meldt niemand; wat overlapt, telt dubbel.",
    example: "periode: {van: 2022-01-01, tot: 2022-12-31}   # het vorige verslag loopt tot en met 31 december 2020",
    solution: "Verbeter de perioden, of voeg het ontbrekende verslag toe. Een verslag over een ander tijdvak is een `tussenbericht`.",
    find,
};

/// The most days a year has.
const YEAR: i64 = 366;

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let is_yearly = |report: &&Report| report.kind == ReportKind::Progress && report.period.from <= report.period.to;
    let mut reports: Vec<&Report> = subject.dossier.reports.values().filter(is_yearly).collect();
    reports.sort_by_key(|report| (report.period.from, report.period.to));
    for report in &reports {
        let days = (*report.period.to - *report.period.from).num_days() + 1;
        if days > YEAR {
            let message = format!("dit verslag gaat over {days} dagen, meer dan een jaar");
            found.push(
                Diagnostic::warning(RULE.code, report.at.key("periode"), message)
                    .hint("maak een verslag per jaar, of verbeter de periode"),
            );
        }
    }
    if !subject.is_complete(FileKind::Report) {
        return found;
    }
    for pair in reports.windows(2) {
        let [before, report] = pair else { continue };
        let days = (*report.period.from - *before.period.to).num_days();
        let message = match days {
            1 => continue,
            2.. => format!("tussen het verslag {} en dit verslag zit een gat", before.id),
            _ => format!("dit verslag overlapt met het verslag {}", before.id),
        };
        found.push(
            Diagnostic::warning(RULE.code, report.at.key("periode"), message)
                .label(
                    before.at.key("periode"),
                    format!("dat verslag loopt tot en met {}", format::date(*before.period.to)),
                )
                .hint("verbeter een van de perioden, of voeg het ontbrekende verslag toe"),
        );
    }
    found
}
