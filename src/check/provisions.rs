//! R042: the deal does not say in which article the report is asked for.

use super::{Rule, Subject, required_of_deal};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::model::{Requirement, Stage};

pub(super) const RULE: Rule = Rule {
    code: "R042",
    requirement: Some(Requirement::Report),
    what: "`bepalingen` noemt de artikelen over de rapportage: `rapportage`, `rapportage-aanpak`, `rapportage-doelbereik` en `rapportage-financien`.",
    why: "Het rapport zegt bij elk hoofdstuk welke afspraak het nakomt. Elk convenant heeft daar zijn eigen artikelen voor.",
    example: "bepalingen:\n  rapportage: \"7.4\"",
    solution: "Zoek in het convenant het artikel over de jaarlijkse voortgangsrapportage, en neem de nummers over van de leden over aanpak, doelbereik en financiën.",
    find,
};

/// The articles that every chapter of the report stands on, by their key.
const NEEDED: [(Requirement, &str); 4] = [
    (Requirement::Report, "`rapportage`"),
    (Requirement::ReportApproach, "`rapportage-aanpak`"),
    (Requirement::ReportGoals, "`rapportage-doelbereik`"),
    (Requirement::ReportFinance, "`rapportage-financien`"),
];

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let provisions = &subject.dossier.deal.provisions;
    let missing: Vec<&str> =
        NEEDED.iter().filter(|(one, _)| !provisions.contains_key(one)).map(|(_, key)| *key).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let missing = crate::format::list(&missing);
    let at = KeyPath::file("deal.yaml").key("bepalingen");
    vec![
        required_of_deal(subject, Stage::Adopted, RULE.code, at, format!("er is geen artikel genoemd voor {missing}"))
            .hint(format!("schrijf bij {missing} het nummer van het artikel in dit convenant")),
    ]
}
