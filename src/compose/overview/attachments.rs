//! What travels inside the overview, and beside it: all figures with their parts, and what it was
//! made from.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::Inputs;
use crate::compose::Attachment;
use crate::figures::overview::{LeftOut, Overview, OverviewFile, Part};
use crate::read::PORTFOLIO;
use crate::read::delivery::{FIGURES_TABLE, OVERVIEW};

/// `overzicht.json`.
#[must_use]
pub fn figures_json(overview: &Overview<'_>, inputs: &Inputs<'_>) -> Vec<u8> {
    OverviewFile::of(overview, inputs.portfolio, inputs.submissions).to_bytes()
}

/// The columns of `cijfers.csv`.
const COLUMNS: [&str; 14] = [
    "cijfer",
    "soort",
    "wat",
    "eenheid",
    "deal",
    "naam",
    "waarde",
    "aantal",
    "van",
    "formule",
    "reden",
    "kanttekening",
    "vingerafdruk",
    "bestand:regel",
];

/// `cijfers.csv`: every national figure (`som`), with a row for each deal that is a part of it (`deel`)
/// and for each that is not (`niet-meegeteld`).
///
/// It is made for a spreadsheet program in Dutch: a byte order mark, semicolons and a decimal comma; euros
/// have two decimals. A text that such a program would take for a formula gets a `'` before it.
/// `overzicht.json` has the same numbers with a point, and the texts as they are.
#[must_use]
pub fn figures_csv(overview: &Overview<'_>) -> Vec<u8> {
    let mut table = csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec());
    // Writing into a Vec cannot fail.
    let mut row = |cells: [&str; COLUMNS.len()]| drop(table.write_record(cells));
    row(COLUMNS);
    for figure in overview.figures() {
        let (id, what, unit) = (figure.id.as_str(), text(&figure.label), text(&figure.unit));
        let (what, unit) = (what.as_ref(), unit.as_ref());
        let (count, all) = (figure.count().to_string(), figure.all.to_string());
        let (value, formula, note) = (number(figure.value, unit), text(&figure.formula), text(&figure.note));
        row([id, "som", what, unit, "", "", &value, &count, &all, &formula, "", &note, "", ""]);
        for Part { deal, name, fingerprint, value } in &figure.parts {
            let (name, formula, places) = (text(name), text(&value.formula), value.places.join(" "));
            let value = number(value.value, unit);
            row([id, "deel", what, unit, deal, &name, &value, "", "", &formula, "", "", fingerprint, &places]);
        }
        for LeftOut { deal, name, reason } in &figure.left_out {
            let (name, reason) = (text(name), text(reason));
            row([id, "niet-meegeteld", what, unit, deal, &name, "", "", "", "", &reason, "", "", ""]);
        }
    }
    table.into_inner().unwrap_or_default()
}

/// A number with a decimal comma: euros in cents, anything else with the decimals that it has.
fn number(value: Decimal, unit: &str) -> String {
    let mut value = value.normalize();
    if unit == "euro" && value.scale() < 2 {
        value.rescale(2);
    }
    value.to_string().replace('.', ",")
}

/// A text that no spreadsheet program takes for a formula.
fn text(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}").into() } else { text.into() }
}

pub(super) fn all(overview: &Overview<'_>, inputs: &Inputs<'_>) -> Vec<Attachment> {
    let portfolio = inputs.portfolio.map(|bytes| Attachment {
        name: PORTFOLIO.to_owned(),
        bytes: bytes.to_vec(),
        mime: "application/yaml",
        relationship: "source",
        description: "De portefeuille van het ministerie".to_owned(),
    });
    let figures = Attachment {
        name: OVERVIEW.to_owned(),
        bytes: figures_json(overview, inputs),
        mime: "application/json",
        relationship: "data",
        description:
            "Alle landelijke cijfers met hun delen (getallen met een punt), en de leveringen waar zij uit komen"
                .to_owned(),
    };
    let table = Attachment {
        name: FIGURES_TABLE.to_owned(),
        bytes: figures_csv(overview),
        mime: "text/csv",
        relationship: "data",
        description: "Alle landelijke cijfers als tabel voor een spreadsheet (met een decimale komma), met vingerafdruk, bestand en regel per deel".to_owned(),
    };
    portfolio.into_iter().chain([figures, table]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_a_dutch_spreadsheet() {
        let of = |value: &str, unit| number(value.parse().unwrap(), unit);
        assert_eq!(of("10000000", "euro"), "10000000,00");
        assert_eq!(of("149423.5", "euro"), "149423,50");
        assert_eq!(of("0.125", "euro"), "0,125");
        assert_eq!(of("-3.40", "euro"), "-3,40");
        assert_eq!(of("58.0", "projecten"), "58");
        assert_eq!(of("6.25", "hectare"), "6,25");
    }

    #[test]
    fn no_text_is_taken_for_a_formula() {
        assert_eq!(text("=HYPERLINK(\"http://elders\")"), "'=HYPERLINK(\"http://elders\")");
        assert_eq!(text("@deal"), "'@deal");
        assert_eq!(text("Regio Deal A = B"), "Regio Deal A = B");
    }
}
