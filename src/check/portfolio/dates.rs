//! R086: days of an overview that cannot be in this order.

use chrono::{Datelike, NaiveDate};

use super::{PortfolioRule, PortfolioSubject};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::YearOverview;

pub(super) const RULE: PortfolioRule = PortfolioRule {
    code: "R086",
    requirement: None,
    what: "Een rapport over een jaar moet pas na dat jaar binnen zijn. Het overzicht is van na dat jaar en niet van voor de dag van inleveren. Het noemt geen betalingen van na zijn eigen dag, en telt geen betalingen mee van een jaar na `uitgekeerd-tot-en-met`.",
    why: "Zo'n dag is bijna altijd een verkeerd jaartal. Het overzicht drukt deze dagen af, en zegt ermee welke regio te laat was.",
    example: "jaar: 2021\ninleveren-voor: 2021-06-15   # bedoeld is 2022-06-15",
    solution: "Verbeter de dag of het jaar.",
    find,
};

fn find(subject: &PortfolioSubject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for one in &subject.portfolio.overviews {
        let at = |key: &str| one.at.key(key);
        found.extend(within(one.year.0, *one.due, at("inleveren-voor"), "de rapporten moeten", &at("jaar")));
        found.extend(within(one.year.0, *one.date, at("datum"), "het overzicht", &at("jaar")));
        if one.date < one.due && one.date.year() > one.year.0 {
            let message = format!(
                "het overzicht is van {}, maar de rapporten hoeven pas op {} binnen te zijn",
                format::date(*one.date),
                format::date(*one.due)
            );
            found.push(
                Diagnostic::warning(RULE.code, at("datum"), message)
                    .label(at("inleveren-voor"), "de laatste dag van inleveren")
                    .hint("verbeter een van de twee dagen"),
            );
        }
        if let Some(through) = one.paid_through.filter(|through| *through > one.date) {
            let message = format!(
                "de betalingen lopen tot en met {}; dat is na de dag van het overzicht",
                format::date(*through)
            );
            found.push(
                Diagnostic::error(RULE.code, at("uitgekeerd-tot-en-met"), message)
                    .label(at("datum"), "de dag van het overzicht")
                    .hint("verbeter een van de twee dagen"),
            );
        }
        found.extend(paid_later(subject, one));
    }
    for due in subject.portfolio.deals.iter().flat_map(|deal| &deal.due) {
        found.extend(within(due.year.0, *due.date, due.at.key("datum"), "het rapport moet", &due.at.key("jaar")));
    }
    found
}

/// Payments that the overview adds up although they are of a year after the day up to which it says that
/// the payments go.
fn paid_later(subject: &PortfolioSubject<'_>, one: &YearOverview) -> Option<Diagnostic> {
    let through = one.paid_through?;
    let deals = subject.portfolio.deals.iter().flat_map(|deal| deal.paid.iter().map(move |paid| (deal, paid)));
    let is_later = |year: i32| year > through.year() && year <= one.year.0;
    let later: Vec<_> = deals.filter(|(_, payment)| is_later(payment.year.0)).collect();
    let (deal, first) = later.first()?;
    let more = match later.len() - 1 {
        0 => String::new(),
        1 => " en nog 1 betaling van later".to_owned(),
        more => format!(" en nog {more} betalingen van later"),
    };
    let message = format!(
        "de betalingen lopen tot en met {}, maar het overzicht over {} telt ook een betaling in {} aan {} mee{more}",
        format::date(*through),
        one.year.0,
        first.year.0,
        deal.name
    );
    Some(
        Diagnostic::error(RULE.code, one.at.key("uitgekeerd-tot-en-met"), message)
            .label(first.at.key("jaar"), "een betaling van later")
            .hint("verbeter de dag, of het jaar van de betaling"),
    )
}

/// That a day is no later than the year it is about.
fn within(year: i32, day: NaiveDate, at: KeyPath, what: &str, year_at: &KeyPath) -> Option<Diagnostic> {
    if day.year() > year {
        return None;
    }
    let day = format::date(day);
    let message = match what {
        "het overzicht" => format!("het overzicht over {year} is van {day}, en dan is dat jaar nog niet voorbij"),
        what => format!("{what} op {day} binnen zijn, en dan is {year} nog niet voorbij"),
    };
    Some(
        Diagnostic::error(RULE.code, at, message)
            .label(year_at.clone(), "het jaar")
            .hint("verbeter de dag of het jaar"),
    )
}
