//! Why there is no report, or no overview.

use super::Checked;
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::figures::Unknown;
use crate::read::Sources;

/// Why there is no report.
#[derive(Debug)]
pub struct Rejected {
    /// Everything there is to say, errors among it.
    pub diagnostics: Vec<Diagnostic>,
    /// Where everything stands, to show the lines.
    pub sources: Sources,
    /// The Typst source, when the layout engine refused it.
    pub source: Option<String>,
}

impl Rejected {
    pub(super) fn new(diagnostics: Vec<Diagnostic>, sources: &Sources) -> Self {
        Self { diagnostics, sources: sources.clone(), source: None }
    }

    /// What a report knew cannot be told.
    pub(super) fn unknown(unknown: Unknown, checked: &Checked) -> Self {
        match unknown {
            Unknown::Unread { diagnostics, sources } => Self { diagnostics, sources, source: None },
            other => Self::internal(&other.to_string(), &checked.sources),
        }
    }

    /// A mistake of the program itself.
    pub(super) fn internal(message: &str, sources: &Sources) -> Self {
        let mistake = Diagnostic::error("T002", KeyPath::file(""), format!("interne fout: {message}"))
            .hint("dit is een fout in het programma; meld dit");
        Self::new(vec![mistake], sources)
    }
}
