//! A dossier as it was known on a day: how an old report keeps its old knowledge.
//!
//! In: all files as they are now, and the gegevensstand of one report. Out: the files as they
//! would have been with everything left out that became known later. Rows are cut out of the text
//! itself, so that every other byte stays as the author wrote it: what was only added to since is
//! byte for byte the file of that day, and so are the data in a report that is built again. A list
//! of which nothing was known goes with its key, as the key came with the first item. Afterwards
//! the texts are read once more: when anything later is still there, there is no report.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;

use chrono::NaiveDate;

use super::sheet::{self, Cut, Named};
use super::text::BOM;
use super::tree::{Entry, Node, Value, line_of};
use super::{Source, Sources, text, tree};
use crate::diagnostic::KeyPath;
use crate::model::{Paper, Sheet, notation};
use crate::world::{FileKind, Folder};

/// The key that says when something became known.
const KNOWN_ON: &str = "bekend-op";

/// The keys of a report whose value is assigned after it exists. They stand outside what it knew: a report with a
/// number has the same data and the same fingerprint as the one without.
const ASSIGNED: [&str; Paper::ALL.len()] = [Paper::Report.word(), Paper::Annex.word()];

/// The required lists of items that can be known later: these stay, if need be empty.
const REQUIRED: [&str; 1] = ["ontvangers"];

/// The files of `folder` without what became known after `known_through`, for one report and, to
/// tell what changed, the report `before` it.
///
/// Left out are files and list items with a later `bekend-op`, the other reports, images that
/// neither this report nor the deal names, and files of spending in which nothing is left. Of a sheet the rows go
/// that became known later, and the sheet goes with the last place that names it. A file without a
/// later item is the same, byte for byte. Doing it twice changes nothing more.
///
/// # Errors
/// When something later is left, or a file cannot be read, so that this cannot be seen. With the
/// sources of the same folder, read without errors, that is a mistake in this program.
pub fn as_known_on(
    folder: &Folder,
    sources: &Sources,
    known_through: NaiveDate,
    report_id: &str,
    before: Option<&str>,
) -> Result<Folder, StillLater> {
    let report = format!("verslagen/{report_id}.yaml");
    let before = before.map(|id| format!("verslagen/{id}.yaml"));
    let images = named_images(sources.get(&report), sources.get("deal.yaml"));
    let mut known = Folder { name: folder.name.clone(), ..Folder::default() };
    let mut sheets = Kept::default();
    for (name, bytes) in &folder.files {
        let kind = FileKind::of(name);
        let stays = match kind {
            Some(FileKind::Report) => *name == report || Some(name) == before.as_ref(),
            Some(FileKind::Image) => images.contains(&name.as_str()),
            Some(FileKind::Sheet) => false,
            _ => true,
        };
        if !stays {
            continue;
        }
        let Some(kind) = kind.filter(|kind| *kind != FileKind::Image) else {
            known.files.insert(name.clone(), bytes.clone());
            continue;
        };
        let still_later = || StillLater { file: name.clone() };
        let source = sources.get(name).ok_or_else(still_later)?;
        let tree = source.tree().ok_or_else(still_later)?;
        let named = sheet::named(kind, tree).ok_or_else(still_later)?;
        let empty = sheets_without_rows(folder, kind, &named, known_through).ok_or_else(still_later)?;
        let day = Day { known_through, empty: &empty };
        if day.is_later(tree) && kind != FileKind::Report {
            sheets.drop(named);
            continue;
        }
        if kind == FileKind::Spending && !has_rows(tree, &day) {
            sheets.drop(named);
            continue;
        }
        let left = cut(bytes, source.text(), tree, &day, kind);
        let (stay, go): (Vec<_>, Vec<_>) = named
            .into_iter()
            .partition(|one| !empty.contains(&one.start) && one.sheet.known_on.is_none_or(|day| *day <= known_through));
        sheets.drop(go);
        sheets.keep(kind, stay);
        // What stayed as it was read needs no second reading.
        let is_as_read = left == *bytes && bytes.ends_with(source.text().as_bytes());
        let holds_only_known = if is_as_read {
            !has_later_item(tree, &day) && !is_numbered(kind, tree)
        } else {
            holds_only_known(name, &left, known_through)
        };
        if !holds_only_known {
            return Err(still_later());
        }
        known.files.insert(name.clone(), left);
    }
    for (name, named) in &sheets.kept {
        let bytes = folder.files.get(name).ok_or_else(|| StillLater { file: name.clone() })?;
        let left = sheet_as_known_on(bytes, named, known_through);
        let left = left.filter(|_| !sheets.has_later_rows(name)).ok_or_else(|| StillLater { file: name.clone() })?;
        known.files.insert(name.clone(), left);
    }
    Ok(known)
}

/// The sheets that are named by what was known, and those that were named by what was not.
#[derive(Default)]
struct Kept {
    kept: BTreeMap<String, Vec<(FileKind, Sheet)>>,
    dropped: Vec<Sheet>,
}

impl Kept {
    fn keep(&mut self, kind: FileKind, named: Vec<Named>) {
        for Named { sheet, .. } in named {
            self.kept.entry(sheet.file.as_str().to_owned()).or_default().push((kind, sheet));
        }
    }

    fn drop(&mut self, named: Vec<Named>) {
        self.dropped.extend(named.into_iter().map(|one| one.sheet));
    }

    /// Whether a file that stays has rows that cannot be taken out: what names them is gone.
    fn has_later_rows(&self, file: &str) -> bool {
        self.dropped.iter().any(|sheet| sheet.file.as_str() == file && !sheet.columns.contains_key(KNOWN_ON))
    }
}

/// The places in the text of a file where a sheet is named of which no row was known; `None` when
/// that cannot be told.
fn sheets_without_rows(
    folder: &Folder,
    kind: FileKind,
    named: &[Named],
    known_through: NaiveDate,
) -> Option<BTreeSet<usize>> {
    let mut empty = BTreeSet::new();
    for Named { start, sheet } in named {
        let bytes = folder.files.get(sheet.file.as_str())?;
        if sheet::cut(kind, sheet, bytes, known_through)? == Cut::Whole {
            empty.insert(*start);
        }
    }
    Some(empty)
}

/// A sheet without the rows that became known later; `None` when some are left.
fn sheet_as_known_on(bytes: &[u8], named: &[(FileKind, Sheet)], known_through: NaiveDate) -> Option<Vec<u8>> {
    let mut left = bytes.to_vec();
    for (kind, sheet) in named {
        if let Cut::Rows(rows) = sheet::cut(*kind, sheet, &left, known_through)? {
            left = rows;
        }
    }
    let is_known = |(kind, sheet): &(FileKind, Sheet)| {
        sheet::cut(*kind, sheet, &left, known_through).is_some_and(|cut| cut == Cut::Nothing)
    };
    named.iter().all(is_known).then_some(left)
}

/// The day up to which something is known.
struct Day<'a> {
    known_through: NaiveDate,
    /// Where items start that name a sheet of which nothing was known.
    empty: &'a BTreeSet<usize>,
}

impl Day<'_> {
    fn is_later(&self, node: &Node) -> bool {
        self.empty.contains(&node.span.start) && node.get("bestand").is_some() || is_later(node, self.known_through)
    }
}

/// A file holds something that was not known yet, or cannot be read to see whether it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StillLater {
    /// Its name within the dossier.
    pub file: String,
}

impl fmt::Display for StillLater {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "in `{}` staat nog iets dat pas na de gegevensstand bekend werd", self.file)
    }
}

impl std::error::Error for StillLater {}

/// Whether a file can be read and nothing in it became known later.
fn holds_only_known(name: &str, bytes: &[u8], known_through: NaiveDate) -> bool {
    let (text, wrong_encoding) = text::decode(&KeyPath::file(name), bytes);
    let Some(tree) = tree::parse(name, &text).tree.filter(|_| wrong_encoding.is_none()) else { return false };
    let Some(kind) = FileKind::of(name) else { return false };
    let day = Day { known_through, empty: &BTreeSet::new() };
    let is_known = kind == FileKind::Report || !day.is_later(&tree);
    is_known && !has_later_item(&tree, &day) && !is_numbered(kind, &tree)
}

/// Whether a report still has a number that was assigned to it.
fn is_numbered(kind: FileKind, tree: &Node) -> bool {
    kind == FileKind::Report && ASSIGNED.iter().any(|key| tree.get(key).is_some())
}

/// Whether a list somewhere in a node has an item that became known later.
fn has_later_item(node: &Node, day: &Day<'_>) -> bool {
    match &node.value {
        Value::Null | Value::Scalar(_) => false,
        Value::Sequence(items) => items.iter().any(|item| day.is_later(item) || has_later_item(item, day)),
        Value::Mapping(entries) => entries.iter().any(|entry| has_later_item(&entry.value, day)),
    }
}

/// The images that a report names, and the logo that the deal does, relative to the dossier.
fn named_images<'a>(report: Option<&'a Source>, deal: Option<&'a Source>) -> Vec<&'a str> {
    let images =
        report.and_then(Source::tree).and_then(|tree| tree.get("beelden")).map(Node::items).unwrap_or_default();
    let logo = deal.and_then(Source::tree).and_then(|tree| tree.get("huisstijl")?.get("logo"));
    images.iter().chain(logo).filter_map(|image| image.get("bestand")?.text()).map(str::trim).collect()
}

fn is_later(node: &Node, known_through: NaiveDate) -> bool {
    let day = node.get(KNOWN_ON).and_then(Node::text).and_then(|text| notation::date(text).ok());
    day.is_some_and(|day| day > known_through)
}

/// Whether a file of spending holds a row or receipt that was known.
fn has_rows(tree: &Node, day: &Day<'_>) -> bool {
    let lists = ["regels", "regels-bladen", "ontvangsten"].into_iter().filter_map(|key| tree.get(key));
    lists.flat_map(Node::items).any(|row| !day.is_later(row))
}

/// The bytes of a file without its later items and, for a report, without the numbers assigned to it.
fn cut(bytes: &[u8], text: &str, tree: &Node, day: &Day<'_>, kind: FileKind) -> Vec<u8> {
    let mut cutter = Cutter { text, day, kind, edits: Vec::new() };
    cutter.walk(tree, 0);
    if cutter.edits.is_empty() {
        return bytes.to_vec();
    }
    let mut out = if bytes.starts_with(BOM) { BOM.to_vec() } else { Vec::new() };
    out.extend_from_slice(cutter.apply().as_bytes());
    out
}

/// A stretch of text that is replaced.
struct Edit {
    range: Range<usize>,
    by: &'static str,
}

struct Cutter<'t> {
    text: &'t str,
    day: &'t Day<'t>,
    kind: FileKind,
    edits: Vec<Edit>,
}

impl Cutter<'_> {
    fn apply(mut self) -> String {
        self.edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let mut out = String::with_capacity(self.text.len());
        let mut from = 0;
        for Edit { range, by } in self.edits {
            if range.start > from {
                out.push_str(self.text.get(from..range.start).unwrap_or_default());
            }
            out.push_str(by);
            from = from.max(range.end);
        }
        out.push_str(self.text.get(from..).unwrap_or_default());
        // A text that ended without a line break still does when its last lines are gone.
        if from == self.text.len() && !self.text.ends_with('\n') && out.ends_with('\n') {
            out.pop();
            if out.ends_with('\r') {
                out.pop();
            }
        }
        out
    }

    fn remove(&mut self, range: Range<usize>) {
        self.edits.push(Edit { range, by: "" });
    }

    /// Looks for lists in a node that begins somewhere behind `opening`: the byte after its colon
    /// or hyphen, or the start of the text.
    fn walk(&mut self, node: &Node, opening: usize) {
        match &node.value {
            Value::Null | Value::Scalar(_) => {}
            Value::Mapping(entries) => {
                let is_assigned = |entry: &Entry| opening == 0 && self.is_assigned(entry);
                let gone: Vec<bool> = entries.iter().map(|entry| is_assigned(entry) || self.is_gone(entry)).collect();
                for (entry, _) in entries.iter().zip(&gone).filter(|(_, gone)| !**gone) {
                    let opening = self.after_colon(entry.key_span.end);
                    self.walk(&entry.value, opening);
                }
                if !gone.contains(&true) {
                    return;
                }
                if node.flow {
                    let places: Vec<_> = entries.iter().map(|entry| entry.key_span.start..entry_end(entry)).collect();
                    self.flow(node, &places, &gone);
                } else {
                    self.block_keys(entries, &gone, opening);
                }
            }
            Value::Sequence(items) if node.flow => {
                let later = self.later(items);
                for (item, _) in items.iter().zip(&later).filter(|(_, later)| !**later) {
                    self.walk(item, item.span.start);
                }
                let places: Vec<_> = items.iter().map(|item| item.span.clone()).collect();
                self.flow(node, &places, &later);
            }
            Value::Sequence(items) => self.block_list(items, opening),
        }
    }

    /// Whether a key at the top of a file was assigned to a report that existed.
    fn is_assigned(&self, entry: &Entry) -> bool {
        self.kind == FileKind::Report && ASSIGNED.contains(&entry.key.as_str()) && self.is_plain(entry)
    }

    /// Whether a key can be told from its value by lines: behind a `?` it cannot.
    fn is_plain(&self, entry: &Entry) -> bool {
        self.text.get(entry.key_span.end..).is_some_and(|rest| rest.trim_start().starts_with(':'))
            && !self.text[self.line_start(entry.key_span.start)..entry.key_span.start].trim_end().ends_with('?')
    }

    /// Whether a key has a list of which nothing was known, so that the key came later too.
    fn is_gone(&self, entry: &Entry) -> bool {
        if REQUIRED.contains(&entry.key.as_str()) {
            return false;
        }
        let items = entry.value.items();
        self.is_plain(entry) && !items.is_empty() && items.iter().all(|item| self.day.is_later(item))
    }

    /// Keys below each other: a key goes with its lines; a group that loses all is `{}`.
    fn block_keys(&mut self, entries: &[Entry], gone: &[bool], opening: usize) {
        let mut places = Vec::with_capacity(entries.len());
        for (index, entry) in entries.iter().enumerate() {
            let start = entry.key_span.start;
            let floor = match index.checked_sub(1).and_then(|before| entries.get(before)) {
                Some(before) => self.line_end(entry_end(before)),
                None => self.comment_above(start, opening),
            };
            places.push(Place { floor, start, end: entry_end(entry) });
        }
        let (Some(first), Some(last)) = (places.first(), places.last()) else { return };
        let kept = gone.iter().position(|gone| !gone);
        let Some(next) = kept.and_then(|kept| places.get(kept)) else {
            let lines = self.lines_of(last);
            let end = self.text[..lines.end].trim_end_matches(['\n', '\r']).len();
            if opening == 0 || !self.is_first_on_line(first.start) {
                self.edits.push(Edit { range: first.start..end, by: "{}" });
            } else {
                self.edits.push(Edit { range: opening..opening, by: " {}" });
                let start = self.lines_of(first).start;
                self.remove(start..lines.end);
            }
            return;
        };
        // A first key on the line of a hyphen leaves its place to the next.
        let mut from = 0;
        if gone.first() == Some(&true) && !self.is_first_on_line(first.start) {
            self.remove(first.start..next.start);
            from = kept.unwrap_or(0);
        }
        let places = places.iter().zip(entries).zip(gone).skip(from);
        for ((place, entry), _) in places.filter(|(_, gone)| **gone) {
            // What is said above a number that was assigned later may have stood there before it.
            let is_number = opening == 0 && self.is_assigned(entry);
            let lines = if is_number { self.own_lines(place) } else { self.lines_of(place) };
            self.remove(lines);
        }
    }

    /// Where the comment right above the first key of a group begins, or else the key's line.
    fn comment_above(&self, key: usize, opening: usize) -> usize {
        let mut start = self.line_start(key);
        let column = key - start;
        while start > opening {
            let above = self.line_start(start - 1);
            let line = &self.text[above..start];
            if !line.trim_start().starts_with('#') || indent(line) != column {
                break;
            }
            start = above;
        }
        start
    }

    fn later(&self, items: &[Node]) -> Vec<bool> {
        items.iter().map(|item| self.day.is_later(item)).collect()
    }

    /// `[a, b, c]` and `{a: 1, b: 2}`: what goes, goes with one comma.
    fn flow(&mut self, whole: &Node, places: &[Range<usize>], gone: &[bool]) {
        let Some(last_kept) = gone.iter().rposition(|gone| !gone) else {
            if !places.is_empty() {
                self.remove(whole.span.start + 1..whole.span.end.saturating_sub(1).max(whole.span.start + 1));
            }
            return;
        };
        let mut from = None;
        for (place, gone) in places.iter().zip(gone).take(last_kept + 1) {
            if *gone {
                from = from.or(Some(place.start));
            } else if let Some(from) = from.take() {
                self.remove(from..place.start);
            }
        }
        if let (Some(kept), Some(last)) = (places.get(last_kept), places.last())
            && last_kept + 1 < places.len()
        {
            self.remove(kept.end..last.end);
        }
    }

    /// Items below each other, each behind a hyphen: an item goes with its lines.
    fn block_list(&mut self, items: &[Node], opening: usize) {
        let later = self.later(items);
        let mut places = Vec::with_capacity(items.len());
        let mut from = opening;
        for item in items {
            let Some(hyphen) = self.next_hyphen(from) else { return };
            let end = content_end(item, hyphen);
            let floor = if from == 0 { 0 } else { self.line_end(from) };
            places.push(Place { floor, start: hyphen, end });
            from = end;
        }
        let kept: Vec<usize> = (0..items.len()).filter(|&index| !later[index]).collect();
        for &index in &kept {
            self.walk(&items[index], places[index].start + 1);
        }
        let (Some(first), Some(last)) = (places.first(), places.last()) else { return };
        if kept.len() == items.len() {
            return;
        }
        if kept.is_empty() {
            if opening == 0 {
                // At the top of a file there is no key to write the empty list behind.
                self.edits.push(Edit { range: first.start..last.end, by: "[]" });
                return;
            }
            if !self.is_first_on_line(first.start) {
                self.edits.push(Edit { range: opening..last.end, by: " []" });
                return;
            }
            self.edits.push(Edit { range: opening..opening, by: " []" });
        }
        // A first item on the line of an outer hyphen (`- - a`) leaves its place to the next.
        let mut start = 0;
        if !kept.contains(&0) && !self.is_first_on_line(first.start) {
            let next = kept.first().copied().unwrap_or(0);
            self.remove(first.start..places[next].start);
            start = next;
        }
        for index in start..items.len() {
            if later[index] {
                let lines = self.lines_of(&places[index]);
                self.remove(lines);
            }
        }
    }

    /// The whole lines of an item or key, with the comment right above it and the empty lines above that.
    fn lines_of(&self, place: &Place) -> Range<usize> {
        let mut start = self.line_start(place.start);
        let column = place.start - start;
        let mut in_comment = true;
        while start > place.floor {
            let above = self.line_start(start - 1);
            let line = &self.text[above..start];
            in_comment &= line.trim_start().starts_with('#') && indent(line) == column;
            if !in_comment && !line.trim().is_empty() {
                break;
            }
            start = above;
        }
        let mut end = self.line_end(place.end);
        // A comment that is further to the right belongs to the item too.
        while end < self.text.len() {
            let line = &self.text[end..self.line_end(end)];
            if !line.trim_start().starts_with('#') || indent(line) <= column {
                break;
            }
            end += line.len();
        }
        start..end
    }

    /// The whole lines of a key, with the empty lines right above it.
    fn own_lines(&self, place: &Place) -> Range<usize> {
        let mut start = self.line_start(place.start);
        while start > place.floor && self.text[self.line_start(start - 1)..start].trim().is_empty() {
            start = self.line_start(start - 1);
        }
        start..self.line_end(place.end)
    }

    fn is_first_on_line(&self, at: usize) -> bool {
        self.text[self.line_start(at)..at].trim().is_empty()
    }

    fn line_start(&self, at: usize) -> usize {
        line_of(self.text, at).start
    }

    /// After the line break of the line on which something ends.
    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |line| at + line + 1)
    }

    fn after_colon(&self, key_end: usize) -> usize {
        let rest = self.text.get(key_end..).unwrap_or_default();
        let blank = rest.len() - rest.trim_start().len();
        if rest.trim_start().starts_with(':') { key_end + blank + 1 } else { key_end }
    }

    /// The hyphen of the next item, behind blanks, line breaks and comments.
    fn next_hyphen(&self, from: usize) -> Option<usize> {
        let mut at = from;
        loop {
            let rest = self.text.get(at..)?;
            let sign = rest.chars().next()?;
            at += match sign {
                '#' => rest.find('\n').unwrap_or(rest.len()),
                sign if sign.is_whitespace() => sign.len_utf8(),
                '-' if rest[1..].is_empty() || rest[1..].starts_with([' ', '\t', '\n', '\r']) => return Some(at),
                // `---` at the top of the file.
                '-' if rest.starts_with("---") => 3,
                _ => return None,
            };
        }
    }
}

/// Where an item ends, behind its last value.
fn content_end(item: &Node, hyphen: usize) -> usize {
    let after = hyphen + 1;
    if item.value == Value::Null && item.span.is_empty() { after } else { item.span.end.max(after) }
}

/// Where the value of a key ends.
fn entry_end(entry: &Entry) -> usize {
    entry.value.span.end.max(entry.key_span.end)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Where an item of a list or a key of a group stands.
struct Place {
    /// The first line that is not of what comes before it.
    floor: usize,
    /// Its hyphen, or the start of the key.
    start: usize,
    /// The end of its last value.
    end: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tree;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2022, 4, 15).unwrap()
    }

    fn cut_text(text: &str) -> String {
        let parsed = tree::parse("x.yaml", text);
        assert!(parsed.diagnostics.is_empty(), "{text}\n{:?}", parsed.diagnostics);
        let day = Day { known_through: day(), empty: &BTreeSet::new() };
        String::from_utf8(cut(text.as_bytes(), text, &parsed.tree.unwrap(), &day, FileKind::Report)).unwrap()
    }

    /// A number that was assigned is no part of what a report knew, and what stands around it stays.
    #[test]
    fn a_number_that_was_assigned_goes_alone() {
        for (now, then) in [
            ("versie: \"1.0\"\nkenmerk: RIS1\nperiode: x\n", "versie: \"1.0\"\nperiode: x\n"),
            (
                "versie: 1\nkenmerk: RIS1 # van de griffie\nkenmerk-raadsbijlage: RIS2\n\nsoort: x\n",
                "versie: 1\n\nsoort: x\n",
            ),
            ("# Hoofd\nkenmerk: RIS1\nversie: 1\n", "# Hoofd\nversie: 1\n"),
            ("versie: 1\n\nkenmerk: RIS1\n", "versie: 1\n"),
            ("{versie: 1, kenmerk: RIS1}\n", "{versie: 1}\n"),
            ("risicos:\n  - kenmerk: hoog\n", "risicos:\n  - kenmerk: hoog\n"),
        ] {
            assert_cut(now, then);
        }
    }

    /// What was only added to since is byte for byte what it was, in every style of line end.
    fn assert_cut(now: &str, then: &str) {
        for (from, to) in [("\n", "\n"), ("\n", "\r\n")] {
            let (now, then) = (now.replace(from, to), then.replace(from, to));
            assert_eq!(cut_text(&now), then, "{now}");
            assert_eq!(cut_text(&then), then, "{then}");
        }
    }

    #[test]
    fn an_added_item_goes_with_its_lines() {
        assert_cut(
            "reeks:\n  - waarde: 1\n    bekend-op: 2022-01-01\n  - waarde: 2\n    bekend-op: 2023-01-01\nbreuken: []\n",
            "reeks:\n  - waarde: 1\n    bekend-op: 2022-01-01\nbreuken: []\n",
        );
    }

    #[test]
    fn the_day_itself_is_known() {
        assert_cut("r:\n- {bekend-op: 2022-04-15}\n- {bekend-op: 2022-04-16}\n", "r:\n- {bekend-op: 2022-04-15}\n");
    }

    #[test]
    fn empty_lines_and_the_comment_right_above_go_with_an_item() {
        assert_cut(
            "r:\n  - bekend-op: 2022-01-01\n    # van de vorige\n\n  # van de nieuwe\n  # nog een\n  - bekend-op: 2023-01-01 # hier\n    # erin\n\n# slot\nz: 1\n",
            "r:\n  - bekend-op: 2022-01-01\n    # van de vorige\n\n# slot\nz: 1\n",
        );
        assert_cut(
            "r:\n  - bekend-op: 2023-01-01\n  # van de tweede\n  - bekend-op: 2022-01-01\n",
            "r:\n  # van de tweede\n  - bekend-op: 2022-01-01\n",
        );
    }

    #[test]
    fn a_list_that_loses_all_goes_with_its_key() {
        let later = "bekend-op: 2023-01-01";
        assert_cut(&format!("a: 1\nreeks:\n  - {later}\n  - {later}\nz: 1\n"), "a: 1\nz: 1\n");
        assert_cut(&format!("a: 1\n\n# over\nreeks: # later\n- {later} # x\n  # y\n\nz: 1\n"), "a: 1\n\nz: 1\n");
        assert_cut(&format!("a: 1\nreeks: [{{{later}}}] # x\n"), "a: 1\n");
        assert_cut(&format!("a: 1\nreeks:\n  - {later}\nandere:\n  - {later}"), "a: 1");
        assert_cut(&format!("# kop\n\n# over\nreeks:\n  - {later}\nz: 1\n"), "# kop\n\nz: 1\n");
        assert_cut(&format!("p:\n  - reeks:\n      - {later}\n    b: [{{{later}}}]\n    c: 1\n"), "p:\n  - c: 1\n");
        assert_cut(&format!("p: {{a: 1, reeks: [{{{later}}}], c: [{{{later}}}]}}\n"), "p: {a: 1}\n");
        assert_cut(&format!("p: {{reeks: [{{{later}}}], c: 1}}\n"), "p: {c: 1}\n");
    }

    #[test]
    fn a_group_that_loses_all_its_keys_is_empty() {
        let later = "bekend-op: 2023-01-01";
        assert_cut(&format!("reeks:\n  - {later}\nb: [{{{later}}}] # x\n"), "{}\n");
        assert_cut(&format!("reeks:\n  - {later}"), "{}");
        assert_cut(
            &format!("a: # x\n  # eerste\n  reeks:\n    - {later}\n\n  b: [{{{later}}}]\nz: 1\n"),
            "a: {} # x\nz: 1\n",
        );
        assert_cut(&format!("p:\n  - reeks:\n    - {later}\n    b: [{{{later}}}]\n  - x\n"), "p:\n  - {}\n  - x\n");
        assert_cut(&format!("a: {{reeks: [{{{later}}}]}}\n"), "a: {}\n");
    }

    #[test]
    fn a_list_without_a_key_or_that_was_empty_stays() {
        assert_cut("- bekend-op: 2023-01-01\n", "[]\n");
        assert_cut("reeks: []\nb: [ ]\n", "reeks: []\nb: [ ]\n");
        assert_cut("ontvangers:\n  - bekend-op: 2023-01-01\n", "ontvangers: []\n");
        assert_cut("? reeks\n: - bekend-op: 2023-01-01\nb: 1\n", "? reeks\n: []\nb: 1\n");
    }

    #[test]
    fn an_item_between_brackets_goes_with_one_comma() {
        let known = "{bekend-op: 2022-01-01}";
        let later = "{bekend-op: 2023-01-01}";
        assert_cut(&format!("r: [{known}, {later}]\n"), &format!("r: [{known}]\n"));
        assert_cut(&format!("r: [{later}, {known}]\n"), &format!("r: [{known}]\n"));
        assert_cut(&format!("r: [{known}, {later}, {known}]\n"), &format!("r: [{known}, {known}]\n"));
        assert_cut(&format!("- [{later}, {later}] # x\n"), "- [] # x\n");
        assert_cut(&format!("r: [\n  {known},\n  {later}, # x\n]\n"), &format!("r: [\n  {known}, # x\n]\n"));
        assert_cut(&format!("r: {{a: [{later}, {known},], b: [{later}]}}\n"), &format!("r: {{a: [{known},]}}\n"));
    }

    #[test]
    fn lists_within_kept_items_are_cut_too() {
        assert_cut(
            "b:\n  - partij: a\n    termijnen:\n      - jaar: 2020\n      - jaar: 2021\n        bekend-op: 2023-01-01\n  - partij: b\n    bekend-op: 2023-01-01\n    termijnen:\n      - bekend-op: 2024-01-01\n",
            "b:\n  - partij: a\n    termijnen:\n      - jaar: 2020\n",
        );
        assert_cut("r:\n  c:\n  - [x]\n  -\n    - bekend-op: 2023-01-01\n", "r:\n  c:\n  - [x]\n  - []\n");
        assert_cut("r:\n  - - bekend-op: 2023-01-01\n    - a\n  - - bekend-op: 2023-01-01\n", "r:\n  - - a\n  - []\n");
    }

    #[test]
    fn a_last_line_without_a_break_stays_so() {
        assert_cut("r:\n  - bekend-op: 2022-01-01\n  - bekend-op: 2023-01-01", "r:\n  - bekend-op: 2022-01-01");
        assert_cut("r:\n  - x\n  - bekend-op: 2023-01-01\n  - bekend-op: 2023-01-01", "r:\n  - x");
    }

    #[test]
    fn a_long_text_is_taken_whole() {
        assert_cut(
            "r:\n  - tekst: |\n      een\n\n      # geen commentaar\n    bekend-op: 2022-01-01\n  - bekend-op: 2023-01-01\n    tekst: |\n      twee\n\n      - drie\nz: 1\n",
            "r:\n  - tekst: |\n      een\n\n      # geen commentaar\n    bekend-op: 2022-01-01\nz: 1\n",
        );
        assert_cut(
            "r:\n  - bekend-op: 2022-01-01\n    tekst: |+\n      een\n\n  - bekend-op: 2023-01-01\n",
            "r:\n  - bekend-op: 2022-01-01\n    tekst: |+\n      een\n\n",
        );
        assert_cut(
            "r:\n  - bekend-op: 2022-01-01\n    tekst: |\n  - bekend-op: 2023-01-01\n    leeg:\n  -\n  - é 😀\n",
            "r:\n  - bekend-op: 2022-01-01\n    tekst: |\n  -\n  - é 😀\n",
        );
    }

    #[test]
    fn a_text_without_later_items_stays_as_it_is() {
        for text in [
            "a:   1\n\n\n# x\nb: [ 1,2 ]",
            "",
            "# alleen commentaar\n",
            "bekend-op: 2030-01-01\n",
            "r: [{bekend-op: onzin}]\n",
        ] {
            assert_eq!(cut_text(text), text);
        }
    }

    /// A small generator of numbers, so that the test is the same every time.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, sides: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize % sides
        }

        fn date(&mut self) -> &'static str {
            if self.roll(2) == 0 { "2022-01-01" } else { "2023-01-01" }
        }

        /// A list in block style, with everything an author may put between.
        fn list(&mut self, indent: usize, depth: usize) -> String {
            let space = " ".repeat(indent);
            let mut out = String::new();
            for number in 0..=self.roll(3) {
                match self.roll(6) {
                    0 => out.push('\n'),
                    1 => out.push_str(&format!("{space}# over {number}\n")),
                    2 => out.push_str(&format!("\n{space}# over {number}\n")),
                    _ => {}
                }
                let date = self.date();
                match self.roll(7) {
                    0 => out.push_str(&format!("{space}- {{bekend-op: {date}, n: {number}}}\n")),
                    1 => out.push_str(&format!("{space}- é{number}\n")),
                    2 => {
                        out.push_str(&format!("{space}- [{{bekend-op: {date}}}, {{bekend-op: {}}}, x]\n", self.date()));
                    }
                    3 => out.push_str(&format!(
                        "{space}- tekst: |\n{space}    regel\n\n{space}    - regel\n{space}  bekend-op: {date}\n"
                    )),
                    4 if depth > 0 => {
                        let inner = self.list(indent + 4, depth - 1);
                        out.push_str(&format!("{space}- bekend-op: {date}\n{space}  reeks:\n{inner}"));
                    }
                    5 if depth > 0 => {
                        let inner = self.list(indent + 2, depth - 1);
                        out.push_str(&format!("{space}-\n{inner}"));
                    }
                    _ => out.push_str(&format!("{space}- bekend-op: {date} # x\n{space}  n:\n")),
                }
                if self.roll(6) == 0 {
                    out.push_str(&format!("{space}    # verder naar rechts\n"));
                }
            }
            out
        }
    }

    /// The same cut, made on the values instead of the text.
    fn filtered(value: serde_json::Value) -> serde_json::Value {
        match value {
            serde_json::Value::Array(items) => {
                let is_known =
                    |item: &serde_json::Value| item.get(KNOWN_ON).is_none_or(|day| day.as_str() < Some("2022-05"));
                items.into_iter().filter(is_known).map(filtered).collect()
            }
            serde_json::Value::Object(entries) => {
                let kept = entries.into_iter().filter_map(|(key, value)| {
                    let was_empty = value == serde_json::json!([]);
                    let value = filtered(value);
                    (was_empty || value != serde_json::json!([])).then_some((key, value))
                });
                kept.collect()
            }
            other => other,
        }
    }

    #[test]
    fn any_text_is_cut_as_its_values_are_and_only_once() {
        let mut dice = Dice(3);
        for _ in 0..5_000 {
            let mut text = format!("a: 1\nreeks:\n{}b:\n  c:\n{}", dice.list(2, 2), dice.list(2, 2));
            if dice.roll(2) == 0 {
                text.push_str("z: [1]\n");
            }
            if dice.roll(3) == 0 {
                text = text.replace('\n', "\r\n");
            }
            let json = |text: &str| {
                let parsed = tree::parse("x.yaml", text);
                assert!(parsed.diagnostics.is_empty(), "{text}\n{:?}", parsed.diagnostics);
                parsed.tree.unwrap().to_json()
            };
            let once = cut_text(&text);
            assert_eq!(json(&once), filtered(json(&text)), "{text}\n---\n{once}");
            assert_eq!(cut_text(&once), once);
            assert!(once.lines().filter(|line| !line.contains(['[', '{'])).all(|line| text.contains(line)));
        }
    }

    fn folder() -> Folder {
        Folder::from_texts(
            "proef",
            [
                ("deal.yaml", "\u{feff}id: a\r\nwijzigingen:\r\n  - bekend-op: 2023-01-01\r\n"),
                ("projecten/oud.yaml", "bekend-op: 2020-01-01\n"),
                ("projecten/nieuw.yaml", "bekend-op: 2023-01-01\n"),
                ("bestedingen/2022.yaml", "regels:\n  - bekend-op: 2023-01-01\n"),
                ("bestedingen/2021.yaml", "regels:\n  - bekend-op: 2022-01-01\n"),
                ("verslagen/2021.yaml", "beelden:\n  - bestand: beelden/a.jpg\n"),
                ("verslagen/2022.yaml", "beelden:\n  - bestand: beelden/b.jpg\n"),
                ("beelden/a.jpg", "a"),
                ("beelden/b.jpg", "b"),
            ],
        )
    }

    #[test]
    fn a_folder_keeps_what_its_report_could_know() {
        let folder = folder();
        let sources = crate::read::read(&folder).sources;
        let known = as_known_on(&folder, &sources, day(), "2021", None).unwrap();
        let names: Vec<&str> = known.files.keys().map(String::as_str).collect();
        assert_eq!(
            names,
            ["beelden/a.jpg", "bestedingen/2021.yaml", "deal.yaml", "projecten/oud.yaml", "verslagen/2021.yaml"]
        );
        assert_eq!(known.files["deal.yaml"], "\u{feff}id: a\r\n".as_bytes());
        assert_eq!(known.files["bestedingen/2021.yaml"], folder.files["bestedingen/2021.yaml"]);
        let again = as_known_on(&known, &crate::read::read(&known).sources, day(), "2021", None).unwrap();
        assert_eq!(again, known);
    }

    #[test]
    fn nothing_later_is_let_through() {
        let mut folder = folder();
        let sources = crate::read::read(&folder).sources;
        // The sources of another day: nothing in them is to be cut.
        for text in ["reeks: [{b: [{bekend-op: 2023-01-01}]}]\n", "bekend-op: 2023-01-01\n", "a: [\n", "\u{fffd}: ["] {
            folder.insert("projecten/oud.yaml", text);
            let error = as_known_on(&folder, &sources, day(), "2021", None).unwrap_err();
            assert_eq!(error.file, "projecten/oud.yaml", "{text}");
        }
        // A file that could not be read.
        folder.insert("projecten/oud.yaml", "a: [\n");
        let sources = crate::read::read(&folder).sources;
        assert!(as_known_on(&folder, &sources, day(), "2021", None).is_err());
    }

    /// A key may go when its list does, when no file needs it.
    #[test]
    fn a_list_that_goes_with_its_key_is_optional() {
        for kind in FileKind::FOLDERS.map(|(kind, _)| kind).into_iter().chain([FileKind::Deal]) {
            let Some(schema) = crate::read::schema::json_schema(kind) else { continue };
            let definitions = schema["definitions"].as_object().into_iter().flat_map(|all| all.values());
            let mut lists = 0;
            for group in definitions.chain([&schema]) {
                for (key, property) in group["properties"].as_object().into_iter().flatten() {
                    let item =
                        property["items"]["$ref"].as_str().and_then(|at| schema.pointer(at.trim_start_matches('#')));
                    if item.is_some_and(|item| !item["properties"][KNOWN_ON].is_null()) {
                        lists += 1;
                        let required = group["required"].as_array().into_iter().flatten().any(|one| one == key);
                        assert_eq!(required, REQUIRED.contains(&key.as_str()), "{kind:?} {key}");
                    }
                }
            }
            assert_eq!(lists > 0, kind != FileKind::Pillar, "{kind:?}");
        }
    }
}
