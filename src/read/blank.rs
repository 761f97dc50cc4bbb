//! Blanks: places of a dossier where its author still has to write something.
//!
//! There is one sign for them, [`BLANK`], and it works in two places. As (part of) a value,
//! `naam: NOG INVULLEN – de naam van de deal`, it is printed in the report, so that who reads it
//! sees the gap. Behind a value, `einde: 2028-12-31 # NOG INVULLEN – de laatste dag`, it says that
//! the value is provisional: a date or a number cannot be left out where the model asks for one. A
//! line that is nothing but a comment never counts, so an explanation may name the sign.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Sources;
use crate::diagnostic::KeyPath;

/// The words that mark a blank, in capitals.
pub const BLANK: &str = "NOG INVULLEN";

/// A place where something is still to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank<'a> {
    /// The file.
    pub file: &'a str,
    /// The bytes of the sign.
    pub range: Range<usize>,
    /// Its line, from 1.
    pub line: usize,
    /// What is expected: the words behind the sign, or else the key in front of it.
    pub what: &'a str,
}

/// The blanks of all files, by file and line.
pub fn blanks(sources: &Sources) -> impl Iterator<Item = Blank<'_>> {
    sources.iter().flat_map(|(file, source)| blanks_of(file, source.text()))
}

/// The blanks of each file that has any.
#[must_use]
pub fn blanks_by_file(sources: &Sources) -> BTreeMap<&str, Vec<Blank<'_>>> {
    let mut files: BTreeMap<&str, Vec<Blank<'_>>> = BTreeMap::new();
    for blank in blanks(sources) {
        files.entry(blank.file).or_default().push(blank);
    }
    files
}

impl Sources {
    /// Whether a value has a blank: in it, or in the comment behind it.
    #[must_use]
    pub fn is_blank(&self, at: &KeyPath) -> bool {
        let Some(source) = self.get(at.file_name()) else { return false };
        let (text, Some(node)) = (source.text(), source.node(at.steps())) else { return false };
        let Range { start, end } = node.span;
        let end = start + text.get(start..end).map_or(0, |value| value.trim_end().len());
        let first_line = text[..start].rfind('\n').map_or(0, |before| before + 1);
        let rest = text[end..].find('\n').map_or(text.len(), |rest| end + rest);
        blanks_of(at.file_name(), &text[first_line..rest]).any(|blank| {
            let blank = first_line + blank.range.start;
            (start..end).contains(&blank) || text.get(end..blank).is_some_and(|between| between.contains(" #"))
        })
    }
}

fn blanks_of<'a>(file: &'a str, text: &'a str) -> impl Iterator<Item = Blank<'a>> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(move |line| {
        let at = start;
        start += line.len();
        (at, line)
    });
    lines.enumerate().filter(|(_, (_, line))| !line.trim_start().starts_with('#')).flat_map(
        move |(index, (start, line))| {
            line.match_indices(BLANK).map(move |(at, sign)| Blank {
                file,
                range: start + at..start + at + sign.len(),
                line: index + 1,
                what: what(line, at),
            })
        },
    )
}

/// What a blank asks for. The sign stands at byte `at` of its line.
fn what(line: &str, at: usize) -> &str {
    let behind = &line[at + BLANK.len()..];
    let behind = behind.trim_start_matches(|sign: char| !sign.is_alphanumeric() && !"[}]\"'".contains(sign));
    // The next blank, the end of a value between brackets or quotes, or a comment behind it.
    let ends = [behind.find(BLANK), behind.find(['}', ']', '"']), behind.find(" #")];
    let end = ends.into_iter().flatten().min().unwrap_or(behind.len());
    let behind = behind[..end].trim_end_matches(|sign: char| sign.is_whitespace() || ",;–-'".contains(sign));
    if !behind.is_empty() {
        return behind;
    }
    let before = line[..at].rsplit_once(':').map_or("", |(before, _)| before);
    let key = before.rsplit(|sign: char| sign.is_whitespace() || "{,".contains(sign)).next().unwrap_or_default();
    if key.is_empty() { "deze regel" } else { key }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(usize, &str)> {
        blanks_of("deal.yaml", text).map(|blank| (blank.line, blank.what)).collect()
    }

    #[test]
    fn a_blank_says_what_is_expected() {
        assert_eq!(
            found(
                "# Waar NOG INVULLEN staat, vult u iets in.\n\
                 naam: NOG INVULLEN – de naam van de deal\n\
                 einde: 2028-12-31 # NOG INVULLEN – de laatste dag\n\
                 wijk:\n  naam: Wijk 1 – NOG INVULLEN # de naam van de wijk\n  \
                 artikel: NOG INVULLEN\n\
                 tekst: |\n  De Molen ging open op NOG INVULLEN (dag), met NOG INVULLEN bezoekers.\n\
                 x: {stand: onbekend, reden: NOG INVULLEN – de stand in Oost} # vorig jaar: gepland\n\
                 y: {artikel: NOG INVULLEN, tekst: \"NOG INVULLEN\"}\n\
                 z: 'NOG INVULLEN: de alinea''s' # uitleg\n\
                 z: nog invullen\n"
            ),
            [
                (2, "de naam van de deal"),
                (3, "de laatste dag"),
                (5, "de naam van de wijk"),
                (6, "artikel"),
                (8, "dag), met"),
                (8, "bezoekers."),
                (9, "de stand in Oost"),
                (10, "tekst:"),
                (10, "tekst"),
                (11, "de alinea''s"),
            ]
        );
    }

    #[test]
    fn a_value_is_blank_with_the_sign_in_it_or_behind_it() {
        let text = "a: x # NOG INVULLEN\nb: NOG INVULLEN\nc: x # uitleg\nd: {e: x, f: NOG INVULLEN}\n\
                    g: |\n  x\n  NOG INVULLEN\nh: |\n  x\ni: NOG INVULLEN\nj:\n  # NOG INVULLEN\n  k: x\n";
        let mut sources = Sources::default();
        let source = super::super::Source::new(text.to_owned(), super::super::tree::parse("x.yaml", text).tree);
        sources.insert("x.yaml".to_owned(), source);
        let top = KeyPath::file("x.yaml");
        for (key, is_blank) in [("a", true), ("b", true), ("c", false), ("d", true), ("g", true), ("h", false)] {
            assert_eq!(sources.is_blank(&top.key(key)), is_blank, "{key}");
        }
        assert!(!sources.is_blank(&top.key("d").key("e")) && sources.is_blank(&top.key("d").key("f")));
        assert!(!sources.is_blank(&top.key("j")) && !sources.is_blank(&top.key("weg")));
    }

    #[test]
    fn a_blank_knows_its_bytes() {
        let text = "a: é\r\nb: – NOG INVULLEN\r\n";
        let blank = blanks_of("x.yaml", text).next().unwrap();
        assert_eq!((&text[blank.range], blank.line, blank.what), (BLANK, 2, "b"));
    }
}
