//! How far a run over many files is: a bar on a terminal, plain lines elsewhere; and what is said of
//! each file in the order in which the files were named.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What is said of a file: for standard output, and for standard error.
type Said = (Vec<u8>, Vec<u8>);

/// How far a run is.
pub(super) struct Progress {
    bar: ProgressBar,
    count: usize,
    done: usize,
    next: usize,
    waiting: BTreeMap<usize, Said>,
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
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} van {len}, nog {eta}") {
            bar.set_style(style);
        }
        Self { bar, count, done: 0, next: 0, waiting: BTreeMap::new() }
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
        self.bar.inc(1);
        self.done += 1;
        while let Some((out, err)) = self.waiting.remove(&self.next) {
            self.next += 1;
            print(&self.bar, &out, &err)?;
        }
        Ok(())
    }
}

impl Progress {
    /// How many are not done.
    pub(super) const fn left(&self) -> usize {
        self.count - self.done
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

fn print(bar: &ProgressBar, out: &[u8], err: &[u8]) -> io::Result<()> {
    bar.suspend(|| {
        io::stderr().write_all(err)?;
        io::stdout().write_all(out)
    })
}
