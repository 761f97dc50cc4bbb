//! Financiële voortgang: per tranche, per form of funding, and what the Rijk paid against what the
//! regions received.

use serde::Serialize;

use super::words;
use crate::compose::table::{Cell, Table};
use crate::figures::overview::national::amount;
use crate::figures::overview::{DealStanding, National, Overview, OwnMoney, Standing, Totals};
use crate::format;
use crate::model::Amount;

/// The most deals that are named in a note under a table.
const NAMED: usize = 8;

#[derive(Debug, Serialize)]
pub(super) struct Money {
    opening: String,
    tranches: Vec<TrancheMoney>,
    all: Option<Table>,
    per_form: Option<Table>,
    paid_and_received: Option<Table>,
}

#[derive(Debug, Serialize)]
struct TrancheMoney {
    name: String,
    /// What was made public of its money.
    known: String,
    table: Table,
}

impl Money {
    pub(super) fn of(overview: &Overview<'_>) -> Self {
        let year = overview.options.year;
        let tranche = |totals: &Totals| {
            let number = totals.tranche?;
            let name = words::tranche(overview, number);
            Some(TrancheMoney {
                known: published(overview, number),
                table: table(&format!("{name}: bijdragen en besteding (× € 1.000)"), totals, year),
                name,
            })
        };
        let is_one = overview.tranches.len() == 1;
        Self {
            opening: opening(overview),
            tranches: overview.tranches.iter().filter_map(tranche).collect(),
            all: (!is_one)
                .then(|| table("Alle deals samen: bijdragen en besteding (× € 1.000)", &overview.total, year)),
            per_form: per_form(overview),
            paid_and_received: paid_and_received(overview),
        }
    }
}

/// An amount in words, with the number of deals it is the sum of.
fn told(figure: &National) -> String {
    format!("{} ({} deals)", format::euros_in_words(amount(figure)), words::out_of(figure))
}

fn opening(overview: &Overview<'_>) -> String {
    let (total, year) = (&overview.total, overview.options.year);
    let mut lines = vec![format!("Het Rijk heeft voor de deals {} afgesproken.", told(&total.state))];
    if let Some(paid) = &total.paid {
        lines.push(format!("Tot en met {year} heeft het Rijk {} uitgekeerd.", told(paid)));
    }
    if total.received.count() > 0 {
        lines.push(format!("De regio’s ontvingen volgens hun eigen boeken {}.", told(&total.received)));
    }
    if total.spent.count() > 0 {
        lines.push(format!(
            "Zij besteedden tot en met {year} {}. Dat is geld van het Rijk, van de regio’s en van anderen samen.",
            told(&total.spent)
        ));
    }
    lines.join(" ")
}

/// What was made public of the Rijksbijdrage of a whole tranche.
fn published(overview: &Overview<'_>, number: u32) -> String {
    let tranche = overview.portfolio.and_then(|portfolio| portfolio.tranche(number));
    let Some((tranche, published)) = tranche.and_then(|tranche| Some((tranche, tranche.state_contribution?))) else {
        return String::new();
    };
    let source = tranche.source.as_ref().map_or_else(String::new, |source| format!(" (bron: {source})"));
    format!("Voor deze tranche is een Rijksbijdrage van {} bekendgemaakt{source}.", format::euros_in_words(published))
}

/// A line of the table: what it is, and the figure.
type Line<'t> = (String, Option<&'t National>);

fn table(caption: &str, totals: &Totals, year: i32) -> Table {
    let lines: Vec<Line<'_>> = vec![
        ("Rijk, afgesproken".to_owned(), Some(&totals.state)),
        ("Regio, afgesproken".to_owned(), Some(&totals.region)),
        ("Anderen, afgesproken".to_owned(), Some(&totals.partners)),
        (format!("Uitgekeerd door het Rijk tot en met {year}"), totals.paid.as_ref()),
        (format!("Ontvangen door de regio’s tot en met {year}"), Some(&totals.received)),
        (format!("Besteed tot en met {year}"), Some(&totals.spent)),
        (format!("Besteed in {year}"), Some(&totals.spent_in_year)),
    ];
    let mut table = Table::new(caption).words("Wat", 6).numbers("Bedrag").numbers("Aantal deals");
    for (label, figure) in lines.iter().filter_map(|(label, figure)| Some((label, (*figure)?))) {
        let value = if figure.count() == 0 { Cell::text("–") } else { Cell::money(amount(figure)) };
        table.row(vec![Cell::text(label), value, Cell::text(words::out_of(figure))]);
    }
    for note in left_out(&lines) {
        table.note(note);
    }
    table.done()
}

/// What is not in the figures and why; figures that lack the same are told of together.
fn left_out(lines: &[Line<'_>]) -> Vec<String> {
    type Same<'t> = (Vec<&'t str>, Vec<(&'t str, Vec<String>)>);
    let mut told: Vec<Same<'_>> = Vec::new();
    for (label, figure) in lines.iter().filter_map(|(label, figure)| Some((label.as_str(), (*figure)?))) {
        let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
        for one in &figure.left_out {
            match reasons.iter_mut().find(|(reason, _)| *reason == one.reason) {
                Some((_, names)) => names.push(words::short(&one.name)),
                None => reasons.push((&one.reason, vec![words::short(&one.name)])),
            }
        }
        if reasons.is_empty() {
            continue;
        }
        match told.iter_mut().find(|(_, same)| *same == reasons) {
            Some((labels, _)) => labels.push(label),
            None => told.push((vec![label], reasons)),
        }
    }
    let note = |(labels, reasons): Same<'_>| {
        let labels: Vec<String> = labels.into_iter().map(|label| format!("“{label}”")).collect();
        let reasons: Vec<String> =
            reasons.iter().map(|(reason, names)| format!("{} ({reason})", words::some(names, NAMED))).collect();
        format!("Niet meegeteld bij {}: {}.", format::list(&labels), reasons.join("; "))
    };
    told.into_iter().map(note).collect()
}

fn per_form(overview: &Overview<'_>) -> Option<Table> {
    let mut table = Table::new("Rijksbijdrage per vorm van uitkering (× € 1.000)")
        .words("Vorm", 6)
        .numbers("Rijk, afgesproken")
        .numbers("Deals");
    for (form, figure) in &overview.total.per_form {
        table.row(vec![
            Cell::text(format::capitalised(form.words())),
            Cell::money(amount(figure)),
            Cell::text(format::count(figure.count())),
        ]);
    }
    table.total(vec![
        Cell::text("Totaal"),
        Cell::money(amount(&overview.total.state)),
        Cell::text(format::count(overview.total.state.count())),
    ]);
    (!overview.total.per_form.is_empty()).then(|| table.traced(&mut crate::compose::Trail::default()))
}

fn paid_and_received(overview: &Overview<'_>) -> Option<Table> {
    overview.portfolio?;
    let year = overview.options.year;
    let mut table = Table::new(format!("Uitgekeerd en ontvangen tot en met {year}, per deal (× € 1.000)"))
        .words("Deal", 5)
        .numbers("Uitgekeerd (Rijk)")
        .numbers("Ontvangen (regio)")
        .numbers("Verschil")
        .words("Opmerking", 6)
        .difference_of(3, 2, &[1]);
    let euros = |value: Option<rust_decimal::Decimal>| {
        value.map_or_else(|| Cell::text("–"), |value| Cell::money(Amount::from_euros(value)))
    };
    for deal in &overview.deals {
        let money = OwnMoney::of(deal, year);
        table.row(vec![
            Cell::text(words::short(deal.name)),
            euros(money.paid),
            euros(money.received),
            euros(money.difference),
            Cell::text(remark(overview, deal, &money)),
        ]);
    }
    table.note("Verschil: ontvangen min uitgekeerd. Een verschil kan ontstaan doordat Rijk en regio een betaling in een ander jaar boeken.");
    Some(table.traced(&mut crate::compose::Trail::default()))
}

fn remark(overview: &Overview<'_>, deal: &DealStanding<'_>, money: &OwnMoney) -> String {
    let year = overview.options.year;
    let mut said: Vec<String> = Vec::new();
    match deal.standing {
        Standing::Counted => {}
        Standing::Concept => said.push("concept".to_owned()),
        Standing::NotProcessed => said.push("niet verwerkt".to_owned()),
        Standing::NotReceived => said.push("niet ontvangen".to_owned()),
    }
    if let Some(record) = deal.record() {
        let day = record.report.reference_date;
        if chrono::NaiveDate::from_ymd_opt(year, 12, 31) != Some(day) {
            said.push(format!("peildatum {}", format::date(day)));
        }
    }
    if money.difference.is_some_and(|difference| !difference.is_zero()) {
        let known = overview.portfolio.and_then(|portfolio| portfolio.deal(deal.id));
        let notes = known.into_iter().flat_map(|known| &known.paid).filter(|payment| payment.year.0 <= year);
        said.extend(notes.filter_map(|payment| Some(words::phrase(payment.note.as_ref()?.as_str()).to_owned())));
    }
    said.join("; ")
}
