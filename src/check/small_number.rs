//! R070: a number of people so small that they may be recognised, or one from which it follows.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{HOUSEHOLDS, PERSONS, Rule, Subject, required};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{Counting, Date, Id, Indicator, MeasureKind, Measurement, Stage};

pub(super) const RULE: Rule = Rule {
    code: "R070",
    requirement: None,
    what: "Een aantal mensen van 1 tot en met 9 staat niet in een openbaar bestand, en is ook niet te berekenen uit wat er wel staat. Een andere grens noemt u in `deal.yaml` bij `onderdrukken-onder`.",
    why: "Bij een klein aantal in een wijk kan iemand te herkennen zijn. De bestanden van het dossier gaan mee in de pdf. Een weggelaten aantal volgt toch, als het totaal en alle andere wijken er staan, of als een aantal dat oploopt met een paar mensen groeit.",
    example: "reeks:\n  - {periode: {van: 2019-11-01, tot: 2019-12-31}, bekend-op: 2020-02-14, gebied: moerwijk, waarde: 4, bron: registratie SZW}",
    solution: "Schrijf in plaats van `waarde` een `niet-gemeten: {soort: niet-getoond, reden: \"niet getoond, zodat niemand te herkennen is (minder dan 10, of een getal waaruit zo'n klein aantal volgt)\"}`, en laat zo nodig ook het kleinste andere aantal weg, met dezelfde reden. `voortgang afleiden` doet dat vanzelf, uit een bestand in `intern`.",
    find,
};

/// Words in a unit that say that it counts people, besides [`PERSONS`] and [`HOUSEHOLDS`].
const PEOPLE: &[&str] = &[
    "gezinnen",
    "deelnemers",
    "deelneemsters",
    "buurtbewoners",
    "vrijwilligers",
    "jongeren",
    "kinderen",
    "leerlingen",
    "ouderen",
    "ouders",
    "werkzoekenden",
    "werklozen",
    "cliënten",
    "cursisten",
    "laaggeletterden",
    "statushouders",
];

/// The newest row of each area, by day.
type Days<'a> = BTreeMap<Date, BTreeMap<&'a Id, &'a Measurement>>;

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for indicator in subject.dossier.indicators.iter().filter(|indicator| counts_people(indicator)) {
        let looked_at = Looked { subject, indicator, below: subject.dossier.deal.suppress_below() };
        looked_at.single(&mut found);
        let mut days = Days::new();
        for row in &indicator.series {
            let Some(day) = row.day() else { continue };
            let known = days.entry(day).or_default().entry(&row.area).or_insert(row);
            if row.known_on >= known.known_on {
                *known = row;
            }
        }
        looked_at.by_total(&days, &mut found);
        if indicator.counting == Counting::Cumulative {
            looked_at.by_rise(&days, &mut found);
            looked_at.by_hidden_rise(&days, &mut found);
        }
    }
    found
}

fn counts_people(indicator: &Indicator) -> bool {
    let unit = indicator.unit.as_ref().map_or(String::new(), |unit| unit.as_str().to_lowercase());
    indicator.measure == MeasureKind::Number
        && unit
            .split(|sign: char| !sign.is_alphanumeric())
            .any(|word| [PEOPLE, PERSONS, HOUSEHOLDS].iter().any(|list| list.contains(&word)))
}

struct Looked<'a, 's> {
    subject: &'s Subject<'a>,
    indicator: &'s Indicator,
    below: u32,
}

impl Looked<'_, '_> {
    fn is_small(&self, number: Decimal) -> bool {
        number.to_u32().is_some_and(|number| (1..self.below).contains(&number))
    }

    /// What is wrong with a row: an error when a report that knows it was discussed.
    fn fault(&self, row: &Measurement, at: KeyPath, message: String) -> Diagnostic {
        let knows = self.subject.dossier.reports.values().filter(|report| report.known_through >= row.known_on);
        match knows.max_by_key(|report| report.status.stage()) {
            Some(report) => required(report, Stage::Discussed, RULE.code, at, message),
            None => Diagnostic::warning(RULE.code, at, message).error_from(Stage::Discussed.word()),
        }
    }

    fn name(&self, id: &Id) -> String {
        let area = &self.subject.dossier.deal.area;
        let wijk = area.wijken.iter().find(|wijk| wijk.id == *id).map(|wijk| wijk.name.to_string());
        wijk.unwrap_or_else(|| area.name.to_string())
    }

    /// Whether an area is the deal's or a wijk of it: of larger areas a small number is no one.
    fn is_own(&self, id: &Id) -> bool {
        let area = &self.subject.dossier.deal.area;
        area.id == *id || area.wijken.iter().any(|wijk| wijk.id == *id)
    }

    /// A small number that stands there, also when it was corrected since.
    fn single(&self, found: &mut Vec<Diagnostic>) {
        for row in self.indicator.series.iter().filter(|row| self.is_own(&row.area)) {
            let Some(value) = row.value.filter(|value| self.is_small(value.0)) else { continue };
            let unit = self.indicator.unit.as_ref().map_or("mensen", |unit| unit.as_str());
            let message = format!(
                "{} {unit} in {}: dat zijn er zo weinig dat iemand te herkennen kan zijn",
                format::exact(value.0),
                self.name(&row.area)
            );
            found.push(self.fault(row, row.at.key("waarde"), message).hint(format!(
                "schrijf in plaats van `waarde`: `niet-gemeten: {{soort: niet-getoond, reden: \"niet getoond, zodat niemand te herkennen is (minder dan {}, of een getal waaruit zo'n klein aantal volgt)\"}}`",
                self.below
            )));
        }
    }

    /// A number that was left out, and follows from the total and the other wijken.
    fn by_total(&self, days: &Days<'_>, found: &mut Vec<Diagnostic>) {
        let area = &self.subject.dossier.deal.area;
        for rows in days.values() {
            let value = |id: &Id| rows.get(id).and_then(|row| Some((*row, row.value?.0)));
            let Some((total, sum)) = value(&area.id) else { continue };
            let shown: Vec<Decimal> =
                area.wijken.iter().filter_map(|wijk| value(&wijk.id)).map(|(_, value)| value).collect();
            let hidden: Vec<&Id> = area.wijken.iter().map(|wijk| &wijk.id).filter(|id| value(id).is_none()).collect();
            let rest = sum - shown.iter().sum::<Decimal>();
            if hidden.is_empty() {
                continue;
            }
            self.by_reason(rows, &hidden, rest, found);
            if shown.is_empty() || !self.is_small(rest) {
                continue;
            }
            let names: Vec<String> = hidden.iter().map(|id| self.name(id)).collect();
            let message = format!(
                "het aantal in {} is toch te berekenen: {} min de andere wijken is {}",
                format::list(&names),
                format::exact(sum),
                format::exact(rest)
            );
            let row = hidden.iter().find_map(|id| rows.get(*id).copied());
            let at = row.map_or_else(|| total.at.key("waarde"), |row| row.at.key("niet-gemeten"));
            found.push(
                self.fault(row.unwrap_or(total), at, message)
                    .label(total.at.key("waarde"), "dit is het totaal")
                    .hint("laat ook het kleinste aantal van de andere wijken weg, met dezelfde reden"),
            );
        }
    }

    /// Hidden wijken of which the reason says that each is small: the most that the others can be
    /// leaves at least so many for one of them. Seven or eight of at most nine are no secret.
    fn by_reason(
        &self,
        rows: &BTreeMap<&Id, &Measurement>,
        hidden: &[&Id],
        rest: Decimal,
        found: &mut Vec<Diagnostic>,
    ) {
        let says_small = |row: &&Measurement| {
            let reason = row.not_measured.as_ref().map_or("", |one| one.reason.as_str()).to_lowercase();
            ["minder dan", "kleiner dan", "lager dan", "onder de", "<"].iter().any(|word| reason.contains(word))
                && !reason.contains(" of ")
        };
        let small: Vec<&Measurement> =
            hidden.iter().filter_map(|id| rows.get(*id).copied()).filter(says_small).collect();
        let (Some(row), true) = (small.first(), small.len() == hidden.len()) else { return };
        let others = Decimal::from(self.below.saturating_sub(1)) * Decimal::from(hidden.len().saturating_sub(1));
        let least = rest - others;
        if hidden.len() < 2 || least <= Decimal::ONE {
            return;
        }
        let names: Vec<String> = hidden.iter().map(|id| self.name(id)).collect();
        let message = format!(
            "het aantal in {} is bijna te berekenen: samen zijn het er {}, en volgens de reden elk minder dan {}, dus elk minstens {}",
            format::list(&names),
            format::exact(rest),
            self.below,
            format::exact(least)
        );
        found.push(self.fault(row, row.at.key("niet-gemeten"), message).hint(format!(
            "schrijf bij elk weggelaten aantal dezelfde reden: \"niet getoond, zodat niemand te herkennen is (minder dan {}, of een getal waaruit zo'n klein aantal volgt)\"",
            self.below
        )));
    }

    /// A cumulative number that was left out, and of which the rise follows from the totals and the
    /// wijken of two days.
    fn by_hidden_rise(&self, days: &Days<'_>, found: &mut Vec<Diagnostic>) {
        let area = &self.subject.dossier.deal.area;
        let wijken: Vec<&Id> = area.wijken.iter().map(|wijk| &wijk.id).collect();
        let days: Vec<_> =
            days.values().filter(|rows| rows.get(&area.id).is_some_and(|row| row.value.is_some())).collect();
        for (index, rows) in days.iter().enumerate() {
            let leak = days[..index].iter().find_map(|earlier| {
                let value = |rows: &BTreeMap<&Id, &Measurement>, id: &Id| Some(rows.get(id)?.value?.0);
                let rest = |rows: &BTreeMap<&Id, &Measurement>| {
                    let shown: Decimal = wijken.iter().filter_map(|id| value(rows, id)).sum();
                    Some(value(rows, &area.id)? - shown)
                };
                let sum = |rows: &BTreeMap<&Id, &Measurement>, ids: &[&Id]| {
                    ids.iter().map(|id| value(rows, id)).sum::<Option<Decimal>>()
                };
                let hidden = |rows: &BTreeMap<&Id, &Measurement>| -> Vec<&Id> {
                    wijken.iter().copied().filter(|id| value(rows, id).is_none()).collect()
                };
                let (now, then) = (hidden(rows), hidden(earlier));
                let either: Vec<&Id> =
                    wijken.iter().copied().filter(|id| now.contains(id) || then.contains(id)).collect();
                let both: Vec<&Id> = wijken.iter().copied().filter(|id| !either.contains(id)).collect();
                let (rest_now, rest_then) = (rest(rows)?, rest(earlier)?);
                let totals = value(rows, &area.id)? - value(earlier, &area.id)?;
                let shown_on_both = sum(rows, &both)? - sum(earlier, &both)?;
                let rises = [
                    (sum(earlier, &now).map(|before| rest_now - before), now),
                    (sum(rows, &then).map(|after| after - rest_then), then),
                    (Some(totals - shown_on_both), either),
                ];
                let is_leak = |(rise, group): &(Option<Decimal>, Vec<&Id>)| {
                    (1..wijken.len()).contains(&group.len()) && rise.is_some_and(|rise| self.is_small(rise))
                };
                let (rise, group) = rises.into_iter().find(is_leak)?;
                Some((*earlier, rise?, group.into_iter().cloned().collect::<Vec<Id>>()))
            });
            let Some((earlier, rise, group)) = leak else { continue };
            let (Some(total), Some(before)) = (rows.get(&area.id), earlier.get(&area.id)) else { continue };
            let names: Vec<String> = group.iter().map(|id| self.name(id)).collect();
            let message = format!(
                "uit de aantallen van twee dagen volgt dat er in {} {} bij kwamen",
                format::list(&names),
                format::exact(rise)
            );
            found.push(
                self.fault(total, total.at.key("waarde"), message)
                    .label(before.at.key("waarde"), "dit is het totaal van de eerdere dag")
                    .hint("laat op deze dag ook het kleinste aantal van de andere wijken weg, met dezelfde reden")
                    .hint("`voortgang afleiden` zoekt zelf uit wat er samen weg moet"),
            );
        }
    }

    /// A cumulative number of a wijk that rises by a few people.
    fn by_rise(&self, days: &Days<'_>, found: &mut Vec<Diagnostic>) {
        for wijk in &self.subject.dossier.deal.area.wijken {
            let rows: Vec<(&Measurement, Decimal)> = days
                .values()
                .filter_map(|rows| rows.get(&wijk.id))
                .filter_map(|row| Some((*row, row.value?.0)))
                .collect();
            for pair in rows.windows(2) {
                let [(earlier, before), (row, after)] = pair else { continue };
                if self.is_small(*after) || !self.is_small(*after - *before) {
                    continue;
                }
                let message = format!(
                    "in {} kwamen er {} bij: dat zijn er zo weinig dat iemand te herkennen kan zijn",
                    wijk.name,
                    format::exact(*after - *before)
                );
                found.push(
                    self.fault(row, row.at.key("waarde"), message)
                        .label(earlier.at.key("waarde"), "dit is het vorige aantal")
                        .hint("laat dit aantal weg met `niet-gemeten`, en ook het kleinste aantal van de andere wijken")
                        .hint("`voortgang afleiden` zoekt zelf uit wat er samen weg moet"),
                );
            }
        }
    }
}
