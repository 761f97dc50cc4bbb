//! The beginning of an aanbiedingsbrief, to be finished by who sends it.

use super::{About, File, FileNames};

pub(super) fn file(_about: About<'_>, _names: &FileNames) -> File {
    File {
        name: "aanbiedingsbrief.md".to_owned(),
        bytes: Vec::new(),
        about: "Begin van een aanbiedingsbrief".to_owned(),
    }
}
