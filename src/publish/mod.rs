//! Step 8: bytes to disk, whole or not at all.
//!
//! Comes in: bytes and a name. Goes out: a file under its final name. A failed run leaves what
//! was there before: the bytes are written beside the target and renamed over it.

#![expect(clippy::disallowed_methods, reason = "this is the one door through which files go out")]

use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Where the result of a command goes.
#[derive(Debug, Clone)]
pub struct Target {
    /// The folder, made when it is not there.
    pub folder: PathBuf,
    /// The file name.
    pub name: String,
}

impl Target {
    /// From what the user asked: a `.pdf` file, a folder, or nothing (`output/`).
    #[must_use]
    pub fn from_request(request: Option<&Path>, default_name: String) -> Self {
        match request {
            None => Self { folder: PathBuf::from("output"), name: default_name },
            Some(path) if Self::is_file(path) => {
                let name = path.file_name().map_or(default_name, |name| name.to_string_lossy().into_owned());
                Self { folder: path.parent().map(Path::to_path_buf).unwrap_or_default(), name }
            }
            Some(folder) => Self { folder: folder.to_path_buf(), name: default_name },
        }
    }

    /// Whether a request names a file and not a folder.
    #[must_use]
    pub fn is_file(request: &Path) -> bool {
        request.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
    }

    /// The file's path.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.folder.join(&self.name)
    }

    /// The same place with another ending.
    #[must_use]
    pub fn with_ending(&self, ending: &str) -> Self {
        let stem = self.name.strip_suffix(".pdf").unwrap_or(&self.name);
        Self { folder: self.folder.clone(), name: format!("{stem}{ending}") }
    }
}

/// Writes `bytes` to `target` in one step.
///
/// # Errors
/// When the folder or the file cannot be written; the error names the path. What stood there
/// before is then still there.
pub fn write(target: &Target, bytes: &[u8]) -> io::Result<PathBuf> {
    let path = target.path();
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    let folder = if target.folder.as_os_str().is_empty() { Path::new(".") } else { &target.folder };
    std::fs::create_dir_all(folder).map_err(named)?;
    let mut beside = tempfile::Builder::new().prefix(".voortgang-").tempfile_in(folder).map_err(named)?;
    beside.write_all(bytes).map_err(named)?;
    beside.as_file().sync_all().map_err(named)?;
    share(beside.as_file()).map_err(named)?;
    beside.persist(&path).map_err(|error| named(error.error))?;
    Ok(path)
}

/// What stands at a target that a command would write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing.
    Free,
    /// A file that this program made: it holds the mark.
    Ours,
    /// A file of someone else.
    Theirs,
}

/// What stands at `target`; a file of ours is known by `mark` in its text.
///
/// # Errors
/// When something stands there that cannot be read; the error names the path.
pub fn standing(target: &Target, mark: &str) -> io::Result<Standing> {
    let path = target.path();
    match std::fs::read(&path) {
        Ok(bytes) if String::from_utf8_lossy(&bytes).contains(mark) => Ok(Standing::Ours),
        Ok(_) => Ok(Standing::Theirs),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Standing::Free),
        Err(error) => Err(io::Error::new(error.kind(), format!("{}: {error}", path.display()))),
    }
}

/// A temporary file is for its owner alone; a report is for all who may read the folder.
#[cfg(unix)]
fn share(file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn share(_: &std::fs::File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_a_file_or_a_folder() {
        let name = || "deal-2021.pdf".to_owned();
        assert_eq!(Target::from_request(None, name()).path(), Path::new("output/deal-2021.pdf"));
        assert_eq!(Target::from_request(Some(Path::new("map")), name()).path(), Path::new("map/deal-2021.pdf"));
        assert_eq!(Target::from_request(Some(Path::new("map/x.PDF")), name()).path(), Path::new("map/x.PDF"));
        assert_eq!(Target::from_request(Some(Path::new("x.pdf")), name()).with_ending(".fout.typ").name, "x.fout.typ");
    }

    #[test]
    fn a_file_of_ours_is_known_by_its_mark() {
        let folder = tempfile::tempdir().unwrap();
        let target = Target { folder: folder.path().to_path_buf(), name: "a.json".to_owned() };
        let standing = || standing(&target, "van ons").unwrap();
        assert_eq!(standing(), Standing::Free);
        write(&target, b"{}").unwrap();
        assert_eq!(standing(), Standing::Theirs);
        write(&target, b"{\"x\": \"van ons\"}").unwrap();
        assert_eq!(standing(), Standing::Ours);
    }

    #[test]
    fn a_failed_write_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let target = Target { folder: folder.path().to_path_buf(), name: "a.pdf".to_owned() };
        write(&target, b"eerst").unwrap();
        // A folder stands where the second file should come: it cannot be written.
        let blocked = Target { folder: folder.path().join("a.pdf"), name: "b.pdf".to_owned() };
        assert!(write(&blocked, b"later").is_err());
        assert_eq!(std::fs::read(target.path()).unwrap(), b"eerst");
    }
}
