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
mod lacking;
mod letter;
mod manifest;
mod mdto;
mod names;
mod open_data;
mod organisation;
mod read_me;
mod word;
mod xml;
mod zip;

use std::io;

use crate::compose::Described;
use crate::diagnostic::Diagnostic;
use crate::figures::Known;
use crate::model::{Dossier, Report};
use crate::read::Sources;
use crate::typeset::Picture;
use crate::world::Templates;

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
    /// Where they stand in the delivery edition.
    pub pictures: &'a [Picture],
}

/// What a package is about.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// What the report knew.
    pub known: &'a Known,
    /// The dossier as it was known.
    pub dossier: &'a Dossier,
    /// Where everything stands in the dossier as its author has it.
    pub sources: &'a Sources,
    /// The report.
    pub report: &'a Report,
    /// The registration number of the report, when it was assigned.
    pub stamp: Option<&'a str>,
    /// That of the council annex, a paper of its own.
    pub annex_stamp: Option<&'a str>,
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
    /// The registration number of this paper, when it was assigned.
    const fn number<'a>(&self, about: About<'a>) -> Option<&'a str> {
        match self.edition {
            Edition::Annex => about.annex_stamp,
            Edition::Delivery | Edition::Archive | Edition::Html => about.stamp,
        }
    }

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
    /// What of it to write in `deal.yaml`, and where; in Dutch, and empty when nothing of it lacks.
    pub to_paste: String,
}

impl Package {
    /// Puts the package together.
    ///
    /// # Errors
    /// When a template does not fit.
    pub fn of(about: About<'_>, documents: Documents<'_>, templates: &Templates) -> Result<Self, Vec<Diagnostic>> {
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
        let lacking = lacking::sentences(about);
        let to_paste = lacking::to_paste(about);
        let mut files = open_data::files(about, documents);
        files.extend(mdto::files(about, &names, &made));
        files.extend(diwoo::files(about, &names));
        files.push(accessibility::file(about, &names, documents, templates)?);
        files.push(letter::file(about, &names));
        files.push(read_me::file(about, &names, &lacking, &to_paste));
        files.extend(made);
        files.sort_by(|one, other| one.name.cmp(&other.name));
        files.extend(manifest::files(about, &names, &files, &lacking));
        files.sort_by(|one, other| one.name.cmp(&other.name));
        let (deal, report) = (about.dossier.deal.id.to_string(), about.report.id.to_string());
        Ok(Self { name: names.folder, deal, report, files, lacking, to_paste })
    }

    /// The package as one file, the same each time.
    ///
    /// # Errors
    /// When a zip cannot hold it.
    pub fn zipped(&self) -> io::Result<Vec<u8>> {
        zip::zip(self.files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice())))
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
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
        with_report_of("valid/den-haag-zuidwest", changes, look);
    }

    /// The report of 2021 of a dossier among the fixtures, with changes.
    fn with_report_of(fixture: &str, changes: &[(&str, &str)], look: impl FnOnce(About<'_>)) {
        let mut folder = Folder::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(fixture)).unwrap();
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
        look(About {
            known: &known,
            dossier: &known.dossier,
            sources: &sources,
            report,
            stamp: None,
            annex_stamp: None,
        });
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
            assert!(of("commissie") && of("kenmerk van het verslag") && of("waardering"), "{lacking:#?}");
            assert!(!of("portefeuillehouder") && !of("TOOI") && !of("vaststelling"), "{lacking:#?}");
            let numbered = About { stamp: Some("RIS1"), annex_stamp: Some("RIS2"), ..about };
            assert!(!package(numbered).lacking.iter().any(|lack| lack.contains("kenmerk van")));
        });
        // The case number of the deal is no number of the report.
        with_changed_report(&[("kenmerken:\n", "kenmerken:\n  zaaknummer: Z-1\n")], |about| {
            assert!(package(about).lacking.iter().any(|lack| lack.contains("kenmerk van het verslag")));
        });
        with_changed_report(
            &[("tooi-id: https://identifier.overheid.nl/tooi/id/gemeente/gm0518", "tooi-id: \"0518\"")],
            |about| {
                assert!(package(about).lacking.iter().any(|lack| lack.contains("`0518` is er geen")));
            },
        );
    }

    fn text_in(package: &Package, name: &str) -> String {
        let file = package.files.iter().find(|file| file.name.contains(name));
        String::from_utf8(file.unwrap_or_else(|| panic!("no {name}")).bytes.clone()).unwrap()
    }

    /// What a reader of the letter sees.
    fn letter_of(about: About<'_>) -> String {
        word::tests::read_back(&letter::file(about, &FileNames::of(about)).bytes)
    }

    /// Several parties signed for Twente. None of them is taken for the sender, unless the dossier says so.
    #[test]
    fn who_sends_it_is_said_by_the_dossier_or_left_open() {
        let twente = "portfolio/deals/twente";
        let who = "<[nog invullen: welke gemeente, provincie of welk waterschap dit aanbiedt]>";
        with_report_of(twente, &[], |about| {
            let package = package(about);
            let letter = letter_of(about);
            for said in [&format!("Tabel: Van | {who}\n"), "Tabel: Aan | <[nog invullen", "Geachte leden,"] {
                assert!(letter.contains(said), "{said}\n{letter}");
            }
            for wrong in ["gemeenteraad", "college", "burgemeester", "Overijssel"] {
                assert!(!letter.contains(wrong), "{wrong}\n{letter}");
            }
            let xml = text_in(&package, "mdto/2-verslag.informatieobject.onvolledig.xml");
            assert!(!xml.contains("Overijssel") && xml.contains("er ontbreekt de archiefvormer"), "{xml}");
            assert!(xml.contains("<begripLabel>Aangeboden</begripLabel>"), "{xml}");
            assert!(package.lacking.iter().any(|lack| lack.contains("wie het verslag aanbiedt")), "{package:#?}");
        });
        let tooi = "kenmerken:\n  tooi-id: https://identifier.overheid.nl/tooi/id/provincie/pv23\n  organisatie: provincie Overijssel\n\npartijen:\n";
        with_report_of(twente, &[("partijen:\n", tooi)], |about| {
            let package = package(about);
            let letter = letter_of(about);
            for said in [
                "Tabel: Aan | Provinciale Staten, ter kennisname\n",
                "Tabel: Van | Gedeputeerde Staten (provincie Overijssel)\n",
                "Geachte Statenleden,",
                "namen van secretaris en commissaris van de Koning",
                "<[nog invullen: Statencommissie]>",
            ] {
                assert!(letter.contains(said), "{said}\n{letter}");
            }
            assert!(!letter.contains("raad,") && !letter.contains("college"), "{letter}");
            let xml = text_in(&package, "mdto/2-verslag.informatieobject");
            for said in ["<verwijzingNaam>provincie Overijssel<", ">TOOI register Provincies compleet<"] {
                assert!(xml.contains(said), "{said}\n{xml}");
            }
        });
    }

    /// What the metadata and the letter leave open is named, whatever the status and whoever the parties.
    #[test]
    fn what_is_left_open_anywhere_is_named_as_lacking() {
        let adopted = "  vastgesteld: 2022-06-07\n  aangeboden: 2022-06-14\n";
        let of_twente = "  vastgesteld: 2022-06-02\n  aangeboden: 2022-06-09\n";
        let cases: [(&str, &[(&str, &str)]); 6] = [
            ("valid/den-haag-zuidwest", &[]),
            ("valid/den-haag-zuidwest", &[(adopted, "")]),
            ("valid/den-haag-zuidwest", &[(adopted, "  vastgesteld: 2022-06-07\n")]),
            ("portfolio/deals/twente", &[]),
            ("portfolio/deals/twente", &[(of_twente, "")]),
            ("valid/minimaal", &[]),
        ];
        // What is open, with the word by which it is named as lacking; none for what no dossier holds.
        let named = [
            ("er ontbreekt de waardering", "`waardering`"),
            ("er ontbreekt de beperking op het gebruik", "`beperking`"),
            ("er ontbreekt de archiefvormer", "`organisatie`"),
            ("er ontbreekt de uitgever", "`tooi-id`"),
            ("er ontbreekt een documenthandeling", "`vastgesteld`"),
            ("[nog invullen: portefeuillehouder]", "`portefeuillehouder`"),
            ("[nog invullen: raadscommissie]", "`commissie`"),
            ("[nog invullen: commissie]", "`commissie`"),
            ("[nog invullen: welke gemeente, provincie of welk waterschap", "`organisatie`"),
            ("[nog invullen: datum van vaststelling]", "`vastgesteld`"),
            ("[nog invullen: datum van verzending]", "`aangeboden`"),
            ("[nog invullen: het ministerie", "`ontvangers`"),
            ("[nog invullen: kenmerk van deze brief", ""),
            ("[nog invullen: welke raad", ""),
            ("[nog invullen: wat de ontvangers", ""),
            ("[nog invullen: moties", ""),
            ("[nog invullen: namen van", ""),
        ];
        for (fixture, changes) in cases {
            with_report_of(fixture, changes, |about| {
                let package = package(about);
                for file in &package.files {
                    let text = match file.name.as_str() {
                        letter::NAME => Cow::from(letter_of(about)),
                        _ => String::from_utf8_lossy(&file.bytes),
                    };
                    let mut open = 0;
                    for start in ["er ontbreekt ", "[nog invullen: "] {
                        for (at, _) in text.match_indices(start) {
                            let found = named.iter().find(|(words, _)| text[at..].starts_with(words));
                            let (_, word) =
                                found.unwrap_or_else(|| panic!("{fixture}, {}: {}", file.name, &text[at..]));
                            let is_named = package.lacking.iter().any(|lack| lack.contains(word));
                            assert!(is_named, "{fixture}, {}: {word}\n{:#?}", file.name, package.lacking);
                            open += 1;
                        }
                    }
                    let must_be_open = file.name == letter::NAME || file.name.contains(".onvolledig");
                    assert!(!must_be_open || open > 0, "{}", file.name);
                }
            });
        }
    }

    /// What is to be pasted is read, and found back as what is still to be filled in.
    #[test]
    fn what_is_to_be_pasted_stands_in_its_place() {
        let pasted = |about: About<'_>| {
            let lines = package(about).to_paste;
            let of = |line: &&str| line.starts_with("  ") || line.ends_with("f:") || line.ends_with("n:");
            lines.lines().filter(of).flat_map(|line| [line, "\n"]).collect::<String>()
        };
        with_report("", |about| {
            let text = package(about).to_paste;
            let line = about.sources.get("deal.yaml").unwrap().text().lines().position(|line| line == "kenmerken:");
            assert!(
                text.contains(&format!(
                    "onder `kenmerken:` (regel {}):\n\n  commissie: NOG INVULLEN",
                    line.unwrap() + 1
                ))
            );
            assert!(
                text.contains(
                    "Zet onderaan in `deal.yaml`:\n\narchief:\n  waardering: nader-te-bepalen # NOG INVULLEN"
                ),
                "{text}"
            );
        });
        let mut at_the_end = String::new();
        with_report_of("valid/minimaal", &[], |about| at_the_end = pasted(about));
        assert!(at_the_end.starts_with("kenmerken:\n  organisatie: NOG INVULLEN"), "{at_the_end}");
        with_report_of("valid/minimaal", &[("verdeling:\n", &format!("{at_the_end}verdeling:\n"))], |about| {
            let blanks = read::blanks(about.sources).filter(|blank| blank.file == "deal.yaml").count();
            assert_eq!(blanks, 6, "{at_the_end}");
        });
    }

    /// A report that is not adopted is not for the council, the public or the archive, and the first line says so.
    #[test]
    fn the_read_me_of_a_concept_says_that_it_is_for_no_one_yet() {
        let concept = "CONCEPT. Niet publiceren, niet bij de raadsstukken zetten, niet naar het archief.";
        let adopted = ("  vastgesteld: 2022-06-07\n  aangeboden: 2022-06-14\n", "");
        let not_presented = ("  aangeboden: 2022-06-14\n", "");
        with_changed_report(&[adopted], |about| {
            let text = text_in(&package(about), "0-LEESMIJ");
            assert!(text.starts_with(concept), "{text}");
            assert!(!text.contains("Zet dit bij de stukken") && !text.contains("Publiceer dit bestand"), "{text}");
        });
        with_changed_report(&[not_presented], |about| {
            let text = text_in(&package(about), "0-LEESMIJ").split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(
                !text.contains("CONCEPT") && text.contains("pas als het is aangeboden aan de gemeenteraad"),
                "{text}"
            );
        });
    }

    /// A letter before the adoption keeps the day of the discussion, which is known.
    #[test]
    fn a_letter_keeps_what_is_known() {
        let adopted = ("  vastgesteld: 2022-06-07\n  aangeboden: 2022-06-14\n", "");
        let ministry = ("naam: het ministerie van Binnenlandse", "naam: Ministerie van Binnenlandse");
        with_changed_report(&[adopted, ministry], |about| {
            let letter = letter_of(about);
            for said in [
                "besprak het concept op 12 mei 2022. Wij stelden het verslag vast op <[nog invullen",
                "van de Regio Deal Den Haag Zuidwest",
                "gaat ook naar het Ministerie van Binnenlandse",
            ] {
                assert!(letter.contains(said), "{said}\n{letter}");
            }
        });
        with_report("", |about| {
            let numbered = About { stamp: Some("RIS1"), annex_stamp: Some("RIS2"), ..about };
            let letter = letter_of(numbered);
            for said in [
                "Tabel: Kenmerk | <[nog invullen",
                "Lijstnummering: Raadsbijlage, kenmerk RIS2:",
                "Lijstnummering: Het hele verslag, kenmerk RIS1,",
            ] {
                assert!(letter.contains(said), "{said}\n{letter}");
            }
        });
    }

    /// A value of the dossier is never a heading, an open place or a name, whatever signs it holds.
    #[test]
    fn a_value_in_the_letter_is_never_form() {
        let values = [
            ("organisatie: gemeente Den Haag", "organisatie: \"# Regio 1. Oost\""),
            ("portefeuillehouder: wethouder van Wonen, Wijken en Welzijn", "portefeuillehouder: \"[nog invullen: x]\""),
            ("kenmerken:\n", "kenmerken:\n  commissie: \"de `eerste` | **Bestuur**\"\n"),
        ];
        with_changed_report(&values, |about| {
            let letter = letter_of(about);
            for said in [
                "Tabel: Van | het college van burgemeester en wethouders (# Regio 1. Oost)\n",
                "Tabel: Portefeuillehouder | [nog invullen: x]\n",
                "Tabel: Commissie | de `eerste` | **Bestuur**\n",
            ] {
                assert!(letter.contains(said), "{said}\n{letter}");
            }
        });
        with_changed_report(
            &[values[0], ("  tooi-id: https://identifier.overheid.nl/tooi/id/gemeente/gm0518\n", "")],
            |about| {
                let letter = letter_of(about);
                assert!(letter.contains("Standaard: # Regio 1. Oost\n"), "{letter}");
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
            let package = package(about);
            let letter = package.files.iter().find(|file| file.name == letter::NAME).unwrap();
            insta::assert_snapshot!("aanbiedingsbrief-docx", word::tests::read_back(&letter.bytes));
        });
    }
}
