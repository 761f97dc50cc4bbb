//! A good report with something changed in it.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use serde_json::{Value, json};
use voortgang::read::delivery::{self, Listed, MANIFEST};
use voortgang::world::{Folder, Templates, sha256};

use crate::pdf::SMALL;

/// A report to change. What its manifest says only changes when asked.
pub(super) struct Forged {
    pub(super) pdf: Document,
}

impl Forged {
    /// The report that all are made from, as it was.
    pub(super) fn new() -> Self {
        Self { pdf: Document::load_mem(&SMALL.bytes).unwrap() }
    }

    /// The file specification of an attachment.
    fn specification(&self, name: &str) -> ObjectId {
        let is_it = |object: &Object| {
            let found = object.as_dict().ok().filter(|one| one.has_type(b"Filespec"));
            found.and_then(|one| one.get(b"UF").ok()?.as_str().ok()) == Some(name.as_bytes())
        };
        *self.pdf.objects.iter().find(|(_, object)| is_it(object)).unwrap_or_else(|| panic!("{name}")).0
    }

    /// The stream of an attachment.
    pub(super) fn stream(&mut self, name: &str) -> &mut Stream {
        let id = self.specification(name);
        let embedded = self.pdf.get_dictionary(id).unwrap().get(b"EF").unwrap().as_dict().unwrap();
        let stream = embedded.get(b"F").unwrap().as_reference().unwrap();
        self.pdf.get_object_mut(stream).unwrap().as_stream_mut().unwrap()
    }

    /// Changes the stream of an attachment.
    pub(super) fn packed(mut self, name: &str, change: impl FnOnce(&mut Stream)) -> Self {
        change(self.stream(name));
        self
    }

    /// Gives an attachment other contents, packed as a report does.
    pub(super) fn holds(self, name: &str, bytes: &[u8]) -> Self {
        self.packed(name, |stream| stream.set_content(zlib(bytes)))
    }

    /// Changes the specification of an attachment.
    pub(super) fn specified(mut self, name: &str, change: impl FnOnce(&mut Dictionary)) -> Self {
        let id = self.specification(name);
        change(self.pdf.get_dictionary_mut(id).unwrap());
        self
    }

    /// Adds an attachment.
    pub(super) fn attach(mut self, name: &str, bytes: &[u8]) -> Self {
        let stream = Stream::new(dictionary! { "Type" => "EmbeddedFile", "Filter" => "FlateDecode" }, zlib(bytes));
        let stream = self.pdf.add_object(stream);
        let text = || Object::string_literal(name);
        let specification = dictionary! {
            "Type" => "Filespec", "F" => text(), "UF" => text(),
            "EF" => dictionary! { "F" => stream, "UF" => stream },
        };
        let specification = self.pdf.add_object(specification);
        self.names().extend([text(), specification.into()]);
        self
    }

    /// The names of the attachments, each with its specification.
    pub(super) fn names(&mut self) -> &mut Vec<Object> {
        let tree = self.tree();
        let names = tree.get_mut(b"Names").unwrap();
        names.as_array_mut().unwrap()
    }

    /// The tree of the names of the attachments, as an object of its own.
    pub(super) fn tree(&mut self) -> &mut Dictionary {
        let catalog = self.pdf.trailer.get(b"Root").unwrap().as_reference().unwrap();
        let names = self.pdf.get_dictionary(catalog).unwrap().get(b"Names").unwrap().clone();
        let names = self.pdf.dereference(&names).unwrap().1.as_dict().unwrap().clone();
        let tree = names.get(b"EmbeddedFiles").unwrap().clone();
        let id = if let Ok(id) = tree.as_reference() {
            id
        } else {
            let id = self.pdf.add_object(tree);
            let names = dictionary! { "EmbeddedFiles" => id };
            self.pdf.get_dictionary_mut(catalog).unwrap().set("Names", names);
            id
        };
        self.pdf.get_dictionary_mut(id).unwrap()
    }

    /// Changes what the manifest says.
    pub(super) fn manifest(mut self, change: impl FnOnce(&mut Value)) -> Self {
        let packed = self.stream(MANIFEST).decompressed_content().unwrap();
        let mut manifest = serde_json::from_slice(&packed).unwrap();
        change(&mut manifest);
        self.holds(MANIFEST, &serde_json::to_vec(&manifest).unwrap())
    }

    /// Lets the manifest name a file, of which the bytes are attached under the name that goes with it.
    pub(super) fn lists(self, path: &str, bytes: &[u8]) -> Self {
        let listed = Listed::file(path, bytes);
        self.attach(&listed.name, bytes).manifest(|manifest| files(manifest).push(json!(listed)))
    }

    /// A dossier with another file in it, in which everything agrees: the only forgery that only
    /// making the report again finds.
    pub(super) fn dossier(self, path: &str, bytes: &[u8]) -> Self {
        self.dossiers(&[(path, bytes)])
    }

    /// The same with more than one file.
    pub(super) fn dossiers(mut self, changes: &[(&str, &[u8])]) -> Self {
        let mut folder = folder();
        for (path, bytes) in changes {
            let listed = Listed::file(path, bytes);
            let is_new = folder.files.insert((*path).to_owned(), bytes.to_vec()).is_none();
            self = if is_new { self.attach(&listed.name, bytes) } else { self.holds(&listed.name, bytes) };
            self = self.manifest(|manifest| {
                files(manifest).retain(|one| one["pad"] != *path);
                files(manifest).push(json!(listed));
            });
        }
        self.manifest(|manifest| manifest["vingerafdruk"] = folder.fingerprint().into())
    }

    /// Own templates travel along, and everything agrees.
    pub(super) fn template(self, path: &str, text: &str) -> Self {
        let own = [(path.to_owned(), text.as_bytes().to_vec())].into();
        let fingerprint = Templates::with_own(&own).fingerprint();
        let listed = Listed::template(path, text.as_bytes());
        self.attach(&listed.name, text.as_bytes()).manifest(|manifest| {
            manifest["eigen-sjablonen"] = json!([listed]);
            manifest["sjablonen"]["versie"] = fingerprint.into();
        })
    }

    pub(super) fn save(mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.pdf.save_to(&mut bytes).unwrap();
        bytes
    }
}

/// The list of files in a manifest.
pub(super) fn files(manifest: &mut Value) -> &mut Vec<Value> {
    manifest["bestanden"].as_array_mut().unwrap()
}

/// What the manifest says of one file.
pub(super) fn entry<'a>(manifest: &'a mut Value, path: &str) -> &'a mut Value {
    files(manifest).iter_mut().find(|one| one["pad"] == path).unwrap()
}

/// Bytes, packed.
pub(super) fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// So many zeros, packed to a thousandth.
pub(super) fn bomb(megabytes: usize) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::fast());
    let zeros = vec![0; 1024 * 1024];
    (0..megabytes).for_each(|_| packer.write_all(&zeros).unwrap());
    packer.finish().unwrap()
}

/// The dossier in the report, as it was.
pub(super) fn folder() -> Folder {
    delivery::delivery(&SMALL.bytes).unwrap().folder
}

/// The SHA-256 of what anyone may compute.
pub(super) fn checksum(bytes: &[u8]) -> Value {
    sha256(bytes).into()
}
