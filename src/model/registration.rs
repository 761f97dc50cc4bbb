//! The papers for the council, and the registration number of each.

use std::fmt;
use std::str::FromStr;

use super::Report;
use super::notation::NotationError;
use super::scalar::scalar;
use crate::diagnostic::KeyPath;

/// A paper for the council that is registered under a number of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// The report.
    Report,
    /// The council annex.
    Annex,
}

impl Paper {
    /// Every paper of a report.
    pub const ALL: [Self; 2] = [Self::Report, Self::Annex];

    /// What can be done when two papers have the same number.
    pub const ONE_NUMBER_EACH: &str = "elk stuk voor de raad heeft een eigen kenmerk; zoek het goede op bij de griffie";

    /// The key in a report under which its number stands.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Report => "kenmerk",
            Self::Annex => "kenmerk-raadsbijlage",
        }
    }

    /// Where a report says its number.
    #[must_use]
    pub fn key(self, report: &Report) -> KeyPath {
        report.at.key(self.word())
    }

    /// Its number, once the report has one for it.
    #[must_use]
    pub const fn of(self, report: &Report) -> Option<&RegistrationNumber> {
        match self {
            Self::Report => report.number.as_ref(),
            Self::Annex => report.annex_number.as_ref(),
        }
    }
}

/// How many signs a number may have: so many fit in the reserved place.
const LONGEST: usize = 32;

/// The signs of a number besides letters and digits.
const SIGNS: &[char] = &[' ', '.', '-', '/', '_', ':', '(', ')'];

/// The number under which a council paper is registered, such as `RIS123456`. A paper has one, and shares it with no
/// other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RegistrationNumber(String);

scalar!(RegistrationNumber, "kenmerk", "een registratienummer");

impl RegistrationNumber {
    /// A number as it was typed.
    ///
    /// # Errors
    /// When it cannot be a registration number, or does not fit in its place.
    pub fn new(number: &str) -> Result<Self, NoNumber> {
        let number = number.trim();
        if number.is_empty() {
            return Err(NoNumber::Empty);
        }
        if let Some(sign) = number.chars().find(|sign| !sign.is_ascii_alphanumeric() && !SIGNS.contains(sign)) {
            return Err(NoNumber::Sign(sign));
        }
        if number.len() > LONGEST {
            return Err(NoNumber::Long(number.len()));
        }
        if !number.starts_with(|sign: char| sign.is_ascii_alphanumeric()) || number.contains("  ") {
            return Err(NoNumber::Form);
        }
        if !number.contains(|sign: char| sign.is_ascii_digit()) {
            return Err(NoNumber::NoDigit);
        }
        Ok(Self(number.to_owned()))
    }

    /// The number, as it is printed in its reserved place.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for RegistrationNumber {
    type Err = NotationError;

    fn from_str(text: &str) -> Result<Self, NotationError> {
        Self::new(text).map_err(|wrong| NotationError::new(wrong.to_string(), wrong.hint()))
    }
}

impl fmt::Display for RegistrationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why something is not taken for a registration number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoNumber {
    /// There is nothing.
    Empty,
    /// It holds a sign that is in no number.
    Sign(char),
    /// It has so many signs that it does not fit.
    Long(usize),
    /// It does not begin with a letter or a digit, or has two spaces in a row.
    Form,
    /// It has no digit.
    NoDigit,
}

impl NoNumber {
    /// What can be done about it.
    #[must_use]
    pub fn hint(self) -> String {
        let example = "bijvoorbeeld RIS123456 of 2022/123.456";
        match self {
            Self::Empty | Self::NoDigit | Self::Form => format!("typ het nummer zoals het is toegekend, {example}"),
            Self::Sign(_) => format!("gebruik gewone letters, cijfers, spaties en . - / _ : ( ), {example}"),
            Self::Long(_) => format!("gebruik ten hoogste {LONGEST} tekens, {example}"),
        }
    }
}

impl fmt::Display for NoNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("het kenmerk is leeg"),
            Self::Sign(sign) if sign.is_control() => f.write_str("er staat een stuurteken in het kenmerk"),
            Self::Sign(sign) => write!(f, "het teken `{sign}` kan niet in een kenmerk staan"),
            Self::Long(length) => write!(f, "het kenmerk heeft {length} tekens, en past niet in het vak op de omslag"),
            Self::Form => {
                f.write_str("een kenmerk begint met een letter of cijfer, en heeft geen twee spaties achter elkaar")
            }
            Self::NoDigit => f.write_str("er staat geen cijfer in het kenmerk"),
        }
    }
}

impl std::error::Error for NoNumber {}
