//! The door to `intern/`, for the one command that opens it.

#![expect(clippy::disallowed_methods, reason = "this is the one door through which private files come in")]

use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use super::{FolderError, entries};

/// The folder of private files.
pub const INTERN: &str = "intern";

/// Where the recipes stand in it.
pub const RECIPES: &str = "afleidingen";

/// The largest private file that is read, in bytes.
const LIMIT: u64 = 100 * 1024 * 1024;

/// The private files of a dossier. No report is ever made from them: see `derive`.
#[derive(Debug, Clone)]
pub struct Intern {
    root: PathBuf,
}

impl Intern {
    /// The private files of the dossier in `dossier`.
    #[must_use]
    pub fn of(dossier: &Path) -> Self {
        Self { root: dossier.join(INTERN) }
    }

    /// The recipes by name, without `.yaml`; none when there is no folder for them.
    ///
    /// # Errors
    /// When the folder or a recipe cannot be read; the error names it.
    pub fn recipes(&self) -> Result<Vec<(String, Vec<u8>)>, FolderError> {
        let folder = self.root.join(RECIPES);
        let found = match entries(&folder) {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => return Err(FolderError { path: folder, source }),
        };
        let mut recipes = Vec::new();
        for (name, _) in found {
            if let Some(stem) = name.strip_suffix(".yaml").filter(|stem| !stem.starts_with('.')) {
                recipes.push((stem.to_owned(), self.read(&format!("{RECIPES}/{name}"))?));
            }
        }
        Ok(recipes)
    }

    /// The bytes of a private file, by its name within `intern/`.
    ///
    /// # Errors
    /// When it is not there, is too large, or lies outside the folder, also by a link.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, FolderError> {
        let path = self.root.join(name);
        let at = |source| FolderError { path: path.clone(), source };
        let outside = || at(io::Error::new(io::ErrorKind::InvalidInput, "het ligt niet in de map `intern`"));
        if !Path::new(name).components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(outside());
        }
        let root = fs::canonicalize(&self.root).map_err(at)?;
        let found = fs::canonicalize(&path).map_err(at)?;
        if !found.starts_with(&root) {
            return Err(outside());
        }
        let mut bytes = Vec::new();
        fs::File::open(&found).and_then(|file| file.take(LIMIT + 1).read_to_end(&mut bytes)).map_err(at)?;
        if bytes.len() as u64 > LIMIT {
            return Err(at(io::Error::new(io::ErrorKind::InvalidData, "het is groter dan 100 MB")));
        }
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_in_the_folder_is_read() {
        let place = tempfile::tempdir().unwrap();
        fs::create_dir_all(place.path().join("intern/afleidingen")).unwrap();
        fs::write(place.path().join("deal.yaml"), "x").unwrap();
        fs::write(place.path().join("intern/a.csv"), "a").unwrap();
        fs::write(place.path().join("intern/afleidingen/een.yaml"), "b").unwrap();
        fs::write(place.path().join("intern/afleidingen/notitie.txt"), "c").unwrap();
        let intern = Intern::of(place.path());
        assert_eq!(intern.recipes().unwrap(), [("een".to_owned(), b"b".to_vec())]);
        assert_eq!(intern.read("a.csv").unwrap(), b"a");
        for name in ["../deal.yaml", "/etc/hostname", "b.csv", "afleidingen"] {
            assert!(intern.read(name).is_err(), "{name}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(place.path().join("deal.yaml"), place.path().join("intern/link.csv")).unwrap();
            assert!(intern.read("link.csv").unwrap_err().to_string().contains("niet in de map `intern`"));
        }
        assert!(Intern::of(&place.path().join("elders")).recipes().unwrap().is_empty());
    }
}
