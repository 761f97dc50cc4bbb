//! Open data: a CSV per table, one JSON with all of them, and a dictionary of what the columns mean, for
//! people (`datawoordenboek.md`) and for machines (`datapackage.json`, a Frictionless Data Package).
//!
//! The rows are those that the report rests on: what became known later, and corrections that were
//! corrected again, are not among them. Numbers are exact. A number of people that the dossier keeps back is
//! kept back here too, as it is nowhere in what a report knows; nothing of `intern/` is.

mod table;
mod tables;

use serde::Serialize;

use super::{About, Documents, File};
use crate::format;
use crate::world::sha256;
use table::{Column, Key, Kind, Table};

/// Where its files stand in the package.
pub(super) const FOLDER: &str = "open-data/";

/// The name of the dictionary.
pub(super) const DICTIONARY: &str = "datawoordenboek.md";

pub(super) fn files(about: About<'_>, documents: Documents<'_>) -> Vec<File> {
    let tables = tables::of(about, documents.provenance);
    let mut files: Vec<File> = tables
        .iter()
        .map(|table| File {
            name: format!("{FOLDER}{}.csv", table.name),
            bytes: table.csv(),
            about: format!("Open data: {}", table.title.to_lowercase()),
        })
        .collect();
    let package = data_package(about, &tables, &files);
    files.push(File {
        name: format!("{FOLDER}gegevens.json"),
        bytes: json(about, &tables).into_bytes(),
        about: "Open data: alle tabellen in één bestand".to_owned(),
    });
    files.push(File {
        name: format!("{FOLDER}datapackage.json"),
        bytes: package,
        about: "Open data: wat de kolommen betekenen, voor een computer".to_owned(),
    });
    files.push(File {
        name: format!("{FOLDER}{DICTIONARY}"),
        bytes: dictionary(about, &tables).into_bytes(),
        about: "Open data: wat de kolommen betekenen, voor mensen".to_owned(),
    });
    files
}

fn json(about: About<'_>, tables: &[Table]) -> String {
    let text = |text: &str| serde_json::Value::from(text).to_string();
    let tables: Vec<String> = tables.iter().map(|table| format!("    \"{}\": {}", table.name, table.json())).collect();
    format!(
        "{{\n  \"formaat\": \"voortgang-open-data/1\",\n  \"deal\": {},\n  \"verslag\": {},\n  \"versie\": {},\n  \"vingerafdruk\": {},\n  \"tabellen\": {{\n{}\n  }}\n}}\n",
        text(about.dossier.deal.id.as_str()),
        text(about.report.id.as_str()),
        text(about.report.version.as_str()),
        text(&about.known.folder.fingerprint()),
        tables.join(",\n"),
    )
}

#[derive(Serialize)]
struct DataPackage<'a> {
    profile: &'static str,
    name: String,
    title: String,
    description: String,
    version: &'a str,
    resources: Vec<Resource<'a>>,
}

#[derive(Serialize)]
struct Resource<'a> {
    profile: &'static str,
    name: &'a str,
    path: String,
    title: &'a str,
    description: &'a str,
    encoding: &'static str,
    dialect: Dialect,
    bytes: usize,
    hash: String,
    schema: Schema<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dialect {
    delimiter: &'static str,
    line_terminator: &'static str,
    double_quote: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema<'a> {
    fields: Vec<Field<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    primary_key: Option<&'a [&'a str]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey<'a>>,
    missing_values: [&'static str; 1],
}

#[derive(Serialize)]
struct ForeignKey<'a> {
    fields: [&'a str; 1],
    reference: Reference<'a>,
}

#[derive(Serialize)]
struct Reference<'a> {
    resource: &'a str,
    fields: [&'a str; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Field<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decimal_char: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    true_values: Option<[&'static str; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    false_values: Option<[&'static str; 1]>,
}

/// The tables for a machine.
fn data_package(about: About<'_>, tables: &[Table], files: &[File]) -> Vec<u8> {
    let resource = |table: &'_ Table, file: &File| Resource {
        profile: "tabular-data-resource",
        name: table.name,
        path: format!("{}.csv", table.name),
        title: table.title,
        description: table.about,
        encoding: "utf-8",
        dialect: Dialect { delimiter: ";", line_terminator: "\r\n", double_quote: true },
        bytes: file.bytes.len(),
        hash: format!("sha256:{}", sha256(&file.bytes)),
        schema: Schema {
            fields: table
                .columns
                .iter()
                .map(|column| Field {
                    name: column.name,
                    kind: match column.kind {
                        Kind::Text => "string",
                        Kind::Day => "date",
                        Kind::Year => "year",
                        Kind::Number => "number",
                        Kind::Whole => "integer",
                        Kind::YesNo => "boolean",
                    },
                    description: column.meaning,
                    unit: Some(column.unit).filter(|unit| !unit.is_empty()),
                    decimal_char: (column.kind == Kind::Number).then_some(","),
                    true_values: (column.kind == Kind::YesNo).then_some(["ja"]),
                    false_values: (column.kind == Kind::YesNo).then_some(["nee"]),
                })
                .collect(),
            // Only what is never empty may be a primary key.
            primary_key: match table.key {
                Key::Primary(columns) => Some(columns),
                Key::Together(_) | Key::Nothing => None,
            },
            foreign_keys: table.columns.iter().filter_map(foreign_key).collect(),
            missing_values: [""],
        },
    };
    let (deal, report) = (&about.dossier.deal, about.report);
    let package = DataPackage {
        profile: "tabular-data-package",
        name: format!("{}-{}", deal.id, report.id),
        title: format!("{}: gegevens bij het verslag", what(about)),
        description: stands(about),
        version: report.version.as_str(),
        resources: tables.iter().zip(files).map(|(table, file)| resource(table, file)).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&package).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn foreign_key(column: &Column) -> Option<ForeignKey<'_>> {
    let (resource, field) = column.refers_to?;
    Some(ForeignKey { fields: [column.name], reference: Reference { resource, fields: [field] } })
}

/// The deal and the period that the data are about.
fn what(about: About<'_>) -> String {
    format::plain_spaces(&format!("{} {}", about.dossier.deal.name, format::title_period(&about.report.period)))
}

fn stands(about: About<'_>) -> String {
    let report = about.report;
    let invented =
        if about.dossier.has_invented(report) { " Dit is een voorbeeld: er staan verzonnen gegevens in." } else { "" };
    format::plain_spaces(&format!(
        "Stand op {}, met wat bekend was op {}.{invented}",
        format::date(*report.reference_date),
        format::date(*report.known_through)
    ))
}

fn dictionary(about: About<'_>, tables: &[Table]) -> String {
    let mut text = format!("# Datawoordenboek: {}\n\n{}\n\n{HOW}\n", what(about), stands(about));
    for table in tables {
        text.push_str(&format!(
            "\n## `{}.csv`: {}\n\n{} {} Aantal rijen: {}.\n\n| Kolom | Soort | Eenheid | Verwijst naar | Betekenis |\n| --- | --- | --- | --- | --- |\n",
            table.name,
            table.title,
            table.about,
            key(table.key),
            table.rows.len()
        ));
        for column in table.columns {
            let kind = match column.kind {
                Kind::Text => "tekst",
                Kind::Day => "datum",
                Kind::Year => "jaar",
                Kind::Number => "getal",
                Kind::Whole => "geheel getal",
                Kind::YesNo => "ja of nee",
            };
            let unit = if column.unit.is_empty() { "–" } else { column.unit };
            let other =
                column.refers_to.map_or_else(|| "–".to_owned(), |(table, column)| format!("`{column}` van `{table}`"));
            text.push_str(&format!("| `{}` | {kind} | {unit} | {other} | {} |\n", column.name, column.meaning));
        }
    }
    text
}

/// What tells the rows of a table apart, for people.
fn key(key: Key) -> String {
    let list = |columns: &[&str]| {
        let columns: Vec<String> = columns.iter().map(|column| format!("`{column}`")).collect();
        format::list(&columns)
    };
    match key {
        Key::Primary([one]) => format!("Sleutel: `{one}`."),
        Key::Primary(columns) => format!("Sleutel: {} samen.", list(columns)),
        Key::Together(columns) => {
            format!("Geen twee rijen hebben hetzelfde in {}; een deel daarvan kan leeg zijn.", list(columns))
        }
        Key::Nothing => "Er is geen sleutel: twee rijen kunnen hetzelfde zeggen.".to_owned(),
    }
}

const HOW: &str = "\
## Zo zijn de bestanden gemaakt

- Elke tabel is een csv-bestand: tekens in UTF-8, een puntkomma tussen de kolommen, een komma voor decimalen. Zo opent \
een rekenprogramma met Nederlandse instellingen het goed, net als de bestanden van CBS StatLine.
- `gegevens.json` heeft dezelfde tabellen in één bestand, met een punt voor decimalen.
- `datapackage.json` vertelt een computer wat elke kolom is (Frictionless Data Package).
- Getallen zijn niet afgerond. In het verslag zijn ze dat wel. Een getal dat nooit ophoudt, zoals een derde, heeft 10 cijfers \
achter de komma.
- Een percentage staat er zoals in het verslag: 67% is 67, en niet 0,67.
- Een bedrag dat uit delen bestaat, is de som van de delen waar iets over bekend is.
- Een leeg vak betekent: niet bekend, niet afgesproken, of niet van toepassing. Het betekent nooit nul.
- Een datum is jaar-maand-dag.
- Een sleutel wijst één rij aan. Een kolom die verwijst, heeft dezelfde waarden als de genoemde kolom van een andere tabel: \
zo zijn tabellen te koppelen.
- Langere teksten kunnen opmaak in Markdown hebben. In de csv-bestanden staan zij op één regel, in `gegevens.json` zoals in \
het dossier.
- Kleine aantallen mensen die het verslag niet toont, staan hier ook niet in.
- Onder welke licentie de gegevens te gebruiken zijn, bepaalt wie ze publiceert.";

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rust_decimal::Decimal;

    use super::super::tests::{package, text_in, with_every_report, with_report};
    use super::*;
    use table::Cell;

    const TRAIL: &[u8] = b"nummer;plaats;cijfer;gedrukt;exacte waarde;eenheid;formule;bestand:regel\n\
        1;Uitputting;2021;67,2%;67.25;procent;a / b;bestedingen/2021.yaml:7 deal.yaml:50\n";

    fn table<'t>(tables: &'t [Table], name: &str) -> &'t Table {
        tables.iter().find(|table| table.name == name).unwrap_or_else(|| panic!("{name}"))
    }

    /// The values of columns of a table, row by row.
    fn values<'t>(table: &'t Table, columns: &[&str]) -> Vec<Vec<&'t Cell>> {
        let at = |name: &&str| table.columns.iter().position(|column| column.name == *name).unwrap();
        let at: Vec<usize> = columns.iter().map(at).collect();
        table.rows.iter().map(|row| at.iter().map(|at| &row[*at]).collect()).collect()
    }

    /// The value of a column in the row of which another column says this.
    fn value<'t>(tables: &'t [Table], name: &str, [key, said]: [&str; 2], column: &str) -> &'t Cell {
        let rows = values(table(tables, name), &[key, column]);
        rows.into_iter().find(|row| *row[0] == Cell::text(said)).unwrap_or_else(|| panic!("{name}: {said}"))[1]
    }

    #[test]
    fn the_dictionary_reads_well() {
        with_report(|about| insta::assert_snapshot!(text_in(&package(about), DICTIONARY)));
    }

    #[test]
    fn every_row_has_all_columns_and_the_json_is_json() {
        with_report(|about| {
            let tables = tables::of(about, TRAIL);
            for table in &tables {
                assert!(!table.rows.is_empty(), "{} is empty", table.name);
                for row in &table.rows {
                    assert_eq!(row.len(), table.columns.len(), "{}", table.name);
                }
                for column in table.columns {
                    assert!(!column.meaning.is_empty(), "{}.{}", table.name, column.name);
                    let has_unit = matches!(column.kind, Kind::Number | Kind::Whole);
                    assert_eq!(has_unit, !column.unit.is_empty(), "{}.{}", table.name, column.name);
                }
            }
            let json: serde_json::Value = serde_json::from_str(&json(about, &tables)).unwrap();
            assert_eq!(json["tabellen"]["oordelen"].as_array().unwrap().len(), 6);
        });
    }

    #[test]
    fn every_value_is_of_its_kind() {
        with_every_report(|about| {
            for table in tables::of(about, TRAIL) {
                for (column, cell) in table.rows.iter().flat_map(|row| table.columns.iter().zip(row)) {
                    let fits = match (column.kind, cell) {
                        (_, Cell::Empty)
                        | (Kind::Text, Cell::Text(_))
                        | (Kind::Number, Cell::Number(_))
                        | (Kind::YesNo, Cell::YesNo(_)) => true,
                        (Kind::Day, Cell::Text(day)) => day.parse::<chrono::NaiveDate>().is_ok(),
                        (Kind::Year | Kind::Whole, Cell::Number(number)) => number.is_integer(),
                        _ => false,
                    };
                    assert!(fits, "{}.{}: {cell:?}", table.name, column.name);
                }
            }
        });
    }

    #[test]
    fn every_key_is_of_one_row_and_every_reference_is_found() {
        with_every_report(|about| {
            let tables = tables::of(about, TRAIL);
            for one in &tables {
                let (key, may_be_empty) = match one.key {
                    Key::Primary(columns) => (columns, false),
                    Key::Together(columns) => (columns, true),
                    Key::Nothing => continue,
                };
                let mut seen = BTreeSet::new();
                for row in values(one, key) {
                    assert!(seen.insert(format!("{row:?}")), "{}: {row:?} is there twice", one.name);
                    assert!(may_be_empty || !row.contains(&&Cell::Empty), "{}: {row:?}", one.name);
                }
            }
            for one in &tables {
                for column in one.columns {
                    let Some((other, key)) = column.refers_to else { continue };
                    let other = table(&tables, other);
                    let is_key = matches!(other.key, Key::Primary(columns) if columns == [key]);
                    assert!(is_key, "{}.{}", one.name, column.name);
                    let known: Vec<&Cell> = values(other, &[key]).concat();
                    for cell in values(one, &[column.name]).concat() {
                        let is_found = *cell == Cell::Empty || known.contains(&cell);
                        assert!(is_found, "{}.{}: {cell:?} is not in {}", one.name, column.name, other.name);
                    }
                }
            }
        });
    }

    /// What a machine is told of a table is what is in it.
    #[test]
    fn the_data_package_names_every_file_with_its_keys() {
        with_report(|about| {
            let tables = tables::of(about, TRAIL);
            let file = |table: &Table| File { name: String::new(), bytes: table.csv(), about: String::new() };
            let files: Vec<File> = tables.iter().map(file).collect();
            let package: serde_json::Value = serde_json::from_slice(&data_package(about, &tables, &files)).unwrap();
            let schema = |name: &str| {
                let resources = package["resources"].as_array().unwrap();
                resources.iter().find(|one| one["name"] == name).unwrap()["schema"].clone()
            };
            assert_eq!(package["resources"].as_array().unwrap().len(), tables.len());
            let terms = schema("termijnen");
            let expected = serde_json::json!([
                {"fields": ["bijdrage"], "reference": {"resource": "bijdragen", "fields": ["nummer"]}},
                {"fields": ["partij"], "reference": {"resource": "partijen", "fields": ["id"]}},
            ]);
            assert_eq!(terms["foreignKeys"], expected);
            let kinds: Vec<&str> =
                terms["fields"].as_array().unwrap().iter().map(|field| field["type"].as_str().unwrap()).collect();
            assert_eq!(kinds, ["integer", "string", "year", "number", "string", "date", "string", "boolean"]);
            assert_eq!(schema("pijlers-per-jaar")["primaryKey"], serde_json::json!(["pijler", "jaar"]));
            // A post has no project, so that no column of it is never empty.
            assert_eq!(schema("bestedingen")["primaryKey"], serde_json::Value::Null);
            assert_eq!(schema("herkomst")["primaryKey"], serde_json::json!(["nummer"]));
        });
    }

    #[test]
    fn a_row_is_one_line() {
        with_every_report(|about| {
            for table in tables::of(about, TRAIL) {
                let csv = String::from_utf8(table.csv()).unwrap();
                assert_eq!(csv.lines().count(), table.rows.len() + 1, "{}", table.name);
            }
        });
    }

    #[test]
    fn the_trail_is_a_table_as_the_others_are() {
        with_report(|about| {
            let csv = String::from_utf8(table(&tables::of(about, TRAIL), "herkomst").csv()).unwrap();
            assert_eq!(
                csv,
                "\u{feff}nummer;plaats;cijfer;gedrukt;exacte-waarde;eenheid;formule;bestand-regel\r\n\
                 1;Uitputting;2021;67,2%;67,25;procent;a / b;bestedingen/2021.yaml:7 deal.yaml:50\r\n"
            );
        });
    }

    /// Nothing known is empty, and nothing spent is 0.
    #[test]
    fn unknown_and_zero_are_not_the_same() {
        let mut seen = 0;
        with_every_report(|about| {
            let tables = tables::of(about, TRAIL);
            let zero = Cell::Number(Decimal::ZERO);
            let of = |name: &str, row: [&str; 2], column: &str| value(&tables, name, row, column).clone();
            match (about.dossier.deal.id.as_str(), about.report.id.as_str()) {
                // No payment of the municipality stands in the dossier, and nothing of what is committed.
                ("voorbeeldstad", "2021") if about.dossier.projects.len() == 1 => {
                    assert_eq!(of("bijdragen", ["partij", "gemeente"], "ontvangen"), Cell::Empty);
                    assert_eq!(of("pijlers", ["id", "ontmoeten"], "verplicht"), Cell::Empty);
                }
                // At the end nothing is committed any more, and its row says so.
                ("den-haag-zuidwest", "eindevaluatie") => {
                    assert_eq!(of("pijlers", ["id", "werken"], "verplicht"), zero);
                    assert_eq!(of("projecten", ["id", "geld-en-rust"], "verplicht"), zero);
                }
                // Nothing was spent yet: not 0, but no row that says anything.
                ("den-haag-zuidwest", "nulmeting") => {
                    assert_eq!(of("pijlers", ["id", "werken"], "gerealiseerd"), Cell::Empty);
                }
                _ => return,
            }
            seen += 1;
        });
        assert!(seen >= 3, "{seen}");
    }

    /// Which change may be told, and which says something of the target.
    #[test]
    fn a_change_says_what_may_be_said_of_it() {
        with_every_report(|about| {
            let tables = tables::of(about, TRAIL);
            let columns = ["oordeel", "verandering", "marge-verandering", "andere-definitie"];
            for row in values(table(&tables, "oordelen"), &columns) {
                let [verdict, change, margin, other] = [row[0], row[1], row[2], row[3]];
                assert_eq!(*change == Cell::Empty, *margin == Cell::Empty, "{row:?}");
                assert_eq!(*change == Cell::Empty, *other == Cell::Empty, "{row:?}");
                if *other == Cell::YesNo(true) {
                    assert_eq!(*verdict, Cell::text("niet-te-beoordelen"), "{row:?}");
                }
            }
        });
    }

    /// The sum of the pillars and of what has no pillar is what the report prints as total.
    #[test]
    fn the_rows_add_up_to_the_totals_of_the_report() {
        with_report(|about| {
            let tables = tables::of(about, TRAIL);
            let sum = |name: &str, column: &str| -> Decimal {
                let number = |cell: &Cell| if let Cell::Number(number) = cell { *number } else { Decimal::ZERO };
                values(table(&tables, name), &[column]).concat().into_iter().map(number).sum()
            };
            let total = about.known.figures.money.total.realised.value.euros();
            assert_eq!(sum("bestedingen", "gerealiseerd"), total);
            let loose = about.known.figures.money.without_pillar.realised.value.euros();
            assert_eq!(sum("pijlers", "gerealiseerd") + loose, total);
            assert_eq!(sum("ontvangsten", "bedrag"), about.known.figures.money.received.value.euros());
        });
    }
}
