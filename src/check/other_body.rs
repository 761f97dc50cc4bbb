//! R076: the TOOI id is of another kind of government than the organisation it stands beside.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::model::{Body, Organisation};

pub(super) const RULE: Rule = Rule {
    code: "R076",
    requirement: None,
    what: "De TOOI-code bij `kenmerken` is van dezelfde soort overheid als de organisatie die erbij staat.",
    why: "Aan de code is te zien of een gemeente, een provincie of een waterschap het verslag aanbiedt. Daarvan hangt af aan wie de raadsbijlage en de brief zijn gericht, en onder wiens naam het verslag wordt gepubliceerd.",
    example: "kenmerken:\n  organisatie: provincie Overijssel\n  tooi-id: gm0518   # de code van een gemeente",
    solution: "Zoek de code op in het register TOOI (standaarden.overheid.nl/tooi): gm met vier cijfers voor een gemeente, pv met twee voor een provincie, ws met vier voor een waterschap.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let deal = &subject.dossier.deal;
    let stated = deal.references.as_ref().and_then(|references| references.organisation.as_ref());
    let (Some(stated), Organisation { address: Some(_), body, .. }) = (stated, Organisation::of(deal)) else {
        return Vec::new();
    };
    let named = Body::of_name(stated.as_str());
    // A name that tells no kind contradicts none.
    if named == Body::Other || named == body {
        return Vec::new();
    }
    let references = KeyPath::file("deal.yaml").key("kenmerken");
    let message = format!("deze TOOI-code is van {}, en de organisatie is {}", body.kind(), named.kind());
    vec![
        Diagnostic::error(RULE.code, references.key("tooi-id"), message)
            .label(references.key("organisatie"), "dit is de organisatie")
            .hint("zoek de code van deze organisatie op in het register TOOI, of verbeter haar naam"),
    ]
}
