//! PDFs from scratch, byte by byte, as no program would make them.

use std::fmt::Write;

/// A PDF under construction: objects, and where each begins.
pub(super) struct Raw {
    bytes: Vec<u8>,
    offsets: Vec<usize>,
}

impl Raw {
    pub(super) fn new() -> Self {
        Self { bytes: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(), offsets: Vec::new() }
    }

    /// Adds the next object; the first is number 1.
    pub(super) fn object(mut self, body: impl AsRef<[u8]>) -> Self {
        self.offsets.push(self.bytes.len());
        let number = self.offsets.len();
        self.bytes.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        self.bytes.extend_from_slice(body.as_ref());
        self.bytes.extend_from_slice(b"\nendobj\n");
        self
    }

    /// Adds a stream as the next object.
    pub(super) fn stream(self, keys: &str, content: &[u8]) -> Self {
        let head = format!("<<{keys}/Length {}>>\nstream\n", content.len());
        self.object([head.as_bytes(), content, b"\nendstream"].concat())
    }

    /// The catalog as object 1, with what else stands in it, and an empty page tree as object 2.
    pub(super) fn catalog(self, keys: &str) -> Self {
        self.object(format!("<</Type/Catalog/Pages 2 0 R{keys}>>")).object("<</Type/Pages/Kids[]/Count 0>>")
    }

    /// Ends as a PDF does.
    pub(super) fn end(self) -> Vec<u8> {
        self.end_with("")
    }

    /// Ends with more keys in the trailer; `{xref}` becomes where the table begins.
    pub(super) fn end_with(mut self, keys: &str) -> Vec<u8> {
        let at = self.bytes.len();
        let size = self.offsets.len() + 1;
        let mut table = format!("xref\n0 {size}\n0000000000 65535 f \n");
        for offset in &self.offsets {
            writeln!(table, "{offset:010} 00000 n ").unwrap();
        }
        let keys = keys.replace("{xref}", &at.to_string());
        write!(table, "trailer\n<</Size {size}/Root 1 0 R{keys}>>\nstartxref\n{at}\n%%EOF\n").unwrap();
        self.bytes.extend_from_slice(table.as_bytes());
        self.bytes
    }
}

/// One object within another, so many times.
pub(super) fn nested(open: &str, close: &str, times: usize) -> String {
    format!("{}{}", open.repeat(times), close.repeat(times))
}
