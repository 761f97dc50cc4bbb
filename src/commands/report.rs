//! `voortgang rapport`: the report of each dossier as a PDF.
//!
//! One dossier is done here; more than one by [`workers`], the largest first, and the files are
//! written here, so that an interrupt never leaves half a report.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::progress::Progress;
use super::{ExitStatus, no_answer};
use crate::cli::ReportArgs;
use crate::diagnostic::Colour;
use crate::pipeline::Choice;
use crate::publish::{self, Target};
use crate::read;
use crate::typeset;
use crate::workers::{self, Answer, Job, Limits, Outcome};
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
    let colour = if io::stderr().is_terminal() { Colour::On } else { Colour::Off };
    let choice = Choice::asked(arguments.report.as_deref(), arguments.year);
    let job = |dossier: &PathBuf| Job::Report {
        dossier: dossier.clone(),
        choice: choice.clone(),
        templates: arguments.templates.clone(),
        colour,
    };
    let jobs: Vec<Job> = arguments.dossiers.iter().map(job).collect();
    let mut status = ExitStatus::Written;
    let mut publisher = Publisher { output: arguments.output.as_deref(), written: BTreeSet::new() };
    if let [job] = jobs.as_slice() {
        // What is needed later gets ready while the dossier is read and checked.
        std::thread::spawn(|| {
            read::schema::prepare();
            typeset::prepare();
        });
        let (answer, bytes) = workers::perform(job);
        let outcome = Outcome::Done(Box::new(answer), bytes);
        return publisher.publish(&arguments.dossiers[0], &outcome, &mut io::stdout(), &mut io::stderr());
    }
    let mut order: Vec<usize> = (0..jobs.len()).collect();
    order.sort_by_key(|job| Reverse(world::size_of(&arguments.dossiers[*job])));
    let mut progress = Progress::new(jobs.len());
    let mut made = 0;
    workers::stop_at_interrupt();
    workers::run(&jobs, &order, Limits::REPORT, |job, outcome| {
        if matches!(outcome, Outcome::Interrupted) {
            return Ok(());
        }
        progress.done(job, |out, err| {
            let one = publisher.publish(&arguments.dossiers[job], &outcome, out, err)?;
            made += usize::from(one == ExitStatus::Written);
            status = status.max(one);
            Ok(())
        })
    })?;
    let undone = progress.left();
    drop(progress);
    if undone > 0 {
        writeln!(io::stderr(), "Onderbroken: {made} van de {} rapporten zijn gemaakt.", jobs.len())?;
        return Ok(ExitStatus::Failed);
    }
    Ok(status)
}

/// Writes reports. `written` holds what this run wrote before: no report replaces another.
struct Publisher<'a> {
    output: Option<&'a Path>,
    written: BTreeSet<PathBuf>,
}

impl Publisher<'_> {
    fn publish(
        &mut self,
        dossier: &Path,
        outcome: &Outcome,
        out: &mut dyn Write,
        err: &mut dyn Write,
    ) -> io::Result<ExitStatus> {
        let Outcome::Done(answer, bytes) = outcome else {
            writeln!(err, "fout: {}: {}", dossier.display(), no_answer(outcome))?;
            return self.nothing(dossier, err);
        };
        match answer.as_ref() {
            Answer::Report { file_name, remarks } => {
                write!(err, "{remarks}")?;
                let target = Target::from_request(self.output, file_name.clone());
                if !self.written.insert(target.path()) {
                    writeln!(
                        err,
                        "fout: {} is in deze opdracht al geschreven\nhulp: geef elk dossier een eigen `id`, of maak de rapporten een voor een",
                        target.path().display()
                    )?;
                    return Ok(ExitStatus::Failed);
                }
                match publish::write(&target, bytes) {
                    Ok(path) => {
                        writeln!(out, "{}", path.display())?;
                        Ok(ExitStatus::Written)
                    }
                    Err(error) => {
                        writeln!(err, "fout: het rapport is niet geschreven: {error}")?;
                        Ok(ExitStatus::Failed)
                    }
                }
            }
            Answer::NoReport { remarks, is_our_fault: false } => {
                write!(err, "{remarks}")?;
                self.nothing(dossier, err)
            }
            Answer::NoReport { remarks, is_our_fault: true } => {
                write!(err, "{remarks}")?;
                self.keep_source(bytes, err)?;
                Ok(ExitStatus::Failed)
            }
            Answer::Unreadable { why } => {
                writeln!(err, "fout: {why}")?;
                Ok(ExitStatus::Failed)
            }
            _ => Ok(ExitStatus::Failed),
        }
    }

    #[expect(clippy::unused_self, reason = "it is one of the ends of publishing")]
    fn nothing(&self, dossier: &Path, err: &mut dyn Write) -> io::Result<ExitStatus> {
        writeln!(err, "Er is geen nieuw rapport gemaakt van {}.", dossier.display())?;
        Ok(ExitStatus::Rejected)
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
