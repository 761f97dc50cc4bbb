//! R057: a description of an image that describes nothing.

use super::{Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::model::Image;

pub(super) const RULE: Rule = Rule {
    code: "R057",
    requirement: None,
    what: "De `alt` van een beeld beschrijft wat er te zien is, in andere woorden dan het bijschrift.",
    why: "Wie het beeld niet ziet, hoort alleen deze tekst. 'Foto' of de naam van het bestand zegt niets, en het bijschrift hoort hij al.",
    example: "alt: Foto van het buurthuis",
    solution: "Schrijf in één zin wie of wat er te zien is, waar, en wat er gebeurt.",
    find,
};

/// Words that say what kind of thing an image is, not what is on it.
const EMPTY: &[&str] = &[
    "afbeelding",
    "afbeeldingen",
    "beeld",
    "de",
    "een",
    "figuur",
    "foto",
    "foto's",
    "hier",
    "het",
    "illustratie",
    "image",
    "img",
    "impressie",
    "in",
    "is",
    "met",
    "op",
    "photo",
    "picture",
    "plaatje",
    "te",
    "tekening",
    "van",
    "ziet",
    "zien",
];

/// The fewest words that can say what is to be seen.
const FEWEST: usize = 3;

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for report in subject.dossier.reports.values() {
        for (index, image) in report.images.iter().enumerate() {
            let Some(message) = useless(image) else { continue };
            let at = report.at.key("beelden").index(index).key("alt");
            found.push(
                Diagnostic::warning(RULE.code, at, message)
                    .hint("schrijf in één zin wie of wat er te zien is, waar, en wat er gebeurt"),
            );
        }
    }
    found
}

fn useless(image: &Image) -> Option<String> {
    let (alt, caption) = (words(image.alt.as_str()), words(image.caption.as_str()));
    let file = image.file.as_str();
    let name = file.rsplit_once('/').map_or(file, |(_, name)| name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if alt == words(name) || alt == words(stem) {
        Some(format!("de alt `{}` is de naam van het bestand", image.alt))
    } else if alt == caption {
        Some("de alt is hetzelfde als het bijschrift".to_owned())
    } else if alt.iter().filter(|word| !EMPTY.contains(&word.as_str())).count() < FEWEST {
        Some(format!("de alt `{}` zegt niet wat er te zien is", image.alt))
    } else {
        None
    }
}

/// The words of a text in lower case, without what stands between them.
fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}
