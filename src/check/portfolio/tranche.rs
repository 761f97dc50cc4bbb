//! R081: a deal in a tranche that the portefeuille does not have.

use super::{PortfolioRule, PortfolioSubject};
use crate::diagnostic::Diagnostic;
use crate::format;

pub(super) const RULE: PortfolioRule = PortfolioRule {
    code: "R081",
    requirement: None,
    what: "De tranche van elke deal staat bij `tranches`.",
    why: "Het overzicht zet het geld per tranche bij elkaar. Een deal zonder tranche zou in geen enkele tabel staan.",
    example: "tranches:\n  - {nummer: 2, naam: Tweede tranche}\ndeals:\n  - {id: achterhoek, naam: Regio Deal Achterhoek, tranche: 3}",
    solution: "Verbeter het nummer bij de deal, of voeg de tranche toe bij `tranches`.",
    find,
};

fn find(subject: &PortfolioSubject<'_>) -> Vec<Diagnostic> {
    let portfolio = subject.portfolio;
    let known: Vec<String> = portfolio.tranches.iter().map(|one| format!("`{}`", one.number.0)).collect();
    let is_unknown = |number| portfolio.tranche(number).is_none();
    let deals = portfolio.deals.iter().filter(|deal| is_unknown(deal.tranche.0));
    deals
        .map(|deal| {
            let message = format!("tranche {} staat niet bij `tranches`", deal.tranche.0);
            let hint = match known.as_slice() {
                [] => "zet de tranche bij `tranches`, met `nummer` en `naam`".to_owned(),
                [one] => format!("schrijf {one}, of voeg de tranche toe bij `tranches`"),
                known => format!("daar staan {}; verbeter het nummer, of voeg de tranche toe", format::list(known)),
            };
            Diagnostic::error(RULE.code, deal.at.key("tranche"), message).hint(hint)
        })
        .collect()
}
