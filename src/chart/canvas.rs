//! A drawing of lines, markers and text, written by plotters as SVG.
//!
//! plotters draws in whole numbers, so the drawing is ten times finer than its nominal size and
//! the `viewBox` scales it back. Everything is opaque: an opacity would become a transparency
//! group in the PDF. plotters knows no dashes; they are drawn one by one.

use plotters::coord::Shift;
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::prelude::{DrawingArea, IntoDrawingArea, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontStyle, IntoFont, RGBColor, ShapeStyle, TextStyle};

use super::style::{Marker, Stroke, TEXT, WHITE, WIDTH, Weight};

/// Steps per unit.
const FINE: f64 = 10.0;
/// plotters writes a font size as its size divided by this.
const PLOTTERS_EM: f64 = 1.24;
/// plotters hangs text of `VPos::Top` this far under its point.
const PLOTTERS_TOP: f64 = 0.76;
/// Half the height of a capital of Source Sans 3.
const HALF_CAPITAL: f64 = 0.33;
/// [`FAMILY`](super::FAMILY) in quotes: bare, its `3` is no CSS identifier, and Typst falls back silently.
const QUOTED_FAMILY: &str = "'Source Sans 3'";
/// How plotters writes that family into a text element.
pub(super) const PLOTTERS_FAMILY: &str = "font-family=\"&apos;Source Sans 3&apos;\" ";
const REASON: &str = "writing to a String does not fail";

/// A point in units of the drawing; y goes down.
pub(super) type At = (f64, f64);

/// Where text stands relative to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Start,
    Middle,
    End,
}

/// How a label looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    pub(super) colour: RGBColor,
    pub(super) weight: Weight,
}

impl Ink {
    pub(super) const fn regular(colour: RGBColor) -> Self {
        Self { colour, weight: Weight::Regular }
    }

    pub(super) const fn bold(colour: RGBColor) -> Self {
        Self { colour, weight: Weight::Bold }
    }
}

/// Something to draw on.
pub(super) struct Canvas<'a>(DrawingArea<SVGBackend<'a>, Shift>);

/// The SVG of what `paint` draws on a canvas of this height and the width of all charts.
pub(super) fn draw(height: f64, paint: impl FnOnce(&Canvas<'_>)) -> String {
    let size = (fine(WIDTH).unsigned_abs(), fine(height.ceil()).unsigned_abs());
    let mut svg = String::new();
    {
        let canvas = Canvas(SVGBackend::with_string(&mut svg, size).into_drawing_area());
        paint(&canvas);
        canvas.0.present().expect(REASON);
    }
    finish(&svg, size)
}

/// Gives the drawing its nominal size and takes the line ends out of its text elements.
fn finish(svg: &str, (width, height): (u32, u32)) -> String {
    let nominal = format!("width=\"{}\" height=\"{}\"", f64::from(width) / FINE, f64::from(height) / FINE);
    let svg = svg.replacen(&format!("width=\"{width}\" height=\"{height}\""), &nominal, 1);
    let mut out = String::with_capacity(svg.len());
    let mut in_text = false;
    for line in svg.lines() {
        in_text = (in_text || line.starts_with("<text")) && line != "</text>";
        out.push_str(line);
        if !in_text {
            out.push('\n');
        }
    }
    out
}

#[expect(clippy::cast_possible_truncation, reason = "a cast from float to integer saturates, and drawings are small")]
fn fine(length: f64) -> i32 {
    (length * FINE).round() as i32
}

fn point((x, y): At) -> (i32, i32) {
    (fine(x), fine(y))
}

impl Canvas<'_> {
    pub(super) fn line(&self, from: At, to: At, stroke: Stroke) {
        self.path(&[from, to], stroke);
    }

    /// A line through all points; a pattern runs on around the corners.
    pub(super) fn path(&self, points: &[At], stroke: Stroke) {
        let style = ShapeStyle {
            color: stroke.colour.to_rgba(),
            filled: false,
            stroke_width: fine(stroke.width).unsigned_abs(),
        };
        let pieces = match stroke.dash.pattern() {
            None => vec![points.to_vec()],
            Some((on, off)) => dashes(points, on, off),
        };
        for piece in pieces.iter().filter(|piece| piece.len() > 1) {
            self.0.draw(&PathElement::new(piece.iter().copied().map(point).collect::<Vec<_>>(), style)).expect(REASON);
        }
    }

    pub(super) fn fill(&self, top_left: At, bottom_right: At, colour: RGBColor) {
        self.0.draw(&Rectangle::new([point(top_left), point(bottom_right)], colour.filled())).expect(REASON);
    }

    /// The edge of a box, drawn inside it.
    pub(super) fn outline(&self, (x0, y0): At, (x1, y1): At, stroke: Stroke) {
        let half = stroke.width / 2.0;
        let (x0, y0, x1, y1) = (x0 + half, y0 + half, (x1 - half).max(x0 + half), y1 - half);
        self.path(&[(x0 - half, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], stroke);
    }

    /// A marker about seven units wide; a hollow one is white inside.
    pub(super) fn marker(&self, (x, y): At, marker: Marker, colour: RGBColor, hollow: bool) {
        self.shape((x, y), marker, 3.5, colour);
        if hollow {
            self.shape((x, y), marker, 2.1, WHITE);
        }
    }

    fn shape(&self, (x, y): At, marker: Marker, radius: f64, colour: RGBColor) {
        let corners = match marker {
            Marker::Circle => {
                self.0.draw(&Circle::new(point((x, y)), fine(radius), colour.filled())).expect(REASON);
                return;
            }
            Marker::Square => {
                let half = radius * 0.9;
                vec![(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]
            }
            Marker::Diamond => {
                let tip = radius * 1.3;
                vec![(x, y - tip), (x + tip, y), (x, y + tip), (x - tip, y)]
            }
        };
        self.0.draw(&Polygon::new(corners.into_iter().map(point).collect::<Vec<_>>(), colour.filled())).expect(REASON);
    }

    /// One line of text, its capitals centred on the height of the point.
    pub(super) fn text(&self, (x, y): At, text: &str, align: Align, ink: Ink) {
        let weight = match ink.weight {
            Weight::Regular => FontStyle::Normal,
            Weight::Bold => FontStyle::Bold,
        };
        let font = (QUOTED_FAMILY, TEXT * FINE * PLOTTERS_EM, weight).into_font();
        let h_pos = match align {
            Align::Start => HPos::Left,
            Align::Middle => HPos::Center,
            Align::End => HPos::Right,
        };
        let style = TextStyle::from(font).color(&ink.colour).pos(Pos::new(h_pos, VPos::Top));
        let top = y + (HALF_CAPITAL - PLOTTERS_TOP) * TEXT;
        self.0.draw(&Text::new(plain(text), point((x, top)), style)).expect(REASON);
    }
}

/// Text of plain letters and spaces; what Typst or PDF/UA would stumble over is left out.
pub(super) fn plain(text: &str) -> String {
    let odd = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
            || matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
    };
    let words = text.split_whitespace().map(|word| word.chars().filter(|letter| !odd(*letter)).collect::<String>());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The dashes of a pattern along a line.
fn dashes(points: &[At], on: f64, off: f64) -> Vec<Vec<At>> {
    let mut pieces = Vec::new();
    let Some(first) = points.first() else { return pieces };
    let mut piece = vec![*first];
    let (mut drawing, mut left) = (true, on);
    for pair in points.windows(2) {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        let length = ((x1 - x0).powi(2) + (y1 - y0).powi(2)).sqrt();
        let mut done = 0.0;
        while length - done > left {
            done += left;
            let at = (x0 + (x1 - x0) * done / length, y0 + (y1 - y0) * done / length);
            if drawing {
                piece.push(at);
                pieces.push(std::mem::take(&mut piece));
            } else {
                piece = vec![at];
            }
            drawing = !drawing;
            left = if drawing { on } else { off };
        }
        left -= length - done;
        if drawing {
            piece.push((x1, y1));
        }
    }
    if drawing {
        pieces.push(piece);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::super::style::INK;
    use super::*;

    #[test]
    fn the_drawing_is_exact_to_a_tenth_and_text_is_on_one_line() {
        let svg = draw(20.0, |canvas| canvas.text((10.04, 10.0), "R&D\u{a0}€ 5", Align::End, Ink::bold(INK)));
        assert_eq!(
            svg,
            "<svg width=\"480\" height=\"20\" viewBox=\"0 0 4800 200\" xmlns=\"http://www.w3.org/2000/svg\">\n\
             <text x=\"100\" y=\"61\" dy=\"0.76em\" text-anchor=\"end\" font-family=\"&apos;Source Sans 3&apos;\" font-size=\"90\" \
             opacity=\"1\" fill=\"#222222\" font-weight=\"bold\">R&amp;D € 5</text>\n</svg>\n"
        );
    }

    #[test]
    fn the_family_is_the_one_that_typst_knows() {
        assert_eq!(QUOTED_FAMILY.trim_matches('\''), super::super::FAMILY);
        assert_eq!(PLOTTERS_FAMILY, format!("font-family=\"{}\" ", QUOTED_FAMILY.replace('\'', "&apos;")));
    }

    #[test]
    fn odd_letters_stay_out_of_the_drawing() {
        assert_eq!(plain(" Bouw\u{ad}lust\u{a0}en\n\u{200b} Vrederust\u{e000}\u{0}"), "Bouwlust en Vrederust");
    }

    #[test]
    fn dashes_cover_the_line_but_for_the_white_between() {
        let pieces = dashes(&[(0.0, 0.0), (20.0, 0.0)], 5.0, 3.0);
        assert_eq!(
            pieces,
            [vec![(0.0, 0.0), (5.0, 0.0)], vec![(8.0, 0.0), (13.0, 0.0)], vec![(16.0, 0.0), (20.0, 0.0)]]
        );
    }
}
