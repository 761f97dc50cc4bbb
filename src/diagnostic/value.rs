//! A diagnostic as a value: what is wrong, where, and what to do.

use std::ops::Range;

use serde::Serialize;

use super::KeyPath;

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Severity {
    /// No report can be made.
    #[serde(rename = "fout")]
    Error,
    /// A report can be made; the author should look at this first.
    #[serde(rename = "waarschuwing")]
    Warning,
    /// Something that could be better.
    #[serde(rename = "tip")]
    Tip,
}

impl Severity {
    /// The Dutch word in front of a message.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "fout",
            Self::Warning => "waarschuwing",
            Self::Tip => "tip",
        }
    }
}

/// Which part of a place is meant.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Target {
    /// The value; for a value of several lines, the key in front of it.
    #[default]
    Value,
    /// The key itself.
    Key,
    /// The mapping or list around it, for something that is missing.
    Parent,
    /// Bytes of the file's text, for a file that could not be read as keys and values.
    Bytes(Range<usize>),
}

/// A second place that helps to understand a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Label {
    /// Where.
    pub at: KeyPath,
    /// Which part of it.
    pub target: Target,
    /// What is to be seen there.
    pub text: String,
}

/// Something to say about a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// The rule behind it, as in `L020`; `voortgang uitleg` explains it.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// One Dutch phrase that stands alone and names the value found.
    pub message: String,
    /// Where.
    pub at: KeyPath,
    /// Which part of that place.
    pub target: Target,
    /// Other places that matter.
    pub labels: Vec<Label>,
    /// What to do now.
    pub hints: Vec<String>,
    /// The article of the covenant that asks for it.
    pub article: Option<String>,
    /// The step of a report from which on this is an error, when it is none yet.
    pub error_from: Option<&'static str>,
}

/// The longest message, in characters. It names the value found, and that may be anything.
const LONGEST: usize = 1_000;

fn shortened(mut message: String) -> String {
    if let Some((end, _)) = message.char_indices().nth(LONGEST) {
        message.truncate(end);
        message.push('…');
    }
    message
}

impl Diagnostic {
    /// A diagnostic about the value at a place.
    #[must_use]
    pub fn new(severity: Severity, code: &'static str, at: KeyPath, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: shortened(message.into()),
            at,
            target: Target::Value,
            labels: Vec::new(),
            hints: Vec::new(),
            article: None,
            error_from: None,
        }
    }

    /// A diagnostic because of which no report can be made.
    #[must_use]
    pub fn error(code: &'static str, at: KeyPath, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, at, message)
    }

    /// A diagnostic the author should look at before the report is sent.
    #[must_use]
    pub fn warning(code: &'static str, at: KeyPath, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, at, message)
    }

    /// A diagnostic about something that could be better.
    #[must_use]
    pub fn tip(code: &'static str, at: KeyPath, message: impl Into<String>) -> Self {
        Self::new(Severity::Tip, code, at, message)
    }

    /// Names the step of a report from which on this is an error, as in `vastgesteld`.
    #[must_use]
    pub const fn error_from(mut self, step: &'static str) -> Self {
        self.error_from = Some(step);
        self
    }

    /// The id of the report this is about; `None` when it is about the dossier as a whole.
    ///
    /// What is wrong in one report stands in the way of that report alone.
    #[must_use]
    pub fn report(&self) -> Option<&str> {
        self.at.file_name().strip_prefix("verslagen/")?.strip_suffix(".yaml")
    }

    /// Points at another part of the place than its value.
    #[must_use]
    pub fn on(mut self, target: Target) -> Self {
        self.target = target;
        self
    }

    /// Adds what to do now.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds a second place with what is to be seen there.
    #[must_use]
    pub fn label(self, at: KeyPath, text: impl Into<String>) -> Self {
        self.label_on(at, Target::Value, text)
    }

    /// Adds a second place, pointing at another part of it than its value.
    #[must_use]
    pub fn label_on(mut self, at: KeyPath, target: Target, text: impl Into<String>) -> Self {
        self.labels.push(Label { at, target, text: text.into() });
        self
    }

    /// Names the article of the covenant that asks for it, as in `art. 7.4a`.
    #[must_use]
    pub fn article(mut self, article: impl Into<String>) -> Self {
        self.article = Some(article.into());
        self
    }
}

/// Whether anything here stands in the way of a report.
#[must_use]
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}
