//! What it cost and where the money comes from, in the amounts that the report prints.

use chrono::Datelike;
use rust_decimal::Decimal;
use serde::Serialize;

use super::shorten;
use super::unknown::NotKnown;
use crate::compose::chapters::{self, Chapter};
use crate::compose::money;
use crate::compose::table::{Cell, Table, Trail};
use crate::compose::view::View;
use crate::compose::words;
use crate::figures::money::{Depletion, PostLine};
use crate::figures::{Figure, Line};
use crate::format::{self, NBSP};
use crate::model::{Amount, Commitment, Contribution, FundingForm, Id, Post, ReportKind, Side};

/// Where the figures of running text stand.
const PLACE: &str = "Wat kostte het en waar komt het geld vandaan";

/// The longest note of the report on money that is told, in letters: three lines.
const LONGEST_NOTE: usize = 330;

/// What stands in the place of an amount of which nothing is known.
const NOT_KNOWN: &str = "niet bekend";

/// The money.
#[derive(Debug, Serialize)]
pub(super) struct MoneyPart {
    /// What the parties agreed to put in together, without the stop; empty when no amount is known.
    agreed: String,
    contributions: Table,
    /// The forms in which the Rijk pays, each to be explained.
    is_decentralised: bool,
    is_specific: bool,
    /// What was budgeted and spent, in sentences.
    spent: Vec<String>,
    /// What was budgeted, spent and is left, per pillar.
    per_pillar: Table,
    /// Whose money was spent; empty where the report does not tell.
    funding: String,
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
        let is_of = |side: Side| move |party: &&crate::model::Party| party.side == side;
        let pays_as = |form: FundingForm| {
            let state: Vec<_> = deal.parties.iter().filter(is_of(Side::State)).collect();
            deal.contributions.iter().any(|one| one.form == form && state.iter().any(|party| party.id == one.party))
        };
        let note = view.report.finance_note.as_ref().map(|note| shorten::opening(note.as_str(), LONGEST_NOTE));
        let is_full = chapters::has(view.report, Chapter::Money);
        Some(Self {
            agreed: agreed(view, PLACE, trail).unwrap_or_default(),
            contributions: contributions(view, is_full).traced(trail),
            is_decentralised: pays_as(FundingForm::DecentralisedGrant),
            is_specific: pays_as(FundingForm::SpecificGrant),
            spent: spent(view, trail),
            per_pillar: per_pillar(view, is_full, trail).traced(trail),
            funding: if is_full { funding(view, trail) } else { String::new() },
            at_the_end: at_the_end(view).map(|table| table.traced(trail)),
            is_cut: note.as_ref().is_some_and(|note| note.is_cut),
            note: note.map_or_else(String::new, |note| note.text),
        })
    }
}

/// An amount in whole euros, as the summary of the report prints it, and the place where it stands here; `None` when
/// nothing is known.
pub(super) fn said(trail: &mut Trail, place: &str, label: &str, figure: &Figure<Amount>) -> Option<String> {
    let cell = Cell::amount(format::euros(figure.value), figure);
    (!figure.sources.is_empty()).then(|| trail.note(place, label, cell))
}

/// Who agreed to put in how much together: a reservation or an effort is no contribution yet. `None` when no amount is
/// known.
pub(super) fn agreed(view: View<'_>, place: &str, trail: &mut Trail) -> Option<String> {
    let deal = &view.dossier.deal;
    let of = &view.figures.money.available;
    if of.sources.is_empty() {
        return None;
    }
    let cell = Cell::amount(format::euros(of.value), of);
    let amount = trail.note(place, "Bijdragen van alle partijen samen", cell);
    let side = |one: &Contribution| deal.parties.iter().find(|party| party.id == one.party).map(|party| party.side);
    let sides = [(Side::State, "Rijk"), (Side::Region, "Regio"), (Side::Partner, "partners")];
    let sides: Vec<&str> = sides
        .into_iter()
        .filter(|(of, _)| deal.contributions.iter().any(|one| side(one) == Some(*of)))
        .map(|(_, word)| word)
        .collect();
    let who = format::list(&sides);
    let is_promised = deal.contributions.iter().all(|one| one.commitment == Commitment::Promised);
    Some(match (sides.as_slice(), is_promised) {
        ([_, _, ..], true) => format!("{who} hebben samen {amount} toegezegd"),
        ([_, _, ..], false) => format!("Afgesproken is dat {who} samen {amount} inzetten"),
        (_, true) => format!("In totaal is {amount} toegezegd"),
        (_, false) => format!("Afgesproken is dat partijen in totaal {amount} inzetten"),
    })
}

/// What each party put in by agreement, and what was received of it (art. 5.2). A tussenbericht prints the agreed
/// amounts in whole euros, and what was received not per party.
fn contributions(view: View<'_>, is_full: bool) -> Table {
    let deal = &view.dossier.deal;
    let caption = if is_full {
        "Wat is afgesproken over bijdragen, en wat daarvan is ontvangen (× € 1.000)"
    } else {
        "Wat is afgesproken over bijdragen"
    };
    let mut table = Table::new(caption).words("Van wie", 4).words("Afspraak", 4);
    table =
        if is_full { table.numbers("Afgesproken").numbers("Ontvangen") } else { table.wide_numbers("Afgesproken", 3) };
    let mut shorts: Vec<&str> = Vec::new();
    let mut told: Vec<&Id> = Vec::new();
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
            // What a party paid is counted once, with its first contribution.
            let received =
                if told.contains(&&agreed.party) { Cell::text("zie hierboven") } else { known(&figures.received) };
            row.extend([known(&figures.agreed), received]);
            told.push(&agreed.party);
        } else {
            row.push(Cell::amount(format::euros(figures.agreed.value), &figures.agreed));
        }
        table.row(row);
    }
    let money = &view.figures.money;
    let total = [Cell::text("Totaal"), Cell::text("")];
    if is_full {
        table.total([&total[..], &[known(&money.available), known(&money.received)]].concat());
        if !money.received.sources.is_empty() && !without_receipt(view).is_empty() {
            table.note("Het totaal van wat is ontvangen, telt alleen wat bekend is.");
        }
    } else {
        let known = Cell::amount(format::euros(money.available.value), &money.available);
        table.total([&total[..], &[known]].concat());
    }
    if deal.contributions.iter().any(|one| one.commitment == Commitment::StrivenFor) {
        table
            .note("Spant zich in: de partij doet haar best om dit bedrag bij te dragen; zij heeft het niet toegezegd.");
    }
    for short in shorts {
        if let Some(words) = deal.abbreviations.get(short) {
            table.note(format!("{short}: {words}."));
        }
    }
    table
}

/// An amount in thousands of euros; nothing at all is not known.
fn known(figure: &Figure<Amount>) -> Cell {
    if figure.sources.is_empty() { Cell::text(NOT_KNOWN) } else { Cell::thousands(figure) }
}

/// The parties of which no payment is told, by the name that a reader knows.
pub(super) fn without_receipt(view: View<'_>) -> Vec<String> {
    let mut parties: Vec<&Id> = Vec::new();
    let mut names = Vec::new();
    for figures in &view.figures.money.contributions {
        if figures.received.sources.is_empty() && !parties.contains(&&figures.party) {
            names.push(view.party(&figures.party));
        }
        parties.push(&figures.party);
    }
    names
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
    match said(trail, PLACE, "Ontvangen", &of.received) {
        Some(amount) if without_receipt(view).is_empty() => lines.push(format!("In totaal is {amount} ontvangen.")),
        Some(amount) => lines.push(format!("Voor zover bekend is {amount} ontvangen.")),
        None => lines.push("Hoeveel er is ontvangen, is niet bekend.".to_owned()),
    }
    let of_year = of.total.years.get(&year).filter(|_| view.report.kind != ReportKind::FinalEvaluation);
    let mut is_all = false;
    if let Some(figures) = of_year {
        let realised = said(trail, PLACE, &format!("Besteed in {year}"), &figures.realised);
        let budgeted = said(trail, PLACE, &format!("Begroot voor {year}"), &figures.budgeted);
        is_all = realised.is_some() && figures.realised.value == of.total.realised.value;
        match (budgeted, realised) {
            (Some(budgeted), Some(realised)) if view.is_part(year) => lines.push(format!(
                "Voor heel {year} is {budgeted} begroot; tot en met {until} is daarvan {realised} besteed."
            )),
            (Some(budgeted), Some(realised)) => {
                lines.push(format!("In {year} is {budgeted} begroot en {realised} besteed."));
            }
            (None, Some(realised)) if view.is_part(year) => {
                lines.push(format!("In {year} is tot en met {until} {realised} besteed."));
            }
            (None, Some(realised)) => lines.push(format!("In {year} is {realised} besteed.")),
            (_, None) => {}
        }
    }
    match said(trail, PLACE, "Besteed vanaf het begin", &of.total.realised) {
        Some(_) if is_all && began_in(view, year) => {}
        Some(_) if is_all => lines.push("Van eerdere jaren zijn geen uitgaven bekend.".to_owned()),
        Some(amount) => lines.push(format!("Vanaf het begin tot en met {until} is {amount} besteed.")),
        None => lines.push("Over wat is besteed, is nog niets bekend.".to_owned()),
    }
    if let Some(state) = of.depletion.last() {
        lines.extend(depletion(view, state, trail));
    }
    lines
}

/// Whether the deal began in a year: there are no years before.
fn began_in(view: View<'_>, year: i32) -> bool {
    let start = &view.dossier.deal.start;
    start.date.or(start.count_from).is_some_and(|day| day.year() == year)
}

/// How much of the contributions was spent, beside how much of the term is over.
fn depletion(view: View<'_>, state: &Depletion, trail: &mut Trail) -> Vec<String> {
    let of = &view.figures.money;
    let mut lines = Vec::new();
    let cell = Cell::percentage(&state.share, 0);
    let share = trail.note(PLACE, "Deel van de bijdragen dat is besteed", cell);
    // Money of others is no part of the contributions, so it is not in the share either.
    let part = (state.spent.value != of.total.realised.value)
        .then(|| said(trail, PLACE, "Besteed uit de bijdragen", &state.spent))
        .flatten();
    lines.push(match part {
        Some(part) => format!("Van wat is besteed, komt {part} uit de bijdragen: {share} van alle bijdragen."),
        // With whose money was paid is not told: the share is only a measure.
        None if of.funding.unstated.value == of.total.realised.value => {
            format!("Wat is besteed, is evenveel als {share} van alle bijdragen; met wiens geld is betaald, is niet vermeld.")
        }
        None => format!("Besteed is {share} van alle bijdragen."),
    });
    if let Some(elapsed) = of.elapsed.as_ref().filter(|_| !view.is_term_provisional()) {
        lines.push(if elapsed.value >= Decimal::ONE {
            "De looptijd is voorbij.".to_owned()
        } else {
            let cell = Cell::percentage(elapsed, 0);
            format!("Van de looptijd is {} voorbij.", trail.note(PLACE, "Deel van de looptijd dat voorbij is", cell))
        });
        if view.report.kind != ReportKind::FinalEvaluation {
            lines.push(
                "Dat beide niet gelijk lopen, hoeft geen probleem te zijn: projecten beginnen en eindigen op \
                 verschillende momenten."
                    .to_owned(),
            );
        }
    }
    lines
}

/// What was budgeted and spent, and what is left of it (art. 7.4c).
fn per_pillar(view: View<'_>, is_full: bool, trail: &mut Trail) -> Table {
    let day = format::date(*view.report.reference_date);
    let total = &view.figures.money.total;
    let is_end = view.report.kind == ReportKind::FinalEvaluation;
    let tells_committed = !total.committed.sources.is_empty();
    let tells_forecast = !is_end && view.dossier.spending.iter().any(|row| row.forecast.is_some());
    let mut table =
        Table::new(format!("Begroot voor de hele looptijd, besteed tot en met {day} en wat er over is (× € 1.000)"))
            .words("Pijler", 5)
            .numbers("Begroot")
            .numbers("Besteed");
    if tells_committed {
        table = table.numbers("Vastgelegd");
    }
    table = table.numbers(if is_end { "Niet besteed" } else { "Nog vrij" });
    table = if tells_committed { table.difference(1, &[2, 3]) } else { table.difference(1, &[2]) };
    if tells_forecast {
        table = table.numbers("Verwacht");
    }
    let mut table = money::per_pillar(view, table, |line| {
        let mut cells = vec![known(&line.budget), known(&line.realised)];
        if tells_committed {
            cells.push(if line.committed.sources.is_empty() {
                Cell::text("niet vermeld")
            } else {
                Cell::thousands(&line.committed)
            });
        }
        cells.push(line.free().map_or_else(|| Cell::text(NOT_KNOWN), |free| Cell::thousands(&free)));
        if tells_forecast {
            cells.push(known(&line.forecast));
        }
        cells
    });
    let left = if is_end { "Niet besteed" } else { "Nog vrij" };
    let mut notes = vec![if tells_committed {
        format!("Vastgelegd: afgesproken, maar nog niet betaald. {left}: begroot, en niet besteed of vastgelegd.")
    } else {
        format!("{left}: begroot, en niet besteed.")
    }];
    if tells_forecast && !total.forecast.sources.is_empty() {
        let amount = trail.note(PLACE, "Prognose", Cell::thousands(&total.forecast));
        let so_far = if is_lacking(view, |line| &line.forecast) { "voor zover bekend " } else { "" };
        notes.push(format!(
            "Verwacht: wat aan het einde van de deal naar verwachting is besteed, {so_far}samen {amount}. Waar geen verwachting \
             is vermeld, telt wat is begroot."
        ));
    }
    table.note(notes.join(" "));
    let columns: [(&str, Part, bool); 3] = [
        ("Begroot", |line| &line.budget, true),
        ("Besteed", |line| &line.realised, true),
        ("Verwacht", |line| &line.forecast, tells_forecast),
    ];
    let columns = columns.into_iter().filter(|(_, part, is_told)| *is_told && is_lacking(view, *part));
    let columns: Vec<String> = columns.map(|(head, ..)| format!("“{head}”")).collect();
    if !columns.is_empty() {
        table.note(format!("Het totaal van {} telt alleen wat bekend is.", format::list(&columns)));
    }
    let mut parts = posts(view, is_full, trail);
    parts.extend(not_budgeted(view, is_full, trail));
    if !parts.is_empty() {
        table.note(parts.join(" "));
    }
    table
}

/// An amount of a line.
type Part = fn(&Line) -> &Figure<Amount>;

/// Whether a line of the table has no amount although the total has one.
fn is_lacking(view: View<'_>, part: Part) -> bool {
    !part(&view.figures.money.total).sources.is_empty() && !lines_lacking(view, part).is_empty()
}

/// Whether what was budgeted is not known of every line.
pub(super) fn lacks_budget(view: View<'_>) -> bool {
    is_lacking(view, |line| &line.budget)
}

/// What the posts without a pillar are for, and what has no purpose yet.
fn posts(view: View<'_>, is_full: bool, trail: &mut Trail) -> Vec<String> {
    let posts = &view.figures.money.posts;
    // A tussenbericht does not tell how much each post is.
    let mut budget = |post: &PostLine| {
        let is_told = is_full && !post.line.budget.sources.is_empty();
        is_told.then(|| trail.note(PLACE, view.post(post.post), Cell::thousands(&post.line.budget)))
    };
    let without_pillar: Vec<String> = posts
        .iter()
        .filter(|post| post.pillar.is_none())
        .map(|post| {
            let name = format::lowered(view.post(post.post));
            budget(post).map_or_else(|| name.clone(), |amount| format!("{name} (begroot {amount})"))
        })
        .collect();
    let mut lines = Vec::new();
    if !without_pillar.is_empty() {
        lines.push(format!("Posten zonder pijler: {}.", format::list(&without_pillar)));
    }
    let open: Vec<&PostLine> = posts.iter().filter(|post| post.post == Post::Unallocated).collect();
    let (mut told, mut untold) = (Vec::new(), Vec::new());
    for post in &open {
        let Some(pillar) = post.pillar.as_ref().and_then(|id| view.dossier.pillar(id)) else { continue };
        match budget(post) {
            Some(amount) => told.push(format!("{amount} in pijler {}", pillar.number.0)),
            None => untold.push(pillar.number.0.to_string()),
        }
    }
    let is_end = view.report.kind == ReportKind::FinalEvaluation;
    let (name, still) = if is_end { ("Niet bestemd", "") } else { ("Nog te bestemmen", "nog ") };
    let (is_all_open, untold) = (told.is_empty() && untold.is_empty(), format::list(&untold));
    if !told.is_empty() {
        lines.push(format!("{name} (begroot, maar {still}zonder project): {}.", format::list(&told)));
    }
    if !untold.is_empty() {
        lines.push(if is_full {
            format!("Ook in pijler {untold} is geld {still}zonder project; hoeveel, is niet bekend.")
        } else {
            format!("In pijler {untold} is een deel begroot dat {still}geen project heeft.")
        });
    }
    if is_all_open && !open.is_empty() {
        lines.push(format!("{name}: begroot, maar {still}zonder project."));
    }
    lines
}

/// That not all contributions were budgeted, or more than that.
fn not_budgeted(view: View<'_>, is_full: bool, trail: &mut Trail) -> Option<String> {
    let money = &view.figures.money;
    let (available, budget) = (&money.available, &money.total.budget);
    if available.sources.is_empty() || budget.sources.is_empty() || available.value == budget.value {
        return None;
    }
    let mut of = |label: &str, figure: &Figure<Amount>| {
        if is_full { format!(" ({})", trail.note(PLACE, label, Cell::thousands(figure))) } else { String::new() }
    };
    let (contributed, budgeted) = (of("Bijdragen samen", available), of("Begroot samen", budget));
    let is_partly_known = lacks_budget(view);
    Some(if available.value > budget.value && is_partly_known {
        format!("Voor zover bekend is minder begroot{budgeted} dan de afgesproken bijdragen samen{contributed}.")
    } else if available.value > budget.value {
        let rest = if view.report.kind == ReportKind::FinalEvaluation { "niet" } else { "nog niet" };
        format!(
            "Er is minder begroot{budgeted} dan de afgesproken bijdragen samen{contributed}: de rest is {rest} begroot."
        )
    } else {
        format!("Er is meer begroot{budgeted} dan de afgesproken bijdragen samen{contributed}.")
    })
}

/// Whose money was spent (art. 7.2a), in a sentence; empty when that is told of nothing.
fn funding(view: View<'_>, trail: &mut Trail) -> String {
    let money = &view.figures.money;
    let of = &money.funding;
    if of.unstated.value == money.total.realised.value {
        return String::new();
    }
    let sides =
        [("het Rijk", &of.state), ("de Regio", &of.region), ("partners", &of.partners), ("niet vermeld", &of.unstated)];
    let mut told = Vec::new();
    let mut printed = Decimal::ZERO;
    for (name, figure) in sides {
        if figure.value.is_zero() {
            continue;
        }
        let share = figure.fraction_of(&money.total.realised, format!("{} / totaal gerealiseerd", figure.formula));
        printed += share.as_ref().map_or(Decimal::ZERO, |share| format::round(share.value * Decimal::ONE_HUNDRED, 0));
        let amount = trail.note(PLACE, name, Cell::thousands(figure));
        told.push(format!("{name} {amount} ({})", trail.note(PLACE, name, Cell::share(share.as_ref()))));
    }
    let mut lines = format!("Met wiens geld is betaald wat is besteed (×{NBSP}€{NBSP}1.000): {}.", format::list(&told));
    if printed != Decimal::ONE_HUNDRED {
        lines.push_str(" Door afronding zijn de percentages samen geen 100.");
    }
    if !of.partners.value.is_zero() {
        lines.push_str(" Partners zijn organisaties die meebetalen en niet bij het Rijk of de Regio horen.");
    }
    lines
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
    if is_contradicted(view) {
        table.note("De bronnen spreken elkaar tegen. Het verslag kiest niet tussen die bedragen.");
    }
    (!table.is_empty()).then_some(table)
}

/// Whether sources say different things of what all parties put in by the end.
fn is_contradicted(view: View<'_>) -> bool {
    let report = view.report;
    report.kind == ReportKind::FinalEvaluation
        && report.final_funds.windows(2).any(|pair| pair[0].amount != pair[1].amount)
}

/// The pillars, and the posts without one, of which an amount is not known.
fn lines_lacking(view: View<'_>, part: Part) -> Vec<String> {
    let money = &view.figures.money;
    let lacks = |line: &Line| part(line).sources.is_empty();
    let pillars = view.dossier.pillars.iter().zip(&money.pillars).filter(|(_, line)| lacks(line));
    let mut names: Vec<String> = pillars.map(|(pillar, _)| format!("pijler {}", pillar.number.0)).collect();
    let other = &money.without_pillar;
    if lacks(other) && !(other.budget.sources.is_empty() && other.realised.sources.is_empty()) {
        names.push("posten zonder pijler".to_owned());
    }
    names
}

/// That an amount is not known of some lines although others have it.
fn lines_without(view: View<'_>, what: &str, done: &str, part: Part) -> Option<NotKnown> {
    let names = format::list(&lines_lacking(view, part));
    is_lacking(view, part).then(|| NotKnown {
        what: format!("{what} voor {names}"),
        why: format!("Hoeveel dat is, is niet bekend; in het totaal van wat is {done}, zit het niet."),
        brief: format!("wat is {done} voor {names}"),
    })
}

/// What is not known of the money.
pub(super) fn not_known(view: View<'_>) -> Vec<NotKnown> {
    let money = &view.figures.money;
    let mut all = Vec::new();
    if is_contradicted(view) {
        all.push(NotKnown {
            what: "Geld van alle partijen samen".to_owned(),
            why:
                "De bronnen spreken elkaar tegen over wat alle partijen uiteindelijk inzetten: zie de tabel hierboven. \
                  Het verslag kiest niet tussen die bedragen."
                    .to_owned(),
            brief: "hoeveel alle partijen uiteindelijk inzetten (de bronnen spreken elkaar tegen)".to_owned(),
        });
    }
    let silent = without_receipt(view);
    if chapters::has(view.report, Chapter::Money) && !silent.is_empty() {
        all.push(NotKnown {
            what: "Ontvangen geld".to_owned(),
            why: format!("Of en hoeveel {} al heeft betaald, is niet bekend.", format::list(&silent)),
            brief: format!("wat is ontvangen van {}", format::list(&silent)),
        });
    }
    all.extend(lines_without(view, "Begroot", "begroot", |line| &line.budget));
    all.extend(lines_without(view, "Besteed", "besteed", |line| &line.realised));
    let unstated = &money.funding.unstated;
    if !unstated.value.is_zero() {
        let is_all = unstated.value == money.total.realised.value;
        let part = if is_all { "wat" } else { "een deel van wat" };
        all.push(NotKnown {
            what: "Geld zonder herkomst".to_owned(),
            why: format!("Van {part} is besteed, is niet vermeld met wiens geld het is betaald."),
            brief: format!("met wiens geld {}is betaald", if is_all { "" } else { "een deel " }),
        });
    }
    let names = money::without_spending(view);
    if !names.is_empty() {
        let projects = format::plural(names.len(), "project", "projecten");
        let (cost, costs) = if names.len() == 1 { ("het kostte", "kostte") } else { ("zij kostten", "kostten") };
        all.push(NotKnown {
            what: "Uitgaven van projecten".to_owned(),
            why: format!(
                "Van {projects} is niet bekend wat {cost}: {}. Dat geld zit niet in wat hierboven is besteed.",
                format::list(&names)
            ),
            brief: format!("wat {projects} {costs}"),
        });
    }
    all
}
