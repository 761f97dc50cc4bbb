//! What the tests of a package share, and the tests of a package as a whole.

use std::fs;
use std::path::{Path, PathBuf};

use super::manifest::{MANIFEST, SUMS};
use super::*;
use crate::read::{self, Earlier};
use crate::world::Folder;

/// What says in the dossier of Twente that the province presents its reports.
pub(super) const OF_OVERIJSSEL: (&str, &str) = (
    "partijen:\n",
    "kenmerken:\n  tooi-id: https://identifier.overheid.nl/tooi/id/provincie/pv23\n  organisatie: provincie Overijssel\n\npartijen:\n",
);

/// The report of 2021 of the reference dossier.
pub(super) fn with_report(look: impl FnMut(About<'_>)) {
    with_changed_report(&[], look);
}

/// The report of 2021 of the reference dossier, with changes in `deal.yaml` and in the report.
pub(super) fn with_changed_report(changes: &[(&str, &str)], look: impl FnMut(About<'_>)) {
    with_report_of("valid/den-haag-zuidwest", changes, look);
}

/// The report of 2021 of a dossier among the fixtures, with changes.
pub(super) fn with_report_of(fixture: &str, changes: &[(&str, &str)], look: impl FnMut(About<'_>)) {
    let mut folder = Folder::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(fixture)).unwrap();
    for file in ["deal.yaml", "verslagen/2021.yaml"] {
        let bytes = folder.files().find(|(name, _)| *name == file).map(|(_, bytes)| bytes.to_vec()).unwrap();
        let text =
            changes.iter().fold(String::from_utf8(bytes).unwrap(), |text, (from, to)| text.replacen(from, to, 1));
        folder.insert(file, text);
    }
    about_each(&folder, |report| report == "2021", look);
}

/// Every report of the fixtures that are dossiers.
#[expect(clippy::disallowed_methods, reason = "tests look through the fixtures")]
pub(super) fn with_every_report(mut look: impl FnMut(About<'_>)) {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let folders = ["valid", "portfolio/deals"].map(|under| fs::read_dir(fixtures.join(under)).unwrap());
    let mut folders: Vec<PathBuf> = folders.into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    for folder in folders {
        about_each(&Folder::open(&folder).unwrap(), |_| true, &mut look);
    }
}

/// The reports of a dossier whose id is asked for.
fn about_each(folder: &Folder, is_asked: impl Fn(&str) -> bool, mut look: impl FnMut(About<'_>)) {
    let reading = read::read(folder);
    let (sources, dossier) = (reading.sources, reading.dossier.unwrap());
    for report in dossier.reports.values().filter(|report| is_asked(report.id.as_str())) {
        let known = Known::of(Earlier { folder, dossier: &dossier, sources: &sources }, report).unwrap();
        let report = known.report().unwrap();
        look(About {
            known: &known,
            dossier: &known.dossier,
            sources: &sources,
            report,
            stamp: None,
            annex_stamp: None,
        });
    }
}

/// A package with documents of a few words.
pub(super) fn package(about: About<'_>) -> Package {
    let figures = [Described { caption: "Een grafiek".to_owned(), alt: "Drie lijnen".to_owned() }];
    let pictures = [Picture { alt: "Drie lijnen".to_owned(), page: 12, figure: Some(3) }];
    let documents = Documents {
        delivery: b"delivery",
        archive: b"archive",
        annex: b"annex",
        html: "<!doctype html>",
        provenance: b"nummer\n1\n",
        figures: &figures,
        pictures: &pictures,
    };
    Package::of(about, documents, &Templates::built_in()).unwrap()
}

/// The names of everything in a package.
pub(super) fn paths(about: About<'_>) -> Vec<String> {
    package(about).files.into_iter().map(|file| file.name).collect()
}

/// The text of the first file with this in its name.
pub(super) fn text_in(package: &Package, name: &str) -> String {
    let file = package.files.iter().find(|file| file.name.contains(name));
    String::from_utf8(file.unwrap_or_else(|| panic!("no {name}")).bytes.clone()).unwrap()
}

/// The names of the elements in the first element of a name.
pub(super) fn children(xml: &str, name: &str) -> Vec<String> {
    let rest = from(xml, name);
    let inner = &rest[rest.find('>').unwrap() + 1..rest.find(&format!("</{name}>")).unwrap()];
    let mut depth = 0;
    let mut found = Vec::new();
    for tag in inner.split('<').skip(1) {
        if tag.starts_with('/') {
            depth -= 1;
            continue;
        }
        if depth == 0 {
            found.push(tag.split([' ', '>']).next().unwrap().to_owned());
        }
        depth += 1;
    }
    found
}

/// The text from the first element of a name on.
fn from<'a>(xml: &'a str, name: &str) -> &'a str {
    let start = [format!("<{name}>"), format!("<{name} ")].iter().filter_map(|tag| xml.find(tag)).min();
    &xml[start.unwrap_or_else(|| panic!("no {name} in {xml}"))..]
}

/// The text of the first element of a name.
pub(super) fn text_of(xml: &str, name: &str) -> String {
    let rest = from(xml, name);
    rest[rest.find('>').unwrap() + 1..rest.find("</").unwrap()].to_owned()
}

#[test]
fn every_file_is_there_once_with_its_size_and_checksum() {
    with_report(|about| {
        let package = package(about);
        let names: Vec<&str> = package.files.iter().map(|file| file.name.as_str()).collect();
        insta::assert_snapshot!(names.join("\n"));
        let text = |name: &str| {
            let file = package.files.iter().find(|file| file.name == name).unwrap();
            String::from_utf8(file.bytes.clone()).unwrap()
        };
        let manifest: serde_json::Value = serde_json::from_str(&text(MANIFEST)).unwrap();
        let listed = manifest["bestanden"].as_array().unwrap();
        assert_eq!(listed.len() + 2, names.len());
        let sums = text(SUMS);
        assert_eq!(sums.lines().count() + 1, names.len());
        for file in &package.files {
            assert!(!file.about.is_empty() && !file.bytes.is_empty(), "{}", file.name);
            let line = format!("{}  {}\n", crate::world::sha256(&file.bytes), file.name);
            assert!(file.name == SUMS || sums.contains(&line), "{}", file.name);
        }
    });
}

/// Who searches in a file types no other space, and a program compares signs. What people read as it is laid out, the
/// documents and the pages, keeps a number with its unit on one line.
#[test]
fn what_is_searched_or_computed_with_has_plain_spaces() {
    let mut parts_of_years = 0;
    with_every_report(|about| {
        for file in package(about).files {
            let texts: Vec<String> = match file.name.rsplit('.').next().unwrap() {
                "pdf" | "html" => continue,
                "docx" => word::tests::parts(&file.bytes).into_values().collect(),
                _ => vec![String::from_utf8(file.bytes).unwrap()],
            };
            assert!(texts.iter().all(|text| !text.contains(format::NBSP)), "{}: {}", about.report.id, file.name);
        }
        parts_of_years += u32::from(!about.report.period.is_calendar_year());
    });
    assert!(parts_of_years > 0);
}

#[test]
fn two_packages_have_the_same_bytes() {
    with_report(|about| {
        assert_eq!(package(about), package(about));
        assert_eq!(package(about).zipped().unwrap(), package(about).zipped().unwrap());
    });
}

#[test]
fn the_files_stand_at_the_root_of_the_zip() {
    with_report(|about| {
        let package = package(about);
        let zip = ::zip::ZipArchive::new(std::io::Cursor::new(package.zipped().unwrap())).unwrap();
        let names: Vec<&str> = package.files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(zip.file_names().map(Result::unwrap).collect::<Vec<_>>(), names);
    });
}
