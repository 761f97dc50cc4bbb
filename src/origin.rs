//! Where figures come from: what `herkomst` looks through, and how it finds what was meant.
//!
//! Comes in: the [`Traced`] figures of a report, or what an overview says, and a question in words. Goes
//! out: a [`Found`] or a [`NationalFound`]. It stands above the steps, as `proof` does.

mod national;
mod question;

use std::collections::{BTreeMap, BTreeSet};

pub use national::{Delivered, Named, NationalFound, NationalTraced, find_national, in_print};

use serde::{Deserialize, Serialize};

use crate::read::delivery::{self, Delivery, Place};
use question::{Question, is_asked};

/// A printed figure with the places it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traced {
    /// The table or passage in which it is printed.
    #[serde(rename = "plaats")]
    pub place: String,
    /// What it is about.
    #[serde(rename = "cijfer")]
    pub label: String,
    /// As printed.
    #[serde(rename = "gedrukt")]
    pub printed: String,
    /// The exact value, with a decimal point.
    #[serde(rename = "exacte-waarde")]
    pub exact: String,
    /// The unit of the exact value.
    #[serde(rename = "eenheid")]
    pub unit: String,
    /// How it came about; empty when it stands in a dossier as it is.
    #[serde(rename = "formule")]
    pub formula: String,
    /// Where it comes from.
    #[serde(rename = "bronnen")]
    pub sources: Vec<Source>,
}

/// A place in a file of a deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The deal.
    pub deal: String,
    /// The fingerprint of the deal's data.
    #[serde(rename = "vingerafdruk")]
    pub fingerprint: String,
    /// The file.
    #[serde(rename = "bestand")]
    pub file: String,
    /// The line, or the lines that are added up: `14`, `5-7+12`.
    #[serde(rename = "regel")]
    pub lines: String,
    /// The text of those lines; none in a workbook, or where the file is not at hand.
    #[serde(rename = "tekst")]
    pub texts: Vec<String>,
}

/// What a question brought up.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Found {
    /// The figures that were meant, in the order of print.
    pub figures: Vec<Traced>,
    /// Without those: the names that come nearest.
    pub near: Vec<String>,
}

/// The figures of a report, without the text of their lines.
#[must_use]
pub fn of_report(delivery: &Delivery) -> Vec<Traced> {
    let source = |place: Place| Source {
        deal: delivery.manifest.deal.clone(),
        fingerprint: delivery.manifest.fingerprint.clone(),
        file: place.file,
        lines: place.lines,
        texts: Vec::new(),
    };
    let traced = |origin: delivery::Origin| Traced {
        place: origin.place,
        label: origin.label,
        printed: origin.printed,
        exact: origin.exact,
        unit: origin.unit,
        formula: origin.formula,
        sources: origin.sources.into_iter().map(source).collect(),
    };
    delivery::origins(&delivery.provenance).into_iter().map(traced).collect()
}

/// Adds the text of the lines that come from a delivery.
pub fn add_texts(figures: &mut [Traced], delivery: &Delivery) {
    let mut read: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for source in figures.iter_mut().flat_map(|figure| &mut figure.sources) {
        let place = Place { file: source.file.clone(), lines: source.lines.clone() };
        let is_here = source.fingerprint == delivery.manifest.fingerprint;
        if let Some(path) = place.path(delivery).filter(|_| is_here) {
            source.texts = place.texts(read.entry(path).or_insert_with(|| delivery::lines(delivery, path)));
        }
    }
}

impl Traced {
    /// The name under which it is asked for.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} · {}", self.place, self.label)
    }
}

/// Finds the figures of which place, name or print hold every word of the question, in any order.
///
/// Capitals and accents make no difference. A number, and a word of one or two letters, must be there
/// as a whole: `2` is not meant by `2021`; of longer words a part will do. Words that only make a sentence
/// do not count, and some have others that mean the same (`uitgegeven`, `besteed`). When the whole question
/// is the name of a figure, or its print or its value, that figure alone is meant.
#[must_use]
pub fn find(figures: &[Traced], question: &str) -> Found {
    /// How many names are named when none fits.
    const MOST_NEAR: usize = 5;
    let Question { all, meant: asked, amounts } = Question::new(question);
    if asked.is_empty() {
        return Found::default();
    }
    let whole = all.join(" ");
    let is_it = |figure: &&Traced| {
        [&figure.name(), &figure.label, &figure.printed].into_iter().any(|text| words(text).join(" ") == whole)
    };
    let fits = |figure: &&Traced| {
        let held = words(&format!("{} {}", figure.name(), figure.printed));
        asked.iter().all(|word| held.iter().any(|other| is_meant(word, other)))
    };
    let is_label = |figure: &&Traced| {
        let held = words(&figure.label);
        asked.iter().all(|word| held.iter().any(|other| is_asked(word, other)))
    };
    let fits_otherwise = |figure: &&Traced| {
        let held = words(&format!("{} {}", figure.name(), figure.printed));
        asked.iter().all(|word| held.iter().any(|other| is_asked(word, other)))
    };
    let all_that = |is: &dyn Fn(&&Traced) -> bool| figures.iter().filter(is).cloned().collect::<Vec<Traced>>();
    let mut meant = all_that(&is_it);
    for written in &amounts {
        let is_value = |figure: &&Traced| figure.exact.parse().is_ok_and(|exact| written.stands_for(exact));
        if meant.is_empty() {
            meant = all_that(&is_value);
        }
    }
    for is in [&fits as &dyn Fn(&&Traced) -> bool, &is_label, &fits_otherwise] {
        if meant.is_empty() {
            meant = all_that(is);
        }
    }
    if !meant.is_empty() {
        return Found { figures: meant, near: Vec::new() };
    }
    let mut seen = BTreeSet::new();
    let names: Vec<(String, Vec<String>)> = figures
        .iter()
        .map(Traced::name)
        .filter(|name| seen.insert(name.clone()))
        .map(|name| (name.clone(), words(&name)))
        .collect();
    let best = |word: &String, held: &[String]| held.iter().map(|other| nearness(word, other)).fold(0.0, f64::max);
    // A word counts for more when fewer names have it: that one says what was meant.
    let weights: Vec<f64> = asked
        .iter()
        .map(|word| {
            let count = names.iter().filter(|(_, held)| best(word, held) > 0.0).count();
            u32::try_from(count).map_or(0.0, |count| 1.0 / f64::from(count.max(1)))
        })
        .collect();
    let score =
        |held: &[String]| -> f64 { asked.iter().zip(&weights).map(|(word, weight)| weight * best(word, held)).sum() };
    let mut near: Vec<(f64, String)> =
        names.iter().map(|(name, held)| (score(held), name.clone())).filter(|(score, _)| *score > 0.0).collect();
    near.sort_by(|one, other| other.0.total_cmp(&one.0));
    let near = near.into_iter().map(|(_, name)| name).take(MOST_NEAR).collect();
    Found { figures: Vec::new(), near }
}

/// How near a word is to another, of 1: the same, or a slip of it.
fn nearness(word: &str, other: &str) -> f64 {
    let most_slips = word.chars().count().max(other.chars().count()) / 6;
    if is_asked(word, other) {
        1.0
    } else if strsim::damerau_levenshtein(word, other) <= most_slips {
        0.5
    } else {
        0.0
    }
}

fn is_meant(word: &str, held: &str) -> bool {
    let is_number = word.chars().all(|sign| !sign.is_alphabetic());
    if is_number || word.chars().count() < 3 { held == word } else { held.contains(word) }
}

/// The words of a text, without capitals, accents, and signs around them.
fn words(text: &str) -> Vec<String> {
    let plain: String = text.chars().flat_map(char::to_lowercase).map(without_accent).collect();
    let is_part = |sign: char| sign.is_alphanumeric() || sign == '%';
    plain
        .split(|sign: char| sign.is_whitespace() || "·/()".contains(sign))
        .map(|word| word.trim_matches(|sign| !is_part(sign)).to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

const fn without_accent(sign: char) -> char {
    match sign {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        '’' | '‘' => '\'',
        sign => sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(place: &str, label: &str, printed: &str) -> Traced {
        Traced {
            place: place.to_owned(),
            label: label.to_owned(),
            printed: printed.to_owned(),
            exact: if printed == "€ 6.079.269" { "6079268.61".to_owned() } else { String::new() },
            unit: "euro".to_owned(),
            formula: String::new(),
            sources: Vec::new(),
        }
    }

    #[test]
    fn every_word_counts_in_any_order() {
        let figures = [
            figure("Samenvatting", "Besteed in 2021", "€ 3.828.256"),
            figure("Samenvatting", "Besteed vanaf het begin", "€ 6.079.269"),
            figure("Coöperatie Zuidwest", "Begroting (2022)", "€ 175.000"),
            figure("Tranche 2", "Besteed", "€ 2021"),
        ];
        let labels = |question: &str| -> Vec<String> {
            find(&figures, question).figures.into_iter().map(|figure| figure.label).collect()
        };
        assert_eq!(labels("2021 BESTEED samenvatting"), ["Besteed in 2021"]);
        assert_eq!(labels("cooperatie 2022"), ["Begroting (2022)"]);
        assert_eq!(labels("besteed 2"), ["Besteed"]);
        // The whole name of one figure is part of that of others.
        assert_eq!(labels("besteed"), ["Besteed"]);
        assert_eq!(labels("bested").len(), 0);
        assert_eq!(labels("6.079.269"), ["Besteed vanaf het begin"]);
        assert_eq!(labels("€ 6.079.269"), ["Besteed vanaf het begin"]);
        assert_eq!(labels("samenv"), ["Besteed in 2021", "Besteed vanaf het begin"]);
        assert_eq!(find(&figures, "begrotign 2022").near[0], "Coöperatie Zuidwest · Begroting (2022)");
        assert_eq!(find(&figures, " · "), Found::default());
        assert_eq!(labels("Hoeveel is er in 2021 uitgegeven in de samenvatting?"), ["Besteed in 2021"]);
        assert_eq!(labels("6,1 miljoen"), ["Besteed vanaf het begin"]);
        assert_eq!(labels("6079268,61"), ["Besteed vanaf het begin"]);
        // What is like nothing gets no names; else the rarest word says which.
        assert_eq!(find(&figures, "weer"), Found::default());
        assert_eq!(find(&figures, "besteed van de cooperatie").near[0], "Coöperatie Zuidwest · Begroting (2022)");
    }
}
