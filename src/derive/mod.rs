//! Beside the steps: public rows from files that may not be public.
//!
//! Comes in: a dossier, and under its `intern/` a recipe with the CSV file that it names. Goes out:
//! rows for the `reeks` of an indicator, each with the fingerprint of what it was made from, and the
//! text of the indicator's file with those rows added and every other byte as it was. Left to others:
//! writing the file (`publish`). No step of a report uses this module, and only this module opens
//! `intern/`: a report reads the public rows alone. Nothing about one respondent, and no small number
//! of people, is in a row (`suppression.rs`); the fingerprint gives nothing away either, because the
//! recipe holds a text that nobody can guess.

mod codes;
mod counts;
mod place;
mod row;
mod scale_score;
mod sheet;
mod suppression;
mod weighted_mean;

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

pub use codes::CODES;

use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{Area, Derivation, Dossier, Id, Indicator, MeasureKind, Method, Text};
use crate::read::{self, Sources};
use crate::world::{Folder, FolderError, Intern};
use sheet::Sheet;

/// What is said of a mean of which the margin cannot be told.
const MARGIN_UNKNOWN: &str = "marge niet te bepalen";

/// The decimals of an outcome when the recipe names none.
const DECIMALS: u32 = 2;

/// More decimals than this say more than a survey knows, and a number with three has two readings.
const MOST_DECIMALS: u32 = 2;

/// A shorter text might be guessed.
const SHORTEST_SALT: usize = 16;

/// What came of an area.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Outcome {
    /// A number that may be public.
    Value(Value),
    /// There is none, and why.
    NotMeasured(String),
    /// There is one that is not to be told, or none of this area alone, and why.
    NotShown(String),
}

/// A number that may be public, rounded to the decimals of the recipe.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Value {
    value: Decimal,
    /// Half the 95 % interval; `None` when it cannot be told, or for what was counted.
    margin: Option<Decimal>,
    /// The number of respondents.
    n: Option<u32>,
    /// What a reader must know.
    remark: Option<String>,
}

/// What came of the recipes.
#[derive(Debug)]
pub struct Derived {
    /// The dossier with the new rows in it.
    pub folder: Folder,
    /// What each recipe gave.
    pub outcomes: Vec<OfRecipe>,
}

/// What one recipe gave.
#[derive(Debug)]
pub struct OfRecipe {
    /// Its name.
    pub name: String,
    /// The file that gets its rows.
    pub file: String,
    /// The new rows, as they stand in that file; empty when all were there.
    pub rows: String,
    /// How many rows are new.
    pub added: usize,
    /// How many of those have no number, with a reason.
    pub without_number: usize,
    /// How many rows were there already.
    pub known: usize,
}

/// Why there are no rows.
#[derive(Debug)]
pub struct Refused {
    /// Everything there is to say.
    pub diagnostics: Vec<Diagnostic>,
    /// Where everything stands, the recipes too.
    pub sources: Sources,
}

/// Runs the recipes of a dossier that are named, or all of them, in the order of their names.
///
/// # Errors
/// When the dossier cannot be read, or anything is wrong with a recipe or its file. Then no recipe
/// counts.
pub fn derive(folder: &Folder, intern: &Intern, names: &[String]) -> Result<Derived, Refused> {
    let reading = read::read(folder);
    let Some(dossier) = reading.dossier else {
        return Err(Refused { diagnostics: reading.diagnostics, sources: reading.sources });
    };
    let mut current = Current { folder: folder.clone(), dossier, sources: reading.sources };
    let mut texts = Sources::default();
    let mut outcomes = Vec::new();
    let mut diagnostics = Vec::new();
    match chosen(intern, names) {
        Err(found) => diagnostics.extend(found),
        Ok(recipes) => {
            for (name, bytes) in recipes {
                match one(&current, intern, (&name, &bytes), &mut texts) {
                    Err(found) => diagnostics.extend(found),
                    Ok((changed, outcome)) => {
                        // The next recipe may be about the same indicator.
                        current = changed.unwrap_or(current);
                        outcomes.push(outcome);
                    }
                }
            }
        }
    }
    let Current { folder, mut sources, .. } = current;
    if diagnostics.is_empty() {
        return Ok(Derived { folder, outcomes });
    }
    sources.extend(texts);
    Err(Refused { diagnostics, sources })
}

/// A dossier with the rows that were made so far.
#[derive(Debug)]
struct Current {
    folder: Folder,
    dossier: Dossier,
    sources: Sources,
}

/// The recipes that are named, or all.
fn chosen(intern: &Intern, names: &[String]) -> Result<Vec<(String, Vec<u8>)>, Vec<Diagnostic>> {
    let place = KeyPath::file("intern/afleidingen/");
    let all = intern.recipes().map_err(|error| {
        vec![Diagnostic::error(codes::NO_RECIPE, place.clone(), error.to_string()).hint("maak de map leesbaar")]
    })?;
    if all.is_empty() {
        return Err(vec![Diagnostic::error(codes::NO_RECIPE, place, "in deze map staat geen recept").hint(
            "maak een bestand `intern/afleidingen/<naam>.yaml`; `voortgang uitleg A001` legt uit wat erin staat",
        )]);
    }
    let known: Vec<String> = all.iter().map(|(name, _)| format!("`{name}`")).collect();
    let missing: Vec<Diagnostic> = names
        .iter()
        .filter(|name| !all.iter().any(|(known, _)| known == *name))
        .map(|name| {
            Diagnostic::error(codes::NO_RECIPE, place.clone(), format!("er is geen recept `{name}`"))
                .hint(format!("kies uit: {}", format::list(&known)))
        })
        .collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    Ok(all.into_iter().filter(|(name, _)| names.is_empty() || names.contains(name)).collect())
}

/// Runs one recipe: the dossier with its rows, `None` without new ones, and what it gave. The text of
/// the recipe comes among `texts`.
fn one(
    current: &Current,
    intern: &Intern,
    (name, bytes): (&str, &[u8]),
    texts: &mut Sources,
) -> Result<(Option<Current>, OfRecipe), Vec<Diagnostic>> {
    let recipe = read::recipe(name, bytes, texts)?;
    let fitting = fits(&recipe, &current.dossier)?;
    let sheet = intern.read(recipe.sheet.as_str()).map_err(|error| vec![unreadable(&recipe, &error)])?;
    let outcomes = outcomes(&recipe, fitting, &current.dossier, &sheet).map_err(|mut found| {
        found.truncate(sheet::MOST_MISTAKES);
        found
    })?;
    let fingerprint = fingerprint(bytes, &sheet);
    let Fitting { method, indicator } = fitting;
    let placed = place::place(&recipe, indicator, method.kind(), &outcomes, &fingerprint)?;
    let without_number =
        placed.rows.iter().filter(|row| matches!(row.outcome, Outcome::NotMeasured(_) | Outcome::NotShown(_))).count();
    let mut outcome = OfRecipe {
        name: name.to_owned(),
        file: indicator.at.file_name().to_owned(),
        rows: String::new(),
        added: placed.rows.len(),
        without_number,
        known: placed.known,
    };
    if placed.rows.is_empty() {
        return Ok((None, outcome));
    }
    let added = place::add(current, indicator, &placed.rows).map_err(|diagnostic| vec![*diagnostic])?;
    outcome.rows = added.rows;
    Ok((Some(added.changed), outcome))
}

fn unreadable(recipe: &Derivation, error: &FolderError) -> Diagnostic {
    Diagnostic::error(codes::SHEET, recipe.at.key("bestand"), error.to_string())
        .hint("schrijf de naam van een csv-bestand binnen de map `intern`")
}

/// The SHA-256 of the recipe followed by the file it names: `cat recept bestand | sha256sum`.
fn fingerprint(recipe: &[u8], sheet: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(recipe);
    hash.update(sheet);
    format::hex(&hash.finalize())
}

/// What comes of each area.
fn outcomes(
    recipe: &Derivation,
    Fitting { method, indicator }: Fitting<'_>,
    dossier: &Dossier,
    bytes: &[u8],
) -> Result<BTreeMap<Id, Outcome>, Vec<Diagnostic>> {
    let deal = &dossier.deal.area;
    let below = dossier.deal.suppress_below();
    let sheet = Sheet::read(recipe, deal, bytes)?;
    match method {
        Method::ScaleScore(method) => scale_score::from_respondents(recipe, method, &sheet, deal, below),
        Method::ScaleScoreTotals(method) => scale_score::from_totals(recipe, method, &sheet, deal, below),
        Method::WeightedMean(method) => weighted_mean::derive(recipe, method, &sheet, deal),
        Method::Counts(method) => counts::derive(recipe, method, &sheet, deal, indicator, below),
    }
}

/// What a recipe that fits the dossier is about: its one way of computing, and its indicator.
#[derive(Debug, Clone, Copy)]
struct Fitting<'a> {
    method: Method<'a>,
    indicator: &'a Indicator,
}

/// Whether a recipe fits the dossier.
fn fits<'a>(recipe: &'a Derivation, dossier: &'a Dossier) -> Result<Fitting<'a>, Vec<Diagnostic>> {
    let mut found = Vec::new();
    let mut refuse = |at: KeyPath, message: String, hint: String| {
        found.push(Diagnostic::error(codes::RECIPE, at, message).hint(hint));
    };
    let indicator = dossier.indicator(&recipe.indicator);
    if indicator.is_none() {
        let known: Vec<String> = dossier.indicators.iter().map(|one| format!("`{}`", one.id)).collect();
        let message = format!("er is geen indicator `{}`", recipe.indicator);
        refuse(recipe.at.key("indicator"), message, format!("kies uit: {}", format::list(&known)));
    }
    areas(recipe, &dossier.deal.area, &mut refuse);
    let times = [recipe.fieldwork.is_some(), recipe.period.is_some(), recipe.reference_date.is_some()];
    if times.iter().filter(|given| **given).count() != 1 {
        let hint = "geef precies één van `veldwerk`, `periode` en `peildatum`";
        refuse(recipe.at.clone(), "dit recept heeft geen tijd, of meer dan één".to_owned(), hint.to_owned());
    }
    if recipe.decimals.is_some_and(|decimals| decimals.0 > MOST_DECIMALS) {
        let message = "een uitkomst krijgt hoogstens twee cijfers achter de komma".to_owned();
        refuse(recipe.at.key("decimalen"), message, "schrijf 0, 1 of 2".to_owned());
    }
    if recipe.salt.as_str().chars().count() < SHORTEST_SALT {
        let message =
            format!("deze tekst is te kort om niet te raden te zijn: hij heeft er {SHORTEST_SALT} tekens voor nodig");
        let hint = "typ zo'n twintig letters en cijfers door elkaar, en verander ze daarna niet meer";
        refuse(recipe.at.key("willekeurige-tekst"), message, hint.to_owned());
    }
    statements(recipe, &mut refuse);
    if recipe.counts.as_ref().is_some_and(|counts| counts.number.is_some() && counts.person.is_some()) {
        let hint =
            "houd `aantal` als elke rij een aantal mensen heeft, of `persoon` als elke rij over één persoon gaat";
        refuse(recipe.at.key("aantallen"), "`aantal` en `persoon` gaan niet samen".to_owned(), hint.to_owned());
    }
    let methods = recipe.methods();
    let [method] = methods.as_slice() else {
        let hint = "geef precies één van `schaalscore`, `schaalscore-totalen`, `gewogen-gemiddelde` en `aantallen`";
        refuse(
            recipe.at.clone(),
            "dit recept heeft geen manier van rekenen, of meer dan één".to_owned(),
            hint.to_owned(),
        );
        return Err(found);
    };
    let Some(indicator) = indicator else { return Err(found) };
    let is_number = indicator.measure == MeasureKind::Number;
    let fits = match method {
        Method::ScaleScore(_) | Method::ScaleScoreTotals(_) => indicator.measure == MeasureKind::ScaleScore,
        Method::WeightedMean(_) => !is_number,
        Method::Counts(_) => is_number,
    };
    if !fits {
        let word = method.kind().word();
        let message = format!("`{word}` past niet bij de `maat` van `{}`", indicator.id);
        let hint = "een schaalscore past bij `maat: schaalscore`, aantallen passen bij `maat: aantal`, een gewogen gemiddelde past bij alle andere";
        refuse(recipe.at.key(word), message, hint.to_owned());
    }
    if found.is_empty() { Ok(Fitting { method: *method, indicator }) } else { Err(found) }
}

/// The areas of a recipe: known, and told apart by a column when there are more.
fn areas(recipe: &Derivation, deal: &Area, refuse: &mut impl FnMut(KeyPath, String, String)) {
    let own = std::iter::once(&deal.id).chain(deal.wijken.iter().map(|wijk| &wijk.id));
    let known: Vec<&Id> = own.chain(deal.comparison.iter().map(|other| &other.id)).collect();
    let at = recipe.at.key("gebieden");
    for (index, id) in recipe.areas.iter().enumerate() {
        let is_other = deal.comparison.as_ref().is_some_and(|other| other.id == *id);
        if !known.contains(&id) {
            let names: Vec<String> = known.iter().map(|id| format!("`{id}`")).collect();
            refuse(at.index(index), format!("er is geen gebied `{id}`"), format!("kies uit: {}", format::list(&names)));
        } else if is_other && recipe.area_column.is_some() {
            let message = format!("`{id}` is groter dan de deal; de wijken van de deal liggen erin");
            let hint = "maak voor dit gebied een eigen recept, met een bestand zonder `gebiedskolom`";
            refuse(at.index(index), message, hint.to_owned());
        } else if recipe.areas[..index].contains(id) {
            refuse(at.index(index), format!("`{id}` staat er twee keer"), "haal er een weg".to_owned());
        }
    }
    match (recipe.areas.len(), &recipe.area_column) {
        (0, _) => {
            refuse(at, "dit recept noemt geen gebied".to_owned(), "noem de gebieden die een rij krijgen".to_owned());
        }
        (1, None) | (_, Some(_)) => {}
        (_, None) => {
            let hint = "noem bij `gebiedskolom` de kolom waarin het gebied staat, of houd één gebied";
            refuse(at, "zonder kolom is niet te zien welke rij bij welk gebied hoort".to_owned(), hint.to_owned());
        }
    }
}

/// Four different statements, and five different answers.
fn statements(recipe: &Derivation, refuse: &mut impl FnMut(KeyPath, String, String)) {
    let of_respondents = recipe.scale_score.as_ref().map(|method| ("schaalscore", &method.statements, &method.answers));
    let of_totals =
        recipe.scale_score_totals.as_ref().map(|method| ("schaalscore-totalen", &method.statements, &method.answers));
    for (key, statements, answers) in of_respondents.into_iter().chain(of_totals) {
        let at = recipe.at.key(key);
        let is_twice = |texts: &[&Text]| (1..texts.len()).any(|index| texts[..index].contains(&texts[index]));
        if statements.len() != scale_score::STATEMENTS || is_twice(&statements.iter().collect::<Vec<_>>()) {
            let message =
                format!("de schaalscore heeft vier verschillende stellingen, en hier staan er {}", statements.len());
            let hint = "noem ze in de volgorde van het convenant: eerst 'de mensen kennen elkaar nauwelijks', want die telt omgekeerd";
            refuse(at.key("stellingen"), message, hint.to_owned());
        }
        let steps =
            [&answers.strongly_agree, &answers.agree, &answers.neutral, &answers.disagree, &answers.strongly_disagree];
        let all: Vec<&Text> = steps.into_iter().chain(&answers.none).collect();
        if is_twice(&all) {
            let message = "twee antwoorden staan op dezelfde manier in het bestand".to_owned();
            refuse(at.key("antwoorden"), message, "geef elk antwoord zijn eigen teken of woord".to_owned());
        }
    }
}

/// A value with the decimals of its recipe: the only rounding.
fn round(recipe: &Derivation, value: Decimal) -> Decimal {
    format::round(value, recipe.decimals.map_or(DECIMALS, |decimals| decimals.0))
}

/// Why a number is not shown. The same words for a small number and for one that would give it
/// away: else the words would.
fn small(below: u32) -> String {
    format!(
        "niet getoond, zodat niemand te herkennen is (minder dan {below}, of een getal waaruit zo'n klein aantal volgt)"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The reference dossier: the CBS counts two of its four wijken as one.
    fn dossier() -> Dossier {
        let folder = Folder::open(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/valid/den-haag-zuidwest").as_ref());
        read::read(&folder.unwrap()).dossier.unwrap()
    }

    const SALT: &str = "willekeurige-tekst: k7wq-2mzx-94pd-hv0t\nbron: x\nbestand: x.csv\nscheidingsteken: puntkomma\nbekend-op: 2023-02-13\n";

    fn recipe(text: &str) -> Derivation {
        read::recipe("proef", format!("{SALT}{text}").as_bytes(), &mut Sources::default())
            .unwrap_or_else(|found| panic!("{found:#?}"))
    }

    /// What comes of a recipe and a file: one line per area, or per mistake.
    fn derived(text: &str, sheet: &str) -> String {
        let (recipe, dossier) = (recipe(text), dossier());
        match fits(&recipe, &dossier).and_then(|fitting| outcomes(&recipe, fitting, &dossier, sheet.as_bytes())) {
            Err(found) => {
                found.into_iter().map(|one| format::plain_spaces(&one.message)).collect::<Vec<_>>().join("\n")
            }
            Ok(found) => {
                let line = |id: &Id| match &found[id] {
                    Outcome::NotMeasured(reason) | Outcome::NotShown(reason) => format!("{id}: {reason}"),
                    Outcome::Value(Value { value, margin, .. }) => {
                        let margin = margin.map_or(String::new(), |margin| format!(" ± {}", format::exact(margin)));
                        format!("{id}: {}{margin}", format::exact(*value))
                    }
                };
                recipe.areas.iter().map(line).collect::<Vec<_>>().join("\n").replace(&small(10), "niet getoond")
            }
        }
    }

    /// The lines of the recipe that `uitleg A001` shows are one.
    #[test]
    fn the_recipe_of_the_explanation_is_right() {
        let example = CODES[0].text.split_once("deze regels: ").unwrap().1;
        let lines: Vec<&str> = example.split('`').skip(1).step_by(2).collect();
        let text = lines.join("\n").replace('…', "k7wq-2mzx-94pd-hv0t");
        let recipe = read::recipe("proef", text.as_bytes(), &mut Sources::default()).unwrap();
        assert!(matches!(fits(&recipe, &dossier()).unwrap().method, Method::Counts(_)));
    }

    const ALL: &str = "gebiedskolom: gebied\ngebieden: [zuidwest, bouwlust, vrederust, morgenstond, moerwijk]\n";

    fn mean(rest: &str) -> String {
        format!(
            "{ALL}indicator: problematische-schulden\npeildatum: 2022-01-01\ndecimalen: 1\n{rest}gewogen-gemiddelde:\n  waarde: aandeel\n  gewichten: [{{naam: WK051833, gewicht: 30000}}, {{naam: Morgenstond, gewicht: 20000}}, {{naam: Moerwijk, gewicht: 20000}}]\n  bron-gewichten: CBS\n"
        )
    }

    /// (30.000 × 22 + 20.000 × 18 + 20.000 × 19)/70.000 = (660.000 + 360.000 + 380.000)/70.000 = 20.
    #[test]
    fn two_wijken_that_the_cbs_counts_as_one_have_no_figure_of_their_own() {
        let sheet = "gebied;aandeel\nWK051833;22\nMorgenstond;18,0%\nMoerwijk;19\n";
        assert_eq!(
            derived(&mean(""), sheet),
            "zuidwest: 20
bouwlust: de bron telt Bouwlust en Vrederust als één wijk
vrederust: de bron telt Bouwlust en Vrederust als één wijk
morgenstond: 18
moerwijk: 19"
        );
        assert_eq!(
            derived(&mean(""), "gebied;aandeel\nWK051833;22\nMorgenstond;18\n"),
            "dit bestand heeft geen rij over Moerwijk"
        );
        assert_eq!(
            derived(&mean(""), &format!("{sheet}Den Haag Zuidwest;21\n")),
            "van `Den Haag Zuidwest` is er geen gewicht groter dan 0"
        );
        assert_eq!(
            derived(&mean("overslaan: [Loosduinen]\n"), &format!("{sheet}Loosduinen;3\nRijswijk;4\n")),
            "rij 6: `Rijswijk` is geen gebied van de deal"
        );
    }

    #[test]
    fn a_number_is_never_guessed() {
        let sheet = "gebied;aandeel\nWK051833;1.234\nMorgenstond;18,5\nMoerwijk;19\n";
        assert_eq!(
            derived(&mean(""), sheet),
            "rij 2, kolom `aandeel`: `1.234` is op twee manieren te lezen: 1234 of 1,234"
        );
        assert_eq!(
            derived(&mean("decimaalteken: punt\n"), sheet),
            "rij 3, kolom `aandeel`: `18,5` past niet bij `decimaalteken: punt`"
        );
        assert_eq!(
            derived(&mean("decimaalteken: komma\n"), sheet),
            "rij 2, kolom `aandeel`: `1.234` past niet bij `decimaalteken: komma`"
        );
        assert_eq!(derived(&mean(""), "gebied;aandeel\nMoerwijk\n"), "rij 2 heeft 1 vakje, en de kopregel 2");
    }

    #[test]
    fn blank_rows_count_as_they_do_in_a_spreadsheet() {
        let sheet = "\ngebied;aandeel\n\n;\nWK051833;22\nMorgenstond;18,5\nMoerwijk;veel\n";
        assert_eq!(
            derived(&mean("decimaalteken: komma\n"), sheet),
            "rij 7, kolom `aandeel`: `veel` past niet bij `decimaalteken: komma`"
        );
        let sheet = "gebied;aandeel\nWK051833;2.200,5\nMorgenstond;18,5\nMoerwijk;1.900\n";
        let signs = "decimaalteken: komma\nduizendtalteken: punt\n";
        assert!(derived(&mean(signs), sheet).ends_with("moerwijk: 1.900"));
    }

    /// A mistake may end in the log of a server: no line of the file does.
    #[test]
    fn what_somebody_wrote_is_not_shown() {
        let long = "mijn naam is Jansen, ik woon op de hoek, en ik vind het hier te druk";
        let told = |sheet: &str| {
            let told = derived(&mean("decimaalteken: komma\n"), sheet);
            assert!(!told.contains("Jansen") && !told.contains('\u{1b}'), "{told}");
            told
        };
        assert_eq!(
            told(&format!("gebied;aandeel\nMoerwijk;{long}\n")),
            "rij 2, kolom `aandeel`: hier staat een tekst van 68 tekens, en geen getal"
        );
        assert_eq!(
            told(&format!("gebied;aandeel\n{long};3\n")),
            "rij 2: een tekst van 68 tekens is geen gebied van de deal"
        );
        assert_eq!(
            told("gebied;aandeel\nMoerwijk;\u{1b}[31m\n"),
            "rij 2, kolom `aandeel`: hier staat een tekst van 5 tekens, en geen getal"
        );
        // Without a header the first row is about somebody.
        assert_eq!(told("Jansen;3\n"), "in dit bestand is er geen kolom `gebied`");
    }

    #[test]
    fn a_quote_that_is_not_closed_swallows_no_rows() {
        let sheet = "gebied;aandeel\nWK051833;22\n\nMorgenstond;\"18\nMoerwijk;19\n";
        assert_eq!(
            derived(&mean(""), sheet),
            "regel 4, teken 13: hier begint een cel met `\"`, maar de `\"` aan het eind ontbreekt"
        );
    }

    #[test]
    fn letters_of_windows_are_read_when_the_recipe_says_so() {
        let dossier = dossier();
        let told = |rest: &str| {
            let recipe = recipe(&mean(rest).replace("aandeel", "\"aandéél\""));
            let fitting = fits(&recipe, &dossier).unwrap();
            let sheet = b"gebied;aand\xe9\xe9l\nWK051833;22\nMorgenstond;18\nMoerwijk;19\n";
            outcomes(&recipe, fitting, &dossier, sheet)
                .map_err(|found| found[0].message.clone())
                .map(|found| found.len())
        };
        assert_eq!(told("codering: windows-1252\n"), Ok(5));
        assert!(told("").unwrap_err().contains("niet als UTF-8"));
    }

    fn counts(rest: &str) -> String {
        format!("{ALL}indicator: geactiveerd\nperiode: {{van: 2019-11-01, tot: 2023-12-31}}\naantallen:{rest}")
    }

    /// Known of 31 July 2023: 2.140 in all; 561, 417, 484 and 678.
    #[test]
    fn counts_look_at_what_is_public_already() {
        let counts = counts("\n  aantal: mensen\n");
        let all = |numbers: [u32; 4]| {
            let [one, two, three, four] = numbers;
            format!("gebied;mensen\nBouwlust;{one}\nVrederust;{two}\nMorgenstond;{three}\nMoerwijk;{four}\n")
        };
        assert_eq!(
            derived(&counts, &all([600, 450, 500, 700])),
            "zuidwest: 2.250\nbouwlust: 600\nvrederust: 450\nmorgenstond: 500\nmoerwijk: 700"
        );
        // Three more in Morgenstond; Vrederust is the smallest of the others, and goes with it.
        assert_eq!(
            derived(&counts, &all([600, 450, 487, 700])),
            "zuidwest: 2.237\nbouwlust: 600\nvrederust: niet getoond\nmorgenstond: niet getoond\nmoerwijk: 700"
        );
        assert_eq!(
            derived(&counts, &format!("{}Den Haag Zuidwest;2250\n", all([600, 450, 500, 700]))),
            "rij 6 gaat over Den Haag Zuidwest als geheel, en andere rijen over de wijken daarin"
        );
    }

    /// Public of 31 December 2019: 38 in all, 14 in Moerwijk. A recipe for Bouwlust alone cannot undo that
    /// the others were left out.
    #[test]
    fn a_second_recipe_does_not_give_away_what_the_first_left_out() {
        let one = |file: &str| {
            let recipe = counts("\n  aantal: mensen\n").replace("2023-12-31", "2019-12-31");
            derived(&recipe.replace("[zuidwest, bouwlust, vrederust, morgenstond, moerwijk]", "[bouwlust]"), file)
        };
        let sheet = |bouwlust: u32, vrederust: u32| {
            format!("gebied;mensen\nBouwlust;{bouwlust}\nVrederust;{vrederust}\nMorgenstond;4\nMoerwijk;14\n")
        };
        assert_eq!(one(&sheet(12, 8)), "bouwlust: 12");
        assert_eq!(one(&sheet(16, 4)), "bouwlust: niet getoond");
    }

    #[test]
    fn a_register_counts_each_person_once() {
        let people = |names: std::ops::Range<u32>, wijk: &str| -> String {
            names.map(|name| format!("p{name};{wijk}\n")).collect::<Vec<_>>().concat()
        };
        let sheet = format!(
            "persoon;gebied\n{}{}{}{}",
            people(0..20, "Bouwlust"),
            people(20..24, "Moerwijk"),
            people(30..42, "Morgenstond"),
            people(0..20, "Bouwlust")
        );
        let once = derived(&counts("\n  persoon: persoon\n").replace("2023-12-31", "2019-11-30"), &sheet);
        // Nobody of Vrederust; 36 − 20 − 0 = 16 are in Morgenstond and Moerwijk together.
        assert_eq!(once, "zuidwest: 36\nbouwlust: 20\nvrederust: 0\nmorgenstond: niet getoond\nmoerwijk: niet getoond");
        let rows = derived(&counts(" {}\n").replace("2023-12-31", "2019-11-30"), &sheet);
        assert!(rows.starts_with("zuidwest: 56\nbouwlust: 40\n"), "{rows}");
    }

    #[test]
    fn the_larger_area_has_a_recipe_of_its_own() {
        let recipe = "indicator: problematische-schulden\npeildatum: 2022-01-01\ngewogen-gemiddelde: {waarde: aandeel, gewichten: [], bron-gewichten: CBS}\n";
        assert_eq!(
            derived(&format!("{recipe}gebieden: [den-haag]\ngebiedskolom: gebied\n"), ""),
            "`den-haag` is groter dan de deal; de wijken van de deal liggen erin"
        );
        assert_eq!(
            derived(&format!("{recipe}gebieden: [zuidwest, moerwijk]\n"), ""),
            "zonder kolom is niet te zien welke rij bij welk gebied hoort"
        );
        assert_eq!(
            derived(&format!("{recipe}gebieden: [zuidwest]\naantallen: {{}}\n"), ""),
            "dit recept heeft geen manier van rekenen, of meer dan één"
        );
        assert_eq!(
            derived(
                &recipe
                    .replace("problematische-schulden", "geactiveerd")
                    .replace("gewogen", "gebieden: [zuidwest]\ngewogen"),
                ""
            ),
            "`gewogen-gemiddelde` past niet bij de `maat` van `geactiveerd`"
        );
    }

    const ANSWERS: &str = "  antwoorden: {helemaal-mee-eens: eens, mee-eens: '4', neutraal: '3', mee-oneens: '2', helemaal-mee-oneens: oneens, geen-antwoord: ['9']}\n";

    /// Eleven people answer all four: helemaal mee oneens with the first (4), mee eens (3), neutraal (2) and
    /// helemaal mee eens (4): 13 × 10/16 = 8,125. A twelfth answers three statements and is left out.
    #[test]
    fn who_leaves_a_statement_open_is_left_out() {
        let recipe = format!(
            "indicator: sociale-cohesie\nveldwerk: {{van: 2023-08-09, tot: 2023-10-31}}\ngebieden: [den-haag]\nschaalscore:\n  stellingen: [a, b, c, d]\n{ANSWERS}"
        );
        let sheet = |rows: usize| format!("a;b;c;d\n{}eens;;4;4\n9;4;4;4\n", "oneens;4;3;eens\n".repeat(rows));
        assert_eq!(derived(&recipe, &sheet(11)), "den-haag: 8,13 ± 0");
        assert_eq!(derived(&recipe, &sheet(9)), "den-haag: niet getoond");
        assert_eq!(derived(&recipe, &sheet(0)), "den-haag: niemand vulde de vier stellingen volledig in");
        assert_eq!(
            derived(&recipe, "a;b;c;d\neens;4;3;5\n"),
            "rij 2, kolom `d`: `5` is geen antwoord dat het recept kent"
        );
        assert_eq!(derived(&recipe, "a;b;c\n"), "in dit bestand is er geen kolom `d`");
        assert_eq!(derived(&recipe, ""), "dit bestand is leeg");
    }

    #[test]
    fn a_mean_of_a_few_does_not_follow_from_the_others() {
        let recipe = format!(
            "{ALL}indicator: sociale-cohesie\nveldwerk: {{van: 2023-08-09, tot: 2023-10-31}}\nschaalscore:\n  stellingen: [a, b, c, d]\n{ANSWERS}"
        );
        let rows = |number: usize, wijk: &str| format!("{wijk};2;4;3;2\n").repeat(number);
        let sheet =
            [rows(40, "Bouwlust"), rows(30, "Vrederust"), rows(20, "Morgenstond"), rows(6, "Moerwijk")].concat();
        // (3 + 3 + 2 + 1) × 10/16 = 5,625.
        assert_eq!(
            derived(&recipe, &format!("gebied;a;b;c;d\n{sheet}")),
            "zuidwest: 5,63 ± 0\nbouwlust: 5,63 ± 0\nvrederust: 5,63 ± 0\nmorgenstond: niet getoond\nmoerwijk: niet getoond"
        );
    }
}
