//! `voortgang stempel`: a report with its registration number.

use std::io::{self, Write};

use super::{ExitStatus, ask_about};
use crate::cli::StampArgs;
use crate::compose::Stamp;
use crate::publish::{self, Target};
use crate::workers::{Answer, Job};

pub(super) fn run(arguments: &StampArgs) -> io::Result<ExitStatus> {
    let stamp = match Stamp::new(&arguments.number) {
        Ok(stamp) => stamp,
        Err(wrong) => {
            writeln!(io::stderr(), "fout: {wrong}\nhulp: {}", wrong.hint())?;
            return Ok(ExitStatus::Failed);
        }
    };
    let target = Target::from_request(arguments.output.as_deref(), file_name(arguments, &stamp));
    let job = Job::Stamp {
        pdf: arguments.pdf.clone(),
        number: stamp.number().to_owned(),
        copy_of: arguments.archive.then(|| target.name.clone()),
    };
    let (answer, bytes) = match ask_about(&arguments.pdf, &job)? {
        Ok(answered) => answered,
        Err(status) => return Ok(status),
    };
    match answer {
        Answer::Stamped { deal, report, length } => {
            let Some((delivery, copy)) = bytes.split_at_checked(length) else { return Ok(ExitStatus::Failed) };
            let copy = arguments.archive.then(|| (target.with_ending("-archief.pdf"), copy));
            for (target, bytes) in std::iter::once((target, delivery)).chain(copy) {
                match publish::write(&target, bytes) {
                    Ok(path) => writeln!(io::stdout(), "{}", path.display())?,
                    Err(error) => {
                        writeln!(io::stderr(), "fout: de pdf is niet geschreven: {error}")?;
                        return Ok(ExitStatus::Failed);
                    }
                }
            }
            writeln!(
                io::stderr(),
                "Het rapport van {deal}, verslag {report}, heeft kenmerk {}. Alles buiten het vak daarvoor staat waar het stond. De controlegetallen zijn wel anders: maak een pakket voor de griffie opnieuw, met `--kenmerk`.",
                stamp.number()
            )?;
            Ok(ExitStatus::Written)
        }
        _ => Ok(ExitStatus::Failed),
    }
}

/// `voortgangsrapportage-den-haag-zuidwest-2021-RIS123456.pdf`: the report without a number keeps its name.
fn file_name(arguments: &StampArgs, stamp: &Stamp) -> String {
    let stem =
        arguments.pdf.file_stem().map_or_else(|| "rapport".to_owned(), |stem| stem.to_string_lossy().into_owned());
    let ending = format!("-{}", stamp.in_file_name());
    format!("{}{ending}.pdf", stem.strip_suffix(ending.as_str()).unwrap_or(&stem))
}
