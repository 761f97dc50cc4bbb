//! The gap between the area of the deal and the area it is compared with, per factor of the ambition.

use rust_decimal::Decimal;

use super::canvas::{self, Align, Canvas, Ink};
use super::label;
use super::scale::{Linear, Ticks, place, value_ticks};
use super::series::Unit;
use super::style::{AXIS, GRID, HAIRLINE, INK, MUTED, Marker, OTHER, OWN, Stroke, TEXT, WIDTH, Weight};
use super::words::{phrase, prose};
use super::{Chart, Table, Typeface};
use crate::format;

/// The factors of the ambition and what was measured of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The area of the deal.
    pub area: String,
    /// The area it is compared with.
    pub comparison: String,
    /// The factors, in the order of the covenant.
    pub factors: Vec<Factor>,
}

/// A factor that the gap is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// Its name: `werk`.
    pub name: String,
    /// What it is measured by.
    pub yardstick: Yardstick,
}

/// What a factor is measured by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Yardstick {
    /// A kengetal was agreed.
    Agreed {
        /// The name of the kengetal.
        name: String,
        /// How its values are printed.
        unit: Unit,
        /// Its measurements, in order of time.
        measurements: Vec<Pair>,
    },
    /// No measure was agreed; the factor is told of, not drawn.
    NotAgreed {
        /// Why, as a phrase.
        reason: String,
    },
}

/// A measurement in both areas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// What the report calls this moment: `2021`.
    pub moment: String,
    /// The value in the area of the deal, unrounded; `None` is not measured.
    pub area: Option<Decimal>,
    /// The value in the other area, unrounded; `None` is not measured.
    pub comparison: Option<Decimal>,
    /// Area − comparison, unrounded; `None` when either was not measured.
    pub gap: Option<Decimal>,
}

const LEFT: f64 = 96.0;
const PLOT: (f64, f64) = (140.0, 352.0);
const ROW: f64 = 15.0;
const HEADING: f64 = 18.0;
const TICKS: f64 = 14.0;

/// A factor that can be drawn.
struct Panel<'a> {
    factor: &'a str,
    name: &'a str,
    unit: &'a Unit,
    measurements: &'a [Pair],
    ticks: Ticks,
    /// Whether the next panel has another scale.
    ends_scale: bool,
}

/// The chart of the gap; `None` when no factor has a value.
#[must_use]
pub fn draw(data: &Gap, typeface: &Typeface<'_>) -> Option<Chart> {
    let panels = data.panels();
    if panels.is_empty() {
        return None;
    }
    let caption = format!(
        "Het verschil tussen {} en {} per factor uit de ambitie; verschil is {} min {}.",
        data.area, data.comparison, data.area, data.comparison
    );
    Some(Chart { svg: data.svg(typeface, &panels), alt: data.alt(), caption, table: data.table() })
}

impl Gap {
    fn panels(&self) -> Vec<Panel<'_>> {
        let drawn: Vec<(&str, &str, &Unit, &[Pair])> = self
            .factors
            .iter()
            .filter_map(|factor| match &factor.yardstick {
                Yardstick::Agreed { name, unit, measurements } if measurements.iter().any(Pair::has_value) => {
                    Some((factor.name.as_str(), name.as_str(), unit, measurements.as_slice()))
                }
                _ => None,
            })
            .collect();
        let like = |one: &Unit, other: &Unit| one.kind == other.kind && one.name == other.name;
        let mut panels = Vec::new();
        for (index, (factor, name, unit, measurements)) in drawn.iter().copied().enumerate() {
            let alike = drawn.iter().filter(|(_, _, other, _)| like(unit, other));
            let values = alike.flat_map(|(.., pairs)| *pairs).flat_map(|pair| [pair.area, pair.comparison]).flatten();
            let ticks = value_ticks(values.map(place), unit.kind);
            let ends_scale = drawn.get(index + 1).is_none_or(|(_, _, next, _)| !like(unit, next));
            panels.push(Panel { factor, name, unit, measurements, ticks, ends_scale });
        }
        panels
    }

    fn svg(&self, typeface: &Typeface<'_>, panels: &[Panel<'_>]) -> String {
        let height = HEADING + panels.iter().map(Panel::height).sum::<f64>();
        canvas::draw(height, |canvas| {
            self.draw_key(canvas, typeface);
            let mut top = HEADING;
            for panel in panels {
                panel.draw(canvas, typeface, top);
                top += panel.height();
            }
        })
    }

    /// Which marker is which area, above the first row.
    fn draw_key(&self, canvas: &Canvas<'_>, typeface: &Typeface<'_>) {
        let y = 8.0;
        let mut x = LEFT;
        for (name, marker, colour, ink) in [
            (&self.area, Marker::Circle, OWN, Ink::bold(OWN)),
            (&self.comparison, Marker::Square, OTHER, Ink::regular(OTHER)),
        ] {
            for line in label::wrap(typeface, name, (WIDTH - LEFT) / 2.0 - 48.0, 1, ink.weight) {
                canvas.marker((x + 4.0, y), marker, colour, false);
                canvas.text((x + 12.0, y), &line, Align::Start, ink);
                x += 12.0 + typeface.width(&line, TEXT, ink.weight) + 16.0;
            }
        }
        canvas.text((WIDTH, y), "verschil", Align::End, Ink::regular(MUTED));
    }

    fn alt(&self) -> String {
        let mut sentences = vec![format!("Verschil tussen {} en {} per factor.", self.area, self.comparison)];
        for factor in &self.factors {
            let title = format::capitalised(&factor.name);
            match &factor.yardstick {
                Yardstick::NotAgreed { reason } => {
                    sentences.push(format!("{title}: geen maatstaf afgesproken ({}).", phrase(reason)));
                }
                Yardstick::Agreed { name, measurements, .. } if measurements.is_empty() => {
                    sentences.push(format!("{title}, gemeten als {name}: er zijn nog geen metingen."));
                }
                Yardstick::Agreed { name, unit, measurements } => {
                    let facts: Vec<String> = measurements.iter().map(|pair| self.fact(pair, unit)).collect();
                    sentences.push(format!("{title}, gemeten als {name}, was {}.", format::list(&facts)));
                }
            }
        }
        let raised: Vec<String> = self
            .panels()
            .iter()
            .filter(|panel| panel.ticks.low() > 0.0)
            .map(|panel| format!("{} bij {}", panel.name, panel.ticks.text(panel.ticks.low(), panel.unit.kind)))
            .collect();
        if !raised.is_empty() {
            sentences.push(format!("De as begint niet bij 0 maar voor {}.", format::list(&raised)));
        }
        prose(&sentences)
    }

    fn fact(&self, pair: &Pair, unit: &Unit) -> String {
        let value = |value: Option<Decimal>| value.map_or_else(|| "niet gemeten".to_owned(), |value| unit.text(value));
        let values =
            format!("{} in {} en {} in {}", value(pair.area), self.area, value(pair.comparison), self.comparison);
        match pair.gap {
            Some(gap) => format!("{values} ({}; verschil {})", pair.moment, difference(gap, unit)),
            None => format!("{values} ({})", pair.moment),
        }
    }

    fn table(&self) -> Table {
        let mut table = Table::new(["Factor", "Kengetal", "Moment", &self.area, &self.comparison, "Verschil"]);
        for factor in &self.factors {
            let title = format::capitalised(&factor.name);
            match &factor.yardstick {
                Yardstick::NotAgreed { .. } => {
                    let mut row = vec![title, "geen maatstaf afgesproken".to_owned()];
                    row.resize(6, String::new());
                    table.rows.push(row);
                }
                Yardstick::Agreed { name, measurements, .. } if measurements.is_empty() => {
                    let mut row = vec![title, name.clone(), "nog geen metingen".to_owned()];
                    row.resize(6, String::new());
                    table.rows.push(row);
                }
                Yardstick::Agreed { name, unit, measurements } => {
                    for pair in measurements {
                        let value = |value: Option<Decimal>| {
                            value.map_or_else(|| "niet gemeten".to_owned(), |value| unit.short(value))
                        };
                        let gap = pair.gap.map(|gap| difference(gap, unit)).unwrap_or_default();
                        table.rows.push(vec![
                            title.clone(),
                            name.clone(),
                            pair.moment.clone(),
                            value(pair.area),
                            value(pair.comparison),
                            gap,
                        ]);
                    }
                }
            }
        }
        table.finished()
    }
}

impl Pair {
    const fn has_value(&self) -> bool {
        self.area.is_some() || self.comparison.is_some()
    }
}

fn difference(gap: Decimal, unit: &Unit) -> String {
    format::difference(gap, unit.decimals, unit.kind, unit.name.as_deref())
}

impl Panel<'_> {
    #[expect(clippy::cast_precision_loss, reason = "a factor has few measurements")]
    fn rows(&self) -> f64 {
        self.measurements.len() as f64 * ROW
    }

    fn height(&self) -> f64 {
        HEADING + self.rows() + if self.ends_scale { TICKS + 8.0 } else { 6.0 }
    }

    fn draw(&self, canvas: &Canvas<'_>, typeface: &Typeface<'_>, top: f64) {
        let scale = Linear { values: (self.ticks.low(), self.ticks.high()), places: PLOT };
        let (first, last) = (top + HEADING, top + HEADING + self.rows());
        canvas.line((0.0, top), (WIDTH, top), Stroke::solid(GRID, HAIRLINE));
        let title = format::capitalised(self.factor);
        let title = label::wrap(typeface, &title, WIDTH / 2.0, 1, Weight::Bold).join(" ");
        canvas.text((0.0, top + 10.0), &title, Align::Start, Ink::bold(INK));
        let left = LEFT.max(typeface.width(&title, TEXT, Weight::Bold) + 12.0);
        for line in label::wrap(typeface, self.name, WIDTH - left, 1, Weight::Regular) {
            canvas.text((left, top + 10.0), &line, Align::Start, Ink::regular(MUTED));
        }
        for value in &self.ticks.values {
            let x = scale.at(*value);
            canvas.line((x, first), (x, last), Stroke::solid(GRID, HAIRLINE));
            if self.ends_scale {
                canvas.line((x, last), (x, last + 3.0), Stroke::solid(AXIS, HAIRLINE));
                canvas.text(
                    (x, last + 9.0),
                    &self.ticks.text(*value, self.unit.kind),
                    Align::Middle,
                    Ink::regular(MUTED),
                );
            }
        }
        let mut y = first + ROW / 2.0;
        for pair in self.measurements {
            self.draw_pair(canvas, typeface, &scale, pair, y);
            y += ROW;
        }
    }

    fn draw_pair(&self, canvas: &Canvas<'_>, typeface: &Typeface<'_>, scale: &Linear, pair: &Pair, y: f64) {
        for line in label::wrap(typeface, &pair.moment, LEFT - 8.0, 1, Weight::Regular) {
            canvas.text((LEFT - 8.0, y), &line, Align::End, Ink::regular(INK));
        }
        let own = pair.area.map(|value| (scale.at(place(value)), value, Ink::bold(OWN)));
        let other = pair.comparison.map(|value| (scale.at(place(value)), value, Ink::regular(OTHER)));
        if let (Some((from, ..)), Some((to, ..))) = (own, other) {
            canvas.line((from, y), (to, y), Stroke::solid(AXIS, 1.2));
        }
        if let Some((x, ..)) = other {
            canvas.marker((x, y), Marker::Square, OTHER, false);
        }
        if let Some((x, ..)) = own {
            canvas.marker((x, y), Marker::Circle, OWN, false);
        }
        let mut ends: Vec<_> = [own, other].into_iter().flatten().collect();
        ends.sort_by(|one, another| one.0.total_cmp(&another.0));
        let aligns: &[(f64, Align)] =
            if ends.len() == 2 { &[(-7.0, Align::End), (7.0, Align::Start)] } else { &[(7.0, Align::Start)] };
        for ((x, value, ink), (aside, align)) in ends.into_iter().zip(aligns) {
            canvas.text((x + aside, y), &self.unit.short(value), *align, ink);
        }
        let (text, colour) = match pair.gap {
            Some(gap) => (difference(gap, self.unit), INK),
            None => ("niet gemeten".to_owned(), MUTED),
        };
        for line in label::wrap(typeface, &text, WIDTH - PLOT.1 - 36.0, 1, Weight::Regular) {
            canvas.text((WIDTH, y), &line, Align::End, Ink::regular(colour));
        }
    }
}

#[cfg(test)]
pub(super) mod examples {
    use super::super::series::examples::decimal;
    use super::*;
    use crate::model::MeasureKind;

    fn pair(moment: &str, area: &str, comparison: &str) -> Pair {
        let value = |text: &str| (!text.is_empty()).then(|| decimal(text));
        let (area, comparison) = (value(area), value(comparison));
        Pair {
            moment: moment.into(),
            area,
            comparison,
            gap: area.zip(comparison).map(|(area, comparison)| area - comparison),
        }
    }

    fn percent() -> Unit {
        Unit { kind: MeasureKind::Percentage, decimals: 0, name: None }
    }

    fn agreed(factor: &str, name: &str, unit: Unit, measurements: Vec<Pair>) -> Factor {
        Factor { name: factor.into(), yardstick: Yardstick::Agreed { name: name.into(), unit, measurements } }
    }

    pub(in crate::chart) fn factors() -> Gap {
        Gap {
            area: "Den Haag Zuidwest".into(),
            comparison: "Den Haag".into(),
            factors: vec![
                agreed(
                    "werk",
                    "netto arbeidsparticipatie",
                    percent(),
                    vec![
                        pair("2019", "54", "64"),
                        pair("2020", "53", "64"),
                        pair("2021", "", "65"),
                        pair("2022", "58", "67"),
                    ],
                ),
                Factor {
                    name: "onderwijs".into(),
                    yardstick: Yardstick::NotAgreed { reason: "het convenant noemt geen kengetal.".into() },
                },
                agreed(
                    "gezondheid",
                    "ervaren gezondheid goed of zeer goed",
                    percent(),
                    vec![pair("2020", "61", "72"), pair("2022", "62", "70")],
                ),
                agreed("wonen", "tevredenheid met de woning", percent(), vec![]),
            ],
        }
    }

    pub(in crate::chart) fn units() -> Gap {
        Gap {
            area: "Gebied met een bijzonder lange naam langs de rivier".into(),
            comparison: "Nederland".into(),
            factors: vec![
                agreed(
                    "veiligheid en leefbaarheid",
                    "rapportcijfer voor de buurt",
                    Unit { kind: MeasureKind::Mark, decimals: 1, name: None },
                    vec![pair("najaar 2019", "6.4", "7.5"), pair("najaar 2021", "7.4", "7.4")],
                ),
                agreed(
                    "inkomen",
                    "huishoudens met schulden",
                    Unit { kind: MeasureKind::Number, decimals: 0, name: Some("huishoudens".into()) },
                    vec![pair("2020", "6500", "31250")],
                ),
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::proof::contains;
    use super::super::typeface::bundled;
    use super::examples::*;
    use super::*;

    #[test]
    fn the_alt_text_states_each_gap_and_what_has_no_measure() {
        let chart = draw(&factors(), &bundled()).unwrap();
        assert_eq!(
            chart.alt,
            "Verschil tussen Den Haag Zuidwest en Den Haag per factor. Werk, gemeten als netto arbeidsparticipatie, was \
             54% in Den Haag Zuidwest en 64% in Den Haag (2019; verschil −10 procentpunt), \
             53% in Den Haag Zuidwest en 64% in Den Haag (2020; verschil −11 procentpunt), \
             niet gemeten in Den Haag Zuidwest en 65% in Den Haag (2021) en \
             58% in Den Haag Zuidwest en 67% in Den Haag (2022; verschil −9 procentpunt). \
             Onderwijs: geen maatstaf afgesproken (het convenant noemt geen kengetal). \
             Gezondheid, gemeten als ervaren gezondheid goed of zeer goed, was \
             61% in Den Haag Zuidwest en 72% in Den Haag (2020; verschil −11 procentpunt) en \
             62% in Den Haag Zuidwest en 70% in Den Haag (2022; verschil −8 procentpunt). \
             Wonen, gemeten als tevredenheid met de woning: er zijn nog geen metingen. \
             De as begint niet bij 0 maar voor netto arbeidsparticipatie bij 50% en ervaren gezondheid goed of zeer goed bij 50%."
        );
    }

    #[test]
    fn the_table_has_a_row_per_measurement_and_per_factor_without_measure() {
        let table = draw(&factors(), &bundled()).unwrap().table;
        assert_eq!(table.head, ["Factor", "Kengetal", "Moment", "Den Haag Zuidwest", "Den Haag", "Verschil"]);
        assert_eq!(table.rows[2], ["Werk", "netto arbeidsparticipatie", "2021", "niet gemeten", "65%", "–"]);
        assert_eq!(table.rows[4], ["Onderwijs", "geen maatstaf afgesproken", "–", "–", "–", "–"]);
    }

    #[test]
    fn a_factor_without_measure_is_not_drawn() {
        let svg = draw(&factors(), &bundled()).unwrap().svg;
        contains(&svg, &["Werk", "Gezondheid", "−10 procentpunt", "niet gemeten", "54%"]);
        assert!(!svg.contains("Onderwijs") && !svg.contains("Wonen"));
        let bare = Gap { factors: vec![factors().factors.remove(1), factors().factors.remove(3)], ..factors() };
        assert_eq!(draw(&bare, &bundled()), None);
    }
}
