//! Where in a dossier something stands, without knowing its line.

use std::fmt;
use std::sync::Arc;

/// One step down into a YAML file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Into the value of a key.
    Key(Arc<str>),
    /// Into an item of a list, counted from 0.
    Index(usize),
}

/// A place in a dossier: a file and the keys that lead to a value, as in
/// `indicatoren/onveiligheid.yaml` and `reeks[1].waarde`.
///
/// The model knows places only in this form; `read` alone knows which line that is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct KeyPath {
    file: Arc<str>,
    steps: Vec<Step>,
}

impl KeyPath {
    /// The top of a file, named relative to the dossier with `/` between folders.
    pub fn file(name: impl Into<Arc<str>>) -> Self {
        Self { file: name.into(), steps: Vec::new() }
    }

    /// The value under `key` here.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.step(Step::Key(key.into()))
    }

    /// The item with this number here, counted from 0.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.step(Step::Index(index))
    }

    fn step(&self, step: Step) -> Self {
        let mut steps = self.steps.clone();
        steps.push(step);
        Self { file: Arc::clone(&self.file), steps }
    }

    /// The file's name within the dossier.
    #[must_use]
    pub fn file_name(&self) -> &str {
        &self.file
    }

    /// The steps from the top of the file.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }
}

/// The keys alone, as people write them: `reeks[1].waarde`.
impl fmt::Display for KeyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.steps.iter().enumerate() {
            match step {
                Step::Key(key) if position == 0 => write!(f, "{key}")?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_as_people_write_it() {
        let path = KeyPath::file("indicatoren/onveiligheid.yaml").key("reeks").index(1).key("waarde");
        assert_eq!(path.to_string(), "reeks[1].waarde");
        assert_eq!(path.file_name(), "indicatoren/onveiligheid.yaml");
    }
}
