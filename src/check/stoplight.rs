//! R015: a light that is not green without a cause, an effect and a correction.

use super::{Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::format;
use crate::model::{Light, Requirement};

pub(super) const RULE: Rule = Rule {
    code: "R015",
    requirement: Some(Requirement::MonitoringProjects),
    what: "Een stoplicht met oranje of rood noemt `oorzaak`, `gevolg` en `bijsturing`.",
    why: "Wie oranje of rood leest, wil weten waarom, wat het betekent voor het doel en wat eraan wordt gedaan.",
    example: "stoplicht: {tijd: oranje, geld: groen, kwaliteit: groen}",
    solution: "Schrijf bij het stoplicht één zin voor `oorzaak`, één voor `gevolg` en één voor `bijsturing`.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for report in subject.dossier.reports.values() {
        for (id, project) in &report.projects {
            let Some(light) = &project.light else { continue };
            let lights = [("tijd", light.time), ("geld", light.money), ("kwaliteit", light.quality)];
            let Some((subject, colour)) = lights.into_iter().find(|(_, colour)| *colour != Light::Green) else {
                continue;
            };
            let colour = if colour == Light::Red { "rood" } else { "oranje" };
            let said = [
                ("`oorzaak`", light.cause.is_some()),
                ("`gevolg`", light.effect.is_some()),
                ("`bijsturing`", light.correction.is_some()),
            ];
            let missing: Vec<&str> = said.into_iter().filter(|(_, given)| !given).map(|(key, _)| key).collect();
            if !missing.is_empty() {
                let verb = if missing.len() == 1 { "ontbreekt" } else { "ontbreken" };
                let missing = format::list(&missing);
                found.push(
                    Diagnostic::error(
                        RULE.code,
                        report.at.key("projecten").key(id.as_str()).key("stoplicht"),
                        format!("het stoplicht voor {subject} is {colour}, maar {missing} {verb}"),
                    )
                    .hint(format!("schrijf bij het stoplicht in een of twee zinnen: {missing}")),
                );
            }
        }
    }
    found
}
