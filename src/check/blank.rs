//! R064: a place where the author still has to write something.

use std::collections::{BTreeMap, BTreeSet};

use super::{Rule, Subject, required};
use crate::diagnostic::{Diagnostic, KeyPath, Target};
use crate::figures::Known;
use crate::format;
use crate::model::{Report, Stage};
use crate::read::{BLANK, Blank, blanks};

pub(super) const RULE: Rule = Rule {
    code: "R064",
    requirement: None,
    what: "Waar NOG INVULLEN staat, is ingevuld wat daar hoort voordat het verslag wordt besproken.",
    why: "Een concept mag gaten hebben, en wie het leest moet ze kunnen zien. Wie een verslag bespreekt of vaststelt, hoort alles te kunnen lezen.",
    example: "samenvatting: NOG INVULLEN – het jaar in een paar zinnen",
    solution: "Schrijf in plaats van NOG INVULLEN wat er achter staat. Staat NOG INVULLEN achter een #, dan is de waarde ervoor voorlopig: verbeter haar als dat nodig is en haal weg wat vanaf de # staat.",
    find,
};

const HINT: &str = "vervang elke tekst met NOG INVULLEN; staat die achter een #, verbeter dan zo nodig de waarde ervoor en haal weg wat vanaf de # staat";

/// One diagnostic a file, with a label for every other blank in it: a new dossier has many.
fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let files = subject.blanks;
    // What a concept finds open now stands in its way once it is discussed.
    let has_concept = subject.dossier.reports.values().any(|report| report.status.stage() < Stage::Discussed);
    let mut found = Vec::new();
    for (file, blanks) in files {
        let Some((first, others)) = blanks.split_first() else { continue };
        let at = KeyPath::file(*file);
        let message = match others.len() {
            0 => format!("hier is nog in te vullen: {}", first.what),
            more => format!("hier is nog in te vullen: {}; in dit bestand zijn dat {} velden", first.what, more + 1),
        };
        let mut diagnostic = match report_of(subject, file) {
            Some(report) => required(report, Stage::Discussed, RULE.code, at.clone(), message),
            None if has_concept => {
                Diagnostic::warning(RULE.code, at.clone(), message).error_from(Stage::Discussed.word())
            }
            None => Diagnostic::warning(RULE.code, at.clone(), message),
        };
        diagnostic = diagnostic.on(Target::Bytes(first.range.clone())).hint(HINT);
        for other in others {
            diagnostic = diagnostic.label_on(at.clone(), Target::Bytes(other.range.clone()), other.what);
        }
        found.push(diagnostic);
    }
    let discussed = subject.reports().filter(|(report, _)| report.status.stage() >= Stage::Discussed);
    found.extend(discussed.filter_map(|(report, known)| elsewhere(report, known, files)));
    found
}

/// The report whose own file this is.
fn report_of<'a>(subject: &Subject<'a>, file: &str) -> Option<&'a Report> {
    subject.dossier.reports.values().find(|report| report.at.file_name() == file)
}

/// A discussed report that rests on other files with blanks. A blank that came into a file later,
/// behind the gegevensstand of the report, does not stand in its way.
fn elsewhere(report: &Report, known: &Known, files: &BTreeMap<&str, Vec<Blank<'_>>>) -> Option<Diagnostic> {
    let known_files: BTreeSet<&str> = blanks(&known.sources).map(|blank| blank.file).collect();
    let is_known = |file: &str| {
        known_files.contains(file)
            // Without a single row a file of spending is not among what is known.
            || (known.sources.get(file).is_none() && is_spending_of(report, file))
    };
    let shared = files.keys().filter(|file| !file.starts_with("verslagen/"));
    let open: Vec<String> = shared.filter(|file| is_known(file)).map(|file| format!("`{file}`")).collect();
    if open.is_empty() {
        return None;
    }
    let step = report.status.stage().word();
    let message = format!("het verslag is {step}, maar in {} staat nog {BLANK}", format::list(&open));
    Some(
        Diagnostic::error(RULE.code, report.at.key("status").key(step), message)
            .hint("vul in wat daar ontbreekt, of haal deze datum weg zolang het verslag een concept is"),
    )
}

/// Whether a file holds the money of a year that the report is about.
fn is_spending_of(report: &Report, file: &str) -> bool {
    use chrono::Datelike;
    let year = file.strip_prefix("bestedingen/").and_then(|name| name.strip_suffix(".yaml")?.parse().ok());
    year.is_some_and(|year| (report.period.from.year()..=report.period.to.year()).contains(&year))
}
