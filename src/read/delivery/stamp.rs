//! `stempel.yaml`: the registration number of a report. `compose` writes it, `read` reads it.

use crate::model::{NoNumber, RegistrationNumber};

/// The name of the stamp among the attachments.
pub const STAMP: &str = "stempel.yaml";

/// What stands above the number, for who opens the file.
const HEAD: &str = "# Het registratienummer van dit rapport. Het is toegekend nadat het rapport was gemaakt, en hoort\n\
                    # niet bij de gegevens: de vingerafdruk gaat er niet over.\n";

/// The registration number of a report, which is assigned after it exists. It stands outside the
/// fingerprint of the data: else every footer would change with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    number: RegistrationNumber,
}

impl From<RegistrationNumber> for Stamp {
    fn from(number: RegistrationNumber) -> Self {
        Self { number }
    }
}

impl Stamp {
    /// A number as it was typed.
    ///
    /// # Errors
    /// As [`RegistrationNumber::new`].
    pub fn new(number: &str) -> Result<Self, NoNumber> {
        RegistrationNumber::new(number).map(Self::from)
    }

    /// The number, as it is printed in its reserved place.
    #[must_use]
    pub fn number(&self) -> &str {
        self.number.as_str()
    }

    /// The number as part of a file name.
    #[must_use]
    pub fn in_file_name(&self) -> String {
        let sign = |sign: char| if sign.is_ascii_alphanumeric() || sign == '.' { sign } else { '-' };
        self.number().chars().map(sign).collect()
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
        Self::new(number).ok().filter(|stamp| stamp.number() == number)
    }
}

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
