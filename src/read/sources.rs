//! Which bytes a key path is: the texts and trees of all files.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::tree::{Node, Value, line_of};
use crate::diagnostic::{KeyPath, Location, Places, Step, Target};

/// The text and the tree of one file.
#[derive(Debug, Clone, Default)]
pub struct Source {
    text: String,
    tree: Option<Node>,
    /// The byte at which each line starts.
    lines: Vec<usize>,
}

impl Source {
    pub(crate) fn new(text: String, tree: Option<Node>) -> Self {
        let starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(starts).collect();
        Self { text, tree, lines }
    }

    /// The text, without a byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The tree; `None` when the text could not be read as keys and values.
    #[must_use]
    pub const fn tree(&self) -> Option<&Node> {
        self.tree.as_ref()
    }

    /// The line (from 1) and the column in characters (from 1) of a byte.
    #[must_use]
    pub fn position(&self, byte: usize) -> (usize, usize) {
        let byte = byte.min(self.text.len());
        let line = self.lines.partition_point(|&start| start <= byte).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or(0);
        let column = self.text.get(start..byte).map_or(0, |before| before.chars().count());
        (line, column + 1)
    }

    /// The bytes meant by the steps from the top of the file.
    fn range(&self, steps: &[Step], target: &Target) -> Range<usize> {
        if let Target::Bytes(range) = target {
            let start = range.start.min(self.text.len());
            return start..range.end.clamp(start, self.text.len());
        }
        let steps = match (target, steps) {
            (Target::Parent, [parent @ .., _]) => parent,
            _ => steps,
        };
        let Some(tree) = &self.tree else { return 0..0 };
        let mut node = tree;
        let mut key: Option<&Range<usize>> = None;
        let mut complete = true;
        for step in steps {
            let next = match (step, &node.value) {
                (Step::Key(name), Value::Mapping(_)) => {
                    node.entry(name).map(|entry| (&entry.value, Some(&entry.key_span)))
                }
                (Step::Index(index), Value::Sequence(items)) => items.get(*index).map(|item| (item, None)),
                _ => None,
            };
            let Some((value, span)) = next else {
                complete = false;
                break;
            };
            (node, key) = (value, span);
        }
        let wants_key = *target == Target::Key || !complete;
        match (key, &node.value) {
            (Some(key), _) if wants_key => key.clone(),
            (Some(key), Value::Mapping(_) | Value::Sequence(_)) if !node.flow => key.clone(),
            (Some(key), Value::Null) => key.start..node.span.end.max(key.end),
            _ => self.first_line(&node.span),
        }
    }

    /// The part of a range on its first line.
    fn first_line(&self, range: &Range<usize>) -> Range<usize> {
        let line = line_of(&self.text, range.start);
        let end = range.end.min(line.end).max(range.start);
        let kept = self.text.get(range.start..end).map_or(0, |part| part.trim_end().len());
        range.start..range.start + kept
    }
}

/// The texts and trees of all files of a dossier.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: BTreeMap<String, Arc<Source>>,
}

impl Sources {
    pub(crate) fn insert(&mut self, name: String, source: Source) {
        self.files.insert(name, Arc::new(source));
    }

    /// Takes a file over from an earlier reading.
    pub(crate) fn take_over(&mut self, name: &str, earlier: &Self) {
        self.files.extend(earlier.files.get_key_value(name).map(|(name, source)| (name.clone(), Arc::clone(source))));
    }

    /// One file by its name within the dossier.
    #[must_use]
    pub fn get(&self, file: &str) -> Option<&Source> {
        self.files.get(file).map(Arc::as_ref)
    }

    /// All files, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Source)> {
        self.files.iter().map(|(name, source)| (name.as_str(), source.as_ref()))
    }

    /// The place of a key path, or of its nearest ancestor that exists; `None` for a file that was
    /// not read as text.
    #[must_use]
    pub fn locate(&self, at: &KeyPath, target: &Target) -> Option<Location> {
        let source = self.files.get(at.file_name())?;
        let range = source.range(at.steps(), target);
        let (line, column) = source.position(range.start);
        Some(Location { range, line, column })
    }

    /// The line of a value, from 1; 1 for a file that is not there.
    #[must_use]
    pub fn line_of(&self, at: &KeyPath) -> usize {
        self.locate(at, &Target::Value).map_or(1, |location| location.line)
    }
}

impl Places for Sources {
    fn text(&self, file: &str) -> Option<&str> {
        self.files.get(file).map(|source| source.text())
    }

    fn locate(&self, at: &KeyPath, target: &Target) -> Option<Location> {
        Self::locate(self, at, target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tree;

    const TEXT: &str = "naam: Café\nreeks:\n  - gebied: a\n    waarde: 4,9\n  - gebied: b\n    leeg:\ngroep: {x: 1}\n";

    fn sources() -> Sources {
        let mut sources = Sources::default();
        sources.insert("a.yaml".to_owned(), Source::new(TEXT.to_owned(), tree::parse("a.yaml", TEXT).tree));
        sources.insert("leeg.yaml".to_owned(), Source::new(String::new(), None));
        sources
    }

    fn found(at: &KeyPath, target: &Target) -> (String, usize, usize) {
        let place = sources().locate(at, target).unwrap();
        (TEXT[place.range].to_owned(), place.line, place.column)
    }

    #[test]
    fn a_path_is_its_value_its_key_or_what_is_around_it() {
        let top = KeyPath::file("a.yaml");
        let value = top.key("reeks").index(0).key("waarde");
        assert_eq!(found(&value, &Target::Value), ("4,9".to_owned(), 4, 13));
        assert_eq!(found(&value, &Target::Key), ("waarde".to_owned(), 4, 5));
        assert_eq!(found(&value, &Target::Parent), ("gebied: a".to_owned(), 3, 5));
        assert_eq!(found(&top.key("reeks"), &Target::Value), ("reeks".to_owned(), 2, 1));
        assert_eq!(found(&top.key("groep"), &Target::Value), ("{x: 1}".to_owned(), 7, 8));
        assert_eq!(found(&top.key("reeks").index(1).key("leeg"), &Target::Value), ("leeg:".to_owned(), 6, 5));
    }

    #[test]
    fn what_is_not_there_is_its_nearest_ancestor() {
        let top = KeyPath::file("a.yaml");
        assert_eq!(found(&top.key("reeks").index(9).key("waarde"), &Target::Value).1, 2);
        assert_eq!(found(&top.key("naam").key("x").index(3), &Target::Value).0, "naam");
        assert_eq!(found(&top.key("weg"), &Target::Value).1, 1);
        assert_eq!(found(&top, &Target::Parent).1, 1);
        assert_eq!(sources().line_of(&KeyPath::file("bestaat-niet.yaml").key("x")), 1);
        assert_eq!(sources().line_of(&KeyPath::file("leeg.yaml").key("x")), 1);
        assert_eq!(sources().locate(&top, &Target::Bytes(900..1000)).unwrap().range, TEXT.len()..TEXT.len());
    }
}
