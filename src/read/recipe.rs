//! A recipe under `intern/afleidingen/`: as strict as a file of the dossier, and never part of one.

use super::{Reading, Sources, codes, is_said, read_tree, schema, text, typed};
use crate::diagnostic::{Diagnostic, KeyPath, has_errors};
use crate::model::{Derivation, notation};

/// Reads one recipe. Its text comes among `sources`, so that a diagnostic can show its lines.
///
/// # Errors
/// With everything that is wrong, when anything is.
pub fn recipe(name: &str, bytes: &[u8], sources: &mut Sources) -> Result<Derivation, Vec<Diagnostic>> {
    let top = KeyPath::file(format!("intern/afleidingen/{name}.yaml"));
    let mut reading =
        Reading { sources: std::mem::take(sources), dossier: None, partial: None, diagnostics: Vec::new() };
    if let Err(notation::NotationError { hint, .. }) = notation::id(name) {
        let message = format!("de naam van dit recept, `{name}.yaml`, is niet bruikbaar");
        reading.diagnostics.push(Diagnostic::error(codes::FILE_NAME, top.clone(), message).hint(hint));
    }
    if let Some(tree) = read_tree(&mut reading, &top, bytes) {
        let mut found = schema::check_recipe(&top, &tree.to_json());
        found.retain(|diagnostic| !is_said(diagnostic, &reading.diagnostics, &reading.sources));
        reading.diagnostics.extend(found);
    }
    *sources = reading.sources;
    if has_errors(&reading.diagnostics) {
        return Err(reading.diagnostics);
    }
    let text = text::decode(&top, bytes).0;
    let derivation: Derivation = typed(&top, &text).map_err(|diagnostic| vec![*diagnostic])?;
    Ok(Derivation { at: top, ..derivation })
}
