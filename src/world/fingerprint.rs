//! Fingerprints: what tells one set of bytes from any other.

use sha2::{Digest, Sha256};

use super::Folder;

/// The SHA-256 of some bytes, in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    crate::format::hex(&Sha256::digest(bytes))
}

impl Folder {
    /// The fingerprint of the data of a report: the SHA-256 of a list of its files, one line each,
    /// `<sha256>  <path>`, sorted by path. `sha256sum` over the restored folder gives the same list.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let lines: Vec<String> = self.files().map(|(path, bytes)| format!("{}  {path}\n", sha256(bytes))).collect();
        sha256(lines.concat().as_bytes())
    }
}
