//! Step 1: from the files of a dossier to the model, with everything that is wrong named at once.
//!
//! Comes in: a [`Folder`] in memory. Goes out: a [`Reading`]: the [`Dossier`] when every file has
//! the right shape, the [`Sources`] that know the line of each key path, and the diagnostics.
//! Left to others: whether values agree with each other and with the covenant (`check`). Reading
//! never guesses a value and never stops at the first mistake; only a text that is no YAML ends
//! the check of its own file.

pub(crate) mod codes;
mod known;
pub mod schema;
mod sources;
mod syntax;
mod text;
pub mod tree;
mod words;

use serde::de::DeserializeOwned;

pub use codes::{CODES, Explanation};
pub use known::as_known_on;
pub use sources::{Source, Sources};

use crate::diagnostic::{Diagnostic, KeyPath, Target, has_errors};
use crate::model::notation;
use crate::model::{Deal, Dossier, Id, Indicator, IndicatorKind, Pillar, Project, Receipt, Report, SpendingFile, SpendingRow};
use crate::world::{FileKind, Folder, Unread, Why};
use tree::Node;

/// What came of reading a dossier.
#[derive(Debug)]
pub struct Reading {
    /// The texts, and which line each key path is.
    pub sources: Sources,
    /// The dossier; `None` when anything is wrong.
    pub dossier: Option<Dossier>,
    /// Everything that was found, in no particular order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads all files of a dossier.
#[must_use]
pub fn read(folder: &Folder) -> Reading {
    let mut reading = Reading { sources: Sources::default(), dossier: None, diagnostics: Vec::new() };
    let mut parts = Parts::default();
    for unread in &folder.unread {
        reading.diagnostics.push(not_read(unread));
    }
    for (name, bytes) in &folder.files {
        let Some(kind) = FileKind::of(name) else {
            let unread = Unread { name: name.clone(), why: Why::OutOfPlace, holds_yaml: name.ends_with(".yaml") || name.ends_with(".yml") };
            reading.diagnostics.push(not_read(&unread));
            continue;
        };
        let top = KeyPath::file(name.as_str());
        let id = file_id(&top, kind, &mut reading.diagnostics);
        if kind == FileKind::Image {
            continue;
        }
        let before = reading.diagnostics.len();
        let tree = read_tree(&mut reading, &top, bytes);
        let sound = !has_errors(&reading.diagnostics[before..]);
        if let Some(tree) = tree {
            let found = schema::check(kind, &top, &tree);
            let fits = sound && !has_errors(&found);
            reading.diagnostics.extend(found);
            if let (true, Some(id)) = (fits, id)
                && let Err(diagnostic) = parts.take(kind, &top, id, &tree)
            {
                reading.diagnostics.push(*diagnostic);
            }
        }
    }
    require_files(folder, &mut reading.diagnostics);
    if !has_errors(&reading.diagnostics) {
        reading.dossier = parts.into_dossier();
    }
    reading
}

/// The text and the tree of one file; the tree is `None` when the file makes no sense as a whole.
fn read_tree(reading: &mut Reading, top: &KeyPath, bytes: &[u8]) -> Option<Node> {
    let (text, wrong_encoding) = text::decode(top, bytes);
    let mut tree = None;
    if let Some(diagnostic) = wrong_encoding {
        reading.diagnostics.push(diagnostic);
    } else {
        let clean = text::check_characters(top, &text, &mut reading.diagnostics);
        let parsed = tree::parse(top.file_name(), &clean);
        reading.diagnostics.extend(parsed.diagnostics);
        if let Some(found) = &parsed.tree {
            check_escapes(top, found, &mut reading.diagnostics);
        }
        tree = parsed.tree;
    }
    reading.sources.insert(top.file_name().to_owned(), Source::new(text, tree.clone()));
    tree
}

/// Finds unfit characters that were written as an escape: `"\u0007"`.
fn check_escapes(top: &KeyPath, node: &Node, diagnostics: &mut Vec<Diagnostic>) {
    let mut report = |text: &str, span: &std::ops::Range<usize>| {
        for (sign, what) in text.chars().filter_map(|sign| Some((sign, text::unfit(sign)?))) {
            diagnostics.push(
                Diagnostic::error(codes::CHARACTER, top.clone(), format!("in deze tekst staat {what}: {}", text::name(sign)))
                    .on(Target::Bytes(span.clone()))
                    .hint("haal de code met de `\\` weg en typ de tekst opnieuw"),
            );
        }
    };
    match &node.value {
        tree::Value::Null => {}
        tree::Value::Scalar(text) => report(text, &node.span),
        tree::Value::Sequence(items) => items.iter().for_each(|item| check_escapes(top, item, diagnostics)),
        tree::Value::Mapping(entries) => {
            for entry in entries {
                report(&entry.key, &entry.key_span);
            }
            for entry in entries {
                check_escapes(top, &entry.value, diagnostics);
            }
        }
    }
}

/// The id that a file's name is.
fn file_id(top: &KeyPath, kind: FileKind, diagnostics: &mut Vec<Diagnostic>) -> Option<Id> {
    let (path, ending) = top.file_name().rsplit_once('.')?;
    let stem = path.rsplit('/').next().unwrap_or(path);
    match stem.parse() {
        Ok(id) => Some(id),
        Err(error) => {
            let notation::NotationError { hint, .. } = error;
            let what = if kind == FileKind::Image { "van dit beeld" } else { "van dit bestand" };
            diagnostics.push(
                Diagnostic::error(codes::FILE_NAME, top.clone(), format!("de naam {what}, `{stem}.{ending}`, is niet bruikbaar"))
                    .hint(hint),
            );
            None
        }
    }
}

/// Says that a file is not part of the dossier, and under which name it would be.
fn not_read(unread: &Unread) -> Diagnostic {
    let Unread { name, why, holds_yaml } = unread;
    let at = KeyPath::file(name.as_str());
    let is_folder = name.ends_with('/');
    let what = if is_folder { "deze map" } else { "dit bestand" };
    match why {
        Why::TooLarge { limit } => Diagnostic::error(codes::TOO_LARGE, at, format!("dit bestand is groter dan {} MB", limit / (1024 * 1024)))
            .hint("verklein het beeld, of verdeel de gegevens over meer bestanden"),
        Why::LinkOutside => Diagnostic::error(codes::UNREAD_YAML, at, format!("{what} wordt niet gelezen: het is een koppeling naar een plek buiten het dossier"))
            .hint("zet het bestand zelf in de map van het dossier"),
        Why::OutOfPlace if *holds_yaml => {
            let diagnostic = Diagnostic::error(codes::UNREAD_YAML, at, format!("{what} wordt niet gelezen, want de naam past niet in een dossier"));
            match right_name(name) {
                Some(right) => diagnostic.hint(format!("bedoelde u `{right}`? geef {what} dan die naam")),
                None => diagnostic.hint(
                    "gegevens staan in `deal.yaml` of in een van de mappen `pijlers`, `projecten`, `indicatoren`, `bestedingen` en `verslagen`, in bestanden die eindigen op `.yaml`",
                ),
            }
            .hint("hoort het niet in het rapport? zet het dan in de map `intern`")
        }
        Why::OutOfPlace => {
            let diagnostic = Diagnostic::warning(codes::UNREAD_OTHER, at, format!("{what} wordt niet gelezen"));
            let diagnostic = match right_name(name) {
                Some(right) => diagnostic.hint(format!("bedoelde u `{right}`? geef {what} dan die naam")),
                None if name.starts_with("beelden/") => diagnostic.hint("een beeld is een bestand dat eindigt op `.png`, `.jpg` of `.jpeg`"),
                None => diagnostic,
            };
            diagnostic.hint("hoort het niet in het rapport? zet het dan in de map `intern`")
        }
    }
}

/// The name that a misplaced file or folder probably should have.
fn right_name(name: &str) -> Option<String> {
    let (folder, file) = name.split_once('/').unwrap_or(("", name));
    let folders: Vec<&str> = FileKind::FOLDERS.iter().map(|(_, folder)| *folder).collect();
    let folder = match folder {
        "" => String::new(),
        known => format!("{}/", words::nearest(known, &folders)?),
    };
    if file.is_empty() {
        return Some(folder);
    }
    let (stem, ending) = file.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    let ending = if ending == "yml" { "yaml".to_owned() } else { ending };
    let stem = if folder.is_empty() && words::nearest(stem, &["deal"]).is_some() { "deal" } else { stem };
    let right = format!("{folder}{stem}.{ending}");
    (right != name && FileKind::of(&right).is_some()).then_some(right)
}

/// Names what a dossier cannot do without.
fn require_files(folder: &Folder, diagnostics: &mut Vec<Diagnostic>) {
    let has = |kind| folder.files.keys().any(|name| FileKind::of(name) == Some(kind));
    let empty = folder.files.is_empty();
    if !has(FileKind::Deal) {
        let diagnostic = Diagnostic::error(codes::MISSING_FILE, KeyPath::file("deal.yaml"), format!("in de map `{}` staat geen `deal.yaml`", folder.name));
        diagnostics.push(if empty {
            diagnostic.hint("is dit de map van een dossier? in die map staan `deal.yaml`, `pijlers`, `verslagen` en meer").hint("begint u net? `voortgang nieuw MAP` maakt een dossier om in te vullen")
        } else {
            diagnostic.hint("maak het bestand `deal.yaml`; daarin staat wat in het convenant is afgesproken")
        });
    }
    if empty {
        return;
    }
    if !has(FileKind::Pillar) {
        diagnostics.push(
            Diagnostic::error(codes::MISSING_FILE, KeyPath::file("pijlers/"), "er is nog geen enkele pijler beschreven")
                .hint("maak voor elke pijler een bestand in de map `pijlers`, bijvoorbeeld `pijlers/samenleving.yaml`"),
        );
    }
    if !has(FileKind::Report) {
        diagnostics.push(
            Diagnostic::error(codes::MISSING_FILE, KeyPath::file("verslagen/"), "er is nog geen enkel verslag")
                .hint("maak een bestand in de map `verslagen`, bijvoorbeeld `verslagen/2021.yaml`"),
        );
    }
}

/// The typed parts of a dossier, while they are gathered.
#[derive(Default)]
struct Parts {
    deal: Option<Deal>,
    pillars: Vec<Pillar>,
    projects: Vec<Project>,
    indicators: Vec<Indicator>,
    spending: Vec<SpendingRow>,
    receipts: Vec<Receipt>,
    reports: Vec<Report>,
}

impl Parts {
    /// Takes a file whose shape was found right.
    fn take(&mut self, kind: FileKind, top: &KeyPath, id: Id, tree: &Node) -> Result<(), Box<Diagnostic>> {
        let at = top.clone();
        match kind {
            FileKind::Deal => self.deal = Some(typed(top, tree)?),
            FileKind::Pillar => self.pillars.push(Pillar { id, at, ..typed(top, tree)? }),
            FileKind::Project => self.projects.push(Project { id, at, ..typed(top, tree)? }),
            FileKind::Indicator => {
                let mut indicator = Indicator { id, at, ..typed(top, tree)? };
                for (index, measurement) in indicator.series.iter_mut().enumerate() {
                    measurement.at = top.key("reeks").index(index);
                }
                self.indicators.push(indicator);
            }
            FileKind::Spending => {
                let SpendingFile { rows, receipts } = typed(top, tree)?;
                let placed = |(index, row)| SpendingRow { at: top.key("regels").index(index), ..row };
                self.spending.extend(rows.into_iter().enumerate().map(placed));
                let placed = |(index, receipt)| Receipt { at: top.key("ontvangsten").index(index), ..receipt };
                self.receipts.extend(receipts.into_iter().enumerate().map(placed));
            }
            FileKind::Report => self.reports.push(Report { id, at, ..typed(top, tree)? }),
            FileKind::Image => {}
        }
        Ok(())
    }

    fn into_dossier(mut self) -> Option<Dossier> {
        self.pillars.sort_by(|a, b| (a.number, &a.id).cmp(&(b.number, &b.id)));
        self.indicators.sort_by(|a, b| order(a).cmp(&order(b)));
        Some(Dossier {
            deal: self.deal?,
            pillars: self.pillars,
            projects: self.projects.into_iter().map(|project| (project.id.clone(), project)).collect(),
            indicators: self.indicators,
            spending: self.spending,
            receipts: self.receipts,
            reports: self.reports.into_iter().map(|report| (report.id.clone(), report)).collect(),
        })
    }
}

/// Indicators in the order of the covenant, those without a number after them, kengetallen last.
fn order(indicator: &Indicator) -> (bool, u32, &Id) {
    let number = indicator.number.map_or(u32::MAX, |number| number.0);
    (indicator.kind == IndicatorKind::KeyFigure, number, &indicator.id)
}

/// The typed value of a tree that fits its schema, read from the same raw text.
fn typed<T: DeserializeOwned>(top: &KeyPath, tree: &Node) -> Result<T, Box<Diagnostic>> {
    serde_json::from_value(tree.to_json()).map_err(|error| Box::new(schema::internal(top, &error.to_string())))
}
