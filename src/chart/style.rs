//! How charts look: colours, lines, markers and sizes, in units of a drawing 480 wide.
//!
//! Each colour has a contrast of at least 3 : 1 with white (WCAG 1.4.11). The categories differ in
//! lightness by steps of about 13 (CIE L*: 21, 48, 34, 61), so that they stay apart in grey and
//! for any colour vision; text is told apart from its background by at least 4,5 : 1.

use plotters::style::RGBColor;

/// The family under which Typst must know the typeface; another name falls back silently.
pub const FAMILY: &str = "Source Sans 3";

/// The width of every chart; 16 cm in print, so that one unit is 0,945 pt.
pub(super) const WIDTH: f64 = 480.0;
/// The size of all text: 8,5 pt in print.
pub(super) const TEXT: f64 = 9.0;
/// The distance between two lines of text.
pub(super) const LEADING: f64 = 11.0;

/// Thin lines that help the eye.
pub(super) const HAIRLINE: f64 = 0.5;
/// Axes, whiskers and outlines.
pub(super) const THIN: f64 = 0.8;
/// Lines of data.
pub(super) const THICK: f64 = 1.8;

pub(super) const INK: RGBColor = RGBColor(0x22, 0x22, 0x22);
pub(super) const MUTED: RGBColor = RGBColor(0x55, 0x55, 0x55);
pub(super) const WHITE: RGBColor = RGBColor(0xff, 0xff, 0xff);
pub(super) const AXIS: RGBColor = RGBColor(0x76, 0x76, 0x76);
/// Only for lines that carry no meaning of their own.
pub(super) const GRID: RGBColor = RGBColor(0xd9, 0xd9, 0xd9);

/// The area of the deal.
pub(super) const OWN: RGBColor = RGBColor(0x14, 0x31, 0x5c);
/// The area it is compared with.
pub(super) const OTHER: RGBColor = RGBColor(0xa8, 0x5a, 0x16);
/// What was not measured or agreed: hulplijn, methodebreuk.
pub(super) const AID: RGBColor = RGBColor(0x6f, 0x6f, 0x6f);
/// What belongs to no pillar.
pub(super) const REST: RGBColor = RGBColor(0x94, 0x94, 0x94);

const CATEGORIES: [RGBColor; 4] =
    [OWN, RGBColor(0x1e, 0x7f, 0x7a), RGBColor(0x8a, 0x2f, 0x4f), RGBColor(0xc0, 0x7a, 0x12)];

/// The colour of the pillar with this index; a fifth pillar starts again, its label tells it apart.
pub(super) fn category(index: usize) -> RGBColor {
    CATEGORIES[index % CATEGORIES.len()]
}

/// White or dark, whichever reads better on `background`.
pub(super) fn text_on(background: RGBColor) -> RGBColor {
    if contrast(background, WHITE) >= 4.5 { WHITE } else { INK }
}

/// The contrast ratio of two colours as WCAG 2.2 defines it.
pub(super) fn contrast(one: RGBColor, other: RGBColor) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(RGBColor(red, green, blue): RGBColor) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/// The two weights in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// The pattern of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Dash {
    Solid,
    Dashed,
    /// Short dashes, for a line that is not to be read as a development.
    Short,
    Dotted,
}

impl Dash {
    /// The length of a dash and of the white after it; `None` when solid.
    pub(super) const fn pattern(self) -> Option<(f64, f64)> {
        match self {
            Self::Solid => None,
            Self::Dashed => Some((5.0, 3.0)),
            Self::Short => Some((2.4, 2.4)),
            Self::Dotted => Some((1.2, 2.4)),
        }
    }
}

/// A line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stroke {
    pub(super) colour: RGBColor,
    pub(super) width: f64,
    pub(super) dash: Dash,
}

impl Stroke {
    pub(super) const fn solid(colour: RGBColor, width: f64) -> Self {
        Self { colour, width, dash: Dash::Solid }
    }

    pub(super) const fn dashed(colour: RGBColor, width: f64) -> Self {
        Self { colour, width, dash: Dash::Dashed }
    }

    pub(super) const fn short(colour: RGBColor, width: f64) -> Self {
        Self { colour, width, dash: Dash::Short }
    }

    pub(super) const fn dotted(colour: RGBColor, width: f64) -> Self {
        Self { colour, width, dash: Dash::Dotted }
    }
}

/// The shape of a point; each is about as large to the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    Circle,
    Square,
    Diamond,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_colour_that_means_something_stands_out_from_white() {
        for colour in CATEGORIES.into_iter().chain([OWN, OTHER, AID, REST, AXIS]) {
            assert!(contrast(colour, WHITE) >= 3.0, "{colour:?}");
        }
        assert!(contrast(INK, WHITE) >= 4.5 && contrast(MUTED, WHITE) >= 4.5);
    }

    #[test]
    fn text_on_a_colour_can_be_read() {
        for colour in CATEGORIES.into_iter().chain([REST]) {
            assert!(contrast(text_on(colour), colour) >= 4.5, "{colour:?}");
        }
    }

    #[test]
    fn neighbours_differ_in_grey() {
        let pillars = [category(0), category(1), category(2), REST];
        for pair in pillars.windows(2) {
            assert!(contrast(pair[0], pair[1]) >= 1.5, "{pair:?}");
        }
        assert!(contrast(OWN, OTHER) >= 2.5);
    }
}
