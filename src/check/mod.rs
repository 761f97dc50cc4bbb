//! Step 3: rules between values.
//!
//! Comes in: a whole dossier, read without errors, its files and its sources. Goes out:
//! diagnostics. Left to others: the form of single values (`read`), and choosing what a report
//! knows (`read::as_known_on`). A rule is a small document in a file of its own; [`RULES`] is the
//! table of all of them.
#![doc = ""]
#![doc = include_str!("COVENANT.md")]

mod allocation;
mod characters;
mod duplicate_row;
mod funding;
mod image_file;
mod known_later;
mod measurement;
mod negative_amount;
mod period;
mod shares;
mod spending_subject;
mod spending_term;
mod stated;
mod stoplight;
mod target;
mod term_shape;
mod terms;
mod unique;
mod unknown_id;

use crate::diagnostic::Diagnostic;
use crate::model::{Dossier, Requirement};
use crate::read::Sources;
use crate::world::Folder;

/// A rule: what it asks, why, and how to satisfy it.
pub struct Rule {
    /// Its code, as in `R001`.
    pub code: &'static str,
    /// The requirement of the covenant behind it, if there is one.
    pub requirement: Option<Requirement>,
    /// What it asks, in one Dutch sentence.
    pub what: &'static str,
    /// Why it asks so.
    pub why: &'static str,
    /// A piece of YAML that breaks it.
    pub example: &'static str,
    /// What to do.
    pub solution: &'static str,
    /// Finds where a dossier breaks it.
    pub find: fn(&Subject<'_>) -> Vec<Diagnostic>,
}

/// What a rule looks at.
pub struct Subject<'a> {
    /// The dossier.
    pub dossier: &'a Dossier,
    /// Its files.
    pub folder: &'a Folder,
    /// Where everything stands in them.
    pub sources: &'a Sources,
    /// Whether the bundled typeface can show a character.
    pub can_show: &'a dyn Fn(char) -> bool,
}

/// All rules, by code.
pub const RULES: [Rule; 19] = [
    unknown_id::RULE,
    spending_term::RULE,
    allocation::RULE,
    funding::RULE,
    terms::RULE,
    shares::RULE,
    period::RULE,
    characters::RULE,
    target::RULE,
    measurement::RULE,
    spending_subject::RULE,
    image_file::RULE,
    known_later::RULE,
    duplicate_row::RULE,
    stoplight::RULE,
    stated::RULE,
    negative_amount::RULE,
    unique::RULE,
    term_shape::RULE,
];

/// Runs all rules.
#[must_use]
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    RULES
        .iter()
        .flat_map(|rule| {
            let mut found = (rule.find)(subject);
            let article = rule
                .requirement
                .and_then(|requirement| subject.dossier.deal.provisions.get(&requirement))
                .map(ToString::to_string);
            for diagnostic in &mut found {
                diagnostic.article.clone_from(&article);
            }
            found
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_stand_in_the_order_of_their_codes() {
        let codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
        let expected: Vec<String> = (1..=RULES.len()).map(|number| format!("R{number:03}")).collect();
        assert_eq!(codes, expected);
    }
}
