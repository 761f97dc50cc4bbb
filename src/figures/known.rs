//! What one report knows: the dossier of its gegevensstand, with everything derived from it.

use std::fmt;

use super::Figures;
use crate::diagnostic::Diagnostic;
use crate::model::{Date, Dossier, Id, Report};
use crate::read::{self, Earlier, Sources};
use crate::world::Folder;

/// What one report knows.
#[derive(Debug, Clone)]
pub struct Known {
    /// The files, without what became known later; the report before this one is among them.
    pub folder: Folder,
    /// Where everything stands in them. Lines and places in lists are not those of the whole dossier.
    pub sources: Sources,
    /// What the files say.
    pub dossier: Dossier,
    /// What was derived for the report.
    pub figures: Figures,
    /// The report.
    id: Id,
}

impl Known {
    /// What `report` knows of a dossier that was read without errors.
    ///
    /// # Errors
    /// When what was known cannot be told apart, or does not make a dossier.
    pub fn of(whole: Earlier<'_>, report: &Report) -> Result<Self, Unknown> {
        Self::until(whole, report, report.known_through)
    }

    /// What `report` knew on a day.
    fn until(whole: Earlier<'_>, report: &Report, day: Date) -> Result<Self, Unknown> {
        let Earlier { folder, dossier, sources } = whole;
        let before = dossier.report_before(report).map(|before| before.id.as_str());
        let folder = read::as_known_on(folder, sources, *day, report.id.as_str(), before).map_err(Unknown::Later)?;
        let reading = read::read_again(&folder, whole);
        let sources = reading.sources;
        let Some(dossier) = reading.dossier else {
            return Err(Unknown::Unread { diagnostics: reading.diagnostics, sources });
        };
        let Some(report) = dossier.reports.get(&report.id) else { return Err(Unknown::NoReport) };
        let figures = Figures::of(&dossier, report);
        let id = report.id.clone();
        Ok(Self { folder, sources, dossier, figures, id })
    }

    /// What the report before this one knew; `None` for the first.
    ///
    /// # Errors
    /// As [`Known::of`].
    pub fn before(&self) -> Result<Option<Self>, Unknown> {
        let whole = Earlier { folder: &self.folder, dossier: &self.dossier, sources: &self.sources };
        self.report()
            .and_then(|report| self.dossier.report_before(report))
            .map(|before| Self::of(whole, before))
            .transpose()
    }

    /// What the concept of this report that was discussed knew; `None` when the dossier does not say which
    /// concept that was. Its texts are those of the report: only its figures can be told again.
    ///
    /// # Errors
    /// As [`Known::of`].
    pub fn concept(&self) -> Result<Option<Self>, Unknown> {
        let whole = Earlier { folder: &self.folder, dossier: &self.dossier, sources: &self.sources };
        let Some(report) = self.report() else { return Ok(None) };
        let concept = report.discussed_concept.as_ref();
        concept.map(|concept| Self::until(whole, report, concept.known_through)).transpose()
    }

    /// The report; always there.
    #[must_use]
    pub fn report(&self) -> Option<&Report> {
        self.dossier.reports.get(&self.id)
    }
}

/// Why it cannot be told what a report knew.
#[derive(Debug)]
pub enum Unknown {
    /// Something that became known later could not be taken out.
    Later(read::StillLater),
    /// What is left is no dossier.
    Unread {
        /// Why.
        diagnostics: Vec<Diagnostic>,
        /// Where.
        sources: Sources,
    },
    /// The report itself is not among what is left.
    NoReport,
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Later(later) => later.fmt(f),
            Self::Unread { .. } => f.write_str("de gegevens van toen zijn geen geheel"),
            Self::NoReport => f.write_str("het verslag ontbreekt in de gegevens van toen"),
        }
    }
}

impl std::error::Error for Unknown {}
