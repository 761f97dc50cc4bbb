//! `voortgang bewijs`: whether a report is precisely what its data give.

use std::io::{self, Write};

use super::progress::Progress;
use super::{ExitStatus, no_answer};
use crate::cli::ProveArgs;
use crate::proof::{Difference, Proof};
use crate::workers::{self, Answer, Job, Limits, Outcome};

pub(super) fn run(arguments: &ProveArgs) -> io::Result<ExitStatus> {
    let jobs: Vec<Job> = arguments.pdfs.iter().map(|pdf| Job::Prove { pdf: pdf.clone() }).collect();
    let order: Vec<usize> = (0..jobs.len()).collect();
    let mut status = ExitStatus::Written;
    let mut progress = Progress::new(jobs.len());
    workers::stop_at_interrupt();
    workers::run(&jobs, &order, Limits::FROM_OUTSIDE, |job, outcome| {
        let name = arguments.pdfs[job].display().to_string();
        progress.done(job, |out, err| {
            status = status.max(tell(&name, &outcome, out, err)?);
            Ok(())
        })
    })?;
    Ok(status)
}

fn tell(name: &str, outcome: &Outcome, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<ExitStatus> {
    let Outcome::Done(answer, _) = outcome else {
        writeln!(err, "fout: {name}: {}", no_answer(outcome))?;
        return Ok(ExitStatus::Rejected);
    };
    match answer.as_ref() {
        Answer::Proof { proof: Proof::Identical, .. } => {
            writeln!(out, "{name}: dit rapport is precies wat deze gegevens opleveren")?;
            Ok(ExitStatus::Written)
        }
        Answer::Proof { proof, .. } => {
            let text = match proof {
                Proof::Differs(difference) => differs(difference),
                other => other.to_string(),
            };
            writeln!(err, "fout: {name}: {text}")?;
            Ok(ExitStatus::Rejected)
        }
        Answer::Refused { why, hint, .. } => {
            writeln!(err, "fout: {name}: {why}\nhulp: {hint}")?;
            Ok(ExitStatus::Rejected)
        }
        Answer::Unreadable { why } => {
            writeln!(err, "fout: {why}")?;
            Ok(ExitStatus::Failed)
        }
        _ => Ok(ExitStatus::Failed),
    }
}

fn differs(difference: &Difference) -> String {
    let Difference { page, stands, should, figure } = difference;
    let Some(page) = page else {
        return "dit rapport is niet precies wat deze gegevens opleveren: de bladzijden zijn gelijk, maar het bestand is veranderd"
            .to_owned();
    };
    let figure = if figure.is_empty() { String::new() } else { format!(", {figure}") };
    format!(
        "dit rapport is niet wat deze gegevens opleveren\n  bladzijde {page}{figure}\n  er staat:        {stands}\n  de gegevens geven: {should}"
    )
}
