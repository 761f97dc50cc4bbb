//! Rows by years of small bars: a solid one (what was done) in an outline (what was agreed).

use plotters::style::RGBColor;

use super::canvas::{self, Align, Canvas, Ink};
use super::label;
use super::scale::{Linear, place};
use super::style::{AXIS, GRID, HAIRLINE, INK, LEADING, MUTED, Stroke, TEXT, THIN, WIDTH, Weight};
use super::typeface::Typeface;
use crate::model::Amount;

/// A grid of bars with one scale.
pub(super) struct Bars {
    /// What a solid and an outlined bar are: `gerealiseerd`, `begroot`.
    pub(super) solid: &'static str,
    pub(super) outline: &'static str,
    pub(super) years: Vec<i32>,
    pub(super) rows: Vec<Row>,
}

/// A row: a name and a cell per year.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) colour: RGBColor,
    pub(super) cells: Vec<Cell>,
    /// What belongs to no year, under the cells.
    pub(super) note: Option<String>,
}

/// A cell: at most two bars and their labels.
#[derive(Default)]
pub(super) struct Cell {
    pub(super) solid: Option<Amount>,
    pub(super) outline: Option<Amount>,
    /// The label of the solid bar, and what comes after it.
    pub(super) label: String,
    pub(super) rest: String,
}

const NAMES: f64 = 96.0;
const GUTTER: f64 = 10.0;
const BAR: f64 = 9.0;
/// Years next to each other; more go under each other.
const ABREAST: usize = 6;
const KEY: f64 = 20.0;
const HEAD: f64 = 18.0;
const BLOCK_GAP: f64 = 8.0;
/// Between the bars and a note under them.
const NOTE_GAP: f64 = 5.0;

impl Bars {
    /// The drawing. Amounts are in proportion; an amount under zero has a label and no bar.
    pub(super) fn svg(&self, typeface: &Typeface<'_>) -> String {
        let blocks: Vec<Vec<usize>> =
            (0..self.years.len()).collect::<Vec<_>>().chunks(ABREAST).map(<[usize]>::to_vec).collect();
        let across = self.years.len().clamp(1, ABREAST);
        #[expect(clippy::cast_precision_loss, reason = "at most six columns")]
        let column = (WIDTH - NAMES) / across as f64;
        let column = column.min(130.0);
        let amounts = self.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| [cell.solid, cell.outline]).flatten();
        let most = amounts.map(|amount| place(amount.euros())).fold(0.0, f64::max);
        let scale = Linear { values: (0.0, most), places: (0.0, column - GUTTER) };

        let layout: Vec<Vec<Laid>> = blocks.iter().map(|block| self.lay_out(typeface, block, column)).collect();
        let block_height = |rows: &Vec<Laid>| HEAD + rows.iter().map(|row| row.height).sum::<f64>() + BLOCK_GAP;
        let height = KEY + layout.iter().map(block_height).sum::<f64>() - BLOCK_GAP + 2.0;
        canvas::draw(height, |canvas| {
            self.draw_key(canvas, typeface);
            let mut top = KEY;
            for (block, rows) in blocks.iter().zip(&layout) {
                self.draw_block(canvas, block, rows, top, column, &scale);
                top += block_height(rows);
            }
        })
    }

    /// What the signs mean; the solid one has the colour of the bars, and none when those differ.
    fn draw_key(&self, canvas: &Canvas<'_>, typeface: &Typeface<'_>) {
        let y = 8.0;
        let colour = match self.rows.as_slice() {
            [first, rest @ ..] if rest.iter().all(|row| row.colour == first.colour) => first.colour,
            _ => MUTED,
        };
        canvas.fill((NAMES, y - BAR / 2.0), (NAMES + 16.0, y + BAR / 2.0), colour);
        canvas.text((NAMES + 21.0, y), self.solid, Align::Start, Ink::bold(INK));
        let x = NAMES + 21.0 + typeface.width(self.solid, TEXT, Weight::Bold) + 18.0;
        canvas.outline((x, y - BAR / 2.0), (x + 16.0, y + BAR / 2.0), Stroke::solid(INK, THIN));
        canvas.text((x + 21.0, y), self.outline, Align::Start, Ink::regular(INK));
        canvas.text((WIDTH, y), "× € 1.000", Align::End, Ink::regular(MUTED));
    }

    fn lay_out(&self, typeface: &Typeface<'_>, block: &[usize], column: f64) -> Vec<Laid> {
        let last = block.last() == Some(&(self.years.len() - 1));
        let lay = |row: &Row| {
            let name = label::wrap(typeface, &row.name, NAMES - GUTTER, 3, Weight::Bold);
            let cells: Vec<Vec<Line>> = block
                .iter()
                .map(|index| {
                    row.cells.get(*index).map(|cell| cell.lines(typeface, column - GUTTER)).unwrap_or_default()
                })
                .collect();
            let note = row.note.as_ref().filter(|_| last);
            let note =
                note.map(|note| label::wrap(typeface, note, WIDTH - NAMES, 3, Weight::Regular)).unwrap_or_default();
            let lines = cells.iter().map(Vec::len).max().unwrap_or(0);
            let bars = if lines > 0 { label::height(lines) + BAR + 4.0 } else { 0.0 };
            let under = if bars > 0.0 { bars + NOTE_GAP } else { bars };
            let notes = if note.is_empty() { 0.0 } else { under + label::height(note.len()) };
            let body = bars.max(notes).max(label::height(name.len()));
            Laid { name, cells, note, bars, under, height: body + 12.0 }
        };
        self.rows.iter().map(lay).collect()
    }

    fn draw_block(&self, canvas: &Canvas<'_>, block: &[usize], rows: &[Laid], top: f64, column: f64, scale: &Linear) {
        let mut x = NAMES;
        for year in block.iter().filter_map(|index| self.years.get(*index)) {
            canvas.text((x, top + 8.0), &year.to_string(), Align::Start, Ink::regular(MUTED));
            x += column;
        }
        let mut top = top + HEAD;
        for (row, laid) in self.rows.iter().zip(rows) {
            canvas.line((0.0, top), (WIDTH, top), Stroke::solid(GRID, HAIRLINE));
            let first = top + 6.0 + LEADING / 2.0;
            for (line, y) in lines(&laid.name, first) {
                canvas.text((0.0, y), line, Align::Start, Ink::bold(INK));
            }
            let bar = top + 6.0 + laid.bars - BAR - 2.0;
            let mut x = NAMES;
            for (index, text) in block.iter().zip(&laid.cells) {
                if let Some(cell) = row.cells.get(*index) {
                    // Text stands on its bar, also beside a cell that needs more lines.
                    let y = bar - 2.0 - label::height(text.len()) + LEADING / 2.0;
                    cell.draw(canvas, text, (x, y), bar, row.colour, scale);
                }
                x += column;
            }
            for (line, y) in lines(&laid.note, first + laid.under) {
                canvas.text((NAMES, y), line, Align::Start, Ink::regular(MUTED));
            }
            top += laid.height;
        }
    }
}

/// A row with its lines of text and its height.
struct Laid {
    name: Vec<String>,
    cells: Vec<Vec<Line>>,
    note: Vec<String>,
    /// The height of the cells, without the note.
    bars: f64,
    /// Where the note starts.
    under: f64,
    height: f64,
}

/// A line of a cell: bold text, and regular text that starts `space` after it did.
struct Line {
    bold: String,
    rest: String,
    space: f64,
}

/// Lines with their heights.
fn lines(texts: &[String], first: f64) -> impl Iterator<Item = (&String, f64)> {
    texts.iter().scan(first, |y, text| {
        let at = *y;
        *y += LEADING;
        Some((text, at))
    })
}

impl Cell {
    /// The label and the rest on one line when they fit, else under each other.
    fn lines(&self, typeface: &Typeface<'_>, width: f64) -> Vec<Line> {
        let bold = typeface.width(&self.label, TEXT, Weight::Bold);
        let space = if self.label.is_empty() { 0.0 } else { bold + typeface.width(" ", TEXT, Weight::Regular) };
        if space + typeface.width(&self.rest, TEXT, Weight::Regular) <= width {
            return if self.label.is_empty() && self.rest.is_empty() {
                Vec::new()
            } else {
                vec![Line { bold: self.label.clone(), rest: self.rest.clone(), space }]
            };
        }
        let first = Line { bold: self.label.clone(), rest: String::new(), space: 0.0 };
        let rest = label::wrap(typeface, &self.rest, width, 3, Weight::Regular);
        let rest = rest.into_iter().map(|rest| Line { bold: String::new(), rest, space: 0.0 });
        std::iter::once(first).filter(|line| !line.bold.is_empty()).chain(rest).collect()
    }

    fn draw(
        &self,
        canvas: &Canvas<'_>,
        text: &[Line],
        (x, mut y): (f64, f64),
        bar: f64,
        colour: RGBColor,
        scale: &Linear,
    ) {
        for line in text {
            if !line.bold.is_empty() {
                canvas.text((x, y), &line.bold, Align::Start, Ink::bold(INK));
            }
            if !line.rest.is_empty() {
                canvas.text((x + line.space, y), &line.rest, Align::Start, Ink::regular(INK));
            }
            y += LEADING;
        }
        let end = |amount: Amount| x + scale.at(place(amount.euros()).max(0.0));
        if self.solid.is_some() || self.outline.is_some() {
            canvas.line((x, bar - 2.0), (x, bar + BAR + 2.0), Stroke::solid(AXIS, THIN));
        }
        if let Some(solid) = self.solid.filter(|amount| amount.euros().is_sign_positive() && !amount.is_zero()) {
            canvas.fill((x, bar), (end(solid), bar + BAR), colour);
        }
        if let Some(outline) = self.outline.filter(|amount| amount.euros().is_sign_positive() && !amount.is_zero()) {
            canvas.outline((x, bar - 1.2), (end(outline), bar + BAR + 1.2), Stroke::solid(INK, THIN));
        }
    }
}
