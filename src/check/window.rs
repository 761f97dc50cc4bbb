//! R024: a measurement that lies outside the window of its target.

use std::collections::BTreeMap;

use super::{Rule, Subject, required_of_deal};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::figures::comparison::EARLY;
use crate::format;
use crate::model::{Counting, Date, Id, Indicator, MeasurementRole, Moment, Period, Requirement, Stage, Target};

pub(super) const RULE: Rule = Rule {
    code: "R024",
    requirement: Some(Requirement::IntendedResults),
    what: "De nulmeting ligt hoogstens een jaar van `van` van de streefwaarde, de eindmeting hoogstens een maand vóór `tot` en een jaar erna. Een telling vanaf het begin begint niet eerder dan `van`, en steeds op dezelfde dag.",
    why: "Wie te vroeg begint met meten, telt mee wat niet bij de deal hoort; wie te laat meet, mist een deel.",
    example: "streefwaarde: {cumulatief: 500, van: najaar 2019, tot: 2023}\nreeks:\n  - {periode: {van: 2018-01-01, tot: 2020-12-31}, waarde: 640, …}",
    solution: "Verbeter de datum, de `meting` of de termijn van de streefwaarde. Klopt alles, leg het verschil dan uit bij `kanttekeningen`.",
    find,
};

/// How far from its moment a nulmeting may lie, and how long after its moment an eindmeting: a survey that is held every other
/// year does not follow the agreement.
const CARE: i64 = 366;

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for indicator in &subject.dossier.indicators {
        // A window that ends before it begins is a mistake of its own.
        let Some(target) = indicator.target.as_ref().filter(|target| target.from.day() < target.to.day()) else {
            continue;
        };
        early(subject, indicator, target, &mut found);
        if indicator.counting == Counting::Cumulative {
            counts(indicator, target, &mut found);
        } else {
            ends(indicator, target, &mut found);
        }
    }
    found
}

/// A measurement that is called eindmeting long before the target ends is none: the oordeel does not
/// take it for one.
fn early(subject: &Subject<'_>, indicator: &Indicator, target: &Target, found: &mut Vec<Diagnostic>) {
    let rows = indicator.series.iter().filter(|row| row.area == indicator.area && row.revises.is_none());
    for row in rows.filter(|row| row.role() == MeasurementRole::Final) {
        let Some((time, days)) = row.days() else { continue };
        if (*target.to.span().from - *days.to).num_days() > EARLY {
            let message = format!("deze eindmeting ligt meer dan een maand vóór {}", words(&target.to));
            let label = format!("de termijn van de streefwaarde: {}", words(&target.to));
            found.push(
                required_of_deal(subject, Stage::Adopted, RULE.code, row.at.key(time), message)
                    .label(indicator.at.key("streefwaarde").key("tot"), label)
                    .hint("verbeter de datum of `tot`; is dit een tussenmeting, haal dan `meting: eindmeting` weg"),
            );
        }
    }
}

fn ends(indicator: &Indicator, target: &Target, found: &mut Vec<Diagnostic>) {
    let rows = indicator.series.iter().filter(|row| row.area == indicator.area && row.revises.is_none());
    for row in rows {
        let (what, key, moment) = match row.role() {
            MeasurementRole::Baseline => ("nulmeting", "van", &target.from),
            MeasurementRole::Final => ("eindmeting", "tot", &target.to),
            MeasurementRole::Interim => continue,
        };
        let Some((time, days)) = row.days() else { continue };
        let is_early_end = row.role() == MeasurementRole::Final && days.to < moment.span().from;
        if !is_early_end && distance(days, moment.span()) > CARE {
            found.push(
                outside(
                    indicator,
                    row.at.key(time),
                    key,
                    moment,
                    format!("deze {what} ligt meer dan een jaar van {}", words(moment)),
                )
                .hint(format!("verbeter de datum of `{key}`; is dit een andere meting, verbeter dan `meting`")),
            );
        }
    }
}

/// A count starts in the window, and all counts of an area start on one day.
fn counts(indicator: &Indicator, target: &Target, found: &mut Vec<Diagnostic>) {
    let mut starts: BTreeMap<&Id, (Date, &KeyPath)> = BTreeMap::new();
    let window = target.from.span();
    let mut told = false;
    for row in &indicator.series {
        let Some(period) = &row.period else { continue };
        let at = row.at.key("periode").key("van");
        let (first, first_at) = *starts.entry(&row.area).or_insert((period.from, &row.at));
        if period.from != first {
            found.push(
                Diagnostic::warning(
                    RULE.code,
                    at,
                    format!("deze telling begint op een andere dag dan de eerste: op {}", format::date(*period.from)),
                )
                .label(first_at.key("periode").key("van"), format!("de eerste begint op {}", format::date(*first)))
                .hint("tel elke waarde vanaf dezelfde dag; telt elke waarde alleen haar eigen jaar, kies dan `telling: per-periode`"),
            );
        } else if (*window.from - *period.from).num_days() > EARLY && !told {
            told = true;
            let message = format!("deze telling begint vóór {}", words(&target.from));
            found.push(
                outside(indicator, at, "van", &target.from, message)
                    .hint("laat alleen meetellen wat binnen de termijn valt, of verbeter `van`"),
            );
        }
    }
}

fn outside(indicator: &Indicator, at: KeyPath, key: &str, moment: &Moment, message: String) -> Diagnostic {
    let label = format!("de termijn van de streefwaarde: {}", words(moment));
    Diagnostic::warning(RULE.code, at, message).label(indicator.at.key("streefwaarde").key(key), label)
}

fn words(moment: &Moment) -> String {
    format::moment(moment)
}

/// The days between two stretches; zero when they touch.
fn distance(one: Period, other: Period) -> i64 {
    (*one.from - *other.to).num_days().max((*other.from - *one.to).num_days()).max(0)
}
