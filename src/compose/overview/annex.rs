//! The annexes: what deals say otherwise than last year, what was not processed, every national
//! figure with its parts, what did not fit in a deal's block, files, abbreviations and words.

use serde::Serialize;

use super::fit::first;
use super::words;
use super::{deals, fit};
use crate::compose::Attachment;
use crate::compose::table::{Cell, Table};
use crate::figures::overview::{Assurance, National, Overview, Part, Redefinition, Restatement, Totals};
use crate::format;
use crate::model::{Amount, FundingForm};

/// The most parts of a national figure in print; all are in `cijfers.csv`. With more deals than there
/// have been, the tables would be the larger part of the pages, and of the work: then there are fewer.
const fn parts_in_print(deals: usize) -> usize {
    if deals <= 80 { 40 } else { 10 }
}

/// The most places of a part in print.
const PLACES: usize = 2;

/// The most restatements in print; all can be derived from `overzicht.json`.
const RESTATEMENTS: usize = 400;

#[derive(Debug, Serialize)]
pub(super) struct Annexes {
    year_before: i32,
    /// Of how many deals the delivery of the year before was given.
    compared: String,
    /// The deals that count of which it was not given; empty when there are none.
    not_compared: String,
    restated: Option<Table>,
    redefined: Option<Table>,
    refused: Option<Table>,
    notices: Option<Table>,
    figures: Vec<Table>,
    /// Whether some figures are printed without all their parts.
    is_limited: bool,
    rest: Vec<Rest>,
    files: Table,
    abbreviations: Table,
}

/// What did not fit in the block of a deal.
#[derive(Debug, Serialize)]
struct Rest {
    deal: String,
    results: Option<Table>,
    indicators: Option<Table>,
}

impl Annexes {
    pub(super) fn of(overview: &Overview<'_>, attachments: &[Attachment]) -> Self {
        let compared = overview.deals.iter().filter(|deal| deal.before.is_some() && deal.standing.counts()).count();
        let figures = printed_figures(overview);
        let most = parts_in_print(overview.deals.len());
        Self {
            year_before: overview.options.year - 1,
            compared: if compared > 0 {
                format!("{} van {}", format::count(compared), format::plural(overview.deals.len(), "deal", "deals"))
            } else {
                String::new()
            },
            not_compared: not_compared(overview),
            restated: restated(&overview.restatements),
            redefined: redefined(&overview.redefinitions),
            refused: refused(overview),
            notices: notices(overview),
            is_limited: figures.iter().any(|figure| figure.parts.len() > most),
            figures: figures.into_iter().map(|one| figure(one, most)).collect(),
            rest: overview.deals.iter().filter_map(rest).collect(),
            files: files(attachments),
            abbreviations: abbreviations(overview),
        }
    }
}

/// The most deals that are named as not compared.
const NOT_COMPARED: usize = 30;

/// The deals that count and cannot be compared with the year before. A dossier that holds last year's
/// report as well is no delivery of last year: its rows may have been changed since.
fn not_compared(overview: &Overview<'_>) -> String {
    let without = overview.deals.iter().filter(|deal| deal.standing.counts() && deal.before.is_none());
    let (mut names, mut has_dossier) = (Vec::new(), false);
    for deal in without {
        names.push(words::short(deal.name));
        has_dossier |= deal.delivery.is_some_and(|one| one.taken.assurance == Assurance::Dossier);
    }
    if names.is_empty() {
        return String::new();
    }
    let year = overview.options.year - 1;
    let mut text = format!(
        "Niet vergeleken, want de levering over {year} is niet gegeven: {}.",
        words::some(&names, NOT_COMPARED)
    );
    if has_dossier {
        text.push_str(&format!(
            " Ook als een dossier zelf een verslag over {year} bevat, is dat niet vergeleken: aan het dossier van nu is niet te zien wat er toen is geleverd."
        ));
    }
    text
}

fn restated(restatements: &[Restatement]) -> Option<Table> {
    let mut table = Table::new("Cijfers die deals anders opgeven dan in hun vorige levering")
        .words("Deal", 4)
        .words("Cijfer", 6)
        .wide_numbers("Was", 3)
        .wide_numbers("Is", 3)
        .words("Reden", 6);
    let (told, more) = first(restatements, RESTATEMENTS);
    for one in told {
        let reasons: Vec<&str> = one.reasons.iter().map(|reason| words::phrase(reason)).collect();
        table.row(vec![
            Cell::text(words::short(&one.name)),
            Cell::text(one.label.as_str()),
            Cell::text(one.old.printed.as_str()),
            Cell::text(one.new.as_ref().map_or("niet meer vermeld", |new| new.printed.as_str())),
            Cell::text(if reasons.is_empty() { "zonder reden".to_owned() } else { reasons.join("; ") }),
        ]);
    }
    if more > 0 {
        table.note(format!("En {} andere.", format::count(more)));
    }
    (!table.is_empty()).then(|| table.done())
}

fn redefined(redefinitions: &[Redefinition]) -> Option<Table> {
    let mut table = Table::new("Namen en definities die veranderden")
        .words("Deal", 4)
        .words("Wat", 4)
        .words("Was", 7)
        .words("Is", 7);
    let said = |text: &str, none: &str| Cell::text(if text.is_empty() { none } else { text });
    let (told, more) = first(redefinitions, RESTATEMENTS);
    for one in told {
        table.row(vec![
            Cell::text(words::short(&one.name)),
            Cell::text(one.label.as_str()),
            said(&one.old, "– (nieuw)"),
            said(&one.new, "– (vervallen)"),
        ]);
    }
    if more > 0 {
        table.note(format!("En {} andere.", format::count(more)));
    }
    (!table.is_empty()).then(|| table.done())
}

fn refused(overview: &Overview<'_>) -> Option<Table> {
    let mut table =
        Table::new("Niet verwerkte bestanden").words("Bestand", 4).words("Reden", 6).words("Wat u kunt doen", 5);
    for (source, refused) in &overview.refused {
        table.row(vec![
            Cell::text(words::printable(source)),
            Cell::text(format::capitalised(&words::printable(&refused.why))),
            Cell::text(format::capitalised(&words::printable(&refused.hint))),
        ]);
    }
    (!table.is_empty()).then(|| table.done())
}

fn notices(overview: &Overview<'_>) -> Option<Table> {
    let mut table = Table::new("Opmerkingen bij leveringen").words("Deal", 3).words("Bestand", 4).words("Opmerking", 7);
    for notice in &overview.notices {
        table.row(vec![
            Cell::text(words::short(&notice.deal)),
            Cell::text(words::printable(&notice.source)),
            Cell::text(format::capitalised(&words::printable(&notice.text))),
        ]);
    }
    (!table.is_empty()).then(|| table.done())
}

/// Every figure once: with one tranche, the totals of all deals are those of the tranche.
fn printed_figures<'o>(overview: &'o Overview<'_>) -> Vec<&'o National> {
    let tranches = if overview.tranches.len() == 1 { &[][..] } else { &overview.tranches[..] };
    let totals = tranches.iter().chain([&overview.total]).flat_map(Totals::figures);
    totals.chain(overview.goals.figures()).collect()
}

/// A value of a national figure in print, exact.
fn exact(figure: &National, value: rust_decimal::Decimal) -> String {
    if figure.unit == "euro" { format::euros_exactly(Amount::from_euros(value)) } else { format::exact(value) }
}

fn figure(figure: &National, most: usize) -> Table {
    let unit = if figure.unit == "euro" { String::new() } else { format!(" ({})", figure.unit) };
    let mut table = Table::new(format!("{}{unit}", figure.label))
        .words("Deal", 5)
        .wide_numbers("Waarde", 4)
        .words("Vingerafdruk", 3)
        .words("Vindplaats", 8);
    let (parts, more) = first(&figure.parts, most);
    for part in parts {
        table.row(vec![
            Cell::text(words::short(&part.name)),
            Cell::text(exact(figure, part.value.value)),
            Cell::text(words::short_print(&part.fingerprint)),
            Cell::text(places(part)),
        ]);
    }
    if more > 0 {
        table.row(vec![
            Cell::text(format!("En {} andere", format::count(more))),
            Cell::text(""),
            Cell::text(""),
            Cell::text("alle in cijfers.csv"),
        ]);
    }
    table.total(vec![
        Cell::text("Som"),
        Cell::text(exact(figure, figure.value)),
        Cell::text(""),
        Cell::text(format!("{} deals", words::out_of(figure))),
    ]);
    if !figure.formula.is_empty() {
        table.note(format!("Formule: {}.", words::phrase(&figure.formula)));
    }
    if let Some(note) = words::left_out(figure) {
        table.note(note);
    }
    if !figure.note.is_empty() {
        table.note(figure.note.as_str());
    }
    table.source(format!("cijfers.csv, cijfer {}", figure.id)).done()
}

fn places(part: &Part) -> String {
    let (named, more) = first(&part.value.places, PLACES);
    let mut text = named.join(", ");
    if more > 0 {
        text.push_str(&format!(" en {} andere", format::count(more)));
    }
    text
}

fn rest(deal: &crate::figures::overview::DealStanding<'_>) -> Option<Rest> {
    let record = deal.record()?;
    let mut results = Table::new("Andere resultaten").words("Resultaat", 9).words("Stand", 4);
    let lines = deals::results(record);
    let (shown, more) = fit::first(&lines, deals::RESULTS);
    if more > 0 {
        for line in &lines[shown.len()..] {
            results.row(vec![Cell::text(line.text.as_str()), Cell::signed(line.sign, line.word)]);
        }
    }
    let mut indicators = Table::new("Andere indicatoren")
        .words("Indicator", 6)
        .words("Nulmeting", 4)
        .words("Laatste meting", 4)
        .words("Afspraak", 4)
        .words("Oordeel", 4);
    let (shown, more) = fit::first(&record.indicators, deals::INDICATORS);
    if more > 0 {
        for one in &record.indicators[shown.len()..] {
            let (sign, word) = deals::verdict(one);
            indicators.row(vec![
                Cell::text(one.name.as_str()),
                Cell::text(deals::value(deals::baseline(one))),
                Cell::text(deals::value(deals::latest(one))),
                Cell::text(deals::target(one)),
                Cell::signed(sign, word),
            ]);
        }
    }
    (!results.is_empty() || !indicators.is_empty()).then(|| Rest {
        deal: words::marked(deal),
        results: (!results.is_empty()).then(|| results.done()),
        indicators: (!indicators.is_empty()).then(|| indicators.done()),
    })
}

fn files(attachments: &[Attachment]) -> Table {
    let mut table = Table::new("Bestanden in dit pdf-bestand").words("Bestand", 4).words("Inhoud", 7);
    for file in attachments {
        table.row(vec![Cell::text(file.name.as_str()), Cell::text(file.description.as_str())]);
    }
    table.done()
}

fn abbreviations(overview: &Overview<'_>) -> Table {
    let mut table = Table::new("Afkortingen").words("Afkorting", 2).words("Betekenis", 8);
    let mut row = |short: &str, long: &str| table.row(vec![Cell::text(short), Cell::text(long)]);
    let mut recipients: Vec<(&str, &str)> = Vec::new();
    for of_year in overview.portfolio.iter().flat_map(|portfolio| &portfolio.overviews) {
        let one = (of_year.recipient_short.as_str(), of_year.recipient.as_str());
        if of_year.year.0 <= overview.options.year && !recipients.contains(&one) {
            recipients.push(one);
        }
    }
    recipients.sort_unstable();
    for (short, long) in recipients {
        row(short, long);
    }
    row("pdf", "portable document format: de bestandsvorm van dit overzicht");
    row("SHA-256", "een manier om een controlegetal (vingerafdruk) van gegevens te berekenen");
    if overview.deals.iter().any(|deal| deal.form == FundingForm::SpecificGrant) {
        row("SiSa", "single information, single audit: de verantwoording van specifieke uitkeringen");
    }
    row(
        "YAML",
        "YAML ain’t markup language: een tekstbestand waarin elk gegeven op een eigen regel staat, met zijn naam ervoor",
    );
    table.done()
}
