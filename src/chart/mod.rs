//! Step 5: figures as pictures.
//!
//! Comes in: plain figures, one documented struct per chart, with exact decimals and days, and
//! the [`Typeface`] that text is measured with. Goes out: a [`Chart`]: SVG text, the Dutch alt
//! text that states the plotted facts, and a caption. Left to others: deriving figures
//! (`figures`), the place in the report, escaping, and the tables with the same figures and
//! their sources (`compose`).
//!
//! A chart never invents a point: what was not measured is a gap with its words, and a chart
//! without any value is `None`, so that the report says why instead of showing empty axes.
//! The same input gives the same bytes.

mod bars;
mod canvas;
pub mod depletion;
pub mod distribution;
pub mod gap;
pub mod indicator;
mod label;
mod scale;
mod screen;
mod series;
pub mod spending;
mod style;
pub mod terms;
mod trace;
mod typeface;
pub mod wijken;
mod words;

#[cfg(test)]
mod proof;

pub use screen::{Drawing, for_screen};
pub use series::{Measured, MethodBreak, Point, Reading, Series, Unit};
pub use style::FAMILY;
pub use typeface::{InvalidFont, Typeface};

/// A picture and everything a reader needs who does not see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// The drawing, 480 units wide; text is in the family [`FAMILY`] and stays text. Meant to be
    /// placed at the full text width of 16 cm, where the smallest letters are 8,5 pt.
    pub svg: String,
    /// The plotted facts in full Dutch sentences, for `alt`; plain spaces only.
    pub alt: String,
    /// One or more Dutch sentences under the figure: what it shows, and what its signs mean.
    pub caption: String,
}
