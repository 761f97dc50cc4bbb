//! How charts look: colours, lines, markers and sizes, in units of a drawing 480 wide.
//!
//! Each colour has a contrast of at least 3 : 1 with white (WCAG 1.4.11), and text of at least
//! 4,5 : 1 with what it stands on. The categories differ in lightness (CIE L*: 21, 48, 34, 57), so that
//! they stay apart in grey, and by a distance of [`HouseStyle::APART`] for any colour vision.

use plotters::style::RGBColor;

use crate::model::{Colour, HouseStyle};

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

pub(super) const INK: RGBColor = paint(HouseStyle::CHART_INK);
pub(super) const MUTED: RGBColor = RGBColor(0x55, 0x55, 0x55);
pub(super) const WHITE: RGBColor = paint(Colour::WHITE);
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
pub(super) const REST: RGBColor = paint(HouseStyle::NO_PILLAR);

const CATEGORIES: [RGBColor; 4] =
    [OWN, RGBColor(0x1e, 0x7f, 0x7a), RGBColor(0x8a, 0x2f, 0x4f), RGBColor(0xc0, 0x7a, 0x12)];

/// The colour of the pillar with this index, of the region's own when it has any; after the last one they
/// start again, and the label tells pillars apart.
pub(super) fn category(own: &[Colour], index: usize) -> RGBColor {
    match own {
        [] => CATEGORIES[index % CATEGORIES.len()],
        own => paint(own[index % own.len()]),
    }
}

const fn paint(Colour { red, green, blue }: Colour) -> RGBColor {
    RGBColor(red, green, blue)
}

/// White or dark, whichever reads better on `background`.
pub(super) fn text_on(background: RGBColor) -> RGBColor {
    if contrast(background, WHITE) >= 4.5 { WHITE } else { INK }
}

fn contrast(RGBColor(red, green, blue): RGBColor, other: RGBColor) -> f64 {
    Colour::new(red, green, blue).contrast(Colour::new(other.0, other.1, other.2))
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
    use crate::model::Vision;

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

    fn seen(RGBColor(red, green, blue): RGBColor) -> Colour {
        Colour::new(red, green, blue)
    }

    /// The distance of the nearest two of `colours` in the eyes of whom it is the smallest.
    fn nearest(colours: &[RGBColor]) -> f64 {
        let mut nearest = f64::INFINITY;
        for (index, one) in colours.iter().enumerate() {
            for other in &colours[..index] {
                for vision in Vision::ALL {
                    nearest = nearest.min(seen(*one).distance(seen(*other), vision));
                }
            }
        }
        nearest
    }

    #[test]
    fn colours_that_mean_something_else_are_told_apart_by_any_eyes() {
        let [first, second, third, fourth] = CATEGORIES;
        assert!(nearest(&[first, second, third, fourth, REST]) >= HouseStyle::APART);
        assert!(nearest(&[OWN, OTHER, AID]) >= HouseStyle::APART);
    }

    #[test]
    fn pillars_differ_in_grey() {
        for (index, one) in CATEGORIES.iter().enumerate() {
            for other in &CATEGORIES[..index] {
                let apart = (seen(*one).lightness() - seen(*other).lightness()).abs();
                assert!(apart >= HouseStyle::APART_IN_GREY, "{one:?}, {other:?}: {apart:.1}");
            }
        }
        // In grey, what belongs to no pillar is told from the pillars by its label: between #949494 and white
        // there is no room that still stands out from paper.
        assert!((seen(OWN).lightness() - seen(OTHER).lightness()).abs() >= 2.0 * HouseStyle::APART_IN_GREY);
    }

    #[test]
    fn pillars_have_the_colours_of_the_region_when_it_has_any() {
        let own = [Colour::new(1, 2, 3), Colour::new(4, 5, 6)];
        assert_eq!(
            [0, 1, 2].map(|index| category(&own, index)),
            [RGBColor(1, 2, 3), RGBColor(4, 5, 6), RGBColor(1, 2, 3)]
        );
        assert_eq!(category(&[], 4), OWN);
    }
}
