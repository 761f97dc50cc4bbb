//! `voortgang griffie`: the council package of a report, as a folder and as a zip of it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{ExitStatus, open, show};
use crate::cli::CouncilArgs;
use crate::compose::Stamp;
use crate::pipeline::{self, Choice, Numbers};
use crate::publish::{self, Target};
use crate::world::Templates;

pub(super) fn run(arguments: &CouncilArgs) -> io::Result<ExitStatus> {
    let Some(folder) = open(&arguments.dossier)? else { return Ok(ExitStatus::Failed) };
    let choice = Choice::asked(arguments.report.as_deref(), arguments.year);
    let number = |typed: Option<&String>| typed.map(|typed| Stamp::new(typed)).transpose();
    let numbers = number(arguments.number.as_ref())
        .and_then(|report| number(arguments.annex_number.as_ref()).map(|annex| (report, annex)));
    let (stamp, annex_stamp) = match numbers {
        Ok(numbers) => numbers,
        Err(wrong) => {
            writeln!(io::stderr(), "fout: {wrong}\nhulp: {}", wrong.hint())?;
            return Ok(ExitStatus::Failed);
        }
    };
    let numbers = Numbers { report: stamp.as_ref(), annex: annex_stamp.as_ref() };
    let made = pipeline::check_for(&folder, &choice).and_then(|checked| {
        let made = pipeline::package(&folder, &checked, &choice, &Templates::built_in(), numbers)?;
        Ok((made, checked.sources))
    });
    let (package, sources) = match made {
        Ok(((package, remarks), sources)) => {
            show(&remarks, &sources)?;
            (package, sources)
        }
        Err(rejected) => {
            show(&rejected.diagnostics, &rejected.sources)?;
            writeln!(io::stderr(), "Er is geen pakket gemaakt van {}.", arguments.dossier.display())?;
            return Ok(ExitStatus::Rejected);
        }
    };
    drop(sources);
    let output = arguments.output.clone().unwrap_or_else(|| PathBuf::from("output"));
    let files: Vec<(&str, &[u8])> =
        package.files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice())).collect();
    if let Err(error) = publish::replace_folder(&output, Path::new(&package.name), &files) {
        writeln!(io::stderr(), "fout: het pakket is niet geschreven: {error}")?;
        return Ok(ExitStatus::Failed);
    }
    let zip = Target { folder: output.clone(), name: format!("{}.zip", package.name) };
    match publish::write(&zip, &package.zipped()) {
        Ok(path) => writeln!(io::stdout(), "{}\n{}", output.join(&package.name).display(), path.display())?,
        Err(error) => {
            writeln!(io::stderr(), "fout: de zip is niet geschreven: {error}")?;
            return Ok(ExitStatus::Failed);
        }
    }
    for lack in &package.lacking {
        writeln!(io::stderr(), "let op: in het dossier ontbreekt {lack}")?;
    }
    write!(io::stderr(), "{}", package.to_paste)?;
    Ok(ExitStatus::Written)
}
