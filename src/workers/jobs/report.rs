//! The report of a dossier.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{Job, NotDone, Reply, Work};
use crate::diagnostic::{self, Colour, Diagnostic};
use crate::pipeline::{self, Built, Choice, Rejected};
use crate::read::Sources;
use crate::workers::{Message, Payload};
use crate::world::{Folder, Templates};

/// The report of a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Where the dossier stands.
    pub dossier: PathBuf,
    /// Which report.
    pub choice: Choice,
    /// A folder with templates.
    pub templates: Option<PathBuf>,
    /// Whether what is said of it is shown in colour.
    pub colour: Colour,
}

/// What came of making a report, and what there is to say of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Made {
    /// A report.
    Report {
        /// What there is to say of it.
        remarks: String,
        /// The file name it gets when none is asked for.
        file_name: String,
        /// The report.
        pdf: Payload,
    },
    /// There is no report: the dossier has errors.
    Rejected {
        /// Which ones.
        remarks: String,
    },
    /// There is no report: the layout engine refused its source, which is a mistake in the program.
    SourceRefused {
        /// Why.
        remarks: String,
        /// The source.
        source: Payload,
    },
}

impl From<Report> for Job {
    fn from(job: Report) -> Self {
        Self::Report(job)
    }
}

impl Message for Made {
    fn payloads(&mut self) -> Vec<&mut Payload> {
        match self {
            Self::Report { pdf, .. } => vec![pdf],
            Self::Rejected { .. } => Vec::new(),
            Self::SourceRefused { source, .. } => vec![source],
        }
    }
}

impl Work for Report {
    type Answer = Made;

    fn perform(&self) -> Reply<Made> {
        let templates = match &self.templates {
            None => Templates::built_in(),
            Some(folder) => Templates::over_built_in(folder).map_err(NotDone::unreadable)?,
        };
        let folder = Folder::open(&self.dossier).map_err(NotDone::unreadable)?;
        let said = |diagnostics: &[Diagnostic], sources: &Sources| {
            if diagnostics.is_empty() { String::new() } else { diagnostic::render(diagnostics, sources, self.colour) }
        };
        let made = pipeline::check_for(&folder, &self.choice).and_then(|checked| {
            let built = pipeline::annual_report(&folder, &checked, &self.choice, &templates)?;
            Ok((built, checked.sources))
        });
        Ok(match made {
            Ok((Built { pdf, file_name, remarks }, sources)) => {
                Made::Report { remarks: said(&remarks, &sources), file_name, pdf: pdf.bytes.into() }
            }
            Err(Rejected { diagnostics, sources, source }) => {
                let remarks = said(&diagnostics, &sources);
                match source {
                    None => Made::Rejected { remarks },
                    Some(source) => Made::SourceRefused { remarks, source: source.into_bytes().into() },
                }
            }
        })
    }
}
