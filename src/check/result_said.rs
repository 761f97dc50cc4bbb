//! R052: a pillar result of which a report does not say where it stands, or does not show it.

use std::collections::BTreeMap;

use super::{Rule, Subject, is_bound, named, required};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{Dossier, Id, Pillar, PillarResult, Report, Requirement, Scale, Stage, State};

pub(super) const RULE: Rule = Rule {
    code: "R052",
    requirement: Some(Requirement::MonitoringResults),
    what: "Een verslag geeft van elk pijlerresultaat de stand: voor de deal, of voor elke wijk als het resultaat per wijk is beloofd. Een resultaat dat aantoonbaar moet zijn, is pas gerealiseerd met een onderbouwing.",
    why: "Het convenant belooft het resultaat aan elke wijk. Een wijk die wordt overgeslagen, valt niet op in een lange tabel.",
    example: "pijlerresultaten:\n  buurthuis:\n    molenbuurt: {stand: gerealiseerd}   # en het Havenkwartier?",
    solution: "Geef de stand van elke wijk. Weet u hem niet, schrijf dan `{stand: onbekend, reden: …}`. Schrijf bij een aantoonbaar resultaat `onderbouwing`.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for report in subject.dossier.reports.values().filter(|report| is_bound(report)) {
        found.extend(not_mentioned(subject.dossier, report));
        for result in subject.dossier.pillars.iter().flat_map(|pillar| &pillar.results) {
            found.extend(skipped(subject.dossier, report, result));
            not_shown(subject.dossier, report, result, &mut found);
        }
    }
    found
}

fn place(report: &Report, result: &PillarResult) -> KeyPath {
    report.at.key("pijlerresultaten").key(result.id.as_str())
}

/// The places for which a result is promised.
fn promised<'a>(dossier: &'a Dossier, result: &PillarResult) -> Vec<(&'a str, &'a str)> {
    match result.scale {
        Scale::PerWijk => dossier.deal.area.wijken.iter().map(|wijk| (wijk.id.as_str(), wijk.name.as_str())).collect(),
        Scale::Deal => vec![("deal", "de hele deal")],
    }
}

/// Results of which nothing is said at all.
fn not_mentioned(dossier: &Dossier, report: &Report) -> Option<Diagnostic> {
    let results = dossier.pillars.iter().flat_map(|pillar: &Pillar| &pillar.results);
    let missing: Vec<&PillarResult> =
        results.filter(|result| report.results.get(&result.id).is_none_or(BTreeMap::is_empty)).collect();
    let first = missing.first()?;
    let names: Vec<&str> = missing.iter().map(|result| result.name.as_str()).collect();
    let message = format!(
        "van {} staat hier geen stand: {}",
        format::plural(names.len(), "pijlerresultaat", "pijlerresultaten"),
        named(&names)
    );
    let (area, _) = promised(dossier, first).first().copied().unwrap_or(("deal", ""));
    let hint = format!(
        "zet onder `pijlerresultaten`: `{}: {{{area}: {{stand: in-uitvoering, onderbouwing: …}}}}`; kies de stand die klopt",
        first.id
    );
    Some(required(report, Stage::Adopted, RULE.code, report.at.key("pijlerresultaten"), message).hint(hint))
}

/// A result of which only some of the wijken are said.
fn skipped(dossier: &Dossier, report: &Report, result: &PillarResult) -> Option<Diagnostic> {
    let said = report.results.get(&result.id).filter(|said| !said.is_empty())?;
    let promised = promised(dossier, result);
    // Of a stand for a place that was not promised, R018 speaks.
    if said.keys().any(|area| promised.iter().all(|(id, _)| *id != area.as_str())) {
        return None;
    }
    let missing: Vec<(&str, &str)> = promised.into_iter().filter(|(id, _)| !said.contains_key(*id)).collect();
    let (first, _) = missing.first()?;
    let names: Vec<&str> = missing.iter().map(|(_, name)| *name).collect();
    let message = format!("van het resultaat {} ontbreekt de stand voor {}", result.name, named(&names));
    let hint = format!(
        "zet erbij: `{first}: {{stand: gepland}}`; weet u het niet, dan `{first}: {{stand: onbekend, reden: …}}`"
    );
    Some(required(report, Stage::Adopted, RULE.code, place(report, result), message).hint(hint))
}

/// What must be demonstrable and is called realised without anything that shows it.
fn not_shown(dossier: &Dossier, report: &Report, result: &PillarResult, found: &mut Vec<Diagnostic>) {
    if !result.demonstrable.is_yes() {
        return;
    }
    let said = report.results.get(&result.id).into_iter().flatten();
    for (area, _) in said.filter(|(_, said)| said.state == State::Realised && said.evidence.is_none()) {
        let message = format!(
            "het resultaat {} is voor {} gerealiseerd zonder onderbouwing, maar het moet aantoonbaar zijn",
            result.name,
            area_name(dossier, area)
        );
        let at = place(report, result).key(area.as_str()).key("stand");
        found.push(
            required(report, Stage::Discussed, RULE.code, at, message)
                .hint("schrijf erbij `onderbouwing: …`: waaruit blijkt dat het resultaat er is?"),
        );
    }
}

fn area_name<'a>(dossier: &'a Dossier, area: &'a Id) -> &'a str {
    if area.as_str() == "deal" { "de hele deal" } else { dossier.area_name(area).unwrap_or(area.as_str()) }
}
