//! One run of the program: a copy of a fixture, changes to it, arguments, and what came of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use voortgang::world::Folder;

/// A place of its own for one run. The program runs in it, so paths in its messages are short.
pub(crate) struct Case {
    place: TempDir,
    dossier: String,
    args: Vec<String>,
}

impl Case {
    pub(crate) fn new() -> Self {
        Self { place: tempfile::tempdir().unwrap(), dossier: String::new(), args: Vec::new() }
    }

    /// Copies a valid fixture to the place, under its own name.
    pub(crate) fn dossier(mut self, name: &str) -> Self {
        copy(&fixture(name), &self.place.path().join(name));
        name.clone_into(&mut self.dossier);
        self
    }

    /// Takes a dossier that a run has made in the place, under its name.
    pub(crate) fn made(mut self, name: &str) -> Self {
        name.clone_into(&mut self.dossier);
        self
    }

    /// Replaces a text that stands in a file of the dossier exactly once.
    pub(crate) fn replace(self, file: &str, from: &str, to: &str) -> Self {
        let path = self.folder_path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.matches(from).count(), 1, "`{from}` in {file}");
        fs::write(path, text.replace(from, to)).unwrap();
        self
    }

    /// Writes a file of the dossier, whole.
    pub(crate) fn write(self, file: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.folder_path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    pub(crate) fn args<'a>(mut self, args: impl IntoIterator<Item = &'a str>) -> Self {
        self.args = args.into_iter().map(str::to_owned).collect();
        self
    }

    pub(crate) fn run(&self) -> Run {
        self.run_with(self.args.iter().map(String::as_str))
    }

    /// Runs with other arguments in the same place.
    pub(crate) fn run_with<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_voortgang"))
            .args(args)
            .current_dir(self.place.path())
            .env_remove("COLUMNS")
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Run { status: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// A path in the place of this case.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    /// The dossier as the library sees it.
    pub(crate) fn folder(&self) -> Folder {
        Folder::open(&self.folder_path()).unwrap()
    }

    fn folder_path(&self) -> PathBuf {
        assert!(!self.dossier.is_empty(), "first choose a dossier");
        self.place.path().join(&self.dossier)
    }
}

/// What came of a run.
#[derive(Debug)]
pub(crate) struct Run {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Run {
    /// Everything asked for was written; what stands on standard output.
    #[track_caller]
    pub(crate) fn writes(self) -> String {
        assert_eq!(self.status, Some(0), "{self:?}");
        self.stdout
    }

    /// Everything went well; what stands on standard output and on standard error.
    #[track_caller]
    pub(crate) fn says(self) -> (String, String) {
        assert_eq!(self.status, Some(0), "{self:?}");
        self.prints()
    }

    /// What stands on standard output and on standard error, however the run ended.
    pub(crate) fn prints(self) -> (String, String) {
        (self.stdout, self.stderr)
    }

    /// The run ended with this status; what stands on standard output and on standard error.
    #[track_caller]
    pub(crate) fn ends(self, status: i32) -> (String, String) {
        assert_eq!(self.status, Some(status), "{self:?}");
        self.prints()
    }

    /// The input was rejected; what stands on standard error, and nothing on standard output.
    #[track_caller]
    pub(crate) fn rejects(self) -> String {
        self.complains(1)
    }

    /// The program was not understood or failed; what stands on standard error.
    #[track_caller]
    pub(crate) fn fails(self) -> String {
        self.complains(2)
    }

    #[track_caller]
    fn complains(self, status: i32) -> String {
        assert_eq!(self.status, Some(status), "{self:?}");
        assert_eq!(self.stdout, "");
        self.stderr
    }
}

/// Where a valid fixture stands.
pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/valid").join(name)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
