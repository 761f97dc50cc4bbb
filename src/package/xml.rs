//! Writes XML: elements inside each other, with their text escaped and with plain spaces alone: who searches for it
//! types no others.

use std::fmt::Write;

use crate::format;

/// A document of XML that is being written.
pub(super) struct Xml {
    text: String,
    depth: usize,
}

impl Xml {
    /// A document with what is said about it in a comment.
    pub(super) fn new(comment: &[String]) -> Self {
        let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
        for line in comment {
            // Two hyphens end a comment.
            let _ = writeln!(text, "<!-- {} -->", line.replace("--", "- -"));
        }
        Self { text, depth: 0 }
    }

    /// An element with others in it.
    pub(super) fn group(&mut self, name: &str, attributes: &[(&str, &str)], inner: impl FnOnce(&mut Self)) {
        self.open(name, attributes);
        self.text.push('\n');
        self.depth += 1;
        inner(self);
        self.depth -= 1;
        self.indent();
        let _ = writeln!(self.text, "</{name}>");
    }

    /// An element with text in it.
    pub(super) fn leaf(&mut self, name: &str, text: &str) {
        self.leaf_with(name, &[], text);
    }

    /// An element with attributes, and with text in it.
    pub(super) fn leaf_with(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        let _ = writeln!(self.text, "{}</{name}>", escaped(text));
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.indent();
        let _ = write!(self.text, "<{name}");
        for (key, value) in attributes {
            let _ = write!(self.text, " {key}=\"{}\"", escaped(value));
        }
        self.text.push('>');
    }

    fn indent(&mut self) {
        self.text.extend(std::iter::repeat_n("  ", self.depth));
    }
}

fn escaped(text: &str) -> String {
    format::plain_spaces(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_are_never_markup() {
        let mut xml = Xml::new(&["een -- twee".to_owned()]);
        xml.group("a", &[("b", "\"<&")], |xml| xml.leaf("c", "<d>\u{a0}& é"));
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- een - - twee -->\n<a b=\"&quot;&lt;&amp;\">\n  <c>&lt;d&gt; &amp; é</c>\n</a>\n";
        assert_eq!(String::from_utf8(xml.into_bytes()).unwrap(), expected);
    }
}
