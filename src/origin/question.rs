//! What is asked, in the words of who asks: without what only makes it a sentence, with other words for
//! the same, and with amounts as people write them.

use rust_decimal::Decimal;

use super::words;

/// Words that make a sentence and say nothing of the figure.
const STOP: [&str; 34] = [
    "hoeveel", "hoe", "veel", "wat", "welk", "welke", "waar", "waarom", "komt", "vandaan", "is", "zijn", "was",
    "waren", "er", "het", "de", "een", "heeft", "hebben", "had", "werd", "wordt", "van", "voor", "aan", "door", "op",
    "bij", "en", "tot", "met", "over", "euro",
];

/// Words that people use for the same, each row the other way around too.
const SAME: [&[&str]; 7] = [
    &["besteed", "bestedingen", "besteding", "gerealiseerd", "uitgegeven", "uitgaven", "uitgave", "kosten", "gekost"],
    &["uitgekeerd", "betaald", "uitbetaald", "overgemaakt", "verstrekt"],
    &["begroting", "begroot", "budget", "gepland"],
    &["ontvangen", "gekregen"],
    &["streefwaarde", "doel", "streven"],
    &["nulmeting", "beginwaarde", "startwaarde"],
    &["partners", "cofinanciering", "derden"],
];

/// A question in words.
#[derive(Debug)]
pub(super) struct Question {
    /// All words.
    pub(super) all: Vec<String>,
    /// Those that say which figure is meant; all when there are no others.
    pub(super) meant: Vec<String>,
    /// The amount that it names, when it names nothing else; the most precise reading first.
    pub(super) amounts: Vec<Written>,
}

/// A number as it was written: it stands for every value that rounds to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    value: Decimal,
    /// Half of what its last digit stands for.
    half: Decimal,
}

impl Written {
    /// Whether a value may be written so.
    pub(super) fn stands_for(&self, value: Decimal) -> bool {
        value.checked_sub(self.value).is_some_and(|off| off.abs() <= self.half)
    }

    /// The same digits, of so much.
    fn of(self, unit: u32) -> Option<Self> {
        let unit = Decimal::from(unit);
        Some(Self { value: self.value.checked_mul(unit)?, half: self.half.checked_mul(unit)? })
    }
}

impl Question {
    pub(super) fn new(text: &str) -> Self {
        let all = words(text);
        let says_something = |at: usize, word: &str| {
            // `in 2021` and `in natura` are not `in Twente`.
            let is_kind =
                || all.get(at + 1).is_some_and(|next| is_year(next) || matches!(next.as_str(), "natura" | "jaar"));
            if word == "in" { is_kind() } else { !STOP.contains(&word) }
        };
        let meant: Vec<String> = all
            .iter()
            .enumerate()
            .filter(|(at, word)| says_something(*at, word))
            .map(|(_, word)| word.clone())
            .collect();
        let meant = if meant.is_empty() { all.clone() } else { meant };
        let amounts = amounts(&meant);
        Self { all, meant, amounts }
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|sign| sign.is_ascii_digit())
}

/// The amounts that words can stand for: `197.521` is a number of euros, or of thousands of euros as
/// tables print them.
fn amounts(words: &[String]) -> Vec<Written> {
    let (number, unit) = match words {
        [number] => (number, None),
        [number, unit] => match unit.as_str() {
            "miljoen" | "mln" | "mln." => (number, Some(1_000_000)),
            "duizend" => (number, Some(1_000)),
            "miljard" | "mld" => (number, Some(1_000_000_000)),
            _ => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    let Some(value) = value(number) else { return Vec::new() };
    let decimals = number.split_once(',').map_or(0, |(_, part)| part.len());
    let Ok(decimals) = u32::try_from(decimals.min(20)) else { return Vec::new() };
    let written = Written { value, half: Decimal::new(5, decimals + 1) };
    match unit {
        Some(unit) => written.of(unit).into_iter().collect(),
        None if decimals == 0 && number.len() > 4 => [Some(written), written.of(1_000)].into_iter().flatten().collect(),
        None if decimals > 0 => vec![Written { half: Decimal::ZERO, ..written }, written],
        // A year, or a count.
        None => vec![Written { half: Decimal::ZERO, ..written }],
    }
}

/// A Dutch number: points between thousands, and a comma before the decimals.
fn value(number: &str) -> Option<Decimal> {
    let is_part = |sign: char| sign.is_ascii_digit() || ".,".contains(sign);
    let is_number = number.starts_with(|sign: char| sign.is_ascii_digit()) && number.chars().all(is_part);
    number.replace('.', "").replace(',', ".").parse().ok().filter(|_| is_number)
}

/// Other words for a word.
fn others(word: &str) -> impl Iterator<Item = &'static str> {
    SAME.into_iter().filter(move |row| row.contains(&word)).flatten().copied()
}

/// Whether a word that is asked for is held, itself or by another word for the same.
pub(super) fn is_asked(word: &str, held: &str) -> bool {
    super::is_meant(word, held) || others(word).any(|other| super::is_meant(other, held))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        let stands_for = |question: &str, value: &str| {
            let value = value.parse().unwrap();
            Question::new(question).amounts.iter().any(|written| written.stands_for(value))
        };
        assert!(stands_for("56,7 miljoen", "56680137.24"));
        assert!(!stands_for("56,6 miljoen", "56680137.24"));
        assert!(stands_for("56680137,24", "56680137.24"));
        assert!(stands_for("€ 197.521", "197521153.60"));
        assert!(stands_for("197,521 miljoen euro", "197521153.60"));
        assert!(stands_for("€ 56.680.137", "56680137.24"));
        assert!(!stands_for("2021", "2021000"));
        assert!(Question::new("besteed 2021").amounts.is_empty());
    }

    #[test]
    fn a_sentence_is_its_words() {
        assert_eq!(Question::new("Hoeveel is er in 2021 uitgegeven?").meant, ["in", "2021", "uitgegeven"]);
        assert_eq!(Question::new("besteed in Twente").meant, ["besteed", "twente"]);
        assert!(is_asked("uitgegeven", "besteed") && is_asked("besteed", "gerealiseerd"));
        assert_eq!(Question::new("van de").meant, ["van", "de"]);
    }
}
