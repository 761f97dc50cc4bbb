//! A table of open data: what its columns mean, and its rows as CSV, as JSON and in the dictionary.

use rust_decimal::Decimal;

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Day,
    Number,
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
}

/// A column of text.
pub(super) const fn text(name: &'static str, meaning: &'static str) -> Column {
    Column { name, kind: Kind::Text, unit: "", meaning }
}

/// A column of days.
pub(super) const fn day(name: &'static str, meaning: &'static str) -> Column {
    Column { name, kind: Kind::Day, unit: "", meaning }
}

/// A column of numbers in a unit.
pub(super) const fn number(name: &'static str, unit: &'static str, meaning: &'static str) -> Column {
    Column { name, kind: Kind::Number, unit, meaning }
}

/// A column of `ja` and `nee`.
pub(super) const fn yes_no(name: &'static str, meaning: &'static str) -> Column {
    Column { name, kind: Kind::YesNo, unit: "", meaning }
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

impl Cell {
    pub(super) fn text(text: impl ToString) -> Self {
        let text = text.to_string();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    pub(super) fn maybe<T: ToString>(text: Option<T>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    pub(super) fn number(number: Option<Decimal>) -> Self {
        number.map_or(Self::Empty, |number| Self::Number(number.normalize()))
    }

    pub(super) fn count(number: impl Into<Decimal>) -> Self {
        Self::Number(number.into())
    }

    /// With a decimal comma: a spreadsheet in Dutch takes `5.1` for the fifth of January.
    fn csv(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
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

/// A table.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// Its file name without an ending, and its key in the JSON.
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    /// What a row is, and what a reader must know.
    pub(super) about: &'static str,
    pub(super) columns: &'static [Column],
    pub(super) rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The form of StatLine: UTF-8 with its mark, semicolons, decimal commas; quotes where RFC 4180 asks.
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
        let row = vec![Cell::text("een; \"twee\""), Cell::number(Some(amount)), Cell::YesNo(true)];
        let empty = vec![Cell::text(""), Cell::number(None), Cell::YesNo(false)];
        let table = Table { name: "t", title: "", about: "", columns: COLUMNS, rows: vec![row, empty] };
        let csv = String::from_utf8(table.csv()).unwrap();
        assert_eq!(csv, "\u{feff}naam;bedrag;fictief\r\n\"een; \"\"twee\"\"\";999999999999,123456;ja\r\n;;nee\r\n");
        assert!(table.json().contains(r#"{"naam": "een; \"twee\"", "bedrag": 999999999999.123456, "fictief": true}"#));
    }
}
