//! Hands out jobs to processes, and lives on when one of them does not.

use std::io::{self, BufReader};
use std::num::NonZeroUsize;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::frame;
use super::job::{Answer, Job};

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
    /// some 150 MB.
    pub const FROM_OUTSIDE: Self = Self { time: Duration::from_mins(1), memory: 1024 * 1024 * 1024, processes: None };
}

/// What came of a job.
#[derive(Debug)]
pub enum Outcome {
    /// An answer, with the bytes that go with it.
    Done(Box<Answer>, Vec<u8>),
    /// It took longer than it may; the process was ended.
    TookTooLong(Duration),
    /// The process ended without an answer: too much memory, or a mistake in the program.
    Died,
    /// Someone asked to stop.
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
pub fn run(
    jobs: &[Job],
    order: &[usize],
    limits: Limits,
    mut done: impl FnMut(usize, Outcome) -> io::Result<()>,
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
                    let outcome = Worker::ask(&mut worker, &jobs[*job], limits);
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
#[must_use]
pub fn ask(job: &Job, limits: Limits) -> Outcome {
    Worker::ask(&mut None, job, limits)
}

/// A process that does jobs, one at a time.
struct Worker {
    child: Child,
    asked: Option<ChildStdin>,
    answers: Receiver<(Answer, Vec<u8>)>,
}

impl Worker {
    fn start(limits: Limits) -> io::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command
            .args([super::WORKER, &limits.memory.to_string()])
            // One thread each: the processes are what makes use of the cores.
            .env("RAYON_NUM_THREADS", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
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
        Ok(Self { child, asked, answers })
    }

    /// Lets a worker do a job; starts one when there is none, and ends one that does not answer.
    fn ask(worker: &mut Option<Self>, job: &Job, limits: Limits) -> Outcome {
        let Ok(mut running) = worker.take().map_or_else(|| Self::start(limits), Ok) else { return Outcome::Died };
        let is_asked = running.asked.as_mut().is_some_and(|asked| frame::send(asked, job, &[]).is_ok());
        if !is_asked {
            return Outcome::Died;
        }
        let until = Instant::now() + limits.time;
        loop {
            match running.answers.recv_timeout(Duration::from_millis(100)) {
                Ok((answer, payload)) => {
                    *worker = Some(running);
                    return Outcome::Done(Box::new(answer), payload);
                }
                Err(_) if STOPPED.load(Ordering::SeqCst) => return Outcome::Interrupted,
                Err(RecvTimeoutError::Disconnected) => return Outcome::Died,
                Err(RecvTimeoutError::Timeout) if Instant::now() >= until => {
                    return Outcome::TookTooLong(limits.time);
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
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

impl Drop for Worker {
    /// A worker that is let go of ends: at once when it is at work, and else because nothing more
    /// is asked.
    fn drop(&mut self) {
        drop(self.asked.take());
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
