//! Figures about earlier years and days, by which two deliveries of a deal can be compared.
//!
//! Only what two deliveries give by the same definition has a key: a year that was over on the
//! peildatum, a day of measurement in the deal's own area, an agreement. Values per wijk have none:
//! they are in the deal's own report, with what changed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::record::Traced;
use crate::diagnostic::KeyPath;
use crate::figures::money::{Purpose, rows_by_purpose};
use crate::figures::{Figure, Known, Point};
use crate::format;
use crate::model::{Amount, Dossier, Id, Indicator, Post, Project, Report, Side, SpendingRow, Text};

/// A figure that an earlier delivery may have given otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// What it is about, the same in each delivery: `besteed/2020`.
    #[serde(rename = "sleutel")]
    pub key: String,
    /// What it is about, in words.
    #[serde(rename = "wat")]
    pub label: String,
    /// The value.
    #[serde(flatten)]
    pub value: Traced,
    /// As printed, with its unit.
    #[serde(rename = "gedrukt")]
    pub printed: String,
    /// What it is the sum of; one part for what is not a sum.
    #[serde(rename = "delen")]
    pub parts: Vec<StatedPart>,
}

/// What a stated figure is made of: the row in force of a project or post, a receipt, a measurement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedPart {
    /// What it is about, in words; empty for what is not a sum.
    #[serde(rename = "wat")]
    pub label: String,
    /// Its value.
    #[serde(rename = "waarde")]
    pub value: Decimal,
    /// The day from which it is known; `None` for what was agreed at the start.
    #[serde(rename = "bekend-op")]
    pub known_on: Option<NaiveDate>,
    /// Why it is another value than before, in the words of the dossier; empty when it gives none.
    #[serde(rename = "reden")]
    pub reason: String,
}

impl StatedPart {
    fn agreed(value: Decimal) -> Self {
        Self { label: String::new(), value, known_on: None, reason: String::new() }
    }
}

/// The figures of a report that an earlier delivery may have given otherwise.
pub(super) fn of(known: &Known, report: &Report) -> Vec<Stated> {
    let mut stated = contributions(known);
    stated.extend(received(known, report));
    stated.extend(spent(known, report));
    stated.extend(budget(known, report));
    stated.extend(known.dossier.indicators.iter().filter_map(|indicator| target(indicator, known)));
    stated.extend(measured(known));
    stated
}

fn in_euros(key: String, label: String, value: Traced, parts: Vec<StatedPart>) -> Stated {
    let printed = format::euros_exactly(Amount::from_euros(value.value));
    Stated { key, label, value, printed, parts }
}

/// What each party contributes; a party with two contributions has their sum.
fn contributions(known: &Known) -> Vec<Stated> {
    let mut by_party: Vec<(&Id, Vec<&Figure<Amount>>)> = Vec::new();
    for contribution in &known.figures.money.contributions {
        match by_party.iter_mut().find(|(party, _)| *party == &contribution.party) {
            Some((_, agreed)) => agreed.push(&contribution.agreed),
            None => by_party.push((&contribution.party, vec![&contribution.agreed])),
        }
    }
    let one = |(party, agreed): (&Id, Vec<&Figure<Amount>>)| {
        let figure = sum("som van de bijdragen", &agreed.into_iter().cloned().collect::<Vec<_>>());
        let value = Traced::amount(&figure, &known.sources);
        let parts = vec![StatedPart::agreed(value.value)];
        let name = party_name(&known.dossier, party);
        in_euros(format!("bijdrage/{party}"), format!("Afgesproken bijdrage van {name}"), value, parts)
    };
    by_party.into_iter().map(one).collect()
}

/// What was received from the Rijk in each year that was over.
fn received(known: &Known, report: &Report) -> Vec<Stated> {
    let dossier = &known.dossier;
    let is_state = |party: &Id| dossier.deal.parties.iter().any(|one| one.id == *party && one.side == Side::State);
    let mut years: BTreeMap<i32, (Vec<Figure<Amount>>, Vec<StatedPart>)> = BTreeMap::new();
    for receipt in dossier.receipts.iter().filter(|receipt| is_state(&receipt.party)) {
        let (figures, parts) = years.entry(receipt.year.0).or_default();
        figures.push(Figure::stated(receipt.amount, receipt.at.key("bedrag")));
        parts.push(StatedPart {
            label: format!("ontvangst die op {} bekend werd", format::date(*receipt.known_on)),
            value: receipt.amount.euros(),
            known_on: Some(*receipt.known_on),
            reason: String::new(),
        });
    }
    let is_over = |year: &i32| is_over(*year, report);
    years
        .into_iter()
        .filter(|(year, _)| is_over(year))
        .map(|(year, (figures, parts))| {
            let value = Traced::amount(&sum("som van de ontvangsten van het Rijk", &figures), &known.sources);
            in_euros(format!("ontvangen/{year}"), format!("Ontvangen van het Rijk in {year}"), value, parts)
        })
        .collect()
}

/// What was spent in each year that was over, by project and post.
fn spent(known: &Known, report: &Report) -> Vec<Stated> {
    let rows = rows_by_purpose(&known.dossier, report);
    let years = known.figures.money.total.years.iter().filter(|(year, _)| is_over(**year, report));
    years
        .map(|(year, figures)| {
            let of_year = rows.iter().filter_map(|(purpose, years)| Some((purpose, years.get(year)?)));
            let part = |(purpose, row): (&Purpose, &&SpendingRow)| StatedPart {
                label: purpose_name(&known.dossier, purpose),
                value: row.realised.euros(),
                known_on: Some(*row.known_on),
                reason: row.reason.as_ref().map_or_else(String::new, Text::to_string),
            };
            let value = Traced::amount(&figures.realised, &known.sources);
            in_euros(format!("besteed/{year}"), format!("Besteed in {year}"), value, of_year.map(part).collect())
        })
        .collect()
}

/// The budget over the whole term, by project and post.
fn budget(known: &Known, report: &Report) -> Option<Stated> {
    let budget = &known.figures.money.total.budget;
    if budget.sources.is_empty() {
        return None;
    }
    let of_project = |project: &Project| {
        let changed = project.changes.iter().filter(|change| change.budget.is_some()).max_by_key(|one| one.known_on);
        Some(StatedPart {
            label: project.name.to_string(),
            value: project.current_budget()?.euros(),
            known_on: Some(changed.map_or(*project.known_on, |change| *change.known_on)),
            reason: changed.map_or_else(String::new, |change| change.reason.to_string()),
        })
    };
    let rows = rows_by_purpose(&known.dossier, report);
    let of_post = |(purpose, years): (&Purpose, &BTreeMap<i32, &SpendingRow>)| {
        let row = years.values().rev().find(|row| matches!(purpose, Purpose::Post(..)) && row.budget.is_some())?;
        Some(StatedPart {
            label: purpose_name(&known.dossier, purpose),
            value: row.budget?.euros(),
            known_on: Some(*row.known_on),
            reason: row.note.as_ref().or(row.reason.as_ref()).map_or_else(String::new, Text::to_string),
        })
    };
    let posts = rows.iter().filter_map(of_post);
    let parts = known.dossier.projects.values().filter_map(of_project).chain(posts).collect();
    let value = Traced::amount(budget, &known.sources);
    Some(in_euros("begroting".to_owned(), "Begroting over de hele looptijd".to_owned(), value, parts))
}

/// What is agreed to reach, when it is a number.
fn target(indicator: &Indicator, known: &Known) -> Option<Stated> {
    let target = indicator.target.as_ref()?;
    let at = indicator.at.key("streefwaarde");
    let unit = indicator.unit.as_ref().map(Text::as_str);
    let decimals = |value: Decimal| value.normalize().scale().max(indicator.decimals_in_print());
    let level = |value: Decimal| format::measured(value, decimals(value), indicator.measure, unit);
    let (value, printed, at): (Decimal, String, KeyPath) = if let Some(count) = target.cumulative {
        (count.0, level(count.0), at.key("cumulatief"))
    } else if let Some(to_reach) = target.level {
        (to_reach.0, level(to_reach.0), at.key("waarde"))
    } else {
        let value = target.difference?.value;
        (value, format::difference(value, decimals(value), indicator.measure, unit), at.key("verschil"))
    };
    let value = Traced::measured(&Figure::stated(value, at), &known.sources);
    Some(Stated {
        key: format!("streefwaarde/{}", indicator.id),
        label: format!("Streefwaarde van {}", indicator.name),
        printed,
        parts: vec![StatedPart::agreed(value.value)],
        value,
    })
}

/// What was measured on each day in the area that an indicator is about.
fn measured(known: &Known) -> Vec<Stated> {
    let mut stated = Vec::new();
    for (indicator, figures) in known.dossier.indicators.iter().zip(&known.figures.indicators) {
        for point in figures.points(&indicator.area) {
            let Point { day, value: Some(value), row, .. } = point else { continue };
            let unit = indicator.unit.as_ref().map(Text::as_str);
            stated.push(Stated {
                key: format!("indicator/{}/{day}", indicator.id),
                label: format!("{}, {}", indicator.name, format::date(*day)),
                printed: format::measured(value.value, indicator.decimals_in_print(), indicator.measure, unit),
                value: Traced::measured(value, &known.sources),
                parts: vec![StatedPart {
                    label: String::new(),
                    value: value.value.normalize(),
                    known_on: Some(*row.known_on),
                    reason: row.reason.as_ref().map_or_else(String::new, Text::to_string),
                }],
            });
        }
    }
    stated
}

/// Whether a year was over on the peildatum: of a year that was not, the next report tells the rest,
/// which corrects nothing.
fn is_over(year: i32, report: &Report) -> bool {
    NaiveDate::from_ymd_opt(year, 12, 31).is_some_and(|last| last <= *report.reference_date)
}

fn sum(formula: &str, parts: &[Figure<Amount>]) -> Figure<Amount> {
    match parts {
        [one] => one.clone(),
        parts => Figure::sum(formula, parts),
    }
}

fn party_name(dossier: &Dossier, party: &Id) -> String {
    let known = dossier.deal.parties.iter().find(|one| one.id == *party);
    known.map_or_else(|| party.to_string(), |party| party.short.to_string())
}

fn purpose_name(dossier: &Dossier, purpose: &Purpose) -> String {
    let name = |post: &Post| match post {
        Post::Programme => "programmakosten",
        Post::Unallocated => "nog te bestemmen",
        Post::Reserve => "reserve",
    };
    match purpose {
        Purpose::Project(id) => {
            dossier.projects.get(id).map_or_else(|| id.to_string(), |project| project.name.to_string())
        }
        Purpose::Post(post, None) => name(post).to_owned(),
        Purpose::Post(post, Some(pillar)) => {
            let pillar_name = dossier.pillars.iter().find(|one| one.id == *pillar);
            let of = pillar_name.map_or_else(|| pillar.to_string(), |pillar| pillar.short_name.to_string());
            format!("{}, {of}", name(post))
        }
    }
}
