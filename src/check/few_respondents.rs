//! R025: fewer respondents than the source asks, and the row does not say so.

use super::{Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::model::{Quality, Requirement};

pub(super) const RULE: Rule = Rule {
    code: "R025",
    requirement: Some(Requirement::MonitoringResults),
    what: "Een meting met minder deelnemers (`n`) dan de `minimum-respons` van de indicator heeft `kwaliteit: lage-respons`.",
    why: "De bron geeft bij zo weinig deelnemers geen uitkomst op dit niveau. Zonder dat woord zou de meting meetellen voor het oordeel.",
    example: "minimum-respons: 300\nreeks:\n  - {n: 240, waarde: 4.9, …}",
    solution: "Schrijf `kwaliteit: lage-respons` bij de meting. Staat er een verkeerd aantal, verbeter dan `n` of `minimum-respons`.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for indicator in &subject.dossier.indicators {
        let Some(least) = indicator.least_respondents else { continue };
        for row in indicator.series.iter().filter(|row| row.value.is_some()) {
            let Some(n) = row.n.filter(|n| *n < least) else { continue };
            if row.quality != Some(Quality::LowResponse) {
                found.push(
                    Diagnostic::error(
                        RULE.code,
                        row.at.key("n"),
                        format!("{} deelnemers zijn minder dan de {} die de bron vraagt", n.0, least.0),
                    )
                    .label(indicator.at.key("minimum-respons"), "dit is het minimum")
                    .hint("schrijf `kwaliteit: lage-respons` bij deze meting; zij telt dan niet mee voor het oordeel"),
                );
            }
        }
    }
    found
}
