//! A CSV file as a grid. The reader keeps the place of every cell, which is why it is our own.

use std::ops::Range;

use super::Problem;
use super::grid::{Cell, Grid, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Row};
use crate::diagnostic::{KeyPath, Target};
use crate::model::{Encoding, Separator};
use crate::read::{codes, text};

/// What Windows has where ISO 8859-1 has control characters, from 0x80 on; `�` where it has nothing.
const WINDOWS: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}', '\u{fffd}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];

/// Reads a CSV file, and says what stands in the way; then it has no rows, and a text to show.
pub(super) fn read(name: &str, bytes: &[u8], separator: Separator, encoding: Encoding) -> (Grid, Option<Problem>) {
    let (text, problem) = decode(name, bytes, encoding);
    let sign = separator.byte();
    let result = match problem {
        Some(problem) => Err(problem),
        None => rows(&text, sign),
    };
    let (rows, problem) = match result {
        Ok(rows) => (rows, None),
        Err(problem) => (Vec::new(), Some(problem)),
    };
    (Grid::new(name.to_owned(), text, rows), problem)
}

/// The text of a file, without a byte order mark.
fn decode(name: &str, bytes: &[u8], encoding: Encoding) -> (String, Option<Problem>) {
    match encoding {
        Encoding::Utf8 => {
            let (text, wrong) = text::decode(&KeyPath::file(name), bytes);
            let problem = wrong.map(|wrong| {
                let range = match wrong.target {
                    Target::Bytes(range) => Some(range),
                    _ => None,
                };
                Problem { code: codes::ENCODING, message: wrong.message, hints: wrong.hints, range }
                    .hint("of zeg bij het blad hoe de letters zijn opgeslagen: `codering: windows-1252`")
            });
            (text, problem)
        }
        Encoding::Windows1252 => {
            let is_utf8 = bytes.starts_with(text::BOM) || (!bytes.is_ascii() && std::str::from_utf8(bytes).is_ok());
            let text = bytes.iter().map(|&byte| from_windows(byte)).collect();
            let problem = is_utf8.then(|| {
                Problem::new(codes::ENCODING, "dit bestand is opgeslagen als UTF-8, en niet als windows-1252")
                    .hint("haal `codering` bij het blad weg: UTF-8 is de gewone codering van een dossier")
            });
            (text, problem)
        }
    }
}

/// The text of a file that was read before, so that one of its two encodings fits.
pub(crate) fn plain_text(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(text::BOM).unwrap_or(bytes);
    std::str::from_utf8(bytes).map_or_else(|_| bytes.iter().map(|&byte| from_windows(byte)).collect(), str::to_owned)
}

fn from_windows(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
        byte => char::from(byte),
    }
}

/// The rows of a text; each ends at a line break that is not between quotes.
fn rows(text: &str, separator: u8) -> Result<Vec<Row>, Problem> {
    let bytes = text.as_bytes();
    let mut rows = Vec::new();
    let mut count = 0;
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let mut cells = Vec::new();
        loop {
            let (cell, end) = cell(text, at, separator)?;
            cells.push(cell);
            at = end;
            if cells.len() > MOST_COLUMNS {
                return Err(Problem::new(codes::SHEET_SIZE, format!("een rij heeft meer dan {MOST_COLUMNS} cellen"))
                    .at(start..start)
                    .hint("haal de kolommen weg die niet nodig zijn, en kijk of het scheidingsteken klopt"));
            }
            if bytes.get(at) != Some(&separator) {
                break;
            }
            at += 1;
        }
        let width = cells.len();
        while cells.last().is_some_and(|cell| cell.value.is_empty() && cell.span.is_empty()) {
            cells.pop();
        }
        count += cells.len();
        rows.push(Row { span: start..at, cells, width });
        at += if bytes[at..].starts_with(b"\r\n") { 2 } else { 1 };
        if rows.len() > MOST_ROWS || count > MOST_CELLS {
            return Err(Problem::new(
                codes::SHEET_SIZE,
                format!("dit blad heeft meer dan {MOST_ROWS} rijen of {MOST_CELLS} cellen"),
            )
            .hint("laat de rijen weg die niet nodig zijn, of tel ze op voor u het blad in het dossier zet"));
        }
    }
    Ok(rows)
}

/// The cell that starts at a byte, and where it ends.
fn cell(text: &str, start: usize, separator: u8) -> Result<(Cell, usize), Problem> {
    let bytes = text.as_bytes();
    let is_end = |at: usize| match bytes.get(at) {
        None | Some(b'\n') => true,
        Some(b'\r') => matches!(bytes.get(at + 1), None | Some(b'\n')),
        Some(byte) => *byte == separator,
    };
    let made = |span: Range<usize>, value: &str| Cell { span, value: value.trim().to_owned(), ..Cell::default() };
    if bytes.get(start) != Some(&b'"') {
        let end = (start..=bytes.len()).find(|at| is_end(*at)).unwrap_or(bytes.len());
        return Ok((made(start..end, text.get(start..end).unwrap_or_default()), end));
    }
    let mut at = start + 1;
    loop {
        match bytes.get(at..).and_then(|rest| rest.iter().position(|&byte| byte == b'"')) {
            None => {
                let problem = Problem::new(
                    codes::SHEET_FORM,
                    "hier begint een cel met `\"`, maar de `\"` aan het eind ontbreekt",
                );
                return Err(problem.at(start..start + 1).hint("zet aan het eind van de cel een `\"`"));
            }
            Some(offset) if bytes.get(at + offset + 1) == Some(&b'"') => at += offset + 2,
            Some(offset) => {
                at += offset;
                break;
            }
        }
    }
    let inner = text.get(start + 1..at).unwrap_or_default().replace("\"\"", "\"");
    if !is_end(at + 1) {
        let problem = Problem::new(codes::SHEET_FORM, "achter de `\"` aan het eind van een cel staat nog iets");
        return Err(problem
            .at(at..at + 1)
            .hint("schrijf een aanhalingsteken binnen een cel dubbel: `\"\"`")
            .hint("of klopt het scheidingsteken bij dit blad niet?"));
    }
    Ok((made(start + 1..at, &inner), at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let rows = rows(text, b';').unwrap_or_else(|problem| panic!("{}", problem.message));
        for row in &rows {
            assert!(row.cells.iter().all(|cell| text.get(cell.span.clone()).is_some()));
        }
        rows.into_iter().map(|row| row.cells.into_iter().map(|cell| cell.value).collect()).collect()
    }

    #[test]
    fn quotes_line_breaks_and_blank_rows_are_as_in_every_csv() {
        assert_eq!(cells("a;b\r\n\r\n\"x;\"\"y\"\"\";2\n"), [vec!["a", "b"], vec![], vec!["x;\"y\"", "2"]]);
        assert_eq!(cells("\"een\ntwee\";3"), [["een\ntwee", "3"]]);
        assert_eq!(cells("a;;\n;é;"), [vec!["a"], vec!["", "é"]]);
        assert_eq!(cells(""), Vec::<Vec<String>>::new());
    }

    #[test]
    fn quotes_that_do_not_pair_are_named() {
        assert_eq!(rows("a;\"b\n", b';').unwrap_err().range, Some(2..3));
        assert_eq!(rows("\"a\"b;c\n", b';').unwrap_err().range, Some(2..3));
    }

    #[test]
    fn letters_of_windows_are_read_when_declared() {
        let read = |bytes: &[u8], encoding| {
            let (grid, problem) = read("x.csv", bytes, Separator::Semicolon, encoding);
            problem.is_none().then(|| grid.rows[0].cells[0].value.clone())
        };
        assert_eq!(read(b"caf\xe9 \x80", Encoding::Windows1252).as_deref(), Some("café €"));
        assert_eq!(read(b"caf\xe9", Encoding::Utf8), None);
        assert_eq!(read("café".as_bytes(), Encoding::Windows1252), None);
        assert_eq!(read("\u{feff}café".as_bytes(), Encoding::Utf8).as_deref(), Some("café"));
    }

    #[test]
    fn any_text_is_rows_or_a_problem() {
        let pieces = ["a", ";", "\"", "\n", "\r\n", "\r", "é", "\"\"", " "];
        let mut seed = 5_u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..10 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
            }
            if let Ok(rows) = rows(&text, b';') {
                assert!(rows.iter().all(|row| text.get(row.span.clone()).is_some()), "{text:?}");
            }
        }
    }
}
