//! The manifest: every file with its size and SHA-256, as JSON and for `sha256sum --check`.

use serde::Serialize;

use super::{About, File, FileNames};
use crate::read::delivery::{Maker, Manifest};
use crate::world::sha256;

/// The name of the manifest.
pub(super) const MANIFEST: &str = "inhoud.json";

/// The name of the list that `sha256sum` checks.
pub(super) const SUMS: &str = "SHA256SUMS";

#[derive(Serialize)]
struct PackageManifest<'a> {
    formaat: &'static str,
    pakket: &'a str,
    deal: &'a str,
    verslag: &'a str,
    versie: &'a str,
    status: &'a str,
    kenmerk: Option<&'a str>,
    vingerafdruk: String,
    programma: Maker,
    bestanden: Vec<Listed<'a>>,
    ontbreekt: &'a [String],
}

#[derive(Serialize)]
struct Listed<'a> {
    naam: &'a str,
    wat: &'a str,
    bytes: usize,
    sha256: String,
}

impl<'a> Listed<'a> {
    fn of(file: &'a File) -> Self {
        Self { naam: &file.name, wat: &file.about, bytes: file.bytes.len(), sha256: sha256(&file.bytes) }
    }
}

/// The manifest of all other files, and the list that `sha256sum` checks: that of the manifest too.
pub(super) fn files(about: About<'_>, names: &FileNames, files: &[File], lacking: &[String]) -> [File; 2] {
    let manifest = PackageManifest {
        formaat: "voortgang-pakket/1",
        pakket: &names.folder,
        deal: about.dossier.deal.id.as_str(),
        verslag: about.report.id.as_str(),
        versie: about.report.version.as_str(),
        status: about.report.status.stage().word(),
        kenmerk: about.stamp,
        vingerafdruk: about.known.folder.fingerprint(),
        programma: Manifest::this_program(),
        bestanden: files.iter().map(Listed::of).collect(),
        ontbreekt: lacking,
    };
    let mut bytes = serde_json::to_vec_pretty(&manifest).unwrap_or_default();
    bytes.push(b'\n');
    let manifest =
        File { name: MANIFEST.to_owned(), bytes, about: "Alle bestanden met grootte en controlegetal".to_owned() };
    let all = files.iter().chain([&manifest]);
    let sums: Vec<String> = all.map(|file| format!("{}  {}", sha256(&file.bytes), file.name)).collect();
    let sums = File {
        name: SUMS.to_owned(),
        bytes: (sums.join("\n") + "\n").into_bytes(),
        about: "Controlegetallen, voor `sha256sum --check`".to_owned(),
    };
    [manifest, sums]
}
