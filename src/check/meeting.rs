//! R043: a report was discussed on a day on which no meeting is recorded.

use chrono::Days;

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{Meeting, Requirement};

pub(super) const RULE: Rule = Rule {
    code: "R043",
    requirement: Some(Requirement::Governance),
    what: "Op of rond de dag waarop een verslag is besproken, staat een bijeenkomst van het overleg.",
    why: "Het rapport drukt de bijeenkomsten af, en ook de dag waarop het concept is besproken. Passen die niet bij elkaar, dan klopt er een niet.",
    example: "status: {concept: 2022-04-15, besproken: 2022-05-12}   # en geen bijeenkomst in mei 2022",
    solution: "Voeg de bijeenkomst toe bij `governance`, onder `bijeenkomsten`, in deal.yaml, of verbeter de dag bij `besproken`.",
    find,
};

/// How far the day in a report may lie from the meeting: minutes are sometimes dated later.
const AROUND: Days = Days::new(7);

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let meetings = &subject.dossier.deal.governance.meetings;
    // A deal that records no meetings at all is not asked for one.
    if meetings.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for report in subject.dossier.reports.values() {
        let Some(discussed) = report.status.discussed else { continue };
        let is_near = |meeting: &Meeting| {
            let (first, last) = (meeting.date.checked_sub_days(AROUND), meeting.date.checked_add_days(AROUND));
            first.is_none_or(|first| first <= *discussed) && last.is_none_or(|last| *discussed <= last)
        };
        if meetings.iter().any(is_near) {
            continue;
        }
        let nearest =
            meetings.iter().enumerate().min_by_key(|(_, meeting)| (*meeting.date - *discussed).num_days().abs());
        let list = KeyPath::file("deal.yaml").key("governance").key("bijeenkomsten");
        let tip = Diagnostic::tip(
            RULE.code,
            report.at.key("status").key("besproken"),
            format!("op of rond {} staat geen bijeenkomst van het overleg", format::date(*discussed)),
        );
        let tip = match nearest {
            Some((index, meeting)) => tip.label(
                list.index(index).key("datum"),
                format!("de bijeenkomst die er het dichtst bij ligt, was op {}", format::date(*meeting.date)),
            ),
            None => tip,
        };
        let tip = tip.hint("voeg de bijeenkomst toe bij `bijeenkomsten` in deal.yaml, of verbeter de datum");
        // The files in a report hold nothing of after its gegevensstand.
        found.push(if discussed > report.known_through {
            tip.hint("komt dit dossier uit een rapport (`voortgang uitpakken`), dan hoeft u niets te doen: daar zit alleen in wat toen bekend was")
        } else {
            tip
        });
    }
    found
}
