//! Days, moments in agreements, and periods.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use serde::Deserialize;

use super::notation::{self, NotationError};
use super::scalar::scalar;

/// A calendar day, written `2021-12-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub NaiveDate);

scalar!(Date, "datum", "een datum (jaar-maand-dag)");

impl FromStr for Date {
    type Err = NotationError;

    fn from_str(text: &str) -> Result<Self, NotationError> {
        notation::date(text).map(Self)
    }
}

impl Deref for Date {
    type Target = NaiveDate;
    fn deref(&self) -> &NaiveDate {
        &self.0
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A moment as an agreement words it: a day, or `najaar 2019`.
///
/// The words are printed as they are. Where a day is needed to draw or count, a season stands for
/// the first day of its middle month and a bare year for 31 December.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    words: String,
    day: NaiveDate,
}

impl Moment {
    /// The words of the agreement, or the day itself.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }

    /// The day that stands for this moment in charts and sums of days.
    #[must_use]
    pub const fn day(&self) -> NaiveDate {
        self.day
    }

    /// The days that the words leave open: a season its three months, a year all of it, `begin`,
    /// `medio` and `eind` four months each; a day is itself. Whether a measurement belongs to the
    /// moment is held against these, not against the one day that stands for it in a chart.
    #[must_use]
    pub fn span(&self) -> Period {
        let (first, last) = match self.words.split_once(' ').map(|(part, _)| part) {
            None if self.is_day() => return Period { from: Date(self.day), to: Date(self.day) },
            Some("voorjaar") => (3, 5),
            Some("zomer") => (6, 8),
            Some("najaar") => (9, 11),
            Some("begin") => (1, 4),
            Some("medio") => (5, 8),
            Some("eind") => (9, 12),
            _ => (1, 12),
        };
        let year = self.day.year();
        let from = NaiveDate::from_ymd_opt(year, first, 1).unwrap_or(self.day);
        let after = if last == 12 { (year + 1, 1) } else { (year, last + 1) };
        let to = NaiveDate::from_ymd_opt(after.0, after.1, 1).and_then(|day| day.pred_opt()).unwrap_or(self.day);
        Period { from: Date(from), to: Date(to) }
    }

    /// Whether the agreement names an exact day.
    #[must_use]
    pub fn is_day(&self) -> bool {
        self.words.len() == 10 && self.words == self.day.to_string()
    }
}

impl From<Date> for Moment {
    fn from(date: Date) -> Self {
        Self { words: date.to_string(), day: date.0 }
    }
}

scalar!(Moment, "moment", "een datum of een moment zoals `najaar 2019`");

impl FromStr for Moment {
    type Err = NotationError;

    fn from_str(text: &str) -> Result<Self, NotationError> {
        let words = text.trim();
        let error = || {
            NotationError::new(
                format!("`{text}` is geen moment"),
                "schrijf een datum (`2023-10-31`), een jaar, of `voorjaar`, `zomer`, `najaar`, `begin`, `medio` of `eind` met een jaar",
            )
        };
        let (month, day, year) = match words.split_once(' ') {
            None if words.len() == 4 => (12, 31, words),
            None => return notation::date(words).map(|day| Self { words: words.to_owned(), day }).map_err(|_| error()),
            Some(("begin", year)) => (1, 1, year),
            Some(("voorjaar", year)) => (5, 1, year),
            Some(("medio", year)) => (7, 1, year),
            Some(("zomer", year)) => (8, 1, year),
            Some(("najaar", year)) => (11, 1, year),
            Some(("eind", year)) => (12, 31, year),
            Some(_) => return Err(error()),
        };
        let year = year.parse::<super::Year>().map_err(|_| error())?.0;
        let day = NaiveDate::from_ymd_opt(year, month, day).ok_or_else(error)?;
        Ok(Self { words: words.to_owned(), day })
    }
}

/// A stretch of days, both ends included. That `van` is not after `tot` is checked by a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// The first day.
    #[serde(rename = "van")]
    pub from: Date,
    /// The last day.
    #[serde(rename = "tot")]
    pub to: Date,
}

impl Period {
    /// Whether `day` lies in the period.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        *self.from <= day && day <= *self.to
    }

    /// Whether the period is one whole calendar year.
    #[must_use]
    pub fn is_calendar_year(&self) -> bool {
        self.from.year() == self.to.year() && self.from.ordinal() == 1 && (self.to.month(), self.to.day()) == (12, 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_season_keeps_its_words_and_stands_for_its_middle_month() {
        let moment: Moment = "najaar 2019".parse().unwrap();
        assert_eq!((moment.words(), moment.day().to_string().as_str()), ("najaar 2019", "2019-11-01"));
        assert!(!moment.is_day());
        assert_eq!("2023".parse::<Moment>().unwrap().day().to_string(), "2023-12-31");
        assert!("2023-10-31".parse::<Moment>().unwrap().is_day());
        assert!("herfst".parse::<Moment>().is_err());
    }

    #[test]
    fn a_season_leaves_its_months_open() {
        let span = |words: &str| {
            let span = words.parse::<Moment>().unwrap().span();
            format!("{} {}", span.from, span.to)
        };
        assert_eq!(span("najaar 2019"), "2019-09-01 2019-11-30");
        assert_eq!(span("eind 2023"), "2023-09-01 2023-12-31");
        assert_eq!(span("2023"), "2023-01-01 2023-12-31");
        assert_eq!(span("2023-07-31"), "2023-07-31 2023-07-31");
    }
}
