//! The measurements of an indicator over the years, beside those of the area it is compared with.

use chrono::NaiveDate;
use plotters::style::RGBColor;
use rust_decimal::Decimal;

use super::canvas::{self, Align, At, Canvas, Ink};
use super::label::{self, Frame, Placer};
use super::scale::{Linear, Ticks, Years, place, value_ticks};
use super::series::{MethodBreak, Point, Reading, Series, Unit, definition_note, hollow_note, margin_note};
use super::style::{
    AID, AXIS, GRID, HAIRLINE, INK, LEADING, MUTED, Marker, OTHER, OWN, Stroke, TEXT, THICK, THIN, WIDTH, Weight,
};
use super::trace::{Label, Look, Trace};
use super::words::prose;
use super::{Chart, Typeface};
use crate::format;

/// What was measured of one indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorSeries {
    /// The name of the indicator.
    pub name: String,
    /// How its values are printed.
    pub unit: Unit,
    /// The area the target is about.
    pub area: Series,
    /// The area it is compared with, when that was agreed.
    pub comparison: Option<Series>,
    /// The method breaks without a sourced conversion; lines stop there.
    pub breaks: Vec<MethodBreak>,
    /// A straight line from the nulmeting to the target, which the covenant does not contain.
    pub aid: Option<AidLine>,
    /// The level to reach, in the unit of the indicator, when there is one.
    pub target: Option<TargetLevel>,
    /// The axis runs at least to this day: the eindmeting.
    pub until: Option<NaiveDate>,
}

/// The hulplijn: a help to the eye, not an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AidLine {
    /// The day and value it starts from.
    pub from: (NaiveDate, Decimal),
    /// The day and value it leads to.
    pub to: (NaiveDate, Decimal),
}

/// The value that was agreed to reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TargetLevel {
    /// When it is to be reached.
    pub day: NaiveDate,
    /// The value, unrounded.
    pub value: Decimal,
}

const OWN_LOOK: Look = Look { line: Stroke::solid(OWN, THICK), marker: Marker::Circle, weight: Weight::Bold };
const OTHER_LOOK: Look = Look { line: Stroke::dashed(OTHER, THICK), marker: Marker::Square, weight: Weight::Regular };
const AID_STROKE: Stroke = Stroke::dotted(AID, 1.2);
const BREAK_STROKE: Stroke = Stroke::dotted(AXIS, 1.0);

const TOP: f64 = 24.0;
const PLOT_HEIGHT: f64 = 164.0;
/// The column at the right in which lines are named: a sample of the line, then its name.
const NAMES: f64 = 122.0;
const SAMPLE: f64 = 16.0;
/// The room between the axis and the names, for the label of a last value.
const NEAR: f64 = 30.0;

/// The chart of an indicator; `None` when its area has values of fewer than two days, which a
/// table tells better.
#[must_use]
pub fn draw(data: &IndicatorSeries, typeface: &Typeface<'_>) -> Option<Chart> {
    let mut days = data.area.points.iter().filter(|point| point.value().is_some()).map(|point| point.day);
    let first = days.next()?;
    days.find(|day| *day != first)?;
    let ticks = data.ticks();
    Some(Chart { svg: data.svg(typeface, &ticks)?, alt: data.alt(&ticks), caption: data.caption(typeface, &ticks) })
}

impl IndicatorSeries {
    fn all(&self) -> impl Iterator<Item = &Series> {
        std::iter::once(&self.area).chain(&self.comparison)
    }

    fn ticks(&self) -> Ticks {
        let mut values = Vec::new();
        for point in self.all().flat_map(|series| &series.points) {
            if let Some(value) = point.value().map(place) {
                let margin = point.margin().map_or(0.0, place);
                values.extend([value, value - margin, value + margin]);
            }
        }
        values.extend(self.target.map(|target| place(target.value)));
        values.extend(self.aid.iter().flat_map(|aid| [place(aid.from.1), place(aid.to.1)]));
        value_ticks(values, self.unit.kind)
    }

    fn days(&self) -> impl Iterator<Item = NaiveDate> {
        let points = self.all().flat_map(|series| &series.points).map(|point| point.day);
        let aid = self.aid.iter().flat_map(|aid| [aid.from.0, aid.to.0]);
        points.chain(aid).chain(self.target.map(|target| target.day)).chain(self.until)
    }

    fn tick_texts(&self, ticks: &Ticks) -> Vec<String> {
        ticks.values.iter().map(|value| ticks.text(*value, self.unit.kind)).collect()
    }

    /// Where the axis of years starts and ends.
    fn places(&self, typeface: &Typeface<'_>, ticks: &Ticks) -> (f64, f64) {
        let texts = self.tick_texts(ticks);
        let widths = texts.iter().map(|text| typeface.width(text, TEXT, Weight::Regular));
        (widths.fold(0.0, f64::max) + 8.0, WIDTH - NAMES - NEAR)
    }

    fn svg(&self, typeface: &Typeface<'_>, ticks: &Ticks) -> Option<String> {
        let bottom = TOP + PLOT_HEIGHT;
        let texts = self.tick_texts(ticks);
        let (left, right) = self.places(typeface, ticks);
        let years = Years::around(self.days(), (left, right))?;
        let scale = Linear { values: (ticks.low(), ticks.high()), places: (bottom, TOP) };
        let gaps = Gaps::new(typeface, &self.area, &years);
        let height = bottom + 20.0 + if gaps.is_empty() { 0.0 } else { GAPS };

        Some(canvas::draw(height, |canvas| {
            for (value, text) in ticks.values.iter().zip(&texts) {
                let y = scale.at(*value);
                canvas.line((left, y), (right, y), Stroke::solid(GRID, HAIRLINE));
                canvas.text((left - 6.0, y), text, Align::End, Ink::regular(MUTED));
            }
            for line in label::wrap(typeface, &self.axis_note(ticks), right, 1, Weight::Regular) {
                canvas.text((0.0, 7.0), &line, Align::Start, Ink::regular(MUTED));
            }
            draw_years(canvas, &years, bottom);
            gaps.draw(canvas, bottom, gaps.have_room());

            // Both whiskers of one moment would lie over each other.
            let beside =
                if self.all().filter(|series| series.points.iter().any(|point| point.margin().is_some())).count() > 1 {
                    4.0
                } else {
                    0.0
                };
            let own_at = |point: &Point, value| (years.at(point.day), scale.at(place(value)));
            let other_at = |point: &Point, value| (years.at(point.day) + beside, scale.at(place(value)));
            let own = Trace { series: &self.area, look: OWN_LOOK, at: &own_at };
            let other = self.comparison.as_ref().map(|series| Trace { series, look: OTHER_LOOK, at: &other_at });

            let mut placer = Placer::new(Frame::new(left, TOP - 12.0, right + NEAR - 4.0, bottom - 1.0));
            for trace in [Some(&own), other.as_ref()].into_iter().flatten() {
                trace.claim(&mut placer, &self.breaks);
            }
            let mut names = Vec::new();
            if let Some(aid) = &self.aid {
                let ends = [aid.from, aid.to].map(|(day, value)| (years.at(day), scale.at(place(value))));
                canvas.path(&ends, AID_STROKE);
                placer.avoid_line(ends[0], ends[1]);
                names.push(Name {
                    y: ends[1].1,
                    text: "hulplijn, niet in het convenant afgesproken".into(),
                    ink: Ink::regular(MUTED),
                    sign: Sign { line: Some(AID_STROKE), marker: None },
                });
            }
            let mut labels = self.draw_breaks(canvas, typeface, &years, &mut placer);
            if let Some(target) = &self.target {
                let at = (years.at(target.day), scale.at(place(target.value)));
                placer.take(Frame::around(at, 10.0, 10.0));
                names.push(Name {
                    y: at.1 - 1.0,
                    text: format!("streefwaarde {}", self.unit.text(target.value)),
                    ink: Ink::regular(INK),
                    sign: Sign { line: None, marker: Some((Marker::Diamond, AID, true)) },
                });
            }
            let upper = match (own.end(), other.as_ref().and_then(Trace::end)) {
                (Some((_, own)), Some((_, other))) => own <= other,
                _ => true,
            };
            labels.extend(own.labels(typeface, &mut placer, &self.unit, upper));
            labels.extend(other.iter().flat_map(|other| other.labels(typeface, &mut placer, &self.unit, !upper)));
            for label in &labels {
                label.clear(canvas);
            }
            if let Some(target) = &self.target {
                canvas.marker((years.at(target.day), scale.at(place(target.value))), Marker::Diamond, AID, true);
            }
            for trace in other.iter().chain([&own]) {
                trace.draw(canvas, &self.breaks);
                if let Some((_, y)) = trace.end() {
                    let sign = Sign {
                        line: trace.sample(&self.breaks),
                        marker: Some((trace.look.marker, trace.look.colour(), trace.is_hollow())),
                    };
                    names.push(Name { y, text: trace.series.area.clone(), ink: trace.look.ink(), sign });
                }
            }
            for label in &labels {
                label.draw(canvas);
            }
            draw_names(canvas, typeface, &names, height);
        }))
    }

    /// What crosses mean, when there is no room for words beside them.
    fn gap_note(&self, typeface: &Typeface<'_>, ticks: &Ticks) -> Option<String> {
        let years = Years::around(self.days(), self.places(typeface, ticks))?;
        (!Gaps::new(typeface, &self.area, &years).have_room()).then(|| GAP_NOTE.to_owned())
    }

    fn draw_breaks(
        &self,
        canvas: &Canvas<'_>,
        typeface: &Typeface<'_>,
        years: &Years,
        placer: &mut Placer,
    ) -> Vec<Label> {
        const WORD: &str = "methodebreuk";
        let width = typeface.width(WORD, TEXT, Weight::Regular) + 2.0;
        let shown = |x: &f64| (years.places.0..=years.places.1).contains(x);
        let lines: Vec<f64> = self.breaks.iter().map(|one| years.at(one.day)).filter(shown).collect();
        for x in &lines {
            canvas.line((*x, TOP - 10.0), (*x, TOP + PLOT_HEIGHT), BREAK_STROKE);
            placer.take(Frame::new(x - 1.0, TOP - 10.0, x + 1.0, TOP + PLOT_HEIGHT));
        }
        let mut labels = Vec::new();
        for x in &lines {
            let rows = (0..6).map(|row| TOP - 6.0 + f64::from(row) * LEADING);
            let beside = |y| [x + 4.0 + width / 2.0, x - 4.0 - width / 2.0].map(|x| Frame::around((x, y), width, TEXT));
            if let Some(frame) = placer.place(&rows.flat_map(beside).collect::<Vec<_>>()) {
                labels.push(Label { frame, text: WORD.to_owned(), ink: Ink::regular(MUTED) });
            }
        }
        labels
    }

    fn axis_note(&self, ticks: &Ticks) -> String {
        let unit = self.unit.title();
        self.raised(ticks).map_or(unit.clone(), |low| format!("{unit} (as begint bij {low})"))
    }

    /// Where the axis starts in print, when that is not at 0.
    fn raised(&self, ticks: &Ticks) -> Option<String> {
        (ticks.low() > 0.0).then(|| ticks.text(ticks.low(), self.unit.kind))
    }

    fn alt(&self, ticks: &Ticks) -> String {
        let mut sentences = vec![format!("{}, {}.", format::capitalised(&self.name), self.unit.axis())];
        sentences.extend(self.all().flat_map(|series| series.sentences(&self.unit)));
        sentences.extend(self.breaks.iter().map(MethodBreak::sentence));
        if let Some(target) = self.target {
            sentences.push(format!(
                "De streefwaarde is {} ({}).",
                self.unit.text(target.value),
                format::date(target.day)
            ));
        }
        if let Some(AidLine { from, to }) = self.aid {
            let end = |(day, value)| format!("{} ({})", self.unit.text(value), format::date(day));
            sentences.push(format!(
                "Een hulplijn, niet in het convenant afgesproken, loopt van {} naar {}.",
                end(from),
                end(to)
            ));
        }
        sentences.extend(self.raised(ticks).map(|low| format!("De verticale as begint niet bij 0 maar bij {low}.")));
        prose(&sentences)
    }

    fn caption(&self, typeface: &Typeface<'_>, ticks: &Ticks) -> String {
        let name = format::capitalised(&self.name);
        let mut sentences = vec![match &self.comparison {
            Some(other) => format!("{name} in {}, vergeleken met {}.", self.area.area, other.area),
            None => format!("{name} in {}.", self.area.area),
        }];
        sentences.extend(margin_note(self.all()));
        sentences.extend(hollow_note(self.all().flat_map(Series::values)));
        sentences.extend(definition_note(self.all(), &self.breaks));
        sentences.extend(self.gap_note(typeface, ticks));
        sentences.join(" ")
    }
}

/// The words for a gap.
pub(super) const NOT_MEASURED: &str = "niet gemeten";

/// The words for a gap where there is a value that is not told.
const NOT_SHOWN: &str = "niet getoond";

/// The sentence of a caption about gaps without words.
pub(super) const GAP_NOTE: &str = "× = niet gemeten of niet getoond.";

/// The room for gaps under the years.
pub(super) const GAPS: f64 = 11.0;

/// The gaps of a series: crosses under the years, where they cannot be read as values, and the
/// words beside them when there is room for all.
pub(super) struct Gaps(Vec<(f64, Frame, &'static str)>);

impl Gaps {
    pub(super) fn new(typeface: &Typeface<'_>, series: &Series, years: &Years) -> Self {
        let gap = |point: &Point| {
            let words = if matches!(point.reading, Reading::NotShown { .. }) { NOT_SHOWN } else { NOT_MEASURED };
            let width = typeface.width(words, TEXT, Weight::Regular);
            let aside = 6.0 + width / 2.0;
            let x = years.at(point.day);
            // Words stand at the side with more room.
            let aside = if x > f64::midpoint(years.places.0, years.places.1) { -aside } else { aside };
            (x, Frame::around((x + aside, 22.0), width, TEXT), words)
        };
        Self(series.sorted().into_iter().filter(|point| point.value().is_none()).map(gap).collect())
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the words fit beside each cross.
    pub(super) fn have_room(&self) -> bool {
        let reach = |(x, words, _): &(f64, Frame, &str)| (words.x0.min(x - 4.0), words.x1.max(x + 4.0));
        self.0.windows(2).all(|pair| reach(&pair[0]).1 + 4.0 <= reach(&pair[1]).0)
    }

    /// Draws them under an axis of years at this height.
    pub(super) fn draw(&self, canvas: &Canvas<'_>, axis: f64, with_words: bool) {
        for (x, words, said) in &self.0 {
            let (middle, under) = words.middle();
            draw_cross(canvas, (*x, axis + under));
            if with_words {
                canvas.text((middle, axis + under), said, Align::Middle, Ink::regular(MUTED));
            }
        }
    }
}

fn draw_cross(canvas: &Canvas<'_>, (x, y): At) {
    let stroke = Stroke::solid(AID, 1.2);
    canvas.line((x - 2.5, y - 2.5), (x + 2.5, y + 2.5), stroke);
    canvas.line((x - 2.5, y + 2.5), (x + 2.5, y - 2.5), stroke);
}

/// The axis of years: a line, a tick where a year begins, and the year in the middle of its stretch.
pub(super) fn draw_years(canvas: &Canvas<'_>, years: &Years, y: f64) {
    let axis = Stroke::solid(AXIS, THIN);
    canvas.line((years.places.0, y), (years.places.1, y), axis);
    for year in years.labelled(28.0) {
        let (from, to) = (years.start(year), years.start(year.saturating_add(1)));
        canvas.line((from, y), (from, y + 4.0), axis);
        canvas.text((f64::midpoint(from, to), y + 11.0), &year.to_string(), Align::Middle, Ink::regular(MUTED));
    }
    canvas.line((years.places.1, y), (years.places.1, y + 4.0), axis);
}

/// A name in the column at the right.
struct Name {
    /// The height of what it names.
    y: f64,
    text: String,
    ink: Ink,
    sign: Sign,
}

/// What stands before a name, as it is in the chart.
struct Sign {
    line: Option<Stroke>,
    /// A marker, its colour, and whether it is hollow.
    marker: Option<(Marker, RGBColor, bool)>,
}

fn draw_names(canvas: &Canvas<'_>, typeface: &Typeface<'_>, names: &[Name], height: f64) {
    let left = WIDTH - NAMES;
    let lines: Vec<Vec<String>> =
        names.iter().map(|name| label::wrap(typeface, &name.text, NAMES - SAMPLE - 5.0, 3, name.ink.weight)).collect();
    let wishes: Vec<(f64, f64)> =
        names.iter().zip(&lines).map(|(name, lines)| (name.y, label::height(lines.len()) + 4.0)).collect();
    for ((name, lines), middle) in names.iter().zip(&lines).zip(label::spread(&wishes, 2.0, height - 2.0)) {
        let mut y = middle - label::height(lines.len()) / 2.0 + LEADING / 2.0;
        let at = (left + SAMPLE / 2.0, y);
        if let Some(stroke) = name.sign.line {
            canvas.line((left, y), (left + SAMPLE, y), stroke);
        }
        if let Some((marker, colour, hollow)) = name.sign.marker {
            canvas.marker(at, marker, colour, hollow);
        }
        for line in lines {
            canvas.text((left + SAMPLE + 5.0, y), line, Align::Start, name.ink);
            y += LEADING;
        }
    }
}

#[cfg(test)]
pub(super) mod examples {
    use crate::model::MeasureKind;

    use super::super::series::examples::{day, decimal, series};
    use super::*;

    pub(in crate::chart) fn score() -> Unit {
        Unit { kind: MeasureKind::ScaleScore, decimals: 1, name: None }
    }

    pub(in crate::chart) fn cohesion() -> IndicatorSeries {
        IndicatorSeries {
            name: "sociale cohesie".into(),
            unit: score(),
            area: series(
                "Den Haag Zuidwest",
                &[
                    ("2019-11-30", "najaar 2019", "4.9 ±0.2 lage respons"),
                    ("2021-11-30", "najaar 2021", "5.04 ±0.15"),
                    ("2022-11-30", "najaar 2022", "- niet gepland in dat jaar"),
                    ("2023-12-15", "najaar 2023", "5.2 ±0.1"),
                ],
            ),
            comparison: Some(series(
                "Den Haag",
                &[
                    ("2019-11-30", "najaar 2019", "5.6 ±0.1"),
                    ("2021-11-30", "najaar 2021", "5.5 ±0.1"),
                    ("2023-12-15", "najaar 2023", "5.6 ±0.1"),
                ],
            )),
            breaks: vec![MethodBreak { day: day("2021-08-01"), reason: "nieuwe onderzoeksopzet".into() }],
            aid: Some(AidLine { from: (day("2019-11-30"), decimal("4.9")), to: (day("2023-12-15"), decimal("5.4")) }),
            target: Some(TargetLevel { day: day("2023-12-15"), value: decimal("5.4") }),
            until: Some(day("2023-12-15")),
        }
    }

    pub(in crate::chart) fn reached() -> IndicatorSeries {
        IndicatorSeries {
            name: "mensen naar werk begeleid".into(),
            unit: Unit { kind: MeasureKind::Number, decimals: 0, name: Some("mensen".into()) },
            area: series(
                "Den Haag Zuidwest",
                &[
                    ("2019-12-31", "2019", "0"),
                    ("2020-12-31", "2020", "104"),
                    ("2021-12-31", "2021", "630 ± voorlopig"),
                    ("2022-12-31", "2022", "2000"),
                ],
            ),
            comparison: None,
            breaks: vec![],
            aid: Some(AidLine { from: (day("2019-09-01"), decimal("0")), to: (day("2023-07-31"), decimal("500")) }),
            target: Some(TargetLevel { day: day("2023-07-31"), value: decimal("500") }),
            until: None,
        }
    }

    pub(in crate::chart) fn close() -> IndicatorSeries {
        IndicatorSeries {
            name: "bewoners die zich wel eens onveilig voelen in hun eigen buurt".into(),
            unit: Unit { kind: MeasureKind::Percentage, decimals: 0, name: None },
            area: series(
                "Bouwlust, Vrederust en Morgenstond tezamen",
                &[
                    ("2019-11-30", "2019", "31 ±4"),
                    ("2020-11-30", "2020", "30 ±4"),
                    ("2021-11-30", "2021", "- geen veldwerk."),
                    ("2022-02-28", "2022", "- te lage respons"),
                    ("2023-12-15", "2023", "27 ±3"),
                ],
            ),
            comparison: Some(series(
                "Rotterdam-Zuid en omliggende gemeenten in de regio",
                &[
                    ("2019-11-30", "2019", "31 ±1"),
                    ("2020-11-30", "2020", "29 ±1"),
                    ("2021-11-30", "2021", "29 ±1"),
                    ("2023-12-15", "2023", "28 ±1"),
                ],
            )),
            breaks: vec![
                MethodBreak { day: day("2021-08-01"), reason: "internet in plaats van papier".into() },
                MethodBreak { day: day("2021-12-01"), reason: "andere vraag".into() },
            ],
            aid: Some(AidLine { from: (day("2019-11-30"), decimal("31")), to: (day("2023-12-15"), decimal("21")) }),
            target: Some(TargetLevel { day: day("2023-12-15"), value: decimal("21") }),
            until: Some(day("2023-12-15")),
        }
    }

    /// Two values that no line joins, both with a remark.
    pub(in crate::chart) fn apart() -> IndicatorSeries {
        IndicatorSeries {
            name: "leefbaarheid".into(),
            unit: Unit { kind: MeasureKind::Mark, decimals: 1, name: None },
            area: series(
                "Moerwijk",
                &[("2019-11-30", "2019", "6.4 ± lage respons"), ("2021-11-30", "2021", "6.6 ± *")],
            ),
            comparison: None,
            breaks: vec![MethodBreak { day: day("2021-08-01"), reason: "nieuwe vragenlijst".into() }],
            aid: None,
            target: None,
            until: Some(day("2023-12-15")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::proof::contains;
    use super::super::series::examples::series;
    use super::super::typeface::bundled;
    use super::examples::*;
    use super::*;

    #[test]
    fn the_alt_text_states_what_is_drawn() {
        let chart = draw(&cohesion(), &bundled()).unwrap();
        assert_eq!(
            chart.alt,
            "Sociale cohesie, schaalscore. In Den Haag Zuidwest was de waarde 4,9 (najaar 2019; marge 0,2; lage respons), \
             5,0 (najaar 2021; marge 0,2) en 5,2 (najaar 2023; marge 0,1). In Den Haag Zuidwest is niet gemeten (najaar 2022): \
             niet gepland in dat jaar. In Den Haag was de waarde 5,6 (najaar 2019; marge 0,1), 5,5 (najaar 2021; marge 0,1) \
             en 5,6 (najaar 2023; marge 0,1). Methodebreuk op 1 augustus 2021: nieuwe onderzoeksopzet; waarden ervoor en erna \
             zijn niet te vergelijken en de lijn is er onderbroken. De streefwaarde is 5,4 (15 december 2023). Een hulplijn, \
             niet in het convenant afgesproken, loopt van 4,9 (30 november 2019) naar 5,4 (15 december 2023). \
             De verticale as begint niet bij 0 maar bij 4,5."
        );
        assert_eq!(
            chart.caption,
            "Sociale cohesie in Den Haag Zuidwest, vergeleken met Den Haag. De verticale streepjes geven de marge \
             (95%-interval). Een open teken is een waarde met een voorbehoud: lage respons."
        );
    }

    #[test]
    fn lines_are_named_where_they_end() {
        let svg = draw(&cohesion(), &bundled()).unwrap().svg;
        contains(
            &svg,
            &[
                "Den Haag Zuidwest",
                "Den Haag",
                "methodebreuk",
                "niet gemeten",
                "hulplijn, niet in het",
                "streefwaarde 5,4",
                "Schaalscore (as begint bij 4,5)",
                "2019",
                "2023",
            ],
        );
    }

    #[test]
    fn a_count_of_four_times_the_target_fits_on_an_axis_from_zero() {
        let chart = draw(&reached(), &bundled()).unwrap();
        contains(&chart.svg, &["0", "500", "2.000", "2.500", "Mensen", "streefwaarde 500 mensen"]);
        assert!(!chart.alt.contains("begint niet bij 0"));
        assert!(chart.alt.contains("104 mensen (2020), 630 mensen (2021; voorlopig) en 2.000 mensen (2022)."));
    }

    #[test]
    fn values_of_fewer_than_two_days_are_no_chart() {
        let with = |points: &[(&str, &str, &str)]| IndicatorSeries { area: series("Moerwijk", points), ..apart() };
        let (one, none) = (("2019-11-30", "2019", "6.4"), ("2021-11-30", "2021", "- te lage respons"));
        for points in [vec![none], vec![one, none], vec![one, one]] {
            assert_eq!(draw(&with(&points), &bundled()), None);
        }
        let compared = IndicatorSeries { comparison: Some(apart().area), ..with(&[one]) };
        assert_eq!(draw(&compared, &bundled()), None);
        assert!(draw(&apart(), &bundled()).is_some());
    }

    #[test]
    fn the_symbol_of_a_name_is_as_the_series_is() {
        let svg = |data: &IndicatorSeries| draw(data, &bundled()).unwrap().svg;
        let lines =
            |svg: &str| svg.lines().filter(|line| line.contains("#14315C") && line.contains("polyline")).count();
        let white = |svg: &str| svg.lines().filter(|line| line.contains("<circle") && line.contains("#FFFFFF")).count();
        let apart = apart();
        // A white middle for each of two values and the symbol.
        assert_eq!((lines(&svg(&apart)), white(&svg(&apart))), (0, 3));
        let points = [("2019-11-30", "2019", "6.4"), ("2020-11-30", "2020", "6.6 ± lage respons")];
        let joined = IndicatorSeries { area: series("Moerwijk", &points), ..apart };
        assert_eq!((lines(&svg(&joined)), white(&svg(&joined))), (2, 1));
    }

    #[test]
    fn a_line_to_another_definition_is_thin_and_dashed() {
        let points = [("2018-11-30", "2018", "6.4"), ("2019-11-30", "2019", "6.5"), ("2020-11-30", "2020", "6.6 ± *")];
        let chart = draw(&IndicatorSeries { area: series("Moerwijk", &points), ..apart() }, &bundled()).unwrap();
        assert_eq!(chart.svg.matches("stroke-width=\"18\"").count(), 2);
        assert!(chart.alt.contains("6,6 (2020; andere definitie)"));
        assert!(chart.caption.ends_with(
            "Een open teken is een waarde met een voorbehoud: andere definitie. Een dunne streepjeslijn loopt van of naar \
             een waarde volgens een andere definitie."
        ));
    }

    #[test]
    fn gaps_without_room_for_words_are_told_of_in_the_caption() {
        let chart = draw(&close(), &bundled()).unwrap();
        assert!(chart.caption.ends_with(GAP_NOTE) && !chart.svg.contains(NOT_MEASURED));
    }
}
