//! The council package: everything a griffier needs of one report, each file with its name, size and
//! SHA-256.
//!
//! Comes in: the PDFs and the HTML of a report, the dossier as it was known, and its figures. Goes out: a
//! [`Package`] in memory: files by sorted names, and what lacks in the dossier. Left to others: making
//! the documents (`compose`, `typeset`) and writing them (`publish`). Nothing here depends on a clock,
//! so two runs give the same bytes, the zip among them.

mod accessibility;
mod diwoo;
mod letter;
mod manifest;
mod mdto;
mod names;
mod open_data;
mod zip;

use crate::figures::Known;
use crate::model::{Dossier, Report};

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

/// Everything a griffier needs of one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// The name of its folder.
    pub name: String,
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
        let mut files = vec![
            file(&names.annex, documents.annex, "Raadsbijlage: het verslag in twee tot vier bladzijden"),
            file(&names.delivery, documents.delivery, "Het hele verslag, met de gegevens erin: het authentieke stuk"),
            file(&names.archive, documents.archive, "Het hele verslag voor het archief, zonder bijlagen"),
            file(&names.html, documents.html.as_bytes(), "Het hele verslag als webpagina"),
        ];
        files.extend(open_data::files(about, documents));
        files.extend(mdto::files(about, &names, &files.clone()));
        files.extend(diwoo::files(about, &names));
        files.push(accessibility::file(about, &names));
        files.push(letter::file(about, &names));
        files.sort_by(|one, other| one.name.cmp(&other.name));
        let manifest = manifest::files(about, &names, &files);
        files.extend(manifest);
        files.sort_by(|one, other| one.name.cmp(&other.name));
        Self { name: names.folder, files, lacking: lacking(about) }
    }

    /// The package as one file, the same each time.
    #[must_use]
    pub fn zipped(&self) -> Vec<u8> {
        zip::zip(&self.name, &self.files)
    }
}

/// What the dossier does not say, and a griffier will look for.
fn lacking(about: About<'_>) -> Vec<String> {
    let references = about.dossier.deal.references.as_ref();
    let mut lacking = Vec::new();
    if references.is_none_or(|found| found.portefeuillehouder.is_none()) {
        lacking.push("de portefeuillehouder (`kenmerken`, `portefeuillehouder`)".to_owned());
    }
    if references.is_none_or(|found| found.tooi_id.is_none()) {
        lacking.push("de TOOI-code van de gemeente (`kenmerken`, `tooi-id`)".to_owned());
    }
    lacking
}
