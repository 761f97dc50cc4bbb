//! Step 4: rules between values.
//!
//! Comes in: a dossier, its files and its sources, what each report knows with its figures, and
//! the names of the files that could not be read. Goes out: diagnostics; none of them is the mere
//! consequence of a file that is not there. Left to others: the form of single values (`read`),
//! and deriving figures (`figures`). A rule is a small document in a file of its own; [`RULES`] is
//! the table of all of them. What a report still lacks on its way to a step is a warning before
//! that step and an error from it on: see `required`. The rules about the portefeuille, which stands
//! beside all dossiers, have a table of their own: [`PORTFOLIO_RULES`].
#![doc = ""]
#![doc = include_str!("COVENANT.md")]

mod agreed_items;
mod agreed_source;
mod agreed_words;
mod alike_colours;
mod allocation;
mod alt_text;
mod amount_size;
mod approach_said;
mod baseline;
mod blank;
mod budget;
mod characters;
mod comments;
mod complete_report;
mod completeness;
mod conversion;
mod deal_start;
mod deal_term;
mod depletion;
mod discussed_concept;
mod distribution;
mod distribution_review;
mod duplicate_row;
mod every_year;
mod factor;
mod falling_count;
mod falling_row;
mod few_respondents;
mod funding;
mod image_file;
mod interpretation;
mod known_later;
mod late_row;
mod left_over;
mod loose_number;
mod measured_area;
mod measurement;
mod meeting;
mod negative_amount;
mod no_contribution;
mod no_spending;
mod no_target;
mod other_body;
mod overcommitted;
mod own_colour;
mod own_verdict;
mod part_of_year;
mod partnership;
mod period;
mod personal;
mod portfolio;
mod project_said;
mod prose;
mod provisions;
mod reached;
mod rebaselining;
mod receipts;
mod result_said;
mod shares;
mod small_number;
mod spending_project;
mod spending_subject;
mod spending_term;
mod stated;
mod step_back;
mod steps;
mod stoplight;
mod summary_length;
mod target;
mod term_shape;
mod terms;
mod unique;
mod unknown_id;
mod unprinted;
mod whole_and_parts;
mod window;

use std::collections::{BTreeMap, BTreeSet};

pub use completeness::{Completeness, Count, Item, Need, StepAhead};
pub use portfolio::{PORTFOLIO_RULES, PortfolioRule, PortfolioSubject, check_portfolio};

use crate::diagnostic::{Diagnostic, KeyPath, Severity};
use crate::figures::Known;
use crate::figures::money::Purpose;
use crate::format;
use crate::model::{Dossier, Id, Report, ReportKind, Requirement, SpendingRow, Stage, notation};
use crate::read::{Blank, Sources};
use crate::world::{FileKind, Folder};

/// A rule: what it asks, why, and how to satisfy it. One about a dossier, unless its finder says
/// otherwise.
pub struct Rule<Find = fn(&Subject<'_>) -> Vec<Diagnostic>> {
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
    /// Finds where it is broken.
    pub find: Find,
}

/// What a rule looks at.
pub struct Subject<'a> {
    /// The dossier.
    pub dossier: &'a Dossier,
    /// What each report knows, by the report's id; none when a file could not be read. Places in
    /// it are not those of the whole dossier: a diagnostic names places of `dossier`.
    pub known: &'a BTreeMap<Id, Known>,
    /// Its files.
    pub folder: &'a Folder,
    /// Where everything stands in them.
    pub sources: &'a Sources,
    /// The blanks of each file that has any.
    pub blanks: &'a BTreeMap<&'a str, Vec<Blank<'a>>>,
    /// Files with data that are not in the dossier because of mistakes in them, under the name they
    /// should have; a folder ends with `/`.
    pub unread: &'a [String],
    /// Whether the bundled typeface can show a character.
    pub can_show: &'a dyn Fn(char) -> bool,
}

impl<'a> Subject<'a> {
    /// The ids of the files of a kind that could not be read; `None` when they cannot be told.
    fn unread_ids(&self, kind: FileKind) -> Option<Vec<&'a str>> {
        let mut ids = Vec::new();
        for name in self.unread {
            let folder = name.split_once('/').map(|(folder, _)| folder);
            match FileKind::FOLDERS.iter().find(|(_, known)| Some(*known) == folder) {
                Some((known, _)) if *known != kind => {}
                Some(_) if FileKind::of(name).is_some() => {
                    let stem = name.rsplit_once('/').and_then(|(_, file)| Some(file.rsplit_once('.')?.0))?;
                    notation::id(stem).ok()?;
                    ids.push(stem);
                }
                _ => return None,
            }
        }
        Some(ids)
    }

    /// Each report with what it knows, for rules about figures; none when a file could not be read.
    fn reports(&self) -> impl Iterator<Item = (&'a Report, &'a Known)> {
        let (reports, known) = (&self.dossier.reports, self.known);
        reports.values().filter_map(move |report| Some((report, known.get(&report.id)?)))
    }

    /// Whether a file still has blanks; then R064 says what to fill in, and what lacks may come yet.
    fn has_blanks(&self, file: &str) -> bool {
        self.blanks.contains_key(file)
    }

    /// Whether every file of a kind was read.
    fn is_complete(&self, kind: FileKind) -> bool {
        self.unread_ids(kind).is_some_and(|ids| ids.is_empty())
    }
}

/// A diagnostic about what `report` must have from a step on: an error when the report is there,
/// before that a warning that says so.
fn required(report: &Report, from: Stage, code: &'static str, at: KeyPath, message: impl Into<String>) -> Diagnostic {
    let severity = if report.status.stage() >= from { Severity::Error } else { Severity::Warning };
    Diagnostic::new(severity, code, at, message).error_from(from.word())
}

/// A diagnostic about what the deal itself must say from a step on: an error when any report is
/// there, before that a warning that says so.
fn required_of_deal(
    subject: &Subject<'_>,
    from: Stage,
    code: &'static str,
    at: KeyPath,
    message: impl Into<String>,
) -> Diagnostic {
    let is_there = subject.dossier.reports.values().any(|report| report.status.stage() >= from);
    let severity = if is_there { Severity::Error } else { Severity::Warning };
    Diagnostic::new(severity, code, at, message).error_from(from.word())
}

/// A diagnostic about a row of spending up to and including a day, as [`required`]: of the reports
/// that use the row, the one that is furthest decides.
fn required_of_row(
    subject: &Subject<'_>,
    row: &SpendingRow,
    from: Stage,
    code: &'static str,
    at: KeyPath,
    message: impl Into<String>,
) -> Diagnostic {
    let uses = |report: &&Report| row.known_on <= report.known_through && row.through <= report.reference_date;
    let is_there = subject.dossier.reports.values().filter(uses).any(|report| report.status.stage() >= from);
    let severity = if is_there { Severity::Error } else { Severity::Warning };
    Diagnostic::new(severity, code, at, message).error_from(from.word())
}

/// The places of rows of spending that a later row corrects: what was wrong with them was seen, and
/// they stay as they are.
fn corrected_rows(dossier: &Dossier) -> BTreeSet<&KeyPath> {
    let key = |row: &SpendingRow, known_on| Some((Purpose::of(row)?, row.through, known_on));
    let rows: BTreeMap<_, _> =
        dossier.spending.iter().filter_map(|row| Some((key(row, row.known_on)?, &row.at))).collect();
    dossier.spending.iter().filter_map(|row| rows.get(&key(row, row.revises?)?).copied()).collect()
}

/// Words for people, whoever they are.
const PERSONS: &[&str] = &["persoon", "personen", "mens", "mensen", "inwoners", "bewoners"];

/// Words for people who share a household.
const HOUSEHOLDS: &[&str] = &["huishouden", "huishoudens"];

/// Whether a text speaks of something: whether it holds one of the words, or the beginning of one.
fn speaks_of(text: Option<&str>, words: &[&str]) -> bool {
    let text = text.unwrap_or_default().to_lowercase();
    words.iter().any(|word| text.contains(word))
}

/// Whether the covenant says what this report must hold: the yearly report, and the eindevaluatie
/// that follows the same items (art. 7.4, 7.7). Others say what they please.
const fn is_bound(report: &Report) -> bool {
    matches!(report.kind, ReportKind::Progress | ReportKind::FinalEvaluation)
}

/// The names as a list in a sentence; of a long list the first five, and how many more there are.
fn named(names: &[&str]) -> String {
    const SHOWN: usize = 5;
    if names.len() <= SHOWN + 1 {
        return format::list(names);
    }
    let more = format!("nog {}", names.len() - SHOWN);
    let shown: Vec<&str> = names[..SHOWN].iter().copied().chain([more.as_str()]).collect();
    format::list(&shown)
}

/// All rules, by code.
pub const RULES: &[Rule] = &[
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
    baseline::RULE,
    reached::RULE,
    own_verdict::RULE,
    falling_count::RULE,
    window::RULE,
    few_respondents::RULE,
    agreed_words::RULE,
    measured_area::RULE,
    rebaselining::RULE,
    conversion::RULE,
    deal_term::RULE,
    amount_size::RULE,
    spending_project::RULE,
    budget::RULE,
    overcommitted::RULE,
    receipts::RULE,
    falling_row::RULE,
    depletion::RULE,
    distribution::RULE,
    distribution_review::RULE,
    factor::RULE,
    deal_start::RULE,
    provisions::RULE,
    meeting::RULE,
    agreed_source::RULE,
    part_of_year::RULE,
    whole_and_parts::RULE,
    no_spending::RULE,
    project_said::RULE,
    approach_said::RULE,
    result_said::RULE,
    interpretation::RULE,
    agreed_items::RULE,
    steps::RULE,
    complete_report::RULE,
    alt_text::RULE,
    loose_number::RULE,
    left_over::RULE,
    summary_length::RULE,
    step_back::RULE,
    every_year::RULE,
    late_row::RULE,
    blank::RULE,
    no_target::RULE,
    no_contribution::RULE,
    partnership::RULE,
    unprinted::RULE,
    small_number::RULE,
    personal::RULE,
    comments::RULE,
    own_colour::RULE,
    alike_colours::RULE,
    discussed_concept::RULE,
    other_body::RULE,
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
    use crate::read::read;

    #[test]
    fn unread_files_still_give_their_ids() {
        let folder = Folder::from_texts(
            "proef",
            [("deal.yaml", include_str!("../../fixtures/valid/minimaal/deal.yaml")), ("projecten/a.yaml", "")],
        );
        let reading = read(&folder);
        let partial = reading.partial.unwrap();
        let ids = |unread: &[&str], kind| {
            let unread: Vec<String> = unread.iter().map(ToString::to_string).collect();
            let subject = Subject {
                dossier: &partial.dossier,
                known: &BTreeMap::new(),
                folder: &folder,
                sources: &reading.sources,
                blanks: &BTreeMap::new(),
                unread: &unread,
                can_show: &|_| true,
            };
            subject.unread_ids(kind).map(|ids| ids.join(" "))
        };
        let unread =
            ["projecten/a.yaml", "projecten/b.yaml", "verslagen/2021.yaml", "pijlers/", "indicatoren/A b.yaml"];
        assert_eq!(ids(&unread, FileKind::Project).as_deref(), Some("a b"));
        assert_eq!(ids(&unread, FileKind::Spending).as_deref(), Some(""));
        assert_eq!(ids(&unread, FileKind::Pillar), None);
        assert_eq!(ids(&unread, FileKind::Indicator), None);
        for elsewhere in ["taalhuis.yaml", "data/", "projecten/oud/a.yaml"] {
            assert_eq!(ids(&[elsewhere], FileKind::Project), None);
        }
    }

    #[test]
    fn rules_stand_in_the_order_of_their_codes() {
        let codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
        assert!(codes.is_sorted_by(|one, next| one < next), "{codes:?}");
        let is_code = |code: &&str| code.len() == 4 && code.starts_with('R') && code[1..].parse::<u16>().is_ok();
        assert!(codes.iter().all(is_code), "{codes:?}");
    }
}
