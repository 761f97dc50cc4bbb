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
mod read_me;
#[cfg(test)]
mod tests;
mod word;
mod xml;
mod zip;

use std::io;

use crate::compose::{Described, Standards};
use crate::diagnostic::Diagnostic;
use crate::figures::Known;
use crate::format;
use crate::model::{Dossier, Organisation, Report};
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

impl<'a> Documents<'a> {
    /// The bytes of a form.
    const fn of(self, form: Form) -> &'a [u8] {
        match form {
            Form::Annex => self.annex,
            Form::Delivery => self.delivery,
            Form::Archive => self.archive,
            Form::Html => self.html.as_bytes(),
        }
    }
}

/// Which form of which document a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Annex,
    Delivery,
    Archive,
    Html,
}

impl Form {
    /// What it is called where there is little room: a long word says where it may be broken.
    const fn label(self) -> &'static str {
        match self {
            Self::Annex => "Raads\u{ad}bijlage",
            Self::Delivery => "Verslag",
            Self::Archive => "Archief\u{ad}exemplaar",
            Self::Html => "Webversie",
        }
    }

    /// What it is, in the manifest.
    const fn about(self) -> &'static str {
        match self {
            Self::Annex => "Raadsbijlage: het verslag in twee tot vier bladzijden",
            Self::Delivery => "Het hele verslag, met de gegevens erin: het authentieke stuk",
            Self::Archive => "Het hele verslag voor het archief, zonder bijlagen",
            Self::Html => "Het hele verslag als webpagina",
        }
    }

    /// What it conforms to besides PDF/UA-1, when it is a PDF.
    const fn standards(self) -> Option<Standards> {
        match self {
            Self::Delivery => Some(Standards::A3a),
            Self::Annex | Self::Archive => Some(Standards::A2a),
            Self::Html => None,
        }
    }

    /// What it is made to conform to, in words.
    fn claim(self) -> String {
        match self.standards() {
            Some(standards) => format!("PDF/UA-1 en {}", standards.name()),
            None => "HTML 5, voor WCAG 2.1 niveau AA".to_owned(),
        }
    }

    /// Its format in the register PRONOM: name and code.
    const fn pronom(self) -> (&'static str, &'static str) {
        match self.standards() {
            Some(Standards::A2a) => ("Acrobat PDF/A - Portable Document Format 2a", "fmt/476"),
            Some(Standards::A3a) => ("Acrobat PDF/A - Portable Document Format 3a", "fmt/479"),
            None => ("Hypertext Markup Language 5", "fmt/471"),
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
    form: Form,
    /// Its file name.
    name: &'a str,
    /// What the names of the files about it begin with.
    short: &'static str,
    title: &'a str,
}

impl Document<'_> {
    /// The registration number of this paper, when it was assigned.
    const fn number<'a>(&self, about: About<'a>) -> Option<&'a str> {
        match self.form {
            Form::Annex => about.annex_stamp,
            Form::Delivery | Form::Archive | Form::Html => about.stamp,
        }
    }

    /// Identifies the document of which it is a form, in this version.
    fn id(&self, about: About<'_>) -> String {
        about.id(self.form.document())
    }

    /// What it is, in a sentence or two.
    fn description(&self, about: About<'_>) -> String {
        let report = about.report;
        let what = match self.form {
            Form::Annex => "Korte raadsbijlage bij het verslag",
            Form::Html => "Webversie van het verslag",
            Form::Delivery | Form::Archive => "Verslag",
        };
        let invented =
            if about.dossier.has_invented(report) { " Dit is een voorbeeld met verzonnen gegevens." } else { "" };
        format!(
            "{what} over de voortgang van {}, {}. Stand op {}; versie {}, {}.{invented}",
            about.dossier.deal.in_sentence(),
            format::period(&report.period),
            format::date(*report.reference_date),
            report.version,
            report.status.stage().word(),
        )
    }
}

impl About<'_> {
    /// Who publishes the report and archives it.
    fn organisation(self) -> Organisation {
        Organisation::of(&self.dossier.deal)
    }

    /// Identifies a document about the report, in this version.
    fn id(self, what: &str) -> String {
        let (deal, report) = (&self.dossier.deal.id, self.report);
        format!("{deal}/{}/{what}/{}", report.id, report.version)
    }
}

impl FileNames {
    /// The documents of the package, in the order of their names.
    fn documents(&self) -> [Document<'_>; 4] {
        let document = |form, name, short, title| Document { form, name, short, title };
        [
            document(Form::Annex, self.annex.as_str(), "1-raadsbijlage", self.annex_title.as_str()),
            document(Form::Delivery, &self.delivery, "2-verslag", &self.title),
            document(Form::Archive, &self.archive, "3-archiefexemplaar", &self.title),
            document(Form::Html, &self.html, "4-webversie", &self.title),
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
        let made = names.documents().map(|document| File {
            name: document.name.to_owned(),
            bytes: documents.of(document.form).to_vec(),
            about: document.form.about().to_owned(),
        });
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
