//! Open data: a CSV per table, one JSON with all of them, and a dictionary of what the columns mean.

use super::{About, Documents, File};

pub(super) fn files(_about: About<'_>, documents: Documents<'_>) -> Vec<File> {
    vec![File {
        name: "open-data/herkomst.csv".to_owned(),
        bytes: documents.provenance.to_vec(),
        about: "Herkomst van de gedrukte cijfers".to_owned(),
    }]
}
