//! A dossier that was read and checked, and one report of it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Choice, Rejected};
use crate::diagnostic::{Diagnostic, has_errors};
use crate::figures::Known;
use crate::model::{Dossier, Id, Report};
use crate::read::{Earlier, Sources};
use crate::world::Folder;

/// A dossier that could be read, and what the rules say of it.
#[derive(Debug)]
pub struct Checked {
    /// What was read.
    pub dossier: Dossier,
    /// Where everything stands.
    pub sources: Sources,
    /// What each report knows, by the report's id.
    pub known: BTreeMap<Id, Known>,
    /// Everything there is to say; errors too.
    pub diagnostics: Vec<Diagnostic>,
}

impl Checked {
    /// What there is to say of the dossier as a whole and of one report; not of the others.
    #[must_use]
    pub fn about(&self, report: &Id) -> Vec<Diagnostic> {
        let is_about = |one: &&Diagnostic| one.report().is_none_or(|about| about == report.as_str());
        self.diagnostics.iter().filter(is_about).cloned().collect()
    }

    /// The report that is chosen.
    ///
    /// # Errors
    /// When it does not exist.
    pub(super) fn chosen(&self, choice: &Choice) -> Result<&Report, Rejected> {
        choice.of(&self.dossier).map_err(|problem| Rejected::new(vec![*problem], &self.sources))
    }

    /// The report that is chosen, with what there is to say of it.
    ///
    /// # Errors
    /// When it does not exist, or an error is among what there is to say.
    pub(super) fn without_errors(&self, choice: &Choice) -> Result<(&Report, Vec<Diagnostic>), Rejected> {
        let wanted = self.chosen(choice)?;
        let remarks = self.about(&wanted.id);
        if has_errors(&remarks) { Err(Rejected::new(remarks, &self.sources)) } else { Ok((wanted, remarks)) }
    }

    /// What a report knows.
    ///
    /// # Errors
    /// When that could not be told before the rules ran: why not.
    pub(super) fn known_by(&self, folder: &Folder, wanted: &Report) -> Result<Cow<'_, Known>, Rejected> {
        if let Some(known) = self.known.get(&wanted.id) {
            return Ok(Cow::Borrowed(known));
        }
        let whole = Earlier { folder, dossier: &self.dossier, sources: &self.sources };
        Known::of(whole, wanted).map(Cow::Owned).map_err(|unknown| Rejected::unknown(unknown, self))
    }
}

/// What each report knows, or the one that is chosen. A report of which that cannot be told is left out: it cannot be
/// made, and who asks for it hears why.
pub(super) fn known(whole: Earlier<'_>, only: Option<&Choice>) -> BTreeMap<Id, Known> {
    let of = |report: &Report| Some((report.id.clone(), Known::of(whole, report).ok()?));
    match only {
        None => whole.dossier.reports.values().filter_map(of).collect(),
        Some(choice) => choice.of(whole.dossier).ok().and_then(of).into_iter().collect(),
    }
}
