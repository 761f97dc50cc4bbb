//! DiWoo: metadata for active publication under the Woo.

use super::{About, File, FileNames};

pub(super) fn files(_about: About<'_>, _names: &FileNames) -> Vec<File> {
    Vec::new()
}
