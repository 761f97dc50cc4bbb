//! R003: the allocation of a project over pillars is not the whole.

use std::collections::BTreeMap;

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{Id, Percent, Requirement};

pub(super) const RULE: Rule = Rule {
    code: "R003",
    requirement: Some(Requirement::ReportFinance),
    what: "De toerekening van een project over de pijlers telt op tot 100%.",
    why: "Anders is de som van de pijlers niet gelijk aan de som van de projecten.",
    example: "toerekening: {samenleving: 60%, werken: 30%}",
    solution: "Pas de percentages aan tot zij samen 100% zijn.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for project in subject.dossier.projects.values() {
        whole(&project.allocation, project.at.key("toerekening"), &mut found);
        for (index, change) in project.changes.iter().enumerate() {
            if let Some(allocation) = &change.allocation {
                whole(allocation, project.at.key("wijzigingen").index(index).key("toerekening"), &mut found);
            }
        }
    }
    found
}

fn whole(allocation: &BTreeMap<Id, Percent>, at: KeyPath, found: &mut Vec<Diagnostic>) {
    let sum: rust_decimal::Decimal = allocation.values().map(|share| share.0).sum();
    if sum != Percent::WHOLE.0 {
        found.push(
            Diagnostic::error(
                RULE.code,
                at,
                format!("de toerekening telt op tot {}%, niet tot 100%", format::exact(sum)),
            )
            .hint(RULE.solution.to_lowercase().trim_end_matches('.').to_owned()),
        );
    }
}
