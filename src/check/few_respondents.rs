//! R025: fewer respondents than the source asks, or no number of them, and the row does not say so.

use super::{Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::figures::margin::is_counted;
use crate::model::{Quality, Requirement};

pub(super) const RULE: Rule = Rule {
    code: "R025",
    requirement: Some(Requirement::MonitoringResults),
    what: "Een meting met minder deelnemers (`n`) dan de `minimum-respons` van de indicator heeft `kwaliteit: lage-respons`. Een onderzoek zonder `n` zegt bij `n-onbekend` waarom.",
    why: "De bron geeft bij zo weinig deelnemers geen uitkomst op dit niveau. Zonder dat woord zou de meting meetellen voor het oordeel.",
    example: "minimum-respons: 300\nreeks:\n  - {n: 240, waarde: 4.9, …}",
    solution: "Schrijf `kwaliteit: lage-respons` bij de meting. Vul `n` in, of schrijf bij `n-onbekend` waarom het aantal niet bekend is. Staat er een verkeerd aantal, verbeter dan `n` of `minimum-respons`.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for indicator in &subject.dossier.indicators {
        let Some(least) = indicator.least_respondents else { continue };
        for row in indicator.series.iter().filter(|row| row.value.is_some()) {
            if let (Some(n), Some(_)) = (row.n, &row.n_unknown) {
                found.push(
                    Diagnostic::error(
                        RULE.code,
                        row.at.key("n-onbekend"),
                        format!("deze meting heeft {} deelnemers en zegt ook dat het aantal niet bekend is", n.0),
                    )
                    .hint("houd één van `n` en `n-onbekend`"),
                );
            }
            let is_other = subject.dossier.deal.area.comparison.as_ref().is_some_and(|other| other.id == row.area);
            let is_silent = row.n.is_none() && row.n_unknown.is_none() && row.quality != Some(Quality::LowResponse);
            // The minimum is about the area and its wijken; a whole city asks more people.
            if is_silent && !is_other && !is_counted(indicator, row) {
                found.push(
                    Diagnostic::warning(
                        RULE.code,
                        row.at.clone(),
                        "deze meting zegt niet hoeveel mensen meededen",
                    )
                    .label(indicator.at.key("minimum-respons"), "de bron vraagt een minimum")
                    .hint("schrijf `n: …` bij de meting; is het aantal niet bekend, schrijf dan bij `n-onbekend` waarom"),
                );
            }
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
