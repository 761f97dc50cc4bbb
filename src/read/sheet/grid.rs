//! A sheet as rows of cells, each with its place in a text that can be shown.
//!
//! The text of a CSV is the file itself. An XLSX file has none: its sheet is written out, a line a
//! row, so that a mistake in it can be shown in the same way.

use std::ops::Range;

/// The most rows of a sheet that are read.
pub(crate) const MOST_ROWS: usize = 100_000;

/// The most columns of a sheet that are read.
pub(crate) const MOST_COLUMNS: usize = 1_000;

/// The most cells of a sheet that are read, empty ones between filled ones too.
pub(crate) const MOST_CELLS: usize = 1_000_000;

/// A sheet.
#[derive(Debug)]
pub(crate) struct Grid {
    /// The file, and of an XLSX file the sheet.
    pub(crate) name: String,
    /// The text to show.
    pub(crate) text: String,
    /// The byte at which each line of it starts.
    lines: Vec<usize>,
    /// All rows up to the last that holds something, blank ones too.
    pub(crate) rows: Vec<Row>,
}

/// A row.
#[derive(Debug, Default)]
pub(crate) struct Row {
    /// Its bytes in the text.
    pub(crate) span: Range<usize>,
    /// Its cells up to the last that holds something.
    pub(crate) cells: Vec<Cell>,
    /// How many cells are written in it, empty ones at the end too.
    pub(crate) width: usize,
}

/// A cell.
#[derive(Debug, Default)]
pub(crate) struct Cell {
    /// Its bytes in the text.
    pub(crate) span: Range<usize>,
    /// What it holds, without blanks around it.
    pub(crate) value: String,
    /// How it holds that.
    pub(crate) form: Form,
}

/// How a cell holds its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Form {
    /// As text, to be read as it was typed.
    #[default]
    Typed,
    /// As a number; the value has a decimal point and nothing between thousands.
    Number,
    /// As a day; the value is year, month, day.
    Day,
    /// As the outcome of a formula that failed.
    Fault,
}

impl Grid {
    pub(crate) fn new(name: String, text: String, rows: Vec<Row>) -> Self {
        let lines = line_starts(&text);
        Self { name, text, lines, rows }
    }

    /// The line (from 1) and the column in characters (from 1) of a byte.
    pub(crate) fn position(&self, byte: usize) -> (usize, usize) {
        position(&self.text, &self.lines, byte)
    }

    /// `rij 14, kolom C`, for the bytes of a cell; for others that of the row they start in.
    pub(crate) fn place_of(&self, range: Range<usize>) -> Option<String> {
        let index = self.rows.partition_point(|row| row.span.start <= range.start).checked_sub(1)?;
        let row = self.rows.get(index)?;
        let column = row.cells.iter().position(|cell| cell.span == range && !range.is_empty());
        Some(place(index, column, None))
    }
}

impl Row {
    /// Whether nothing stands in it.
    pub(crate) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.value.is_empty())
    }

    /// What stands in a column; empty when nothing does.
    pub(crate) fn value(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.value.as_str())
    }
}

/// The byte at which each line starts.
pub(crate) fn line_starts(text: &str) -> Vec<usize> {
    let starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(starts).collect()
}

/// The line (from 1) and the column in characters (from 1) of a byte.
pub(crate) fn position(text: &str, lines: &[usize], byte: usize) -> (usize, usize) {
    let byte = byte.min(text.len());
    let line = lines.partition_point(|&start| start <= byte).max(1);
    let start = lines.get(line - 1).copied().unwrap_or(0);
    let column = text.get(start..byte).map_or(0, |before| before.chars().count());
    (line, column + 1)
}

/// `rij 14, kolom C (Score)`, with what is known of it.
pub(crate) fn place(row: usize, column: Option<usize>, head: Option<&str>) -> String {
    let row = format!("rij {}", row + 1);
    match (column, head) {
        (Some(column), Some(head)) => format!("{row}, kolom {} ({head})", letters(column)),
        (Some(column), None) => format!("{row}, kolom {}", letters(column)),
        (None, _) => row,
    }
}

/// The name that spreadsheet programs give to a column: A, B, …, Z, AA.
pub(crate) fn letters(column: usize) -> String {
    let mut name = String::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or(0);
        name.insert(0, char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheets_do() {
        let names: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(letters).into();
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
        assert_eq!(place(13, Some(2), Some("Score")), "rij 14, kolom C (Score)");
    }
}
