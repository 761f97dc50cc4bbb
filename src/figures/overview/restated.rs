//! What a deal says otherwise of earlier years than it did in its delivery of the year before.
//!
//! Compared is what both deliveries give under the same key. A figure that only the new one gives is
//! no restatement: the old one did not contradict it. A figure that only the old one gives is one,
//! because a reader of the old overview will look for it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::national::DealStanding;
use super::record::{IndicatorRecord, Record, Traced};
use super::stated::{Stated, StatedPart};
use super::submission::Delivery;
use crate::format;

/// A figure that was given otherwise in the delivery of the year before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restatement {
    /// The deal's id.
    pub deal: String,
    /// The deal's name.
    #[serde(rename = "naam")]
    pub name: String,
    /// What it is about, in words.
    #[serde(rename = "wat")]
    pub label: String,
    /// As it was printed.
    #[serde(rename = "was")]
    pub old: Restated,
    /// As it is printed; `None` when it is not given any more.
    #[serde(rename = "is")]
    pub new: Option<Restated>,
    /// Why, in the words of the dossier; empty when it gives no reason.
    #[serde(rename = "redenen")]
    pub reasons: Vec<String>,
}

/// A figure in one of two deliveries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restated {
    /// As printed.
    #[serde(rename = "gedrukt")]
    pub printed: String,
    /// The value and its places.
    #[serde(flatten)]
    pub value: Traced,
    /// The fingerprint of the delivery.
    #[serde(rename = "vingerafdruk")]
    pub fingerprint: String,
}

/// A pillar or an indicator that the delivery of the year before called or defined otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redefinition {
    /// The deal's id.
    pub deal: String,
    /// The deal's name.
    #[serde(rename = "naam")]
    pub name: String,
    /// What it is about, in words: `Pijler`, `Definitie van Woonplezier`.
    #[serde(rename = "wat")]
    pub label: String,
    /// The old words; empty when it is new.
    #[serde(rename = "was")]
    pub old: String,
    /// The new words; empty when it is not there any more.
    #[serde(rename = "is")]
    pub new: String,
}

/// The deals that count and delivered the year before as well, with both deliveries.
fn delivered_twice<'d, 'a>(
    deals: &'d [DealStanding<'a>],
) -> impl Iterator<Item = (&'d DealStanding<'a>, Delivery<'a>, Delivery<'a>)> {
    deals.iter().filter(|deal| deal.standing.counts()).filter_map(|deal| Some((deal, deal.before?, deal.delivery?)))
}

/// What deals say otherwise than the year before, in the order of the deals.
#[must_use]
pub fn of(deals: &[DealStanding<'_>]) -> Vec<Restatement> {
    let mut restatements = Vec::new();
    for (deal, before, now) in delivered_twice(deals) {
        let stated = &now.taken.record.stated;
        let by_key: BTreeMap<&str, &Stated> = stated.iter().map(|one| (one.key.as_str(), one)).collect();
        let told_until = before.taken.record.report.known_through;
        for old in &before.taken.record.stated {
            let new = by_key.get(old.key.as_str()).copied();
            if new.is_some_and(|new| new.value.value == old.value.value) {
                continue;
            }
            restatements.push(Restatement {
                deal: deal.id.to_owned(),
                name: deal.name.to_owned(),
                label: new.unwrap_or(old).label.clone(),
                old: Restated::of(old, before),
                new: new.map(|new| Restated::of(new, now)),
                reasons: new.map_or_else(Vec::new, |new| reasons(old, new, told_until)),
            });
        }
    }
    restatements
}

impl Restated {
    fn of(stated: &Stated, delivery: Delivery<'_>) -> Self {
        Self {
            printed: stated.printed.clone(),
            value: stated.value.clone(),
            fingerprint: delivery.taken.fingerprint.clone(),
        }
    }
}

/// Why a figure is another one than before: the reason of each part that changed. When some parts
/// have a reason and others do not, those others are named; when none has, there is no reason.
fn reasons(old: &Stated, new: &Stated, told_until: NaiveDate) -> Vec<String> {
    let is_in = |part: &StatedPart, other: &Stated| {
        other.parts.iter().any(|one| one.label == part.label && one.value == part.value)
    };
    let changed: Vec<&StatedPart> = new.parts.iter().filter(|part| !is_in(part, old)).collect();
    let is_same = |one: &StatedPart, other: &StatedPart| one.label == other.label;
    let gone = old.parts.iter().filter(|part| !new.parts.iter().any(|one| is_same(one, part)));
    let mut reasons = Vec::new();
    let mut without: Vec<String> = gone.filter(|part| !part.value.is_zero()).map(|part| part.label.clone()).collect();
    for part in changed {
        // What was known when the old delivery was made is no reason to say otherwise now.
        let is_later = part.known_on.is_some_and(|known_on| known_on > told_until);
        let named = |reason: &str| {
            if part.label.is_empty() { reason.to_owned() } else { format!("{}: {reason}", part.label) }
        };
        let is_new = !old.parts.iter().any(|one| is_same(one, part));
        if is_later && !part.reason.is_empty() {
            reasons.push(named(&part.reason));
        } else if let Some(known_on) = part.known_on.filter(|_| is_later && is_new) {
            let since = named(&format!("bekend geworden op {}", format::date(known_on)));
            reasons.push(if part.label.starts_with("ontvangst ") { part.label.clone() } else { since });
        } else {
            without.push(part.label.clone());
        }
    }
    if !reasons.is_empty() && !without.is_empty() {
        reasons.push(format!("zonder reden: {}", format::list(&without)));
    }
    reasons
}

/// What deals call or define otherwise than the year before, in the order of the deals.
#[must_use]
pub fn redefinitions(deals: &[DealStanding<'_>]) -> Vec<Redefinition> {
    let mut found = Vec::new();
    for (deal, before, now) in delivered_twice(deals) {
        let (before, now) = (&before.taken.record, &now.taken.record);
        let changes = pillars(before, now).into_iter().chain(indicators(before, now));
        found.extend(changes.map(|(label, old, new)| Redefinition {
            deal: deal.id.to_owned(),
            name: deal.name.to_owned(),
            label,
            old,
            new,
        }));
    }
    found
}

type Change = (String, String, String);

/// Pillars that are not there any more, or are new. A delivery knows them by name only.
fn pillars(before: &Record, now: &Record) -> Vec<Change> {
    let pillar = || "Pijler".to_owned();
    let (old, new) = (&before.deal.pillars, &now.deal.pillars);
    let gone = old.iter().filter(|name| !new.contains(name)).map(|name| (pillar(), name.clone(), String::new()));
    let added = new.iter().filter(|name| !old.contains(name)).map(|name| (pillar(), String::new(), name.clone()));
    gone.chain(added).collect()
}

/// What of an indicator is compared.
type Aspect = fn(&IndicatorRecord) -> &str;

fn indicators(before: &Record, now: &Record) -> Vec<Change> {
    let with_id = |record: &'_ Record, id: &str| record.indicators.iter().any(|one| one.id == id);
    let mut changes = Vec::new();
    for old in &before.indicators {
        let Some(new) = now.indicators.iter().find(|new| new.id == old.id) else {
            changes.push(("Indicator".to_owned(), old.name.clone(), String::new()));
            continue;
        };
        let aspects: [(&str, Aspect); 4] = [
            ("Naam", |one| &one.name),
            ("Definitie", |one| &one.definition),
            ("Populatie", |one| &one.population),
            ("Eenheid", |one| one.unit.as_deref().unwrap_or_default()),
        ];
        for (what, aspect) in aspects {
            if aspect(old) != aspect(new) {
                let words = |one: &IndicatorRecord| aspect(one).trim().to_owned();
                changes.push((format!("{what} van {}", new.short_name), words(old), words(new)));
            }
        }
        let start = |one: &IndicatorRecord| one.baseline.as_ref().map(|measured| measured.day);
        if let (Some(was), Some(is)) = (start(old), start(new))
            && was != is
        {
            changes.push((format!("Nulmeting van {}", new.short_name), format::date(was), format::date(is)));
        }
    }
    let added = now.indicators.iter().filter(|new| !with_id(before, &new.id));
    changes.extend(added.map(|new| ("Indicator".to_owned(), String::new(), new.name.clone())));
    changes
}
