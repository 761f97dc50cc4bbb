//! R030: a term or a project outside the term of the deal.

use chrono::Datelike;

use super::deal_start::has_days;
use super::period::is_before;
use super::{Rule, Subject, speaks_of};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{Date, Deal, Markdown, Moment, Project, Requirement};

pub(super) const RULE: Rule = Rule {
    code: "R030",
    requirement: Some(Requirement::Term),
    what: "Een termijn en een project vallen binnen de looptijd van de deal.",
    why: "Het rapport zet geld en projecten naast de looptijd. Wat daarbuiten valt, is vaak een tikfout in een jaar, of vraagt om uitleg.",
    example: "# projecten/taalhuis.yaml; in deal.yaml staat einde: 2023-07-31\neinde: 2025-07-31",
    solution: "Verbeter het jaar of de datum. Loopt een project door na de deal, geef dan als `einde` de laatste dag waarop er geld van de deal naartoe gaat, of schrijf in `tekst` tot welk jaar het doorgaat, en met welk geld. Noem het jaar van een termijn die er buiten valt in de `toelichting` van de bijdrage.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let deal = &subject.dossier.deal;
    let mut found = Vec::new();
    if !has_days(subject.dossier) {
        return found;
    }
    terms(deal, &mut found);
    found.extend(subject.dossier.projects.values().filter_map(|project| in_project(deal, project)));
    found
}

fn terms(deal: &Deal, found: &mut Vec<Diagnostic>) {
    let top = KeyPath::file("deal.yaml");
    for (index, one) in deal.contributions.iter().enumerate() {
        let at = top.key("bijdragen").index(index);
        for (position, year) in
            one.terms.iter().enumerate().filter_map(|(position, term)| Some((position, term.year?.0)))
        {
            if speaks_of(one.note.as_ref().map(Markdown::as_str), &[&year.to_string()]) {
                continue;
            }
            let place = at.key("termijnen").index(position).key("jaar");
            let (message, label, text) = if year > deal.end.year() {
                (
                    format!("deze termijn is van {year}, na het einde van de deal"),
                    top.key("einde"),
                    format!("de deal eindigt op {}", format::date(*deal.end)),
                )
            } else if let Some(start) = deal.start.date.filter(|start| year < start.year()) {
                (
                    format!("deze termijn is van {year}, voor het begin van de deal"),
                    top.key("inwerkingtreding").key("datum"),
                    format!("de deal begint op {}", format::date(*start)),
                )
            } else {
                continue;
            };
            found.push(
                Diagnostic::warning(RULE.code, place, message)
                    .label(label, text)
                    .hint("verbeter het jaar; klopt het, noem het jaar dan in de `toelichting` van deze bijdrage"),
            );
        }
    }
}

/// Whether the text of the project names the year of a moment outside the term.
fn is_told(project: &Project, moment: &Moment) -> bool {
    speaks_of(Some(project.text.as_str()), &[&moment.day().year().to_string()])
}

/// The project as last agreed, when no reading of its words lies within the term.
fn in_project(deal: &Deal, project: &Project) -> Option<Diagnostic> {
    let top = KeyPath::file("deal.yaml");
    let last = Moment::from(deal.end);
    let ends = (top.key("einde"), format!("de deal eindigt op {}", format::date(*deal.end)));
    let place = |key: &str, changed: Option<usize>| match changed {
        Some(index) => project.at.key("wijzigingen").index(index).key(key),
        None => project.at.key(key),
    };
    let started = place("start", project.changes.iter().rposition(|change| change.start.is_some()));
    if let Some(start) = project.current_start() {
        if is_before(&last, start) {
            let message = format!("dit project begint ({}) na het einde van de deal", format::moment(start));
            return Some(
                Diagnostic::error(RULE.code, started, message)
                    .label(ends.0, ends.1)
                    .hint("verbeter de datum bij `start`"),
            );
        }
        let is_early = |first: &Date| is_before(start, &Moment::from(*first)) && !is_told(project, start);
        if let Some(first) = deal.start.date.filter(is_early) {
            let message = format!("dit project begint ({}) voor de deal", format::moment(start));
            return Some(
                Diagnostic::warning(RULE.code, started, message)
                    .label(
                        top.key("inwerkingtreding").key("datum"),
                        format!("de deal begint op {}", format::date(*first)),
                    )
                    .hint("bestond het project al? geef bij `start` de dag vanaf wanneer het bij de deal hoort, of noem in `tekst` het jaar waarin het begon"),
            );
        }
    }
    let end = project.current_end().filter(|end| is_before(&last, end) && !is_told(project, end))?;
    let ended = place("einde", project.changes.iter().rposition(|change| change.end.is_some()));
    Some(
        Diagnostic::warning(
            RULE.code,
            ended,
            format!("dit project eindigt ({}) na het einde van de deal", format::moment(end)),
        )
        .label(ends.0, ends.1)
        .hint("loopt het project door na de deal? geef bij `einde` de laatste dag waarop er geld van de deal naartoe gaat, of schrijf in `tekst` tot welk jaar het doorgaat, en met welk geld"),
    )
}
