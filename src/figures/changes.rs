//! What differs between what a report says and what the report before it said.
//!
//! A value counts as changed when the report before could already give it: its moment is not after
//! that report's peildatum and a row for it was known by then. New measurements and new spending
//! are no changes. All places are those of the report itself, in whose files the rows that were
//! replaced stand as well, so that both the old and the new figure can be traced.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Figure, Figures, Known};
use crate::diagnostic::KeyPath;
use crate::model::{
    Accession, Amendment, Amount, Contribution, Date, Dossier, Id, Indicator, Measurement, Moment, Percent, Phase,
    Post, Project, Quality, Recipient, Report, ReportKind, Review, SpendingRow, Term, Text, Verdict,
};

/// Everything that changed since the report before.
#[derive(Debug, Default)]
pub struct Changes<'a> {
    /// Measurements of which another row holds now.
    pub measurements: Vec<MeasurementChange<'a>>,
    /// Amounts of spending rows of which another row holds now.
    pub spending: Vec<SpendingChange<'a>>,
    /// Projects that were added or went to another phase.
    pub projects: Vec<PhaseChange<'a>>,
    /// What indicators mean and how they are measured.
    pub definitions: Vec<DefinitionChange<'a>>,
    /// What was agreed anew.
    pub agreements: Vec<Agreement<'a>>,
    /// Indicators with another oordeel.
    pub verdicts: Vec<VerdictChange<'a>>,
}

/// A measurement that was corrected, confirmed or withdrawn.
#[derive(Debug)]
pub struct MeasurementChange<'a> {
    /// Of which indicator.
    pub indicator: &'a Indicator,
    /// The last day it is about.
    pub day: NaiveDate,
    /// The row that held.
    pub old: &'a Measurement,
    /// The row that holds.
    pub new: &'a Measurement,
}

/// What an amount of a spending row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// Budget of the year.
    Budgeted,
    /// Spent in the year.
    Realised,
    /// Committed but not yet spent.
    Committed,
    /// Expected over the whole term.
    Forecast,
}

/// An amount that was corrected. `None` where a row gives none.
#[derive(Debug)]
pub struct SpendingChange<'a> {
    /// What it is.
    pub item: Item,
    /// The amount that held.
    pub old: Option<Figure<Amount>>,
    /// The amount that holds.
    pub new: Option<Figure<Amount>>,
    /// The row that holds: its subject, its last day and why it was corrected.
    pub row: &'a SpendingRow,
}

/// A project that was added, or that is in another phase.
#[derive(Debug)]
pub struct PhaseChange<'a> {
    /// Which project.
    pub project: &'a Project,
    /// Whether it was not known to the report before.
    pub is_new: bool,
    /// Its phase in the report before; `None` when that says nothing of it.
    pub old: Option<Phase>,
    /// Its phase now.
    pub new: Option<Phase>,
}

/// What of an indicator was defined anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defined {
    /// How a value comes about.
    Definition,
    /// Whom it is about.
    Population,
    /// Who measures it.
    Executor,
    /// The method: from a day on values cannot be compared with older ones.
    Method(NaiveDate),
}

/// An indicator that was defined anew. The words are those of the dossier.
#[derive(Debug)]
pub struct DefinitionChange<'a> {
    /// Which indicator.
    pub indicator: &'a Indicator,
    /// What of it.
    pub defined: Defined,
    /// The old words; empty for a method.
    pub old: &'a str,
    /// The new words; empty for a method.
    pub new: &'a str,
    /// Why.
    pub reason: &'a Text,
}

/// Something that was agreed since.
#[derive(Debug)]
pub enum Agreement<'a> {
    /// The covenant changed (art. 10).
    Amended(&'a Amendment),
    /// A party joined (art. 11).
    Joined(&'a Accession),
    /// The parties looked at the distribution (art. 5.7).
    Reviewed(&'a Review),
    /// A term of a contribution was fixed (art. 5.6).
    TermFixed {
        /// Of which contribution.
        contribution: &'a Contribution,
        /// The term.
        term: &'a Term,
        /// How much.
        amount: Figure<Amount>,
    },
    /// Another ministry receives the report (art. 7.5).
    Recipient {
        /// Who did.
        old: Option<&'a Recipient>,
        /// Who does.
        new: &'a Recipient,
    },
    /// The budget of a project over its whole life.
    Budget {
        /// Which project.
        project: &'a Project,
        /// What it was.
        old: Option<Figure<Amount>>,
        /// What it is.
        new: Figure<Amount>,
        /// Why.
        reason: &'a Text,
    },
    /// The budget of a post without a project over the whole term.
    PostBudget {
        /// Which post.
        post: Post,
        /// Of which pillar, if of one.
        pillar: Option<&'a Id>,
        /// What it was.
        old: Figure<Amount>,
        /// What it is.
        new: Figure<Amount>,
        /// What the row says of it.
        note: Option<&'a Text>,
    },
    /// The first day of a project.
    Start(MomentChange<'a>),
    /// The last day of a project.
    End(MomentChange<'a>),
    /// The allocation of a project over the pillars.
    Allocation {
        /// Which project.
        project: &'a Project,
        /// What it was.
        old: &'a BTreeMap<Id, Percent>,
        /// What it is.
        new: &'a BTreeMap<Id, Percent>,
        /// Why.
        reason: &'a Text,
    },
}

/// Another first or last day of a project.
#[derive(Debug)]
pub struct MomentChange<'a> {
    /// Which project.
    pub project: &'a Project,
    /// What it was; `None` when it was not known.
    pub old: Option<&'a Moment>,
    /// What it is.
    pub new: &'a Moment,
    /// Why.
    pub reason: &'a Text,
}

/// An indicator with another oordeel; `None` when there was none to compare with.
#[derive(Debug)]
pub struct VerdictChange<'a> {
    /// Which indicator.
    pub indicator: &'a Indicator,
    /// What was said.
    pub old: Verdict,
    /// What is said.
    pub new: Verdict,
}

impl<'a> Changes<'a> {
    /// What differs between a report and `before`. `dossier` and `figures` are those of the report.
    #[must_use]
    pub fn between(before: &Known, dossier: &'a Dossier, report: &'a Report, figures: &Figures) -> Self {
        let Some(previous) = before.report() else { return Self::default() };
        let since = Since { known_through: previous.known_through, until: previous.reference_date };
        since.changes((before, previous), dossier, report, figures)
    }

    /// What differs between a report and its own concept, as far as figures tell. `concept` is what that knew.
    /// The texts are those of the report, and so are the phases of its projects.
    #[must_use]
    pub fn since_concept(concept: &Known, dossier: &'a Dossier, report: &'a Report, figures: &Figures) -> Self {
        let (Some(said), Some(told)) = (&report.discussed_concept, concept.report()) else { return Self::default() };
        let since = Since { known_through: said.known_through, until: report.reference_date };
        since.changes((concept, told), dossier, report, figures)
    }

    /// Whether nothing changed.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.measurements.is_empty()
            && self.spending.is_empty()
            && self.projects.is_empty()
            && self.definitions.is_empty()
            && self.agreements.is_empty()
            && self.verdicts.is_empty()
    }
}

/// The rows of a report about moments of which its concept knew nothing yet.
#[derive(Debug, Default)]
pub struct Additions<'a> {
    /// Measurements, each with its indicator.
    pub measurements: Vec<(&'a Indicator, &'a Measurement)>,
    /// Rows of spending.
    pub spending: Vec<&'a SpendingRow>,
}

impl<'a> Additions<'a> {
    /// What became known between a report and its own concept. `dossier` is that of the report.
    #[must_use]
    pub fn since_concept(dossier: &'a Dossier, report: &Report) -> Self {
        let Some(concept) = &report.discussed_concept else { return Self::default() };
        let since = Since { known_through: concept.known_through, until: report.reference_date };
        let measured = |indicator: &'a Indicator| {
            let rows =
                since.measured(indicator).into_values().filter_map(|rows| since.added(&rows, |row| row.known_on));
            rows.map(|row| (indicator, row)).collect::<Vec<_>>()
        };
        Self {
            measurements: dossier.indicators.iter().flat_map(measured).collect(),
            spending: since.spent(dossier).values().filter_map(|rows| since.added(rows, |row| row.known_on)).collect(),
        }
    }
}

impl Since {
    /// What differs between a report and `before`, which is told by `previous`.
    fn changes<'a>(
        &self,
        (before, previous): (&Known, &Report),
        dossier: &'a Dossier,
        report: &'a Report,
        figures: &Figures,
    ) -> Changes<'a> {
        Changes {
            measurements: dossier.indicators.iter().flat_map(|indicator| self.measurements(indicator)).collect(),
            spending: self.spending(dossier),
            projects: projects(before, previous, dossier, report),
            definitions: dossier.indicators.iter().flat_map(|indicator| self.definitions(indicator)).collect(),
            agreements: self.agreements(dossier, report),
            // A nulmeting gives no oordeel.
            verdicts: if previous.kind == ReportKind::Baseline {
                Vec::new()
            } else {
                verdicts(before, dossier, figures)
            },
        }
    }
}

/// What a spending row is about, up to its last day.
type Moneyed<'a> = (Option<&'a Id>, Option<Post>, Option<&'a Id>, Date);

/// The report before: what it could know.
struct Since {
    known_through: Date,
    until: Date,
}

impl Since {
    fn is_later(&self, known_on: Date) -> bool {
        known_on > self.known_through
    }

    /// Of the rows about one moment the one that held for the report before and the one that holds.
    /// `None` when they are the same, or when there was none.
    fn pair<'a, R>(&self, rows: &[&'a R], known_on: impl Fn(&R) -> Date) -> Option<(&'a R, &'a R)> {
        let last = |later: bool| {
            rows.iter().filter(|row| later || !self.is_later(known_on(row))).max_by_key(|row| known_on(row)).copied()
        };
        let (old, new) = (last(false)?, last(true)?);
        self.is_later(known_on(new)).then_some((old, new))
    }

    /// Of the rows about one moment the one that holds, when none was known before.
    fn added<'a, R>(&self, rows: &[&'a R], known_on: impl Fn(&R) -> Date) -> Option<&'a R> {
        let is_new = rows.iter().all(|row| self.is_later(known_on(row)));
        rows.iter().filter(|_| is_new).max_by_key(|row| known_on(row)).copied()
    }

    /// The rows of an indicator by the moment they are about.
    fn measured<'a>(&self, indicator: &'a Indicator) -> BTreeMap<(Date, bool, &'a Id), Vec<&'a Measurement>> {
        // The deal's own area comes before its wijken.
        let mut moments: BTreeMap<(Date, bool, &Id), Vec<&Measurement>> = BTreeMap::new();
        for row in &indicator.series {
            if let Some(day) = row.day().filter(|day| *day <= self.until) {
                moments.entry((day, row.area != indicator.area, &row.area)).or_default().push(row);
            }
        }
        moments
    }

    /// The rows of spending by what they are about, up to their last day.
    fn spent<'a>(&self, dossier: &'a Dossier) -> BTreeMap<Moneyed<'a>, Vec<&'a SpendingRow>> {
        let mut moments: BTreeMap<Moneyed<'a>, Vec<&'a SpendingRow>> = BTreeMap::new();
        for row in dossier.spending.iter().filter(|row| row.through <= self.until) {
            moments.entry((row.project.as_ref(), row.post, row.pillar.as_ref(), row.through)).or_default().push(row);
        }
        moments
    }

    fn measurements<'a>(&self, indicator: &'a Indicator) -> Vec<MeasurementChange<'a>> {
        let moments = self.measured(indicator);
        let is_provisional =
            |row: &Measurement| matches!(row.quality, Some(Quality::Provisional | Quality::RevisedProvisional));
        let changed = |((day, ..), rows): (&(Date, bool, &Id), &Vec<&'a Measurement>)| {
            let (old, new) = self.pair(rows, |row| row.known_on)?;
            let differs = old.value.map(|value| value.0) != new.value.map(|value| value.0)
                || is_provisional(old) != is_provisional(new);
            differs.then_some(MeasurementChange { indicator, day: **day, old, new })
        };
        moments.iter().filter_map(changed).collect()
    }

    fn spending<'a>(&self, dossier: &'a Dossier) -> Vec<SpendingChange<'a>> {
        let moments = self.spent(dossier);
        let mut changes = Vec::new();
        for rows in moments.values() {
            let Some((old, new)) = self.pair(rows, |row| row.known_on) else { continue };
            for item in [Item::Budgeted, Item::Realised, Item::Committed, Item::Forecast] {
                let (was, is) = (amount(old, item), amount(new, item));
                if was.as_ref().map(|figure| figure.value) != is.as_ref().map(|figure| figure.value) {
                    changes.push(SpendingChange { item, old: was, new: is, row: new });
                }
            }
        }
        changes
    }

    fn definitions<'a>(&self, indicator: &'a Indicator) -> Vec<DefinitionChange<'a>> {
        let mut changes: Vec<_> = indicator.changes.iter().collect();
        changes.sort_by_key(|change| change.known_on);
        let mut definition = indicator.definition.as_str();
        let mut population = indicator.population.as_str();
        let mut executor = indicator.executor.as_str();
        let mut found = Vec::new();
        for change in changes {
            let parts = [
                (Defined::Definition, &mut definition, change.definition.as_ref().map(crate::model::Markdown::as_str)),
                (Defined::Population, &mut population, change.population.as_ref().map(Text::as_str)),
                (Defined::Executor, &mut executor, change.executor.as_ref().map(Text::as_str)),
            ];
            for (defined, held, new) in parts {
                let Some(new) = new else { continue };
                let old = std::mem::replace(held, new);
                if self.is_later(change.known_on) {
                    found.push(DefinitionChange { indicator, defined, old, new, reason: &change.reason });
                }
            }
        }
        let breaks = indicator.breaks.iter().filter(|cut| self.is_later(cut.known_on));
        found.extend(breaks.map(|cut| DefinitionChange {
            indicator,
            defined: Defined::Method(*cut.date),
            old: "",
            new: "",
            reason: &cut.reason,
        }));
        found
    }

    fn agreements<'a>(&self, dossier: &'a Dossier, report: &Report) -> Vec<Agreement<'a>> {
        let deal = &dossier.deal;
        let mut found = Vec::new();
        found.extend(deal.amendments.iter().filter(|one| self.is_later(one.known_on)).map(Agreement::Amended));
        found.extend(deal.accessions.iter().filter(|one| self.is_later(one.known_on)).map(Agreement::Joined));
        for new in deal.recipients.iter().filter(|one| one.known_on.is_some_and(|known_on| self.is_later(known_on))) {
            let earlier = deal.recipients.iter().filter(|one| one.from.day() < new.from.day());
            found.push(Agreement::Recipient { old: earlier.max_by_key(|one| one.from.day()), new });
        }
        for (number, contribution) in deal.contributions.iter().enumerate() {
            for (index, term) in contribution.terms.iter().enumerate() {
                let is_new = term.known_on.is_some_and(|known_on| self.is_later(known_on));
                let Some(amount) = term.amount.filter(|_| is_new) else { continue };
                let at = KeyPath::file("deal.yaml").key("bijdragen").index(number).key("termijnen").index(index);
                let amount = Figure::stated(amount, at.key("bedrag"));
                found.push(Agreement::TermFixed { contribution, term, amount });
            }
        }
        found.extend(
            deal.distribution.reviews.iter().filter(|one| self.is_later(one.known_on)).map(Agreement::Reviewed),
        );
        // A project that is new comes with its agreement as it is.
        let known = dossier.projects.values().filter(|project| !self.is_later(project.known_on));
        for project in known {
            self.project(project, &mut found);
        }
        self.posts(dossier, report, &mut found);
        found
    }

    /// What was agreed anew about a project, change by change.
    fn project<'a>(&self, project: &'a Project, found: &mut Vec<Agreement<'a>>) {
        let mut changes: Vec<_> = project.changes.iter().enumerate().collect();
        changes.sort_by_key(|(_, change)| change.known_on);
        let mut budget = project.budget.map(|amount| Figure::stated(amount, project.at.key("begroting")));
        let (mut start, mut end) = (project.start.as_ref(), project.end.as_ref());
        let mut allocation = &project.allocation;
        for (index, change) in changes {
            let is_later = self.is_later(change.known_on);
            let reason = &change.reason;
            if let Some(amount) = change.budget {
                let at = project.at.key("wijzigingen").index(index).key("begroting");
                let new = Figure::stated(amount, at);
                let old = budget.replace(new.clone());
                if is_later {
                    found.push(Agreement::Budget { project, old, new, reason });
                }
            }
            if let Some(new) = &change.start {
                let old = start.replace(new);
                if is_later {
                    found.push(Agreement::Start(MomentChange { project, old, new, reason }));
                }
            }
            if let Some(new) = &change.end {
                let old = end.replace(new);
                if is_later {
                    found.push(Agreement::End(MomentChange { project, old, new, reason }));
                }
            }
            if let Some(new) = &change.allocation {
                let old = std::mem::replace(&mut allocation, new);
                if is_later {
                    found.push(Agreement::Allocation { project, old, new, reason });
                }
            }
        }
    }

    /// Posts whose last row gives another budget over the whole term than the last row then did.
    fn posts<'a>(&self, dossier: &'a Dossier, report: &Report, found: &mut Vec<Agreement<'a>>) {
        let mut posts: BTreeMap<(Post, Option<&Id>), Vec<&SpendingRow>> = BTreeMap::new();
        for row in dossier.spending.iter().filter(|row| row.through <= report.reference_date) {
            if let Some(post) = row.post {
                posts.entry((post, row.pillar.as_ref())).or_default().push(row);
            }
        }
        for ((post, pillar), rows) in posts {
            let last = |then: bool| {
                rows.iter()
                    .filter(|row| !then || (row.through <= self.until && !self.is_later(row.known_on)))
                    .max_by_key(|row| (row.through, row.known_on))
                    .copied()
            };
            let (Some(was), Some(row)) = (last(true), last(false)) else { continue };
            let budget = |row: &SpendingRow| Some(Figure::stated(row.budget?, row.at.key("begroting")));
            if let (Some(old), Some(new)) = (budget(was), budget(row))
                && old.value != new.value
            {
                found.push(Agreement::PostBudget { post, pillar, old, new, note: row.note.as_ref() });
            }
        }
    }
}

/// An amount of a row with its place.
fn amount(row: &SpendingRow, item: Item) -> Option<Figure<Amount>> {
    let (amount, at) = match item {
        Item::Budgeted => {
            let budgeted = row.budgeted.as_ref()?;
            let key = if budgeted.amended.is_some() { "na-wijziging" } else { "primitief" };
            (budgeted.current(), row.at.key("begroot").key(key))
        }
        Item::Realised => (row.realised, row.at.key("gerealiseerd")),
        Item::Committed => (row.committed?, row.at.key("verplicht")),
        Item::Forecast => (row.forecast?, row.at.key("prognose")),
    };
    Some(Figure::stated(amount, at))
}

/// Projects that are new, and those of which both reports give a phase that differs. New ones come
/// first; both in the order of their names.
fn projects<'a>(before: &Known, previous: &Report, dossier: &'a Dossier, report: &Report) -> Vec<PhaseChange<'a>> {
    let change = |project: &'a Project| {
        let is_new = !before.dossier.projects.contains_key(&project.id);
        let old = previous.projects.get(&project.id).map(|said| said.phase);
        let new = report.projects.get(&project.id).map(|said| said.phase);
        let moved = old.is_some() && new.is_some() && old != new;
        (is_new || moved).then_some(PhaseChange { project, is_new, old, new })
    };
    let mut changes: Vec<_> = dossier.projects.values().filter_map(change).collect();
    let name =
        |change: &PhaseChange<'_>| change.project.name.as_str().trim_matches(['"', '\'', '‘', '“']).to_lowercase();
    changes.sort_by_key(|change| (!change.is_new, name(change)));
    changes
}

fn verdicts<'a>(before: &Known, dossier: &'a Dossier, figures: &Figures) -> Vec<VerdictChange<'a>> {
    let of = |indicator: &'a Indicator| {
        let verdict = |figures: &Figures| {
            let found = figures.indicators.iter().find(|one| one.id == indicator.id)?;
            found.judgement.as_ref().map(|judgement| judgement.verdict)
        };
        let (old, new) = (verdict(&before.figures)?, verdict(figures)?);
        (old != new).then_some(VerdictChange { indicator, old, new })
    };
    dossier.indicators.iter().filter_map(of).collect()
}
