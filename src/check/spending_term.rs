//! R002: spending outside the term of the deal.

use chrono::Datelike;

use super::deal_start::has_days;
use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath, Severity};
use crate::figures::money::first_day;
use crate::format;
use crate::model::Requirement;

pub(super) const RULE: Rule = Rule {
    code: "R002",
    requirement: Some(Requirement::Term),
    what: "Een besteding valt binnen de looptijd van de deal.",
    why: "Alleen uitgaven binnen de looptijd tellen mee in de uitputting. Metingen mogen wel later vallen.",
    example: "regels:\n  - t-m: 2025-12-31",
    solution: "Controleer de datum bij `t-m`. Klopt die, dan hoort de besteding niet in dit dossier, of is het einde van de deal gewijzigd (artikel 10).",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let deal = &subject.dossier.deal;
    let first_day = first_day(subject.dossier);
    let end_place = KeyPath::file("deal.yaml").key("einde");
    let mut found = Vec::new();
    if !has_days(subject.dossier) {
        return found;
    }
    for row in &subject.dossier.spending {
        let at = row.at.key("t-m");
        // The last row of a deal may be headed by the end of the year in which it ends.
        let last_year = deal.end.year();
        if row.through > deal.end && row.through.year() > last_year {
            found.push(
                Diagnostic::error(
                    RULE.code,
                    at,
                    format!("deze besteding loopt tot {}, na het einde van de deal", format::date(*row.through)),
                )
                .label(end_place.clone(), format!("de deal eindigt op {}", format::date(*deal.end)))
                .hint("verbeter de datum bij `t-m`, of haal de regel weg"),
            );
        } else if let Some((start, place)) = first_day.as_ref().filter(|(start, _)| *row.through < *start) {
            // Where the first day is not known, spending before the day that stands for it may be right.
            let (severity, label) = if deal.start.date.is_some() {
                (Severity::Error, format!("de deal begint op {}", format::date(*start)))
            } else {
                (Severity::Warning, format!("de looptijd telt vanaf {}", format::date(*start)))
            };
            found.push(
                Diagnostic::new(
                    severity,
                    RULE.code,
                    at,
                    format!("deze besteding loopt tot {}, voor het begin van de deal", format::date(*row.through)),
                )
                .label(place.clone(), label)
                .hint("verbeter de datum bij `t-m`, of haal de regel weg"),
            );
        }
    }
    found
}
