//! Cover and colofon: what the overview is about, what it was made from, and how sure that is.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::Inputs;
use super::words;
use crate::compose::table::{Cell, Table};
use crate::compose::view::md;
use crate::figures::overview::submission::Delivery;
use crate::figures::overview::{Assurance, DealStanding, Overview};
use crate::format;

/// The most deliveries that are listed in the colofon; more are listed in an annex.
const IN_COLOFON: usize = 24;

#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "a template asks yes or no")]
pub(super) struct Front {
    title: String,
    year: i32,
    invented: bool,
    invented_note: String,
    /// On the cover.
    facts: Vec<(&'static str, String)>,
    /// In the colofon.
    about: Vec<(&'static str, String)>,
    short_fingerprint: String,
    recipient: String,
    authors: Vec<String>,
    has_portfolio: bool,
    /// What an overview without a portefeuille does not know; empty with one.
    without_portfolio: String,
    /// The day in the properties of the file.
    date: Date,
    received: Received,
    introduction: String,
    with_concepts: bool,
    /// Whether there are so many deals that the contents leave them out.
    is_long: bool,
}

/// What was received.
#[derive(Debug, Serialize)]
struct Received {
    in_colofon: bool,
    /// Whether it needs a page of its own.
    is_long: bool,
    table: Option<Table>,
    /// Why the pages of a delivery could not be proven.
    reasons: Vec<String>,
    /// The words that say how sure it is, as far as they are used, with their meaning.
    meanings: Vec<(&'static str, &'static str)>,
}

#[derive(Debug, Serialize)]
struct Date {
    year: i32,
    month: u32,
    day: u32,
}

impl Front {
    pub(super) fn of(overview: &Overview<'_>, inputs: &Inputs<'_>) -> Self {
        let year = overview.options.year;
        let fingerprint = crate::world::sha256(&super::figures_json(overview, inputs));
        let known_through = deliveries(overview).map(|(_, delivery)| delivery.taken.record.report.known_through).max();
        let date = overview.text.map(|text| *text.date).or(known_through);
        let name = overview.portfolio.map_or_else(|| "Regio Deals".to_owned(), |portfolio| portfolio.name.to_string());
        let recipient = overview.text.map_or_else(String::new, |text| text.recipient.to_string());
        let counted = |is: fn(&Assurance) -> bool| {
            deliveries(overview).filter(|(_, delivery)| is(&delivery.taken.assurance)).count()
        };
        let sure = [
            (counted(|one| *one == Assurance::Proven), "bewezen"),
            (counted(|one| *one == Assurance::Resaved), "met bewezen inhoud"),
            (counted(|one| matches!(one, Assurance::DataOnly(_))), "alleen gegevens"),
            (counted(|one| *one == Assurance::Dossier), "als dossier"),
        ];
        let all = deliveries(overview).count();
        let sure: Vec<String> =
            sure.into_iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{} {word}", format::count(n))).collect();
        let received = match all {
            0 => format!("van geen van de {}", format::plural(overview.deals.len(), "deal", "deals")),
            all if overview.portfolio.is_none() => {
                format!("van {}: {}", format::plural(all, "deal", "deals"), format::list(&sure))
            }
            all => format!(
                "van {} van de {} ({})",
                format::count(all),
                format::count(overview.deals.len()),
                format::list(&sure)
            ),
        };
        let mut facts = vec![("Gaat over", year.to_string())];
        let mut about = vec![("Verslagen ontvangen", received)];
        if overview.portfolio.is_some() {
            facts.push(("Deals", format::count(overview.deals.len())));
            let received = format!("van {} van de {} deals", format::count(all), format::count(overview.deals.len()));
            facts.push(("Verslagen ontvangen", received));
        } else {
            facts.push(("Verslagen ontvangen", format!("van {}", format::plural(all, "deal", "deals"))));
        }
        match (overview.text, known_through) {
            (Some(text), _) => facts.push(("Datum", format::date(*text.date))),
            (None, Some(known)) => facts.push(("Laatste gegevensstand", format::date(known))),
            (None, None) => {}
        }
        if let Some(known) = known_through {
            about.push(("Laatste gegevensstand van de verslagen", format::date(known)));
        }
        if let Some(text) = overview.text {
            let through = text.paid_through.unwrap_or(text.date);
            about.push(("Betalingen van het Rijk bijgewerkt tot en met", format::date(*through)));
            about.push(("Ontvanger van de verslagen", format!("{} ({})", text.recipient, text.recipient_short)));
        }
        about.push(("Vingerafdruk van de gegevens (SHA-256)", fingerprint.clone()));
        about.push(("Gemaakt met", concat!("voortgang ", env!("CARGO_PKG_VERSION")).to_owned()));
        let last_day = NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or_default();
        Self {
            title: format!("Overzicht {name} {year}"),
            year,
            invented: overview.has_invented(),
            invented_note: md(overview.portfolio.and_then(|portfolio| portfolio.invented_note.as_ref())),
            facts,
            about,
            short_fingerprint: words::short_print(&fingerprint),
            authors: if recipient.is_empty() { Vec::new() } else { vec![recipient.clone()] },
            recipient,
            has_portfolio: overview.portfolio.is_some(),
            without_portfolio: words::without_portfolio(overview),
            date: Date::of(date.unwrap_or(last_day)),
            received: Received::of(overview),
            introduction: overview.text.map_or_else(String::new, |text| text.introduction.as_str().to_owned()),
            with_concepts: overview.options.with_concepts,
            is_long: overview.deals.len() > 40,
        }
    }
}

impl Date {
    fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), month: day.month(), day: day.day() }
    }
}

/// The deliveries about the year, in the order of the deals.
fn deliveries<'o, 'a>(
    overview: &'o Overview<'a>,
) -> impl Iterator<Item = (&'o DealStanding<'a>, Delivery<'a>)> + use<'o, 'a> {
    overview.deals.iter().filter_map(|deal| Some((deal, deal.delivery?)))
}

/// When a word about how sure it is is used, the word, and what it means.
type Meaning = (fn(&Assurance) -> bool, &'static str, &'static str);

/// How sure it can be that pages say what the data say.
const MEANINGS: [Meaning; 4] = [
    (
        |one| matches!(one, Assurance::Proven),
        "Bewezen",
        "het rapport is opnieuw gemaakt uit de gegevens die erin zitten, en het is precies hetzelfde.",
    ),
    (
        |one| matches!(one, Assurance::Resaved),
        "Inhoud bewezen",
        "het rapport is opnieuw gemaakt, en alles wat erin staat is gelijk. Een ander programma heeft het bestand opnieuw opgeslagen.",
    ),
    (
        |one| matches!(one, Assurance::DataOnly(_)),
        "Alleen gegevens",
        "de gegevens in het rapport zijn gaaf, maar het rapport is niet opnieuw gemaakt.",
    ),
    (
        |one| matches!(one, Assurance::Dossier),
        "Dossier",
        "de regio leverde de gegevens zonder rapport. Er zijn dan geen pagina’s om te controleren.",
    ),
];

impl Received {
    fn of(overview: &Overview<'_>) -> Self {
        let mut table = Table::new("Verslagen waaruit dit overzicht is gemaakt")
            .words("Deal", 5)
            .words("Bestand", 6)
            .words("Stap", 3)
            .words("Gegevens tot en met", 3)
            .words("Zekerheid", 3)
            .words("Vingerafdruk", 4);
        let has = |is: fn(&Assurance) -> bool| deliveries(overview).any(|(_, one)| is(&one.taken.assurance));
        let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
        for (deal, delivery) in deliveries(overview) {
            let report = &delivery.taken.record.report;
            table.row(vec![
                Cell::text(words::short(deal.name)),
                Cell::text(words::printable(delivery.source)),
                Cell::text(format!("{} {}", report.status.word(), format::short_date(report.status_on))),
                Cell::text(format::short_date(report.known_through)),
                Cell::text(words::assurance(&delivery.taken.assurance)),
                Cell::text(words::short_print(&delivery.taken.fingerprint)),
            ]);
            if let Assurance::DataOnly(why) = &delivery.taken.assurance {
                match reasons.iter_mut().find(|(known, _)| known == why) {
                    Some((_, deals)) => deals.push(words::short(deal.name)),
                    None => reasons.push((why, vec![words::short(deal.name)])),
                }
            }
        }
        Self {
            in_colofon: table.rows() <= IN_COLOFON,
            is_long: (7..=IN_COLOFON).contains(&table.rows()),
            table: (!table.is_empty()).then(|| table.done()),
            reasons: reasons.into_iter().map(because).collect(),
            meanings: MEANINGS.into_iter().filter(|(is, ..)| has(*is)).map(|(_, word, means)| (word, means)).collect(),
        }
    }
}

/// Why the pages of these deals' deliveries could not be proven.
fn because((why, deals): (&str, Vec<String>)) -> String {
    format!("{} ({}).", format::capitalised(&words::printable(words::phrase(why))), words::some(&deals, IN_COLOFON))
}
