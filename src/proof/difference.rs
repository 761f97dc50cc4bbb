//! Where a report and what its data give go apart, for a reader: the page, the figure, the words.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::format::plain_spaces;
use crate::read::delivery::{Beside, Opened, Origin, Page, Part, Run};

/// Where a report and what its data give go apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// What differs first.
    pub what: What,
    /// Every page that differs, from 1; none when the pages are the same.
    pub pages: Vec<usize>,
    /// The pages say that they were made from other data than the file carries.
    pub is_of_other_data: bool,
}

/// What differs first: pages that lack before words, words before drawings, pages before what stands
/// around them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// Pages that are not there, or should not be.
    Count {
        /// How many there are.
        stands: usize,
        /// How many there should be.
        should: usize,
        /// Those that lack, from 1, as they should be numbered.
        lost: Vec<usize>,
        /// Those that do not belong there, from 1, as they stand.
        added: Vec<usize>,
    },
    /// Words on a page.
    Words {
        /// The page, from 1.
        page: usize,
        /// The figure that it is, as `herkomst.csv` calls it, or the chart that it stands in; empty
        /// when it is neither.
        figure: String,
        /// What stands there; empty when nothing does.
        stands: String,
        /// What should stand there; empty when nothing should.
        should: String,
    },
    /// Words that stand at another place of a page.
    Place {
        /// The page.
        page: usize,
        /// The words.
        words: String,
    },
    /// Lines, areas or colours.
    Drawing {
        /// The page.
        page: usize,
        /// The chart or picture that they are part of; empty when they are part of none.
        figure: String,
    },
    /// Something that is drawn over all that should be there.
    Added(usize),
    /// The typefaces by which words are drawn.
    Fonts(usize),
    /// A picture.
    Picture(usize),
    /// A link.
    Link(usize),
    /// A note, or something else that was put on a page.
    Note {
        /// The page.
        page: usize,
        /// What it is, in Dutch.
        kind: String,
    },
    /// The size of a page, or something else of it.
    Page(usize),
    /// The title or another property, by its name in Dutch.
    Property(String),
    /// An attachment.
    Attachment(String),
    /// The bookmarks.
    Bookmarks,
    /// The structure for who listens to the report.
    Structure,
    /// Something else that a reader does not see.
    Rest,
    /// So many bytes follow after the end of the report.
    After(usize),
}

impl What {
    /// The page on which it is, from 1; `None` when it is on none.
    #[must_use]
    pub const fn page(&self) -> Option<usize> {
        match self {
            Self::Words { page, .. }
            | Self::Place { page, .. }
            | Self::Drawing { page, .. }
            | Self::Note { page, .. }
            | Self::Added(page)
            | Self::Fonts(page)
            | Self::Picture(page)
            | Self::Link(page)
            | Self::Page(page) => Some(*page),
            _ => None,
        }
    }
}

/// What the pages say of the data: their fingerprint, and the figures as they should be printed.
pub(super) struct Trail<'a> {
    pub(super) fingerprint: &'a str,
    pub(super) origins: Vec<Origin>,
}

/// Finds where two PDFs go apart: one as it stands, and one as it should be. `None` when all that is in
/// them is the same, and only how it is packed is not.
pub(super) fn difference(pdf: &[u8], again: &[u8], trail: Trail<'_>) -> Option<Difference> {
    let around = |what| Some(Difference { what, pages: Vec::new(), is_of_other_data: false });
    let (Ok(stands), Ok(should)) = (Opened::new(pdf), Opened::new(again)) else { return around(What::Rest) };
    if stands.count() != should.count() {
        return Some(of_other_count(&stands, &should, trail.fingerprint));
    }
    let pages: Vec<(Page, Page)> = (0..stands.count()).map(|at| (stands.page(at), should.page(at))).collect();
    let mut beside = Beside::new(&stands, &should);
    let mut differing = Vec::new();
    let mut first_part = None;
    for (at, (one, other)) in pages.iter().enumerate() {
        let part = beside.page(at);
        if !one.is_drawn_as(other) || part.is_some() {
            differing.push(at);
        }
        if let (None, Some(part)) = (&first_part, part) {
            first_part = Some((at, part));
        }
    }
    if differing.is_empty() {
        return match beside.around() {
            Some(part) => around(of_part(part, 0)),
            None if pdf.starts_with(again) => around(What::After(pdf.len() - again.len())),
            None => None,
        };
    }
    let book = Book { pages: &pages, trail: trail.origins };
    let (words, is_of_other_data) = book.words(&differing, &stands, trail.fingerprint);
    let numbers = differing.iter().map(|at| at + 1).collect();
    let what = words
        .or_else(|| differing.iter().find_map(|at| drawing(*at, &pages[*at], &stands, &should)))
        .or_else(|| first_part.map(|(at, part)| of_part(part, at + 1)))
        .unwrap_or(What::Rest);
    Some(Difference { what, pages: numbers, is_of_other_data })
}

/// What differs when there are more or fewer pages than there should be: which of them are the same is
/// told by their drawing, and those between are taken to be altered, as far as there are as many.
fn of_other_count(stands: &Opened, should: &Opened, fingerprint: &str) -> Difference {
    /// How many pairs of pages are laid beside each other.
    const MOST_PAIRS: usize = 1_000_000;
    let [pages, other]: [Vec<Page>; 2] =
        [stands, should].map(|opened| (0..opened.count()).map(|at| opened.page(at)).collect());
    let is_same = |(one, beside): (&Page, &Page)| one.is_drawn_as(beside);
    let before = pages.iter().zip(&other).take_while(|pair| is_same(*pair)).count();
    let after =
        pages[before..].iter().rev().zip(other[before..].iter().rev()).take_while(|pair| is_same(*pair)).count();
    let (middle, other_middle) = (&pages[before..pages.len() - after], &other[before..other.len() - after]);
    let pairs = if middle.len().saturating_mul(other_middle.len()) <= MOST_PAIRS {
        longest_common(middle, other_middle)
    } else {
        Vec::new()
    };
    let (mut lost, mut added, mut altered) = (Vec::new(), Vec::new(), Vec::new());
    let (mut at, mut beside) = (0, 0);
    for (to, to_beside) in pairs.into_iter().chain([(middle.len(), other_middle.len())]) {
        let both = (to - at).min(to_beside - beside);
        altered.extend((at..at + both).map(|page| before + page + 1));
        added.extend((at + both..to).map(|page| before + page + 1));
        lost.extend((beside + both..to_beside).map(|page| before + page + 1));
        (at, beside) = (to + 1, to_beside + 1);
    }
    let short = squeezed(fingerprint.get(..12).unwrap_or(fingerprint));
    let prints = |page: &Page| page.runs.iter().any(|run| squeezed(&run.text).contains(&short));
    let is_of_other_data =
        !pages.is_empty() && !short.is_empty() && other.iter().any(prints) && !pages.iter().any(prints);
    let what = What::Count { stands: pages.len(), should: other.len(), lost, added };
    Difference { what, pages: altered, is_of_other_data }
}

/// The pairs of pages that are the same, in order, of as many as can be.
fn longest_common(one: &[Page], other: &[Page]) -> Vec<(usize, usize)> {
    let width = other.len() + 1;
    let mut lengths = vec![0_usize; (one.len() + 1) * width];
    let same: Vec<bool> = one.iter().flat_map(|page| other.iter().map(|beside| page.is_drawn_as(beside))).collect();
    for at in (0..one.len()).rev() {
        for beside in (0..other.len()).rev() {
            let skipped = lengths[(at + 1) * width + beside].max(lengths[at * width + beside + 1]);
            let paired = lengths[(at + 1) * width + beside + 1] + 1;
            lengths[at * width + beside] = if same[at * other.len() + beside] { paired } else { skipped };
        }
    }
    let mut pairs = Vec::new();
    let (mut at, mut beside) = (0, 0);
    while at < one.len() && beside < other.len() {
        if same[at * other.len() + beside] {
            pairs.push((at, beside));
            (at, beside) = (at + 1, beside + 1);
        } else if lengths[(at + 1) * width + beside] >= lengths[at * width + beside + 1] {
            at += 1;
        } else {
            beside += 1;
        }
    }
    pairs
}

fn of_part(part: Part, page: usize) -> What {
    match part {
        Part::Fonts => What::Fonts(page),
        Part::Pictures => What::Picture(page),
        Part::Links => What::Link(page),
        Part::Page => What::Page(page),
        Part::Note(kind) => What::Note { page, kind },
        Part::Property(name) => What::Property(name),
        Part::Attachment(name) => What::Attachment(name),
        Part::Bookmarks => What::Bookmarks,
        Part::Structure => What::Structure,
        Part::Rest => What::Rest,
    }
}

/// What differs on a page where all words are the same.
fn drawing(at: usize, (one, other): &(Page, Page), stands: &Opened, should: &Opened) -> Option<What> {
    if one.is_drawn_as(other) {
        return None;
    }
    let moved = one.runs.iter().zip(&other.runs).find(|(run, beside)| !is_near(run.at, beside.at, 0.01));
    if let Some((run, _)) = moved {
        return Some(What::Place { page: at + 1, words: shortened(&plain_spaces(&run.text), 0..0) });
    }
    let (one, other) = (stands.drawn(at), should.drawn(at));
    // All steps that should be there are there, in their order, and others between them.
    let mut steps = one.iter().map(|(_, step)| step);
    if one.len() > other.len() && other.iter().all(|(_, step)| steps.any(|stands| stands == step)) {
        return Some(What::Added(at + 1));
    }
    let step = one.iter().zip(&other).position(|(step, beside)| step != beside).unwrap_or(one.len().min(other.len()));
    let mark = other.get(step).and_then(|(mark, _)| *mark);
    let figure = mark.and_then(|mark| should.picture(at, mark)).map(|alt| first_sentence(&alt)).unwrap_or_default();
    Some(What::Drawing { page: at + 1, figure })
}

fn is_near((x, y): (f32, f32), (other_x, other_y): (f32, f32), within: f32) -> bool {
    (x - other_x).abs() <= within && (y - other_y).abs() <= within
}

fn first_sentence(text: &str) -> String {
    let end = text.find(". ").unwrap_or(text.len());
    shortened(&text[..end], 0..end)
}

/// The pages of two reports beside each other, with the figures of the one that should be.
struct Book<'a> {
    pages: &'a [(Page, Page)],
    trail: Vec<Origin>,
}

/// Words that differ: where they are among those of a page.
type Hunk = (Range<usize>, Range<usize>);

impl Book<'_> {
    /// The first words that differ, and whether the fingerprint that stands on the pages is another
    /// than that of the data. That is said once: it is no figure.
    fn words(&self, differing: &[usize], stands: &Opened, fingerprint: &str) -> (Option<What>, bool) {
        let short = fingerprint.get(..12).unwrap_or(fingerprint);
        let is_print = |runs: &[Run]| {
            runs.iter().all(|run| {
                let text = squeezed(&run.text);
                text.contains(short) || (text.len() >= 8 && fingerprint.contains(&text))
            }) && !runs.is_empty()
        };
        let mut is_of_other_data = false;
        for at in differing {
            let (one, other) = &self.pages[*at];
            for (in_one, in_other) in hunks(&one.runs, &other.runs) {
                if is_print(&other.runs[in_other.clone()]) {
                    is_of_other_data = true;
                    continue;
                }
                // Signs that are no words in any typeface are told of as a drawing.
                let told = self.told(*at, in_one, in_other, stands);
                if !matches!(&told, What::Words { stands, should, .. } if stands.is_empty() && should.is_empty()) {
                    return (Some(told), is_of_other_data);
                }
            }
        }
        // When nothing else differs, that is what differs.
        if is_of_other_data {
            let at = differing.first().copied().unwrap_or_default();
            let (one, other) = &self.pages[at];
            if let Some((in_one, in_other)) = hunks(&one.runs, &other.runs).into_iter().next() {
                return (Some(self.told(at, in_one, in_other, stands)), true);
            }
        }
        (None, is_of_other_data)
    }

    fn told(&self, at: usize, in_one: Range<usize>, in_other: Range<usize>, opened: &Opened) -> What {
        let (one, other) = &self.pages[at];
        let (added, lost) = (&one.runs[in_one], &other.runs[in_other.clone()]);
        let mut place = in_other;
        let mut lost = lost;
        // Words laid over others: those others are what should be there.
        if let (Some(first), true) = (added.first(), lost.is_empty()) {
            let under = other.runs.iter().position(|run| is_near(run.at, first.at, 6.0));
            if let Some(under) = under {
                place = under..under + 1;
                lost = &other.runs[place.clone()];
            }
        }
        let (mut stands, mut should) = (joined(added, |run| &run.text), joined(lost, |run| &run.text));
        if stands == should {
            (stands, should) = (joined(added, |run| &run.spoken), joined(lost, |run| &run.spoken));
        }
        let (in_stands, in_should) = apart(&stands, &should);
        let figure = self
            .figure(at, place, &should, in_should.clone())
            .or_else(|| {
                let mark = added.first().or(lost.first())?.mark?;
                opened.picture(at, mark).map(|alt| format!("figuur “{}”", first_sentence(&alt)))
            })
            .unwrap_or_default();
        What::Words {
            page: at + 1,
            figure,
            stands: shortened(&stands, in_stands),
            should: shortened(&should, in_should),
        }
    }

    /// The figure that stands in some words of a page, at the bytes that differ.
    fn figure(&self, at: usize, place: Range<usize>, words: &str, differs: Range<usize>) -> Option<String> {
        let holds = |origin: &&Origin| {
            let printed = plain_spaces(&origin.printed);
            !printed.is_empty()
                && words.match_indices(&printed).any(|(from, _)| {
                    let to = from + printed.len();
                    from <= differs.end && differs.start <= to && is_whole(words, from..to)
                })
        };
        let mut held: Vec<&Origin> = self.trail.iter().filter(holds).collect();
        if held.is_empty() {
            // A figure with words that go on at the next line.
            let word = &words[differs.clone()];
            let has_digit = word.chars().any(|sign| sign.is_ascii_digit());
            let around: String = self.pages[at].1.runs[place.start.saturating_sub(3)..]
                .iter()
                .take(place.len() + 6)
                .map(|run| squeezed(&run.text))
                .collect();
            let goes_on = |origin: &&Origin| {
                let printed = plain_spaces(&origin.printed);
                has_digit
                    && printed.match_indices(word).any(|(from, _)| is_whole(&printed, from..from + word.len()))
                    && around.contains(&squeezed(&printed))
            };
            held = self.trail.iter().filter(goes_on).collect();
        }
        let longest = held.iter().map(|origin| origin.printed.len()).max()?;
        let held = held.into_iter().filter(|origin| origin.printed.len() == longest);
        // The table or passage whose name stands nearest before it.
        let before = self.before(at, place.start);
        let placed: Vec<(Option<usize>, &Origin)> =
            held.map(|origin| (before.rfind(&squeezed(&origin.place)), origin)).collect();
        let nearest = placed.iter().map(|(found, _)| *found).max()?;
        let mut left: Vec<&Origin> =
            placed.into_iter().filter(|(found, _)| *found == nearest).map(|(_, origin)| origin).collect();
        // The row in which it stands, and then which of the equal figures of that row.
        let runs = &self.pages[at].1.runs;
        let own = runs.get(place.start)?;
        let row: Vec<&Run> = runs.iter().filter(|run| (run.at.1 - own.at.1).abs() < 2.0).collect();
        let head = row.first().map(|run| squeezed(&run.text)).unwrap_or_default();
        let is_in_row = |origin: &&Origin| {
            let label = squeezed(origin.label.split(" · ").next().unwrap_or_default());
            !head.is_empty() && (label.starts_with(&head) || head.starts_with(&label))
        };
        if left.iter().any(is_in_row) {
            left.retain(is_in_row);
        }
        let equal_before =
            row.iter().filter(|run| run.at.0 < own.at.0 && plain_spaces(&run.text) == plain_spaces(&own.text)).count();
        let origin = left.get(equal_before.min(left.len().checked_sub(1)?))?;
        Some(format!("{} · {}", origin.place, origin.label))
    }

    /// All that should stand before some words, squeezed.
    fn before(&self, at: usize, run: usize) -> String {
        let (earlier, page) = (&self.pages[..at], &self.pages[at].1.runs);
        let runs = earlier.iter().flat_map(|(_, page)| &page.runs).chain(page.iter().take(run));
        runs.map(|run| squeezed(&run.text)).collect()
    }
}

/// Where two rows of words go apart, each time until they meet again.
fn hunks(one: &[Run], other: &[Run]) -> Vec<Hunk> {
    /// How far is looked for where they meet again.
    const FARTHEST: usize = 200;
    /// How many words in a row must be the same there.
    const MEETING: usize = 3;
    let is_same = |a: &Run, b: &Run| a.text == b.text && a.spoken == b.spoken;
    let meets = |at: usize, beside: usize| {
        let (rest, rest_beside) = (&one[at.min(one.len())..], &other[beside.min(other.len())..]);
        let length = MEETING.min(rest.len()).min(rest_beside.len());
        let is_end = rest.len() == length && rest_beside.len() == length;
        at <= one.len()
            && beside <= other.len()
            && (length == MEETING || is_end)
            && rest.iter().zip(rest_beside).take(length).all(|(a, b)| is_same(a, b))
    };
    let mut hunks = Vec::new();
    let (mut at, mut beside) = (0, 0);
    while at < one.len() || beside < other.len() {
        if let (Some(a), Some(b)) = (one.get(at), other.get(beside))
            && is_same(a, b)
        {
            (at, beside) = (at + 1, beside + 1);
            continue;
        }
        let meeting = (1..=FARTHEST).find_map(|far| {
            let pairs = (0..=far).map(|part| (at + part, beside + far - part));
            // Of those equally near, as many words in the place of as many others.
            pairs
                .filter(|(to, to_beside)| meets(*to, *to_beside))
                .min_by_key(|(to, to_beside)| (to - at).abs_diff(to_beside - beside))
        });
        let (to, to_beside) = meeting.unwrap_or((one.len(), other.len()));
        hunks.push((at..to, beside..to_beside));
        (at, beside) = (to, to_beside);
    }
    hunks
}

fn joined<'a>(runs: &'a [Run], of: impl Fn(&'a Run) -> &'a String) -> String {
    let words: Vec<&str> = runs.iter().map(|run| of(run).trim()).filter(|text| !text.is_empty()).collect();
    plain_spaces(&words.join(" "))
}

/// The bytes in which two texts differ, widened to whole words.
fn apart(one: &str, other: &str) -> (Range<usize>, Range<usize>) {
    let from = one
        .char_indices()
        .zip(other.chars())
        .take_while(|((_, a), b)| a == b)
        .map(|((at, a), _)| at + a.len_utf8())
        .last();
    let from = from.unwrap_or_default();
    let (rest, rest_other) = (&one[from..], &other[from..]);
    let same_end: usize =
        rest.chars().rev().zip(rest_other.chars().rev()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let widened = |text: &str| {
        let to = text.len() - same_end;
        let is_gap = |sign: char| sign.is_whitespace();
        let start =
            text[..from].rfind(is_gap).map_or(0, |gap| gap + text[gap..].chars().next().map_or(1, char::len_utf8));
        let end = text[to..].find(is_gap).map_or(text.len(), |gap| to + gap);
        start..end
    };
    (widened(one), widened(other))
}

/// Whether a part of a text is a number by itself, and not a piece of a longer one.
fn is_whole(text: &str, part: Range<usize>) -> bool {
    let is_digit = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_digit());
    let (mut before, mut after) = (text[..part.start].chars().rev(), text[part.end..].chars());
    let (last, first) = (before.next(), after.next());
    let goes_on =
        |sign: Option<char>, next: Option<char>| is_digit(sign) || (matches!(sign, Some('.' | ',')) && is_digit(next));
    !goes_on(last, before.next()) && !goes_on(first, after.next())
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace() && !matches!(sign, '-' | '\u{ad}')).collect()
}

/// A text of at most some hundred signs, around what matters in it.
fn shortened(text: &str, around: Range<usize>) -> String {
    const BESIDE: usize = 60;
    let signs: Vec<(usize, char)> = text.char_indices().collect();
    let first = signs.iter().position(|(at, _)| *at >= around.start).unwrap_or(signs.len());
    let last = signs.iter().position(|(at, _)| *at >= around.end).unwrap_or(signs.len());
    let (from, to) = (first.saturating_sub(BESIDE), (last.min(first + 2 * BESIDE) + BESIDE).min(signs.len()));
    let part: String = signs[from..to].iter().map(|(_, sign)| *sign).collect();
    let (before, after) = (if from > 0 { "…" } else { "" }, if to < signs.len() { "…" } else { "" });
    format!("{before}{}{after}", part.trim())
}
