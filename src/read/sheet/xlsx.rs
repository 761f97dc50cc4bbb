//! A sheet of an XLSX file as a grid.
//!
//! The file is a packed folder, and may claim anything: how much it unpacks to and how many rows it
//! has is bounded before and while it is read.

use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Style, Xlsx};
use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Problem;
use super::grid::{Cell, Form, Grid, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Row};
use crate::read::{codes, words};

/// The most bytes that a file may unpack to.
const MOST_UNPACKED: u64 = 128 * 1024 * 1024;

/// A sheet, and the names of the other sheets of the file.
pub(super) struct Book {
    pub(super) grid: Grid,
    pub(super) others: Vec<String>,
}

/// Reads one sheet of an XLSX file, or says what stands in the way.
pub(super) fn read(name: &str, bytes: &[u8], tab: Option<&str>) -> Result<Book, Problem> {
    measure(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let names = book.sheet_names();
    let tab = match (tab, names.as_slice()) {
        (Some(tab), _) if names.iter().any(|known| known == tab) => tab.to_owned(),
        (Some(tab), _) => {
            let known: Vec<&str> = names.iter().map(String::as_str).collect();
            let problem = Problem::new(codes::SHEET_FILE, format!("het bestand heeft geen blad `{tab}`"));
            return Err(match words::nearest(tab, &known) {
                Some(meant) => problem.hint(format!("bedoelde u `{meant}`?")),
                None => problem.hint(format!("de bladen heten: {}", words::both(&known))),
            });
        }
        (None, [only]) => only.clone(),
        (None, _) => {
            let known: Vec<&str> = names.iter().map(String::as_str).collect();
            return Err(Problem::new(codes::SHEET_FILE, "het bestand heeft meer dan één blad")
                .hint(format!("zeg met `blad` welk: {}", words::either(&known))));
        }
    };
    let mut found = Vec::new();
    let mut reader = book.worksheet_cells_reader(&tab).map_err(|_| unreadable())?;
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|_| unreadable())? {
        let (row, column) = cell.get_position();
        let is_percentage = reader.styles().get(style).is_some_and(shows_percentage);
        let Some((value, form)) = held(cell.get_value(), is_percentage) else { continue };
        let (row, column) = (row as usize, column as usize);
        if row >= MOST_ROWS || column >= MOST_COLUMNS || found.len() >= MOST_CELLS {
            return Err(too_large());
        }
        found.push((row, column, value, form));
    }
    drop(reader);
    found.sort_by_key(|(row, column, ..)| (*row, *column));
    found.dedup_by_key(|(row, column, ..)| (*row, *column));
    // A cell far to the right takes all those before it with it.
    let ends = found.iter().enumerate().filter(|(index, (row, ..))| {
        let next = found.get(index + 1);
        next.is_none_or(|(next, ..)| next != row)
    });
    if ends.map(|(_, (_, column, ..))| column + 1).sum::<usize>() > MOST_CELLS {
        return Err(too_large());
    }
    let grid = written_out(format!("{name}, blad {tab}"), found);
    let others = names.into_iter().filter(|other| *other != tab).collect();
    Ok(Book { grid, others })
}

fn too_large() -> Problem {
    let message = format!("dit blad heeft meer dan {MOST_ROWS} rijen, {MOST_COLUMNS} kolommen of {MOST_CELLS} cellen");
    Problem::new(codes::SHEET_SIZE, message)
        .hint("maak een blad met alleen wat nodig is; soms staat er heel ver weg nog iets in een cel")
}

fn unreadable() -> Problem {
    Problem::new(codes::SHEET_FILE, "dit bestand is niet als Excel-bestand (.xlsx) te lezen").hint(
        "open het in uw spreadsheetprogramma en sla het opnieuw op als .xlsx, zonder wachtwoord; of bewaar het als CSV",
    )
}

/// Unpacks all parts of a file, to see that they fit.
fn measure(bytes: &[u8]) -> Result<(), Problem> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let mut left = MOST_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| unreadable())?;
        let size = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|_| unreadable())?;
        if size > left {
            return Err(Problem::new(
                codes::SHEET_SIZE,
                format!("dit bestand is uitgepakt groter dan {} MB", MOST_UNPACKED / (1024 * 1024)),
            )
            .hint("maak een bestand met alleen het blad dat nodig is"));
        }
        left -= size;
    }
    Ok(())
}

/// Whether a cell shows its number as a percentage: 0,807 as 80,7%.
fn shows_percentage(style: &Style) -> bool {
    style.number_format.as_ref().is_some_and(|format| format.format_code.contains('%'))
}

/// What a cell holds, as it shows it; `None` when it is empty.
fn held(value: &DataRef<'_>, is_percentage: bool) -> Option<(String, Form)> {
    let text = |text: &str| {
        let line = text.trim().replace("\r\n", "\n");
        (!line.is_empty()).then_some((line, Form::Typed))
    };
    match value {
        DataRef::Empty => None,
        DataRef::String(words) | DataRef::DurationIso(words) => text(words),
        DataRef::SharedString(words) => text(words),
        DataRef::Float(number) if is_percentage => Some((format!("{}%", shown(*number * 100.0)), Form::Number)),
        DataRef::Int(number) if is_percentage => Some((format!("{}%", number.saturating_mul(100)), Form::Number)),
        DataRef::Int(number) => Some((number.to_string(), Form::Number)),
        DataRef::Float(number) => Some((shown(*number), Form::Number)),
        DataRef::Bool(is_true) => Some((if *is_true { "ja" } else { "nee" }.to_owned(), Form::Typed)),
        DataRef::Error(error) => Some((error.to_string(), Form::Fault)),
        DataRef::DateTimeIso(moment) => Some((moment.get(..10).unwrap_or(moment).to_owned(), Form::Day)),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            let day = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))?;
            Some((day.to_string(), Form::Day))
        }
    }
}

/// A number with the fifteen digits that spreadsheet programs show: what was typed, without the
/// remainder that a binary number leaves.
fn shown(number: f64) -> String {
    let fifteen = format!("{number:.14e}");
    Decimal::from_scientific(&fifteen).map_or(fifteen, |exact| exact.normalize().to_string())
}

/// The cells as a grid, with a line of text for each row.
fn written_out(name: String, found: Vec<(usize, usize, String, Form)>) -> Grid {
    let mut text = String::new();
    let mut rows: Vec<Row> = Vec::new();
    for (row, column, value, form) in found {
        while rows.len() <= row {
            if let Some(last) = rows.last_mut() {
                last.span.end = text.len();
                text.push('\n');
            }
            rows.push(Row { span: text.len()..text.len(), ..Row::default() });
        }
        let Some(current) = rows.last_mut() else { continue };
        while current.cells.len() <= column {
            if !current.cells.is_empty() {
                text.push_str(" | ");
            }
            current.cells.push(Cell { span: text.len()..text.len(), ..Cell::default() });
            current.width = current.cells.len();
        }
        let start = text.len();
        text.push_str(&value.replace(['\n', '\r'], " "));
        current.span.end = text.len();
        if let Some(cell) = current.cells.last_mut() {
            *cell = Cell { span: start..text.len(), value, form };
        }
    }
    Grid::new(name, text, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_what_was_typed() {
        assert_eq!(shown(0.1 + 0.2), "0.3");
        assert_eq!(shown(74_250.13), "74250.13");
        assert_eq!(shown(-1_500.0), "-1500");
        assert_eq!(held(&DataRef::Float(0.807), true), Some(("80.7%".to_owned(), Form::Number)));
    }

    #[test]
    fn rows_are_written_out_a_line_each() {
        let cell = |row, column, value: &str| (row, column, value.to_owned(), Form::Typed);
        let grid = written_out("x".to_owned(), vec![cell(0, 0, "a"), cell(2, 1, "b\nc"), cell(2, 3, "d")]);
        assert_eq!(grid.text, "a\n\n | b c |  | d");
        assert_eq!(grid.rows.len(), 3);
        assert_eq!(&grid.text[grid.rows[2].cells[3].span.clone()], "d");
        assert_eq!(grid.position(grid.rows[2].cells[1].span.start), (3, 4));
        assert_eq!(grid.place_of(grid.rows[2].cells[1].span.clone()).as_deref(), Some("rij 3, kolom B"));
    }

    /// A workbook with one sheet, of which the rows are given.
    fn workbook(rows: &str) -> Vec<u8> {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let package = "http://schemas.openxmlformats.org/package/2006/relationships";
        let parts = [
            (
                "_rels/.rels",
                format!(
                    r#"<Relationships xmlns="{package}"><Relationship Id="r" Type="{of}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
                ),
            ),
            (
                "xl/workbook.xml",
                format!(
                    r#"<workbook xmlns="{main}" xmlns:r="{of}"><sheets><sheet name="Blad" sheetId="1" r:id="r"/></sheets></workbook>"#
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    r#"<Relationships xmlns="{package}"><Relationship Id="r" Type="{of}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
                ),
            ),
            (
                "xl/worksheets/sheet1.xml",
                format!(r#"<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>"#),
            ),
        ];
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            std::io::Write::write_all(&mut archive, text.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn code_of(bytes: &[u8]) -> Option<&'static str> {
        read("x.xlsx", bytes, None).err().map(|problem| problem.code)
    }

    #[test]
    fn what_claims_too_much_is_refused_before_it_is_believed() {
        let cell =
            |at: &str| format!(r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="{at}"><v>2</v></c></row>"#);
        assert_eq!(code_of(&workbook(&cell("B2"))), None);
        assert_eq!(code_of(&workbook(&cell("XFD1048576"))), Some(codes::SHEET_SIZE));
        assert!(code_of(&workbook(&cell("A1000000000"))).is_some());
        assert!(code_of(&workbook(&cell("A99999999999999999999"))).is_some());
        let wide: Vec<String> =
            (1..=2_000).map(|row| format!(r#"<row r="{row}"><c r="ALL{row}"><v>1</v></c></row>"#)).collect();
        assert_eq!(code_of(&workbook(&wide.concat())), Some(codes::SHEET_SIZE));
        let bomb = " ".repeat(usize::try_from(MOST_UNPACKED).unwrap() + 1);
        let packed = workbook(&bomb);
        assert!(packed.len() < 1024 * 1024);
        assert_eq!(code_of(&packed), Some(codes::SHEET_SIZE));
    }

    #[test]
    fn any_sheet_is_read_or_refused() {
        let pieces = [
            "<row r=\"1\">",
            "</row>",
            "<row>",
            "<c r=\"A1\">",
            "<c>",
            "<c r=\"\">",
            "<c t=\"s\">",
            "<c t=\"e\">",
            "<c t=\"b\">",
            "<c s=\"9\">",
            "</c>",
            "<v>",
            "</v>",
            "1",
            "-9",
            "1e999",
            "#REF!",
            "<f>",
            "</f>",
            "<is><t>",
            "</t></is>",
            "&lt;",
            "&x;",
            "é",
            "<c t=\"inlineStr\">",
            "<c t=\"d\">",
            "2021-02-30",
        ];
        let mut seed = 11_u64;
        for _ in 0..3_000 {
            let mut rows = String::new();
            for _ in 0..12 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                rows.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
            }
            let _ = read("x.xlsx", &workbook(&rows), None);
        }
        let whole = workbook("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
        for at in 0..whole.len() {
            let mut spoilt = whole.clone();
            spoilt[at] ^= 0x55;
            let _ = read("x.xlsx", &spoilt, None);
        }
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        for bytes in [b"".as_slice(), b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"a;b\n1;2\n"] {
            assert_eq!(read("x.xlsx", bytes, None).err().map(|problem| problem.code), Some(codes::SHEET_FILE));
        }
    }
}
