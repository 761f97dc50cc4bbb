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
use table::{Kind, Table};

const FOLDER: &str = "open-data";

pub(super) fn files(about: About<'_>, documents: Documents<'_>) -> Vec<File> {
    let tables = tables::of(about);
    let mut files: Vec<File> = tables
        .iter()
        .map(|table| File {
            name: format!("{FOLDER}/{}.csv", table.name),
            bytes: table.csv(),
            about: format!("Open data: {}", table.title.to_lowercase()),
        })
        .collect();
    files.push(File {
        name: format!("{FOLDER}/herkomst.csv"),
        bytes: documents.provenance.to_vec(),
        about: "Open data: van elk gedrukt cijfer het bestand, de regel en de formule".to_owned(),
    });
    let package = data_package(about, &tables, &files);
    files.push(File {
        name: format!("{FOLDER}/gegevens.json"),
        bytes: json(about, &tables).into_bytes(),
        about: "Open data: alle tabellen in één bestand".to_owned(),
    });
    files.push(File {
        name: format!("{FOLDER}/datapackage.json"),
        bytes: package,
        about: "Open data: wat de kolommen betekenen, voor een computer".to_owned(),
    });
    files.push(File {
        name: format!("{FOLDER}/datawoordenboek.md"),
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
    missing_values: [&'static str; 1],
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

/// The tables for a machine. `herkomst.csv` is left out: its values are text.
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
                        Kind::Number => "number",
                        Kind::YesNo => "boolean",
                    },
                    description: column.meaning,
                    unit: Some(column.unit).filter(|unit| !unit.is_empty()),
                    decimal_char: (column.kind == Kind::Number).then_some(","),
                    true_values: (column.kind == Kind::YesNo).then_some(["ja"]),
                    false_values: (column.kind == Kind::YesNo).then_some(["nee"]),
                })
                .collect(),
            missing_values: [""],
        },
    };
    let (deal, report) = (&about.dossier.deal, about.report);
    let package = DataPackage {
        profile: "tabular-data-package",
        name: format!("{}-{}", deal.id, report.id),
        title: format!("{} {}: gegevens bij het verslag", deal.name, format::title_period(&report.period)),
        description: stands(about),
        version: report.version.as_str(),
        resources: tables.iter().zip(files).map(|(table, file)| resource(table, file)).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&package).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn stands(about: About<'_>) -> String {
    let report = about.report;
    let invented =
        if about.dossier.has_invented(report) { " Dit is een voorbeeld: er staan verzonnen gegevens in." } else { "" };
    format!(
        "Stand op {}, met wat bekend was op {}.{invented}",
        format::date(*report.reference_date),
        format::date(*report.known_through)
    )
    .replace('\u{a0}', " ")
}

fn dictionary(about: About<'_>, tables: &[Table]) -> String {
    let (deal, report) = (&about.dossier.deal, about.report);
    let mut text = format!(
        "# Datawoordenboek: {} {}\n\n{}\n\n{HOW}\n",
        deal.name,
        format::title_period(&report.period).replace('\u{a0}', " "),
        stands(about)
    );
    for table in tables {
        text.push_str(&format!(
            "\n## `{}.csv`: {}\n\n{} Aantal rijen: {}.\n\n| Kolom | Soort | Eenheid | Betekenis |\n| --- | --- | --- | --- |\n",
            table.name,
            table.title,
            table.about,
            table.rows.len()
        ));
        for column in table.columns {
            let kind = match column.kind {
                Kind::Text => "tekst",
                Kind::Day => "datum",
                Kind::Number => "getal",
                Kind::YesNo => "ja of nee",
            };
            let unit = if column.unit.is_empty() { "–" } else { column.unit };
            text.push_str(&format!("| `{}` | {kind} | {unit} | {} |\n", column.name, column.meaning));
        }
    }
    text.push_str(PROVENANCE);
    text
}

const HOW: &str = "\
## Zo zijn de bestanden gemaakt

- Elke tabel is een csv-bestand: tekens in UTF-8, een puntkomma tussen de kolommen, een komma voor decimalen. Zo opent \
een rekenprogramma met Nederlandse instellingen het goed, net als de bestanden van CBS StatLine.
- `gegevens.json` heeft dezelfde tabellen in één bestand, met een punt voor decimalen.
- `datapackage.json` vertelt een computer wat elke kolom is (Frictionless Data Package).
- Getallen zijn niet afgerond. In het verslag zijn ze dat wel.
- Een leeg vak betekent: niet bekend, niet afgesproken, of niet van toepassing. Het betekent nooit nul.
- Een datum is jaar-maand-dag.
- Een naam zoals `moerwijk` in een kolom verwijst naar de kolom `id` van een andere tabel.
- Langere teksten kunnen opmaak in Markdown hebben.
- Kleine aantallen mensen die het verslag niet toont, staan hier ook niet in.
- Onder welke licentie de gegevens te gebruiken zijn, bepaalt wie ze publiceert.";

const PROVENANCE: &str = "
## `herkomst.csv`: waar elk gedrukt cijfer vandaan komt

Elke rij is een cijfer dat in het verslag staat. Dit bestand zit ook in de pdf van het verslag.

| Kolom | Soort | Eenheid | Betekenis |
| --- | --- | --- | --- |
| `nummer` | getal | – | Volgnummer |
| `plaats` | tekst | – | Waar het cijfer in het verslag staat |
| `cijfer` | tekst | – | Wat het cijfer zegt |
| `gedrukt` | tekst | – | Zoals het er staat, met eenheid |
| `exacte waarde` | tekst | – | Niet afgerond, met een punt voor decimalen |
| `formule` | tekst | – | Hoe het is berekend; leeg als het zo in het dossier staat |
| `bestand:regel` | tekst | – | Waar het staat in de bestanden die in de pdf zitten |
";

#[cfg(test)]
mod tests {
    use super::super::tests::with_report;
    use super::*;

    #[test]
    fn every_row_has_all_columns_and_the_json_is_json() {
        with_report("", |about| {
            let tables = tables::of(about);
            for table in &tables {
                assert!(!table.rows.is_empty(), "{} is empty", table.name);
                for row in &table.rows {
                    assert_eq!(row.len(), table.columns.len(), "{}", table.name);
                }
                for column in table.columns {
                    assert!(!column.meaning.is_empty(), "{}.{}", table.name, column.name);
                    assert!(column.kind != Kind::Number || !column.unit.is_empty(), "{}.{}", table.name, column.name);
                }
            }
            let json: serde_json::Value = serde_json::from_str(&json(about, &tables)).unwrap();
            assert_eq!(json["tabellen"]["oordelen"].as_array().unwrap().len(), 6);
        });
    }

    /// The sum of the pillars and of what has no pillar is what the report prints as total.
    #[test]
    fn the_rows_add_up_to_the_totals_of_the_report() {
        use rust_decimal::Decimal;
        use table::Cell;
        with_report("", |about| {
            let tables = tables::of(about);
            let sum = |name: &str, column: &str| -> Decimal {
                let table = tables.iter().find(|table| table.name == name).unwrap();
                let index = table.columns.iter().position(|one| one.name == column).unwrap();
                let number =
                    |row: &Vec<Cell>| if let Cell::Number(number) = row[index] { number } else { Decimal::ZERO };
                table.rows.iter().map(number).sum()
            };
            let total = about.known.figures.money.total.realised.value.euros();
            assert_eq!(sum("bestedingen", "gerealiseerd"), total);
            let loose = about.known.figures.money.without_pillar.realised.value.euros();
            assert_eq!(sum("pijlers", "gerealiseerd") + loose, total);
            assert_eq!(sum("ontvangsten", "bedrag"), about.known.figures.money.received.value.euros());
        });
    }
}
