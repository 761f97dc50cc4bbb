//! The gap between the area of the deal and the area it is compared with, per factor of the ambition.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::canvas::{self, Align, Canvas, Ink};
use super::indicator::NOT_MEASURED;
use super::label;
use super::scale::{Linear, Ticks, place, value_ticks};
use super::series::{Measured, MethodBreak, Unit, hollow_note};
use super::style::{AXIS, GRID, HAIRLINE, INK, LEADING, MUTED, Marker, OTHER, OWN, Stroke, TEXT, WHITE, WIDTH, Weight};
use super::words::{phrase, prose};
use super::{Chart, Typeface};
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
        /// The method breaks without a sourced conversion; a row of their own keeps apart what
        /// was measured before and after.
        breaks: Vec<MethodBreak>,
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
    /// The last day the values are about.
    pub day: NaiveDate,
    /// What the report calls this moment: `2021`.
    pub moment: String,
    /// What was measured in the area of the deal; `None` is not measured.
    pub area: Option<Measured>,
    /// What was measured in the other area; `None` is not measured.
    pub comparison: Option<Measured>,
    /// The achterstand: by how much the area does worse than the other, unrounded, under 0 when
    /// it does better; `None` when either was not measured.
    pub gap: Option<Decimal>,
}

const LEFT: f64 = 96.0;
const PLOT: (f64, f64) = (140.0, 352.0);
const ROW: f64 = 15.0;
/// The room for a method break between two rows.
const BREAK: f64 = 13.0;
const HEADING: f64 = 18.0;
const TICKS: f64 = 14.0;

/// A factor that can be drawn.
struct Panel<'a> {
    factor: &'a str,
    name: &'a str,
    unit: &'a Unit,
    measurements: &'a [Pair],
    breaks: &'a [MethodBreak],
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
    Some(Chart { svg: data.svg(typeface, &panels), alt: data.alt(&panels), caption: data.caption(&panels) })
}

impl Gap {
    fn panels(&self) -> Vec<Panel<'_>> {
        let like = |one: &Unit, other: &Unit| one.kind == other.kind && one.name == other.name;
        let mut panels: Vec<Panel<'_>> = Vec::new();
        for factor in &self.factors {
            let Yardstick::Agreed { name, unit, measurements, breaks } = &factor.yardstick else { continue };
            if measurements.iter().flat_map(Pair::values).next().is_none() {
                continue;
            }
            let values = self.factors.iter().flat_map(|other| match &other.yardstick {
                Yardstick::Agreed { unit: of, measurements, .. } if like(unit, of) => measurements.as_slice(),
                _ => &[],
            });
            let ticks = value_ticks(values.flat_map(Pair::values).map(|one| place(one.value)), unit.kind);
            if let Some(before) = panels.last_mut() {
                before.ends_scale = !like(before.unit, unit);
            }
            panels.push(Panel { factor: &factor.name, name, unit, measurements, breaks, ticks, ends_scale: true });
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
        canvas.text((WIDTH, y), "achterstand", Align::End, Ink::regular(MUTED));
    }

    fn caption(&self, panels: &[Panel<'_>]) -> String {
        let Self { area, comparison, .. } = self;
        let pairs = || panels.iter().flat_map(|panel| panel.measurements);
        let mut sentences = vec![format!(
            "Achterstand van {area} op {comparison} per factor uit de ambitie: hoeveel {area} slechter scoort."
        )];
        if pairs().any(|pair| pair.gap.is_some_and(|gap| gap < Decimal::ZERO)) {
            sentences.push(format!("Onder 0 scoort {area} beter."));
        }
        let broken: Vec<&str> =
            panels.iter().filter(|panel| panel.crossed().next().is_some()).map(|panel| panel.name).collect();
        if !broken.is_empty() {
            sentences.push(format!(
                "Methodebreuk: de metingen voor en na de stippellijn zijn niet te vergelijken ({}).",
                format::list(&broken)
            ));
        }
        sentences.extend(hollow_note(pairs().flat_map(Pair::values)));
        sentences.join(" ")
    }

    fn alt(&self, panels: &[Panel<'_>]) -> String {
        let mut sentences = vec![format!("Achterstand van {} op {} per factor.", self.area, self.comparison)];
        for factor in &self.factors {
            let title = format::capitalised(&factor.name);
            match &factor.yardstick {
                Yardstick::NotAgreed { reason } => {
                    sentences.push(format!("{title}: geen maatstaf afgesproken ({}).", phrase(reason)));
                }
                Yardstick::Agreed { name, measurements, .. } if measurements.is_empty() => {
                    sentences.push(format!("{title}, gemeten als {name}: er zijn nog geen metingen."));
                }
                Yardstick::Agreed { name, unit, measurements, .. } => {
                    let facts: Vec<String> = measurements.iter().map(|pair| self.fact(pair, unit)).collect();
                    sentences.push(format!("{title}, gemeten als {name}, was {}.", format::list(&facts)));
                    let panels = panels.iter().filter(|panel| panel.factor == factor.name);
                    sentences.extend(panels.flat_map(Panel::crossed).map(|one| {
                        format!(
                            "Methodebreuk: de metingen voor en na {} zijn niet te vergelijken ({}).",
                            format::date(one.day),
                            phrase(&one.reason)
                        )
                    }));
                }
            }
        }
        let raised: Vec<String> = panels
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
        let value = |measured: Option<&Measured>, area: &str| {
            let Some(measured) = measured else { return format!("{NOT_MEASURED} in {area}") };
            let value = unit.text(measured.value);
            if !measured.is_hollow() {
                return format!("{value} in {area}");
            }
            let remarks: Vec<&str> = measured.remarks().collect();
            format!("{value}, {}, in {area}", format::list(&remarks))
        };
        let (own, other) = (value(pair.area.as_ref(), &self.area), value(pair.comparison.as_ref(), &self.comparison));
        let gap = pair.gap.map(|gap| format!("; achterstand {}", achterstand(gap, unit))).unwrap_or_default();
        format!("{own} en {other} ({}{gap})", pair.moment)
    }
}

impl Pair {
    fn values(&self) -> impl Iterator<Item = &Measured> {
        self.area.iter().chain(&self.comparison)
    }
}

/// As in the tables: without a plus, for it is no development.
fn achterstand(gap: Decimal, unit: &Unit) -> String {
    format::difference(gap, unit.decimals, unit.kind, unit.name.as_deref()).replace('+', "")
}

impl Panel<'_> {
    #[expect(clippy::cast_precision_loss, reason = "a factor has few measurements")]
    fn rows(&self) -> f64 {
        let cuts = self.measurements.windows(2).filter(|pair| self.between(pair).next().is_some()).count();
        self.measurements.len() as f64 * ROW + cuts as f64 * BREAK
    }

    /// The breaks between two measurements.
    fn between(&self, pair: &[Pair]) -> impl Iterator<Item = &MethodBreak> {
        let (before, after) = (pair[0].day, pair[1].day);
        self.breaks.iter().filter(move |one| before < one.day && one.day <= after)
    }

    /// The breaks between any two measurements.
    fn crossed(&self) -> impl Iterator<Item = &MethodBreak> {
        self.measurements.windows(2).flat_map(|pair| self.between(pair))
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
        for (row, pair) in self.measurements.iter().enumerate() {
            let both = row.checked_sub(1).and_then(|before| self.measurements.get(before..=row));
            if both.is_some_and(|both| self.between(both).next().is_some()) {
                let middle = y - ROW / 2.0 + BREAK / 2.0;
                canvas.fill((LEFT, middle - LEADING / 2.0), (WIDTH, middle + LEADING / 2.0), WHITE);
                canvas.text((LEFT - 8.0, middle), "methodebreuk", Align::End, Ink::regular(MUTED));
                canvas.line((LEFT, middle), (WIDTH, middle), Stroke::dotted(AXIS, 1.0));
                y += BREAK;
            }
            self.draw_pair(canvas, typeface, &scale, pair, y);
            y += ROW;
        }
    }

    fn draw_pair(&self, canvas: &Canvas<'_>, typeface: &Typeface<'_>, scale: &Linear, pair: &Pair, y: f64) {
        for line in label::wrap(typeface, &pair.moment, LEFT - 8.0, 1, Weight::Regular) {
            canvas.text((LEFT - 8.0, y), &line, Align::End, Ink::regular(INK));
        }
        let at = |measured: &Measured| scale.at(place(measured.value));
        let own = pair.area.as_ref().map(|own| (at(own), own, Ink::bold(OWN)));
        let other = pair.comparison.as_ref().map(|other| (at(other), other, Ink::regular(OTHER)));
        if let (Some((from, ..)), Some((to, ..))) = (own, other) {
            canvas.line((from, y), (to, y), Stroke::solid(AXIS, 1.2));
        }
        if let Some((x, measured, _)) = other {
            canvas.marker((x, y), Marker::Square, OTHER, measured.is_hollow());
        }
        if let Some((x, measured, _)) = own {
            canvas.marker((x, y), Marker::Circle, OWN, measured.is_hollow());
        }
        let mut ends: Vec<_> = [own, other].into_iter().flatten().collect();
        ends.sort_by(|one, another| one.0.total_cmp(&another.0));
        let aligns: &[(f64, Align)] =
            if ends.len() == 2 { &[(-7.0, Align::End), (7.0, Align::Start)] } else { &[(7.0, Align::Start)] };
        for ((x, measured, ink), (aside, align)) in ends.into_iter().zip(aligns) {
            canvas.text((x + aside, y), &self.unit.short(measured.value), *align, ink);
        }
        let (text, colour) = match pair.gap {
            Some(gap) => (achterstand(gap, self.unit), INK),
            None => (NOT_MEASURED.to_owned(), MUTED),
        };
        for line in label::wrap(typeface, &text, WIDTH - PLOT.1 - 36.0, 1, Weight::Regular) {
            canvas.text((WIDTH, y), &line, Align::End, Ink::regular(colour));
        }
    }
}

#[cfg(test)]
pub(super) mod examples {
    use super::super::series::examples::{day, measured};
    use super::*;
    use crate::model::MeasureKind;

    /// A year, or words that end in it; the more the better.
    fn pair(moment: &str, area: &str, comparison: &str) -> Pair {
        let read = |text: &str| (!text.is_empty()).then(|| measured(text));
        let (area, comparison) = (read(area), read(comparison));
        let gap = area.as_ref().zip(comparison.as_ref()).map(|(area, comparison)| comparison.value - area.value);
        let day = day(&format!("{}-12-31", moment.rsplit(' ').next().unwrap()));
        Pair { day, moment: moment.into(), area, comparison, gap }
    }

    fn percent() -> Unit {
        Unit { kind: MeasureKind::Percentage, decimals: 0, name: None }
    }

    fn agreed(factor: &str, name: &str, unit: Unit, measurements: Vec<Pair>) -> Factor {
        let yardstick = Yardstick::Agreed { name: name.into(), unit, measurements, breaks: vec![] };
        Factor { name: factor.into(), yardstick }
    }

    pub(in crate::chart) fn broken() -> Gap {
        let mut cohesion = agreed(
            "leefbaarheid",
            "sociale cohesie",
            Unit { kind: MeasureKind::ScaleScore, decimals: 1, name: None },
            vec![
                pair("najaar 2017", "4.9 ± lage respons", "5.6"),
                pair("najaar 2019", "4.9", "5.6"),
                pair("najaar 2021", "5.2", "5.7"),
                pair("najaar 2023", "5.3 ± *", "5.6 ± *"),
            ],
        );
        if let Yardstick::Agreed { breaks, .. } = &mut cohesion.yardstick {
            *breaks = ["2015-01-01", "2021-08-01", "2021-10-01"]
                .map(|at| MethodBreak { day: day(at), reason: "nieuwe onderzoeksopzet.".into() })
                .into();
        }
        Gap { factors: vec![cohesion], ..factors() }
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
            "Achterstand van Den Haag Zuidwest op Den Haag per factor. Werk, gemeten als netto arbeidsparticipatie, was \
             54% in Den Haag Zuidwest en 64% in Den Haag (2019; achterstand 10 procentpunt), \
             53% in Den Haag Zuidwest en 64% in Den Haag (2020; achterstand 11 procentpunt), \
             niet gemeten in Den Haag Zuidwest en 65% in Den Haag (2021) en \
             58% in Den Haag Zuidwest en 67% in Den Haag (2022; achterstand 9 procentpunt). \
             Onderwijs: geen maatstaf afgesproken (het convenant noemt geen kengetal). \
             Gezondheid, gemeten als ervaren gezondheid goed of zeer goed, was \
             61% in Den Haag Zuidwest en 72% in Den Haag (2020; achterstand 11 procentpunt) en \
             62% in Den Haag Zuidwest en 70% in Den Haag (2022; achterstand 8 procentpunt). \
             Wonen, gemeten als tevredenheid met de woning: er zijn nog geen metingen. \
             De as begint niet bij 0 maar voor netto arbeidsparticipatie bij 50% en ervaren gezondheid goed of zeer goed bij 50%."
        );
    }

    #[test]
    fn what_cannot_be_compared_is_kept_apart() {
        let chart = draw(&broken(), &bundled()).unwrap();
        assert_eq!(
            chart.alt,
            "Achterstand van Den Haag Zuidwest op Den Haag per factor. Leefbaarheid, gemeten als sociale cohesie, was \
             4,9, lage respons, in Den Haag Zuidwest en 5,6 in Den Haag (najaar 2017; achterstand 0,7 punt), \
             4,9 in Den Haag Zuidwest en 5,6 in Den Haag (najaar 2019; achterstand 0,7 punt), \
             5,2 in Den Haag Zuidwest en 5,7 in Den Haag (najaar 2021; achterstand 0,5 punt) en \
             5,3, andere definitie, in Den Haag Zuidwest en 5,6, andere definitie, in Den Haag (najaar 2023; achterstand 0,3 punt). \
             Methodebreuk: de metingen voor en na 1 augustus 2021 zijn niet te vergelijken (nieuwe onderzoeksopzet). \
             Methodebreuk: de metingen voor en na 1 oktober 2021 zijn niet te vergelijken (nieuwe onderzoeksopzet). \
             De as begint niet bij 0 maar voor sociale cohesie bij 4,5."
        );
        assert_eq!(
            chart.caption,
            "Achterstand van Den Haag Zuidwest op Den Haag per factor uit de ambitie: hoeveel Den Haag Zuidwest slechter scoort. \
             Methodebreuk: de metingen voor en na de stippellijn zijn niet te vergelijken (sociale cohesie). \
             Een open teken is een waarde met een voorbehoud: andere definitie en lage respons."
        );
        assert_eq!(chart.svg.matches(">methodebreuk<").count(), 1);
    }

    #[test]
    fn who_does_better_has_an_achterstand_under_zero() {
        let mut data = factors();
        if let Yardstick::Agreed { measurements, .. } = &mut data.factors[0].yardstick {
            measurements[0].gap = measurements[0].gap.map(|gap| -gap);
        }
        let chart = draw(&data, &bundled()).unwrap();
        contains(&chart.svg, &["−10 procentpunt", "11 procentpunt"]);
        assert!(chart.caption.ends_with("Onder 0 scoort Den Haag Zuidwest beter."));
    }

    #[test]
    fn a_factor_without_measure_is_not_drawn() {
        let svg = draw(&factors(), &bundled()).unwrap().svg;
        contains(&svg, &["Werk", "Gezondheid", "10 procentpunt", "achterstand", "niet gemeten", "54%"]);
        assert!(!svg.contains("Onderwijs") && !svg.contains("Wonen"));
        let bare = Gap { factors: vec![factors().factors.remove(1), factors().factors.remove(3)], ..factors() };
        assert_eq!(draw(&bare, &bundled()), None);
    }
}
