//! Numbers as they stand in a running Dutch text.
//!
//! In: a text. Out: its numbers with their place and worth. Left to others: what a number should
//! agree with (R058).

use std::ops::Range;

use rust_decimal::Decimal;

use crate::model::notation;

/// What a number in a text counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// Euros.
    Euros,
    /// Percent or percentage points.
    Percent,
    /// Anything else.
    Things,
}

/// A number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// Its bytes: digits with the signs between them.
    pub(super) span: Range<usize>,
    /// Its worth, without sign: `7,5 miljoen` is 7500000.
    pub(super) value: Decimal,
    /// What its digits say of themselves: `7,5 miljoen` is 7,5.
    pub(super) digits: Decimal,
    /// What its last digit is worth.
    pub(super) step: Decimal,
    /// What it counts.
    pub(super) counted: Counted,
    /// Whether it is rounded in so many words: `ruim 140`.
    pub(super) is_about: bool,
    /// Whether it is a figure: not a day, a year, an age, a stretch of time, an article, one end of
    /// a range, or a small count.
    pub(super) is_figure: bool,
}

/// The largest count that is no figure of itself: people count so far without a register.
const SMALL: u32 = 20;

/// Words after a number that is an age or a stretch of time.
const TIMES: &[&str] = &[
    "jaar",
    "jaren",
    "jarige",
    "jarigen",
    "maand",
    "maanden",
    "week",
    "weken",
    "dag",
    "dagen",
    "dagdeel",
    "dagdelen",
    "kwartaal",
    "kwartalen",
    "uur",
    "uren",
    "minuut",
    "minuten",
];

/// Words before a number that is rounded.
const ABOUT: &[&str] = &["bijna", "circa", "dan", "ongeveer", "rond", "ruim", "zo'n"];

/// Words before a number that names a place or a version.
const NAMES: &[&str] = &[
    "art",
    "artikel",
    "artikelen",
    "bijlage",
    "blz",
    "deel",
    "fase",
    "figuur",
    "hoofdstuk",
    "kamerstuk",
    "lid",
    "nr",
    "nummer",
    "pagina",
    "paragraaf",
    "pijler",
    "punt",
    "stap",
    "tabel",
    "tranche",
    "versie",
    "voetnoot",
];

/// All numbers in a text. What is joined to letters or other signs is none: `2019-2023`, `A4`, `24/7`.
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let words: Vec<(usize, &str)> = words(text).collect();
    words
        .iter()
        .enumerate()
        .filter_map(|(index, &(start, word))| {
            let before = index.checked_sub(1).map(|before| &words[..=before]).unwrap_or_default();
            number(start, word, before, &words[index + 1..])
        })
        .collect()
}

/// The words of a text with their first byte.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(move |word| (word.as_ptr().addr() - text.as_ptr().addr(), word))
}

fn number(start: usize, word: &str, before: &[(usize, &str)], after: &[(usize, &str)]) -> Option<Number> {
    let bare = |word: &str| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    let previous = before.last().map_or("", |(_, word)| word);
    let (next, second) = (after.first().map_or("", |(_, word)| word), after.get(1).map_or("", |(_, word)| word));
    let opened =
        word.trim_start_matches(|letter: char| !letter.is_ascii_digit() && letter != '€' && !letter.is_alphabetic());
    let (has_sign, opened) = opened.strip_prefix('€').map_or((previous == "€", opened), |rest| (true, rest));
    let closed = opened.trim_end_matches(|letter: char| !letter.is_alphanumeric() && letter != '%');
    let (is_percentage, digits) = closed.strip_suffix('%').map_or((false, closed), |rest| (true, rest));
    let (value, step) = worth(digits)?;
    let span_start = start + (word.len() - opened.len());
    // A sign after the number ends what it is joined to: `5,1.` and `(900)`, not `338,` before a word.
    let ends_here = word.ends_with(digits);
    let next = if ends_here || is_percentage { bare(next) } else { String::new() };
    let scale = match next.as_str() {
        "duizend" => 1_000,
        "miljoen" | "mln" => 1_000_000,
        "miljard" | "mld" => 1_000_000_000,
        _ => 1,
    };
    let unit = if scale == 1 { next.clone() } else { bare(second) };
    let counted = if has_sign || unit == "euro" {
        Counted::Euros
    } else if is_percentage || ["procent", "procentpunt", "procentpunten"].contains(&unit.as_str()) {
        Counted::Percent
    } else {
        Counted::Things
    };
    let is_count = digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_year = is_count && digits.len() == 4 && (1900..=2100).contains(&digits.parse::<u32>().unwrap_or(0));
    let is_small = is_count && scale == 1 && value <= Decimal::from(SMALL);
    let is_whole = counted == Counted::Percent && (value.is_zero() || value == Decimal::ONE_HUNDRED);
    let is_range = (matches!(next.as_str(), "tot" | "à") && starts_with_digit(second))
        || (matches!(bare(previous).as_str(), "tot" | "à")
            && before.iter().rev().nth(1).is_some_and(|(_, word)| starts_with_digit(word)))
        || (bare(previous) == "tussen" && next == "en")
        || (bare(previous) == "en" && before.iter().rev().nth(2).is_some_and(|(_, word)| bare(word) == "tussen"));
    let is_named = match counted {
        Counted::Euros => false,
        Counted::Percent => is_whole,
        Counted::Things => {
            is_small
                || is_year
                || is_range
                || (is_count && digits.len() > 1 && digits.starts_with('0'))
                || notation::MONTHS.contains(&next.as_str())
                || TIMES.contains(&next.as_str())
                || NAMES.contains(&bare(previous).as_str())
        }
    };
    let scale = Decimal::from(scale);
    Some(Number {
        span: span_start..span_start + digits.len(),
        value: value.checked_mul(scale)?,
        digits: value,
        step: step.checked_mul(scale)?,
        counted,
        is_about: ABOUT.contains(&last(before).as_str()),
        is_figure: !is_named,
    })
}

/// The word before a number and its euro sign, if it has one.
fn last(before: &[(usize, &str)]) -> String {
    let word = before.iter().rev().map(|(_, word)| *word).find(|word| *word != "€").unwrap_or_default();
    word.to_lowercase()
}

fn starts_with_digit(word: &str) -> bool {
    word.trim_start_matches(['(', '€']).starts_with(|letter: char| letter.is_ascii_digit())
}

/// The worth of digits with points and a comma as they are written in Dutch, and of the last of
/// them: `1.120.000`, `5,1` and `0.5`.
fn worth(digits: &str) -> Option<(Decimal, Decimal)> {
    let is_digits = |part: &str| !part.is_empty() && part.len() <= 15 && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, part) = digits.split_once(',').unwrap_or((digits, ""));
    if !(part.is_empty() && !digits.contains(',') || is_digits(part)) {
        return None;
    }
    let mut groups = whole.split('.');
    let first = groups.next().filter(|first| is_digits(first))?;
    let rest: Vec<&str> = groups.collect();
    let is_grouped = first.len() <= 3 && rest.iter().all(|group| is_digits(group) && group.len() == 3);
    let plain = match rest.as_slice() {
        [] if part.is_empty() => first.to_owned(),
        [decimals] if part.is_empty() && !is_grouped && is_digits(decimals) => format!("{first}.{decimals}"),
        _ if !is_grouped => return None,
        _ if part.is_empty() => whole.replace('.', ""),
        _ => format!("{}.{part}", whole.replace('.', "")),
    };
    let value: Decimal = plain.parse().ok()?;
    Some((value, Decimal::new(1, value.scale())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The figures in a text, as they are written.
    fn figures(text: &str) -> Vec<&str> {
        numbers(text).iter().filter(|number| number.is_figure).map(|number| &text[number.span.clone()]).collect()
    }

    fn one(text: &str) -> (String, String, Counted) {
        let number = &numbers(text)[0];
        (number.value.to_string(), number.step.to_string(), number.counted)
    }

    #[test]
    fn days_years_articles_ages_times_ranges_and_small_counts_are_no_figures() {
        for text in [
            "op 31 juli 2023, in 2022 en in 2019-2023",
            "artikel 5.7, (art. 27) en versie 0.25",
            "ouder dan 27 jaar, na 36 maanden, 24/7, om 19.30 uur",
            "van 12 tot 18 jaar, 0 tot 25 en tussen 30 en 40",
            "vier keer, 20 mensen, A4, de 43e keer en 27-jarigen",
            "100% van de 4 wijken",
        ] {
            assert_eq!(figures(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn figures_are_found_where_they_stand() {
        assert_eq!(figures("Eind 2022 waren 2.000 mensen geactiveerd (in 2021: 1.310)."), ["2.000", "1.310"]);
        assert_eq!(figures("een daling van 2 procentpunt, van 22% naar 20%"), ["2", "22", "20"]);
        assert_eq!(figures("de score is 5,1. Er kwam 900 m² bij"), ["5,1", "900"]);
        assert_eq!(figures("**338** mensen, *41* leden; 0.5 punt"), ["338", "41", "0.5"]);
    }

    #[test]
    fn a_number_is_worth_what_it_says() {
        let said = |value: &str, step: &str, counted| (value.to_owned(), step.to_owned(), counted);
        assert_eq!(one("€ 7,5 miljoen"), said("7500000.0", "100000.0", Counted::Euros));
        assert_eq!(one("€1.120.000"), said("1120000", "1", Counted::Euros));
        assert_eq!(one("75 duizend euro"), said("75000", "1000", Counted::Euros));
        assert_eq!(one("10 procentpunt"), said("10", "1", Counted::Percent));
        assert_eq!(one("1.310 mensen"), said("1310", "1", Counted::Things));
        let about = |text: &str| numbers(text)[0].is_about;
        assert!(about("ruim 140 mensen") && about("Meer dan € 7,5 miljoen") && !about("de 140 mensen"));
    }
}
