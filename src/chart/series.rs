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
    /// What the report calls this moment: `najaar 2019`, `31 december 2021`.
    pub moment: String,
    /// What was found.
    pub reading: Reading,
}

/// What a measurement found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// There is a value.
    Value(Measured),
    /// There is no value: a gap, never 0.
    NotMeasured {
        /// Why, as a phrase.
        reason: String,
    },
    /// It was measured, but the value is not told.
    NotShown {
        /// Why, as a phrase.
        reason: String,
    },
}

/// A value and what a reader must know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// The value in the unit of the indicator, unrounded.
    pub value: Decimal,
    /// Half the width of the 95 % interval, in the same unit.
    pub margin: Option<Decimal>,
    /// Whether the margin was computed from the number of respondents, for want of one of the source.
    pub has_computed_margin: bool,
    /// Why the value is to be read with care, in a few words: `lage respons`, `voorlopig`.
    /// Such a point is hollow.
    pub remark: Option<String>,
    /// Whether it was multiplied by a published factor, to stand beside what was measured by a newer
    /// method. Such a point is hollow too.
    pub is_converted: bool,
    /// Whether it was measured by another definition than was agreed. Such a point is hollow
    /// too, and the line to it thin and dashed.
    pub other_definition: bool,
}

impl Measured {
    /// Why it is to be read with care; empty when it is not.
    pub(super) fn remarks(&self) -> impl Iterator<Item = &str> {
        let converted = self.is_converted.then_some("omgerekend naar de nieuwe meetmethode");
        let other = self.other_definition.then_some("andere definitie");
        self.remark.as_deref().map(phrase).into_iter().chain(converted).chain(other)
    }

    /// Whether its marker is hollow.
    pub(super) const fn is_hollow(&self) -> bool {
        self.remark.is_some() || self.is_converted || self.other_definition
    }
}

impl Point {
    /// What was measured, when it was.
    pub(super) const fn measured(&self) -> Option<&Measured> {
        match &self.reading {
            Reading::Value(measured) => Some(measured),
            Reading::NotMeasured { .. } | Reading::NotShown { .. } => None,
        }
    }

    /// The value, when there is one.
    pub(super) fn value(&self) -> Option<Decimal> {
        self.measured().map(|measured| measured.value)
    }

    /// The margin, when there is one.
    pub(super) fn margin(&self) -> Option<Decimal> {
        self.measured()?.margin
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

    /// The values, in the order of the points.
    pub(super) fn values(&self) -> impl Iterator<Item = &Measured> {
        self.points.iter().filter_map(Point::measured)
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
                let measured = point.measured()?;
                let how = if measured.has_computed_margin { ", berekend" } else { "" };
                notes.extend(measured.margin.map(|margin| format!("marge {}{how}", unit.margin(margin))));
                notes.extend(measured.remarks().map(str::to_owned));
                Some(format!("{} ({})", unit.text(measured.value), notes.join("; ")))
            })
            .collect();
        let mut sentences = Vec::new();
        if !values.is_empty() {
            sentences.push(format!("In {} was de waarde {}.", self.area, format::list(&values)));
        }
        for point in self.sorted() {
            match &point.reading {
                Reading::Value(_) => {}
                Reading::NotMeasured { reason } => {
                    sentences.push(format!("In {} is niet gemeten ({}): {}.", self.area, point.moment, phrase(reason)));
                }
                Reading::NotShown { reason } => sentences.push(format!(
                    "Van {} is de waarde niet getoond ({}): {}.",
                    self.area,
                    point.moment,
                    phrase(reason)
                )),
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
pub(super) fn hollow_note<'a>(values: impl IntoIterator<Item = &'a Measured>) -> Option<String> {
    let mut remarks: Vec<&str> = values.into_iter().flat_map(Measured::remarks).collect();
    remarks.sort_unstable();
    remarks.dedup();
    (!remarks.is_empty())
        .then(|| format!("Een open teken is een waarde met een voorbehoud: {}.", format::list(&remarks)))
}

/// The sentence of a caption about thin lines; `None` when there are none.
pub(super) fn definition_note<'a>(
    series: impl IntoIterator<Item = &'a Series>,
    breaks: &[MethodBreak],
) -> Option<String> {
    let thin = |pair: &[&Point]| joins_other_definition(pair[0], pair[1]);
    let any = series.into_iter().flat_map(|one| one.runs(breaks)).any(|run| run.windows(2).any(thin));
    any.then(|| "Een dunne streepjeslijn loopt van of naar een waarde volgens een andere definitie.".to_owned())
}

/// Whether a line between these points would join a value of another definition.
pub(super) fn joins_other_definition(from: &Point, to: &Point) -> bool {
    [from, to].into_iter().filter_map(Point::measured).any(|measured| measured.other_definition)
}

/// The sentence of a caption about whiskers; `None` when there are none.
pub(super) fn margin_note<'a>(series: impl IntoIterator<Item = &'a Series>) -> Option<String> {
    let values: Vec<&Measured> =
        series.into_iter().flat_map(Series::values).filter(|one| one.margin.is_some()).collect();
    if values.is_empty() {
        return None;
    }
    let computed = if values.iter().any(|one| one.has_computed_margin) {
        " Een marge die de bron niet geeft, is berekend uit het aantal deelnemers."
    } else {
        ""
    };
    Some(format!("De verticale streepjes geven de marge (95%-interval).{computed}"))
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
        let number = format::number(value, self.decimals);
        if self.kind == MeasureKind::Percentage { format!("{number} procentpunt") } else { number }
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

    /// What the axis counts, as its title: `Schaalscore`, `Mensen`, but `m²` and `kWh` as they are.
    pub(super) fn title(&self) -> String {
        let axis = self.axis();
        let word = axis.split(' ').next().unwrap_or(axis);
        if word.len() > 2 && word.chars().all(char::is_lowercase) { format::capitalised(axis) } else { axis.to_owned() }
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

    /// `4.9 ±0.2 lage respons`; `±` is no margin, and the remark `*` another definition.
    pub(in crate::chart) fn measured(text: &str) -> Measured {
        let mut parts = text.splitn(3, ' ');
        let value = decimal(parts.next().unwrap());
        let margin = parts.next().filter(|part| *part != "±").map(|part| decimal(part.trim_start_matches('±')));
        let remark = parts.next();
        Measured {
            value,
            margin,
            has_computed_margin: false,
            is_converted: false,
            remark: remark.filter(|remark| *remark != "*").map(str::to_owned),
            other_definition: remark == Some("*"),
        }
    }

    /// `("2019-11-30", "najaar 2019", "4.9 ±0.2 lage respons")`; a value of `-` is not measured.
    pub(in crate::chart) fn series(area: &str, points: &[(&str, &str, &str)]) -> Series {
        let reading = |text: &str| {
            if let Some(reason) = text.strip_prefix("- ") {
                return Reading::NotMeasured { reason: reason.to_owned() };
            }
            Reading::Value(measured(text))
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

    #[test]
    fn a_symbol_of_a_unit_gets_no_capital() {
        let title = |name: &str| Unit { kind: MeasureKind::Number, decimals: 0, name: Some(name.into()) }.title();
        assert_eq!(
            ["mensen", "m²", "kWh", "km", "uur per week"].map(title),
            ["Mensen", "m²", "kWh", "km", "Uur per week"]
        );
        assert_eq!(Unit { kind: MeasureKind::Percentage, decimals: 0, name: None }.title(), "Procent");
    }
}
