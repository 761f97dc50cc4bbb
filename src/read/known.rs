//! A dossier as it was known on a day.

use chrono::NaiveDate;

use super::Sources;
use crate::world::Folder;

/// x
#[must_use]
pub fn as_known_on(folder: &Folder, _sources: &Sources, _known_through: NaiveDate, _report_id: &str) -> Folder {
    folder.clone()
}
