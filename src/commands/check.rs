//! `voortgang controleer`: everything there is to say about a dossier, at once.

use std::io::{self, Write};
use std::path::Path;

use super::{ExitStatus, open, show};
use crate::cli::{CheckArgs, Format};
use crate::diagnostic::{self, has_errors};
use crate::pipeline;

pub(super) fn run(arguments: &CheckArgs) -> io::Result<ExitStatus> {
    let mut status = ExitStatus::Written;
    for dossier in &arguments.dossiers {
        status = status.max(one(dossier, arguments.format)?);
    }
    Ok(status)
}

fn one(dossier: &Path, format: Format) -> io::Result<ExitStatus> {
    let Some(folder) = open(dossier)? else { return Ok(ExitStatus::Failed) };
    let (diagnostics, sources, status) = match pipeline::check(&folder) {
        Ok(checked) => {
            let status = if has_errors(&checked.diagnostics) { ExitStatus::Rejected } else { ExitStatus::Written };
            (checked.diagnostics, checked.sources, status)
        }
        Err(rejected) => (rejected.diagnostics, rejected.sources, ExitStatus::Rejected),
    };
    match format {
        Format::Json => writeln!(io::stdout(), "{:#}", diagnostic::to_json(&diagnostics, &sources))?,
        Format::Text if diagnostics.is_empty() => {
            writeln!(io::stderr(), "{}: geen fouten gevonden", dossier.display())?;
        }
        Format::Text => show(&diagnostics, &sources)?,
    }
    Ok(status)
}
