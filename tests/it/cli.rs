//! What the program says and how it ends.

use std::fs;

use insta::assert_snapshot;

use crate::case::Case;

const SMALL: &str = "klein-met-andere-artikelen";

#[test]
fn help_is_dutch() {
    let help = |args: &[&str]| Case::new().args(args.iter().copied()).run().writes();
    assert_snapshot!(help(&["--help"]));
    assert_snapshot!(help(&["rapport", "--hulp"]));
    assert_snapshot!(help(&["controleer", "-h"]));
    assert_snapshot!(help(&["uitleg", "-h"]));
    assert_snapshot!(help(&["schema", "-h"]));
    assert_snapshot!(help(&["afleiden", "-h"]));
    assert_eq!(help(&["--versie"]), concat!("voortgang ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn what_is_not_understood_is_explained_in_dutch() {
    let fails = |args: &[&str]| Case::new().args(args.iter().copied()).run().fails();
    assert_snapshot!(fails(&["raport"]), @r"
    fout: de opdracht `raport` bestaat niet
    hulp: bedoelde u `rapport`?
    hulp: `voortgang --help` toont wat er kan
    ");
    assert_snapshot!(fails(&["rapport", "map", "--jaren", "2021"]), @r"
    fout: de optie `--jaren` bestaat niet
    hulp: bedoelde u `--jaar`?
    hulp: `voortgang rapport --help` toont wat er kan
    ");
    assert_snapshot!(fails(&["rapport", "map", "--jaar", "2021", "--verslag", "2021"]), @r"
    fout: `--jaar <JAAR>` gaat niet samen met `--verslag <NAAM>`
    hulp: `voortgang rapport --help` toont wat er kan
    ");
    assert_snapshot!(fails(&[]), @r"
    fout: er is geen opdracht gegeven
    hulp: `voortgang --help` toont wat er kan
    ");
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    for command in ["rapport", "controleer"] {
        let run = Case::new().args([command, "bestaat/niet"]).run();
        assert_eq!(run.fails(), "fout: `bestaat/niet` bestaat niet\n");
    }
}

#[test]
fn a_year_without_report_names_the_reports_there_are() {
    assert_snapshot!(Case::new().dossier(SMALL).args(["rapport", SMALL, "--jaar", "2031"]).run().rejects(), @r"
    fout[T003]: dit dossier heeft geen voortgangsrapportage over 2031
    --> verslagen
     = hulp: kies het verslag dat er wel is: `--verslag 2024`

    1 fout in 1 bestand
    Er is geen nieuw rapport gemaakt van klein-met-andere-artikelen.
    ");
    assert_snapshot!(Case::new().dossier(SMALL).args(["rapport", SMALL, "--verslag", "2042"]).run().rejects(), @r"
    fout[T003]: dit dossier heeft geen verslag `2042`
    --> verslagen
     = hulp: kies het verslag dat er wel is: `--verslag 2024`

    1 fout in 1 bestand
    Er is geen nieuw rapport gemaakt van klein-met-andere-artikelen.
    ");
}

#[test]
fn only_the_path_is_printed_and_the_report_is_there() {
    let name = "voortgangsrapportage-voorbeeldland-2024.pdf";
    for (asked, path) in [
        (None, format!("output/{name}")),
        (Some("een/map"), format!("een/map/{name}")),
        (Some("een/bestand.pdf"), "een/bestand.pdf".to_owned()),
        (Some("bestand.pdf"), "bestand.pdf".to_owned()),
    ] {
        let case = Case::new()
            .dossier(SMALL)
            .args(["rapport", SMALL].into_iter().chain(asked.iter().flat_map(|asked| ["--uitvoer", asked])));
        assert_eq!(case.run().writes(), format!("{path}\n"));
        assert!(fs::read(case.path(&path)).unwrap().starts_with(b"%PDF-1.7"));
    }
}

#[test]
fn output_that_cannot_be_written_is_named() {
    let case = Case::new().dossier(SMALL).args(["rapport", SMALL, "--uitvoer", "bezet/x.pdf"]);
    fs::write(case.path("bezet"), "een bestand, geen map").unwrap();
    let stderr = case.run().fails();
    assert!(stderr.starts_with("fout: het rapport is niet geschreven: bezet/x.pdf: "), "{stderr}");
    assert_eq!(fs::read_to_string(case.path("bezet")).unwrap(), "een bestand, geen map");
}

#[test]
fn a_failed_run_leaves_the_earlier_report() {
    let mut case = Case::new().dossier(SMALL).args(["rapport", SMALL, "--uitvoer", "rapport.pdf"]);
    case.run().writes();
    let earlier = fs::read(case.path("rapport.pdf")).unwrap();
    case = case.replace("projecten/buurtbus.yaml", "begroting: 450000", "begroting: 4.500");
    case.run().rejects();
    assert!(fs::read(case.path("rapport.pdf")).unwrap() == earlier);
    let names: Vec<_> = fs::read_dir(case.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "nothing is left beside the report and the dossier: {names:?}");
}

/// Ten different mistakes in the form of three files.
#[test]
fn ten_mistakes_in_three_files_are_ten_diagnostics() {
    let case = Case::new()
        .dossier(SMALL)
        .replace("deal.yaml", "kernboodschap: >-", "kernbodschap: >-")
        .replace("deal.yaml", "    zijde: rijk", "    zijde: staat")
        .replace("deal.yaml", "    dorpen: 55%", "    dorpen: 55")
        .replace("deal.yaml", "tranche: 4\n", "tranche: 4\ntranche: 3\n")
        .replace("projecten/buurtbus.yaml", "start: 2024-02-01", "start: 01-02-2024")
        .replace("projecten/buurtbus.yaml", "begroting: 450000", "begroting: 1.500")
        .replace("projecten/buurtbus.yaml", "aanpak: bereikbaar\n", "")
        .replace("projecten/buurtbus.yaml", "themas:\n  - voorzieningen", "themas: voorzieningen")
        .replace("indicatoren/leefbaarheid.yaml", "uitvoerder: Gemeente Voorbeeldland", "uitvoerder:")
        .replace("indicatoren/leefbaarheid.yaml", "meting: nulmeting, veldwerk:", "meting: nulmeting, veldwek:")
        .args(["rapport", SMALL, "--uitvoer", "rapport.pdf"]);
    fs::write(case.path("rapport.pdf"), "eerder").unwrap();
    let stderr = case.run().rejects();
    assert_eq!(stderr.matches("fout[").count(), 10, "{stderr}");
    assert_snapshot!(stderr);
    assert_eq!(fs::read_to_string(case.path("rapport.pdf")).unwrap(), "eerder");
}

/// Ten values that have the right form and do not agree.
#[test]
fn values_that_do_not_agree_are_all_named() {
    let case = Case::new()
        .dossier(SMALL)
        .replace("deal.yaml", "    vakwerk: 45%", "    vakwerk: 40%")
        .replace("deal.yaml", "bedrag: 2 mln\n    btw: inclusief", "bedrag: 1 mln\n    btw: inclusief")
        .replace("projecten/vakschool.yaml", "vakwerk: 90%", "vakwerk: 80%")
        .replace("projecten/vakschool.yaml", "- vakmanschap", "- vakmanscap")
        .replace("projecten/vakschool.yaml", "naam: Vakschool Voorbeeldland", "naam: Vakschool 🎉")
        .replace(
            "bestedingen/2024.yaml",
            "{project: buurtbus, t-m: 2024-12-31, bekend-op: 2025-02-20",
            "{project: buurtbus, t-m: 2029-12-31, bekend-op: 2030-02-20",
        )
        .replace("projecten/vakschool.yaml", "bekend-op: 2024-02-20", "bekend-op: 2025-02-21")
        .replace(
            "bestedingen/2024.yaml",
            "{project: dorpshuis-noorderveen,",
            "{project: dorpshuis-noorderveen, post: reserve,",
        )
        .replace("bestedingen/2024.yaml", "dekking: {regio: 100%}", "dekking: {regio: 90%}")
        .replace(
            "bestedingen/2024.yaml",
            "post: nog-te-bestemmen, pijler: vakwerk",
            "post: nog-te-bestemmen, pijler: dorpen",
        );
    let stderr = case.args(["controleer", SMALL]).run().rejects();
    assert_eq!(stderr.matches("fout[").count(), 10, "{stderr}");
    assert_snapshot!(stderr);
}

#[test]
fn a_dossier_without_mistakes_says_so() {
    let (stdout, stderr) = Case::new().dossier(SMALL).args(["controleer", SMALL]).run().says();
    assert_eq!(stdout, "");
    assert!(stderr.starts_with("klein-met-andere-artikelen: geen fouten gevonden\n\n"), "{stderr}");
}

#[test]
fn what_the_covenant_asks_of_the_reference_report_fits_on_a_screen() {
    let name = "den-haag-zuidwest";
    let (_, stderr) = Case::new().dossier(name).args(["controleer", name]).run().says();
    let start = stderr.find("den-haag-zuidwest: wat het convenant vraagt").unwrap();
    let screen = &stderr[start..];
    assert!(screen.lines().count() <= 25, "{screen}");
    assert!(screen.lines().all(|line| line.chars().count() <= 80), "{screen}");
    assert_snapshot!(screen);
}

/// With the articles of another deal, and much that is not there.
#[test]
fn what_lacks_is_named_with_the_articles_of_the_deal() {
    let case = Case::new()
        .dossier(SMALL)
        .replace("verslagen/2024.yaml", "  besproken: 2025-05-15\n", "")
        .replace("verslagen/2024.yaml", "  aangeboden: 2025-06-10\n", "")
        .replace("verslagen/2024.yaml", "  vastgesteld: 2025-06-03\n", "")
        .replace(
            "verslagen/2024.yaml",
            "besproken-concept:\n  versie: \"0.9\"\n  gegevensstand: 2025-04-15\n  gewijzigd: []\n",
            "",
        )
        .replace("deal.yaml", "    - jaar: 2024\n      datum: 2024-11-14", "    - jaar: 2023\n      datum: 2024-11-14");
    let (_, stderr) = case.args(["controleer", SMALL, "--jaar", "2024"]).run().says();
    assert_snapshot!(&stderr[stderr.find("klein-met-andere-artikelen: wat").unwrap()..]);
}

#[test]
fn the_report_to_look_at_can_be_chosen() {
    let name = "den-haag-zuidwest";
    let (_, stderr) = Case::new().dossier(name).args(["controleer", name, "--verslag", "2020"]).run().says();
    assert!(stderr.contains("wat het convenant vraagt van verslag 2020\n"), "{stderr}");
    assert_snapshot!(Case::new().dossier(SMALL).args(["controleer", SMALL, "--verslag", "2042"]).run().rejects());
}

#[test]
fn machines_get_the_diagnostics_and_the_completeness() {
    let json = |case: Case| -> serde_json::Value {
        let (stdout, stderr) = case.args(["controleer", SMALL, "--formaat", "json"]).run().prints();
        assert_eq!(stderr, "");
        serde_json::from_str(&stdout).unwrap()
    };
    let found = json(Case::new().dossier(SMALL));
    assert_eq!(found["meldingen"], serde_json::json!([]));
    assert_eq!(found["volledigheid"]["stap"], "aangeboden");
    assert_snapshot!(format!("{:#}", found["volledigheid"]["onderdelen"][0]));

    let broken =
        json(Case::new().dossier(SMALL).replace("projecten/buurtbus.yaml", "begroting: 450000", "begroting: 4.500"));
    assert_eq!(broken["meldingen"][0]["code"], "L025");
    assert!(broken["volledigheid"].is_null());
}

#[test]
fn a_code_is_explained_on_a_page() {
    let page = |codes: &[&str]| Case::new().args(["uitleg"].iter().chain(codes).copied()).run();
    assert_snapshot!(page(&["r15", "fout[L025]"]).writes());
    let all = page(&[]).writes();
    for code in ["L001", "L028", "R001", "R019", "T001", "T003"] {
        assert!(all.contains(&format!("  {code}  ")), "{all}");
    }
    let (stdout, stderr) = page(&["R00l", "R001"]).prints();
    assert!(stdout.starts_with("R001: Elke verwijzing"), "{stdout}");
    assert_eq!(
        stderr,
        "fout: de code `R00l` bestaat niet\nhulp: bedoelde u `R001`?\nhulp: `voortgang uitleg` toont alle codes\n"
    );
}

/// Every code that a fixture gives has its page.
#[test]
fn every_code_that_is_printed_can_be_explained() {
    let fixtures = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/invalid")).unwrap();
    let codes: std::collections::BTreeSet<String> =
        fixtures.map(|entry| entry.unwrap().file_name().to_str().unwrap()[..4].to_owned()).collect();
    let all = Case::new().args(["uitleg"]).run().writes();
    for code in codes {
        assert!(all.contains(&format!("  {code}  ")), "{code}");
    }
}

#[test]
fn schemas_are_written_beside_the_dossier_and_leave_it_as_it_is() {
    let case = Case::new().dossier(SMALL).args(["schema", SMALL]);
    let (stdout, stderr) = case.run().says();
    assert_snapshot!(format!("{stdout}\n{stderr}"));
    for path in stdout.lines() {
        assert!(serde_json::from_slice::<serde_json::Value>(&fs::read(case.path(path)).unwrap()).is_ok(), "{path}");
    }
    // What was not changed is written again, the same; the settings are left to the user.
    let schema = case.path(&format!("{SMALL}/.schema/deal.json"));
    let settings = case.path(&format!("{SMALL}/.vscode/settings.json"));
    let before = fs::read(&schema).unwrap();
    fs::write(&settings, "{}").unwrap();
    let (stdout, stderr) = case.run().says();
    assert_eq!(stdout.lines().count(), 7);
    assert!(stderr.starts_with("De instellingen van VS Code in .vscode zijn van uzelf"), "{stderr}");
    assert_eq!((fs::read(&schema).unwrap(), fs::read(&settings).unwrap()), (before, b"{}".to_vec()));
    case.args(["controleer", SMALL]).run().says();
}

#[test]
fn a_file_of_someone_else_is_never_overwritten_by_a_schema() {
    let case = Case::new().dossier(SMALL).write(".schema/project.json", "{}").args(["schema", SMALL]);
    assert_snapshot!(case.run().fails(), @r"
    fout: klein-met-andere-artikelen/.schema/project.json is niet door voortgang gemaakt en blijft zoals het is
    hulp: geef dat bestand een andere naam en probeer het opnieuw
    ");
    assert!(!case.path(&format!("{SMALL}/.schema/deal.json")).exists());
    assert_eq!(Case::new().args(["schema", "nergens"]).run().fails(), "fout: `nergens` bestaat niet\n");
}
