//! R028: a new nulmeting that is no measurement.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{Counting, Indicator, Measurement, MeasurementRole, Rebaselining, Requirement};

pub(super) const RULE: Rule = Rule {
    code: "R028",
    requirement: Some(Requirement::Baseline),
    what: "Een nieuwe nulmeting noemt bij `t-m` de laatste dag van een meting in het `meetgebied` die later is dan de eerste nulmeting, en is niet eerder bekend dan die meting.",
    why: "Vanaf de nieuwe nulmeting wordt opnieuw geteld. Zonder een meting op die dag is er niets om vanaf te tellen.",
    example: "nieuwe-nulmetingen:\n  - {t-m: 2021-12-31, bekend-op: 2022-05-12, reden: nieuwe onderzoeksopzet, bron: verslag van het overleg}   # het veldwerk liep tot en met 31 oktober",
    solution: "Neem de laatste dag van het veldwerk, van de periode, of de peildatum over van de meting die u bedoelt.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for indicator in &subject.dossier.indicators {
        for (index, new) in indicator.rebaselinings.iter().enumerate() {
            let at = indicator.at.key("nieuwe-nulmetingen").index(index);
            found.extend(mistake(indicator, index, new, &at));
        }
    }
    found
}

fn mistake(indicator: &Indicator, index: usize, new: &Rebaselining, at: &KeyPath) -> Option<Diagnostic> {
    let day = new.measured_through;
    if indicator.counting == Counting::Cumulative {
        return Some(
            Diagnostic::error(RULE.code, at.clone(), "een telling vanaf het begin heeft geen nulmeting")
                .label(indicator.at.key("telling"), "dit is de telling")
                .hint("haal deze nieuwe nulmeting weg"),
        );
    }
    if let Some(other) = indicator.rebaselinings[..index].iter().position(|other| other.measured_through == day) {
        return Some(
            Diagnostic::error(RULE.code, at.clone(), "deze nieuwe nulmeting staat er al")
                .label(indicator.at.key("nieuwe-nulmetingen").index(other), "dit is de eerste keer")
                .hint("haal een van beide weg"),
        );
    }
    let measured = |row: &&Measurement| row.area == indicator.area && row.value.is_some();
    let Some(row) = indicator.series.iter().filter(measured).find(|row| row.day() == Some(day)) else {
        let days: Vec<String> = indicator
            .series
            .iter()
            .filter(measured)
            .filter(|row| row.revises.is_none() && row.role() != MeasurementRole::Baseline)
            .filter_map(|row| Some(row.day()?.to_string()))
            .collect();
        let hint = if days.is_empty() {
            "voeg eerst die meting toe aan de `reeks`".to_owned()
        } else {
            format!("kies de laatste dag van een meting: {}", days.join(", "))
        };
        let message = format!("`{}` heeft geen meting tot en met {}", indicator.area, format::date(*day));
        return Some(Diagnostic::error(RULE.code, at.key("t-m"), message).hint(hint));
    };
    let first =
        indicator.series.iter().find(|row| row.role() == MeasurementRole::Baseline && row.area == indicator.area);
    if let Some(first) = first.filter(|first| first.day() >= Some(day)) {
        return Some(
            Diagnostic::error(RULE.code, at.key("t-m"), "een nieuwe nulmeting is later dan de eerste")
                .label(first.at.key("meting"), "dit is de eerste nulmeting")
                .hint("kies een latere meting, of haal deze nieuwe nulmeting weg"),
        );
    }
    (new.known_on < row.known_on).then(|| {
        Diagnostic::error(RULE.code, at.key("bekend-op"), "deze nieuwe nulmeting is eerder bekend dan haar meting")
            .label(row.at.key("bekend-op"), format!("de meting is bekend sinds {}", format::date(*row.known_on)))
            .hint("verbeter een van de datums")
    })
}
