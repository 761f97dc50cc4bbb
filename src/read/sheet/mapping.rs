//! Whether the mapping of a sheet makes sense, and which columns it means.

use std::collections::BTreeMap;

use super::grid::{Grid, letters};
use super::{List, codes};
use crate::diagnostic::{Diagnostic, KeyPath, Target};
use crate::model::{DecimalSign, GroupSign, Sheet, Text};
use crate::read::schema::{self, RowKey};
use crate::read::words::{both, either, nearest};
use crate::world::FileKind;

/// The key of a measurement in a sheet that holds a year: it stands for a period of that year.
pub(super) const YEAR: &str = "jaar";

/// When a row became known.
pub(super) const KNOWN_ON: &str = "bekend-op";

/// A mapping that fits its sheet.
pub(super) struct Plan<'a> {
    pub(super) list: List,
    pub(super) sheet: &'a Sheet,
    pub(super) at: &'a KeyPath,
    /// What each key of a row is.
    pub(super) keys: BTreeMap<&'static str, &'static RowKey>,
    /// The column of each key that has one.
    pub(super) columns: BTreeMap<&'a str, Column>,
    /// The column that is subtracted.
    pub(super) minus: BTreeMap<&'a str, Column>,
    /// The columns by which rows are chosen.
    pub(super) only: Vec<(Column, Vec<&'a str>)>,
    /// The first row with data, counted from 0.
    pub(super) first: usize,
}

/// A column with its name.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) index: usize,
    pub(super) head: String,
}

/// What each key of a row may be, by its name.
fn keys_of(kind: FileKind) -> BTreeMap<&'static str, &'static RowKey> {
    schema::row_keys(kind).iter().map(|key| (key.path.as_str(), key)).collect()
}

/// Finds what is wrong with a mapping in itself.
pub(super) fn check(kind: FileKind, list: List, sheet: &Sheet, at: &KeyPath, diagnostics: &mut Vec<Diagnostic>) {
    let keys = keys_of(kind);
    let mut report = |at: KeyPath, target: Target, message: String, hint: String| {
        diagnostics.push(Diagnostic::error(codes::SHEET_MAPPING, at, message).on(target).hint(hint));
    };
    let file = sheet.file.as_str();
    if FileKind::of(file) != Some(FileKind::Sheet) {
        report(
            at.key("bestand"),
            Target::Value,
            format!("`{file}` kan geen blad zijn"),
            "een blad is een bestand in de map `gegevens` dat eindigt op `.csv` of `.xlsx`".to_owned(),
        );
        return;
    }
    let is_csv = file.ends_with(".csv");
    if is_csv && sheet.separator.is_none() {
        report(
            at.key("scheidingsteken"),
            Target::Parent,
            "bij een CSV hoort `scheidingsteken`".to_owned(),
            "zeg wat er tussen de cellen staat: `scheidingsteken: puntkomma`, of `komma` of `tab`".to_owned(),
        );
    }
    for (key, is_given, fits) in [
        ("scheidingsteken", sheet.separator.is_some(), is_csv),
        ("codering", sheet.encoding.is_some(), is_csv),
        ("blad", sheet.tab.is_some(), !is_csv),
    ] {
        if is_given && !fits {
            let which = if is_csv { "een CSV heeft maar één blad" } else { "een Excel-bestand heeft dat niet nodig" };
            report(
                at.key(key),
                Target::Key,
                format!("`{key}` hoort niet bij `{file}`"),
                format!("haal de regel weg: {which}"),
            );
        }
    }
    if matches!(
        (sheet.decimal_sign, sheet.group_sign),
        (Some(DecimalSign::Comma), Some(GroupSign::Comma)) | (Some(DecimalSign::Point), Some(GroupSign::Point))
    ) {
        report(
            at.key("duizendtalteken"),
            Target::Value,
            "hetzelfde teken kan niet voor de decimalen en tussen de duizendtallen staan".to_owned(),
            "kijk in het blad welk teken waar staat".to_owned(),
        );
    }
    let names: Vec<&str> = keys.keys().copied().collect();
    let mut meant_keys = Vec::new();
    let groups: [(&str, Vec<&str>, bool); 6] = [
        ("kolommen", sheet.columns.keys().map(String::as_str).collect(), false),
        ("aftrekken", sheet.minus.keys().map(String::as_str).collect(), true),
        ("maal", sheet.times.keys().map(String::as_str).collect(), true),
        ("vast", sheet.fixed.keys().map(String::as_str).collect(), false),
        ("vervang", sheet.replace.keys().map(String::as_str).collect(), false),
        ("optellen", sheet.sum.iter().map(Text::as_str).collect(), true),
    ];
    for (group, used, is_number) in groups {
        for (index, key) in used.into_iter().enumerate() {
            let place = if group == "optellen" { at.key(group).index(index) } else { at.key(group).key(key) };
            let target = if group == "optellen" { Target::Value } else { Target::Key };
            match keys.get(key) {
                None => {
                    let meant = nearest(key, &names);
                    meant_keys.extend(meant);
                    let hint = match meant {
                        Some(meant) => format!("bedoelde u `{meant}`?"),
                        None => format!("een rij kan hebben: {}", both(&names)),
                    };
                    report(place, target, format!("`{key}` is geen sleutel van {}", row_noun(list)), hint);
                }
                Some(known) if is_number && !known.is_number() => report(
                    place,
                    target,
                    format!("`{key}` is geen getal"),
                    format!("`{group}` kan alleen bij een sleutel met een getal"),
                ),
                Some(_) if group != "vast" && group != "kolommen" && !sheet.columns.contains_key(key) => report(
                    place,
                    target,
                    format!("`{key}` heeft geen kolom"),
                    format!("noem bij `kolommen` de kolom waar `{key}` in staat"),
                ),
                Some(_) if group == "vast" && sheet.columns.contains_key(key) => report(
                    place,
                    target,
                    format!("`{key}` heeft al een kolom"),
                    "een waarde staat in een kolom of is in alle rijen gelijk: haal een van de twee weg".to_owned(),
                ),
                Some(_) => {}
            }
        }
    }
    check_known_on(list, sheet, at, is_csv, &mut report);
    let has_values = list.rows == "reeks" && sheet.columns.contains_key("waarde");
    if !sheet.not_measured.is_empty() && !has_values {
        report(
            at.key("niet-gemeten"),
            Target::Key,
            "`niet-gemeten` hoort bij een kolom met `waarde`".to_owned(),
            "noem bij `kolommen` de kolom met de waarden, of haal de regel weg".to_owned(),
        );
    }
    let given = |key: &str| {
        sheet.columns.contains_key(key) || sheet.fixed.contains_key(key) || key == KNOWN_ON || meant_keys.contains(&key)
    };
    let missing: Vec<&str> =
        keys.values().filter(|key| key.is_required && !given(&key.path)).map(|key| key.path.as_str()).collect();
    if !missing.is_empty() {
        report(
            at.key("kolommen"),
            Target::Key,
            format!("het blad zegt niet waar {} staat, en {} heeft dat nodig", both(&missing), row_noun(list)),
            "noem bij `kolommen` de kolom, of bij `vast` de waarde die in alle rijen gelijk is".to_owned(),
        );
    }
}

/// Without a day on which it was known, a sheet would stand in reports that could not know it.
fn check_known_on(
    list: List,
    sheet: &Sheet,
    at: &KeyPath,
    is_csv: bool,
    report: &mut impl FnMut(KeyPath, Target, String, String),
) {
    if sheet.fixed.contains_key(KNOWN_ON) {
        report(
            at.key("vast").key(KNOWN_ON),
            Target::Key,
            "`bekend-op` staat bij het blad zelf, niet bij `vast`".to_owned(),
            "zet `bekend-op` op een eigen regel naast `bestand`".to_owned(),
        );
        return;
    }
    match (sheet.known_on.is_some(), sheet.columns.contains_key(KNOWN_ON)) {
        (true, true) => report(
            at.key("kolommen").key(KNOWN_ON),
            Target::Key,
            "`bekend-op` staat bij het blad en heeft ook een kolom".to_owned(),
            "haal een van de twee weg".to_owned(),
        ),
        (false, true) if !is_csv => report(
            at.key("kolommen").key(KNOWN_ON),
            Target::Key,
            "bij een Excel-bestand kan `bekend-op` geen kolom zijn: er kunnen geen rijen uit worden gehaald voor een ouder verslag".to_owned(),
            "zet `bekend-op` bij het blad en bewaar voor elke dag een eigen bestand, of bewaar het blad als CSV".to_owned(),
        ),
        (false, false) if list.id.is_none() => report(
            at.key(KNOWN_ON),
            Target::Parent,
            "bij dit blad ontbreekt `bekend-op`".to_owned(),
            "zeg wanneer de gegevens bekend werden: `bekend-op: 2022-03-01` naast `bestand`, of in een CSV de kolom ervoor bij `kolommen`".to_owned(),
        ),
        _ => {}
    }
}

fn row_noun(list: List) -> &'static str {
    match list.rows {
        "reeks" => "een meting",
        "regels" => "een bestedingsregel",
        _ => "een project in een verslag",
    }
}

/// Finds the columns that a mapping names; `None` when one is not there.
pub(super) fn plan<'a>(
    kind: FileKind,
    list: List,
    sheet: &'a Sheet,
    at: &'a KeyPath,
    grid: &Grid,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Plan<'a>> {
    let head: Vec<usize> = match &sheet.head {
        None => vec![1],
        Some(rows) => rows.iter().map(|row| row.0 as usize).collect(),
    };
    if head.iter().any(|row| *row == 0 || *row > grid.rows.len()) || !head.is_sorted_by(|one, next| one < next) {
        diagnostics.push(
            Diagnostic::error(codes::SHEET_COLUMN, at.key("kopregels"), "deze kopregels zijn er niet in het blad")
                .hint(format!(
                    "noem de rijen met de namen van de kolommen, van boven naar beneden; het blad heeft {} rijen",
                    grid.rows.len()
                )),
        );
        return None;
    }
    let heads = Heads::of(grid, &head);
    let mut find = |name: &str, place: KeyPath| match heads.find(name) {
        Ok(column) => Some(column),
        Err(hints) => {
            let message = format!("het blad heeft geen kolom `{name}`");
            let message =
                if hints.is_twice { format!("de kolom `{name}` komt meer dan één keer voor") } else { message };
            let row = grid.rows.get(head.last().map_or(0, |row| row - 1));
            let mut diagnostic = Diagnostic::error(codes::SHEET_COLUMN, place, message);
            if let Some(row) = row.filter(|row| !row.span.is_empty()) {
                diagnostic = diagnostic.label_on(
                    KeyPath::file(grid.name.as_str()),
                    Target::Bytes(row.span.clone()),
                    "dit is de kopregel",
                );
            }
            diagnostics.push(diagnostic.hint(hints.hint));
            None
        }
    };
    let mut whole = |key: &str, columns: &'a BTreeMap<String, Text>| {
        let found: Vec<_> = columns
            .iter()
            .map(|(name, column)| Some((name.as_str(), find(column.as_str(), at.key(key).key(name))?)))
            .collect();
        found.into_iter().collect::<Option<BTreeMap<_, _>>>()
    };
    let (columns, minus) = (whole("kolommen", &sheet.columns), whole("aftrekken", &sheet.minus));
    let only: Vec<_> = sheet
        .only
        .iter()
        .map(|(name, values)| Some((find(name, at.key("rijen").key(name))?, values.iter().map(Text::as_str).collect())))
        .collect();
    let first = head.last().copied().unwrap_or(0);
    Some(Plan {
        list,
        sheet,
        at,
        keys: keys_of(kind),
        columns: columns?,
        minus: minus?,
        only: only.into_iter().collect::<Option<Vec<_>>>()?,
        first,
    })
}

/// The names of the columns. Without rows for them, columns have letters.
struct Heads {
    /// Per column the names in the rows of the head, from top to bottom, each once.
    names: Vec<Vec<String>>,
}

struct NotFound {
    is_twice: bool,
    hint: String,
}

impl Heads {
    fn of(grid: &Grid, head: &[usize]) -> Self {
        if head.is_empty() {
            let width = grid.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
            return Self { names: (0..width).map(|column| vec![letters(column)]).collect() };
        }
        let rows: Vec<_> = head.iter().filter_map(|row| grid.rows.get(row - 1)).collect();
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let names = (0..width).map(|column| {
            let mut names: Vec<String> = Vec::new();
            for name in rows.iter().map(|row| tidy(row.value(column))).filter(|name| !name.is_empty()) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            names
        });
        Self { names: names.collect() }
    }

    /// The full name of a column: its names from top to bottom.
    fn full(&self, column: usize) -> String {
        self.names.get(column).map(|names| names.join(" / ")).unwrap_or_default()
    }

    fn find(&self, name: &str) -> Result<Column, NotFound> {
        let name = tidy(name);
        let which =
            |fits: &dyn Fn(usize) -> bool| (0..self.names.len()).filter(|column| fits(*column)).collect::<Vec<_>>();
        let full = which(&|column| self.full(column) == name);
        let part = which(&|column| self.names[column].contains(&name));
        match (full.as_slice(), part.as_slice()) {
            ([only], _) | ([], [only]) => Ok(Column { index: *only, head: self.full(*only) }),
            ([], []) => {
                let known: Vec<String> = which(&|column| !self.names[column].is_empty())
                    .into_iter()
                    .map(|column| self.full(column))
                    .collect();
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                let hint = match (nearest(&name, &known), known.as_slice()) {
                    (Some(meant), _) => format!("bedoelde u `{meant}`?"),
                    (None, [] | [_]) => {
                        "de kopregel heeft maar één cel: kloppen `kopregels` en `scheidingsteken`?".to_owned()
                    }
                    (None, _) => format!("de kolommen heten: {}", both(&known)),
                };
                Err(NotFound { is_twice: false, hint })
            }
            (several, others) => {
                let several = if several.is_empty() { others } else { several };
                let names: Vec<String> = several.iter().map(|column| self.full(*column)).collect();
                let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
                names.dedup();
                let hint = if names.len() > 1 {
                    format!("noem de hele naam: {}", either(&names))
                } else {
                    "geef de kolommen in het blad elk een eigen naam".to_owned()
                };
                Err(NotFound { is_twice: true, hint })
            }
        }
    }
}

/// A name without double blanks and line breaks.
pub(super) fn tidy(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
