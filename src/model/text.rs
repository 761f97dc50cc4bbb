//! Words: ids, single lines, and Markdown.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::notation::{self, NotationError};
use super::scalar::scalar;

/// The short name by which files refer to each other: lower-case letters, digits, hyphens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Id(String);

impl Id {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

scalar!(Id, "id", "een id (kleine letters, cijfers en koppeltekens)");

impl FromStr for Id {
    type Err = NotationError;

    fn from_str(text: &str) -> Result<Self, NotationError> {
        notation::id(text).map(|()| Self(text.to_owned()))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// One line of plain text; never markup, never empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(String);

impl Text {
    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

scalar!(Text, "tekst", "een regel tekst");

impl FromStr for Text {
    type Err = NotationError;

    fn from_str(text: &str) -> Result<Self, NotationError> {
        of_length(text, LONGEST_LINE).map(|()| Self(text.split_whitespace().collect::<Vec<_>>().join(" ")))
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Narrative of an author: paragraphs, lists, emphasis and links in Markdown; never empty.
///
/// What a report cannot hold (headings, images, HTML, tables, code blocks, quotes, links that do
/// not start with `https://`, `http://` or `mailto:`) is refused when the dossier is read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Markdown(String);

impl Markdown {
    /// Whether a report may link to this address: on the web, or a mail address.
    #[must_use]
    pub fn may_link_to(address: &str) -> bool {
        ["https://", "http://", "mailto:"].iter().any(|start| address.starts_with(start))
    }

    /// The Markdown source.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

scalar!(Markdown, "markdown", "tekst in Markdown");

impl FromStr for Markdown {
    type Err = NotationError;

    fn from_str(text: &str) -> Result<Self, NotationError> {
        of_length(text, LONGEST_STORY)?;
        match Parser::new_ext(text, Options::empty()).find_map(|event| refused(&event)) {
            None => Ok(Self(text.to_owned())),
            Some((what, hint)) => Err(NotationError::new(format!("deze tekst bevat {what}"), hint)),
        }
    }
}

/// What an event of Markdown is called and what to write instead; `None` for what can be printed.
fn refused(event: &Event<'_>) -> Option<(String, &'static str)> {
    let refuse = |what: &str, hint| Some((what.to_owned(), hint));
    match event {
        Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::HardBreak | Event::End(_) => None,
        Event::Start(tag) => match tag {
            Tag::Paragraph | Tag::List(_) | Tag::Item | Tag::Emphasis | Tag::Strong => None,
            Tag::Link { dest_url, .. } if Markdown::may_link_to(dest_url) => None,
            Tag::Link { dest_url, .. } => Some((
                format!("een verwijzing naar `{dest_url}`"),
                "verwijs naar een adres dat begint met https://, http:// of mailto:",
            )),
            Tag::Heading { .. } => {
                refuse("een kop", "het rapport maakt zelf koppen; begin een regel niet met # en onderstreep haar niet")
            }
            Tag::Image { .. } => {
                refuse("een afbeelding", "noem beelden bij `beelden` in het verslag, met een beschrijving")
            }
            Tag::CodeBlock(_) => refuse("een codeblok", "begin een regel niet met vier spaties of ```"),
            Tag::BlockQuote(_) => {
                refuse("een citaatblok", "zet een citaat tussen aanhalingstekens; begin een regel niet met >")
            }
            Tag::HtmlBlock => refuse("HTML", "laat de HTML-tekens weg, of schrijf \\< voor een <"),
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => refuse(
                "opmaak die het rapport niet kent",
                "gebruik alinea's, lijsten, *nadruk*, **vet** en [links](https://…)",
            ),
        },
        Event::Html(_) | Event::InlineHtml(_) => refuse("HTML", "laat de HTML-tekens weg, of schrijf \\< voor een <"),
        Event::Rule => refuse("een streep over de hele breedte", "haal de regel met --- of *** weg"),
        Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {
            refuse(
                "opmaak die het rapport niet kent",
                "gebruik alinea's, lijsten, *nadruk*, **vet** en [links](https://…)",
            )
        }
    }
}

/// The most characters of a text on one line.
const LONGEST_LINE: usize = 5_000;

/// The most characters of a narrative: some twenty pages. The layout of one far longer hardly ends.
const LONGEST_STORY: usize = 50_000;

fn of_length(text: &str, most: usize) -> Result<(), NotationError> {
    if text.chars().nth(most).is_some() {
        return Err(NotationError::new(
            format!("deze tekst is langer dan {most} tekens"),
            "maak de tekst korter, of verdeel haar over meer onderdelen",
        ));
    }
    if text.trim().is_empty() {
        return Err(NotationError::new(
            "hier staat een lege tekst",
            "vul de tekst in, of haal de sleutel weg als zij niet verplicht is",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> String {
        text.parse::<Markdown>().unwrap_err().message
    }

    #[test]
    fn narrative_may_hold_paragraphs_lists_emphasis_and_links() {
        assert!(
            "Een *klein* en **groot** [woord](https://example.org).\n\n- een\n- twee\n\n1. drie"
                .parse::<Markdown>()
                .is_ok()
        );
        assert!("Kosten < 5.000 en #1 @ref $".parse::<Markdown>().is_ok());
    }

    #[test]
    fn what_a_report_cannot_hold_is_named() {
        assert_eq!(message("# Kop"), "deze tekst bevat een kop");
        assert_eq!(message("![foto](x.png)"), "deze tekst bevat een afbeelding");
        assert_eq!(message("een <b>woord</b>"), "deze tekst bevat HTML");
        assert_eq!(message("[x](javascript:alert)"), "deze tekst bevat een verwijzing naar `javascript:alert`");
        assert_eq!(message("> citaat"), "deze tekst bevat een citaatblok");
        assert_eq!(message("  "), "hier staat een lege tekst");
    }
}
