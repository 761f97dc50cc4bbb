//! `voortgang schema`: what an editor needs to complete and explain the keys of a dossier, or of a portefeuille.

use std::io::{self, Write};
use std::path::Path;

use serde_json::{Map, Value, json};

use super::{ExitStatus, open};
use crate::cli::SchemaArgs;
use crate::model::Dossier;
use crate::publish::{self, Standing, Target};
use crate::read::editor::{MARK, editor_portfolio_schema, editor_recipe_schema, editor_schema};
use crate::read::{self, PORTFOLIO};
use crate::world::FileKind;

/// The folder of the schemas within the dossier. Hidden, so that reading passes over it.
const FOLDER: &str = ".schema";

/// What a schema is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    /// A kind of file of a dossier.
    File(FileKind),
    /// A recipe under `intern/`.
    Recipe,
    /// The portefeuille.
    Portfolio,
}

/// What a schema is for, its name, the files it is for, and the way from there up to the folder.
type Entry = (Of, &'static str, &'static str, &'static str);

/// Those of a dossier.
const SCHEMAS: [Entry; 7] = [
    (Of::File(FileKind::Deal), "deal.json", "deal.yaml", ""),
    (Of::File(FileKind::Pillar), "pijler.json", "pijlers/*.yaml", "../"),
    (Of::File(FileKind::Project), "project.json", "projecten/*.yaml", "../"),
    (Of::File(FileKind::Indicator), "indicator.json", "indicatoren/*.yaml", "../"),
    (Of::File(FileKind::Spending), "bestedingen.json", "bestedingen/*.yaml", "../"),
    (Of::File(FileKind::Report), "verslag.json", "verslagen/*.yaml", "../"),
    (Of::Recipe, "recept.json", "intern/afleidingen/*.yaml", "../../"),
];

/// That of a folder with a portefeuille.
const OF_PORTFOLIO: [Entry; 1] = [(Of::Portfolio, "portefeuille.json", PORTFOLIO, "")];

pub(super) fn run(arguments: &SchemaArgs) -> io::Result<ExitStatus> {
    let path = arguments.dossier.as_path();
    let has_portfolio = path.join(PORTFOLIO).is_file() && !path.join("deal.yaml").is_file();
    let (entries, known) = if has_portfolio {
        (&OF_PORTFOLIO[..], None)
    } else {
        let Some(folder) = open(path)? else { return Ok(ExitStatus::Failed) };
        let reading = read::read(&folder);
        (&SCHEMAS[..], reading.dossier.or_else(|| reading.partial.map(|partial| partial.dossier)))
    };
    match write(path, entries, known.as_ref())? {
        Err(error) => {
            writeln!(io::stderr(), "fout: {error}")?;
            Ok(ExitStatus::Failed)
        }
        Ok(is_set_up) => {
            write!(io::stderr(), "{}", how_to_use(entries, is_set_up))?;
            Ok(ExitStatus::Written)
        }
    }
}

fn schema_of(of: Of, known: Option<&Dossier>) -> Option<Value> {
    match of {
        Of::File(kind) => editor_schema(kind, known),
        Of::Recipe => Some(editor_recipe_schema(known)),
        Of::Portfolio => Some(editor_portfolio_schema()),
    }
}

/// Writes the schemas and, where VS Code has no settings, those too; gives whether its settings
/// point at the schemas.
fn write(dossier: &Path, entries: &[Entry], known: Option<&Dossier>) -> io::Result<Result<bool, String>> {
    let schemas: Vec<(Target, String)> = entries
        .iter()
        .filter_map(|(of, name, ..)| Some((target(dossier, FOLDER, name), pretty(&schema_of(*of, known)?))))
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
        [("settings.json", pretty(&settings(entries)), FOLDER), ("extensions.json", pretty(&extensions()), "")]
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

/// The settings of VS Code for a dossier, or a folder with a portefeuille, that is opened as a folder.
fn settings(entries: &[Entry]) -> Value {
    let files: Map<String, Value> =
        entries.iter().map(|(_, schema, files, _)| (format!("./{FOLDER}/{schema}"), Value::from(*files))).collect();
    json!({ "yaml.schemas": files })
}

/// The extension that VS Code proposes to install.
fn extensions() -> Value {
    json!({ "recommendations": ["redhat.vscode-yaml"] })
}

/// The line for the top of each kind of file, by which an editor finds its schema.
fn how_to_use(entries: &[Entry], is_set_up: bool) -> String {
    let is_portfolio = entries == OF_PORTFOLIO;
    let (folder, every) = if is_portfolio {
        ("de map van de portefeuille", "het bestand deze regel")
    } else {
        ("de map van het dossier", "elk bestand de regel die erbij hoort")
    };
    let mut text = String::new();
    if is_set_up {
        text.push_str(&format!("In VS Code: open {folder} en installeer de extensie YAML van Red Hat.\n"));
        text.push_str(&format!("Voor een ander programma: zet bovenaan {every}.\n\n"));
    } else {
        text.push_str("De instellingen van VS Code in .vscode zijn van uzelf; die blijven zoals ze zijn.\n");
        text.push_str(&format!("Zet bovenaan {every}.\n\n"));
    }
    let width = entries.iter().map(|(_, _, files, _)| files.len()).max().unwrap_or_default();
    for (_, schema, files, up) in entries {
        text.push_str(&format!("  {files:width$}  # yaml-language-server: $schema={up}{FOLDER}/{schema}\n"));
    }
    if !is_portfolio {
        text.push_str("\nKomt er een project, pijler of indicator bij? Geef deze opdracht dan opnieuw.\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_file_has_its_schema_and_its_line() {
        for (of, name, files, up) in SCHEMAS.into_iter().chain(OF_PORTFOLIO) {
            assert!(schema_of(of, None).is_some());
            let kind = if let Of::File(kind) = of { Some(kind) } else { None };
            assert_eq!(FileKind::of(&files.replace('*', "a")), kind, "{name}");
            assert_eq!(up.len() / 3, files.matches('/').count());
        }
    }
}
