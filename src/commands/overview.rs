//! `voortgang overzicht`: the national overview of reports and dossiers.
//!
//! Each delivery is opened, checked and made again by a worker; one that does not hold never stops
//! the overview.

use std::cmp::Reverse;
use std::io::{self, Write};
use std::path::Path;

use super::progress::Progress;
use super::{ExitStatus, no_answer, show};
use crate::cli::OverviewArgs;
use crate::compose::{self, Inputs};
use crate::figures::overview::{Books, Intake, Options, Overview, Refused, Submission, submission};
use crate::pipeline::{self, OwnBooks};
use crate::publish::{self, Target};
use crate::read::Sources;
use crate::typeset;
use crate::workers::{self, Answer, Job, Limits, Outcome};
use crate::world::{self, Delivered, Templates};

pub(super) fn run(arguments: &OverviewArgs) -> io::Result<ExitStatus> {
    let books = match &arguments.portfolio {
        None => None,
        Some(path) => match portfolio(path, arguments.year)? {
            Ok(books) => Some(books),
            Err(status) => return Ok(status),
        },
    };
    let mut delivered = Vec::new();
    for path in &arguments.paths {
        match world::deliveries(path) {
            Ok(found) => delivered.extend(found),
            Err(error) => {
                writeln!(io::stderr(), "fout: {error}")?;
                return Ok(ExitStatus::Failed);
            }
        }
    }
    let submissions = take(arguments, &delivered)?;
    let options = Options { year: arguments.year, with_concepts: arguments.with_concepts };
    let fingerprint = books.as_ref().map_or_else(String::new, |(bytes, ..)| world::sha256(bytes));
    let kept = books.as_ref().map(|(_, own)| Books {
        portfolio: &own.portfolio,
        sources: &own.sources,
        fingerprint: &fingerprint,
    });
    let sorted = submission::sort(kept.map(|books| books.portfolio), arguments.year, &submissions);
    let overview = Overview::of(kept, options, sorted);
    let inputs = Inputs { portfolio: books.as_ref().map(|(bytes, ..)| bytes.as_slice()), submissions: &submissions };
    let pdf = match pipeline::overview(&overview, &inputs, &Templates::built_in()) {
        Ok(pdf) => pdf,
        Err(rejected) => {
            show(&rejected.diagnostics, &rejected.sources)?;
            return Ok(ExitStatus::Failed);
        }
    };
    let looks: Vec<_> = pdf.flaws.iter().map(|flaw| typeset::explain_flaw(flaw, None)).collect();
    show(&looks, &Sources::default())?;
    let target =
        Target::from_request(arguments.output.as_deref(), format!("overzicht-regio-deals-{}.pdf", arguments.year));
    let files = [
        (target.clone(), pdf.bytes),
        (target.with_ending(".json"), compose::figures_json(&overview, &inputs)),
        (target.with_ending(".csv"), compose::figures_csv(&overview)),
    ];
    for (target, bytes) in files {
        match publish::write(&target, &bytes) {
            Ok(path) => writeln!(io::stdout(), "{}", path.display())?,
            Err(error) => {
                writeln!(io::stderr(), "fout: het overzicht is niet geschreven: {error}")?;
                return Ok(ExitStatus::Failed);
            }
        }
    }
    for notice in &overview.notices {
        writeln!(io::stderr(), "let op: {} ({}): {}", notice.source, notice.deal, notice.text)?;
    }
    for (source, refused) in &overview.refused {
        writeln!(io::stderr(), "niet verwerkt: {source}: {}\nhulp: {}", refused.why, refused.hint)?;
    }
    let is_complete = overview.refused.is_empty();
    Ok(if arguments.strict && !is_complete { ExitStatus::Rejected } else { ExitStatus::Written })
}

/// The portefeuille and its bytes, or the status with which the command ends.
fn portfolio(path: &Path, year: i32) -> io::Result<Result<(Vec<u8>, OwnBooks), ExitStatus>> {
    let bytes = match world::portfolio(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            writeln!(io::stderr(), "fout: {error}")?;
            return Ok(Err(ExitStatus::Failed));
        }
    };
    match pipeline::portfolio(&bytes, Some(year)) {
        Ok(books) => {
            show(&books.remarks, &books.sources)?;
            Ok(Ok((bytes, books)))
        }
        Err(rejected) => {
            show(&rejected.diagnostics, &rejected.sources)?;
            Ok(Err(ExitStatus::Rejected))
        }
    }
}

/// What came of each delivery, in an order that does not depend on that in which they were named.
fn take(arguments: &OverviewArgs, delivered: &[Delivered]) -> io::Result<Vec<Submission>> {
    let job = |one: &Delivered| Job::Take {
        path: one.path.clone(),
        is_pdf: one.is_pdf,
        year: arguments.year,
        prove: !arguments.without_proof,
    };
    let jobs: Vec<Job> = delivered.iter().map(job).collect();
    let mut order: Vec<usize> = (0..jobs.len()).collect();
    order.sort_by_key(|job| Reverse(delivered[*job].size));
    let mut outcomes: Vec<Option<Intake>> = delivered.iter().map(|_| None).collect();
    let mut progress = Progress::new(jobs.len());
    workers::run(&jobs, &order, Limits::FROM_OUTSIDE, |job, outcome| {
        outcomes[job] = Some(intake(&outcome));
        progress.done(job, |_, _| Ok(()))
    })?;
    let submission = |(one, outcome): (&Delivered, Option<Intake>)| Submission {
        source: one.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        outcome: outcome.unwrap_or_else(|| Intake::Refused(Refused::new("", ""))),
    };
    let mut submissions: Vec<Submission> = delivered.iter().zip(outcomes).map(submission).collect();
    submission::arrange(&mut submissions);
    Ok(submissions)
}

fn intake(outcome: &Outcome) -> Intake {
    let refused = |why: &str, hint: &str| Intake::Refused(Refused::new(why, hint));
    match outcome {
        Outcome::Done(answer, _) => match answer.as_ref() {
            Answer::Taken(taken) => Intake::Taken(taken.clone()),
            Answer::Refused { why, hint, claim } => {
                Intake::Refused(Refused { claim: claim.clone(), ..Refused::new(why.as_str(), hint.as_str()) })
            }
            Answer::Unreadable { why } => refused(why, "controleer het pad en de rechten"),
            _ => refused("onverwacht antwoord", "dit is een fout in het programma; meld dit"),
        },
        other => refused(&no_answer(other), "vraag de regio om het oorspronkelijke rapport"),
    }
}
