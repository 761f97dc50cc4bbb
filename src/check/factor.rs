//! R040: a factor of the ambition without a measure, or with two answers.

use super::{Rule, Subject, required_of_deal};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::model::{Requirement, Stage};

pub(super) const RULE: Rule = Rule {
    code: "R040",
    requirement: Some(Requirement::Ambition),
    what: "Elke factor van de ambitie heeft een `kengetal`, of bij `geen-maatstaf` de reden dat er geen is.",
    why: "De ambitie is dat een achterstand kleiner wordt. Wie een factor noemt en niet meet, laat de lezer raden of dat een keuze was.",
    example: "ambitie:\n  factoren:\n    - naam: onderwijs",
    solution: "Noem bij `kengetal` de indicator die de factor meet, of schrijf bij `geen-maatstaf` waarom er geen is. Geef er één van.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (index, factor) in subject.dossier.deal.ambition.factors.iter().enumerate() {
        let at = KeyPath::file("deal.yaml").key("ambitie").key("factoren").index(index);
        match (&factor.measure, &factor.no_measure) {
            (None, None) => found.push(
                required_of_deal(
                    subject,
                    Stage::Adopted,
                    RULE.code,
                    at.key("naam"),
                    format!("de factor `{}` heeft geen maatstaf, en ook geen reden daarvoor", factor.name),
                )
                .hint("noem bij `kengetal` de indicator die de factor meet, of schrijf bij `geen-maatstaf` waarom er geen is"),
            ),
            (Some(measure), Some(_)) => found.push(
                Diagnostic::error(
                    RULE.code,
                    at.key("geen-maatstaf"),
                    format!("de factor `{}` heeft een kengetal, en ook een reden dat er geen is", factor.name),
                )
                .label(at.key("kengetal"), format!("dit is het kengetal `{measure}`"))
                .hint("houd één van beide"),
            ),
            _ => {}
        }
    }
    found
}
