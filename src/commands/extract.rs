//! `voortgang uitpakken`: the dossier that a report carries, or what an overview was made from, as a folder.

use std::io::{self, Write};
use std::path::Path;

use super::{ExitStatus, ask_about, end_at_interrupt};
use crate::cli::ExtractArgs;
use crate::format;
use crate::publish::{self, NotAdded};
use crate::workers::jobs::{self, Extract, Extracted};

pub(super) fn run(arguments: &ExtractArgs) -> io::Result<ExitStatus> {
    end_at_interrupt();
    let extracted = match ask_about(&arguments.pdf, &Extract { pdf: arguments.pdf.clone() })? {
        Ok(extracted) => extracted,
        Err(status) => return Ok(status),
    };
    let (Extracted::Report { files, .. } | Extracted::Overview { files, .. }) = &extracted;
    match publish::new_folder(&arguments.folder, files) {
        Ok(()) => {
            told(&arguments.folder, &extracted)?;
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
fn told(folder: &Path, extracted: &Extracted) -> io::Result<()> {
    let (deal, report, number, files) = match extracted {
        Extracted::Overview { year, files } => {
            let count = format::plural(files.len(), "bestand", "bestanden");
            return writeln!(
                io::stderr(),
                "Het overzicht over {year}: {count}, precies zoals ze in het overzicht zaten. De rapporten zelf zitten er niet in."
            );
        }
        Extracted::Report { deal, report, number, files } => (deal, report, number, files),
    };
    let own = files.iter().filter(|(name, _)| Path::new(name).starts_with(jobs::TEMPLATES)).count();
    let stamps = files.iter().filter(|(name, _)| name == jobs::STAMP_FILE).count();
    let count = format::plural(files.len() - own - stamps, "bestand", "bestanden");
    writeln!(
        io::stderr(),
        "Het dossier van {deal}, verslag {report}: {count}, precies zoals ze in het rapport zaten."
    )?;
    if own > 0 {
        let count = format::plural(own, "eigen sjabloon", "eigen sjablonen");
        let verb = if own == 1 { "Er hoort" } else { "Er horen" };
        let place = folder.join(jobs::TEMPLATES);
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
            folder.join(jobs::STAMP_FILE).display()
        )?;
    }
    Ok(())
}
