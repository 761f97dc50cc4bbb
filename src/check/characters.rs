//! R008: a character the typeface cannot show.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath, Target};
use crate::read::tree::{Node, Value};
use crate::read::{Sources, unfit};

pub(super) const RULE: Rule = Rule {
    code: "R008",
    requirement: None,
    what: "Elk teken in het dossier kan worden afgedrukt.",
    why: "Een archiveerbare pdf mag geen tekens bevatten die het lettertype niet heeft; namen mogen niet stilzwijgend veranderen.",
    example: "naam: Feest 🎉",
    solution: "Haal het teken weg of schrijf het uit. Letters van talen in Latijns, Grieks en Cyrillisch schrift kunnen wel.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    in_sources(subject.sources, subject.can_show)
}

/// Every character of these files that cannot be shown.
pub(super) fn in_sources(sources: &Sources, can_show: &dyn Fn(char) -> bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (file, source) in sources.iter() {
        if let Some(tree) = source.tree() {
            in_node(tree, KeyPath::file(file), source.text(), can_show, &mut found);
        }
        for (at, value) in source.cells() {
            let letter = value.chars().find(|letter| !letter.is_whitespace() && !can_show(*letter));
            found.extend(letter.map(|letter| cannot_be_printed(letter, at)));
        }
    }
    found
}

fn cannot_be_printed(letter: char, at: KeyPath) -> Diagnostic {
    let message = format!("het teken `{letter}` (U+{:04X}) kan niet worden afgedrukt", u32::from(letter));
    Diagnostic::error(RULE.code, at, message).hint("haal het teken weg of schrijf het uit in woorden")
}

fn in_node(node: &Node, at: KeyPath, text: &str, can_show: &dyn Fn(char) -> bool, found: &mut Vec<Diagnostic>) {
    match &node.value {
        Value::Null => {}
        Value::Sequence(items) => {
            for (index, item) in items.iter().enumerate() {
                in_node(item, at.index(index), text, can_show, found);
            }
        }
        Value::Mapping(entries) => {
            for entry in entries {
                in_node(&entry.value, at.key(&entry.key), text, can_show, found);
            }
        }
        Value::Scalar(words) => {
            // Reading has refused these already, and put others in their place.
            let written = text.get(node.span.clone()).unwrap_or_default();
            if words.chars().chain(written.chars()).any(|letter| unfit(letter).is_some()) {
                return;
            }
            let Some(letter) = words.chars().find(|letter| !letter.is_whitespace() && !can_show(*letter)) else {
                return;
            };
            let mut diagnostic = cannot_be_printed(letter, at);
            // In the file the words may be quoted or folded: point at the character itself.
            if let Some(offset) = written.find(letter) {
                let start = node.span.start + offset;
                diagnostic = diagnostic.on(Target::Bytes(start..start + letter.len_utf8()));
            }
            found.push(diagnostic);
        }
    }
}
