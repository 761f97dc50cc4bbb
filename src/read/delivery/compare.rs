//! Whether parts of two PDFs hold the same, however they are numbered and packed.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::attached::Attached;
use super::pages::Opened;

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
    /// Its size, or something else of it.
    Page,
    /// The title and other properties.
    Properties,
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
            return Some(Part::Links);
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
        let trailer = [one, other].map(|of| of.pdf.trailer.get(b"Info").ok());
        if !self.same_objects(trailer[0], trailer[1]) {
            return Some(Part::Properties);
        }
        let mut looked_at: Vec<&[u8]> = vec![b"Pages"];
        for (key, part) in [
            (b"Metadata".as_slice(), Part::Properties),
            (b"Outlines", Part::Bookmarks),
            (b"StructTreeRoot", Part::Structure),
        ] {
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

fn same_content(one: &Stream, other: &Stream) -> bool {
    if one.content == other.content {
        return true;
    }
    let plain = |stream: &Stream| stream.get_plain_content_with_limit(LARGEST_STREAM).ok();
    plain(one).is_some_and(|bytes| plain(other).as_ref() == Some(&bytes))
}
