//! What comes from outside and means no good: none of it stops the program, each has its reason, and nothing is
//! written where it should not be.

mod dossiers;
mod files;
mod forged;
mod pdfs;
mod raw;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;

use tempfile::TempDir;
use voortgang::figures::overview::{Assurance, Intake, OverviewFile};
use voortgang::workers::jobs::{self, Prove};
use voortgang::workers::{Limits, NoAnswer, ask_of};
use voortgang::world::FileKind;

use crate::case::Case;
use crate::pdf::{Report, SMALL};
use forged::{Forged, folder};

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

/// The hostile PDFs, written to a folder once.
static CORPUS: LazyLock<Corpus> = LazyLock::new(|| {
    let place = tempfile::tempdir().unwrap();
    let write = |one: pdfs::Hostile| {
        let name = format!("{}.pdf", one.name);
        fs::write(place.path().join(&name), one.bytes).unwrap();
        (name, one.why)
    };
    let all: Vec<(String, &str)> = pdfs::all().into_iter().map(write).collect();
    assert!(all.len() >= 60);
    Corpus { place, all }
});

struct Corpus {
    place: TempDir,
    /// The names of the files, each with what is said of it.
    all: Vec<(String, &'static str)>,
}

impl Corpus {
    fn path(&self, name: &str) -> String {
        self.place.path().join(name).to_str().unwrap().to_owned()
    }
}

/// An overview of all of them and of two good reports: it is made, and says of each what is wrong with it.
/// Each is opened and proven as `bewijs` does, which says the same.
#[test]
fn an_overview_says_of_every_hostile_pdf_why_it_is_not_processed() {
    let corpus = &*CORPUS;
    let mut case = Case::new();
    let mut other = folder();
    let deal = String::from_utf8(other.files["deal.yaml"].clone()).unwrap();
    let id = deal.lines().find(|line| line.starts_with("id: ")).unwrap();
    other.insert("deal.yaml", deal.replacen(id, "id: een-andere-deal", 1));
    fs::write(case.path("goed.pdf"), &SMALL.bytes).unwrap();
    fs::write(case.path("ook-goed.pdf"), Report::of(&other, "2024").bytes).unwrap();
    let hostile = corpus.place.path().to_str().unwrap();
    case = case.args(["overzicht", hostile, "goed.pdf", "ook-goed.pdf", "--jaar", "2024", "--uitvoer", "uit.pdf"]);
    let (stdout, stderr) = case.run().says();
    assert_eq!(stdout, "uit.pdf\nuit.json\nuit.csv\n");
    assert!(!stderr.contains("panicked") && !stderr.contains("loopt hierop vast"), "{stderr}");
    assert!(is_plain(&stderr), "{stderr:?}");
    let said = OverviewFile::read(&fs::read(case.path("uit.json")).unwrap()).unwrap();
    let outcome = |name: &str| &said.submissions.iter().find(|one| one.source == name).unwrap().outcome;
    let mut taken = Vec::new();
    for (name, why) in &corpus.all {
        let refused = match outcome(name) {
            Intake::Refused(refused) => refused,
            Intake::Taken(one) => {
                let Assurance::DataOnly(told) = &one.assurance else { panic!("{name} is taken for a good report") };
                assert!(told.contains(why), "{name}, `{why}`: {told}");
                taken.push(name.as_str());
                continue;
            }
        };
        // Where a page differs is for `bewijs` to tell.
        let is_told = refused.why.contains(why) || refused.why == "dit rapport is niet wat deze gegevens opleveren";
        assert!(is_told && is_plain(&refused.why), "{name}, `{why}`: {}", refused.why);
        assert!(!refused.hint.is_empty() && stderr.contains(&format!("niet verwerkt: {name}: ")), "{name}");
    }
    // Of what another version or other templates made, the data count, and it is said that no more is known.
    assert_eq!(taken, ["andere-versie.pdf", "andere-sjablonen.pdf"]);
    for name in ["goed.pdf", "ook-goed.pdf"] {
        assert!(matches!(outcome(name), Intake::Taken(_)), "{name}");
    }
    assert_eq!(said.submissions.len(), corpus.all.len() + 2);
    let rijk = said.figures.iter().find(|figure| figure.id == "rijk/alle").unwrap();
    assert_eq!((rijk.count(), rijk.all), (2, 2));

    // Who wants to know is told by the status; the overview is made all the same.
    let few = [corpus.path("tekst.pdf"), corpus.path("pad-omhoog.pdf")];
    case = case.args([
        "overzicht",
        &few[0],
        &few[1],
        "goed.pdf",
        "--jaar",
        "2024",
        "--zonder-bewijs",
        "--streng",
        "--uitvoer",
        "streng.pdf",
    ]);
    let (stdout, _) = case.run().ends(1);
    assert_eq!(stdout, "streng.pdf\nstreng.json\nstreng.csv\n");
}

#[test]
fn every_hostile_pdf_is_refused_with_its_reason() {
    let corpus = &*CORPUS;
    let mut case = Case::new();
    let paths: Vec<String> = corpus.all.iter().map(|(name, _)| corpus.path(name)).collect();
    case = case.args(["bewijs"].into_iter().chain(paths.iter().map(String::as_str)));
    let stderr = case.run().rejects();
    assert!(!stderr.contains("panicked") && !stderr.contains("loopt hierop vast"), "{stderr}");
    assert!(is_plain(&stderr), "{stderr:?}");
    let mut said = stderr.strip_prefix("fout: ").unwrap().split("\nfout: ");
    for (path, (_, why)) in paths.iter().zip(&corpus.all) {
        let said = said.next().unwrap();
        assert!(said.starts_with(&format!("{path}: ")) && said.contains(why), "{path}, `{why}`: {said}");
    }
    assert_eq!(said.next(), None);
}

/// What comes out comes out in the folder that was named, and nowhere else.
#[test]
fn what_is_unpacked_stays_in_its_folder() {
    let corpus = &*CORPUS;
    let (mut case, outside) = (Case::new(), listing(corpus.place.path()));
    let folders = FileKind::FOLDERS.map(|(_, folder)| folder);
    let mut unpacked = Vec::new();
    for (name, _) in &corpus.all {
        let folder = format!("uit/{name}/dossier");
        case = case.args(["uitpakken", &corpus.path(name), &folder]);
        let (_, stderr) = case.run().prints();
        assert!(!stderr.contains("panicked") && is_plain(&stderr), "{stderr}");
        let parent = case.path("uit").join(name);
        let target = parent.join("dossier");
        if target.exists() {
            let top = |path: PathBuf| path.strip_prefix(&target).unwrap().iter().next().unwrap().to_owned();
            // The own templates of a report come out beside its data, and are not read as data.
            let known =
                |top: &OsStr| top == "deal.yaml" || top == jobs::TEMPLATES || folders.iter().any(|one| top == *one);
            for path in listing(&target) {
                assert!(known(&top(path.clone())), "{}", path.display());
            }
            assert_eq!(fs::read_dir(&parent).unwrap().count(), 1, "{name}");
            unpacked.push(name.as_str());
        } else {
            assert!(stderr.contains("fout: ") && !parent.exists(), "{name}: {stderr}");
        }
    }
    assert!(unpacked.contains(&"sjabloon-telt-door.pdf") && unpacked.len() < corpus.all.len() / 2, "{unpacked:?}");
    let entries = |folder: &str| fs::read_dir(case.path(folder)).unwrap().count();
    assert_eq!((entries(""), entries("uit")), (1, unpacked.len()));
    assert_eq!(listing(corpus.place.path()), outside);
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
        ask_of(Path::new(env!("CARGO_BIN_EXE_voortgang")), &Prove { pdf }, limits)
    };
    let slow = "#for a in range(9000) { for b in range(9000) { let c = calc.pow(a, 2) } }";
    let time = Duration::from_secs(1);
    assert!(matches!(
        proof("traag.pdf", slow, Limits { time, ..Limits::FROM_OUTSIDE }),
        Err(NoAnswer::TookTooLong(limit)) if limit == time
    ));
    let large = "#let x = \"a\" * 400000000";
    let memory = 256 * 1024 * 1024;
    assert!(matches!(
        proof("groot.pdf", large, Limits { memory, ..Limits::FROM_OUTSIDE }),
        Err(NoAnswer::TookTooMuch(limit)) if limit == memory
    ));
    let none = ask_of(Path::new("/bestaat/niet"), &Prove { pdf: case.path("groot.pdf") }, Limits::FROM_OUTSIDE);
    assert!(matches!(none, Err(NoAnswer::NotStarted(_))));
}

/// What a process says that is no answer to what was asked is never taken for one.
#[cfg(unix)]
#[test]
fn a_process_that_answers_something_else_counts_as_dead() {
    let job = Prove { pdf: Case::new().path("rapport.pdf") };
    assert!(matches!(ask_of(Path::new("echo"), &job, Limits::FROM_OUTSIDE), Err(NoAnswer::Died(None))));
}
