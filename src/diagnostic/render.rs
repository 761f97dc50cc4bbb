//! The one renderer: diagnostics as text for people, or as JSON for machines.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::{Deserialize, Serialize};

use super::{Diagnostic, KeyPath, Label, Severity, Target};

/// A place in a file's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The file whose text is shown: that of the key path, or the sheet that a row of it stands in.
    pub file: String,
    /// The bytes meant.
    pub range: Range<usize>,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The row and column of a sheet, in words.
    pub label: Option<String>,
}

/// Who knows the text of the files and which bytes a key path is; `read::Sources`.
pub trait Places {
    /// The text of a file; `None` when it was not read as text.
    fn text(&self, file: &str) -> Option<&str>;

    /// The place of a key path, or of its nearest ancestor that exists.
    ///
    /// `None` when the file was not read as text.
    fn locate(&self, at: &KeyPath, target: &Target) -> Option<Location>;
}

/// Whether to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Colour {
    /// Plain text, for files and pipes.
    #[default]
    Off,
    /// ANSI colours, for a terminal.
    On,
}

/// A diagnostic with its place found.
struct Placed<'a> {
    diagnostic: &'a Diagnostic,
    location: Option<Location>,
    labels: Vec<(Location, &'a Label)>,
}

/// Everything once, by file, position, severity and code.
fn sorted<'a>(diagnostics: &'a [Diagnostic], places: &dyn Places) -> Vec<Placed<'a>> {
    let mut placed: Vec<Placed<'_>> = diagnostics
        .iter()
        .map(|diagnostic| {
            let is_placed = !is_whole_file(diagnostic);
            let location = is_placed.then(|| places.locate(&diagnostic.at, &diagnostic.target)).flatten();
            let place = |label: &'a Label| Some((places.locate(&label.at, &label.target)?, label));
            let labels = diagnostic.labels.iter().filter_map(place).collect();
            Placed { diagnostic, location, labels }
        })
        .collect();
    placed.sort_by(|a, b| key(a).cmp(&key(b)));
    placed.dedup_by(|a, b| a.diagnostic == b.diagnostic);
    placed
}

fn key<'a>(placed: &'a Placed<'_>) -> (&'a str, usize, Severity, &'static str, &'a str) {
    let Placed { diagnostic, location, .. } = placed;
    let position = location.as_ref().map_or(0, |location| location.range.start);
    (file_of(placed), position, diagnostic.severity, diagnostic.code, &diagnostic.message)
}

/// The file in which a diagnostic is shown.
fn file_of<'a>(placed: &'a Placed<'_>) -> &'a str {
    placed.location.as_ref().map_or(placed.diagnostic.at.file_name(), |location| location.file.as_str())
}

/// All diagnostics as text, each with its line of the file, closed by a count.
///
/// Empty when there is nothing to say.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], places: &dyn Places, colour: Colour) -> String {
    let renderer = match colour {
        Colour::Off => Renderer::plain(),
        Colour::On => Renderer::styled(),
    };
    let mut out = String::new();
    for placed in sorted(diagnostics, places) {
        out.push_str(&renderer.render(&[group(&placed, places)]));
        out.push_str("\n\n");
    }
    if !diagnostics.is_empty() {
        out.push_str(&summary(diagnostics));
        out.push('\n');
    }
    out
}

fn group<'a>(placed: &'a Placed<'a>, places: &'a dyn Places) -> Group<'a> {
    let Placed { diagnostic, labels, .. } = placed;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Tip => Level::INFO,
    };
    let title =
        level.with_name(diagnostic.severity.word()).primary_title(diagnostic.message.as_str()).id(diagnostic.code);
    let mut group = Group::with_title(title);
    let file = file_of(placed);
    group = match (places.text(file), &placed.location) {
        (Some(text), Some(location)) if line_length(text, location.range.start) > LONGEST_LINE => {
            group.element(Origin::path(file).line(location.line).char_column(location.column))
        }
        (Some(text), Some(location)) if !text.is_empty() => {
            let own = location.label.as_deref();
            let mut marks = vec![Mark { range: location.range.clone(), label: own, primary: true }];
            for (place, label) in labels.iter().filter(|(place, _)| place.file == file) {
                marks.push(Mark { range: place.range.clone(), label: Some(&label.text), primary: false });
            }
            group.element(snippet(file, text, marks))
        }
        _ if file.is_empty() => group,
        _ => group.element(Origin::path(file)),
    };
    for (place, label) in labels.iter().filter(|(place, _)| place.file != file) {
        if let Some(text) = places.text(&place.file) {
            let mark = Mark { range: place.range.clone(), label: Some(&label.text), primary: false };
            group = group.element(snippet(&place.file, text, vec![mark]));
        }
    }
    for hint in &diagnostic.hints {
        group = group.element(Level::HELP.with_name("hulp").message(hint.as_str()));
    }
    if let Some(step) = diagnostic.error_from.filter(|_| diagnostic.severity != Severity::Error) {
        let message = format!("dit wordt een fout zodra het verslag {step} is");
        group = group.element(Level::NOTE.with_name("status").message(message));
    }
    if let Some(article) = &diagnostic.article {
        group = group.element(Level::NOTE.with_name("convenant").message(article.as_str()));
    }
    group
}

/// A line with more bytes than this is not shown.
const LONGEST_LINE: usize = 10_000;

fn line_length(text: &str, at: usize) -> usize {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    before.len() - before.rfind('\n').unwrap_or(0) + after.find('\n').unwrap_or(after.len())
}

/// Whether a diagnostic is about a file rather than a place in it.
fn is_whole_file(diagnostic: &Diagnostic) -> bool {
    diagnostic.at.steps().is_empty() && diagnostic.target == Target::Value
}

struct Mark<'a> {
    range: Range<usize>,
    label: Option<&'a str>,
    primary: bool,
}

/// The lines from the first to the last mark, and no more of the file than that.
fn snippet<'a>(file: &'a str, text: &'a str, marks: Vec<Mark<'a>>) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let first = marks.iter().map(|mark| mark.range.start).min().unwrap_or(0).min(text.len());
    let last = marks.iter().map(|mark| mark.range.end).max().unwrap_or(0).min(text.len());
    let start = text.as_bytes()[..first].iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
    let end = text.as_bytes()[last..].iter().position(|&b| b == b'\n').map_or(text.len(), |at| last + at);
    let lines = &text[start..end];
    let source = lines.strip_suffix('\r').unwrap_or(lines);
    let mut snippet =
        Snippet::source(Cow::Borrowed(source)).path(file).line_start(1 + text[..start].matches('\n').count());
    for mut mark in marks {
        // What stands right behind the mark needs no second saying.
        let behind = text.get(mark.range.end..).unwrap_or_default();
        let behind = behind.trim_start_matches(|sign: char| !sign.is_alphanumeric() && sign != '\n');
        mark.label = mark.label.filter(|label| label.is_empty() || !behind.starts_with(label));
        let from = mark.range.start.saturating_sub(start).min(source.len());
        let to = mark.range.end.saturating_sub(start).clamp(from, source.len());
        let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        snippet = snippet.annotation(kind.span(from..to).label(mark.label));
    }
    snippet
}

/// The closing line: `3 fouten, 1 waarschuwing in 2 bestanden`.
#[must_use]
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let distinct: BTreeSet<_> = diagnostics
        .iter()
        .map(|d| (d.at.clone(), d.severity, d.code, d.message.as_str(), format!("{:?}", d.target)))
        .collect();
    let words = [
        (Severity::Error, "fout", "fouten"),
        (Severity::Warning, "waarschuwing", "waarschuwingen"),
        (Severity::Tip, "tip", "tips"),
    ];
    let parts: Vec<String> = words
        .into_iter()
        .filter_map(|(severity, one, many)| {
            let count = distinct.iter().filter(|(_, s, ..)| *s == severity).count();
            (count > 0).then(|| counted(count, one, many))
        })
        .collect();
    let files: BTreeSet<&str> = diagnostics.iter().map(|d| d.at.file_name()).filter(|name| !name.is_empty()).collect();
    match files.len() {
        0 => parts.join(", "),
        count => format!("{} in {}", parts.join(", "), counted(count, "bestand", "bestanden")),
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// One diagnostic for machines.
#[derive(Serialize)]
struct Line<'a> {
    bestand: &'a str,
    #[serde(rename = "genoemd-in", skip_serializing_if = "Option::is_none")]
    genoemd_in: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    plek: Option<&'a str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pad: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    regel: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kolom: Option<usize>,
    code: &'static str,
    ernst: Severity,
    melding: &'a str,
    hulp: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    artikel: Option<&'a str>,
    #[serde(rename = "fout-vanaf", skip_serializing_if = "Option::is_none")]
    fout_vanaf: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    zie: Vec<Related<'a>>,
}

/// A second place for machines.
#[derive(Serialize)]
struct Related<'a> {
    bestand: &'a str,
    regel: Option<usize>,
    kolom: Option<usize>,
    tekst: &'a str,
}

/// All diagnostics as a JSON list, in the order of the text.
#[must_use]
pub fn to_json(diagnostics: &[Diagnostic], places: &dyn Places) -> serde_json::Value {
    let placed = sorted(diagnostics, places);
    let lines = placed.iter().map(|one @ Placed { diagnostic, location, labels }| Line {
        bestand: file_of(one),
        genoemd_in: (file_of(one) != diagnostic.at.file_name()).then(|| diagnostic.at.file_name()),
        plek: location.as_ref().and_then(|location| location.label.as_deref()),
        pad: diagnostic.at.to_string(),
        regel: location.as_ref().map(|location| location.line),
        kolom: location.as_ref().map(|location| location.column),
        code: diagnostic.code,
        ernst: diagnostic.severity,
        melding: &diagnostic.message,
        hulp: &diagnostic.hints,
        artikel: diagnostic.article.as_deref(),
        fout_vanaf: diagnostic.error_from,
        zie: labels
            .iter()
            .map(|(place, label)| Related {
                bestand: &place.file,
                regel: Some(place.line),
                kolom: Some(place.column),
                tekst: &label.text,
            })
            .collect(),
    });
    lines.map(|line| serde_json::to_value(line).unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two small files in which a key path is the first place of its last key.
    struct Files;

    const DEAL: &str = "naam: Proef\neinde: 2023-12-31\n";
    const PROJECT: &str = "naam: é 😀\r\n\teinde: 2024-12-31\r\n";

    impl Places for Files {
        fn text(&self, file: &str) -> Option<&str> {
            match file {
                "deal.yaml" => Some(DEAL),
                "projecten/a.yaml" => Some(PROJECT),
                _ => None,
            }
        }

        fn locate(&self, at: &KeyPath, target: &Target) -> Option<Location> {
            let text = self.text(at.file_name())?;
            let start = match target {
                Target::Bytes(range) => range.start,
                _ => text.find(&at.to_string()).unwrap_or(0),
            };
            let before = &text[..start];
            let line = 1 + before.matches('\n').count();
            let column = 1 + before.chars().rev().take_while(|sign| *sign != '\n').count();
            let end = start + text[start..].find(['\n', '\r']).unwrap_or(0);
            Some(Location { file: at.file_name().to_owned(), range: start..end, line, column, label: None })
        }
    }

    fn examples() -> Vec<Diagnostic> {
        let deal = KeyPath::file("deal.yaml");
        let project = KeyPath::file("projecten/a.yaml");
        vec![
            Diagnostic::error("R007", project.key("einde"), "het project eindigt na de deal")
                .label(deal.key("einde"), "hier eindigt de deal")
                .hint("pas een van de twee datums aan")
                .article("art. 14"),
            Diagnostic::tip("R100", deal.key("naam"), "de naam is kort"),
            Diagnostic::warning("R050", deal.key("naam"), "de naam is `Proef`")
                .label(deal.key("einde"), "zie ook hier"),
            Diagnostic::warning("R050", deal.key("naam"), "de naam is `Proef`")
                .label(deal.key("einde"), "zie ook hier"),
            Diagnostic::error("L001", KeyPath::file("verslagen/"), "er is nog geen enkel verslag"),
            Diagnostic::error("R001", KeyPath::default(), "het geheel klopt niet"),
        ]
    }

    #[test]
    fn sorted_with_lines_labels_and_a_count() {
        insta::assert_snapshot!(render(&examples(), &Files, Colour::Off));
    }

    #[test]
    fn the_same_for_machines() {
        let json = serde_json::to_string_pretty(&to_json(&examples()[..3], &Files)).unwrap();
        insta::assert_snapshot!(json);
    }

    #[test]
    fn colour_only_when_asked() {
        assert!(!render(&examples(), &Files, Colour::Off).contains('\u{1b}'));
        assert!(render(&examples(), &Files, Colour::On).contains('\u{1b}'));
        assert_eq!(render(&[], &Files, Colour::On), "");
    }

    #[test]
    fn places_outside_the_text_are_harmless() {
        let at = KeyPath::file("deal.yaml");
        let diagnostic = Diagnostic::error("L010", at.clone(), "x").on(Target::Bytes(DEAL.len()..DEAL.len())).label_on(
            at,
            Target::Bytes(0..0),
            "y",
        );
        assert!(render(&[diagnostic], &Files, Colour::Off).contains("deal.yaml"));
    }
}
