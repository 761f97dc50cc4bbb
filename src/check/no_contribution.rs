//! R066: a deal in which no party contributes anything.

use super::{Rule, Subject, required_of_deal};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::model::{Requirement, Stage};

pub(super) const RULE: Rule = Rule {
    code: "R066",
    requirement: Some(Requirement::Contributions),
    what: "De deal noemt wat de partijen bijdragen.",
    why: "Wat is besteed, is alleen te begrijpen naast wat is afgesproken. Zonder bijdragen is het hoofdstuk over het geld leeg.",
    example: "bijdragen: []",
    solution: "Schrijf bij `bijdragen` voor elke partij die bijdraagt hoeveel, in welke vorm en volgens welk artikel.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let file = "deal.yaml";
    if !subject.dossier.deal.contributions.is_empty() || subject.has_blanks(file) {
        return Vec::new();
    }
    let at = KeyPath::file(file).key("bijdragen");
    let hint = "schrijf voor elke partij die bijdraagt: `partij`, `aard`, `bedrag`, `btw`, `vorm` en `artikel`";
    let message = "de deal noemt geen enkele bijdrage";
    vec![required_of_deal(subject, Stage::Adopted, RULE.code, at, message).hint(hint)]
}
