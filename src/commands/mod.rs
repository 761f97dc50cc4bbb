//! What each command does, from validated options to an exit status.

mod check;
mod council;
mod derive;
mod explain;
mod extract;
mod new;
mod new_year;
mod origin;
mod overview;
mod progress;
mod prove;
mod report;
mod schema;
mod stamp;
mod text;

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use crate::cli::{Cli, Command};
use crate::diagnostic::{self, Colour, Diagnostic};
use crate::read::Sources;
use crate::workers::{self, Outcome};
use crate::world::Folder;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExitStatus {
    /// Everything asked for was written.
    Written,
    /// The input was rejected; the diagnostics say why.
    Rejected,
    /// The command was not understood, or the tool itself failed.
    Failed,
}

impl ExitStatus {
    /// The number that the program ends with.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Written => 0,
            Self::Rejected => 1,
            Self::Failed => 2,
        }
    }
}

impl From<ExitStatus> for std::process::ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(status.code())
    }
}

/// Runs a command.
///
/// # Errors
/// When standard output or standard error cannot be written to.
pub fn run(cli: &Cli) -> io::Result<ExitStatus> {
    match &cli.command {
        Command::Rapport(arguments) => report::run(arguments),
        Command::Controleer(arguments) => check::run(arguments),
        Command::Uitleg(arguments) => explain::run(arguments),
        Command::Schema(arguments) => schema::run(arguments),
        Command::Nieuw(arguments) => new::run(arguments),
        Command::NieuwJaar(arguments) => new_year::run(arguments),
        Command::Afleiden(arguments) => derive::run(arguments),
        Command::Uitpakken(arguments) => extract::run(arguments),
        Command::Bewijs(arguments) => prove::run(arguments),
        Command::Overzicht(arguments) => overview::run(arguments),
        Command::Griffie(arguments) => council::run(arguments),
        Command::Stempel(arguments) => stamp::run(arguments),
        Command::Herkomst(arguments) => origin::run(arguments),
        Command::Worker { memory } => workers::serve(*memory).map(|()| ExitStatus::Written),
    }
}

/// Opens a dossier, or says on standard error why not.
fn open(path: &Path) -> io::Result<Option<Folder>> {
    match Folder::open(path) {
        Ok(folder) => Ok(Some(folder)),
        Err(error) => {
            writeln!(io::stderr(), "fout: {error}")?;
            Ok(None)
        }
    }
}

/// Prints diagnostics for people on standard error, with colour on a terminal.
fn show(diagnostics: &[Diagnostic], sources: &Sources) -> io::Result<()> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    let colour = if io::stderr().is_terminal() { Colour::On } else { Colour::Off };
    write!(io::stderr(), "{}", diagnostic::render(diagnostics, sources, colour))
}

/// Why a process gave no answer, in Dutch; of an interrupt nothing needs to be said.
fn no_answer(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Done(..) | Outcome::Interrupted => String::new(),
        Outcome::TookTooLong(limit) => {
            format!("het duurt langer dan {}", crate::format::plural(limit_in_minutes(*limit), "minuut", "minuten"))
        }
        Outcome::Died => "het lezen ervan kost te veel geheugen, of loopt vast".to_owned(),
    }
}

fn limit_in_minutes(limit: std::time::Duration) -> usize {
    usize::try_from(limit.as_secs() / 60).unwrap_or_default()
}
