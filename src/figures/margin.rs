//! Margins: how far a value that was asked of a sample may lie from that of everybody.

use rust_decimal::{Decimal, MathematicalOps};

use super::Figure;
use crate::model::{Indicator, MeasureKind, Measurement, Observation};

/// Half the width of the 95 % interval of a value, in the unit of the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Margin {
    /// The value was counted in a register, not asked of a sample: it has none.
    Counted,
    /// The source gives it.
    Stated(Figure<Decimal>),
    /// The source gives none; it follows from the value and the number of respondents: see
    /// [`of_percentage`].
    Computed(Figure<Decimal>),
    /// The value was asked of a sample, and neither the source nor a sum tells its margin.
    Unknown,
}

impl Margin {
    /// The margin of a row: as its source gives it, else computed for a percentage of n
    /// respondents. Zero only for what was counted, see [`is_counted`]: that a row gives a `peildatum`
    /// in place of its fieldwork does not make a register of a survey.
    pub(super) fn of(indicator: &Indicator, row: &Measurement) -> Self {
        if let Some(margin) = row.margin {
            return Self::Stated(Figure::stated(margin.0, row.at.key("marge")));
        }
        if is_counted(indicator, row) {
            return Self::Counted;
        }
        let (Some(value), Some(n), MeasureKind::Percentage) = (row.value, row.n, indicator.measure) else {
            return Self::Unknown;
        };
        of_percentage(value.0, n.0).map_or(Self::Unknown, |margin| {
            let sources = vec![row.at.key("waarde"), row.at.key("n")];
            Self::Computed(Figure::derived(margin, "1,96 × √(waarde × (100 − waarde) / n)", sources))
        })
    }

    /// The number; zero for what was counted, `None` when it is not known.
    #[must_use]
    pub fn value(&self) -> Option<Decimal> {
        match self {
            Self::Counted => Some(Decimal::ZERO),
            Self::Stated(figure) | Self::Computed(figure) => Some(figure.value),
            Self::Unknown => None,
        }
    }

    /// What may be printed beside the value; `None` for what was counted and what is not known.
    #[must_use]
    pub const fn figure(&self) -> Option<&Figure<Decimal>> {
        match self {
            Self::Stated(figure) | Self::Computed(figure) => Some(figure),
            Self::Counted | Self::Unknown => None,
        }
    }

    /// Whether it was computed here, which a reader must see.
    #[must_use]
    pub const fn is_computed(&self) -> bool {
        matches!(self, Self::Computed(_))
    }
}

/// Whether everybody was counted: a number is, unless the indicator says that it comes from a
/// sample; a percentage is when the indicator says that it comes from a register. A score or a mark
/// is always an answer that was asked, and so is what has fieldwork or respondents.
pub(crate) fn is_counted(indicator: &Indicator, row: &Measurement) -> bool {
    let says = indicator.observation;
    let is_register = match indicator.measure {
        MeasureKind::Number => says != Some(Observation::Sample),
        MeasureKind::Percentage => says == Some(Observation::Register),
        MeasureKind::ScaleScore | MeasureKind::Mark => false,
    };
    is_register && row.fieldwork.is_none() && row.n.is_none()
}

/// Margin of a percentage p asked of n people: m = 1,96 × √(p × (100 − p) / n), in percentage
/// points, unrounded. It assumes a simple random sample: everybody had the same chance to be asked
/// and no answers are weighted. A weighted sample has a larger margin, one that asked a large part
/// of the population a smaller one, so a margin of the source goes before this one. `None` when
/// fewer than five of the n answered yes, or no: n × p / 100 < 5 or n × (100 − p) / 100 < 5. The
/// normal approximation does not hold there, and near 0 and 100 % it would claim certainty.
#[must_use]
pub fn of_percentage(percentage: Decimal, n: u32) -> Option<Decimal> {
    let rest = Decimal::ONE_HUNDRED - percentage;
    let fewest = percentage.min(rest).checked_mul(Decimal::from(n))?;
    if fewest < Decimal::from(LEAST_ANSWERS) * Decimal::ONE_HUNDRED {
        return None;
    }
    let spread = percentage * rest;
    let deviation = spread.checked_div(Decimal::from(n))?.sqrt()?;
    Some(Decimal::new(196, 2) * deviation)
}

/// With fewer people who answered yes, or no, the normal approximation does not hold.
const LEAST_ANSWERS: u32 = 5;

/// More than any value can be, and small enough for its square.
const LARGEST: Decimal = Decimal::from_parts(1_316_134_912, 2328, 0, false, 0);

/// Margin of a sum or difference of independent measurements: √(m₁² + m₂² + …), in their unit.
#[must_use]
pub fn of_difference(margins: &[Decimal]) -> Decimal {
    let squares = margins.iter().map(|margin| margin.abs().min(LARGEST)).map(|margin| margin * margin);
    squares.sum::<Decimal>().sqrt().unwrap_or_default()
}

/// A margin times a factor; what is too large to say is [`LARGEST`].
pub(super) fn times(margin: Decimal, factor: Decimal) -> Decimal {
    margin.checked_mul(factor).map_or(LARGEST, |product| product.min(LARGEST))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format;

    /// 1,96 × √(30 × 70 / 300) = 1,96 × √7 = 1,96 × 2,6458 = 5,1857: the figure that shows how near
    /// the target of 10 percentage points of art. 3 lies to what a sample of 300 can tell apart.
    #[test]
    fn three_hundred_answers_tell_a_percentage_to_five_points() {
        let thirty = Decimal::from(30);
        assert_eq!(format::number(of_percentage(thirty, 300).unwrap(), 4), "5,1857");
        assert_eq!(format::number(of_percentage(thirty, 100).unwrap(), 1), "9,0");
        let one = of_percentage(thirty, 300).unwrap();
        // √(5,1857² + 5,1857²) = 5,1857 × √2 = 7,3336
        assert_eq!(format::number(of_difference(&[one, one]), 4), "7,3336");
    }

    #[test]
    fn an_absurd_factor_is_no_overflow() {
        assert_eq!(LARGEST.to_string(), "10000000000000");
        assert_eq!(times(Decimal::MAX, Decimal::TEN), LARGEST);
        assert!(of_difference(&[Decimal::MAX, Decimal::MAX, Decimal::MIN]) > LARGEST);
    }

    #[test]
    fn the_formula_claims_no_certainty() {
        assert_eq!(of_percentage(Decimal::ZERO, 300), None);
        assert_eq!(of_percentage(Decimal::ONE_HUNDRED, 300), None);
        assert_eq!(of_percentage(Decimal::from(30), 0), None);
        // 5 × 41 % = 2,05 people said yes; 100 × 95 % leaves 5 who did not, 100 × 96 % leaves 4.
        assert_eq!(of_percentage(Decimal::from(41), 5), None);
        assert!(of_percentage(Decimal::from(95), 100).is_some());
        assert_eq!(of_percentage(Decimal::from(96), 100), None);
    }
}
