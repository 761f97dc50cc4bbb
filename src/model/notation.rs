//! How numbers, dates and ids may be written in a dossier.
//!
//! In: the raw text of one YAML scalar. Out: an exact value, or a [`NotationError`] that says in
//! Dutch what is wrong and what to write instead. Nothing here guesses: a text with two readings
//! is refused with both.

use std::fmt;

use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Why a text is not accepted as a value, in Dutch, with what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotationError {
    /// One phrase that stands alone and names the text found.
    pub message: String,
    /// What to do now.
    pub hint: String,
}

impl NotationError {
    pub(crate) fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }
}

impl fmt::Display for NotationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message, self.hint)
    }
}

impl std::error::Error for NotationError {}

/// Reads a number as people in the Netherlands type it.
///
/// `74250`, `74250,13`, `74250.13`, `74.250,13` and `1.500.000` have one reading. A lone
/// separator before exactly three digits (`1.500`, `1,500`) has two and is refused, unless the
/// part before it is `0`, which no grouping starts with.
///
/// # Errors
/// When the text is no number, or a number with two readings.
pub fn decimal(text: &str) -> Result<Decimal, NotationError> {
    let trimmed = text.trim();
    let (negative, digits) = match trimmed.strip_prefix(['-', '−', '‒']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, trimmed),
    };
    let value = unsigned(digits).map_err(|reason| match reason {
        Refusal::NotANumber => NotationError::new(
            format!("`{text}` is geen getal"),
            "schrijf alleen cijfers, met een komma voor de decimalen, bijvoorbeeld 74.250,13",
        ),
        Refusal::TwoReadings(whole, part) => NotationError::new(
            format!("`{text}` is op twee manieren te lezen: {whole}{part} of {whole},{part}"),
            format!("schrijf `{whole}{part}` voor het hele getal, of `{whole},{part}0` voor een getal met decimalen"),
        ),
        Refusal::English => NotationError::new(
            format!("`{text}` heeft de komma en de punt in Engelse volgorde"),
            "schrijf punten tussen de duizendtallen en een komma voor de decimalen: 74.250,13",
        ),
    })?;
    Ok(if negative { -value } else { value })
}

enum Refusal {
    NotANumber,
    TwoReadings(String, String),
    English,
}

fn unsigned(text: &str) -> Result<Decimal, Refusal> {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let parse = |plain: String| plain.parse::<Decimal>().map_err(|_| Refusal::NotANumber);
    let groups = |whole: &str| -> Option<String> {
        let mut parts = whole.split('.');
        let first = parts.next()?;
        let fits = is_digits(first) && first.len() <= 3 && parts.all(|group| is_digits(group) && group.len() == 3);
        fits.then(|| whole.replace('.', ""))
    };
    match (text.matches('.').count(), text.matches(',').count()) {
        (0, 0) if is_digits(text) => parse(text.to_owned()),
        (1, 0) | (0, 1) => {
            let Some((whole, part)) = text.split_once(['.', ',']) else {
                return Err(Refusal::NotANumber);
            };
            if !is_digits(whole) || !is_digits(part) {
                return Err(Refusal::NotANumber);
            }
            if part.len() == 3 && whole.trim_start_matches('0') == whole {
                return Err(Refusal::TwoReadings(whole.to_owned(), part.to_owned()));
            }
            parse(format!("{whole}.{part}"))
        }
        (_, 0) => groups(text).map_or(Err(Refusal::NotANumber), parse),
        (_, 1) => {
            let Some((whole, part)) = text.split_once(',') else {
                return Err(Refusal::NotANumber);
            };
            match (groups(whole), is_digits(part)) {
                (Some(whole), true) => parse(format!("{whole}.{part}")),
                _ if part.contains('.') => Err(Refusal::English),
                _ => Err(Refusal::NotANumber),
            }
        }
        (1, _) => Err(Refusal::English),
        _ => Err(Refusal::NotANumber),
    }
}

/// Reads a calendar date; only the ISO order `2021-12-31` is accepted.
///
/// # Errors
/// When the text is no date; a Dutch order (`31-12-2021`) is refused with the ISO form as hint.
pub fn date(text: &str) -> Result<NaiveDate, NotationError> {
    let trimmed = text.trim();
    let shape_is_iso = trimmed.len() == 10 && trimmed.as_bytes()[4] == b'-';
    if shape_is_iso && let Ok(date) = NaiveDate::parse_from_str(trimmed, "%Y-%m-%d") {
        return Ok(date);
    }
    for order in ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"] {
        if let Ok(date) = NaiveDate::parse_from_str(trimmed, order) {
            return Err(NotationError::new(
                format!("`{text}` staat niet in de volgorde jaar-maand-dag"),
                format!("schrijf `{date}`"),
            ));
        }
    }
    if let Some(date) = with_month_name(trimmed) {
        return Err(NotationError::new(format!("`{text}` heeft de maand voluit"), format!("schrijf `{date}`")));
    }
    Err(NotationError::new(
        format!("`{text}` is geen bestaande datum"),
        "schrijf een datum als jaar-maand-dag, bijvoorbeeld `2021-12-31`",
    ))
}

/// The months, as they stand in a date.
pub const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// A date as people write it out: `15 april 2026`.
fn with_month_name(text: &str) -> Option<NaiveDate> {
    let text = text.to_lowercase();
    let [day, month, year] = text.split_whitespace().collect::<Vec<_>>()[..] else { return None };
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    NaiveDate::from_ymd_opt(year.parse().ok()?, u32::try_from(month).ok()?, day.parse().ok()?)
}

/// The longest id. Two of them and a word are the name of a file.
const LONGEST_ID: usize = 100;

/// Whether a text may serve as an id: lower-case letters, digits and single hyphens.
///
/// Ids become file names and anchors, so `__` (the folder mark inside a PDF) can never occur.
///
/// # Errors
/// When another character occurs; the hint holds a form that is accepted.
pub fn id(text: &str) -> Result<(), NotationError> {
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if text.len() > LONGEST_ID {
        return Err(NotationError::new(
            format!("een id kan niet langer zijn dan {LONGEST_ID} tekens"),
            "kies een korte naam van kleine letters, cijfers en losse koppeltekens",
        ));
    }
    if text.split('-').all(is_part) {
        return Ok(());
    }
    let hint = match as_id(text) {
        None => "gebruik kleine letters, cijfers en losse koppeltekens".to_owned(),
        Some(proposal) => format!("gebruik kleine letters, cijfers en losse koppeltekens: `{proposal}`"),
    };
    Err(NotationError::new(format!("`{text}` kan geen id zijn"), hint))
}

/// The id nearest to a text; `None` when no letter or digit is left.
#[must_use]
pub fn as_id(text: &str) -> Option<String> {
    let plain = plain_letters(text);
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join("-"))
}

/// The letters of an id for letters with a mark: `ë` is `e`, `ĳ` is `ij`.
const WITHOUT_MARK: [(&str, &str); 28] = [
    ("àáâãäåāăą", "a"),
    ("æ", "ae"),
    ("çćĉċč", "c"),
    ("ďđð", "d"),
    ("èéêëēĕėęě", "e"),
    ("ĝğġģ", "g"),
    ("ĥħ", "h"),
    ("ìíîïĩīĭįı", "i"),
    ("ĳ", "ij"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("ĺļľŀł", "l"),
    ("ñńņňŉ", "n"),
    ("òóôõöøōŏő", "o"),
    ("œ", "oe"),
    ("ŕŗř", "r"),
    ("śŝşšș", "s"),
    ("ß", "ss"),
    ("ţťŧț", "t"),
    ("þ", "th"),
    ("ùúûüũūŭůűų", "u"),
    ("ŵ", "w"),
    ("ýÿŷ", "y"),
    ("źżž", "z"),
    // What belongs to a word without being a letter: `zo'n`, and marks typed behind their letter.
    ("'’‘`´", ""),
    ("\u{300}\u{301}\u{302}\u{303}\u{308}\u{30a}\u{327}", ""),
    ("²", "2"),
    ("³", "3"),
];

/// A text in the letters and digits of an id, with a hyphen for every other sign.
fn plain_letters(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match WITHOUT_MARK.iter().find(|(marked, _)| marked.contains(letter)) {
            Some((_, letters)) => plain.push_str(letters),
            None => plain.push(if letter.is_ascii_alphanumeric() { letter } else { '-' }),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match decimal(text) {
            Ok(value) => value.to_string(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn each_listed_notation_has_its_one_reading() {
        assert_eq!(read("74250"), "74250");
        assert_eq!(read("74250.13"), "74250.13");
        assert_eq!(read("74250,13"), "74250.13");
        assert_eq!(read("74.250,13"), "74250.13");
        assert_eq!(read("1.500.000"), "1500000");
        assert_eq!(read("0,125"), "0.125");
        assert_eq!(read("-10"), "-10");
    }

    #[test]
    fn a_month_in_words_is_answered_with_the_date() {
        assert_eq!(date("15 april 2026").unwrap_err().hint, "schrijf `2026-04-15`");
        assert!(date("31 april 2026").unwrap_err().message.contains("geen bestaande datum"));
    }

    #[test]
    fn two_readings_are_refused_with_both() {
        assert_eq!(
            read("1.500"),
            "`1.500` is op twee manieren te lezen: 1500 of 1,500; schrijf `1500` voor het hele getal, of `1,5000` voor een getal met decimalen"
        );
        assert!(read("1,500").contains("1500 of 1,500"));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "1e3", "1..5", "12.34,5", "€", "1,2,3", "74,250.13", ".5", "5,"] {
            assert!(decimal(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_dutch_date_order_names_the_iso_form() {
        assert_eq!(date("31-12-2021").unwrap_err().hint, "schrijf `2021-12-31`");
        assert!(date("2021-02-30").is_err());
        assert!(date("2021-2-3").is_err());
    }

    #[test]
    fn an_id_is_lower_case_with_single_hyphens() {
        assert!(id("bouwlust-2").is_ok());
        assert_eq!(
            id("Liefste Straatje").unwrap_err().hint,
            "gebruik kleine letters, cijfers en losse koppeltekens: `liefste-straatje`"
        );
        assert!(id("a__b").is_err());
        for (name, proposal) in [
            ("wandelgroepën", "wandelgroepen"),
            ("Één Buurtcafé", "een-buurtcafe"),
            ("Financie\u{308}n", "financien"),
            ("Ĳburg’s straße", "ijburgs-strasse"),
            ("Σ-team", "team"),
        ] {
            assert!(id(name).unwrap_err().hint.ends_with(&format!(": `{proposal}`")), "{name}");
            assert!(id(proposal).is_ok());
        }
    }
}
