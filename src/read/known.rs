//! A dossier as it was known on a day: how an old report keeps its old knowledge.
//!
//! In: all files as they are now, and the gegevensstand of one report. Out: the files as they
//! would have been with everything left out that became known later. Rows are cut out of the text
//! itself, so that every other byte stays as the author wrote it: what was only added to since is
//! byte for byte the file of that day, and so are the data in a report that is built again.

use std::ops::Range;

use chrono::NaiveDate;

use super::text::BOM;
use super::tree::{Node, Value, line_of};
use super::{Source, Sources};
use crate::model::notation;
use crate::world::{FileKind, Folder};

/// The key that says when something became known.
const KNOWN_ON: &str = "bekend-op";

/// The files of `folder` without what became known after `known_through`, for one report.
///
/// Left out are files and list items with a later `bekend-op`, the other reports, images that
/// this report does not name, and files of spending in which nothing is left. A file without a
/// later item is the same, byte for byte. Doing it twice changes nothing more.
#[must_use]
pub fn as_known_on(folder: &Folder, sources: &Sources, known_through: NaiveDate, report_id: &str) -> Folder {
    let report = format!("verslagen/{report_id}.yaml");
    let images = named_images(sources.get(&report));
    let mut known = Folder { name: folder.name.clone(), ..Folder::default() };
    for (name, bytes) in &folder.files {
        let kind = FileKind::of(name);
        let stays = match kind {
            Some(FileKind::Report) => *name == report,
            Some(FileKind::Image) => images.contains(&name.as_str()),
            _ => true,
        };
        if !stays {
            continue;
        }
        let Some((source, tree)) = sources.get(name).and_then(|source| Some((source, source.tree()?))) else {
            known.files.insert(name.clone(), bytes.clone());
            continue;
        };
        if is_later(tree, known_through) && kind != Some(FileKind::Report) {
            continue;
        }
        if kind == Some(FileKind::Spending) && !has_rows(tree, known_through) {
            continue;
        }
        known.files.insert(name.clone(), cut(bytes, source.text(), tree, known_through));
    }
    known
}

/// The images that a report names, relative to the dossier.
fn named_images(report: Option<&Source>) -> Vec<&str> {
    let images =
        report.and_then(Source::tree).and_then(|tree| tree.get("beelden")).map(Node::items).unwrap_or_default();
    images.iter().filter_map(|image| image.get("bestand")?.text()).map(str::trim).collect()
}

fn is_later(node: &Node, known_through: NaiveDate) -> bool {
    let day = node.get(KNOWN_ON).and_then(Node::text).and_then(|text| notation::date(text).ok());
    day.is_some_and(|day| day > known_through)
}

/// Whether a file of spending holds a row or receipt that was known.
fn has_rows(tree: &Node, known_through: NaiveDate) -> bool {
    let lists = ["regels", "ontvangsten"].into_iter().filter_map(|key| tree.get(key));
    lists.flat_map(Node::items).any(|row| !is_later(row, known_through))
}

/// The bytes of a file without its later items.
fn cut(bytes: &[u8], text: &str, tree: &Node, known_through: NaiveDate) -> Vec<u8> {
    let mut cutter = Cutter { text, known_through, edits: Vec::new() };
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
    known_through: NaiveDate,
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
                for entry in entries {
                    let opening = self.after_colon(entry.key_span.end);
                    self.walk(&entry.value, opening);
                }
            }
            Value::Sequence(items) if node.flow => self.flow_list(node, items),
            Value::Sequence(items) => self.block_list(items, opening),
        }
    }

    fn later(&self, items: &[Node]) -> Vec<bool> {
        items.iter().map(|item| is_later(item, self.known_through)).collect()
    }

    /// `[a, b, c]`: an item goes with one comma.
    fn flow_list(&mut self, list: &Node, items: &[Node]) {
        let later = self.later(items);
        let inside = list.span.start + 1..list.span.end.saturating_sub(1).max(list.span.start + 1);
        let Some(last_kept) = later.iter().rposition(|later| !later) else {
            if !items.is_empty() {
                self.remove(inside);
            }
            return;
        };
        let mut from = None;
        for (index, item) in items.iter().enumerate() {
            if index > last_kept {
                break;
            }
            if later[index] {
                from = from.or(Some(item.span.start));
                continue;
            }
            if let Some(from) = from.take() {
                self.remove(from..item.span.start);
            }
            self.walk(item, item.span.start);
        }
        if let (Some(kept), Some(last)) = (items.get(last_kept), items.last())
            && last_kept + 1 < items.len()
        {
            self.remove(kept.span.end..last.span.end);
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
            places.push(Place { floor, hyphen, end });
            from = end;
        }
        let kept: Vec<usize> = (0..items.len()).filter(|&index| !later[index]).collect();
        for &index in &kept {
            self.walk(&items[index], places[index].hyphen + 1);
        }
        let (Some(first), Some(last)) = (places.first(), places.last()) else { return };
        if kept.len() == items.len() {
            return;
        }
        if kept.is_empty() {
            if opening == 0 {
                // At the top of a file there is no key to write the empty list behind.
                self.edits.push(Edit { range: first.hyphen..last.end, by: "[]" });
                return;
            }
            if !self.is_first_on_line(first.hyphen) {
                self.edits.push(Edit { range: opening..last.end, by: " []" });
                return;
            }
            self.edits.push(Edit { range: opening..opening, by: " []" });
        }
        // A first item on the line of an outer hyphen (`- - a`) leaves its place to the next.
        let mut start = 0;
        if !kept.contains(&0) && !self.is_first_on_line(first.hyphen) {
            let next = kept.first().copied().unwrap_or(0);
            self.remove(first.hyphen..places[next].hyphen);
            start = next;
        }
        for index in start..items.len() {
            if later[index] {
                let lines = self.lines_of(&places[index]);
                self.remove(lines);
            }
        }
    }

    /// The whole lines of an item, with the comment right above it and the empty lines above that.
    fn lines_of(&self, place: &Place) -> Range<usize> {
        let mut start = self.line_start(place.hyphen);
        let column = place.hyphen - start;
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
        // Without a line break at the end of the text, the one in front goes, so that the text
        // still ends without one.
        if end == self.text.len() && !self.text.ends_with('\n') {
            let before = self.text[..start].strip_suffix('\n').map_or(start, str::len);
            start = self.text[..before].strip_suffix('\r').map_or(before, str::len);
        }
        start..end
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

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Where an item of a list stands.
struct Place {
    /// The first line that is not of what comes before it.
    floor: usize,
    /// Its hyphen.
    hyphen: usize,
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
        String::from_utf8(cut(text.as_bytes(), text, &parsed.tree.unwrap(), day())).unwrap()
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
    fn a_list_that_loses_all_is_empty() {
        assert_cut("reeks:\n  - bekend-op: 2023-01-01\n  - bekend-op: 2024-01-01\nz: 1\n", "reeks: []\nz: 1\n");
        assert_cut("reeks: # later\n- bekend-op: 2023-01-01\nz: 1\n", "reeks: [] # later\nz: 1\n");
        assert_cut("a:\n  reeks:\n    # eerste\n    - bekend-op: 2023-01-01\n", "a:\n  reeks: []\n");
        assert_cut("- bekend-op: 2023-01-01\n", "[]\n");
    }

    #[test]
    fn an_item_between_brackets_goes_with_one_comma() {
        let known = "{bekend-op: 2022-01-01}";
        let later = "{bekend-op: 2023-01-01}";
        assert_cut(&format!("r: [{known}, {later}]\n"), &format!("r: [{known}]\n"));
        assert_cut(&format!("r: [{later}, {known}]\n"), &format!("r: [{known}]\n"));
        assert_cut(&format!("r: [{known}, {later}, {known}]\n"), &format!("r: [{known}, {known}]\n"));
        assert_cut(&format!("r: [{later}, {later}] # x\n"), "r: [] # x\n");
        assert_cut(&format!("r: [\n  {known},\n  {later}, # x\n]\n"), &format!("r: [\n  {known}, # x\n]\n"));
        assert_cut(
            &format!("r: {{a: [{later}, {known},], b: [{later}]}}\n"),
            &format!("r: {{a: [{known},], b: []}}\n"),
        );
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
        assert_cut("r:\n  - bekend-op: 2023-01-01", "r: []");
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
                entries.into_iter().map(|(key, value)| (key, filtered(value))).collect()
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
            assert!(once.lines().filter(|line| !line.contains('[')).all(|line| text.contains(line)));
        }
    }

    fn folder() -> Folder {
        Folder::from_texts(
            "proef",
            [
                ("deal.yaml", "\u{feff}wijzigingen:\r\n  - bekend-op: 2023-01-01\r\n"),
                ("projecten/oud.yaml", "bekend-op: 2020-01-01\n"),
                ("projecten/nieuw.yaml", "bekend-op: 2023-01-01\n"),
                ("bestedingen/2022.yaml", "regels:\n  - bekend-op: 2023-01-01\n"),
                ("bestedingen/2021.yaml", "regels:\n  - bekend-op: 2022-01-01\n"),
                ("verslagen/2021.yaml", "beelden:\n  - bestand: beelden/a.jpg\n"),
                ("verslagen/2022.yaml", "beelden:\n  - bestand: beelden/b.jpg\n"),
                ("beelden/a.jpg", "a"),
                ("beelden/b.jpg", "b"),
                ("pijlers/kapot.yaml", "a: [\n"),
            ],
        )
    }

    #[test]
    fn a_folder_keeps_what_its_report_could_know() {
        let folder = folder();
        let sources = crate::read::read(&folder).sources;
        let known = as_known_on(&folder, &sources, day(), "2021");
        let names: Vec<&str> = known.files.keys().map(String::as_str).collect();
        assert_eq!(
            names,
            [
                "beelden/a.jpg",
                "bestedingen/2021.yaml",
                "deal.yaml",
                "pijlers/kapot.yaml",
                "projecten/oud.yaml",
                "verslagen/2021.yaml"
            ]
        );
        assert_eq!(known.files["deal.yaml"], "\u{feff}wijzigingen: []\r\n".as_bytes());
        assert_eq!(known.files["bestedingen/2021.yaml"], folder.files["bestedingen/2021.yaml"]);
        let again = as_known_on(&known, &crate::read::read(&known).sources, day(), "2021");
        assert_eq!(again, known);
    }
}
