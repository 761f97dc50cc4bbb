//! R050: a project of which a report says too little.

use super::{Rule, Subject, is_bound, named, required};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::figures::Known;
use crate::format;
use crate::model::{
    Date, Dossier, Id, Moment, Phase, Project, ProjectProgress, Report, ReportKind, Requirement, Stage,
};

pub(super) const RULE: Rule = Rule {
    code: "R050",
    requirement: Some(Requirement::MonitoringProjects),
    what: "Een verslag noemt elk project dat in de periode liep. Van een voorgenomen project staat er of het haalbaar is, van een lopend project hoe het gaat, van een gestopt project waarom.",
    why: "Partijen spraken af elkaar te informeren over de haalbaarheid van voorgenomen en de voortgang van lopende projecten. Een project dat zonder een woord verdwijnt, roept vragen op.",
    example: "projecten:\n  buurthuis-havenkwartier: {fase: voorgenomen}",
    solution: "Zet het project in het verslag. Schrijf bij een voorgenomen project `haalbaarheid`, bij een lopend project een `stoplicht` of `tekst`, bij een gestopt project `tekst`.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for report in subject.dossier.reports.values().filter(|report| is_bound(report)) {
        for (id, said) in &report.projects {
            let name = subject.dossier.projects.get(id).map_or(id.as_str(), |project| project.name.as_str());
            said_too_little(report, (id, name), said, &mut found);
        }
    }
    for (report, known) in subject.reports().filter(|(report, _)| is_bound(report)) {
        found.extend(not_mentioned(subject.dossier, report, known));
    }
    found
}

fn said_too_little(report: &Report, (id, name): (&Id, &str), said: &ProjectProgress, found: &mut Vec<Diagnostic>) {
    let is_explained = said.text.is_some() || said.light.as_ref().is_some_and(|light| light.cause.is_some());
    let (message, hint) = match said.phase {
        Phase::Proposed if said.feasibility.is_none() => (
            format!("het project {name} is voorgenomen, maar er staat niet of het haalbaar is"),
            "schrijf erbij `haalbaarheid: …`: kan het project doorgaan, en waar hangt dat van af?",
        ),
        Phase::Running if said.light.is_none() && said.text.is_none() => (
            format!("van het project {name} staat hier alleen dat het loopt"),
            "schrijf erbij `stoplicht: {tijd: groen, geld: groen, kwaliteit: groen}` of `tekst: …`: wat gebeurde er?",
        ),
        Phase::Stopped if !is_explained => (
            format!("het project {name} is gestopt, maar er staat niet waarom"),
            "schrijf erbij `tekst: …`: waarom stopte het, en wat gebeurt er met het geld en het doel?",
        ),
        Phase::Proposed | Phase::Running | Phase::Stopped | Phase::Completed => return,
    };
    let at = place(report).key(id.as_str());
    found.push(required(report, Stage::Adopted, RULE.code, at, message).hint(hint));
}

fn place(report: &Report) -> KeyPath {
    report.at.key("projecten")
}

fn not_mentioned(dossier: &Dossier, report: &Report, known: &Known) -> Option<Diagnostic> {
    let projects = known.dossier.projects.values();
    let missing: Vec<&Project> = projects
        .filter(|project| !report.projects.contains_key(&project.id) && ran_in(project, report))
        .filter(|project| report.kind == ReportKind::FinalEvaluation || !was_over(dossier, report, &project.id))
        .collect();
    let first = missing.first()?;
    let names: Vec<&str> = missing.iter().map(|project| project.name.as_str()).collect();
    let of = format::plural(names.len(), "project", "projecten");
    let message = format!("over {of} van de deal staat hier niets: {}", named(&names));
    let mut diagnostic = required(report, Stage::Adopted, RULE.code, place(report), message)
        .hint(format!("zet onder `projecten`: `{}: {{fase: lopend, tekst: …}}`; kies de fase die klopt", first.id));
    if let Some(project) = dossier.projects.get(&first.id) {
        diagnostic = diagnostic.label(project.at.key("naam"), "dit project hoort bij de deal");
    }
    Some(diagnostic)
}

/// Whether a project had begun by the peildatum and had not ended before the period. One without
/// a first day has begun when it was known.
fn ran_in(project: &Project, report: &Report) -> bool {
    let start = project.current_start().map_or(*project.known_on, Moment::day);
    let is_over = project.current_end().is_some_and(|end| Date(end.day()) < report.period.from);
    Date(start) <= report.reference_date && !is_over
}

/// Whether an earlier report said that a project is completed or stopped.
fn was_over(dossier: &Dossier, report: &Report, id: &Id) -> bool {
    let earlier = dossier.reports.values().filter(|other| other.reference_date < report.reference_date);
    let mut phases = earlier.filter_map(|other| other.projects.get(id)).map(|said| said.phase);
    phases.any(|phase| matches!(phase, Phase::Completed | Phase::Stopped))
}
