//! What stands where on the pages: whether two documents differ in the reserved place alone.
//!
//! The reserved place is the element under the label that the theme gives it; it has a size of its own
//! and is cut off at its edges, so what stands in it can move nothing.

use typst::foundations::Label;
use typst::introspection::{Location, Tag};
use typst::layout::{Abs, Frame, FrameItem, Size, Transform};
use typst::utils::{PicoStr, hash128};
use typst_layout::PagedDocument;

use super::Pdf;

/// The label under which the theme reserves a place for a registration number.
const RESERVED: &str = "registratienummer";

/// Why a number does not stand in its place, and there alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misplaced {
    /// No place is reserved for it.
    NoPlace,
    /// A page more or less.
    Pages,
    /// Something else stands elsewhere, or is another.
    Moved {
        /// On which page, from 1.
        page: usize,
        /// The words, if it is text.
        text: String,
    },
}

/// Lays two documents beside each other of which the second has `number` in its reserved place.
///
/// # Errors
/// When the number is not there, or anything outside that place is not what or where it was.
pub fn only_numbered(before: &Pdf, after: &Pdf, number: &str) -> Result<(), Misplaced> {
    let (before, after) = (Placed::of(&before.document), Placed::of(&after.document));
    let plain = |text: &str| -> String { text.chars().filter(|sign| !sign.is_whitespace()).collect() };
    if !plain(&after.reserved).contains(&plain(number)) {
        return Err(Misplaced::NoPlace);
    }
    if before.pages != after.pages {
        return Err(Misplaced::Pages);
    }
    let mut pairs = before.items.iter().zip(&after.items);
    let moved = pairs.find(|(one, other)| one != other).map(|(one, _)| one);
    // Where one holds more than the other, the first of what is more.
    let longest = if before.items.len() > after.items.len() { &before.items } else { &after.items };
    match moved.or_else(|| longest.get(before.items.len().min(after.items.len()))) {
        None => Ok(()),
        Some(item) => Err(Misplaced::Moved { page: item.page, text: item.text().to_owned() }),
    }
}

/// Something on a page, and where.
#[derive(Debug, PartialEq)]
struct Item {
    page: usize,
    at: Transform,
    what: What,
}

#[derive(Debug, PartialEq)]
enum What {
    Text { text: String, size: Abs, width: Abs, look: u128 },
    Shape(u128),
    Image(Size, u128),
}

impl Item {
    fn text(&self) -> &str {
        match &self.what {
            What::Text { text, .. } => text,
            What::Shape(_) | What::Image(..) => "",
        }
    }
}

/// Everything on the pages of a document.
struct Placed {
    pages: usize,
    /// What stands outside the reserved place, in the order in which it is drawn.
    items: Vec<Item>,
    /// The words in the reserved place.
    reserved: String,
}

impl Placed {
    fn of(document: &PagedDocument) -> Self {
        let mut walk = Walk {
            label: Label::new(PicoStr::intern(RESERVED)),
            open: Vec::new(),
            page: 0,
            placed: Self { pages: document.pages().len(), items: Vec::new(), reserved: String::new() },
        };
        for page in document.pages() {
            walk.page += 1;
            walk.frame(&page.frame, Transform::identity());
        }
        walk.placed
    }
}

struct Walk {
    label: Option<Label>,
    /// The reserved places in which the walk is.
    open: Vec<Location>,
    page: usize,
    placed: Placed,
}

impl Walk {
    fn frame(&mut self, frame: &Frame, to_page: Transform) {
        for (point, item) in frame.items() {
            let here = to_page.pre_concat(Transform::translate(point.x, point.y));
            match item {
                FrameItem::Group(group) => self.frame(&group.frame, here.pre_concat(group.transform)),
                FrameItem::Text(text) => {
                    if !self.open.is_empty() {
                        self.placed.reserved.push_str(&text.text);
                    }
                    let look = hash128(&(&text.font, &text.fill, &text.stroke));
                    let (words, size, width) = (text.text.to_string(), text.size, text.width());
                    self.put(here, What::Text { text: words, size, width, look });
                }
                FrameItem::Shape(shape, _) => self.put(here, What::Shape(hash128(shape))),
                FrameItem::Image(image, size, _) => self.put(here, What::Image(*size, hash128(image))),
                FrameItem::Tag(Tag::Start(element, _)) => {
                    let is_reserved = self.label.is_some() && element.label() == self.label;
                    self.open.extend(element.location().filter(|_| is_reserved));
                }
                FrameItem::Tag(Tag::End(location, ..)) => self.open.retain(|open| open != location),
                FrameItem::Link(..) => {}
            }
        }
    }

    fn put(&mut self, at: Transform, what: What) {
        if self.open.is_empty() {
            self.placed.items.push(Item { page: self.page, at, what });
        }
    }
}
