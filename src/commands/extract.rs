//! `voortgang uitpakken`: the dossier that a report carries, or what an overview was made from, as a folder.

use std::io::{self, Write};
use std::path::Path;

use super::{ExitStatus, ask_about, end_at_interrupt};
use crate::cli::ExtractArgs;
use crate::publish::{self, NotAdded};
use crate::workers::{self, Answer, Job};

/// What a PDF is that carries files.
enum Carrier {
    /// The report of a deal.
    Report { deal: String, report: String, number: Option<String> },
    /// A national overview.
    Overview { year: i32 },
}

pub(super) fn run(arguments: &ExtractArgs) -> io::Result<ExitStatus> {
    end_at_interrupt();
    let (answer, bytes) = match ask_about(&arguments.pdf, &Job::Extract { pdf: arguments.pdf.clone() })? {
        Ok(answered) => answered,
        Err(status) => return Ok(status),
    };
    let (carrier, listed) = match answer {
        Answer::Files { deal, report, files, number } => (Carrier::Report { deal, report, number }, files),
        Answer::OverviewFiles { year, files } => (Carrier::Overview { year }, files),
        _ => return Ok(ExitStatus::Failed),
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
            told(&arguments.folder, &carrier, &files)?;
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

/// Says what came out.
fn told(folder: &Path, carrier: &Carrier, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    let own = files.iter().filter(|(name, _)| Path::new(name).starts_with(workers::TEMPLATES)).count();
    let stamps = files.iter().filter(|(name, _)| name == workers::STAMP_FILE).count();
    let count = crate::format::plural(files.len() - own - stamps, "bestand", "bestanden");
    let (deal, report, number) = match carrier {
        Carrier::Overview { year } => {
            return writeln!(
                io::stderr(),
                "Het overzicht over {year}: {count}, precies zoals ze in het overzicht zaten. De rapporten zelf zitten er niet in."
            );
        }
        Carrier::Report { deal, report, number } => (deal, report, number),
    };
    writeln!(
        io::stderr(),
        "Het dossier van {deal}, verslag {report}: {count}, precies zoals ze in het rapport zaten."
    )?;
    if own > 0 {
        let count = crate::format::plural(own, "eigen sjabloon", "eigen sjablonen");
        let verb = if own == 1 { "Er hoort" } else { "Er horen" };
        let place = folder.join(workers::TEMPLATES);
        let (folder, place) = (folder.display(), place.display());
        writeln!(
            io::stderr(),
            "{verb} {count} bij. Hetzelfde rapport maakt u met `voortgang rapport \"{folder}\" --verslag {report} --sjablonen \"{place}\"`."
        )?;
    }
    if let Some(number) = number {
        writeln!(
            io::stderr(),
            "Het rapport heeft kenmerk {number}; dat staat in {}. Het is geen deel van het dossier: u zet het er weer in met `voortgang stempel`.",
            folder.join(workers::STAMP_FILE).display()
        )?;
    }
    Ok(())
}
