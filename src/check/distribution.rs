//! R038: money that lies otherwise over the pillars than agreed, without a word.

use chrono::Datelike;
use rust_decimal::Decimal;

use super::{Rule, Subject, speaks_of};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::figures::{Figure, Known, Line};
use crate::format;
use crate::model::{Amount, Markdown, Pillar, Report, ReportKind, Requirement};

pub(super) const RULE: Rule = Rule {
    code: "R038",
    requirement: Some(Requirement::MonitoringDistribution),
    what: "Wijkt de verdeling over de pijlers meer dan 10 procentpunt af van de vastgelegde aandelen, dan zegt het verslag waarom; zijn er geen aandelen vastgelegd, dan is een woord op zijn plaats als een pijler minder dan de helft krijgt van een gelijk deel.",
    why: "De verdeling is een richtlijn: afwijken mag. Maar partijen kijken er elk jaar naar, en de lezer wil weten wat zij ervan vinden.",
    example: "verdeling:\n  aandelen: {dorpen: 55%, vakwerk: 45%}   # gerealiseerd: 73% en 27%",
    solution: "Leg bij `herzieningen` onder `verdeling` in deal.yaml vast wat partijen dit jaar over de verdeling zeiden, of schrijf in `toelichting-financien` waarom de verdeling afwijkt.",
    find,
};

/// From here on a difference with a recorded share asks for a word: a share of 1.
const DIFFERENCE: Decimal = Decimal::from_parts(10, 0, 0, false, 2);

/// Below this part of all contributions, spending is too little to speak of its distribution.
const ENOUGH_SPENT: Decimal = Decimal::from_parts(10, 0, 0, false, 2);

/// Below this part of all contributions, budgets are too little to speak of their distribution.
const ENOUGH_BUDGETED: Decimal = Decimal::from_parts(25, 0, 0, false, 2);

/// Words of which one stands in a note that speaks of it.
const WORDS: [&str; 5] = ["verdeling", "verdeeld", "evenwicht", "aandeel", "aandelen"];

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.reports().filter_map(|(report, known)| in_report(report, known)).collect()
}

fn in_report(report: &Report, known: &Known) -> Option<Diagnostic> {
    let is_said = speaks_of(report.finance_note.as_ref().map(Markdown::as_str), &WORDS)
        || known.dossier.deal.distribution.reviews.iter().any(|review| review.year.0 == report.period.to.year());
    if report.kind == ReportKind::Baseline || is_said {
        return None;
    }
    // What was spent weighs more than what was planned.
    of_money(report, known, |line| &line.realised, ENOUGH_SPENT, "van wat is uitgegeven")
        .or_else(|| of_money(report, known, |line| &line.budget, ENOUGH_BUDGETED, "van de begroting"))
}

fn of_money(
    report: &Report,
    known: &Known,
    pick: fn(&Line) -> &Figure<Amount>,
    enough: Decimal,
    of_what: &str,
) -> Option<Diagnostic> {
    let money = &known.figures.money;
    let whole: Amount = money.pillars.iter().map(|line| pick(line).value).sum();
    let of_available = whole.euros().checked_div(money.available.value.euros())?;
    if of_available < enough || known.dossier.pillars.len() < 2 {
        return None;
    }
    let parts: Vec<(&Pillar, Decimal)> = known
        .dossier
        .pillars
        .iter()
        .zip(&money.pillars)
        .filter_map(|(pillar, line)| Some((pillar, pick(line).value.euros().checked_div(whole.euros())?)))
        .collect();
    let at = report.at.key("toelichting-financien");
    let top = KeyPath::file("deal.yaml").key("verdeling");
    let hint = "de verdeling is een richtlijn; leg bij `herzieningen` in deal.yaml vast wat partijen er dit jaar over zeiden, of schrijf in `toelichting-financien` waarom de verdeling zo is";
    let name = |pillar: &Pillar| format!("pijler {} ({})", pillar.number.0, pillar.short_name);
    if let Some(shares) = &known.dossier.deal.distribution.shares {
        let differences = parts.iter().filter_map(|(pillar, part)| {
            let share = shares.get(&pillar.id)?.fraction();
            Some(((part - share).abs(), *pillar, *part, share))
        });
        let (difference, pillar, part, share) = differences.max_by_key(|(difference, ..)| *difference)?;
        return (difference > DIFFERENCE).then(|| {
            Diagnostic::warning(
                RULE.code,
                at,
                format!(
                    "{of_what} is {} voor {}, maar het vastgelegde aandeel is {}",
                    format::share(part, 0),
                    name(pillar),
                    format::share(share, 0)
                ),
            )
            .label(top.key("aandelen"), "dit zijn de vastgelegde aandelen")
            .hint(hint)
        });
    }
    let even = Decimal::ONE.checked_div(Decimal::from(parts.len()))?;
    let (pillar, part) = parts.into_iter().min_by_key(|(_, part)| *part)?;
    (part < even * Decimal::new(5, 1)).then(|| {
        Diagnostic::tip(
            RULE.code,
            at,
            format!(
                "{of_what} is {} voor {}; een gelijk deel is {}",
                format::share(part, 0),
                name(pillar),
                format::share(even, 0)
            ),
        )
        .label(top.key("tekst"), "dit is er afgesproken over de verdeling")
        .hint(hint)
    })
}
