//! Euros, exact to the cent.

use std::iter::Sum;
use std::ops::{Add, Neg, Sub};
use std::str::FromStr;

use rust_decimal::Decimal;

use super::notation::{self, NotationError};
use super::scalar::scalar;

/// An amount in euros, exact to the cent; never rounded before print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Amount(Decimal);

impl Amount {
    /// No money.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// The amount in euros as a decimal number.
    #[must_use]
    pub const fn euros(self) -> Decimal {
        self.0
    }

    /// Takes a number of euros as it is; for sums and shares, not for text.
    #[must_use]
    pub const fn from_euros(euros: Decimal) -> Self {
        Self(euros)
    }

    /// Whether there is nothing to print but a dash.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }
}

scalar!(Amount, "bedrag", "een bedrag in euro's");

impl FromStr for Amount {
    type Err = NotationError;

    /// Reads `74250`, `74.250,13`, `€ 74.250,13` or `7,5 mln`; at most cents.
    fn from_str(text: &str) -> Result<Self, NotationError> {
        let bare = text.trim();
        let bare = bare.strip_prefix('€').unwrap_or(bare).trim_start();
        let (number, factor) = ["miljoen", "mln.", "mln"]
            .iter()
            .find_map(|unit| bare.strip_suffix(unit))
            .map_or((bare, 1), |number| (number.trim_end(), 1_000_000));
        let euros = notation::decimal(number)
            .map_err(|error| {
                let whole = number.strip_suffix(",-").or_else(|| number.strip_suffix(",--"));
                let whole = whole.map(|whole| whole.replace('.', "")).filter(|whole| whole.parse::<Decimal>().is_ok());
                let hint = match number.split_once(['.', ',']) {
                    _ if whole.is_some() => format!("schrijf `{}`", whole.unwrap_or_default()),
                    // Two readings: for money the second has cents at most.
                    Some((whole, part)) if part.len() == 3 => {
                        let cents = part.get(..2).unwrap_or(part);
                        format!("schrijf `{whole}{part}` voor hele euro's, of `{whole},{cents}` voor euro's en centen")
                    }
                    _ => error.hint,
                };
                NotationError::new(error.message.replace(number, text.trim()), hint)
            })?
            .checked_mul(Decimal::from(factor))
            .filter(|euros| euros.abs() < Decimal::from(1_000_000_000_000_u64))
            .ok_or_else(|| {
                NotationError::new(
                    format!("`{text}` is te groot voor een bedrag in een Regio Deal"),
                    "schrijf het bedrag in hele euro's, bijvoorbeeld 7500000 of 7,5 mln",
                )
            })?
            .normalize();
        if euros.scale() > 2 {
            return Err(NotationError::new(
                format!("`{text}` heeft meer decimalen dan centen"),
                "schrijf een bedrag met hoogstens twee cijfers achter de komma",
            ));
        }
        Ok(Self(euros))
    }
}

impl Add for Amount {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Amount {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Amount {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl<'a> Sum<&'a Self> for Amount {
    fn sum<I: Iterator<Item = &'a Self>>(amounts: I) -> Self {
        amounts.copied().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn millions_and_euros_are_the_same_money() {
        let read = |text: &str| text.parse::<Amount>().unwrap().euros().to_string();
        assert_eq!(read("7,5 mln"), "7500000");
        assert_eq!(read("€ 7,5 miljoen"), "7500000");
        assert_eq!(read("74.250,13"), "74250.13");
    }

    #[test]
    fn half_cents_and_two_readings_are_refused() {
        assert_eq!("10,1234".parse::<Amount>().unwrap_err().message, "`10,1234` heeft meer decimalen dan centen");
        let error = "€ 1.500".parse::<Amount>().unwrap_err();
        assert_eq!(error.message, "`€ 1.500` is op twee manieren te lezen: 1500 of 1,500");
        assert!("999999999999999999999".parse::<Amount>().is_err());
        assert_eq!("20.000,-".parse::<Amount>().unwrap_err().hint, "schrijf `20000`");
    }
}
