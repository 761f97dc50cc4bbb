//! Where a national figure comes from: which deals are in it, what each says, and where it stands there.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::question::{Question, is_asked};
use super::{is_meant, words};
use crate::figures::overview::{Assurance, Intake, National, OverviewFile};
use crate::format;
use crate::model::Amount;

/// A national figure with what its parts come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NationalTraced {
    /// The year of the overview.
    #[serde(rename = "jaar")]
    pub year: i32,
    /// The figure, with its parts and what was left out.
    #[serde(rename = "cijfer")]
    pub figure: National,
    /// What came in, by the fingerprint that its part has.
    #[serde(rename = "leveringen")]
    pub deliveries: BTreeMap<String, Delivered>,
    /// The fingerprint of the portefeuille; `None` when there was none.
    #[serde(rename = "portefeuille")]
    pub portfolio: Option<String>,
    /// The deal that was asked for, by its name; `None` when all were.
    #[serde(rename = "gevraagde-deal")]
    pub deal: Option<String>,
    /// The names of other figures that fit the question, the nearest first.
    #[serde(rename = "ook-gevonden")]
    pub others: Vec<Named>,
}

/// Something that came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    /// The file or folder.
    #[serde(rename = "bestand")]
    pub file: String,
    /// How sure it is that its pages say what its data say.
    #[serde(rename = "zekerheid")]
    pub assurance: Assurance,
}

/// By what a figure can be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// What identifies it.
    pub id: String,
    /// What it is.
    #[serde(rename = "wat")]
    pub label: String,
}

/// What a question about an overview brought up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum NationalFound {
    /// One figure that fits better than all others.
    One(Box<NationalTraced>),
    /// Figures that fit equally well.
    Several(Vec<Named>),
    /// None; those that come nearest.
    Nothing(Vec<Named>),
    /// None, and a deal was named: what is no national figure stands in the report of that deal.
    OfDeal {
        /// The deal.
        deal: String,
        /// What it delivered.
        file: String,
    },
    /// The figure is not the sum of its parts: someone changed the file.
    DoesNotAddUp {
        /// The figure.
        figure: Named,
        /// As it stands.
        stands: String,
        /// What its parts add up to.
        parts: String,
    },
}

impl Named {
    fn of(figure: &National) -> Self {
        Self { id: figure.id.clone(), label: figure.label.clone() }
    }
}

/// How many names are named.
const MOST_NAMED: usize = 20;

/// How well a figure fits: words of its id that were not asked for, then words asked for that are only a
/// part of one of its own. The smallest fits best.
type Fit = (usize, usize);

/// Finds the figure that is meant.
///
/// Every word must be in its id or its name, in any order; capitals and accents make no difference, nor
/// do words that only make a sentence. Words that are the name of one deal ask for its part. A number alone
/// is that of a figure, or else of a part. Of those that fit, the one whose id has the least besides the
/// question is meant: `besteed tranche 2` is `besteed/tranche-2`, and `besteed` is `besteed/alle`.
#[must_use]
pub fn find_national(says: &OverviewFile, question: &str) -> NationalFound {
    if let Some(figure) = says.figures.iter().find(|figure| figure.id == question.trim()) {
        return told(says, figure, Vec::new(), None);
    }
    let Question { all, meant: asked, amounts } = Question::new(question);
    let is_its_name =
        |figure: &&National| words(&figure.label.replace(',', " ")) == words(&all.join(" ").replace(',', " "));
    if let Some(figure) = says.figures.iter().find(is_its_name) {
        return told(says, figure, Vec::new(), None);
    }
    for written in &amounts {
        let is_value = |figure: &&National| written.stands_for(figure.value);
        if let Some(found) = by_value(says, &says.figures.iter().filter(is_value).collect::<Vec<_>>(), None) {
            return found;
        }
    }
    for written in &amounts {
        let part =
            says.figures.iter().flat_map(|figure| &figure.parts).find(|part| written.stands_for(part.value.value));
        let Some(part) = part else { continue };
        let has_it = |figure: &&National| {
            figure.parts.iter().any(|other| other.deal == part.deal && written.stands_for(other.value.value))
        };
        let figures: Vec<&National> = says.figures.iter().filter(has_it).collect();
        if let Some(found) = by_value(says, &figures, Some(&part.name)) {
            return found;
        }
    }
    // A deal that is named is asked for by itself.
    let (deal, asked) = named_deal(says, &asked);
    let mut fitting: Vec<(Fit, &National)> = Vec::new();
    if !asked.is_empty() {
        let has_deal = |figure: &&National| {
            deal.as_ref().is_none_or(|(_, name)| {
                figure.parts.iter().any(|part| part.name == *name)
                    || figure.left_out.iter().any(|left_out| left_out.name == *name)
            })
        };
        fitting =
            says.figures.iter().filter(has_deal).filter_map(|figure| Some((fit(figure, &asked)?, figure))).collect();
        // A stable sort: those that fit equally well stay in the order of the overview.
        fitting.sort_by_key(|(fit, _)| *fit);
    }
    let named = |figures: &[(Fit, &National)]| {
        figures.iter().take(MOST_NAMED).map(|(_, figure)| Named::of(figure)).collect::<Vec<_>>()
    };
    match fitting.as_slice() {
        [] => match deal.and_then(|(id, name)| Some((delivered_by(says, &id)?, name))) {
            Some((file, deal)) => NationalFound::OfDeal { deal, file },
            None => NationalFound::Nothing(near(&says.figures, &asked)),
        },
        [(best, _), (second, _), ..] if best == second => NationalFound::Several(named(&fitting)),
        [(_, figure), others @ ..] => told(says, figure, named(others), deal.map(|(_, name)| name)),
    }
}

/// The answer when a number is that of these figures: that of all deals when it is the same as that of the
/// only tranche.
fn by_value(says: &OverviewFile, figures: &[&National], deal: Option<&str>) -> Option<NationalFound> {
    let measure = |figure: &National| figure.id.rsplit_once('/').map_or("", |(measure, _)| measure).to_owned();
    // What a whole has, a kind of it may have too: `besteed`, and `besteed-specifieke-uitkering`.
    let whole = figures.iter().min_by_key(|figure| (measure(figure).len(), !figure.id.ends_with("/alle")))?;
    if figures.iter().all(|figure| measure(figure).starts_with(&measure(whole))) {
        return Some(told(says, whole, Vec::new(), deal.map(str::to_owned)));
    }
    Some(NationalFound::Several(figures.iter().take(MOST_NAMED).map(|figure| Named::of(figure)).collect()))
}

/// The one deal that is named, by its id and its name, and the words that ask for something else.
fn named_deal(says: &OverviewFile, asked: &[String]) -> (Option<(String, String)>, Vec<String>) {
    let mut deals: BTreeMap<&str, &str> = BTreeMap::new();
    for figure in &says.figures {
        deals.extend(figure.parts.iter().map(|part| (part.name.as_str(), part.deal.as_str())));
        for left_out in &figure.left_out {
            deals.entry(&left_out.name).or_default();
        }
    }
    let in_figures: Vec<String> =
        says.figures.iter().flat_map(|figure| [id_words(&figure.id), words(&figure.label)].concat()).collect();
    let is_of_deal = |word: &&String| {
        !in_figures.contains(*word)
            && deals
                .iter()
                .any(|(name, id)| [words(name), id_words(id)].concat().iter().any(|held| is_meant(word, held)))
    };
    let (names, rest): (Vec<&String>, Vec<&String>) = asked.iter().partition(is_of_deal);
    let is_named = |(name, id): &(&&str, &&str)| {
        let held = [words(name), id_words(id)].concat();
        names.iter().all(|word| held.iter().any(|other| is_meant(word, other)))
    };
    let mut found = deals.iter().filter(is_named);
    match (names.is_empty(), found.next(), found.next()) {
        (false, Some((name, id)), None) => {
            // `regio deal` before a name goes with it.
            let is_title = |word: &&&String| matches!(word.as_str(), "regio" | "deal");
            let rest = rest.iter().filter(|word| !is_title(word)).map(|word| (*word).clone()).collect();
            (Some(((*id).to_owned(), (*name).to_owned())), rest)
        }
        _ => (None, asked.to_vec()),
    }
}

/// What a deal delivered about the year.
fn delivered_by(says: &OverviewFile, deal: &str) -> Option<String> {
    let of_deal = says.submissions.iter().filter(|submission| match &submission.outcome {
        Intake::Taken(taken) => taken.record.deal.id == deal,
        Intake::Refused(_) => false,
    });
    of_deal.map(|submission| submission.source.clone()).next_back()
}

/// The words of an id: `besteed-in-jaar/tranche-2` has five.
fn id_words(id: &str) -> Vec<String> {
    words(&id.replace('-', " "))
}

fn fit(figure: &National, asked: &[String]) -> Option<Fit> {
    let (id, label) = (id_words(&figure.id), words(&figure.label.replace(',', " ")));
    let in_it = figure.parts.iter().flat_map(|part| [words(&part.name), id_words(&part.deal)]).flatten();
    let left_out = figure.left_out.iter().flat_map(|left_out| words(&left_out.name));
    let deals: Vec<String> = in_it.chain(left_out).collect();
    let is_held = |word: &String, among: &[String]| among.iter().any(|other| is_asked(word, other));
    let is_there = |word: &String| is_held(word, &id) || is_held(word, &label) || is_held(word, &deals);
    if !asked.iter().all(is_there) {
        return None;
    }
    let besides = id.iter().filter(|word| !asked.contains(word)).count();
    let is_in_part = |word: &&String| !id.contains(word) && !label.contains(word) && !deals.contains(word);
    Some((besides, asked.iter().filter(is_in_part).count()))
}

/// The figures that come nearest to what was asked; none when nothing does.
fn near(figures: &[National], asked: &[String]) -> Vec<Named> {
    /// How many names are named when none fits.
    const MOST_NEAR: usize = 5;
    let is_near = |word: &String, other: &String| {
        let longest = word.chars().count().max(other.chars().count());
        is_meant(word, other)
            || (other.chars().count() > 3 && word.contains(other.as_str()))
            || (longest > 3 && strsim::damerau_levenshtein(word, other) <= longest / 4)
    };
    let score = |figure: &National| {
        let held = [id_words(&figure.id), words(&figure.label.replace(',', " "))].concat();
        let found = asked.iter().filter(|word| held.iter().any(|other| is_near(word, other))).count();
        (Reverse(found), id_words(&figure.id).len())
    };
    let mut scored: Vec<_> = figures.iter().map(|figure| (score(figure), figure)).collect();
    scored.sort_by_key(|(score, _)| *score);
    let Some(((best, _), _)) = scored.first() else { return Vec::new() };
    let best = *best;
    let nearest = scored.iter().filter(|((found, _), _)| *found == best && best.0 > 0);
    nearest.take(MOST_NEAR).map(|(_, figure)| Named::of(figure)).collect()
}

fn told(says: &OverviewFile, figure: &National, others: Vec<Named>, deal: Option<String>) -> NationalFound {
    let parts = figure.parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.value.value));
    if parts != Some(figure.value) {
        return NationalFound::DoesNotAddUp {
            figure: Named::of(figure),
            stands: in_print(figure.value, &figure.unit),
            parts: parts.map_or_else(|| "te veel".to_owned(), |parts| in_print(parts, &figure.unit)),
        };
    }
    let mut deliveries = BTreeMap::new();
    for submission in &says.submissions {
        let Intake::Taken(taken) = &submission.outcome else { continue };
        if figure.parts.iter().any(|part| part.fingerprint == taken.fingerprint) {
            let delivered = Delivered { file: submission.source.clone(), assurance: taken.assurance.clone() };
            deliveries.entry(taken.fingerprint.clone()).or_insert(delivered);
        }
    }
    NationalFound::One(Box::new(NationalTraced {
        year: says.options.year,
        figure: figure.clone(),
        deliveries,
        portfolio: says.portfolio.clone(),
        deal,
        others,
    }))
}

/// A value with its unit, exactly; units are in the plural, so of one thing only the number is said.
#[must_use]
pub fn in_print(value: Decimal, unit: &str) -> String {
    if unit == "euro" {
        format::euros_exactly(Amount::from_euros(value))
    } else if value == Decimal::ONE {
        format::exact(value)
    } else {
        format!("{}{}{unit}", format::exact(value), format::NBSP)
    }
}
