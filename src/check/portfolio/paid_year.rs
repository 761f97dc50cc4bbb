//! R085: a payment in a year in which it cannot have been made.

use chrono::Datelike;

use super::{PortfolioRule, PortfolioSubject};
use crate::diagnostic::Diagnostic;

pub(super) const RULE: PortfolioRule = PortfolioRule {
    code: "R085",
    requirement: None,
    what: "Een betaling is van na het begin van de Regio Deals en van voor het laatste overzicht.",
    why: "Het overzicht telt de betalingen tot en met zijn jaar bij elkaar op. Met een verkeerd jaar telt een betaling in het verkeerde overzicht mee, of in geen enkel.",
    example: "uitgekeerd:\n  - {jaar: 2012, bedrag: 3,6 mln}   # bedoeld is 2021",
    solution: "Verbeter het jaar van de betaling. Is zij gepland en nog niet gedaan, haal haar dan weg: bij `uitgekeerd` staat alleen wat is betaald.",
    find,
};

/// The year of the first Regio Deals.
const FIRST: i32 = 2018;

fn find(subject: &PortfolioSubject<'_>) -> Vec<Diagnostic> {
    let portfolio = subject.portfolio;
    let last = portfolio.overviews.iter().max_by_key(|one| *one.date);
    let mut found = Vec::new();
    for payment in portfolio.deals.iter().flat_map(|deal| &deal.paid) {
        let (year, at) = (payment.year.0, payment.at.key("jaar"));
        if year < FIRST {
            let message = format!("een betaling in {year} kan niet: de eerste Regio Deals zijn van {FIRST}");
            found.push(Diagnostic::warning(RULE.code, at, message).hint("verbeter het jaar"));
        } else if let Some(last) = last.filter(|last| year > last.date.year()) {
            let message = format!("een betaling in {year} is van na het laatste overzicht");
            found.push(
                Diagnostic::warning(RULE.code, at, message)
                    .label(last.at.key("datum"), "de dag van het laatste overzicht")
                    .hint("verbeter het jaar, of haal de betaling weg als zij nog niet is gedaan")
                    .hint("is zij wel gedaan, voeg dan het volgende overzicht toe bij `overzichten`"),
            );
        }
    }
    found
}
