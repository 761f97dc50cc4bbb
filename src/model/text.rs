//! Words: ids, single lines, and Markdown.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

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
        not_empty(text).map(|()| Self(text.split_whitespace().collect::<Vec<_>>().join(" ")))
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Narrative of an author: paragraphs, lists, emphasis and links in Markdown; never empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Markdown(String);

impl Markdown {
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
        not_empty(text).map(|()| Self(text.to_owned()))
    }
}

fn not_empty(text: &str) -> Result<(), NotationError> {
    if text.trim().is_empty() {
        return Err(NotationError::new("hier staat een lege tekst", "vul de tekst in, of haal de sleutel weg als zij niet verplicht is"));
    }
    Ok(())
}
