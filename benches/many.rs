//! How long the reports of many deals take and how much memory, on all cores and on one, and the overview of them.
//!
//! `cargo bench --bench many` writes generated deals to a folder, 10 to 300 of them, and runs `voortgang rapport`
//! on it: in as many processes as there are cores, and in one (`--processen 1`). Few deals are measured by
//! turns, and the median counts; 300 once. `processor` is the processor time of a deal in the run on all cores,
//! which other work on the machine hardly changes. Of the memory the resident pages of the program and its workers
//! are added up (`RSS`, every 20 ms, on Linux): pages that they share, such as the program itself, count
//! once for each. Beside it stands the sum in which shared pages are divided (`PSS`, every 200 ms).
//!
//! Then `voortgang overzicht` opens and proves those reports, with a portefeuille over the same deals, once. Its
//! time and memory are those of the whole command: the proofs on all cores, and the overview itself on one.
//!
//! `cargo bench --bench many -- 10 1000` for other numbers of deals.

#![allow(clippy::disallowed_methods, reason = "a measurement works on real folders and processes")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[path = "generated/deals.rs"]
mod deals;

const COUNTS: [usize; 4] = [10, 30, 100, 300];
/// How much faster than one core all cores must be.
const LEAST_SPEED_UP: f64 = 1.8;
/// How much memory all processes together may have, in bytes: 0.3 GiB.
const MOST_MEMORY: u64 = 3 * 1024 * 1024 * 1024 / 10;
/// How much longer a deal may take among the most deals than among the fewest.
const MOST_GROWTH: f64 = 1.1;

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let counts = if asked.is_empty() { COUNTS.to_vec() } else { asked };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("Reports of generated deals and their overview, {cores} cores; the program as it is built for use\n");
    println!(
        "  deals   turns   all cores   per deal   one core   per deal   speed-up   processor        RSS        PSS   \
         overview   per deal        RSS        PSS"
    );
    let mut rows = Vec::new();
    for count in counts {
        let place = tempfile::tempdir().expect("there is a place for temporary files");
        let folders = deals::write(&place.path().join("deals"), count).expect("the deals can be written");
        let row = Row::measure(place.path(), &folders);
        println!("{}", row.line());
        rows.push(row);
    }
    judge(&rows);
}

/// What was measured with one number of deals.
struct Row {
    deals: usize,
    turns: usize,
    all: Duration,
    one: Duration,
    processor: Duration,
    memory: Memory,
    /// The overview of the reports.
    overview: Duration,
    overview_memory: Memory,
}

impl Row {
    fn measure(place: &Path, folders: &[PathBuf]) -> Self {
        let turns = (60 / folders.len()).max(1);
        let (mut all, mut one, mut processor) = (Vec::new(), Vec::new(), Vec::new());
        let mut memory = Memory::default();
        for _ in 0..turns {
            let before = cpu_of_children();
            let run = reports(place, folders, &[]);
            processor.push(cpu_of_children().saturating_sub(before));
            all.push(run.0);
            memory = memory.max(run.1);
            one.push(reports(place, folders, &["--processen", "1"]).0);
        }
        let [all, one, processor] = [all, one, processor].map(|mut times| median(&mut times));
        let (overview, overview_memory) = overview(place, folders.len());
        Self { deals: folders.len(), turns, all, one, processor, memory, overview, overview_memory }
    }

    /// How long a deal takes on all cores, in ms.
    fn per_deal(&self) -> f64 {
        per(self.all, self.deals)
    }

    fn speed_up(&self) -> f64 {
        self.one.as_secs_f64() / self.all.as_secs_f64()
    }

    fn line(&self) -> String {
        format!(
            "{:>7}{:>8}{:>10.2} s{:>8.1} ms{:>9.2} s{:>8.1} ms{:>9.2} x{:>9.1} ms{:>11}{:>11}{:>9.2} s{:>8.1} ms{:>11}{:>11}",
            self.deals,
            self.turns,
            self.all.as_secs_f64(),
            self.per_deal(),
            self.one.as_secs_f64(),
            per(self.one, self.deals),
            self.speed_up(),
            per(self.processor, self.deals),
            mib(self.memory.resident),
            mib(self.memory.proportional),
            self.overview.as_secs_f64(),
            per(self.overview, self.deals),
            mib(self.overview_memory.resident),
            mib(self.overview_memory.proportional),
        )
    }
}

/// Prints what is asked of the last row, and what it gives.
fn judge(rows: &[Row]) {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
    let verdict = |holds: bool| if holds { "yes" } else { "NO" };
    let growth = last.per_deal() / first.per_deal();
    println!("\nWith {} deals", last.deals);
    println!(
        "  at least {LEAST_SPEED_UP} x as fast on {} cores as on one: {} ({:.2} x)",
        std::thread::available_parallelism().map_or(1, usize::from),
        verdict(last.speed_up() >= LEAST_SPEED_UP),
        last.speed_up()
    );
    println!(
        "  at most {} in all processes together: {} ({})",
        mib(MOST_MEMORY),
        verdict(last.memory.resident <= MOST_MEMORY),
        mib(last.memory.resident)
    );
    println!(
        "  time per deal at most {MOST_GROWTH} x that with {} deals: {} ({growth:.2} x)",
        first.deals,
        verdict(growth <= MOST_GROWTH)
    );
    let growth = per(last.overview, last.deals) / per(first.overview, first.deals);
    println!(
        "  the overview: time per deal at most {MOST_GROWTH} x that with {} deals: {} ({growth:.2} x)",
        first.deals,
        verdict(growth <= MOST_GROWTH)
    );
}

/// The most memory that the processes of a run had together, in bytes; 0 where it cannot be seen.
#[derive(Debug, Clone, Copy, Default)]
struct Memory {
    /// Every page of each process.
    resident: u64,
    /// Pages that are shared divided by the number of processes that do.
    proportional: u64,
}

impl Memory {
    fn max(self, other: Self) -> Self {
        Self { resident: self.resident.max(other.resident), proportional: self.proportional.max(other.proportional) }
    }

    /// What a process and those it started have now.
    fn now(parent: u32, with_proportional: bool) -> Self {
        let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
        let ids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        let mut sum = Self::default();
        for id in ids.filter(|id| *id == parent || parent_of(*id) == Some(parent)) {
            sum.resident += kib(&format!("/proc/{id}/status"), "VmRSS:") * 1024;
            if with_proportional {
                sum.proportional += kib(&format!("/proc/{id}/smaps_rollup"), "Pss:") * 1024;
            }
        }
        sum
    }
}

fn parent_of(id: u32) -> Option<u32> {
    let line = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name of the program, between brackets, may hold blanks; the state and the parent follow.
    line.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

/// The number of kB behind a word in a file of `/proc`.
fn kib(path: &str, word: &str) -> u64 {
    let text = fs::read_to_string(path).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(word)?.trim().strip_suffix("kB"));
    line.and_then(|number| number.trim().parse().ok()).unwrap_or_default()
}

/// One run of the program over the dossiers: how long it took, and its memory.
fn reports(place: &Path, folders: &[PathBuf], options: &[&str]) -> (Duration, Memory) {
    let output = place.join("reports");
    if output.exists() {
        fs::remove_dir_all(&output).expect("the reports of before can go");
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_voortgang"));
    let result = measured(command.arg("rapport").args(folders).arg("--uitvoer").arg(&output).args(options));
    let made = fs::read_dir(&output).expect("the reports are there").count();
    assert_eq!(made, folders.len());
    result
}

/// The overview of the reports that [`reports`] left: how long it took, and its memory.
fn overview(place: &Path, count: usize) -> (Duration, Memory) {
    let portfolio = place.join("portefeuille.yaml");
    fs::write(&portfolio, deals::portfolio(count)).expect("the portefeuille can be written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_voortgang"));
    command.arg("overzicht").arg(place.join("reports")).args(["--jaar", &deals::YEAR.to_string(), "--streng"]);
    let result =
        measured(command.arg("--portefeuille").arg(&portfolio).arg("--uitvoer").arg(place.join("overview.pdf")));
    assert!(place.join("overview.pdf").is_file());
    result
}

/// Runs a command that must go well: how long it took, and the most memory that it and its workers had.
fn measured(command: &mut Command) -> (Duration, Memory) {
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
    let mut memory = Memory::default();
    let mut sample = 0;
    let status = loop {
        if let Some(status) = child.try_wait().expect("the program can be waited for") {
            break status;
        }
        memory = memory.max(Memory::now(child.id(), sample % 10 == 0));
        sample += 1;
        std::thread::sleep(Duration::from_millis(20));
    };
    let time = start.elapsed();
    assert!(status.success(), "{command:?} failed");
    (time, memory)
}

/// The processor time of all processes this one waited for, on Linux; it counts in 10 ms.
fn cpu_of_children() -> Duration {
    let line = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = line.rsplit_once(')').map_or("", |(_, after)| after).split_whitespace().collect();
    let ticks = |field: usize| fields.get(field).and_then(|ticks| ticks.parse::<u64>().ok()).unwrap_or_default();
    Duration::from_millis((ticks(13) + ticks(14)) * 10)
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn per(time: Duration, deals: usize) -> f64 {
    time.as_secs_f64() * 1000.0 / f64::from(u32::try_from(deals).unwrap_or(u32::MAX))
}

fn mib(bytes: u64) -> String {
    format!("{} MiB", bytes / (1024 * 1024))
}
