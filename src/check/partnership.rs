//! R068: a final evaluation in which a side does not look back on the partnership.

use super::{Rule, Subject, required};
use crate::diagnostic::Diagnostic;
use crate::format;
use crate::model::{ReportKind, Requirement, Side, Stage};

pub(super) const RULE: Rule = Rule {
    code: "R068",
    requirement: Some(Requirement::PartnershipEvaluation),
    what: "In een eindevaluatie kijken het Rijk en de Regio allebei terug op het partnerschap, onder `evaluatie-samenwerking`.",
    why: "Partijen hebben zich voorgenomen het partnerschap met elkaar te evalueren; een terugblik van één kant is dat niet.",
    example: "soort: eindevaluatie\nevaluatie-samenwerking:\n  gemeente: Voor ons was …   # en het Rijk?",
    solution: "Vraag van elke kant ten minste één partij om een korte terugblik, en zet die onder het id van die partij.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let deal = &subject.dossier.deal;
    let mut found = Vec::new();
    for report in subject.dossier.reports.values().filter(|report| report.kind == ReportKind::FinalEvaluation) {
        let silent: Vec<(&str, Vec<&str>)> = [(Side::State, "het Rijk"), (Side::Region, "de Regio")]
            .into_iter()
            .filter_map(|(side, name)| {
                let parties: Vec<_> = deal.parties.iter().filter(|party| party.side == side).collect();
                let says = parties.iter().any(|party| report.partnership.contains_key(&party.id));
                (!parties.is_empty() && !says).then(|| (name, parties.iter().map(|party| party.id.as_str()).collect()))
            })
            .collect();
        if silent.is_empty() {
            continue;
        }
        let at = if report.partnership.is_empty() {
            report.at.key("soort")
        } else {
            report.at.key("evaluatie-samenwerking")
        };
        let sides: Vec<&str> = silent.iter().map(|(side, _)| *side).collect();
        let whose: Vec<String> = silent
            .iter()
            .map(|(side, ids)| {
                let ids: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
                format!("voor {side} van {}", format::list(&ids).replace(" en ", " of "))
            })
            .collect();
        found.push(
            required(
                report,
                Stage::Adopted,
                RULE.code,
                at,
                format!(
                    "in deze eindevaluatie ontbreekt de terugblik van {} op het partnerschap",
                    format::list(&sides)
                ),
            )
            .hint(format!("schrijf onder `evaluatie-samenwerking` een terugblik: {}", format::list(&whose))),
        );
    }
    found
}
