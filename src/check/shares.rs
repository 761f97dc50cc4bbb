//! R006: recorded shares of the pillars are not the whole.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{Percent, Requirement};

pub(super) const RULE: Rule = Rule {
    code: "R006",
    requirement: Some(Requirement::Distribution),
    what: "Vastgelegde aandelen van de pijlers tellen op tot 100%.",
    why: "De werkelijke verdeling wordt ernaast gezet; dat kan alleen als de aandelen een geheel vormen.",
    example: "aandelen: {samenleving: 30%, vitaal: 30%, werken: 30%}",
    solution: "Neem de aandelen over zoals zij zijn vastgelegd, of laat `aandelen` weg als zij niet zijn afgesproken.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(shares) = &subject.dossier.deal.distribution.shares else { return Vec::new() };
    let sum: rust_decimal::Decimal = shares.values().map(|share| share.0).sum();
    if sum == Percent::WHOLE.0 {
        return Vec::new();
    }
    let at = KeyPath::file("deal.yaml").key("verdeling").key("aandelen");
    vec![
        Diagnostic::error(RULE.code, at, format!("de aandelen tellen op tot {}%, niet tot 100%", format::exact(sum)))
            .hint(
                "neem de aandelen over zoals zij zijn vastgelegd, of laat `aandelen` weg als zij niet zijn afgesproken",
            ),
    ]
}
