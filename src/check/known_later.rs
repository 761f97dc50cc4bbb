//! R013: a report speaks of what it could not know.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{Date, Id, Project, Report};

pub(super) const RULE: Rule = Rule {
    code: "R013",
    requirement: None,
    what: "Een verslag noemt geen project dat pas na zijn gegevensstand bekend werd, ook niet via `doorstroom-naar`.",
    why: "Een oud verslag houdt de kennis van toen; het project bestaat er niet.",
    example: "gegevensstand: 2021-04-15\nprojecten:\n  boegbeelden: {fase: lopend}   # bekend-op: 2021-09-20",
    solution: "Haal het project uit dit verslag, of verbeter de `bekend-op` van het project of de `gegevensstand` van het verslag. Zet een latere `doorstroom-naar` onder `wijzigingen`, met haar eigen `bekend-op`.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for report in subject.dossier.reports.values() {
        for id in report.projects.keys() {
            let place = report.at.key("projecten").key(id.as_str());
            check_one(subject, report, id, place, &mut found);
        }
    }
    // What is agreed or spent must not hang on something that is known later either.
    for project in subject.dossier.projects.values() {
        for row in subject.dossier.spending.iter().filter(|row| row.project.as_ref() == Some(&project.id)) {
            if row.known_on < project.known_on {
                found.push(
                    too_early(
                        row.at.key("bekend-op"),
                        project.known_on,
                        &project.at,
                        "deze besteding is eerder bekend dan haar project",
                    )
                    .hint("verbeter een van de datums, of haal deze regel weg"),
                );
            }
        }
        moves_on(subject, project, &mut found);
    }
    found
}

fn check_one(subject: &Subject<'_>, report: &Report, id: &Id, place: KeyPath, found: &mut Vec<Diagnostic>) {
    let Some(project) = subject.dossier.projects.get(id) else { return };
    if project.known_on > report.known_through {
        found.push(
            too_early(place, project.known_on, &project.at, "dit verslag noemt een project dat pas later bekend werd")
                .label(
                    report.at.key("gegevensstand"),
                    format!("dit verslag weet wat bekend was op {}", format::date(*report.known_through)),
                )
                .hint("verbeter een van de datums, of haal deze regel weg"),
        );
    }
}

/// The lists of `doorstroom-naar`, each from the day it was known.
fn moves_on(subject: &Subject<'_>, project: &Project, found: &mut Vec<Diagnostic>) {
    let first = (project.known_on, &project.leads_to, project.at.key("doorstroom-naar"));
    let later = project.changes.iter().enumerate().filter_map(|(index, change)| {
        let place = project.at.key("wijzigingen").index(index).key("doorstroom-naar");
        change.leads_to.as_ref().map(|ids| (change.known_on, ids, place))
    });
    for (known_on, ids, place) in std::iter::once(first).chain(later) {
        for (index, id) in ids.iter().enumerate() {
            let Some(next) = subject.dossier.projects.get(id) else { continue };
            let Some(report) = subject
                .dossier
                .reports
                .values()
                .find(|report| (known_on..next.known_on).contains(&report.known_through))
            else {
                continue;
            };
            found.push(
                too_early(
                    place.index(index),
                    next.known_on,
                    &next.at,
                    "deze doorstroom gaat naar een project dat pas later bekend werd",
                )
                .label(
                    report.at.key("gegevensstand"),
                    format!(
                        "dit verslag kent dat project niet: het weet wat bekend was op {}",
                        format::date(*report.known_through)
                    ),
                )
                .hint(format!(
                    "haal `{id}` hier weg, en zet de nieuwe lijst `doorstroom-naar` onder `wijzigingen` van dit project, met `bekend-op: {}` (of later) en een `reden`",
                    next.known_on
                )),
            );
        }
    }
}

fn too_early(at: KeyPath, known_on: Date, project: &KeyPath, message: &str) -> Diagnostic {
    Diagnostic::error(RULE.code, at, message)
        .label(project.key("bekend-op"), format!("het project is bekend sinds {}", format::date(*known_on)))
}
