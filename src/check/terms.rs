//! R005: the terms of a contribution are more than the contribution.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{Amount, Requirement};

pub(super) const RULE: Rule = Rule {
    code: "R005",
    requirement: Some(Requirement::Terms),
    what: "De termijnen van een bijdrage zijn samen niet hoger dan de bijdrage. Zijn zij lager, dan staat er dat de rest nader te bepalen is.",
    why: "Het rapport zou anders meer geld beloven dan is afgesproken, of niet zeggen wanneer de rest komt.",
    example: "bedrag: 7500000\ntermijnen:\n  - {jaar: 2019, bedrag: 3600000}\n  - {jaar: 2020, bedrag: 4900000}",
    solution: "Controleer de bedragen van de termijnen tegen het convenant en de latere afspraken. Voeg voor een rest een termijn toe met `nader-te-bepalen`.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (index, one) in subject.dossier.deal.contributions.iter().enumerate() {
        let terms: Amount = one.terms.iter().filter_map(|term| term.amount).sum();
        if !one.terms.is_empty() && terms > one.amount {
            let at = KeyPath::file("deal.yaml").key("bijdragen").index(index);
            found.push(
                Diagnostic::error(
                    RULE.code,
                    at.key("termijnen"),
                    format!("de termijnen zijn samen {}, meer dan de bijdrage", format::euros(terms)),
                )
                .label(at.key("bedrag"), format!("de bijdrage is {}", format::euros(one.amount)))
                .hint("controleer de bedragen van de termijnen tegen het convenant en de latere afspraken"),
            );
        } else if terms < one.amount && !one.terms.is_empty() && one.terms.iter().all(|term| term.amount.is_some()) {
            let at = KeyPath::file("deal.yaml").key("bijdragen").index(index);
            let rest = format::euros(one.amount - terms);
            found.push(
                Diagnostic::tip(RULE.code, at.key("termijnen"), format!("van {rest} van deze bijdrage staat niet wanneer het komt"))
                    .label(at.key("bedrag"), format!("de bijdrage is {}", format::euros(one.amount)))
                    .hint("voeg een termijn toe: met `jaar` en `bedrag`, of met `nader-te-bepalen` en de woorden van het convenant"),
            );
        }
    }
    found
}
