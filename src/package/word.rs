//! A letter as a document of Word, of which every byte follows from its text.
//!
//! The text says its form with the few signs that [`Block`] knows; anything else in it is text, whatever signs it holds.
//! The file is written here and not by a crate: docx-rs, the best kept one, can say neither the language of a text nor
//! that the first column of a table is its head (version 0.4.22), and a letter needs no more than what stands in `word/`.

use super::xml::Xml;
use super::zip;

/// What an open place begins with; it ends with a bracket.
const OPEN: &str = "[nog invullen: ";

/// The namespace of a document of Word.
const WORD: (&str, &str) = ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");

/// The widths of the two columns of a table, in twentieths of a point: together the width of the text.
const COLUMNS: [&str; 2] = ["2608", "6463"];

/// A part of a letter: what its first line begins with tells which.
#[derive(Debug, PartialEq, Eq)]
enum Block<'a> {
    /// `# ` or `## `: a heading and its level.
    Heading(u8, &'a str),
    /// `**`, to the end: what must be seen first.
    Attention(&'a str),
    /// `| what | value |`: facts, of which the first column is the head. Lines without words are its frame.
    Facts(Vec<(&'a str, &'a str)>),
    /// `1. `: a numbered line.
    Item(&'a str),
    Paragraph(String),
}

impl<'a> Block<'a> {
    /// The parts of a text; white lines stand between them, but not between the lines of a list.
    fn all(text: &'a str) -> Vec<Self> {
        let lines = text.split("\n\n").flat_map(|part| {
            let part = part.trim();
            if part.starts_with(|sign: char| sign.is_ascii_digit()) { part.lines().collect() } else { vec![part] }
        });
        lines.filter(|part| !part.is_empty()).map(Self::of).collect()
    }

    fn of(part: &'a str) -> Self {
        if let Some(heading) = part.strip_prefix("## ") {
            return Self::Heading(2, heading);
        }
        if let Some(heading) = part.strip_prefix("# ") {
            return Self::Heading(1, heading);
        }
        if let Some(attention) = part.strip_prefix("**").and_then(|rest| rest.strip_suffix("**")) {
            return Self::Attention(attention);
        }
        if part.starts_with('|') {
            return Self::Facts(part.lines().filter_map(fact).collect());
        }
        match part.split_once(". ") {
            Some((number, item)) if !number.is_empty() && number.chars().all(|sign| sign.is_ascii_digit()) => {
                Self::Item(item)
            }
            _ => Self::Paragraph(part.replace('\n', " ")),
        }
    }
}

/// A row of facts; `None` for a line of the frame.
fn fact(line: &str) -> Option<(&str, &str)> {
    let (what, value) = line.strip_prefix('|')?.strip_suffix('|')?.split_once('|')?;
    let (what, value) = (what.trim(), value.trim());
    (!what.is_empty() && what.chars().any(char::is_alphabetic)).then_some((what, value))
}

/// A piece of a text with one look.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    Plain(&'a str),
    /// Something to be filled in by a person.
    Open(&'a str),
    /// Between backticks: a name that no spelling checker knows.
    Name(&'a str),
}

/// The pieces of a text.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let open = rest.find(OPEN).and_then(|from| Some((from, from + rest[from..].find(']')? + 1)));
        let name = rest.find('`').and_then(|from| Some((from, from + 1 + rest[from + 1..].find('`')? + 1)));
        let is_first = |(from, _): &(usize, usize)| name.is_none_or(|(other, _)| *from < other);
        let (from, to, piece) = match (open.filter(is_first), name) {
            (Some((from, to)), _) => (from, to, Piece::Open(&rest[from..to])),
            (None, Some((from, to))) => (from, to, Piece::Name(&rest[from + 1..to - 1])),
            (None, None) => (rest.len(), rest.len(), Piece::Plain("")),
        };
        if from > 0 {
            found.push(Piece::Plain(&rest[..from]));
        }
        if to > from {
            found.push(piece);
        }
        rest = &rest[to..];
    }
    found
}

/// The document of a letter.
pub(super) fn document(title: &str, text: &str) -> Vec<u8> {
    let (properties, body) = (properties(title), body(title, &Block::all(text)));
    let parts: [(&str, &[u8]); 8] = [
        ("[Content_Types].xml", include_bytes!("word/content-types.xml")),
        ("_rels/.rels", include_bytes!("word/relations.xml")),
        ("docProps/core.xml", &properties),
        ("word/document.xml", &body),
        ("word/_rels/document.xml.rels", include_bytes!("word/document-relations.xml")),
        ("word/styles.xml", include_bytes!("word/styles.xml")),
        ("word/numbering.xml", include_bytes!("word/numbering.xml")),
        ("word/settings.xml", include_bytes!("word/settings.xml")),
    ];
    zip::zip(parts).expect("writing into memory fails only for what is too large for a zip, which no letter is")
}

/// The properties of the document; without days, as no clock is read.
fn properties(title: &str) -> Vec<u8> {
    let spaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    let mut xml = Xml::new(&[]);
    xml.group("cp:coreProperties", &spaces, |xml| {
        xml.leaf("dc:title", title);
        xml.leaf("dc:language", "nl-NL");
    });
    xml.into_bytes()
}

fn body(title: &str, blocks: &[Block<'_>]) -> Vec<u8> {
    let mut xml = Xml::new(&[]);
    xml.group("w:document", &[WORD], |xml| {
        xml.group("w:body", &[], |xml| {
            for block in blocks {
                match block {
                    Block::Heading(1, text) => paragraph(xml, "Kop1", text),
                    Block::Heading(_, text) => paragraph(xml, "Kop2", text),
                    Block::Attention(text) => paragraph(xml, "LetOp", text),
                    Block::Item(text) => paragraph(xml, "Lijstnummering", text),
                    Block::Paragraph(text) => paragraph(xml, "Standaard", text),
                    Block::Facts(facts) => {
                        table(xml, title, facts);
                        // Without it what follows would stand against the table.
                        paragraph(xml, "InTabel", "");
                    }
                }
            }
            xml.group("w:sectPr", &[], |xml| {
                xml.leaf_with("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")], "");
                let margins = ["w:top", "w:right", "w:bottom", "w:left"].map(|side| (side, "1417"));
                let edges = [("w:header", "708"), ("w:footer", "708"), ("w:gutter", "0")];
                xml.leaf_with("w:pgMar", &[&margins[..], &edges].concat(), "");
            });
        });
    });
    xml.into_bytes()
}

fn paragraph(xml: &mut Xml, style: &str, text: &str) {
    xml.group("w:p", &[], |xml| {
        xml.group("w:pPr", &[], |xml| xml.leaf_with("w:pStyle", &[("w:val", style)], ""));
        for piece in pieces(text) {
            let (look, words) = match piece {
                Piece::Plain(words) => (None, words),
                Piece::Open(words) => (Some("NogInvullen"), words),
                Piece::Name(words) => (Some("Bestandsnaam"), words),
            };
            xml.group("w:r", &[], |xml| {
                if let Some(look) = look {
                    xml.group("w:rPr", &[], |xml| xml.leaf_with("w:rStyle", &[("w:val", look)], ""));
                }
                xml.leaf_with("w:t", &[("xml:space", "preserve")], words);
            });
        }
    });
}

/// Facts, with the first column marked as their head.
fn table(xml: &mut Xml, title: &str, facts: &[(&str, &str)]) {
    xml.group("w:tbl", &[], |xml| {
        xml.group("w:tblPr", &[], |xml| {
            xml.leaf_with("w:tblStyle", &[("w:val", "Kenmerken")], "");
            xml.leaf_with("w:tblW", &[("w:w", "5000"), ("w:type", "pct")], "");
            xml.leaf_with("w:tblLayout", &[("w:type", "fixed")], "");
            let look = [("w:firstRow", "0"), ("w:lastRow", "0"), ("w:firstColumn", "1"), ("w:lastColumn", "0")];
            let look = [&[("w:val", "0680")], &look[..], &[("w:noHBand", "1"), ("w:noVBand", "1")]].concat();
            xml.leaf_with("w:tblLook", &look, "");
            xml.leaf_with("w:tblCaption", &[("w:val", "Kenmerken van deze brief")], "");
            let about = format!("Links wat het is, rechts wat er staat. Bij: {title}");
            xml.leaf_with("w:tblDescription", &[("w:val", &about)], "");
        });
        xml.group("w:tblGrid", &[], |xml| {
            for width in COLUMNS {
                xml.leaf_with("w:gridCol", &[("w:w", width)], "");
            }
        });
        for (what, value) in facts {
            xml.group("w:tr", &[], |xml| {
                xml.group("w:trPr", &[], |xml| xml.leaf("w:cantSplit", ""));
                for (text, width) in [what, value].into_iter().zip(COLUMNS) {
                    xml.group("w:tc", &[], |xml| {
                        xml.group("w:tcPr", &[], |xml| {
                            xml.leaf_with("w:tcW", &[("w:w", width), ("w:type", "dxa")], "");
                        });
                        paragraph(xml, "InTabel", text);
                    });
                }
            });
        }
    });
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::io::{Cursor, Read};

    use ::zip::ZipArchive;
    use roxmltree::{Document, Node};

    use super::*;

    /// The parts of a document, each of which is XML.
    fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut found = BTreeMap::new();
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).unwrap();
            let (name, mut text) = (part.name().unwrap().into_owned(), String::new());
            part.read_to_string(&mut text).unwrap();
            Document::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            found.insert(name, text);
        }
        found
    }

    fn is(node: Node<'_, '_>, name: &str) -> bool {
        node.tag_name().name() == name
    }

    fn value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
        let found = node.descendants().find(|inner| is(*inner, name))?;
        found.attribute((WORD.1, "val"))
    }

    /// What a reader sees: each paragraph on a line with its style, what is open between angles.
    pub(in crate::package) fn read_back(bytes: &[u8]) -> String {
        let parts = parts(bytes);
        let page = Document::parse(&parts["word/document.xml"]).unwrap();
        let words = |run: Node<'_, '_>| {
            let text: String = run.descendants().filter(|node| is(*node, "t")).filter_map(|node| node.text()).collect();
            match value(run, "rStyle") {
                Some("NogInvullen") => format!("<{text}>"),
                _ => text,
            }
        };
        let line = |paragraph: Node<'_, '_>| -> String {
            paragraph.children().filter(|node| is(*node, "r")).map(words).collect()
        };
        let mut lines = Vec::new();
        for node in page.descendants() {
            if is(node, "tr") {
                let cells: Vec<String> = node.descendants().filter(|node| is(*node, "p")).map(line).collect();
                lines.push(format!("Tabel: {}", cells.join(" | ")));
            } else if is(node, "p") && !node.ancestors().any(|up| is(up, "tr")) && !line(node).is_empty() {
                lines.push(format!("{}: {}", value(node, "pStyle").unwrap(), line(node)));
            }
        }
        lines.join("\n")
    }

    const LETTER: &str = "# Brief

**Let op: niet versturen.**

| | |
| --- | --- |
| Van | A | B & <C> |
| Datum | [nog invullen: datum] |

Wij sturen u `een_bestand.pdf` van *ons*.
Dank [nog invullen: aan wie] zeer.

## Bijlagen

1. Een
2. Twee: `x.pdf`
";

    #[test]
    fn each_part_has_its_form_and_a_value_is_never_markup() {
        insta::assert_snapshot!(read_back(&document("Brief", LETTER)), @"
        Kop1: Brief
        LetOp: Let op: niet versturen.
        Tabel: Van | A | B & <C>
        Tabel: Datum | <[nog invullen: datum]>
        Standaard: Wij sturen u een_bestand.pdf van *ons*. Dank <[nog invullen: aan wie]> zeer.
        Kop2: Bijlagen
        Lijstnummering: Een
        Lijstnummering: Twee: x.pdf
        ");
    }

    #[test]
    fn what_it_refers_to_is_there() {
        let parts = parts(&document("Brief", LETTER));
        let types = Document::parse(&parts["[Content_Types].xml"]).unwrap();
        let named = types.descendants().filter_map(|node| node.attribute("PartName"));
        assert!(named.into_iter().all(|name| parts.contains_key(name.trim_start_matches('/'))));
        for (from, folder) in [("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")] {
            let relations = Document::parse(&parts[from]).unwrap();
            let targets: Vec<&str> = relations.descendants().filter_map(|node| node.attribute("Target")).collect();
            assert!(targets.len() > 1 && targets.iter().all(|to| parts.contains_key(&format!("{folder}{to}"))));
        }
        let (page, styles) = (&parts["word/document.xml"], &parts["word/styles.xml"]);
        let (page, styles) = (Document::parse(page).unwrap(), Document::parse(styles).unwrap());
        let known: BTreeSet<&str> =
            styles.descendants().filter_map(|node| node.attribute((WORD.1, "styleId"))).collect();
        for node in page.descendants().chain(styles.descendants()) {
            if ["pStyle", "rStyle", "tblStyle", "basedOn", "next"].contains(&node.tag_name().name()) {
                let style = node.attribute((WORD.1, "val")).unwrap();
                assert!(known.contains(style), "{style}");
            }
        }
    }

    /// A screen reader speaks Dutch, finds the headings and knows which column is the head.
    #[test]
    fn who_cannot_see_it_can_read_it() {
        let parts = parts(&document("Brief", LETTER));
        let styles = Document::parse(&parts["word/styles.xml"]).unwrap();
        let defaults = styles.descendants().find(|node| is(*node, "docDefaults")).unwrap();
        assert_eq!(value(defaults, "lang"), Some("nl-NL"));
        for (name, level) in [("heading 1", "0"), ("heading 2", "1")] {
            let style = styles.descendants().find(|node| is(*node, "style") && value(*node, "name") == Some(name));
            assert_eq!(value(style.unwrap(), "outlineLvl"), Some(level));
        }
        assert!(parts["docProps/core.xml"].contains("<dc:title>Brief</dc:title>"));
        let page = &parts["word/document.xml"];
        assert!(page.contains("w:firstColumn=\"1\"") && page.contains("<w:tblDescription "), "{page}");
    }

    #[test]
    fn the_same_text_gives_the_same_bytes() {
        assert_eq!(document("Brief", LETTER), document("Brief", LETTER));
    }
}
