//! R051: an element of a pillar's approach of which a report says nothing.

use super::{Rule, Subject, is_bound, named, required};
use crate::diagnostic::Diagnostic;
use crate::format;
use crate::model::{ApproachElement, Pillar, Report, Requirement, Stage};

pub(super) const RULE: Rule = Rule {
    code: "R051",
    requirement: Some(Requirement::ReportApproach),
    what: "Een verslag zegt van elk aanpakelement van elke pijler wat er gebeurde, of waarom er niets gebeurde.",
    why: "Het verslag gaat over de hele aanpak die is afgesproken. Een element dat ontbreekt, lijkt vergeten.",
    example: "pijlers:\n  ontmoeten:\n    voortgang: {}",
    solution: "Zet het element onder `voortgang` van zijn pijler, met `tekst` of met `geen-voortgang-omdat`.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let reports = subject.dossier.reports.values().filter(|report| is_bound(report));
    reports
        .flat_map(|report| subject.dossier.pillars.iter().filter_map(|pillar| not_mentioned(report, pillar)))
        .collect()
}

fn not_mentioned(report: &Report, pillar: &Pillar) -> Option<Diagnostic> {
    let said = report.pillars.get(&pillar.id);
    let is_said = |element: &ApproachElement| said.is_some_and(|said| said.progress.contains_key(&element.id));
    let missing: Vec<&ApproachElement> = pillar.approach.iter().filter(|element| !is_said(element)).collect();
    let first = &missing.first()?.id;
    let names: Vec<&str> = missing.iter().map(|element| element.name.as_str()).collect();
    let of = format::plural(names.len(), "aanpakelement", "aanpakelementen");
    let message = format!("over {of} van de pijler {} staat hier niets: {}", pillar.name, named(&names));
    let at = report.at.key("pijlers").key(pillar.id.as_str()).key("voortgang");
    let hint = format!(
        "zet onder `pijlers`, `{}`, `voortgang`: `{first}: {{tekst: …}}`; gebeurde er niets, dan `{first}: {{geen-voortgang-omdat: …}}`",
        pillar.id
    );
    Some(required(report, Stage::Adopted, RULE.code, at, message).hint(hint))
}
