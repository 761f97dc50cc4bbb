//! Doelbereik over all deals: how many indicators have which oordeel, which cannot be judged, and
//! what was and was not summed.

use serde::Serialize;

use super::words;
use crate::compose::table::{Cell, Table};
use crate::compose::words as fixed;
use crate::figures::overview::goals::{Shared, SharedDefinition};
use crate::figures::overview::{National, Overview};
use crate::format;
use crate::model::Verdict;

/// The most indicators that are named one by one as not to be judged.
const NAMED: usize = 60;

/// The most names that are listed as shared.
const SHARED: usize = 25;

#[derive(Debug, Serialize)]
pub(super) struct Goals {
    verdicts: Option<Table>,
    unjudged: Option<Table>,
    shared: Vec<SharedName>,
    more_shared: String,
}

/// An indicator that more than one deal has under the same name.
#[derive(Debug, Serialize)]
struct SharedName {
    name: String,
    table: Table,
}

impl Goals {
    pub(super) fn of(overview: &Overview<'_>) -> Self {
        let (shared, more) = super::fit::first(&overview.goals.shared, SHARED);
        Self {
            verdicts: verdicts(overview),
            unjudged: unjudged(overview),
            shared: shared.iter().map(SharedName::of).collect(),
            more_shared: if more > 0 { format::count(more) } else { String::new() },
        }
    }
}

fn verdicts(overview: &Overview<'_>) -> Option<Table> {
    let counts = &overview.goals.verdicts;
    let first: &National = counts.values().next()?;
    let mut table =
        Table::new("Indicatoren naar oordeel").words("Oordeel", 6).numbers("Indicatoren").numbers("In deals");
    for verdict in Verdict::ALL {
        let (sign, word) = fixed::verdict(verdict);
        let figure = counts.get(&verdict);
        let with_one =
            figure.map_or(0, |figure| figure.parts.iter().filter(|part| !part.value.value.is_zero()).count());
        table.row(vec![
            Cell::signed(sign, word),
            Cell::text(figure.map_or_else(|| "0".to_owned(), |figure| format::number(figure.value, 0))),
            Cell::text(format::count(with_one)),
        ]);
    }
    table.note(format!(
        "Geteld in {} deals. “In deals” zegt in hoeveel deals dit oordeel voorkomt; een deal kan meer dan één keer meetellen.",
        words::out_of(first)
    ));
    if let Some(note) = words::left_out(first) {
        table.note(note);
    }
    let overruled: Vec<String> = overview
        .goals
        .overruled
        .iter()
        .map(|(deal, indicator)| format!("{indicator} ({})", words::short(deal)))
        .collect();
    if !overruled.is_empty() {
        table.note(format!("De opsteller van het verslag gaf zelf een oordeel over: {}.", words::some(&overruled, 12)));
    }
    Some(table.done())
}

fn unjudged(overview: &Overview<'_>) -> Option<Table> {
    let mut table =
        Table::new("Indicatoren die niet te beoordelen zijn").words("Deal", 4).words("Indicator", 5).words("Reden", 7);
    let (named, more) = super::fit::first(&overview.goals.unjudged, NAMED);
    for one in named {
        table.row(vec![
            Cell::text(words::short(&one.deal)),
            Cell::text(one.indicator.as_str()),
            Cell::text(format::capitalised(one.reason.trim())),
        ]);
    }
    if more > 0 {
        table.note(format!("En {} andere; zij staan bij de deals en in overzicht.json.", format::count(more)));
    }
    (!table.is_empty()).then(|| table.done())
}

impl SharedName {
    fn of(shared: &Shared) -> Self {
        let unit = if shared.unit.is_empty() { String::new() } else { format!(" ({})", shared.unit) };
        let mut table = Table::new(format!("{}{unit}", shared.name))
            .words("Definitie", 7)
            .words("Deals", 4)
            .wide_numbers("Som", 2)
            .words("Toelichting", 4);
        for one in &shared.definitions {
            table.row(row(one));
        }
        Self { name: shared.name.clone(), table: table.done() }
    }
}

fn row(one: &SharedDefinition) -> Vec<Cell> {
    let deals: Vec<String> = one.deals.iter().map(|deal| words::short(deal)).collect();
    let (sum, why) = match &one.total {
        Some(total) => (format::exact(total.value), format!("Som van {} deals.", format::count(total.count()))),
        None => ("–".to_owned(), format!("{}.", format::capitalised(words::phrase(&one.why_not)))),
    };
    vec![Cell::text(one.definition.as_str()), Cell::text(words::some(&deals, 12)), Cell::text(sum), Cell::text(why)]
}
