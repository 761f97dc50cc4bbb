//! R044: what was agreed after the covenant, without who says so.

use super::{Rule, Subject, required_of_deal};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{Requirement, Stage};

pub(super) const RULE: Rule = Rule {
    code: "R044",
    requirement: Some(Requirement::Contributions),
    what: "Vastgelegde aandelen en termijnen die na het convenant zijn vastgesteld, noemen hun bron.",
    why: "In het convenant is zo'n afspraak niet terug te vinden. Zonder bron kan niemand haar nagaan.",
    example: "termijnen:\n  - {jaar: 2020, bedrag: 1950000, bekend-op: 2020-06-25}",
    solution: "Noem bij `bron` of `aandelen-bron` het besluit, het verslag van het overleg of de beschikking waarin de afspraak staat.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let deal = &subject.dossier.deal;
    let top = KeyPath::file("deal.yaml");
    let mut found = Vec::new();
    let mut require = |at: KeyPath, message: String, key: &str| {
        found.push(
            required_of_deal(subject, Stage::Adopted, RULE.code, at, message)
                .hint(format!("noem bij `{key}` het besluit of het verslag waarin de afspraak staat")),
        );
    };
    for (index, one) in deal.contributions.iter().enumerate() {
        for (position, term) in one.terms.iter().enumerate() {
            if let (Some(known_on), None, Some(_)) = (term.known_on, &term.source, term.amount) {
                let at = top.key("bijdragen").index(index).key("termijnen").index(position).key("bekend-op");
                let message = format!("deze termijn is sinds {} bekend, maar heeft geen bron", format::date(*known_on));
                require(at, message, "bron");
            }
        }
    }
    if deal.distribution.shares.is_some() && deal.distribution.shares_source.is_none() {
        let at = top.key("verdeling").key("aandelen");
        require(at, "de aandelen van de pijlers zijn vastgelegd, maar zonder bron".to_owned(), "aandelen-bron");
    }
    found
}
