//! Which rows of a sheet became known after a day, and a CSV without them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::grid::Grid;
use super::mapping::{self, KNOWN_ON};
use super::{List, csv, number, rows};
use crate::diagnostic::KeyPath;
use crate::model::{Encoding, Sheet};
use crate::read::text::BOM;
use crate::read::tree::Node;
use crate::world::FileKind;

/// A sheet that a YAML file names.
#[derive(Debug)]
pub(crate) struct Named {
    /// The byte at which its mapping starts.
    pub(crate) start: usize,
    /// Its mapping.
    pub(crate) sheet: Sheet,
}

/// The sheets that a file names; `None` when a mapping cannot be read.
pub(crate) fn named(kind: FileKind, tree: &Node) -> Option<Vec<Named>> {
    let Some(items) = List::of(kind).and_then(|list| tree.get(list.sheets)).map(Node::items) else {
        return Some(Vec::new());
    };
    let named = |item: &Node| {
        let sheet = serde_json::from_value(item.to_json()).ok()?;
        Some(Named { start: item.span.start, sheet })
    };
    items.iter().map(named).collect()
}

/// What is left of a CSV on a day.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// All of it.
    Nothing,
    /// No row of it that counts was known.
    Whole,
    /// These bytes.
    Rows(Vec<u8>),
}

/// Takes the rows out of a sheet that became known after a day, by its column for that; `None` when
/// that cannot be told.
pub(crate) fn cut(kind: FileKind, sheet: &Sheet, bytes: &[u8], known_through: NaiveDate) -> Option<Cut> {
    if !sheet.columns.contains_key(KNOWN_ON) {
        return Some(Cut::Nothing);
    }
    let encoding = sheet.encoding.unwrap_or_default();
    let (grid, problem) = csv::read(sheet.file.as_str(), bytes, sheet.separator?, encoding);
    if problem.is_some() {
        return None;
    }
    let at = KeyPath::default();
    let plan = mapping::plan(kind, List::of(kind)?, sheet, &at, &grid, &mut Vec::new())?;
    let column = plan.columns.get(KNOWN_ON)?.index;
    let day = |row: usize| number::day(grid.rows.get(row)?.value(column), sheet).ok();
    let days: BTreeMap<usize, NaiveDate> =
        (plan.first..grid.rows.len()).filter_map(|row| Some((row, day(row)?))).collect();
    let is_later = |row: &usize| days.get(row).is_some_and(|day| *day > known_through);
    if !days.keys().any(is_later) {
        return Some(Cut::Nothing);
    }
    let counts = |row: &&usize| grid.rows.get(**row).is_some_and(|row| rows::counts(&plan, row));
    if days.keys().filter(counts).all(is_later) {
        return Some(Cut::Whole);
    }
    Some(Cut::Rows(without(&grid, bytes, encoding, &is_later)))
}

/// The bytes of a CSV without some rows; every other byte stays as it is.
fn without(grid: &Grid, bytes: &[u8], encoding: Encoding, is_gone: &dyn Fn(&usize) -> bool) -> Vec<u8> {
    let before = if encoding == Encoding::Utf8 && bytes.starts_with(BOM) { BOM.len() } else { 0 };
    // A letter of windows-1252 is one byte, whatever it takes in the text.
    let byte = |at: usize| match encoding {
        Encoding::Utf8 => before + at,
        Encoding::Windows1252 => grid.text.get(..at).map_or(at, |text| text.chars().count()),
    };
    let mut left = bytes.get(..before).unwrap_or_default().to_vec();
    for (index, row) in grid.rows.iter().enumerate().filter(|(index, _)| !is_gone(index)) {
        let end = grid.rows.get(index + 1).map_or(grid.text.len(), |next| next.span.start);
        left.extend_from_slice(bytes.get(byte(row.span.start)..byte(end)).unwrap_or_default());
    }
    // A text that ended without a line break still does when its last row is gone.
    if !bytes.ends_with(b"\n") && left.ends_with(b"\n") {
        left.pop();
        if left.ends_with(b"\r") {
            left.pop();
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(more: &str) -> Sheet {
        let text = format!(
            "{{bestand: gegevens/x.csv, scheidingsteken: puntkomma, kolommen: {{waarde: w, bekend-op: dag}}, vast: {{bron: b, gebied: g}}{more}}}"
        );
        serde_yaml::from_str(&text).unwrap()
    }

    fn left(text: &[u8], more: &str) -> Cut {
        cut(FileKind::Indicator, &sheet(more), text, NaiveDate::from_ymd_opt(2022, 4, 15).unwrap()).unwrap()
    }

    #[test]
    fn later_rows_go_and_every_other_byte_stays() {
        let now = "\u{feff}w;dag\r\n1;2022-01-01\r\n2;2023-01-01\r\n\"3\n\";2022-04-15\r\n4;2022-04-16";
        let then = "\u{feff}w;dag\r\n1;2022-01-01\r\n\"3\n\";2022-04-15";
        assert_eq!(left(now.as_bytes(), ""), Cut::Rows(then.as_bytes().to_vec()));
        assert_eq!(left(then.as_bytes(), ""), Cut::Nothing);
        assert_eq!(left(b"w;dag\n1;2023-01-01\nBron;\n", ""), Cut::Whole);
    }

    #[test]
    fn a_file_of_windows_is_cut_at_its_own_bytes() {
        let now = b"w;dag\n\xe9\x80;01-01-2023\n\xe9;01-01-2022\n";
        let more = ", codering: windows-1252, datumnotatie: dd-mm-jjjj";
        assert_eq!(left(now, more), Cut::Rows(b"w;dag\n\xe9;01-01-2022\n".to_vec()));
    }
}
