//! The national overview: its sums are those worked out by hand, each part leads to the lines that hold it,
//! and what does not belong in a sum stays out of it with its reason.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use lopdf::{Document, Object};
use rust_decimal::Decimal;
use serde::Deserialize;
use tempfile::TempDir;
use voortgang::figures::overview::record::{IndicatorRecord, MeasuredRecord};
use voortgang::figures::overview::{
    Assurance, Books, Claim, Failure, Intake, National, Options, Overview, Received, Refused, Standing, Submission,
    Taken, submission,
};
use voortgang::model::{Amount, Counting, MeasureKind, Portfolio, ReportKind, Stage};
use voortgang::read::{self, delivery};

use crate::case::{Case, fixture};

/// The reports of 2021 of the eleven deals that delivered, and those of 2020 of two of them.
static REPORTS: LazyLock<Reports> = LazyLock::new(Reports::make);

/// The overview of those of 2021.
static MADE: LazyLock<Made> = LazyLock::new(|| made(&[REPORTS.of_2021()], &[]));

/// What it says.
static OVERVIEW: LazyLock<Json> = LazyLock::new(|| Json::of(&MADE));

/// What came in of the reports of both years.
static BOTH_YEARS: LazyLock<Vec<Submission>> =
    LazyLock::new(|| Json::of(&made(&[REPORTS.of_2021(), REPORTS.of_2020()], &["--zonder-bewijs"])).submissions);

struct Reports {
    place: TempDir,
}

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

const PORTFOLIO: &str = "fixtures/portfolio/portefeuille.yaml";

fn words(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

impl Reports {
    fn make() -> Self {
        let place = tempfile::tempdir().unwrap();
        let report = |dossiers: Vec<PathBuf>, choice: &[&str], folder: &str| {
            let mut arguments = vec!["rapport".to_owned()];
            arguments.extend(dossiers.iter().map(|dossier| words(dossier)));
            arguments.extend(choice.iter().map(|word| (*word).to_owned()));
            arguments.extend(["--uitvoer".to_owned(), words(&place.path().join(folder))]);
            Case::new().args(arguments.iter().map(String::as_str)).run().writes();
        };
        let deals = repository("fixtures/portfolio/deals");
        let mut dossiers: Vec<PathBuf> =
            fs::read_dir(&deals).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
        dossiers.sort();
        assert_eq!(dossiers.len(), 10);
        report(dossiers, &[], "2021");
        report(vec![fixture("den-haag-zuidwest")], &["--verslag", "2021"], "2021");
        report(vec![deals.join("achterhoek"), deals.join("twente")], &["--verslag", "2020"], "2020");
        Self { place }
    }

    fn of_2021(&self) -> PathBuf {
        self.place.path().join("2021")
    }

    fn of_2020(&self) -> PathBuf {
        self.place.path().join("2020")
    }

    fn pdf(&self, deal: &str) -> PathBuf {
        let of = |path: &PathBuf| path.to_str().unwrap().contains(deal);
        let pdfs = fs::read_dir(self.of_2021()).unwrap().map(|entry| entry.unwrap().path());
        let found: Vec<PathBuf> = pdfs.filter(of).collect();
        assert_eq!(found.len(), 1, "{deal}");
        found[0].clone()
    }
}

/// An overview as it was written: the PDF, the figures and the table.
struct Made {
    pdf: Vec<u8>,
    json: Vec<u8>,
    csv: Vec<u8>,
    stderr: String,
}

/// Makes the overview of 2021 of what stands at `paths`.
fn made(paths: &[PathBuf], options: &[&str]) -> Made {
    let case = Case::new();
    let mut arguments = vec!["overzicht".to_owned()];
    arguments.extend(paths.iter().map(|path| words(path)));
    arguments.extend(["--jaar", "2021", "--portefeuille"].map(str::to_owned));
    arguments.extend([words(&repository(PORTFOLIO)), "--uitvoer".to_owned(), "uit".to_owned()]);
    arguments.extend(options.iter().map(|word| (*word).to_owned()));
    let case = case.args(arguments.iter().map(String::as_str));
    let (_, stderr) = case.run().prints();
    let file = |ending: &str| fs::read(case.path(&format!("uit/overzicht-regio-deals-2021.{ending}"))).unwrap();
    Made { pdf: file("pdf"), json: file("json"), csv: file("csv"), stderr }
}

/// `overzicht.json`.
#[derive(Deserialize)]
struct Json {
    #[serde(rename = "cijfers")]
    figures: Vec<National>,
    #[serde(rename = "leveringen")]
    submissions: Vec<Submission>,
}

impl Json {
    fn of(made: &Made) -> Self {
        serde_json::from_slice(&made.json).unwrap()
    }

    #[track_caller]
    fn figure(&self, id: &str) -> &National {
        self.figures.iter().find(|figure| figure.id == id).unwrap_or_else(|| panic!("{id}"))
    }
}

/// An amount as typed: `6.067.944,87`.
fn dutch(typed: &str) -> Decimal {
    typed.replace('.', "").replace(',', ".").parse().unwrap()
}

/// A figure is what was worked out by hand: each part, and their sum.
#[track_caller]
fn holds(json: &Json, id: &str, parts: &[(&str, &str)], sum: &str, count: &str) {
    let figure = json.figure(id);
    let of: Vec<(&str, Decimal)> = figure.parts.iter().map(|part| (part.deal.as_str(), part.value.value)).collect();
    let expected: Vec<(&str, Decimal)> = parts.iter().map(|(deal, typed)| (*deal, dutch(typed))).collect();
    assert_eq!(of, expected, "{id}");
    assert_eq!(figure.value, dutch(sum), "{id}");
    assert_eq!(format!("{} van {}", figure.count(), figure.all), count, "{id}");
    assert_eq!(expected.iter().map(|(_, value)| value).sum::<Decimal>(), dutch(sum), "the sum by hand of {id}");
}

fn left_out(json: &Json, id: &str) -> Vec<String> {
    let figure = json.figure(id);
    figure.left_out.iter().map(|one| format!("{}: {}", one.name, one.reason.replace('\u{a0}', " "))).collect()
}

#[test]
fn national_amounts_are_the_sums_worked_out_by_hand() {
    for scope in ["tranche-2", "alle"] {
        let holds = |id: &str, parts: &[(&str, &str)], sum: &str, count: &str| {
            holds(&OVERVIEW, &format!("{id}/{scope}"), parts, sum, count);
        };
        // € 215 mln is also what the Rijk made public for the whole tranche.
        holds(
            "rijk",
            &[
                ("achterhoek", "20.000.000"),
                ("bodemdaling-groene-hart", "10.000.000"),
                ("den-haag-zuidwest", "7.500.000"),
                ("foodvalley", "20.000.000"),
                ("midden-en-west-brabant", "10.000.000"),
                ("natuurinclusieve-landbouw", "10.000.000"),
                ("noordelijk-flevoland", "15.000.000"),
                ("noordoost-fryslan", "25.000.000"),
                ("parkstad-limburg", "40.000.000"),
                ("twente", "30.000.000"),
                ("zaanij", "7.500.000"),
                ("zuid-en-oost-drenthe", "20.000.000"),
            ],
            "215.000.000",
            "12 van 12",
        );
        holds(
            "regio",
            &[
                ("achterhoek", "20.000.000"),              // 8 + 12 mln
                ("bodemdaling-groene-hart", "10.000.000"), // 4 + 2,5 + 1,5 + 1,2 + 0,8 mln
                ("den-haag-zuidwest", "7.500.000"),
                ("foodvalley", "20.000.000"),                // 11 + 4 + 5 mln
                ("midden-en-west-brabant", "8.500.000"),     // 5,5 + 3 mln
                ("natuurinclusieve-landbouw", "10.000.000"), // 3,4 + 3,6 + 3 mln
                ("noordelijk-flevoland", "15.000.000"),      // 9 + 2,5 + 3,5 mln
                ("parkstad-limburg", "40.000.000"),          // 22 + 18 mln
                ("twente", "80.000.000"),                    // 45 + 35 mln
                ("zuid-en-oost-drenthe", "20.000.000"),      // 11 + 0,6 + 0,8 + 2 + 3 + 1 + 1,6 mln
            ],
            "231.000.000",
            "10 van 12",
        );
        // Of the others it is known that they agreed nothing with partners: 0, and not unknown.
        holds(
            "partners",
            &[
                ("achterhoek", "0"),
                ("bodemdaling-groene-hart", "0"),
                ("den-haag-zuidwest", "0"),
                ("foodvalley", "1.250.000"),
                ("midden-en-west-brabant", "2.000.000"), // and 1,2 mln in natura, which is no money
                ("natuurinclusieve-landbouw", "0"),
                ("noordelijk-flevoland", "0"),
                ("parkstad-limburg", "0"),
                ("twente", "40.000.000"),
                ("zuid-en-oost-drenthe", "0"),
            ],
            "43.250.000",
            "10 van 12",
        );
        assert_eq!(OVERVIEW.figure(&format!("in-natura/{scope}")).value, dutch("1.200.000"));
        holds(
            "uitgekeerd",
            &[
                ("achterhoek", "14.396.050,55"),               // 7.983.250,15 + 6.412.800,40
                ("bodemdaling-groene-hart", "6.468.965,85"),   // 3.120.775,60 + 3.348.190,25
                ("den-haag-zuidwest", "7.500.000"),            // 3.600.000 + 1.950.000 + 1.950.000
                ("foodvalley", "11.027.250,85"),               // 4.871.336,08 + 6.155.914,77
                ("midden-en-west-brabant", "5.770.300,95"),    // 2.750.418,30 + 3.019.882,65
                ("natuurinclusieve-landbouw", "4.582.245,47"), // 2.114.906,55 + 2.467.338,92
                ("noordelijk-flevoland", "14.945.367,62"),     // 7.964.250,38 + 6.981.117,24
                ("noordoost-fryslan", "16.000.235,74"),        // 9.874.502,66 + 6.125.733,08
                ("parkstad-limburg", "40.000.000"), // 11.986.402,15 + 13.942.877,59 + 13.715.260,33 + 355.459,93
                ("twente", "21.810.629,26"), // 11.876.420,55 + 9.934.208,71; what was paid in 2022 does not count
                ("zaanij", "5.250.000"),     // 2.900.000 + 2.350.000
                ("zuid-en-oost-drenthe", "14.402.438,22"), // 7.914.086,30 + 6.488.351,92
            ],
            "162.153.484,51",
            "12 van 12",
        );
        holds(
            "ontvangen",
            &[
                ("achterhoek", "14.396.050,55"),             // 7.983.250,15 + 6.412.800,40
                ("bodemdaling-groene-hart", "6.468.965,85"), // 3.120.775,60 + 3.348.190,25
                ("den-haag-zuidwest", "7.500.000"),          // 3.600.000 + 1.950.000 + 1.950.000
                ("foodvalley", "11.077.250,85"),             // 4.871.336,08 + 6.205.914,77
                ("midden-en-west-brabant", "5.770.300,95"),  // 2.750.418,30 + 3.019.882,65
                ("noordelijk-flevoland", "14.945.367,62"),   // 7.964.250,38 + 6.981.117,24
                ("parkstad-limburg", "39.644.540,07"),       // 11.986.402,15 + 13.942.877,59 + 13.715.260,33
                ("twente", "21.810.629,26"),                 // 11.876.420,55 + 9.934.208,71
                ("zuid-en-oost-drenthe", "14.402.438,22"),   // 7.914.086,30 + 6.488.351,92
            ],
            "136.015.543,37",
            "9 van 12",
        );
        // What was paid to those nine alone: 162.153.484,51 − 4.582.245,47 − 16.000.235,74 − 5.250.000.
        holds(
            "uitgekeerd-naast-ontvangen",
            &[
                ("achterhoek", "14.396.050,55"),
                ("bodemdaling-groene-hart", "6.468.965,85"),
                ("den-haag-zuidwest", "7.500.000"),
                ("foodvalley", "11.027.250,85"),
                ("midden-en-west-brabant", "5.770.300,95"),
                ("noordelijk-flevoland", "14.945.367,62"),
                ("parkstad-limburg", "40.000.000"),
                ("twente", "21.810.629,26"),
                ("zuid-en-oost-drenthe", "14.402.438,22"),
            ],
            "136.321.003,30",
            "9 van 12",
        );
        holds(
            "besteed",
            &[
                ("achterhoek", "15.938.175,21"),             // 6.067.944,87 + 9.870.230,34
                ("bodemdaling-groene-hart", "7.962.178,93"), // 2.928.526,83 + 5.033.652,10
                ("den-haag-zuidwest", "6.079.268,51"),       // 2.251.012,65 + 3.828.255,86
                ("foodvalley", "14.679.138,33"),             // 4.863.749,17 + 9.815.389,16
                ("midden-en-west-brabant", "6.456.602,29"),  // 2.322.744,36 + 4.133.857,93
                ("noordelijk-flevoland", "28.070.432,71"),   // 11.207.943,08 + 16.862.489,63
                ("parkstad-limburg", "46.189.410,35"),       // 17.954.285,06 + 28.235.125,29
                ("twente", "56.680.137,24"),                 // 20.550.144,27 + 36.129.992,97
                ("zuid-en-oost-drenthe", "15.465.810,03"),   // 5.391.155,58 + 10.074.654,45
            ],
            "197.521.153,60",
            "9 van 12",
        );
        holds(
            "besteed-in-jaar",
            &[
                ("achterhoek", "9.870.230,34"),
                ("bodemdaling-groene-hart", "5.033.652,10"),
                ("den-haag-zuidwest", "3.828.255,86"),
                ("foodvalley", "9.815.389,16"),
                ("midden-en-west-brabant", "4.133.857,93"),
                ("noordelijk-flevoland", "16.862.489,63"),
                ("parkstad-limburg", "28.235.125,29"),
                ("twente", "36.129.992,97"),
                ("zuid-en-oost-drenthe", "10.074.654,45"),
            ],
            "123.983.647,73",
            "9 van 12",
        );
        // One deal has a specifieke uitkering; N is the deals with that form.
        let specific = |id: &str, sum| {
            holds(&format!("{id}-specifieke-uitkering"), &[("midden-en-west-brabant", sum)], sum, "1 van 1");
        };
        specific("rijk", "10.000.000");
        specific("uitgekeerd", "5.770.300,95");
        specific("ontvangen", "5.770.300,95");
        specific("besteed", "6.456.602,29");
        let other = |id: &str| OVERVIEW.figure(&format!("{id}-decentralisatie-uitkering/{scope}"));
        assert_eq!((other("rijk").value, other("rijk").all), (dutch("205.000.000"), 11));
        assert_eq!((other("uitgekeerd").value, other("uitgekeerd").all), (dutch("156.383.183,56"), 11));
        assert_eq!((other("ontvangen").value, other("ontvangen").count()), (dutch("130.245.242,42"), 8));
        assert_eq!((other("besteed").value, other("besteed").count()), (dutch("191.064.551,31"), 8));
    }
}

#[test]
fn national_counts_are_those_worked_out_by_hand() {
    let values = |id: &str| {
        let figure = OVERVIEW.figure(&format!("{id}/alle"));
        assert_eq!((figure.count(), figure.all), (9, 12), "{id}");
        let some = figure.parts.iter().filter(|part| !part.value.value.is_zero());
        let parts: Vec<String> = some.map(|part| format!("{} {}", part.deal, part.value.value)).collect();
        format!("{}: {}", figure.value, parts.join(", "))
    };
    assert_eq!(values("projecten-voorgenomen"), "2: bodemdaling-groene-hart 1, den-haag-zuidwest 1");
    assert_eq!(
        values("projecten-lopend"),
        "58: achterhoek 5, bodemdaling-groene-hart 3, den-haag-zuidwest 29, foodvalley 3, midden-en-west-brabant 3, \
         parkstad-limburg 6, twente 5, zuid-en-oost-drenthe 4"
    );
    assert_eq!(values("projecten-afgerond"), "4: bodemdaling-groene-hart 1, noordelijk-flevoland 3");
    assert_eq!(values("projecten-gestopt"), "3: den-haag-zuidwest 1, midden-en-west-brabant 1, noordelijk-flevoland 1");
    assert_eq!(values("projecten-zonder-fase"), "0: ");
    assert_eq!(values("oordeel-behaald"), "1: noordelijk-flevoland 1");
    assert_eq!(values("oordeel-tussentijds-behaald"), "2: den-haag-zuidwest 1, foodvalley 1");
    assert_eq!(
        values("oordeel-op-koers"),
        "7: achterhoek 1, den-haag-zuidwest 1, foodvalley 1, midden-en-west-brabant 1, parkstad-limburg 1, twente 2"
    );
    assert_eq!(values("oordeel-vraagt-aandacht"), "3: achterhoek 1, midden-en-west-brabant 1, zuid-en-oost-drenthe 1");
    assert_eq!(
        values("oordeel-achter"),
        "7: achterhoek 1, den-haag-zuidwest 1, foodvalley 1, midden-en-west-brabant 1, noordelijk-flevoland 1, \
         parkstad-limburg 1, zuid-en-oost-drenthe 1"
    );
    assert_eq!(
        values("oordeel-niet-te-beoordelen"),
        "6: bodemdaling-groene-hart 2, den-haag-zuidwest 3, parkstad-limburg 1"
    );
}

#[test]
fn what_stays_out_of_a_sum_is_said_with_its_reason() {
    let not_delivered = [
        "Regio Deal Noordoost Fryslân en Holwerd aan Zee: nog een concept".to_owned(),
        "Regio Deal ZaanIJ: niet ontvangen".to_owned(),
    ];
    assert_eq!(left_out(&OVERVIEW, "regio/alle"), not_delivered);
    assert_eq!(left_out(&OVERVIEW, "rijk/alle"), [""; 0]);
    let other_day = "Regio Deal Natuurinclusieve Landbouw Noord-Nederland: andere peildatum: 30 juni 2021".to_owned();
    let [concept, missing] = not_delivered;
    for id in ["ontvangen/alle", "besteed/alle", "besteed-in-jaar/alle", "projecten-lopend/alle", "oordeel-achter/alle"]
    {
        assert_eq!(left_out(&OVERVIEW, id), [other_day.clone(), concept.clone(), missing.clone()], "{id}");
    }
    // What is known to be missing within a deal is said as well.
    let note = &OVERVIEW.figure("besteed/alle").note;
    assert!(note.contains("over 2021 geen besteding bekend: Regio Deal Den Haag Zuidwest ("), "{note}");
    assert_eq!(
        OVERVIEW.figure("regio/alle").note.replace('\u{a0}', " "),
        "Opgeteld zoals afgesproken: 2 bijdragen exclusief btw en 28 bijdragen zonder vermelding van btw."
    );
}

#[test]
fn a_concept_counts_only_when_it_is_asked_for() {
    let with = Json::of(&made(&[REPORTS.of_2021()], &["--met-concepten", "--zonder-bewijs"]));
    // Without it, plus what Noordoost Fryslân says.
    for (id, without, concept, sum) in [
        ("regio/alle", "231.000.000", "30.000.000", "261.000.000"),
        ("ontvangen/alle", "136.015.543,37", "16.000.235,74", "152.015.779,11"),
        ("besteed/alle", "197.521.153,60", "8.073.763,35", "205.594.916,95"),
        ("besteed-in-jaar/alle", "123.983.647,73", "5.259.468,25", "129.243.115,98"),
    ] {
        assert_eq!(dutch(without) + dutch(concept), dutch(sum));
        assert_eq!((with.figure(id).value, with.figure(id).all), (dutch(sum), 12), "{id}");
        assert_eq!(with.figure(id).count(), OVERVIEW.figure(id).count() + 1, "{id}");
    }
    // Two of its running projects have no spending in 2021, so that the sum may be too low.
    let note = &with.figure("besteed/alle").note;
    assert!(note.contains("Regio Deal Noordoost Fryslân en Holwerd aan Zee ("), "{note}");
}

/// The files that each delivery rests on, by deal.
fn folders() -> BTreeMap<String, BTreeMap<String, String>> {
    let pdfs = fs::read_dir(REPORTS.of_2021()).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap());
    pdfs.map(|pdf| {
        let delivery = delivery::delivery(&pdf).unwrap();
        let text = |(path, bytes): (&str, &[u8])| Some((path.to_owned(), String::from_utf8(bytes.to_vec()).ok()?));
        let files = delivery.folder.files().filter_map(|(path, bytes)| text((path, bytes))).collect();
        (delivery.manifest.deal, files)
    })
    .collect()
}

/// The amount or measurement that a line of YAML holds.
fn value_in(line: &str) -> Decimal {
    let keys = ["gerealiseerd: ", "bedrag: ", "rijksbijdrage: ", "waarde: "];
    let (_, rest) = keys.iter().find_map(|key| line.split_once(key)).unwrap_or_else(|| panic!("{line}"));
    let typed = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().unwrap(),
        // In a row on one line a comma and a space, or a brace, end the value.
        None => rest.split(", ").next().unwrap().split('}').next().unwrap().split(" #").next().unwrap(),
    };
    typed.trim().parse::<Amount>().unwrap_or_else(|error| panic!("{line}: {error:?}")).euros()
}

#[test]
fn every_part_leads_to_the_lines_that_hold_it() {
    let folders = folders();
    let own_books = fs::read_to_string(repository(PORTFOLIO)).unwrap();
    let (mut amounts, mut places) = (0, 0);
    for figure in &OVERVIEW.figures {
        for part in &figure.parts {
            let what = format!("{} of {}", figure.id, part.deal);
            let lines: Vec<&str> = part
                .value
                .places
                .iter()
                .map(|place| {
                    let (file, line) = place.rsplit_once(':').unwrap();
                    let text = if file == "portefeuille.yaml" { &own_books } else { &folders[&part.deal][file] };
                    text.lines().nth(line.parse::<usize>().unwrap() - 1).unwrap_or_else(|| panic!("{what}: {place}"))
                })
                .collect();
            assert!(!lines.is_empty(), "{what}");
            places += lines.len();
            if figure.unit == "projecten" && !part.value.value.is_zero() {
                assert_eq!(Decimal::from(lines.len()), part.value.value, "{what}");
                assert!(lines.iter().all(|line| line.contains("fase: ")), "{what}: {lines:?}");
            }
            let is_amount = figure.unit == "euro" || figure.id.starts_with("indicator-");
            if is_amount && part.value.formula != "geen in het convenant" {
                let sum: Decimal = lines.iter().map(|line| value_in(line)).sum();
                assert_eq!(sum, part.value.value, "{what}: {lines:?}");
                amounts += 1;
            }
        }
    }
    assert!(amounts > 150 && places > 1000, "{amounts} {places}");
}

#[test]
fn what_is_the_same_is_summed_and_what_only_has_the_same_name_is_not() {
    holds(
        &OVERVIEW,
        "indicator-mensen-toegeleid-naar-werk-1/alle",
        &[("foodvalley", "187"), ("twente", "1.173")],
        "1.360",
        "2 van 12",
    );
    with_overview(&BOTH_YEARS, |overview| {
        let [shared] = overview.goals.shared.as_slice() else { panic!("{:#?}", overview.goals.shared) };
        assert_eq!((shared.name.as_str(), shared.unit.as_str()), ("Mensen toegeleid naar werk", "mensen"));
        let said: Vec<String> = shared
            .definitions
            .iter()
            .map(|one| {
                let total = one.total.as_ref().map_or_else(String::new, |total| total.value.to_string());
                format!("{}: {total}{}", one.deals.join(" + "), one.why_not)
            })
            .collect();
        insta::assert_snapshot!(trimmed(&said), @r"
            Regio Deal Foodvalley + Regio Deal Twente: 1360
            Regio Deal Zuid- en Oost-Drenthe: niet opgeteld: geen andere deal telt hetzelfde op dezelfde manier
            ");
        let total = shared.definitions[0].total.as_ref().unwrap();
        assert!(total.formula.ends_with("wie in twee deals meedoet, telt twee keer"), "{}", total.formula);
    });
}

/// Why the values of Foodvalley and Twente are not summed when `change` was made to that of Twente.
fn not_summed(change: impl Fn(&mut IndicatorRecord), of_both: bool) -> String {
    let mut submissions = BOTH_YEARS.clone();
    let names = [TWENTE, "voortgangsrapportage-foodvalley-2021.pdf"];
    for name in names.into_iter().take(if of_both { 2 } else { 1 }) {
        let indicators = &mut taken(&mut submissions, name).record.indicators;
        change(indicators.iter_mut().find(|one| one.id == "toegeleid-naar-werk").unwrap());
    }
    let mut said = String::new();
    with_overview(&submissions, |overview| {
        let definitions = overview.goals.shared.iter().flat_map(|shared| &shared.definitions);
        let of_twente = definitions.into_iter().find(|one| one.deals.iter().any(|deal| deal.ends_with("Twente")));
        let of_twente = of_twente.unwrap();
        assert!(of_twente.total.is_none());
        said = trimmed(std::slice::from_ref(&of_twente.why_not));
    });
    said
}

#[test]
fn values_are_summed_only_when_they_are_counts_of_the_same_over_the_same_days() {
    fn latest(indicator: &mut IndicatorRecord) -> &mut MeasuredRecord {
        indicator.latest.as_mut().unwrap()
    }
    let day = |typed: &str| typed.parse().unwrap();
    insta::assert_snapshot!(not_summed(|one| one.measure = MeasureKind::Percentage, true), @"niet opgeteld: percentages van verschillende gebieden zijn niet op te tellen");
    insta::assert_snapshot!(not_summed(|one| one.measure = MeasureKind::Mark, true), @"niet opgeteld: scores en cijfers van verschillende gebieden zijn niet op te tellen");
    insta::assert_snapshot!(not_summed(|one| one.is_sample = true, true), @"niet opgeteld: het zijn schattingen uit een steekproef; de marge van de som is niet bekend");
    insta::assert_snapshot!(not_summed(|one| latest(one).day = day("2021-06-30"), false), @"niet opgeteld: er zijn geen twee deals met een bruikbare waarde over dezelfde dagen; Regio Deal Twente (de laatste waarde is van een andere dag: 30 juni 2021)");
    insta::assert_snapshot!(not_summed(|one| latest(one).from = day("2019-11-21"), false), @"niet opgeteld: er zijn geen twee deals met een bruikbare waarde over dezelfde dagen; Regio Deal Foodvalley (telt vanaf 1 januari 2020 en niet vanaf 21 november 2019)");
    insta::assert_snapshot!(not_summed(|one| latest(one).has_other_definition = true, false), @"niet opgeteld: er zijn geen twee deals met een bruikbare waarde over dezelfde dagen; Regio Deal Twente (deze waarde volgt een andere definitie dan is afgesproken)");
    insta::assert_snapshot!(not_summed(|one| one.latest = None, true), @"niet opgeteld: er zijn geen twee deals met een bruikbare waarde over dezelfde dagen; Regio Deal Foodvalley (niet gemeten) en Regio Deal Twente (niet gemeten)");
    // One word more, another unit or another way of counting is another indicator.
    insta::assert_snapshot!(not_summed(|one| one.definition.push_str(" Vrijwilligerswerk telt mee."), false), @"niet opgeteld: geen andere deal telt hetzelfde op dezelfde manier");
    insta::assert_snapshot!(not_summed(|one| one.unit = Some("huishoudens".to_owned()), false), @"niet opgeteld: geen andere deal telt hetzelfde op dezelfde manier");
    insta::assert_snapshot!(not_summed(|one| one.counting = Counting::PerPeriod, false), @"niet opgeteld: geen andere deal telt hetzelfde op dezelfde manier");
    // Capitals and white space are not.
    let mut submissions = BOTH_YEARS.clone();
    let indicators = &mut taken(&mut submissions, TWENTE).record.indicators;
    let one = indicators.iter_mut().find(|one| one.id == "toegeleid-naar-werk").unwrap();
    one.name = one.name.to_uppercase();
    one.definition = one.definition.replace(' ', "\n  ");
    with_overview(&submissions, |overview| {
        let total = overview.goals.shared[0].definitions[0].total.as_ref().unwrap();
        assert_eq!(total.value, dutch("1.360"));
    });
}

fn own_books() -> (Portfolio, read::Sources) {
    let bytes = fs::read(repository(PORTFOLIO)).unwrap();
    let (portfolio, sources, _) = read::portfolio(&bytes).unwrap_or_else(|(found, _)| panic!("{found:#?}"));
    (portfolio, sources)
}

/// The overview of 2021 of what came in.
fn with_overview(submissions: &[Submission], look: impl FnOnce(&Overview<'_>)) {
    let (portfolio, sources) = own_books();
    let books = Books { portfolio: &portfolio, sources: &sources, fingerprint: "portefeuille" };
    let mut submissions = submissions.to_vec();
    submission::arrange(&mut submissions);
    let sorted = submission::sort(Some(&portfolio), 2021, &submissions);
    look(&Overview::of(Some(books), Options { year: 2021, with_concepts: false }, sorted));
}

fn taken<'a>(submissions: &'a mut [Submission], name: &str) -> &'a mut Taken {
    let one = submissions.iter_mut().find(|one| one.source == name).unwrap_or_else(|| panic!("{name}"));
    match &mut one.outcome {
        Intake::Taken(taken) => taken,
        Intake::Refused(refused) => panic!("{refused:?}"),
    }
}

const TWENTE: &str = "voortgangsrapportage-twente-2021.pdf";

/// What is said when another delivery of Twente, changed by `change`, lies beside the first.
fn beside(change: impl FnOnce(&mut Taken)) -> String {
    let mut submissions = BOTH_YEARS.clone();
    let mut other = submissions.iter().find(|one| one.source == TWENTE).unwrap().clone();
    "tweede.pdf".clone_into(&mut other.source);
    submissions.push(other);
    change(taken(&mut submissions, "tweede.pdf"));
    said_of(&submissions, "twente")
}

/// Lines without the spaces of what is empty.
fn trimmed(lines: &[String]) -> String {
    lines.iter().map(|line| line.replace('\u{a0}', " ").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

/// What could not be processed of a deal; nothing when something else was.
fn told(failure: Option<&Failure>) -> String {
    let told = |one: &Failure| {
        let perhaps = if one.is_certain { "" } else { "mogelijk " };
        format!("{perhaps}{}: {}", one.source, one.why)
    };
    failure.map_or_else(String::new, told)
}

/// Where a deal stands and what is said of it.
fn said_of(submissions: &[Submission], deal: &str) -> String {
    let mut said = String::new();
    with_overview(submissions, |overview| {
        let standing = overview.deals.iter().find(|one| one.id == deal).unwrap();
        let used = standing.delivery.map_or("niets", |delivery| delivery.source);
        let mut lines = vec![format!("{:?} {used} {}", standing.standing, told(standing.failure.as_ref()))];
        let notices = overview.notices.iter().filter(|notice| notice.deal == standing.name);
        lines.extend(notices.map(|notice| format!("{}: {}", notice.source, notice.text)));
        lines.extend(overview.refused.iter().map(|(source, refused)| format!("geweigerd {source}: {}", refused.why)));
        said = trimmed(&lines);
    });
    said
}

#[test]
fn of_the_deliveries_of_a_deal_one_counts() {
    // Twice the same: the one of which most is sure.
    insta::assert_snapshot!(beside(|_| {}), @r"
        Counted voortgangsrapportage-twente-2021.pdf
        tweede.pdf: niet gebruikt: dezelfde levering als voortgangsrapportage-twente-2021.pdf
        ");
    insta::assert_snapshot!(beside(|same| same.assurance = Assurance::Dossier), @r"
        Counted voortgangsrapportage-twente-2021.pdf
        tweede.pdf: niet gebruikt: dezelfde levering als voortgangsrapportage-twente-2021.pdf
        ");
    let day = |typed: &str| typed.parse().unwrap();
    insta::assert_snapshot!(beside(|older| {
        "ouder".clone_into(&mut older.fingerprint);
        older.record.report.known_through = day("2022-03-01");
    }), @r"
        Counted voortgangsrapportage-twente-2021.pdf
        tweede.pdf: niet gebruikt: een eerdere versie, met gegevens tot en met 1 maart 2022; gebruikt is voortgangsrapportage-twente-2021.pdf
        ");
    insta::assert_snapshot!(beside(|earlier| {
        "eerder".clone_into(&mut earlier.fingerprint);
        earlier.record.report.status = Stage::Adopted;
    }), @r"
        Counted voortgangsrapportage-twente-2021.pdf
        tweede.pdf: niet gebruikt: een eerdere stand van hetzelfde verslag (vastgesteld); gebruikt is voortgangsrapportage-twente-2021.pdf
        ");
    // A concept never stands in for what was adopted, however new it is.
    insta::assert_snapshot!(beside(|concept| {
        "concept".clone_into(&mut concept.fingerprint);
        concept.record.report.status = Stage::Concept;
        concept.record.report.known_through = day("2022-12-01");
    }), @r"
        Counted voortgangsrapportage-twente-2021.pdf
        tweede.pdf: niet gebruikt: dit is een concept, en voortgangsrapportage-twente-2021.pdf is vastgesteld
        ");
    // Of two that know the same the higher version counts, however it was handed in.
    insta::assert_snapshot!(beside(|correction| {
        "verbeterd".clone_into(&mut correction.fingerprint);
        "1.10".clone_into(&mut correction.record.report.version);
        correction.record.report.status = Stage::Adopted;
    }), @r"
        Counted tweede.pdf
        voortgangsrapportage-twente-2021.pdf: niet gebruikt: een eerdere versie (1.0, en die van tweede.pdf is 1.10)
        ");
    insta::assert_snapshot!(beside(|earlier| {
        "eerder".clone_into(&mut earlier.fingerprint);
        "0.9".clone_into(&mut earlier.record.report.version);
    }), @r"
        Counted voortgangsrapportage-twente-2021.pdf
        tweede.pdf: niet gebruikt: een eerdere versie (0.9, en die van voortgangsrapportage-twente-2021.pdf is 1.0)
        ");
    insta::assert_snapshot!(beside(|other| {
        "anders".clone_into(&mut other.fingerprint);
        "definitief".clone_into(&mut other.record.report.version);
    }), @r"
        NotProcessed niets voortgangsrapportage-twente-2021.pdf: van Regio Deal Twente zijn er verschillende leveringen over 2021 (versies 1.0 en definitief), allemaal met gegevens tot en met 14 april 2022
        geweigerd voortgangsrapportage-twente-2021.pdf: van Regio Deal Twente zijn er verschillende leveringen over 2021 (versies 1.0 en definitief), allemaal met gegevens tot en met 14 april 2022
        geweigerd tweede.pdf: van Regio Deal Twente zijn er verschillende leveringen over 2021 (versies 1.0 en definitief), allemaal met gegevens tot en met 14 april 2022
        ");
    insta::assert_snapshot!(beside(|evaluation| {
        "evaluatie".clone_into(&mut evaluation.fingerprint);
        evaluation.record.report.kind = ReportKind::FinalEvaluation;
    }), @r"
        Counted voortgangsrapportage-twente-2021.pdf
        tweede.pdf: niet gebruikt: dit is een eindevaluatie over 2021; gebruikt is voortgangsrapportage-twente-2021.pdf
        ");
    insta::assert_snapshot!(beside(|interim| interim.record.report.kind = ReportKind::Interim), @r"
        Counted voortgangsrapportage-twente-2021.pdf
        tweede.pdf: niet gebruikt: dit is een tussenbericht over 2021
        ");
    // Two that differ and of which neither is later: which one holds is for the region to say.
    insta::assert_snapshot!(beside(|rival| "anders".clone_into(&mut rival.fingerprint)), @r"
        NotProcessed niets voortgangsrapportage-twente-2021.pdf: van Regio Deal Twente zijn er verschillende leveringen over 2021 (versie 1.0), allemaal met gegevens tot en met 14 april 2022
        geweigerd voortgangsrapportage-twente-2021.pdf: van Regio Deal Twente zijn er verschillende leveringen over 2021 (versie 1.0), allemaal met gegevens tot en met 14 april 2022
        geweigerd tweede.pdf: van Regio Deal Twente zijn er verschillende leveringen over 2021 (versie 1.0), allemaal met gegevens tot en met 14 april 2022
        ");
}

#[test]
fn what_is_not_of_a_deal_of_the_portefeuille_is_not_taken_for_one() {
    insta::assert_snapshot!(beside(|other| "Regio Deal Salland".clone_into(&mut other.record.deal.name)), @r"
        Counted voortgangsrapportage-twente-2021.pdf
        geweigerd tweede.pdf: deze levering noemt zich Regio Deal Salland, maar `twente` heet in de portefeuille Regio Deal Twente
        ");
    insta::assert_snapshot!(beside(|other| other.record.deal.tranche = 3), @r"
        Counted voortgangsrapportage-twente-2021.pdf
        geweigerd tweede.pdf: deze levering noemt tranche 3, in de portefeuille is dat 2
        ");
    insta::assert_snapshot!(beside(|other| "salland".clone_into(&mut other.record.deal.id)), @r"
        Counted voortgangsrapportage-twente-2021.pdf
        geweigerd tweede.pdf: het `id` van Regio Deal Twente is hier `salland`, en in de portefeuille `twente`
        ");
}

/// What is said of Twente when `change` was made to what came in.
fn changed(change: impl FnOnce(&mut Vec<Submission>)) -> String {
    let mut submissions = BOTH_YEARS.clone();
    change(&mut submissions);
    said_of(&submissions, "twente")
}

#[test]
fn a_deal_of_which_nothing_could_be_processed_is_told_from_one_that_did_not_deliver() {
    let refuse = |report: Option<&str>| {
        let report = report.map(str::to_owned);
        changed(|submissions| {
            let one = submissions.iter_mut().find(|one| one.source == TWENTE).unwrap();
            let claim = Some(Claim { deal: "twente".to_owned(), report });
            one.outcome =
                Intake::Refused(Refused { claim, ..Refused::new("het bestand is beschadigd", "vraag opnieuw") });
        })
    };
    insta::assert_snapshot!(refuse(Some("2021")), @r"
        NotProcessed niets voortgangsrapportage-twente-2021.pdf: het bestand is beschadigd
        geweigerd voortgangsrapportage-twente-2021.pdf: het bestand is beschadigd
        ");
    insta::assert_snapshot!(refuse(None), @r"
        NotProcessed niets voortgangsrapportage-twente-2021.pdf: het bestand is beschadigd
        geweigerd voortgangsrapportage-twente-2021.pdf: het bestand is beschadigd
        ");
    // What was refused is last year's report, so of this year nothing came in.
    insta::assert_snapshot!(refuse(Some("2020")), @r"
        NotReceived niets
        geweigerd voortgangsrapportage-twente-2021.pdf: het bestand is beschadigd
        ");
    insta::assert_snapshot!(changed(|submissions| submissions.retain(|one| one.source != TWENTE)), @"NotReceived niets");
}

#[test]
fn a_late_report_and_another_amount_are_facts_without_blame() {
    insta::assert_snapshot!(changed(|submissions| {
        taken(submissions, TWENTE).record.report.status_on = "2022-06-20".parse().unwrap();
    }), @r"
        Counted voortgangsrapportage-twente-2021.pdf
        voortgangsrapportage-twente-2021.pdf: aangeboden op 20 juni 2022; in de portefeuille staat 15 juni 2022 als uiterste dag
        ");
    insta::assert_snapshot!(changed(|submissions| {
        taken(submissions, TWENTE).record.money.contributions[0].amount.value = Decimal::from(29_000_000);
    }), @r"
        Counted voortgangsrapportage-twente-2021.pdf
        voortgangsrapportage-twente-2021.pdf: de Rijksbijdrage is volgens de regio € 29.000.000, volgens de portefeuille € 30.000.000
        ");
}

#[test]
fn what_was_paid_is_held_against_what_was_received() {
    with_overview(&BOTH_YEARS, |overview| {
        let said: Vec<String> = overview
            .received
            .iter()
            .map(|one| {
                let difference =
                    one.difference.map_or_else(String::new, |difference| difference.normalize().to_string());
                format!("{}: {difference} {} {}", one.deal, one.why_not, one.facts.join(" "))
            })
            .collect();
        insta::assert_snapshot!(trimmed(&said), @r"
            achterhoek: 0
            bodemdaling-groene-hart: 0
            den-haag-zuidwest: 0
            foodvalley: 50000  Over 2021: uitgekeerd € 6.155.914,77, ontvangen € 6.205.914,77. In de portefeuille staat bij 2021: de regio boekte € 50.000 uit een andere subsidie van LNV bij de Regio Deal.
            midden-en-west-brabant: 0
            natuurinclusieve-landbouw:  andere peildatum: 30 juni 2021
            noordelijk-flevoland: 0
            noordoost-fryslan:  nog een concept
            parkstad-limburg: -355459.93  Over 2021: uitgekeerd € 14.070.720,26, ontvangen € 13.715.260,33. In de portefeuille staat bij 2021: betaald op 29 december 2021; de regio boekte het bedrag in 2022.
            twente: 0
            zaanij:  niet ontvangen
            zuid-en-oost-drenthe: 0
            ");
    });
}

#[test]
fn what_was_paid_and_received_is_put_side_by_side_for_the_same_deals() {
    with_overview(&BOTH_YEARS, |overview| {
        let both: Vec<_> = overview.received.iter().filter(|one| one.difference.is_some()).collect();
        let sum = |of: &dyn Fn(&&Received) -> Decimal| both.iter().copied().map(|one| of(&one)).sum::<Decimal>();
        let paid = sum(&|one| one.paid.as_ref().unwrap().value);
        let received = sum(&|one| one.received.as_ref().unwrap().value);
        let difference = sum(&|one| one.difference.unwrap());
        assert_eq!(both.len(), 9);
        // 50.000 − 355.459,93: what Foodvalley received more and Parkstad Limburg less than was paid.
        assert_eq!((paid, received), (dutch("136.321.003,30"), dutch("136.015.543,37")));
        assert_eq!((difference, received - paid), (dutch("-305.459,93"), dutch("-305.459,93")));
        let figure = overview.total.paid_beside_received.as_ref().unwrap();
        assert_eq!((figure.value, figure.count()), (paid, both.len()));
        let reasons: Vec<&str> = figure.left_out.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(reasons.len(), 3, "{reasons:?}");
    });
}

#[test]
fn a_deal_with_another_peildatum_counts_in_part() {
    with_overview(&BOTH_YEARS, |overview| {
        let partly: Vec<&str> =
            overview.deals.iter().filter_map(|deal| (deal.standing == Standing::Partly).then_some(deal.id)).collect();
        assert_eq!(partly, ["natuurinclusieve-landbouw"]);
        let counted = overview.deals.iter().filter(|deal| deal.standing == Standing::Counted).count();
        assert_eq!(counted, overview.total.spent.count());
        assert_eq!(counted + 1, overview.total.region.count());
    });
}

/// What is said of Twente when all that came in of this year are these files that cannot be read.
fn of_unreadable(names: &[&str]) -> String {
    let broken = |name: &&str| Submission {
        source: (*name).to_owned(),
        outcome: Intake::Refused(Refused::new("het bestand is beschadigd", "vraag opnieuw")),
    };
    let submissions: Vec<Submission> = names.iter().map(broken).collect();
    let mut said = String::new();
    with_overview(&submissions, |overview| {
        let one = overview.deals.iter().find(|one| one.id == "twente").unwrap();
        said = format!("{:?} {} ({} onbekend)", one.standing, told(one.failure.as_ref()), overview.unknown);
    });
    said
}

#[test]
fn a_deal_whose_report_may_be_a_file_that_cannot_be_read_is_not_said_to_have_sent_nothing() {
    insta::assert_snapshot!(of_unreadable(&["scan 3.pdf", "bijlage.pdf"]), @"NotReceived  (2 onbekend)");
    insta::assert_snapshot!(of_unreadable(&["Rapport Twente definitief.pdf", "bijlage.pdf"]), @"NotProcessed mogelijk Rapport Twente definitief.pdf: het bestand is beschadigd (1 onbekend)");
    insta::assert_snapshot!(of_unreadable(&["voortgangsrapportage-twente-2021.pdf"]), @"NotProcessed mogelijk voortgangsrapportage-twente-2021.pdf: het bestand is beschadigd (0 onbekend)");
    // Of another year, or a word that only holds the name.
    insta::assert_snapshot!(of_unreadable(&["voortgangsrapportage-twente-2020.pdf"]), @"NotReceived  (1 onbekend)");
    insta::assert_snapshot!(of_unreadable(&["twentenaar.pdf"]), @"NotReceived  (1 onbekend)");
}

#[test]
fn a_delivery_with_a_mistyped_id_is_of_the_deal_that_it_is_called_after() {
    insta::assert_snapshot!(changed(|submissions| "tente".clone_into(&mut taken(submissions, TWENTE).record.deal.id)), @r"
        NotProcessed niets voortgangsrapportage-twente-2021.pdf: het `id` van Regio Deal Twente is hier `tente`, en in de portefeuille `twente`
        geweigerd voortgangsrapportage-twente-2021.pdf: het `id` van Regio Deal Twente is hier `tente`, en in de portefeuille `twente`
        ");
}

fn restatements(submissions: &[Submission]) -> String {
    let mut lines = Vec::new();
    with_overview(submissions, |overview| {
        for one in &overview.restatements {
            let new = one.new.as_ref().map_or("niet meer gegeven", |new| new.printed.as_str());
            let reasons = if one.reasons.is_empty() { "zonder reden".to_owned() } else { one.reasons.join("; ") };
            lines.push(format!("{}, {}: {} → {new}: {reasons}", one.deal, one.label, one.old.printed));
        }
        for one in &overview.redefinitions {
            lines.push(format!("{}, {}: {:?} → {:?}", one.deal, one.label, one.old, one.new));
        }
    });
    trimmed(&lines)
}

#[test]
fn a_figure_that_differs_from_last_year_is_listed_with_its_reason() {
    insta::assert_snapshot!(restatements(&BOTH_YEARS), @"achterhoek, Besteed in 2020: € 6.082.295,37 → € 6.067.944,87: Erven opgeruimd: de slooprekening van een erf was in het verkeerde jaar geboekt");
}

#[test]
fn a_figure_that_changed_in_silence_is_listed_without_a_reason() {
    // Last year's report of Achterhoek with another amount for a project, and of Twente with another name and
    // another count.
    let place = Case::new();
    let copy = |deal: &str, file: &str, from: &str, to: &str| {
        let folder = place.path(deal);
        copy(&repository("fixtures/portfolio/deals").join(deal), &folder);
        let text = fs::read_to_string(folder.join(file)).unwrap();
        assert_eq!(text.matches(from).count(), 1, "{from}");
        fs::write(folder.join(file), text.replace(from, to)).unwrap();
    };
    copy("achterhoek", "bestedingen/2020.yaml", "\"388.215,07\"", "\"388.000,00\"");
    copy("twente", "bestedingen/2020.yaml", "\"5.218.340,66\"", "\"5.218.000,66\"");
    let arguments = ["rapport", "achterhoek", "twente", "--verslag", "2020", "--uitvoer", "pdfs"];
    let place = place.args(arguments);
    place.run().writes();
    let json = Json::of(&made(&[REPORTS.of_2021(), place.path("pdfs")], &["--zonder-bewijs"]));
    let mut submissions = json.submissions;
    insta::assert_snapshot!(restatements(&submissions), @r"
        achterhoek, Besteed in 2020: € 6.082.080,30 → € 6.067.944,87: Erven opgeruimd: de slooprekening van een erf was in het verkeerde jaar geboekt; zonder reden: Techniekbus voor basisscholen
        twente, Besteed in 2020: € 20.549.804,27 → € 20.550.144,27: zonder reden
        ");
    // What is not given any more, and what is called otherwise.
    let now = taken(&mut submissions, TWENTE);
    now.record.stated.retain(|one| one.key != "ontvangen/2020");
    "Vakwerk".clone_into(&mut now.record.deal.pillars[0]);
    "Openstaande vacatures".clone_into(&mut now.record.indicators[1].name);
    insta::assert_snapshot!(restatements(&submissions), @r#"
        achterhoek, Besteed in 2020: € 6.082.080,30 → € 6.067.944,87: Erven opgeruimd: de slooprekening van een erf was in het verkeerde jaar geboekt; zonder reden: Techniekbus voor basisscholen
        twente, Ontvangen van het Rijk in 2020: € 11.876.420,55 → niet meer gegeven: zonder reden
        twente, Besteed in 2020: € 20.549.804,27 → € 20.550.144,27: zonder reden
        twente, Pijler: "Genoeg vakmensen" → ""
        twente, Pijler: "" → "Vakwerk"
        twente, Naam van Open plekken: "Percentage technische bedrijven met een plek die lang open blijft" → "Openstaande vacatures"
        "#);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The report of a deal with one digit of its attached spending changed.
fn with_changed_byte(pdf: &Path) -> Vec<u8> {
    let mut pdf = Document::load(pdf).unwrap();
    let mut changed = 0;
    for object in pdf.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        let Ok(plain) = stream.decompressed_content() else { continue };
        let Some(at) = plain.windows(12).position(|bytes| bytes == b"1.893.507,61") else { continue };
        let mut plain = plain;
        if !plain.starts_with(b"regels:") {
            continue;
        }
        plain[at] = b'2';
        stream.set_plain_content(plain);
        stream.compress().unwrap();
        changed += 1;
    }
    assert_eq!(changed, 1);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_report_with_a_changed_byte_is_quarantined_and_the_overview_goes_on() {
    let place = Case::new();
    copy(&REPORTS.of_2021(), &place.path("pdfs"));
    let name = REPORTS.pdf("achterhoek").file_name().unwrap().to_str().unwrap().to_owned();
    fs::write(place.path("pdfs").join(&name), with_changed_byte(&REPORTS.pdf("achterhoek"))).unwrap();
    let path = format!("pdfs/{name}");
    let place = place.args(["bewijs", path.as_str()]);
    let said = place.run().rejects();
    assert!(said.starts_with(&format!("fout: {path}: `bestedingen/2021.yaml` ")), "{said}");

    let portfolio = words(&repository(PORTFOLIO));
    // The checksum tells; the others are made again for `MADE`.
    let overview = [
        "overzicht",
        "pdfs",
        "--zonder-bewijs",
        "--jaar",
        "2021",
        "--portefeuille",
        portfolio.as_str(),
        "--uitvoer",
        "uit",
    ];
    let place = place.args(overview);
    let (stdout, stderr) = place.run().says();
    assert_eq!(stdout.lines().count(), 3, "{stdout}");
    assert!(stderr.contains(&format!("niet verwerkt: {name}: `bestedingen/2021.yaml` ")), "{stderr}");
    let json: Json =
        serde_json::from_slice(&fs::read(place.path("uit/overzicht-regio-deals-2021.json")).unwrap()).unwrap();
    // 197.521.153,60 − 15.938.175,21
    assert_eq!(json.figure("besteed/alle").value, dutch("181.582.978,39"));
    assert_eq!(json.figure("besteed/alle").count(), 8);
    assert_eq!(left_out(&json, "besteed/alle")[0], "Regio Deal Achterhoek: niet verwerkt");
    let place = place.args(["overzicht", path.as_str(), "--jaar", "2021", "--streng", "--uitvoer", "streng"]);
    // The overview is made all the same.
    let (stdout, _) = place.run().ends(1);
    assert_eq!(stdout.lines().count(), 3);
}

#[test]
fn the_order_in_which_deliveries_are_named_changes_nothing() {
    let mut paths: Vec<PathBuf> = fs::read_dir(REPORTS.of_2021()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.push(fixture("den-haag-zuidwest"));
    paths.sort();
    let one = made(&paths, &["--zonder-bewijs"]);
    paths.reverse();
    let other = made(&paths, &["--zonder-bewijs"]);
    assert!(one.pdf == other.pdf && one.json == other.json && one.csv == other.csv);
    assert_eq!(one.stderr, other.stderr);
    // The dossier gives the same data as the PDF made of it.
    assert!(one.stderr.contains("niet gebruikt: dezelfde levering als"), "{}", one.stderr);
    assert_eq!(Json::of(&one).figure("besteed/alle").value, dutch("197.521.153,60"));
}

#[test]
fn what_came_in_is_summed_up_at_the_end() {
    let made = made(&[REPORTS.of_2021()], &["--zonder-bewijs"]);
    assert_eq!(
        made.stderr.lines().last().unwrap().replace('\u{a0}', " "),
        "van 11 van de 12 deals een verslag ontvangen; telt mee: 9; telt deels mee (andere peildatum): \
         Natuurinclusieve Landbouw Noord-Nederland; concept, telt niet mee: Noordoost Fryslân en Holwerd aan Zee; \
         niet ontvangen: ZaanIJ"
    );
}

/// The table is for a spreadsheet program in Dutch, the file for machines.
#[test]
fn the_table_and_the_file_of_figures_say_the_same() {
    let table = MADE.csv.strip_prefix("\u{feff}".as_bytes()).unwrap();
    let mut table = csv::ReaderBuilder::new().delimiter(b';').from_reader(table);
    let columns =
        "cijfer;soort;wat;eenheid;deal;naam;waarde;aantal;van;formule;reden;kanttekening;vingerafdruk;bestand:regel";
    assert_eq!(table.headers().unwrap().iter().collect::<Vec<_>>().join(";"), columns);
    let rows: Vec<Vec<String>> =
        table.records().map(|row| row.unwrap().iter().map(ToOwned::to_owned).collect()).collect();
    let mut rows = rows.into_iter();
    let is_number = |cell: &str, value: Decimal, unit: &str| {
        assert!(!cell.contains('.'), "{cell}");
        assert!(unit != "euro" || cell.split_once(',').is_some_and(|(_, cents)| cents.len() == 2), "{cell}");
        assert_eq!(cell.replace(',', ".").parse::<Decimal>().unwrap(), value);
    };
    for figure in &OVERVIEW.figures {
        let mut next = |kind: &str| {
            let row = rows.next().unwrap();
            assert_eq!(row[..4], [figure.id.as_str(), kind, &figure.label, &figure.unit]);
            row
        };
        let sum = next("som");
        is_number(&sum[6], figure.value, &figure.unit);
        assert_eq!(sum[4..6], ["", ""]);
        assert_eq!(sum[7..10], [figure.count().to_string(), figure.all.to_string(), figure.formula.clone()]);
        assert_eq!(sum[10..], ["", figure.note.as_str(), "", ""]);
        for part in &figure.parts {
            let row = next("deel");
            is_number(&row[6], part.value.value, &figure.unit);
            assert_eq!(row[4..6], [part.deal.as_str(), &part.name]);
            assert_eq!(row[7..10], ["", "", part.value.formula.as_str()]);
            assert_eq!(row[10..], ["", "", part.fingerprint.as_str(), &part.value.places.join(" ")]);
        }
        for left_out in &figure.left_out {
            let row = next("niet-meegeteld");
            assert_eq!(row[4..7], [left_out.deal.as_str(), &left_out.name, ""]);
            assert_eq!(row[7..], ["", "", "", left_out.reason.as_str(), "", "", ""]);
            assert!(OVERVIEW.figure("rijk/alle").parts.iter().any(|part| part.deal == left_out.deal));
        }
    }
    assert_eq!(rows.next(), None);
    // What is attached is the same file.
    let attached = delivery::overview(&MADE.pdf).unwrap();
    assert!(attached.table.as_ref() == Some(&MADE.csv) && attached.figures == MADE.json);
}

#[test]
fn without_a_portefeuille_the_deals_that_delivered_are_all() {
    let submissions = BOTH_YEARS.clone();
    let sorted = submission::sort(None, 2021, &submissions);
    let overview = Overview::of(None, Options { year: 2021, with_concepts: false }, sorted);
    assert_eq!((overview.deals.len(), overview.total.spent.count(), overview.total.spent.all), (11, 9, 11));
    assert!(overview.total.paid.is_none() && overview.received.is_empty());
    let concept = overview.deals.iter().find(|deal| deal.id == "noordoost-fryslan").unwrap();
    assert_eq!(concept.standing, Standing::Concept);
}

#[test]
fn beside_each_oordeel_stands_what_was_agreed() {
    let of = |deal: &str| {
        let submissions = BOTH_YEARS.iter().filter_map(|submission| match &submission.outcome {
            Intake::Taken(taken) => Some(&taken.record),
            Intake::Refused(_) => None,
        });
        let record = submissions.filter(|record| record.deal.id == deal).max_by_key(|record| record.year()).unwrap();
        let target = |one: &IndicatorRecord| {
            let target = one.target.as_ref().unwrap();
            (one.id.clone(), format!("{} ({})", target.printed, target.until).replace('\u{a0}', " "))
        };
        record.indicators.iter().map(target).collect::<BTreeMap<_, _>>()
    };
    // A count; nulmeting 7,4 + 0,4; without a usable nulmeting the difference itself; and a direction alone.
    let achterhoek = of("achterhoek");
    assert_eq!(achterhoek["schuren"], "60.000 vierkante meter (31-12-2023)");
    assert_eq!(achterhoek["woonplezier"], "7,8 (najaar 2023)");
    assert_eq!(of("bodemdaling-groene-hart")["voorlichting"], "+0,5 punt (najaar 2023)");
    assert_eq!(of("midden-en-west-brabant")["lege-ritten"], "daalt, zonder getal (najaar 2023)");
}
