//! The shape of each kind of file: its JSON Schema, and every departure from it in Dutch.
//!
//! In: the tree of a file, with raw text for every scalar. Out: one diagnostic per mistake. The
//! schemas come from the types of `model`, so an editor that uses them and this check agree.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jsonschema::error::ValidationErrorKind;
use jsonschema::paths::LocationSegment;
use jsonschema::{Draft, ValidationError, Validator};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::codes;
use super::sheet::List;
use super::words::{both, either, meaning, nearest, notation, noun};
use crate::diagnostic::{Diagnostic, KeyPath, Step, Target};
use crate::model::{
    Deal, Derivation, Indicator, Pillar, Portfolio, Project, Report, Requirement, SpendingFile, scalar,
};
use crate::world::FileKind;

/// More missing keys than this in one group are reported together.
const MOST_MISSING: usize = 2;

/// At most so many departures are reported per file; nobody reads more before mending some.
const MOST_ERRORS: usize = 500;

/// Keys that once stood somewhere else: the group, the key, and where to put it now.
const MOVED: [(&str, &str, &str); 1] = [(
    "References",
    "ris",
    "een kenmerk hoort bij één verslag: zet `kenmerk: RIS123456` in `verslagen/<naam>.yaml`, op de regel onder `versie`",
)];

/// The shape of one kind of file.
struct Shape {
    schema: Value,
    validator: Option<Validator>,
}

/// The shape of each kind of file that has one, made when it is first asked for.
static SHAPES: [(FileKind, LazyLock<Option<Shape>>); 6] = [
    (FileKind::Deal, LazyLock::new(|| shape(FileKind::Deal))),
    (FileKind::Pillar, LazyLock::new(|| shape(FileKind::Pillar))),
    (FileKind::Project, LazyLock::new(|| shape(FileKind::Project))),
    (FileKind::Indicator, LazyLock::new(|| shape(FileKind::Indicator))),
    (FileKind::Spending, LazyLock::new(|| shape(FileKind::Spending))),
    (FileKind::Report, LazyLock::new(|| shape(FileKind::Report))),
];

/// The shape of a recipe under `intern/`, which is no file of the dossier.
static RECIPE: LazyLock<Shape> = LazyLock::new(|| shape_from(of::<Derivation>()));

/// The shape of the portefeuille, which stands beside all dossiers.
static PORTFOLIO: LazyLock<Shape> = LazyLock::new(|| shape_from(portfolio_schema()));

fn shape(kind: FileKind) -> Option<Shape> {
    json_schema(kind).map(shape_from)
}

fn shape_from(schema: Value) -> Shape {
    let mut options = jsonschema::options().with_draft(Draft::Draft7).should_validate_formats(true);
    for (name, check) in scalar::FORMATS {
        options = options.with_format(name, move |text: &str| check(text).is_none());
    }
    let validator = options.build(&schema).ok();
    Shape { schema, validator }
}

fn shape_of(kind: FileKind) -> Option<&'static Shape> {
    SHAPES.iter().find(|(of, _)| *of == kind).and_then(|(_, shape)| shape.as_ref())
}

/// Makes the shapes, last used first, on a thread that has nothing else to do.
pub fn prepare() {
    for kind in [FileKind::Report, FileKind::Project, FileKind::Pillar, FileKind::Indicator] {
        let _ = shape_of(kind);
    }
}

/// The JSON Schema (draft-07) of a kind of file; `None` for images and sheets.
#[must_use]
pub fn json_schema(kind: FileKind) -> Option<Value> {
    let schema = match kind {
        FileKind::Deal => of::<Deal>(),
        FileKind::Pillar => of::<Pillar>(),
        FileKind::Project => of::<Project>(),
        FileKind::Indicator => of::<Indicator>(),
        FileKind::Spending => of::<SpendingFile>(),
        FileKind::Report => of::<Report>(),
        FileKind::Image | FileKind::Sheet => return None,
    };
    Some(schema)
}

fn of<T: JsonSchema>() -> Value {
    let schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<T>();
    let mut schema = schema.to_value();
    name_keys(&mut schema, "");
    schema
}

/// The JSON Schema (draft-07) of a recipe, `intern/afleidingen/<naam>.yaml`.
#[must_use]
pub fn recipe_schema() -> Value {
    of::<Derivation>()
}

/// Adds which keys a map may have: its type in Rust says so, `schemars` leaves it out.
///
/// Every map of the model is keyed by id, apart from those named here.
fn name_keys(schema: &mut Value, key: &str) {
    match schema {
        Value::Object(object) => {
            if object.get("additionalProperties").is_some_and(Value::is_object) && !object.contains_key("propertyNames")
            {
                let names = match key {
                    // Keyed by words of the author, or by what stands in a sheet.
                    "afkortingen" | "kolommen" | "aftrekken" | "maal" | "vast" | "rijen" | "vervang"
                    | "niet-gemeten" => None,
                    "bepalingen" => Some(json!({ "enum": words(&of::<Requirement>()) })),
                    _ => Some(json!({ "format": "id" })),
                };
                if let Some(names) = names {
                    object.insert("propertyNames".to_owned(), names);
                }
            }
            for (name, inner) in object.iter_mut() {
                // What is in a map belongs to the key of the map.
                name_keys(inner, if name == "additionalProperties" { key } else { name });
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| name_keys(item, key)),
        _ => {}
    }
}

/// The fixed words of an enum, whether `schemars` wrote it as `enum` or as `oneOf` of `const`.
pub(super) fn words(schema: &Value) -> Vec<&str> {
    let listed = schema.get("enum").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let parts = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten();
    let single = parts.flat_map(|part| {
        let one = part.get("const").and_then(Value::as_str);
        let many = part.get("enum").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        one.into_iter().chain(many)
    });
    listed.chain(single).collect()
}

/// A key of a row that may stand in a sheet.
#[derive(Debug)]
pub(crate) struct RowKey {
    /// The key; one within a group has a point, as `veldwerk.van`.
    pub(crate) path: String,
    /// The notation of its value.
    pub(crate) format: Option<String>,
    /// The fixed words that its value can be.
    words: Vec<String>,
    /// Whether every row has it.
    pub(crate) is_required: bool,
}

impl RowKey {
    /// Whether its value is a number.
    pub(crate) fn is_number(&self) -> bool {
        matches!(self.format.as_deref(), Some("bedrag" | "meetwaarde" | "geheel-getal" | "percentage"))
    }

    /// Whether it says when, as a table of the CBS does with a `*` behind it.
    pub(crate) fn is_time(&self) -> bool {
        matches!(
            self.path.as_str(),
            "jaar" | "peildatum" | "periode.van" | "periode.tot" | "veldwerk.van" | "veldwerk.tot"
        )
    }

    /// A value that fits.
    pub(crate) fn stand_in(&self) -> String {
        let fits = match self.format.as_deref() {
            Some("datum") => "2000-01-01",
            Some("percentage") => "0%",
            Some("jaar") => "2000",
            Some("verschil") => "0 punt",
            _ if self.is_number() => "0",
            _ => self.words.first().map_or("x", String::as_str),
        };
        fits.to_owned()
    }
}

/// The keys of the rows that may stand in sheets, of each kind of file that has them.
static ROW_KEYS: [(FileKind, LazyLock<Vec<RowKey>>); 3] = [
    (FileKind::Indicator, LazyLock::new(|| keys_of_rows(FileKind::Indicator))),
    (FileKind::Spending, LazyLock::new(|| keys_of_rows(FileKind::Spending))),
    (FileKind::Report, LazyLock::new(|| keys_of_rows(FileKind::Report))),
];

/// The keys that a row of a sheet can have for a kind of file.
pub(crate) fn row_keys(kind: FileKind) -> &'static [RowKey] {
    ROW_KEYS.iter().find(|(of, _)| *of == kind).map_or(&[], |(_, keys)| keys.as_slice())
}

fn keys_of_rows(kind: FileKind) -> Vec<RowKey> {
    let (Some(list), Some(Shape { schema, .. })) = (List::of(kind), shape_of(kind)) else { return Vec::new() };
    let top = KeyPath::default();
    let found = Found { schema, instance: &Value::Null, top: &top, diagnostics: Vec::new(), missing: BTreeMap::new() };
    let rows = found.resolve(&schema["properties"][list.rows]);
    let inner = rows.schema.get("items").or_else(|| rows.schema.get("additionalProperties"));
    let row = found.resolve(inner.unwrap_or(&Value::Null));
    let mut keys = Vec::new();
    let mut add = |path: String, part: Part<'_>, is_required| {
        let format = part.schema.get("format").and_then(Value::as_str).map(str::to_owned);
        let words: Vec<String> = words(part.schema).into_iter().map(str::to_owned).collect();
        if format.is_some() || !words.is_empty() {
            keys.push(RowKey { path, format, words, is_required });
        }
    };
    let required = strings(row.schema.get("required"));
    for (key, inner) in row.schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let part = found.resolve(inner);
        match part.schema.get("properties").and_then(Value::as_object) {
            None => add(key.clone(), part, required.contains(&key.as_str())),
            Some(group) => {
                for (name, inner) in group {
                    add(format!("{key}.{name}"), found.resolve(inner), false);
                }
            }
        }
    }
    let extra = |path: &str, format: &str, is_required| RowKey {
        path: path.to_owned(),
        format: Some(format.to_owned()),
        words: Vec::new(),
        is_required,
    };
    match list.id {
        Some(id) => keys.push(extra(id, "id", true)),
        None if kind == FileKind::Indicator => keys.push(extra("jaar", "jaar", false)),
        None => {}
    }
    keys
}

/// Everything in a file that departs from the shape of its kind.
///
/// `instance` is the file's tree with raw text for every scalar.
pub(crate) fn check(kind: FileKind, top: &KeyPath, instance: &Value) -> Vec<Diagnostic> {
    departures(shape_of(kind), top, instance)
}

/// The JSON Schema (draft-07) of `portefeuille.yaml`.
#[must_use]
pub fn portfolio_schema() -> Value {
    of::<Portfolio>()
}

/// Everything in the portefeuille that departs from its shape.
pub(crate) fn check_portfolio(top: &KeyPath, instance: &Value) -> Vec<Diagnostic> {
    departures(Some(&PORTFOLIO), top, instance)
}

/// Everything in a recipe under `intern/` that departs from its shape.
pub(crate) fn check_recipe(top: &KeyPath, instance: &Value) -> Vec<Diagnostic> {
    departures(Some(&RECIPE), top, instance)
}

fn departures(shape: Option<&'static Shape>, top: &KeyPath, instance: &Value) -> Vec<Diagnostic> {
    let Some(Shape { schema, validator: Some(validator) }) = shape else {
        return vec![internal(top, "er is geen schema voor dit bestand")];
    };
    if instance.is_null() {
        let root = schema.get("title").and_then(Value::as_str).unwrap_or_default();
        return vec![
            Diagnostic::error(
                codes::EMPTY_FILE,
                top.clone(),
                format!("dit bestand is leeg; hier hoort {} te staan", noun(root)),
            )
            .hint(what_to_fill_in(schema)),
        ];
    }
    let mut found = Found { schema, instance, top, diagnostics: Vec::new(), missing: BTreeMap::new() };
    for error in validator.iter_errors(instance).take(MOST_ERRORS) {
        found.take(&error);
    }
    found.report_missing();
    found.diagnostics
}

/// The keys that a file cannot do without, or else those it may have.
fn what_to_fill_in(schema: &Value) -> String {
    match strings(schema.get("required")).as_slice() {
        [] => {
            let known = schema.get("properties").and_then(Value::as_object).map(keys).unwrap_or_default();
            format!("hier kunnen staan: {}", both(&known))
        }
        required => format!("vul ten minste in: {}", both(required)),
    }
}

/// Something that only the makers of this program can mend.
pub(crate) fn internal(top: &KeyPath, what: &str) -> Diagnostic {
    Diagnostic::error(codes::INTERNAL, top.clone(), format!("interne fout bij het lezen van dit bestand: {what}"))
        .hint("meld dit bij de beheerder van `voortgang`; het ligt niet aan uw dossier")
}

struct Found<'a> {
    schema: &'a Value,
    instance: &'a Value,
    top: &'a KeyPath,
    diagnostics: Vec<Diagnostic>,
    /// Keys that are missing, by the group they are missing from.
    missing: BTreeMap<KeyPath, Vec<String>>,
}

/// A part of the schema, with the name of the type it is.
#[derive(Clone, Copy)]
struct Part<'a> {
    name: &'a str,
    schema: &'a Value,
}

impl<'a> Found<'a> {
    fn take(&mut self, error: &ValidationError<'_>) {
        let at = self.path(error);
        if error.instance().is_null() && !at.steps().is_empty() {
            self.empty(&at);
            return;
        }
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                for key in unexpected {
                    self.unknown_key(&at, key);
                }
            }
            ValidationErrorKind::Required { property } => {
                if let Some(key) = property.as_str() {
                    self.missing.entry(at).or_default().push(key.to_owned());
                }
            }
            // An optional value: either null or what the other branch says.
            ValidationErrorKind::AnyOf { context } => {
                let branch = context.iter().find(|branch| !branch.iter().any(|inner| self.asks_for_null(inner)));
                for inner in branch.into_iter().flatten() {
                    self.take(inner);
                }
            }
            ValidationErrorKind::OneOfNotValid { .. }
            | ValidationErrorKind::Enum { .. }
            | ValidationErrorKind::Constant { .. } => {
                self.unknown_word(&at, error.instance());
            }
            ValidationErrorKind::Format { format } => self.notation(&at, format, error.instance()),
            ValidationErrorKind::Type { .. } => self.wrong_shape(&at, error.instance()),
            ValidationErrorKind::PropertyNames { error } => self.key_name(&at, error.instance()),
            _ => {
                let what = format!("onbekende controle `{}` bij `{at}`", error.kind().keyword());
                self.diagnostics.push(internal(self.top, &what));
            }
        }
    }

    /// Whether an error is that a value is not null.
    fn asks_for_null(&self, error: &ValidationError<'_>) -> bool {
        self.schema.pointer(error.schema_path().as_str()).is_some_and(|kind| kind == "null")
    }

    fn path(&self, error: &ValidationError<'_>) -> KeyPath {
        error.instance_path().segments().fold(self.top.clone(), |path, segment| match segment {
            LocationSegment::Property(key) => path.key(&key),
            LocationSegment::Index(index) => path.index(index),
        })
    }

    /// The part of the schema that describes a place.
    fn part(&self, at: &KeyPath) -> Part<'a> {
        let root = self.schema.get("title").and_then(Value::as_str).unwrap_or_default();
        at.steps().iter().fold(Part { name: root, schema: self.schema }, |part, step| self.step(part, step))
    }

    fn step(&self, part: Part<'a>, step: &Step) -> Part<'a> {
        let inner = match step {
            Step::Key(key) => part
                .schema
                .get("properties")
                .and_then(|known| known.get(&**key))
                .or_else(|| part.schema.get("additionalProperties")),
            Step::Index(_) => part.schema.get("items"),
        };
        self.resolve(inner.unwrap_or(&Value::Null))
    }

    /// Follows references and looks past "or null".
    fn resolve(&self, schema: &'a Value) -> Part<'a> {
        let mut part = Part { name: "", schema };
        for _ in 0..8 {
            let wrapped = |key: &str| {
                let list = part.schema.get(key).and_then(Value::as_array)?;
                list.iter().find(|inner| inner.get("type").is_none_or(|kind| kind != "null"))
            };
            if let Some(reference) = part.schema.get("$ref").and_then(Value::as_str) {
                let name = reference.rsplit('/').next().unwrap_or_default();
                part = Part {
                    name,
                    schema: self.schema.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null),
                };
            } else if let Some(inner) = wrapped("allOf").or_else(|| wrapped("anyOf")) {
                part = Part { name: part.name, schema: inner };
            } else {
                break;
            }
        }
        part
    }

    /// What each point of a list is.
    fn item(&self, list: Part<'a>) -> Option<Part<'a>> {
        list.schema.get("items").map(|items| self.resolve(items))
    }

    fn known_keys(part: Part<'a>) -> Vec<&'a str> {
        part.schema.get("properties").and_then(Value::as_object).map(keys).unwrap_or_default()
    }

    fn unknown_key(&mut self, at: &KeyPath, key: &str) {
        let part = self.part(at);
        let known = Self::known_keys(part);
        let mut diagnostic = Diagnostic::error(
            codes::UNKNOWN_KEY,
            at.key(key),
            format!("onbekende sleutel `{key}` in {}", noun(part.name)),
        )
        .on(Target::Key);
        let present: Vec<&str> = self.value(at).and_then(Value::as_object).map(keys).unwrap_or_default();
        let free: Vec<&str> = known.iter().copied().filter(|known| !present.contains(known)).collect();
        if let Some((.., hint)) = MOVED.iter().find(|(group, moved, _)| *group == part.name && *moved == key) {
            diagnostic = diagnostic.hint(*hint);
        } else if let Some((group, inner)) = self.two_in_one(part, key) {
            let value = self.value(&at.key(key)).and_then(Value::as_str).map_or("…", str::trim);
            diagnostic = diagnostic.hint(if present.contains(&group) {
                format!("`{inner}` hoort onder `{group}`: zet daar, ingesprongen, de regel `{inner}: {value}`")
            } else {
                format!("`{inner}` hoort onder `{group}`; schrijf het op eigen regels:\n{}", below(group, inner, value))
            });
        } else if let Some(meant) = nearest(key, &free) {
            diagnostic = diagnostic.hint(format!("bedoelde u `{meant}`?"));
        } else if let Some(place) = self.elsewhere(at, part, key) {
            diagnostic = diagnostic.hint(format!(
                "`{key}` hoort bij {}: controleer of de regel met het goede aantal spaties begint",
                noun(place.name)
            ));
        } else {
            diagnostic = diagnostic.hint(format!("hier kunnen staan: {}", both(&known)));
        }
        self.diagnostics.push(diagnostic);
    }

    /// The keys of a group and of what is in it that were written as one, as a message names them:
    /// `kenmerken, commissie`.
    fn two_in_one<'k>(&self, part: Part<'a>, key: &'k str) -> Option<(&'k str, &'k str)> {
        let (group, inner) = key.split_once([',', '.'])?;
        let (group, inner) = (group.trim(), inner.trim());
        let within = self.resolve(part.schema.get("properties")?.get(group)?);
        Self::known_keys(within).contains(&inner).then_some((group, inner))
    }

    /// A group around or within this one that does know the key.
    fn elsewhere(&self, at: &KeyPath, part: Part<'a>, key: &str) -> Option<Part<'a>> {
        let mut around = Vec::new();
        let mut path = KeyPath::file(at.file_name());
        for step in at.steps() {
            around.push(self.part(&path));
            path = match step {
                Step::Key(key) => path.key(key),
                Step::Index(index) => path.index(*index),
            };
        }
        let within =
            part.schema.get("properties").and_then(Value::as_object).into_iter().flat_map(Map::values).map(|inner| {
                let inner = self.resolve(inner);
                self.item(inner).unwrap_or(inner)
            });
        around.into_iter().rev().chain(within).find(|place| {
            !place.name.is_empty() && place.schema.get("properties").is_some_and(|known| known.get(key).is_some())
        })
    }

    fn report_missing(&mut self) {
        for (at, mut keys) in std::mem::take(&mut self.missing) {
            // A key that was mistyped is reported once, as an unknown key.
            let meant = |key: &String| {
                let question = format!("bedoelde u `{key}`?");
                self.diagnostics.iter().any(|other| {
                    other.code == codes::UNKNOWN_KEY
                        && parent(&other.at).as_ref() == Some(&at)
                        && other.hints.contains(&question)
                })
            };
            keys.retain(|key| !meant(key));
            let part = self.part(&at);
            if keys.len() > MOST_MISSING {
                let names: Vec<&str> = keys.iter().map(String::as_str).collect();
                let mut diagnostic = Diagnostic::error(
                    codes::MISSING_KEY,
                    at.key(&keys[0]),
                    format!("in {} ontbreken {}", noun(part.name), both(&names)),
                )
                .on(Target::Parent);
                for key in &keys {
                    diagnostic = diagnostic.hint(self.how_to_add(part, key));
                }
                self.diagnostics.push(diagnostic);
                continue;
            }
            for key in keys {
                let hint = format!("voeg toe: {}", self.how_to_add(part, &key));
                self.diagnostics.push(
                    Diagnostic::error(
                        codes::MISSING_KEY,
                        at.key(&key),
                        format!("in {} ontbreekt `{key}`", noun(part.name)),
                    )
                    .on(Target::Parent)
                    .hint(hint),
                );
            }
        }
    }

    /// What to type for a key of a group, and what the key is for.
    fn how_to_add(&self, group: Part<'a>, key: &str) -> String {
        let example = example(key, self.step(group, &Step::Key(key.into())));
        match meaning(group.name, key) {
            Some(meaning) => format!("{example}; hier staat {meaning}"),
            None => example,
        }
    }

    fn empty(&mut self, at: &KeyPath) {
        let part = self.part(at);
        let diagnostic = match at.steps().last() {
            Some(Step::Key(key)) => {
                let is_colour = part.schema.get("format").and_then(Value::as_str) == Some("kleur");
                let hint = if is_colour {
                    "zet de kleur tussen aanhalingstekens, bijvoorbeeld `\"#1d4f6e\"`; zonder die tekens is alles vanaf de # een opmerking".to_owned()
                } else if self.is_required(at, key) {
                    format!("vul de waarde in: {}", example(key, part))
                } else {
                    format!("vul hier {} in, of haal de regel weg", expected(part))
                };
                Diagnostic::error(codes::EMPTY_VALUE, at.clone(), format!("achter `{key}:` staat niets")).hint(hint)
            }
            _ => Diagnostic::error(codes::EMPTY_VALUE, at.clone(), "achter dit streepje staat niets")
                .hint(format!("vul hier {} in, of haal het streepje weg", expected(part))),
        };
        self.push_once(diagnostic);
    }

    fn is_required(&self, at: &KeyPath, key: &str) -> bool {
        parent(at).is_some_and(|around| strings(self.part(&around).schema.get("required")).contains(&key))
    }

    fn push_once(&mut self, diagnostic: Diagnostic) {
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }

    fn unknown_word(&mut self, at: &KeyPath, instance: &Value) {
        let Some(word) = instance.as_str() else {
            self.wrong_shape(at, instance);
            return;
        };
        let part = self.part(at);
        let words = words(part.schema);
        let message = match at.steps().last() {
            Some(Step::Key(key)) => format!("`{}` kan niet achter `{key}:` staan", short(word)),
            _ => format!("`{}` kan hier niet staan", short(word)),
        };
        let mut diagnostic = Diagnostic::error(codes::UNKNOWN_WORD, at.clone(), message);
        if let Some(meant) = synonym(word, &words).or_else(|| nearest(word, &words)) {
            diagnostic = diagnostic.hint(format!("bedoelde u `{meant}`?"));
        }
        self.push_once(diagnostic.hint(format!("schrijf {}", either(&words))));
    }

    fn notation(&mut self, at: &KeyPath, format: &str, instance: &Value) {
        let Some(explained) = instance.as_str().and_then(|text| scalar::explain(format, text)) else {
            return;
        };
        let mut message = explained.message;
        if let Some(Step::Key(key)) = at.steps().last() {
            message = format!("`{key}`: {message}");
        }
        self.push_once(Diagnostic::error(codes::NOTATION, at.clone(), message).hint(explained.hint));
    }

    fn wrong_shape(&mut self, at: &KeyPath, instance: &Value) {
        let part = self.part(at);
        if at.steps().is_empty() {
            let root = noun(part.name);
            self.push_once(
                Diagnostic::error(
                    codes::WRONG_SHAPE,
                    at.clone(),
                    format!("dit bestand is geen groep van regels `sleutel: waarde`, zoals hoort bij {root}"),
                )
                .hint("begin elke regel met een sleutel en een dubbele punt")
                .hint(what_to_fill_in(self.schema)),
            );
            return;
        }
        let found = match instance {
            Value::String(text) => format!("de tekst `{}`", short(text)),
            Value::Array(_) => "een lijst".to_owned(),
            Value::Object(_) => "een groep met eigen sleutels".to_owned(),
            _ => "iets anders".to_owned(),
        };
        let place = match at.steps().last() {
            Some(Step::Key(key)) => format!("achter `{key}:` hoort"),
            _ => "hier hoort".to_owned(),
        };
        let mut diagnostic = Diagnostic::error(
            codes::WRONG_SHAPE,
            at.clone(),
            format!("{place} {}, maar er staat {found}", expected(part)),
        );
        let of_scalars = self.item(part).is_some_and(|item| item.schema.get("properties").is_none());
        let is_list = part.schema.get("type").is_some_and(|kind| {
            kind == "array" || kind.as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == "array"))
        });
        diagnostic = match (instance, at.steps().last()) {
            (Value::String(text), Some(Step::Key(key)))
                if is_list && of_scalars && !text.contains(':') && text.chars().count() < 40 =>
            {
                diagnostic.hint(format!("is het er maar één? schrijf `{key}: [{}]`", text.trim()))
            }
            (Value::Object(_), _) if is_list => {
                diagnostic.hint("zet een streepje en een spatie (`- `) voor de eerste regel van elk punt")
            }
            (Value::Array(_), _) if !is_list => {
                diagnostic.hint("haal de streepjes of de haakjes weg: hier kan er maar één staan")
            }
            (Value::Object(_), _) if part.schema.get("format").is_some() => {
                diagnostic.hint("is het tekst met een dubbele punt erin? zet die dan tussen aanhalingstekens")
            }
            (Value::String(_), _) if is_list => {
                diagnostic.hint("zet elk punt op een eigen regel onder de sleutel, met een streepje ervoor")
            }
            (Value::String(text), Some(Step::Key(key))) => self.as_group(diagnostic, part, key, text),
            (Value::String(_), _) => match strings(part.schema.get("required")).as_slice() {
                [] => diagnostic,
                required => diagnostic.hint(format!("zet op de regels eronder, ingesprongen: {}", both(required))),
            },
            _ => diagnostic,
        };
        self.push_once(diagnostic);
    }

    /// How a text behind the key of a group is written as that group: what it cannot do without, else the key that the
    /// text seems to be for.
    fn as_group(&self, diagnostic: Diagnostic, part: Part<'a>, key: &str, text: &str) -> Diagnostic {
        let known = Self::known_keys(part);
        let inner = |name: &str| self.step(part, &Step::Key(name.into()));
        if known.is_empty() {
            let Some(values) = part.schema.get("additionalProperties").filter(|values| values.is_object()) else {
                return diagnostic;
            };
            let lines = below(key, "een-naam", sample(self.resolve(values)));
            return diagnostic
                .hint(format!("schrijf elk punt op een eigen regel, ingesprongen, bijvoorbeeld:\n{lines}"));
        }
        let lower = text.trim().to_lowercase();
        let fits = |name: &&&str| {
            lower.starts_with(**name) || words(inner(name).schema).iter().any(|word| word.contains(lower.as_str()))
        };
        let meant = known.iter().find(fits).copied();
        let required = strings(part.schema.get("required"));
        let is_only = required.len() == 1;
        let shown = if required.is_empty() { vec![meant.unwrap_or(known[0])] } else { required };
        let mut lines = format!("{key}:");
        for name in &shown {
            let format = inner(name).schema.get("format").and_then(Value::as_str);
            let is_fit = format.is_some_and(|format| scalar::explain(format, text).is_none());
            let is_its = is_only || meant == Some(*name);
            let value = if is_fit && is_its { short(text.trim()) } else { sample(inner(name)).to_owned() };
            lines.push_str(&format!("\n  {name}: {value}"));
        }
        let mut diagnostic =
            diagnostic.hint(format!("schrijf het op eigen regels, ingesprongen, bijvoorbeeld:\n{lines}"));
        for name in shown {
            let words = words(inner(name).schema);
            if !words.is_empty() {
                diagnostic = diagnostic.hint(format!("achter `{name}:` staat {}", either(&words)));
            }
        }
        diagnostic.hint(format!("onder `{key}:` kunnen staan: {}", both(&known)))
    }

    /// A key of a map that is no id, or none of the fixed words.
    fn key_name(&mut self, at: &KeyPath, key: &Value) {
        let Some(key) = key.as_str() else { return };
        let part = self.part(at);
        let names = part.schema.get("propertyNames").unwrap_or(&Value::Null);
        let diagnostic = if let Some(format) = names.get("format").and_then(Value::as_str) {
            let Some(explained) = scalar::explain(format, key) else { return };
            Diagnostic::error(codes::KEY_NOTATION, at.key(key), explained.message).hint(explained.hint)
        } else {
            let known = words(names);
            let diagnostic = Diagnostic::error(
                codes::KEY_NOTATION,
                at.key(key),
                format!("`{key}` is geen bekende sleutel op deze plek"),
            );
            match nearest(key, &known) {
                Some(meant) => diagnostic.hint(format!("bedoelde u `{meant}`?")),
                None => diagnostic.hint(format!("hier kunnen staan: {}", both(&known))),
            }
        };
        self.push_once(diagnostic.on(Target::Key));
    }

    fn value(&self, at: &KeyPath) -> Option<&'a Value> {
        at.steps().iter().try_fold(self.instance, |value, step| match step {
            Step::Key(key) => value.get(&**key),
            Step::Index(index) => value.get(*index),
        })
    }
}

/// A key of a group on a line under it.
fn below(group: &str, key: &str, value: &str) -> String {
    format!("{group}:\n  {key}: {value}")
}

/// A value of a notation, as an example of how it looks.
fn sample(part: Part<'_>) -> &str {
    part.schema.get("format").and_then(Value::as_str).map_or("…", |format| notation(format).1)
}

/// How a key and its value are written under the key of a group, in a file of this name. `None` when what belongs
/// behind that key is a text, or may be.
pub(super) fn under_group(file: &str, group: &str, key: &str, value: &str) -> Option<String> {
    let Shape { schema, .. } = shape_of(FileKind::of(file)?)?;
    let top = KeyPath::default();
    let found = Found { schema, instance: &Value::Null, top: &top, diagnostics: Vec::new(), missing: BTreeMap::new() };
    let types = schema.get("definitions").and_then(Value::as_object).into_iter().flat_map(Map::values);
    let places: Vec<Part<'_>> = std::iter::once(schema)
        .chain(types)
        .filter_map(|kind| Some(found.resolve(kind.get("properties")?.get(group)?)))
        .collect();
    let is_group =
        |part: Part<'_>| ["properties", "additionalProperties"].iter().any(|key| !part.schema[key].is_null());
    let knows = |part: Part<'_>| Found::known_keys(part).contains(&key);
    let is_or_holds = |part: Part<'_>, is: &dyn Fn(Part<'_>) -> bool| is(part) || found.item(part).is_some_and(is);
    let place = if places.iter().all(|part| is_or_holds(*part, &is_group)) {
        *places.first()?
    } else {
        *places.iter().find(|part| is_or_holds(**part, &knows))?
    };
    Some(if is_group(place) { below(group, key, value) } else { format!("{group}:\n  - {key}: {value}") })
}

/// What to type for a key, and what that is.
fn example(key: &str, part: Part<'_>) -> String {
    let words = words(part.schema);
    if let Some(first) = words.first() {
        return format!("`{key}: {first}` (of {})", either(&words[1..]));
    }
    if let Some(format) = part.schema.get("format").and_then(Value::as_str) {
        let (what, example) = notation(format);
        return format!("`{key}: {example}` ({what})");
    }
    match part.schema.get("type").and_then(Value::as_str) {
        Some("array") => format!("`{key}:`, met op de regels eronder een lijst (elk punt begint met `- `)"),
        Some("object") => match strings(part.schema.get("required")).as_slice() {
            [] => format!("`{key}:`, met op de regels eronder, ingesprongen, `sleutel: waarde`"),
            required => format!("`{key}:`, met op de regels eronder, ingesprongen, {}", both(required)),
        },
        _ => format!("`{key}:`"),
    }
}

/// What belongs at a place, in words.
fn expected(part: Part<'_>) -> String {
    let words = words(part.schema);
    if !words.is_empty() {
        return format!("een van de woorden {}", either(&words));
    }
    if let Some(format) = part.schema.get("format").and_then(Value::as_str) {
        return notation(format).0.to_owned();
    }
    let is = |name: &str| match part.schema.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == name),
        Some(kind) => kind == name,
        None => false,
    };
    if is("array") {
        "een lijst (regels die met `- ` beginnen)".to_owned()
    } else if is("object") && part.name.is_empty() {
        "een groep regels `sleutel: waarde`".to_owned()
    } else if is("object") {
        format!("een groep regels `sleutel: waarde` voor {}", noun(part.name))
    } else {
        "een waarde".to_owned()
    }
}

/// The place around a place.
fn parent(at: &KeyPath) -> Option<KeyPath> {
    let (_, steps) = at.steps().split_last()?;
    Some(steps.iter().fold(KeyPath::file(at.file_name()), |path, step| match step {
        Step::Key(key) => path.key(key),
        Step::Index(index) => path.index(*index),
    }))
}

fn keys(object: &Map<String, Value>) -> Vec<&str> {
    object.keys().map(String::as_str).collect()
}

fn strings(list: Option<&Value>) -> Vec<&str> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Words of other languages and habits for the fixed words here.
fn synonym<'a>(word: &str, words: &[&'a str]) -> Option<&'a str> {
    let meant = match word.to_lowercase().as_str() {
        "true" | "yes" | "waar" | "j" | "y" | "1" => "ja",
        "false" | "no" | "onwaar" | "n" | "0" => "nee",
        "geel" => "oranje",
        "omhoog" | "hoger" | "stijgend" | "stijging" => "stijgt",
        "omlaag" | "lager" | "dalend" | "daling" => "daalt",
        "hoog" => "groot",
        "laag" => "klein",
        "midden" | "gemiddeld" => "middel",
        ";" => "puntkomma",
        "," => "komma",
        "." => "punt",
        "\t" | "\\t" => "tab",
        "" | " " => "spatie",
        "utf8" => "utf-8",
        "ansi" | "cp1252" | "cp-1252" | "latin1" | "latin-1" | "iso-8859-1" => "windows-1252",
        "d-m-j" | "dd/mm/jjjj" | "dd-mm-yyyy" | "dag-maand-jaar" => "dd-mm-jjjj",
        "yyyy-mm-dd" | "jaar-maand-dag" | "iso" => "jjjj-mm-dd",
        _ => return None,
    };
    words.iter().copied().find(|known| *known == meant)
}

/// The first words of a text.
fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(40) {
        Some((cut, _)) => format!("{}…", line[..cut].trim_end()),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schema_compiles_and_every_group_has_a_name() {
        let of_kinds = SHAPES.iter().map(|(kind, _)| (format!("{kind:?}"), shape_of(*kind).unwrap()));
        for (kind, shape) in of_kinds.chain([("recipe".to_owned(), &*RECIPE)]) {
            assert!(shape.validator.is_some(), "{kind}");
            let definitions = shape.schema.get("definitions").and_then(Value::as_object).unwrap();
            for (name, definition) in definitions {
                if definition.get("properties").is_some() {
                    assert_ne!(noun(name), "deze groep", "{name}");
                }
            }
            assert_ne!(noun(shape.schema["title"].as_str().unwrap()), "deze groep");
        }
    }

    /// What is found in a text, one line per diagnostic, with its first hint.
    fn found(kind: FileKind, text: &str) -> String {
        let tree = crate::read::tree::parse("x.yaml", text).tree.unwrap();
        let lines = check(kind, &KeyPath::file("x.yaml"), &tree.to_json()).into_iter().map(|diagnostic| {
            format!(
                "{} {}: {} → {}",
                diagnostic.code,
                diagnostic.at,
                diagnostic.message,
                diagnostic.hints.first().map_or("", String::as_str)
            )
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn one_mistake_is_one_diagnostic() {
        let row =
            |rest: &str| format!("regels:\n  - {{t-m: 2021-12-31, bekend-op: 2022-01-01, gerealiseerd: 1{rest}}}\n");
        let spending = |rest: &str| found(FileKind::Spending, &row(rest));
        assert_eq!(spending(""), "");
        assert_eq!(spending(", begroot: {primitief: 5, na-wijziging: }"), "");
        insta::assert_snapshot!(
            [
                spending(", begroot: 5"),
                spending(", begroot: {primitief: veel}"),
                spending(", begroot: {}"),
                spending(", begroot: {primitief: , na-wijziging: 1.000, extra: 1}"),
                spending(", dekking: {rijk: 50}"),
                spending(", dekking: [rijk]"),
                spending(", post: reserves, fictief: Ja"),
                spending(", post: [reserve]"),
                spending(", bron: {a: b}"),
                found(FileKind::Spending, "regels: ja\nontvangsten:\n"),
                found(FileKind::Spending, "regels:\n  - 1\n  -\n  - [a]\n"),
                found(FileKind::Spending, "- regels\n"),
                found(FileKind::Spending, "zomaar tekst\n"),
                found(FileKind::Spending, "# niets\n"),
            ]
            .join("\n")
        );
    }

    #[test]
    fn every_wrong_key_of_a_map_is_named() {
        let project = "naam: a\nbekend-op: 2021-01-01\nstart: 2021\neinde: 2022\naanpak: b\ntekst: c\n";
        insta::assert_snapshot!(found(
            FileKind::Project,
            &format!("{project}toerekening: {{A b: 50%, C: 50, d: e}}\n")
        ));
    }
}
