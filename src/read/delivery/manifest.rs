//! `inhoud.json`: what a report says of the files it carries. `compose` writes it, `read` reads it.

use serde::{Deserialize, Serialize};

use super::STAMP;
use crate::world::Folder;

/// The name of the manifest among the attachments.
pub const MANIFEST: &str = "inhoud.json";

/// The name of the trail of the printed figures among the attachments.
pub const PROVENANCE: &str = "herkomst.csv";

/// The word, among the keywords of an archive copy, by which it is known. An archive copy has no manifest.
pub const ARCHIVE: &str = "archiefkopie van sha256";

/// The word, among the keywords of a council annex, by which it is known. An annex carries nothing.
pub const ANNEX: &str = "raadsbijlage bij een verslag";

/// The form of the manifest that this version reads and writes.
pub const FORMAT: &str = "voortgang-inhoud/1";

/// What a report carries, and what made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of the manifest itself.
    #[serde(rename = "formaat")]
    pub format: String,
    /// The deal.
    pub deal: String,
    /// The report.
    #[serde(rename = "verslag")]
    pub report: String,
    /// The day up to which data was known.
    #[serde(rename = "gegevensstand")]
    pub known_through: String,
    /// The fingerprint of all files of the dossier together, as in the footer of each page.
    #[serde(rename = "vingerafdruk")]
    pub fingerprint: String,
    /// The program that made the report.
    #[serde(rename = "programma")]
    pub program: Maker,
    /// The templates that made it, by their fingerprint.
    #[serde(rename = "sjablonen")]
    pub templates: Maker,
    /// The files of the dossier.
    #[serde(rename = "bestanden")]
    pub files: Vec<Listed>,
    /// The templates that are not those of the program.
    #[serde(rename = "eigen-sjablonen", default, skip_serializing_if = "Vec::is_empty")]
    pub own_templates: Vec<Listed>,
    /// The registration number, which stands outside the fingerprint.
    #[serde(rename = "stempel", default, skip_serializing_if = "Option::is_none")]
    pub stamp: Option<Listed>,
}

/// A program or a set of templates, and which of its versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Maker {
    /// What it is called.
    #[serde(rename = "naam")]
    pub name: String,
    /// The version, or the fingerprint.
    #[serde(rename = "versie")]
    pub version: String,
}

/// A file that travels along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its path in the dossier, or among the templates.
    #[serde(rename = "pad")]
    pub path: String,
    /// Its name among the attachments.
    #[serde(rename = "naam")]
    pub name: String,
    /// Its size.
    pub bytes: usize,
    /// Its SHA-256.
    pub sha256: String,
}

impl Listed {
    /// A file of the dossier with its name among the attachments.
    #[must_use]
    pub fn file(path: &str, bytes: &[u8]) -> Self {
        Self::named(path, flat_name(path), bytes)
    }

    /// A template with its name among the attachments.
    #[must_use]
    pub fn template(path: &str, bytes: &[u8]) -> Self {
        Self::named(path, flat_name(&format!("sjablonen/{path}")), bytes)
    }

    /// The registration number.
    #[must_use]
    pub fn stamp(bytes: &[u8]) -> Self {
        Self::named(STAMP, STAMP.to_owned(), bytes)
    }

    fn named(path: &str, name: String, bytes: &[u8]) -> Self {
        Self { path: path.to_owned(), name, bytes: bytes.len(), sha256: crate::world::sha256(bytes) }
    }
}

impl Manifest {
    /// The list of the files of a dossier.
    #[must_use]
    pub fn files_of(folder: &Folder) -> Vec<Listed> {
        folder.files().map(|(path, bytes)| Listed::file(path, bytes)).collect()
    }

    /// The version of this program, as a manifest has it.
    #[must_use]
    pub fn this_program() -> Maker {
        Maker { name: "voortgang".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() }
    }
}

/// `pijlers/vitaal.yaml` → `pijlers__vitaal.yaml`: readers of PDF stumble over slashes in names.
fn flat_name(path: &str) -> String {
    path.replace('/', "__")
}
