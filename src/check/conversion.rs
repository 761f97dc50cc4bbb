//! R029: a factor for a change of method that cannot be used.

use rust_decimal::Decimal;

use super::{Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::format;
use crate::model::Requirement;

pub(super) const RULE: Rule = Rule {
    code: "R029",
    requirement: Some(Requirement::MonitoringResults),
    what: "Een `omrekenfactor` is groter dan nul, ligt niet ver van 1 en heeft een `bron`.",
    why: "Met de factor wordt een oude meting vergeleken met een nieuwe. Het CBS heeft zulke factoren gepubliceerd en later verbeterd; zonder bron is niet te zien welke dit is, en rekent het rapport er niet mee.",
    example: "breuken:\n  - {datum: 2021-08-01, bekend-op: 2022-03-01, reden: nieuwe onderzoeksopzet, omrekenfactor: 0.96}",
    solution: "Schrijf bij `bron` wie de factor heeft gepubliceerd, met de datum of de versie. Is hij later verbeterd, voeg dan een tweede breuk toe met dezelfde `datum` en een latere `bekend-op`.",
    find,
};

/// Between these lies a factor that bridges two ways of measuring the same: 0,8 and 1,25.
const LEAST: Decimal = Decimal::from_parts(8, 0, 0, false, 1);
const MOST: Decimal = Decimal::from_parts(125, 0, 0, false, 2);

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for indicator in &subject.dossier.indicators {
        for (index, cut) in indicator.breaks.iter().enumerate() {
            let Some(factor) = cut.factor else { continue };
            let at = indicator.at.key("breuken").index(index).key("omrekenfactor");
            if factor.0 <= Decimal::ZERO {
                found.push(
                    Diagnostic::error(
                        RULE.code,
                        at,
                        format!("een omrekenfactor is groter dan nul, maar hier staat {}", format::exact(factor.0)),
                    )
                    .hint("schrijf het getal waarmee een oude waarde wordt vermenigvuldigd, bijvoorbeeld 0,96"),
                );
            } else if !(LEAST..=MOST).contains(&factor.0) {
                found.push(
                    Diagnostic::warning(
                        RULE.code,
                        at,
                        format!(
                            "een omrekenfactor ligt meestal dicht bij 1, maar hier staat {}",
                            format::exact(factor.0)
                        ),
                    )
                    .hint("gebruik het getal van de bron; is dit een percentage, schrijf dan bijvoorbeeld 0,96 in plaats van 96")
                    .hint("verschillen de methoden echt zo veel, dan meten zij niet hetzelfde: laat de factor dan weg"),
                );
            } else if cut.source.is_none() {
                found.push(
                    Diagnostic::warning(
                        RULE.code,
                        at,
                        "deze omrekenfactor heeft geen bron; het rapport rekent er niet mee",
                    )
                    .hint("schrijf er `bron: …` bij: wie heeft de factor gepubliceerd, en wanneer?"),
                );
            }
        }
    }
    found
}
