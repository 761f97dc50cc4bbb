//! R008: a character the typeface cannot show.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Target};

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
    let mut found = Vec::new();
    for (_, source) in subject.sources.iter() {
        source.each_scalar(&mut |at, range, text| {
            // In the file the text may be quoted or folded: look for the character in its bytes.
            let missing = text.chars().find(|letter| !letter.is_whitespace() && !(subject.can_show)(*letter));
            let Some(letter) = missing else { return };
            let offset = source.text()[range.clone()].find(letter);
            let mut diagnostic = Diagnostic::error(
                RULE.code,
                at,
                format!("het teken `{letter}` (U+{:04X}) kan niet worden afgedrukt", u32::from(letter)),
            )
            .hint("haal het teken weg of schrijf het uit in woorden");
            if let Some(offset) = offset {
                let start = range.start + offset;
                diagnostic = diagnostic.on(Target::Bytes(start..start + letter.len_utf8()));
            }
            found.push(diagnostic);
        });
    }
    found
}
