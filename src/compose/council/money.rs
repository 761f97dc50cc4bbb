//! What it cost and where the money comes from, in the amounts that the report prints.

use rust_decimal::Decimal;
use serde::Serialize;

use super::shorten;
use crate::compose::chapters::{self, Chapter};
use crate::compose::money;
use crate::compose::table::{Cell, Table, Trail};
use crate::compose::view::View;
use crate::compose::words;
use crate::figures::Figure;
use crate::format;
use crate::model::{Amount, Commitment, FundingForm, ReportKind, Side};

/// Where the figures of running text stand.
const PLACE: &str = "Wat kostte het en waar komt het geld vandaan";

/// The money.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "a template asks yes or no")]
pub(super) struct MoneyPart {
    /// All contributions together; empty when none is known.
    available: String,
    contributions: Table,
    /// The forms in which the Rijk pays, each to be explained.
    is_decentralised: bool,
    is_specific: bool,
    strives: bool,
    /// What was budgeted and spent, in sentences.
    spent: Vec<String>,
    per_pillar: Table,
    /// Whose money was spent; only where the report tells.
    funding: Option<Table>,
    /// What sources say all parties put in at the end.
    at_the_end: Option<Table>,
    note: String,
    /// Whether the note was shortened.
    pub(super) is_cut: bool,
}

impl MoneyPart {
    /// `None` for a nulmeting, which is not about money.
    pub(super) fn of(view: View<'_>, trail: &mut Trail) -> Option<Self> {
        if view.report.kind == ReportKind::Baseline {
            return None;
        }
        let deal = &view.dossier.deal;
        let of = &view.figures.money;
        let is_of = |side: Side| move |party: &&crate::model::Party| party.side == side;
        let pays_as = |form: FundingForm| {
            let state: Vec<_> = deal.parties.iter().filter(is_of(Side::State)).collect();
            deal.contributions.iter().any(|one| one.form == form && state.iter().any(|party| party.id == one.party))
        };
        let note = view.report.finance_note.as_ref().map(|note| shorten::paragraph(note.as_str()));
        let is_full = chapters::has(view.report, Chapter::Money);
        Some(Self {
            available: said(trail, "Bijdragen van alle partijen samen", &of.available).unwrap_or_default(),
            contributions: contributions(view, is_full).traced(trail),
            is_decentralised: pays_as(FundingForm::DecentralisedGrant),
            is_specific: pays_as(FundingForm::SpecificGrant),
            strives: deal.contributions.iter().any(|one| one.commitment == Commitment::StrivenFor),
            spent: spent(view, trail),
            per_pillar: per_pillar(view).traced(trail),
            funding: funding(view).filter(|_| is_full).map(|table| table.traced(trail)),
            at_the_end: at_the_end(view).map(|table| table.traced(trail)),
            is_cut: note.as_ref().is_some_and(|note| note.is_cut),
            note: note.map_or_else(String::new, |note| note.text),
        })
    }
}

/// An amount in whole euros, as the summary of the report prints it; `None` when nothing is known.
fn said(trail: &mut Trail, label: &str, figure: &Figure<Amount>) -> Option<String> {
    let cell = Cell::amount(format::euros(figure.value), figure);
    (!figure.sources.is_empty()).then(|| trail.note(PLACE, label, cell))
}

/// What each party put in by agreement, and what was received of it (art. 5.2). A tussenbericht prints the agreed
/// amounts in whole euros, and what was received not per party.
fn contributions(view: View<'_>, is_full: bool) -> Table {
    let deal = &view.dossier.deal;
    let caption = if is_full {
        "Wat partijen bijdragen en wat daarvan is ontvangen (× € 1.000)"
    } else {
        "Wat partijen bijdragen"
    };
    let mut table = Table::new(caption).words("Van wie", 4).words("Afspraak", 4);
    table =
        if is_full { table.numbers("Afgesproken").numbers("Ontvangen") } else { table.wide_numbers("Afgesproken", 3) };
    let mut shorts: Vec<&str> = Vec::new();
    for (agreed, figures) in deal.contributions.iter().zip(&view.figures.money.contributions) {
        let party = deal.parties.iter().find(|party| party.id == agreed.party);
        let side = party.map_or("", |party| words::side(party.side));
        let short = party.map_or_else(|| agreed.party.as_str(), |party| party.short.as_str());
        // `Rijk: het Rijk` says it twice.
        let says_side = short.split_whitespace().any(|word| word.eq_ignore_ascii_case(side));
        let name = if side.is_empty() || says_side { format::capitalised(short) } else { format!("{side}: {short}") };
        shorts.push(short);
        let mut row = vec![Cell::text(name), Cell::text(promise(agreed.commitment))];
        if is_full {
            row.extend([Cell::thousands(&figures.agreed), Cell::thousands(&figures.received)]);
        } else {
            row.push(Cell::amount(format::euros(figures.agreed.value), &figures.agreed));
        }
        table.row(row);
    }
    let money = &view.figures.money;
    let total = [Cell::text("Totaal"), Cell::text("")];
    if is_full {
        table.total([&total[..], &[Cell::thousands(&money.available), Cell::thousands(&money.received)]].concat());
        if money.contributions.iter().any(|one| one.received.sources.is_empty()) {
            table.note("Een streepje betekent: er is niets ontvangen, of het is niet bekend.");
        }
    } else {
        let known = Cell::amount(format::euros(money.available.value), &money.available);
        table.total([&total[..], &[known]].concat());
    }
    for short in shorts {
        if let Some(words) = deal.abbreviations.get(short) {
            table.note(format!("{short}: {words}."));
        }
    }
    table
}

const fn promise(commitment: Commitment) -> &'static str {
    match commitment {
        Commitment::Reserved => "reserveert dit bedrag",
        Commitment::StrivenFor => "spant zich hiervoor in",
        Commitment::Promised => "zegt dit bedrag toe",
    }
}

/// What was received, budgeted and spent, as the summary of the report has it.
fn spent(view: View<'_>, trail: &mut Trail) -> Vec<String> {
    let of = &view.figures.money;
    let year = view.year();
    let until = format::date(*view.report.reference_date);
    let mut lines = Vec::new();
    match said(trail, "Ontvangen", &of.received) {
        Some(amount) => lines.push(format!("In totaal is {amount} ontvangen.")),
        None => lines.push("Hoeveel er is ontvangen, is niet bekend.".to_owned()),
    }
    let of_year = of.total.years.get(&year).filter(|_| view.report.kind != ReportKind::FinalEvaluation);
    if let Some(figures) = of_year {
        let realised = said(trail, &format!("Besteed in {year}"), &figures.realised);
        let budgeted = said(trail, &format!("Begroot voor {year}"), &figures.budgeted);
        match (budgeted, realised) {
            (Some(budgeted), Some(realised)) if view.is_part(year) => lines.push(format!(
                "Voor heel {year} is {budgeted} begroot; tot en met {until} is daarvan {realised} besteed."
            )),
            (Some(budgeted), Some(realised)) => {
                lines.push(format!("In {year} is {budgeted} begroot en {realised} besteed."));
            }
            (None, Some(realised)) => lines.push(format!("In {year} is tot en met {until} {realised} besteed.")),
            (_, None) => {}
        }
    }
    match said(trail, "Besteed vanaf het begin", &of.total.realised) {
        Some(amount) => lines.push(format!("Vanaf het begin tot en met {until} is {amount} besteed.")),
        None => lines.push("Over wat is besteed, is nog niets bekend.".to_owned()),
    }
    if let Some(state) = of.depletion.last() {
        let cell = Cell::percentage(&state.share, 0);
        let share = trail.note(PLACE, "Deel van de bijdragen dat is besteed", cell);
        // Money of others is no part of the contributions, so it is not in the share either.
        let part = (state.spent.value != of.total.realised.value)
            .then(|| said(trail, "Besteed uit de bijdragen", &state.spent))
            .flatten();
        lines.push(match part {
            Some(part) => format!("Daarvan komt {part} uit de bijdragen. Dat is {share} van alle bijdragen."),
            None => format!("Dat is {share} van alle bijdragen."),
        });
        if let Some(elapsed) = of.elapsed.as_ref().filter(|_| !view.is_term_provisional()) {
            let cell = Cell::percentage(elapsed, 0);
            let elapsed = trail.note(PLACE, "Deel van de looptijd dat voorbij is", cell);
            lines.push(format!("Van de looptijd is {elapsed} voorbij."));
            if view.report.kind != ReportKind::FinalEvaluation {
                lines.push(
                    "Dat beide niet gelijk lopen, hoeft geen probleem te zijn: projecten beginnen en eindigen op \
                     verschillende momenten."
                        .to_owned(),
                );
            }
        }
    }
    lines
}

fn per_pillar(view: View<'_>) -> Table {
    let day = format::date(*view.report.reference_date);
    let table = Table::new(format!("Begroot per pijler, en besteed vanaf het begin tot en met {day} (× € 1.000)"))
        .words("Pijler", 6)
        .wide_numbers("Begroot, hele looptijd", 3)
        .wide_numbers("Besteed", 3);
    money::per_pillar(view, table, |line| vec![Cell::thousands(&line.budget), Cell::thousands(&line.realised)])
}

/// Whose money was spent (art. 7.2a); `None` when that is told of nothing.
fn funding(view: View<'_>) -> Option<Table> {
    let money = &view.figures.money;
    let of = &money.funding;
    if of.unstated.value == money.total.realised.value {
        return None;
    }
    let mut table = Table::new("Met wiens geld is betaald wat is besteed (× € 1.000)")
        .words("Geld van", 6)
        .wide_numbers("Bedrag", 3)
        .wide_numbers("Deel van het totaal", 3);
    let sides = [("Rijk", &of.state), ("Regio", &of.region), ("Anderen", &of.partners), ("Niet vermeld", &of.unstated)];
    let mut printed = Decimal::ZERO;
    for (name, figure) in sides {
        if figure.value.is_zero() && name != "Rijk" && name != "Regio" {
            continue;
        }
        let share = figure.fraction_of(&money.total.realised, format!("{} / totaal gerealiseerd", figure.formula));
        printed += share.as_ref().map_or(Decimal::ZERO, |share| format::round(share.value * Decimal::ONE_HUNDRED, 0));
        table.row(vec![Cell::text(name), Cell::thousands(figure), Cell::share(share.as_ref())]);
    }
    table.total(vec![Cell::text("Totaal"), Cell::thousands(&money.total.realised), Cell::text("100%")]);
    if printed != Decimal::ONE_HUNDRED {
        table.note("Door afronding zijn de percentages samen geen 100.");
    }
    Some(table)
}

/// What each source says that all parties put in by the end; amounts stand beside each other and are not compared.
fn at_the_end(view: View<'_>) -> Option<Table> {
    let report = view.report;
    if report.kind != ReportKind::FinalEvaluation {
        return None;
    }
    let mut table = Table::new("Wat alle partijen samen uiteindelijk inzetten, volgens elke bron (× € 1.000)")
        .words("Bron", 9)
        .wide_numbers("Bedrag", 3);
    for (index, funds) in report.final_funds.iter().enumerate() {
        let at = report.at.key("eindstand-middelen").index(index).key("bedrag");
        let figure = Figure::stated(funds.amount, at);
        let printed = format::thousands(funds.amount);
        table.row(vec![Cell::text(funds.source.as_str().trim_end_matches('.')), Cell::amount(printed, &figure)]);
    }
    if report.final_funds.windows(2).any(|pair| pair[0].amount != pair[1].amount) {
        table.note("De bronnen spreken elkaar tegen. Het verslag kiest niet tussen die bedragen.");
    }
    (!table.is_empty()).then_some(table)
}
