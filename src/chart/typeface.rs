//! The widths of letters, so that labels can be placed before Typst sets them.
//!
//! Not measured with plotters: its `ab_glyph` side scales a font by its line height (1,326 em for
//! Source Sans 3) while its SVG side writes size / 1,24, so its widths are 7 % off.

use std::fmt;

use ttf_parser::Face;

use super::style::Weight;

/// The two weights of the charts' typeface.
pub struct Typeface<'a> {
    regular: Face<'a>,
    bold: Face<'a>,
}

/// The bytes are no font.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidFont(String);

impl fmt::Display for InvalidFont {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "geen leesbaar lettertype: {}", self.0)
    }
}

impl std::error::Error for InvalidFont {}

impl<'a> Typeface<'a> {
    /// Reads the regular and the bold (semibold) font of [`FAMILY`](super::FAMILY), complete
    /// TrueType files; cheap enough to do for each report.
    ///
    /// # Errors
    ///
    /// When one of them is no font.
    pub fn new(regular: &'a [u8], bold: &'a [u8]) -> Result<Self, InvalidFont> {
        let parse = |bytes| Face::parse(bytes, 0).map_err(|error| InvalidFont(error.to_string()));
        Ok(Self { regular: parse(regular)?, bold: parse(bold)? })
    }

    /// The advance width of `text` in the bold weight, without kerning, in the unit of `size`: no
    /// text of a page is wider.
    pub(crate) fn widest(&self, text: &str, size: f64) -> f64 {
        self.width(text, size, Weight::Bold)
    }

    /// The advance width of `text` at `size`, without kerning, in the unit of `size`.
    pub(super) fn width(&self, text: &str, size: f64, weight: Weight) -> f64 {
        let face = match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        };
        let missing = face.units_per_em();
        let units: u32 = text
            .chars()
            .map(|letter| {
                let advance = face.glyph_index(letter).and_then(|glyph| face.glyph_hor_advance(glyph));
                u32::from(advance.unwrap_or(missing))
            })
            .sum();
        f64::from(units) * size / f64::from(face.units_per_em())
    }
}

impl fmt::Debug for Typeface<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Typeface").finish_non_exhaustive()
    }
}

#[cfg(test)]
pub(super) fn bundled() -> Typeface<'static> {
    Typeface::new(
        include_bytes!("../../report-templates/fonts/SourceSans3-Regular.ttf"),
        include_bytes!("../../report-templates/fonts/SourceSans3-Semibold.ttf"),
    )
    .unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digit_is_half_an_em_wide_and_bold_is_wider() {
        let typeface = bundled();
        assert!((typeface.width("2019", 9.0, Weight::Regular) - 4.0 * 9.0 * 0.497).abs() < 0.1);
        assert!(typeface.width("Zuidwest", 9.0, Weight::Bold) > typeface.width("Zuidwest", 9.0, Weight::Regular));
    }

    #[test]
    fn bytes_that_are_no_font_are_refused() {
        assert!(Typeface::new(b"geen", b"font").unwrap_err().to_string().starts_with("geen leesbaar lettertype"));
    }
}
