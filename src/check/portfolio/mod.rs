//! Rules about the portefeuille, the ministry's own file beside all dossiers.
//!
//! Comes in: the portefeuille, where everything stands in it, and the year of the overview when one is
//! asked for. Goes out: diagnostics. Left to others: whether a delivery is of the deal that it says it
//! is, and whether what was paid is what was received (`figures::overview`).

mod asked_year;
mod blank;
mod contribution;
mod dates;
mod once;
mod paid_year;
mod place;
mod source;
mod sum;
mod tranche;

use super::{Rule, characters, comments, personal};
use crate::diagnostic::Diagnostic;
use crate::model::Portfolio;
use crate::read::Sources;

/// A rule about the portefeuille.
pub type PortfolioRule = Rule<fn(&PortfolioSubject<'_>) -> Vec<Diagnostic>>;

/// What a rule about the portefeuille looks at.
pub struct PortfolioSubject<'a> {
    /// The portefeuille.
    pub portfolio: &'a Portfolio,
    /// Where everything stands in it.
    pub sources: &'a Sources,
    /// The year of the overview that is asked for.
    pub year: Option<i32>,
    /// Whether the bundled typeface can show a character.
    pub can_show: &'a dyn Fn(char) -> bool,
}

/// All rules about the portefeuille, by code.
pub const PORTFOLIO_RULES: &[PortfolioRule] = &[
    once::RULE,
    tranche::RULE,
    sum::RULE,
    contribution::RULE,
    asked_year::RULE,
    paid_year::RULE,
    dates::RULE,
    blank::RULE,
    place::RULE,
    source::RULE,
];

/// Runs all rules about the portefeuille, and those about any file that travels in a PDF.
#[must_use]
pub fn check_portfolio(subject: &PortfolioSubject<'_>) -> Vec<Diagnostic> {
    let own = PORTFOLIO_RULES.iter().flat_map(|rule| (rule.find)(subject));
    own.chain(characters::in_sources(subject.sources, subject.can_show))
        .chain(personal::in_portfolio(subject.sources))
        .chain(comments::in_portfolio(subject.sources))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_stand_in_the_order_of_their_codes_behind_those_of_a_dossier() {
        let codes: Vec<&str> = super::super::RULES
            .iter()
            .map(|rule| rule.code)
            .chain(PORTFOLIO_RULES.iter().map(|rule| rule.code))
            .collect();
        assert!(codes.is_sorted_by(|one, next| one < next), "{codes:?}");
    }
}
