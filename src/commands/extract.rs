//! `voortgang uitpakken`: the dossier that a report carries, as a folder.

use std::io::{self, Write};

use super::{ExitStatus, no_answer};
use crate::cli::ExtractArgs;
use crate::publish::{self, NotAdded};
use crate::workers::{self, Answer, Job, Limits, Outcome};

pub(super) fn run(arguments: &ExtractArgs) -> io::Result<ExitStatus> {
    let pdf = arguments.pdf.display();
    let (deal, report, listed, bytes) =
        match workers::ask(&Job::Extract { pdf: arguments.pdf.clone() }, Limits::FROM_OUTSIDE) {
            Outcome::Done(answer, bytes) => match *answer {
                Answer::Files { deal, report, files } => (deal, report, files, bytes),
                Answer::Refused { why, hint, .. } => {
                    writeln!(io::stderr(), "fout: {pdf}: {why}\nhulp: {hint}")?;
                    return Ok(ExitStatus::Rejected);
                }
                Answer::Unreadable { why } => {
                    writeln!(io::stderr(), "fout: {why}")?;
                    return Ok(ExitStatus::Failed);
                }
                _ => return Ok(ExitStatus::Failed),
            },
            other => {
                writeln!(io::stderr(), "fout: {pdf}: {}", no_answer(&other))?;
                return Ok(ExitStatus::Rejected);
            }
        };
    let mut files = Vec::new();
    let mut rest = bytes.as_slice();
    for (name, length) in listed {
        let Some((file, others)) = rest.split_at_checked(length) else { return Ok(ExitStatus::Failed) };
        files.push((name, file.to_vec()));
        rest = others;
    }
    match publish::new_folder(&arguments.folder, &files) {
        Ok(()) => {
            let count = crate::format::plural(files.len(), "bestand", "bestanden");
            writeln!(
                io::stderr(),
                "Het dossier van {deal}, verslag {report}: {count}, precies zoals ze in het rapport zaten."
            )?;
            writeln!(io::stdout(), "{}", arguments.folder.display())?;
            Ok(ExitStatus::Written)
        }
        Err(NotAdded::Taken(at)) => {
            writeln!(io::stderr(), "fout: {} is niet leeg\nhulp: noem een map die er nog niet is", at.display())?;
            Ok(ExitStatus::Failed)
        }
        Err(NotAdded::Failed(error)) => {
            writeln!(io::stderr(), "fout: de map is niet geschreven: {error}")?;
            Ok(ExitStatus::Failed)
        }
    }
}
