//! The Typst project of one document: files in memory, bundled fonts, no clock.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_kit::files::{FileLoader, FileStore};
use typst_kit::fonts::FontStore;

use crate::compose::Composed;
use crate::world::FONTS;

/// The fonts of every document, read once.
static STORE: LazyLock<FontStore> = LazyLock::new(|| {
    let mut store = FontStore::new();
    store.extend(FONTS.iter().flat_map(|bytes| Font::iter(Bytes::new(*bytes))).map(|font| {
        let info = font.info().clone();
        (font, info)
    }));
    store
});

/// The standard library, with row headers in tables (behind a feature in Typst 0.15).
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    LazyHash::new(Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build())
});

pub(super) fn prepare() {
    LazyLock::force(&STORE);
    LazyLock::force(&LIBRARY);
}

/// What Typst sees of the world.
pub(super) struct Project {
    main: FileId,
    files: FileStore<Loader>,
}

struct Loader(BTreeMap<String, Bytes>);

impl FileLoader for Loader {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.vpath().get_without_slash();
        self.0.get(path).cloned().ok_or_else(|| FileError::NotFound(path.into()))
    }
}

/// The name of the main file. Names are the same for every document: Typst interns them for the
/// life of the process.
const MAIN: &str = "main.typ";

impl Project {
    pub(super) fn new(composed: &Composed) -> Self {
        let mut files: BTreeMap<String, Bytes> =
            composed.files.iter().map(|(path, bytes)| (path.clone(), Bytes::new(bytes.clone()))).collect();
        files.insert(MAIN.to_owned(), Bytes::from_string(composed.source.clone()));
        let path = VirtualPath::new(MAIN).expect("a plain file name is a path");
        let main = RootedPath::new(VirtualRoot::Project, path).intern();
        Self { main, files: FileStore::new(Loader(files)) }
    }
}

impl World for Project {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        STORE.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.files.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.file(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        STORE.font(index)
    }

    /// No document may depend on the day it is built.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
