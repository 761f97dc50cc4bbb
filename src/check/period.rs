//! R007: days that cannot follow each other as they are given.

use chrono::{Datelike, Days};

use super::steps::done;
use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{Date, Deal, Dossier, Moment, Period, Project, Report, Stage};

pub(super) const RULE: Rule = Rule {
    code: "R007",
    requirement: None,
    what: "Een periode, project of streefwaarde eindigt niet voor het begin, de peildatum ligt in de periode van het verslag, de gegevensstand ligt niet voor de peildatum, en niets is bekend voor de dag waar het over gaat.",
    why: "Een rapport kan geen stand beschrijven van een dag waarvan het de gegevens niet mag kennen.",
    example: "periode: {van: 2021-12-31, tot: 2021-01-01}",
    solution: "Verwissel of verbeter de datums.",
    find,
};

/// How far a season may lie from the day that stands for it: two months.
const SEASON: Days = Days::new(61);

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    measurements(subject.dossier, &mut found);
    spending(subject.dossier, &mut found);
    agreements(&subject.dossier.deal, &mut found);
    for project in subject.dossier.projects.values() {
        in_project(project, &mut found);
    }
    for report in subject.dossier.reports.values() {
        in_report(report, &mut found);
    }
    found
}

fn measurements(dossier: &Dossier, found: &mut Vec<Diagnostic>) {
    for indicator in &dossier.indicators {
        if let Some(target) = indicator.target.as_ref().filter(|target| target.from.day() >= target.to.day()) {
            let at = indicator.at.key("streefwaarde");
            found.push(
                Diagnostic::error(
                    RULE.code,
                    at.key("tot"),
                    format!(
                        "de streefwaarde eindigt ({}) niet na haar begin ({})",
                        format::moment(&target.to),
                        format::moment(&target.from)
                    ),
                )
                .label(at.key("van"), "dit is het begin")
                .hint("neem `van` en `tot` over uit het convenant"),
            );
        }
        for row in &indicator.series {
            for (period, key) in [(row.fieldwork, "veldwerk"), (row.period, "periode")] {
                if let Some(period) = period {
                    order(period, row.at.key(key), found);
                }
            }
            // That nothing will be measured can be known beforehand.
            let Some(day) = row.day().filter(|_| row.value.is_some()) else { continue };
            let key = match (&row.fieldwork, &row.period) {
                (Some(_), _) => "veldwerk",
                (None, Some(_)) => "periode",
                (None, None) => "peildatum",
            };
            known_before((row.known_on, row.at.key("bekend-op")), (day, row.at.key(key)), "deze meting", found);
        }
    }
}

fn spending(dossier: &Dossier, found: &mut Vec<Diagnostic>) {
    for row in &dossier.spending {
        let (known, end) = ((row.known_on, row.at.key("bekend-op")), (row.through, row.at.key("t-m")));
        known_before(known, end, "deze besteding", found);
    }
}

/// What the parties did on a day is not known before that day.
fn agreements(deal: &Deal, found: &mut Vec<Diagnostic>) {
    let top = KeyPath::file("deal.yaml");
    let meetings = top.key("governance").key("bijeenkomsten");
    let reviews = top.key("verdeling").key("herzieningen");
    let (amendments, accessions) = (top.key("wijzigingen"), top.key("toetredingen"));
    let held = deal.governance.meetings.iter().map(|one| (one.date, one.known_on));
    let reviewed = deal.distribution.reviews.iter().map(|one| (one.date, one.known_on));
    let amended = deal.amendments.iter().map(|one| (one.date, one.known_on));
    let joined = deal.accessions.iter().map(|one| (one.date, one.known_on));
    let all = (held.enumerate().map(|one| (&meetings, "deze bijeenkomst", one)))
        .chain(reviewed.enumerate().map(|one| (&reviews, "deze herziening", one)))
        .chain(amended.enumerate().map(|one| (&amendments, "deze wijziging", one)))
        .chain(joined.enumerate().map(|one| (&accessions, "deze toetreding", one)));
    for (list, what, (index, (date, known_on))) in all {
        if known_on >= date {
            continue;
        }
        let at = list.index(index);
        found.push(
            Diagnostic::error(
                RULE.code,
                at.key("bekend-op"),
                format!("{what} is van {}, maar was al bekend op {}", format::date(*date), format::date(*known_on)),
            )
            .label(at.key("datum"), "dit is de dag zelf")
            .hint("schrijf bij `bekend-op` de dag zelf of een latere dag, of verbeter `datum`"),
        );
    }
}

/// The project as last agreed; only what cannot be in any reading of its words.
fn in_project(project: &Project, found: &mut Vec<Diagnostic>) {
    let (Some(start), Some(end)) = (project.current_start(), project.current_end()) else { return };
    if !is_before(end, start) {
        return;
    }
    let place = |key: &str, changed: Option<usize>| match changed {
        Some(index) => project.at.key("wijzigingen").index(index).key(key),
        None => project.at.key(key),
    };
    let started = place("start", project.changes.iter().rposition(|change| change.start.is_some()));
    let ended = place("einde", project.changes.iter().rposition(|change| change.end.is_some()));
    found.push(
        Diagnostic::error(
            RULE.code,
            ended,
            format!("het project eindigt ({}) voor het begint ({})", format::moment(end), format::moment(start)),
        )
        .label(started, "dit is het begin")
        .hint("verwissel of verbeter `start` en `einde`; let ook op `wijzigingen`"),
    );
}

/// Whether one moment is before another, however loosely an agreement words them.
pub(super) fn is_before(first: &Moment, second: &Moment) -> bool {
    let is_year = |moment: &Moment| !moment.is_day() && !moment.words().contains(' ');
    if is_year(first) || is_year(second) {
        first.day().year() < second.day().year()
    } else if first.is_day() && second.is_day() {
        first.day() < second.day()
    } else {
        first.day().checked_add_days(SEASON).is_some_and(|day| day < second.day())
    }
}

fn in_report(report: &Report, found: &mut Vec<Diagnostic>) {
    order(report.period, report.at.key("periode"), found);
    let day = report.reference_date;
    if report.period.from <= report.period.to && !report.period.contains(*day) {
        found.push(
            Diagnostic::error(
                RULE.code,
                report.at.key("peildatum"),
                format!("de peildatum ({}) ligt buiten de periode van het verslag", format::date(*day)),
            )
            .label(report.at.key("periode"), format!("de periode is {}", format::period(&report.period)))
            .hint("kies als peildatum een dag in de periode; meestal is dat de laatste"),
        );
    }
    if report.known_through < day {
        found.push(
            Diagnostic::error(
                RULE.code,
                report.at.key("gegevensstand"),
                format!("de gegevensstand ({}) ligt voor de peildatum", format::date(*report.known_through)),
            )
            .label(report.at.key("peildatum"), format!("de peildatum is {}", format::date(*day)))
            .hint("kies als gegevensstand de dag waarop de gegevens voor dit verslag zijn afgesloten"),
        );
    }
    let steps = report.status.steps().into_iter();
    let taken: Vec<(Stage, Date)> = steps.filter_map(|(step, day)| Some((step, day?))).collect();
    for pair in taken.windows(2) {
        let [(earlier, first), (later, second)] = *pair else { continue };
        if second < first {
            let at = report.at.key("status");
            found.push(
                Diagnostic::error(
                    RULE.code,
                    at.key(later.word()),
                    format!("dit verslag is eerder {} ({}) dan {}", done(later), format::date(*second), done(earlier)),
                )
                .label(at.key(earlier.word()), format!("dit was op {}", format::date(*first)))
                .hint("verbeter de datums; de volgorde is concept, besproken, vastgesteld, aangeboden"),
            );
        }
    }
}

fn order(period: Period, at: KeyPath, found: &mut Vec<Diagnostic>) {
    if period.from > period.to {
        found.push(
            Diagnostic::error(
                RULE.code,
                at,
                format!(
                    "de periode begint op {} en eindigt daarvoor, op {}",
                    format::date(*period.from),
                    format::date(*period.to)
                ),
            )
            .hint("verwissel of verbeter de datums"),
        );
    }
}

/// Nothing is known before the last day it is about.
fn known_before(known: (Date, KeyPath), end: (Date, KeyPath), what: &str, found: &mut Vec<Diagnostic>) {
    if known.0 < end.0 {
        found.push(
            Diagnostic::error(
                RULE.code,
                known.1,
                format!(
                    "{what} loopt tot en met {}, maar was al bekend op {}",
                    format::date(*end.0),
                    format::date(*known.0)
                ),
            )
            .label(end.1, "dit is de tijd waar het over gaat")
            .hint("schrijf bij `bekend-op` de dag waarop het getal beschikbaar kwam, of verbeter de andere datum"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loosely_worded_end_is_only_before_a_start_when_it_must_be() {
        let before = |first: &str, second: &str| is_before(&first.parse().unwrap(), &second.parse().unwrap());
        assert!(before("2021-03-31", "2021-04-01"));
        assert!(!before("2021-04-01", "2021-04-01"));
        assert!(before("zomer 2021", "najaar 2021"));
        assert!(!before("2021-10-01", "najaar 2021"));
        assert!(!before("zomer 2021", "2021"));
        assert!(before("2020", "zomer 2021"));
    }
}
