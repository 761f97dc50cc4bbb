//! The files inside a PDF, with nothing taken for granted: the PDF comes from outside.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use flate2::read::ZlibDecoder;
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream};

use super::Refusal;
use crate::world::LARGEST_PDF;

/// How many files a PDF may carry.
const MOST_FILES: usize = 5_000;

/// How many nodes the tree of their names may have.
const MOST_NODES: usize = 20_000;

/// What a stream may unpack to while the objects of a PDF are read.
const LARGEST_STREAM: usize = 32 * 1024 * 1024;

/// A PDF that was read, with the streams of its attachments by their name.
pub(super) struct Attached {
    pdf: Document,
    streams: BTreeMap<String, ObjectId>,
}

/// Reads a PDF.
pub(super) fn open(bytes: &[u8]) -> Result<Document, Refusal> {
    if bytes.len() as u64 > LARGEST_PDF * 1024 * 1024 {
        return Err(Refusal::TooLarge { limit: LARGEST_PDF });
    }
    let start = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    if !start.windows(5).any(|five| five == b"%PDF-") {
        return Err(Refusal::NoPdf);
    }
    let options = LoadOptions { max_decompressed_size: Some(LARGEST_STREAM), ..LoadOptions::default() };
    let pdf = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        lopdf::Error::Decryption(_) | lopdf::Error::InvalidPassword | lopdf::Error::UnsupportedSecurityHandler(_) => {
            Refusal::Encrypted
        }
        _ if holds(bytes, b"/Encrypt") => Refusal::Encrypted,
        _ => Refusal::Broken,
    })?;
    if pdf.is_encrypted() || pdf.was_encrypted() || pdf.trailer.has(b"Encrypt") {
        return Err(Refusal::Encrypted);
    }
    Ok(pdf)
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|here| here == word)
}

impl Attached {
    /// Finds the attachments of a PDF.
    pub(super) fn of(pdf: Document) -> Result<Self, Refusal> {
        let mut found = Vec::new();
        let names = pdf.catalog().ok().and_then(|catalog| deref(catalog, b"Names", &pdf));
        let tree = names.and_then(|names| deref(names, b"EmbeddedFiles", &pdf));
        // Nodes of the tree that lie open. Each node is visited once, so a circle ends.
        let mut open: Vec<&Dictionary> = tree.into_iter().collect();
        let mut seen: BTreeSet<*const Dictionary> = BTreeSet::new();
        while let Some(node) = open.pop() {
            if !seen.insert(std::ptr::from_ref(node)) {
                continue;
            }
            if seen.len() > MOST_NODES {
                return Err(Refusal::Tangled);
            }
            open.extend(array(node, b"Kids", &pdf).iter().filter_map(|kid| dictionary(kid, &pdf)));
            for pair in array(node, b"Names", &pdf).chunks_exact(2) {
                let Some(specification) = dictionary(&pair[1], &pdf) else { continue };
                if let Some((name, stream)) = file(specification, &pdf) {
                    found.push((name, stream));
                }
                if found.len() > MOST_FILES {
                    return Err(Refusal::TooMany { limit: MOST_FILES });
                }
            }
        }
        let mut streams = BTreeMap::new();
        for (name, stream) in found {
            if streams.insert(name.clone(), stream).is_some() {
                return Err(Refusal::Twice(name));
            }
        }
        Ok(Self { pdf, streams })
    }

    /// Whether there is an attachment with this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.streams.contains_key(name)
    }

    /// Whether a word by which the program knows its documents is among the keywords.
    pub(super) fn says_it_is(&self, word: &str) -> bool {
        let properties = self.pdf.trailer.get(b"Info").ok().and_then(|info| dictionary(info, &self.pdf));
        let keywords = properties.and_then(|info| info.get_deref(b"Keywords", &self.pdf).ok());
        keywords.and_then(|words| lopdf::decode_text_string(words).ok()).is_some_and(|words| words.contains(word))
    }

    /// The SHA-256 of every attachment by name, for a look at what differs; none of what does not unpack.
    pub(super) fn fingerprints(&self) -> BTreeMap<String, Option<String>> {
        let mut left = super::LARGEST_DOSSIER;
        let mut of = |name: &String| {
            let bytes = self.bytes(name, left.min(super::LARGEST_LIST)).ok()?;
            left -= bytes.len();
            Some(crate::world::sha256(&bytes))
        };
        self.streams.keys().map(|name| (name.clone(), of(name))).collect()
    }

    /// The bytes of an attachment, of which there may be at most `limit`.
    pub(super) fn bytes(&self, name: &str, limit: usize) -> Result<Vec<u8>, Refusal> {
        let id = self.streams.get(name).ok_or_else(|| Refusal::Missing(name.to_owned()))?;
        let stream = self.pdf.get_object(*id).and_then(Object::as_stream);
        let stream = stream.map_err(|_| Refusal::Packing(name.to_owned()))?;
        unpack(stream, limit).map_err(|wrong| match wrong {
            Wrong::Packing => Refusal::Packing(name.to_owned()),
            Wrong::Larger => Refusal::Larger(name.to_owned()),
        })
    }
}

enum Wrong {
    Packing,
    Larger,
}

/// The bytes of a stream: as they are, or unpacked to the last byte and checked. A library that
/// reads PDFs for people goes on where data is damaged; here that would be another figure.
fn unpack(stream: &Stream, limit: usize) -> Result<Vec<u8>, Wrong> {
    let packed = stream.content.as_slice();
    let filters: Vec<&[u8]> = match stream.dict.get(b"Filter") {
        Err(_) => Vec::new(),
        Ok(Object::Name(name)) => vec![name.as_slice()],
        Ok(Object::Array(names)) => {
            let names: Result<Vec<&[u8]>, _> = names.iter().map(Object::as_name).collect();
            names.map_err(|_| Wrong::Packing)?
        }
        Ok(_) => return Err(Wrong::Packing),
    };
    match filters.as_slice() {
        [] if packed.len() > limit => Err(Wrong::Larger),
        [] => Ok(packed.to_vec()),
        [b"FlateDecode"] if stream.dict.get(b"DecodeParms").is_err() => {
            let mut bytes = Vec::new();
            let unpacked = ZlibDecoder::new(packed).take(limit as u64 + 1).read_to_end(&mut bytes);
            if bytes.len() > limit {
                return Err(Wrong::Larger);
            }
            unpacked.map(|_| bytes).map_err(|_| Wrong::Packing)
        }
        _ => Err(Wrong::Packing),
    }
}

/// The name and the stream of a file specification.
fn file(specification: &Dictionary, pdf: &Document) -> Option<(String, ObjectId)> {
    let name = [b"UF".as_slice(), b"F"].into_iter().find_map(|key| specification.get_deref(key, pdf).ok())?;
    let name = lopdf::decode_text_string(name).ok()?;
    let embedded = deref(specification, b"EF", pdf)?;
    let stream = [b"F".as_slice(), b"UF"].into_iter().find_map(|key| embedded.get(key).ok()?.as_reference().ok())?;
    Some((name, stream))
}

fn deref<'a>(from: &'a Dictionary, key: &[u8], pdf: &'a Document) -> Option<&'a Dictionary> {
    dictionary(from.get(key).ok()?, pdf)
}

fn dictionary<'a>(object: &'a Object, pdf: &'a Document) -> Option<&'a Dictionary> {
    pdf.dereference(object).ok()?.1.as_dict().ok()
}

fn array<'a>(from: &'a Dictionary, key: &[u8], pdf: &'a Document) -> &'a [Object] {
    from.get_deref(key, pdf).ok().and_then(|object| object.as_array().ok()).map_or(&[], Vec::as_slice)
}
