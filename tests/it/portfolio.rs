//! Every file of `fixtures/portfolio/invalid` proves one mistake in a portefeuille.
//!
//! Its first line names what is expected: `# Verwacht: R080 op regel 14`. A file of
//! `fixtures/portfolio/just-valid` comes as near to a rule as it can without breaking it. The overview
//! that is asked for is the one of 2021. A new case is a new file.

use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;
use voortgang::check::PORTFOLIO_RULES;
use voortgang::diagnostic::{Colour, Diagnostic, render};
use voortgang::model::Amount;
use voortgang::pipeline;
use voortgang::read::Sources;

use crate::case::Case;

const YEAR: i32 = 2021;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/portfolio")
}

fn said_of(path: &Path) -> (Vec<Diagnostic>, Sources) {
    match pipeline::portfolio(&fs::read(path).unwrap(), Some(YEAR)) {
        Ok(books) => (books.remarks, books.sources),
        Err(rejected) => (rejected.diagnostics, rejected.sources),
    }
}

fn files(folder: &str) -> Vec<PathBuf> {
    fs::read_dir(fixtures().join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn every_mistake_in_a_portefeuille_is_named_where_the_fixture_says() {
    let mut elsewhere = Vec::new();
    insta::glob!("../../fixtures/portfolio/invalid", "*.yaml", |path| {
        let text = fs::read_to_string(path).unwrap();
        let expected = text.lines().next().and_then(|line| line.strip_prefix("# Verwacht: ")).unwrap();
        let (code, line) = expected.split_once(" op regel ").unwrap();
        assert!(path.file_name().unwrap().to_str().unwrap().starts_with(code), "{}", path.display());
        let (diagnostics, sources) = said_of(path);
        let is_expected = |diagnostic: &Diagnostic| {
            let place = sources.locate(&diagnostic.at, &diagnostic.target).unwrap();
            diagnostic.code == code && place.line.to_string() == line
        };
        let text = render(&diagnostics, &sources, Colour::Off);
        if !diagnostics.iter().any(is_expected) {
            elsewhere.push(format!("{}:\n{text}", path.display()));
        }
        assert_snapshot!(text);
    });
    assert!(elsewhere.is_empty(), "{}", elsewhere.join("\n"));
}

#[test]
fn every_rule_about_the_portefeuille_has_a_fixture_that_breaks_it_and_one_that_nearly_does() {
    for folder in ["invalid", "just-valid"] {
        let names: Vec<String> =
            files(folder).iter().map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect();
        for rule in PORTFOLIO_RULES {
            let is_there = names.iter().any(|name| name.starts_with(rule.code));
            assert!(is_there, "{} heeft geen voorbeeld in {folder}", rule.code);
        }
    }
}

#[test]
fn what_is_right_in_a_portefeuille_has_nothing_to_say() {
    let whole = fixtures().join("portefeuille.yaml");
    for path in files("just-valid").into_iter().chain([whole]) {
        let (diagnostics, sources) = said_of(&path);
        assert_eq!(render(&diagnostics, &sources, Colour::Off), "", "{}", path.display());
    }
}

/// The sums of the twelve deals, worked out by hand from the files.
#[test]
fn the_portefeuille_of_the_twelve_deals_adds_up() {
    let books = pipeline::portfolio(&fs::read(fixtures().join("portefeuille.yaml")).unwrap(), Some(YEAR)).unwrap();
    let deals = &books.portfolio.deals;
    let amount = |text: &str| text.parse::<Amount>().unwrap();
    assert_eq!(deals.len(), 12);
    // 20 + 10 + 7,5 + 20 + 10 + 10 + 15 + 25 + 40 + 30 + 7,5 + 20
    assert_eq!(deals.iter().map(|deal| deal.state_contribution).sum::<Amount>(), amount("215 mln"));
    let paid = |id: &str| {
        let until = |payment: &&voortgang::model::Payment| payment.year.0 <= YEAR;
        books.portfolio.deal(id).unwrap().paid.iter().filter(until).map(|payment| payment.amount).sum::<Amount>()
    };
    // Received 11.077.250,85; the region counted 50.000 of another subsidy.
    assert_eq!(paid("foodvalley"), amount("11.027.250,85"));
    // Received 39.644.540,07, and 355.459,93 that the region booked in 2022.
    assert_eq!(paid("parkstad-limburg"), amount("40 mln"));
    // As the region received it: 11.876.420,55 + 9.934.208,71; not the payment of 2022.
    assert_eq!(paid("twente"), amount("21.810.629,26"));
    // 14.396.050,55 + 6.468.965,85 + 7.500.000 + 11.027.250,85 + 5.770.300,95 + 4.582.245,47
    // + 14.945.367,62 + 16.000.235,74 + 40.000.000 + 21.810.629,26 + 5.250.000 + 14.402.438,22
    assert_eq!(deals.iter().map(|deal| paid(deal.id.as_str())).sum::<Amount>(), amount("162.153.484,51"));
}

#[test]
fn controleer_takes_a_portefeuille_where_it_takes_a_dossier() {
    let invalid = |name: &str| fs::read_to_string(fixtures().join("invalid").join(name)).unwrap();
    let case = |text: &str| Case::new().made("rijk").write("portefeuille.yaml", text);
    let path = "rijk/portefeuille.yaml";
    let wrong = case(&invalid("R080-deal-dubbel.yaml"));
    assert_snapshot!(wrong.args(["controleer", path]).run().rejects(), @r"
    fout[R080]: het id `oost` staat er twee keer
      --> portefeuille.yaml:17:9
       |
     6 |   - id: oost
       |         ---- hier staat het ook
    ...
    17 |   - id: oost
       |         ^^^^
       |
       = hulp: haal een van de twee weg, of verbeter wat hier staat

    1 fout in 1 bestand
    Meer over een code: voortgang uitleg R080
    ");
    let other_year = case(&invalid("R084-jaar-zonder-tekst.yaml"));
    let (stdout, stderr) = other_year.args(["controleer", path, "--jaar", "2021"]).run().says();
    assert_eq!(stdout, "");
    assert_snapshot!(stderr, @r"
    waarschuwing[R084]: bij `overzichten` staat geen tekst over 2021; wel over 2020; het overzicht heeft dan alleen cijfers
      --> portefeuille.yaml:23:1
       |
    23 | overzichten:
       | ^^^^^^^^^^^
       |
       = hulp: voeg bij `overzichten` een punt toe met `jaar: 2021`, `ontvanger`, `ontvanger-kort`, `inleveren-voor`, `datum` en `inleiding`

    1 waarschuwing in 1 bestand
    Meer over een code: voortgang uitleg R084
    ");
    let right = fs::read_to_string(fixtures().join("portefeuille.yaml")).unwrap();
    let (_, stderr) = case(&right).args(["controleer", path]).run().says();
    assert_eq!(stderr, "rijk/portefeuille.yaml: geen fouten gevonden\n");
    // The folder that it stands in does too.
    let (_, stderr) = case(&right).args(["controleer", "rijk"]).run().says();
    assert_eq!(stderr, "rijk/portefeuille.yaml: geen fouten gevonden\n");
    assert_eq!(Case::new().args(["controleer", path]).run().fails(), "fout: `rijk/portefeuille.yaml` bestaat niet\n");
}

#[test]
fn a_folder_with_a_portefeuille_gets_its_schema() {
    let text = fs::read_to_string(fixtures().join("portefeuille.yaml")).unwrap();
    let case = Case::new().made("rijk").write("portefeuille.yaml", text).args(["schema", "rijk"]);
    let (stdout, stderr) = case.run().says();
    assert_snapshot!(format!("{stdout}\n{stderr}"), @r"
    rijk/.schema/portefeuille.json
    rijk/.vscode/settings.json
    rijk/.vscode/extensions.json

    In VS Code: open de map van de portefeuille en installeer de extensie YAML van Red Hat.
    Voor een ander programma: zet bovenaan het bestand deze regel.

      portefeuille.yaml  # yaml-language-server: $schema=.schema/portefeuille.json
    ");
    let schema: serde_json::Value =
        serde_json::from_slice(&fs::read(case.path("rijk/.schema/portefeuille.json")).unwrap()).unwrap();
    let deal = &schema["definitions"]["PortfolioDeal"]["properties"];
    assert_snapshot!(deal["uitgekeerd"]["description"].as_str().unwrap(), @"Wat het ministerie betaalde, volgens zijn eigen administratie.");
}
