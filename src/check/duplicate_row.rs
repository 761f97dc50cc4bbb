//! R014: two rows for the same thing and time, and neither says that it corrects the other.

use std::collections::BTreeMap;

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{Date, Requirement, Text};
use crate::world::FileKind;

pub(super) const RULE: Rule = Rule {
    code: "R014",
    requirement: Some(Requirement::ReportFinance),
    what: "Twee regels over hetzelfde en dezelfde tijd zijn een correctie: de nieuwe noemt met `herziet` de `bekend-op` van de oude, en een `reden`.",
    why: "Zonder `herziet` is niet te zien of een getal dubbel is ingevoerd of is verbeterd.",
    example: "regels:\n  - {project: taalhuis, t-m: 2021-12-31, bekend-op: 2022-02-10, gerealiseerd: 74250}\n  - {project: taalhuis, t-m: 2021-12-31, bekend-op: 2022-06-01, gerealiseerd: 71000}",
    solution: "Voeg aan de nieuwe regel `herziet: <bekend-op van de oude>` en `reden: …` toe, of haal een van beide weg.",
    find,
};

/// A row, as far as this rule looks at it.
struct Row<'a> {
    at: &'a KeyPath,
    known_on: Date,
    revises: Option<Date>,
    reason: Option<&'a Text>,
}

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut groups: BTreeMap<String, Vec<Row<'_>>> = BTreeMap::new();
    for row in &subject.dossier.spending {
        let key = format!("besteding {:?} {:?} {:?} {}", row.project, row.post, row.pillar, row.through);
        let row = Row { at: &row.at, known_on: row.known_on, revises: row.revises, reason: row.reason.as_ref() };
        groups.entry(key).or_default().push(row);
    }
    for indicator in &subject.dossier.indicators {
        for row in &indicator.series {
            let key = format!("meting {} {} {:?}", indicator.id, row.area, row.day());
            let row = Row { at: &row.at, known_on: row.known_on, revises: row.revises, reason: row.reason.as_ref() };
            groups.entry(key).or_default().push(row);
        }
    }
    let complete = subject.is_complete(FileKind::Spending);
    groups.iter().flat_map(|(key, rows)| in_group(rows, complete || !key.starts_with("besteding"))).collect()
}

/// `complete`: whether all files were read in which a row of the group can stand.
fn in_group(rows: &[Row<'_>], complete: bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (position, row) in rows.iter().enumerate() {
        match row.revises {
            None => {
                if let Some(first) = rows[..position].iter().find(|other| other.revises.is_none()) {
                    found.push(
                        Diagnostic::error(RULE.code, row.at.clone(), "deze regel gaat over hetzelfde als een eerdere regel")
                            .label(first.at.clone(), "dit is de eerdere regel")
                            .hint(format!(
                                "is dit een correctie? schrijf er `herziet: {}` en een `reden` bij; is zij dubbel, haal er dan een weg",
                                first.known_on
                            )),
                    );
                }
            }
            Some(revised) => {
                if !rows.iter().any(|other| other.known_on == revised && !std::ptr::eq(other, row)) {
                    if !complete {
                        continue;
                    }
                    found.push(
                        Diagnostic::error(
                            RULE.code,
                            row.at.key("herziet"),
                            format!("er is geen regel over hetzelfde die op {} bekend werd", format::date(*revised)),
                        )
                        .hint(
                            "noem bij `herziet` de `bekend-op` van de regel die u verbetert, en laat die regel staan",
                        ),
                    );
                } else if row.known_on <= revised {
                    found.push(
                        Diagnostic::error(
                            RULE.code,
                            row.at.key("bekend-op"),
                            "een correctie is later bekend dan wat zij verbetert",
                        )
                        .hint("verbeter `bekend-op` of `herziet`"),
                    );
                }
                if row.reason.is_none() {
                    found.push(
                        Diagnostic::error(RULE.code, row.at.key("herziet"), "deze correctie noemt geen reden")
                            .hint("schrijf er `reden: …` bij; de reden komt in het rapport"),
                    );
                }
            }
        }
    }
    found
}
