//! From composed documents to pages, and what there is to say of those.

use super::Rejected;
use super::flaws::placed;
use crate::compose::Composed;
use crate::diagnostic::{Diagnostic, KeyPath, has_errors};
use crate::format;
use crate::read::Sources;
use crate::typeset::{self, Pdf};
use crate::world::{self, FileKind, Folder};

/// Lays out a document whose texts stand in `sources`: the pages, and what only looks bad on them.
pub(super) fn laid_out(composed: &Composed, sources: &Sources) -> Result<(Pdf, Vec<Diagnostic>), Rejected> {
    let pdf = typeset::typeset(composed).map_err(|diagnostics| Rejected {
        diagnostics,
        sources: sources.clone(),
        source: Some(composed.source.clone()),
    })?;
    let found = placed(&pdf.flaws, &composed.printed, sources);
    if has_errors(&found) { Err(Rejected::new(found, sources)) } else { Ok((pdf, found)) }
}

/// Lays out a document of a report: as [`laid_out`], and no larger than can be read back.
pub(super) fn report_laid_out(
    composed: &Composed,
    folder: &Folder,
    sources: &Sources,
) -> Result<(Pdf, Vec<Diagnostic>), Rejected> {
    let (pdf, looks) = laid_out(composed, sources)?;
    match too_large(&pdf, folder) {
        Some(too_large) => Err(Rejected::new(vec![too_large], sources)),
        None => Ok((pdf, looks)),
    }
}

/// What there is to say of the pages of a package. Most of those of the archive edition are those of the delivery, and
/// so is what there is to say of them.
pub(super) fn looks_of_package(
    delivery: Vec<Diagnostic>,
    mut archive: Vec<Diagnostic>,
    annex: Vec<Diagnostic>,
) -> impl Iterator<Item = Diagnostic> {
    archive.retain(|look| !delivery.contains(look));
    delivery.into_iter().chain(labelled("archiefkopie", archive)).chain(labelled("raadsbijlage", annex))
}

/// What there is to say of a document that is not the report itself.
fn labelled(document: &str, looks: Vec<Diagnostic>) -> impl Iterator<Item = Diagnostic> {
    looks.into_iter().map(move |look| Diagnostic { message: format!("{document}: {}", look.message), ..look })
}

/// A report that no one could read back is not made: its images are what makes it large.
fn too_large(pdf: &Pdf, folder: &Folder) -> Option<Diagnostic> {
    let megabytes = pdf.bytes.len() as u64 / (1024 * 1024);
    if megabytes < world::LARGEST_PDF {
        return None;
    }
    let mut images: Vec<(&str, usize)> = folder
        .files()
        .filter(|(name, _)| FileKind::of(name) == Some(FileKind::Image))
        .map(|(name, bytes)| (name, bytes.len()))
        .collect();
    images.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    let names: Vec<&str> = images.iter().take(3).map(|(name, _)| *name).collect();
    let at = KeyPath::file(names.first().copied().unwrap_or_default());
    let message = format!("het rapport wordt {megabytes} MB; meer dan {} MB kan niet", world::LARGEST_PDF);
    Some(Diagnostic::error("T005", at, message).hint(format!("verklein de grootste beelden: {}", format::list(&names))))
}
