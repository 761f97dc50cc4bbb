//! Algemene voortgang: what was received, the projects, and what is seen in many deals.

use serde::Serialize;

use super::words;
use crate::compose::table::{Cell, Table};
use crate::figures::overview::{DealStanding, Failure, National, Overview, Standing, Totals};
use crate::format;
use crate::model::{Passage, Phase};

/// The most deals that are named one by one as not counted.
const NAMED: usize = 30;

#[derive(Debug, Serialize)]
pub(super) struct Progress {
    /// What an overview without a portefeuille does not know; empty with one.
    without_portfolio: String,
    opening: String,
    received: Table,
    /// Deals that are not in the figures, each with the reason.
    absent: Vec<String>,
    projects: Option<Table>,
    threads: Vec<Titled>,
}

/// A passage under its own heading, as Markdown.
#[derive(Debug, Serialize)]
pub(super) struct Titled {
    title: String,
    text: String,
}

impl Titled {
    pub(super) fn of(passages: &[Passage]) -> Vec<Self> {
        let one = |passage: &Passage| Self { title: passage.title.to_string(), text: passage.text.as_str().to_owned() };
        passages.iter().map(one).collect()
    }
}

impl Progress {
    pub(super) fn of(overview: &Overview<'_>) -> Self {
        Self {
            without_portfolio: words::without_portfolio(overview),
            opening: opening(overview),
            received: received(overview),
            absent: absent(overview),
            projects: projects(overview),
            threads: overview.text.map(|text| Titled::of(&text.threads)).unwrap_or_default(),
        }
    }
}

fn opening(overview: &Overview<'_>) -> String {
    let all = overview.deals.len();
    let received = overview.deals.iter().filter(|deal| deal.delivery.is_some()).count();
    let standing = |standing| overview.deals.iter().filter(|deal| deal.standing == standing).count();
    let (counted, partly) = (standing(Standing::Counted), standing(Standing::Partly));
    let year = overview.options.year;
    let of = match overview.portfolio {
        Some(_) => format!("{} van de {}", format::count(received), format::plural(all, "deal", "deals")),
        None => format::plural(received, "deal", "deals"),
    };
    let mut text = format!("Over {year} is van {of} een verslag ontvangen.");
    if received == 0 {
        return format!(
            "Over {year} is van geen van de {} een verslag ontvangen.",
            format::plural(all, "deal", "deals")
        );
    }
    if counted == received {
        text.push_str(" De cijfers van al deze verslagen tellen mee.");
    } else {
        let counted = match (counted, partly) {
            (0, 0) => "De cijfers daarvan tellen niet mee".to_owned(),
            (some, 0) => format!("De cijfers van {} daarvan tellen mee", format::count(some)),
            (0, some) => format!("De cijfers van {} daarvan tellen deels mee", format::count(some)),
            (some, part) => format!(
                "De cijfers van {} daarvan tellen helemaal mee, die van {} deels",
                format::count(some),
                format::count(part)
            ),
        };
        text.push_str(&format!(" {counted}; wat niet meetelt en waarom, staat hieronder."));
    }
    text.push_str(" Waar een cijfer uit minder deals komt, staat dat erbij.");
    text
}

fn received(overview: &Overview<'_>) -> Table {
    let mut table = Table::new("Ontvangen verslagen per tranche")
        .words("Tranche", 4)
        .numbers("Deals")
        .numbers("Telt mee")
        .wide_numbers("Telt deels mee", 3)
        .numbers("Concept")
        .wide_numbers("Niet verwerkt", 3)
        .wide_numbers("Niet ontvangen", 3);
    let cells = |name: String, tranche: Option<u32>| {
        let of: Vec<&DealStanding<'_>> =
            overview.deals.iter().filter(|deal| tranche.is_none_or(|tranche| deal.tranche == tranche)).collect();
        let count = |standing| Cell::text(format::count(of.iter().filter(|deal| deal.standing == standing).count()));
        vec![
            Cell::text(name),
            Cell::text(format::count(of.len())),
            count(Standing::Counted),
            count(Standing::Partly),
            count(Standing::Concept),
            count(Standing::NotProcessed),
            count(Standing::NotReceived),
        ]
    };
    for number in overview.tranches.iter().filter_map(|totals| totals.tranche) {
        table.row(cells(words::tranche(overview, number), Some(number)));
    }
    if overview.tranches.len() != 1 {
        table.total(cells("Alle deals".to_owned(), None));
    }
    match overview.unknown {
        0 => {}
        1 => table.note("Van 1 bestand dat niet is verwerkt, is niet bekend van welke deal het is; zie bijlage B."),
        several => table.note(format!(
            "Van {} bestanden die niet zijn verwerkt, is niet bekend van welke deal zij zijn; zie bijlage B.",
            format::count(several)
        )),
    }
    table.done()
}

fn absent(overview: &Overview<'_>) -> Vec<String> {
    let line = |deal: &DealStanding<'_>| {
        let said = match deal.standing {
            Standing::Counted => return None,
            Standing::Partly => {
                let day = deal.record().map_or_else(String::new, |record| format::date(record.report.reference_date));
                format!(
                    "telt deels mee, want de peildatum van het verslag is {day}. Wat in het convenant is afgesproken, telt mee. Wat tot de peildatum is ontvangen, besteed en bereikt, staat wel bij de deal, maar telt niet mee in de totalen."
                )
            }
            Standing::NotReceived => {
                let due = deal.due.map_or_else(String::new, |due| {
                    format!(" Het verslag moest er uiterlijk op {} zijn.", format::date(due))
                });
                let unless = match overview.unknown {
                    0 => String::new(),
                    1 => {
                        ", tenzij het bestand in bijlage B waarvan de deal niet bekend is, van deze deal is".to_owned()
                    }
                    several => format!(
                        ", tenzij een van de {} bestanden in bijlage B waarvan de deal niet bekend is, van deze deal is",
                        format::count(several)
                    ),
                };
                format!("niet ontvangen{unless}.{due}")
            }
            Standing::NotProcessed => match &deal.failure {
                Some(Failure { source, why, is_certain: true }) => {
                    format!(
                        "ontvangen, maar niet verwerkt ({}: {}).",
                        words::printable(source),
                        words::printable(words::phrase(why))
                    )
                }
                Some(Failure { source, why, .. }) => format!(
                    "mogelijk ontvangen, maar niet verwerkt. Aan de naam te zien, kan {} het verslag van deze deal zijn; dat bestand is niet verwerkt ({}).",
                    words::printable(source),
                    words::printable(words::phrase(why))
                ),
                None => "niet verwerkt.".to_owned(),
            },
            Standing::Concept => {
                let status = deal.record().map_or("concept", |record| record.report.status.word());
                format!(
                    "het verslag is nog niet vastgesteld (stap: {status}). De cijfers staan wel bij de deal, maar tellen niet mee in de totalen."
                )
            }
        };
        Some(format!("{}: {said}", deal.name))
    };
    let lines: Vec<String> = overview.deals.iter().filter_map(line).collect();
    let (named, more) = super::fit::first(&lines, NAMED);
    let rest =
        (more > 0).then(|| format!("En {} andere deals; zij staan in het hoofdstuk De deals.", format::count(more)));
    named.iter().cloned().chain(rest).collect()
}

/// A count; a dash when it is known of no deal.
fn count(figure: Option<&National>) -> Cell {
    let known = figure.filter(|figure| figure.count() > 0);
    Cell::text(known.map_or_else(|| "–".to_owned(), |figure| format::number(figure.value, 0)))
}

/// Projects per phase, one column for each tranche.
fn projects(overview: &Overview<'_>) -> Option<Table> {
    let mut columns: Vec<&Totals> = overview.tranches.iter().collect();
    if columns.len() != 1 {
        columns.push(&overview.total);
    }
    let mut table = Table::new("Projecten per fase").words("Fase", 4);
    for totals in &columns {
        let name = totals.tranche.map_or_else(|| "Alle deals".to_owned(), |number| words::tranche(overview, number));
        table = table.numbers(name);
    }
    for phase in Phase::ALL {
        let number = |totals: &&Totals| count(totals.projects.get(&phase));
        table.row(
            [Cell::text(format::capitalised(phase.word()))].into_iter().chain(columns.iter().map(number)).collect(),
        );
    }
    let figure: &National = overview.total.projects.values().next().filter(|figure| figure.count() > 0)?;
    if !overview.total.projects_without_phase.value.is_zero() {
        let number = |totals: &&Totals| count(Some(&totals.projects_without_phase));
        table.row([Cell::text("Geen fase vermeld")].into_iter().chain(columns.iter().map(number)).collect());
    }
    table.note(format!("Geteld in {} deals.", words::out_of(figure)));
    if let Some(note) = words::left_out(figure) {
        table.note(note);
    }
    Some(table.done())
}
