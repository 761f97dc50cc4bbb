//! R004: the sources of money spent are not the whole.

use rust_decimal::Decimal;

use super::{Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::format;
use crate::model::{Percent, Requirement};

pub(super) const RULE: Rule = Rule {
    code: "R004",
    requirement: Some(Requirement::ReportFinance),
    what: "De dekking van een besteding telt op tot 100%.",
    why: "Anders is niet te zeggen waar het geld vandaan kwam.",
    example: "dekking: {rijk: 50%, regio: 40%}",
    solution: "Pas de percentages aan tot zij samen 100% zijn, of laat `dekking` weg als zij niet bekend is.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for row in &subject.dossier.spending {
        let Some(funding) = &row.funding else { continue };
        let sum: Decimal =
            [funding.state, funding.region, funding.partners].into_iter().flatten().map(|share| share.0).sum();
        if sum != Percent::WHOLE.0 {
            found.push(
                Diagnostic::error(
                    RULE.code,
                    row.at.key("dekking"),
                    format!("de dekking telt op tot {}%, niet tot 100%", format::exact(sum)),
                )
                .hint("pas de percentages aan tot zij samen 100% zijn, of laat `dekking` weg als zij niet bekend is"),
            );
        }
    }
    found
}
