//! R021: a goal that was reached, without a word on what the deal contributed to it.

use super::{Rule, Subject, required};
use crate::diagnostic::Diagnostic;
use crate::model::{Requirement, Stage, Verdict};

pub(super) const RULE: Rule = Rule {
    code: "R021",
    requirement: Some(Requirement::MonitoringResults),
    what: "Bij het oordeel behaald of tussentijds behaald staat in het verslag een `duiding`.",
    why: "Een cijfer dat is gehaald, zegt niet dat de deal dat heeft gedaan. De lezer hoort wat de deal bijdroeg, wat er nog meer speelde, en hoe zeker dat is.",
    example: "# geactiveerd: 640 van de 500, dus tussentijds behaald\nduiding:\n  sociale-cohesie: …",
    solution: "Schrijf onder `duiding` bij deze indicator wat de deal eraan bijdroeg. Is dat niet vast te stellen, zeg dan dat.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (report, known) in subject.reports() {
        for figures in &known.figures.indicators {
            let word = match figures.judgement.as_ref().map(|judgement| judgement.verdict) {
                Some(Verdict::Reached) => "behaald",
                Some(Verdict::ReachedEarly) => "tussentijds behaald",
                _ => continue,
            };
            if !report.interpretation.contains_key(&figures.id) {
                let message = format!("`{}` is {word}, maar dit verslag heeft er geen duiding bij", figures.id);
                found.push(
                    required(report, Stage::Discussed, RULE.code, report.at.key("duiding"), message).hint(format!(
                        "schrijf onder `duiding` een tekst bij `{}`: wat droeg de deal bij, wat speelde er nog meer, en hoe zeker is dat?",
                        figures.id
                    )),
                );
            }
        }
    }
    found
}
