//! The JSON Schema of each kind of file for editors: the same keys and words as the schema that
//! checks, with Dutch titles, explanations and examples.
//!
//! An editor knows nothing of the notations of a dossier, so each becomes a pattern. A pattern lets
//! through all that the notation takes and refuses most of what it refuses; `controleer` has the
//! last word. A place that refers to something of the dossier offers what there is, with its name, and
//! takes other ids too: a file may be added after the schema was written. What `schema` allows to be empty is marked by an editor all the same: a key without a
//! value is there to be filled in.

use serde_json::{Map, Value, json};

use super::schema::{json_schema, portfolio_schema, recipe_schema, words as fixed_words};
use super::words::{either, meaning, notation, noun, word_meaning};
use crate::model::Dossier;
use crate::world::FileKind;

/// What every schema for editors holds, by which a file is known to be made by this program.
pub const MARK: &str = "Gemaakt door voortgang; wat u hier wijzigt, gaat bij de volgende keer verloren.";

/// What a choice is called.
const WORD: &str = "Een vast woord";

/// A number as `notation::decimal` takes it.
const NUMBER: &str = r"(\d+|0\d*[.,]\d+|[1-9]\d*[.,](\d{1,2}|\d{4,})|\d{1,3}(\.\d{3}){2,}|\d{1,3}(\.\d{3})+,\d+)";

/// A day as `notation::date` takes it, and a year.
const DAY: &str = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])";
const YEAR: &str = r"(19\d\d|20\d\d|2100)";

/// The pattern of a notation, whether a bare number fits too, and what to write, by its name in the
/// schema.
fn pattern(format: &str) -> Option<(String, bool, &'static str)> {
    let found = match format {
        "bedrag" => (
            format!(r"^\s*(€\s*)?([-−‒]\s*)?{NUMBER}\s*(miljoen|mln\.?)?\s*$"),
            true,
            "schrijf een bedrag in euro's, bijvoorbeeld 74250, 74.250,13 of 7,5 mln",
        ),
        "meetwaarde" => (
            format!(r"^\s*([-−‒]\s*)?{NUMBER}\s*%*\s*$"),
            true,
            "schrijf een getal, met een komma of punt voor de decimalen, bijvoorbeeld 4,9",
        ),
        "geheel-getal" => (format!(r"^\s*{NUMBER}\s*$"), true, "schrijf een geheel getal, bijvoorbeeld 310"),
        "jaar" => (format!(r"^\s*{YEAR}\s*$"), true, "schrijf een jaar met vier cijfers, bijvoorbeeld 2021"),
        "percentage" => {
            (format!(r"^\s*{NUMBER}\s*%\s*$"), false, "schrijf een percentage met het teken erbij, bijvoorbeeld 60%")
        }
        "verschil" => (
            format!(r"^\s*[-+−‒]?\s*{NUMBER}\s*(procentpunten|procentpunt|punten|punt)\s*$"),
            false,
            "schrijf een verschil met zijn eenheid, bijvoorbeeld 0,5 punt of -10 procentpunt",
        ),
        "datum" => (format!(r"^\s*{DAY}\s*$"), false, "schrijf een datum als jaar-maand-dag, bijvoorbeeld 2021-12-31"),
        "moment" => (
            format!(r"^\s*({DAY}|({YEAR}|(begin|voorjaar|medio|zomer|najaar|eind) {YEAR}))\s*$"),
            true,
            "schrijf een datum (2023-10-31), een jaar, of voorjaar, zomer, najaar, begin, medio of eind met een jaar",
        ),
        "id" => (
            "^[a-z0-9]+(-[a-z0-9]+)*$".to_owned(),
            true,
            "gebruik kleine letters, cijfers en losse koppeltekens, bijvoorbeeld liefste-straatje",
        ),
        "kleur" => (
            r"^\s*#[0-9a-fA-F]{6}\s*$".to_owned(),
            false,
            "schrijf een # met zes tekens tussen aanhalingstekens, bijvoorbeeld \"#1d4f6e\"",
        ),
        "kenmerk" => (
            r"^\s*(?=.*\d)[A-Za-z0-9][-A-Za-z0-9 ./_:()]{0,31}\s*$".to_owned(),
            true,
            "schrijf het registratienummer zoals het is toegekend, bijvoorbeeld RIS123456",
        ),
        "tekst" | "markdown" => (r"\S".to_owned(), true, "vul hier tekst in"),
        _ => return None,
    };
    Some(found)
}

/// What an id of the dossier is the id of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refers {
    Area,
    Element,
    Indicator,
    LinkedTask,
    Party,
    Pillar,
    Project,
    Result,
    Theme,
    Wijk,
}

/// The keys that refer to something of the dossier: by their value, the points of their list, or
/// the keys of their group.
const REFERENCES: &[(&str, &str, Refers)] = &[
    ("Contribution", "partij", Refers::Party),
    ("Cooperation", "meekoppelkansen", Refers::LinkedTask),
    ("Distribution", "aandelen", Refers::Pillar),
    ("Factor", "kengetal", Refers::Indicator),
    ("HouseStyle", "pijlers", Refers::Pillar),
    ("Image", "pijler", Refers::Pillar),
    ("Indicator", "meetgebied", Refers::Area),
    ("Indicator", "thema", Refers::Theme),
    ("Measurement", "gebied", Refers::Area),
    ("PillarProgress", "voortgang", Refers::Element),
    ("Project", "aanpak", Refers::Element),
    ("Project", "doorstroom-naar", Refers::Project),
    ("Project", "pijlerresultaten", Refers::Result),
    ("Project", "themas", Refers::Theme),
    ("Project", "toerekening", Refers::Pillar),
    ("Project", "wijken", Refers::Wijk),
    ("ProjectChange", "doorstroom-naar", Refers::Project),
    ("ProjectChange", "toerekening", Refers::Pillar),
    ("Receipt", "partij", Refers::Party),
    ("Report", "duiding", Refers::Indicator),
    ("Report", "oordelen", Refers::Indicator),
    ("Report", "pijlerresultaten", Refers::Result),
    ("Report", "pijlers", Refers::Pillar),
    ("Report", "projecten", Refers::Project),
    ("Report", "themas", Refers::Theme),
    ("SpendingRow", "pijler", Refers::Pillar),
    ("SpendingRow", "project", Refers::Project),
];

impl Refers {
    /// The ids of this kind in a dossier, each with its full name.
    fn names(self, dossier: &Dossier) -> Vec<(&str, &str)> {
        let deal = &dossier.deal;
        match self {
            Self::Area => std::iter::once((deal.area.id.as_str(), deal.area.name.as_str()))
                .chain(deal.area.comparison.iter().map(|other| (other.id.as_str(), other.name.as_str())))
                .chain(Self::Wijk.names(dossier))
                .collect(),
            Self::Element => (dossier.pillars.iter().flat_map(|pillar| &pillar.approach))
                .map(|one| (one.id.as_str(), one.name.as_str()))
                .collect(),
            Self::Indicator => dossier.indicators.iter().map(|one| (one.id.as_str(), one.name.as_str())).collect(),
            Self::LinkedTask => deal.linked_tasks.iter().map(|one| (one.id.as_str(), one.name.as_str())).collect(),
            Self::Party => deal.parties.iter().map(|one| (one.id.as_str(), one.name.as_str())).collect(),
            Self::Pillar => dossier.pillars.iter().map(|one| (one.id.as_str(), one.name.as_str())).collect(),
            Self::Project => dossier.projects.values().map(|one| (one.id.as_str(), one.name.as_str())).collect(),
            Self::Result => (dossier.pillars.iter().flat_map(|pillar| &pillar.results))
                .map(|one| (one.id.as_str(), one.name.as_str()))
                .collect(),
            Self::Theme => deal.themes.iter().map(|one| (one.id.as_str(), one.name.as_str())).collect(),
            Self::Wijk => deal.area.wijken.iter().map(|one| (one.id.as_str(), one.name.as_str())).collect(),
        }
    }
}

/// Offers, under a key, the ids that it can refer to.
fn offer(property: &mut Map<String, Value>, names: &[(&str, &str)]) {
    if let Some(value) = property.get("additionalProperties").filter(|value| value.is_object()).cloned() {
        let named = names.iter().map(|(id, name)| {
            let mut value = value.clone();
            value["description"] = (*name).into();
            ((*id).to_owned(), value)
        });
        property.insert("properties".to_owned(), named.collect::<Map<_, _>>().into());
    } else if let Some(Value::Object(items)) = property.get_mut("items") {
        choose(items, names);
    } else {
        choose(property, names);
    }
}

/// An id with those to choose from, as snippets: unlike examples they do not fill an explanation.
///
/// The notation is written out, because an editor passes over what stands beside a reference.
fn choose(object: &mut Map<String, Value>, names: &[(&str, &str)]) {
    object.remove("$ref");
    explain_notation(object, "id");
    object.remove("examples");
    let snippets = names.iter().map(|(id, name)| json!({ "label": id, "description": name, "body": id }));
    object.insert("defaultSnippets".to_owned(), snippets.collect());
}

/// The schema of a kind of file for editors, with the ids of a dossier to choose from when it is
/// given; `None` for images.
#[must_use]
pub fn editor_schema(kind: FileKind, dossier: Option<&Dossier>) -> Option<Value> {
    json_schema(kind).map(|schema| in_dutch(schema, dossier))
}

/// The schema of a recipe, `intern/afleidingen/<naam>.yaml`, for editors.
#[must_use]
pub fn editor_recipe_schema(dossier: Option<&Dossier>) -> Value {
    in_dutch(recipe_schema(), dossier)
}

/// The schema of the portefeuille for editors.
#[must_use]
pub fn editor_portfolio_schema() -> Value {
    in_dutch(portfolio_schema(), None)
}

fn in_dutch(mut schema: Value, dossier: Option<&Dossier>) -> Value {
    let root = schema.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
    if let Some(Value::Object(definitions)) = schema.get_mut("definitions") {
        for (name, definition) in definitions.iter_mut() {
            explain(definition, name, dossier);
        }
    }
    explain(&mut schema, &root, dossier);
    if let Value::Object(schema) = &mut schema {
        schema.insert("$comment".to_owned(), MARK.into());
    }
    schema
}

/// Puts Dutch words in the schema of one type.
fn explain(schema: &mut Value, name: &str, dossier: Option<&Dossier>) {
    let words: Vec<String> = fixed_words(schema).into_iter().map(str::to_owned).collect();
    let Value::Object(object) = schema else { return };
    object.remove("description");
    object.remove("oneOf");
    if let Some(Value::String(format)) = object.remove("format") {
        explain_notation(object, &format);
    } else if !words.is_empty() {
        explain_words(object, name, &words);
    } else {
        object.insert("title".to_owned(), sentence_start(noun(name)).into());
    }
    if let Some(Value::Object(properties)) = object.get_mut("properties") {
        for (key, property) in properties.iter_mut() {
            fill_in(property);
            if let (Value::Object(property), Some(meaning)) = (property, meaning(name, key)) {
                property.remove("default");
                property.insert("description".to_owned(), sentence(meaning).into());
                let refers = REFERENCES.iter().find(|(scope, known, _)| *scope == name && *known == key);
                if let (Some((.., refers)), Some(dossier)) = (refers, dossier) {
                    if (name, *refers) == ("Report", Refers::Result)
                        && let Some(Value::Object(places)) = property.get_mut("additionalProperties")
                    {
                        let deal = [("deal", "de hele deal, voor een resultaat met `schaal: deal`")];
                        offer(places, &[Refers::Wijk.names(dossier), deal.to_vec()].concat());
                    }
                    offer(property, &refers.names(dossier));
                }
            }
        }
    }
}

/// The pattern, title and examples of a notation.
fn explain_notation(object: &mut Map<String, Value>, format: &str) {
    let (what, example) = notation(format);
    object.insert("title".to_owned(), sentence_start(what).into());
    if example != "…" {
        // A whole number is one for an editor too: as text it would come between quotes.
        let example = example.parse::<i64>().map_or_else(|_| Value::from(example), Value::from);
        object.insert("examples".to_owned(), json!([example]));
    }
    if let Some((pattern, takes_numbers, advice)) = pattern(format) {
        let types = if takes_numbers { json!(["string", "number"]) } else { json!("string") };
        object.insert("type".to_owned(), types);
        object.insert("pattern".to_owned(), pattern.into());
        object.insert("errorMessage".to_owned(), advice.into());
        object.insert("patternErrorMessage".to_owned(), advice.into());
    }
}

/// The fixed words of a choice, each with what it means.
fn explain_words(object: &mut Map<String, Value>, name: &str, words: &[String]) {
    let meanings: Vec<String> =
        words.iter().map(|word| word_meaning(name, word).map_or_else(String::new, sentence)).collect();
    let listed: Vec<&str> = words.iter().map(String::as_str).collect();
    object.insert("title".to_owned(), WORD.into());
    object.insert("type".to_owned(), "string".into());
    object.insert("errorMessage".to_owned(), format!("schrijf {}", either(&listed)).into());
    object.insert("enum".to_owned(), words.into());
    object.insert("enumDescriptions".to_owned(), meanings.into());
}

/// A value that may be empty, as one that is filled in; and the keys of a map in words.
fn fill_in(property: &mut Value) {
    let Value::Object(object) = property else { return };
    if let Some(Value::Array(kinds)) = object.get_mut("type") {
        kinds.retain(|kind| kind != "null");
        if let [only] = kinds.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
    for wrapped in ["anyOf", "allOf"] {
        let Some(Value::Array(branches)) = object.get(wrapped) else { continue };
        let is_null = |branch: &&Value| branch.get("type").is_some_and(|kind| kind == "null");
        let Some(Value::Object(filled)) = branches.iter().find(|branch| !is_null(branch)).cloned() else { continue };
        object.remove(wrapped);
        object.extend(filled);
    }
    name_keys(object);
    for (inner, start) in
        [("items", "Een lijst; elk punt is"), ("additionalProperties", "Een groep; achter elke naam staat")]
    {
        let Some(inner) = object.get_mut(inner).filter(|inner| inner.is_object()) else { continue };
        fill_in(inner);
        let title = format!("{start} {}", called(inner));
        object.entry("title").or_insert(title.into());
    }
}

/// What a value is called, by the type it refers to.
fn called(schema: &Value) -> &'static str {
    let name = schema.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next()).unwrap_or_default();
    match (noun(name), notation(name).0) {
        ("deze groep", _) if name.is_empty() => "een groep",
        ("deze groep", what) => what,
        (noun, _) => noun,
    }
}

/// Keys that are fixed become keys with an explanation each; those that are ids get their pattern.
fn name_keys(object: &mut Map<String, Value>) {
    let Some(names) = object.remove("propertyNames") else { return };
    let fixed = fixed_words(&names);
    if fixed.is_empty() {
        let Some((pattern, _, advice)) = pattern("id") else { return };
        object.insert(
            "propertyNames".to_owned(),
            json!({ "title": "naam", "type": "string", "pattern": pattern, "patternErrorMessage": advice }),
        );
        return;
    }
    let value = object.remove("additionalProperties").unwrap_or_else(|| json!({}));
    let keys = fixed.into_iter().map(|word| {
        let mut value = value.clone();
        if let (Value::Object(value), Some(meaning)) = (&mut value, word_meaning("Requirement", word)) {
            value.insert("description".to_owned(), sentence(meaning).into());
        }
        (word.to_owned(), value)
    });
    let keys: Map<String, Value> = keys.collect();
    object.insert("properties".to_owned(), keys.into());
    object.insert("additionalProperties".to_owned(), false.into());
}

/// A phrase as the start of a sentence.
fn sentence_start(phrase: &str) -> String {
    crate::format::capitalised(phrase)
}

/// A phrase as a sentence.
fn sentence(phrase: &str) -> String {
    format!("{}.", sentence_start(phrase))
}

#[cfg(test)]
mod tests {
    use jsonschema::{Draft, Validator};

    use super::*;
    use crate::model::scalar;

    const KINDS: [FileKind; 6] = [
        FileKind::Deal,
        FileKind::Pillar,
        FileKind::Project,
        FileKind::Indicator,
        FileKind::Spending,
        FileKind::Report,
    ];

    fn compiled(schema: &Value) -> Validator {
        jsonschema::options().with_draft(Draft::Draft7).build(schema).unwrap()
    }

    /// Every type of a schema with its name, the file itself among them.
    fn types(schema: &Value) -> Vec<(&str, &Value)> {
        let definitions = schema["definitions"].as_object().unwrap();
        let named = definitions.iter().map(|(name, part)| (name.as_str(), part));
        named.chain([(schema["title"].as_str().unwrap(), schema)]).collect()
    }

    #[test]
    fn every_key_and_every_word_is_explained_in_dutch() {
        let of_kinds = KINDS.map(|kind| (json_schema(kind).unwrap(), editor_schema(kind, None).unwrap()));
        let others = [(recipe_schema(), editor_recipe_schema(None)), (portfolio_schema(), editor_portfolio_schema())];
        for (schema, dutch) in of_kinds.into_iter().chain(others) {
            for (name, part) in types(&schema) {
                let keys = part.get("properties").and_then(Value::as_object).into_iter().flat_map(Map::keys);
                for key in keys {
                    assert!(meaning(name, key).is_some(), "no meaning in words.rs for the key {name}.{key}");
                }
                for word in fixed_words(part) {
                    assert!(word_meaning(name, word).is_some(), "no meaning in words.rs for the word {name} {word}");
                }
            }
            compiled(&dutch);
            let text = dutch.to_string();
            for english in ["\"oneOf\"", "\"anyOf\"", "\"format\"", "The ", "What ", "Which "] {
                assert!(!text.contains(english), "{english} in {text}");
            }
            for (name, part) in types(&dutch) {
                for (key, property) in part.get("properties").and_then(Value::as_object).into_iter().flatten() {
                    let said = property["description"].as_str().unwrap_or_default();
                    assert!(said.ends_with('.') && !said.ends_with(".."), "{name}.{key}: {said}");
                }
            }
        }
    }

    #[test]
    fn requirements_are_keys_of_their_own() {
        let deal = editor_schema(FileKind::Deal, None).unwrap();
        let provisions = &deal["properties"]["bepalingen"];
        assert_eq!(provisions["properties"]["rapportage-doelbereik"]["$ref"], "#/definitions/tekst");
        assert_eq!(provisions["properties"].as_object().unwrap().len(), 29);
        assert_eq!(provisions["additionalProperties"], false);
    }

    #[test]
    fn a_place_that_refers_offers_what_there_is_and_takes_more() {
        let folder = crate::world::Folder::from_texts(
            "proef",
            [
                ("deal.yaml", include_str!("../../fixtures/valid/minimaal/deal.yaml")),
                ("pijlers/ontmoeten.yaml", include_str!("../../fixtures/valid/minimaal/pijlers/ontmoeten.yaml")),
                (
                    "projecten/buurthuis-molenbuurt.yaml",
                    include_str!("../../fixtures/valid/minimaal/projecten/buurthuis-molenbuurt.yaml"),
                ),
                ("verslagen/2021.yaml", include_str!("../../fixtures/valid/minimaal/verslagen/2021.yaml")),
            ],
        );
        let reading = crate::read::read(&folder);
        // A report about an indicator that is not there: read, if not right.
        let dossier = reading.dossier.unwrap();
        let of = |kind| editor_schema(kind, Some(&dossier)).unwrap();
        let row = &of(FileKind::Spending)["definitions"]["SpendingRow"]["properties"]["project"];
        assert_eq!(row["defaultSnippets"][0]["label"], "buurthuis-molenbuurt");
        assert_eq!(row["defaultSnippets"][0]["description"], "Buurthuis De Molen");
        let project = of(FileKind::Project);
        assert_eq!(project["properties"]["wijken"]["items"]["defaultSnippets"][1]["body"], "havenkwartier");
        assert_eq!(project["properties"]["toerekening"]["properties"]["ontmoeten"]["$ref"], "#/definitions/percentage");
        let report = of(FileKind::Report);
        let result = &report["properties"]["pijlerresultaten"]["properties"]["buurthuis"];
        let places: Vec<&str> = result["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(places, ["deal", "havenkwartier", "molenbuurt"]);
        let other = json!({ "buurthuis": { "molenbuurt": { "stand": "gepland" } }, "iets-nieuws": {} });
        let mut lenient = report.clone();
        lenient["required"] = json!([]);
        assert!(compiled(&lenient).is_valid(&json!({ "pijlerresultaten": other })));
        // Every reference is a key that exists.
        for (name, key, _) in REFERENCES {
            let known = KINDS.iter().any(|kind| {
                let schema = json_schema(*kind).unwrap();
                types(&schema).iter().any(|(known, part)| known == name && part["properties"].get(key).is_some())
            });
            assert!(known, "{name}.{key}");
        }
    }

    /// A notation, what it takes, and what both it and its pattern refuse.
    const SAMPLES: [(&str, &[&str], &[&str]); 13] = [
        (
            "bedrag",
            &[
                "74250",
                "74250,13",
                "74250.13",
                "74.250,13",
                "€ 74.250,13",
                "7,5 mln",
                "€ 7,5 miljoen",
                "1.500.000",
                "-10",
                "0,12",
                "3,9 mln.",
            ],
            &["", "1.500 euro", "€ 1.500", "veel", "1e3", "74,250.13", "5,", "PM"],
        ),
        ("datum", &["2021-12-31", "2020-02-29"], &["31-12-2021", "2021-2-3", "2021", "2021-13-01", "morgen"]),
        ("geheel-getal", &["3", "1.500.000", "0"], &["-1", "drie", "1.500", ""]),
        ("id", &["bouwlust-2", "2021"], &["Bouwlust", "a__b", "a b", "-a", ""]),
        ("jaar", &["2021", "1900", "2100"], &["21", "2101", "2021-12"]),
        ("kenmerk", &["RIS123456", "2022/123.456", "1"], &["RIS", "", "RIS#1", "-1"]),
        ("kleur", &["#1d4f6e", "#FFFFFF"], &["1d4f6e", "#fff", "blauw", "", "#1d4f6e00"]),
        ("markdown", &["Een *woord*.", "x\n\ny"], &["", "  "]),
        ("meetwaarde", &["4,9", "4.9", "22%", "-0,5", "0,125"], &["hoog", "", "1.2.3"]),
        (
            "moment",
            &["najaar 2019", "2023", "2023-10-31", "medio 2021", "begin 2019"],
            &["herfst 2019", "najaar", "31-12-2021", "najaar 19"],
        ),
        ("percentage", &["60%", "66,7 %", "100%"], &["60", "60 procent", "%"]),
        ("tekst", &["x", "3"], &["", " "]),
        (
            "verschil",
            &["0,5 punt", "-10 procentpunt", "+2 punten", "1 procentpunten"],
            &["0,5", "-10%", "tien procentpunt"],
        ),
    ];

    #[test]
    fn a_pattern_takes_what_its_notation_takes() {
        for (format, good, bad) in SAMPLES {
            let (pattern, takes_numbers, _) = pattern(format).unwrap();
            let validator = compiled(&json!({ "pattern": pattern }));
            for text in good {
                assert_eq!(scalar::explain(format, text), None, "{format} {text}");
                assert!(validator.is_valid(&json!(text)), "{format} {text}");
                // Plain YAML that an editor takes for a number.
                assert!(takes_numbers || text.parse::<f64>().is_err(), "{format} {text}");
            }
            for text in bad {
                assert!(scalar::explain(format, text).is_some(), "{format} {text}");
                assert!(!validator.is_valid(&json!(text)), "{format} {text}");
            }
        }
        let mut names = scalar::FORMATS.map(|(name, _)| name);
        names.sort_unstable();
        assert_eq!(names, SAMPLES.map(|(name, ..)| name));
    }
}
