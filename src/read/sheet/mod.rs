//! Sheets: the rows of CSV and XLSX files as rows of a YAML file.
//!
//! In: the values of a YAML file that names sheets, and the files of the dossier. Out: the same
//! values with the rows of the sheets added, as if they had been typed there, and the place of
//! each cell. The schema and the types then read all rows alike, so that a mistake has the same
//! words in a sheet as in YAML. Nothing about a sheet is guessed: its mapping ([`Sheet`]) declares
//! separator, signs, dates and columns. Left to others: what a value means (`model`, `check`).

mod alike;
mod csv;
mod grid;
mod later;
mod mapping;
pub(crate) mod number;
mod rows;
mod xlsx;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use serde_json::Value;

pub(crate) use csv::plain_text;
pub(crate) use grid::{Grid, line_starts, place, position};
pub(crate) use later::{Cut, Named, cut, named};

use super::codes;
use crate::diagnostic::{Diagnostic, KeyPath, Step, Target, has_errors};
use crate::model::{Date, Encoding, Separator, Sheet};
use crate::world::{FileKind, Folder};

/// The rows of a kind of file that may stand in sheets.
#[derive(Debug, Clone, Copy)]
pub(crate) struct List {
    /// The key under which the sheets are named.
    pub(crate) sheets: &'static str,
    /// The key under which the rows stand.
    pub(crate) rows: &'static str,
    /// The key of a row that is the key of a group; `None` when the rows are a list.
    pub(crate) id: Option<&'static str>,
}

impl List {
    /// The rows of a kind of file; `None` when it cannot have sheets.
    pub(crate) const fn of(kind: FileKind) -> Option<Self> {
        match kind {
            FileKind::Indicator => Some(Self { sheets: "reeks-bladen", rows: "reeks", id: None }),
            FileKind::Spending => Some(Self { sheets: "regels-bladen", rows: "regels", id: None }),
            FileKind::Report => Some(Self { sheets: "projecten-bladen", rows: "projecten", id: Some("project") }),
            _ => None,
        }
    }
}

/// What stands in the way of reading a sheet.
#[derive(Debug, Clone)]
struct Problem {
    code: &'static str,
    message: String,
    hints: Vec<String>,
    /// Where in the text of the sheet; `None` when it is about the file as a whole.
    range: Option<Range<usize>>,
}

impl Problem {
    fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hints: Vec::new(), range: None }
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    fn at(mut self, range: Range<usize>) -> Self {
        self.range = Some(range);
        self
    }
}

/// Reads a CSV that is no part of a dossier, without showing any of it: what is wrong, and on which
/// line of the file.
pub(crate) fn private(
    name: &str,
    bytes: &[u8],
    separator: Separator,
    encoding: Encoding,
) -> Result<Grid, (&'static str, String)> {
    let (grid, problem) = csv::read(name, bytes, separator, encoding);
    let Some(Problem { code, message, range, .. }) = problem else { return Ok(grid) };
    let place = range.map(|range| grid.position(range.start));
    let message = place.map_or(message.clone(), |(line, sign)| format!("regel {line}, teken {sign}: {message}"));
    Err((code, message))
}

/// A row that came from a sheet: where it and its values stand.
#[derive(Debug)]
pub(crate) struct SheetRow {
    /// The sheet.
    pub(crate) grid: Arc<Grid>,
    /// The rows of the sheet it was made of, counted from 0; several when they were summed.
    pub(crate) rows: Vec<usize>,
    /// Where each of its values stands, by its key; keys within a group have a point.
    pub(crate) values: BTreeMap<String, Origin>,
    /// Where the mapping says a value that is read in place of what stands in the cell, by its key.
    pub(crate) replaced: BTreeMap<String, KeyPath>,
}

/// Where a value of a row stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// In a cell of this row and column, under a head.
    Cell {
        /// The row, counted from 0.
        row: usize,
        /// The column, counted from 0.
        column: usize,
        /// The name of the column.
        head: String,
    },
    /// With the mapping.
    Mapping(KeyPath),
}

/// What a file of sheets gave: its rows by the place they have in the YAML file.
pub(crate) type SheetRows = BTreeMap<String, SheetRow>;

/// How a sheet is read, apart from its mapping.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Manner {
    file: String,
    tab: Option<String>,
    separator: Option<Separator>,
    encoding: Encoding,
}

impl Manner {
    fn of(sheet: &Sheet) -> Self {
        Self {
            file: sheet.file.as_str().to_owned(),
            tab: sheet.tab.as_ref().map(|tab| tab.as_str().to_owned()),
            separator: sheet.separator,
            encoding: sheet.encoding.unwrap_or_default(),
        }
    }
}

/// The sheets of a dossier, while its files are read.
pub(crate) struct Sheets<'a> {
    folder: &'a Folder,
    read: BTreeMap<Manner, Result<Arc<Grid>, Problem>>,
    /// The texts to show, by the name of the sheet.
    pub(crate) grids: BTreeMap<String, Arc<Grid>>,
    /// Everything that names a sheet, with its place.
    named: Vec<(KeyPath, Sheet)>,
    /// The other sheets in the XLSX files.
    others: BTreeMap<String, BTreeSet<String>>,
}

impl<'a> Sheets<'a> {
    pub(crate) const fn new(folder: &'a Folder) -> Self {
        Self { folder, read: BTreeMap::new(), grids: BTreeMap::new(), named: Vec::new(), others: BTreeMap::new() }
    }

    /// Adds the rows of the sheets that a file names to its values.
    pub(crate) fn add(
        &mut self,
        kind: FileKind,
        top: &KeyPath,
        file: &mut Value,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> SheetRows {
        let mut found = SheetRows::new();
        let Some(list) = List::of(kind) else { return found };
        let Some(items) = file.get(list.sheets).and_then(Value::as_array).cloned() else { return found };
        for (index, item) in items.into_iter().enumerate() {
            let at = top.key(list.sheets).index(index);
            // What does not fit the type is said by the schema.
            let Ok(sheet) = serde_json::from_value::<Sheet>(item) else { continue };
            self.named.push((at.clone(), sheet.clone()));
            let before = diagnostics.len();
            check_report(file, &sheet, &at, diagnostics);
            mapping::check(kind, list, &sheet, &at, diagnostics);
            if has_errors(&diagnostics[before..]) {
                continue;
            }
            let grid = match self.grid(&sheet) {
                Ok(grid) => grid,
                Err(problem) => {
                    diagnostics.push(self.explain(&sheet, &at, problem));
                    continue;
                }
            };
            let Some(plan) = mapping::plan(kind, list, &sheet, &at, &grid, diagnostics) else { continue };
            for (row, value, id) in rows::of(&plan, &grid, diagnostics) {
                if let Some(key) = append(file, list, &grid, value, id, &row, diagnostics) {
                    found.insert(key, row);
                }
            }
        }
        found
    }

    /// A sheet as a grid, read once.
    fn grid(&mut self, sheet: &Sheet) -> Result<Arc<Grid>, Problem> {
        let manner = Manner::of(sheet);
        if let Some(known) = self.read.get(&manner) {
            return known.clone();
        }
        let result = self.open(&manner);
        if let Ok(grid) = &result {
            self.grids.insert(grid.name.clone(), Arc::clone(grid));
        }
        self.read.insert(manner, result.clone());
        result
    }

    fn open(&mut self, manner: &Manner) -> Result<Arc<Grid>, Problem> {
        let Manner { file, tab, separator, encoding } = manner;
        let Some(bytes) = self.folder.files.get(file) else {
            let known: Vec<&str> = self
                .folder
                .files
                .keys()
                .filter(|name| FileKind::of(name) == Some(FileKind::Sheet))
                .map(String::as_str)
                .collect();
            let problem = Problem::new(codes::SHEET_FILE, format!("het bestand `{file}` staat niet in het dossier"));
            return Err(match super::words::nearest(file, &known) {
                Some(meant) => problem.hint(format!("bedoelde u `{meant}`?")),
                None if known.is_empty() => problem.hint("zet het bestand in de map `gegevens` van het dossier"),
                None => problem.hint(format!("in de map `gegevens` staan: {}", super::words::both(&known))),
            });
        };
        if let Some(separator) = separator {
            let (grid, problem) = csv::read(file, bytes, *separator, *encoding);
            let grid = Arc::new(grid);
            // A text with a mistake is kept too, to show the line.
            self.grids.insert(grid.name.clone(), Arc::clone(&grid));
            return problem.map_or(Ok(grid), Err);
        }
        let xlsx::Book { grid, others } = xlsx::read(file, bytes, tab.as_deref())?;
        self.others.insert(grid.name.clone(), others.into_iter().collect());
        Ok(Arc::new(grid))
    }

    fn explain(&self, sheet: &Sheet, at: &KeyPath, problem: Problem) -> Diagnostic {
        let Problem { code, message, hints, range } = problem;
        let diagnostic = match range.filter(|_| self.grids.contains_key(sheet.file.as_str())) {
            Some(range) => {
                Diagnostic::error(code, KeyPath::file(sheet.file.as_str()), message).on(Target::Bytes(range))
            }
            None => Diagnostic::error(code, at.key("bestand"), message),
        };
        hints.into_iter().fold(diagnostic, Diagnostic::hint)
    }

    /// What is wrong with the sheets together: one file known on two days, files that nothing names.
    pub(crate) fn check_use(&self, diagnostics: &mut Vec<Diagnostic>) {
        for (index, (at, sheet)) in self.named.iter().enumerate() {
            let is_report = |at: &KeyPath| at.file_name().starts_with("verslagen/");
            let earlier = self.named[..index].iter().find(|(other, known)| {
                let are_two_reports = is_report(at) && is_report(other) && at.file_name() != other.file_name();
                known.file == sheet.file && (knowledge(known) != knowledge(sheet) || are_two_reports)
            });
            if let Some((other, _)) = earlier {
                diagnostics.push(
                    Diagnostic::error(
                        codes::SHEET_SHARED,
                        at.key("bestand"),
                        format!("`{}` wordt op twee plekken gebruikt, met een andere dag waarop het bekend werd", sheet.file),
                    )
                    .label(other.key("bestand"), "hier is het ook genoemd")
                    .hint("bewaar voor elke dag waarop er gegevens bij kwamen, en voor elk verslag, een eigen bestand")
                    .hint("hoort alles in het bestand bij één dag? zet dan op beide plekken dezelfde `bekend-op` en `codering`")
                    .hint("of geef een CSV een kolom met de dag waarop de rij bekend werd, en noem die bij `kolommen` → `bekend-op`"),
                );
            }
        }
        if has_errors(diagnostics) {
            // What seems unused may be named by what could not be read.
            return;
        }
        let is_named = |name: &str| self.named.iter().any(|(_, sheet)| sheet.file.as_str() == name);
        for name in self.folder.files.keys() {
            if FileKind::of(name) == Some(FileKind::Sheet) && !is_named(name) {
                diagnostics.push(
                    Diagnostic::warning(
                        codes::SHEET_UNUSED,
                        KeyPath::file(name.as_str()),
                        "dit blad wordt nergens gebruikt en komt niet in het rapport",
                    )
                    .hint("noem het bij `reeks-bladen` van een indicator, `regels-bladen` van de bestedingen of `projecten-bladen` van een verslag")
                    .hint("hoort het niet in het rapport? zet het dan in de map `intern`"),
                );
            }
        }
        for (name, others) in &self.others {
            let file = name.split(", blad ").next().unwrap_or(name);
            let used = |other: &&String| self.grids.contains_key(&format!("{file}, blad {other}"));
            let unused: Vec<&str> = others.iter().filter(|other| !used(other)).map(String::as_str).collect();
            if !unused.is_empty() {
                diagnostics.push(
                    Diagnostic::warning(
                        codes::SHEET_UNUSED,
                        KeyPath::file(file),
                        format!("dit bestand heeft meer bladen dan het dossier gebruikt: {}", super::words::both(&unused)),
                    )
                    .hint("het hele bestand gaat mee in de pdf: haal de andere bladen, ook verborgen, weg als zij niet openbaar mogen zijn"),
                );
            }
        }
    }
}

/// The place of a row in its YAML file, as in [`SheetRows`], and the keys that lead on from there.
pub(crate) fn row_key(steps: &[Step]) -> Option<(String, Vec<&str>)> {
    let key = match steps.get(..2)? {
        [Step::Key(list), Step::Index(index)] => format!("{list}[{index}]"),
        [Step::Key(list), Step::Key(id)] => format!("{list}.{id}"),
        _ => return None,
    };
    let rest = steps.get(2..)?.iter().filter_map(|step| match step {
        Step::Key(key) => Some(&**key),
        Step::Index(_) => None,
    });
    Some((key, rest.collect()))
}

/// What is wrong with rows of sheets, the same mistake not too often; all else as it is.
///
/// `of` gives the row of a sheet that a place is in, and the keys that lead on from there.
pub(crate) fn fewer<'a>(
    diagnostics: Vec<Diagnostic>,
    of: impl Fn(&KeyPath) -> Option<(&'a SheetRow, String)>,
) -> Vec<Diagnostic> {
    let mut faults = alike::Faults::default();
    for mut diagnostic in diagnostics {
        let Some((row, key)) = of(&diagnostic.at) else {
            faults.push(diagnostic);
            continue;
        };
        let (code, sheet) = (diagnostic.code, row.grid.name.as_str());
        if suit(&mut diagnostic, row, &key) {
            // One place, however many rows come to it.
            let kind = format!("{sheet}\n{}\n{}\n{}", diagnostic.at.file_name(), diagnostic.at, diagnostic.message);
            faults.add_most(code, kind, diagnostic, 1);
        } else {
            faults.add(code, format!("{sheet}\n{:?}\n{key}", diagnostic.severity), diagnostic);
        }
    }
    faults.done()
}

/// The row of a sheet that a place is in, and the keys that lead on from there.
pub(crate) fn in_rows<'a>(rows: &'a SheetRows, at: &KeyPath) -> Option<(&'a SheetRow, String)> {
    let (key, rest) = row_key(at.steps())?;
    Some((rows.get(&key)?, rest.join(".")))
}

/// Fits what is said of a row in a sheet to where it stands: what is the same in all rows is wrong in
/// the mapping, and what to do is done there or in the spreadsheet. Whether it is wrong in the mapping.
fn suit(diagnostic: &mut Diagnostic, row: &SheetRow, rest: &str) -> bool {
    let mapped = match row.values.get(rest) {
        Some(Origin::Mapping(place)) => Some(place),
        _ => row.replaced.get(rest),
    };
    if let Some(place) = mapped.filter(|_| diagnostic.target == Target::Value) {
        diagnostic.at = place.clone();
        return true;
    }
    match diagnostic.code {
        codes::NOTATION => {
            let kind = FileKind::of(diagnostic.at.file_name());
            let keys = kind.map_or(&[][..], super::schema::row_keys);
            let is_number = keys.iter().any(|key| key.path == rest && key.is_number());
            diagnostic.hints.push(if is_number {
                "of zeg bij het blad hoe getallen er geschreven zijn: `decimaalteken` en `duizendtalteken`".to_owned()
            } else {
                format!("of zeg bij het blad wat er gelezen wordt: `vervang` → `{rest}`")
            });
        }
        codes::UNKNOWN_WORD | codes::KEY_NOTATION => {
            diagnostic.hints.push(format!("of zeg bij het blad wat er gelezen wordt: `vervang` → `{rest}`"));
        }
        codes::MISSING_KEY => {
            diagnostic.hints = vec![
                "noem bij `kolommen` van het blad de kolom ervoor, of bij `vast` de waarde die in alle rijen gelijk is"
                    .to_owned(),
            ];
        }
        _ => {}
    }
    false
}

/// A sheet of a report that was not known when the report was made would be left out of it.
fn check_report(file: &Value, sheet: &Sheet, at: &KeyPath, diagnostics: &mut Vec<Diagnostic>) {
    let known_through = file.get("gegevensstand").and_then(Value::as_str).and_then(|day| day.parse::<Date>().ok());
    if let (Some(known_on), Some(known_through)) = (sheet.known_on, known_through)
        && known_on > known_through
    {
        diagnostics.push(
            Diagnostic::error(
                codes::SHEET_MAPPING,
                at.key("bekend-op"),
                format!("het blad werd bekend op {known_on}, na de gegevensstand van het verslag ({known_through})"),
            )
            .hint("pas een van de twee datums aan"),
        );
    }
}

/// When the rows of a sheet are known: on a day, or by a column.
fn knowledge(sheet: &Sheet) -> (Option<String>, Option<&str>, Encoding) {
    let column = sheet.columns.get("bekend-op").map(crate::model::Text::as_str);
    (sheet.known_on.map(|day| day.to_string()), column, sheet.encoding.unwrap_or_default())
}

/// Puts a row among the rows of its file; `None` when it cannot go there.
fn append(
    file: &mut Value,
    list: List,
    grid: &Grid,
    value: Value,
    id: Option<String>,
    row: &SheetRow,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<String> {
    let Value::Object(keys) = file else { return None };
    let Some(id) = id else {
        let rows = keys.entry(list.rows).or_insert_with(|| Value::Array(Vec::new())).as_array_mut()?;
        rows.push(value);
        return Some(format!("{}[{}]", list.rows, rows.len() - 1));
    };
    let rows = keys.entry(list.rows).or_insert_with(|| Value::Object(serde_json::Map::new())).as_object_mut()?;
    if rows.contains_key(&id) {
        let span = row.rows.first().and_then(|row| grid.rows.get(*row)).map(|row| row.span.clone());
        diagnostics.push(
            Diagnostic::error(
                codes::SHEET_TWICE,
                KeyPath::file(grid.name.as_str()),
                format!("`{id}` staat hier voor de tweede keer"),
            )
            .on(Target::Bytes(span.unwrap_or(0..0)))
            .hint("een project heeft één rij, in een blad of in het verslag zelf: haal er een weg"),
        );
        return None;
    }
    rows.insert(id.clone(), value);
    Some(format!("{}.{id}", list.rows))
}
