//! Uitputting: the share of the contributions that was spent, against the share of the time that went by.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::canvas::{self, Align, Canvas, Ink};
use super::indicator::draw_years;
use super::label::{self, Frame, Placer};
use super::scale::{Linear, Ticks, Years, place};
use super::style::{GRID, HAIRLINE, MUTED, Marker, OTHER, OWN, Stroke, TEXT, THICK, WIDTH, Weight};
use super::words::prose;
use super::{Chart, Typeface};
use crate::format;
use crate::model::{Amount, MeasureKind};

/// The cumulative spending of the deal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Depletion {
    /// The first day of the deal.
    pub start: NaiveDate,
    /// The last day of the deal.
    pub end: NaiveDate,
    /// All contributions together, exact.
    pub contributions: Amount,
    /// The state at each year end, in order of time.
    pub points: Vec<DepletionPoint>,
}

/// The state at a day, mostly the end of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DepletionPoint {
    /// The day.
    pub day: NaiveDate,
    /// What was spent from the start up to and including the day, exact.
    pub spent: Amount,
    /// `spent` / contributions, a fraction of 1, unrounded.
    pub share: Decimal,
    /// The part of the looptijd that went by, a fraction of 1, unrounded.
    pub elapsed: Decimal,
}

const TOP: f64 = 14.0;
const PLOT_HEIGHT: f64 = 160.0;
const NAMES: f64 = 112.0;
const SPENT: Stroke = Stroke::solid(OWN, THICK);
const ELAPSED: Stroke = Stroke::dashed(OTHER, 1.4);

/// The chart of the uitputting; `None` without a point.
#[must_use]
pub fn draw(data: &Depletion, typeface: &Typeface<'_>) -> Option<Chart> {
    let points = data.sorted();
    let svg = data.svg(typeface, &points)?;
    let caption = format!(
        "Cumulatieve uitgaven als deel van de bijdragen van samen {}, naast de verstreken looptijd ({} tot en met {}).",
        format::euros_in_words(data.contributions),
        format::date(data.start),
        format::date(data.end)
    );
    Some(Chart { svg, alt: data.alt(&points), caption })
}

impl Depletion {
    fn sorted(&self) -> Vec<DepletionPoint> {
        let mut points = self.points.clone();
        points.sort_by_key(|point| point.day);
        points
    }

    fn svg(&self, typeface: &Typeface<'_>, points: &[DepletionPoint]) -> Option<String> {
        points.last()?;
        let most = points.iter().map(|point| place(point.share) * 100.0).fold(100.0, f64::max);
        let ticks = Ticks::around(0.0, most, 6, true);
        let (left, right) = (typeface.width("100%", TEXT, Weight::Regular) + 8.0, WIDTH - NAMES - 8.0);
        let bottom = TOP + PLOT_HEIGHT;
        let years = Years::around(points.iter().map(|point| point.day).chain([self.start, self.end]), (left, right))?;
        let scale = Linear { values: (0.0, ticks.high()), places: (bottom, TOP) };
        let at = |day, share| (years.at(day), scale.at(place(share) * 100.0));
        Some(canvas::draw(bottom + 18.0, |canvas| {
            for value in &ticks.values {
                let y = scale.at(*value);
                canvas.line((left, y), (right, y), Stroke::solid(GRID, HAIRLINE));
                canvas.text(
                    (left - 6.0, y),
                    &ticks.text(*value, MeasureKind::Percentage),
                    Align::End,
                    Ink::regular(MUTED),
                );
            }
            draw_years(canvas, &years, bottom);
            let (start, end) = (at(self.start, Decimal::ZERO), at(self.end, Decimal::ONE));
            canvas.path(&[start, end], ELAPSED);

            // Between two year ends nothing is known: the line is level and rises on the day itself.
            let mut steps = vec![start];
            let mut level = start.1;
            for point in points {
                let (x, y) = at(point.day, point.share);
                steps.extend([(x, level), (x, y)]);
                level = y;
            }
            canvas.path(&steps, SPENT);

            let mut placer = Placer::new(Frame::new(left, 0.0, right, bottom - 1.0));
            placer.avoid_line(start, end);
            for pair in steps.windows(2) {
                placer.avoid_line(pair[0], pair[1]);
            }
            for point in points {
                placer.take(Frame::around(at(point.day, point.share), 8.0, 8.0));
            }
            for point in points {
                let (x, y) = at(point.day, point.share);
                canvas.marker((x, y), Marker::Circle, OWN, false);
                let text = format::share(point.share, 0);
                let width = typeface.width(&text, TEXT, Weight::Bold) + 2.0;
                let aside = width / 2.0 + 6.0;
                let spots = [
                    (x - aside, y - 5.0),
                    (x, y - 10.0),
                    (x + aside, y - 8.0),
                    (x + aside, y + 7.0),
                    (x + aside, y),
                    (x - aside, y + 7.0),
                ];
                if let Some(frame) = placer.place(&spots.map(|spot| Frame::around(spot, width, TEXT))) {
                    canvas.text(frame.middle(), &text, Align::Middle, Ink::bold(OWN));
                }
            }
            let names = [
                ("verstreken looptijd", end.1, Ink::regular(OTHER), ELAPSED),
                ("uitgegeven", level, Ink::bold(OWN), SPENT),
            ];
            draw_names(canvas, typeface, &names, bottom);
        }))
    }

    fn alt(&self, points: &[DepletionPoint]) -> String {
        let mut sentences = vec![format!(
            "Uitputting van de bijdragen van samen {} over de looptijd van {} tot en met {}.",
            format::euros_in_words(self.contributions),
            format::date(self.start),
            format::date(self.end)
        )];
        sentences.extend(points.iter().map(|point| {
            format!(
                "Op {} was {} uitgegeven, {} van de bijdragen, en was {} van de looptijd verstreken.",
                format::date(point.day),
                format::euros(point.spent),
                format::share(point.share, 0),
                format::share(point.elapsed, 0)
            )
        }));
        prose(&sentences)
    }
}

/// The names of both lines at the right, each after a sample.
fn draw_names(canvas: &Canvas<'_>, typeface: &Typeface<'_>, names: &[(&str, f64, Ink, Stroke)], bottom: f64) {
    let left = WIDTH - NAMES;
    let wrapped: Vec<Vec<String>> =
        names.iter().map(|(name, _, ink, _)| label::wrap(typeface, name, NAMES - 22.0, 3, ink.weight)).collect();
    let wishes: Vec<(f64, f64)> =
        names.iter().zip(&wrapped).map(|((_, y, ..), lines)| (*y, label::height(lines.len()) + 4.0)).collect();
    for (((_, _, ink, stroke), lines), middle) in names.iter().zip(&wrapped).zip(label::spread(&wishes, 2.0, bottom)) {
        let mut y = middle - label::height(lines.len()) / 2.0 + label::height(1) / 2.0;
        canvas.line((left, y), (left + 16.0, y), *stroke);
        if stroke.colour == OWN {
            canvas.marker((left + 8.0, y), Marker::Circle, OWN, false);
        }
        for line in lines {
            canvas.text((left + 21.0, y), line, Align::Start, *ink);
            y += label::height(1);
        }
    }
}

#[cfg(test)]
pub(super) mod examples {
    use super::super::series::examples::{day, decimal};
    use super::*;

    fn point(at: &str, spent: &str, share: &str, elapsed: &str) -> DepletionPoint {
        DepletionPoint { day: day(at), spent: spent.parse().unwrap(), share: decimal(share), elapsed: decimal(elapsed) }
    }

    pub(in crate::chart) fn deal() -> Depletion {
        Depletion {
            start: day("2019-07-13"),
            end: day("2023-07-31"),
            contributions: "15 mln".parse().unwrap(),
            points: vec![
                point("2019-12-31", "132250,13", "0.0088", "0.116"),
                point("2020-12-31", "2,2 mln", "0.1467", "0.363"),
                point("2021-12-31", "6,6 mln", "0.44", "0.61"),
            ],
        }
    }

    pub(in crate::chart) fn over() -> Depletion {
        let mut data = deal();
        data.points
            .extend([point("2022-12-31", "9,9 mln", "0.66", "0.856"), point("2023-12-31", "16,5 mln", "1.1", "1")]);
        data
    }
}

#[cfg(test)]
mod tests {
    use super::super::proof::contains;
    use super::super::typeface::bundled;
    use super::examples::*;
    use super::*;

    #[test]
    fn the_alt_text_states_money_and_time() {
        let chart = draw(&deal(), &bundled()).unwrap();
        assert_eq!(
            chart.alt,
            "Uitputting van de bijdragen van samen € 15 miljoen over de looptijd van 13 juli 2019 tot en met 31 juli 2023. \
             Op 31 december 2019 was € 132.250 uitgegeven, 1% van de bijdragen, en was 12% van de looptijd verstreken. \
             Op 31 december 2020 was € 2.200.000 uitgegeven, 15% van de bijdragen, en was 36% van de looptijd verstreken. \
             Op 31 december 2021 was € 6.600.000 uitgegeven, 44% van de bijdragen, en was 61% van de looptijd verstreken."
        );
    }

    #[test]
    fn the_line_of_time_has_its_name() {
        let svg = draw(&deal(), &bundled()).unwrap().svg;
        contains(&svg, &["verstreken looptijd", "44%", "100%", "2023"]);
    }

    #[test]
    fn more_spent_than_contributed_fits_and_nothing_known_is_none() {
        contains(&draw(&over(), &bundled()).unwrap().svg, &["110%", "120%"]);
        assert_eq!(draw(&Depletion { points: vec![], ..deal() }, &bundled()), None);
    }
}
