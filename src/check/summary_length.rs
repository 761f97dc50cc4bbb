//! R060: a summary that does not fit its page.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Target};
use crate::model::Requirement;

pub(super) const RULE: Rule = Rule {
    code: "R060",
    requirement: Some(Requirement::Use),
    what: "De samenvatting is niet langer dan ongeveer 300 woorden.",
    why: "De samenvatting staat op één bladzijde, samen met de tabellen van de pijlers, de indicatoren en het geld. Een bestuurder leest vaak alleen die bladzijde.",
    example: "samenvatting: …   # 400 woorden",
    solution: "Kort de tekst in. Wat u weghaalt, past vaak bij de `kern` of de `voortgang` van een pijler.",
    find,
};

/// How many words leave room for the tables of the summary: with three pillars and six indicators
/// 360 still fit.
const MOST: usize = 300;

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let reports = subject.dossier.reports.values();
    reports
        .filter_map(|report| {
            let count = report.summary.as_str().split_whitespace().count();
            (count > MOST).then(|| {
                let message =
                    format!("de samenvatting heeft {count} woorden; er passen er ongeveer {MOST} op de bladzijde");
                Diagnostic::tip(RULE.code, report.at.key("samenvatting"), message)
                    .on(Target::Key)
                    .hint("kort de tekst in, of verplaats een deel naar `kern` of `voortgang` van een pijler")
            })
        })
        .collect()
}
