//! R063: a row that a report does not use, because it was known after the gegevensstand.

use std::collections::BTreeMap;

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{Date, Report, Stage};

pub(super) const RULE: Rule = Rule {
    code: "R063",
    requirement: None,
    what: "Wat over de verslagperiode gaat, is bekend op de `gegevensstand` van het laatste verslag, zolang dat niet is vastgesteld.",
    why: "Een verslag gebruikt alleen wat op zijn gegevensstand bekend was. Een regel met een latere `bekend-op` staat wel in het dossier en niet in het rapport; dat valt gemakkelijk over het hoofd te zien.",
    example: "gegevensstand: 2026-03-31   # in bestedingen: bekend-op: 2026-04-20",
    solution: "Schuif de `gegevensstand` van het verslag op, of verbeter `bekend-op`. Hoort het cijfer bij het volgende verslag, dan hoeft u niets te doen.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let latest = subject.dossier.reports.values().max_by_key(|report| (report.reference_date, report.known_through));
    let Some(report) = latest.filter(|report| report.status.stage() < Stage::Adopted) else { return Vec::new() };
    // One remark for each file: who was late with one row was late with more.
    let mut late: BTreeMap<&str, Vec<(&KeyPath, Date)>> = BTreeMap::new();
    let dossier = subject.dossier;
    // A correction comes later by its nature, and belongs to the next report.
    let spent = dossier
        .spending
        .iter()
        .filter(|row| row.revises.is_none())
        .map(|row| (&row.at, Some(row.through), row.known_on));
    let measured = dossier.indicators.iter().flat_map(|indicator| &indicator.series);
    let measured = measured.filter(|row| row.revises.is_none()).map(|row| (&row.at, row.day(), row.known_on));
    for (at, day, known_on) in spent.chain(measured) {
        let is_about = day.is_some_and(|day| report.period.contains(*day) && day <= report.reference_date);
        if is_about && known_on > report.known_through {
            late.entry(at.file_name()).or_default().push((at, known_on));
        }
    }
    late.into_values().filter_map(|rows| told(report, &rows)).collect()
}

fn told(report: &Report, rows: &[(&KeyPath, Date)]) -> Option<Diagnostic> {
    let (at, known_on) = rows.first()?;
    let known = format::date(**known_on);
    let message = match rows.len() {
        1 => format!("deze regel telt niet mee in verslag {}: zij werd pas op {known} bekend", report.id),
        count => format!(
            "{count} regels in dit bestand tellen niet mee in verslag {}: de eerste werd pas op {known} bekend",
            report.id
        ),
    };
    let label = format!("het verslag kent wat bekend was op {}", format::date(*report.known_through));
    Some(
        Diagnostic::warning(RULE.code, at.key("bekend-op"), message)
            .label(report.at.key("gegevensstand"), label)
            .hint("moeten zij meetellen? kies dan een latere `gegevensstand`, of verbeter `bekend-op`"),
    )
}
