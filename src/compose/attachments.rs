//! What travels inside the PDF: the dossier files the report used, the trail of its figures, and
//! the manifest that restores the folders.

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::table::Trail;
use crate::read::Sources;
use crate::world::Folder;

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

/// The SHA-256 of some bytes, in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    crate::format::hex(&Sha256::digest(bytes))
}

/// The fingerprint of the data of a report: the SHA-256 of a list of its files, one line each,
/// `<sha256>  <path>`, sorted by path. `sha256sum` over the restored folder gives the same list.
#[must_use]
pub fn fingerprint(folder: &Folder) -> String {
    let lines: Vec<String> = folder.files().map(|(path, bytes)| format!("{}  {path}\n", sha256(bytes))).collect();
    sha256(lines.concat().as_bytes())
}

/// The dossier's files as attachments.
pub(super) fn dossier_files(folder: &Folder) -> Vec<Attachment> {
    folder
        .files()
        .map(|(path, bytes)| Attachment {
            name: flat_name(path),
            bytes: bytes.to_vec(),
            mime: mime(path),
            relationship: "source",
            description: describe(path),
        })
        .collect()
}

/// `pijlers/vitaal.yaml` → `pijlers__vitaal.yaml`: readers of PDF stumble over slashes in names.
pub(super) fn flat_name(path: &str) -> String {
    path.replace('/', "__")
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

#[derive(Serialize)]
struct Manifest<'a> {
    formaat: &'static str,
    deal: &'a str,
    verslag: &'a str,
    gegevensstand: String,
    vingerafdruk: &'a str,
    programma: Version<'a>,
    sjablonen: Version<'a>,
    bestanden: Vec<ManifestFile<'a>>,
}

#[derive(Serialize)]
struct Version<'a> {
    naam: &'static str,
    versie: &'a str,
}

#[derive(Serialize)]
struct ManifestFile<'a> {
    pad: String,
    naam: &'a str,
    bytes: usize,
    sha256: String,
}

/// What the manifest says besides the list of files.
pub(super) struct ManifestHead<'a> {
    pub(super) deal: &'a str,
    pub(super) report: &'a str,
    pub(super) known_through: String,
    pub(super) fingerprint: &'a str,
    pub(super) templates: &'a str,
}

/// `inhoud.json`: each file with its path, flat name, size and SHA-256, and which version of the
/// program and of the templates made the report.
pub(super) fn manifest(head: &ManifestHead<'_>, folder: &Folder, files: &[Attachment]) -> Attachment {
    let bestanden = folder
        .files()
        .zip(files)
        .map(|((path, bytes), file)| ManifestFile {
            pad: path.to_owned(),
            naam: &file.name,
            bytes: bytes.len(),
            sha256: sha256(bytes),
        })
        .collect();
    let manifest = Manifest {
        formaat: "voortgang-inhoud/1",
        deal: head.deal,
        verslag: head.report,
        gegevensstand: head.known_through.clone(),
        vingerafdruk: head.fingerprint,
        programma: Version { naam: "voortgang", versie: env!("CARGO_PKG_VERSION") },
        sjablonen: Version { naam: "sha256", versie: head.templates },
        bestanden,
    };
    let mut bytes = serde_json::to_vec_pretty(&manifest).unwrap_or_default();
    bytes.push(b'\n');
    Attachment {
        name: "inhoud.json".to_owned(),
        bytes,
        mime: "application/json",
        relationship: "supplement",
        description: "Inhoudsopgave: paden, groottes en controlegetallen van de bijgevoegde bestanden".to_owned(),
    }
}

/// `herkomst.csv`: the printed figures that carry a trace, each with its exact value, its formula, and the file and line
/// it comes from. A figure from several places has them in one cell, separated by spaces.
pub(super) fn provenance(trail: &Trail, sources: &Sources) -> Attachment {
    let mut table = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    let head = ["nummer", "plaats", "cijfer", "gedrukt", "exacte waarde", "formule", "bestand:regel"];
    let rows = trail.entries().iter().enumerate().map(|(number, entry)| {
        let mut places: Vec<String> = entry.sources.iter().map(|path| sources.place(path)).collect();
        places.dedup();
        [
            (number + 1).to_string(),
            entry.place.clone(),
            entry.label.clone(),
            entry.printed.replace('\u{a0}', " "),
            entry.exact.clone(),
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
        name: "herkomst.csv".to_owned(),
        bytes: table.into_inner().unwrap_or_default(),
        mime: "text/csv",
        relationship: "data",
        description: "Herkomst van de gedrukte cijfers: bestand, regel en formule".to_owned(),
    }
}
