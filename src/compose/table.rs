//! Tables as they are printed, and the trail of every figure in them.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::diagnostic::KeyPath;
use crate::figures::Figure;
use crate::format::{self, NBSP};
use crate::model::Amount;

/// The trail of the printed figures of one report: it becomes `herkomst.csv`.
#[derive(Debug, Default)]
pub struct Trail {
    entries: Vec<Entry>,
}

/// A printed figure and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The table or passage in which it is printed.
    pub place: String,
    /// What the figure is about.
    pub label: String,
    /// As printed.
    pub printed: String,
    /// The exact value, with a decimal point.
    pub exact: String,
    /// The unit of the exact value: a share is in `procent`, as it is printed.
    pub unit: String,
    /// How it came about; empty when it stands in the dossier as it is.
    pub formula: String,
    /// The places in the dossier it rests on.
    pub sources: Vec<KeyPath>,
}

impl Trail {
    /// Everything printed so far, in order of composition.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Everything printed, in order of composition.
    pub(super) fn into_entries(self) -> Vec<Entry> {
        self.entries
    }

    /// Notes a figure of running text and returns its print.
    pub(super) fn note(&mut self, place: &str, label: &str, cell: Cell) -> String {
        if let Some(trace) = cell.trace {
            self.entries.push(Entry {
                place: place.to_owned(),
                label: label.to_owned(),
                printed: cell.text.clone(),
                exact: trace.exact,
                unit: trace.unit,
                formula: trace.formula,
                sources: trace.sources,
            });
        }
        cell.text
    }
}

/// The trace of a cell, before its place in a table is known.
#[derive(Debug, Clone)]
struct Trace {
    exact: String,
    unit: String,
    formula: String,
    sources: Vec<KeyPath>,
}

/// A cell: text, or a figure in print with its trace.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Cell {
    /// The text as printed.
    text: String,
    /// The sign before it: a light, a state or a verdict.
    sign: Option<&'static str>,
    /// The rounded number that was printed, for checking totals.
    #[serde(skip)]
    rounded: Option<Decimal>,
    /// The number before it was rounded.
    #[serde(skip)]
    whole: Option<Decimal>,
    #[serde(skip)]
    trace: Option<Trace>,
}

impl Cell {
    /// Words.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), sign: None, rounded: None, whole: None, trace: None }
    }

    /// Words with a sign before them.
    pub(super) fn signed(sign: &'static str, text: impl Into<String>) -> Self {
        Self { sign: Some(sign), ..Self::text(text) }
    }

    /// A figure in its own print, and the unit of its value.
    pub(super) fn figure(printed: impl Into<String>, unit: impl Into<String>, figure: &Figure<Decimal>) -> Self {
        let trace = Trace {
            exact: figure.value.normalize().to_string(),
            unit: unit.into(),
            formula: figure.formula.clone(),
            sources: figure.sources.clone(),
        };
        Self { trace: Some(trace), ..Self::text(printed) }
    }

    /// An amount in its own print.
    pub(super) fn amount(printed: impl Into<String>, figure: &Figure<Amount>) -> Self {
        let exact = Figure::derived(figure.value.euros(), figure.formula.clone(), figure.sources.clone());
        let mut cell = Self::figure(printed, "euro", &exact);
        if figure.sources.is_empty() {
            cell.trace = None;
        }
        cell
    }

    /// An amount in thousands of euros, rounded; nothing at all is a dash.
    pub(super) fn thousands(figure: &Figure<Amount>) -> Self {
        let rounded = format::round(figure.value.euros() / Decimal::ONE_THOUSAND, 0);
        let text = if figure.sources.is_empty() { "–".to_owned() } else { format::thousands(figure.value) };
        Self { rounded: Some(rounded), whole: Some(figure.value.euros()), ..Self::amount(text, figure) }
    }

    /// An amount in thousands of euros, rounded, of which the trace is kept elsewhere.
    pub(super) fn money(amount: Amount) -> Self {
        let rounded = format::round(amount.euros() / Decimal::ONE_THOUSAND, 0);
        Self { rounded: Some(rounded), whole: Some(amount.euros()), ..Self::text(format::thousands(amount)) }
    }

    /// A difference between budget and spending in thousands of euros, with V (voordeel) or N
    /// (nadeel) as municipal reports print it; the sign and the letter say the same.
    pub(super) fn advantage(figure: &Figure<Amount>) -> Self {
        let mut cell = Self::thousands(figure);
        match cell.rounded.map(|rounded| rounded.cmp(&Decimal::ZERO)) {
            Some(Ordering::Greater) => cell.text.push_str(&format!("{NBSP}V")),
            Some(Ordering::Less) => cell.text.push_str(&format!("{NBSP}N")),
            Some(Ordering::Equal) | None => {}
        }
        cell
    }

    /// A fraction of 1 as a whole percentage; a dash without one.
    pub(super) fn share(figure: Option<&Figure<Decimal>>) -> Self {
        figure.map_or_else(|| Self::text("–"), |share| Self::percentage(share, 0))
    }

    /// A fraction of 1 as a percentage. Its trace is one too, so that all percentages in it are on one scale.
    pub(super) fn percentage(fraction: &Figure<Decimal>, decimals: u32) -> Self {
        let exact = Figure { value: fraction.value * Decimal::ONE_HUNDRED, ..fraction.clone() };
        Self::figure(format::share(fraction.value, decimals), "procent", &exact)
    }
}

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

#[derive(Debug, Clone, Serialize)]
struct Column {
    head: String,
    align: Align,
    /// Parts of the width of the table.
    width: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum RowKind {
    Row,
    Total,
}

#[derive(Debug, Clone, Serialize)]
struct Row {
    kind: RowKind,
    cells: Vec<Cell>,
    /// Whether it is so tall that it may break over pages.
    breaks: bool,
}

/// A table, ready for print. Its first column heads its rows.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Table {
    caption: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
    source: Option<String>,
    notes: Vec<String>,
    /// Columns that are the difference of others: itself, what it is taken from, what is taken off.
    #[serde(skip)]
    differences: Vec<(usize, usize, Vec<usize>)>,
    /// Whether it is so short that it must not break over pages.
    keep: bool,
    /// Whether it has no more than a head, and perhaps a total of nothing.
    blank: bool,
}

/// What the rows of a column add up to.
#[derive(Debug, Clone, Default)]
struct Parts {
    rounded: Decimal,
    whole: Decimal,
    /// Whether a row has a dash where the total has a number.
    has_unknown: bool,
}

/// About how many letters fit on a line over the full width of a table.
const LETTERS: usize = 90;

/// The most lines of a table that is kept on one page: about half a page, so that an estimate
/// that is off by a half still fits.
const KEPT_LINES: usize = 26;

impl Table {
    /// An empty table with its caption.
    pub(super) fn new(caption: impl Into<String>) -> Self {
        Self {
            caption: caption.into(),
            columns: Vec::new(),
            rows: Vec::new(),
            source: None,
            notes: Vec::new(),
            differences: Vec::new(),
            keep: false,
            blank: false,
        }
    }

    /// Adds a column of words with a part of the free width.
    #[must_use]
    pub(super) fn words(self, head: impl Into<String>, width: u8) -> Self {
        self.column(head, Align::Left, width)
    }

    /// Adds a column of numbers.
    #[must_use]
    pub(super) fn numbers(self, head: impl Into<String>) -> Self {
        self.column(head, Align::Right, 2)
    }

    /// Adds a column of numbers with their unit, with a part of the free width.
    #[must_use]
    pub(super) fn wide_numbers(self, head: impl Into<String>, width: u8) -> Self {
        self.column(head, Align::Right, width)
    }

    /// Says that the last column is `from` minus `off`, columns counted from 0, so that the reader is
    /// told when rounding makes that untrue in print.
    #[must_use]
    pub(super) fn difference(mut self, from: usize, off: &[usize]) -> Self {
        self.differences.push((self.columns.len() - 1, from, off.to_vec()));
        self
    }

    /// As [`difference`](Self::difference), for a column that is not the last.
    #[must_use]
    pub(super) fn difference_of(mut self, column: usize, from: usize, off: &[usize]) -> Self {
        self.differences.push((column, from, off.to_vec()));
        self
    }

    fn column(mut self, head: impl Into<String>, align: Align, width: u8) -> Self {
        self.columns.push(Column { head: head.into(), align, width });
        self
    }

    /// Adds a row; its first cell heads it.
    pub(super) fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(Row { kind: RowKind::Row, cells, breaks: false });
    }

    /// Adds a row that totals those above it.
    pub(super) fn total(&mut self, cells: Vec<Cell>) {
        self.rows.push(Row { kind: RowKind::Total, cells, breaks: false });
    }

    /// Names the file the table comes from.
    #[must_use]
    pub(super) fn source(mut self, source: impl Into<String>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Adds a line under the table.
    pub(super) fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    /// About how many lines of text each of its rows takes.
    fn lines(&self) -> Vec<usize> {
        let parts: usize = self.columns.iter().map(|column| usize::from(column.width)).sum();
        let in_cell = |(cell, column): (&Cell, &Column)| {
            let letters = (LETTERS * usize::from(column.width) / parts.max(1)).max(4);
            cell.text.chars().count().div_ceil(letters).max(1)
        };
        self.rows.iter().map(|row| row.cells.iter().zip(&self.columns).map(in_cell).max().unwrap_or(1)).collect()
    }

    /// Ends the table: decides whether it is kept on one page, and else which of its rows are.
    #[must_use]
    pub(super) fn done(mut self) -> Self {
        let lines = self.lines();
        self.keep = lines.iter().sum::<usize>() <= KEPT_LINES;
        for (row, lines) in self.rows.iter_mut().zip(lines) {
            row.breaks = lines > KEPT_LINES;
        }
        self.blank = !self.rows.iter().any(|row| row.kind == RowKind::Row);
        self
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The number of columns.
    pub(super) fn columns(&self) -> usize {
        self.columns.len()
    }

    /// The number of rows.
    pub(super) fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Ends a table with figures: notes every figure in the trail, and says so under the table when rounded
    /// parts do not add up to a rounded total.
    #[must_use]
    pub(super) fn traced(mut self, trail: &mut Trail) -> Self {
        let mut parts: Vec<Parts> = vec![Parts::default(); self.columns.len()];
        let mut reconciles = true;
        let mut has_dash = false;
        let mut incomplete: Vec<&str> = Vec::new();
        for row in &self.rows {
            let head = row.cells.first().map(|cell| cell.text.clone()).unwrap_or_default();
            for ((cell, column), sum) in row.cells.iter().zip(&self.columns).zip(&mut parts) {
                trail.note(&self.caption, &format!("{head} · {}", column.head), cell.clone());
                match (row.kind, cell.rounded) {
                    (RowKind::Row, Some(rounded)) => {
                        sum.rounded += rounded;
                        sum.whole += cell.whole.unwrap_or_default();
                    }
                    (RowKind::Row, None) => {
                        has_dash |= cell.text == "–";
                        sum.has_unknown |= matches!(cell.text.as_str(), "–" | "niet bekend" | "niet vermeld");
                    }
                    (RowKind::Total, Some(rounded)) if rounded == sum.rounded => {}
                    // What is not known of a row is no matter of rounding.
                    (RowKind::Total, Some(_)) if sum.has_unknown && cell.whole != Some(sum.whole) => {
                        incomplete.push(&column.head);
                    }
                    (RowKind::Total, Some(_)) => reconciles = false,
                    (RowKind::Total, None) => {}
                }
            }
        }
        let incomplete = (!incomplete.is_empty()).then(|| {
            let names: Vec<String> = incomplete.iter().map(|head| format!("“{head}”")).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let sum = format!("{} is het totaal daarom niet de som van de regels.", format::list(&names));
            if has_dash {
                format!("Een streepje betekent: hiervan is geen bedrag bekend. In {sum}")
            } else {
                format!("Niet van elke regel is een bedrag bekend. In {sum}")
            }
        });
        let is_off = |row: &Row, (column, from, off): &(usize, usize, Vec<usize>)| {
            let rounded = |at: &usize| row.cells.get(*at).and_then(|cell| cell.rounded);
            let taken: Option<Decimal> = off.iter().map(rounded).sum();
            rounded(column)
                .is_some_and(|printed| rounded(from).zip(taken).is_some_and(|(from, taken)| printed != from - taken))
        };
        let differs = self.rows.iter().any(|row| self.differences.iter().any(|difference| is_off(row, difference)));
        let note = match (differs, reconciles) {
            (true, true) => "Door afronding kan een verschil afwijken van de getallen ernaast.",
            (true, false) => {
                "Door afronding kan een verschil afwijken van de getallen ernaast, en een totaal van de som van de delen."
            }
            (false, false) => "Door afronding kan een totaal afwijken van de som van de delen.",
            (false, true) => "",
        };
        self.notes.extend(incomplete);
        if !note.is_empty() {
            self.notes.push(note.to_owned());
        }
        self.done()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(euros: &str) -> Figure<Amount> {
        Figure::stated(euros.parse().unwrap(), KeyPath::file("bestedingen/2021.yaml"))
    }

    #[test]
    fn parts_that_do_not_add_up_after_rounding_say_so() {
        let mut table = Table::new("Geld").words("Pijler", 1).numbers("Bedrag");
        table.row(vec![Cell::text("a"), Cell::thousands(&amount("400"))]);
        table.row(vec![Cell::text("b"), Cell::thousands(&amount("400"))]);
        table.total(vec![Cell::text("Totaal"), Cell::thousands(&amount("800"))]);
        let mut trail = Trail::default();
        // 0 + 0 is not 1: 400 rounds to 0 thousand, 800 to 1.
        assert_eq!(table.traced(&mut trail).notes.len(), 1);
        assert_eq!(trail.entries()[2].label, "Totaal · Bedrag");
        assert_eq!(trail.entries()[2].exact, "800");
    }

    #[test]
    fn a_difference_has_a_true_minus_and_the_letter_that_goes_with_it() {
        let printed = |euros: &str| Cell::advantage(&amount(euros)).text;
        assert_eq!(printed("8000"), "8\u{a0}V");
        assert_eq!(printed("-5860000"), "\u{2212}5.860\u{a0}N");
        assert_eq!(printed("499"), "0");
        assert_eq!(printed("-499,99"), "0");
        assert_eq!(printed("-500"), "\u{2212}1\u{a0}N");
    }

    #[test]
    fn a_row_without_an_amount_is_no_rounding() {
        let mut table = Table::new("Geld").words("Pijler", 1).numbers("Nog vrij");
        table.row(vec![Cell::text("a"), Cell::thousands(&amount("4000"))]);
        table.row(vec![Cell::text("b"), Cell::text("–")]);
        table.total(vec![Cell::text("Totaal"), Cell::thousands(&amount("1000"))]);
        let notes = table.traced(&mut Trail::default()).notes;
        assert_eq!(
            notes,
            [
                "Een streepje betekent: hiervan is geen bedrag bekend. In “Nog vrij” is het totaal daarom niet de som van de regels."
            ]
        );
    }

    #[test]
    fn a_row_that_says_that_it_is_not_known_is_no_rounding_either() {
        let mut table = Table::new("Geld").words("Pijler", 1).numbers("Nog vrij");
        table.row(vec![Cell::text("a"), Cell::thousands(&amount("4000"))]);
        table.row(vec![Cell::text("b"), Cell::text("niet bekend")]);
        table.total(vec![Cell::text("Totaal"), Cell::thousands(&amount("1000"))]);
        assert_eq!(
            table.traced(&mut Trail::default()).notes,
            ["Niet van elke regel is een bedrag bekend. In “Nog vrij” is het totaal daarom niet de som van de regels."]
        );
    }

    #[test]
    fn a_difference_that_rounding_makes_untrue_says_so() {
        let table = |budget: &str, spent: &str, rest: &str| {
            let mut table = Table::new("Geld").words("Pijler", 1).numbers("Begroot").numbers("Besteed").numbers("Rest");
            table = table.difference(1, &[2]);
            table.row(vec![
                Cell::text("a"),
                Cell::thousands(&amount(budget)),
                Cell::thousands(&amount(spent)),
                Cell::thousands(&amount(rest)),
            ]);
            table.traced(&mut Trail::default()).notes
        };
        // 3 − 1 = 2, and 2.600 − 1.400 = 1.200 prints 1.
        assert_eq!(
            table("2600", "1400", "1200"),
            ["Door afronding kan een verschil afwijken van de getallen ernaast."]
        );
        assert!(table("3000", "1000", "2000").is_empty());
    }

    #[test]
    fn a_row_breaks_over_pages_only_when_it_is_taller_than_half_a_page() {
        let mut table = Table::new("Redenen").words("Deal", 1).words("Reden", 1);
        table.row(vec![Cell::text("a"), Cell::text("Een reden die op vier regels past. ".repeat(5))]);
        table.row(vec![Cell::text("b"), Cell::text("Een reden die niet op een halve bladzijde past. ".repeat(40))]);
        let breaks: Vec<bool> = table.done().rows.iter().map(|row| row.breaks).collect();
        assert_eq!(breaks, [false, true]);
    }
}
