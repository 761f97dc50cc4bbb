//! Measurements of one indicator in one area, over time.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::words::phrase;
use crate::format;
use crate::model::MeasureKind;

/// The measurements of an area, in order of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// The name of the area: `Den Haag Zuidwest`.
    pub area: String,
    /// Its measurements; drawn in the order of their days.
    pub points: Vec<Point>,
}

/// A measurement, done or missed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Its place on the axis: the last day the value is about.
    pub day: NaiveDate,
    /// What the report calls this moment: `najaar 2019`, `31 december 2021`. Equal moments of
    /// several areas share a row of the table.
    pub moment: String,
    /// What was found.
    pub reading: Reading,
}

/// What a measurement found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// A value in the unit of the indicator, unrounded.
    Value {
        /// The value.
        value: Decimal,
        /// Half the width of the 95 % interval, in the same unit.
        margin: Option<Decimal>,
        /// Why the value is to be read with care, in a few words: `lage respons`, `voorlopig`.
        /// Such a point is hollow.
        remark: Option<String>,
    },
    /// There is no value: a gap, never 0.
    NotMeasured {
        /// Why, as a phrase.
        reason: String,
    },
}

impl Point {
    /// The value, when there is one.
    pub(super) const fn value(&self) -> Option<Decimal> {
        match self.reading {
            Reading::Value { value, .. } => Some(value),
            Reading::NotMeasured { .. } => None,
        }
    }

    /// The margin, when there is one.
    pub(super) const fn margin(&self) -> Option<Decimal> {
        match self.reading {
            Reading::Value { margin, .. } => margin,
            Reading::NotMeasured { .. } => None,
        }
    }

    /// The remark on the value, when there is one.
    pub(super) fn remark(&self) -> Option<&str> {
        match &self.reading {
            Reading::Value { remark, .. } => remark.as_deref(),
            Reading::NotMeasured { .. } => None,
        }
    }
}

impl Series {
    /// The points in order of time.
    pub(super) fn sorted(&self) -> Vec<&Point> {
        let mut points: Vec<&Point> = self.points.iter().collect();
        points.sort_by_key(|point| point.day);
        points
    }

    /// The stretches that a line may join: values without a gap or a method break between.
    pub(super) fn runs(&self, breaks: &[MethodBreak]) -> Vec<Vec<&Point>> {
        let mut runs: Vec<Vec<&Point>> = vec![Vec::new()];
        let mut before: Option<NaiveDate> = None;
        for point in self.sorted() {
            let broken = breaks.iter().any(|other| before.is_some_and(|day| day < other.day) && other.day <= point.day);
            before = Some(point.day);
            if broken || point.value().is_none() {
                runs.push(Vec::new());
            }
            if let (true, Some(run)) = (point.value().is_some(), runs.last_mut()) {
                run.push(point);
            }
        }
        runs.retain(|run| !run.is_empty());
        runs
    }

    /// Whether there is a value to draw.
    pub(super) fn has_value(&self) -> bool {
        self.points.iter().any(|point| point.value().is_some())
    }

    /// The sentences that state the values and the gaps.
    pub(super) fn sentences(&self, unit: &Unit) -> Vec<String> {
        let values: Vec<String> = self
            .sorted()
            .into_iter()
            .filter_map(|point| {
                let mut notes = vec![point.moment.clone()];
                notes.extend(point.margin().map(|margin| format!("marge {}", unit.margin(margin))));
                notes.extend(point.remark().map(|remark| phrase(remark).to_owned()));
                Some(format!("{} ({})", unit.text(point.value()?), notes.join("; ")))
            })
            .collect();
        let mut sentences = Vec::new();
        if !values.is_empty() {
            sentences.push(format!("In {} was de waarde {}.", self.area, format::list(&values)));
        }
        for point in self.sorted() {
            if let Reading::NotMeasured { reason } = &point.reading {
                sentences.push(format!("In {} is niet gemeten ({}): {}.", self.area, point.moment, phrase(reason)));
            }
        }
        sentences
    }
}

/// A change of method: values before and from this day cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MethodBreak {
    /// The first day of the new method.
    pub day: NaiveDate,
    /// What changed, as a phrase.
    pub reason: String,
}

impl MethodBreak {
    /// The sentence that states it.
    pub(super) fn sentence(&self) -> String {
        format!(
            "Methodebreuk op {}: {}; waarden ervoor en erna zijn niet te vergelijken en de lijn is er onderbroken.",
            format::date(self.day),
            phrase(&self.reason)
        )
    }
}

/// The sentence of a caption about hollow markers; `None` when there are none.
pub(super) fn hollow_note<'a>(series: impl IntoIterator<Item = &'a Series>) -> Option<String> {
    let mut remarks: Vec<&str> =
        series.into_iter().flat_map(|one| &one.points).filter_map(Point::remark).map(phrase).collect();
    remarks.sort_unstable();
    remarks.dedup();
    (!remarks.is_empty())
        .then(|| format!("Een open teken is een waarde met een voorbehoud: {}.", format::list(&remarks)))
}

/// The sentence of a caption about whiskers; `None` when there are none.
pub(super) fn margin_note<'a>(series: impl IntoIterator<Item = &'a Series>) -> Option<String> {
    let any = series.into_iter().flat_map(|one| &one.points).any(|point| point.margin().is_some());
    any.then(|| "De verticale streepjes geven de marge (95%-interval).".to_owned())
}

/// How values of an indicator are printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// What the values are.
    pub kind: MeasureKind,
    /// Decimals in print.
    pub decimals: u32,
    /// The unit in words, for counts: `mensen`.
    pub name: Option<String>,
}

impl Unit {
    /// A value with its sign or unit: `31%`, `104 mensen`.
    pub(super) fn text(&self, value: Decimal) -> String {
        format::measured(value, self.decimals, self.kind, self.name.as_deref())
    }

    /// A value with its sign but without the unit in words: `31%`, `104`.
    pub(super) fn short(&self, value: Decimal) -> String {
        format::measured(value, self.decimals, self.kind, None)
    }

    /// A margin in words: in percentage points when the values are percentages.
    pub(super) fn margin(&self, value: Decimal) -> String {
        let number = self.bare(value);
        if self.kind == MeasureKind::Percentage { format!("{number} procentpunt") } else { number }
    }

    /// A margin in a table: only the number, in points of a percentage or in the unit.
    pub(super) fn bare(&self, value: Decimal) -> String {
        format::number(value, self.decimals)
    }

    /// What the axis counts: `schaalscore`, `procent`, `mensen`.
    pub(super) fn axis(&self) -> &str {
        match self.kind {
            MeasureKind::ScaleScore => "schaalscore",
            MeasureKind::Percentage => "procent",
            MeasureKind::Mark => "rapportcijfer",
            MeasureKind::Number => self.name.as_deref().unwrap_or("aantal"),
        }
    }
}

#[cfg(test)]
pub(super) mod examples {
    use super::*;

    pub(in crate::chart) fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    pub(in crate::chart) fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    /// `("2019-11-30", "najaar 2019", "4.9 ±0.2 lage respons")`; a value of `-` is not measured.
    pub(in crate::chart) fn series(area: &str, points: &[(&str, &str, &str)]) -> Series {
        let reading = |text: &str| {
            if let Some(reason) = text.strip_prefix("- ") {
                return Reading::NotMeasured { reason: reason.to_owned() };
            }
            let mut parts = text.splitn(3, ' ');
            Reading::Value {
                value: decimal(parts.next().unwrap()),
                margin: parts.next().filter(|part| *part != "±").map(|part| decimal(part.trim_start_matches('±'))),
                remark: parts.next().map(str::to_owned),
            }
        };
        let point = |(at, moment, text): &(&str, &str, &str)| Point {
            day: day(at),
            moment: (*moment).to_owned(),
            reading: reading(text),
        };
        Series { area: area.to_owned(), points: points.iter().map(point).collect() }
    }

    #[test]
    fn a_line_joins_nothing_across_a_gap_or_a_break() {
        let series = series(
            "Zuidwest",
            &[
                ("2019-11-30", "2019", "4.9"),
                ("2020-11-30", "2020", "5"),
                ("2021-11-30", "2021", "5.1"),
                ("2022-11-30", "2022", "- reden"),
                ("2023-11-30", "2023", "5.2"),
            ],
        );
        let breaks = [MethodBreak { day: day("2021-08-01"), reason: "nieuw".into() }];
        let lengths = |breaks: &[MethodBreak]| series.runs(breaks).iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(lengths(&breaks), [2, 1, 1]);
        assert_eq!(lengths(&[]), [3, 1]);
    }
}
