//! R022: an oordeel of the author that changes nothing.

use super::{Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::model::{IndicatorKind, Requirement};

pub(super) const RULE: Rule = Rule {
    code: "R022",
    requirement: Some(Requirement::MonitoringResults),
    what: "Een eigen oordeel onder `oordelen` verschilt van het oordeel dat uit de cijfers volgt, en gaat niet over een kengetal.",
    why: "Het rapport zegt erbij dat het oordeel van de opstellers is. Staat er hetzelfde als in de cijfers, dan wekt dat twijfel die er niet hoeft te zijn.",
    example: "oordelen:\n  geactiveerd: {oordeel: tussentijds-behaald, reden: er zijn 640 mensen geactiveerd}   # dat volgt ook uit de cijfers",
    solution: "Haal het eigen oordeel weg. Wat u erover wilt zeggen, hoort bij `duiding`.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for report in subject.dossier.reports.values() {
        for id in report.overrides.keys() {
            let Some(indicator) = subject.dossier.indicator(id) else { continue };
            if indicator.kind == IndicatorKind::KeyFigure {
                let at = report.at.key("oordelen").key(id.as_str());
                found.push(
                    Diagnostic::warning(RULE.code, at, format!("`{id}` is een kengetal en krijgt geen oordeel"))
                        .hint("haal dit oordeel weg; het komt niet in het rapport"),
                );
            }
        }
    }
    for (report, known) in subject.reports() {
        for figures in &known.figures.indicators {
            let Some(judgement) = &figures.judgement else { continue };
            let is_same = judgement.overruled.as_ref().is_some_and(|(computed, _)| *computed == judgement.verdict);
            if is_same && report.overrides.contains_key(&figures.id) {
                let at = report.at.key("oordelen").key(figures.id.as_str()).key("oordeel");
                found.push(
                    Diagnostic::warning(RULE.code, at, "dit oordeel volgt al uit de cijfers")
                        .hint("haal het weg, en zet wat u erover wilt zeggen bij `duiding`"),
                );
            }
        }
    }
    found
}
