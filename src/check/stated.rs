//! R016: progress or a state without the words that explain it.

use super::{Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::model::{Report, Requirement, State};

pub(super) const RULE: Rule = Rule {
    code: "R016",
    requirement: Some(Requirement::Report),
    what: "Een aanpakelement heeft `tekst` of `geen-voortgang-omdat`, niet beide; de stand onbekend, vervallen of niet-gestart heeft een `reden` of `onderbouwing`.",
    why: "Ook waar niets gebeurde, hoort de lezer waarom; een lege regel laat hem raden.",
    example: "pijlerresultaten:\n  buurthuis:\n    molenbuurt: {stand: vervallen}",
    solution: "Vul de tekst of de reden in.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for report in subject.dossier.reports.values() {
        elements(report, &mut found);
        states(report, &mut found);
    }
    found
}

fn elements(report: &Report, found: &mut Vec<Diagnostic>) {
    for (pillar, progress) in &report.pillars {
        for (id, element) in &progress.progress {
            let at = report.at.key("pijlers").key(pillar.as_str()).key("voortgang").key(id.as_str());
            match (&element.text, &element.none_because) {
                (None, None) => {
                    let hint =
                        "schrijf bij `tekst` wat er gebeurde, of bij `geen-voortgang-omdat` waarom er niets gebeurde";
                    let message = format!("over `{id}` staat hier niets");
                    found.push(Diagnostic::error(RULE.code, at, message).hint(hint));
                }
                (Some(_), Some(_)) => found.push(
                    Diagnostic::error(
                        RULE.code,
                        at.key("geen-voortgang-omdat"),
                        format!("over `{id}` staat hier wat er gebeurde, en ook dat er niets gebeurde"),
                    )
                    .label(at.key("tekst"), "dit is wat er gebeurde")
                    .hint("houd één van beide; wat achterbleef, hoort bij `afwijkingen` van de pijler"),
                ),
                _ => {}
            }
        }
    }
}

fn states(report: &Report, found: &mut Vec<Diagnostic>) {
    for (result, states) in &report.results {
        for (area, said) in states {
            let state = match said.state {
                State::Unknown => "onbekend",
                State::Dropped => "vervallen",
                State::NotStarted => "niet-gestart",
                State::Realised | State::Underway | State::Planned => continue,
            };
            if said.reason.is_none() && said.evidence.is_none() {
                let at = report.at.key("pijlerresultaten").key(result.as_str()).key(area.as_str());
                found.push(
                    Diagnostic::error(RULE.code, at.key("stand"), format!("de stand is {state}, zonder reden"))
                        .hint("schrijf er `reden: …` bij, in één zin; de reden komt in het rapport"),
                );
            }
        }
    }
}
