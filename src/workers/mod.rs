//! Work in processes of this same program, within limits of time and memory.
//!
//! Comes in: [`jobs`]. Goes out: an [`Outcome`] for each: the answer, or why it was not done, or that the
//! process did not live to tell. A PDF from outside is opened in such a process only, so that a file that
//! exhausts memory or never ends takes nothing else with it; and many reports are made in several
//! processes, one thread each, because the cache of the layout engine is global to a process. Left
//! to others: the steps that a job runs (`pipeline`, `proof`), and writing files (`publish`): a worker writes none, so
//! that an interrupt leaves only whole files.

mod frame;
pub mod jobs;
mod pool;

use std::io::{self, BufReader, Write};
use std::sync::mpsc;

pub use frame::{Message, Payload};
pub use jobs::{Job, NotDone, Reply, Work};
pub use pool::{Limits, NoAnswer, Outcome, ask, ask_of, end_at_interrupt, run, stop_at_interrupt};

/// The word by which the program starts itself as a worker.
pub const WORKER: &str = "__werker";

/// Serves jobs from standard input, one after the other, until there are no more.
///
/// When standard input ends, so does this process, in the middle of a job too: who asked is gone, and
/// nobody else would end a job that takes too long.
///
/// # Errors
/// When who asked does not listen.
pub fn serve(memory: Option<u64>) -> io::Result<()> {
    if let Some(bytes) = memory {
        // Where the machine knows no such limit, that of time is left.
        let _ = rlimit::setrlimit(rlimit::Resource::DATA, bytes, bytes);
    }
    let (sender, jobs) = mpsc::channel();
    std::thread::spawn(move || {
        let mut asked = BufReader::new(io::stdin().lock());
        while let Ok(Some(job)) = frame::receive::<Job>(&mut asked) {
            if sender.send(job).is_err() {
                break;
            }
        }
        std::process::exit(0);
    });
    let mut answers = io::stdout().lock();
    for job in jobs {
        match job {
            Job::Report(work) => answer(&work, &mut answers),
            Job::Extract(work) => answer(&work, &mut answers),
            Job::Origin(work) => answer(&work, &mut answers),
            Job::Prove(work) => answer(&work, &mut answers),
            Job::Stamp(work) => answer(&work, &mut answers),
            Job::Take(work) => answer(&work, &mut answers),
        }?;
    }
    Ok(())
}

fn answer(work: &impl Work, to: &mut impl Write) -> io::Result<()> {
    frame::send(to, work.perform())
}
