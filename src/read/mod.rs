//! Step 1: from the files of a dossier to the model, with everything that is wrong named at once.
//!
//! A file becomes a tree of located values (`tree`); the rows that it keeps in sheets join that tree
//! (`sheet`), so the schema (`schema`) judges them as if they stood in the YAML.
//!
//! Comes in: a [`Folder`] in memory. Goes out: a [`Reading`]: the [`Dossier`] when every file has
//! the right shape (else a [`Partial`] one of those that have), the [`Sources`] that know the line
//! of each key path, and the diagnostics.
//! Left to others: whether values agree with each other and with the covenant (`check`). Reading
//! never guesses a value and never stops at the first mistake; only a text that is no YAML ends
//! the check of its own file.

mod blank;
pub(crate) mod codes;
pub mod delivery;
pub mod editor;
mod known;
mod portfolio;
mod recipe;
pub mod schema;
pub(crate) mod sheet;
mod sources;
mod syntax;
mod text;
pub mod tree;
mod words;

use serde::de::DeserializeOwned;

pub use blank::{BLANK, Blank, blanks, blanks_by_file};
pub use codes::{CODES, Explanation};
pub use known::{StillLater, as_known_on};
pub use portfolio::{PORTFOLIO, PortfolioRead, portfolio};
pub use recipe::recipe;
pub use sources::{Source, Sources};
pub(crate) use text::{shown, unfit};
pub(crate) use words::nearest;

use crate::diagnostic::{Diagnostic, KeyPath, Severity, Target, has_errors};
use crate::model::notation;
use crate::model::{
    Deal, Dossier, Id, Indicator, IndicatorKind, Pillar, Project, Receipt, Report, SpendingFile, SpendingRow,
};
use crate::world::{FileKind, Folder, Unread, Why};
use sheet::Sheets;
use tree::Node;

/// What came of reading a dossier.
#[derive(Debug)]
pub struct Reading {
    /// The texts, and which line each key path is.
    pub sources: Sources,
    /// The dossier; `None` when anything is wrong.
    pub dossier: Option<Dossier>,
    /// What could be read when something is wrong; `None` without a right `deal.yaml`.
    pub partial: Option<Partial>,
    /// Everything that was found, in no particular order.
    pub diagnostics: Vec<Diagnostic>,
}

/// The part of a dossier that has the right shape, to check the values in it all the same.
#[derive(Debug)]
pub struct Partial {
    /// The files that could be read.
    pub dossier: Dossier,
    /// The files with data that could not, under the name they should have; a folder ends with `/`.
    pub unread: Vec<String>,
}

/// A folder that was read without errors.
#[derive(Clone, Copy)]
pub struct Earlier<'a> {
    /// Its files.
    pub folder: &'a Folder,
    /// What they say.
    pub dossier: &'a Dossier,
    /// Where they say it.
    pub sources: &'a Sources,
}

/// Reads all files of a dossier.
#[must_use]
pub fn read(folder: &Folder) -> Reading {
    read_files(folder, None)
}

/// Reads files of which most were read before: what stayed the same is taken over.
///
/// The dossier and the sources are those that [`read`] gives. Remarks about what stayed the same
/// are left out: they were made the first time.
#[must_use]
pub fn read_again(folder: &Folder, earlier: Earlier<'_>) -> Reading {
    read_files(folder, Some(earlier))
}

fn read_files(folder: &Folder, earlier: Option<Earlier<'_>>) -> Reading {
    let mut reading = Reading { sources: Sources::default(), dossier: None, partial: None, diagnostics: Vec::new() };
    if let Some(diagnostic) = folder_of_dossiers(folder) {
        reading.diagnostics.push(diagnostic);
        return reading;
    }
    let mut parts = Parts::default();
    let mut aside = Vec::new();
    let mut leave = |unread: &Unread, diagnostics: &mut Vec<Diagnostic>| {
        let diagnostic = not_read(unread);
        if diagnostic.severity == Severity::Error {
            aside.push(right_name(&unread.name).unwrap_or_else(|| unread.name.clone()));
        }
        diagnostics.push(diagnostic);
    };
    for unread in &folder.unread {
        leave(unread, &mut reading.diagnostics);
    }
    let mut sheets = Sheets::new(folder);
    let mut faulty = Vec::new();
    for (name, bytes) in &folder.files {
        let Some(kind) = FileKind::of(name) else {
            leave(&Unread::new(name.as_str(), Why::OutOfPlace), &mut reading.diagnostics);
            continue;
        };
        let top = KeyPath::file(name.as_str());
        let id = file_id(&top, kind, &mut reading.diagnostics);
        if matches!(kind, FileKind::Image | FileKind::Sheet) {
            continue;
        }
        if let (Some(earlier), Some(id)) = (earlier, &id)
            && earlier.folder.files.get(name) == Some(bytes)
            && sheets_are_the_same(kind, name, folder, earlier)
            && parts.take_over(kind, name, id, earlier.dossier)
        {
            reading.sources.take_over(name, earlier.sources);
            continue;
        }
        let before = reading.diagnostics.len();
        let mut with_rows = None;
        if let Some(tree) = read_tree(&mut reading, &top, bytes) {
            let mut values = tree.to_json();
            let rows = sheets.add(kind, &top, &mut values, &mut reading.diagnostics);
            let mut found = schema::check(kind, &top, &values);
            found.retain(|diagnostic| !is_said(diagnostic, &reading.diagnostics[before..], &reading.sources));
            reading.diagnostics.extend(sheet::fewer(found, |at| sheet::in_rows(&rows, at)));
            if !rows.is_empty() {
                // JSON is YAML too, with each text between quotes.
                with_rows = Some(values.to_string());
                reading.sources.set_rows(name, rows);
            }
        }
        let fits = !has_errors(&reading.diagnostics[before..]);
        if let (true, Some(id), Some(source)) = (fits, id, reading.sources.get(name)) {
            match parts.take(kind, &top, id, with_rows.as_deref().unwrap_or_else(|| source.text())) {
                Ok(()) => continue,
                Err(diagnostic) => reading.diagnostics.push(*diagnostic),
            }
        }
        faulty.push(name.clone());
    }
    if earlier.is_none() {
        sheets.check_use(&mut reading.diagnostics);
    }
    reading.sources.add_sheets(sheets.grids);
    let before = reading.diagnostics.len();
    require_files(folder, &mut reading.diagnostics);
    let missing = reading.diagnostics[before..].iter().map(|diagnostic| diagnostic.at.file_name().to_owned());
    let unread: Vec<String> = aside.into_iter().chain(faulty).chain(missing).collect();
    let dossier = parts.into_dossier();
    if has_errors(&reading.diagnostics) {
        reading.partial = dossier.map(|dossier| Partial { dossier, unread });
    } else {
        reading.dossier = dossier;
    }
    reading
}

/// Says what the rules found in rows of sheets where it can be mended, and the same mistake not too often.
#[must_use]
pub fn suited(diagnostics: Vec<Diagnostic>, sources: &Sources) -> Vec<Diagnostic> {
    sheet::fewer(diagnostics, |at| sources.row_at(at))
}

/// Whether the sheets that a file names are those of an earlier reading.
fn sheets_are_the_same(kind: FileKind, name: &str, folder: &Folder, earlier: Earlier<'_>) -> bool {
    let tree = earlier.sources.get(name).and_then(Source::tree);
    let named = tree.and_then(|tree| sheet::named(kind, tree));
    named.is_some_and(|named| {
        named.iter().all(|one| {
            let file = one.sheet.file.as_str();
            folder.files.get(file) == earlier.folder.files.get(file)
        })
    })
}

/// Whether a number that is not well written was already found split at its comma.
fn is_said(diagnostic: &Diagnostic, earlier: &[Diagnostic], sources: &Sources) -> bool {
    let place = || Some(Target::Bytes(sources.locate(&diagnostic.at, &diagnostic.target)?.range));
    let is_split = |other: &Diagnostic| other.code == codes::SPLIT_NUMBER && place().as_ref() == Some(&other.target);
    diagnostic.code == codes::NOTATION && earlier.iter().any(is_split)
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
                Diagnostic::error(
                    codes::CHARACTER,
                    top.clone(),
                    format!("in deze tekst staat {what}: {}", text::name(sign)),
                )
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
                Diagnostic::error(
                    codes::FILE_NAME,
                    top.clone(),
                    format!("de naam {what}, `{stem}.{ending}`, is niet bruikbaar"),
                )
                .hint(hint),
            );
            None
        }
    }
}

/// Says that a file is not part of the dossier, and under which name it would be.
fn not_read(unread: &Unread) -> Diagnostic {
    let Unread { name, why, holds_yaml, .. } = unread;
    let at = KeyPath::file(name.as_str());
    let is_folder = name.ends_with('/');
    let what = if is_folder { "deze map" } else { "dit bestand" };
    match why {
        Why::TooLarge { limit } => {
            Diagnostic::error(codes::TOO_LARGE, at, format!("dit bestand is groter dan {} MB", limit / (1024 * 1024)))
                .hint("verklein het beeld, of verdeel de gegevens over meer bestanden")
        }
        Why::LinkOutside => Diagnostic::error(
            codes::UNREAD_YAML,
            at,
            format!("{what} wordt niet gelezen: het is een koppeling naar een plek buiten het dossier"),
        )
        .hint("zet het bestand zelf in de map van het dossier"),
        Why::OutOfPlace if *holds_yaml => {
            let diagnostic = Diagnostic::error(
                codes::UNREAD_YAML,
                at,
                format!("{what} wordt niet gelezen, want de naam past niet in een dossier"),
            );
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
                None if name.starts_with("beelden/") => {
                    diagnostic.hint("een beeld is een bestand dat eindigt op `.png`, `.jpg` of `.jpeg`: bewaar het zo vanuit uw beeldprogramma")
                }
                None if matches!(name.rsplit_once('.'), Some((_, "png" | "jpg" | "jpeg"))) => {
                    diagnostic.hint("is het een beeld voor het rapport? zet het dan in de map `beelden`")
                }
                None if name.starts_with("gegevens/") => {
                    diagnostic.hint("een blad is een bestand dat eindigt op `.csv` of `.xlsx`: bewaar het zo vanuit uw spreadsheetprogramma")
                }
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
    let stem = match folder.as_str() {
        "beelden/" => notation::as_id(stem)?,
        _ => stem.to_owned(),
    };
    let right = format!("{folder}{stem}.{ending}");
    (right != name && FileKind::of(&right).is_some()).then_some(right)
}

/// Says of a folder that is no dossier and holds them, how they are named. Nothing in it is misplaced.
fn folder_of_dossiers(folder: &Folder) -> Option<Diagnostic> {
    let dossiers: Vec<&str> =
        folder.unread.iter().filter(|unread| unread.is_dossier).map(|unread| unread.name.as_str()).collect();
    let (first, count) = (dossiers.first().filter(|_| folder.files.is_empty())?, dossiers.len());
    let within = format!("{}/{}", folder.name, if count == 1 { first.trim_end_matches('/') } else { "*" });
    let (what, hint) = if count == 1 {
        (
            "een map waarin 1 dossier staat".to_owned(),
            format!("noem het dossier zelf, zoals in `voortgang rapport {within}`"),
        )
    } else {
        (
            format!("een map met {count} dossiers"),
            format!(
                "noem de dossiers zelf; met `/*` achter de map noemt u ze alle, zoals in `voortgang rapport {within}`"
            ),
        )
    };
    let message = format!("`{}` is zelf geen dossier, maar {what}", folder.name);
    Some(Diagnostic::error(codes::MISSING_FILE, KeyPath::file("deal.yaml"), message).hint(hint))
}

/// Names what a dossier cannot do without.
fn require_files(folder: &Folder, diagnostics: &mut Vec<Diagnostic>) {
    let has = |kind| folder.files.keys().any(|name| FileKind::of(name) == Some(kind));
    let empty = folder.files.is_empty();
    if !has(FileKind::Deal) {
        let diagnostic = Diagnostic::error(
            codes::MISSING_FILE,
            KeyPath::file("deal.yaml"),
            format!("in de map `{}` staat geen `deal.yaml`", folder.name),
        );
        diagnostics.push(if empty {
            diagnostic
                .hint("is dit de map van een dossier? in die map staan `deal.yaml`, `pijlers`, `verslagen` en meer")
                .hint("begint u net? `voortgang nieuw MAP` maakt een dossier om in te vullen")
        } else {
            diagnostic.hint("maak het bestand `deal.yaml`; daarin staat wat in het convenant is afgesproken")
        });
    }
    if empty {
        return;
    }
    if !has(FileKind::Pillar) {
        diagnostics.push(
            Diagnostic::error(
                codes::MISSING_FILE,
                KeyPath::file("pijlers/"),
                "er is nog geen enkele pijler beschreven",
            )
            .hint("maak voor elke pijler een bestand in de map `pijlers`, bijvoorbeeld `pijlers/samenleving.yaml`"),
        );
    }
    if !has(FileKind::Report) {
        diagnostics.push(
            Diagnostic::error(codes::MISSING_FILE, KeyPath::file("verslagen/"), "er is nog geen enkel verslag")
                .hint("maak een bestand in de map `verslagen`, bijvoorbeeld `verslagen/2021.yaml`")
                .hint("`voortgang nieuw-jaar MAP` maakt het voor u, zo ver mogelijk ingevuld"),
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
    fn take(&mut self, kind: FileKind, top: &KeyPath, id: Id, text: &str) -> Result<(), Box<Diagnostic>> {
        let at = top.clone();
        match kind {
            FileKind::Deal => self.deal = Some(typed(top, text)?),
            FileKind::Pillar => self.pillars.push(Pillar { id, at, ..typed(top, text)? }),
            FileKind::Project => self.projects.push(Project { id, at, ..typed(top, text)? }),
            FileKind::Indicator => {
                let mut indicator = Indicator { id, at, ..typed(top, text)? };
                for (index, measurement) in indicator.series.iter_mut().enumerate() {
                    measurement.at = top.key("reeks").index(index);
                }
                self.indicators.push(indicator);
            }
            FileKind::Spending => {
                let SpendingFile { rows, receipts, row_sheets: _ } = typed(top, text)?;
                let placed = |(index, row)| SpendingRow { at: top.key("regels").index(index), ..row };
                self.spending.extend(rows.into_iter().enumerate().map(placed));
                let placed = |(index, receipt)| Receipt { at: top.key("ontvangsten").index(index), ..receipt };
                self.receipts.extend(receipts.into_iter().enumerate().map(placed));
            }
            FileKind::Report => self.reports.push(Report { id, at, ..typed(top, text)? }),
            FileKind::Image | FileKind::Sheet => {}
        }
        Ok(())
    }

    /// Takes what a file said the first time; false when it then said nothing.
    fn take_over(&mut self, kind: FileKind, name: &str, id: &Id, earlier: &Dossier) -> bool {
        fn add<T: Clone>(list: &mut Vec<T>, found: Option<&T>) -> bool {
            list.extend(found.cloned());
            found.is_some()
        }
        match kind {
            FileKind::Deal => {
                self.deal = Some(earlier.deal.clone());
                true
            }
            FileKind::Pillar => add(&mut self.pillars, earlier.pillar(id)),
            FileKind::Project => add(&mut self.projects, earlier.projects.get(id)),
            FileKind::Indicator => add(&mut self.indicators, earlier.indicator(id)),
            FileKind::Spending => {
                self.spending.extend(earlier.spending.iter().filter(|row| row.at.file_name() == name).cloned());
                self.receipts.extend(earlier.receipts.iter().filter(|row| row.at.file_name() == name).cloned());
                true
            }
            FileKind::Report => add(&mut self.reports, earlier.reports.get(id)),
            FileKind::Image | FileKind::Sheet => false,
        }
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

/// The typed value of a file that fits its schema.
///
/// This parses the text a second time; the scalar types read the raw text of a scalar both here
/// and in the schema, and a test spoils every place of a dossier to show that the two agree.
fn typed<T: DeserializeOwned>(top: &KeyPath, text: &str) -> Result<T, Box<Diagnostic>> {
    serde_yaml::from_str(text).map_err(|error| Box::new(schema::internal(top, &error.to_string())))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const MINIMAL: [(&str, &str); 6] = [
        ("deal.yaml", include_str!("../../fixtures/valid/minimaal/deal.yaml")),
        ("pijlers/ontmoeten.yaml", include_str!("../../fixtures/valid/minimaal/pijlers/ontmoeten.yaml")),
        (
            "projecten/buurthuis-molenbuurt.yaml",
            include_str!("../../fixtures/valid/minimaal/projecten/buurthuis-molenbuurt.yaml"),
        ),
        ("indicatoren/ontmoeten.yaml", include_str!("../../fixtures/valid/minimaal/indicatoren/ontmoeten.yaml")),
        ("bestedingen/2021.yaml", include_str!("../../fixtures/valid/minimaal/bestedingen/2021.yaml")),
        ("verslagen/2021.yaml", include_str!("../../fixtures/valid/minimaal/verslagen/2021.yaml")),
    ];

    fn codes_of(texts: &[(&str, &str)]) -> Vec<String> {
        let reading = read(&Folder::from_texts("proef", texts.iter().copied()));
        assert_eq!(reading.dossier.is_none(), has_errors(&reading.diagnostics));
        assert!(reading.dossier.is_none() || reading.partial.is_none());
        let mut codes: Vec<String> = reading
            .diagnostics
            .iter()
            .map(|diagnostic| format!("{} {}", diagnostic.code, diagnostic.at.file_name()))
            .collect();
        codes.sort();
        codes
    }

    #[test]
    fn reading_again_gives_what_reading_gives() {
        let valid = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/valid"));
        for name in ["den-haag-zuidwest", "met-bladen"] {
            let folder = Folder::open(&valid.join(name)).unwrap();
            let first = read(&folder);
            let (dossier, sources) = (first.dossier.unwrap(), first.sources);
            let earlier = Earlier { folder: &folder, dossier: &dossier, sources: &sources };
            for report in dossier.reports.values() {
                let known = as_known_on(&folder, &sources, *report.known_through, report.id.as_str(), None).unwrap();
                let (whole, again) = (read(&known), read_again(&known, earlier));
                assert_eq!(format!("{:?}", again.dossier.unwrap()), format!("{:?}", whole.dossier.unwrap()));
                assert_eq!(format!("{:?}", again.sources), format!("{:?}", whole.sources));
                let twice = as_known_on(&known, &whole.sources, *report.known_through, report.id.as_str(), None);
                assert_eq!(twice.unwrap(), known);
            }
        }
    }

    #[test]
    fn all_files_are_checked_before_anything_is_refused() {
        let mut texts = MINIMAL.to_vec();
        texts.push(("projecten/kapot.yaml", "naam: a: b\n"));
        texts.push(("projecten/leeg.yaml", ""));
        texts.push(("project/weg.yaml", ""));
        texts.push(("notities.docx", ""));
        texts.push(("beelden/Foto.JPG", ""));
        texts.push(("beelden/mijn foto.jpg", ""));
        assert_eq!(
            codes_of(&texts),
            [
                "L002 project/weg.yaml",
                "L003 beelden/Foto.JPG",
                "L003 notities.docx",
                "L004 beelden/mijn foto.jpg",
                "L008 projecten/leeg.yaml",
                "L013 projecten/kapot.yaml"
            ]
        );
    }

    #[test]
    fn what_fits_is_given_besides_the_names_of_what_does_not() {
        let mut texts = MINIMAL[..3].to_vec();
        texts.push(("projecten/kapot.yaml", "naam: a: b\n"));
        texts.push(("project/weg.yml", ""));
        texts.push(("beelden/Foto.JPG", ""));
        texts.push(("beelden/mijn foto.jpg", ""));
        let Partial { dossier, unread } = read(&Folder::from_texts("proef", texts.iter().copied())).partial.unwrap();
        assert_eq!((dossier.pillars.len(), dossier.projects.len()), (1, 1));
        assert_eq!(unread, ["projecten/weg.yaml", "projecten/kapot.yaml", "verslagen/"]);
        texts[0].1 = "naam: a\n";
        assert!(read(&Folder::from_texts("proef", texts)).partial.is_none());
    }

    #[test]
    fn a_folder_of_dossiers_is_told_how_they_are_named() {
        let told = |dossiers: &[&str], file: &str| {
            let mut folder = Folder::from_texts("deals", [("lijst.yaml", "x: 1\n"), (file, "x: 1\n")]);
            folder.unread.extend(dossiers.iter().map(|name| Unread {
                is_dossier: true,
                holds_yaml: true,
                ..Unread::new(format!("{name}/"), Why::OutOfPlace)
            }));
            read(&folder).diagnostics
        };
        let [one] = told(&["a", "b"], "README.md").try_into().unwrap();
        assert_eq!(
            (one.code, one.message.as_str()),
            ("L001", "`deals` is zelf geen dossier, maar een map met 2 dossiers")
        );
        assert!(one.hints[0].ends_with("`voortgang rapport deals/*`"), "{one:?}");
        let [one] = told(&["a"], "README.md").try_into().unwrap();
        assert!(one.hints[0].ends_with("`voortgang rapport deals/a`"), "{one:?}");
        // In what begins as a dossier another one is misplaced.
        assert!(told(&["a", "b"], "pijlers/a.yaml").iter().any(|one| one.code == "L002" && one.at.file_name() == "a/"));
        assert!(told(&[], "README.md").iter().all(|one| !one.message.contains("dossiers")));
    }

    #[test]
    fn an_empty_folder_is_told_what_a_dossier_is() {
        assert_eq!(codes_of(&[]), ["L001 deal.yaml"]);
        assert_eq!(codes_of(&MINIMAL[..1]), ["L001 pijlers/", "L001 verslagen/"]);
    }

    #[test]
    fn warnings_alone_leave_the_dossier_as_it_is() {
        let mut texts = MINIMAL.to_vec();
        let text = MINIMAL[2].1.replace("Buurthuis De Molen", "Buurthuis #1");
        texts[2].1 = &text;
        assert_eq!(codes_of(&texts), ["L027 projecten/buurthuis-molenbuurt.yaml"]);
    }

    #[test]
    fn a_number_split_at_its_comma_is_said_once() {
        for number in ["149.423,50", "1,500", "1,500,000"] {
            let mut texts = MINIMAL.to_vec();
            let row = format!(
                "regels:\n  - {{post: reserve, gerealiseerd: {number}, t-m: 2021-12-31, bekend-op: 2022-02-10}}\n"
            );
            texts[4].1 = &row;
            assert_eq!(codes_of(&texts), ["L028 bestedingen/2021.yaml"]);
        }
    }

    #[test]
    fn a_file_with_a_byte_order_mark_and_windows_line_ends_is_the_same() {
        let texts = MINIMAL.map(|(name, text)| (name, format!("\u{feff}{}", text.replace('\n', "\r\n"))));
        let reading = read(&Folder::from_texts("proef", texts));
        assert_eq!(reading.diagnostics, []);
        let dossier = reading.dossier.unwrap();
        assert_eq!(reading.sources.line_of(&dossier.indicators[0].series[1].at), 28);
        assert_eq!(dossier.deal.challenge.as_str(), "In Voorbeeldstad-Oost kennen te weinig buren elkaar.\n");
    }

    #[test]
    fn escapes_cannot_bring_in_what_may_not_be_typed() {
        let mut texts = MINIMAL.to_vec();
        let text = MINIMAL[2].1.replace("Buurthuis De Molen", r#""De \u202e Molen\0""#);
        texts[2].1 = &text;
        assert_eq!(
            codes_of(&texts),
            ["L007 projecten/buurthuis-molenbuurt.yaml", "L007 projecten/buurthuis-molenbuurt.yaml"]
        );
    }

    #[test]
    fn names_close_to_right_are_proposed() {
        let right = |name: &str| right_name(name).unwrap_or_default();
        assert_eq!(right("project/a.yaml"), "projecten/a.yaml");
        assert_eq!(right("Pijlers/a.yml"), "pijlers/a.yaml");
        assert_eq!(right("Deal.yml"), "deal.yaml");
        assert_eq!(right("indicator/"), "indicatoren/");
        assert_eq!(right("beelden/a.JPG"), "beelden/a.jpg");
        assert_eq!(right("beelden/a.svg"), "");
        assert_eq!(right("bronnen/a.csv"), "");
    }

    /// A file that names a sheet in every way there is.
    const WITH_SHEET: &str = r#"regels-bladen:
  - bestand: gegevens/x.csv
    bekend-op: 2022-02-10
    blad: a
    scheidingsteken: puntkomma
    codering: utf-8
    decimaalteken: komma
    duizendtalteken: punt
    datumnotatie: dd-mm-jjjj
    kopregels: [1, 2]
    kolommen: {project: Project, gerealiseerd: Bedrag}
    aftrekken: {gerealiseerd: Credit}
    maal: {gerealiseerd: 1000}
    vast: {t-m: 2021-12-31}
    rijen: {Soort: [lasten]}
    overslaan: [Totaal]
    vervang: {project: {"71001": a}}
    niet-gemeten: {"": leeg}
    optellen: [gerealiseerd]
"#;

    /// Every place in a value, so that each can be spoilt in turn.
    fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
        found.push(at.to_owned());
        match value {
            Value::Object(entries) => {
                entries.iter().for_each(|(key, value)| pointers(value, &format!("{at}/{key}"), found));
            }
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(index, value)| pointers(value, &format!("{at}/{index}"), found));
            }
            _ => {}
        }
    }

    /// What passes the schema can be read, and what can be read passes the schema.
    #[test]
    fn the_schema_and_the_types_agree_about_every_spoilt_value() {
        let values = [
            Value::Null,
            json!(""),
            json!("x"),
            json!("Een tekst: met leestekens"),
            json!("1.500"),
            json!("2021-12-31"),
            json!("ja"),
            json!("60%"),
            json!([]),
            json!(["x"]),
            json!({}),
            json!({ "x": "y" }),
            json!({ "Geen Id": "60%" }),
        ];
        let mut tried = 0;
        for (name, text) in MINIMAL.into_iter().chain([("bestedingen/2022.yaml", WITH_SHEET)]) {
            let kind = FileKind::of(name).unwrap();
            let top = KeyPath::file(name);
            let good = tree::parse(name, text).tree.unwrap().to_json();
            let mut places = Vec::new();
            pointers(&good, "", &mut places);
            for place in places {
                for value in &values {
                    let mut spoilt = good.clone();
                    *spoilt.pointer_mut(&place).unwrap() = value.clone();
                    let found = schema::check(kind, &top, &spoilt);
                    // JSON is YAML too, with each text between quotes.
                    let read = Parts::default().take(kind, &top, Id::default(), &spoilt.to_string());
                    // What the schema lets through must be readable. The schema may refuse more: for
                    // the types, a list can be a group and `null` the word null.
                    let may_differ = (value.is_array() || value.is_null()) && !found.is_empty();
                    assert!(
                        found.is_empty() == read.is_ok() || may_differ,
                        "{name}{place} = {value}: {found:#?} {read:?}"
                    );
                    assert!(found.iter().all(|diagnostic| diagnostic.code != codes::INTERNAL), "{found:#?}");
                    tried += 1;
                }
            }
        }
        assert!(tried > 2_000);
    }
}
