//! The same mistake in many rows: the first few, and how many more there are.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;

/// Mistakes of one kind in one column beyond this number are counted, not listed.
pub(super) const MOST_ALIKE: usize = 5;

/// What is wrong in a sheet, the same mistake not too often.
#[derive(Default)]
pub(super) struct Faults {
    found: Vec<Diagnostic>,
    counts: BTreeMap<(&'static str, String), (usize, usize)>,
}

impl Faults {
    /// Takes a mistake that is counted with others on its own only.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Takes a mistake of a kind, of which the first few are shown.
    pub(super) fn add(&mut self, code: &'static str, kind: String, diagnostic: Diagnostic) {
        self.add_most(code, kind, diagnostic, MOST_ALIKE);
    }

    /// Takes a mistake of a kind, of which at most so many are shown.
    pub(super) fn add_most(&mut self, code: &'static str, kind: String, diagnostic: Diagnostic, most: usize) {
        let (count, last) = self.counts.entry((code, kind)).or_default();
        *count += 1;
        if *count <= most {
            *last = self.found.len();
            self.found.push(diagnostic);
        } else if let Some(shown) = self.found.get_mut(*last) {
            let more = *count - most;
            let hint = if more == 1 {
                "hetzelfde geldt voor nog 1 rij".to_owned()
            } else {
                format!("hetzelfde geldt voor nog {more} rijen")
            };
            if more > 1 {
                shown.hints.pop();
            }
            shown.hints.push(hint);
        }
    }

    /// Whether nothing is wrong.
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// All that is to be said.
    pub(super) fn done(self) -> Vec<Diagnostic> {
        self.found
    }
}
