//! Financiële voortgang: per tranche, per form of funding, and what the Rijk paid against what the
//! regions received.

use rust_decimal::Decimal;
use serde::Serialize;

use super::words;
use crate::compose::Trail;
use crate::compose::table::{Cell, Table};
use crate::figures::overview::national::amount;
use crate::figures::overview::{National, Overview, Received, Totals};
use crate::format;
use crate::model::Amount;

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
        let (year, paid_until) = (overview.options.year, overview.paid_until());
        let tranche = |totals: &Totals| {
            let number = totals.tranche?;
            let name = words::tranche(overview, number);
            Some(TrancheMoney {
                known: published(overview, number),
                table: table(&format!("{name}: bijdragen en besteding (× € 1.000)"), totals, (year, &paid_until)),
                name,
            })
        };
        let is_one = overview.tranches.len() == 1;
        Self {
            opening: opening(overview),
            tranches: overview.tranches.iter().filter_map(tranche).collect(),
            all: (!is_one).then(|| {
                table("Alle deals samen: bijdragen en besteding (× € 1.000)", &overview.total, (year, &paid_until))
            }),
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
        lines.push(format!("Tot en met {} heeft het Rijk {} uitgekeerd.", overview.paid_until(), told(paid)));
    }
    if let Some(paid) = total.paid_beside_received.as_ref().filter(|paid| paid.count() > 0) {
        lines.push(format!(
            "Van {} van de {} telt ook mee wat de regio volgens haar eigen boeken ontving. Aan die {} keerde het Rijk {} uit; ontvangen is {}. Alleen deze twee bedragen kunt u met elkaar vergelijken, want zij gaan over dezelfde deals.",
            format::count(paid.count()),
            format::plural(paid.all, "deal", "deals"),
            format::plural(paid.count(), "deal", "deals"),
            format::euros_in_words(amount(paid)),
            format::euros_in_words(Amount::from_euros(received_beside(overview)))
        ));
    } else if total.received.count() > 0 {
        lines.push(format!("De regio’s ontvingen volgens hun eigen boeken {}.", told(&total.received)));
    }
    if total.spent.count() > 0 {
        lines.push(format!(
            "De regio’s besteedden tot en met {year} {}. Dat is geld van het Rijk, van de regio’s en van anderen samen.",
            told(&total.spent)
        ));
    }
    lines.join(" ")
}

/// What the deals received whose payments are known too.
fn received_beside(overview: &Overview<'_>) -> Decimal {
    let both = overview.received.iter().filter(|one| one.difference.is_some());
    both.filter_map(|one| Some(one.received.as_ref()?.value)).sum()
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

fn table(caption: &str, totals: &Totals, (year, paid_until): (i32, &str)) -> Table {
    let lines: Vec<Line<'_>> = vec![
        ("Rijk, afgesproken".to_owned(), Some(&totals.state)),
        ("Regio, afgesproken".to_owned(), Some(&totals.region)),
        ("Anderen, afgesproken".to_owned(), Some(&totals.partners)),
        ("In natura, afgesproken waarde".to_owned(), Some(&totals.in_kind).filter(|figure| !figure.value.is_zero())),
        (format!("Uitgekeerd door het Rijk tot en met {paid_until}"), totals.paid.as_ref()),
        (format!("Ontvangen door de regio’s tot en met {year}"), Some(&totals.received)),
        (format!("Besteed tot en met {year}"), Some(&totals.spent)),
        (format!("Besteed in {year}"), Some(&totals.spent_in_year)),
    ];
    with_lines(Table::new(caption).words("Wat", 6).numbers("Bedrag").numbers("Aantal deals"), &lines)
}

/// The table with its lines, and under it what is not in them and what there is to know of them.
fn with_lines(mut table: Table, lines: &[Line<'_>]) -> Table {
    for (label, figure) in lines.iter().filter_map(|(label, figure)| Some((label, (*figure)?))) {
        let value = if figure.count() == 0 { Cell::text("–") } else { Cell::money(amount(figure)) };
        table.row(vec![Cell::text(label), value, Cell::text(words::out_of(figure))]);
    }
    for note in left_out(lines) {
        table.note(note);
    }
    for note in remarks(lines) {
        table.note(note);
    }
    table.done()
}

/// What is not in the figures and why; figures that lack the same are told of together.
fn left_out(lines: &[Line<'_>]) -> Vec<String> {
    type Same<'t> = (Vec<&'t str>, Vec<(&'t str, Vec<String>)>);
    let mut told: Vec<Same<'_>> = Vec::new();
    for (label, figure) in lines.iter().filter_map(|(label, figure)| Some((label.as_str(), (*figure)?))) {
        let reasons = words::by_reason(figure);
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
        format!("Niet meegeteld bij {}: {}.", format::list(&labels), words::told(&reasons))
    };
    told.into_iter().map(note).collect()
}

/// What there is to know of the figures; the same remark about more than one is made once.
fn remarks(lines: &[Line<'_>]) -> Vec<String> {
    let mut said: Vec<(Vec<String>, &str)> = Vec::new();
    for (label, figure) in lines.iter().filter_map(|(label, figure)| Some((label, (*figure)?))) {
        let label = format!("“{label}”");
        match said.iter_mut().find(|(_, note)| *note == figure.note) {
            Some((labels, _)) => labels.push(label),
            None => said.push((vec![label], &figure.note)),
        }
    }
    let remark = |(labels, note): (Vec<String>, &str)| format!("Kanttekening bij {}. {note}", format::list(&labels));
    said.into_iter().filter(|(_, note)| !note.is_empty()).map(remark).collect()
}

fn per_form(overview: &Overview<'_>) -> Option<Table> {
    let (total, year, paid_until) = (&overview.total, overview.options.year, overview.paid_until());
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (form, state) in &total.per_form {
        let name = format::capitalised(form.words());
        lines.extend([
            (format!("{name}: Rijk, afgesproken"), Some(state)),
            (format!("{name}: uitgekeerd tot en met {paid_until}"), total.paid_per_form.get(form)),
            (format!("{name}: ontvangen tot en met {year}"), total.received_per_form.get(form)),
            (format!("{name}: besteed tot en met {year}, van al het geld"), total.spent_per_form.get(form)),
        ]);
    }
    if lines.is_empty() {
        return None;
    }
    let mut table = Table::new("Geld per vorm van de Rijksbijdrage (× € 1.000)")
        .words("Vorm en bedrag", 6)
        .numbers("Bedrag")
        .numbers("Aantal deals");
    table.note("“Van al het geld” is ook geld van de regio’s en van anderen: het is niet alleen de besteding van de uitkering zelf.");
    Some(with_lines(table, &lines))
}

fn paid_and_received(overview: &Overview<'_>) -> Option<Table> {
    let (year, paid_until) = (overview.options.year, overview.paid_until());
    let mut table = Table::new(format!("Uitgekeerd en ontvangen tot en met {year}, per deal (× € 1.000)"))
        .words("Deal", 10)
        .wide_numbers("Uitgekeerd (Rijk)", 5)
        .wide_numbers("Ontvangen (regio)", 5)
        .wide_numbers("Verschil", 4)
        .words("Opmerking", 15)
        .difference_of(3, 2, &[1]);
    let euros =
        |value: Option<Decimal>| value.map_or_else(|| Cell::text("–"), |value| Cell::money(Amount::from_euros(value)));
    for one in &overview.received {
        table.row(vec![
            Cell::text(words::short(&one.name)),
            euros(one.paid.as_ref().map(|paid| paid.value)),
            euros(one.received.as_ref().map(|received| received.value)),
            euros(one.difference),
            Cell::text(remark(one)),
        ]);
    }
    if let Some(paid) = overview.total.paid_beside_received.as_ref().filter(|paid| paid.count() > 0) {
        let received = received_beside(overview);
        // As words: no sum of the rows above it, of which some are left out, so no matter of rounding.
        let printed = |value: Decimal| Cell::text(format::thousands(Amount::from_euros(value)));
        table.total(vec![
            Cell::text("Samen"),
            printed(paid.value),
            printed(received),
            printed(received - paid.value),
            Cell::text(format!("{} deals, waar beide bekend zijn.", words::out_of(paid))),
        ]);
    }
    if paid_until != year.to_string() {
        table.note(format!("De betalingen van het Rijk zijn bijgewerkt tot en met {paid_until}, de ontvangsten van de regio’s lopen tot en met 31 december {year}."));
    }
    let overpaid = overview.total.paid.as_ref().map_or("", |paid| paid.note.as_str());
    if !overpaid.is_empty() {
        table.note(overpaid);
    }
    table.note("Verschil is ontvangen min uitgekeerd. Het zegt niet wie gelijk heeft: een betaling kan bij Rijk en regio in een ander jaar zijn geboekt.");
    (!table.is_empty()).then(|| table.traced(&mut Trail::default()))
}

fn remark(one: &Received) -> String {
    let mut said: Vec<String> = Vec::new();
    if !one.why_not.is_empty() {
        said.push(format!("{}.", format::capitalised(words::phrase(&one.why_not))));
    }
    said.extend(one.facts.iter().cloned());
    said.join(" ")
}
