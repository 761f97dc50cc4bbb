//! R020: a target that counts from a nulmeting, without one.

use super::{Rule, Subject, required};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{
    Counting, Indicator, IndicatorKind, Measurement, MeasurementRole, Requirement, Stage, TargetSubject,
};

pub(super) const RULE: Rule = Rule {
    code: "R020",
    requirement: Some(Requirement::Baseline),
    what: "Een streefwaarde die telt vanaf een nulmeting, heeft een meting met `meting: nulmeting` in het `meetgebied`. Gaat zij over de achterstand, dan is op die dag ook het vergelijkingsgebied gemeten. Een telling vanaf het begin heeft geen nulmeting nodig.",
    why: "Zonder nulmeting is niet te zeggen hoeveel er is veranderd; de indicator is dan niet te beoordelen, en de lezer hoort te weten waarom.",
    example: "streefwaarde: {verschil: 0.5 punt, van: najaar 2019, tot: najaar 2023}\nreeks:\n  - {veldwerk: {van: 2021-08-11, tot: 2021-10-31}, gebied: zuidwest, waarde: 5.1, bekend-op: 2022-03-01, bron: CBS}",
    solution: "Voeg de nulmeting toe. Is zij er niet, schrijf dan een meting met `meting: nulmeting` en `niet-gemeten: {reden: …}`; de reden komt in het rapport.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for indicator in &subject.dossier.indicators {
        let Some(target) = &indicator.target else { continue };
        if indicator.kind == IndicatorKind::KeyFigure || indicator.counting == Counting::Cumulative {
            continue;
        }
        let Some(baseline) = baseline(indicator) else {
            let message =
                format!("deze streefwaarde telt vanaf een nulmeting, maar `{}` heeft er geen", indicator.area);
            found.push(
                missing(subject, indicator.at.key("streefwaarde"), message)
                    .hint("zet `meting: nulmeting` bij de meting waar de streefwaarde vanaf telt")
                    .hint("is er toen niet gemeten? voeg dan een meting toe met `meting: nulmeting` en `niet-gemeten: {reden: …}`"),
            );
            continue;
        };
        let other = subject.dossier.deal.area.comparison.as_ref();
        if let (TargetSubject::Gap, Some(other), Some(day)) = (target.subject, other, baseline.day())
            && !indicator.series.iter().any(|row| row.area == other.id && row.day() == Some(day))
        {
            let message = format!(
                "deze streefwaarde gaat over de achterstand op `{}`, maar dat gebied heeft geen meting op {}",
                other.id,
                format::date(*day)
            );
            found.push(
                missing(subject, indicator.at.key("streefwaarde").key("over"), message)
                    .label(baseline.at.key("meting"), "dit is de nulmeting")
                    .hint(format!("voeg aan de `reeks` de meting van die dag toe met `gebied: {}`", other.id)),
            );
        }
    }
    found
}

fn baseline(indicator: &Indicator) -> Option<&Measurement> {
    indicator.series.iter().find(|row| row.role() == MeasurementRole::Baseline && row.area == indicator.area)
}

/// The dossier is complete, or says what it lacks, before a report of it is adopted.
fn missing(subject: &Subject<'_>, at: KeyPath, message: String) -> Diagnostic {
    match subject.dossier.reports.values().max_by_key(|report| report.status.stage()) {
        Some(furthest) => required(furthest, Stage::Adopted, RULE.code, at, message),
        None => Diagnostic::warning(RULE.code, at, message),
    }
}
