//! What a concept still lacks: the blanks of the dossier and what the next steps ask, as lists behind the report.

use serde::Serialize;

use super::table::{Cell, Table};
use super::view::View;
use crate::check::Need;
use crate::format;
use crate::model::Stage;
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

/// The rule about blanks, which have a list of their own.
const BLANKS: &str = "R064";

/// More lines than this and nobody reads them; `voortgang controleer` names them all.
const MOST_NEEDS: usize = 30;

/// What else a concept must have before it can take the next steps.
#[derive(Debug, Serialize)]
pub(super) struct Needed {
    /// How many things there are, in words.
    count: String,
    table: Table,
}

impl Needed {
    /// `None` when nothing stands in the way, or the report is no concept any more.
    pub(super) fn of(view: View<'_>, needs: &[Need]) -> Option<Self> {
        if view.report.status.stage() >= Stage::Adopted {
            return None;
        }
        let needs: Vec<&Need> = needs.iter().filter(|need| need.code != BLANKS).collect();
        let mut table = Table::new("Wat nog moet voordat dit verslag verder kan")
            .words("Voordat het wordt", 3)
            .words("Wat nog moet", 9)
            .words("Bestand", 4);
        for need in needs.iter().take(MOST_NEEDS) {
            table.row(vec![Cell::text(need.stage.word()), Cell::text(&need.message), Cell::text(&need.file)]);
        }
        if let Some(more) = needs.len().checked_sub(MOST_NEEDS).filter(|more| *more > 0) {
            table.note(format!("En nog {}.", format::plural(more, "punt", "punten")));
        }
        let count = format::plural(needs.len(), "punt", "punten");
        (!needs.is_empty()).then(|| Self { count, table: table.done() })
    }
}
