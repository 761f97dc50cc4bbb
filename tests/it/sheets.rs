//! Rows in CSV and XLSX files are rows of the dossier, for every report what was known then.

use std::path::Path;

use voortgang::diagnostic::{Colour, render};
use voortgang::model::{Dossier, Id, Quality};
use voortgang::pipeline::{Checked, check};
use voortgang::world::Folder;

use crate::case::fixture;
use crate::pdf::Report;

const SHEETS: &str = "met-bladen";

fn folder() -> Folder {
    Folder::open(&fixture(SHEETS)).unwrap()
}

fn checked(folder: &Folder) -> Checked {
    check(folder).unwrap_or_else(|rejected| panic!("{}", render(&rejected.diagnostics, &rejected.sources, Colour::Off)))
}

/// What is wrong, as `L035 gegevens/x.csv:3 message`.
fn mistakes(folder: &Folder) -> Vec<String> {
    let (diagnostics, sources) = match check(folder) {
        Ok(checked) => (checked.diagnostics, checked.sources),
        Err(rejected) => (rejected.diagnostics, rejected.sources),
    };
    let line = |one: &voortgang::diagnostic::Diagnostic| {
        let place = sources.locate(&one.at, &one.target).map(|place| format!("{}:{}", place.file, place.line));
        format!("{} {} {}", one.code, place.unwrap_or_default(), one.message)
    };
    diagnostics.iter().map(line).collect()
}

fn spent(dossier: &Dossier, project: &str) -> String {
    let mut rows = dossier.spending.iter().filter(|row| row.project.as_ref().is_some_and(|id| id.as_str() == project));
    let row = rows.next().unwrap();
    assert!(rows.next().is_none());
    row.realised.euros().to_string()
}

/// De Molen: 80.000,00 + 64.310,55 − 2.000,00; De Haven: 12.500,00 + 9.750,25. The entry of the
/// bank is on another account, and the row of totals is no data.
#[test]
fn a_ledger_is_one_amount_a_project() {
    let checked = checked(&folder());
    assert_eq!(spent(&checked.dossier, "buurthuis-molenbuurt"), "142310.55");
    assert_eq!(spent(&checked.dossier, "buurthuis-haven"), "22250.25");
    let row = checked.dossier.spending.iter().find(|row| row.project.is_some()).unwrap();
    assert_eq!(checked.sources.place(&row.at), "gegevens/grootboek-2021.csv:2+4+7");
}

/// `2020*` and `174.720` are those of the domain facts, section 8, case 6; so is an empty cell.
#[test]
fn a_table_of_statline_is_a_series() {
    let checked = checked(&folder());
    let indicator = checked.dossier.indicators.iter().find(|one| one.id.as_str() == "bevolking").unwrap();
    let said: Vec<String> = indicator
        .series
        .iter()
        .map(|row| {
            let value = match (&row.value, &row.not_measured) {
                (Some(value), None) => value.0.to_string(),
                (None, Some(none)) => none.reason.to_string(),
                _ => panic!("{row:?}"),
            };
            let sign = if row.quality == Some(Quality::Provisional) { "*" } else { "" };
            format!("{} {}{sign} {value}", row.area, row.day().unwrap())
        })
        .collect();
    assert_eq!(
        said,
        [
            "voorbeeldstad 2019-01-01 172649",
            "voorbeeldstad 2020-01-01* 174720",
            "oostwijk 2019-01-01 14690",
            "oostwijk 2020-01-01* 14811",
            "molenbuurt 2019-01-01 8410",
            "molenbuurt 2020-01-01* gegevens ontbreken bij het CBS",
            "havenkwartier 2019-01-01 het gebied bestond toen niet",
            "havenkwartier 2020-01-01* 6305",
        ]
    );
}

#[test]
fn a_report_has_the_rows_of_its_day_and_carries_no_others() {
    let folder = folder();
    let checked = checked(&folder);
    let known = &checked.known[&"2021".parse::<Id>().unwrap()];
    let text = |folder: &Folder, name: &str| String::from_utf8(folder.files[name].clone()).unwrap();
    let (now, then) = (text(&folder, "gegevens/buurtpeiling.csv"), text(&known.folder, "gegevens/buurtpeiling.csv"));
    assert!(now.contains("2022,18-01-2023") && !then.contains("2023"));
    assert!(now.starts_with(&then));
    assert_eq!(known.folder.files.len(), folder.files.len());

    // A sheet that came later, and a year of spending in it, change nothing for the report of then.
    let mut later = folder.clone();
    later.insert("gegevens/uitgaven-2022.csv", "project;euro\nbuurthuis-haven;1000\n");
    later.insert(
        "bestedingen/2022.yaml",
        "regels-bladen:\n  - bestand: gegevens/uitgaven-2022.csv\n    bekend-op: 2023-02-01\n    scheidingsteken: puntkomma\n    kolommen: {project: project, gerealiseerd: euro}\n    vast: {t-m: 2022-12-31}\n",
    );
    let again = self::checked(&later);
    assert_eq!(again.known[&"2021".parse::<Id>().unwrap()].folder.files, known.folder.files);
    assert_eq!(again.dossier.spending.len(), checked.dossier.spending.len() + 1);
}

#[test]
fn a_column_says_what_was_known_of_a_whole_sheet() {
    let mut folder = folder();
    let files = checked(&folder).known[&"2021".parse::<Id>().unwrap()].folder.files.clone();
    folder.insert("gegevens/uitgaven.csv", "project;euro;t/m;bekend\nbuurthuis-haven;1000;2022-12-31;2023-02-01\n");
    folder.insert(
        "bestedingen/2022.yaml",
        "regels-bladen:\n  - bestand: gegevens/uitgaven.csv\n    scheidingsteken: puntkomma\n    kolommen: {project: project, gerealiseerd: euro, t-m: t/m, bekend-op: bekend}\n",
    );
    assert_eq!(checked(&folder).known[&"2021".parse::<Id>().unwrap()].folder.files, files);
}

/// One CSV with the rows of two years: of the year that was not known then, nothing is left.
#[test]
fn a_choice_of_rows_that_came_later_leaves_no_trace() {
    let mut folder = folder();
    let sheet = "project;euro;t/m;bekend\nbuurthuis-haven;1000;2022-12-31;2023-02-01\n";
    let mapping = |year: &str| {
        format!(
            "regels-bladen:\n  - bestand: gegevens/uitgaven.csv\n    scheidingsteken: puntkomma\n    kolommen: {{project: project, gerealiseerd: euro, t-m: t/m, bekend-op: bekend}}\n    rijen: {{t/m: [{year}-12-31]}}\n"
        )
    };
    folder.insert("gegevens/uitgaven.csv", format!("{sheet}buurthuis-haven;500;2021-12-31;2022-02-01\n"));
    folder.insert("bestedingen/2021.yaml", mapping("2021"));
    let then = self::checked(&folder).known[&"2021".parse::<Id>().unwrap()].folder.files.clone();
    assert_eq!(then["gegevens/uitgaven.csv"], b"project;euro;t/m;bekend\nbuurthuis-haven;500;2021-12-31;2022-02-01\n");
    folder.insert("bestedingen/2022.yaml", mapping("2022"));
    let known = &self::checked(&folder).known[&"2021".parse::<Id>().unwrap()];
    assert_eq!(known.folder.files, then);
    assert_eq!(known.dossier.spending.len(), 1);
}

#[test]
fn the_sheets_travel_inside_the_report() {
    let folder = folder();
    let report = Report::of(&folder, "2021");
    for name in ["grootboek-2021.csv", "projecten-2021.xlsx", "statline-bevolking.csv"] {
        let attached = &report.attachments[&format!("gegevens__{name}")];
        assert!(attached.bytes == folder.files[&format!("gegevens/{name}")], "{name}");
    }
    let list: serde_json::Value = serde_json::from_slice(&report.attachments["inhoud.json"].bytes).unwrap();
    let paths: Vec<&str> =
        list["bestanden"].as_array().unwrap().iter().map(|file| file["pad"].as_str().unwrap()).collect();
    assert!(paths.contains(&"gegevens/projecten-2021.xlsx"), "{paths:?}");
    let trail = String::from_utf8(report.attachments["herkomst.csv"].bytes.clone()).unwrap();
    assert!(
        trail.contains(";142310.55;euro;som van gerealiseerd over de jaren;gegevens/grootboek-2021.csv:2+4+7\n"),
        "{trail}"
    );
    // What the project leaders wrote in Excel.
    assert!(report.text().contains("Hetoudecaféisleegendeverbouwingbegint."));
}

/// A city has many names (domain facts, section 8, case 7): the mapping says which area each is.
#[test]
fn an_area_is_known_by_the_names_of_its_mapping_only() {
    let mut folder = folder();
    let name = "indicatoren/bevolking.yaml";
    let text = String::from_utf8(folder.files[name].clone()).unwrap();
    let start = text.find("reeks-bladen:").unwrap();
    let with = |names: &str| {
        format!(
            "{}reeks-bladen:\n  - bestand: gegevens/statline-bevolking.csv\n    bekend-op: 2021-04-30\n    scheidingsteken: puntkomma\n    kolommen: {{gebied: gebied, jaar: jaar, waarde: waarde}}\n    vast: {{bron: b, fictief: ja}}\n{names}",
            &text[..start]
        )
    };
    folder.insert(
        "gegevens/statline-bevolking.csv",
        "gebied;jaar;waarde\n's-Gravenhage (gemeente);2019;1\nDen Haag;2020;2\nGM0518;2021*;3\nvoorbeeldstad;2022;4\n",
    );
    folder.insert(
        name,
        with("    vervang:\n      gebied: {\"'s-Gravenhage (gemeente)\": voorbeeldstad, Den Haag: voorbeeldstad, GM0518: voorbeeldstad}\n"),
    );
    let checked = checked(&folder);
    let rows = &checked.dossier.indicators.iter().find(|one| one.id.as_str() == "bevolking").unwrap().series;
    assert!(rows.iter().all(|row| row.area.as_str() == "voorbeeldstad") && rows.len() == 4);
    assert_eq!(rows[2].day().unwrap().to_string(), "2021-12-31");
    assert_eq!(rows[2].quality, Some(Quality::Provisional));
    folder.insert(name, with(""));
    let mistakes = mistakes(&folder);
    assert_eq!(mistakes.len(), 3, "{mistakes:?}");
    assert!(mistakes[0].starts_with("L025 gegevens/statline-bevolking.csv:2"), "{mistakes:?}");
}

#[test]
fn the_same_mistake_in_many_rows_is_counted() {
    let mut folder = folder();
    let text = String::from_utf8(folder.files["gegevens/buurtpeiling.csv"].clone()).unwrap();
    let rows: String = (0..200).map(|_| "Oost,01-09-2021,31-10-2021,20-01-2022,veel,2.4,845\n").collect();
    folder.insert("gegevens/buurtpeiling.csv", format!("{text}{rows}"));
    let Err(rejected) = check(&folder) else { panic!("this is no number") };
    let shown = render(&rejected.diagnostics, &rejected.sources, Colour::Off);
    assert_eq!(shown.matches("fout[L035]").count(), 5, "{shown}");
    assert!(shown.contains("hetzelfde geldt voor nog 195 rijen"), "{shown}");
}

#[test]
fn machines_get_the_cell_and_the_file_that_names_it() {
    let folder = Folder::open(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/valid/met-bladen"))).unwrap();
    let mut folder = folder;
    let text = String::from_utf8(folder.files["gegevens/buurtpeiling.csv"].clone()).unwrap();
    folder.insert("gegevens/buurtpeiling.csv", text.replacen("Oost,", "Noord,", 1));
    let Err(rejected) = check(&folder) else { panic!("this is no area") };
    let json = voortgang::diagnostic::to_json(&rejected.diagnostics, &rejected.sources);
    assert_eq!(json[0]["bestand"], "gegevens/buurtpeiling.csv");
    assert_eq!(json[0]["regel"], 2);
    assert_eq!(json[0]["plek"], "rij 2, kolom A");
}

/// A ledger of thousands of entries of which one line of the mapping is forgotten or mistyped.
#[test]
fn what_a_rule_finds_in_many_rows_is_said_once() {
    let entry = |entry: usize| format!("2021-{entry};443210;7100{};x;04-02-2021;1,00;\n", 1 + entry % 2);
    let ledger = (0..2000).map(entry).collect::<Vec<_>>().concat();
    let told = |from: &str, to: &str| {
        let mut folder = folder();
        let head = "Boekstuk;Grootboekrekening;Kostenplaats;Omschrijving;Boekdatum;Debet;Credit\n";
        folder.insert("gegevens/grootboek-2021.csv", format!("{head}{}", ledger.replacen("443210", "443300", 1)));
        let text = String::from_utf8(folder.files["bestedingen/2021.yaml"].clone()).unwrap();
        assert_eq!(text.matches(from).count(), 1);
        folder.insert("bestedingen/2021.yaml", text.replace(from, to));
        let checked = check(&folder).unwrap();
        render(&checked.diagnostics, &checked.sources, Colour::Off)
    };
    let twice = told("    optellen: [gerealiseerd]\n", "");
    assert_eq!(twice.matches("fout[R014]").count(), 5, "{twice}");
    assert!(twice.contains("zet dan bij het blad `optellen: [gerealiseerd]`"), "{twice}");
    assert!(twice.contains("hetzelfde geldt voor nog 1993 rijen"), "{twice}");
    let unknown = told("\"71001\": buurthuis-molenbuurt", "\"71001\": bestaat-niet");
    assert_eq!(unknown.matches("fout[R001]").count(), 1, "{unknown}");
    assert!(unknown.contains("--> bestedingen/2021.yaml:"), "{unknown}");
}
