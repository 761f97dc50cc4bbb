//! MDTO: metadata for an archive, an Informatieobject and a Bestand for each document.

use super::{About, File, FileNames};

pub(super) fn files(_about: About<'_>, _names: &FileNames, _documents: &[File]) -> Vec<File> {
    Vec::new()
}
