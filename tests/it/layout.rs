//! The layout proof: it finds every flaw, and none in what the program makes itself.
//!
//! A folder of `fixtures/layout` holds own templates with one flaw, which its first line names.

use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;
use voortgang::diagnostic::{Colour, render};
use voortgang::pipeline::{self, Choice};
use voortgang::world::{Folder, Templates};

use crate::case::{Case, fixture};

fn folders(of: &str) -> Vec<PathBuf> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(of);
    let mut folders: Vec<PathBuf> = fs::read_dir(place).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}

/// What there is to say of the latest report of a dossier, with these templates.
fn said(folder: &Folder, templates: &Templates) -> String {
    let checked = pipeline::check_for(folder, &Choice::Latest).unwrap_or_else(|rejected| panic!("{rejected:?}"));
    let (diagnostics, sources) = match pipeline::annual_report(folder, &checked, &Choice::Latest, templates) {
        Ok(built) => (built.remarks, checked.sources),
        Err(rejected) => (rejected.diagnostics, rejected.sources),
    };
    let diagnostics: Vec<_> = diagnostics.into_iter().filter(|one| one.code.starts_with(['V', 'T', 'S'])).collect();
    render(&diagnostics, &sources, Colour::Off)
}

#[test]
fn every_flaw_is_found_and_told_once() {
    let minimal = Folder::open(&fixture("minimaal")).unwrap();
    for path in folders("layout") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let said = said(&minimal, &Templates::over_built_in(&path).unwrap());
        assert_snapshot!(name, said);
    }
}

/// A name that is too long for the columns in which it is printed, and can be broken nowhere.
#[test]
fn a_name_that_fits_nowhere_is_found_where_it_was_written() {
    let long = "X".repeat(60);
    let case = Case::new().dossier("minimaal").replace(
        "projecten/buurthuis-molenbuurt.yaml",
        "naam: Buurthuis De Molen",
        &format!("naam: {long}"),
    );
    assert_snapshot!(case.args(["rapport", "minimaal"]).run().rejects());
}

/// Makes all reports of a dossier, of which none has a flaw; how many there are.
fn flawless(folder: &Folder) -> usize {
    let checked = pipeline::check(folder).unwrap_or_else(|rejected| panic!("{rejected:?}"));
    for report in checked.known.keys() {
        let choice = Choice::Report(report.to_string());
        let built = pipeline::annual_report(folder, &checked, &choice, &Templates::built_in())
            .unwrap_or_else(|rejected| panic!("{}, {report}: {:?}", checked.dossier.deal.id, rejected.diagnostics));
        assert!(built.pdf.flaws.is_empty(), "{}, {report}: {:?}", checked.dossier.deal.id, built.pdf.flaws);
    }
    checked.known.len()
}

#[test]
fn no_report_of_ours_has_a_flaw() {
    let dossiers = folders("valid").into_iter().chain(folders("portfolio/deals"));
    let count: usize = dossiers.map(|path| flawless(&Folder::open(&path).unwrap())).sum();
    assert!(count >= 20, "{count}");
}

#[test]
fn a_new_dossier_has_no_flaw() {
    let case = Case::new().made("proef").args(["nieuw", "proef", "--jaar", "2025"]);
    case.run().writes();
    assert_eq!(flawless(&case.folder()), 1);
}
