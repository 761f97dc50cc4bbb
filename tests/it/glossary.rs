//! `src/model/GLOSSARY.md` names every key and every word of the dossier, once, and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// `Type::field` → YAML key, or `Enum::Variant` → YAML word.
type Terms = BTreeMap<String, String>;

#[test]
fn the_glossary_and_the_model_name_the_same_terms() {
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/model");
    let mut sources: Vec<PathBuf> = fs::read_dir(&model)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    sources.sort();
    let mut terms = Terms::new();
    for path in &sources {
        collect(&fs::read_to_string(path).unwrap(), &mut terms);
    }
    assert!(terms.len() > 100, "only {} terms found: has the shape of the model's source changed?", terms.len());

    let mut faults = Vec::new();
    let mut rows = Terms::new();
    for line in fs::read_to_string(model.join("GLOSSARY.md")).unwrap().lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let ["", key, names, _unit, _article, meaning, ""] = cells[..] else { continue };
        for name in names.split(", ").map(|name| name.trim_matches('`')).filter(|name| name.contains("::")) {
            if meaning.is_empty() {
                faults.push(format!("{name} has no meaning"));
            }
            if rows.insert(name.to_owned(), key.trim_matches('`').to_owned()).is_some() {
                faults.push(format!("{name} has two rows"));
            }
        }
    }
    for (name, key) in &terms {
        match rows.get(name) {
            None => faults.push(format!("no row for `{key}` ({name})")),
            Some(row) if row != key => faults.push(format!("{name} is `{key}`, not `{row}`")),
            Some(_) => {}
        }
    }
    faults.extend(
        rows.keys().filter(|name| !terms.contains_key(*name)).map(|name| format!("{name} is not in the model")),
    );
    assert!(faults.is_empty(), "GLOSSARY.md:\n{}", faults.join("\n"));
}

/// Adds the keys of every type in `source` that is read from YAML by its derived `Deserialize`.
fn collect(source: &str, terms: &mut Terms) {
    let mut derived = false;
    let mut owner: Option<String> = None;
    let mut rename: Option<String> = None;
    let mut skip = false;
    for line in source.lines() {
        let code = line.trim();
        let Some(name) = &owner else {
            if code.starts_with("#[derive(") {
                derived = code.contains("Deserialize");
            } else if let Some(rest) = code.strip_prefix("pub struct ").or_else(|| code.strip_prefix("pub enum ")) {
                owner = rest.strip_suffix(" {").filter(|_| derived).map(str::to_owned);
                derived = false;
            }
            continue;
        };
        if line == "}" {
            owner = None;
        } else if let Some(attribute) = code.strip_prefix("#[serde(") {
            rename = attribute.split("rename = \"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
            skip = attribute.starts_with("skip");
        } else if !code.is_empty() && !code.starts_with("//") && !code.starts_with("#[") {
            let item = code.trim_start_matches("pub ").split([':', ',']).next().unwrap_or(code);
            let key = rename.take().unwrap_or_else(|| kebab(item));
            if !std::mem::take(&mut skip) {
                terms.insert(format!("{name}::{item}"), key);
            }
        }
    }
}

/// The name that serde's `rename_all = "kebab-case"` gives to a field or variant.
fn kebab(name: &str) -> String {
    let mut key = String::new();
    for (index, letter) in name.char_indices() {
        if letter == '_' || (letter.is_uppercase() && index > 0) {
            key.push('-');
        }
        if letter != '_' {
            key.extend(letter.to_lowercase());
        }
    }
    key
}
