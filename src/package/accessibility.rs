//! The accessibility dossier: what was proven by machine, and what a person must still look at.

use super::{About, File, FileNames};

pub(super) fn file(_about: About<'_>, _names: &FileNames) -> File {
    File { name: "toegankelijkheid.md".to_owned(), bytes: Vec::new(), about: "Toegankelijkheid".to_owned() }
}
