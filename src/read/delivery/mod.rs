//! A report that comes in as a PDF: the dossier it carries, byte for byte.
//!
//! Comes in: the bytes of a PDF from anyone. Goes out: a [`Delivery`], of which every file has the
//! length and the SHA-256 that the manifest gives, or a [`Refusal`] that says why not. Beside that:
//! the trail of the printed figures ([`origins`]), and what stands on the pages ([`Opened`]), to say
//! where two PDFs go apart ([`Beside`]). Left to others: what the files say (`read`), and whether the pages are what these files give (a rebuild;
//! see `proof`). Names of files come from the checked manifest alone, and only those that have a
//! place in a dossier; what is unpacked is bounded before it is unpacked.

mod attached;
mod compare;
mod drawing;
mod manifest;
mod overview;
mod pages;
mod properties;
mod provenance;
mod refusal;
mod stamp;

use std::collections::BTreeMap;

pub use compare::{Beside, Part};
pub use manifest::{ANNEX, ARCHIVE, FORMAT, Listed, MANIFEST, Maker, Manifest, PROVENANCE};
pub use overview::{FIGURES_TABLE, OVERVIEW, OverviewFiles, overview};
pub use pages::{Opened, Page, Run};
pub use provenance::{Origin, Place, lines, origins};
pub use refusal::{Refusal, Sender};
pub use stamp::{STAMP, Stamp};

use crate::model::Id;
use crate::world::{FileKind, Folder, Templates, sha256};
use attached::Attached;

/// The largest manifest and the largest trail that are read.
const LARGEST_LIST: usize = 20 * 1024 * 1024;

/// What a registration number may be, with the words around it.
const LARGEST_STAMP: u64 = 1_000;

/// What all files of a dossier may be together.
const LARGEST_DOSSIER: usize = 300 * 1024 * 1024;

/// The longest path of a file, in bytes: one that every system can write.
const LONGEST_PATH: usize = 200;

/// What a report carries.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// What the report says of it.
    pub manifest: Manifest,
    /// The files of the dossier.
    pub folder: Folder,
    /// Templates that are not those of the program, by path.
    pub own_templates: BTreeMap<String, Vec<u8>>,
    /// The registration number, when the report has one.
    pub stamp: Option<Stamp>,
    /// `herkomst.csv`; empty when it is not there.
    pub provenance: Vec<u8>,
}

/// Takes the dossier out of a report.
///
/// # Errors
/// When the PDF cannot be read, is no report of ours, or a file in it is not what it was.
pub fn delivery(pdf: &[u8]) -> Result<Delivery, Refusal> {
    let attached = Attached::of(attached::open(pdf)?)?;
    if overview::is_overview(&attached) {
        return Err(Refusal::IsOverview);
    }
    if !attached.has(MANIFEST) {
        return Err(if attached.says_it_is(ARCHIVE) {
            Refusal::IsArchiveCopy
        } else if attached.says_it_is(ANNEX) {
            Refusal::IsAnnex
        } else {
            Refusal::NoReport
        });
    }
    let manifest = manifest(&attached.bytes(MANIFEST, LARGEST_LIST)?)?;
    let mut left = LARGEST_DOSSIER;
    let mut folder = Folder { name: manifest.deal.clone(), ..Folder::default() };
    for listed in &manifest.files {
        let kind = kind(&listed.path).ok_or_else(|| Refusal::Path(listed.path.clone()))?;
        let bytes = take(&attached, listed, &Listed::file(&listed.path, &[]), kind.limit(), &mut left)?;
        if folder.files.contains_key(&listed.path) {
            return Err(Refusal::Twice(listed.name.clone()));
        }
        folder.insert(listed.path.clone(), bytes);
    }
    let mut own_templates = BTreeMap::new();
    for listed in &manifest.own_templates {
        if !Templates::is_path(&listed.path) {
            return Err(Refusal::Path(listed.path.clone()));
        }
        let bytes = take(&attached, listed, &Listed::template(&listed.path, &[]), Templates::LARGEST, &mut left)?;
        own_templates.insert(listed.path.clone(), bytes);
    }
    if folder.fingerprint() != manifest.fingerprint {
        return Err(Refusal::Fingerprint);
    }
    let stamp = match &manifest.stamp {
        None => None,
        Some(listed) => {
            let bytes = take(&attached, listed, &Listed::stamp(&[]), LARGEST_STAMP, &mut left)?;
            Some(Stamp::of(&bytes).ok_or(Refusal::Stamp)?)
        }
    };
    let provenance = if attached.has(PROVENANCE) { attached.bytes(PROVENANCE, LARGEST_LIST)? } else { Vec::new() };
    Ok(Delivery { manifest, folder, own_templates, stamp, provenance })
}

/// The deal and the report that a PDF says it is of, also when it is no delivery; `None` when it does
/// not say so. Nothing proves it: it only tells of whom something came in that was not processed.
#[must_use]
pub fn claimed(pdf: &[u8]) -> Option<(String, String)> {
    let attached = Attached::of(attached::open(pdf).ok()?).ok()?;
    let manifest = manifest(&attached.bytes(MANIFEST, LARGEST_LIST).ok()?).ok()?;
    Some((manifest.deal, manifest.report))
}

/// What a file is by its path; `None` when no file of a dossier is called so. Names are ids, so that
/// none of them means something else to another system.
fn kind(path: &str) -> Option<FileKind> {
    let kind = FileKind::of(path)?;
    let (stem, _) = path.rsplit('/').next()?.rsplit_once('.')?;
    (path.len() <= LONGEST_PATH && stem.parse::<Id>().is_ok()).then_some(kind)
}

fn manifest(bytes: &[u8]) -> Result<Manifest, Refusal> {
    let value: serde_json::Value =
        serde_json::from_slice(bytes).map_err(|_| Refusal::Manifest("het is geen JSON".to_owned()))?;
    match value.get("formaat").and_then(serde_json::Value::as_str) {
        Some(FORMAT) => {}
        Some(other) if other.split('/').next() == FORMAT.split('/').next() => {
            return Err(Refusal::LaterFormat(other.to_owned()));
        }
        _ => return Err(Refusal::Manifest("er staat niet in dat het die van een rapport is".to_owned())),
    }
    let misshapen = || Refusal::Manifest("er ontbreekt iets, of iets heeft de verkeerde vorm".to_owned());
    let manifest: Manifest = serde_json::from_value(value).map_err(|_| misshapen())?;
    let are_ids = [&manifest.deal, &manifest.report].iter().all(|id| id.parse::<Id>().is_ok());
    if are_ids { Ok(manifest) } else { Err(misshapen()) }
}

/// A listed file, when it is the one that was attached.
fn take(
    attached: &Attached,
    listed: &Listed,
    expected: &Listed,
    limit: u64,
    left: &mut usize,
) -> Result<Vec<u8>, Refusal> {
    if listed.name != expected.name {
        return Err(Refusal::Path(listed.name.clone()));
    }
    if listed.bytes as u64 > limit || listed.bytes > *left {
        return Err(Refusal::Larger(listed.name.clone()));
    }
    *left -= listed.bytes;
    let bytes = attached.bytes(&listed.name, listed.bytes).map_err(|refusal| match refusal {
        Refusal::Larger(_) => Refusal::Damaged(listed.path.clone()),
        other => other,
    })?;
    if bytes.len() != listed.bytes || sha256(&bytes) != listed.sha256 {
        return Err(Refusal::Damaged(listed.path.clone()));
    }
    Ok(bytes)
}
