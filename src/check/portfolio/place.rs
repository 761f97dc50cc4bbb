//! R088: a motie or toezegging of which it is not said where it is found.

use super::{PortfolioRule, PortfolioSubject};
use crate::diagnostic::Diagnostic;
use crate::model::RequestKind;

pub(super) const RULE: PortfolioRule = PortfolioRule {
    code: "R088",
    requirement: None,
    what: "Bij elke motie en toezegging staat de vindplaats.",
    why: "De Kamer kent een motie aan haar nummer en een toezegging aan het debat. Zonder vindplaats kan niemand nakijken of het de goede is.",
    example: "moties-en-toezeggingen:\n  - {soort: motie, titel: Minder administratieve lasten, stand: afgedaan, afdoening: …}",
    solution: "Schrijf bij `vindplaats` het Kamerstuk met zijn nummer, of het debat met zijn datum.",
    find,
};

fn find(subject: &PortfolioSubject<'_>) -> Vec<Diagnostic> {
    let requests = subject.portfolio.overviews.iter().flat_map(|one| &one.requests);
    let without = requests.filter(|request| request.place.is_none());
    without
        .map(|request| {
            let (what, example) = match request.kind {
                RequestKind::Motion => ("deze motie", "het Kamerstuk met zijn nummer"),
                RequestKind::Promise => ("deze toezegging", "het debat met zijn datum"),
            };
            Diagnostic::warning(RULE.code, request.at.key("titel"), format!("bij {what} staat geen vindplaats"))
                .hint(format!("voeg `vindplaats` toe, met {example}"))
        })
        .collect()
}
