//! R045: spending of a part of the year that passes as the year.

use std::collections::BTreeMap;

use super::{Rule, Subject, is_bound, named, required, speaks_of};
use crate::diagnostic::Diagnostic;
use crate::figures::money::{Purpose, ShortRow, short_rows};
use crate::format;
use crate::model::{Requirement, Stage, Text};

pub(super) const RULE: Rule = Rule {
    code: "R045",
    requirement: Some(Requirement::ReportFinance),
    what: "De uitgaven van een jaar lopen tot het einde van het jaar, of tot de peildatum van het verslag.",
    why: "Met de uitgaven van een half jaar lijkt het alsof er in het hele jaar weinig geld is besteed.",
    example: "peildatum: 2021-12-31   # in het verslag\nt-m: 2021-06-30         # in de besteding, en een latere regel is er niet",
    solution: "Voeg een regel toe met de uitgaven tot en met het einde van het jaar. Kwam er niets meer bij, zet dan `t-m` op die dag. Is het bedrag nog niet bekend, schrijf dan in de `toelichting` van de regel tot en met welke dag is geboekt.",
    find,
};

/// Words with which a note says that a row does not run through the end of the year.
const SAYS_SO: [&str; 7] = ["tot en met", "geboekt", "halfjaar", "half jaar", "kwartaal", "nog niet", "maanden"];

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (report, _) in subject.reports().filter(|(report, _)| is_bound(report)) {
        let mut days: BTreeMap<_, Vec<ShortRow<'_>>> = BTreeMap::new();
        for short in short_rows(subject.dossier, report) {
            if !speaks_of(short.row.note.as_ref().map(Text::as_str), &SAYS_SO) {
                days.entry((short.row.through, short.until)).or_default().push(short);
            }
        }
        for ((through, until), rows) in days {
            let names: Vec<String> = rows.iter().map(|short| name(subject, &short.purpose)).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let Some(first) = rows.first() else { continue };
            found.push(
                required(
                    report,
                    Stage::Adopted,
                    RULE.code,
                    first.row.at.key("t-m"),
                    format!(
                        "de uitgaven van {} lopen tot en met {}, niet tot en met {}",
                        named(&names),
                        format::date(*through),
                        format::date(until)
                    ),
                )
                .label(report.at.key("peildatum"), "dit verslag telt deze uitgaven als die van het jaar")
                .hint(
                    "voeg een regel toe met de uitgaven tot en met die dag; kwam er niets meer bij, verbeter dan `t-m`",
                )
                .hint(
                    "is er nog niet meer bekend? schrijf in `toelichting` van de regel tot en met welke dag is geboekt",
                ),
            );
        }
    }
    found
}

fn name(subject: &Subject<'_>, purpose: &Purpose) -> String {
    match purpose {
        Purpose::Project(id) => {
            subject.dossier.projects.get(id).map_or_else(|| id.to_string(), |project| project.name.to_string())
        }
        Purpose::Post(..) => "een post zonder project".to_owned(),
    }
}
