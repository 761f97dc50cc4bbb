//! `voortgang nieuw-jaar`: the report and the spending of the next year, as far as they are known.

use std::io::{self, Write};
use std::path::Path;

use chrono::Datelike;

use super::{ExitStatus, end_at_interrupt, open, show};
use crate::cli::NextYearArgs;
use crate::format;
use crate::model::{Dossier, Id, Report, ReportKind};
use crate::publish::{self, NotAdded};
use crate::read::{self, Blank, Sources};
use crate::start::{self, NextYear};
use crate::world::{self, Folder};

pub(super) fn run(arguments: &NextYearArgs) -> io::Result<ExitStatus> {
    end_at_interrupt();
    let path = arguments.dossier.as_path();
    let Some(folder) = open(path)? else { return Ok(ExitStatus::Failed) };
    let mut reading = read::read(&folder);
    let (diagnostics, sources) = (std::mem::take(&mut reading.diagnostics), std::mem::take(&mut reading.sources));
    let Some(dossier) = start::without_reports(reading) else {
        show(&diagnostics, &sources)?;
        writeln!(io::stderr(), "Er is niets gemaakt: verbeter eerst de fouten in {}.", path.display())?;
        return Ok(ExitStatus::Rejected);
    };
    let asked = arguments.year.or_else(|| start::year_after(&dossier));
    let year = asked.unwrap_or_else(|| world::today().year() - 1);
    if let Some(there) = report_about(&dossier, year) {
        writeln!(
            io::stderr(),
            "fout: er is al een verslag over {year}: {}\nhulp: kies met --jaar een ander jaar, of vul dat verslag in",
            path.join(there).display()
        )?;
        return Ok(ExitStatus::Rejected);
    }
    let NextYear { mut files, due } = start::next_year(&dossier, year);
    // Spending may have been kept during the year already.
    let (there, new): (Vec<_>, Vec<_>) = files.drain(..).partition(|(name, _)| folder.files.contains_key(name));
    match publish::add(path, &new) {
        Ok(paths) => {
            for path in paths {
                writeln!(io::stdout(), "{}", path.display())?;
            }
        }
        Err(NotAdded::Taken(path)) => {
            writeln!(io::stderr(), "fout: `{}` bestaat al; er is niets veranderd", path.display())?;
            return Ok(ExitStatus::Rejected);
        }
        Err(NotAdded::Failed(error)) => {
            writeln!(io::stderr(), "fout: de bestanden zijn niet gemaakt: {error}")?;
            return Ok(ExitStatus::Failed);
        }
    }
    for (name, _) in there {
        writeln!(io::stderr(), "{} was er al en is niet veranderd.", path.join(name).display())?;
    }
    let added = read::read(&Folder::from_texts("nieuw", new)).sources;
    list(path, &added, year)?;
    look_at(&dossier, &due, year)?;
    Ok(ExitStatus::Written)
}

/// The file of the yearly report about a year, or one that has its name.
fn report_about(dossier: &Dossier, year: i32) -> Option<String> {
    let is_about = |report: &&Report| {
        report.id.as_str() == year.to_string()
            || (report.kind == ReportKind::Progress && report.period.to.year() == year)
    };
    dossier.reports.values().find(is_about).map(|report| report.at.file_name().to_owned())
}

/// Names every blank of the new files, with its line.
fn list(dossier: &Path, sources: &Sources, year: i32) -> io::Result<()> {
    let blanks: Vec<Blank<'_>> = read::blanks(sources).collect();
    let count = format::plural(blanks.len(), "veld", "velden");
    writeln!(io::stderr(), "Het verslag over {year} staat klaar. U vult nog {count} in:")?;
    for Blank { file, line, what, .. } in blanks {
        writeln!(io::stderr(), "  {}:{line}: {what}", dossier.join(file).display())?;
    }
    Ok(())
}

/// What the next report rests on, besides the new files.
fn look_at(dossier: &Dossier, due: &[Id], year: i32) -> io::Result<()> {
    writeln!(io::stderr(), "Kijk ook naar:")?;
    writeln!(
        io::stderr(),
        "  deal.yaml: de bijeenkomsten van {year}, en bij verdeling de herziening van {year}\n  \
         projecten/: nieuwe projecten, en wat er aan projecten is veranderd (wijzigingen)"
    )?;
    for id in due {
        writeln!(io::stderr(), "  indicatoren/{id}.yaml: de meting van {year}")?;
    }
    if dossier.deal.end.year() < year {
        writeln!(io::stderr(), "Let op: de deal eindigde op {}.", format::date(*dossier.deal.end))?;
    }
    Ok(())
}
