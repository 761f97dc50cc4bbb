//! What a concept still lacks: the blanks of the dossier, as a list behind the report.

use serde::Serialize;

use super::table::{Cell, Table};
use super::view::View;
use crate::format;
use crate::read::{BLANK, Blank, Sources, blanks};

/// The blanks that this report can see.
#[derive(Debug, Serialize)]
pub(super) struct Open {
    /// The words that mark them.
    sign: &'static str,
    /// How many there are, in words.
    count: String,
    table: Table,
}

impl Open {
    /// `None` when nothing is left to fill in.
    pub(super) fn of(view: View<'_>, sources: &Sources) -> Option<Self> {
        // What the report before this one left open is no gap in this one.
        let is_ours =
            |blank: &Blank<'_>| !blank.file.starts_with("verslagen/") || blank.file == view.report.at.file_name();
        let blanks: Vec<Blank<'_>> = blanks(sources).filter(is_ours).collect();
        let mut table = Table::new("Wat nog is in te vullen").words("Bestand", 3).words("Wat er komt te staan", 7);
        for blank in &blanks {
            table.row(vec![Cell::text(blank.file), Cell::text(blank.what)]);
        }
        let count = format::plural(blanks.len(), "plaats", "plaatsen");
        (!blanks.is_empty()).then(|| Self { sign: BLANK, count, table: table.done() })
    }
}
