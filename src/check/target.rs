//! R009: a target has no shape, or more than one.

use super::{Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::model::{DifferenceUnit, IndicatorKind, MeasureKind, Requirement};

pub(super) const RULE: Rule = Rule {
    code: "R009",
    requirement: Some(Requirement::IntendedResults),
    what: "Een streefwaarde heeft precies één vorm: `verschil`, `waarde`, `cumulatief` of `alleen-richting: ja`, passend bij de maat.",
    why: "Elke vorm wordt anders beoordeeld. Een percentage verandert in procentpunten, een score in punten.",
    example: "maat: percentage\nstreefwaarde: {verschil: -10 punt, van: najaar 2019, tot: najaar 2023}",
    solution: "Kies de vorm die in het convenant staat en laat de andere weg.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for indicator in &subject.dossier.indicators {
        let Some(target) = &indicator.target else { continue };
        let at = indicator.at.key("streefwaarde");
        let shapes = [
            target.difference.is_some(),
            target.level.is_some(),
            target.cumulative.is_some(),
            target.direction_only.is_yes(),
        ];
        match shapes.iter().filter(|given| **given).count() {
            1 => {}
            0 => found.push(
                Diagnostic::error(RULE.code, at.clone(), "deze streefwaarde zegt niet wat er bereikt moet worden")
                    .hint("geef `verschil`, `waarde` of `cumulatief`, of schrijf `alleen-richting: ja`"),
            ),
            _ => found.push(
                Diagnostic::error(RULE.code, at.clone(), "deze streefwaarde heeft meer dan één vorm")
                    .hint("houd alleen de vorm die in het convenant staat"),
            ),
        }
        if indicator.kind == IndicatorKind::KeyFigure {
            found.push(
                Diagnostic::error(RULE.code, at.clone(), "een kengetal heeft geen streefwaarde")
                    .hint("haal `streefwaarde` weg, of maak de `soort` effect of prestatie"),
            );
        }
        let Some(difference) = &target.difference else { continue };
        let expected = match indicator.measure {
            MeasureKind::Percentage => (DifferenceUnit::PercentagePoint, "procentpunt"),
            MeasureKind::ScaleScore | MeasureKind::Mark => (DifferenceUnit::Point, "punt"),
            MeasureKind::Number => continue,
        };
        if difference.unit != expected.0 {
            found.push(
                Diagnostic::error(
                    RULE.code,
                    at.key("verschil"),
                    "de eenheid van dit verschil past niet bij de maat van de indicator",
                )
                .label(indicator.at.key("maat"), "dit is de maat")
                .hint(format!("schrijf het verschil in {}", expected.1)),
            );
        }
    }
    found
}
