//! How long the check of a large dossier takes beside the report of it: 400 projects, 10 years.
//!
//! `cargo bench --bench check`; `cargo bench --bench check -- 100 5` for other numbers.

use std::hint::black_box;
use std::time::Instant;

use voortgang::pipeline::{self, Choice};
use voortgang::read;
use voortgang::world::Templates;

#[path = "generated/large.rs"]
mod large;

const PROJECTS: usize = 400;
const YEARS: i32 = 10;
const TURNS: usize = 5;

fn main() {
    let numbers: Vec<i32> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let projects = numbers.first().map_or(PROJECTS, |number| usize::try_from(*number).unwrap_or(PROJECTS));
    let years = numbers.get(1).copied().unwrap_or(YEARS);
    let folder = large::dossier(projects, years);
    let bytes: usize = folder.files.values().map(Vec::len).sum();
    println!(
        "{projects} projects, {years} years: {} files, {} kB; medians of {TURNS} turns\n",
        folder.files.len(),
        bytes / 1000
    );
    let checked = pipeline::check(&folder).unwrap_or_else(|rejected| panic!("{:#?}", rejected.diagnostics));
    println!("  {:<28}{:>9}", "things to say", checked.diagnostics.len());
    let reading = time("read the files", || {
        black_box(read::read(&folder));
    });
    let check = time("check: read and all rules", || {
        let _ = black_box(pipeline::check(&folder));
    });
    let report = time("report of the last year", || {
        typst::comemo::evict(0);
        let built = pipeline::annual_report(&folder, &checked, &Choice::Latest, &Templates::built_in());
        assert!(built.is_ok(), "{:#?}", built.err().map(|rejected| rejected.diagnostics));
    });
    println!("\n  check / (check + report)    {:>8.0}%", 100.0 * check / (check + report));
    println!("  of the check, reading       {:>8.0}%", 100.0 * reading / check);
}

/// The median time of some work in milliseconds, printed; the first turn is for warming up.
fn time(name: &str, work: impl Fn()) -> f64 {
    work();
    let mut times: Vec<f64> = (0..TURNS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let median = times[TURNS / 2];
    println!("  {name:<28}{median:>9.0} ms");
    median
}
