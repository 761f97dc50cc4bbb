//! `voortgang schema`: what an editor needs to complete and explain the keys of a dossier.

use std::io::{self, Write};
use std::path::Path;

use serde_json::{Map, Value, json};

use super::{ExitStatus, open};
use crate::cli::SchemaArgs;
use crate::model::Dossier;
use crate::publish::{self, Standing, Target};
use crate::read;
use crate::read::editor::{MARK, editor_recipe_schema, editor_schema};
use crate::world::FileKind;

/// The folder of the schemas within the dossier. Hidden, so that reading passes over it.
const FOLDER: &str = ".schema";

/// Each kind of file, `None` for a recipe: the name of its schema, the files it is for, and the way
/// from there up to the dossier.
const SCHEMAS: [(Option<FileKind>, &str, &str, &str); 7] = [
    (Some(FileKind::Deal), "deal.json", "deal.yaml", ""),
    (Some(FileKind::Pillar), "pijler.json", "pijlers/*.yaml", "../"),
    (Some(FileKind::Project), "project.json", "projecten/*.yaml", "../"),
    (Some(FileKind::Indicator), "indicator.json", "indicatoren/*.yaml", "../"),
    (Some(FileKind::Spending), "bestedingen.json", "bestedingen/*.yaml", "../"),
    (Some(FileKind::Report), "verslag.json", "verslagen/*.yaml", "../"),
    (None, "recept.json", "intern/afleidingen/*.yaml", "../../"),
];

pub(super) fn run(arguments: &SchemaArgs) -> io::Result<ExitStatus> {
    let Some(folder) = open(&arguments.dossier)? else { return Ok(ExitStatus::Failed) };
    let reading = read::read(&folder);
    let known = reading.dossier.or_else(|| reading.partial.map(|partial| partial.dossier));
    match write(&arguments.dossier, known.as_ref())? {
        Err(error) => {
            writeln!(io::stderr(), "fout: {error}")?;
            Ok(ExitStatus::Failed)
        }
        Ok(is_set_up) => {
            write!(io::stderr(), "{}", how_to_use(is_set_up))?;
            Ok(ExitStatus::Written)
        }
    }
}

/// Writes the schemas and, where VS Code has no settings, those too; gives whether its settings
/// point at the schemas.
fn write(dossier: &Path, known: Option<&Dossier>) -> io::Result<Result<bool, String>> {
    let schemas: Vec<(Target, String)> = SCHEMAS
        .iter()
        .filter_map(|(kind, name, ..)| {
            let schema = kind.map_or_else(|| Some(editor_recipe_schema(known)), |kind| editor_schema(kind, known))?;
            Some((target(dossier, FOLDER, name), pretty(&schema)))
        })
        .collect();
    // Nothing is written when something of someone else is in the way.
    for (target, _) in &schemas {
        match publish::standing(target, MARK) {
            Ok(Standing::Free | Standing::Ours) => {}
            Ok(Standing::Theirs) => {
                return Ok(Err(format!(
                    "{} is niet door voortgang gemaakt en blijft zoals het is\nhulp: geef dat bestand een andere naam en probeer het opnieuw",
                    target.path().display()
                )));
            }
            Err(error) => return Ok(Err(format!("een bestand is niet te lezen: {error}"))),
        }
    }
    for (target, text) in &schemas {
        if let Err(error) = put(target, text)? {
            return Ok(Err(error));
        }
    }
    let mut is_set_up = true;
    for (name, text, points) in
        [("settings.json", pretty(&settings()), FOLDER), ("extensions.json", pretty(&extensions()), "")]
    {
        let target = target(dossier, ".vscode", name);
        match publish::standing(&target, points) {
            Ok(Standing::Free) => {
                if let Err(error) = put(&target, &text)? {
                    return Ok(Err(error));
                }
            }
            Ok(Standing::Ours) => {}
            Ok(Standing::Theirs) | Err(_) => is_set_up = false,
        }
    }
    Ok(Ok(is_set_up))
}

/// Writes one file and names it on standard output.
fn put(target: &Target, text: &str) -> io::Result<Result<(), String>> {
    match publish::write(target, text.as_bytes()) {
        Ok(path) => writeln!(io::stdout(), "{}", path.display()).map(Ok),
        Err(error) => Ok(Err(format!("een bestand is niet geschreven: {error}"))),
    }
}

fn target(dossier: &Path, folder: &str, name: &str) -> Target {
    Target { folder: dossier.join(folder), name: name.to_owned() }
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// The settings of VS Code for a dossier that is opened as a folder.
fn settings() -> Value {
    let files: Map<String, Value> =
        SCHEMAS.iter().map(|(_, schema, files, _)| (format!("./{FOLDER}/{schema}"), Value::from(*files))).collect();
    json!({ "yaml.schemas": files })
}

/// The extension that VS Code proposes to install.
fn extensions() -> Value {
    json!({ "recommendations": ["redhat.vscode-yaml"] })
}

/// The line for the top of each kind of file, by which an editor finds its schema.
fn how_to_use(is_set_up: bool) -> String {
    let mut text = String::new();
    if is_set_up {
        text.push_str("In VS Code: open de map van het dossier en installeer de extensie YAML van Red Hat.\n");
        text.push_str("Voor een ander programma: zet bovenaan elk bestand de regel die erbij hoort.\n\n");
    } else {
        text.push_str("De instellingen van VS Code in .vscode zijn van uzelf; die blijven zoals ze zijn.\n");
        text.push_str("Zet bovenaan elk bestand de regel die erbij hoort.\n\n");
    }
    let width = SCHEMAS.iter().map(|(_, _, files, _)| files.len()).max().unwrap_or_default();
    for (_, schema, files, up) in SCHEMAS {
        text.push_str(&format!("  {files:width$}  # yaml-language-server: $schema={up}{FOLDER}/{schema}\n"));
    }
    text.push_str("\nKomt er een project, pijler of indicator bij? Geef deze opdracht dan opnieuw.\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_file_has_its_schema_and_its_line() {
        for (kind, name, files, up) in SCHEMAS {
            assert!(kind.is_none_or(|kind| editor_schema(kind, None).is_some()));
            assert_eq!(FileKind::of(&files.replace('*', "a")), kind, "{name}");
            assert_eq!(up.len() / 3, files.matches('/').count());
        }
    }
}
