//! R080: something that stands in the portefeuille twice.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::{PortfolioRule, PortfolioSubject};
use crate::diagnostic::{Diagnostic, KeyPath};

pub(super) const RULE: PortfolioRule = PortfolioRule {
    code: "R080",
    requirement: None,
    what: "In de portefeuille staat elke deal één keer, met een eigen id en een eigen naam. Ook een tranche, de tekst over een jaar en de dag van inleveren van een deal over een jaar staan er één keer.",
    why: "Een deal die er twee keer staat, telt twee keer mee in de landelijke bedragen. Staan er twee teksten over een jaar, dan is niet te zeggen welke geldt.",
    example: "deals:\n  - {id: achterhoek, naam: Regio Deal Achterhoek}\n  - {id: achterhoek, naam: Regio Deal Twente}",
    solution: "Haal een van de twee weg, of verbeter het id, de naam, het nummer of het jaar. Heeft een deal een tweede termijn gekregen met een nieuw convenant, geef die dan een eigen id en een eigen naam.",
    find,
};

fn find(subject: &PortfolioSubject<'_>) -> Vec<Diagnostic> {
    let portfolio = subject.portfolio;
    let mut found = Vec::new();
    let tranches = portfolio.tranches.iter().map(|one| (one.number.0, one.at.key("nummer")));
    once("het nummer", tranches, &mut found);
    let deals = &portfolio.deals;
    once("het id", deals.iter().map(|deal| (deal.id.as_str(), deal.at.key("id"))), &mut found);
    // A difference in capitals or spaces is no other name.
    let names = deals.iter().map(|deal| (deal.name.as_str().to_lowercase(), deal.at.key("naam")));
    let shown: BTreeMap<KeyPath, &str> = deals.iter().map(|deal| (deal.at.key("naam"), deal.name.as_str())).collect();
    twice(names, |name, at| format!("de naam `{}`", shown.get(at).copied().unwrap_or(name)), &mut found);
    for deal in deals {
        once("het jaar", deal.due.iter().map(|due| (due.year.0, due.at.key("jaar"))), &mut found);
    }
    once("het jaar", portfolio.overviews.iter().map(|one| (one.year.0, one.at.key("jaar"))), &mut found);
    found
}

fn once<T: Ord + Display>(what: &str, values: impl Iterator<Item = (T, KeyPath)>, found: &mut Vec<Diagnostic>) {
    twice(values, |value, _| format!("{what} `{value}`"), found);
}

/// Each value that was there before, with how it is called.
fn twice<T: Ord>(
    values: impl Iterator<Item = (T, KeyPath)>,
    called: impl Fn(&T, &KeyPath) -> String,
    found: &mut Vec<Diagnostic>,
) {
    let mut first: BTreeMap<T, KeyPath> = BTreeMap::new();
    for (value, at) in values {
        match first.get(&value) {
            Some(before) => found.push(
                Diagnostic::error(RULE.code, at.clone(), format!("{} staat er twee keer", called(&value, &at)))
                    .label(before.clone(), "hier staat het ook")
                    .hint("haal een van de twee weg, of verbeter wat hier staat"),
            ),
            None => {
                first.insert(value, at);
            }
        }
    }
}
