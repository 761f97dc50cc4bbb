//! A sheet: a CSV or XLSX file whose rows are rows of the dossier, and what its columns mean.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Count, Date, Measure, Text};

/// A CSV or XLSX file in `gegevens/` whose rows are rows of this file, and what its columns mean.
///
/// Everything that can differ between sheets is declared here and nothing is guessed. The rows
/// become measurements, rows of spending or progress of projects like those in YAML: a step after
/// `read` knows no sheets. A key of a row within a group is written with a point: `veldwerk.van`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Sheet {
    /// The file, relative to the dossier.
    #[serde(rename = "bestand")]
    pub file: Text,
    /// Known when, for all its rows; a CSV may have a column for it instead.
    #[serde(rename = "bekend-op")]
    pub known_on: Option<Date>,
    /// Which sheet of an XLSX file; needed when it has several.
    #[serde(rename = "blad")]
    pub tab: Option<Text>,
    /// What stands between the cells of a CSV.
    #[serde(rename = "scheidingsteken")]
    pub separator: Option<Separator>,
    /// How the letters of a CSV are stored; UTF-8 when not given.
    #[serde(rename = "codering")]
    pub encoding: Option<Encoding>,
    /// What stands before the decimals; without it the grammar for numbers in YAML holds.
    #[serde(rename = "decimaalteken")]
    pub decimal_sign: Option<DecimalSign>,
    /// What stands between the thousands.
    #[serde(rename = "duizendtalteken")]
    pub group_sign: Option<GroupSign>,
    /// The order of day, month and year; year, month, day when not given.
    #[serde(rename = "datumnotatie")]
    pub date_order: Option<DateOrder>,
    /// The rows that hold the names of the columns, counted from 1; the first when not given.
    #[serde(rename = "kopregels")]
    pub head: Option<Vec<Count>>,
    /// For each key of a row, the column it stands in.
    #[serde(rename = "kolommen")]
    pub columns: BTreeMap<String, Text>,
    /// For a key with a number, the column that is subtracted from it.
    #[serde(rename = "aftrekken", default)]
    pub minus: BTreeMap<String, Text>,
    /// For a key with a number, by what it is multiplied.
    #[serde(rename = "maal", default)]
    pub times: BTreeMap<String, Measure>,
    /// For a key that has no column, the value it has in every row.
    #[serde(rename = "vast", default)]
    pub fixed: BTreeMap<String, Text>,
    /// For a column, the values of the rows that count; other rows are left out.
    #[serde(rename = "rijen", default)]
    pub only: BTreeMap<String, Vec<Text>>,
    /// What the first filled cell of a row holds when the row is no data, as `Bron: CBS`.
    #[serde(rename = "overslaan", default)]
    pub skip: Vec<Text>,
    /// For a key, what is read for each value of its column, as `"'s-Gravenhage": den-haag`.
    #[serde(rename = "vervang", default)]
    pub replace: BTreeMap<String, BTreeMap<String, Text>>,
    /// What a sign in the column of `waarde` means, as `x: geheim`; an empty text is an empty cell.
    #[serde(rename = "niet-gemeten", default)]
    pub not_measured: BTreeMap<String, Text>,
    /// The keys with a number that are summed over rows that agree in all other keys.
    #[serde(rename = "optellen", default)]
    pub sum: Vec<Text>,
}

/// What stands between the cells of a CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Separator {
    /// `;`
    #[serde(rename = "puntkomma")]
    Semicolon,
    /// `,`
    #[serde(rename = "komma")]
    Comma,
    /// A tab.
    #[serde(rename = "tab")]
    Tab,
}

impl Separator {
    /// The byte itself.
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::Semicolon => b';',
            Self::Comma => b',',
            Self::Tab => b'\t',
        }
    }
}

/// How the letters of a CSV are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// As all texts of a dossier, with or without a byte order mark.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// As older programs on Windows do.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

/// What stands before the decimals of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DecimalSign {
    /// `,`
    #[serde(rename = "komma")]
    Comma,
    /// `.`
    #[serde(rename = "punt")]
    Point,
}

/// What stands between the thousands of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GroupSign {
    /// `.`
    #[serde(rename = "punt")]
    Point,
    /// `,`
    #[serde(rename = "komma")]
    Comma,
    /// A space, also one that does not break.
    #[serde(rename = "spatie")]
    Space,
}

/// The order of day, month and year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// 2021-12-31.
    #[serde(rename = "jjjj-mm-dd")]
    YearFirst,
    /// 31-12-2021, 31/12/2021 or 31.12.2021.
    #[serde(rename = "dd-mm-jjjj")]
    DayFirst,
}
