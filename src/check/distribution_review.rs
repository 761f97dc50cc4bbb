//! R039: no look at the distribution of the money in the year of a report.

use chrono::Datelike;

use super::{Rule, Subject, required};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{ReportKind, Requirement, Stage};

pub(super) const RULE: Rule = Rule {
    code: "R039",
    requirement: Some(Requirement::DistributionReview),
    what: "Voor elk jaar met een voortgangsrapportage staat bij `herzieningen` wat partijen over de verdeling van het geld zeiden, ook als er niets veranderde.",
    why: "Partijen bezien elk jaar samen of de verdeling moet veranderen en leggen vast wat zij afspreken. Het rapport noemt dat, en zonder regel lijkt het niet gebeurd.",
    example: "verdeling:\n  herzieningen: []        # en er is een verslag over 2021",
    solution: "Voeg in deal.yaml onder `verdeling`, bij `herzieningen`, een regel toe met `jaar`, `datum`, `bekend-op`, `uitkomst` (ongewijzigd of gewijzigd) en `toelichting`.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let deal = &subject.dossier.deal;
    // Only where the covenant asks for it.
    if !deal.provisions.contains_key(&Requirement::DistributionReview) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for report in subject.dossier.reports.values().filter(|report| report.kind == ReportKind::Progress) {
        let year = report.period.to.year();
        let of_year = |known: bool| {
            let mut reviews = deal.distribution.reviews.iter().enumerate();
            reviews.find(|(_, review)| review.year.0 == year && (review.known_on <= report.known_through) == known)
        };
        if of_year(true).is_some() {
            continue;
        }
        let reviews = KeyPath::file("deal.yaml").key("verdeling").key("herzieningen");
        let message = format!("dit verslag kent geen herziening van de verdeling van het geld voor {year}");
        let diagnostic = required(report, Stage::Adopted, RULE.code, report.at.key("periode"), message);
        found.push(match of_year(false) {
            Some((index, _)) => diagnostic
                .label(reviews.index(index).key("bekend-op"), format!("deze herziening werd bekend na {}, de gegevensstand van dit verslag", format::date(*report.known_through)))
                .hint("verbeter `bekend-op` van de herziening, of de `gegevensstand` van dit verslag"),
            None => diagnostic.label(reviews, format!("hier ontbreekt {year}")).hint(format!(
                "voeg bij `herzieningen` in deal.yaml een regel toe met `jaar: {year}` en een `bekend-op` tot en met {}, ook als de uitkomst `ongewijzigd` is",
                report.known_through
            )),
        });
    }
    found
}
