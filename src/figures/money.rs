//! What was promised, received, budgeted and spent (art. 5, 7.2a, 7.2c, 7.4c).
//!
//! All amounts are exact and in euros; rounding is left to print.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;
use rust_decimal::Decimal;

use super::Figure;
use crate::diagnostic::KeyPath;
use crate::model::{Amount, Contribution, Dossier, Id, Percent, Phase, Post, Project, Report, Side, SpendingRow};

/// The money of a deal as one report sees it.
#[derive(Debug, Clone)]
pub struct MoneyFigures {
    /// What each party contributes, in the order of the covenant.
    pub contributions: Vec<ContributionFigures>,
    /// Sum of all contributions (art. 5.2).
    pub available: Figure<Amount>,
    /// Sum of all money received up to the gegevensstand.
    pub received: Figure<Amount>,
    /// The years with spending, up to the peildatum.
    pub years: Vec<i32>,
    /// Per pillar, in the order of the covenant.
    pub pillars: Vec<Line>,
    /// Posts that belong to no pillar.
    pub without_pillar: Line,
    /// Pillars and posts without pillar together.
    pub total: Line,
    /// Each project with spending or budget, by id.
    pub projects: BTreeMap<Id, Line>,
    /// Posts without a project.
    pub posts: Vec<PostLine>,
    /// Where the money spent came from.
    pub funding: Sources,
    /// Cumulative spending as a share of all contributions, at the end of each year. Money of
    /// others counts only where a partner has a contribution of its own. Formula: (gerealiseerd −
    /// dekking partners) / bijdragen. A share of 1, unrounded. Art. 7.2a.
    pub depletion: Vec<Depletion>,
    /// Elapsed part of the deal's term on the peildatum: days since the start over all days.
    /// A share of 1, unrounded; `None` without a known or agreed first day. Art. 14.
    pub elapsed: Option<Figure<Decimal>>,
}

/// How much of all contributions was spent at the end of a year.
#[derive(Debug, Clone)]
pub struct Depletion {
    /// The last day it counts: the end of the year, or the peildatum.
    pub day: chrono::NaiveDate,
    /// Spent from the start, as far as it counts.
    pub spent: Figure<Amount>,
    /// That as a share of all contributions.
    pub share: Figure<Decimal>,
}

/// A contribution with what was received of it.
#[derive(Debug, Clone)]
pub struct ContributionFigures {
    /// The contributing party.
    pub party: Id,
    /// The contribution as agreed.
    pub agreed: Figure<Amount>,
    /// Fixed terms: year, amount as agreed.
    pub terms: Vec<(i32, Figure<Amount>)>,
    /// What is still to be fixed, in the covenant's words; empty once the terms are the whole.
    pub open_terms: Vec<String>,
    /// Received per year of the term.
    pub received_per_year: BTreeMap<i32, Figure<Amount>>,
    /// Received in all.
    pub received: Figure<Amount>,
}

/// Budget and spending of a project, pillar or total.
#[derive(Debug, Clone)]
pub struct Line {
    /// Per year of the deal up to the peildatum.
    pub years: BTreeMap<i32, YearFigures>,
    /// Budget over the whole term: of projects as last agreed, of posts as given with their last row.
    pub budget: Figure<Amount>,
    /// Realised from the start up to the peildatum.
    pub realised: Figure<Amount>,
    /// Committed but not yet spent, from rows of the year of the peildatum.
    pub committed: Figure<Amount>,
    /// Expected over the whole term, as last given; for parts without any forecast their budget.
    pub forecast: Figure<Amount>,
}

/// Budget and spending of one year.
#[derive(Debug, Clone)]
pub struct YearFigures {
    /// Budget as first adopted.
    pub original: Figure<Amount>,
    /// Budget after amendment.
    pub budgeted: Figure<Amount>,
    /// Spent in the year, up to the peildatum.
    pub realised: Figure<Amount>,
}

/// A post without a project.
#[derive(Debug, Clone)]
pub struct PostLine {
    /// What the money is for.
    pub post: Post,
    /// The pillar, if it belongs to one.
    pub pillar: Option<Id>,
    /// Its figures.
    pub line: Line,
}

/// Where the realised money came from.
#[derive(Debug, Clone)]
pub struct Sources {
    /// From the Rijk.
    pub state: Figure<Amount>,
    /// From the region.
    pub region: Figure<Amount>,
    /// From others.
    pub partners: Figure<Amount>,
    /// Realised without a stated source.
    pub unstated: Figure<Amount>,
}

impl MoneyFigures {
    /// The money of `dossier` as `report` sees it.
    #[must_use]
    pub fn of(dossier: &Dossier, report: &Report) -> Self {
        let rows = rows_in_force(dossier, report);
        let years: Vec<i32> = rows.keys().map(|(_, year)| *year).collect::<BTreeSet<_>>().into_iter().collect();
        let items = Item::all(dossier, &rows, report.reference_date.year());
        let projects =
            items.iter().filter_map(|item| Some((item.purpose.project()?.clone(), item.line(Decimal::ONE)))).collect();
        let posts = items
            .iter()
            .filter_map(|item| match &item.purpose {
                Purpose::Post(post, pillar) => {
                    Some(PostLine { post: *post, pillar: pillar.clone(), line: item.line(Decimal::ONE) })
                }
                Purpose::Project(_) => None,
            })
            .collect();
        let pillars: Vec<Line> = dossier
            .pillars
            .iter()
            .map(|pillar| {
                let parts: Vec<Line> = items
                    .iter()
                    .filter_map(|item| item.share_of(&pillar.id).map(|fraction| item.line(fraction)))
                    .collect();
                Line::sum("som van projecten en posten van de pijler, naar toerekening", &parts)
            })
            .collect();
        let loose: Vec<Line> =
            items.iter().filter(|item| item.is_without_pillar()).map(|item| item.line(Decimal::ONE)).collect();
        let without_pillar = Line::sum("som van de posten zonder pijler", &loose);
        let parts: Vec<Line> = pillars.iter().cloned().chain([without_pillar.clone()]).collect();
        let total = Line::sum("som van de pijlers en de posten zonder pijler", &parts);
        let contributions = contributions(dossier);
        let available = Figure::sum("som van alle bijdragen", contributions.iter().map(|one| &one.agreed));
        let receipts: Vec<Figure<Amount>> =
            dossier.receipts.iter().map(|receipt| Figure::stated(receipt.amount, receipt.at.key("bedrag"))).collect();
        let received = Figure::sum("som van alle ontvangsten", &receipts);
        let depletion = depletion(dossier, report, &rows, &total, &available);
        Self {
            funding: funding(&rows),
            elapsed: elapsed(dossier, report),
            contributions,
            available,
            received,
            years,
            pillars,
            without_pillar,
            total,
            projects,
            posts,
            depletion,
        }
    }
}

/// What a row of spending is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// A project.
    Project(Id),
    /// A post, and the pillar it belongs to, if any.
    Post(Post, Option<Id>),
}

impl Purpose {
    /// What `row` is about; `None` when it does not say.
    #[must_use]
    pub fn of(row: &SpendingRow) -> Option<Self> {
        match (&row.project, row.post) {
            (Some(project), _) => Some(Self::Project(project.clone())),
            (None, Some(post)) => Some(Self::Post(post, row.pillar.clone())),
            (None, None) => None,
        }
    }

    fn project(&self) -> Option<&Id> {
        match self {
            Self::Project(id) => Some(id),
            Self::Post(..) => None,
        }
    }
}

type Rows<'a> = BTreeMap<(Purpose, i32), &'a SpendingRow>;

/// The row that holds for each purpose and year: of the rows up to the peildatum that were known on
/// the gegevensstand the one that covers most of the year, and of those the one known last.
fn rows_in_force<'a>(dossier: &'a Dossier, report: &Report) -> Rows<'a> {
    let mut rows: Rows<'a> = BTreeMap::new();
    for row in &dossier.spending {
        if row.through > report.reference_date || row.known_on > report.known_through {
            continue;
        }
        let Some(purpose) = Purpose::of(row) else { continue };
        let in_force = rows.entry((purpose, row.through.year())).or_insert(row);
        if (row.through, row.known_on) >= (in_force.through, in_force.known_on) {
            *in_force = row;
        }
    }
    rows
}

/// The rows that `report` rests on, per project or post and by year; `dossier` may hold later ones.
#[must_use]
pub fn rows_by_purpose<'a>(dossier: &'a Dossier, report: &Report) -> BTreeMap<Purpose, BTreeMap<i32, &'a SpendingRow>> {
    let mut by_purpose: BTreeMap<Purpose, BTreeMap<i32, &SpendingRow>> = BTreeMap::new();
    for ((purpose, year), row) in rows_in_force(dossier, report) {
        by_purpose.entry(purpose).or_default().insert(year, row);
    }
    by_purpose
}

/// The row in force of a year of the report that stops before the year does.
#[derive(Debug, Clone)]
pub struct ShortRow<'a> {
    /// What it is about.
    pub purpose: Purpose,
    /// The row.
    pub row: &'a SpendingRow,
    /// The day through which it should run.
    pub until: chrono::NaiveDate,
}

/// The rows that `report` rests on which stop before the end of their year in its period, its
/// peildatum or the end of the deal, while their project was not over by then (art. 7.4c).
#[must_use]
pub fn short_rows<'a>(dossier: &'a Dossier, report: &Report) -> Vec<ShortRow<'a>> {
    let mut short = Vec::new();
    for ((purpose, year), row) in rows_in_force(dossier, report) {
        let until = last_day(year, report).min(*dossier.deal.end);
        let in_period = (report.period.from.year()..=report.period.to.year()).contains(&year);
        if !in_period || *row.through >= until {
            continue;
        }
        let is_over = purpose.project().is_some_and(|id| {
            let phase = report.projects.get(id).map(|said| said.phase);
            let end = dossier.projects.get(id).and_then(Project::current_end);
            matches!(phase, Some(Phase::Completed | Phase::Stopped)) || end.is_some_and(|end| *end.span().to <= until)
        });
        if !is_over {
            short.push(ShortRow { purpose, row, until });
        }
    }
    short
}

/// A project or post with its rows by year.
struct Item<'a> {
    purpose: Purpose,
    project: Option<&'a Project>,
    rows: BTreeMap<i32, &'a SpendingRow>,
    /// The year of the peildatum.
    until: i32,
}

impl<'a> Item<'a> {
    fn all(dossier: &'a Dossier, rows: &Rows<'a>, until: i32) -> Vec<Self> {
        let mut items: BTreeMap<Purpose, Self> = BTreeMap::new();
        for project in dossier.projects.values() {
            let purpose = Purpose::Project(project.id.clone());
            items.insert(purpose.clone(), Self { purpose, project: Some(project), rows: BTreeMap::new(), until });
        }
        for ((purpose, year), row) in rows {
            items
                .entry(purpose.clone())
                .or_insert_with(|| Self { purpose: purpose.clone(), project: None, rows: BTreeMap::new(), until })
                .rows
                .insert(*year, row);
        }
        items.into_values().collect()
    }

    /// The fraction of this item that counts for a pillar; `None` when nothing does.
    fn share_of(&self, pillar: &Id) -> Option<Decimal> {
        match (&self.purpose, self.project) {
            (Purpose::Project(_), Some(project)) => {
                project.current_allocation().get(pillar).copied().map(Percent::fraction)
            }
            (Purpose::Post(_, Some(of)), _) if of == pillar => Some(Decimal::ONE),
            _ => None,
        }
    }

    fn is_without_pillar(&self) -> bool {
        matches!((&self.purpose, self.project), (Purpose::Post(_, None), _) | (Purpose::Project(_), None))
    }

    /// The line of this item, or of the fraction of it that counts for one pillar.
    fn line(&self, fraction: Decimal) -> Line {
        let formula =
            if fraction == Decimal::ONE { String::new() } else { format!("bedrag × {fraction} (toerekening)") };
        let stated = |amount: Amount, at: KeyPath| Figure::stated(amount, at).portion(fraction, formula.clone());
        let zero = || Figure::derived(Amount::ZERO, "", Vec::new());
        let mut years = BTreeMap::new();
        for (year, row) in &self.rows {
            let (original, budgeted) = row.budgeted.as_ref().map_or_else(
                || (zero(), zero()),
                |budget| {
                    let at = row.at.key("begroot");
                    let current = if budget.amended.is_some() { "na-wijziging" } else { "primitief" };
                    (stated(budget.original, at.key("primitief")), stated(budget.current(), at.key(current)))
                },
            );
            let realised = stated(row.realised, row.at.key("gerealiseerd"));
            years.insert(*year, YearFigures { original, budgeted, realised });
        }
        let last = self.rows.values().next_back();
        let budget = match self.project {
            Some(project) => project.current_budget().map_or_else(zero, |amount| stated(amount, project.budget_at())),
            None => last.and_then(|row| Some(stated(row.budget?, row.at.key("begroting")))).unwrap_or_else(zero),
        };
        let committed = last
            .filter(|row| row.through.year() == self.until)
            .and_then(|row| Some(stated(row.committed?, row.at.key("verplicht"))))
            .unwrap_or_else(zero);
        let forecast = self
            .rows
            .values()
            .rev()
            .find_map(|row| Some(stated(row.forecast?, row.at.key("prognose"))))
            .unwrap_or_else(|| budget.clone());
        let realised = Figure::sum("som van gerealiseerd over de jaren", years.values().map(|year| &year.realised));
        Line { years, budget, realised, committed, forecast }
    }
}

impl Line {
    fn sum(formula: &str, parts: &[Self]) -> Self {
        let mut years: BTreeMap<i32, YearFigures> = BTreeMap::new();
        let all_years: BTreeSet<i32> = parts.iter().flat_map(|part| part.years.keys().copied()).collect();
        for year in all_years {
            let of_year = || parts.iter().filter_map(move |part| part.years.get(&year));
            years.insert(
                year,
                YearFigures {
                    original: Figure::sum(formula, of_year().map(|figures| &figures.original)),
                    budgeted: Figure::sum(formula, of_year().map(|figures| &figures.budgeted)),
                    realised: Figure::sum(formula, of_year().map(|figures| &figures.realised)),
                },
            );
        }
        Self {
            years,
            budget: Figure::sum(formula, parts.iter().map(|part| &part.budget)),
            realised: Figure::sum(formula, parts.iter().map(|part| &part.realised)),
            committed: Figure::sum(formula, parts.iter().map(|part| &part.committed)),
            forecast: Figure::sum(formula, parts.iter().map(|part| &part.forecast)),
        }
    }

    /// Budget of the whole term minus what was realised and committed; negative when more was
    /// spent. `None` without a budget.
    #[must_use]
    pub fn free(&self) -> Option<Figure<Amount>> {
        if self.budget.sources.is_empty() {
            return None;
        }
        let sources = [&self.budget, &self.realised, &self.committed].map(|part| part.sources.as_slice()).concat();
        let free = self.budget.value - self.realised.value - self.committed.value;
        Some(Figure::derived(free, "begroting min gerealiseerd min verplicht", sources))
    }
}

impl YearFigures {
    /// Budget of the year minus what was realised: positive is an advantage (V). `None` without a
    /// budget.
    #[must_use]
    pub fn difference(&self) -> Option<Figure<Amount>> {
        if self.budgeted.sources.is_empty() {
            return None;
        }
        Some(Figure::derived(
            self.budgeted.value - self.realised.value,
            "begroot na wijziging min gerealiseerd",
            [self.budgeted.sources.as_slice(), self.realised.sources.as_slice()].concat(),
        ))
    }
}

fn contributions(dossier: &Dossier) -> Vec<ContributionFigures> {
    let top = KeyPath::file("deal.yaml").key("bijdragen");
    let one = |(index, contribution): (usize, &Contribution)| {
        let at = top.index(index);
        let terms = contribution.terms.iter().enumerate().filter_map(|(position, term)| {
            let amount = term.amount?;
            Some((term.year?.0, Figure::stated(amount, at.key("termijnen").index(position).key("bedrag"))))
        });
        let mut received_per_year: BTreeMap<i32, Figure<Amount>> = BTreeMap::new();
        // What a party paid is counted once, with its first contribution.
        let is_first = dossier.deal.contributions[..index].iter().all(|other| other.party != contribution.party);
        let receipts = dossier.receipts.iter().filter(|receipt| is_first && receipt.party == contribution.party);
        for receipt in receipts {
            let figure = Figure::stated(receipt.amount, receipt.at.key("bedrag"));
            received_per_year
                .entry(receipt.year.0)
                .and_modify(|sum| *sum = Figure::sum("som van de ontvangsten van dit jaar", [&*sum, &figure]))
                .or_insert(figure);
        }
        ContributionFigures {
            party: contribution.party.clone(),
            agreed: Figure::stated(contribution.amount, at.key("bedrag")),
            terms: terms.collect(),
            open_terms: if is_fixed(contribution) {
                Vec::new()
            } else {
                contribution
                    .terms
                    .iter()
                    .filter_map(|term| term.to_be_fixed.as_ref())
                    .map(ToString::to_string)
                    .collect()
            },
            received: Figure::sum("som van de ontvangsten", received_per_year.values()),
            received_per_year,
        }
    };
    dossier.deal.contributions.iter().enumerate().map(one).collect()
}

/// Whether the fixed terms are the whole contribution, so that nothing is left to be fixed.
fn is_fixed(contribution: &Contribution) -> bool {
    let fixed: Amount = contribution.terms.iter().filter_map(|term| term.amount).sum();
    fixed >= contribution.amount
}

fn funding(rows: &Rows<'_>) -> Sources {
    let (mut state, mut region, mut partners, mut unstated) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for row in rows.values() {
        let realised = Figure::stated(row.realised, row.at.key("gerealiseerd"));
        let mut stated = Decimal::ZERO;
        if let Some(funding) = &row.funding {
            for (share, parts) in
                [(funding.state, &mut state), (funding.region, &mut region), (funding.partners, &mut partners)]
            {
                let Some(share) = share else { continue };
                stated += share.fraction();
                parts.push(realised.portion(share.fraction(), ""));
            }
        }
        if stated < Decimal::ONE && !row.realised.is_zero() {
            unstated.push(realised.portion(Decimal::ONE - stated, ""));
        }
    }
    Sources {
        state: Figure::sum("som van gerealiseerd × dekking rijk", &state),
        region: Figure::sum("som van gerealiseerd × dekking regio", &region),
        partners: Figure::sum("som van gerealiseerd × dekking partners", &partners),
        unstated: Figure::sum("som van gerealiseerd zonder vermelde dekking", &unstated),
    }
}

/// The end of a year, or the peildatum when that is earlier.
fn last_day(year: i32, report: &Report) -> chrono::NaiveDate {
    let reference = *report.reference_date;
    chrono::NaiveDate::from_ymd_opt(year, 12, 31).map_or(reference, |end| end.min(reference))
}

fn depletion(
    dossier: &Dossier,
    report: &Report,
    rows: &Rows<'_>,
    total: &Line,
    available: &Figure<Amount>,
) -> Vec<Depletion> {
    let is_partner = |id: &Id| dossier.deal.parties.iter().any(|party| party.id == *id && party.side == Side::Partner);
    let counts_partners = dossier.deal.contributions.iter().any(|one| is_partner(&one.party));
    let formula = if counts_partners {
        "gerealiseerd vanaf het begin"
    } else {
        "gerealiseerd vanaf het begin − geld van andere partners"
    };
    let mut spent = Figure::sum(formula, []);
    let mut states = Vec::new();
    for (year, figures) in &total.years {
        let of_year = rows.iter().filter(|((_, of), _)| of == year).map(|(_, row)| row);
        let of_others: Amount = of_year
            .filter_map(|row| Some(row.realised.euros() * row.funding.as_ref()?.partners?.fraction()))
            .map(Amount::from_euros)
            .sum();
        let mut counted = figures.realised.clone();
        if !counts_partners && !of_others.is_zero() {
            counted.value = counted.value - of_others;
            let funded = rows.iter().filter(|((_, of), row)| of == year && row.funding.is_some());
            counted.sources.extend(funded.map(|(_, row)| row.at.key("dekking")));
        }
        spent = Figure::sum(spent.formula.clone(), [&spent, &counted]);
        let formula = format!("({}) / som van alle bijdragen", spent.formula);
        if let Some(share) = spent.fraction_of(available, formula) {
            states.push(Depletion { day: last_day(*year, report), spent: spent.clone(), share });
        }
    }
    states
}

/// The first day from which elapsed time counts, with its place; `None` when none is given.
#[must_use]
pub fn first_day(dossier: &Dossier) -> Option<(chrono::NaiveDate, KeyPath)> {
    let start = &dossier.deal.start;
    let at = KeyPath::file("deal.yaml").key("inwerkingtreding");
    start.date.map(|day| (*day, at.key("datum"))).or_else(|| start.count_from.map(|day| (*day, at.key("reken-vanaf"))))
}

fn elapsed(dossier: &Dossier, report: &Report) -> Option<Figure<Decimal>> {
    let (start, at) = first_day(dossier)?;
    let days = |to: chrono::NaiveDate| Decimal::from((to - start).num_days() + 1);
    let whole = days(*dossier.deal.end);
    let so_far = days(*report.reference_date).clamp(Decimal::ZERO, whole.max(Decimal::ZERO));
    let fraction = so_far.checked_div(whole)?;
    let sources = vec![at, KeyPath::file("deal.yaml").key("einde"), report.at.key("peildatum")];
    Some(Figure::derived(fraction, "dagen tot en met de peildatum / dagen van de looptijd", sources))
}
