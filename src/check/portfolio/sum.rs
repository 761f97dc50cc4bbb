//! R082: a tranche whose deals do not add up to its total.

use super::{PortfolioRule, PortfolioSubject};
use crate::diagnostic::Diagnostic;
use crate::format;
use crate::model::Amount;

pub(super) const RULE: PortfolioRule = PortfolioRule {
    code: "R082",
    requirement: None,
    what: "De Rijksbijdragen van de deals van een tranche zijn samen wat bij de tranche staat.",
    why: "Het bedrag van de hele tranche is openbaar gemaakt. Klopt de som niet, dan ontbreekt er een deal of is een bedrag verkeerd overgenomen, en dan klopt geen enkel landelijk cijfer.",
    example: "tranches:\n  - {nummer: 2, naam: Tweede tranche, rijksbijdrage: 215 mln}\ndeals:\n  - {id: achterhoek, tranche: 2, rijksbijdrage: 20 mln}   # de enige deal",
    solution: "Voeg de deals toe die ontbreken, of verbeter een bedrag. Is van de tranche geen bedrag bekendgemaakt, laat `rijksbijdrage` bij de tranche dan weg.",
    find,
};

fn find(subject: &PortfolioSubject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for tranche in &subject.portfolio.tranches {
        let Some(total) = tranche.state_contribution else { continue };
        let deals = subject.portfolio.deals.iter().filter(|deal| deal.tranche == tranche.number);
        let amounts: Vec<Amount> = deals.map(|deal| deal.state_contribution).collect();
        let sum: Amount = amounts.iter().sum();
        if sum == total {
            continue;
        }
        let at = tranche.at.key("rijksbijdrage");
        let deals = match amounts.len() {
            0 => {
                let message =
                    format!("van deze tranche van {} staat er geen enkele deal", format::euros_exactly(total));
                found.push(Diagnostic::warning(RULE.code, at, message).hint("voeg de deals van deze tranche toe"));
                continue;
            }
            1 => format!("de enige deal van deze tranche krijgt {}", format::euros_exactly(sum)),
            many => format!("de {many} deals van deze tranche krijgen samen {}", format::euros_exactly(sum)),
        };
        let (less, more) = if sum < total { (total - sum, "minder") } else { (sum - total, "meer") };
        let message = format!(
            "{deals}; dat is {} {more} dan de {} van de tranche",
            format::euros_exactly(less),
            format::euros_exactly(total)
        );
        found.push(
            Diagnostic::warning(RULE.code, at, message)
                .hint("kijk na of elke deal van de tranche er staat, en verbeter anders een bedrag"),
        );
    }
    found
}
