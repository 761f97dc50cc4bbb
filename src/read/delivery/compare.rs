//! Whether parts of two PDFs hold the same, however they are numbered and packed.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::attached::Attached;
use super::pages::Opened;
use super::{drawing, properties};

/// How many objects are laid beside each other before two parts are taken to differ.
const MOST_OBJECTS: usize = 2_000_000;

/// What a stream may unpack to while it is compared.
const LARGEST_STREAM: usize = 64 * 1024 * 1024;

/// Keys that lead back, or say only how something is packed or numbered.
const ASIDE: [&[u8]; 7] = [b"Parent", b"P", b"Length", b"Filter", b"DecodeParms", b"StructParents", b"StructParent"];

/// What of a page, or of the file around its pages, differs between two PDFs besides words and lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The typefaces of a page.
    Fonts,
    /// The pictures and drawings that a page refers to.
    Pictures,
    /// The links on a page.
    Links,
    /// Something that was put on a page and is no link, with its kind in Dutch.
    Note(String),
    /// Its size, or something else of it.
    Page,
    /// A property such as the title, with its name in Dutch.
    Property(String),
    /// An attachment that is not the same, is not there, or should not be there.
    Attachment(String),
    /// The bookmarks.
    Bookmarks,
    /// The structure for who listens to the report.
    Structure,
    /// Something else that goes for the whole file.
    Rest,
}

/// Two PDFs beside each other.
pub struct Beside<'a> {
    one: &'a Opened,
    other: &'a Opened,
    /// Pairs of objects that were found to be the same.
    same: BTreeSet<(ObjectId, ObjectId)>,
}

impl<'a> Beside<'a> {
    /// Lays two PDFs beside each other.
    #[must_use]
    pub const fn new(one: &'a Opened, other: &'a Opened) -> Self {
        Self { one, other, same: BTreeSet::new() }
    }

    /// What differs of a page, its drawing aside.
    pub fn page(&mut self, at: usize) -> Option<Part> {
        let one = self.one.pdf.get_dictionary(*self.one.ids().get(at)?).ok()?;
        let other = self.other.pdf.get_dictionary(*self.other.ids().get(at)?).ok()?;
        let resources = [one, other].map(|page| page.get(b"Resources").ok());
        if !self.same_objects(resources[0], resources[1]) {
            let fonts = [(one, self.one), (other, self.other)].map(|(page, of)| {
                super::pages::dictionary(page, b"Resources", &of.pdf).and_then(|all| all.get(b"Font").ok())
            });
            return Some(if self.same_objects(fonts[0], fonts[1]) { Part::Pictures } else { Part::Fonts });
        }
        if !self.same_objects(one.get(b"Annots").ok(), other.get(b"Annots").ok()) {
            let [links, other_links] =
                [(one, self.one), (other, self.other)].map(|(page, of)| annotations(page, of, true));
            let [notes, other_notes] =
                [(one, self.one), (other, self.other)].map(|(page, of)| annotations(page, of, false));
            if !self.same_lists(&links, &other_links) {
                return Some(Part::Links);
            }
            if !self.same_lists(&notes, &other_notes) {
                return Some(Part::Note(kind(notes.first().copied(), self.one).to_owned()));
            }
        }
        (!self.same_dictionaries(one, other, &[b"Resources", b"Annots", b"Contents"])).then_some(Part::Page)
    }

    /// What differs outside the pages; the first of it, with what a reader sees before the rest.
    pub fn around(&mut self) -> Option<Part> {
        let (one, other) = (self.one, self.other);
        let [Ok(catalog), Ok(other_catalog)] = [one.pdf.catalog(), other.pdf.catalog()] else {
            return Some(Part::Rest);
        };
        let names =
            [one, other].map(|of| Attached::of(of.pdf.clone()).map(|files| files.fingerprints()).unwrap_or_default());
        let all: BTreeSet<&String> = names.iter().flat_map(|files| files.keys()).collect();
        if let Some(name) = all.into_iter().find(|name| names[0].get(*name) != names[1].get(*name)) {
            return Some(Part::Attachment(name.clone()));
        }
        let information = [one, other].map(|of| super::pages::dictionary(&of.pdf.trailer, b"Info", &of.pdf));
        let empty = Dictionary::new();
        let [info, other_info] = information.map(|found| found.unwrap_or(&empty));
        if let Some(property) = properties::in_dictionary(info, other_info) {
            return Some(Part::Property(property));
        }
        let packet = |catalog: &Dictionary, of: &Opened| {
            let stream = catalog.get_deref(b"Metadata", &of.pdf).and_then(Object::as_stream);
            stream.and_then(|stream| stream.get_plain_content_with_limit(LARGEST_STREAM)).unwrap_or_default()
        };
        if let Some(property) = properties::in_packet(&packet(catalog, one), &packet(other_catalog, other)) {
            return Some(Part::Property(property));
        }
        // Which version of the language of PDF it is written in is part of how it is packed.
        let mut looked_at: Vec<&[u8]> = vec![b"Pages", b"Metadata", b"Version", b"Extensions"];
        for (key, part) in [(b"Outlines".as_slice(), Part::Bookmarks), (b"StructTreeRoot", Part::Structure)] {
            if !self.same_objects(catalog.get(key).ok(), other_catalog.get(key).ok()) {
                return Some(part);
            }
            looked_at.push(key);
        }
        (!self.same_dictionaries(catalog, other_catalog, &looked_at)).then_some(Part::Rest)
    }

    fn same_dictionaries(&mut self, one: &'a Dictionary, other: &'a Dictionary, without: &[&[u8]]) -> bool {
        let keys: BTreeSet<&Vec<u8>> = one.iter().chain(other.iter()).map(|(key, _)| key).collect();
        keys.into_iter()
            .filter(|key| !ASIDE.contains(&key.as_slice()) && !without.contains(&key.as_slice()))
            .all(|key| self.same_objects(one.get(key).ok(), other.get(key).ok()))
    }

    fn same_lists(&mut self, one: &[&'a Object], other: &[&'a Object]) -> bool {
        one.len() == other.len()
            && one.iter().zip(other).all(|(one, other)| self.same_objects(Some(*one), Some(*other)))
    }

    /// Whether two objects hold the same, with all that they refer to.
    fn same_objects(&mut self, one: Option<&'a Object>, other: Option<&'a Object>) -> bool {
        let (one, other) = match (one, other) {
            (None, None) => return true,
            (Some(one), Some(other)) => (one, other),
            _ => return false,
        };
        let mut seen = BTreeSet::new();
        let mut open = vec![(one, other)];
        let mut steps = 0;
        while let Some((one, other)) = open.pop() {
            steps += 1;
            if steps > MOST_OBJECTS {
                return false;
            }
            let (Ok((id, one)), Ok((other_id, other))) =
                (self.one.pdf.dereference(one), self.other.pdf.dereference(other))
            else {
                return false;
            };
            if let (Some(id), Some(other_id)) = (id, other_id) {
                // A page is known by its place: what stands on it is compared by itself.
                let places = (place(self.one, id), place(self.other, other_id));
                if places != (None, None) {
                    if places.0 != places.1 {
                        return false;
                    }
                    continue;
                }
                if self.same.contains(&(id, other_id)) || !seen.insert((id, other_id)) {
                    continue;
                }
            }
            let is_same = match (one, other) {
                (Object::Array(one), Object::Array(other)) => {
                    open.extend(one.iter().zip(other));
                    one.len() == other.len()
                }
                (Object::Dictionary(one), Object::Dictionary(other)) => beside(one, other, &mut open),
                (Object::Stream(one), Object::Stream(other)) => {
                    beside(&one.dict, &other.dict, &mut open) && same_content(one, other)
                }
                (Object::Integer(_) | Object::Real(_), Object::Integer(_) | Object::Real(_)) => {
                    one.as_float().ok() == other.as_float().ok()
                }
                (Object::String(one, _), Object::String(other, _)) => one == other,
                (one, other) => one == other,
            };
            if !is_same {
                return false;
            }
        }
        self.same.extend(seen);
        true
    }
}

fn place(of: &Opened, id: ObjectId) -> Option<usize> {
    of.ids().iter().position(|page| *page == id)
}

/// Adds what two dictionaries hold to what is still to be compared; whether they have the same keys.
fn beside<'a>(one: &'a Dictionary, other: &'a Dictionary, open: &mut Vec<(&'a Object, &'a Object)>) -> bool {
    let own = |of: &'a Dictionary| of.iter().filter(|(key, _)| !ASIDE.contains(&key.as_slice()));
    for (key, value) in own(one) {
        let Ok(beside) = other.get(key) else { return false };
        open.push((value, beside));
    }
    own(one).count() == own(other).count()
}

/// The links on a page, or what else was put on it.
fn annotations<'a>(page: &'a Dictionary, of: &'a Opened, links: bool) -> Vec<&'a Object> {
    let all = page.get_deref(b"Annots", &of.pdf).and_then(Object::as_array).map_or(&[][..], Vec::as_slice);
    all.iter().filter(|one| (subtype(one, of) == b"Link") == links).collect()
}

fn subtype<'a>(annotation: &'a Object, of: &'a Opened) -> &'a [u8] {
    let found = of.pdf.dereference(annotation).and_then(|(_, found)| found.as_dict());
    found.and_then(|found| found.get_deref(b"Subtype", &of.pdf)?.as_name()).unwrap_or_default()
}

/// What something on a page is called.
fn kind(annotation: Option<&Object>, of: &Opened) -> &'static str {
    match annotation.map(|annotation| subtype(annotation, of)).unwrap_or_default() {
        b"Text" | b"Popup" => "een notitie",
        b"FreeText" => "een tekstvak",
        b"Highlight" | b"Underline" | b"StrikeOut" | b"Squiggly" => "een markering",
        b"Stamp" => "een stempel",
        b"Widget" => "een invulveld of een handtekening",
        b"Line" | b"Square" | b"Circle" | b"Polygon" | b"PolyLine" | b"Ink" => "een tekening",
        b"Redact" => "een zwart vlak",
        _ => "een aantekening",
    }
}

fn same_content(one: &Stream, other: &Stream) -> bool {
    if one.content == other.content {
        return true;
    }
    let plain = |stream: &Stream| stream.get_plain_content_with_limit(LARGEST_STREAM).ok();
    let (Some(bytes), Some(beside)) = (plain(one), plain(other)) else { return false };
    // Drawings within a drawing, and patterns.
    let is_drawing = one.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form")
        || one.dict.has(b"PatternType");
    bytes == beside || (is_drawing && drawing::is_same(&bytes, &beside))
}
