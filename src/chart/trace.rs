//! A series as a line with markers and whiskers, and the labels of its values.

use plotters::style::RGBColor;

use super::canvas::{Align, At, Canvas, Ink};
use super::label::{Frame, Placer};
use super::series::{Measured, MethodBreak, Point, Series, Unit, joins_other_definition};
use super::style::{Marker, Stroke, TEXT, THIN, WHITE, Weight};
use super::typeface::Typeface;

/// A label with its place.
pub(super) struct Label {
    pub(super) frame: Frame,
    pub(super) text: String,
    pub(super) ink: Ink,
}

impl Label {
    /// Clears what lies behind the label: hairlines and dotted lines.
    pub(super) fn clear(&self, canvas: &Canvas<'_>) {
        let Frame { x0, y0, x1, y1 } = self.frame;
        canvas.fill((x0, y0 + 0.5), (x1, y1 - 0.5), WHITE);
    }

    /// Writes the label.
    pub(super) fn draw(&self, canvas: &Canvas<'_>) {
        canvas.text(self.frame.middle(), &self.text, Align::Middle, self.ink);
    }
}

/// How a series is told apart from another: by line, marker and colour.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub(super) line: Stroke,
    pub(super) marker: Marker,
    pub(super) weight: Weight,
}

impl Look {
    pub(super) const fn colour(&self) -> RGBColor {
        self.line.colour
    }

    /// The line to or from a value of another definition.
    pub(super) const fn thin(&self) -> Stroke {
        Stroke::short(self.line.colour, 1.0)
    }

    pub(super) const fn ink(&self) -> Ink {
        Ink { colour: self.line.colour, weight: self.weight }
    }
}

/// A series with a place for each of its points.
pub(super) struct Trace<'a> {
    pub(super) series: &'a Series,
    pub(super) look: Look,
    /// The place of a value at the day of its point.
    pub(super) at: &'a dyn Fn(&Point, rust_decimal::Decimal) -> At,
}

impl Trace<'_> {
    fn dots(&self) -> Vec<(&Point, At)> {
        let place = |point| Some((point, (self.at)(point, Point::value(point)?)));
        self.series.sorted().into_iter().filter_map(place).collect()
    }

    /// The place of the last value.
    pub(super) fn end(&self) -> Option<At> {
        self.dots().last().map(|(_, at)| *at)
    }

    /// The ends of the whisker of a point, the higher value first.
    fn whisker(&self, point: &Point) -> Option<(At, At)> {
        let (value, margin) = (point.value()?, point.margin()?);
        Some(((self.at)(point, value.saturating_add(margin)), (self.at)(point, value.saturating_sub(margin))))
    }

    /// The line through these points, which are joined in one way.
    fn stroke(&self, part: &[&Point]) -> Stroke {
        match part {
            [from, to, ..] if joins_other_definition(from, to) => self.look.thin(),
            _ => self.look.line,
        }
    }

    /// The line as a sample beside the name: as most of it is drawn; `None` when no points are joined.
    pub(super) fn sample(&self, breaks: &[MethodBreak]) -> Option<Stroke> {
        let runs = self.series.runs(breaks);
        let strokes = runs.iter().flat_map(|run| run.windows(2)).map(|pair| self.stroke(pair));
        strokes.max_by(|one, other| one.width.total_cmp(&other.width))
    }

    /// Whether each marker is hollow.
    pub(super) fn is_hollow(&self) -> bool {
        self.series.values().all(Measured::is_hollow)
    }

    /// Draws the line, the whiskers and the markers.
    pub(super) fn draw(&self, canvas: &Canvas<'_>, breaks: &[MethodBreak]) {
        for run in self.series.runs(breaks) {
            // The pattern of a line runs on around its points.
            for part in run_parts(&run) {
                let points: Vec<At> = part.iter().filter_map(|point| Some((self.at)(point, point.value()?))).collect();
                canvas.path(&points, self.stroke(part));
            }
        }
        for (point, at) in self.dots() {
            if let Some(((x, top), (_, bottom))) = self.whisker(point) {
                let thin = Stroke::solid(self.look.colour(), THIN);
                canvas.line((x, top), (x, bottom), thin);
                canvas.line((x - 2.5, top), (x + 2.5, top), thin);
                canvas.line((x - 2.5, bottom), (x + 2.5, bottom), thin);
            }
            canvas.marker(at, self.look.marker, self.look.colour(), point.measured().is_some_and(Measured::is_hollow));
        }
    }

    /// Keeps the labels of any series away from this one.
    pub(super) fn claim(&self, placer: &mut Placer, breaks: &[MethodBreak]) {
        for run in self.series.runs(breaks) {
            let points: Vec<At> = run.iter().filter_map(|point| Some((self.at)(point, point.value()?))).collect();
            for pair in points.windows(2) {
                placer.take_line(pair[0], pair[1]);
            }
        }
        for (point, at) in self.dots() {
            placer.take(Frame::around(at, 8.0, 8.0));
            if let Some(((x, top), (_, bottom))) = self.whisker(point) {
                placer.take(Frame::new(x - 3.0, top - 0.5, x + 3.0, bottom + 0.5));
            }
        }
    }

    /// The values next to their markers, as far as there is room beside the lines; all are in
    /// the alt text and in the tables of the report.
    /// `upper` says which side is tried first; long series get only their first and last value.
    pub(super) fn labels(&self, typeface: &Typeface<'_>, placer: &mut Placer, unit: &Unit, upper: bool) -> Vec<Label> {
        let mut labels = Vec::new();
        let dots = self.dots();
        let last = dots.len().saturating_sub(1);
        for (index, (point, (x, y))) in dots.iter().enumerate() {
            if last > 9 && index != 0 && index != last {
                continue;
            }
            let Some(text) = point.value().map(|value| unit.short(value)) else { continue };
            let width = typeface.width(&text, TEXT, self.look.weight);
            let (top, bottom) = self.whisker(point).map_or((*y, *y), |((_, top), (_, bottom))| (top, bottom));
            let frame = |x, y| Frame::around((x, y), width + 2.0, TEXT);
            let aside = width / 2.0 + 6.0;
            let near = width / 3.0 + 2.0;
            let above = [
                frame(*x, top - 9.5),
                frame(x - aside, y - 7.0),
                frame(x + aside, y - 7.0),
                frame(x - near, top - 10.5),
                frame(x + near, top - 10.5),
                frame(*x, top - 13.0),
            ];
            let below = [
                frame(*x, bottom + 10.0),
                frame(x - aside, y + 7.5),
                frame(x + aside, y + 7.5),
                frame(x - near, bottom + 11.0),
                frame(x + near, bottom + 11.0),
                frame(*x, bottom + 13.5),
            ];
            let (first, second) = if upper { (above, below) } else { (below, above) };
            let sides = [frame(x + aside, *y), frame(x - aside, *y)];
            let candidates: Vec<Frame> = first.into_iter().chain(second).chain(sides).collect();
            if let Some(frame) = placer.place(&candidates) {
                labels.push(Label { frame, text, ink: self.look.ink() });
            }
        }
        labels
    }
}

/// The stretches of a run that are drawn alike; each starts at the last point of the one before.
fn run_parts<'r, 'p>(run: &'r [&'p Point]) -> Vec<&'r [&'p Point]> {
    let mut parts = Vec::new();
    let mut start = 0;
    for middle in 1..run.len() {
        let here = joins_other_definition(run[middle - 1], run[middle]);
        if run.get(middle + 1).is_none_or(|next| joins_other_definition(run[middle], next) != here) {
            parts.push(&run[start..=middle]);
            start = middle;
        }
    }
    parts
}
