//! Everything a folder says, put together.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Colour, Deal, Id, Indicator, Pillar, Project, Receipt, Report, ReportKind, SpendingRow};

/// A dossier: the covenant, what was measured and spent, and what the reports say.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// The covenant.
    pub deal: Deal,
    /// The pillars, by their number.
    pub pillars: Vec<Pillar>,
    /// The projects, by id.
    pub projects: BTreeMap<Id, Project>,
    /// The indicators in the order of the covenant, kengetallen last.
    pub indicators: Vec<Indicator>,
    /// All rows of spending, by file and line.
    pub spending: Vec<SpendingRow>,
    /// All money received, by file and line.
    pub receipts: Vec<Receipt>,
    /// The reports, by id.
    pub reports: BTreeMap<Id, Report>,
}

impl Dossier {
    /// The pillar with this id.
    #[must_use]
    pub fn pillar(&self, id: &Id) -> Option<&Pillar> {
        self.pillars.iter().find(|pillar| pillar.id == *id)
    }

    /// The colours of the pillars in their order, when the region gives each its own; else none.
    #[must_use]
    pub fn pillar_colours(&self) -> Vec<Colour> {
        let own = self.deal.house_style.as_ref();
        let colours = self.pillars.iter().map(|pillar| own?.pillars.get(&pillar.id).copied());
        colours.collect::<Option<_>>().unwrap_or_default()
    }

    /// The indicator with this id.
    #[must_use]
    pub fn indicator(&self, id: &Id) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.id == *id)
    }

    /// The report that this one is compared with: the last before it. A tussenbericht comes between yearly reports and is only the one before another
    /// tussenbericht: what changed in a year is told against the year before.
    #[must_use]
    pub fn report_before(&self, report: &Report) -> Option<&Report> {
        self.reports_before(report)
            .find(|other| other.kind != ReportKind::Interim || report.kind == ReportKind::Interim)
    }

    /// The reports before this one, of every kind, the last first: those with an earlier peildatum
    /// that knew no more than it does.
    pub fn reports_before<'a>(&'a self, report: &Report) -> impl Iterator<Item = &'a Report> + use<'a> {
        let (reference_date, known_through) = (report.reference_date, report.known_through);
        self.reports_last_first()
            .filter(move |other| other.reference_date < reference_date && other.known_through <= known_through)
    }

    /// All reports, the one with the last peildatum first.
    pub fn reports_last_first(&self) -> impl Iterator<Item = &Report> {
        let mut reports: Vec<&Report> = self.reports.values().collect();
        reports.sort_by_key(|report| Reverse((report.reference_date, report.known_through, &report.id)));
        reports.into_iter()
    }

    /// Whether anything that a report may print was invented for an example.
    #[must_use]
    pub fn has_invented(&self, report: &Report) -> bool {
        let deal = &self.deal;
        report.invented.is_yes()
            || self.projects.values().any(|project| project.invented.is_yes())
            || self.spending.iter().any(|row| row.invented.is_yes())
            || self.receipts.iter().any(|row| row.invented.is_yes())
            || self.indicators.iter().flat_map(|indicator| &indicator.series).any(|row| row.invented.is_yes())
            || deal.contributions.iter().flat_map(|one| &one.terms).any(|term| term.invented.is_yes())
            || deal.distribution.reviews.iter().any(|review| review.invented.is_yes())
            || deal.governance.meetings.iter().any(|meeting| meeting.invented.is_yes())
            || deal.amendments.iter().any(|amendment| amendment.invented.is_yes())
            || deal.accessions.iter().any(|accession| accession.invented.is_yes())
    }

    /// The name of an area of the deal by its id: the whole, a wijk, or the comparison.
    #[must_use]
    pub fn area_name(&self, id: &Id) -> Option<&str> {
        let area = &self.deal.area;
        let names = std::iter::once((&area.id, &area.name))
            .chain(area.wijken.iter().map(|wijk| (&wijk.id, &wijk.name)))
            .chain(area.comparison.iter().map(|other| (&other.id, &other.name)));
        names.into_iter().find(|(known, _)| *known == id).map(|(_, name)| name.as_str())
    }
}

/// `ja` or `nee`, spelled out so that no YAML dialect turns it into something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum YesNo {
    /// Yes.
    #[serde(rename = "ja")]
    Yes,
    /// No.
    #[default]
    #[serde(rename = "nee")]
    No,
}

impl YesNo {
    /// Whether it is `ja`.
    #[must_use]
    pub const fn is_yes(self) -> bool {
        matches!(self, Self::Yes)
    }
}
