//! Figures that an earlier report gave otherwise, so that a reader who keeps it is not misled.

use serde::Serialize;

use crate::compose::changes;
use crate::compose::table::Trail;
use crate::compose::view::{View, value_of_row};
use crate::figures::changes::{Changes, Item, SpendingChange};
use crate::format;
use crate::model::{ReportKind, Text};

/// Where the figures stand.
const PLACE: &str = "Verbeterd sinds het vorige verslag";

/// More than this are counted, not told.
const MOST: usize = 4;

/// What was corrected.
#[derive(Debug, Serialize)]
pub(super) struct Corrections {
    lines: Vec<String>,
}

impl Corrections {
    /// `None` when there was no report before with figures to correct.
    pub(super) fn of(view: View<'_>, trail: &mut Trail) -> Option<Self> {
        let before = view.before.filter(|before| before.report().is_some())?;
        if view.report.kind == ReportKind::Baseline {
            return None;
        }
        let changes = Changes::between(before, view.dossier, view.report, view.figures);
        // A figure of the whole area goes with those of its wijken, and what was spent with what was planned.
        let own = changes.measurements.iter().filter(|change| change.new.area == change.indicator.area);
        let spent = changes.spending.iter().filter(|change| change.item == Item::Realised);
        let count = changes.measurements.len() + changes.spending.len();
        let mut lines: Vec<String> = Vec::new();
        for change in own.take(MOST) {
            let name = change.indicator.short_name.as_str();
            let mut printed = |row| trail.note(PLACE, name, value_of_row(change.indicator, row));
            let (old, new) = (printed(change.old), printed(change.new));
            lines.push(format!(
                "{}, {}: was {old}, is nu {new}.{}",
                change.indicator.short_name,
                format::date(change.day),
                because(change.new.reason.as_ref())
            ));
        }
        let left = MOST.saturating_sub(lines.len());
        lines.extend(spent.take(left).map(|change| spending(view, change, trail)));
        match count - lines.len() {
            0 => {}
            1 => lines.push("In het verslag staat nog 1 ander verbeterd cijfer.".to_owned()),
            more => {
                lines.push(format!("In het verslag staan nog {} andere verbeterde cijfers.", format::count(more)));
            }
        }
        Some(Self { lines })
    }
}

fn spending(view: View<'_>, change: &SpendingChange<'_>, trail: &mut Trail) -> String {
    let subject = changes::subject(view, change.row);
    let mut printed = |figure| trail.note(PLACE, &subject, changes::euros_and_cents(figure));
    let (old, new) = (printed(change.old.as_ref()), printed(change.new.as_ref()));
    format!(
        "{subject}, besteed tot en met {}: was {old}, is nu {new}.{}",
        format::date(*change.row.through),
        because(change.row.reason.as_ref())
    )
}

fn because(reason: Option<&Text>) -> String {
    reason.map_or_else(String::new, |reason| format!(" Reden: {}.", reason.as_str().trim_end_matches('.')))
}
