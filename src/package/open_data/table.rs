//! A table of open data: what its columns mean, and its rows as CSV, as JSON and in the dictionary.

use rust_decimal::Decimal;

use crate::format;

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Day,
    Year,
    /// A number of as many decimals as it has.
    Number,
    /// A number that has no decimals.
    Whole,
    YesNo,
}

/// A column, and what it means.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// The unit of a number.
    pub(super) unit: &'static str,
    pub(super) meaning: &'static str,
    /// The table and the column in which each of its values stands.
    pub(super) refers_to: Option<(&'static str, &'static str)>,
}

impl Column {
    const fn new(name: &'static str, kind: Kind, unit: &'static str, meaning: &'static str) -> Self {
        Self { name, kind, unit, meaning, refers_to: None }
    }

    /// The same, with values that are in the column `id` of another table.
    pub(super) const fn of(self, table: &'static str) -> Self {
        self.of_column(table, "id")
    }

    /// The same, with values that are in a column of another table.
    pub(super) const fn of_column(self, table: &'static str, column: &'static str) -> Self {
        Self { refers_to: Some((table, column)), ..self }
    }
}

/// A column of text.
pub(super) const fn text(name: &'static str, meaning: &'static str) -> Column {
    Column::new(name, Kind::Text, "", meaning)
}

/// A column of days.
pub(super) const fn day(name: &'static str, meaning: &'static str) -> Column {
    Column::new(name, Kind::Day, "", meaning)
}

/// A column of years.
pub(super) const fn year(name: &'static str, meaning: &'static str) -> Column {
    Column::new(name, Kind::Year, "", meaning)
}

/// A column of whole numbers in a unit.
pub(super) const fn whole(name: &'static str, unit: &'static str, meaning: &'static str) -> Column {
    Column::new(name, Kind::Whole, unit, meaning)
}

/// A column of numbers in a unit.
pub(super) const fn number(name: &'static str, unit: &'static str, meaning: &'static str) -> Column {
    Column::new(name, Kind::Number, unit, meaning)
}

/// A column of `ja` and `nee`.
pub(super) const fn yes_no(name: &'static str, meaning: &'static str) -> Column {
    Column::new(name, Kind::YesNo, "", meaning)
}

/// A value in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// Not known, or not of this row.
    Empty,
    Text(String),
    Number(Decimal),
    YesNo(bool),
}

/// How many decimals a number has at most: one that never ends is cut off there.
const MOST_DECIMALS: u32 = 10;

impl Cell {
    /// With plain spaces, here for all forms of the table: so they do not differ.
    #[expect(clippy::needless_pass_by_value, reason = "a day is as much a text as a reference to one is")]
    pub(super) fn text(text: impl ToString) -> Self {
        let text = format::plain_spaces(&text.to_string());
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    pub(super) fn maybe<T: ToString>(text: Option<T>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    pub(super) fn number(number: Option<Decimal>) -> Self {
        number.map_or(Self::Empty, |number| Self::Number(format::round(number, MOST_DECIMALS).normalize()))
    }

    pub(super) fn count(number: impl Into<Decimal>) -> Self {
        Self::Number(number.into())
    }

    /// With a decimal comma: a spreadsheet in Dutch takes `5.1` for the fifth of January. A text stands on one
    /// line, so that a row does: not all that reads CSV knows of lines inside quotes.
    fn csv(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Self::Number(number) => number.to_string().replace('.', ","),
            Self::YesNo(yes) => if *yes { "ja" } else { "nee" }.to_owned(),
        }
    }

    fn json(&self) -> String {
        match self {
            Self::Empty => "null".to_owned(),
            Self::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
            // Written as it is: a floating point number may not hold it.
            Self::Number(number) => number.to_string(),
            Self::YesNo(yes) => yes.to_string(),
        }
    }
}

/// Which columns tell the rows of a table apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// These, of which none is ever empty.
    Primary(&'static [&'static str]),
    /// These, of which some may be empty.
    Together(&'static [&'static str]),
    /// None: two rows may say the same.
    Nothing,
}

/// A table.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// Its file name without an ending, and its key in the JSON.
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    /// What a row is, and what a reader must know.
    pub(super) about: &'static str,
    pub(super) key: Key,
    pub(super) columns: &'static [Column],
    pub(super) rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The form of `StatLine`: UTF-8 with its mark, semicolons, decimal commas; quotes where RFC 4180 asks.
    pub(super) fn csv(&self) -> Vec<u8> {
        let mut table = csv::WriterBuilder::new()
            .delimiter(b';')
            .terminator(csv::Terminator::CRLF)
            .from_writer("\u{feff}".as_bytes().to_vec());
        // Writing into a Vec cannot fail.
        let _ = table.write_record(self.columns.iter().map(|column| column.name));
        for row in &self.rows {
            let _ = table.write_record(row.iter().map(Cell::csv));
        }
        table.into_inner().unwrap_or_default()
    }

    /// Its rows as JSON, one on a line.
    pub(super) fn json(&self) -> String {
        let row = |cells: &Vec<Cell>| {
            let values = self.columns.iter().zip(cells);
            let values: Vec<String> =
                values.map(|(column, cell)| format!("\"{}\": {}", column.name, cell.json())).collect();
            format!("      {{{}}}", values.join(", "))
        };
        let rows: Vec<String> = self.rows.iter().map(row).collect();
        if rows.is_empty() { "[]".to_owned() } else { format!("[\n{}\n    ]", rows.join(",\n")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact_and_text_is_quoted() {
        const COLUMNS: &[Column] = &[text("naam", ""), number("bedrag", "euro", ""), yes_no("fictief", "")];
        let amount: Decimal = "999999999999.123456".parse().unwrap();
        let row = vec![Cell::text("een; \"twee\"\n\n- drie\n"), Cell::number(Some(amount)), Cell::YesNo(true)];
        let empty = vec![Cell::text(""), Cell::number(None), Cell::YesNo(false)];
        let table =
            Table { name: "t", title: "", about: "", key: Key::Nothing, columns: COLUMNS, rows: vec![row, empty] };
        let csv = String::from_utf8(table.csv()).unwrap();
        assert_eq!(
            csv,
            "\u{feff}naam;bedrag;fictief\r\n\"een; \"\"twee\"\" - drie\";999999999999,123456;ja\r\n;;nee\r\n"
        );
        let third = Cell::number(Some(Decimal::ONE / Decimal::from(3)));
        assert_eq!((third.csv().as_str(), third.json().as_str()), ("0,3333333333", "0.3333333333"));
        assert_eq!(Cell::text("1\u{a0}januari"), Cell::text("1 januari"));
        assert!(
            table
                .json()
                .contains(r#"{"naam": "een; \"twee\"\n\n- drie\n", "bedrag": 999999999999.123456, "fictief": true}"#)
        );
    }
}
