//! What was delivered: report PDFs, dossiers, and folders of both.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{FolderError, entries};

/// The largest PDF that is read, in MB.
pub const LARGEST_PDF: u64 = 100;

/// The bytes of a PDF; of one that is too large as many as show that it is.
///
/// # Errors
/// When the file cannot be read.
pub fn pdf(path: &Path) -> Result<Vec<u8>, FolderError> {
    let at = |source| FolderError { path: path.to_owned(), source };
    if !fs::metadata(path).map_err(at)?.is_file() {
        return Err(at(io::Error::new(io::ErrorKind::InvalidInput, "het is geen bestand")));
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(at)?;
    file.take(LARGEST_PDF * 1024 * 1024 + 1).read_to_end(&mut bytes).map_err(at)?;
    Ok(bytes)
}

/// The bytes of a portefeuille.
///
/// # Errors
/// When the file cannot be read, or is larger than a file of YAML may be.
pub fn portfolio(path: &Path) -> Result<Vec<u8>, FolderError> {
    let at = |source| FolderError { path: path.to_owned(), source };
    let limit = super::FileKind::Deal.limit();
    let mut bytes = Vec::new();
    fs::File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes)).map_err(at)?;
    if bytes.len() as u64 > limit {
        return Err(at(io::Error::new(io::ErrorKind::InvalidData, "het is groter dan 10 MB")));
    }
    Ok(bytes)
}

/// Something that was delivered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Delivered {
    /// Where it stands.
    pub path: PathBuf,
    /// What to call it: its path from the folder that was named, or its own name.
    pub name: String,
    /// Whether it is a PDF; else it is the folder of a dossier.
    pub is_pdf: bool,
    /// How large it is, in bytes: the PDF, or the files of the dossier together.
    pub size: u64,
}

/// How deep folders of deliveries are looked into.
const DEEPEST: usize = 8;

/// Finds what was delivered at `path`: a PDF, a dossier (a folder with `deal.yaml` in it), or a
/// folder of both, in the order of their names. Hidden files and `intern` are passed over.
///
/// # Errors
/// When the path cannot be read. A folder under it that cannot be is among what is found.
pub fn deliveries(path: &Path) -> Result<Vec<Delivered>, FolderError> {
    let mut found = Vec::new();
    let metadata = fs::metadata(path).map_err(|source| FolderError { path: path.to_owned(), source })?;
    if metadata.is_dir() {
        collect(path, 0, &mut found)?;
        for one in &mut found {
            let within = one.path.strip_prefix(path).ok().filter(|within| !within.as_os_str().is_empty());
            one.name =
                within.map_or_else(|| last_name(&one.path), |within| within.to_string_lossy().replace('\\', "/"));
        }
    } else {
        // Who names a file means it, whatever it is called.
        found.push(Delivered { path: path.to_owned(), name: last_name(path), is_pdf: true, size: metadata.len() });
    }
    Ok(found)
}

/// The last part of a path, also of one as `map/.`.
fn last_name(path: &Path) -> String {
    let whole = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    whole.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn collect(folder: &Path, depth: usize, found: &mut Vec<Delivered>) -> Result<(), FolderError> {
    if folder.join("deal.yaml").is_file() {
        found.push(Delivered { path: folder.to_owned(), name: String::new(), is_pdf: false, size: size(folder, 0) });
        return Ok(());
    }
    if depth == DEEPEST {
        return Ok(());
    }
    let within = match entries(folder) {
        Ok(within) => within,
        Err(source) if depth == 0 => return Err(FolderError { path: folder.to_owned(), source }),
        Err(_) => {
            // One folder that cannot be read does not keep the others out; who opens it hears why.
            found.push(Delivered { path: folder.to_owned(), name: String::new(), is_pdf: false, size: 0 });
            return Ok(());
        }
    };
    for (name, path) in within {
        if name.starts_with('.') || name == super::INTERN {
            continue;
        }
        // A link is not followed: it may lead in a circle.
        let Ok(metadata) = fs::symlink_metadata(&path) else { continue };
        if metadata.is_dir() {
            collect(&path, depth + 1, found)?;
        } else if metadata.is_file() && path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf")) {
            found.push(Delivered { path, name: String::new(), is_pdf: true, size: metadata.len() });
        }
    }
    Ok(())
}

/// The size of the files of a folder, to begin with the largest; what cannot be read counts for nothing.
fn size(folder: &Path, depth: usize) -> u64 {
    let within = entries(folder).unwrap_or_default();
    let of = |(name, path): &(String, PathBuf)| match fs::symlink_metadata(path) {
        _ if name == super::INTERN => 0,
        Ok(metadata) if metadata.is_file() => metadata.len(),
        Ok(metadata) if metadata.is_dir() && depth < 2 => size(path, depth + 1),
        _ => 0,
    };
    within.iter().map(of).sum()
}

/// Whether there is a file at a path, which then is no dossier.
#[must_use]
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// The size of a dossier on disk, in bytes; what cannot be read counts for nothing.
#[must_use]
pub fn size_of(dossier: &Path) -> u64 {
    size(dossier, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_deliveries_is_looked_through() {
        let place = tempfile::tempdir().unwrap();
        let write = |name: &str| {
            let path = place.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, name).unwrap();
        };
        for name in
            ["b.pdf", "a.PDF", "lees mij.txt", ".x.pdf", "deel/c/deal.yaml", "deel/c/bijlage.pdf", "intern/d.pdf"]
        {
            write(name);
        }
        let found = deliveries(place.path()).unwrap();
        let short = |one: &Delivered| (one.path.strip_prefix(place.path()).unwrap().to_owned(), one.is_pdf, one.size);
        let found: Vec<_> = found.iter().map(short).collect();
        // `deel/c/deal.yaml` and `deel/c/bijlage.pdf` are 16 and 18 letters.
        assert_eq!(found, [("a.PDF".into(), true, 5), ("b.pdf".into(), true, 5), ("deel/c".into(), false, 34)]);
        assert!(deliveries(&place.path().join("weg")).is_err());
        assert!(pdf(place.path()).unwrap_err().to_string().contains("geen bestand"));
    }
}
