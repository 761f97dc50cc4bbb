//! R010: a measurement without a time, without a value or reason, or with a value or a margin that
//! cannot be.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::figures::margin::{is_counted, of_percentage};
use crate::format;
use crate::model::{Id, Indicator, MeasureKind, Measurement, MeasurementRole, Requirement};

pub(super) const RULE: Rule = Rule {
    code: "R010",
    requirement: Some(Requirement::ReportGoals),
    what: "Een meting heeft een tijd (`veldwerk`, `periode` of `peildatum`) en een `waarde` of `niet-gemeten` met een reden. De waarde past op de schaal, de marge bij het aantal deelnemers, en elk gebied heeft één nulmeting.",
    why: "Een ontbrekende meting is een gegeven met een reden, nooit een nul of een leeg vakje.",
    example: "reeks:\n  - {gebied: zuidwest, bekend-op: 2022-03-01, bron: CBS}",
    solution: "Vul de tijd en de waarde in, of schrijf `niet-gemeten: {reden: …}`.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for indicator in &subject.dossier.indicators {
        for row in &indicator.series {
            time(row, &mut found);
            value(row, &mut found);
            scale(indicator, row, &mut found);
            margin(indicator, row, &mut found);
        }
        fraction(indicator, &mut found);
        baseline(indicator, &mut found);
    }
    found
}

fn time(row: &Measurement, found: &mut Vec<Diagnostic>) {
    let times = [row.fieldwork.is_some(), row.period.is_some(), row.reference_date.is_some()];
    match times.iter().filter(|given| **given).count() {
        1 => {}
        0 => found.push(
            Diagnostic::error(RULE.code, row.at.clone(), "deze meting heeft geen tijd")
                .hint("geef `veldwerk: {van: …, tot: …}`, `periode: {van: …, tot: …}` of `peildatum: …`"),
        ),
        _ => found.push(
            Diagnostic::error(RULE.code, row.at.clone(), "deze meting heeft meer dan één tijd")
                .hint("houd één van `veldwerk`, `periode` en `peildatum`"),
        ),
    }
}

fn value(row: &Measurement, found: &mut Vec<Diagnostic>) {
    match (&row.value, &row.not_measured) {
        (None, None) => found.push(
            Diagnostic::error(
                RULE.code,
                row.at.clone(),
                "deze meting heeft geen waarde en geen reden waarom die ontbreekt",
            )
            .hint("geef `waarde: …`, of `niet-gemeten: {reden: …}`"),
        ),
        (Some(_), Some(_)) => found.push(
            Diagnostic::error(
                RULE.code,
                row.at.key("niet-gemeten"),
                "deze meting heeft een waarde en zegt ook dat er niet is gemeten",
            )
            .label(row.at.key("waarde"), "dit is de waarde")
            .hint("houd één van beide"),
        ),
        _ => {}
    }
}

/// A value lies on its scale, and half an interval is not negative.
fn scale(indicator: &Indicator, row: &Measurement, found: &mut Vec<Diagnostic>) {
    let bounds = match indicator.measure {
        MeasureKind::Percentage => Some(("een percentage", Decimal::ZERO, Decimal::ONE_HUNDRED)),
        MeasureKind::ScaleScore => Some(("een schaalscore", Decimal::ZERO, Decimal::TEN)),
        MeasureKind::Mark => Some(("een rapportcijfer", Decimal::ONE, Decimal::TEN)),
        MeasureKind::Number => None,
    };
    if let (Some(value), Some((what, least, most))) = (row.value, bounds)
        && !(least..=most).contains(&value.0)
    {
        found.push(
            Diagnostic::error(
                RULE.code,
                row.at.key("waarde"),
                format!("{what} ligt tussen {least} en {most}, niet op {}", format::exact(value.0)),
            )
            .label(indicator.at.key("maat"), "dit is de maat van de indicator")
            .hint("verbeter de waarde; is er iets anders gemeten, verbeter dan de `maat`"),
        );
    }
    if let Some(margin) = row.margin.filter(|margin| margin.0 < Decimal::ZERO) {
        found.push(
            Diagnostic::error(
                RULE.code,
                row.at.key("marge"),
                format!("een marge is niet negatief, maar hier staat {}", format::exact(margin.0)),
            )
            .hint("schrijf de halve breedte van het interval, zonder minteken"),
        );
    }
}

/// What was asked of people has a margin, and that of a percentage fits n and p. A source may give
/// a smaller one than a simple random sample has, when it asked a large part of the people, but not
/// less than half of it.
fn margin(indicator: &Indicator, row: &Measurement, found: &mut Vec<Diagnostic>) {
    let Some(margin) = row.margin else { return };
    let at = row.at.key("marge");
    if margin.0.is_zero() && !is_counted(indicator, row) {
        found.push(
            Diagnostic::error(RULE.code, at, "wat aan een deel van de mensen is gevraagd, heeft geen marge van 0")
                .hint("schrijf de marge die de bron geeft; geeft die er geen, haal dan `marge` weg")
                .hint("is iedereen geteld? geef dan `peildatum` in plaats van `veldwerk`, zonder `n`, en schrijf `waarneming: register` bij de indicator"),
        );
        return;
    }
    let (MeasureKind::Percentage, Some(value), Some(n)) = (indicator.measure, row.value, row.n) else { return };
    if let Some(expected) = of_percentage(value.0, n.0).filter(|_| margin.0 > Decimal::ZERO)
        && margin.0 * Decimal::TWO < expected
    {
        found.push(
            Diagnostic::warning(
                RULE.code,
                at,
                format!(
                    "bij {} deelnemers hoort een marge van ongeveer {} procentpunt; hier staat {}",
                    n.0,
                    format::number(expected, 1),
                    format::exact(margin.0)
                ),
            )
            .label(row.at.key("n"), "dit is het aantal deelnemers")
            .hint("een marge is de halve breedte van het 95%-interval, in procentpunten; verbeter `marge` of `n`"),
        );
    }
}

/// A percentage that was written as a part of one.
fn fraction(indicator: &Indicator, found: &mut Vec<Diagnostic>) {
    /// Of a value this many times larger, the other is no percentage.
    const FAR: Decimal = Decimal::from_parts(50, 0, 0, false, 0);
    if indicator.measure != MeasureKind::Percentage {
        return;
    }
    let values: Vec<(&Measurement, Decimal)> =
        indicator.series.iter().filter_map(|row| Some((row, row.value?.0))).collect();
    let small = values.iter().filter(|(_, value)| Decimal::ZERO < *value && *value < Decimal::ONE);
    let mut is_told = false;
    for (row, value) in small {
        let hint =
            format!("een percentage gaat van 0 tot 100: schrijf {}", format::exact(*value * Decimal::ONE_HUNDRED));
        let at = row.at.key("waarde");
        if let Some((other, larger)) = values.iter().find(|(_, other)| *other > *value * FAR) {
            let message = format!(
                "{} staat in dezelfde reeks als {}; een van beide is geen percentage",
                format::exact(*value),
                format::exact(*larger)
            );
            found.push(
                Diagnostic::error(RULE.code, at, message)
                    .label(other.at.key("waarde"), "dit is de andere waarde")
                    .hint(hint),
            );
        } else if !is_told {
            is_told = true;
            found.push(
                Diagnostic::warning(RULE.code, at, format!("{} is minder dan 1 procent", format::exact(*value)))
                    .hint(format!("{hint}; is het echt minder dan 1 procent, dan is het goed zo")),
            );
        }
    }
}

/// An area has one measurement from which its target counts; corrections of it aside.
fn baseline(indicator: &Indicator, found: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<&Id, &Measurement> = BTreeMap::new();
    let rows = indicator.series.iter().filter(|row| row.role() == MeasurementRole::Baseline && row.revises.is_none());
    for row in rows {
        if let Some(other) = first.get(&row.area) {
            found.push(
                Diagnostic::error(
                    RULE.code,
                    row.at.key("meting"),
                    format!("`{}` heeft al een nulmeting voor deze indicator", row.area),
                )
                .label(other.at.key("meting"), "dit is de eerste nulmeting")
                .hint(
                    "houd één nulmeting per gebied; verbetert deze de eerste, schrijf er dan `herziet` en `reden` bij; telt de streefwaarde voortaan vanaf deze, meld dat dan onder `nieuwe-nulmetingen`",
                ),
            );
        } else {
            first.insert(&row.area, row);
        }
    }
}
