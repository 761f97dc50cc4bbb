//! Dutch numbers, dates and fixed words; the only place where anything is rounded for print.
//!
//! Rounding is half away from zero ("commercial"), once, on the exact value. Spaces inside a
//! figure are no-break spaces, so that an amount is never split over two lines.

use std::sync::LazyLock;

use chrono::{Datelike, Locale, NaiveDate};
use icu_decimal::DecimalFormatter;
use icu_locale_core::locale;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::model::{Amount, MeasureKind, Moment, Period};

/// A space at which no line breaks.
pub const NBSP: char = '\u{a0}';

/// The sign of a negative number: a minus, not a hyphen.
const MINUS: char = '\u{2212}';

static DUTCH: LazyLock<DecimalFormatter> = LazyLock::new(|| {
    DecimalFormatter::try_new(locale!("nl").into(), icu_decimal::options::DecimalFormatterOptions::default())
        .expect("the data of locale nl is compiled in")
});

/// `value` rounded half away from zero.
#[must_use]
pub fn round(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// `1234567.5` → `1.234.567,5`; negative numbers with a true minus; minus zero is zero.
#[must_use]
pub fn number(value: Decimal, decimals: u32) -> String {
    let mut rounded = round(value, decimals);
    rounded.rescale(decimals);
    let negative = rounded.is_sign_negative() && !rounded.is_zero();
    let digits = rounded.abs().to_string();
    let text = digits
        .parse::<fixed_decimal::Decimal>()
        .map_or(digits, |exact| writeable::Writeable::write_to_string(&DUTCH.format(&exact)).into_owned());
    if negative { format!("{MINUS}{text}") } else { text }
}

/// As [`number`], with a plus for what is above zero: for differences.
#[must_use]
pub fn signed(value: Decimal, decimals: u32) -> String {
    let text = number(value, decimals);
    if round(value, decimals) > Decimal::ZERO { format!("+{text}") } else { text }
}

/// A number with as many decimals as it was given with: `4.9` → `4,9`.
#[must_use]
pub fn exact(value: Decimal) -> String {
    number(value, value.normalize().scale())
}

/// A count in Dutch notation: `1500` → `1.500`.
#[must_use]
pub fn count(count: usize) -> String {
    number(Decimal::from(count), 0)
}

/// Whole euros with the sign: `€ 74.250`.
#[must_use]
pub fn euros(amount: Amount) -> String {
    format!("€{NBSP}{}", number(amount.euros(), 0))
}

/// Euros with cents: `€ 74.250,13`.
#[must_use]
pub fn euros_and_cents(amount: Amount) -> String {
    format!("€{NBSP}{}", number(amount.euros(), 2))
}

/// Euros, with cents only when there are any: `€ 74.250`, `€ 74.250,13`.
#[must_use]
pub fn euros_exactly(amount: Amount) -> String {
    if amount.euros().fract().is_zero() { euros(amount) } else { euros_and_cents(amount) }
}

/// Millions with at most three decimals: `€ 7,5 miljoen`; smaller amounts in whole euros.
#[must_use]
pub fn euros_in_words(amount: Amount) -> String {
    let million = Decimal::from(1_000_000);
    if amount.euros().abs() < million {
        return euros(amount);
    }
    let millions = round(amount.euros() / million, 3).normalize();
    format!("€{NBSP}{}{NBSP}miljoen", number(millions, millions.scale()))
}

/// Thousands of euros for tables headed "× € 1.000".
#[must_use]
pub fn thousands(amount: Amount) -> String {
    number(amount.euros() / Decimal::ONE_THOUSAND, 0)
}

/// A fraction of 1 as a percentage: `0.675` → `68%`.
#[must_use]
pub fn share(fraction: Decimal, decimals: u32) -> String {
    format!("{}%", number(fraction * Decimal::ONE_HUNDRED, decimals))
}

/// A day: `31 december 2021`.
#[must_use]
pub fn date(day: NaiveDate) -> String {
    day.format_localized(&format!("%-d{NBSP}%B{NBSP}%Y"), Locale::nl_NL).to_string()
}

/// A day in a narrow column: `31-12-2021`.
#[must_use]
pub fn short_date(day: NaiveDate) -> String {
    day.format("%d-%m-%Y").to_string()
}

/// A moment of an agreement in its own words; a day is written out.
#[must_use]
pub fn moment(moment: &Moment) -> String {
    if moment.is_day() { date(moment.day()) } else { moment.words().to_owned() }
}

/// A stretch of days: `1 januari tot en met 31 december 2021`; a whole year as `2021`.
#[must_use]
pub fn period(period: &Period) -> String {
    if period.is_calendar_year() {
        return period.from.year().to_string();
    }
    let to = date(*period.to);
    let from = if period.from.year() == period.to.year() {
        period.from.format_localized(&format!("%-d{NBSP}%B"), Locale::nl_NL).to_string()
    } else {
        date(*period.from)
    };
    format!("{from} tot en met {to}")
}

/// The period of a report as its title has it: `2022`, `eerste helft van 2022`, `derde kwartaal van
/// 2022`, over more than one year `2020–2023`, else as [`period`].
#[must_use]
pub fn title_period(period: &Period) -> String {
    let (from, to) = (*period.from, *period.to);
    if from.year() != to.year() {
        return format!("{}–{}", from.year(), to.year());
    }
    let part = match ((from.month(), from.day()), (to.month(), to.day())) {
        ((1, 1), (6, 30)) => "eerste helft",
        ((7, 1), (12, 31)) => "tweede helft",
        ((1, 1), (3, 31)) => "eerste kwartaal",
        ((4, 1), (6, 30)) => "tweede kwartaal",
        ((7, 1), (9, 30)) => "derde kwartaal",
        ((10, 1), (12, 31)) => "vierde kwartaal",
        _ => return self::period(period),
    };
    format!("{part} van {}", from.year())
}

/// When something happened that a report tells of, at the start of a sentence: `In 2022`, `In de
/// eerste helft van 2022`, `In de jaren 2020–2023`.
#[must_use]
pub fn during(period: &Period) -> String {
    let title = title_period(period);
    if period.is_calendar_year() {
        return format!("In {title}");
    }
    if period.from.year() != period.to.year() {
        return format!("In de jaren {title}");
    }
    let is_part = ["helft", "kwartaal"].iter().any(|part| title.contains(part));
    if !is_part {
        return format!("Van {title}");
    }
    let article = if title.contains("kwartaal") { "het" } else { "de" };
    format!("In {article} {title}")
}

/// `a`, `a en b`, `a, b en c`.
#[must_use]
pub fn list<T: AsRef<str>>(words: &[T]) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} en {}", first.join(", "), last.as_ref())
        }
    }
}

/// `1 project`, `2 projecten`.
#[must_use]
pub fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{}{NBSP}{}", self::count(count), if count == 1 { one } else { many })
}

/// A measured value with its sign or unit: `31%`, `4,9`, `6.500 m²`.
#[must_use]
pub fn measured(value: Decimal, decimals: u32, kind: MeasureKind, unit: Option<&str>) -> String {
    let text = number(value, decimals);
    match (kind, unit) {
        (MeasureKind::Percentage, _) => format!("{text}%"),
        (MeasureKind::Number, Some(unit)) => format!("{text}{NBSP}{unit}"),
        _ => text,
    }
}

/// The unit of a measured value in words: `procent`, `mensen`.
#[must_use]
pub fn unit(kind: MeasureKind, unit: Option<&str>) -> &str {
    match kind {
        MeasureKind::Percentage => "procent",
        MeasureKind::ScaleScore => "punt op een schaal van 0 tot 10",
        MeasureKind::Mark => "rapportcijfer",
        MeasureKind::Number => unit.unwrap_or("aantal"),
    }
}

/// The unit of a difference between two measured values; empty for a count without one.
#[must_use]
pub fn unit_of_difference(kind: MeasureKind, unit: Option<&str>) -> &str {
    match kind {
        MeasureKind::Percentage => "procentpunt",
        MeasureKind::ScaleScore | MeasureKind::Mark => "punt",
        MeasureKind::Number => unit.unwrap_or_default(),
    }
}

/// A difference between two measured values: `−2 procentpunt`, `+0,2 punt`, `+104 mensen`.
#[must_use]
pub fn difference(value: Decimal, decimals: u32, kind: MeasureKind, unit: Option<&str>) -> String {
    let text = signed(value, decimals);
    let unit = unit_of_difference(kind, unit);
    if unit.is_empty() { text } else { format!("{text}{NBSP}{unit}") }
}

/// A text with plain spaces, for what is searched, copied or read by a computer.
#[must_use]
pub fn plain_spaces(text: &str) -> String {
    text.replace(NBSP, " ")
}

/// Bytes in hexadecimal, lower case.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS[usize::from(half & 0xf)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

/// The word with a capital first letter, for the start of a sentence or a cell.
#[must_use]
pub fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The words with a small first letter, for inside a sentence; an abbreviation keeps its capitals.
#[must_use]
pub fn lowered(words: &str) -> String {
    let mut letters = words.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), second) if second.is_none_or(|second| !second.is_uppercase()) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn numbers_have_a_decimal_comma_and_points_between_thousands() {
        assert_eq!(number(decimal("1234567.5"), 1), "1.234.567,5");
        assert_eq!(number(decimal("6500"), 0), "6.500");
        assert_eq!(number(decimal("4.9"), 1), "4,9");
        assert_eq!(number(decimal("5"), 1), "5,0");
    }

    #[test]
    fn halves_round_away_from_zero_and_minus_zero_is_zero() {
        assert_eq!(number(decimal("2.5"), 0), "3");
        assert_eq!(number(decimal("-2.5"), 0), "−3");
        assert_eq!(number(decimal("-0.4"), 0), "0");
        assert_eq!(signed(decimal("0.04"), 1), "0,0");
        assert_eq!(signed(decimal("0.2"), 1), "+0,2");
    }

    #[test]
    fn money_is_dutch() {
        let amount: Amount = "74.250,13".parse().unwrap();
        assert_eq!(euros(amount), "€\u{a0}74.250");
        assert_eq!(euros_and_cents(amount), "€\u{a0}74.250,13");
        assert_eq!(euros_exactly(amount), "€\u{a0}74.250,13");
        assert_eq!(euros_exactly("74250,00".parse().unwrap()), "€\u{a0}74.250");
        assert_eq!(thousands(amount), "74");
        assert_eq!(euros_in_words("7,5 mln".parse().unwrap()), "€\u{a0}7,5\u{a0}miljoen");
        assert_eq!(euros_in_words(amount), "€\u{a0}74.250");
    }

    #[test]
    fn dates_are_dutch() {
        let day = NaiveDate::from_ymd_opt(2021, 8, 1).unwrap();
        assert_eq!(date(day), "1\u{a0}augustus\u{a0}2021");
        let year = Period { from: "2021-01-01".parse().unwrap(), to: "2021-12-31".parse().unwrap() };
        assert_eq!(period(&year), "2021");
        let fieldwork = Period { from: "2019-08-06".parse().unwrap(), to: "2019-11-30".parse().unwrap() };
        assert_eq!(period(&fieldwork), "6\u{a0}augustus tot en met 30\u{a0}november\u{a0}2019");
    }

    #[test]
    fn a_report_is_named_after_its_period() {
        let named = |from: &str, to: &str| {
            let period = Period { from: from.parse().unwrap(), to: to.parse().unwrap() };
            (title_period(&period), during(&period))
        };
        let both = |title: &str, during: &str| (title.to_owned(), during.to_owned());
        assert_eq!(named("2022-01-01", "2022-12-31"), both("2022", "In 2022"));
        assert_eq!(named("2022-01-01", "2022-06-30"), both("eerste helft van 2022", "In de eerste helft van 2022"));
        assert_eq!(
            named("2022-07-01", "2022-09-30"),
            both("derde kwartaal van 2022", "In het derde kwartaal van 2022")
        );
        assert_eq!(named("2020-01-01", "2023-07-31"), both("2020–2023", "In de jaren 2020–2023"));
        let odd = "1\u{a0}februari tot en met 31\u{a0}mei\u{a0}2022";
        assert_eq!(named("2022-02-01", "2022-05-31"), both(odd, &format!("Van {odd}")));
    }

    #[test]
    fn a_fall_from_22_to_20_percent_is_two_percentage_points() {
        assert_eq!(difference(decimal("20") - decimal("22"), 0, MeasureKind::Percentage, None), "−2\u{a0}procentpunt");
    }

    #[test]
    fn lists_end_with_en() {
        assert_eq!(list(&["a", "b", "c"]), "a, b en c");
        assert_eq!(plural(1, "project", "projecten"), "1\u{a0}project");
    }

    #[test]
    fn inside_a_sentence_only_an_abbreviation_keeps_its_capital() {
        assert_eq!(lowered("Nog te bestemmen"), "nog te bestemmen");
        assert_eq!(lowered("SROI-makelaar"), "SROI-makelaar");
        assert_eq!(lowered(""), "");
    }
}
