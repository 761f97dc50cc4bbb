//! R032: spending on a project that did not run.

use chrono::Datelike;

use super::period::is_before;
use super::{Rule, Subject, corrected_rows};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::figures::money::{Purpose, rows_by_purpose};
use crate::format;
use crate::model::{Amount, Dossier, Phase, Project, Report, Requirement, SpendingRow};
use crate::world::FileKind;

pub(super) const RULE: Rule = Rule {
    code: "R032",
    requirement: Some(Requirement::ReportFinance),
    what: "Geld wordt uitgegeven aan een project dat loopt: niet voor zijn begin, niet na zijn einde, en niet terwijl het is voorgenomen, gestopt of afgerond.",
    why: "Een lezer ziet dan geld bij een project dat er niet was. Voorbereiding en een laatste betaling kunnen, maar vragen om een woord.",
    example: "projecten:              # in verslagen/2021.yaml\n  taalhuis: {fase: voorgenomen}\nregels:                 # in bestedingen/2021.yaml\n  - {project: taalhuis, t-m: 2021-12-31, bekend-op: 2022-02-10, gerealiseerd: 74250}",
    solution: "Verbeter de fase, de datum of het project bij de besteding. Gaat het om voorbereiding of om een laatste betaling, leg dat dan uit bij `toelichting` van de regel.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let dossier = subject.dossier;
    let mut found = Vec::new();
    // A correction or a later phase can stand in a file that could not be read.
    if !subject.is_complete(FileKind::Spending) || !subject.is_complete(FileKind::Report) {
        return found;
    }
    // Spending after the deal has its own rule.
    let in_deal = |row: &&SpendingRow| row.through.year() <= dossier.deal.end.year();
    let rows = dossier.spending.iter().filter(in_deal);
    let corrected = corrected_rows(dossier);
    let is_open = |row: &SpendingRow| {
        let is_explained = row.note.is_some() || row.reason.is_some();
        row.realised > Amount::ZERO && !is_explained && !corrected.contains(&row.at)
    };
    for row in rows.filter(|row| is_open(row)) {
        if let Some(project) = row.project.as_ref().and_then(|id| dossier.projects.get(id)) {
            found.extend(outside(row, project).or_else(|| after_its_last(dossier, row, project)));
        }
    }
    for report in dossier.reports.values() {
        proposed(dossier, report, &is_open, &mut found);
    }
    found
}

fn spent(row: &SpendingRow) -> String {
    format!("in {} is {} uitgegeven", row.through.year(), format::euros_exactly(row.realised))
}

/// Spending of which all days lie before the start of the project or after the year of its end.
fn outside(row: &SpendingRow, project: &Project) -> Option<Diagnostic> {
    // A project that ends before it begins has its own rule.
    if let (Some(start), Some(end)) = (project.current_start(), project.current_end())
        && is_before(end, start)
    {
        return None;
    }
    let place = |key: &str, changed: Option<usize>| match changed {
        Some(index) => project.at.key("wijzigingen").index(index).key(key),
        None => project.at.key(key),
    };
    // A bare year or a season that has begun can hold the day.
    let early = project.current_start().filter(|start| {
        if start.is_day() { *row.through < start.day() } else { row.through.year() < start.day().year() }
    });
    let late = project.current_end().filter(|end| row.through.year() > end.day().year());
    let (message, label, text, hint) = match (early, late) {
        (Some(start), _) => (
            format!("{} aan een project dat nog niet was begonnen", spent(row)),
            place("start", project.changes.iter().rposition(|change| change.start.is_some())),
            format!("het project begint: {}", format::moment(start)),
            "gaat het om voorbereiding? leg dat uit bij `toelichting`; verbeter anders `t-m`, of `start` van het project",
        ),
        (None, Some(end)) => (
            format!("{} aan een project dat al was geëindigd", spent(row)),
            place("einde", project.changes.iter().rposition(|change| change.end.is_some())),
            format!("het project eindigt: {}", format::moment(end)),
            "gaat het om een laatste betaling? leg dat uit bij `toelichting`; verbeter anders `t-m`, of `einde` van het project",
        ),
        (None, None) => return None,
    };
    Some(Diagnostic::warning(RULE.code, row.at.key("gerealiseerd"), message).label(label, text).hint(hint))
}

/// Spending in a year after the report by which the project had stopped or was completed.
fn after_its_last(dossier: &Dossier, row: &SpendingRow, project: &Project) -> Option<Diagnostic> {
    let phase = |report: &Report| report.projects.get(&project.id).map(|said| said.phase);
    let year = row.through.year();
    let runs_again = |report: &Report| report.reference_date.year() >= year && phase(report) == Some(Phase::Running);
    if dossier.reports.values().any(runs_again) {
        return None;
    }
    let before = dossier.reports.values().filter(|report| report.reference_date.year() < year);
    let last = before.filter(|report| phase(report).is_some()).max_by_key(|report| report.reference_date)?;
    let word = match phase(last)? {
        Phase::Stopped => "gestopt",
        Phase::Completed => "afgerond",
        Phase::Proposed | Phase::Running => return None,
    };
    Some(
        Diagnostic::warning(
            RULE.code,
            row.at.key("gerealiseerd"),
            format!("{} aan een project dat al was {word}", spent(row)),
        )
        .label(phase_place(last, project), format!("dit was zo op {}", format::date(*last.reference_date)))
        .hint("gaat het om een laatste betaling? leg dat uit bij `toelichting`; verbeter anders het project of het bedrag"),
    )
}

/// Projects that a report calls proposed while it knows of spending on them.
fn proposed(dossier: &Dossier, report: &Report, is_open: &dyn Fn(&SpendingRow) -> bool, found: &mut Vec<Diagnostic>) {
    if report.projects.values().all(|said| said.phase != Phase::Proposed) {
        return;
    }
    for (purpose, years) in rows_by_purpose(dossier, report) {
        let Purpose::Project(id) = purpose else { continue };
        let (Some(project), Some(said)) = (dossier.projects.get(&id), report.projects.get(&id)) else { continue };
        let Some(row) = years.values().rfind(|row| is_open(row)).filter(|_| said.phase == Phase::Proposed) else {
            continue;
        };
        // What is outside the days of the project was said at the row.
        if outside(row, project).is_some() {
            continue;
        }
        found.push(
            Diagnostic::warning(
                RULE.code,
                phase_place(report, project),
                format!("dit project is voorgenomen, maar {}", spent(row)),
            )
            .label(row.at.key("gerealiseerd"), "dit is uitgegeven")
            .hint("is het project begonnen? schrijf `fase: lopend`; gaat het om voorbereiding? leg dat uit bij `toelichting` van de besteding"),
        );
    }
}

fn phase_place(report: &Report, project: &Project) -> KeyPath {
    report.at.key("projecten").key(project.id.as_str()).key("fase")
}
