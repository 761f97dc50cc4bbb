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
use crate::publish;
use crate::read::Sources;
use crate::workers::{self, Limits, NoAnswer, NotDone, Outcome, Work};
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

/// From now on an interrupt ends the program, as soon as what is being written is whole.
fn end_at_interrupt() {
    workers::end_at_interrupt(ExitStatus::Failed.code().into(), || {
        let whole = publish::whole();
        // There is nobody left to tell when this does not arrive.
        drop(writeln!(io::stderr(), "Onderbroken."));
        whole
    });
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

/// What a worker answers about a file from outside; see [`answered`].
fn ask_about<W: Work>(file: &Path, job: &W) -> io::Result<Result<W::Answer, ExitStatus>> {
    answered(&file.display().to_string(), workers::ask(job, Limits::FROM_OUTSIDE), &mut io::stderr())
}

/// The answer about a file from outside; without one, the status with which that ends, after `err` says
/// why and what can be done.
fn answered<A>(name: &str, outcome: Outcome<A>, err: &mut dyn Write) -> io::Result<Result<A, ExitStatus>> {
    let status = match outcome {
        Ok(Ok(answer)) => return Ok(Ok(answer)),
        Ok(Err(not_done)) => refuse(name, &not_done, err)?,
        // Of what was not looked at there is nothing to say.
        Err(NoAnswer::Interrupted) => ExitStatus::Failed,
        Err(none) => {
            writeln!(err, "fout: {name}: {}\nhulp: {}", no_answer(&none), no_answer_hint(&none))?;
            ExitStatus::Rejected
        }
    };
    Ok(Err(status))
}

/// Says why a job was not done; gives the status with which that ends.
fn refuse(name: &str, not_done: &NotDone, err: &mut dyn Write) -> io::Result<ExitStatus> {
    match not_done {
        NotDone::Refused(refused) => {
            writeln!(err, "fout: {name}: {}\nhulp: {}", refused.why, refused.hint)?;
            Ok(ExitStatus::Rejected)
        }
        // That names the file itself.
        NotDone::Unreadable(why) => {
            writeln!(err, "fout: {why}")?;
            Ok(ExitStatus::Failed)
        }
    }
}

/// Why a process gave no answer, in Dutch; of an interrupt nothing needs to be said.
fn no_answer(none: &NoAnswer) -> String {
    match none {
        NoAnswer::Interrupted => String::new(),
        NoAnswer::TookTooLong(limit) => format!("het duurt langer dan {} en is gestopt", in_words(*limit)),
        NoAnswer::TookTooMuch(limit) => {
            format!("het kost meer dan {} MB geheugen en is gestopt", limit / (1024 * 1024))
        }
        NoAnswer::NotStarted(error) => format!("er kan geen proces worden gestart om het te lezen ({error})"),
        NoAnswer::TooDeep => "het is te diep in elkaar gebouwd om te lezen".to_owned(),
        NoAnswer::Died(None) => "voortgang loopt hierop vast".to_owned(),
        NoAnswer::Died(Some(place)) => format!("voortgang loopt hierop vast ({})", crate::read::shown(place, 120)),
    }
}

/// What to do when a process gave no answer about a file from outside, in Dutch.
const fn no_answer_hint(none: &NoAnswer) -> &'static str {
    match none {
        NoAnswer::Interrupted => "",
        NoAnswer::TookTooLong(_) | NoAnswer::TookTooMuch(_) | NoAnswer::TooDeep => {
            "een gewoon rapport vraagt veel minder; vraag wie het u stuurde om het rapport zoals `voortgang rapport` het maakte"
        }
        NoAnswer::NotStarted(_) => "controleer of de computer nog geheugen en ruimte heeft, en probeer het opnieuw",
        NoAnswer::Died(_) => "dit is een fout in het programma; meld dit, met het bestand erbij",
    }
}

fn in_words(time: std::time::Duration) -> String {
    let seconds = usize::try_from(time.as_secs()).unwrap_or(usize::MAX);
    if seconds >= 60 && seconds.is_multiple_of(60) {
        crate::format::plural(seconds / 60, "minuut", "minuten")
    } else {
        crate::format::plural(seconds, "seconde", "seconden")
    }
}
