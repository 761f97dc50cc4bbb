//! R023: a count from the start that falls.

use std::collections::BTreeMap;

use super::{Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::format;
use crate::model::{Counting, Date, Id, Indicator, Measurement, Requirement};

pub(super) const RULE: Rule = Rule {
    code: "R023",
    requirement: Some(Requirement::MonitoringResults),
    what: "Bij `telling: cumulatief` is een latere waarde niet lager dan een eerdere, na de correcties.",
    why: "Wat vanaf het begin telt, kan niet minder worden. Vaak is er één jaar geteld in plaats van alle jaren samen, of was de eerdere waarde te hoog.",
    example: "telling: cumulatief\nreeks:\n  - {periode: {van: 2020-01-01, tot: 2020-12-31}, waarde: 640, …}\n  - {periode: {van: 2020-01-01, tot: 2021-12-31}, waarde: 570, …}",
    solution: "Schrijf het totaal vanaf het begin. Was een eerdere waarde te hoog, voeg dan een correctie toe met `herziet` en `reden`. Telt elke waarde alleen haar eigen jaar, kies dan `telling: per-periode`.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let counts = subject.dossier.indicators.iter().filter(|one| one.counting == Counting::Cumulative);
    counts.flat_map(falls).collect()
}

fn falls(indicator: &Indicator) -> Vec<Diagnostic> {
    // Of each area and day the row known last.
    let mut newest: BTreeMap<(&Id, Date), &Measurement> = BTreeMap::new();
    for row in &indicator.series {
        let Some(day) = row.day() else { continue };
        let known = newest.entry((&row.area, day)).or_insert(row);
        if known.known_on <= row.known_on {
            *known = row;
        }
    }
    let mut found = Vec::new();
    let mut highest: BTreeMap<&Id, &Measurement> = BTreeMap::new();
    for ((area, day), row) in newest {
        let Some(value) = row.value else { continue };
        match highest.get(area).and_then(|before| Some((before, before.value?, before.day()?))) {
            Some((before, earlier, since)) if earlier > value => found.push(
                Diagnostic::error(
                    RULE.code,
                    row.at.key("waarde"),
                    format!(
                        "deze telling vanaf het begin daalt: {} op {}, en {} op {}",
                        format::exact(earlier.0),
                        format::date(*since),
                        format::exact(value.0),
                        format::date(*day)
                    ),
                )
                .label(before.at.key("waarde"), "dit is de eerdere, hogere waarde")
                .hint("schrijf het totaal vanaf het begin, niet alleen dat van dit jaar")
                .hint("was de eerdere waarde te hoog, voeg dan een correctie toe met `herziet` en `reden`"),
            ),
            _ => {
                highest.insert(area, row);
            }
        }
    }
    found
}
