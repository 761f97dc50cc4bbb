//! The package as a zip of which every byte follows from its files.
//!
//! The files stand at its root: Windows unpacks a zip into a folder of its name, and with one in it too, paths would
//! get too long.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::File;

pub(super) fn zip(files: &[File]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // The time of a zip is that of no clock: the first that the format knows.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for file in files {
        // Writing into memory fails only for a zip that is too large for its format.
        let _ = archive.start_file(file.name.as_str(), options);
        let _ = archive.write_all(&file.bytes);
    }
    archive.finish().map(Cursor::into_inner).unwrap_or_default()
}
