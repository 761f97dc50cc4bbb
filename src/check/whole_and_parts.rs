//! R046: wijken that together, or alone, are not the whole.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::format;
use crate::model::{Date, Id, Indicator, MeasureKind, Measurement, Requirement};

pub(super) const RULE: Rule = Rule {
    code: "R046",
    requirement: Some(Requirement::IntendedResults),
    what: "Een aantal in een wijk is niet groter dan dat van het hele gebied op dezelfde dag. Staan alle wijken er, dan is hun som het geheel; is dat niet zo, dan zegt een kanttekening waarom.",
    why: "Een lezer telt de wijken op. Komt hij ergens anders uit, dan weet hij niet welk getal klopt.",
    example: "reeks:\n  - {peildatum: 2021-12-31, gebied: zuidwest, waarde: 80, …}\n  - {peildatum: 2021-12-31, gebied: moerwijk, waarde: 90, …}",
    solution: "Verbeter het getal dat niet klopt. Is de som met reden anders, bijvoorbeeld omdat van sommige mensen de wijk niet bekend is, schrijf dat dan bij `kanttekeningen`, met het woord wijk of wijken.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let counts = subject.dossier.indicators.iter().filter(|one| one.measure == MeasureKind::Number);
    counts.flat_map(|indicator| in_indicator(subject, indicator)).collect()
}

fn in_indicator(subject: &Subject<'_>, indicator: &Indicator) -> Vec<Diagnostic> {
    let area = &subject.dossier.deal.area;
    let mut days: BTreeMap<Date, BTreeMap<&Id, &Measurement>> = BTreeMap::new();
    for row in &indicator.series {
        let Some(day) = row.day() else { continue };
        let newest = days.entry(day).or_default().entry(&row.area).or_insert(row);
        if row.known_on >= newest.known_on {
            *newest = row;
        }
    }
    let is_explained = indicator.caveats.iter().any(|caveat| caveat.text.as_str().to_lowercase().contains("wijk"));
    let mut found = Vec::new();
    for (day, rows) in days {
        let value = |id: &Id| rows.get(id).and_then(|row| Some((*row, row.value?.0)));
        let Some((whole, total)) = value(&area.id) else { continue };
        let parts: Vec<_> = area.wijken.iter().filter_map(|wijk| Some((wijk, value(&wijk.id)?))).collect();
        let mut is_more = false;
        for (wijk, (row, part)) in parts.iter().filter(|(_, (_, part))| *part > total) {
            is_more = true;
            let message = format!(
                "{} in {} is meer dan de {} in heel {}",
                format::exact(*part),
                wijk.name,
                format::exact(total),
                area.name
            );
            found.push(
                Diagnostic::error(RULE.code, row.at.key("waarde"), message)
                    .label(whole.at.key("waarde"), "dit is het geheel op dezelfde dag")
                    .hint("verbeter het getal dat niet klopt"),
            );
        }
        let sum: Decimal = parts.iter().map(|(_, (_, part))| *part).sum();
        if !is_more && parts.len() > 1 && parts.len() == area.wijken.len() && sum != total && !is_explained {
            let message = format!(
                "op {} zijn de wijken samen {}, en het hele gebied {}",
                format::date(*day),
                format::exact(sum),
                format::exact(total)
            );
            found.push(
                Diagnostic::warning(RULE.code, whole.at.key("waarde"), message)
                    .hint("verbeter het getal dat niet klopt, of schrijf bij `kanttekeningen` waarom de wijken samen niet het geheel zijn"),
            );
        }
    }
    found
}
