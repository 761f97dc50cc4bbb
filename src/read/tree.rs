//! One YAML file as a located tree: every key and value with its bytes in the text.
//!
//! In: the text of a file. Out: a [`Node`] in which each scalar keeps its raw text, so that
//! nothing is turned into a number or a date by guessing. Of YAML only the plain part is taken:
//! mappings, lists and scalars. Anchors, aliases, tags and merge keys are refused, because a
//! reader without YAML cannot see what they do. A number that YAML splits at its decimal comma,
//! as in `{waarde: 4,9}`, is refused too and stands in the tree whole, so that nothing else is said
//! about its parts.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle};

use super::{codes, syntax};
use crate::diagnostic::{Diagnostic, KeyPath, Target};
use crate::model::notation;

/// The deepest nesting that is read; a dossier needs six levels.
const MAX_DEPTH: usize = 40;

/// The most keys that one group can have; the projects of the largest deal are some hundreds.
const MOST_KEYS: usize = 5_000;

/// The most items that one list can have; a sheet can give ten thousand rows.
const MOST_ITEMS: usize = 20_000;

/// After so many mistakes the rest of a file is not read.
const MOST_MISTAKES: usize = 200;

/// A value with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its bytes, from its first character to after its last.
    pub span: Range<usize>,
    /// Whether it is a list or mapping between brackets.
    pub flow: bool,
    /// What it is.
    pub value: Value,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing after the key or hyphen, or the word `null`.
    Null,
    /// Text, as typed; quotes and escapes are resolved.
    Scalar(String),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys with values, in the order of the file.
    Mapping(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// The bytes of the key.
    pub key_span: Range<usize>,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The value under a key; `None` when there is none, or this is no mapping.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// Tells each text under it, with its place.
    pub(super) fn scalars(&self, at: &KeyPath, tell: &mut impl FnMut(&KeyPath, &str)) {
        match &self.value {
            Value::Null => {}
            Value::Scalar(text) => tell(at, text),
            Value::Sequence(items) => {
                for (index, item) in items.iter().enumerate() {
                    item.scalars(&at.index(index), tell);
                }
            }
            Value::Mapping(entries) => {
                for entry in entries {
                    entry.value.scalars(&at.key(&entry.key), tell);
                }
            }
        }
    }

    /// A key with its value; `None` when there is none, or this is no mapping.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        match &self.value {
            Value::Mapping(entries) => entries.iter().find(|entry| entry.key == key),
            _ => None,
        }
    }

    /// The items; empty when this is no list.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Value::Sequence(items) => items,
            _ => &[],
        }
    }

    /// The text of a scalar.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// The same value as JSON, in which every scalar is its raw text.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Scalar(text) => serde_json::Value::String(text.clone()),
            Value::Sequence(items) => items.iter().map(Self::to_json).collect(),
            Value::Mapping(entries) => entries.iter().map(|entry| (entry.key.clone(), entry.value.to_json())).collect(),
        }
    }
}

/// What came of a text.
#[derive(Debug)]
pub(crate) struct Parsed {
    /// The tree; `None` when the text stops making sense somewhere.
    pub(crate) tree: Option<Node>,
    /// What was wrong.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Reads the text of `file`, without a byte order mark.
pub(crate) fn parse(file: &str, text: &str) -> Parsed {
    let mut builder = Builder {
        text,
        top: KeyPath::file(file),
        offsets: Offsets::of(text),
        frames: Vec::new(),
        root: None,
        refused: false,
        is_too_large: false,
        diagnostics: Vec::new(),
    };
    let mut documents = 0;
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(found) => found,
            Err(error) => {
                let at = builder.offsets.byte(*error.marker());
                let diagnostic = syntax::explain(&builder.top, text, at, error.info());
                builder.diagnostics.push(diagnostic);
                return Parsed { tree: None, diagnostics: builder.diagnostics };
            }
        };
        let range = builder.offsets.byte(span.start)..builder.offsets.byte(span.end);
        if let Event::DocumentStart(_) = event {
            documents += 1;
            if documents > 1 {
                builder.refuse(
                    codes::SYNTAX,
                    line_of(text, range.start),
                    "hier begint een tweede document in hetzelfde bestand",
                    "haal de regel `---` weg; alles in een bestand hoort bij elkaar",
                );
                break;
            }
        }
        if builder.diagnostics.len() > MOST_MISTAKES {
            builder.refused = true;
        }
        if !builder.take(event, range) || builder.is_too_large || builder.diagnostics.len() > MOST_MISTAKES {
            break;
        }
    }
    let tree = match builder.root {
        Some(root) if !builder.refused => Some(root),
        None if !builder.refused => Some(Node { span: 0..0, flow: false, value: Value::Null }),
        _ => None,
    };
    Parsed { tree, diagnostics: builder.diagnostics }
}

/// A collection that is not closed.
struct Frame {
    start: usize,
    flow: bool,
    kind: FrameKind,
}

enum FrameKind {
    Sequence(Vec<Node>),
    Mapping {
        entries: Vec<Entry>,
        seen: BTreeMap<String, Range<usize>>,
        key: Option<Key>,
        /// The entries whose number fell apart at its comma.
        split: BTreeSet<usize>,
    },
}

enum Key {
    /// A key whose value is to come.
    Good(String, Range<usize>),
    /// A key that was refused; its value is passed over.
    Bad(Range<usize>),
}

struct Builder<'t> {
    text: &'t str,
    top: KeyPath,
    offsets: Offsets<'t>,
    frames: Vec<Frame>,
    root: Option<Node>,
    /// Whether something was refused that leaves the meaning of the file open.
    refused: bool,
    /// Whether there is more of something than a dossier can have; the rest is not read.
    is_too_large: bool,
    diagnostics: Vec<Diagnostic>,
}

impl Builder<'_> {
    fn refuse(&mut self, code: &'static str, range: Range<usize>, message: impl Into<String>, hint: impl Into<String>) {
        self.refused = true;
        self.report(code, range, message, hint);
    }

    fn report(&mut self, code: &'static str, range: Range<usize>, message: impl Into<String>, hint: impl Into<String>) {
        let diagnostic = Diagnostic::error(code, self.top.clone(), message).on(Target::Bytes(range)).hint(hint);
        self.diagnostics.push(diagnostic);
    }

    /// Takes one event; false when the rest of the file is not worth reading.
    fn take(&mut self, event: Event<'_>, range: Range<usize>) -> bool {
        match event {
            Event::Alias(_) => {
                self.refuse(
                    codes::ANCHOR,
                    range.clone(),
                    format!("`{}` verwijst naar een andere plek in het bestand; dat kan in een dossier niet", self.raw(&range)),
                    "schrijf de tekst hier voluit; begint de tekst zelf met `*`, zet de hele tekst dan tussen aanhalingstekens",
                );
                self.place(Node { span: range, flow: false, value: Value::Null });
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_marks(anchor, tag.is_some(), &range);
                self.scalar(&text, style, range);
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_marks(anchor, tag.is_some(), &range);
                return self.open(&range, FrameKind::Sequence(Vec::new()));
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_marks(anchor, tag.is_some(), &range);
                let kind = FrameKind::Mapping {
                    entries: Vec::new(),
                    seen: BTreeMap::new(),
                    key: None,
                    split: BTreeSet::new(),
                };
                return self.open(&range, kind);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range.start),
            _ => {}
        }
        true
    }

    fn raw(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default().trim_end()
    }

    fn refuse_marks(&mut self, anchor: usize, tag: bool, range: &Range<usize>) {
        // The span of an event starts after its anchor and tag: look for them on the same line.
        if anchor == 0 && !tag {
            return;
        }
        let line = line_of(self.text, range.start);
        let sign = if anchor == 0 { '!' } else { '&' };
        let before = self.text.get(line.start..range.end).unwrap_or_default();
        let mark = before.rfind(sign).map(|at| before[..=at].trim_end_matches(sign).len());
        let start = mark.map_or(range.start, |at| line.start + at);
        let word = self.text.get(start..).and_then(|rest| rest.split_whitespace().next()).unwrap_or_default();
        let range = start..start + word.len();
        let message = format!("`{word}` is een merkteken van YAML; dat kan in een dossier niet");
        self.refuse(
            codes::ANCHOR,
            range,
            message,
            format!("haal het weg; begint de tekst zelf met `{sign}`, zet de hele tekst dan tussen aanhalingstekens"),
        );
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, mut range: Range<usize>) {
        if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            range = block_span(self.text, range, text);
        }
        let expects_key = matches!(self.frames.last(), Some(Frame { kind: FrameKind::Mapping { key: None, .. }, .. }));
        if expects_key {
            self.key(text, range);
            return;
        }
        if style == ScalarStyle::Plain {
            self.stray_hyphen(&range);
            self.cut_off(&range);
        }
        let null = style == ScalarStyle::Plain && matches!(text, "" | "~" | "null" | "Null" | "NULL");
        if null && range.is_empty() {
            range = self.empty_place(range);
        }
        let value = if null { Value::Null } else { Value::Scalar(text.to_owned()) };
        self.place(Node { span: range, flow: false, value });
    }

    /// An empty value stands right after its colon.
    fn empty_place(&self, range: Range<usize>) -> Range<usize> {
        let Some(Frame { kind: FrameKind::Mapping { key: Some(Key::Good(_, key)), .. }, .. }) = self.frames.last()
        else {
            return range;
        };
        let rest = self.text.get(key.end..).unwrap_or_default();
        let blank = rest.len() - rest.trim_start().len();
        let end = if rest.trim_start().starts_with(':') { key.end + blank + 1 } else { key.end };
        end..end
    }

    fn key(&mut self, text: &str, range: Range<usize>) {
        if self.continues_number(text, &range) {
            return;
        }
        let Some(Frame { kind: FrameKind::Mapping { seen, key, .. }, .. }) = self.frames.last_mut() else {
            return;
        };
        if text == "<<" {
            *key = Some(Key::Bad(range.clone()));
            self.refuse(
                codes::ANCHOR,
                range,
                "`<<` voegt een ander stuk van het bestand in; dat kan in een dossier niet",
                "schrijf de regels hier voluit",
            );
        } else if let Some(first) = seen.get(text) {
            let first = first.clone();
            *key = Some(Key::Bad(range.clone()));
            let diagnostic = Diagnostic::error(
                codes::DUPLICATE_KEY,
                self.top.clone(),
                format!("de sleutel `{text}` staat hier voor de tweede keer"),
            )
            .on(Target::Bytes(range))
            .label_on(self.top.clone(), Target::Bytes(first), "hier stond zij al")
            .hint("een sleutel kan maar één waarde hebben: haal een van de twee weg, of voeg ze samen");
            self.diagnostics.push(diagnostic);
        } else if seen.len() >= MOST_KEYS {
            *key = Some(Key::Bad(range.clone()));
            self.is_too_large = true;
            self.refuse(
                codes::SYNTAX,
                range,
                format!("hier staan meer dan {MOST_KEYS} sleutels bij elkaar, en zoveel heeft een dossier er nooit"),
                "controleer of dit het goede bestand is",
            );
        } else {
            seen.insert(text.to_owned(), range.clone());
            *key = Some(Key::Good(text.to_owned(), range));
        }
    }

    /// `{waarde: 4,9}`: YAML takes the `9` as a key of its own. Gives it back to its number.
    fn continues_number(&mut self, text: &str, range: &Range<usize>) -> bool {
        let Some(Frame { flow: true, kind: FrameKind::Mapping { entries, key, split, .. }, .. }) =
            self.frames.last_mut()
        else {
            return false;
        };
        let last = entries.len().wrapping_sub(1);
        let Some(Entry { value: Node { span, value: Value::Scalar(value), .. }, .. }) = entries.last_mut() else {
            return false;
        };
        let is_digit = |sign: char| sign.is_ascii_digit();
        let has_no_value = self.text.get(range.end..).is_some_and(|rest| rest.trim_start().starts_with([',', '}']));
        if self.text.get(span.end..range.start) != Some(",")
            || !self.text.get(span.clone()).is_some_and(|raw| raw.ends_with(is_digit))
            || !is_rest_of_number(text)
            || !has_no_value
        {
            return false;
        }
        *value = format!("{value},{text}");
        span.end = range.end;
        split.insert(last);
        // What YAML takes as the value behind this key is passed over.
        *key = Some(Key::Bad(range.clone()));
        true
    }

    /// Reports the numbers of a mapping that fell apart.
    fn split_numbers(&mut self, entries: &[Entry], split: &BTreeSet<usize>) {
        for Node { span, .. } in split.iter().filter_map(|index| Some(&entries.get(*index)?.value)) {
            let raw = self.raw(span).to_owned();
            self.report(
                codes::SPLIT_NUMBER,
                span.clone(),
                format!("binnen `{{` en `}}` scheidt een komma de gegevens: `{raw}` valt uit elkaar"),
                how_to_keep_whole(&raw),
            );
        }
    }

    /// A line that starts with `- ` but continues the text above it: YAML glues it on silently.
    fn stray_hyphen(&mut self, range: &Range<usize>) {
        let raw = self.text.get(range.clone()).unwrap_or_default();
        let Some(at) = raw
            .match_indices('\n')
            .map(|(at, _)| at + 1)
            .find(|&at| raw.get(at..).unwrap_or_default().trim_start_matches([' ', '\t']).starts_with("- "))
        else {
            return;
        };
        let line = line_of(self.text, range.start + at);
        self.report(
            codes::INDENT,
            line,
            "deze regel lijkt een punt van een lijst, maar hoort nu bij de tekst op de regel erboven",
            "begint hier een lijst? laat de regel erboven dan eindigen op de dubbele punt. Is het een opsomming in de tekst? zet dan een `|` achter de dubbele punt en begin de tekst op de regel eronder",
        );
    }

    /// `naam: Buurt #1`: YAML takes the end of the line as a comment.
    fn cut_off(&mut self, range: &Range<usize>) {
        let rest = self.text.get(range.end..).unwrap_or_default();
        let comment = rest.trim_start_matches([' ', '\t']);
        let glued = comment.strip_prefix('#').is_some_and(|word| word.starts_with(char::is_alphanumeric));
        if range.is_empty() || !glued {
            return;
        }
        let comment = comment.lines().next().unwrap_or_default();
        let start = self.text.len() - rest.trim_start_matches([' ', '\t']).len();
        let diagnostic = Diagnostic::warning(
            codes::CUT_OFF,
            self.top.clone(),
            format!("`{}` telt niet mee: alles achter een spatie en een `#` is commentaar", comment.trim_end()),
        )
        .on(Target::Bytes(start..start + comment.trim_end().len()))
        .hint("hoort dit bij de tekst? zet dan de hele tekst tussen aanhalingstekens")
        .hint("is het commentaar? zet dan een spatie achter de `#`");
        self.diagnostics.push(diagnostic);
    }

    fn open(&mut self, range: &Range<usize>, kind: FrameKind) -> bool {
        let start = range.start;
        if let Some(Frame { kind: FrameKind::Mapping { key: key @ None, .. }, .. }) = self.frames.last_mut() {
            *key = Some(Key::Bad(start..start));
            let end = line_of(self.text, start).end;
            self.refuse(
                codes::SYNTAX,
                start..end.max(start),
                "een sleutel kan geen lijst of groep tussen haakjes zijn",
                "begint de tekst met `[` of `{`? zet de hele tekst dan tussen aanhalingstekens",
            );
        }
        if self.frames.len() >= MAX_DEPTH {
            self.refuse(
                codes::SYNTAX,
                start..start + 1,
                "hier zijn meer lagen in elkaar gezet dan een dossier ooit nodig heeft",
                "controleer de haakjes en de inspringing",
            );
            return false;
        }
        // Only a bracket takes room: a list below its key may also start at the bracket of its
        // first item.
        let bracket = self.text.get(range.clone()).unwrap_or_default();
        let flow = match kind {
            FrameKind::Sequence(_) => bracket.starts_with('['),
            FrameKind::Mapping { .. } => bracket.starts_with('{'),
        };
        self.frames.push(Frame { start, flow, kind });
        true
    }

    /// Closes the innermost collection; `at` is its closing bracket, if it has one.
    fn close(&mut self, at: usize) {
        let Some(Frame { start, flow, kind }) = self.frames.pop() else { return };
        let (value, last) = match kind {
            FrameKind::Sequence(items) => {
                let last = items.last().map(|item| item.span.end);
                (Value::Sequence(items), last)
            }
            FrameKind::Mapping { entries, key, split, .. } => {
                self.split_numbers(&entries, &split);
                let last = entries.last().map(|entry| entry.value.span.end.max(entry.key_span.end));
                let refused = match key {
                    Some(Key::Bad(range)) => Some(range.end),
                    _ => None,
                };
                (Value::Mapping(entries), last.max(refused))
            }
        };
        let end = if flow { (at + 1).min(self.text.len()) } else { last.unwrap_or(start) };
        self.place(Node { span: start..end.max(start), flow, value });
    }

    /// Gives a finished node to what is around it.
    fn place(&mut self, node: Node) {
        match self.frames.last_mut() {
            None => self.root = Some(node),
            Some(Frame { kind: FrameKind::Sequence(items), .. }) if items.len() < MOST_ITEMS => items.push(node),
            Some(Frame { kind: FrameKind::Sequence(_), .. }) => {
                self.is_too_large = true;
                self.refuse(
                    codes::SYNTAX,
                    line_of(self.text, node.span.start),
                    format!("deze lijst heeft meer dan {MOST_ITEMS} punten, en zoveel heeft een dossier er nooit"),
                    "tel rijen bij elkaar op, of controleer of dit het goede bestand is",
                );
            }
            Some(Frame { kind: FrameKind::Mapping { entries, key, .. }, .. }) => match key.take() {
                Some(Key::Good(key, key_span)) => entries.push(Entry { key, key_span, value: node }),
                // The node is a refused key or the value of one.
                Some(Key::Bad(range)) if range.is_empty() => *key = Some(Key::Bad(node.span)),
                Some(Key::Bad(_)) | None => {}
            },
        }
    }
}

/// Whether a text can stand behind the decimal comma of a number: its last digits and its unit.
fn is_rest_of_number(text: &str) -> bool {
    let unit = text.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let is_unit = |unit: &str| {
        matches!(unit, "" | "%" | "mln" | "miljoen" | "euro" | "m²")
            || unit.starts_with("punt")
            || unit.starts_with("procentpunt")
    };
    unit.len() < text.len() && is_unit(unit.trim())
}

/// How to write a number within brackets, so that its comma does not split it.
fn how_to_keep_whole(raw: &str) -> String {
    let end = raw.find(|sign: char| !(sign.is_ascii_digit() || "-−‒.,".contains(sign))).unwrap_or(raw.len());
    let number = &raw[..end];
    match notation::decimal(number) {
        Ok(_) if number.contains('.') => format!("zet het getal tussen aanhalingstekens: `\"{raw}\"`"),
        Ok(_) => format!(
            "zet het getal tussen aanhalingstekens: `\"{raw}\"`, of schrijf een punt: `{}`",
            raw.replacen(',', ".", 1)
        ),
        Err(error) if !number.is_empty() => {
            format!("{}; zet een getal met een komma hier tussen aanhalingstekens", error.hint)
        }
        Err(_) => format!("zet de hele waarde tussen aanhalingstekens: `\"{raw}\"`"),
    }
}

/// The bytes of a block text: to the end of its last line, without what follows.
fn block_span(text: &str, range: Range<usize>, value: &str) -> Range<usize> {
    let raw = text.get(range.clone()).unwrap_or_default();
    let kept = if value.ends_with("\n\n") {
        // `|+` keeps the empty lines at its end: they belong to the value.
        raw.rfind('\n').unwrap_or(raw.len())
    } else {
        raw.trim_end().len()
    };
    if kept == 0 {
        // Nothing below the `|`: the value stands where that does.
        let header = text.get(..range.start).map_or(range.start, |before| before.trim_end().len());
        return header..header;
    }
    range.start..range.start + kept
}

/// The bytes of the line around `at`, without its line break.
pub(crate) fn line_of(text: &str, at: usize) -> Range<usize> {
    let at = at.min(text.len());
    let bytes = text.as_bytes();
    let start = bytes[..at].iter().rposition(|&b| b == b'\n').map_or(0, |before| before + 1);
    let end = bytes[at..].iter().position(|&b| b == b'\n').map_or(text.len(), |after| at + after);
    let end = if end > start && bytes[end - 1] == b'\r' { end - 1 } else { end };
    start..end.max(start)
}

/// Turns the parser's positions, which count characters, into bytes.
struct Offsets<'t> {
    text: &'t str,
    /// The byte of every 256th character; `None` when all characters are one byte.
    table: Option<Vec<usize>>,
}

impl<'t> Offsets<'t> {
    fn of(text: &'t str) -> Self {
        let table = (!text.is_ascii()).then(|| text.char_indices().step_by(256).map(|(byte, _)| byte).collect());
        Self { text, table }
    }

    fn byte(&self, marker: Marker) -> usize {
        let index = marker.index();
        let Some(table) = &self.table else {
            return index.min(self.text.len());
        };
        let Some(&from) = table.get(index / 256) else {
            return self.text.len();
        };
        let rest = self.text.get(from..).unwrap_or_default();
        rest.char_indices().nth(index % 256).map_or(self.text.len(), |(byte, _)| from + byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str) -> Node {
        let parsed = parse("deal.yaml", text);
        assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
        parsed.tree.unwrap()
    }

    fn first_message(text: &str) -> String {
        parse("deal.yaml", text).diagnostics[0].message.clone()
    }

    #[test]
    fn places_are_bytes_also_after_accents_and_emoji() {
        let text = "é: \"😀\"\nnaam: café – ‘huis’\nreeks:\n  - {waarde: 4.9}\n";
        let tree = tree(text);
        let entry = tree.entry("naam").unwrap();
        assert_eq!(&text[entry.key_span.clone()], "naam");
        assert_eq!(&text[entry.value.span.clone()], "café – ‘huis’");
        let item = &tree.get("reeks").unwrap().items()[0];
        assert!(item.flow);
        assert_eq!(&text[item.span.clone()], "{waarde: 4.9}");
    }

    #[test]
    fn places_hold_past_256_characters_that_are_not_ascii() {
        let text = format!("a: {}\nb: één\n", "é".repeat(700));
        let tree = tree(&text);
        assert_eq!(&text[tree.get("b").unwrap().span.clone()], "één");
    }

    #[test]
    fn windows_line_ends_count_as_they_are() {
        let text = "a: 1\r\nb:\r\n  - c\r\n  - d é\r\n";
        let tree = tree(text);
        assert_eq!(&text[tree.get("b").unwrap().items()[1].span.clone()], "d é");
    }

    #[test]
    fn scalars_keep_their_raw_text() {
        let tree = tree("a: 1.500\nb: 007\nc: ja\nd: 2021-01-01\ne: ''\nf:\ng: ~\n");
        assert_eq!(tree.get("a").unwrap().text(), Some("1.500"));
        assert_eq!(tree.get("b").unwrap().text(), Some("007"));
        assert_eq!(tree.get("e").unwrap().text(), Some(""));
        assert_eq!(tree.get("f").unwrap().value, Value::Null);
        assert_eq!(tree.get("g").unwrap().value, Value::Null);
    }

    #[test]
    fn a_block_text_ends_at_its_last_line() {
        let text = "a: |\n  een\n\n  twee\n\n# los\nb: 1\n";
        let tree = tree(text);
        assert_eq!(&text[tree.get("a").unwrap().span.clone()], "een\n\n  twee");
    }

    #[test]
    fn what_a_dossier_does_not_need_is_refused() {
        assert!(first_message("a: &x 1\nb: *x\n").contains("`&x`"));
        assert!(first_message("a: !!str 1\n").contains("`!!str`"));
        assert!(first_message("<<: {a: 1}\n").contains("`<<`"));
        assert!(first_message("a: 1\n---\nb: 2\n").contains("tweede document"));
        assert!(first_message("[a]: b\n").contains("sleutel kan geen lijst"));
        assert!(first_message("{a: b}: c\n").contains("sleutel kan geen lijst"));
        assert!(first_message("a: x\n  - y\n").contains("punt van een lijst"));
    }

    #[test]
    fn a_key_that_comes_twice_names_both_places() {
        let parsed = parse("deal.yaml", "naam: a\nx: {b: 1, b: 2}\nnaam: c\n");
        assert_eq!(parsed.diagnostics.len(), 2);
        assert_eq!(parsed.diagnostics[1].labels[0].target, Target::Bytes(0..4));
        assert_eq!(parsed.tree.unwrap().get("naam").unwrap().text(), Some("a"));
    }

    #[test]
    fn a_number_split_at_its_comma_is_one_mistake_and_whole() {
        let text =
            "a: {vitaal: 66,7%, werken: 33,7%}\nb: {bedrag: 149.423,50, n: 1,500,000}\nc: {tot: -0,5 procentpunt}\n";
        let parsed = parse("deal.yaml", text);
        let places: Vec<&str> = parsed
            .diagnostics
            .iter()
            .map(|one| match &one.target {
                Target::Bytes(range) => &text[range.clone()],
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(places, ["66,7%", "33,7%", "149.423,50", "1,500,000", "-0,5 procentpunt"]);
        let hints: Vec<&str> = parsed.diagnostics.iter().map(|one| one.hints[0].as_str()).collect();
        assert_eq!(hints[0], "zet het getal tussen aanhalingstekens: `\"66,7%\"`, of schrijf een punt: `66.7%`");
        assert_eq!(hints[2], "zet het getal tussen aanhalingstekens: `\"149.423,50\"`");
        let tree = parsed.tree.unwrap().to_json();
        assert_eq!(tree["a"], serde_json::json!({ "vitaal": "66,7%", "werken": "33,7%" }));
        assert_eq!(tree["b"], serde_json::json!({ "bedrag": "149.423,50", "n": "1,500,000" }));
    }

    #[test]
    fn a_comma_between_other_data_splits_as_in_yaml() {
        for text in ["{a: 4, 9}", "{a: \"4\",9}", "{a: x,9}", "{a: 4,9: 1}", "{a: 4,x}", "{a: 2020,2021-01-01}"] {
            let parsed = parse("deal.yaml", text);
            assert!(parsed.diagnostics.is_empty(), "{text}: {:?}", parsed.diagnostics);
            assert_eq!(parsed.tree.unwrap().to_json().as_object().map(serde_json::Map::len), Some(2), "{text}");
        }
        assert!(parse("deal.yaml", "a: 4,9\nb: [4,9]\n").diagnostics.is_empty());
        assert!(first_message("{a: Laan 12,5}").contains("`Laan 12,5` valt uit elkaar"));
    }

    #[test]
    fn hostile_nesting_is_an_error_and_no_crash() {
        for text in ["[".repeat(100_000), "- ".repeat(100_000), "{a: ".repeat(100_000), "? ".repeat(100_000)] {
            assert!(!parse("deal.yaml", &text).diagnostics.is_empty());
        }
    }

    #[test]
    fn hostile_numbers_of_items_are_one_error() {
        let keys = (0..20_000).map(|number| format!("k{number}: 1")).collect::<Vec<_>>().join("\n");
        let only = |text: &str| {
            let parsed = parse("deal.yaml", text);
            assert!(parsed.tree.is_none());
            let messages: Vec<String> = parsed.diagnostics.into_iter().map(|one| one.message).collect();
            assert_eq!(messages.len(), 1, "{messages:?}");
            messages[0].clone()
        };
        assert!(only(&keys).contains("meer dan 5000 sleutels"));
        assert!(only(&"- 1\n".repeat(30_000)).contains("meer dan 20000 punten"));
    }

    #[test]
    fn any_text_gives_a_tree_or_a_diagnostic() {
        let pieces = [
            "a: ", "- ", "\n", "  ", "[", "]", "{", "}", "\"", "'", "|", "#", "é", "&x ", "*x", ",", "? ", ":", "\t",
            "---", "\r\n", "x", "<<: ",
        ];
        let mut seed = 7_u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..12 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
            }
            let parsed = parse("deal.yaml", &text);
            assert!(parsed.tree.is_some() || !parsed.diagnostics.is_empty(), "{text:?}");
            if let Some(tree) = parsed.tree {
                assert_within(&tree, &text);
            }
        }
    }

    fn assert_within(node: &Node, text: &str) {
        assert!(text.get(node.span.clone()).is_some(), "{node:?} in {text:?}");
        match &node.value {
            Value::Sequence(items) => items.iter().for_each(|item| assert_within(item, text)),
            Value::Mapping(entries) => entries.iter().for_each(|entry| {
                assert!(text.get(entry.key_span.clone()).is_some());
                assert_within(&entry.value, text);
            }),
            Value::Null | Value::Scalar(_) => {}
        }
    }
}
