//! What comes from outside and means no good: none of it stops the program, each has its reason, and nothing is
//! written where it should not be.

mod dossiers;
mod files;
mod forged;
mod pdfs;
mod raw;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use voortgang::workers::{Job, Limits, Outcome, ask_of};

use crate::case::Case;
use forged::Forged;

/// Every path under a folder.
fn listing(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            found.extend(listing(&entry.path()));
        }
        found.insert(entry.path());
    }
    found
}

/// What a terminal would take as more than text.
fn is_plain(text: &str) -> bool {
    text.chars().all(|sign| sign == '\n' || sign == '\u{a0}' || !(sign.is_control() || sign == '\u{202e}'))
}

#[test]
fn every_hostile_pdf_is_refused_with_its_reason() {
    let all = pdfs::all();
    assert!(all.len() >= 60);
    let mut case = Case::new();
    let names: Vec<String> = all.iter().map(|one| format!("{}.pdf", one.name)).collect();
    for (one, name) in all.iter().zip(&names) {
        fs::write(case.path(name), &one.bytes).unwrap();
    }
    case = case.args(["bewijs"].into_iter().chain(names.iter().map(String::as_str)));
    let stderr = case.run().rejects();
    assert!(!stderr.contains("panicked") && !stderr.contains("loopt hierop vast"), "{stderr}");
    assert!(is_plain(&stderr), "{stderr:?}");
    let mut said = stderr.strip_prefix("fout: ").unwrap().split("\nfout: ");
    for (one, name) in all.iter().zip(&names) {
        let said = said.next().unwrap();
        assert!(said.starts_with(&format!("{name}: ")) && said.contains(one.why), "{name}, `{}`: {said}", one.why);
    }
    assert_eq!(said.next(), None);

    // What comes out comes out in the folder that was named, and nowhere else.
    for name in &names {
        let folder = format!("uit/{name}/dossier");
        case = case.args(["uitpakken", name, &folder]);
        let before = listing(&case.path(""));
        let (_, stderr) = case.run().prints();
        assert!(!stderr.contains("panicked") && is_plain(&stderr), "{stderr}");
        let (parent, target) = (case.path("uit"), case.path(&folder));
        let is_there = |path: &PathBuf| path.starts_with(&target) || *path == parent || parent.join(name) == *path;
        let elsewhere: Vec<PathBuf> =
            listing(&case.path("")).difference(&before).filter(|path| !is_there(path)).cloned().collect();
        assert!(elsewhere.is_empty(), "{elsewhere:?}");
        if target.exists() {
            let known = ["deal.yaml", "pijlers", "projecten", "indicatoren", "bestedingen", "verslagen", "beelden"];
            let within = listing(&target);
            let top = |path: &PathBuf| path.strip_prefix(&target).unwrap().iter().next().unwrap().to_owned();
            assert!(within.iter().all(|path| known.iter().any(|known| top(path) == *known)), "{within:?}");
        } else {
            assert!(stderr.contains("fout: "), "{name}: {stderr}");
        }
    }
}

#[test]
fn every_hostile_dossier_is_refused_with_its_reason() {
    let all = dossiers::all();
    let mut case = Case::new();
    for one in &all {
        case = case.dossier("klein-met-andere-artikelen");
        let folder = case.path(one.name);
        fs::rename(case.path("klein-met-andere-artikelen"), &folder).unwrap();
        (one.spoil)(&folder);
        case = case.args(["controleer", one.name]);
        let stderr = case.run().rejects();
        assert!(stderr.contains(one.why), "{}, `{}`: {stderr}", one.name, one.why);
        assert!(!stderr.contains("panicked"), "{stderr}");
        assert!(stderr.len() < 3_000_000, "{}", stderr.len());
    }
    case = case.args(["rapport"].into_iter().chain(all.iter().map(|one| one.name)));
    let stderr = case.run().rejects();
    for one in &all {
        assert!(stderr.contains(&format!("Er is geen nieuw rapport gemaakt van {}.", one.name)), "{}", one.name);
    }
    assert!(!stderr.contains("panicked") && !stderr.contains("loopt hierop vast"));
    assert!(!case.path("output").exists());
}

/// A process that takes too long or too much is ended, and it is said which of the two.
#[test]
fn limits_of_time_and_memory_bite() {
    let case = Case::new();
    let proof = |name: &str, text: &str, limits: Limits| {
        let pdf = case.path(name);
        fs::write(&pdf, Forged::new().template("annual-report/report.typ.j2", text).save()).unwrap();
        ask_of(Path::new(env!("CARGO_BIN_EXE_voortgang")), &Job::Prove { pdf }, limits)
    };
    let slow = "#for a in range(9000) { for b in range(9000) { let c = calc.pow(a, 2) } }";
    let time = Duration::from_secs(1);
    assert!(matches!(
        proof("traag.pdf", slow, Limits { time, ..Limits::FROM_OUTSIDE }),
        Outcome::TookTooLong(limit) if limit == time
    ));
    let large = "#let x = \"a\" * 400000000";
    let memory = 256 * 1024 * 1024;
    assert!(matches!(
        proof("groot.pdf", large, Limits { memory, ..Limits::FROM_OUTSIDE }),
        Outcome::TookTooMuch(limit) if limit == memory
    ));
    let none = ask_of(Path::new("/bestaat/niet"), &Job::Prove { pdf: case.path("groot.pdf") }, Limits::FROM_OUTSIDE);
    assert!(matches!(none, Outcome::Died(None)));
}
