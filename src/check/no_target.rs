//! R065: an indicator of the covenant without a target.

use super::{Rule, Subject, required_of_deal};
use crate::diagnostic::Diagnostic;
use crate::model::{IndicatorKind, Requirement, Stage};

pub(super) const RULE: Rule = Rule {
    code: "R065",
    requirement: Some(Requirement::IntendedResults),
    what: "Een indicator met soort effect of prestatie heeft een `streefwaarde`.",
    why: "Zonder streefwaarde staat er een getal zonder afspraak, en is er niets om het getal aan af te meten. Is er alleen een richting afgesproken, dan is dat ook een streefwaarde.",
    example: "naam: Geïsoleerde woningen\nsoort: prestatie\nmaat: aantal\ntelling: cumulatief",
    solution: "Schrijf bij `streefwaarde` wat het convenant zegt: `verschil`, `waarde`, `cumulatief` of `alleen-richting: ja`, met `van` en `tot`. Is er niets afgesproken, dan is het een kengetal.",
    find,
};

const WRITE: &str = "zet `streefwaarde:` in dit bestand, met wat is afgesproken en `van` en `tot`";
const OR: &str = "is er alleen een richting afgesproken? schrijf daar `alleen-richting: ja`; is er niets afgesproken? kies `soort: kengetal`";

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for indicator in &subject.dossier.indicators {
        let kind = match indicator.kind {
            IndicatorKind::KeyFigure => continue,
            IndicatorKind::Effect => "effect",
            IndicatorKind::Output => "prestatie",
        };
        if indicator.target.is_none() && !subject.has_blanks(indicator.at.file_name()) {
            let message = format!("deze indicator (soort {kind}) heeft geen `streefwaarde`");
            let at = indicator.at.key("soort");
            let diagnostic = required_of_deal(subject, Stage::Adopted, RULE.code, at, message);
            found.push(diagnostic.hint(WRITE).hint(OR));
        }
    }
    found
}
