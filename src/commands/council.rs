//! `voortgang griffie`: the council package of a report, as a folder and as a zip of it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{ExitStatus, end_at_interrupt, open, show};
use crate::cli::CouncilArgs;
use crate::compose::Stamp;
use crate::package::Package;
use crate::pipeline::{self, Choice};
use crate::publish::{self, Entry, Target};
use crate::world::Templates;

pub(super) fn run(arguments: &CouncilArgs) -> io::Result<ExitStatus> {
    end_at_interrupt();
    let output = arguments.output.clone().unwrap_or_else(|| PathBuf::from("output"));
    if Target::is_file(&output) {
        writeln!(io::stderr(), "fout: een pakket is een map en geen pdf-bestand\nhulp: noem bij `--uitvoer` een map")?;
        return Ok(ExitStatus::Failed);
    }
    let Some(folder) = open(&arguments.dossier)? else { return Ok(ExitStatus::Failed) };
    let choice = Choice::asked(arguments.report.as_deref(), arguments.year);
    let stamp = match arguments.number.as_deref().map(Stamp::new).transpose() {
        Ok(stamp) => stamp,
        Err(wrong) => {
            writeln!(io::stderr(), "fout: {wrong}\nhulp: {}", wrong.hint())?;
            return Ok(ExitStatus::Failed);
        }
    };
    let made = pipeline::check_for(&folder, &choice).and_then(|checked| {
        let made = pipeline::package(&folder, &checked, &choice, &Templates::built_in(), stamp.as_ref())?;
        Ok((made, checked.sources))
    });
    let package = match made {
        Ok(((package, remarks), sources)) => {
            show(&remarks, &sources)?;
            package
        }
        Err(rejected) => {
            show(&rejected.diagnostics, &rejected.sources)?;
            writeln!(io::stderr(), "Er is geen pakket gemaakt van {}.", arguments.dossier.display())?;
            return Ok(ExitStatus::Rejected);
        }
    };
    if let Err(stop) = publish(&package, &output)? {
        return Ok(stop);
    }
    for lack in &package.lacking {
        writeln!(io::stderr(), "let op: in het dossier ontbreekt {lack}")?;
    }
    Ok(ExitStatus::Written)
}

/// Writes the package as a folder and as a zip, both or neither, and says where they are. An earlier package gives way
/// when nobody touched it.
fn publish(package: &Package, output: &Path) -> io::Result<Result<(), ExitStatus>> {
    let place = output.join(&package.name);
    let zip_name = format!("{}.zip", package.name);
    let files = package.files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice())).collect();
    let written = publish::files_in(&place).and_then(|standing| {
        if let Some(Err(stays)) = standing.map(|found| package.may_replace(&found)) {
            return Ok(Err(stays));
        }
        let zip = package.zipped()?;
        let entries = [(package.name.as_str(), Entry::Folder(files)), (zip_name.as_str(), Entry::File(&zip))];
        publish::together(output, &entries).map(Ok)
    });
    match written {
        Ok(Ok(())) => {
            writeln!(io::stdout(), "{}\n{}", place.display(), output.join(&zip_name).display())?;
            Ok(Ok(()))
        }
        Ok(Err(stays)) => {
            writeln!(
                io::stderr(),
                "fout: het pakket is niet geschreven: {stays}\n  in {}\nhulp: {}",
                place.display(),
                stays.hint()
            )?;
            Ok(Err(ExitStatus::Failed))
        }
        Err(error) => {
            writeln!(io::stderr(), "fout: het pakket is niet geschreven: {error}")?;
            Ok(Err(ExitStatus::Failed))
        }
    }
}
