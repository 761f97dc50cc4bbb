//! R027: a figure about a whole city that is held against a target of the deal.

use super::{Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::model::{Counting, IndicatorKind, Requirement};

pub(super) const RULE: Rule = Rule {
    code: "R027",
    requirement: Some(Requirement::IntendedResults),
    what: "Het `meetgebied` van een indicator is een gebied van de deal, en een telling vanaf het begin gaat niet over het vergelijkingsgebied.",
    why: "Een programma dat in de hele stad loopt, telt ook mensen buiten het gebied. Zo'n aantal zegt niets over het doel van de deal.",
    example: "telling: cumulatief\nmeetgebied: den-haag   # het Werkoffensief +500 loopt in de hele stad",
    solution: "Laat alleen meetellen wie in het gebied van de deal woont, en kies dat als `meetgebied`. Is het aantal alleen voor de hele stad bekend, schrijf dan `niet-gemeten` met de reden.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let Some(other) = &subject.dossier.deal.area.comparison else { return found };
    for indicator in subject.dossier.indicators.iter().filter(|one| one.kind != IndicatorKind::KeyFigure) {
        if indicator.area == other.id {
            found.push(
                Diagnostic::warning(
                    RULE.code,
                    indicator.at.key("meetgebied"),
                    format!("`{}` is het gebied om mee te vergelijken, niet dat van de deal", other.id),
                )
                .hint(format!(
                    "kies `meetgebied: {}` of een wijk, en laat alleen dat gebied meetellen",
                    subject.dossier.deal.area.id
                )),
            );
            continue;
        }
        let row = indicator.series.iter().find(|row| row.area == other.id && row.value.is_some());
        if let Some(row) = row.filter(|_| indicator.counting == Counting::Cumulative) {
            found.push(
                Diagnostic::warning(
                    RULE.code,
                    row.at.key("gebied"),
                    format!("deze telling gaat over `{}`, ook buiten het gebied van de deal", other.id),
                )
                .label(indicator.at.key("meetgebied"), "dit is het meetgebied")
                .hint("een totaal van een groter gebied is geen maatstaf voor deze deal; haal deze meting weg")
                .hint("is het aantal voor het meetgebied niet bekend? schrijf daar dan `niet-gemeten: {reden: …}`"),
            );
        }
    }
    found
}
