//! Financiële voortgang: per tranche, and what the Rijk paid against what the regions received.

use serde::Serialize;

use crate::compose::table::{Cell, Table};
use crate::figures::overview::national::amount;
use crate::figures::overview::{National, Overview, Totals};
use crate::format;

#[derive(Debug, Serialize)]
pub(super) struct Money {
    per_tranche: Table,
}

impl Money {
    pub(super) fn of(overview: &Overview<'_>) -> Self {
        let mut table = Table::new("Geld per tranche (× € 1.000)").words("Wat", 4);
        for totals in overview.tranches.iter().chain([&overview.total]) {
            table = table.numbers(format::capitalised(&totals.name)).numbers("Deals");
        }
        let columns: Vec<&Totals> = overview.tranches.iter().chain([&overview.total]).collect();
        let mut row = |label: &str, figure: fn(&Totals) -> Option<&National>| {
            let mut cells = vec![Cell::text(label)];
            for totals in &columns {
                match figure(totals) {
                    None => cells.extend([Cell::text("–"), Cell::text("–")]),
                    Some(figure) => {
                        cells.push(Cell::text(format::thousands(amount(figure))));
                        cells.push(Cell::text(format!("{} van {}", figure.count(), figure.all)));
                    }
                }
            }
            table.row(cells);
        };
        row("Rijk, afgesproken", |totals| Some(&totals.state));
        row("Regio, afgesproken", |totals| Some(&totals.region));
        row("Anderen, afgesproken", |totals| Some(&totals.partners));
        row("Uitgekeerd door het Rijk", |totals| totals.paid.as_ref());
        row("Ontvangen door de regio’s", |totals| Some(&totals.received));
        row("Besteed", |totals| Some(&totals.spent));
        Self { per_tranche: table.done() }
    }
}
