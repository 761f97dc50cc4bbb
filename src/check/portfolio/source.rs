//! R089: an amount of which it is not said where it comes from.

use super::{PortfolioRule, PortfolioSubject};
use crate::diagnostic::Diagnostic;

pub(super) const RULE: PortfolioRule = PortfolioRule {
    code: "R089",
    requirement: None,
    what: "Bij de Rijksbijdrage van een deal en van een tranche staat de bron.",
    why: "Elk cijfer in het overzicht is terug te vinden. Deze bedragen staan in geen enkel rapport; zonder bron is niet na te gaan of zij kloppen.",
    example: "- id: achterhoek\n  rijksbijdrage: 20 mln   # en geen bron",
    solution: "Schrijf bij `bron` waar het bedrag staat, bijvoorbeeld `convenant, artikel 5` of het Kamerstuk met zijn nummer. Is het bedrag voor een voorbeeld verzonnen, schrijf dan `fictief: ja`.",
    find,
};

fn find(subject: &PortfolioSubject<'_>) -> Vec<Diagnostic> {
    let portfolio = subject.portfolio;
    let tranches = portfolio.tranches.iter().filter(|one| one.state_contribution.is_some() && one.source.is_none());
    let deals = portfolio.deals.iter().filter(|deal| deal.source.is_none() && !deal.invented.is_yes());
    let places = tranches.map(|one| &one.at).chain(deals.map(|deal| &deal.at));
    places
        .map(|at| {
            Diagnostic::tip(RULE.code, at.key("rijksbijdrage"), "bij dit bedrag staat geen bron")
                .hint("schrijf bij `bron` waar het bedrag staat, bijvoorbeeld in welk artikel van het convenant")
        })
        .collect()
}
