//! Where labels go so that none covers another: wrapping, pushing apart, and a free spot near a point.

use super::canvas::plain;
use super::style::{LEADING, TEXT, Weight};
use super::typeface::Typeface;

/// A box in units of the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub(super) x0: f64,
    pub(super) y0: f64,
    pub(super) x1: f64,
    pub(super) y1: f64,
}

impl Frame {
    pub(super) const fn new(x0: f64, y0: f64, x1: f64, y1: f64) -> Self {
        Self { x0, y0, x1, y1 }
    }

    /// A box of this size with its middle at this point.
    pub(super) const fn around((x, y): (f64, f64), width: f64, height: f64) -> Self {
        Self::new(x - width / 2.0, y - height / 2.0, x + width / 2.0, y + height / 2.0)
    }

    pub(super) const fn middle(&self) -> (f64, f64) {
        (f64::midpoint(self.x0, self.x1), f64::midpoint(self.y0, self.y1))
    }

    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.x0 < other.x1 && other.x0 < self.x1 && self.y0 < other.y1 && other.y0 < self.y1
    }

    pub(super) fn within(&self, other: &Self) -> bool {
        self.x0 >= other.x0 && self.y0 >= other.y0 && self.x1 <= other.x1 && self.y1 <= other.y1
    }
}

/// `text` in at most `lines` lines that fit `width`; what does not fit ends in `…`.
///
/// Breaks at spaces; a word that is wider than a line is cut. Names are whole in the alt
/// text, so a shortened one in the drawing loses nothing.
pub(super) fn wrap(typeface: &Typeface<'_>, text: &str, width: f64, lines: usize, weight: Weight) -> Vec<String> {
    let fits = |text: &str| typeface.width(text, TEXT, weight) <= width;
    let text = plain(text);
    let mut wrapped: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let full = wrapped.len() == lines;
        if let Some(line) = wrapped.last_mut() {
            let joined = format!("{line} {word}");
            if fits(&joined) {
                *line = joined;
                continue;
            }
            if full {
                *line = shorten(&joined, fits);
                return wrapped;
            }
        }
        wrapped.push(if fits(word) { word.to_owned() } else { shorten(word, fits) });
    }
    wrapped
}

/// The longest beginning of `text` that fits with `…` after it.
fn shorten(text: &str, fits: impl Fn(&str) -> bool) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    loop {
        letters.pop();
        let short = format!("{}…", letters.iter().collect::<String>().trim_end_matches([' ', ',', '-', '…']));
        if letters.is_empty() || fits(&short) {
            return short;
        }
    }
}

/// The middles of labels of these sizes, each as near to its wish as it can be without overlap.
///
/// A wish is a middle and a size along one axis. Labels keep the order of their wishes, equal ones
/// that in which they came. When they do not fit between `low` and `high` they start at `low` and
/// run over the other end, so a chart that can have many labels makes room first.
pub(super) fn spread(wishes: &[(f64, f64)], low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    order.sort_by(|a, b| wishes[*a].0.total_cmp(&wishes[*b].0));
    // Labels that touch form a block that moves as one, to the mean of what its members want.
    let mut blocks: Vec<Block> = Vec::new();
    for index in order {
        let (wish, size) = wishes[index];
        let mut block = Block { members: vec![index], starts: wish - size / 2.0, size };
        while let Some(above) = blocks.pop_if(|above| above.start(low, high) + above.size > block.start(low, high)) {
            block = above.join(block);
        }
        blocks.push(block);
    }
    let mut middles = vec![0.0; wishes.len()];
    let mut free = low;
    for block in &blocks {
        let mut at = block.start(low, high).max(free);
        for index in &block.members {
            let size = wishes[*index].1;
            middles[*index] = at + size / 2.0;
            at += size;
        }
        free = at;
    }
    middles
}

/// Labels that touch.
struct Block {
    members: Vec<usize>,
    /// The sum over the members of where each would have the block start.
    starts: f64,
    size: f64,
}

impl Block {
    #[expect(clippy::cast_precision_loss, reason = "a chart has few labels")]
    fn start(&self, low: f64, high: f64) -> f64 {
        (self.starts / self.members.len() as f64).min(high - self.size).max(low)
    }

    #[expect(clippy::cast_precision_loss, reason = "a chart has few labels")]
    fn join(mut self, below: Self) -> Self {
        self.starts += below.starts - self.size * below.members.len() as f64;
        self.size += below.size;
        self.members.extend(below.members);
        self
    }
}

/// Finds a free spot for a label near its point.
pub(super) struct Placer {
    bounds: Frame,
    taken: Vec<Frame>,
    avoided: Vec<Frame>,
}

impl Placer {
    pub(super) const fn new(bounds: Frame) -> Self {
        Self { bounds, taken: Vec::new(), avoided: Vec::new() }
    }

    /// Nothing may be put here.
    pub(super) fn take(&mut self, frame: Frame) {
        self.taken.push(frame);
    }

    /// A line from here to there is never crossed.
    pub(super) fn take_line(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.taken.extend(beads(from, to));
    }

    /// A line from here to there is crossed only when there is no other spot.
    pub(super) fn avoid_line(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.avoided.extend(beads(from, to));
    }

    /// The first candidate that is free, taken; `None` when all would cover a label or a marker.
    pub(super) fn place(&mut self, candidates: &[Frame]) -> Option<Frame> {
        let free = |frame: &&Frame| frame.within(&self.bounds) && !self.taken.iter().any(|taken| taken.overlaps(frame));
        let clear = |frame: &&Frame| free(frame) && !self.avoided.iter().any(|line| line.overlaps(frame));
        let found = candidates.iter().find(clear).or_else(|| candidates.iter().find(free)).copied()?;
        self.taken.push(found);
        Some(found)
    }
}

/// A line as small boxes.
fn beads((x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> Vec<Frame> {
    let steps = ((x1 - x0).abs().max((y1 - y0).abs()) / 3.0).ceil().max(1.0);
    let mut boxes = Vec::new();
    let mut step = 0.0;
    while step <= steps {
        let at = (x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps);
        boxes.push(Frame::around(at, 3.0, 2.0));
        step += 1.0;
    }
    boxes
}

/// The height of a label of so many lines.
#[expect(clippy::cast_precision_loss, reason = "a label has few lines")]
pub(super) fn height(lines: usize) -> f64 {
    lines as f64 * LEADING
}

#[cfg(test)]
mod tests {
    use super::super::typeface::bundled;
    use super::*;

    #[test]
    fn labels_that_want_the_same_place_share_it_evenly() {
        assert_eq!(spread(&[(50.0, 10.0), (50.0, 10.0)], 0.0, 100.0), [45.0, 55.0]);
        assert_eq!(spread(&[(20.0, 10.0), (80.0, 10.0)], 0.0, 100.0), [20.0, 80.0]);
        assert_eq!(spread(&[(50.0, 20.0), (48.0, 10.0), (52.0, 10.0)], 0.0, 100.0), [50.0, 35.0, 65.0]);
    }

    #[test]
    fn labels_stay_between_the_ends() {
        assert_eq!(spread(&[(99.0, 10.0), (99.0, 10.0)], 0.0, 100.0), [85.0, 95.0]);
        assert_eq!(spread(&[(0.0, 10.0), (1.0, 10.0), (12.0, 10.0)], 0.0, 100.0), [5.0, 15.0, 25.0]);
        assert_eq!(spread(&[], 0.0, 100.0), [0.0; 0]);
    }

    #[test]
    fn no_two_labels_overlap_whatever_they_want() {
        let wishes: Vec<(f64, f64)> =
            (0..9).map(|n| (f64::from(n * n * 7 % 31) * 3.0, 8.0 + f64::from(n % 3) * 4.0)).collect();
        let middles = spread(&wishes, 0.0, 120.0);
        let mut frames: Vec<(f64, f64)> =
            middles.iter().zip(&wishes).map(|(at, (_, size))| (at - size / 2.0, at + size / 2.0)).collect();
        frames.sort_by(|a, b| a.0.total_cmp(&b.0));
        assert!(frames.windows(2).all(|pair| pair[0].1 <= pair[1].0 + 1e-9), "{frames:?}");
        assert!(frames[0].0 >= 0.0 && frames[8].1 <= 120.0 + 1e-9, "{frames:?}");
    }

    #[test]
    fn a_label_goes_to_the_first_free_spot_and_rather_not_over_a_line() {
        let mut placer = Placer::new(Frame::new(0.0, 0.0, 100.0, 100.0));
        let (above, below) = (Frame::around((50.0, 40.0), 20.0, 10.0), Frame::around((50.0, 60.0), 20.0, 10.0));
        placer.avoid_line((0.0, 40.0), (100.0, 40.0));
        assert_eq!(placer.place(&[above, below]), Some(below));
        assert_eq!(placer.place(&[above, below]), Some(above));
        assert_eq!(placer.place(&[above, below]), None);
        assert_eq!(placer.place(&[Frame::around((2.0, 80.0), 20.0, 10.0)]), None);
        placer.take_line((0.0, 80.0), (100.0, 80.0));
        assert_eq!(placer.place(&[Frame::around((50.0, 80.0), 20.0, 10.0)]), None);
    }

    #[test]
    fn long_names_wrap_and_end_in_an_ellipsis() {
        let typeface = bundled();
        let wrap = |text, width, lines| wrap(&typeface, text, width, lines, Weight::Regular);
        assert_eq!(wrap("Bouwlust en Vrederust", 60.0, 2), ["Bouwlust en", "Vrederust"]);
        assert_eq!(wrap("Bouwlust en Vrederust", 60.0, 1), ["Bouwlust en…"]);
        assert_eq!(wrap("Bestaanszekerheidsvoorzieningen", 60.0, 2), ["Bestaanszek…"]);
        assert_eq!(wrap("", 60.0, 2), [""]);
    }
}
