//! R072: comments in public files, which travel inside the PDF.

use std::ops::Range;

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath, Target};
use crate::format;
use crate::model::Stage;
use crate::read::tree::{Node, Value};
use crate::read::{Source, Sources};

pub(super) const RULE: Rule = Rule {
    code: "R072",
    requirement: None,
    what: "Opmerkingen in de bestanden van het dossier (achter `#`) zijn bedoeld voor iedereen.",
    why: "De bestanden gaan zoals ze zijn mee in de pdf, met de opmerkingen erin. Wie het rapport opent, kan ze lezen.",
    example: "# TODO navragen bij Jan, dit klopt volgens mij niet\nbegroting: 250000",
    solution: "Lees de opmerkingen na. Haal weg wat niet voor iedereen is bedoeld, of bewaar het in de map `intern`. Voor een opmerking die gewoon uitleg geeft, hoeft u niets te doen. Opmerkingen bovenaan een bestand, boven de eerste sleutel, telt deze tip niet mee.",
    find,
};

/// What people write for themselves and not for others.
const FOR_OURSELVES: [&str; 15] = [
    "todo",
    "fixme",
    "xxx",
    "??",
    "navragen",
    "nog vragen",
    "nog checken",
    "nog nakijken",
    "nakijken of",
    "niet publiceren",
    "niet openbaar",
    "niet voor publicatie",
    "vertrouwelijk",
    "alleen intern",
    "intern gebruik",
];

const LOOKS_OWN: &str = "deze opmerking lijkt voor uzelf bedoeld, maar gaat mee in de pdf";

/// A remark that looks like one for the author's own use is named where it stands. Of all others
/// there is one tip, when a report is on its way to others.
fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut files: Vec<(&str, Range<usize>)> = Vec::new();
    for (file, source) in subject.sources.iter() {
        let all = comments(source);
        if let Some(range) = for_ourselves(source, &all) {
            found.push(tip(file, range, LOOKS_OWN.to_owned()).hint("haal die weg, of bewaar die in de map `intern`"));
        } else if let Some(range) = all.iter().find(|range| !is_on_top(source, range)) {
            files.push((file, range.clone()));
        }
    }
    let goes_out = subject.dossier.reports.values().any(|report| report.status.stage() >= Stage::Discussed);
    if let Some(((file, range), others)) = files.split_first().filter(|_| goes_out) {
        let message = match others.len() {
            0 => "in dit bestand staan opmerkingen (achter `#`); zij gaan mee in de pdf".to_owned(),
            others => {
                let others = format::plural(others, "ander bestand", "andere bestanden");
                format!("in dit bestand en {others} staan opmerkingen (achter `#`); zij gaan mee in de pdf")
            }
        };
        let mut names: Vec<String> = others.iter().take(3).map(|(file, _)| format!("`{file}`")).collect();
        if others.len() > names.len() {
            names.push(format!("nog {}", format::plural(others.len() - names.len(), "bestand", "bestanden")));
        }
        let mut diagnostic =
            tip(file, range, message).hint("lees ze na; is alles voor iedereen bedoeld, dan hoeft u niets te doen");
        if !names.is_empty() {
            diagnostic = diagnostic.hint(format!("ze staan ook in {}", format::list(&names)));
        }
        found.push(diagnostic);
    }
    found
}

fn tip(file: &str, range: &Range<usize>, message: String) -> Diagnostic {
    Diagnostic::tip(RULE.code, KeyPath::file(file), message).on(Target::Bytes(range.clone()))
}

/// Whether a comment stands above the first key: that says what the file is.
fn is_on_top(source: &Source, range: &Range<usize>) -> bool {
    let first = match source.tree().map(|tree| &tree.value) {
        Some(Value::Mapping(entries)) => entries.first().map(|entry| entry.key_span.start),
        _ => None,
    };
    first.is_none_or(|first| range.start < first)
}

/// The first remark in the portefeuille that looks like one for its author's own use. All others are
/// left alone: there is no folder `intern` to keep them in.
pub(super) fn in_portfolio(sources: &Sources) -> Vec<Diagnostic> {
    let first = |(file, source): (&str, &Source)| {
        let all = comments(source);
        let range = for_ourselves(source, &all)?;
        Some(tip(file, range, LOOKS_OWN.to_owned()).hint("haal die weg, of bewaar die buiten dit bestand"))
    };
    sources.iter().filter_map(first).collect()
}

/// The first remark that looks like one for the author's own use.
fn for_ourselves<'a>(source: &Source, all: &'a [Range<usize>]) -> Option<&'a Range<usize>> {
    all.iter().find(|range| {
        let words = source.text()[(*range).clone()].to_lowercase();
        FOR_OURSELVES.iter().any(|word| words.contains(word))
    })
}

/// The comments of a file: from a `#` behind a blank, outside all keys and values, to the end of the line.
fn comments(source: &Source) -> Vec<Range<usize>> {
    let mut taken = Vec::new();
    if let Some(tree) = source.tree() {
        collect(tree, &mut taken);
    } else {
        return Vec::new();
    }
    taken.sort_by_key(|range: &Range<usize>| range.start);
    let text = source.text();
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let is_open = |at: usize| {
            let before = taken.partition_point(|range| range.start <= at);
            before == 0 || taken[before - 1].end <= at
        };
        let starts = line.match_indices('#').map(|(at, _)| at);
        let mut own = starts.filter(|at| line[..*at].chars().next_back().is_none_or(char::is_whitespace));
        if let Some(at) = own.find(|at| is_open(start + at)) {
            found.push(start + at..start + line.trim_end().len());
        }
        start += line.len();
    }
    found
}

fn collect(node: &Node, taken: &mut Vec<Range<usize>>) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(_) => taken.push(node.span.clone()),
        Value::Sequence(items) => items.iter().for_each(|item| collect(item, taken)),
        Value::Mapping(entries) => {
            for entry in entries {
                taken.push(entry.key_span.clone());
                collect(&entry.value, taken);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;
    use crate::world::Folder;

    #[test]
    fn a_hash_in_a_text_is_no_comment() {
        let text = "# boven\nnaam: Plein#1 en 'nog # iets' # achter\ntekst: |\n  Een regel\n\n  # geen opmerking\nbron: \"a # b\"\nbreed: >-\n  a\n  # ook niet\n# tussen\nlijst: [a, # in de lijst\n  b]\nleeg: # bij niets\n";
        let folder = Folder::from_texts("proef", [("projecten/a.yaml", text)]);
        let reading = read::read(&folder);
        let source = reading.sources.get("projecten/a.yaml").unwrap();
        let found: Vec<&str> = comments(source).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["# boven", "# iets' # achter", "# tussen", "# in de lijst", "# bij niets"]);
        assert!(is_on_top(source, &(0..7)) && !is_on_top(source, &(30..40)));
    }
}
