//! Words that several chapters of the overview use.

use crate::figures::overview::{Assurance, DealStanding, National, Overview, Standing};
use crate::format;
use crate::world::coverage;

/// A deal's name where it is clear that it is a deal: without `Regio Deal`.
pub(super) fn short(name: &str) -> String {
    let rest = name.strip_prefix("Regio Deal ").unwrap_or(name);
    format::capitalised(rest)
}

/// What follows what comes from a concept, in a sentence and in a heading.
pub(super) fn mark(deal: &DealStanding<'_>) -> &'static str {
    if deal.delivery.is_some_and(|one| one.is_concept()) { " (concept)" } else { "" }
}

/// A deal's short name, marked when what is told of it comes from a concept.
pub(super) fn marked(deal: &DealStanding<'_>) -> String {
    format!("{}{}", short(deal.name), mark(deal))
}

/// Where a deal stands, in a few words.
pub(super) fn standing(deal: &DealStanding<'_>, overview: &Overview<'_>) -> String {
    let on_request = overview.options.with_concepts && deal.delivery.is_some_and(|one| one.is_concept());
    let day = deal.record().map_or_else(String::new, |record| format::date(record.report.reference_date));
    match deal.standing {
        Standing::Counted if on_request => "concept, telt op verzoek mee".to_owned(),
        Standing::Counted => "telt mee".to_owned(),
        Standing::Partly if on_request => format!("concept, telt op verzoek deels mee: andere peildatum ({day})"),
        Standing::Partly => format!("telt deels mee: andere peildatum ({day})"),
        Standing::Concept => "concept, telt niet mee".to_owned(),
        Standing::NotProcessed => "niet verwerkt".to_owned(),
        // One of the files of an unknown deal may be of this one.
        Standing::NotReceived if overview.unknown > 0 => "niet ontvangen; zie bijlage B".to_owned(),
        Standing::NotReceived => "niet ontvangen".to_owned(),
    }
}

/// What an overview without a portefeuille does not know; empty with one.
pub(super) fn without_portfolio(overview: &Overview<'_>) -> String {
    if overview.portfolio.is_some() {
        return String::new();
    }
    format!(
        "Zonder portefeuille is niet bekend hoeveel deals er zijn. Het aantal van {} in dit overzicht is het aantal waarvan een verslag is verwerkt. Een deal die niets leverde, staat er niet in.",
        format::plural(overview.deals.len(), "deal", "deals")
    )
}

/// What there is to know when files came in of which it is not known of which deal they are; `None`
/// when there are none.
pub(super) fn unknown(overview: &Overview<'_>) -> Option<String> {
    let said = match overview.unknown {
        0 => return None,
        1 => "Van 1 bestand dat niet is verwerkt, is niet bekend van welke deal het is. Het kan van deze deal zijn; zie bijlage B.".to_owned(),
        several => format!(
            "Van {} bestanden die niet zijn verwerkt, is niet bekend van welke deal zij zijn. Een daarvan kan van deze deal zijn; zie bijlage B.",
            format::count(several)
        ),
    };
    Some(said)
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

/// A text from outside, such as the name of a file, in signs that the typeface has: a sign that it does
/// not have is a `□`, and `overzicht.json` has the text as it is. No delivery keeps the overview from being made.
pub(super) fn printable(text: &str) -> String {
    /// The most letters of a word without a place to break it: more would leave the column.
    const UNBROKEN: usize = 28;
    let can_show = coverage();
    let mut printed = String::new();
    let mut unbroken = 0;
    for sign in text.chars() {
        unbroken = if sign.is_whitespace() || sign == '-' { 0 } else { unbroken + 1 };
        match unbroken {
            0..=UNBROKEN if sign.is_whitespace() || can_show(sign) => printed.push(sign),
            0..=UNBROKEN => printed.push('□'),
            more if more == UNBROKEN + 1 => printed.push('…'),
            _ => {}
        }
    }
    printed
}
