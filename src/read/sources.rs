//! Which bytes a key path is: the texts and trees of all files.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::sheet::{Grid, Origin, SheetRow, SheetRows, in_rows, line_starts, place, position, row_key};
use super::tree::{Node, Value, line_of};
use crate::diagnostic::{KeyPath, Location, Places, Step, Target};

/// The text and the tree of one file.
#[derive(Debug, Clone, Default)]
pub struct Source {
    text: String,
    tree: Option<Node>,
    /// The byte at which each line starts.
    lines: Vec<usize>,
    /// Its rows that stand in sheets, by their place in this file.
    rows: Arc<SheetRows>,
}

impl Source {
    pub(crate) fn new(text: String, tree: Option<Node>) -> Self {
        let lines = line_starts(&text);
        Self { text, tree, lines, rows: Arc::default() }
    }

    /// The text, without a byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The tree; `None` when the text could not be read as keys and values.
    #[must_use]
    pub const fn tree(&self) -> Option<&Node> {
        self.tree.as_ref()
    }

    /// The line (from 1) and the column in characters (from 1) of a byte.
    #[must_use]
    pub fn position(&self, byte: usize) -> (usize, usize) {
        position(&self.text, &self.lines, byte)
    }

    /// What stands in the cells of its sheets, each with its place.
    pub fn cells(&self) -> impl Iterator<Item = (KeyPath, &str)> {
        self.rows.values().flat_map(|row| {
            row.values.values().filter_map(|origin| match origin {
                Origin::Mapping(_) => None,
                Origin::Cell { row: at, column, .. } => {
                    let cell = row.grid.rows.get(*at)?.cells.get(*column)?;
                    let place = KeyPath::file(row.grid.name.as_str()).index(*at).index(*column);
                    Some((place, cell.value.as_str()))
                }
            })
        })
    }

    /// The row of a sheet in which a place of this file stands, and the keys that are left.
    fn row<'s>(&self, steps: &'s [Step]) -> Option<(&SheetRow, Vec<&'s str>)> {
        let (key, rest) = row_key(steps)?;
        Some((self.rows.get(&key)?, rest))
    }

    /// The value at the steps from the top of the file.
    pub(super) fn node(&self, steps: &[Step]) -> Option<&Node> {
        steps.iter().try_fold(self.tree.as_ref()?, |node, step| match (step, &node.value) {
            (Step::Key(name), Value::Mapping(_)) => node.entry(name).map(|entry| &entry.value),
            (Step::Index(index), Value::Sequence(items)) => items.get(*index),
            _ => None,
        })
    }

    /// The bytes meant by the steps from the top of the file.
    fn range(&self, steps: &[Step], target: &Target) -> Range<usize> {
        if let Target::Bytes(range) = target {
            let start = range.start.min(self.text.len());
            return start..range.end.clamp(start, self.text.len());
        }
        let steps = match (target, steps) {
            (Target::Parent, [parent @ .., _]) => parent,
            _ => steps,
        };
        let Some(tree) = &self.tree else { return 0..0 };
        let mut node = tree;
        let mut key: Option<&Range<usize>> = None;
        let mut complete = true;
        for step in steps {
            let next = match (step, &node.value) {
                (Step::Key(name), Value::Mapping(_)) => {
                    node.entry(name).map(|entry| (&entry.value, Some(&entry.key_span)))
                }
                (Step::Index(index), Value::Sequence(items)) => items.get(*index).map(|item| (item, None)),
                _ => None,
            };
            let Some((value, span)) = next else {
                complete = false;
                break;
            };
            (node, key) = (value, span);
        }
        let wants_key = *target == Target::Key || !complete;
        match (key, &node.value) {
            (Some(key), _) if wants_key => key.clone(),
            (Some(key), Value::Mapping(_) | Value::Sequence(_)) if !node.flow => key.clone(),
            (Some(key), Value::Null) => key.start..node.span.end.max(key.end),
            _ => self.first_line(&node.span),
        }
    }

    /// The part of a range on its first line.
    fn first_line(&self, range: &Range<usize>) -> Range<usize> {
        let line = line_of(&self.text, range.start);
        let end = range.end.min(line.end).max(range.start);
        let kept = self.text.get(range.start..end).map_or(0, |part| part.trim_end().len());
        range.start..range.start + kept
    }
}

/// The texts and trees of all files of a dossier.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: BTreeMap<String, Arc<Source>>,
    /// The sheets that rows stand in, by their name.
    sheets: BTreeMap<String, Arc<Grid>>,
}

impl Sources {
    pub(crate) fn insert(&mut self, name: String, source: Source) {
        self.files.insert(name, Arc::new(source));
    }

    /// Takes a file over from an earlier reading.
    pub(crate) fn take_over(&mut self, name: &str, earlier: &Self) {
        let Some((name, source)) = earlier.files.get_key_value(name) else { return };
        self.files.insert(name.clone(), Arc::clone(source));
        let grids = source.rows.values().map(|row| (row.grid.name.clone(), Arc::clone(&row.grid)));
        self.sheets.extend(grids);
    }

    /// Takes in all files of others, as the recipes beside a dossier.
    pub(crate) fn extend(&mut self, others: Self) {
        let Self { files, sheets } = others;
        self.files.extend(files);
        self.sheets.extend(sheets);
    }

    /// Says which rows of a file stand in sheets.
    pub(crate) fn set_rows(&mut self, name: &str, rows: SheetRows) {
        if let Some(source) = self.files.get_mut(name) {
            let Source { text, tree, lines, .. } = source.as_ref();
            let (text, tree, lines) = (text.clone(), tree.clone(), lines.clone());
            *source = Arc::new(Source { text, tree, lines, rows: Arc::new(rows) });
        }
    }

    /// Adds the sheets that were read.
    pub(crate) fn add_sheets(&mut self, sheets: BTreeMap<String, Arc<Grid>>) {
        self.sheets.extend(sheets);
    }

    /// One file by its name within the dossier.
    #[must_use]
    pub fn get(&self, file: &str) -> Option<&Source> {
        self.files.get(file).map(Arc::as_ref)
    }

    /// All files, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Source)> {
        self.files.iter().map(|(name, source)| (name.as_str(), source.as_ref()))
    }

    /// The text of each file and of each sheet that was read, by name: all that travels in a report.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let files = self.files.iter().map(|(name, source)| (name.as_str(), source.text()));
        files.chain(self.sheets.iter().map(|(name, grid)| (name.as_str(), grid.text.as_str())))
    }

    /// The place of a key path, or of its nearest ancestor that exists; `None` for a file that was
    /// not read as text.
    #[must_use]
    pub fn locate(&self, at: &KeyPath, target: &Target) -> Option<Location> {
        if let Some(grid) = self.sheets.get(at.file_name()) {
            return Some(in_sheet(grid, at.steps(), target));
        }
        let source = self.files.get(at.file_name())?;
        if !matches!(target, Target::Bytes(_))
            && let Some((row, keys)) = source.row(at.steps())
        {
            return self.in_row(row, &keys, target);
        }
        let range = source.range(at.steps(), target);
        let (line, column) = source.position(range.start);
        Some(Location { file: at.file_name().to_owned(), range, line, column, label: None })
    }

    /// The place of a value of a row in a sheet: its cell, else the row.
    fn in_row(&self, row: &SheetRow, keys: &[&str], target: &Target) -> Option<Location> {
        let keys = match (target, keys) {
            (Target::Parent, [around @ .., _]) => around,
            _ => keys,
        };
        let path = keys.join(".");
        let grid = &row.grid;
        let (at, column, head) = match row.values.get(&path) {
            Some(Origin::Mapping(place)) => return self.locate(place, &Target::Value),
            Some(Origin::Cell { row, column, head }) => (*row, Some(*column), Some(head.as_str())),
            None => (*row.rows.first()?, None, None),
        };
        let line = grid.rows.get(at)?;
        let cell = column.and_then(|column| line.cells.get(column)).filter(|cell| !cell.span.is_empty());
        let range = cell.map_or(line.span.clone(), |cell| cell.span.clone());
        let (line, place_in_line) = grid.position(range.start);
        let label = Some(place(at, column, head));
        Some(Location { file: grid.name.clone(), range, line, column: place_in_line, label })
    }

    /// The row of a sheet that a place is in, and the keys that lead on from there.
    pub(crate) fn row_at(&self, at: &KeyPath) -> Option<(&SheetRow, String)> {
        in_rows(&self.files.get(at.file_name())?.rows, at)
    }

    /// Whether a place is in a row of a sheet.
    #[must_use]
    pub fn is_in_sheet(&self, at: &KeyPath) -> bool {
        self.row_at(at).is_some()
    }

    /// Where a value stands, as `bestedingen/2021.yaml:14`; a sum in a sheet names all its rows.
    #[must_use]
    pub fn place(&self, at: &KeyPath) -> String {
        let row = self.files.get(at.file_name()).and_then(|source| source.row(at.steps()));
        if let Some((row, _)) = row.filter(|(row, _)| row.rows.len() > 1) {
            let lines =
                row.rows.iter().filter_map(|index| Some(row.grid.position(row.grid.rows.get(*index)?.span.start).0));
            return format!("{}:{}", in_one_word(&row.grid.name), ranges(lines));
        }
        match self.locate(at, &Target::Value) {
            Some(location) => format!("{}:{}", in_one_word(&location.file), location.line),
            None => format!("{}:1", at.file_name()),
        }
    }

    /// The place of the shortest text in the dossier that holds these words; `None` when there is none.
    /// White space counts as one space.
    #[must_use]
    pub fn holding(&self, words: &str) -> Option<KeyPath> {
        let wanted: Vec<&str> = words.split_whitespace().collect();
        let wanted = wanted.join(" ");
        let mut found: Option<(usize, KeyPath)> = None;
        for (name, source) in self.iter().filter(|_| !wanted.is_empty()) {
            let Some(tree) = source.tree() else { continue };
            tree.scalars(&KeyPath::file(name), &mut |at, text| {
                let is_shorter = found.as_ref().is_none_or(|(length, _)| text.len() < *length);
                if is_shorter && text.split_whitespace().collect::<Vec<_>>().join(" ").contains(&wanted) {
                    found = Some((text.len(), at.clone()));
                }
            });
        }
        found.map(|(_, at)| at)
    }

    /// The line of a value, from 1; 1 for a file that is not there.
    #[must_use]
    pub fn line_of(&self, at: &KeyPath) -> usize {
        self.locate(at, &Target::Value).map_or(1, |location| location.line)
    }
}

impl Places for Sources {
    fn text(&self, file: &str) -> Option<&str> {
        let sheet = || self.sheets.get(file).map(|grid| grid.text.as_str());
        self.files.get(file).map(|source| source.text()).or_else(sheet)
    }

    fn locate(&self, at: &KeyPath, target: &Target) -> Option<Location> {
        Self::locate(self, at, target)
    }
}

/// The place of bytes of a sheet, or of a cell by its row and column.
fn in_sheet(grid: &Grid, steps: &[Step], target: &Target) -> Location {
    let cell = match steps {
        [Step::Index(row), Step::Index(column)] => grid.rows.get(*row).and_then(|row| row.cells.get(*column)),
        _ => None,
    };
    let range = match (cell, target) {
        (Some(cell), _) => cell.span.clone(),
        (None, Target::Bytes(range)) => range.clone(),
        _ => 0..0,
    };
    let start = range.start.min(grid.text.len());
    let end = range.end.clamp(start, grid.text.len());
    let (line, column) = grid.position(start);
    Location { file: grid.name.clone(), range: start..end, line, column, label: grid.place_of(start..end) }
}

/// The name of a sheet without blanks: `gegevens/uitgaven.xlsx#Blad_1`.
fn in_one_word(name: &str) -> String {
    name.replacen(", blad ", "#", 1).replace(' ', "_")
}

/// `5-7+12`: numbers that follow each other as one range.
fn ranges(numbers: impl Iterator<Item = usize>) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let words = ranges.into_iter().map(|(from, to)| if from == to { from.to_string() } else { format!("{from}-{to}") });
    words.collect::<Vec<_>>().join("+")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tree;

    const TEXT: &str = "naam: Café\nreeks:\n  - gebied: a\n    waarde: 4,9\n  - gebied: b\n    leeg:\ngroep: {x: 1}\n";

    fn sources() -> Sources {
        let mut sources = Sources::default();
        sources.insert("a.yaml".to_owned(), Source::new(TEXT.to_owned(), tree::parse("a.yaml", TEXT).tree));
        sources.insert("leeg.yaml".to_owned(), Source::new(String::new(), None));
        sources
    }

    fn found(at: &KeyPath, target: &Target) -> (String, usize, usize) {
        let place = sources().locate(at, target).unwrap();
        (TEXT[place.range].to_owned(), place.line, place.column)
    }

    #[test]
    fn a_path_is_its_value_its_key_or_what_is_around_it() {
        let top = KeyPath::file("a.yaml");
        let value = top.key("reeks").index(0).key("waarde");
        assert_eq!(found(&value, &Target::Value), ("4,9".to_owned(), 4, 13));
        assert_eq!(found(&value, &Target::Key), ("waarde".to_owned(), 4, 5));
        assert_eq!(found(&value, &Target::Parent), ("gebied: a".to_owned(), 3, 5));
        assert_eq!(found(&top.key("reeks"), &Target::Value), ("reeks".to_owned(), 2, 1));
        assert_eq!(found(&top.key("groep"), &Target::Value), ("{x: 1}".to_owned(), 7, 8));
        assert_eq!(found(&top.key("reeks").index(1).key("leeg"), &Target::Value), ("leeg:".to_owned(), 6, 5));
    }

    #[test]
    fn what_is_not_there_is_its_nearest_ancestor() {
        let top = KeyPath::file("a.yaml");
        assert_eq!(found(&top.key("reeks").index(9).key("waarde"), &Target::Value).1, 2);
        assert_eq!(found(&top.key("naam").key("x").index(3), &Target::Value).0, "naam");
        assert_eq!(found(&top.key("weg"), &Target::Value).1, 1);
        assert_eq!(found(&top, &Target::Parent).1, 1);
        assert_eq!(sources().line_of(&KeyPath::file("bestaat-niet.yaml").key("x")), 1);
        assert_eq!(sources().line_of(&KeyPath::file("leeg.yaml").key("x")), 1);
        assert_eq!(sources().locate(&top, &Target::Bytes(900..1000)).unwrap().range, TEXT.len()..TEXT.len());
    }
}
