//! R033: the budget, the forecast and the spending of a project or post that do not go together.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::amount_size::is_in_other_units;
use super::{Rule, Subject, corrected_rows};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::figures::money::{Purpose, rows_by_purpose};
use crate::format;
use crate::model::{Amount, Budgeted, Date, Id, Light, Phase, Project, Report, Requirement, SpendingRow};

pub(super) const RULE: Rule = Rule {
    code: "R033",
    requirement: Some(Requirement::ReportFinance),
    what: "Een project met uitgaven heeft een begroting, en begroting, prognose en uitgaven van een project of post passen bij elkaar.",
    why: "Het rapport rekent uit wat nog vrij is. Met een prognose onder de uitgaven, een vergeten begroting of een oude prognose van een afgerond project staat daar iets dat niet kan.",
    example: "regels:\n  - {project: taalhuis, t-m: 2021-12-31, bekend-op: 2022-02-10, gerealiseerd: 142310, prognose: 100000}",
    solution: "Verbeter het bedrag dat niet klopt. Is de prognose echt meer dan een honderdste hoger dan de begroting, leg dat dan uit bij `toelichting` van de regel, of neem de nieuwe begroting op onder `wijzigingen` van het project.",
    find,
};

/// Above the budget by at most this part of it, nobody asks why.
const NEGLIGIBLE: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// A yearly budget may take this part of the whole more than what is left: money moves along from
/// year to year.
const LARGE: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// One project or post as one report sees it.
struct Case<'a> {
    report: &'a Report,
    project: Option<&'a Project>,
    years: BTreeMap<i32, &'a SpendingRow>,
    last: &'a SpendingRow,
    /// With its place.
    budget: Option<(Amount, KeyPath)>,
}

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut said = BTreeSet::new();
    let corrected = corrected_rows(subject.dossier);
    for (report, _) in subject.reports() {
        for (purpose, years) in rows_by_purpose(subject.dossier, report) {
            let Some(last) = years.values().next_back().copied() else { continue };
            if years.values().any(|row| corrected.contains(&row.at)) {
                continue;
            }
            let project = match &purpose {
                Purpose::Project(id) => subject.dossier.projects.get(id),
                Purpose::Post(..) => None,
            };
            let budget = match project {
                Some(project) => budget_known_on(project, report.known_through),
                None => last.budget.map(|budget| (budget, last.at.key("begroting"))),
            };
            let case = Case { report, project, years, last, budget };
            // Several reports can rest on the same row; it is named once.
            found.extend(case.problem().filter(|one| said.insert(one.at.clone())));
        }
    }
    found
}

fn part(budget: Amount, fraction: Decimal) -> Amount {
    Amount::from_euros(budget.euros() * fraction)
}

/// An amount as people type it: `142310,55`.
fn plain(amount: Amount) -> String {
    amount.euros().normalize().to_string().replace('.', ",")
}

/// The budget of a project as a report knows it, with its place.
fn budget_known_on(project: &Project, known_through: Date) -> Option<(Amount, KeyPath)> {
    let changes = project.changes.iter().enumerate().filter(|(_, change)| change.known_on <= known_through);
    let changed = changes.filter_map(|(index, change)| Some((change.known_on, change.budget?, index)));
    match changed.max_by_key(|(known_on, ..)| *known_on) {
        Some((_, budget, index)) => Some((budget, project.at.key("wijzigingen").index(index).key("begroting"))),
        None => project.budget.map(|budget| (budget, project.at.key("begroting"))),
    }
}

impl Case<'_> {
    fn problem(&self) -> Option<Diagnostic> {
        // Amounts in other units have their own rule.
        let given = [self.last.forecast, Some(self.last.realised), self.last.budgeted.as_ref().map(Budgeted::current)];
        if let Some((budget, _)) = &self.budget
            && given.into_iter().flatten().any(|amount| is_in_other_units(amount, *budget))
        {
            return None;
        }
        self.without_budget()
            .or_else(|| self.forecast_below_spent())
            .or_else(|| self.above_budget())
            .or_else(|| self.budgeted_beyond_rest())
            .or_else(|| self.forecast_of_ended())
    }

    fn spent(&self) -> Amount {
        self.years.values().map(|row| row.realised).sum()
    }

    /// Whether a reader is told: at the row, or at a light that is not green.
    fn is_explained(&self) -> bool {
        let id: Option<&Id> = self.project.map(|project| &project.id);
        let light = id.and_then(|id| self.report.projects.get(id)).and_then(|said| said.light.as_ref());
        self.last.note.is_some() || self.last.reason.is_some() || light.is_some_and(|light| light.money != Light::Green)
    }

    fn without_budget(&self) -> Option<Diagnostic> {
        let project = self.project.filter(|_| self.budget.is_none() && self.spent() > Amount::ZERO)?;
        let row = self.years.values().find(|row| row.realised > Amount::ZERO)?;
        let message = format!(
            "voor `{}` is {} uitgegeven, maar het project heeft geen begroting",
            project.id,
            format::euros_exactly(self.spent())
        );
        Some(Diagnostic::warning(RULE.code, row.at.key("project"), message).hint(format!(
            "geef `begroting` in {}; was die er nog niet bij het begin, zet haar dan onder `wijzigingen`",
            project.at.file_name()
        )))
    }

    fn forecast_below_spent(&self) -> Option<Diagnostic> {
        let (row, forecast) = self.years.values().rev().find_map(|row| Some((row, row.forecast?)))?;
        let committed = self.last.committed.unwrap_or(Amount::ZERO);
        if forecast >= self.spent() + committed || self.is_explained() {
            return None;
        }
        let committed = if committed.is_zero() {
            String::new()
        } else {
            format!(" en {} verplicht", format::euros_exactly(committed))
        };
        Some(
            Diagnostic::warning(
                RULE.code,
                row.at.key("prognose"),
                format!(
                    "de prognose is {}, maar er is in alle jaren samen al {} uitgegeven{committed}",
                    format::euros_exactly(forecast),
                    format::euros_exactly(self.spent())
                ),
            )
            .hint("een prognose telt alle uitgaven over de hele looptijd, ook die van eerdere jaren; komt er geld terug, leg dat dan uit bij `toelichting`"),
        )
    }

    fn above_budget(&self) -> Option<Diagnostic> {
        let (budget, place) = self.budget.clone()?;
        let (expected, at, what) = match self.last.forecast {
            Some(forecast) => (forecast, self.last.at.key("prognose"), "de prognose is {}"),
            None => (self.spent(), self.last.at.key("gerealiseerd"), "er is in alle jaren samen {} uitgegeven"),
        };
        if expected <= budget + part(budget, NEGLIGIBLE) || self.is_explained() {
            return None;
        }
        let more = format::euros_exactly(expected - budget);
        let change = if self.project.is_some() {
            ", of neem de nieuwe begroting op onder `wijzigingen` van het project"
        } else {
            ""
        };
        Some(
            Diagnostic::warning(
                RULE.code,
                at,
                format!("{}, {more} meer dan de begroting", what.replace("{}", &format::euros_exactly(expected))),
            )
            .label(place, format!("de begroting is {}", format::euros_exactly(budget)))
            .hint(format!("leg bij `toelichting` uit hoe dat komt{change}")),
        )
    }

    /// A forecast above what was spent and committed, of a project that has ended: nothing follows.
    fn forecast_of_ended(&self) -> Option<Diagnostic> {
        let project = self.project?;
        let word = match self.report.projects.get(&project.id)?.phase {
            Phase::Completed => "afgerond",
            Phase::Stopped => "gestopt",
            Phase::Proposed | Phase::Running => return None,
        };
        let (row, forecast) = self.years.values().rev().find_map(|row| Some((row, row.forecast?)))?;
        let all = self.spent() + self.last.committed.unwrap_or(Amount::ZERO);
        let small = self.budget.as_ref().map_or(Amount::ZERO, |(budget, _)| part(*budget, NEGLIGIBLE));
        if forecast <= all + small || self.is_explained() {
            return None;
        }
        Some(
            Diagnostic::warning(
                RULE.code,
                row.at.key("prognose"),
                format!(
                    "dit project is {word}, maar de prognose is nog {} hoger dan wat is uitgegeven en verplicht",
                    format::euros_exactly(forecast - all)
                ),
            )
            .label(
                self.report.at.key("projecten").key(project.id.as_str()).key("fase"),
                format!("op {} was het project {word}", format::date(*self.report.reference_date)),
            )
            .hint(format!(
                "komt er niets meer bij? schrijf dan `prognose: {}`; leg anders bij `toelichting` uit wat er nog komt",
                plain(all)
            )),
        )
    }

    /// The budget of the last year, when it is larger than what the years before left of the whole
    /// by more than a tenth of it.
    fn budgeted_beyond_rest(&self) -> Option<Diagnostic> {
        let (budget, place) = self.budget.clone()?;
        let budgeted = self.last.budgeted.as_ref()?;
        let rest = budget - (self.spent() - self.last.realised);
        if budgeted.current() <= rest + part(budget, LARGE) || self.is_explained() {
            return None;
        }
        let key = if budgeted.amended.is_some() { "na-wijziging" } else { "primitief" };
        Some(
            Diagnostic::warning(
                RULE.code,
                self.last.at.key("begroot").key(key),
                format!(
                    "voor dit jaar is {} begroot, maar van de hele begroting was nog {} over",
                    format::euros_exactly(budgeted.current()),
                    format::euros_exactly(rest)
                ),
            )
            .label(place, format!("de begroting over alle jaren is {}", format::euros_exactly(budget)))
            .hint("verbeter een van de bedragen, of leg het verschil uit bij `toelichting`"),
        )
    }
}
