//! `voortgang rapport`: the report of each dossier as a PDF.
//!
//! One dossier is done here; more than one by [`workers`], the largest first, and the files are
//! written here, so that an interrupt never leaves half a report. What is said, and which of two
//! dossiers with the same id gets the file, follows the order in which they were named.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use super::progress::Progress;
use super::{ExitStatus, end_at_interrupt, no_answer, refuse};
use crate::cli::ReportArgs;
use crate::diagnostic::Colour;
use crate::pipeline::Choice;
use crate::publish::{self, Target};
use crate::read;
use crate::typeset;
use crate::workers::jobs::{Made, Report};
use crate::workers::{self, Limits, NoAnswer, Outcome, Work};
use crate::world::{self, Templates};

pub(super) fn run(arguments: &ReportArgs) -> io::Result<ExitStatus> {
    if let Some(folder) = &arguments.templates
        && let Err(error) = Templates::over_built_in(folder)
    {
        writeln!(io::stderr(), "fout: de sjablonen in {} zijn niet te lezen: {error}", folder.display())?;
        return Ok(ExitStatus::Failed);
    }
    let is_file = arguments.output.as_deref().is_some_and(Target::is_file);
    if is_file && arguments.dossiers.len() > 1 {
        writeln!(
            io::stderr(),
            "fout: meer dan één dossier past niet in één pdf-bestand\nhulp: noem bij --uitvoer een map"
        )?;
        return Ok(ExitStatus::Failed);
    }
    let mut dossiers = arguments.dossiers.clone();
    let mut passed_over = ExitStatus::Written;
    if let [_, _, ..] = dossiers.as_slice() {
        passed_over = pass_over_files(&mut dossiers)?;
    }
    let colour = if io::stderr().is_terminal() { Colour::On } else { Colour::Off };
    let choice = Choice::asked(arguments.report.as_deref(), arguments.year);
    let job = |dossier: &PathBuf| Report {
        dossier: dossier.clone(),
        choice: choice.clone(),
        templates: arguments.templates.clone(),
        colour,
    };
    let jobs: Vec<Report> = dossiers.iter().map(job).collect();
    let publisher = Publisher { output: arguments.output.as_deref(), dossiers: &dossiers, written: BTreeMap::new() };
    match jobs.as_slice() {
        [] => Ok(passed_over),
        [job] => one(job, publisher),
        _ => many(&jobs, publisher, arguments.processes),
    }
}

/// Passes over the files among what was named: who types `map/*` also names the README of the map.
fn pass_over_files(dossiers: &mut Vec<PathBuf>) -> io::Result<ExitStatus> {
    for file in dossiers.extract_if(.., |path| world::is_file(path)) {
        writeln!(io::stderr(), "waarschuwing: {} is geen map met een dossier en is overgeslagen", file.display())?;
    }
    if dossiers.is_empty() {
        writeln!(io::stderr(), "fout: er is geen dossier genoemd\nhulp: een dossier is een map met deal.yaml erin")?;
        return Ok(ExitStatus::Failed);
    }
    Ok(ExitStatus::Written)
}

fn one(job: &Report, mut publisher: Publisher<'_>) -> io::Result<ExitStatus> {
    end_at_interrupt();
    // What is needed later gets ready while the dossier is read and checked.
    std::thread::spawn(|| {
        read::schema::prepare();
        typeset::prepare();
    });
    publisher.publish(0, Ok(job.perform()), &mut io::stdout(), &mut io::stderr()).map(|end| end.status)
}

fn many(jobs: &[Report], mut publisher: Publisher<'_>, processes: Option<NonZeroUsize>) -> io::Result<ExitStatus> {
    let dossiers = publisher.dossiers;
    let mut order: Vec<usize> = (0..jobs.len()).collect();
    order.sort_by_key(|job| Reverse(world::size_of(&dossiers[*job])));
    let mut progress = Progress::new(jobs.len());
    let mut ends = BTreeMap::new();
    workers::stop_at_interrupt();
    workers::run(jobs, &order, Limits { processes, ..Limits::REPORT }, |job, outcome| {
        if matches!(outcome, Err(NoAnswer::Interrupted)) {
            return Ok(());
        }
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let End { status, ousted } = publisher.publish(job, outcome, &mut out, &mut err)?;
        ends.insert(job, status);
        if let Some(other) = ousted {
            ends.insert(other, ExitStatus::Rejected);
            progress.instead(other, &publisher.same_file(other, job));
        }
        progress.done(job, |to_out, to_err| {
            to_out.write_all(&out)?;
            to_err.write_all(&about(&dossiers[job], err))
        })
    })?;
    let undone = progress.left();
    drop(progress);
    let not_made: Vec<usize> =
        ends.iter().filter(|(_, end)| **end != ExitStatus::Written).map(|(job, _)| *job).collect();
    if undone > 0 {
        let made = ends.len() - not_made.len();
        let verb = if made == 1 { "is" } else { "zijn" };
        writeln!(io::stderr(), "Onderbroken: {made} van de {} rapporten {verb} gemaakt.", jobs.len())?;
        return Ok(ExitStatus::Failed);
    }
    if !not_made.is_empty() {
        writeln!(io::stderr(), "Van {} van de {} dossiers is geen rapport gemaakt:", not_made.len(), jobs.len())?;
        for job in not_made {
            writeln!(io::stderr(), "  {}", dossiers[job].display())?;
        }
    }
    Ok(ends.into_values().max().unwrap_or(ExitStatus::Written))
}

/// What is said of one dossier among others: diagnostics under its name; a line or two give it themselves.
fn about(dossier: &Path, said: Vec<u8>) -> Vec<u8> {
    // After the last end of a line there is one piece more.
    if said.split(|byte| *byte == b'\n').count() <= 3 {
        return said;
    }
    [format!("{}:\n", dossier.display()).as_bytes(), &said, b"\n"].concat()
}

/// Writes reports. `written` holds what this run wrote before, and from which dossier: of two that
/// give the same file only the one that was named first does.
struct Publisher<'a> {
    output: Option<&'a Path>,
    dossiers: &'a [PathBuf],
    written: BTreeMap<PathBuf, usize>,
}

/// How one dossier ended.
struct End {
    status: ExitStatus,
    /// The dossier whose report was replaced, as it was named later and gives the same file.
    ousted: Option<usize>,
}

impl From<ExitStatus> for End {
    fn from(status: ExitStatus) -> Self {
        Self { status, ousted: None }
    }
}

impl Publisher<'_> {
    fn publish(
        &mut self,
        job: usize,
        outcome: Outcome<Made>,
        out: &mut dyn Write,
        err: &mut dyn Write,
    ) -> io::Result<End> {
        let dossier = self.dossiers[job].display();
        match outcome {
            Ok(Ok(Made::Report { remarks, file_name, pdf })) => {
                let target = Target::from_request(self.output, file_name);
                let holder = self.written.get(&target.path()).copied();
                if let Some(first) = holder.filter(|holder| *holder < job) {
                    write!(err, "{}", self.same_file(job, first))?;
                    return Ok(ExitStatus::Rejected.into());
                }
                write!(err, "{remarks}")?;
                match publish::write(&target, &pdf.bytes) {
                    Ok(path) => {
                        writeln!(out, "{}", path.display())?;
                        self.written.insert(path, job);
                        Ok(End { status: ExitStatus::Written, ousted: holder })
                    }
                    Err(error) => {
                        writeln!(err, "fout: het rapport is niet geschreven: {error}")?;
                        Ok(ExitStatus::Failed.into())
                    }
                }
            }
            Ok(Ok(Made::Rejected { remarks })) => {
                write!(err, "{remarks}")?;
                self.nothing(job, err)
            }
            Ok(Ok(Made::SourceRefused { remarks, source })) => {
                write!(err, "{remarks}")?;
                self.keep_source(&source.bytes, err)?;
                Ok(ExitStatus::Failed.into())
            }
            Ok(Err(not_done)) => refuse(&dossier.to_string(), &not_done, err).map(End::from),
            Err(none) => {
                writeln!(err, "fout: {dossier}: {}", no_answer(&none))?;
                self.nothing(job, err)
            }
        }
    }

    /// What is said of a dossier whose report would replace that of another.
    fn same_file(&self, dossier: usize, first: usize) -> String {
        let [dossier, first] = [dossier, first].map(|number| self.dossiers[number].display());
        format!(
            "fout: het rapport van {dossier} heeft dezelfde naam als dat van {first}, dat eerder is genoemd\n\
             hulp: geef elk dossier een eigen `id`, of maak de rapporten een voor een\n"
        )
    }

    fn nothing(&self, job: usize, err: &mut dyn Write) -> io::Result<End> {
        writeln!(err, "Er is geen nieuw rapport gemaakt van {}.", self.dossiers[job].display())?;
        Ok(ExitStatus::Rejected.into())
    }

    /// Keeps the source that the layout engine refused, for who will look into it.
    fn keep_source(&self, source: &[u8], err: &mut dyn Write) -> io::Result<()> {
        let target = Target::from_request(self.output, "rapport.pdf".to_owned()).with_ending(".fout.typ");
        match publish::write(&target, source) {
            Ok(path) => writeln!(err, "de bron van het rapport staat in {}", path.display()),
            Err(error) => writeln!(err, "de bron van het rapport kon niet worden bewaard: {error}"),
        }
    }
}
