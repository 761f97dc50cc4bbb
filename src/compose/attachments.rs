//! What travels inside the PDF: the dossier files the report used, the trail of its figures, and
//! the manifest that restores the folders.

use super::table::Trail;
use crate::format;
use crate::read::Sources;
use crate::read::delivery::{FORMAT, Listed, MANIFEST, Maker, Manifest, PROVENANCE, Stamp};
use crate::world::{Folder, Templates};

/// A file inside the PDF.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Its flat name: folders are marked by `__`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its MIME type.
    pub mime: &'static str,
    /// How it relates to the report, as PDF/A-3 names it.
    pub relationship: &'static str,
    /// What it is, in Dutch.
    pub description: String,
}

/// The dossier's files as attachments.
pub(super) fn dossier_files(folder: &Folder) -> Vec<Attachment> {
    folder
        .files()
        .map(|(path, bytes)| Attachment {
            name: Listed::file(path, &[]).name,
            bytes: bytes.to_vec(),
            mime: mime(path),
            relationship: "source",
            description: describe(path),
        })
        .collect()
}

/// The templates that are not those of the program, so that the report can be made again.
pub(super) fn own_templates(templates: &Templates) -> Vec<Attachment> {
    templates
        .own()
        .map(|(path, bytes)| Attachment {
            name: Listed::template(path, &[]).name,
            bytes: bytes.to_vec(),
            mime: "text/plain",
            relationship: "supplement",
            description: format!("Eigen sjabloon {path}"),
        })
        .collect()
}

/// The registration number.
pub(super) fn stamp(stamp: &Stamp) -> Attachment {
    Attachment {
        name: Listed::stamp(&[]).name,
        bytes: stamp.bytes(),
        mime: "application/yaml",
        relationship: "supplement",
        description: "Registratienummer, toegekend nadat het rapport was gemaakt".to_owned(),
    }
}

fn mime(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("csv") => "text/csv",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/yaml",
    }
}

fn describe(path: &str) -> String {
    let stem = path.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or(path);
    match path.split('/').next() {
        Some("pijlers") => format!("Pijler {stem}: doel, aanpak en resultaten"),
        Some("projecten") => format!("Project {stem}"),
        Some("indicatoren") => format!("Indicator {stem}: definitie, streefwaarde en metingen"),
        Some("bestedingen") => format!("Bestedingen en ontvangsten {stem}"),
        Some("verslagen") => format!("Verslag {stem}: teksten en standen"),
        Some("beelden") => format!("Beeld {stem}"),
        Some("gegevens") => format!("Blad {stem}: rijen uit een spreadsheet"),
        _ => "Het convenant: partijen, afspraken en bijdragen".to_owned(),
    }
}

/// What the manifest says besides the list of files.
pub(super) struct ManifestHead<'a> {
    pub(super) deal: &'a str,
    pub(super) report: &'a str,
    pub(super) known_through: String,
    pub(super) fingerprint: &'a str,
    pub(super) stamp: Option<&'a Stamp>,
}

/// `inhoud.json`: each file with its path, flat name, size and SHA-256, and which version of the
/// program and of the templates made the report.
pub(super) fn manifest(head: &ManifestHead<'_>, folder: &Folder, templates: &Templates) -> Attachment {
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        deal: head.deal.to_owned(),
        report: head.report.to_owned(),
        known_through: head.known_through.clone(),
        fingerprint: head.fingerprint.to_owned(),
        program: Manifest::this_program(),
        templates: Maker { name: "sha256".to_owned(), version: templates.fingerprint() },
        files: Manifest::files_of(folder),
        own_templates: templates.own().map(|(path, bytes)| Listed::template(path, bytes)).collect(),
        stamp: head.stamp.map(|stamp| Listed::stamp(&stamp.bytes())),
    };
    let mut bytes = serde_json::to_vec_pretty(&manifest).unwrap_or_default();
    bytes.push(b'\n');
    Attachment {
        name: MANIFEST.to_owned(),
        bytes,
        mime: "application/json",
        relationship: "supplement",
        description: "Inhoudsopgave: paden, groottes en controlegetallen van de bijgevoegde bestanden".to_owned(),
    }
}

/// `herkomst.csv`: the printed figures that carry a trace, each with its exact value in its unit, its formula, and the
/// file and line it comes from. A figure from several places has them in one cell, separated by spaces.
pub(super) fn provenance(trail: &Trail, sources: &Sources) -> Attachment {
    let mut table = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    let head = ["nummer", "plaats", "cijfer", "gedrukt", "exacte waarde", "eenheid", "formule", "bestand:regel"];
    let rows = trail.entries().iter().enumerate().map(|(number, entry)| {
        let mut places: Vec<String> = entry.sources.iter().map(|path| sources.place(path)).collect();
        places.dedup();
        [
            (number + 1).to_string(),
            entry.place.clone(),
            entry.label.clone(),
            format::plain_spaces(&entry.printed),
            entry.exact.clone(),
            entry.unit.clone(),
            entry.formula.clone(),
            places.join(" "),
        ]
    });
    // Writing into a Vec cannot fail.
    let _ = table.write_record(head);
    for row in rows {
        let _ = table.write_record(row);
    }
    Attachment {
        name: PROVENANCE.to_owned(),
        bytes: table.into_inner().unwrap_or_default(),
        mime: "text/csv",
        relationship: "data",
        description: "Herkomst van de gedrukte cijfers: bestand, regel en formule".to_owned(),
    }
}
