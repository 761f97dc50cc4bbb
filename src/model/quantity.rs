//! Numbers that are no money: measurements, counts, percentages, and differences with their unit.

use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::notation::{self, NotationError};
use super::scalar::scalar;

/// A measured value in the unit of its indicator; exact as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Measure(pub Decimal);

scalar!(Measure, "meetwaarde", "een meetwaarde");

impl FromStr for Measure {
    type Err = NotationError;

    fn from_str(text: &str) -> Result<Self, NotationError> {
        bounded(text, notation::decimal(text.trim().trim_end_matches('%').trim_end())?).map(Self)
    }
}

/// Keeps numbers within what sums and products can hold exactly.
fn bounded(text: &str, value: Decimal) -> Result<Decimal, NotationError> {
    let value = value.normalize();
    if value.abs() >= Decimal::from(1_000_000_000_000_u64) || value.scale() > 6 {
        return Err(NotationError::new(
            format!("`{text}` is te groot of te precies"),
            "schrijf een getal met hoogstens zes cijfers achter de komma",
        ));
    }
    Ok(value)
}

/// A whole number of things or people, zero or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Count(pub u32);

scalar!(Count, "geheel-getal", "een geheel getal");

impl FromStr for Count {
    type Err = NotationError;

    fn from_str(text: &str) -> Result<Self, NotationError> {
        let value = notation::decimal(text)?;
        (value.fract().is_zero()).then(|| value.to_u32()).flatten().map(Self).ok_or_else(|| {
            NotationError::new(
                format!("`{text}` is geen geheel getal van 0 of meer"),
                "schrijf een geheel getal, bijvoorbeeld 310",
            )
        })
    }
}

/// A calendar year between 1900 and 2100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Year(pub i32);

scalar!(Year, "jaar", "een jaartal");

impl FromStr for Year {
    type Err = NotationError;

    fn from_str(text: &str) -> Result<Self, NotationError> {
        match text.trim().parse() {
            Ok(year @ 1900..=2100) => Ok(Self(year)),
            _ => Err(NotationError::new(
                format!("`{text}` is geen jaartal"),
                "schrijf een jaar met vier cijfers, bijvoorbeeld 2021",
            )),
        }
    }
}

/// A share of a whole, written with its sign: `60%` is 60. Not a percentage point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(pub Decimal);

impl Percent {
    /// The whole.
    pub const WHOLE: Self = Self(Decimal::ONE_HUNDRED);

    /// The share as a fraction of 1.
    #[must_use]
    pub fn fraction(self) -> Decimal {
        self.0 / Decimal::ONE_HUNDRED
    }
}

scalar!(Percent, "percentage", "een percentage");

impl FromStr for Percent {
    type Err = NotationError;

    fn from_str(text: &str) -> Result<Self, NotationError> {
        let Some(number) = text.trim().strip_suffix('%') else {
            let bare = text.trim();
            let hint = match notation::decimal(bare) {
                // A spreadsheet shows a share as a fraction of 1.
                Ok(share) if share > Decimal::ZERO && share <= Decimal::ONE => {
                    let percentage = (share * Decimal::ONE_HUNDRED).normalize().to_string().replace('.', ",");
                    format!(
                        "schrijf `{percentage}%` als u dit deel van het geheel bedoelt, of `{bare}%` voor een percentage"
                    )
                }
                _ => format!("schrijf `{bare}%` als u een percentage bedoelt"),
            };
            return Err(NotationError::new(format!("`{text}` mist het procentteken"), hint));
        };
        let value = bounded(text, notation::decimal(number.trim_end())?)?;
        if value.is_sign_negative() || value > Decimal::ONE_THOUSAND {
            return Err(NotationError::new(
                format!("`{text}` kan geen aandeel zijn"),
                "schrijf een percentage van 0% tot en met 100%",
            ));
        }
        Ok(Self(value))
    }
}

/// The unit of a difference; a percentage point is not a percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DifferenceUnit {
    /// Points of a scale or a report mark.
    Point,
    /// Points between two percentages.
    PercentagePoint,
}

/// A change that was agreed, with its unit: `0,5 punt` or `-10 procentpunt`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Difference {
    /// The change; negative when the indicator should fall.
    pub value: Decimal,
    /// What the number counts.
    pub unit: DifferenceUnit,
}

scalar!(Difference, "verschil", "een verschil met eenheid");

impl FromStr for Difference {
    type Err = NotationError;

    fn from_str(text: &str) -> Result<Self, NotationError> {
        let bare = text.trim();
        let number = |unit: &str| Some(bare.strip_suffix(unit)?.trim_end().trim_start_matches('+').trim().to_owned());
        if let Some(number) = ["%-punten", "%-punt", "%punt", "pp"].into_iter().find_map(number) {
            return Err(NotationError::new(
                format!("`{text}` heeft een afgekorte eenheid"),
                format!("schrijf `{number} procentpunt`"),
            ));
        }
        if let Some(number) = ["%", "procent"].into_iter().find_map(number) {
            return Err(NotationError::new(
                format!("`{text}` is een relatieve verandering; een percentage daalt of stijgt in procentpunten"),
                format!("schrijf `{number} procentpunt`"),
            ));
        }
        let units = [
            ("procentpunten", DifferenceUnit::PercentagePoint),
            ("procentpunt", DifferenceUnit::PercentagePoint),
            ("punten", DifferenceUnit::Point),
            ("punt", DifferenceUnit::Point),
        ];
        let Some((number, unit)) = units.iter().find_map(|(word, unit)| Some((bare.strip_suffix(word)?, *unit))) else {
            return Err(NotationError::new(
                format!("`{text}` is een verschil zonder eenheid"),
                "schrijf de eenheid erbij: `0,5 punt` of `-10 procentpunt`",
            ));
        };
        let number = number.trim();
        let value = notation::decimal(number.strip_prefix('+').unwrap_or(number))?;
        Ok(Self { value: bounded(text, value)?, unit })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_point_is_not_a_percent() {
        let difference: Difference = "-10 procentpunt".parse().unwrap();
        assert_eq!(difference.unit, DifferenceUnit::PercentagePoint);
        assert_eq!(difference.value, Decimal::from(-10));
        assert!("-10%".parse::<Difference>().unwrap_err().hint.contains("procentpunt"));
        assert!("0,5".parse::<Difference>().is_err());
        assert_eq!("0.5 punten".parse::<Difference>().unwrap().unit, DifferenceUnit::Point);
    }

    #[test]
    fn a_share_needs_its_sign() {
        assert_eq!("60%".parse::<Percent>().unwrap().fraction().to_string(), "0.60");
        assert_eq!("60".parse::<Percent>().unwrap_err().hint, "schrijf `60%` als u een percentage bedoelt");
    }

    #[test]
    fn a_measure_takes_comma_or_point() {
        assert_eq!("4,9".parse::<Measure>(), "4.9".parse());
        assert!("1.500".parse::<Measure>().is_err());
        assert!("3,5".parse::<Count>().is_err());
    }
}
