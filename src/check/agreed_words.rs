//! R026: what is measured has another name than what was agreed.

use super::{HOUSEHOLDS, PERSONS, Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::model::{Indicator, MeasureKind, Requirement};

pub(super) const RULE: Rule = Rule {
    code: "R026",
    requirement: Some(Requirement::IntendedResults),
    what: "De `maat` en de `populatie` zijn die van de `afspraak`: geen percentage waar een aantal is afgesproken, geen personen waar het huishoudens zijn.",
    why: "In de echte deal sprak artikel 3 van een aantal huishoudens en een voetnoot van een percentage. Zo'n verschil verandert wat een cijfer mag zeggen.",
    example: "afspraak: Het aantal huishoudens met problematische schulden neemt af.\nmaat: percentage",
    solution: "Kies de `maat` en de `populatie` van de afspraak, of leg bij `kanttekeningen` uit waarom het iets anders is; noem daar het woord uit de afspraak.",
    find,
};

/// Words of which an agreement uses one, and a measure another: what is counted, and of whom.
const COUNTS: &[&str] = &["aantal", "aantallen"];
const SHARES: &[&str] = &["percentage", "percentages", "procent", "procentpunt", "procentpunten", "aandeel"];
/// Besides, a part of a whole; but who takes part (neemt deel) is counted.
const PARTS: &[&str] = &["deel", "gedeelte", "helft"];

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.dossier.indicators.iter().flat_map(compare).collect()
}

fn compare(indicator: &Indicator) -> Vec<Diagnostic> {
    let Some(agreement) = &indicator.agreement else { return Vec::new() };
    let agreed = words(agreement.as_str());
    let explained: Vec<String> = indicator.caveats.iter().flat_map(|caveat| words(caveat.text.as_str())).collect();
    let mut found = Vec::new();
    let mut differs = |key: &str, said: Option<&String>, what: &str| {
        if let Some(said) = said.filter(|said| !explained.contains(said)) {
            found.push(
                Diagnostic::tip(
                    RULE.code,
                    indicator.at.key(key),
                    format!("de afspraak spreekt van `{said}`, maar gemeten wordt {what}"),
                )
                .label(indicator.at.key("afspraak"), "dit is de afspraak")
                .hint(format!(
                    "klopt dit? leg het dan uit bij `kanttekeningen`, en noem daar het woord `{said}`; dan verdwijnt deze tip"
                )),
            );
        }
    };
    match indicator.measure {
        MeasureKind::Percentage => {
            differs("maat", only(&agreed, COUNTS, &[SHARES, PARTS].concat()), "een percentage");
        }
        MeasureKind::Number => differs("maat", only(&agreed, SHARES, COUNTS), "een aantal"),
        MeasureKind::ScaleScore | MeasureKind::Mark => {}
    }
    let mut measured = words(indicator.population.as_str());
    measured.extend(indicator.unit.iter().flat_map(|unit| words(unit.as_str())));
    if only(&measured, PERSONS, HOUSEHOLDS).is_some() {
        differs("populatie", only(&agreed, HOUSEHOLDS, PERSONS), "bij personen");
    } else if only(&measured, HOUSEHOLDS, PERSONS).is_some() {
        differs("populatie", only(&agreed, PERSONS, HOUSEHOLDS), "bij huishoudens");
    }
    found
}

/// The first word of `these` in a text that has none of `those`.
fn only<'a>(text: &'a [String], these: &[&str], those: &[&str]) -> Option<&'a String> {
    let has = |list: &[&str], word: &String| list.contains(&word.as_str());
    text.iter().find(|word| has(these, word)).filter(|_| !text.iter().any(|word| has(those, word)))
}

/// The words of a text in lower case.
fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase).collect()
}
