//! The templates and the theme: built into the program, replaceable by a folder.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/report-templates");

/// Templates (`.typ.j2`) and theme (`.typ`) by their path under `report-templates/`.
#[derive(Debug, Clone)]
pub struct Templates {
    files: BTreeMap<String, Vec<u8>>,
}

impl Templates {
    /// The largest template that is read, in bytes.
    pub const LARGEST: u64 = 1024 * 1024;

    /// Those built into the program.
    #[must_use]
    pub fn built_in() -> Self {
        let mut files = BTreeMap::new();
        collect(&BUILT_IN, &mut files);
        Self { files }
    }

    /// Those of a folder, laid over the built-in ones: a file that is not there stays built in.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn over_built_in(folder: &Path) -> io::Result<Self> {
        let mut templates = Self::built_in();
        overlay(folder, "", &mut templates.files)?;
        Ok(templates)
    }

    /// Those that travelled along in a report, laid over the built-in ones.
    #[must_use]
    pub fn with_own(own: &BTreeMap<String, Vec<u8>>) -> Self {
        let mut templates = Self::built_in();
        templates.files.extend(own.iter().map(|(path, bytes)| (path.clone(), bytes.clone())));
        templates
    }

    /// Whether a path may be that of a template: names without surprises, with a known ending.
    #[must_use]
    pub fn is_path(path: &str) -> bool {
        let is_plain = |part: &str| {
            !part.is_empty()
                && !part.starts_with('.')
                && part.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '.'))
        };
        // `__` marks a folder in the names of attachments.
        is_template(path) && !path.contains("__") && path.split('/').all(is_plain)
    }

    /// The files that are not, or not like this, built into the program.
    pub fn own(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let is_own = |(path, bytes): &(&str, &[u8])| {
            BUILT_IN.get_file(path).is_none_or(|built_in| built_in.contents() != *bytes)
        };
        self.files().filter(is_own)
    }

    /// All files, by path.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// The SHA-256 over all paths and contents: tells which templates made a report.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for (path, bytes) in &self.files {
            hash.update(path.as_bytes());
            hash.update([0]);
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        }
        crate::format::hex(&hash.finalize())
    }
}

fn is_template(path: &str) -> bool {
    path.ends_with(".typ.j2") || path.ends_with(".typ") || path.ends_with(".html.j2") || path.ends_with(".css")
}

fn collect(dir: &Dir<'_>, files: &mut BTreeMap<String, Vec<u8>>) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        if is_template(&path) {
            files.insert(path, file.contents().to_vec());
        }
    }
    for inner in dir.dirs() {
        collect(inner, files);
    }
}

fn overlay(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type()?;
        if kind.is_dir() {
            overlay(&entry.path(), &format!("{path}/"), files)?;
        } else if kind.is_file() && is_template(&path) {
            if !Templates::is_path(&path) {
                return Err(io::Error::other(format!(
                    "de naam `{path}` kan niet mee in een rapport: gebruik letters, cijfers, `-`, `.` en enkele `_`"
                )));
            }
            if entry.metadata()?.len() > Templates::LARGEST {
                return Err(io::Error::other(format!("{path} is groter dan 1 MB")));
            }
            files.insert(path, std::fs::read(entry.path())?);
        }
    }
    Ok(())
}
