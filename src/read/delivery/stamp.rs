//! `stempel.yaml`: the registration number of a report. `compose` writes it, `read` reads it.

use std::fmt;

/// The name of the stamp among the attachments.
pub const STAMP: &str = "stempel.yaml";

/// What stands above the number, for who opens the file.
const HEAD: &str = "# Het registratienummer van dit rapport. Het is toegekend nadat het rapport was gemaakt, en hoort\n\
                    # niet bij de gegevens: de vingerafdruk gaat er niet over.\n";

/// How many signs a number may have: so many fit in the reserved place.
const LONGEST: usize = 32;

/// The signs of a number besides letters and digits.
const SIGNS: &[char] = &[' ', '.', '-', '/', '_', ':', '(', ')'];

/// The registration number of a report, which is assigned after it exists. It stands outside the
/// fingerprint of the data: else every footer would change with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    number: String,
}

impl Stamp {
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
        Ok(Self { number: number.to_owned() })
    }

    /// The number, as it is printed in its reserved place.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The number as part of a file name.
    #[must_use]
    pub fn in_file_name(&self) -> String {
        let sign = |sign: char| if sign.is_ascii_alphanumeric() || sign == '.' { sign } else { '-' };
        self.number.chars().map(sign).collect()
    }

    /// The file that travels along.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        format!("{HEAD}kenmerk: \"{}\"\n", self.number).into_bytes()
    }

    /// The number in a file that travelled along; `None` when this program did not write it.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let number = text.strip_prefix(HEAD)?.strip_prefix("kenmerk: \"")?.strip_suffix("\"\n")?;
        Self::new(number).ok().filter(|stamp| stamp.number == number)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_back_as_it_was_written() {
        for number in ["RIS123456", "2022/123.456", "Z-2025-0001 (raad)", "1"] {
            let stamp = Stamp::new(&format!(" {number} ")).unwrap();
            assert_eq!(stamp.number(), number);
            assert_eq!(Stamp::of(&stamp.bytes()), Some(stamp));
        }
        assert_eq!(Stamp::new("BSW/2022 12_3").unwrap().in_file_name(), "BSW-2022-12-3");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for (number, why) in [
            (" ", NoNumber::Empty),
            ("RIS\"1", NoNumber::Sign('"')),
            ("RIS\n1", NoNumber::Sign('\n')),
            ("Rïs1", NoNumber::Sign('ï')),
            ("123456789012345678901234567890123", NoNumber::Long(33)),
            ("-1", NoNumber::Form),
            ("RIS  1", NoNumber::Form),
            ("RIS", NoNumber::NoDigit),
        ] {
            assert_eq!(Stamp::new(number), Err(why), "{number}");
        }
        let written = String::from_utf8(Stamp::new("RIS1").unwrap().bytes()).unwrap();
        for other in ["RIS1 ", "RIS\"1", ""] {
            assert_eq!(Stamp::of(written.replace("RIS1", other).as_bytes()), None, "{other}");
        }
        assert_eq!(Stamp::of(b"kenmerk: RIS1\n"), None);
    }
}
