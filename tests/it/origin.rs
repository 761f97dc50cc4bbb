//! `herkomst`: from a printed figure to the lines it comes from.

use std::fs;

use serde_json::Value;

use crate::case::{Case, Run};
use crate::pdf::{OF_2021, Report, SMALL};

fn asked(report: &Report, question: &[&str]) -> Run {
    let case = Case::new();
    fs::write(case.path("het rapport.pdf"), &report.bytes).unwrap();
    case.args(["herkomst", "het rapport.pdf"].into_iter().chain(question.iter().copied())).run()
}

#[test]
fn a_figure_is_led_back_to_its_lines() {
    insta::assert_snapshot!(asked(&SMALL, &["besteed", "2024"]).writes());
    // The print of a figure is a question too, in one word or in more.
    insta::assert_snapshot!("by_its_print", asked(&OF_2021, &["€ 3.828.256"]).writes());
}

#[test]
fn who_asks_for_too_much_gets_names() {
    let (out, names) = asked(&SMALL, &["besteed"]).prints();
    assert_eq!(out, "");
    insta::assert_snapshot!(names);
}

#[test]
fn who_mistypes_gets_the_nearest_names() {
    insta::assert_snapshot!(asked(&SMALL, &["besteet 2024"]).rejects());
    assert!(asked(&SMALL, &["·"]).rejects().contains("noem het cijfer"));
}

#[test]
fn machines_get_all_of_it() {
    let figures: Value = serde_json::from_str(&asked(&OF_2021, &["besteed", "--formaat", "json"]).writes()).unwrap();
    let figures = figures.as_array().unwrap();
    assert!(figures.len() > 10);
    for source in figures.iter().flat_map(|figure| figure["bronnen"].as_array().unwrap()) {
        let file = &OF_2021.attachments[&source["bestand"].as_str().unwrap().replace('/', "__")].bytes;
        let line: usize = source["regel"].as_str().unwrap().parse().unwrap();
        let text = str::from_utf8(file).unwrap().lines().nth(line - 1).unwrap();
        assert_eq!(source["tekst"][0], text.trim());
        assert_eq!(source["deal"], "den-haag-zuidwest");
    }
}

/// Rows of a sheet that are added up are all shown; a workbook has no text to show.
#[test]
fn rows_of_a_sheet_are_shown() {
    let case = Case::new().dossier("met-bladen").args(["rapport", "met-bladen", "--uitvoer", "x.pdf"]);
    case.run().writes();
    let case = case.args(["herkomst", "x.pdf", "gerealiseerd", "--formaat", "json"]);
    let figures: Value = serde_json::from_str(&case.run().writes()).unwrap();
    let sources: Vec<&Value> =
        figures.as_array().unwrap().iter().flat_map(|figure| figure["bronnen"].as_array().unwrap()).collect();
    let in_sheets = |ending: &str| {
        let found = sources.iter().filter(|source| source["bestand"].as_str().unwrap().contains(ending));
        found.map(|source| source["tekst"].as_array().unwrap().len()).max()
    };
    assert!(in_sheets(".csv").is_some_and(|texts| texts > 0), "{sources:#?}");
    assert_eq!(in_sheets(".xlsx").unwrap_or_default(), 0);
}

#[test]
fn what_is_no_report_is_refused() {
    let case = Case::new();
    fs::write(case.path("x.pdf"), "tekst").unwrap();
    assert!(case.args(["herkomst", "x.pdf", "iets"]).run().rejects().contains("dit is geen PDF"));
    assert!(Case::new().args(["herkomst", "weg.pdf", "iets"]).run().fails().starts_with("fout: "));
}
