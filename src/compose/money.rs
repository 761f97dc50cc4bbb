//! The financial realisation (art. 7.4c, 7.2a, 7.2c, 5).

use std::collections::BTreeSet;

use chrono::Datelike;
use serde::Serialize;

use super::markdown;
use super::pictures::{ChartView, Pictures};
use super::table::{Cell, Table, Trail};
use super::view::{View, md, words as optional};
use super::words;
use crate::figures::money::{Purpose, short_rows};
use crate::figures::{Figure, Line, MoneyFigures};
use crate::format;
use crate::model::{Amount, FundingForm, Id, Phase, ReportKind, Side};

/// The money chapter.
#[derive(Debug, Serialize)]
pub(super) struct Money {
    note: String,
    contributions: Table,
    contribution_notes: Vec<String>,
    is_decentralised: bool,
    is_specific: bool,
    terms: Table,
    terms_chart: Option<ChartView>,
    this_year: Option<Table>,
    term: Table,
    /// Which projects have no known spending, in a sentence; empty when all have.
    unknown_spending: String,
    per_year: Table,
    spending_chart: Option<ChartView>,
    posts: Option<Table>,
    funding: Table,
    distribution_text: String,
    has_shares: bool,
    shares_source: String,
    distribution: Table,
    distribution_chart: Option<ChartView>,
    reviews: Option<Table>,
    depletion: Table,
    depletion_chart: Option<ChartView>,
    corrections: Vec<String>,
    final_funds: Option<FinalFundsView>,
}

/// What was agreed beside what all parties put in at the end; in a final evaluation.
#[derive(Debug, Serialize)]
struct FinalFundsView {
    table: Table,
    /// Whether the sources of the end contradict each other.
    conflict: bool,
}

/// The money of a tussenbericht: the stand on the peildatum, and no more.
#[derive(Debug, Serialize)]
pub(super) struct MoneyInBrief {
    note: String,
    this_year: Option<Table>,
    term: Table,
    unknown_spending: String,
    depletion: Table,
    depletion_chart: Option<ChartView>,
    distribution: Table,
}

impl MoneyInBrief {
    pub(super) fn of(view: View<'_>, pictures: &mut Pictures<'_>, trail: &mut Trail) -> Self {
        Self {
            note: md(view.report.finance_note.as_ref()),
            this_year: this_year(view).map(|table| table.traced(trail)),
            term: whole_term(view).traced(trail),
            unknown_spending: unknown_spending(view),
            depletion: depletion(view).traced(trail),
            depletion_chart: pictures.depletion(view),
            distribution: distribution(view).traced(trail),
        }
    }
}

impl Money {
    pub(super) fn of(view: View<'_>, pictures: &mut Pictures<'_>, trail: &mut Trail) -> Self {
        let deal = &view.dossier.deal;
        let money = &view.figures.money;
        let is_state = |id: &Id| deal.parties.iter().any(|party| party.id == *id && party.side == Side::State);
        let forms = |form: FundingForm| deal.contributions.iter().any(|one| one.form == form && is_state(&one.party));
        Self {
            note: md(view.report.finance_note.as_ref()),
            contributions: contributions(view).traced(trail),
            contribution_notes: deal
                .contributions
                .iter()
                .filter_map(|one| one.note.as_ref())
                .map(|note| note.as_str().to_owned())
                .collect(),
            is_decentralised: forms(FundingForm::DecentralisedGrant),
            is_specific: forms(FundingForm::SpecificGrant),
            terms: terms(view).traced(trail),
            terms_chart: pictures.terms(view),
            this_year: this_year(view).map(|table| table.traced(trail)),
            term: whole_term(view).traced(trail),
            unknown_spending: unknown_spending(view),
            per_year: per_year(view).traced(trail),
            spending_chart: pictures.spending(view),
            posts: posts(view).map(|table| table.traced(trail)),
            funding: funding(money).traced(trail),
            distribution_text: deal.distribution.text.as_str().to_owned(),
            has_shares: deal.distribution.shares.is_some(),
            shares_source: optional(deal.distribution.shares_source.as_ref()),
            distribution: distribution(view).traced(trail),
            distribution_chart: pictures.distribution(view),
            reviews: reviews(view),
            depletion: depletion(view).traced(trail),
            depletion_chart: pictures.depletion(view),
            corrections: corrections(view),
            final_funds: final_funds(view).map(|table| FinalFundsView {
                table: table.traced(trail),
                conflict: view.report.final_funds.windows(2).any(|pair| pair[0].amount != pair[1].amount),
            }),
        }
    }
}

/// The agreed contributions, and below them what was received, spent and, by each source, put in
/// (art. 5.2). Formula: none; amounts stand beside each other and are not compared.
fn final_funds(view: View<'_>) -> Option<Table> {
    let report = view.report;
    if report.kind != ReportKind::FinalEvaluation || report.final_funds.is_empty() {
        return None;
    }
    let mut table = Table::new("Afgesproken en uiteindelijk: het geld van alle partijen samen (× € 1.000)")
        .words("Stand", 5)
        .numbers("Bedrag")
        .words("Bron", 6);
    let money = &view.figures.money;
    for (agreed, figures) in view.dossier.deal.contributions.iter().zip(&money.contributions) {
        table.row(vec![
            Cell::text(format!("Afgesproken: {} {}", view.party(&agreed.party), words::commitment(agreed.commitment))),
            Cell::thousands(&figures.agreed),
            Cell::text(format!("convenant, artikel{}{}", format::NBSP, agreed.article)),
        ]);
    }
    let plain = |name: &str, figure: &Figure<Amount>, source: String| {
        vec![Cell::text(name), Cell::amount(format::thousands(figure.value), figure), Cell::text(source)]
    };
    table.row(plain("Afgesproken, samen", &money.available, "som van de bijdragen in het convenant".to_owned()));
    for (index, funds) in report.final_funds.iter().enumerate() {
        let at = report.at.key("eindstand-middelen").index(index).key("bedrag");
        let note = funds.note.as_ref().map_or_else(String::new, |note| format!(". {note}"));
        table.row(plain(
            "Uiteindelijk, volgens deze bron",
            &Figure::stated(funds.amount, at),
            format!("{}{note}", funds.source.as_str().trim_end_matches('.')),
        ));
    }
    table.row(plain("Ontvangen volgens dit dossier", &money.received, "bestedingen, ontvangsten".to_owned()));
    table.row(plain("Besteed volgens dit dossier", &money.total.realised, "bestedingen, regels".to_owned()));
    Some(table.source(format!("deal.yaml, bestedingen en verslagen/{}.yaml", report.id)))
}

fn contributions(view: View<'_>) -> Table {
    let mut table = Table::new("Bijdragen zoals afgesproken en wat daarvan is ontvangen (× € 1.000)")
        .words("Partij", 2)
        .words("Afspraak", 3)
        .words("Vorm", 4)
        .numbers("Bijdrage")
        .numbers("Ontvangen");
    for (agreed, figures) in view.dossier.deal.contributions.iter().zip(&view.figures.money.contributions) {
        table.row(vec![
            Cell::text(view.party(&agreed.party)),
            Cell::text(format!("{} (artikel{}{})", words::commitment(agreed.commitment), format::NBSP, agreed.article)),
            Cell::text(format!("{}, {}", words::form(agreed.form), words::vat(agreed.vat))),
            Cell::thousands(&figures.agreed),
            Cell::thousands(&figures.received),
        ]);
    }
    let money = &view.figures.money;
    table.total(vec![
        Cell::text("Totaal"),
        Cell::text(""),
        Cell::text(""),
        Cell::thousands(&money.available),
        Cell::thousands(&money.received),
    ]);
    table.source("deal.yaml en bestedingen")
}

fn terms(view: View<'_>) -> Table {
    let mut table = Table::new("Termijnen: afgesproken en ontvangen (× € 1.000)")
        .words("Partij en jaar", 4)
        .numbers("Afgesproken")
        .numbers("Ontvangen");
    for figures in &view.figures.money.contributions {
        let mut years: Vec<i32> =
            figures.terms.iter().map(|(year, _)| *year).chain(figures.received_per_year.keys().copied()).collect();
        years.sort_unstable();
        years.dedup();
        for year in years {
            let agreed: Vec<&Figure<Amount>> =
                figures.terms.iter().filter(|(of, _)| *of == year).map(|(_, figure)| figure).collect();
            let agreed = Figure::sum("som van de termijnen van dit jaar", agreed);
            let received = figures.received_per_year.get(&year);
            table.row(vec![
                Cell::text(format!("{}, {year}", view.party(&figures.party))),
                Cell::thousands(&agreed),
                received.map_or_else(|| Cell::text("–"), Cell::thousands),
            ]);
        }
        for open in &figures.open_terms {
            table.row(vec![
                Cell::text(format!("{}, {open}", view.party(&figures.party))),
                Cell::text("nader te bepalen"),
                Cell::text("–"),
            ]);
        }
    }
    table.note("Een streepje betekent: er is voor dat jaar geen termijn afgesproken of niets ontvangen.");
    table
}

/// The rows of a table per pillar, with posts without pillar and the total.
pub(super) fn per_pillar(view: View<'_>, mut table: Table, cells: impl Fn(&Line) -> Vec<Cell>) -> Table {
    let money = &view.figures.money;
    let named = |name: String, line: &Line| {
        let mut row = vec![Cell::text(name)];
        row.extend(cells(line));
        row
    };
    for (pillar, line) in view.dossier.pillars.iter().zip(&money.pillars) {
        table.row(named(format!("{}. {}", pillar.number.0, pillar.name), line));
    }
    if !money.without_pillar.budget.sources.is_empty() || !money.without_pillar.realised.sources.is_empty() {
        table.row(named("Posten zonder pijler".to_owned(), &money.without_pillar));
    }
    table.total(named("Totaal".to_owned(), &money.total));
    table
}

/// The year of the peildatum; in a final evaluation the whole term stands in its place.
fn this_year(view: View<'_>) -> Option<Table> {
    let year = view.year();
    if view.report.kind == ReportKind::FinalEvaluation {
        return None;
    }
    view.figures.money.total.years.get(&year)?;
    // A part of a year is no advantage or disadvantage against the budget of the whole.
    let is_part = view.is_part(year);
    let caption = if is_part {
        format!(
            "Financiële realisatie per pijler in {year}, tot en met {} (× € 1.000)",
            format::date(*view.report.reference_date)
        )
    } else {
        format!("Financiële realisatie per pijler in {year} (× € 1.000)")
    };
    let budget = |kind: &str| if is_part { format!("Begroot {kind}, heel {year}") } else { format!("Begroot {kind}") };
    let mut table = Table::new(caption)
        .words("Pijler", 5)
        .numbers(budget("primitief"))
        .numbers(budget("na wijziging"))
        .numbers("Gerealiseerd");
    if !is_part {
        table = table.numbers("Verschil").difference(2, &[3]);
    }
    let mut table = per_pillar(view, table, |line| {
        let Some(figures) = line.years.get(&year) else {
            return (0..if is_part { 3 } else { 4 }).map(|_| Cell::text("–")).collect();
        };
        let mut cells = vec![
            Cell::thousands(&figures.original),
            Cell::thousands(&figures.budgeted),
            Cell::thousands(&figures.realised),
        ];
        if !is_part {
            cells.push(figures.difference().map_or_else(|| Cell::text("–"), |figure| Cell::advantage(&figure)));
        }
        cells
    });
    if is_part {
        table.note(
            "De begroting geldt voor het hele jaar; een verschil met de realisatie tot nu toe zegt daarom nog niets.",
        );
    } else {
        table.note("V: voordeel, er is minder besteed dan begroot. N: nadeel, er is meer besteed dan begroot; het verschil is dan negatief.");
    }
    for note in short_notes(view, year) {
        table.note(note);
    }
    Some(table.source(format!("bestedingen/{year}.yaml")))
}

/// Through which day the amounts run that stop before the year does.
fn short_notes(view: View<'_>, year: i32) -> Vec<String> {
    let short = short_rows(view.dossier, view.report);
    let of_year: Vec<_> = short.iter().filter(|one| one.row.through.year() == year).collect();
    let days: BTreeSet<_> = of_year.iter().map(|one| one.row.through).collect();
    let note = |day| {
        let names: Vec<String> = of_year
            .iter()
            .filter(|one| one.row.through == day)
            .map(|one| match &one.purpose {
                Purpose::Project(id) => {
                    view.dossier.projects.get(id).map_or_else(|| id.to_string(), |project| project.name.to_string())
                }
                Purpose::Post(post, _) => words::post(*post).to_owned(),
            })
            .collect();
        format!(
            "Niet over heel {year}: de uitgaven van {} lopen tot en met {}.",
            format::list(&names),
            format::date(*day)
        )
    };
    days.into_iter().map(note).collect()
}

fn whole_term(view: View<'_>) -> Table {
    // At the end nothing is expected or left to be spent any more.
    let is_end = view.report.kind == ReportKind::FinalEvaluation;
    let mut table = Table::new(format!(
        "Begroting en besteding over de hele looptijd, stand {} (× € 1.000)",
        format::date(*view.report.reference_date)
    ))
    .words("Pijler", 5)
    .numbers("Begroting")
    .numbers("Gerealiseerd")
    .numbers("Verplicht")
    .numbers(if is_end { "Niet besteed" } else { "Nog vrij" })
    .difference(1, &[2, 3]);
    if !is_end {
        table = table.numbers("Prognose");
    }
    let mut table = per_pillar(view, table, |line| {
        let mut cells = vec![
            Cell::thousands(&line.budget),
            Cell::thousands(&line.realised),
            Cell::thousands(&line.committed),
            line.free().map_or_else(|| Cell::text("–"), |free| Cell::thousands(&free)),
        ];
        if !is_end {
            cells.push(Cell::thousands(&line.forecast));
        }
        cells
    });
    let budget = "Begroting: van projecten zoals laatst afgesproken, van posten zonder project zoals bij de post opgegeven. Verplicht: vastgelegd maar nog niet betaald.";
    table.note(if is_end {
        format!("{budget} Niet besteed: begroot, maar niet betaald en niet vastgelegd.")
    } else {
        format!("{budget} Prognose: verwachte besteding aan het einde van de looptijd.")
    });
    table
}

/// Projects without known spending are no zero: the reader is told. Empty when there are none.
fn unknown_spending(view: View<'_>) -> String {
    let names = without_spending(view);
    if names.is_empty() {
        return String::new();
    }
    let forecast = if view.report.kind == ReportKind::FinalEvaluation {
        ""
    } else {
        " Waar een prognose ontbreekt, is de begroting als prognose gebruikt."
    };
    format!(
        "Van {} zijn geen uitgaven bekend: {}. Zij tellen in de realisatie niet mee.{forecast}",
        format::plural(names.len(), "project", "projecten"),
        format::list(&names)
    )
}

/// The projects that are under way without known spending.
pub(super) fn without_spending(view: View<'_>) -> Vec<&str> {
    let lines = &view.figures.money.projects;
    let unknown = view.dossier.projects.values().filter(|project| {
        let is_underway = view.report.projects.get(&project.id).is_some_and(|said| said.phase != Phase::Proposed);
        is_underway && lines.get(&project.id).is_none_or(|line| line.realised.sources.is_empty())
    });
    unknown.map(|project| project.name.as_str()).collect()
}

fn per_year(view: View<'_>) -> Table {
    let money = &view.figures.money;
    let mut table = Table::new("Begroot en gerealiseerd per pijler en jaar (× € 1.000)")
        .words("Pijler en jaar", 6)
        .numbers("Begroot")
        .numbers("Gerealiseerd")
        .numbers("Verschil");
    let mut rows = |name: &str, line: &Line| {
        for (year, figures) in &line.years {
            let difference = figures.difference().filter(|_| !view.is_part(*year));
            table.row(vec![
                Cell::text(format!("{name}, {year}")),
                Cell::thousands(&figures.budgeted),
                Cell::thousands(&figures.realised),
                difference.map_or_else(|| Cell::text("–"), |figure| Cell::advantage(&figure)),
            ]);
        }
    };
    for (pillar, line) in view.dossier.pillars.iter().zip(&money.pillars) {
        rows(&format!("{}. {}", pillar.number.0, pillar.short_name), line);
    }
    rows("Posten zonder pijler", &money.without_pillar);
    rows("Totaal", &money.total);
    if money.total.years.values().filter(|figures| !figures.budgeted.sources.is_empty()).count() > 1 {
        table.note("De begrotingen van de jaren zijn niet bij elkaar op te tellen: geld dat in een jaar niet is besteed, kan in een volgend jaar opnieuw zijn begroot.");
    }
    table.note("Door afronding kan een verschil of totaal 1 afwijken.");
    table.source("bestedingen")
}

fn posts(view: View<'_>) -> Option<Table> {
    let money = &view.figures.money;
    let mut table = Table::new("Posten zonder project, vanaf het begin (× € 1.000)")
        .words("Post", 4)
        .words("Pijler", 4)
        .numbers("Begroot")
        .numbers("Gerealiseerd");
    for post in &money.posts {
        table.row(vec![
            Cell::text(view.post(post.post)),
            Cell::text(post.pillar.as_ref().map_or("hele deal", |id| view.pillar_name(id))),
            Cell::thousands(&post.line.budget),
            Cell::thousands(&post.line.realised),
        ]);
    }
    (!table.is_empty()).then(|| table.source("bestedingen"))
}

fn funding(money: &MoneyFigures) -> Table {
    let mut table = Table::new("Dekking van wat is besteed vanaf het begin (× € 1.000)")
        .words("Herkomst van het geld", 4)
        .numbers("Bedrag")
        .numbers("Aandeel");
    let of = &money.funding;
    for (name, figure) in [
        ("Rijk", &of.state),
        ("Regio", &of.region),
        ("Andere partners", &of.partners),
        ("Dekking niet vermeld", &of.unstated),
    ] {
        if figure.value.is_zero() && name != "Rijk" && name != "Regio" {
            continue;
        }
        let share = figure.fraction_of(&money.total.realised, format!("{} / totaal gerealiseerd", figure.formula));
        table.row(vec![Cell::text(name), Cell::thousands(figure), Cell::share(share.as_ref())]);
    }
    table.total(vec![
        Cell::text("Totaal"),
        Cell::thousands(&money.total.realised),
        Cell::text(if money.total.realised.value.is_zero() { "–" } else { "100%" }),
    ]);
    table.source("bestedingen")
}

fn distribution(view: View<'_>) -> Table {
    let money = &view.figures.money;
    let shares = view.dossier.deal.distribution.shares.as_ref();
    let mut table = Table::new("Verdeling van de middelen over de pijlers")
        .words("Pijler", 5)
        .numbers("Begroting")
        .numbers("Gerealiseerd");
    if shares.is_some() {
        table = table.numbers("Vastgelegd aandeel");
    }
    let total = |pick: fn(&Line) -> &Figure<Amount>| Figure::sum("som van de pijlers", money.pillars.iter().map(pick));
    let (budget, realised) = (total(|line| &line.budget), total(|line| &line.realised));
    for (pillar, line) in view.dossier.pillars.iter().zip(&money.pillars) {
        let of_budget = line.budget.fraction_of(&budget, "begroting van de pijler / som van de pijlers");
        let of_realised = line.realised.fraction_of(&realised, "gerealiseerd van de pijler / som van de pijlers");
        let mut row = vec![
            Cell::text(format!("{}. {}", pillar.number.0, pillar.name)),
            Cell::share(of_budget.as_ref()),
            Cell::share(of_realised.as_ref()),
        ];
        if let Some(shares) = shares {
            row.push(Cell::text(
                shares.get(&pillar.id).map_or_else(|| "–".to_owned(), |share| format::share(share.fraction(), 0)),
            ));
        }
        table.row(row);
    }
    table.note("Aandeel in het totaal van de pijlers; posten zonder pijler tellen niet mee. Door afronding kan de som afwijken van 100%.");
    table
}

fn reviews(view: View<'_>) -> Option<Table> {
    let mut table = Table::new("Jaarlijks bezien van de verdeling")
        .words("Jaar", 1)
        .words("Besproken op", 2)
        .words("Uitkomst", 2)
        .words("Toelichting", 6);
    for review in &view.dossier.deal.distribution.reviews {
        let fictional = if review.invented.is_yes() { " (fictief)" } else { "" };
        table.row(vec![
            Cell::text(review.year.0.to_string()),
            Cell::text(format::date(*review.date)),
            Cell::text(words::review(review.outcome)),
            Cell::text(format!("{}{fictional}", markdown::plain(review.note.as_str()))),
        ]);
    }
    (!table.is_empty()).then(|| table.source("deal.yaml").done())
}

fn depletion(view: View<'_>) -> Table {
    let money = &view.figures.money;
    let mut table = Table::new("Uitputting van de bijdragen")
        .words("Stand", 5)
        .numbers("Besteed (× € 1.000)")
        .numbers("Deel van de bijdragen");
    for state in &money.depletion {
        table.row(vec![
            Cell::text(format::date(state.day)),
            Cell::amount(format::thousands(state.spent.value), &state.spent),
            Cell::percentage(&state.share, 1),
        ]);
    }
    if let Some(elapsed) = money.elapsed.as_ref().filter(|_| !view.is_term_provisional()) {
        table.row(vec![
            Cell::text(format!("Verstreken deel van de looptijd op {}", format::date(*view.report.reference_date))),
            Cell::text("–"),
            Cell::percentage(elapsed, 1),
        ]);
    }
    let left_out = money.depletion.last().map_or(Amount::ZERO, |last| money.total.realised.value - last.spent.value);
    if left_out > Amount::ZERO {
        table.note(format!(
            "Van het geld dat is besteed, komt {} van andere partners. Zij hebben in het convenant geen bijdrage; hun geld telt hier niet mee.",
            format::euros_and_cents(left_out)
        ));
    }
    let start = &view.dossier.deal.start;
    if let (None, Some(from)) = (start.date, start.count_from) {
        table.note(format!(
            "De looptijd telt hier vanaf {}, omdat de eerste dag van de deal niet bekend is.",
            format::date(*from)
        ));
    }
    table
}

/// Corrections of spending that this report knows of.
fn corrections(view: View<'_>) -> Vec<String> {
    view.dossier
        .spending
        .iter()
        .filter(|row| row.through <= view.report.reference_date)
        .filter_map(|row| {
            let revises = row.revises?;
            let old = view.dossier.spending.iter().find(|old| {
                old.known_on == revises
                    && old.project == row.project
                    && old.post == row.post
                    && old.pillar == row.pillar
                    && old.through == row.through
            })?;
            let name = row.project.as_ref().and_then(|id| view.dossier.projects.get(id)).map_or_else(
                || row.post.map_or("", |post| view.post(post)).to_owned(),
                |project| project.name.to_string(),
            );
            Some(format!(
                "{name}, {}: gerealiseerd {} is herzien naar {} ({}). Reden: {}.",
                format::date(*row.through),
                format::euros_and_cents(old.realised),
                format::euros_and_cents(row.realised),
                format::date(*row.known_on),
                optional(row.reason.as_ref()).trim_end_matches('.')
            ))
        })
        .collect()
}
