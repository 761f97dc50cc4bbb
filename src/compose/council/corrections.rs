//! Figures that an earlier report gave otherwise, so that a reader who keeps it is not misled.

use std::cmp::Ordering;

use serde::Serialize;

use crate::compose::changes;
use crate::compose::table::Trail;
use crate::compose::view::{View, value_of_row};
use crate::figures::Known;
use crate::figures::changes::{Agreement, Changes, Item, SpendingChange};
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
    /// What was agreed otherwise about the money of pillars: first which of them have less and more.
    money: Vec<String>,
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
        Some(Self { lines, money: between_pillars(view, before, &changes, trail) })
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

/// That money went from one pillar to another since the report before, with what the report says of it. Empty when no
/// pillar has less than it had, or none has more.
fn between_pillars(view: View<'_>, before: &Known, changes: &Changes<'_>, trail: &mut Trail) -> Vec<String> {
    const PLACE: &str = "Andere afspraken over geld";
    let now = view.dossier.pillars.iter().zip(&view.figures.money.pillars);
    let (mut less, mut more, mut moved) = (Vec::new(), Vec::new(), Vec::new());
    for (pillar, line) in now {
        let then = before.dossier.pillars.iter().position(|one| one.id == pillar.id);
        let then = then.and_then(|at| before.figures.money.pillars.get(at)).map(|line| &line.budget);
        let Some(then) = then.filter(|then| !then.sources.is_empty() && !line.budget.sources.is_empty()) else {
            continue;
        };
        match line.budget.value.cmp(&then.value) {
            Ordering::Less => less.push(pillar.number.0.to_string()),
            Ordering::Greater => more.push(pillar.number.0.to_string()),
            Ordering::Equal => continue,
        }
        moved.push(&pillar.id);
    }
    if less.is_empty() || more.is_empty() {
        return Vec::new();
    }
    let (less, more) = (format::list(&less), format::list(&more));
    let mut lines =
        vec![format!("Voor pijler {less} is nu minder begroot dan in het vorige verslag en voor pijler {more} meer.")];
    for agreement in &changes.agreements {
        let Agreement::PostBudget { post, pillar: Some(pillar), old, new, note } = agreement else { continue };
        let Some(of) = view.dossier.pillar(pillar).filter(|_| moved.contains(pillar)) else { continue };
        let subject = format!("{} in pijler {}", view.post(*post), of.number.0);
        let mut printed = |figure| trail.note(PLACE, &subject, changes::euros(figure));
        let (old, new) = (printed(old), printed(new));
        let note = note.map_or_else(String::new, |note| format!(" {}.", note.as_str().trim_end_matches('.')));
        lines.push(format!("{subject}: was {old}, is nu {new}.{note}"));
    }
    lines
}

fn because(reason: Option<&Text>) -> String {
    reason.map_or_else(String::new, |reason| format!(" Reden: {}.", reason.as_str().trim_end_matches('.')))
}
