//! The portefeuille: as strict as a file of a dossier.

use super::{Reading, Sources, is_said, read_tree, schema, text, typed};
use crate::diagnostic::{Diagnostic, KeyPath, has_errors};
use crate::model::Portfolio;

/// The name under which diagnostics speak of it.
pub const PORTFOLIO: &str = "portefeuille.yaml";

/// The portefeuille, where everything stands in it, and remarks; or all that is wrong with it, with
/// where that stands.
pub type PortfolioRead = Result<(Portfolio, Sources, Vec<Diagnostic>), (Vec<Diagnostic>, Sources)>;

/// Reads the portefeuille, with where everything stands in it.
///
/// # Errors
/// With everything that is wrong, when anything is.
pub fn portfolio(bytes: &[u8]) -> PortfolioRead {
    let top = KeyPath::file(PORTFOLIO);
    let mut reading = Reading { sources: Sources::default(), dossier: None, partial: None, diagnostics: Vec::new() };
    if let Some(tree) = read_tree(&mut reading, &top, bytes) {
        let mut found = schema::check_portfolio(&top, &tree.to_json());
        found.retain(|diagnostic| !is_said(diagnostic, &reading.diagnostics, &reading.sources));
        reading.diagnostics.extend(found);
    }
    let Reading { sources, diagnostics, .. } = reading;
    if has_errors(&diagnostics) {
        return Err((diagnostics, sources));
    }
    let text = text::decode(&top, bytes).0;
    match typed::<Portfolio>(&top, &text) {
        Ok(portfolio) => Ok((placed(portfolio, &top), sources, diagnostics)),
        Err(diagnostic) => Err((vec![*diagnostic], sources)),
    }
}

/// The portefeuille, with in each part where it stands.
fn placed(mut portfolio: Portfolio, top: &KeyPath) -> Portfolio {
    portfolio.at = top.clone();
    for (index, tranche) in portfolio.tranches.iter_mut().enumerate() {
        tranche.at = top.key("tranches").index(index);
    }
    for (index, deal) in portfolio.deals.iter_mut().enumerate() {
        deal.at = top.key("deals").index(index);
        for (index, payment) in deal.paid.iter_mut().enumerate() {
            payment.at = deal.at.key("uitgekeerd").index(index);
        }
        for (index, due) in deal.due.iter_mut().enumerate() {
            due.at = deal.at.key("inleveren-voor").index(index);
        }
    }
    for (index, overview) in portfolio.overviews.iter_mut().enumerate() {
        overview.at = top.key("overzichten").index(index);
        for (index, request) in overview.requests.iter_mut().enumerate() {
            request.at = overview.at.key("moties-en-toezeggingen").index(index);
        }
    }
    portfolio
}
