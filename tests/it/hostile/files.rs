//! Packed books and images, as small as they can be.

use std::io::{Cursor, Write};

use super::forged::zlib;

/// A packed folder, as text processors and spreadsheets make them.
pub(super) fn book(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A grey PNG that says it has this size, with little in it.
pub(super) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    for (name, data) in [(b"IHDR", header), (b"IDAT", zlib(&[0; 5000])), (b"IEND", Vec::new())] {
        bytes.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        let chunk = [name.as_slice(), &data].concat();
        let mut sum = flate2::Crc::new();
        sum.update(&chunk);
        bytes.extend(&chunk);
        bytes.extend(sum.sum().to_be_bytes());
    }
    bytes
}

/// A JPEG that says it has this size, with nothing in it.
pub(super) fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let frame =
        [&b"\xff\xd8\xff\xc0\0\x0b\x08"[..], &height.to_be_bytes(), &width.to_be_bytes(), b"\x01\x01\x11\0\xff\xd9"];
    frame.concat()
}
