//! What a report knows, as its chapters look at it.

use super::{Checked, Choice, Rejected, check_for};
use crate::chart::Typeface;
use crate::check::Need;
use crate::compose::{Materials, View};
use crate::figures::{Known, Unknown};
use crate::model::{Report, Stage};
use crate::world::{self, Templates};

/// Looks at what a report knows as the chapters do, with everything else they need for its delivery.
pub(super) fn with_view<T>(
    known: &Known,
    checked: &Checked,
    templates: &Templates,
    look: impl FnOnce(View<'_>, Materials<'_>) -> Result<T, Rejected>,
) -> Result<T, Rejected> {
    let unknown = |unknown| Rejected::unknown(unknown, checked);
    let before = known.before().map_err(unknown)?;
    let concept = known.concept().map_err(unknown)?;
    let typeface = Typeface::new(world::REGULAR, world::SEMIBOLD)
        .map_err(|error| Rejected::internal(&error.to_string(), &known.sources))?;
    let view = View::of(known, before.as_ref()).ok_or_else(|| unknown(Unknown::NoReport))?;
    let view = view.with_concept(concept.as_ref());
    let needs = needs(known, view.report);
    look(view, Materials { needs: &needs, ..Materials::of(known, templates, &typeface) })
}

/// What a concept must still have before it can take the next steps, told from the files that travel with it: who
/// makes the report again from those finds the same.
fn needs(known: &Known, report: &Report) -> Vec<Need> {
    let stage = report.status.stage();
    if stage >= Stage::Adopted {
        return Vec::new();
    }
    // What is known was read without mistakes; should it not be, then making the report says so.
    let checked = check_for(&known.folder, &Choice::Report(report.id.to_string()));
    checked.map_or_else(|_| Vec::new(), |checked| Need::all(&checked.about(&report.id), stage))
}
