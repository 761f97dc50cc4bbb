//! A figure and where it comes from.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::diagnostic::KeyPath;
use crate::model::Amount;

/// A value that may be printed, with the places in the dossier it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure<T> {
    /// The exact value.
    pub value: T,
    /// How it came about, in Dutch; empty when it stands in the dossier as it is.
    pub formula: String,
    /// The places in the dossier it rests on, in reading order.
    pub sources: Vec<KeyPath>,
}

impl<T> Figure<T> {
    /// A value that stands in the dossier as it is.
    pub fn stated(value: T, at: KeyPath) -> Self {
        Self { value, formula: String::new(), sources: vec![at] }
    }

    /// A value derived by `formula` from what stands at `sources`.
    pub fn derived(value: T, formula: impl Into<String>, sources: Vec<KeyPath>) -> Self {
        Self { value, formula: formula.into(), sources }
    }
}

impl Figure<Amount> {
    /// The sum of the parts; its sources are those of all parts. No parts: zero, from nothing.
    pub fn sum<'a>(formula: impl Into<String>, parts: impl IntoIterator<Item = &'a Self>) -> Self {
        let parts: Vec<&Self> = parts.into_iter().collect();
        let value = parts.iter().map(|part| part.value).sum();
        Self::derived(value, formula, each_once(parts.into_iter().flat_map(|part| &part.sources)))
    }

    /// The part of an amount that a share of it makes; unrounded.
    #[must_use]
    pub fn portion(&self, fraction: Decimal, formula: impl Into<String>) -> Self {
        Self::derived(Amount::from_euros(self.value.euros() * fraction), formula, self.sources.clone())
    }

    /// This amount as a fraction of `whole`; `None` when the whole is zero, or nothing is known of the part.
    #[must_use]
    pub fn fraction_of(&self, whole: &Self, formula: impl Into<String>) -> Option<Figure<Decimal>> {
        if self.sources.is_empty() {
            return None;
        }
        let fraction = self.value.euros().checked_div(whole.value.euros())?;
        Some(Figure::derived(fraction, formula, each_once(self.sources.iter().chain(&whole.sources))))
    }
}

/// Each place once, in the order of its first mention.
fn each_once<'a>(places: impl Iterator<Item = &'a KeyPath>) -> Vec<KeyPath> {
    let mut seen = BTreeSet::new();
    places.filter(|place| seen.insert(*place)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sum of nothing is no zero: its part is not known.
    #[test]
    fn nothing_is_no_part_of_a_whole() {
        let whole = Figure::stated("200".parse().unwrap(), KeyPath::file("deal.yaml"));
        let part = |euros: &str| Figure::stated(euros.parse().unwrap(), KeyPath::file("bestedingen/2021.yaml"));
        assert_eq!(part("50").fraction_of(&whole, "").map(|share| share.value), Some("0.25".parse().unwrap()));
        assert_eq!(part("0").fraction_of(&whole, "").map(|share| share.value), Some(Decimal::ZERO));
        assert_eq!(Figure::sum("som", []).fraction_of(&whole, ""), None);
    }

    #[test]
    fn a_sum_rests_on_each_place_once_in_reading_order() {
        let at = |line: usize| KeyPath::file("bestedingen/2021.yaml").key("regels").index(line);
        let part = |line: usize, euros: &str| Figure::stated(euros.parse().unwrap(), at(line));
        // 10 + 2,50 + 10 = 22,50; the first place comes back.
        let sum = Figure::sum("som", [&part(1, "10"), &part(0, "2,50"), &part(1, "10")]);
        assert_eq!((sum.value, sum.sources), ("22,50".parse().unwrap(), vec![at(1), at(0)]));
    }
}
