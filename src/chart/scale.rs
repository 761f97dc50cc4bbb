//! From values and days to places on an axis.
//!
//! Places are floating point; what is printed comes from exact decimals, except the ticks, which
//! are whole multiples of a round step. Only +, −, × and ÷ are used, which give the same result on
//! every machine.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

use crate::format;
use crate::model::MeasureKind;

/// The value as a place on an axis; never for print.
pub(super) fn place(value: Decimal) -> f64 {
    value.to_f64().unwrap_or_default()
}

/// A linear scale.
#[derive(Debug, Clone, Copy)]
pub(super) struct Linear {
    pub(super) values: (f64, f64),
    pub(super) places: (f64, f64),
}

impl Linear {
    /// The place of a value; what lies beyond the axis, as a margin over 100%, stops at its end.
    pub(super) fn at(&self, value: f64) -> f64 {
        let ((low, high), (from, to)) = (self.values, self.places);
        let value = value.max(low).min(high.max(low));
        if high > low { from + (value - low) / (high - low) * (to - from) } else { from }
    }
}

/// Round values along an axis.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ticks {
    pub(super) values: Vec<f64>,
    decimals: u32,
}

impl Ticks {
    /// Round values that enclose `low` to `high` in at most `steps` steps of 1, 2 or 5 × 10ⁿ;
    /// `whole` keeps to whole numbers.
    pub(super) fn around(low: f64, high: f64, steps: u32, whole: bool) -> Self {
        let high = if high > low { high } else { low + 1.0 };
        let mut power = 1.0;
        let mut decimals = 0;
        while !whole && power * f64::from(steps) > (high - low) && decimals < 9 {
            power /= 10.0;
            decimals += 1;
        }
        while power * 10.0 * f64::from(steps) <= (high - low) {
            power *= 10.0;
        }
        let step = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0]
            .into_iter()
            .map(|part| part * power)
            .find(|step| (high / step - 1e-9).ceil() - (low / step + 1e-9).floor() <= f64::from(steps))
            .unwrap_or(power * 100.0);
        let (first, last) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
        // Counted from 0: added to a huge value, one more would be lost and the loop never end.
        let values = (0..=steps)
            .map(f64::from)
            .take_while(|more| *more <= last - first)
            .map(|more| (first + more) * step)
            .collect();
        let needed = (0..=decimals).find(|decimals| {
            let scaled = step * f64::from(10_u32.pow(*decimals));
            (scaled - scaled.round()).abs() < 1e-6
        });
        Self { values, decimals: needed.unwrap_or(decimals) }
    }

    pub(super) fn low(&self) -> f64 {
        self.values.first().copied().unwrap_or(0.0)
    }

    pub(super) fn high(&self) -> f64 {
        self.values.last().copied().unwrap_or(1.0)
    }

    /// The value of a tick in print.
    pub(super) fn text(&self, value: f64, kind: MeasureKind) -> String {
        let text = format::number(Decimal::from_f64(value).unwrap_or_default(), self.decimals);
        if kind == MeasureKind::Percentage { format!("{text}%") } else { text }
    }
}

/// The ticks for measured values. Counts start at 0; a score or percentage starts at 0 only when
/// its values come near it, and never goes under 0 without a value there. It never goes above 100%,
/// even if a margin does.
pub(super) fn value_ticks(values: impl IntoIterator<Item = f64>, kind: MeasureKind) -> Ticks {
    let (low, high) = values
        .into_iter()
        .map(|value| if kind == MeasureKind::Percentage { value.min(100.0) } else { value })
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if low > high {
        return Ticks::around(0.0, 1.0, 5, true);
    }
    let (least, top) = match kind {
        MeasureKind::Number => {
            return Ticks::around(low.min(0.0), (high * 1.06).max(5.0_f64.min(high * 2.0)).max(1.0), 5, true);
        }
        MeasureKind::Percentage => (5.0, 100.0),
        MeasureKind::ScaleScore | MeasureKind::Mark => (1.0, 10.0),
    };
    let room = ((high - low) * 0.15).max((least - (high - low)) / 2.0);
    let (mut wide_low, mut wide_high) = (low - room, high + room);
    if low >= 0.0 && (wide_low < 0.0 || low < (high - low) * 0.5) {
        wide_low = 0.0;
    }
    if high <= top {
        wide_high = wide_high.min(top);
    }
    Ticks::around(wide_low, wide_high, 5, false)
}

/// An axis of whole years.
#[derive(Debug, Clone, Copy)]
pub(super) struct Years {
    /// The first year.
    pub(super) first: i32,
    /// The last year, which the axis still shows whole.
    pub(super) last: i32,
    pub(super) places: (f64, f64),
}

impl Years {
    /// The years of these days; `None` without days.
    pub(super) fn around(days: impl IntoIterator<Item = NaiveDate>, places: (f64, f64)) -> Option<Self> {
        let years = days.into_iter().map(|day| day.year());
        let (first, last) = years.fold(None, |range: Option<(i32, i32)>, year| {
            Some(range.map_or((year, year), |(first, last)| (first.min(year), last.max(year))))
        })?;
        Some(Self { first, last, places })
    }

    pub(super) fn at(&self, day: NaiveDate) -> f64 {
        let length = if day.leap_year() { 366.0 } else { 365.0 };
        self.place(f64::from(day.year()) + (f64::from(day.ordinal0()) + 0.5) / length)
    }

    /// Where this year begins.
    pub(super) fn start(&self, year: i32) -> f64 {
        self.place(f64::from(year))
    }

    fn place(&self, year: f64) -> f64 {
        let values = (f64::from(self.first), f64::from(self.last) + 1.0);
        Linear { values, places: self.places }.at(year)
    }

    /// The years that get a label when each needs this width.
    pub(super) fn labelled(&self, width: f64) -> impl Iterator<Item = i32> + use<> {
        let each = self.start(self.first.saturating_add(1)) - self.start(self.first);
        let mut step = 1_usize;
        let mut room = each;
        while room < width && room > 0.0 {
            step += 1;
            room += each;
        }
        (self.first..=self.last).step_by(step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(ticks: &Ticks, kind: MeasureKind) -> Vec<String> {
        ticks.values.iter().map(|value| ticks.text(*value, kind)).collect()
    }

    #[test]
    fn a_count_starts_at_zero_and_has_room_for_four_times_the_target() {
        let ticks = value_ticks([104.0, 500.0, 2000.0], MeasureKind::Number);
        assert_eq!(text(&ticks, MeasureKind::Number), ["0", "500", "1.000", "1.500", "2.000", "2.500"]);
        assert_eq!(text(&value_ticks([0.0], MeasureKind::Number), MeasureKind::Number), ["0", "1"]);
    }

    #[test]
    fn a_score_shows_the_part_of_its_scale_that_matters() {
        let ticks = value_ticks([4.9, 5.4, 5.6], MeasureKind::ScaleScore);
        assert_eq!(text(&ticks, MeasureKind::ScaleScore), ["4,5", "5,0", "5,5", "6,0"]);
        assert!(ticks.low() > 4.0);
    }

    #[test]
    fn absurd_values_have_an_axis_too() {
        for value in [1e17, 7.9e28, -7.9e28, 1e-20] {
            let ticks = value_ticks([value], MeasureKind::Percentage);
            assert!(!ticks.values.is_empty() && ticks.values.len() <= 6, "{ticks:?}");
        }
    }

    #[test]
    fn a_percentage_stays_between_0_and_100() {
        let ticks = value_ticks([97.0, 99.0], MeasureKind::Percentage);
        assert_eq!(text(&ticks, MeasureKind::Percentage), ["95%", "96%", "97%", "98%", "99%", "100%"]);
        assert!((value_ticks([3.0, 12.0], MeasureKind::Percentage).low()).abs() < 1e-9);
    }

    #[test]
    fn a_day_stands_in_its_year() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let years = Years::around([day("2019-11-30"), day("2023-12-15")], (0.0, 500.0)).unwrap();
        assert_eq!((years.first, years.last), (2019, 2023));
        assert!((years.at(day("2021-07-02")) - 250.0).abs() < 1.0);
        assert!(years.at(day("2023-12-31")) < 500.0);
        assert_eq!(years.labelled(150.0).collect::<Vec<_>>(), [2019, 2021, 2023]);
        assert!(Years::around([], (0.0, 1.0)).is_none());
    }
}
