//! Every folder of `fixtures/invalid` proves one mistake.
//!
//! A folder holds only the files that differ from `fixtures/valid/minimaal`, laid over it. The
//! first line of the file with the mistake names what is expected: `# Verwacht: L021 op regel 14`; of a
//! mistake in a sheet the file that names it does: `… op regel 3 van gegevens/uitgaven.csv`.
//! A file `WEG` lists the files of the base that are absent, one per line, and may start with the
//! same remark. A folder `L…` is refused by reading, a folder `R…` by a rule of `check`. A folder of
//! `fixtures/just-valid` comes as near to a rule as it can without breaking it. A new case is a new
//! folder.

use std::fs;
use std::path::Path;

use voortgang::check::RULES;
use voortgang::diagnostic::{Colour, Diagnostic, has_errors, render};
use voortgang::pipeline::check;
use voortgang::read::{Reading, Sources, read};
use voortgang::world::Folder;

fn fixtures() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures"))
}

fn minimal() -> Folder {
    Folder::open(&fixtures().join("valid/minimaal")).unwrap()
}

#[test]
fn the_minimal_dossier_has_nothing_to_say() {
    let reading = read(&minimal());
    assert_eq!(render(&reading.diagnostics, &reading.sources, Colour::Off), "");
    let dossier = reading.dossier.unwrap();
    assert_eq!(dossier.pillars.len() + dossier.projects.len() + dossier.indicators.len() + dossier.reports.len(), 4);
    assert_eq!((dossier.spending.len(), dossier.receipts.len()), (2, 1));
    assert_eq!(dossier.spending[1].at.to_string(), "regels[1]");
    assert_eq!(dossier.indicators[0].series[1].at.to_string(), "reeks[1]");
    assert_eq!(dossier.indicators[0].id.as_str(), "ontmoeten");
}

/// What a fixture expects: a code, and the line of the file where it must be.
struct Expected {
    code: String,
    place: Option<(String, usize)>,
}

/// The minimal dossier with a fixture's files laid over it, and what that fixture expects.
fn overlay(path: &Path) -> (Folder, Option<Expected>) {
    let mut folder = minimal();
    let mut expected = None;
    let mut lay = |name: &str, path: &Path| {
        let bytes = fs::read(path).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let first = text.lines().next().unwrap_or_default().trim_start_matches('\u{feff}');
        if let Some(remark) = first.strip_prefix("# Verwacht: ") {
            let (code, line) =
                remark.split_once(" op regel ").map_or((remark, None), |(code, line)| (code, Some(line)));
            let place = line.map(|line| {
                let (line, file) = line.split_once(" van ").unwrap_or((line, name));
                (file.trim().to_owned(), line.trim().parse().unwrap())
            });
            expected = Some(Expected { code: code.trim().to_owned(), place });
        }
        if name == "WEG" {
            for gone in text.lines().filter(|line| !line.starts_with('#')) {
                assert!(folder.files.remove(gone).is_some(), "{gone} staat niet in minimaal");
            }
        } else {
            folder.insert(name, bytes);
        }
    };
    let mut entries: Vec<_> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        let name = entry.file_name().unwrap().to_str().unwrap().to_owned();
        if entry.is_dir() {
            for file in fs::read_dir(&entry).unwrap() {
                let file = file.unwrap().path();
                lay(&format!("{name}/{}", file.file_name().unwrap().to_str().unwrap()), &file);
            }
        } else {
            lay(&name, &entry);
        }
    }
    (folder, expected)
}

/// Everything that reading and the rules say of a folder.
fn checked(folder: &Folder) -> (Vec<Diagnostic>, Sources) {
    match check(folder) {
        Ok(checked) => (checked.diagnostics, checked.sources),
        Err(rejected) => (rejected.diagnostics, rejected.sources),
    }
}

/// What is said of a fixture, and whether it is what the fixture expects.
fn said_of(path: &Path, say: impl Fn(&Folder) -> (Vec<Diagnostic>, Sources)) -> (String, bool) {
    let (folder, expected) = overlay(path);
    let name = path.file_name().unwrap().to_str().unwrap();
    let expected = expected.unwrap_or_else(|| panic!("{name}: geen regel `# Verwacht:`"));
    assert!(name.starts_with(&expected.code), "{name} verwacht {}", expected.code);
    let (diagnostics, sources) = say(&folder);
    let is_expected = |diagnostic: &Diagnostic| {
        let found = sources.locate(&diagnostic.at, &diagnostic.target).map(|place| (place.file, place.line));
        let place = expected.place.as_ref();
        diagnostic.code == expected.code && place.is_none_or(|expected| found.as_ref() == Some(expected))
    };
    (render(&diagnostics, &sources, Colour::Off), diagnostics.iter().any(is_expected))
}

#[test]
fn every_invalid_fixture_is_rejected_where_it_says() {
    let mut elsewhere = Vec::new();
    insta::glob!("../../fixtures/invalid", "L*", |path| {
        let (text, is_expected) = said_of(path, |folder| {
            let Reading { sources, diagnostics, .. } = read(folder);
            (diagnostics, sources)
        });
        if !is_expected {
            elsewhere.push(format!("{}:\n{text}", path.display()));
        }
        insta::assert_snapshot!(text);
    });
    assert!(elsewhere.is_empty(), "{}", elsewhere.join("\n"));
}

#[test]
fn every_broken_rule_is_named_where_the_fixture_says() {
    let mut elsewhere = Vec::new();
    insta::glob!("../../fixtures/invalid", "R*", |path| {
        let (text, is_expected) = said_of(path, checked);
        if !is_expected {
            elsewhere.push(format!("{}:\n{text}", path.display()));
        }
        insta::assert_snapshot!(text);
    });
    assert!(elsewhere.is_empty(), "{}", elsewhere.join("\n"));
}

#[test]
fn every_rule_has_a_fixture_that_breaks_it() {
    for folder in ["invalid", "just-valid"] {
        let names: Vec<String> = fs::read_dir(fixtures().join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        for rule in RULES {
            let is_there = names.iter().any(|name| name.starts_with(rule.code));
            assert!(is_there, "{} heeft geen voorbeeld in {folder}", rule.code);
        }
    }
}

#[test]
fn what_is_just_valid_has_nothing_to_say() {
    let mut faults = Vec::new();
    for entry in fs::read_dir(fixtures().join("just-valid")).unwrap() {
        let path = entry.unwrap().path();
        let (diagnostics, sources) = checked(&overlay(&path).0);
        if !diagnostics.is_empty() {
            faults.push(format!("{}:\n{}", path.display(), render(&diagnostics, &sources, Colour::Off)));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn whole_dossiers_break_no_rule() {
    for name in ["afgeleid", "den-haag-zuidwest", "klein-met-andere-artikelen", "met-bladen", "minimaal"] {
        let (diagnostics, sources) = checked(&Folder::open(&fixtures().join("valid").join(name)).unwrap());
        assert!(!has_errors(&diagnostics), "{}", render(&diagnostics, &sources, Colour::Off));
    }
}

/// What is said of whole dossiers that are right: a reader agreed with each line of this list.
const AGREED: [(&str, &str); 1] = [("den-haag-zuidwest", "R072")];

#[test]
fn a_reader_agreed_with_all_that_is_said_of_valid_dossiers() {
    let mut said = Vec::new();
    for entry in fs::read_dir(fixtures().join("valid")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let (diagnostics, _) = checked(&Folder::open(&path).unwrap());
        said.extend(diagnostics.iter().map(|diagnostic| (name.clone(), diagnostic.code.to_owned())));
    }
    said.sort();
    let agreed: Vec<_> = AGREED.iter().map(|(name, code)| ((*name).to_owned(), (*code).to_owned())).collect();
    assert_eq!(said, agreed);
}
