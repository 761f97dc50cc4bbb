//! The templates of a dossier's files, and the one way a value gets into YAML.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, Output, State, UndefinedBehavior};
use serde::Serialize;

use crate::read::BLANK;

/// The text of a template.
macro_rules! template {
    ($name:literal) => {
        include_str!(concat!("../../report-templates/dossier/", $name, ".j2"))
    };
}

/// The files of a new dossier, besides those of a year: name and template.
pub(super) const OF_A_DOSSIER: [(&str, &str); 9] = [
    ("README.md", template!("README.md")),
    (".gitignore", template!("gitignore")),
    ("deal.yaml", template!("deal.yaml")),
    ("pijlers/pijler-1.yaml", template!("pijlers/pijler-1.yaml")),
    ("pijlers/pijler-2.yaml", template!("pijlers/pijler-2.yaml")),
    ("indicatoren/indicator-1.yaml", template!("indicatoren/indicator-1.yaml")),
    ("indicatoren/indicator-2.yaml", template!("indicatoren/indicator-2.yaml")),
    ("projecten/project-1.yaml", template!("projecten/project-1.yaml")),
    ("intern/LEESMIJ.txt", template!("intern/LEESMIJ.txt")),
];

/// The template of `bestedingen/<jaar>.yaml`.
pub(super) const SPENDING: &str = template!("bestedingen/jaar.yaml");

/// The template of `verslagen/<jaar>.yaml`.
pub(super) const REPORT: &str = template!("verslagen/jaar.yaml");

/// Fills in a template.
pub(super) fn render(template: &str, context: &impl Serialize) -> String {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("yaml".into()));
    environment.set_formatter(write);
    environment.set_syntax(
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().expect("these are marks of minijinja"),
    );
    environment.add_filter("comment", |text: &str| Value::from_safe_string(comment(text)));
    environment.add_filter("inside", |text: &str| Value::from_safe_string(inside(text)));
    let text =
        environment.render_str(template, Serde(context)).expect("the templates are built in, and a test fills each");
    // A block that was left out leaves its blank line.
    let mut lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.dedup_by(|line, before| line.is_empty() && before.is_empty());
    let mut text = lines.join("\n").trim().to_owned();
    text.push('\n');
    text
}

fn write(output: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() => output.write_str(&scalar(text))?,
        _ => output.write_str(&value.to_string())?,
    }
    Ok(())
}

/// A text as a value of YAML: as it is where that is read as the same text, else between quotes.
fn scalar(text: &str) -> String {
    let is_plain = |sign: char| sign.is_alphanumeric() || " -_./()–’".contains(sign);
    let is_word = matches!(text, "null" | "true" | "false" | "~");
    let plain = text.starts_with(char::is_alphanumeric) && text.chars().all(is_plain) && !text.ends_with(' ');
    if plain && !is_word { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}

/// A text as the words of a comment: on one line, and without a blank of its own.
fn comment(text: &str) -> String {
    let words = text.split(BLANK).next().unwrap_or_default();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_end_matches([' ', '–', '-', ':']).to_owned()
}

/// A text within the words behind a blank, without the signs that mean something there.
fn inside(text: &str) -> String {
    comment(text).replace([':', '#', '"', '{', '}', '[', ']'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_keeps_its_text_and_a_comment_its_line() {
        assert_eq!(scalar("Buurthuis De Molen"), "Buurthuis De Molen");
        assert_eq!(scalar("Huis: 't Hof"), "'Huis: ''t Hof'");
        assert_eq!(scalar("null"), "'null'");
        assert_eq!(scalar("- x"), "'- x'");
        assert_eq!(comment("Het huis\n  aan de kade"), "Het huis aan de kade");
        assert_eq!(comment("Wijk 1 – NOG INVULLEN"), "Wijk 1");
        assert_eq!(inside("Huis #1: 't Hof"), "Huis 1 't Hof");
    }
}
