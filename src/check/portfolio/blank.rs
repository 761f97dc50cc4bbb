//! R087: a place in the portefeuille where something is still to be written.

use super::{PortfolioRule, PortfolioSubject};
use crate::diagnostic::{Diagnostic, Target};
use crate::read::blanks;

pub(super) const RULE: PortfolioRule = PortfolioRule {
    code: "R087",
    requirement: None,
    what: "In de portefeuille staat nergens meer NOG INVULLEN.",
    why: "Het overzicht drukt deze woorden af waar de tekst hoort te staan. Zo ziet u wat nog ontbreekt, maar de Kamer hoort het niet te zien.",
    example: "inleiding: NOG INVULLEN – wat er dit jaar in het algemeen gebeurde",
    solution: "Schrijf in plaats van NOG INVULLEN wat er achter staat. Staat NOG INVULLEN achter een #, dan is de waarde ervoor voorlopig: verbeter haar als dat nodig is en haal weg wat vanaf de # staat.",
    find,
};

fn find(subject: &PortfolioSubject<'_>) -> Vec<Diagnostic> {
    let at = &subject.portfolio.at;
    let mut all = blanks(subject.sources);
    let Some(first) = all.next() else { return Vec::new() };
    let others: Vec<_> = all.collect();
    let message = match others.len() {
        0 => format!("hier is nog in te vullen: {}", first.what),
        more => format!("hier is nog in te vullen: {}; in dit bestand zijn dat {} velden", first.what, more + 1),
    };
    let mut diagnostic = Diagnostic::warning(RULE.code, at.clone(), message)
        .on(Target::Bytes(first.range))
        .hint("vervang elke tekst met NOG INVULLEN; staat die achter een #, verbeter dan zo nodig de waarde ervoor en haal weg wat vanaf de # staat");
    for other in others {
        diagnostic = diagnostic.label_on(at.clone(), Target::Bytes(other.range), other.what);
    }
    vec![diagnostic]
}
