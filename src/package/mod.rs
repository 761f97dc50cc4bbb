//! The council package: everything a griffier needs of one report, each file with its name, size and
//! SHA-256.
//!
//! Comes in: the PDFs and the HTML of a report, the dossier as it was known, and its figures. Goes out: a
//! [`Package`] in memory: files by sorted names, and what lacks in the dossier. Left to others: making
//! the documents (`compose`, `typeset`) and writing them (`publish`). Nothing here depends on a clock,
//! so two runs give the same bytes, the zip among them.

mod accessibility;
mod diwoo;
mod earlier;
mod letter;
mod manifest;
mod mdto;
mod names;
mod open_data;
mod organisation;
mod read_me;
mod xml;
mod zip;

use std::io;

use crate::compose::Described;
use crate::figures::Known;
use crate::model::{Dossier, Report};

pub use earlier::Stays;
pub use names::FileNames;

/// A file of the package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name in the package, with `/` between folders.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it is, in Dutch.
    pub about: String,
}

/// The documents of a report, ready.
#[derive(Debug, Clone, Copy)]
pub struct Documents<'a> {
    /// The delivery edition: PDF/A-3a and PDF/UA-1, with its data.
    pub delivery: &'a [u8],
    /// The archive edition: PDF/A-2a and PDF/UA-1, without attachments.
    pub archive: &'a [u8],
    /// The council annex: PDF/A-2a and PDF/UA-1.
    pub annex: &'a [u8],
    /// The HTML twin of the report.
    pub html: &'a str,
    /// `herkomst.csv` of the report.
    pub provenance: &'a [u8],
    /// The charts and photos of the report in words.
    pub figures: &'a [Described],
}

/// What a package is about.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// What the report knew.
    pub known: &'a Known,
    /// The dossier as it was known.
    pub dossier: &'a Dossier,
    /// The report.
    pub report: &'a Report,
    /// The registration number, when it was assigned.
    pub stamp: Option<&'a str>,
}

/// Which form of which document a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edition {
    Annex,
    Delivery,
    Archive,
    Html,
}

impl Edition {
    /// Its format in the register PRONOM: name and code.
    const fn pronom(self) -> (&'static str, &'static str) {
        match self {
            Self::Annex | Self::Archive => ("Acrobat PDF/A - Portable Document Format 2a", "fmt/476"),
            Self::Delivery => ("Acrobat PDF/A - Portable Document Format 3a", "fmt/479"),
            Self::Html => ("Hypertext Markup Language 5", "fmt/471"),
        }
    }

    /// What distinguishes the document that it is a form of, in its identification.
    const fn document(self) -> &'static str {
        match self {
            Self::Annex => "raadsbijlage",
            Self::Delivery | Self::Archive | Self::Html => "verslag",
        }
    }
}

/// A document of the package.
struct Document<'a> {
    edition: Edition,
    /// Its file name.
    name: &'a str,
    /// What the names of the files about it begin with.
    short: &'static str,
    title: &'a str,
}

impl Document<'_> {
    /// Identifies the document of which it is a form, in this version.
    fn id(&self, about: About<'_>) -> String {
        about.id(self.edition.document())
    }
}

impl About<'_> {
    /// Identifies a document about the report, in this version.
    fn id(self, what: &str) -> String {
        let (deal, report) = (&self.dossier.deal.id, self.report);
        format!("{deal}/{}/{what}/{}", report.id, report.version)
    }
}

impl FileNames {
    /// The documents of the package, in the order of their names.
    fn documents(&self) -> [Document<'_>; 4] {
        let document = |edition, name, short, title| Document { edition, name, short, title };
        [
            document(Edition::Annex, self.annex.as_str(), "1-raadsbijlage", self.annex_title.as_str()),
            document(Edition::Delivery, &self.delivery, "2-verslag", &self.title),
            document(Edition::Archive, &self.archive, "3-archiefexemplaar", &self.title),
            document(Edition::Html, &self.html, "4-webversie", &self.title),
        ]
    }
}

/// Everything a griffier needs of one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// The name of its folder.
    pub name: String,
    /// The id of the deal.
    pub deal: String,
    /// The id of the report.
    pub report: String,
    /// Its files, by name.
    pub files: Vec<File>,
    /// What the dossier does not say, and the package therefore leaves open; in Dutch.
    pub lacking: Vec<String>,
}

impl Package {
    /// Puts the package together.
    #[must_use]
    pub fn of(about: About<'_>, documents: Documents<'_>) -> Self {
        let names = FileNames::of(about);
        let file = |name: &str, bytes: &[u8], about: &str| File {
            name: name.to_owned(),
            bytes: bytes.to_vec(),
            about: about.to_owned(),
        };
        let made = [
            file(&names.annex, documents.annex, "Raadsbijlage: het verslag in twee tot vier bladzijden"),
            file(&names.delivery, documents.delivery, "Het hele verslag, met de gegevens erin: het authentieke stuk"),
            file(&names.archive, documents.archive, "Het hele verslag voor het archief, zonder bijlagen"),
            file(&names.html, documents.html.as_bytes(), "Het hele verslag als webpagina"),
        ];
        let lacking = lacking(about);
        let mut files = open_data::files(about, documents);
        files.extend(mdto::files(about, &names, &made));
        files.extend(diwoo::files(about, &names));
        files.push(accessibility::file(&names, documents.figures));
        files.push(letter::file(about, &names));
        files.push(read_me::file(about, &names, &lacking));
        files.extend(made);
        files.sort_by(|one, other| one.name.cmp(&other.name));
        files.extend(manifest::files(about, &names, &files, &lacking));
        files.sort_by(|one, other| one.name.cmp(&other.name));
        let (deal, report) = (about.dossier.deal.id.to_string(), about.report.id.to_string());
        Self { name: names.folder, deal, report, files, lacking }
    }

    /// The package as one file, the same each time.
    ///
    /// # Errors
    /// When a zip cannot hold it.
    pub fn zipped(&self) -> io::Result<Vec<u8>> {
        zip::zip(&self.files)
    }
}

/// What the dossier does not say, and a griffier will look for.
fn lacking(about: About<'_>) -> Vec<String> {
    let deal = &about.dossier.deal;
    let references = deal.references.as_ref();
    let lacks = |has: bool, what: &str| (!has).then(|| what.to_owned());
    let said = |has: fn(&crate::model::References) -> bool| references.is_some_and(has);
    let tooi = references.and_then(|of| of.tooi_id.as_ref());
    let tooi = match tooi {
        None => Some("de TOOI-code van de gemeente (`kenmerken`, `tooi-id`)".to_owned()),
        Some(id) if organisation::address(id.as_str()).is_none() => Some(format!(
            "een geldige TOOI-code: `{id}` is er geen; schrijf bijvoorbeeld gm0518 (`kenmerken`, `tooi-id`)"
        )),
        Some(_) => None,
    };
    [
        lacks(said(|of| of.portefeuillehouder.is_some()), "de portefeuillehouder (`kenmerken`, `portefeuillehouder`)"),
        lacks(said(|of| of.committee.is_some()), "de raadscommissie die het bespreekt (`kenmerken`, `commissie`)"),
        lacks(
            about.stamp.is_some() || said(|of| of.ris.is_some() || of.zaaknummer.is_some()),
            "het kenmerk van de registratie (later: `voortgang stempel`)",
        ),
        tooi,
        lacks(said(|of| of.organisation.is_some()), "de naam bij die TOOI-code (`kenmerken`, `organisatie`)"),
        lacks(
            !mdto::lacks_appraisal(about),
            "de waardering voor het archief, door de archivaris (`archief`, `waardering`)",
        ),
        lacks(
            !mdto::lacks_restriction(about),
            "of het gebruik is beperkt, door de archivaris (`archief`, `beperking`)",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::read::{self, Earlier};
    use crate::world::Folder;

    /// The report of 2021 of the reference dossier, with something put before the name of the deal.
    pub(super) fn with_report(before_name: &str, look: impl FnOnce(About<'_>)) {
        with_changed_report(&[("naam: Regio Deal Den Haag", &format!("naam: {before_name}Regio Deal Den Haag"))], look);
    }

    /// The report of 2021 of the reference dossier, with changes in `deal.yaml` and in the report.
    pub(super) fn with_changed_report(changes: &[(&str, &str)], look: impl FnOnce(About<'_>)) {
        let mut folder =
            Folder::open(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/valid/den-haag-zuidwest").as_ref()).unwrap();
        for file in ["deal.yaml", "verslagen/2021.yaml"] {
            let bytes = folder.files().find(|(name, _)| *name == file).map(|(_, bytes)| bytes.to_vec()).unwrap();
            let text =
                changes.iter().fold(String::from_utf8(bytes).unwrap(), |text, (from, to)| text.replacen(from, to, 1));
            folder.insert(file, text);
        }
        let reading = read::read(&folder);
        let (sources, dossier) = (reading.sources, reading.dossier.unwrap());
        let report = &dossier.reports["2021"];
        let known = Known::of(Earlier { folder: &folder, dossier: &dossier, sources: &sources }, report).unwrap();
        let report = known.report().unwrap();
        look(About { known: &known, dossier: &known.dossier, report, stamp: None });
    }

    /// Every report of the fixtures that are dossiers.
    #[expect(clippy::disallowed_methods, reason = "tests look through the fixtures")]
    pub(super) fn with_every_report(mut look: impl FnMut(About<'_>)) {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
        let folders = ["valid", "portfolio/deals"].map(|under| fs::read_dir(fixtures.join(under)).unwrap());
        let mut folders: Vec<PathBuf> = folders.into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
        folders.sort();
        for folder in folders {
            let folder = Folder::open(&folder).unwrap();
            let reading = read::read(&folder);
            let (sources, dossier) = (reading.sources, reading.dossier.unwrap());
            for report in dossier.reports.values() {
                let known =
                    Known::of(Earlier { folder: &folder, dossier: &dossier, sources: &sources }, report).unwrap();
                let report = known.report().unwrap();
                look(About { known: &known, dossier: &known.dossier, report, stamp: None });
            }
        }
    }

    /// The names of everything in a package.
    pub(super) fn paths(about: About<'_>) -> Vec<String> {
        package(about).files.into_iter().map(|file| file.name).collect()
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

    pub(super) fn package(about: About<'_>) -> Package {
        let figures = [Described { caption: "Een grafiek".to_owned(), alt: "Drie lijnen".to_owned() }];
        let documents = Documents {
            delivery: b"delivery",
            archive: b"archive",
            annex: b"annex",
            html: "<!doctype html>",
            provenance: b"nummer\n1\n",
            figures: &figures,
        };
        Package::of(about, documents)
    }

    #[test]
    fn every_file_is_there_once_with_its_size_and_checksum() {
        with_report("", |about| {
            let package = package(about);
            let names: Vec<&str> = package.files.iter().map(|file| file.name.as_str()).collect();
            insta::assert_snapshot!(names.join("\n"));
            let text = |name: &str| {
                let file = package.files.iter().find(|file| file.name == name).unwrap();
                String::from_utf8(file.bytes.clone()).unwrap()
            };
            let manifest: serde_json::Value = serde_json::from_str(&text("inhoud.json")).unwrap();
            let listed = manifest["bestanden"].as_array().unwrap();
            assert_eq!(listed.len() + 2, names.len());
            let sums = text("SHA256SUMS");
            assert_eq!(sums.lines().count() + 1, names.len());
            for file in &package.files {
                assert!(!file.about.is_empty() && !file.bytes.is_empty(), "{}", file.name);
                let line = format!("{}  {}\n", crate::world::sha256(&file.bytes), file.name);
                assert!(file.name == "SHA256SUMS" || sums.contains(&line), "{}", file.name);
            }
        });
    }

    #[test]
    fn two_packages_have_the_same_bytes() {
        with_report("", |about| {
            assert_eq!(package(about), package(about));
            assert_eq!(package(about).zipped().unwrap(), package(about).zipped().unwrap());
        });
    }

    #[test]
    fn the_files_stand_at_the_root_of_the_zip() {
        with_report("", |about| {
            let package = package(about);
            let zip = ::zip::ZipArchive::new(std::io::Cursor::new(package.zipped().unwrap())).unwrap();
            let names: Vec<&str> = package.files.iter().map(|file| file.name.as_str()).collect();
            assert_eq!(zip.file_names().map(Result::unwrap).collect::<Vec<_>>(), names);
        });
    }

    #[test]
    fn what_lacks_is_named() {
        with_report("", |about| {
            let lacking = package(about).lacking;
            let of = |word: &str| lacking.iter().any(|lack| lack.contains(word));
            assert!(of("commissie") && of("kenmerk") && of("waardering"), "{lacking:#?}");
            assert!(!of("portefeuillehouder") && !of("TOOI"), "{lacking:#?}");
        });
        with_changed_report(
            &[("tooi-id: https://identifier.overheid.nl/tooi/id/gemeente/gm0518", "tooi-id: \"0518\"")],
            |about| {
                assert!(package(about).lacking.iter().any(|lack| lack.contains("`0518` is er geen")));
            },
        );
    }

    #[test]
    fn the_texts_for_people_read_well() {
        with_report("", |about| {
            for file in
                package(about).files.iter().filter(|file| file.name.ends_with(".md") || file.name.ends_with(".txt"))
            {
                let name = file.name.rsplit('/').next().unwrap().replace('.', "-");
                insta::assert_snapshot!(name, String::from_utf8(file.bytes.clone()).unwrap());
            }
        });
    }
}
