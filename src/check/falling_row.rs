//! R036: spending that falls in the course of a year.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::{Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::figures::money::Purpose;
use crate::format;
use crate::model::{Date, Requirement, SpendingRow};
use crate::world::FileKind;

pub(super) const RULE: Rule = Rule {
    code: "R036",
    requirement: Some(Requirement::ReportFinance),
    what: "Binnen een jaar wordt `gerealiseerd` van een project of post niet lager bij een latere `t-m`.",
    why: "Elke regel telt vanaf 1 januari; een later bedrag omvat dus het eerdere. Een lager bedrag is vaak alleen het laatste halfjaar, en dan mist het rapport geld.",
    example: "regels:\n  - {project: taalhuis, t-m: 2021-06-30, bekend-op: 2021-08-01, gerealiseerd: 80000}\n  - {project: taalhuis, t-m: 2021-12-31, bekend-op: 2022-02-10, gerealiseerd: 60000}",
    solution: "Tel bij de latere regel alles vanaf 1 januari. Is er geld teruggeboekt, leg dat dan uit bij `toelichting`. Was het eerdere bedrag fout, verbeter het dan met een eigen regel met `herziet` en `reden`.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    // A correction can stand in a file that could not be read.
    if !subject.is_complete(FileKind::Spending) {
        return Vec::new();
    }
    // Of each day the row known last.
    let mut years: BTreeMap<(Purpose, i32), BTreeMap<Date, &SpendingRow>> = BTreeMap::new();
    for row in &subject.dossier.spending {
        let Some(purpose) = Purpose::of(row) else { continue };
        let in_force = years.entry((purpose, row.through.year())).or_default().entry(row.through).or_insert(row);
        if row.known_on >= in_force.known_on {
            *in_force = row;
        }
    }
    let mut found = Vec::new();
    for rows in years.values() {
        let rows: Vec<&SpendingRow> = rows.values().copied().collect();
        for pair in rows.windows(2) {
            let [earlier, later] = pair else { continue };
            if later.realised >= earlier.realised || later.note.is_some() {
                continue;
            }
            found.push(
                Diagnostic::warning(
                    RULE.code,
                    later.at.key("gerealiseerd"),
                    format!(
                        "tot en met {} is {} uitgegeven, minder dan eerder in dat jaar",
                        format::date(*later.through),
                        format::euros_exactly(later.realised)
                    ),
                )
                .label(
                    earlier.at.key("gerealiseerd"),
                    format!(
                        "tot en met {} was dat {}",
                        format::date(*earlier.through),
                        format::euros_exactly(earlier.realised)
                    ),
                )
                .hint("tel alles vanaf 1 januari; is er geld teruggeboekt, leg dat dan uit bij `toelichting`"),
            );
        }
    }
    found
}
