//! R084: an overview of a year of which the ministry says nothing.

use super::{PortfolioRule, PortfolioSubject};
use crate::diagnostic::{Diagnostic, Target};
use crate::format;

pub(super) const RULE: PortfolioRule = PortfolioRule {
    code: "R084",
    requirement: None,
    what: "Bij `overzichten` staat de tekst van het ministerie over het jaar waarvan het overzicht wordt gemaakt.",
    why: "Zonder die tekst heeft het overzicht geen inleiding, geen rode draden, geen leerervaringen en geen moties en toezeggingen. Ook is dan niet bekend wie de rapporten krijgt en wanneer zij binnen moeten zijn.",
    example: "overzichten:\n  - jaar: 2020   # en u vraagt om het overzicht over 2021",
    solution: "Voeg bij `overzichten` een punt toe voor dit jaar, met ten minste `jaar`, `ontvanger`, `ontvanger-kort`, `inleveren-voor`, `datum` en `inleiding`. Of kijk na of u om het goede jaar vraagt.",
    find,
};

fn find(subject: &PortfolioSubject<'_>) -> Vec<Diagnostic> {
    let portfolio = subject.portfolio;
    let Some(year) = subject.year.filter(|year| portfolio.overview(*year).is_none()) else { return Vec::new() };
    let years: Vec<String> = portfolio.overviews.iter().map(|one| one.year.0.to_string()).collect();
    let known = match years.as_slice() {
        [] => String::new(),
        years => format!("; wel over {}", format::list(years)),
    };
    let message =
        format!("bij `overzichten` staat geen tekst over {year}{known}; het overzicht heeft dan alleen cijfers");
    let target = if portfolio.overviews.is_empty() { Target::Parent } else { Target::Key };
    vec![
        Diagnostic::warning(RULE.code, portfolio.at.key("overzichten"), message).on(target).hint(format!(
            "voeg bij `overzichten` een punt toe met `jaar: {year}`, `ontvanger`, `ontvanger-kort`, `inleveren-voor`, `datum` en `inleiding`"
        )),
    ]
}
