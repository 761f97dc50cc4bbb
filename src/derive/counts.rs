//! A number of people per wijk and in all, with small numbers left out.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::prelude::ToPrimitive;

use super::sheet::{About, Sheet};
use super::suppression::{self, Part, Published, Table};
use super::{Outcome, Value, small};
use crate::diagnostic::Diagnostic;
use crate::model::{Area, Counting, Counts, Date, Derivation, Id, Indicator, Named};

/// Wijken that the source counts as one; none for people of whom only the whole area is known.
type Group = Vec<Id>;

/// The number of each area of the recipe. `indicator` tells which numbers are public already.
pub(super) fn derive(
    recipe: &Derivation,
    method: &Counts,
    sheet: &Sheet<'_>,
    deal: &Area,
    indicator: &Indicator,
    below: u32,
) -> Result<BTreeMap<Id, Outcome>, Vec<Diagnostic>> {
    let number = method.number.as_ref().map(|name| sheet.column(name)).transpose()?;
    let person = method.person.as_ref().map(|name| sheet.column(name)).transpose()?;
    let mut faults = Vec::new();
    let mut groups: BTreeMap<Group, u32> = BTreeMap::new();
    let mut people: BTreeSet<(&Group, &str)> = BTreeSet::new();
    let of_rows: Vec<Group> = sheet
        .rows
        .iter()
        .map(|row| match &row.area {
            Named::Wijken(wijken) => wijken.iter().map(|id| (*id).clone()).collect(),
            Named::Area(_) | Named::Comparison(_) => Group::new(),
        })
        .collect();
    let mut everyone = BTreeSet::new();
    let mut total = 0_u32;
    for (row, group) in sheet.rows.iter().zip(&of_rows) {
        let count = match (number, person) {
            (Some(column), _) => sheet.count(row, column).map_err(|fault| faults.push(*fault)).unwrap_or_default(),
            (None, None) => 1,
            (None, Some(column)) => {
                let name = row.text(column);
                if name.is_empty() {
                    faults.push(sheet.cell(row, column, "hier staat niet welke persoon het is", "vul het vakje in"));
                }
                total += u32::from(everyone.insert(name));
                u32::from(people.insert((group, name)))
            }
        };
        let sum = groups.entry(group.clone()).or_default();
        *sum = sum.saturating_add(count);
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    if number.is_some() {
        sheet.counts_once(deal)?;
        if recipe.areas.contains(&deal.id) {
            sheet.is_whole(deal)?;
        }
    }
    if person.is_none() {
        total = groups.values().fold(0, |sum, count| sum.saturating_add(*count));
    }
    // Who is in a register is counted; a wijk with no one in it counts nobody.
    for wijk in &deal.wijken {
        if number.is_none() && !groups.keys().any(|group| group.contains(&wijk.id)) {
            groups.insert(vec![wijk.id.clone()], 0);
        }
    }
    let is_wanted = |id: &Id| recipe.areas.contains(id);
    let wants_total = is_wanted(&deal.id) || !deal.wijken.iter().any(|wijk| is_wanted(&wijk.id));
    // What another recipe made public about the same day stays so.
    let day = recipe.day();
    let same_day = newest(indicator, |other| Some(other) == day).into_values().next().unwrap_or_default();
    let public = |id: &Id| same_day.get(id).filter(|_| !is_wanted(id)).map(|(_, value)| *value);
    let public_total = public(&deal.id);
    let part = |(group, value): (&Group, &u32)| {
        let single = match group.as_slice() {
            [one] => Some(one),
            _ => None,
        };
        // A file about one wijk tells nothing of the others: they may be small.
        let is_unknown = recipe.area_column.is_none() && single.is_some_and(|one| !is_wanted(one));
        let public = single.and_then(public);
        Part {
            value: public.unwrap_or(if is_unknown { 1 } else { *value }),
            wanted: single.is_some_and(is_wanted),
            is_public: public.is_some(),
        }
    };
    let table = Table {
        total: public_total.or_else(|| wants_total.then_some(total)),
        total_is_public: public_total.is_some(),
        parts: groups.iter().map(part).collect(),
    };
    let published = if indicator.counting == Counting::Cumulative {
        published(indicator, deal, &groups, |other| Some(other) != day)
    } else {
        Vec::new()
    };
    let shown = suppression::shown(&table, &published, below);
    let outcome = |value: u32, is_shown: bool| {
        if is_shown {
            Outcome::Value(Value { value: value.into(), margin: None, n: None, remark: None })
        } else {
            Outcome::NotShown(small(below))
        }
    };
    let mut outcomes = BTreeMap::new();
    for id in &recipe.areas {
        let place = groups.keys().position(|group| group.contains(id));
        let found = match place {
            None => outcome(total, shown.total),
            Some(place) => {
                let (group, value) = groups.iter().nth(place).expect("the place of a group");
                match group.as_slice() {
                    [_] => outcome(*value, shown.parts[place]),
                    _ => match sheet.about(deal, id) {
                        About::Shared(reason) => Outcome::NotShown(reason),
                        About::Rows(_) => Outcome::NotShown(small(below)),
                    },
                }
            }
        };
        outcomes.insert(id.clone(), found);
    }
    Ok(outcomes)
}

/// What stands in the indicator about other days.
fn published(
    indicator: &Indicator,
    deal: &Area,
    groups: &BTreeMap<Group, u32>,
    is_other: impl Fn(Date) -> bool,
) -> Vec<Published> {
    let of = |areas: BTreeMap<&Id, (Date, u32)>| {
        let value = |id: &Id| areas.get(id).map(|(_, value)| *value);
        let of_group = |group: &Group| match group.as_slice() {
            [] => None,
            wijken => wijken.iter().map(value).sum(),
        };
        Published { total: value(&deal.id), parts: groups.keys().map(of_group).collect() }
    };
    newest(indicator, is_other).into_values().map(of).collect()
}

/// The newest number of each area on the days that are asked for, with its `bekend-op`.
fn newest(indicator: &Indicator, is_asked: impl Fn(Date) -> bool) -> BTreeMap<Date, BTreeMap<&Id, (Date, u32)>> {
    let mut days: BTreeMap<Date, BTreeMap<&Id, (Date, u32)>> = BTreeMap::new();
    for row in &indicator.series {
        let (Some(day), Some(value)) = (row.day().filter(|day| is_asked(*day)), row.value) else { continue };
        let Some(value) = value.0.to_u32() else { continue };
        let known = days.entry(day).or_default().entry(&row.area).or_insert((row.known_on, value));
        if row.known_on >= known.0 {
            *known = (row.known_on, value);
        }
    }
    days
}
