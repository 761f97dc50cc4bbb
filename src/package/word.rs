//! A letter as a document of Word, of which every byte follows from its parts.
//!
//! A part has a form and holds words, which are never markup, whatever signs they hold. The file is written here and
//! not by a crate: docx-rs, the best kept one, can say neither the language of a text nor that the first column of a
//! table is its head (version 0.4.22), and a letter needs no more than what stands in `word/`.

use super::xml::Xml;
use super::zip;

/// The namespace of a document of Word.
const WORD: (&str, &str) = ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");

/// The widths of the two columns of a table, in twentieths of a point: together the width of the text.
const COLUMNS: [&str; 2] = ["2608", "6463"];

/// A part of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// A heading and its level.
    Heading(u8, String),
    /// What must be seen first.
    Attention(String),
    /// What is known, each with a word for what it is: that column is the head of the table.
    Facts(Vec<(&'static str, Vec<Piece>)>),
    /// A numbered line.
    Item(Vec<Piece>),
    Paragraph(Vec<Piece>),
}

/// A piece of a text with one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Plain(String),
    /// What is to be filled in by a person.
    Open(String),
    /// A name that no spelling checker knows.
    Name(String),
}

impl Piece {
    pub(super) fn plain(words: impl Into<String>) -> Self {
        Self::Plain(words.into())
    }

    pub(super) fn open(what: impl Into<String>) -> Self {
        Self::Open(what.into())
    }

    pub(super) fn name(name: impl Into<String>) -> Self {
        Self::Name(name.into())
    }
}

/// The document of a letter.
pub(super) fn document(title: &str, blocks: &[Block]) -> Vec<u8> {
    let (properties, body) = (properties(title), body(title, blocks));
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

fn body(title: &str, blocks: &[Block]) -> Vec<u8> {
    let mut xml = Xml::new(&[]);
    xml.group("w:document", &[WORD], |xml| {
        xml.group("w:body", &[], |xml| {
            for block in blocks {
                match block {
                    Block::Heading(1, words) => line(xml, "Kop1", words),
                    Block::Heading(_, words) => line(xml, "Kop2", words),
                    Block::Attention(words) => line(xml, "LetOp", words),
                    Block::Item(pieces) => paragraph(xml, "Lijstnummering", pieces),
                    Block::Paragraph(pieces) => paragraph(xml, "Standaard", pieces),
                    Block::Facts(facts) => {
                        table(xml, title, facts);
                        // Without it what follows would stand against the table.
                        paragraph(xml, "InTabel", &[]);
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

/// A paragraph of plain words.
fn line(xml: &mut Xml, style: &str, words: &str) {
    paragraph(xml, style, &[Piece::plain(words)]);
}

fn paragraph(xml: &mut Xml, style: &str, pieces: &[Piece]) {
    xml.group("w:p", &[], |xml| {
        xml.group("w:pPr", &[], |xml| xml.leaf_with("w:pStyle", &[("w:val", style)], ""));
        for piece in pieces {
            let (look, words) = match piece {
                Piece::Plain(words) => (None, words),
                // A reader who does not see its colour knows it by its brackets.
                Piece::Open(what) => (Some("NogInvullen"), &format!("[nog invullen: {what}]")),
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
fn table(xml: &mut Xml, title: &str, facts: &[(&str, Vec<Piece>)]) {
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
                let what = [Piece::plain(*what)];
                for (pieces, width) in [&what[..], value].into_iter().zip(COLUMNS) {
                    xml.group("w:tc", &[], |xml| {
                        xml.group("w:tcPr", &[], |xml| {
                            xml.leaf_with("w:tcW", &[("w:w", width), ("w:type", "dxa")], "");
                        });
                        paragraph(xml, "InTabel", pieces);
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
    pub(in crate::package) fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
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

    /// What a reader sees: each paragraph on a line with its style, what is open between angles and a name between
    /// guillemets.
    pub(in crate::package) fn read_back(bytes: &[u8]) -> String {
        let parts = parts(bytes);
        let page = Document::parse(&parts["word/document.xml"]).unwrap();
        let words = |run: Node<'_, '_>| {
            let text: String = run.descendants().filter(|node| is(*node, "t")).filter_map(|node| node.text()).collect();
            match value(run, "rStyle") {
                Some("NogInvullen") => format!("<{text}>"),
                Some("Bestandsnaam") => format!("«{text}»"),
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

    /// A letter with each part, and with words that look like the form of another.
    fn letter() -> Vec<u8> {
        let plain = |words: &str| vec![Piece::plain(words)];
        let blocks = [
            Block::Heading(1, "Brief".to_owned()),
            Block::Attention("Let op: niet versturen.".to_owned()),
            Block::Facts(vec![("Van", plain("A | B & <C>")), ("Datum", vec![Piece::open("datum")])]),
            Block::Paragraph(plain("# Regio 1. Oost")),
            Block::Paragraph(vec![
                Piece::plain("Dank voor `uw` **brief** [nog invullen: x] van "),
                Piece::open("dag"),
                Piece::plain("."),
            ]),
            Block::Heading(2, "Bijlagen".to_owned()),
            Block::Item(plain("1. Een")),
            Block::Item(vec![Piece::plain("Twee: "), Piece::name("x_y.pdf")]),
        ];
        document("Brief", &blocks)
    }

    #[test]
    fn each_part_has_its_form_and_a_value_is_never_markup() {
        insta::assert_snapshot!(read_back(&letter()), @"
        Kop1: Brief
        LetOp: Let op: niet versturen.
        Tabel: Van | A | B & <C>
        Tabel: Datum | <[nog invullen: datum]>
        Standaard: # Regio 1. Oost
        Standaard: Dank voor `uw` **brief** [nog invullen: x] van <[nog invullen: dag]>.
        Kop2: Bijlagen
        Lijstnummering: 1. Een
        Lijstnummering: Twee: «x_y.pdf»
        ");
    }

    #[test]
    fn what_it_refers_to_is_there() {
        let parts = parts(&letter());
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
        let parts = parts(&letter());
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
        assert_eq!(letter(), letter());
    }
}
