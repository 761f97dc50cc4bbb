//! What comes in from outside: the files of a dossier.
//!
//! Comes in: a folder on disk, or names and bytes in a test. Goes out: a [`Folder`] in memory that
//! holds every file that belongs to a dossier, and the names of what was left aside and why. Left
//! to others: what the files say (`read`). No [`Folder`] ever holds a file under `intern/`, a hidden
//! file, or what is behind a link that leads out of the folder. [`Intern`] is the door to `intern/`
//! of the one command that derives public rows from it.

#![expect(clippy::disallowed_methods, reason = "this is the one door through which files come in")]

mod coverage;
mod deliveries;
mod fingerprint;
mod fonts;
mod intern;
mod templates;
mod today;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

pub use coverage::coverage;
pub use deliveries::{Delivered, LARGEST_PDF, deliveries, is_file, pdf, portfolio, size_of};
pub use fingerprint::sha256;
pub use fonts::{FAMILY, FONTS, REGULAR, SEMIBOLD};
pub use intern::{INTERN, Intern, RECIPES};
pub use templates::Templates;
pub use today::today;

/// What a file of a dossier holds, which follows from its name alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// `deal.yaml`.
    Deal,
    /// `pijlers/<id>.yaml`.
    Pillar,
    /// `projecten/<id>.yaml`.
    Project,
    /// `indicatoren/<id>.yaml`.
    Indicator,
    /// `bestedingen/<jaar>.yaml`.
    Spending,
    /// `verslagen/<id>.yaml`.
    Report,
    /// `beelden/<id>.png` or `.jpg`.
    Image,
    /// `gegevens/<id>.csv` or `.xlsx`.
    Sheet,
}

impl FileKind {
    /// Every kind that has a folder, with that folder.
    pub const FOLDERS: [(Self, &'static str); 7] = [
        (Self::Pillar, "pijlers"),
        (Self::Project, "projecten"),
        (Self::Indicator, "indicatoren"),
        (Self::Spending, "bestedingen"),
        (Self::Report, "verslagen"),
        (Self::Image, "beelden"),
        (Self::Sheet, "gegevens"),
    ];

    /// The kind of a file by its name within the dossier; `None` when it belongs nowhere.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        if name == "deal.yaml" {
            return Some(Self::Deal);
        }
        let (folder, file) = name.split_once('/')?;
        let (kind, _) = Self::FOLDERS.into_iter().find(|(_, known)| *known == folder)?;
        let (stem, ending) = file.rsplit_once('.')?;
        let fits = match kind {
            Self::Image => matches!(ending, "png" | "jpg" | "jpeg"),
            Self::Sheet => matches!(ending, "csv" | "xlsx"),
            _ => ending == "yaml",
        };
        (fits && !stem.is_empty() && !file.contains('/') && !file.starts_with('.')).then_some(kind)
    }

    /// The largest size of such a file, in bytes.
    #[must_use]
    pub const fn limit(self) -> u64 {
        match self {
            Self::Image => 20 * 1024 * 1024,
            _ => 10 * 1024 * 1024,
        }
    }
}

/// Why a file was left aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It belongs nowhere in a dossier.
    OutOfPlace,
    /// It is larger than a file of its kind may be.
    TooLarge {
        /// The largest size, in bytes.
        limit: u64,
    },
    /// It is a link that leads out of the folder, into `intern/`, or nowhere.
    LinkOutside,
}

/// A file or folder that was noticed and not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Its name within the dossier; a folder ends with `/`.
    pub name: String,
    /// Why it was left aside.
    pub why: Why,
    /// Whether it is YAML, or a folder with YAML in it, so that data would be missed.
    pub holds_yaml: bool,
    /// Whether it is a folder with a `deal.yaml` in it: a dossier of its own.
    pub is_dossier: bool,
}

impl Unread {
    /// A file that was left aside.
    #[must_use]
    pub fn new(name: impl Into<String>, why: Why) -> Self {
        let name = name.into();
        let holds_yaml = is_yaml(&name);
        Self { name, why, holds_yaml, is_dossier: false }
    }
}

/// The files of a dossier, in memory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folder {
    /// The folder's own name, for messages.
    pub name: String,
    /// Bytes by name within the dossier, with `/` between folders.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What was noticed and not read.
    pub unread: Vec<Unread>,
}

impl Folder {
    /// A folder of texts, for tests and for what comes out of a PDF.
    #[must_use]
    pub fn from_texts<N: Into<String>, T: Into<Vec<u8>>>(
        name: impl Into<String>,
        texts: impl IntoIterator<Item = (N, T)>,
    ) -> Self {
        let mut folder = Self { name: name.into(), ..Self::default() };
        for (name, text) in texts {
            folder.insert(name, text);
        }
        folder
    }

    /// Adds a file, or notes it as unread when it has no place in a dossier.
    pub fn insert(&mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        let (name, bytes) = (name.into(), bytes.into());
        match FileKind::of(&name) {
            Some(kind) if bytes.len() as u64 > kind.limit() => self.leave(name, Why::TooLarge { limit: kind.limit() }),
            Some(_) => {
                self.files.insert(name, bytes);
            }
            None if is_left_alone(&name) => {}
            None => self.leave(name, Why::OutOfPlace),
        }
    }

    /// All files by name.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    fn leave(&mut self, name: String, why: Why) {
        self.unread.push(Unread::new(name, why));
    }

    /// Reads a dossier from disk.
    ///
    /// # Errors
    /// When the folder or a file that belongs to the dossier cannot be read; the error names it.
    pub fn open(path: &Path) -> Result<Self, FolderError> {
        let at = |path: &Path| {
            let path = path.to_owned();
            move |source| FolderError { path, source }
        };
        let root = fs::canonicalize(path).map_err(at(path))?;
        let name = root.file_name().map_or_else(|| "dossier".to_owned(), |name| name.to_string_lossy().into_owned());
        let mut folder = Self { name, ..Self::default() };
        for (name, entry) in entries(&root).map_err(at(path))? {
            if is_left_alone(&name) {
                continue;
            }
            let Some(found) = follow(&root, &entry) else {
                folder.leave(name, Why::LinkOutside);
                continue;
            };
            if !found.is_dir() {
                folder.take(name, &found).map_err(at(&entry))?;
            } else if FileKind::FOLDERS.iter().any(|(_, known)| *known == name) {
                for (file, entry) in entries(&found).map_err(at(&entry))? {
                    let file = format!("{name}/{file}");
                    if is_left_alone(&file) {
                        continue;
                    }
                    match follow(&root, &entry) {
                        None => folder.leave(file, Why::LinkOutside),
                        Some(found) if found.is_dir() => folder.leave_folder(&file, &found),
                        Some(found) => folder.take(file, &found).map_err(at(&entry))?,
                    }
                }
            } else {
                folder.leave_folder(&name, &found);
            }
        }
        Ok(folder)
    }

    fn leave_folder(&mut self, name: &str, path: &Path) {
        let files = entries(path).unwrap_or_default();
        let holds_yaml = files.iter().any(|(file, _)| is_yaml(file));
        let is_dossier = files.iter().any(|(file, _)| FileKind::of(file) == Some(FileKind::Deal));
        self.unread.push(Unread { name: format!("{name}/"), why: Why::OutOfPlace, holds_yaml, is_dossier });
    }

    fn take(&mut self, name: String, path: &Path) -> io::Result<()> {
        let metadata = fs::metadata(path)?;
        let Some(kind) = FileKind::of(&name).filter(|_| metadata.is_file()) else {
            self.leave(name, Why::OutOfPlace);
            return Ok(());
        };
        let limit = kind.limit();
        let mut bytes = Vec::new();
        if metadata.len() <= limit {
            fs::File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
        }
        if metadata.len() > limit || bytes.len() as u64 > limit {
            self.leave(name, Why::TooLarge { limit });
        } else {
            self.files.insert(name, bytes);
        }
        Ok(())
    }
}

/// The entries of a folder on disk, by name.
fn entries(path: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        entries.push((entry.file_name().to_string_lossy().into_owned(), entry.path()));
    }
    entries.sort();
    Ok(entries)
}

/// Where an entry really is, when that is a public place within the dossier.
fn follow(root: &Path, entry: &Path) -> Option<PathBuf> {
    let found = fs::canonicalize(entry).ok()?;
    let inside = found.strip_prefix(root).ok()?;
    let mut parts = inside.components().map(|part| part.as_os_str().to_string_lossy());
    let private = parts.next().is_none_or(|first| first == "intern" || first.starts_with('.'))
        || parts.any(|part| part.starts_with('.'));
    (!private).then_some(found)
}

/// What is passed over without a word: private data, hidden files, a README, traces of a desktop.
fn is_left_alone(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    name == "README.md"
        || name == "intern"
        || name.starts_with("intern/")
        || name.split('/').any(|part| part.starts_with('.'))
        || file.starts_with("~$")
        || file.ends_with('~')
        || matches!(file, "Thumbs.db" | "desktop.ini")
}

fn is_yaml(name: &str) -> bool {
    let ending = Path::new(name).extension().unwrap_or_default();
    ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml")
}

/// A folder or file that could not be read.
#[derive(Debug)]
pub struct FolderError {
    /// What could not be read.
    pub path: PathBuf,
    /// Why.
    pub source: io::Error,
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        let is_of_dossier = self.path.file_name().is_some_and(|name| name == "deal.yaml");
        match self.source.kind() {
            io::ErrorKind::NotADirectory if is_of_dossier => {
                let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
                let folder = folder.unwrap_or(Path::new("."));
                write!(f, "`{path}` is geen map\nhulp: noem de map waar het in staat: {}", folder.display())
            }
            io::ErrorKind::NotFound => write!(f, "`{path}` bestaat niet"),
            io::ErrorKind::NotADirectory => write!(f, "`{path}` is geen map"),
            io::ErrorKind::PermissionDenied => write!(f, "u mag `{path}` niet lezen"),
            _ => write!(f, "`{path}` is niet te lezen ({})", self.source),
        }
    }
}

impl std::error::Error for FolderError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Folder) -> (Vec<&str>, Vec<&str>) {
        (
            folder.files.keys().map(String::as_str).collect(),
            folder.unread.iter().map(|unread| unread.name.as_str()).collect(),
        )
    }

    #[test]
    fn only_what_belongs_is_taken() {
        let folder = Folder::from_texts(
            "proef",
            [
                ("deal.yaml", ""),
                ("pijlers/a.yaml", ""),
                ("pijlers/b.yml", ""),
                ("project/c.yaml", ""),
                ("beelden/foto.png", ""),
                ("beelden/logo.svg", ""),
                ("intern/namen.yaml", ""),
                ("README.md", ""),
                (".git/config", ""),
                ("pijlers/sub/d.yaml", ""),
            ],
        );
        let (taken, unread) = names(&folder);
        assert_eq!(taken, ["beelden/foto.png", "deal.yaml", "pijlers/a.yaml"]);
        assert_eq!(unread, ["pijlers/b.yml", "project/c.yaml", "beelden/logo.svg", "pijlers/sub/d.yaml"]);
    }

    #[test]
    fn a_folder_on_disk_gives_its_public_files_only() {
        let place = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        let write = |name: &str| {
            let path = place.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, name).unwrap();
        };
        for name in [
            "deal.yaml",
            "pijlers/a.yaml",
            "intern/namen.yaml",
            ".git/x",
            "project/b.yaml",
            "bronnen/x.csv",
            "README.md",
        ] {
            write(name);
        }
        fs::write(outside.path().join("geheim.yaml"), "x").unwrap();
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(outside.path().join("geheim.yaml"), place.path().join("pijlers/geheim.yaml"))
                .unwrap();
            std::os::unix::fs::symlink(place.path().join("intern/namen.yaml"), place.path().join("pijlers/namen.yaml"))
                .unwrap();
        }
        let folder = Folder::open(place.path()).unwrap();
        let (taken, unread) = names(&folder);
        assert_eq!(taken, ["deal.yaml", "pijlers/a.yaml"]);
        #[cfg(unix)]
        assert_eq!(unread, ["bronnen/", "pijlers/geheim.yaml", "pijlers/namen.yaml", "project/"]);
        assert!(folder.unread.iter().find(|unread| unread.name == "project/").unwrap().holds_yaml);
        assert!(!folder.unread.iter().find(|unread| unread.name == "bronnen/").unwrap().holds_yaml);
    }

    #[test]
    fn a_dossier_in_a_folder_is_noticed() {
        let place = tempfile::tempdir().unwrap();
        for name in ["a/deal.yaml", "b/pijlers/deal.yaml", "c/deal.txt"] {
            let path = place.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, name).unwrap();
        }
        let folder = Folder::open(place.path()).unwrap();
        let dossiers: Vec<&str> =
            folder.unread.iter().filter(|unread| unread.is_dossier).map(|unread| unread.name.as_str()).collect();
        assert_eq!(dossiers, ["a/"]);
    }

    #[test]
    fn a_missing_folder_is_named() {
        let error = Folder::open(Path::new("/bestaat/niet")).unwrap_err();
        assert_eq!(error.to_string(), "`/bestaat/niet` bestaat niet");
    }

    #[test]
    fn a_file_that_is_too_large_is_left_aside() {
        let mut folder = Folder::default();
        folder.insert("deal.yaml", vec![b' '; 10 * 1024 * 1024 + 1]);
        assert_eq!(folder.unread[0].why, Why::TooLarge { limit: 10 * 1024 * 1024 });
    }
}
