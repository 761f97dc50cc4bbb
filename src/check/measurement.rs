//! R010: a measurement without a time, or with a value and the reason that there is none.

use super::{Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::model::Requirement;

pub(super) const RULE: Rule = Rule {
    code: "R010",
    requirement: Some(Requirement::ReportGoals),
    what: "Een meting heeft een tijd (`veldwerk`, `periode` of `peildatum`) en een `waarde` of `niet-gemeten` met een reden.",
    why: "Een ontbrekende meting is een gegeven met een reden, nooit een nul of een leeg vakje.",
    example: "reeks:\n  - {gebied: zuidwest, bekend-op: 2022-03-01, bron: CBS}",
    solution: "Vul de tijd en de waarde in, of schrijf `niet-gemeten: {reden: …}`.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for row in subject.dossier.indicators.iter().flat_map(|indicator| &indicator.series) {
        let times = [row.fieldwork.is_some(), row.period.is_some(), row.reference_date.is_some()];
        match times.iter().filter(|given| **given).count() {
            1 => {}
            0 => found.push(
                Diagnostic::error(RULE.code, row.at.clone(), "deze meting heeft geen tijd")
                    .hint("geef `veldwerk: {van: …, tot: …}`, `periode: {van: …, tot: …}` of `peildatum: …`"),
            ),
            _ => found.push(
                Diagnostic::error(RULE.code, row.at.clone(), "deze meting heeft meer dan één tijd")
                    .hint("houd één van `veldwerk`, `periode` en `peildatum`"),
            ),
        }
        match (&row.value, &row.not_measured) {
            (None, None) => found.push(
                Diagnostic::error(
                    RULE.code,
                    row.at.clone(),
                    "deze meting heeft geen waarde en geen reden waarom die ontbreekt",
                )
                .hint("geef `waarde: …`, of `niet-gemeten: {reden: …}`"),
            ),
            (Some(_), Some(_)) => found.push(
                Diagnostic::error(
                    RULE.code,
                    row.at.key("niet-gemeten"),
                    "deze meting heeft een waarde en zegt ook dat er niet is gemeten",
                )
                .label(row.at.key("waarde"), "dit is de waarde")
                .hint("houd één van beide"),
            ),
            _ => {}
        }
    }
    found
}
