//! `voortgang rapport`: the report of each dossier as a PDF.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{ExitStatus, open, show};
use crate::cli::ReportArgs;
use crate::pipeline::{self, Choice};
use crate::publish::{self, Target};
use crate::read;
use crate::typeset;
use crate::world::Templates;

pub(super) fn run(arguments: &ReportArgs) -> io::Result<ExitStatus> {
    let templates = match &arguments.templates {
        None => Templates::built_in(),
        Some(folder) => match Templates::over_built_in(folder) {
            Ok(templates) => templates,
            Err(error) => {
                writeln!(io::stderr(), "fout: de sjablonen in {} zijn niet te lezen: {error}", folder.display())?;
                return Ok(ExitStatus::Failed);
            }
        },
    };
    let is_file = arguments.output.as_deref().is_some_and(Target::is_file);
    if is_file && arguments.dossiers.len() > 1 {
        writeln!(
            io::stderr(),
            "fout: meer dan één dossier past niet in één pdf-bestand\nhulp: noem bij --uitvoer een map"
        )?;
        return Ok(ExitStatus::Failed);
    }
    let choice = Choice::asked(arguments.report.as_deref(), arguments.year);
    // What is needed later gets ready while the first dossier is read and checked.
    std::thread::spawn(|| {
        read::schema::prepare();
        typeset::prepare();
    });
    let mut status = ExitStatus::Written;
    let mut written = BTreeSet::new();
    for dossier in &arguments.dossiers {
        let result = one(dossier, &choice, &templates, arguments.output.as_deref(), &mut written)?;
        if result == ExitStatus::Rejected {
            writeln!(io::stderr(), "Er is geen nieuw rapport gemaakt van {}.", dossier.display())?;
        }
        status = status.max(result);
    }
    Ok(status)
}

/// Makes one report. `written` holds what this run wrote before: no report replaces another.
fn one(
    dossier: &Path,
    choice: &Choice,
    templates: &Templates,
    output: Option<&Path>,
    written: &mut BTreeSet<PathBuf>,
) -> io::Result<ExitStatus> {
    let Some(folder) = open(dossier)? else { return Ok(ExitStatus::Failed) };
    let checked = match pipeline::check_for(&folder, choice) {
        Ok(checked) => checked,
        Err(rejected) => {
            show(&rejected.diagnostics, &rejected.sources)?;
            return Ok(ExitStatus::Rejected);
        }
    };
    match pipeline::annual_report(&folder, &checked, choice, templates) {
        Ok(built) => {
            show(&built.remarks, &checked.sources)?;
            let target = Target::from_request(output, built.file_name);
            if !written.insert(target.path()) {
                writeln!(
                    io::stderr(),
                    "fout: {} is in deze opdracht al geschreven\nhulp: geef elk dossier een eigen `id`, of maak de rapporten een voor een",
                    target.path().display()
                )?;
                return Ok(ExitStatus::Failed);
            }
            match publish::write(&target, &built.pdf.bytes) {
                Ok(path) => {
                    writeln!(io::stdout(), "{}", path.display())?;
                    Ok(ExitStatus::Written)
                }
                Err(error) => {
                    writeln!(io::stderr(), "fout: het rapport is niet geschreven: {error}")?;
                    Ok(ExitStatus::Failed)
                }
            }
        }
        Err(rejected) => {
            show(&rejected.diagnostics, &rejected.sources)?;
            if let Some(source) = &rejected.source {
                keep_source(source, output)?;
                return Ok(ExitStatus::Failed);
            }
            Ok(ExitStatus::Rejected)
        }
    }
}

/// Keeps the source that the layout engine refused, for who will look into it.
fn keep_source(source: &str, output: Option<&Path>) -> io::Result<()> {
    let target = Target::from_request(output, "rapport.pdf".to_owned()).with_ending(".fout.typ");
    match publish::write(&target, source.as_bytes()) {
        Ok(path) => writeln!(io::stderr(), "de bron van het rapport staat in {}", path.display()),
        Err(error) => writeln!(io::stderr(), "de bron van het rapport kon niet worden bewaard: {error}"),
    }
}
