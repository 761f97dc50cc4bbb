//! `voortgang overzicht`: the national overview of reports and dossiers.
//!
//! Each delivery is opened, checked and made again by a worker; one that does not hold never stops
//! the overview.

use std::cmp::Reverse;
use std::io::{self, Write};
use std::path::Path;

use super::progress::Progress;
use super::{ExitStatus, end_at_interrupt, no_answer, show};
use crate::cli::OverviewArgs;
use crate::figures::overview::{Intake, Options, Refused, Standing, Submission, Taken, submission};
use crate::format;
use crate::pipeline::{self, BuiltOverview, OwnBooks};
use crate::publish::{self, Target};
use crate::read::Sources;
use crate::typeset;
use crate::workers::jobs::Take;
use crate::workers::{self, Limits, NotDone, Outcome};
use crate::world::{self, Delivered, Templates};

pub(super) fn run(arguments: &OverviewArgs) -> io::Result<ExitStatus> {
    end_at_interrupt();
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
    let portfolio = books.as_ref().map(|(bytes, _)| bytes.as_slice());
    let overview = match pipeline::overview(portfolio, options, &submissions, &Templates::built_in()) {
        Ok(overview) => overview,
        Err(rejected) => {
            show(&rejected.diagnostics, &rejected.sources)?;
            return Ok(ExitStatus::Failed);
        }
    };
    let looks: Vec<_> = overview.pdf.flaws.iter().map(|flaw| typeset::explain_flaw(flaw, None)).collect();
    show(&looks, &Sources::default())?;
    let target =
        Target::from_request(arguments.output.as_deref(), format!("overzicht-regio-deals-{}.pdf", arguments.year));
    let files = [
        (target.clone(), &overview.pdf.bytes),
        (target.with_ending(".json"), &overview.json),
        (target.with_ending(".csv"), &overview.csv),
    ];
    for (target, bytes) in files {
        match publish::write(&target, bytes) {
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
    summary(&overview, portfolio.is_some())?;
    let is_complete = overview.refused.is_empty();
    Ok(if arguments.strict && !is_complete { ExitStatus::Rejected } else { ExitStatus::Written })
}

/// What came in and what counts, in a line or two.
fn summary(overview: &BuiltOverview, has_portfolio: bool) -> io::Result<()> {
    /// The most deals that are named of one kind.
    const NAMED: usize = 10;
    let with = |kind: Standing| -> Vec<String> {
        let deals = overview.deals.iter().filter(|deal| deal.standing == kind);
        deals.map(|deal| deal.name.strip_prefix("Regio Deal ").unwrap_or(&deal.name).to_owned()).collect()
    };
    let named = |names: &[String]| match names.len().saturating_sub(NAMED) {
        0 => names.join(", "),
        more => format!("{} en {} andere", names[..NAMED].join(", "), format::count(more)),
    };
    let received = overview.deals.iter().filter(|deal| deal.is_received).count();
    let all = format::plural(overview.deals.len(), "deal", "deals");
    let mut said = vec![match (received, overview.deals.len()) {
        (0, 0) => "geen enkel verslag ontvangen".to_owned(),
        (0, _) => format!("van geen van de {all} een verslag ontvangen"),
        (some, _) if !has_portfolio => {
            format!("van {} een verslag ontvangen", format::plural(some, "deal", "deals"))
        }
        (some, _) => format!("van {} van de {all} een verslag ontvangen", format::count(some)),
    }];
    if received > 0 {
        said.push(format!("telt mee: {}", format::count(with(Standing::Counted).len())));
    }
    let kinds = [
        ("telt deels mee (andere peildatum)", Standing::Partly),
        ("concept, telt niet mee", Standing::Concept),
        ("niet verwerkt", Standing::NotProcessed),
        ("niet ontvangen", Standing::NotReceived),
    ];
    for (words, kind) in kinds {
        let names = with(kind);
        if !names.is_empty() {
            said.push(format!("{words}: {}", named(&names)));
        }
    }
    writeln!(io::stderr(), "{}", said.join("; "))?;
    if !has_portfolio {
        writeln!(
            io::stderr(),
            "let op: zonder portefeuille is niet bekend hoeveel deals er zijn; dit overzicht telt alleen de deals die iets leverden"
        )?;
    }
    Ok(())
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
    let job = |one: &Delivered| {
        if one.is_pdf {
            Take::Report { pdf: one.path.clone(), prove: !arguments.without_proof }
        } else {
            Take::Dossier { folder: one.path.clone(), year: arguments.year }
        }
    };
    let jobs: Vec<Take> = delivered.iter().map(job).collect();
    let mut order: Vec<usize> = (0..jobs.len()).collect();
    order.sort_by_key(|job| Reverse(delivered[*job].size));
    let mut outcomes: Vec<Option<Intake>> = delivered.iter().map(|_| None).collect();
    let mut progress = Progress::new(jobs.len());
    workers::run(&jobs, &order, Limits::FROM_OUTSIDE, |job, outcome| {
        outcomes[job] = Some(intake(outcome));
        progress.done(job, |_, _| Ok(()))
    })?;
    let submission = |(one, outcome): (&Delivered, Option<Intake>)| Submission {
        source: one.name.clone(),
        // A run that is interrupted ends before this.
        outcome: outcome
            .unwrap_or_else(|| Intake::Refused(Refused::new("niet aan toegekomen", "maak het overzicht opnieuw"))),
    };
    let mut submissions: Vec<Submission> = delivered.iter().zip(outcomes).map(submission).collect();
    submission::arrange(&mut submissions);
    Ok(submissions)
}

fn intake(outcome: Outcome<Taken>) -> Intake {
    match outcome {
        Ok(Ok(taken)) => Intake::Taken(Box::new(taken)),
        Ok(Err(NotDone::Refused(refused))) => Intake::Refused(refused),
        Ok(Err(NotDone::Unreadable(why))) => Intake::Refused(Refused::new(why, "controleer het pad en de rechten")),
        Err(none) => Intake::Refused(Refused::new(no_answer(&none), "vraag de regio om het oorspronkelijke rapport")),
    }
}
