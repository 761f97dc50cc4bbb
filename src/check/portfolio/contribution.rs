//! R083: a Rijksbijdrage that is nothing, or less than what was paid.

use super::{PortfolioRule, PortfolioSubject};
use crate::diagnostic::Diagnostic;
use crate::format;
use crate::model::Amount;

pub(super) const RULE: PortfolioRule = PortfolioRule {
    code: "R083",
    requirement: None,
    what: "De Rijksbijdrage van een deal is meer dan nul, en het ministerie heeft de regio niet meer betaald dan dat.",
    why: "De Rijksbijdrage is het meeste dat een deal van het Rijk krijgt. Is er meer betaald, dan staat er een betaling dubbel, hoort een betaling bij een andere deal, of is de bijdrage later verhoogd.",
    example: "rijksbijdrage: 7,5 mln\nuitgekeerd:\n  - {jaar: 2020, bedrag: 3,6 mln}\n  - {jaar: 2021, bedrag: 36 mln}",
    solution: "Verbeter het bedrag van een betaling, of de Rijksbijdrage. Betaalde een regio geld terug, schrijf dat dan als een betaling met een min ervoor.",
    find,
};

fn find(subject: &PortfolioSubject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for deal in &subject.portfolio.deals {
        let (agreed, at) = (deal.state_contribution, deal.at.key("rijksbijdrage"));
        if agreed <= Amount::ZERO {
            let message = format!("de Rijksbijdrage is {}", format::euros_exactly(agreed));
            found.push(
                Diagnostic::error(RULE.code, at, message)
                    .hint("schrijf wat het Rijk over de hele looptijd bijdraagt, bijvoorbeeld 7,5 mln"),
            );
            continue;
        }
        let paid: Amount = deal.paid.iter().map(|payment| payment.amount).sum();
        if paid > agreed {
            let message = format!(
                "het ministerie heeft {} betaald; dat is meer dan de Rijksbijdrage van {}",
                format::euros_exactly(paid),
                format::euros_exactly(agreed)
            );
            found.push(
                Diagnostic::warning(RULE.code, deal.at.key("uitgekeerd"), message)
                    .label(at, "de Rijksbijdrage")
                    .hint("kijk na of een betaling dubbel staat of bij een andere deal hoort"),
            );
        }
    }
    found
}
