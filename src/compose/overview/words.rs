//! Words that several chapters of the overview use.

use crate::figures::overview::{Assurance, DealStanding, National, Options, Overview, Standing};
use crate::format;

/// A deal's name where it is clear that it is a deal: without `Regio Deal`.
pub(super) fn short(name: &str) -> String {
    let rest = name.strip_prefix("Regio Deal ").unwrap_or(name);
    format::capitalised(rest)
}

/// Where a deal stands, in a few words.
pub(super) fn standing(deal: &DealStanding<'_>, options: Options) -> &'static str {
    match deal.standing {
        Standing::Counted if options.with_concepts && deal.delivery.is_some_and(|one| one.is_concept()) => {
            "concept, telt op verzoek mee"
        }
        Standing::Counted => "telt mee",
        Standing::Concept => "concept, telt niet mee",
        Standing::NotProcessed => "niet verwerkt",
        Standing::NotReceived => "niet ontvangen",
    }
}

/// How sure it is that the pages of a delivery say what its data say.
pub(super) fn assurance(assurance: &Assurance) -> String {
    match assurance {
        Assurance::Proven => "bewezen".to_owned(),
        Assurance::Resaved => "inhoud bewezen".to_owned(),
        Assurance::DataOnly(_) => "alleen gegevens".to_owned(),
        Assurance::Dossier => "dossier".to_owned(),
    }
}

/// The beginning of a fingerprint, enough to look it up by.
pub(super) fn short_print(fingerprint: &str) -> String {
    fingerprint.chars().take(12).collect()
}

/// Of how many deals a figure is the sum: `10 van 12`.
pub(super) fn out_of(figure: &National) -> String {
    format!("{} van {}", format::count(figure.count()), format::count(figure.all))
}

/// The name of a round: by the portefeuille, else by its number.
pub(super) fn tranche(overview: &Overview<'_>, number: u32) -> String {
    let known = overview.portfolio.and_then(|portfolio| portfolio.tranche(number));
    known.map_or_else(|| format!("Tranche {number}"), |tranche| tranche.name.to_string())
}

/// `a, b en c`, or the first `most` of them `en n andere`.
pub(super) fn some(items: &[String], most: usize) -> String {
    match super::fit::first(items, most) {
        (all, 0) => format::list(all),
        (first, more) => format!("{} en {} andere", first.join(", "), format::count(more)),
    }
}

/// The most deals that are named in a note.
const NAMED: usize = 8;

/// Which deals are not in a figure, by reason; `None` when all are.
pub(super) fn left_out(figure: &National) -> Option<String> {
    let reasons = by_reason(figure);
    (!reasons.is_empty()).then(|| format!("Niet meegeteld: {}.", told(&reasons)))
}

/// The deals that are not in a figure, those with the same reason together.
pub(super) fn by_reason(figure: &National) -> Vec<(&str, Vec<String>)> {
    let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
    for one in &figure.left_out {
        match reasons.iter_mut().find(|(reason, _)| *reason == one.reason) {
            Some((_, names)) => names.push(short(&one.name)),
            None => reasons.push((&one.reason, vec![short(&one.name)])),
        }
    }
    reasons
}

/// Deals by reason in one sentence.
pub(super) fn told(reasons: &[(&str, Vec<String>)]) -> String {
    let told: Vec<String> =
        reasons.iter().map(|(reason, names)| format!("{} ({reason})", some(names, NAMED))).collect();
    told.join("; ")
}

/// A text without the full stop at its end, to go on after it.
pub(super) fn phrase(text: &str) -> &str {
    text.trim().trim_end_matches('.')
}
