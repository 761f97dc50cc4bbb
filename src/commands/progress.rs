//! How far a run over many files is: a bar on a terminal, plain lines elsewhere; and what is said of
//! each file in the order in which the files were named.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What is said of a file: for standard output, and for standard error.
type Said = (Vec<u8>, Vec<u8>);

/// Without a terminal a line says how far a run is, at most once in so much time.
const BETWEEN_LINES: Duration = Duration::from_secs(10);

/// How far a run is.
pub(super) struct Progress {
    bar: ProgressBar,
    count: usize,
    done: usize,
    next: usize,
    waiting: BTreeMap<usize, Said>,
    last_line: Duration,
}

impl Progress {
    /// A run over `count` files. A bar is shown on a terminal, for more than one.
    pub(super) fn new(count: usize) -> Self {
        let target = if count > 1 && io::stderr().is_terminal() {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(Some(count as u64), target);
        show_as(&bar, "{bar:30} {pos} van {len}");
        // A bar that stands there from the start tells that there is something to wait for.
        bar.tick();
        Self { bar, count, done: 0, next: 0, waiting: BTreeMap::new(), last_line: Duration::ZERO }
    }

    /// A file is done; `say` tells what there is to say of it.
    pub(super) fn done(
        &mut self,
        number: usize,
        say: impl FnOnce(&mut dyn Write, &mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut said = Said::default();
        say(&mut said.0, &mut said.1)?;
        self.waiting.insert(number, said);
        if self.done == 0 {
            // Only now there is something to estimate from.
            show_as(&self.bar, "{bar:30} {pos} van {len}, nog {eta}");
        }
        self.bar.inc(1);
        self.done += 1;
        while let Some((out, err)) = self.waiting.remove(&self.next) {
            self.next += 1;
            print(&self.bar, &out, &err)?;
        }
        self.line()
    }

    /// What was to be said of a file that is done is no longer true; `said` is.
    pub(super) fn instead(&mut self, number: usize, said: &str) {
        if let Some(waiting) = self.waiting.get_mut(&number) {
            *waiting = (Vec::new(), said.as_bytes().to_vec());
        }
    }

    /// How many are not done.
    pub(super) const fn left(&self) -> usize {
        self.count - self.done
    }

    /// How far the run is, where there is no bar.
    fn line(&mut self) -> io::Result<()> {
        let elapsed = self.bar.elapsed();
        if !self.bar.is_hidden() || self.left() == 0 || elapsed < self.last_line + BETWEEN_LINES {
            return Ok(());
        }
        self.last_line = elapsed;
        writeln!(io::stderr(), "{} van {} klaar", self.done, self.count)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        // After an interrupt some were never done; of the others everything is said.
        for (out, err) in std::mem::take(&mut self.waiting).into_values() {
            drop(print(&self.bar, &out, &err));
        }
        self.bar.finish_and_clear();
    }
}

fn show_as(bar: &ProgressBar, template: &str) {
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
}

fn print(bar: &ProgressBar, out: &[u8], err: &[u8]) -> io::Result<()> {
    bar.suspend(|| {
        io::stderr().write_all(err)?;
        io::stdout().write_all(out)
    })
}
