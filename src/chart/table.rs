//! The numbers behind a chart, as text that is ready to print.

/// A table with column headers; the first cell of a row is the header of that row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The column headers, that of the row headers first.
    pub head: Vec<String>,
    /// The rows; each as long as the head.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these column headers and no rows.
    pub(super) fn new<T: Into<String>>(head: impl IntoIterator<Item = T>) -> Self {
        Self { head: head.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// The same table without the columns in which each cell is empty; other empty cells get a dash.
    pub(super) fn finished(self) -> Self {
        let kept: Vec<bool> =
            (0..self.head.len()).map(|column| self.rows.iter().any(|row| !row[column].is_empty())).collect();
        let keep = |row: Vec<String>| -> Vec<String> {
            row.into_iter().zip(&kept).filter(|(_, kept)| **kept).map(|(cell, _)| cell).collect()
        };
        let dash = |cell: String| if cell.is_empty() { "–".to_owned() } else { cell };
        let rows = self.rows.into_iter().map(|row| keep(row).into_iter().map(dash).collect()).collect();
        Self { head: keep(self.head), rows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_in_which_nothing_is_said_goes() {
        let mut table = Table::new(["Jaar", "Waarde", "Opmerking"]);
        table.rows.push(vec!["2021".into(), "4,9".into(), String::new()]);
        table.rows.push(vec!["2022".into(), String::new(), String::new()]);
        let table = table.finished();
        assert_eq!(table.head, ["Jaar", "Waarde"]);
        assert_eq!(table.rows[1], ["2022", "–"]);
    }
}
