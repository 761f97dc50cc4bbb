//! Where the rows go: beside those that are there, which stay byte for byte as they are.

use std::collections::BTreeMap;
use std::ops::Range;

use super::codes;
use super::row::{Row, is_low};
use super::{Current, Outcome, Value};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{Derivation, DerivationMethod, Dossier, Id, Indicator, Measurement, Quality};
use crate::read::tree::{self, Node};
use crate::read::{self, Earlier};

/// The rows that are to be added.
#[derive(Debug)]
pub(super) struct Placed<'a> {
    pub(super) rows: Vec<Row<'a>>,
    /// How many rows were there already.
    pub(super) known: usize,
}

/// Compares the outcomes with the rows that are there. The same outcome is no new row; another one is
/// a correction.
pub(super) fn place<'a>(
    recipe: &'a Derivation,
    indicator: &Indicator,
    method: DerivationMethod,
    outcomes: &'a BTreeMap<Id, Outcome>,
    fingerprint: &'a str,
) -> Result<Placed<'a>, Vec<Diagnostic>> {
    let mut placed = Placed { rows: Vec::new(), known: 0 };
    let mut faults = Vec::new();
    // In the order of the recipe, not of the alphabet.
    for area in &recipe.areas {
        let outcome = outcomes.get(area).expect("each way of computing gives an outcome for each area");
        let about = |row: &&Measurement| row.area == *area && row.day() == recipe.day();
        let there = indicator.series.iter().filter(about).max_by_key(|row| row.known_on);
        let mut role = recipe.role;
        let mut revises = None;
        if let Some(there) = there {
            if is_same(recipe, there, outcome) {
                placed.known += 1;
                continue;
            }
            if let Some(fault) = cannot_revise(recipe, there, outcome) {
                faults.push(fault);
                continue;
            }
            role = role.or(there.role);
            revises = Some(there.known_on);
        }
        placed.rows.push(Row { recipe, method, area, role, outcome, revises, fingerprint });
    }
    if faults.is_empty() { Ok(placed) } else { Err(faults) }
}

fn is_same(recipe: &Derivation, row: &Measurement, outcome: &Outcome) -> bool {
    match outcome {
        Outcome::NotMeasured(reason) | Outcome::NotShown(reason) => {
            row.not_measured.as_ref().is_some_and(|not_measured| not_measured.reason.as_str() == reason)
        }
        Outcome::Value(Value { value, margin, n, .. }) => {
            row.value.is_some_and(|known| known.0 == *value)
                && row.margin.map(|known| known.0) == *margin
                && row.n.map(|known| known.0) == *n
                && (row.quality == Some(Quality::LowResponse)) == is_low(recipe, *n)
        }
    }
}

/// Why an outcome cannot be a correction of a row.
fn cannot_revise(recipe: &Derivation, row: &Measurement, outcome: &Outcome) -> Option<Diagnostic> {
    let is_number = row.value.is_some();
    if is_number && matches!(outcome, Outcome::NotMeasured(_) | Outcome::NotShown(_)) && recipe.counts.is_some() {
        let message = "dit aantal staat in een openbaar bestand, maar het recept laat het weg";
        return Some(
            Diagnostic::error(codes::CHANGED, row.at.key("waarde"), message)
                .label(recipe.at.key("gebieden"), "dit recept maakt de rij")
                .hint("haal de rij met het aantal weg, en voer de opdracht opnieuw uit; een correctie zou het aantal laten staan"),
        );
    }
    if recipe.reason.is_none() {
        let old = row.value.map_or_else(|| "geen waarde".to_owned(), |value| format::exact(value.0));
        let new = match outcome {
            Outcome::Value(value) => format::exact(value.value),
            Outcome::NotMeasured(_) | Outcome::NotShown(_) => "geen waarde".to_owned(),
        };
        let message = if old == new {
            format!("over `{}` staat er al een andere rij: de waarde is gelijk, maar niet de rest", row.area)
        } else {
            format!("over `{}` staat er al een andere uitkomst: {old}, en nu {new}", row.area)
        };
        return Some(
            Diagnostic::error(codes::CHANGED, recipe.at.key("bekend-op"), message)
                .label(row.at.clone(), "dit is de rij die er staat")
                .hint("schrijf in het recept een `reden` en een latere `bekend-op`; dan komt er een rij bij die de oude herziet"),
        );
    }
    (recipe.known_on <= row.known_on).then(|| {
        let message = format!("een correctie is later bekend dan wat zij verbetert ({})", format::date(*row.known_on));
        Diagnostic::error(codes::CHANGED, recipe.at.key("bekend-op"), message)
            .label(row.at.key("bekend-op"), "dit is de rij die zij verbetert")
            .hint("schrijf in het recept de dag waarop de nieuwe uitkomst bekend werd")
    })
}

/// A dossier with rows added.
#[derive(Debug)]
pub(super) struct Added {
    /// The dossier.
    pub(super) changed: Current,
    /// The rows as they stand in their file.
    pub(super) rows: String,
}

/// Adds rows at the end of the list `reeks` of an indicator.
///
/// What comes out is read again: it must be the same indicator with these rows behind the others of
/// its file. Rows of a sheet come behind those.
pub(super) fn add(current: &Current, indicator: &Indicator, rows: &[Row<'_>]) -> Result<Added, Box<Diagnostic>> {
    let Current { folder, dossier, sources } = current;
    let at = &indicator.at;
    let name = at.file_name();
    let refuse = |at: KeyPath| {
        Box::new(
            Diagnostic::error(codes::NOT_WRITTEN, at, "het programma kan in deze lijst geen rij toevoegen")
                .hint("zet elke rij van `reeks` op een eigen regel, met een streepje ervoor"),
        )
    };
    let source = sources.get(name).ok_or_else(|| refuse(at.clone()))?;
    let tree = source.tree().ok_or_else(|| refuse(at.clone()))?;
    let text = source.text();
    let spot = spot(text, tree).ok_or_else(|| refuse(at.key("reeks")))?;
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let lines = rows.iter().flat_map(Row::lines).map(|line| format!("{}{line}{line_end}", " ".repeat(spot.indent)));
    let added: String = lines.collect();
    let before = if text[..spot.at].is_empty() || text[..spot.at].ends_with('\n') { "" } else { line_end };
    let key = if spot.needs_key { format!("reeks:{line_end}") } else { String::new() };
    let new = format!("{}{before}{key}{added}{}", &text[..spot.at], &text[spot.at..]);
    let mark = folder.files.get(name).filter(|bytes| bytes.starts_with(MARK)).map_or(&[][..], |_| MARK);
    let mut changed = folder.clone();
    changed.files.insert(name.to_owned(), [mark, new.as_bytes()].concat());
    let again = read::read_again(&changed, Earlier { folder, dossier, sources });
    let written = tree.get("reeks").map_or(0, |list| list.items().len());
    let is_right = |dossier: &Dossier| {
        dossier.indicator(&indicator.id).is_some_and(|read| is_longer(&indicator.series, &read.series, written, rows))
    };
    match again.dossier {
        Some(dossier) if is_right(&dossier) => {
            let changed = Current { folder: changed, dossier, sources: again.sources };
            Ok(Added { changed, rows: added })
        }
        _ => Err(refuse(at.key("reeks"))),
    }
}

/// Whether a series is an earlier one with as many rows more behind those that are written in its file.
fn is_longer(old: &[Measurement], new: &[Measurement], written: usize, rows: &[Row<'_>]) -> bool {
    // The number of a row of a sheet is another now.
    let said = |row: &Measurement| format!("{:?}", Measurement { at: KeyPath::default(), ..row.clone() });
    let split = |series: &[Measurement], at: usize| {
        series
            .split_at_checked(at)
            .map(|(head, tail)| (head.iter().map(said).collect(), tail.iter().map(said).collect()))
    };
    let before: Option<(Vec<String>, Vec<String>)> = split(old, written);
    let kept =
        split(new, written).map(|(head, tail): (Vec<_>, Vec<_>)| (head, tail.into_iter().skip(rows.len()).collect()));
    new.len() == old.len() + rows.len() && kept.is_some() && kept == before
}

/// The byte order mark.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Where rows come, and how far in.
struct Spot {
    at: usize,
    indent: usize,
    /// Whether the list is not there yet.
    needs_key: bool,
}

fn spot(text: &str, tree: &Node) -> Option<Spot> {
    let Some(list) = tree.get("reeks") else {
        return Some(Spot { at: text.len(), indent: 2, needs_key: true });
    };
    match &list.value {
        tree::Value::Sequence(items) if !list.flow => {
            let last = items.last()?;
            let hyphen = text[..last.span.start].rfind('-')?;
            let indent = hyphen - text[..hyphen].rfind('\n').map_or(0, |at| at + 1);
            let mut at = line_end(text, end(last));
            // A comment that is further to the right belongs to the last row.
            while let Some(line) = text.get(at..).and_then(|rest| rest.split_inclusive('\n').next()) {
                let blank = line.len() - line.trim_start_matches(' ').len();
                if !line.trim_start().starts_with('#') || blank <= indent {
                    break;
                }
                at += line.len();
            }
            Some(Spot { at, indent, needs_key: false })
        }
        _ => None,
    }
}

/// The first byte of the next line.
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |length| at + length + 1)
}

/// The byte after the last of what a node says; the span of a block reaches to what follows it.
fn end(node: &Node) -> usize {
    let span: &Range<usize> = &node.span;
    match &node.value {
        tree::Value::Sequence(items) if !node.flow => items.last().map_or(span.start, end),
        tree::Value::Mapping(entries) if !node.flow => {
            entries.last().map_or(span.start, |entry| end(&entry.value).max(entry.key_span.end))
        }
        _ => span.end,
    }
}
