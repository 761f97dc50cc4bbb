//! Step 8: bytes to disk, whole or not at all.
//!
//! Comes in: bytes and a name. Goes out: a file under its final name. A failed run leaves what
//! was there before: the bytes are written beside the target and renamed over it. The files of a
//! dossier ([`new_folder`], [`add`]) never replace a file, and come all or not at all. The council
//! package is a folder and a zip that come together or not ([`together`]), as do a report that got
//! its number and its archive edition; what stands there of an earlier package is read first
//! ([`files_in`]), so that no file that someone changed is lost.

#![expect(clippy::disallowed_methods, reason = "this is the one door through which files go out")]

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

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

/// Held while a file or the files of a dossier are written, so that who ends the program can wait until
/// they are whole.
static WRITING: Mutex<()> = Mutex::new(());

/// Waits until what is being written is whole. Nothing else is begun while the result lives.
pub fn whole() -> impl Drop {
    WRITING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes `bytes` to `target` in one step.
///
/// # Errors
/// When the folder or the file cannot be written; the error names the path. What stood there
/// before is then still there.
pub fn write(target: &Target, bytes: &[u8]) -> io::Result<PathBuf> {
    let path = target.path();
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {}", path.display(), in_words(&error)));
    let folder = if target.folder.as_os_str().is_empty() { Path::new(".") } else { &target.folder };
    let _whole = whole();
    if folder.is_file() {
        let what = format!(
            "{}: `{}` is een bestand en geen map\nhulp: noem een map, of een bestand dat op .pdf eindigt",
            path.display(),
            folder.display()
        );
        return Err(io::Error::new(io::ErrorKind::NotADirectory, what));
    }
    std::fs::create_dir_all(folder).map_err(named)?;
    let mut beside = tempfile::Builder::new().prefix(".voortgang-").tempfile_in(folder).map_err(named)?;
    beside.write_all(bytes).map_err(named)?;
    beside.as_file().sync_all().map_err(named)?;
    share(beside.as_file()).map_err(named)?;
    beside.persist(&path).map_err(|error| named(error.error))?;
    Ok(path)
}

/// Why something cannot be written, in Dutch.
fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            "waar een map moet komen, staat een bestand".to_owned()
        }
        io::ErrorKind::IsADirectory => "hier staat een map met die naam".to_owned(),
        io::ErrorKind::DirectoryNotEmpty => "deze map is niet leeg".to_owned(),
        io::ErrorKind::PermissionDenied => "u mag hier niet schrijven".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "hier is niet te schrijven".to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "de schijf is vol".to_owned(),
        io::ErrorKind::InvalidFilename => "deze naam kan een bestand of map niet hebben".to_owned(),
        _ => error.to_string(),
    }
}

/// A path in which no `..` leads out of a folder that is not there: that folder would be made only to
/// be left again.
fn without_detours(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        let is_new = matches!(plain.components().next_back(), Some(Component::Normal(_))) && !plain.exists();
        if part == Component::ParentDir && is_new {
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    plain
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

/// Why a folder was not made, or no files were added to it.
#[derive(Debug)]
pub enum NotAdded {
    /// Something is there already.
    Taken(PathBuf),
    /// It cannot be written; the error names the path.
    Failed(io::Error),
}

impl NotAdded {
    fn at(path: &Path) -> impl Fn(io::Error) -> Self {
        move |error| Self::Failed(io::Error::new(error.kind(), format!("{}: {}", path.display(), in_words(&error))))
    }
}

/// Makes a folder with files in it, by their name with `/` between folders; all or nothing.
///
/// A folder that is there already must be empty; that of a version control may be in it.
///
/// # Errors
/// When there is something in the folder, or it cannot be written.
pub fn new_folder(folder: &Path, files: &[(String, impl AsRef<[u8]>)]) -> Result<(), NotAdded> {
    let folder = without_detours(folder);
    let folder = folder.as_path();
    let failed = NotAdded::at(folder);
    let _whole = whole();
    match std::fs::read_dir(folder) {
        Ok(entries) => {
            for entry in entries {
                if entry.map_err(&failed)?.file_name() != ".git" {
                    return Err(NotAdded::Taken(folder.to_path_buf()));
                }
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // Everything is written beside it, and moved there in one step.
            let beside = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
            std::fs::create_dir_all(beside).map_err(&failed)?;
            let place = tempfile::Builder::new().prefix(".voortgang-").tempdir_in(beside).map_err(&failed)?;
            let whole = place.path().join("dossier");
            add_all(&whole, files)?;
            return std::fs::rename(&whole, folder).map_err(&failed);
        }
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(NotAdded::Taken(folder.to_path_buf()));
        }
        Err(error) => return Err(failed(error)),
    }
    add_all(folder, files).map(|_| ())
}

/// What comes under a name.
#[derive(Debug)]
pub enum Entry<'a> {
    /// A file.
    File(&'a [u8]),
    /// A folder, with files by their name with `/` between folders.
    Folder(Vec<(&'a str, &'a [u8])>),
}

/// Puts files and folders in `place`, all or none: everything is written beside it first, and what stood
/// there under those names then gives way.
///
/// # Errors
/// When one of them cannot be written; the error names the path. What stood there before is then still
/// there; should it not go back, the error names where it is.
pub fn together(place: &Path, entries: &[(&str, Entry<'_>)]) -> io::Result<()> {
    let named = |path: &Path| {
        let path = path.display().to_string();
        move |error: io::Error| io::Error::new(error.kind(), format!("{path}: {}", in_words(&error)))
    };
    let _whole = whole();
    std::fs::create_dir_all(place).map_err(named(place))?;
    let beside = tempfile::Builder::new().prefix(".voortgang-").tempdir_in(place).map_err(named(place))?;
    let (new, earlier) = (beside.path().join("nieuw"), beside.path().join("eerder"));
    std::fs::create_dir(&earlier).map_err(named(place))?;
    for (name, entry) in entries {
        let written = match entry {
            Entry::File(bytes) => add_one(&new.join(name), bytes),
            Entry::Folder(files) => {
                files.iter().try_for_each(|(file, bytes)| add_one(&new.join(name).join(file), bytes))
            }
        };
        written.map_err(named(&place.join(name)))?;
    }
    let mut moves: Vec<(PathBuf, PathBuf)> = Vec::new();
    for (name, entry) in entries {
        let target = place.join(name);
        let moved = give_way(&target, entry, &earlier.join(name), &mut moves)
            .and_then(|()| then_move(new.join(name), target.clone(), &mut moves));
        if let Err(error) = moved.map_err(named(&target)) {
            return Err(undo(&moves, beside, error));
        }
    }
    Ok(())
}

/// Moves aside what stands where an entry comes, when it is of the same kind.
fn give_way(target: &Path, entry: &Entry<'_>, to: &Path, moves: &mut Vec<(PathBuf, PathBuf)>) -> io::Result<()> {
    let standing = match std::fs::symlink_metadata(target) {
        Ok(standing) => standing,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    match entry {
        Entry::File(_) if standing.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Entry::Folder(_) if !standing.is_dir() => Err(io::ErrorKind::NotADirectory.into()),
        _ => then_move(target.to_path_buf(), to.to_path_buf(), moves),
    }
}

fn then_move(from: PathBuf, to: PathBuf, moves: &mut Vec<(PathBuf, PathBuf)>) -> io::Result<()> {
    std::fs::rename(&from, &to)?;
    moves.push((from, to));
    Ok(())
}

/// Moves everything back, last first. What does not go back is kept where it is, and the error says where.
fn undo(moves: &[(PathBuf, PathBuf)], beside: tempfile::TempDir, error: io::Error) -> io::Error {
    let all_back = moves.iter().rev().fold(true, |all, (from, to)| std::fs::rename(to, from).is_ok() && all);
    if all_back {
        return error;
    }
    let kept = beside.keep();
    io::Error::new(error.kind(), format!("{error}\nhulp: wat er eerder stond, staat nu in {}", kept.display()))
}

/// The files under a folder with their bytes, by their name with `/` between folders; `None` when no folder
/// stands there. A link is not followed: it counts as a file with nothing in it.
///
/// # Errors
/// When something there cannot be read; the error names the path.
pub fn files_in(folder: &Path) -> io::Result<Option<BTreeMap<String, Vec<u8>>>> {
    let is_folder = std::fs::symlink_metadata(folder).is_ok_and(|standing| standing.is_dir());
    let mut files = BTreeMap::new();
    if is_folder {
        list(folder, "", &mut files)?;
    }
    Ok(is_folder.then_some(files))
}

fn list(folder: &Path, before: &str, files: &mut BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {}", folder.display(), in_words(&error)));
    for entry in std::fs::read_dir(folder).map_err(named)? {
        let entry = entry.map_err(named)?;
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type().map_err(named)?;
        if kind.is_dir() {
            list(&entry.path(), &format!("{name}/"), files)?;
        } else {
            let bytes = if kind.is_file() { std::fs::read(entry.path()).map_err(named)? } else { Vec::new() };
            files.insert(name, bytes);
        }
    }
    Ok(())
}

/// Adds files to a folder, by their name with `/` between folders; all or nothing, and none over
/// another.
///
/// # Errors
/// When one of the files is there already, or cannot be written.
pub fn add(folder: &Path, files: &[(String, impl AsRef<[u8]>)]) -> Result<Vec<PathBuf>, NotAdded> {
    let _whole = whole();
    add_all(folder, files)
}

fn add_all(folder: &Path, files: &[(String, impl AsRef<[u8]>)]) -> Result<Vec<PathBuf>, NotAdded> {
    let mut added = Vec::new();
    let mut written: io::Result<()> = Ok(());
    for (name, text) in files {
        let path = folder.join(name);
        match add_one(&path, text.as_ref()) {
            Ok(()) => added.push(path),
            Err(error) => {
                written = Err(error);
                added.push(path);
                break;
            }
        }
    }
    let Err(error) = written else { return Ok(added) };
    let at = added.pop().unwrap_or_else(|| folder.to_path_buf());
    for path in added {
        // Nothing more can be done for a file that does not go away.
        drop(std::fs::remove_file(path));
    }
    Err(if error.kind() == io::ErrorKind::AlreadyExists { NotAdded::Taken(at) } else { NotAdded::at(&at)(error) })
}

fn add_one(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut beside = tempfile::Builder::new().prefix(".voortgang-").tempfile_in(folder)?;
    beside.write_all(bytes)?;
    beside.as_file().sync_all()?;
    share(beside.as_file())?;
    beside.persist_noclobber(path).map(|_| ()).map_err(|error| error.error)
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

    fn files(names: &[&str]) -> Vec<(String, String)> {
        names.iter().map(|name| ((*name).to_owned(), format!("{name}\n"))).collect()
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_folder_that_is_not_there_is_no_way_through() {
        let place = tempfile::tempdir().unwrap();
        let wanted = [("deal.yaml".to_owned(), "id: x")];
        new_folder(&place.path().join("weg/../nieuw"), &wanted).unwrap();
        assert!(place.path().join("nieuw/deal.yaml").is_file() && !place.path().join("weg").exists());
        let taken = new_folder(&place.path().join("weg/../nieuw"), &wanted);
        assert!(matches!(taken, Err(NotAdded::Taken(_))), "{taken:?}");
        assert!(!place.path().join("weg").exists());
    }

    #[test]
    fn a_new_folder_comes_whole_and_only_where_nothing_is() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("een/dossier");
        let wanted = files(&["deal.yaml", "pijlers/a.yaml"]);
        new_folder(&folder, &wanted).unwrap();
        assert_eq!(std::fs::read_to_string(folder.join("pijlers/a.yaml")).unwrap(), "pijlers/a.yaml\n");
        assert_eq!(names(&place.path().join("een")), ["dossier"]);
        assert!(matches!(new_folder(&folder, &wanted), Err(NotAdded::Taken(path)) if path == folder));
        let empty = place.path().join("leeg");
        std::fs::create_dir_all(empty.join(".git")).unwrap();
        new_folder(&empty, &wanted).unwrap();
        assert_eq!(names(&empty), [".git", "deal.yaml", "pijlers"]);
        let file = folder.join("deal.yaml");
        assert!(matches!(new_folder(&file, &wanted), Err(NotAdded::Taken(path)) if path == file));
    }

    #[test]
    fn what_comes_together_comes_whole_and_replaces_what_was_there() {
        let place = tempfile::tempdir().unwrap();
        let put = |inner: &[u8], zip: &[u8]| {
            together(
                place.path(),
                &[("pakket", Entry::Folder(vec![("a/b.txt", inner)])), ("pakket.zip", Entry::File(zip))],
            )
        };
        put(b"eerst", b"zip").unwrap();
        std::fs::write(place.path().join("pakket/los.txt"), "los").unwrap();
        put(b"later", b"zip later").unwrap();
        let found = files_in(&place.path().join("pakket")).unwrap().unwrap();
        assert_eq!(found, BTreeMap::from([("a/b.txt".to_owned(), b"later".to_vec())]));
        assert_eq!(std::fs::read(place.path().join("pakket.zip")).unwrap(), b"zip later");
        assert_eq!(names(place.path()), ["pakket", "pakket.zip"]);
        assert!(files_in(&place.path().join("weg")).unwrap().is_none());
    }

    #[test]
    fn when_one_of_two_cannot_come_neither_does() {
        let place = tempfile::tempdir().unwrap();
        let both = || [("pakket", Entry::Folder(vec![("a.txt", &b"later"[..])])), ("zip", Entry::File(b"later"))];
        std::fs::create_dir_all(place.path().join("pakket")).unwrap();
        std::fs::write(place.path().join("pakket/a.txt"), "eerst").unwrap();
        std::fs::create_dir(place.path().join("zip")).unwrap();
        let error = together(place.path(), &both()).unwrap_err().to_string();
        assert!(error.ends_with("zip: hier staat een map met die naam"), "{error}");
        assert_eq!(std::fs::read(place.path().join("pakket/a.txt")).unwrap(), b"eerst");
        assert_eq!(names(place.path()), ["pakket", "zip"]);

        let error = together(&place.path().join("pakket/a.txt"), &both()).unwrap_err().to_string();
        assert!(error.ends_with("a.txt: waar een map moet komen, staat een bestand"), "{error}");
    }

    #[test]
    fn nothing_is_begun_while_the_program_ends() {
        let place = tempfile::tempdir().unwrap();
        let wanted = files(&["deal.yaml", "pijlers/a.yaml"]);
        let (folder, there) = (place.path().join("dossier"), place.path().join("er al"));
        std::fs::create_dir(&there).unwrap();
        let ending = whole();
        std::thread::scope(|scope| {
            let making = scope.spawn(|| new_folder(&folder, &wanted));
            let adding = scope.spawn(|| add(&there, &wanted).map(|added| added.len()));
            std::thread::sleep(std::time::Duration::from_millis(50));
            assert_eq!((names(place.path()), names(&there)), (vec!["er al".to_owned()], Vec::new()));
            drop(ending);
            making.join().unwrap().unwrap();
            assert_eq!(adding.join().unwrap().unwrap(), 2);
        });
        assert_eq!(names(place.path()), ["dossier", "er al"]);
    }

    #[test]
    fn files_are_added_all_or_none() {
        let place = tempfile::tempdir().unwrap();
        std::fs::write(place.path().join("b.yaml"), "eerst").unwrap();
        let taken = place.path().join("b.yaml");
        let added = add(place.path(), &files(&["a.yaml", "b.yaml", "c.yaml"]));
        assert!(matches!(added, Err(NotAdded::Taken(path)) if path == taken));
        assert_eq!(names(place.path()), ["b.yaml"]);
        assert_eq!(std::fs::read_to_string(taken).unwrap(), "eerst");
    }
}
