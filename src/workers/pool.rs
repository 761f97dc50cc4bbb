//! Hands out jobs to processes, and lives on when one of them does not.

use std::io::{self, BufReader, Read};
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::frame::{self, Message};
use super::jobs::{Job, Reply, Work};

/// What jobs may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How long a job may take.
    pub time: Duration,
    /// How much memory the process that does it may use, in bytes.
    pub memory: u64,
    /// How many processes there may be at once; without a number as many as there are cores.
    pub processes: Option<NonZeroUsize>,
}

impl Limits {
    /// For the report of a dossier of one's own: large ones take minutes.
    pub const REPORT: Self = Self { time: Duration::from_mins(10), memory: 4 * 1024 * 1024 * 1024, processes: None };
    /// For a file from outside. A report of 40 pages is read and made again in about a second, in
    /// some 150 MB; the largest that is read takes half a minute on a busy machine. Which reports an
    /// overview holds must not depend on how busy a machine is, so the time is ample.
    pub const FROM_OUTSIDE: Self = Self { time: Duration::from_mins(3), memory: 1024 * 1024 * 1024, processes: None };
}

/// What came of a job.
pub type Outcome<A> = Result<Reply<A>, NoAnswer>;

/// Why a process said nothing of a job, not even why it was not done.
#[derive(Debug)]
pub enum NoAnswer {
    /// It took longer than it may; the process was ended.
    TookTooLong(Duration),
    /// It needed more memory than it may use, in bytes; that ended the process.
    TookTooMuch(u64),
    /// What it was asked to read nests or refers deeper than the stack goes; that ended the process.
    TooDeep,
    /// The process ended without an answer, which is a mistake in the program. With the place in
    /// the program, when it told that.
    Died(Option<String>),
    /// No process could be started.
    NotStarted(io::Error),
    /// Someone asked to stop, or nobody hears the answers any more.
    Interrupted,
}

static STOPPED: AtomicBool = AtomicBool::new(false);

/// From now on an interrupt stops between two files, and not in the middle of one.
pub fn stop_at_interrupt() {
    // When it cannot be asked for, an interrupt ends the program as it always did.
    drop(ctrlc::set_handler(|| STOPPED.store(true, Ordering::SeqCst)));
}

/// From now on an interrupt ends the program with `status`, whatever it is doing, after `last`; what
/// that gives is held until the end.
pub fn end_at_interrupt<T>(status: i32, last: impl Fn() -> T + Send + 'static) {
    drop(ctrlc::set_handler(move || {
        let _held = last();
        std::process::exit(status);
    }));
}

/// Does all jobs in the order of `order`, in as many processes as the limits and the cores allow.
/// `done` hears of each as soon as it is done, on the thread of the caller; after an interrupt not of
/// those that were never begun.
///
/// # Errors
/// Those of `done`; no more jobs are begun then.
pub fn run<W: Work>(
    jobs: &[W],
    order: &[usize],
    limits: Limits,
    mut done: impl FnMut(usize, Outcome<W::Answer>) -> io::Result<()>,
) -> io::Result<()> {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let processes = limits.processes.map_or_else(cores, usize::from);
    let next = AtomicUsize::new(0);
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let (outcomes, heard) = mpsc::sync_channel(1);
        for _ in 0..processes.min(order.len()) {
            let (outcomes, next, is_over) = (outcomes.clone(), &next, &is_over);
            scope.spawn(move || {
                let mut worker = None;
                while !is_over.load(Ordering::SeqCst) && !STOPPED.load(Ordering::SeqCst) {
                    let Some(job) = order.get(next.fetch_add(1, Ordering::SeqCst)) else { break };
                    let outcome = Worker::ask(&mut worker, &jobs[*job], limits, is_over);
                    if outcomes.send((*job, outcome)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(outcomes);
        let mut result = Ok(());
        for (job, outcome) in heard {
            if result.is_ok() {
                result = done(job, outcome);
                is_over.store(result.is_err(), Ordering::SeqCst);
            }
        }
        result
    })
}

/// Does one job in a process of its own.
///
/// # Errors
/// When the process gives no answer.
pub fn ask<W: Work>(job: &W, limits: Limits) -> Outcome<W::Answer> {
    Worker::ask(&mut None, job, limits, &AtomicBool::new(false))
}

/// Does one job in a process of `program`, for who is another program than this one: a test.
///
/// # Errors
/// When the process gives no answer.
pub fn ask_of<W: Work>(program: &Path, job: &W, limits: Limits) -> Outcome<W::Answer> {
    let worker = Worker::start_of(program, limits).map_err(NoAnswer::NotStarted)?;
    Worker::ask(&mut Some(worker), job, limits, &AtomicBool::new(false))
}

/// A process that does jobs with one type of answer, one at a time.
struct Worker<A> {
    child: Child,
    asked: Option<ChildStdin>,
    answers: Receiver<Reply<A>>,
    last_words: Option<JoinHandle<String>>,
}

/// How much of what a process complains of is kept, in bytes.
const LAST_WORDS: u64 = 8 * 1024;

/// What a process complains of. It is never shown: what is in it may come from outside.
fn listen(to: ChildStderr) -> String {
    let mut to = BufReader::new(to);
    let mut heard = Vec::new();
    drop(to.by_ref().take(LAST_WORDS).read_to_end(&mut heard));
    // Whoever is not listened to cannot go on.
    drop(io::copy(&mut to, &mut io::sink()));
    String::from_utf8_lossy(&heard).into_owned()
}

/// Why a process ended, from what it complained of.
fn end(last_words: &str, limits: Limits) -> NoAnswer {
    // The words of Rust's standard library; tests look whether they still are.
    if last_words.contains("memory allocation of ") {
        return NoAnswer::TookTooMuch(limits.memory);
    }
    if last_words.contains("has overflowed its stack") {
        return NoAnswer::TooDeep;
    }
    let place = last_words.split_once("panicked at ").and_then(|(_, rest)| rest.lines().next());
    NoAnswer::Died(place.map(|place| place.trim_end_matches(':').to_owned()))
}

impl<A: Message + Send + 'static> Worker<A> {
    fn start(limits: Limits) -> io::Result<Self> {
        Self::start_of(&std::env::current_exe()?, limits)
    }

    fn start_of(program: &Path, limits: Limits) -> io::Result<Self> {
        let mut command = Command::new(program);
        command
            .args([super::WORKER, &limits.memory.to_string()])
            // One thread each: the processes are what makes use of the cores.
            .env("RAYON_NUM_THREADS", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = apart(&mut command).spawn()?;
        let asked = child.stdin.take();
        let (sender, answers) = mpsc::channel();
        if let Some(output) = child.stdout.take() {
            std::thread::spawn(move || {
                let mut output = BufReader::new(output);
                while let Ok(Some(answer)) = frame::receive(&mut output) {
                    if sender.send(answer).is_err() {
                        break;
                    }
                }
            });
        }
        let last_words = child.stderr.take().map(|complaints| std::thread::spawn(|| listen(complaints)));
        Ok(Self { child, asked, answers, last_words })
    }

    /// Lets a worker do a job; starts one when there is none, and ends one that does not answer.
    fn ask<W: Work<Answer = A>>(
        worker: &mut Option<Self>,
        job: &W,
        limits: Limits,
        is_over: &AtomicBool,
    ) -> Outcome<A> {
        let running = worker.take().map_or_else(|| Self::start(limits), Ok);
        let mut running = running.map_err(NoAnswer::NotStarted)?;
        let job: Job = job.clone().into();
        let is_asked = running.asked.as_mut().is_some_and(|asked| frame::send(asked, job).is_ok());
        if !is_asked {
            return Err(running.ended(limits));
        }
        let until = Instant::now() + limits.time;
        loop {
            match running.answers.recv_timeout(Duration::from_millis(100)) {
                Ok(reply) => {
                    *worker = Some(running);
                    return Ok(reply);
                }
                Err(_) if STOPPED.load(Ordering::SeqCst) || is_over.load(Ordering::SeqCst) => {
                    return Err(NoAnswer::Interrupted);
                }
                Err(RecvTimeoutError::Disconnected) => return Err(running.ended(limits)),
                Err(RecvTimeoutError::Timeout) if Instant::now() >= until => {
                    return Err(NoAnswer::TookTooLong(limits.time));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// Why a process that gives no answers any more ended.
    fn ended(mut self, limits: Limits) -> NoAnswer {
        // One that lives and still has nothing to say is of no use either.
        drop(self.child.kill());
        let last_words = self.last_words.take().and_then(|words| words.join().ok());
        end(&last_words.unwrap_or_default(), limits)
    }
}

/// An interrupt from the keyboard goes to all processes of a group. A worker gets a group of its own:
/// only this process hears of the interrupt, and ends the workers itself.
#[cfg(unix)]
fn apart(command: &mut Command) -> &mut Command {
    std::os::unix::process::CommandExt::process_group(command, 0)
}

#[cfg(not(unix))]
fn apart(command: &mut Command) -> &mut Command {
    command
}

impl<A> Drop for Worker<A> {
    /// A worker that is let go of ends: at once when it is at work, and else because nothing more
    /// is asked.
    fn drop(&mut self) {
        drop(self.asked.take());
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The last words of processes of this program, as they were.
    #[test]
    fn last_words_tell_why_a_process_ended() {
        let of = |words: &str| end(words, Limits::FROM_OUTSIDE);
        let limit = Limits::FROM_OUTSIDE.memory;
        assert!(
            matches!(of("memory allocation of 4000000016 bytes failed\n"), NoAnswer::TookTooMuch(of) if of == limit)
        );
        assert!(matches!(of("\nthread 'main' (163) has overflowed its stack\n"), NoAnswer::TooDeep));
        let panicked = "\nthread 'main' (7) panicked at src/read/mod.rs:1:2:\nhet bestand zegt: x\n";
        assert!(matches!(of(panicked), NoAnswer::Died(Some(place)) if place == "src/read/mod.rs:1:2"));
        assert!(matches!(of(""), NoAnswer::Died(None)));
    }
}
