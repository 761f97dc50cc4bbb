//! `voortgang afleiden`: public rows from the private files of a dossier.
//!
//! The name is an infinitive, as `uitpakken`: in Dutch the imperative falls apart (leid af).

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::{ExitStatus, end_at_interrupt, open, show};
use crate::cli::DeriveArgs;
use crate::derive::{self, Derived, OfRecipe, Refused};
use crate::format;
use crate::publish::{self, Target};
use crate::world::Intern;

pub(super) fn run(arguments: &DeriveArgs) -> io::Result<ExitStatus> {
    end_at_interrupt();
    let Some(folder) = open(&arguments.dossier)? else { return Ok(ExitStatus::Failed) };
    let intern = Intern::of(&arguments.dossier);
    match derive::derive(&folder, &intern, &arguments.recipes) {
        Err(Refused { diagnostics, sources }) => {
            show(&diagnostics, &sources)?;
            writeln!(io::stderr(), "Er is niets geschreven.")?;
            Ok(ExitStatus::Rejected)
        }
        Ok(derived) if arguments.write => write(arguments, &derived),
        Ok(derived) => print(&derived),
    }
}

/// The rows on standard output, to look at or to paste.
fn print(derived: &Derived) -> io::Result<ExitStatus> {
    for outcome in &derived.outcomes {
        say(outcome)?;
        if outcome.added > 0 {
            writeln!(io::stdout(), "# {}, onder reeks:\n{}", outcome.file, outcome.rows.trim_end())?;
        }
    }
    if derived.outcomes.iter().any(|outcome| outcome.added > 0) {
        writeln!(io::stderr(), "Er is niets geschreven; met --schrijf zet het programma deze rijen in het dossier.")?;
    }
    Ok(ExitStatus::Written)
}

/// The rows into the files of the indicators.
fn write(arguments: &DeriveArgs, derived: &Derived) -> io::Result<ExitStatus> {
    let changed: BTreeSet<&str> =
        derived.outcomes.iter().filter(|outcome| outcome.added > 0).map(|outcome| outcome.file.as_str()).collect();
    for outcome in &derived.outcomes {
        say(outcome)?;
    }
    for file in changed {
        let Some(bytes) = derived.folder.files.get(file) else { continue };
        let path = arguments.dossier.join(file);
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let target = Target { folder: path.parent().map(ToOwned::to_owned).unwrap_or_default(), name };
        match publish::write(&target, bytes) {
            Ok(path) => writeln!(io::stdout(), "{}", path.display())?,
            Err(error) => {
                writeln!(io::stderr(), "fout: het bestand is niet geschreven: {error}")?;
                return Ok(ExitStatus::Failed);
            }
        }
    }
    Ok(ExitStatus::Written)
}

/// What a recipe gave, in one line.
fn say(outcome: &OfRecipe) -> io::Result<()> {
    let OfRecipe { name, added, without_number, known, .. } = outcome;
    let mut parts = Vec::new();
    if *added > 0 {
        parts.push(format::plural(*added, "nieuwe rij", "nieuwe rijen"));
    }
    if *without_number > 0 {
        parts.push(format!("waarvan {without_number} zonder getal, met de reden"));
    }
    if *known > 0 {
        let verb = if *known == 1 { "staat" } else { "staan" };
        parts.push(format!("{} {verb} er al", format::plural(*known, "rij", "rijen")));
    }
    writeln!(io::stderr(), "{name}: {}", parts.join(", "))
}
