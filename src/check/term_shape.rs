//! R019: a term that is neither fixed nor still to be fixed.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::model::Requirement;

pub(super) const RULE: Rule = Rule {
    code: "R019",
    requirement: Some(Requirement::Terms),
    what: "Een termijn heeft `jaar` en `bedrag`, of `nader-te-bepalen` zonder bedrag.",
    why: "Een bedrag zonder jaar kan niet naast de uitgaven worden gezet, en een bedrag dat vastligt is niet meer nader te bepalen.",
    example: "termijnen:\n  - {bedrag: 3900000, nader-te-bepalen: in 2020 en 2021}",
    solution: "Geef `jaar` en `bedrag` als zij vastliggen. Geef anders alleen `nader-te-bepalen`, met de woorden van het convenant.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (index, one) in subject.dossier.deal.contributions.iter().enumerate() {
        let terms = KeyPath::file("deal.yaml").key("bijdragen").index(index).key("termijnen");
        for (index, term) in one.terms.iter().enumerate() {
            let at = terms.index(index);
            let (at, message, hint) = match (&term.to_be_fixed, term.year, term.amount) {
                (None, Some(_), Some(_)) | (Some(_), _, None) => continue,
                (Some(_), _, Some(_)) => (
                    at.key("nader-te-bepalen"),
                    "deze termijn heeft een bedrag en is ook nog nader te bepalen",
                    "ligt het bedrag vast? haal dan `nader-te-bepalen` weg; haal anders `bedrag` weg",
                ),
                (None, None, None) => (
                    at,
                    "deze termijn noemt geen jaar en geen bedrag",
                    "geef `jaar` en `bedrag`, of schrijf bij `nader-te-bepalen` wat er nog wordt afgesproken",
                ),
                (None, None, Some(_)) => (
                    at,
                    "deze termijn noemt een bedrag zonder jaar",
                    "geef bij `jaar` het jaar waarin het bedrag beschikbaar komt",
                ),
                (None, Some(_), None) => (
                    at,
                    "deze termijn noemt een jaar zonder bedrag",
                    "geef `bedrag`, of schrijf bij `nader-te-bepalen` wat er nog wordt afgesproken",
                ),
            };
            found.push(Diagnostic::error(RULE.code, at, message).hint(hint));
        }
    }
    found
}
