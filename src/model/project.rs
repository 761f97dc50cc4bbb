//! A project of the deal: what was agreed about it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Amount, Date, Id, Markdown, Moment, Percent, Text, YesNo};
use crate::diagnostic::KeyPath;

/// `projecten/<id>.yaml`: a concrete project (art. 5.3, 7.2a).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Project {
    /// The file's name.
    #[serde(skip)]
    pub id: Id,
    /// Where it stands.
    #[serde(skip)]
    pub at: KeyPath,
    /// Full name, printed exactly as typed.
    #[serde(rename = "naam")]
    pub name: Text,
    /// Known when; a report with an earlier gegevensstand does not know the project.
    #[serde(rename = "bekend-op")]
    pub known_on: Date,
    /// Whether it is invented for an example.
    #[serde(rename = "fictief", default)]
    pub invented: YesNo,
    /// Who says so, for a project that is not invented.
    #[serde(rename = "bron")]
    pub source: Option<Text>,
    /// The planned first day; absent when it is not known.
    pub start: Option<Moment>,
    /// The planned last day; absent when it is not known.
    #[serde(rename = "einde")]
    pub end: Option<Moment>,
    /// The wijken it serves; empty for the whole area.
    #[serde(default)]
    pub wijken: Vec<Id>,
    /// The themes it belongs to.
    #[serde(rename = "themas", default)]
    pub themes: Vec<Id>,
    /// The element of the approach it carries out (art. 4).
    #[serde(rename = "aanpak")]
    pub approach: Id,
    /// The pillar results it contributes to (art. 3).
    #[serde(rename = "pijlerresultaten", default)]
    pub results: Vec<Id>,
    /// Which part of the project counts for which pillar.
    #[serde(rename = "toerekening")]
    pub allocation: BTreeMap<Id, Percent>,
    /// Projects to which its participants can move on (art. 3).
    #[serde(rename = "doorstroom-naar", default)]
    pub leads_to: Vec<Id>,
    /// Who carries it out.
    #[serde(rename = "uitvoerder")]
    pub executor: Option<Text>,
    /// Budget over the whole life of the project.
    #[serde(rename = "begroting")]
    pub budget: Option<Amount>,
    /// What it is and for whom.
    #[serde(rename = "tekst")]
    pub text: Markdown,
    /// Later changes of the agreement, in any order.
    #[serde(rename = "wijzigingen", default)]
    pub changes: Vec<ProjectChange>,
}

/// A later change of what was agreed about a project; only what changed is given.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ProjectChange {
    /// Known when.
    #[serde(rename = "bekend-op")]
    pub known_on: Date,
    /// Why.
    #[serde(rename = "reden")]
    pub reason: Text,
    /// The new first day.
    pub start: Option<Moment>,
    /// The new last day.
    #[serde(rename = "einde")]
    pub end: Option<Moment>,
    /// The new budget over the whole life.
    #[serde(rename = "begroting")]
    pub budget: Option<Amount>,
    /// The new allocation over pillars.
    #[serde(rename = "toerekening")]
    pub allocation: Option<BTreeMap<Id, Percent>>,
    /// The new list of projects to which participants can move on; replaces the whole list.
    #[serde(rename = "doorstroom-naar")]
    pub leads_to: Option<Vec<Id>>,
}

impl Project {
    /// The first day as last agreed; `None` when it is not known.
    #[must_use]
    pub fn current_start(&self) -> Option<&Moment> {
        self.latest(|change| change.start.as_ref()).or(self.start.as_ref())
    }

    /// The last day as last agreed; `None` when it is not known.
    #[must_use]
    pub fn current_end(&self) -> Option<&Moment> {
        self.latest(|change| change.end.as_ref()).or(self.end.as_ref())
    }

    /// The budget over the whole life as last agreed; `None` when none was given.
    #[must_use]
    pub fn current_budget(&self) -> Option<Amount> {
        self.latest(|change| change.budget.as_ref()).copied().or(self.budget)
    }

    /// The allocation over pillars as last agreed.
    #[must_use]
    pub fn current_allocation(&self) -> &BTreeMap<Id, Percent> {
        self.latest(|change| change.allocation.as_ref()).unwrap_or(&self.allocation)
    }

    /// The projects to which participants can move on, as last agreed.
    #[must_use]
    pub fn current_leads_to(&self) -> &[Id] {
        self.changes.iter().rev().find_map(|change| change.leads_to.as_ref()).unwrap_or(&self.leads_to)
    }

    /// Where the budget that holds now stands.
    #[must_use]
    pub fn budget_at(&self) -> KeyPath {
        let changes = self.changes.iter().enumerate().filter(|(_, change)| change.budget.is_some());
        match changes.max_by_key(|(_, change)| change.known_on) {
            Some((index, _)) => self.at.key("wijzigingen").index(index).key("begroting"),
            None => self.at.key("begroting"),
        }
    }

    /// What the change known last says of something, of those that say anything of it.
    fn latest<'a, T>(&'a self, pick: impl Fn(&'a ProjectChange) -> Option<&'a T>) -> Option<&'a T> {
        let said = self.changes.iter().filter_map(|change| Some((change.known_on, pick(change)?)));
        said.max_by_key(|(known_on, _)| *known_on).map(|(_, value)| value)
    }
}
