//! The same indicator in each wijk: small panels with one scale.

use super::canvas::{self, Align, Canvas, Ink};
use super::indicator::{GAP_NOTE, GAPS, Gaps, draw_years};
use super::label::{self, Frame, Placer};
use super::scale::{Linear, Ticks, Years, place, value_ticks};
use super::series::{MethodBreak, Point, Series, Unit, definition_note, hollow_note, margin_note};
use super::style::{AXIS, GRID, HAIRLINE, INK, LEADING, MUTED, Marker, OWN, Stroke, TEXT, THICK, WHITE, WIDTH, Weight};
use super::trace::{Look, Trace};
use super::words::prose;
use super::{Chart, Typeface};
use crate::format;

/// An indicator in the wijken of the area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wijken {
    /// The name of the indicator.
    pub name: String,
    /// How its values are printed.
    pub unit: Unit,
    /// A series per wijk, in the order of the dossier; never sorted by value, which would rank them.
    pub wijken: Vec<Series>,
    /// The method breaks without a sourced conversion; lines stop there.
    pub breaks: Vec<MethodBreak>,
}

const LOOK: Look = Look { line: Stroke::solid(OWN, THICK), marker: Marker::Circle, weight: Weight::Regular };
const BREAK_STROKE: Stroke = Stroke::dotted(AXIS, 1.0);
const PLOT_HEIGHT: f64 = 74.0;
const BETWEEN: f64 = 16.0;
/// The room for what the axes count, above the first names.
const HEAD: f64 = 19.0;
/// The words for a wijk of which the dossier says nothing, not even why.
const NO_DATA: &str = "geen gegevens";

/// The chart of the wijken; `None` when no wijk has a value.
#[must_use]
pub fn draw(data: &Wijken, typeface: &Typeface<'_>) -> Option<Chart> {
    if !data.wijken.iter().any(Series::has_value) {
        return None;
    }
    let ticks = data.ticks();
    Some(Chart { svg: data.svg(typeface, &ticks)?, alt: data.alt(&ticks), caption: data.caption() })
}

impl Wijken {
    fn points(&self) -> impl Iterator<Item = &Point> {
        self.wijken.iter().flat_map(|wijk| &wijk.points)
    }

    fn ticks(&self) -> Ticks {
        let mut values = Vec::new();
        for point in self.points() {
            if let Some(value) = point.value().map(place) {
                let margin = point.margin().map_or(0.0, place);
                values.extend([value - margin, value + margin]);
            }
        }
        value_ticks(values, self.unit.kind)
    }

    /// Panels in a row.
    const fn columns(&self) -> usize {
        match self.wijken.len() {
            count @ 0..=4 => count,
            5 | 6 | 9 => 3,
            _ => 4,
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "a deal has few wijken")]
    fn svg(&self, typeface: &Typeface<'_>, ticks: &Ticks) -> Option<String> {
        let columns = self.columns();
        let texts: Vec<String> = ticks.values.iter().map(|value| ticks.text(*value, self.unit.kind)).collect();
        let left = texts.iter().map(|text| typeface.width(text, TEXT, Weight::Regular)).fold(0.0, f64::max) + 8.0;
        let width = (WIDTH - 14.0 - left - BETWEEN * (columns as f64 - 1.0)) / columns as f64;
        // One wijk alone needs no panel of the whole width.
        let width = width.min(220.0);
        let names: Vec<Vec<String>> =
            self.wijken.iter().map(|wijk| label::wrap(typeface, &wijk.area, width, 2, Weight::Bold)).collect();
        let years = |places| Years::around(self.points().map(|point| point.day), places);
        years((0.0, 1.0))?;

        let rows: Vec<(&[Series], &[Vec<String>])> = self.wijken.chunks(columns).zip(names.chunks(columns)).collect();
        let heading = |names: &[Vec<String>]| label::height(names.iter().map(Vec::len).max().unwrap_or(1)) + 12.0;
        let foot = 26.0 + if self.has_gaps() { GAPS } else { 0.0 };
        let height = HEAD + rows.iter().map(|(_, names)| heading(names) + PLOT_HEIGHT + foot).sum::<f64>() - 6.0;
        Some(canvas::draw(height, |canvas| {
            let unit = self.unit.title();
            let note = self.raised(ticks).map_or(unit.clone(), |low| format!("{unit} (as begint bij {low})"));
            for line in label::wrap(typeface, &note, WIDTH, 1, Weight::Regular) {
                canvas.text((0.0, 7.0), &line, Align::Start, Ink::regular(MUTED));
            }
            let mut top = HEAD;
            for (wijken, names) in rows {
                let plot = top + heading(names);
                let scale = Linear { values: (ticks.low(), ticks.high()), places: (plot + PLOT_HEIGHT, plot) };
                for (value, text) in ticks.values.iter().zip(&texts) {
                    canvas.text((left - 6.0, scale.at(*value)), text, Align::End, Ink::regular(MUTED));
                }
                let mut x = left;
                for (wijk, name) in wijken.iter().zip(names) {
                    // Short names stand on the line above their panel.
                    let mut y = plot - 12.0 - label::height(name.len()) + LEADING / 2.0;
                    for line in name {
                        canvas.text((x, y), line, Align::Start, Ink::bold(INK));
                        y += LEADING;
                    }
                    if let Some(years) = years((x, x + width)) {
                        self.draw_panel(canvas, typeface, wijk, &years, &scale, ticks);
                    }
                    x += width + BETWEEN;
                }
                top = plot + PLOT_HEIGHT + foot;
            }
        }))
    }

    fn draw_panel(
        &self,
        canvas: &Canvas<'_>,
        typeface: &Typeface<'_>,
        wijk: &Series,
        years: &Years,
        scale: &Linear,
        ticks: &Ticks,
    ) {
        let ((x0, x1), (bottom, top)) = (years.places, scale.places);
        for value in &ticks.values {
            let y = scale.at(*value);
            canvas.line((x0, y), (x1, y), Stroke::solid(GRID, HAIRLINE));
        }
        draw_years(canvas, years, bottom);
        let at = |point: &Point, value| (years.at(point.day), scale.at(place(value)));
        let trace = Trace { series: wijk, look: LOOK, at: &at };
        let mut placer = Placer::new(Frame::new(x0, top - 12.0, x1 + BETWEEN - 2.0, bottom - 1.0));
        trace.claim(&mut placer, &self.breaks);
        for one in &self.breaks {
            let x = years.at(one.day);
            if (x0..=x1).contains(&x) {
                // Labels may stand over it: beside it they would seem to belong to the next point.
                canvas.line((x, top), (x, bottom), BREAK_STROKE);
            }
        }
        Gaps::new(typeface, wijk, years).draw(canvas, bottom, !self.has_many_gaps());
        if wijk.points.is_empty() {
            let middle = (f64::midpoint(x0, x1), f64::midpoint(top, bottom));
            canvas.fill((x0, middle.1 - LEADING / 2.0), (x1, middle.1 + LEADING / 2.0), WHITE);
            canvas.text(middle, NO_DATA, Align::Middle, Ink::regular(MUTED));
        }
        let labels = trace.labels(typeface, &mut placer, &self.unit, true);
        for label in &labels {
            label.clear(canvas);
        }
        trace.draw(canvas, &self.breaks);
        for label in &labels {
            label.draw(canvas);
        }
    }

    fn has_gaps(&self) -> bool {
        self.points().any(|point| point.value().is_none())
    }

    /// Whether a wijk has more than one gap; then no cross has words beside it.
    fn has_many_gaps(&self) -> bool {
        let gaps = |wijk: &Series| wijk.points.iter().filter(|point| point.value().is_none()).count();
        self.wijken.iter().any(|wijk| gaps(wijk) > 1)
    }

    /// Where the axis starts in print, when that is not at 0.
    fn raised(&self, ticks: &Ticks) -> Option<String> {
        (ticks.low() > 0.0).then(|| ticks.text(ticks.low(), self.unit.kind))
    }

    fn alt(&self, ticks: &Ticks) -> String {
        let mut sentences = vec![format!("{} per wijk, {}.", format::capitalised(&self.name), self.unit.axis())];
        for wijk in &self.wijken {
            if wijk.points.is_empty() {
                sentences.push(format!("Over {} zijn er {NO_DATA}.", wijk.area));
            }
            sentences.extend(wijk.sentences(&self.unit));
        }
        sentences.extend(self.breaks.iter().map(MethodBreak::sentence));
        sentences
            .extend(self.raised(ticks).map(|low| format!("De verticale assen beginnen niet bij 0 maar bij {low}.")));
        prose(&sentences)
    }

    fn caption(&self) -> String {
        let mut sentences =
            vec![format!("{} per wijk; alle vakken hebben dezelfde schaal.", format::capitalised(&self.name))];
        sentences.extend(margin_note(&self.wijken));
        sentences.extend(hollow_note(self.wijken.iter().flat_map(Series::values)));
        sentences.extend(definition_note(&self.wijken, &self.breaks));
        if !self.breaks.is_empty() {
            sentences.push("De verticale stippellijn is een methodebreuk.".to_owned());
        }
        if self.has_many_gaps() {
            sentences.push(GAP_NOTE.to_owned());
        }
        sentences.join(" ")
    }
}

#[cfg(test)]
pub(super) mod examples {
    use super::super::indicator::examples::score;
    use super::super::series::examples::{day, series};
    use super::*;
    use crate::model::MeasureKind;

    pub(in crate::chart) fn four() -> Wijken {
        let wijk = |name, values: [&str; 3]| {
            series(
                name,
                &[
                    ("2019-11-30", "najaar 2019", values[0]),
                    ("2021-11-30", "najaar 2021", values[1]),
                    ("2023-12-15", "najaar 2023", values[2]),
                ],
            )
        };
        Wijken {
            name: "sociale cohesie".into(),
            unit: score(),
            wijken: vec![
                wijk("Bouwlust en Vrederust", ["4.7 ±0.4", "4.9 ±0.3", "5.1 ±0.3"]),
                wijk("Morgenstond", ["4.9 ±0.4 lage respons", "- te lage respons", "5.0 ±0.3"]),
                wijk("Moerwijk", ["4.6 ±0.4", "- te lage respons", "- veldwerk uitgesteld"]),
                wijk("Wateringse Veld-Noord", ["- te lage respons", "- te lage respons", "- veldwerk uitgesteld"]),
            ],
            breaks: vec![],
        }
    }

    pub(in crate::chart) fn few() -> Wijken {
        let mut data = four();
        data.wijken.truncate(2);
        data
    }

    pub(in crate::chart) fn steep() -> Wijken {
        let wijk = |name, values: [&str; 4]| {
            let years = ["2019", "2020", "2021", "2022"];
            let days = years.map(|year| format!("{year}-12-31"));
            let points = days.iter().zip(years).zip(values).map(|((day, year), value)| (day.as_str(), year, value));
            series(name, &points.collect::<Vec<_>>())
        };
        Wijken {
            name: "mensen naar werk begeleid".into(),
            unit: Unit { kind: MeasureKind::Number, decimals: 0, name: Some("mensen".into()) },
            wijken: vec![
                wijk("Bouwlust", ["0", "31", "180", "560"]),
                wijk("Vrederust", ["0", "17", "140", "480"]),
                wijk("Morgenstond", ["12", "28", "160 ± *", "520 ± *"]),
                wijk("Moerwijk", ["105", "28", "150", "440"]),
            ],
            breaks: vec![],
        }
    }

    pub(in crate::chart) fn many() -> Wijken {
        let years = ["2018", "2019", "2020", "2021", "2022", "2023"];
        let wijk = |name: &str, values: [&str; 6]| {
            let days: Vec<String> = years.iter().map(|year| format!("{year}-12-31")).collect();
            let points: Vec<(&str, &str, &str)> =
                days.iter().zip(years).zip(values).map(|((day, year), value)| (day.as_str(), year, value)).collect();
            series(name, &points)
        };
        Wijken {
            name: "bewoners met schulden".into(),
            unit: Unit { kind: MeasureKind::Percentage, decimals: 0, name: None },
            wijken: vec![
                wijk("Oud-Charlois", ["21", "22", "22", "24", "23", "21"]),
                wijk("Bloemhof", ["25", "26", "- geen levering", "27", "- geen levering", "24"]),
                wijk("Carnisse", ["18", "17", "17", "16", "16", "15"]),
                wijk(
                    "Hillesluis en de omgeving van het Zuidplein",
                    ["24", "24", "23", "23", "22 ± voorlopig", "22 ± voorlopig"],
                ),
                series("Feijenoord", &[]),
            ],
            breaks: vec![MethodBreak { day: day("2021-01-01"), reason: "andere bron".into() }],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::indicator::NOT_MEASURED;
    use super::super::proof::{contains, texts};
    use super::super::typeface::bundled;
    use super::examples::*;
    use super::*;

    #[test]
    fn the_alt_text_states_the_values_and_gaps_of_each_wijk() {
        let chart = draw(&four(), &bundled()).unwrap();
        assert_eq!(
            chart.alt,
            "Sociale cohesie per wijk, schaalscore. In Bouwlust en Vrederust was de waarde 4,7 (najaar 2019; marge 0,4), \
             4,9 (najaar 2021; marge 0,3) en 5,1 (najaar 2023; marge 0,3). In Morgenstond was de waarde 4,9 (najaar 2019; \
             marge 0,4; lage respons) en 5,0 (najaar 2023; marge 0,3). In Morgenstond is niet gemeten (najaar 2021): \
             te lage respons. In Moerwijk was de waarde 4,6 (najaar 2019; marge 0,4). In Moerwijk is niet gemeten \
             (najaar 2021): te lage respons. In Moerwijk is niet gemeten (najaar 2023): veldwerk uitgesteld. \
             In Wateringse Veld-Noord is niet gemeten (najaar 2019): te lage respons. In Wateringse Veld-Noord is niet \
             gemeten (najaar 2021): te lage respons. In Wateringse Veld-Noord is niet gemeten (najaar 2023): veldwerk \
             uitgesteld. De verticale assen beginnen niet bij 0 maar bij 4,0."
        );
    }

    #[test]
    fn a_gap_has_its_words_beside_it_and_many_gaps_a_note() {
        let words = |svg: &str| texts(svg).iter().filter(|label| label.text == NOT_MEASURED).count();
        let many = draw(&four(), &bundled()).unwrap();
        contains(&many.svg, &["Morgenstond", "Moerwijk", "4,6", "2019"]);
        assert_eq!(words(&many.svg), 0);
        assert!(many.caption.ends_with(GAP_NOTE));
        let few = draw(&few(), &bundled()).unwrap();
        assert_eq!(words(&few.svg), 1);
        assert!(!few.caption.contains('×'));
    }

    #[test]
    fn no_wijk_with_a_value_is_none() {
        let mut data = four();
        data.wijken.drain(..3);
        assert_eq!(draw(&data, &bundled()), None);
    }
}
