//! Doelbereik over all deals: how many indicators have which oordeel, and what may be summed
//! (art. 7.4b). Deals are not compared with each other (art. 7.3).

use std::collections::BTreeMap;

use super::national::{DealStanding, National, Options};
use crate::model::Verdict;

/// Doelbereik over all deals.
#[derive(Debug, Default)]
pub struct Goals {
    /// How many indicators have each oordeel; a part is the number in one deal.
    pub verdicts: BTreeMap<Verdict, National>,
    /// The indicators that cannot be judged, each with its reason.
    pub unjudged: Vec<Unjudged>,
    /// The indicators that more than one deal has under the same name.
    pub shared: Vec<Shared>,
}

/// An indicator that cannot be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unjudged {
    /// The deal's name.
    pub deal: String,
    /// The indicator's name.
    pub indicator: String,
    /// Why, in Dutch.
    pub reason: String,
}

/// An indicator that more than one deal has under the same name.
#[derive(Debug, Clone, PartialEq)]
pub struct Shared {
    /// Its name.
    pub name: String,
    /// Its unit, as in print.
    pub unit: String,
    /// Per definition: what it is, and the sum over the deals that have it, when it may be summed.
    pub definitions: Vec<SharedDefinition>,
}

/// One definition under a name that more than one deal uses.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedDefinition {
    /// The definition.
    pub definition: String,
    /// The deals that have it, by name.
    pub deals: Vec<String>,
    /// The sum; `None` when it may not be summed.
    pub total: Option<National>,
    /// Why not, in Dutch; empty when it is summed.
    pub why_not: String,
}

impl Goals {
    /// Doelbereik over the deals that count.
    #[must_use]
    pub fn of(_deals: &[DealStanding<'_>], _options: Options) -> Self {
        Self::default()
    }

    /// Its figures.
    pub fn figures(&self) -> impl Iterator<Item = &National> {
        let shared = self.shared.iter().flat_map(|shared| &shared.definitions);
        self.verdicts.values().chain(shared.filter_map(|one| one.total.as_ref()))
    }
}
