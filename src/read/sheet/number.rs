//! Numbers and days in a sheet, by the signs that its mapping declares.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::notation::{self, NotationError};
use crate::model::{DateOrder, DecimalSign, GroupSign, Sheet};

/// The signs in numbers, as declared for a file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Signs {
    /// What stands before the decimals.
    pub(crate) decimal: Option<DecimalSign>,
    /// What stands between the thousands.
    pub(crate) group: Option<GroupSign>,
    /// Where they are declared.
    pub(crate) place: Place,
}

/// Where the signs in numbers are declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the mapping of a sheet.
    Sheet,
    /// In a recipe.
    Recipe,
}

impl Place {
    const fn words(self) -> &'static str {
        match self {
            Self::Sheet => "bij het blad",
            Self::Recipe => "in het recept",
        }
    }
}

impl Signs {
    /// Those of a sheet.
    pub(super) const fn of(sheet: &Sheet) -> Self {
        Self { decimal: sheet.decimal_sign, group: sheet.group_sign, place: Place::Sheet }
    }

    /// Whether it is said how numbers are written.
    pub(super) const fn are_declared(self) -> bool {
        self.decimal.is_some() || self.group.is_some()
    }
}

/// Reads a number.
///
/// A `€` before it, a `%` behind it and a minus behind it, as bookkeeping programs write, are
/// understood. With a declared sign only that is taken; when only the sign between thousands is
/// declared, the comma and the point change roles. Without any the grammar of [`notation::decimal`]
/// holds, which refuses what has two readings.
pub(crate) fn decimal(text: &str, signs: Signs) -> Result<Decimal, NotationError> {
    let bare = text.trim();
    let bare = bare.strip_prefix('€').unwrap_or(bare);
    let bare = bare.strip_suffix('%').unwrap_or(bare).trim();
    let (bare, is_negative) = match bare.strip_suffix(['-', '−']).or_else(|| bare.strip_prefix(['-', '−', '‒'])) {
        Some(rest) => (rest.trim(), true),
        None => (bare, false),
    };
    let bare = bare.strip_prefix('€').unwrap_or(bare).trim_start();
    let value =
        if signs.are_declared() { declared(bare, signs) } else { notation::decimal(bare) }.map_err(|error| {
            NotationError { message: error.message.replace(&format!("`{bare}`"), &format!("`{text}`")), ..error }
        })?;
    Ok(if is_negative { -value } else { value })
}

fn declared(text: &str, signs: Signs) -> Result<Decimal, NotationError> {
    let point = match (signs.decimal, signs.group) {
        (Some(DecimalSign::Comma), _) | (None, Some(GroupSign::Point)) => ',',
        (Some(DecimalSign::Point), _) | (None, Some(GroupSign::Comma)) => '.',
        (None, _) => return notation::decimal(&text.replace([' ', '\u{a0}', '\u{202f}'], "")),
    };
    let is_group = |sign: char| match signs.group {
        Some(GroupSign::Point) => sign == '.',
        Some(GroupSign::Comma) => sign == ',',
        Some(GroupSign::Space) => matches!(sign, ' ' | '\u{a0}' | '\u{202f}'),
        None => false,
    };
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, part) = text.split_once(point).map_or((text, None), |(whole, part)| (whole, Some(part)));
    let groups: Vec<&str> = whole.split(is_group).collect();
    let is_grouped = match groups.as_slice() {
        [only] => is_digits(only),
        [first, rest @ ..] => {
            is_digits(first) && first.len() <= 3 && rest.iter().all(|group| is_digits(group) && group.len() == 3)
        }
        [] => false,
    };
    let plain = format!("{}.{}", groups.concat(), part.unwrap_or("0"));
    let value = plain.parse::<Decimal>().ok().filter(|_| is_grouped && part.is_none_or(is_digits));
    value.ok_or_else(|| not_as_declared(text, signs))
}

/// A number that is not written as its sheet says.
fn not_as_declared(text: &str, declared: Signs) -> NotationError {
    let decimal = declared.decimal.map(|sign| match sign {
        DecimalSign::Comma => "`decimaalteken: komma`",
        DecimalSign::Point => "`decimaalteken: punt`",
    });
    let group = declared.group.map(|sign| match sign {
        GroupSign::Point => "`duizendtalteken: punt`",
        GroupSign::Comma => "`duizendtalteken: komma`",
        GroupSign::Space => "`duizendtalteken: spatie`",
    });
    let signs: Vec<&str> = decimal.into_iter().chain(group).collect();
    let hint = match (text.bytes().any(|byte| byte.is_ascii_digit()), text.contains(['.', ',']), group) {
        (false, ..) if declared.place == Place::Sheet => {
            "is deze rij geen gegeven? noem dan bij `overslaan` waar zij mee begint".to_owned()
        }
        (true, true, None) => {
            let place = declared.place.words();
            format!("staat er een teken tussen de duizendtallen? zeg {place} welk, met `duizendtalteken`")
        }
        _ => format!("verbeter het getal, of wat {} over de getallen staat", declared.place.words()),
    };
    NotationError { message: format!("`{text}` past niet bij {}", signs.join(" en ")), hint }
}

/// A number as the dossier writes it, with one reading.
pub(super) fn written(value: Decimal) -> String {
    let mut text = value.normalize().to_string();
    if text.split_once('.').is_some_and(|(_, part)| part.len() == 3) {
        text.push('0');
    }
    text
}

/// Reads a day in the declared order.
pub(super) fn day(text: &str, sheet: &Sheet) -> Result<NaiveDate, NotationError> {
    let text = text.trim();
    if sheet.date_order != Some(DateOrder::DayFirst) {
        return notation::date(text).map_err(|error| {
            let hint = "zeg bij het blad hoe de datums zijn geschreven: `datumnotatie: dd-mm-jjjj`";
            if error.hint.starts_with("schrijf `") { NotationError { hint: hint.to_owned(), ..error } } else { error }
        });
    }
    let mut parts = text.split(['-', '/', '.']);
    let mut next = || parts.next().filter(|part| part.len() <= 4).and_then(|part| part.parse::<u32>().ok());
    let found = match (next(), next(), next()) {
        (Some(day), Some(month), Some(year)) if parts.next().is_none() => i32::try_from(year)
            .ok()
            .filter(|year| *year > 999)
            .and_then(|year| NaiveDate::from_ymd_opt(year, month, day)),
        _ => None,
    };
    found.ok_or_else(|| NotationError {
        message: format!("`{text}` past niet bij `datumnotatie: dd-mm-jjjj`"),
        hint: "verbeter de datum, of wat bij het blad over de datums staat".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(signs: &str) -> Sheet {
        let text = format!("{{bestand: gegevens/x.csv, kolommen: {{}}, {signs}}}");
        serde_yaml::from_str(&text).unwrap()
    }

    fn read(text: &str, signs: &str) -> String {
        match decimal(text, Signs::of(&sheet(signs))) {
            Ok(value) => written(value),
            Err(error) => error.message,
        }
    }

    #[test]
    fn a_declared_sign_gives_one_reading() {
        let dutch = "decimaalteken: komma, duizendtalteken: punt";
        assert_eq!(read("1.500", dutch), "1500");
        assert_eq!(read("174.720", dutch), "174720");
        assert_eq!(read("1,2", dutch), "1.2");
        assert_eq!(read("1,500", dutch), "1.5");
        assert_eq!(read("€ 1.234,56-", dutch), "-1234.56");
        assert_eq!(read("0,125", dutch), "0.1250");
        assert_eq!(read("1.50", dutch), "`1.50` past niet bij `decimaalteken: komma` en `duizendtalteken: punt`");
        assert_eq!(read("1.500", "decimaalteken: komma"), "`1.500` past niet bij `decimaalteken: komma`");
        assert_eq!(read("12 345,5", "decimaalteken: komma, duizendtalteken: spatie"), "12345.5");
    }

    /// Den Haag in Cijfers exports `€ 23,600` and `80.7%` (domain facts, section 8, case 8).
    #[test]
    fn english_numbers_are_read_when_declared_and_refused_when_not() {
        let english = "decimaalteken: punt, duizendtalteken: komma";
        assert_eq!(read("€ 23,600", english), "23600");
        assert_eq!(read("80.7%", english), "80.7");
        assert_eq!(read("€ 23,600", ""), "`€ 23,600` is op twee manieren te lezen: 23600 of 23,600");
        assert_eq!(read("80.7%", ""), "80.7");
    }

    #[test]
    fn days_are_read_in_the_declared_order() {
        let read =
            |text: &str, signs: &str| day(text, &sheet(signs)).map_or_else(|error| error.hint, |day| day.to_string());
        assert_eq!(read("31-12-2021", "datumnotatie: dd-mm-jjjj"), "2021-12-31");
        assert_eq!(read("1/2/2021", "datumnotatie: dd-mm-jjjj"), "2021-02-01");
        assert_eq!(read("2021-12-31", ""), "2021-12-31");
        assert!(read("31-12-2021", "").contains("`datumnotatie: dd-mm-jjjj`"));
        assert!(read("12-31-2021", "datumnotatie: dd-mm-jjjj").contains("verbeter"));
        assert!(read("31-12-21", "datumnotatie: dd-mm-jjjj").contains("verbeter"));
    }
}
