//! `voortgang stempel`: a report with its registration number.

use std::io::{self, Write};

use super::{ExitStatus, ask_about, end_at_interrupt};
use crate::cli::StampArgs;
use crate::compose::Stamp;
use crate::package;
use crate::publish::{self, Entry, Target};
use crate::workers::jobs::{self, Stamped};

pub(super) fn run(arguments: &StampArgs) -> io::Result<ExitStatus> {
    end_at_interrupt();
    let stamp = match Stamp::new(&arguments.number) {
        Ok(stamp) => stamp,
        Err(wrong) => {
            writeln!(io::stderr(), "fout: {wrong}\nhulp: {}", wrong.hint())?;
            return Ok(ExitStatus::Failed);
        }
    };
    let target = Target::from_request(arguments.output.as_deref(), file_name(arguments, &stamp));
    let job = jobs::Stamp {
        pdf: arguments.pdf.clone(),
        number: stamp.number().to_owned(),
        copy_of: arguments.archive.then(|| target.name.clone()),
    };
    let Stamped { deal, report, delivery, archive } = match ask_about(&arguments.pdf, &job)? {
        Ok(stamped) => stamped,
        Err(status) => return Ok(status),
    };
    let archive_name =
        format!("{}.pdf", package::archive_copy(target.name.strip_suffix(".pdf").unwrap_or(&target.name)));
    let mut entries = vec![(target.name.as_str(), Entry::File(&delivery.bytes))];
    if let Some(archive) = &archive {
        entries.push((archive_name.as_str(), Entry::File(&archive.bytes)));
    }
    if let Err(error) = publish::together(&target.folder, &entries) {
        writeln!(io::stderr(), "fout: de pdf is niet geschreven: {error}")?;
        return Ok(ExitStatus::Failed);
    }
    for (name, _) in &entries {
        writeln!(io::stdout(), "{}", target.folder.join(name).display())?;
    }
    writeln!(
        io::stderr(),
        "Het rapport van {deal}, verslag {report}, heeft kenmerk {}. Alles buiten het vak daarvoor staat waar het stond. De controlegetallen zijn wel anders: maak een pakket voor de griffie opnieuw, met `--kenmerk`.",
        stamp.number()
    )?;
    Ok(ExitStatus::Written)
}

/// `voortgangsrapportage-den-haag-zuidwest-2021-RIS123456.pdf`: the report without a number keeps its name.
fn file_name(arguments: &StampArgs, stamp: &Stamp) -> String {
    let stem =
        arguments.pdf.file_stem().map_or_else(|| "rapport".to_owned(), |stem| stem.to_string_lossy().into_owned());
    format!("{}.pdf", package::with_number(&stem, &stamp.in_file_name()))
}
