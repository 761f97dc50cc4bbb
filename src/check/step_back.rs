//! R061: what was over or there in an earlier report, and is not in this one.

use super::{Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::model::{Dossier, Phase, Report, Requirement, State};

pub(super) const RULE: Rule = Rule {
    code: "R061",
    requirement: Some(Requirement::MonitoringProjects),
    what: "Een project dat was afgerond of gestopt, loopt niet weer; een resultaat dat was gerealiseerd, blijft dat, of heeft een reden.",
    why: "Meestal is een van de twee verslagen fout. Is het waar, dan wil de lezer weten wat er gebeurde.",
    example: "buurthuis-molenbuurt: {fase: lopend}   # in het vorige verslag: afgerond",
    solution: "Verbeter de fase of de stand. Schrijf bij een resultaat dat er niet meer is `reden`. Loopt een project echt weer, zet dan in het verslag bij `klopt` de plek, zoals `klopt: [projecten.buurthuis-molenbuurt.fase]`.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for report in subject.dossier.reports.values() {
        let before: Vec<&Report> = subject.dossier.reports_before(report).collect();
        projects(subject.dossier, report, &before, &mut found);
        results(subject.dossier, report, &before, &mut found);
    }
    found
}

fn projects(dossier: &Dossier, report: &Report, before: &[&Report], found: &mut Vec<Diagnostic>) {
    for (id, said) in &report.projects {
        let last = before.iter().find_map(|before| Some((before, before.projects.get(id)?)));
        let Some((before, was)) = last else { continue };
        let over = match was.phase {
            Phase::Completed => "afgerond",
            Phase::Stopped => "gestopt",
            Phase::Proposed | Phase::Running => continue,
        };
        let now = match said.phase {
            Phase::Running => "loopt weer",
            Phase::Proposed => "is weer voorgenomen",
            Phase::Completed | Phase::Stopped => continue,
        };
        let at = |report: &Report| report.at.key("projecten").key(id.as_str()).key("fase");
        let place = at(report).to_string();
        if report.has_confirmed(&place) {
            continue;
        }
        let name = dossier.projects.get(id).map_or(id.as_str(), |project| project.name.as_str());
        found.push(
            Diagnostic::warning(
                RULE.code,
                at(report),
                format!("het project {name} {now}, maar was {over} in het verslag {}", before.id),
            )
            .label(at(before), format!("hier was het {over}"))
            .hint(format!("verbeter een van beide; is het waar, zet dan in dit verslag bij `klopt: [{place}]`")),
        );
    }
}

fn results(dossier: &Dossier, report: &Report, before: &[&Report], found: &mut Vec<Diagnostic>) {
    for (result, said) in report.results.iter().flat_map(|(result, of)| of.iter().map(move |said| (result, said))) {
        let (area, said) = said;
        let at =
            |report: &Report| report.at.key("pijlerresultaten").key(result.as_str()).key(area.as_str()).key("stand");
        let place = at(report).to_string();
        let is_explained = said.state == State::Realised || said.reason.is_some() || report.has_confirmed(&place);
        let last = before.iter().find_map(|before| Some((before, before.results.get(result)?.get(area)?)));
        let Some((before, _)) = last.filter(|(_, was)| was.state == State::Realised && !is_explained) else { continue };
        let results = dossier.pillars.iter().flat_map(|pillar| &pillar.results);
        let name = results.into_iter().find(|one| one.id == *result).map_or(result.as_str(), |one| one.name.as_str());
        found.push(
            Diagnostic::warning(
                RULE.code,
                at(report),
                format!("het resultaat {name} is hier niet meer gerealiseerd; in het verslag {} wel", before.id),
            )
            .label(at(before), "hier was het gerealiseerd")
            .hint("verbeter een van beide, of schrijf erbij `reden: …`: wat gebeurde er?"),
        );
    }
}
