//! R041: when the deal took effect is not told, or in two ways.

use super::{Rule, Subject, required_of_deal};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::figures::money::first_day;
use crate::format;
use crate::model::{Dossier, Requirement, Stage};

pub(super) const RULE: Rule = Rule {
    code: "R041",
    requirement: Some(Requirement::Term),
    what: "`inwerkingtreding` heeft een `datum`, of bij `onbekend` de reden dat die er niet is en bij `reken-vanaf` de dag waarop de looptijd begint te tellen.",
    why: "Het rapport zet de uitgaven naast het verstreken deel van de looptijd. Dat kan alleen vanaf een dag.",
    example: "inwerkingtreding:\n  onbekend: de dag van ondertekening staat niet in het convenant",
    solution: "Geef `datum`. Is die niet bekend, geef dan `onbekend` met de reden, en `reken-vanaf` met een dag waarover partijen het eens zijn.",
    find,
};

/// Whether the deal ends after it begins. Where it does not, nothing can be held against its term.
pub(super) fn has_days(dossier: &Dossier) -> bool {
    first_day(dossier).is_none_or(|(first, _)| first < *dossier.deal.end)
}

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let deal = &subject.dossier.deal;
    let top = KeyPath::file("deal.yaml");
    let at = top.key("inwerkingtreding");
    let start = &deal.start;
    let mut found = Vec::new();
    match (&start.date, &start.unknown) {
        (None, None) => found.push(
            required_of_deal(
                subject,
                Stage::Adopted,
                RULE.code,
                at.clone(),
                "er staat niet wanneer de deal in werking trad, en ook niet waarom dat onbekend is",
            )
            .hint("geef `datum`, of schrijf bij `onbekend` waarom de dag niet bekend is"),
        ),
        (Some(date), Some(_)) => found.push(
            Diagnostic::error(
                RULE.code,
                at.key("onbekend"),
                "de dag van inwerkingtreding is gegeven, en ook onbekend genoemd",
            )
            .label(at.key("datum"), format!("de deal begint op {}", format::date(**date)))
            .hint("houd één van beide"),
        ),
        _ => {}
    }
    match (&start.date, &start.count_from) {
        (None, None) if start.unknown.is_some() => found.push(
            Diagnostic::warning(RULE.code, at.clone(), "het verstreken deel van de looptijd is niet te tellen: er is geen eerste dag")
                .hint("geef bij `reken-vanaf` de dag waarop de looptijd begint te tellen; het rapport zegt erbij dat het een keuze is"),
        ),
        (Some(date), Some(_)) => found.push(
            Diagnostic::warning(RULE.code, at.key("reken-vanaf"), "`reken-vanaf` doet niet mee: de looptijd telt vanaf `datum`")
                .label(at.key("datum"), format!("de deal begint op {}", format::date(**date)))
                .hint("haal `reken-vanaf` weg"),
        ),
        _ => {}
    }
    if let Some((first, place)) = first_day(subject.dossier).filter(|_| !has_days(subject.dossier)) {
        found.push(
            Diagnostic::error(
                RULE.code,
                top.key("einde"),
                format!("de deal eindigt op {}, en dat is niet na het begin", format::date(*deal.end)),
            )
            .label(place, format!("de looptijd begint op {}", format::date(first)))
            .hint("neem begin en einde over uit het convenant"),
        );
    }
    found
}
