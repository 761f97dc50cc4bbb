//! Public rows from private files: what `afleiden` says and writes, and that nothing else leaves.

use std::fs;
use std::path::Path;

use insta::assert_snapshot;

use crate::case::{Case, fixture};
use crate::pdf::Report;

const DERIVED: &str = "afgeleid";

/// Takes the rows that the program made out of the files of the fixture: all that stands there from
/// the first of them on.
fn without_rows(case: Case) -> Case {
    for name in ["geactiveerd", "schulden", "sociale-cohesie"] {
        let path = case.path(&format!("{DERIVED}/indicatoren/{name}.yaml"));
        let text = fs::read_to_string(&path).unwrap();
        // The only row that was written by hand is the first of `schulden`.
        let kept = match (name, text.find("reeks:\n").unwrap()) {
            ("schulden", _) => text.match_indices("\n  - ").nth(1).unwrap().0 + 1,
            (_, at) => at,
        };
        fs::write(&path, &text[..kept]).unwrap();
    }
    case
}

/// The text of a file of the fixture.
fn original(name: &str) -> String {
    fs::read_to_string(fixture(DERIVED).join(name)).unwrap()
}

#[test]
fn rows_are_shown_and_nothing_is_written() {
    let case = without_rows(Case::new().dossier(DERIVED)).args(["afleiden", DERIVED, "geactiveerd-2020"]);
    let before = case.folder();
    assert_snapshot!(case.run().writes().replace(env!("CARGO_PKG_VERSION"), "0.1.0"));
    assert!(case.folder() == before);
}

#[test]
fn the_rows_of_the_fixture_are_those_that_the_program_writes() {
    let case = without_rows(Case::new().dossier(DERIVED)).args(["afleiden", DERIVED, "--schrijf"]);
    assert_snapshot!(case.run().writes(), @r"
    afgeleid/indicatoren/geactiveerd.yaml
    afgeleid/indicatoren/schulden.yaml
    afgeleid/indicatoren/sociale-cohesie.yaml
    ");
    for name in ["geactiveerd", "schulden", "sociale-cohesie"] {
        let name = format!("indicatoren/{name}.yaml");
        let written = fs::read_to_string(case.path(&format!("{DERIVED}/{name}"))).unwrap();
        // The version of the program is part of a row.
        assert_eq!(written.replace(env!("CARGO_PKG_VERSION"), "0.1.0"), original(&name));
    }
    // Once more gives nothing new.
    assert_eq!(case.run().writes(), "");
}

#[test]
fn every_other_byte_stays() {
    let file = "indicatoren/schulden.yaml";
    for (end, mark) in [("\n", ""), ("\r\n", "\u{feff}")] {
        let case = without_rows(Case::new().dossier(DERIVED));
        let path = case.path(&format!("{DERIVED}/{file}"));
        let text = fs::read_to_string(&path).unwrap();
        // A comment that belongs to the last row, and something behind the list.
        let before = format!("{mark}{text}    # bij de nulmeting\n\n# slot\nkanttekeningen:\n  - tekst: 'x'   # zo\n");
        let before = before.replace('\n', end);
        fs::write(&path, &before).unwrap();
        let case = case.args(["afleiden", DERIVED, "schulden-2021", "--schrijf"]);
        case.run().writes();
        let after = fs::read_to_string(&path).unwrap();
        let behind = format!("{end}# slot{end}");
        let (head, tail) = before.split_once(&behind).unwrap();
        let rows = after.strip_prefix(head).unwrap().strip_suffix(tail).unwrap().strip_suffix(&behind).unwrap();
        assert!(rows.starts_with(&format!("  - peildatum: 2021-01-01{end}")), "{rows}");
        assert_eq!(rows.matches("  - peildatum").count(), 5);
        assert_eq!(rows.matches('\n').count(), rows.matches(end).count());
    }
}

#[test]
fn another_outcome_is_a_correction_with_a_reason() {
    let sheet = "intern/verzonnen-schulden-2021.csv";
    let recipe = "intern/afleidingen/schulden-2021.yaml";
    let case = Case::new().dossier(DERIVED).replace(sheet, "17,8", "18,4").args(["afleiden", DERIVED, "--schrijf"]);
    assert_snapshot!(case.run().rejects());
    assert_eq!(
        original("indicatoren/schulden.yaml"),
        fs::read_to_string(case.path("afgeleid/indicatoren/schulden.yaml")).unwrap()
    );
    let case = case
        .replace(
            recipe,
            "bekend-op: 2021-11-02",
            "bekend-op: 2022-03-01\nreden: het CBS herzag de cijfers van Parkzicht",
        )
        .args(["afleiden", DERIVED, "schulden-2021"]);
    let rows = case.run().writes();
    // 20,4 for the whole becomes (9200 × 22,1 + 5100 × 19,4 + 4300 × 18,4)/18.600 = 20,5.
    assert!(rows.contains("gebied: oostwijk\n    waarde: 20,5\n"), "{rows}");
    assert_eq!(rows.matches("herziet: 2021-11-02\n    reden: het CBS herzag de cijfers van Parkzicht\n").count(), 2);
    assert_eq!(rows.matches("  - peildatum").count(), 2);
}

#[test]
fn a_number_that_stands_there_unsuppressed_must_go() {
    let case = Case::new().dossier(DERIVED).args(["afleiden", DERIVED, "geactiveerd-2020"]);
    let path = case.path("afgeleid/indicatoren/geactiveerd.yaml");
    let text = fs::read_to_string(&path).unwrap();
    let at = text.find("    niet-gemeten:\n").unwrap();
    let end = at + text[at..].find("    bron:").unwrap();
    fs::write(&path, format!("{}    waarde: 7\n{}", &text[..at], &text[end..])).unwrap();
    assert_snapshot!(case.run().rejects());
}

#[test]
fn mistakes_in_a_recipe_are_all_named() {
    let recipe = "intern/afleidingen/cohesie-2020.yaml";
    let case = Case::new()
        .dossier(DERIVED)
        .replace(recipe, "indicator: sociale-cohesie", "indicator: sociale-cohesi")
        .replace(recipe, "willekeurige-tekst: k7wq-2mzx-94pd-hv0t", "willekeurige-tekst: geheim")
        .replace(recipe, "stelling_c, stelling_d]", "stelling_c]")
        .replace(recipe, "oneens: 4", "oneens: 5")
        .replace("intern/afleidingen/schulden-2021.yaml", "decimalen: 1", "decimaal: 1")
        .args(["afleiden", DERIVED]);
    assert_snapshot!(case.run().rejects());
}

#[test]
fn mistakes_in_a_file_are_named_by_row_and_column() {
    let case = Case::new()
        .dossier(DERIVED)
        .replace("intern/verzonnen-schulden-2021.csv", "WK999902;19,4%", "WK999904;19.4%")
        .replace(
            "intern/verzonnen-respondenten-2020.csv",
            "VERZONNEN-001;Molenbuurt en Havenkwartier;1;",
            "VERZONNEN-001;Molenbuurt en Havenkwartier;6;",
        )
        .replace("intern/afleidingen/geactiveerd-2020.yaml", "persoon: persoonsnummer", "persoon: naam")
        .replace(
            "intern/afleidingen/geactiveerd-2021.yaml",
            "bestand: verzonnen-register-2021.csv",
            "bestand: ../deal.yaml",
        )
        .args(["afleiden", DERIVED]);
    assert_snapshot!(case.run().rejects());
}

#[test]
fn a_dossier_without_recipes_is_told_what_a_recipe_is() {
    let case = Case::new().dossier("minimaal").args(["afleiden", "minimaal"]);
    assert_snapshot!(case.run().rejects(), @r"
    fout[A001]: in deze map staat geen recept
    --> intern/afleidingen/
     = hulp: maak een bestand `intern/afleidingen/<naam>.yaml`; `voortgang uitleg A001` legt uit wat erin staat

    1 fout in 1 bestand
    Er is niets geschreven.
    ");
    let case = Case::new().dossier(DERIVED).args(["afleiden", DERIVED, "cohesie"]);
    assert!(case.run().rejects().contains("er is geen recept `cohesie`"));
}

/// Nothing of `intern/` is in the PDF or its attachments: no name of a file, and no word of one. What the
/// files say about persons is marked in each of them.
#[test]
fn nothing_private_is_in_the_report() {
    let case = Case::new().dossier(DERIVED);
    let folder = case.folder();
    let report = Report::of(&folder, "2021");
    let mut words: Vec<String> =
        ["VERZONNEN-", "persoonsnummer", "stelling_a", "intern__", "intern/", "Westerkwartier"]
            .map(str::to_owned)
            .to_vec();
    let intern = fixture(DERIVED).join("intern");
    for path in [intern.clone(), intern.join("afleidingen")].iter().flat_map(|folder| files(folder)) {
        words.push(path.file_stem().unwrap().to_str().unwrap().to_owned());
        let text = fs::read_to_string(&path).unwrap();
        words.extend(text.lines().find_map(|line| line.strip_prefix("willekeurige-tekst: ")).map(str::to_owned));
    }
    assert_eq!(words.len(), 6 + 5 + 5 + 5, "{words:?}");
    let text = report.text();
    for word in &words {
        assert!(!text.contains(word.as_str()), "{word} in the report");
        for (name, attachment) in &report.attachments {
            assert!(!name.contains(word.as_str()), "{name}");
            let content = String::from_utf8_lossy(&attachment.bytes);
            assert!(!content.contains(word.as_str()), "{word} in {name}");
        }
    }
    // The same report without the private files.
    fs::remove_dir_all(case.path(&format!("{DERIVED}/intern"))).unwrap();
    assert!(Report::of(&case.folder(), "2021").bytes == report.bytes);
    // What was derived says so.
    let fingerprint = original("indicatoren/geactiveerd.yaml");
    let fingerprint = fingerprint.split("bron-vingerafdruk: \"").nth(1).unwrap().split('"').next().unwrap();
    assert!(text.contains(fingerprint));
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.is_file()).collect()
}

/// The fingerprint is that of the recipe followed by the file.
#[test]
fn a_fingerprint_can_be_made_again() {
    let intern = fixture(DERIVED).join("intern");
    for (recipe, sheet, indicator) in [
        ("schulden-2021", "verzonnen-schulden-2021", "schulden"),
        ("cohesie-2021", "verzonnen-totalen-2021", "sociale-cohesie"),
    ] {
        let recipe = fs::read(intern.join(format!("afleidingen/{recipe}.yaml"))).unwrap();
        let sheet = fs::read(intern.join(format!("{sheet}.csv"))).unwrap();
        let expected = voortgang::world::sha256(&[recipe, sheet].concat());
        assert!(original(&format!("indicatoren/{indicator}.yaml")).contains(&expected));
    }
}

/// Rows of a sheet stand behind those of the file: new ones come in between, recipe after recipe.
#[test]
fn rows_are_added_to_an_indicator_that_has_a_sheet() {
    let recipe = |indicator: &str, day: &str, how: &str| {
        format!(
            "indicator: {indicator}\npeildatum: {day}\nbekend-op: 2022-02-01\nbron: proef (verzonnen)\nfictief: ja\nbestand: proef.csv\nscheidingsteken: puntkomma\ngebiedskolom: buurt\ngebieden: [oostwijk]\nwillekeurige-tekst: k7wq-2mzx-94pd-hv0t\n{how}"
        )
    };
    let mean = "gewogen-gemiddelde:\n  waarde: aandeel\n  gewichten: [{naam: Molenbuurt, gewicht: 3000}, {naam: Havenkwartier, gewicht: 1000}]\n  bron-gewichten: verzonnen\n";
    let case = Case::new()
        .dossier("met-bladen")
        .write("intern/proef.csv", "buurt;aandeel;mensen\nMolenbuurt;44;3000\nHavenkwartier;40;1000\n")
        .write("intern/afleidingen/a.yaml", recipe("ontmoeten", "2021-12-01", mean))
        .write("intern/afleidingen/b.yaml", recipe("ontmoeten", "2021-12-31", mean))
        .write("intern/afleidingen/c.yaml", recipe("bevolking", "2021-12-31", "aantallen: {aantal: mensen}\n"))
        .args(["afleiden", "met-bladen", "--schrijf"]);
    assert_snapshot!(case.run().writes(), @r"
    met-bladen/indicatoren/bevolking.yaml
    met-bladen/indicatoren/ontmoeten.yaml
    ");
    let written = |name: &str| fs::read_to_string(case.path(&format!("met-bladen/indicatoren/{name}.yaml"))).unwrap();
    let (met, inhabitants) = (written("ontmoeten"), written("bevolking"));
    assert_eq!(met.matches("    waarde: 43\n").count(), 2, "{met}");
    assert!(met.find("waarde: 43\n") < met.find("reeks-bladen:"), "{met}");
    // There was no list yet.
    assert!(inhabitants.contains("\nreeks:\n  - peildatum: 2021-12-31\n"), "{inhabitants}");
    assert!(inhabitants.contains("    waarde: 4000\n"), "{inhabitants}");
    assert!(case.run().says().1.contains("c: 1\u{a0}rij staat er al"));
}
