//! R031: an amount that by its size is in other units than euros.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{Amount, Dossier, Id, Project, Requirement, Side, SpendingRow};

pub(super) const RULE: Rule = Rule {
    code: "R031",
    requirement: Some(Requirement::ReportFinance),
    what: "Bedragen staan in euro's en passen in grootte bij elkaar.",
    why: "Wie uit een tabel in duizenden euro's overneemt, schrijft 142 waar 142.000 hoort; een punt of komma te weinig maakt een bedrag honderd keer te groot.",
    example: "begroting: 400000       # in projecten/taalhuis.yaml\nregels:                 # in bestedingen/2021.yaml\n  - {project: taalhuis, t-m: 2021-12-31, bekend-op: 2022-02-10, gerealiseerd: 142}",
    solution: "Schrijf het bedrag in hele euro's of met centen. Klopt een klein of groot bedrag in een bestedingsregel, leg het dan uit bij `toelichting` van die regel.",
    find,
};

/// A contribution of the Rijk or the region below this is not in euros.
const SMALLEST_CONTRIBUTION: Amount = Amount::from_euros(Decimal::from_parts(10_000, 0, 0, false, 0));

/// A project budget below this is not in euros.
const SMALLEST_BUDGET: Amount = Amount::from_euros(Decimal::from_parts(1_000, 0, 0, false, 0));

/// How an amount does not fit beside another.
enum Misfit {
    /// Less than a hundredth, while a thousand times as much would fit: at least a twentieth and at
    /// most one and a half time the other.
    Thousands,
    /// More than a hundred times the other.
    TooLarge,
}

fn misfit(amount: Amount, other: Amount) -> Option<Misfit> {
    let (amount, other) = (amount.euros(), other.euros());
    // What is below zero has its own rule.
    if amount <= Decimal::ZERO || other <= Decimal::ZERO {
        return None;
    }
    let ratio = amount.checked_div(other)?;
    let thousandfold = ratio.checked_mul(Decimal::ONE_THOUSAND)?;
    let fits = (Decimal::new(5, 2)..=Decimal::new(15, 1)).contains(&thousandfold);
    if ratio > Decimal::ONE_HUNDRED {
        Some(Misfit::TooLarge)
    } else {
        (ratio < Decimal::new(1, 2) && fits).then_some(Misfit::Thousands)
    }
}

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let dossier = subject.dossier;
    let mut found = Vec::new();
    let promised = promised(dossier, &mut found);
    for receipt in &dossier.receipts {
        if let Some((whole, place)) = promised.get(&receipt.party) {
            let at = receipt.at.key("bedrag");
            found.extend(compared(receipt.amount, at, "deze ontvangst", (*whole, place.clone(), "de bijdrage")));
        }
    }
    let available: Amount = dossier.deal.contributions.iter().map(|one| one.amount).sum();
    for project in dossier.projects.values() {
        budgets(project, available, &mut found);
    }
    for row in dossier.spending.iter().filter(|row| row.note.is_none()) {
        found.extend(in_row(dossier, row, available));
    }
    found
}

/// What each party contributes in all, with the place of its first contribution; looks at the
/// contributions and their terms on the way.
fn promised<'a>(dossier: &'a Dossier, found: &mut Vec<Diagnostic>) -> BTreeMap<&'a Id, (Amount, KeyPath)> {
    let mut promised: BTreeMap<&Id, (Amount, KeyPath)> = BTreeMap::new();
    let is_partner = |id: &Id| dossier.deal.parties.iter().any(|party| party.id == *id && party.side == Side::Partner);
    for (index, one) in dossier.deal.contributions.iter().enumerate() {
        let at = KeyPath::file("deal.yaml").key("bijdragen").index(index);
        let whole = promised.entry(&one.party).or_insert((Amount::ZERO, at.key("bedrag")));
        whole.0 = whole.0 + one.amount;
        if one.amount > Amount::ZERO && one.amount < SMALLEST_CONTRIBUTION && !is_partner(&one.party) {
            found.push(
                Diagnostic::warning(
                    RULE.code,
                    at.key("bedrag"),
                    format!("een bijdrage van {} is klein voor een Regio Deal", format::euros_exactly(one.amount)),
                )
                .hint("bedragen staan in euro's: schrijf bijvoorbeeld `7500000` of `7,5 mln`"),
            );
        }
        for (position, term) in one.terms.iter().enumerate() {
            if let Some(amount) = term.amount {
                let place = at.key("termijnen").index(position).key("bedrag");
                found.extend(compared(amount, place, "deze termijn", (one.amount, at.key("bedrag"), "de bijdrage")));
            }
        }
    }
    promised
}

fn budgets(project: &Project, available: Amount, found: &mut Vec<Diagnostic>) {
    let first = project.budget.map(|budget| (budget, project.at.key("begroting")));
    let changed = project.changes.iter().enumerate().filter_map(|(index, change)| {
        Some((change.budget?, project.at.key("wijzigingen").index(index).key("begroting")))
    });
    for (budget, at) in first.into_iter().chain(changed) {
        let (message, hint) = if budget > Amount::ZERO && budget < SMALLEST_BUDGET {
            (
                "een begroting van {} is klein voor een project van een Regio Deal",
                "bedragen staan in euro's: staat dit bedrag in duizenden, schrijf het dan voluit",
            )
        } else if budget > available && available > Amount::ZERO {
            (
                "de begroting van dit project is {}, meer dan alle bijdragen aan de deal samen",
                "verbeter het bedrag; bedragen staan in euro's, met hoogstens twee cijfers achter de komma",
            )
        } else {
            continue;
        };
        let message = message.replace("{}", &format::euros_exactly(budget));
        let diagnostic = Diagnostic::warning(RULE.code, at, message);
        found.push(if budget > available {
            diagnostic
                .label(
                    KeyPath::file("deal.yaml").key("bijdragen"),
                    format!("samen {}", format::euros_exactly(available)),
                )
                .hint(hint)
        } else {
            diagnostic.hint(hint)
        });
    }
}

/// The first amount of a row that does not fit.
fn in_row(dossier: &Dossier, row: &SpendingRow, available: Amount) -> Option<Diagnostic> {
    let project = row.project.as_ref().and_then(|id| dossier.projects.get(id));
    let (whole, place, what) = match (project, row.budget) {
        (Some(project), _) => (project.current_budget()?, project.budget_at(), "de begroting van het project"),
        (None, Some(budget)) if row.post.is_some() => (budget, row.at.key("begroting"), "de begroting van de post"),
        _ => (available, KeyPath::file("deal.yaml").key("bijdragen"), "alle bijdragen samen"),
    };
    if row.post.is_none() && project.is_none() {
        return None;
    }
    let year = row.budgeted.as_ref().map(|budgeted| {
        let key = if budgeted.amended.is_some() { "na-wijziging" } else { "primitief" };
        (budgeted.current(), row.at.key("begroot").key(key), "het bedrag dat voor dit jaar is begroot")
    });
    let of_year = year.filter(|(amount, ..)| !amount.is_zero()).unwrap_or_else(|| (whole, place.clone(), what));
    let whole = || (whole, place.clone(), what);
    let amounts = [
        (
            row.budgeted.as_ref().map(|one| one.original),
            row.at.key("begroot").key("primitief"),
            "dit begrote bedrag",
            whole(),
        ),
        (
            row.budgeted.as_ref().and_then(|one| one.amended),
            row.at.key("begroot").key("na-wijziging"),
            "dit begrote bedrag",
            whole(),
        ),
        (Some(row.realised), row.at.key("gerealiseerd"), "dit uitgegeven bedrag", of_year),
        (row.committed, row.at.key("verplicht"), "dit verplichte bedrag", whole()),
        (row.forecast, row.at.key("prognose"), "deze prognose", whole()),
    ];
    amounts.into_iter().find_map(|(amount, at, name, other)| {
        let diagnostic = compared(amount?, at, name, other)?;
        Some(diagnostic.hint("klopt het bedrag, leg het dan uit bij `toelichting`"))
    })
}

fn compared(amount: Amount, at: KeyPath, name: &str, other: (Amount, KeyPath, &str)) -> Option<Diagnostic> {
    let (whole, place, what) = other;
    let misfit = misfit(amount, whole)?;
    let message = match misfit {
        Misfit::Thousands => format!("{name} is maar {}", format::euros_exactly(amount)),
        Misfit::TooLarge => format!("{name} is {}", format::euros_exactly(amount)),
    };
    let hint = match misfit {
        Misfit::Thousands => {
            let euros = (amount.euros() * Decimal::ONE_THOUSAND).normalize();
            format!("staat het bedrag in duizenden euro's? schrijf dan `{euros}`")
        }
        Misfit::TooLarge => {
            "staat er een cijfer te veel, of ontbreekt de komma voor de centen? verbeter het bedrag".to_owned()
        }
    };
    let label = format!("{what} is {}", format::euros_exactly(whole));
    Some(Diagnostic::warning(RULE.code, at, message).label(place, label).hint(hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_fits_a_thousand_times_is_in_thousands() {
        let of = |amount: &str, whole: &str| match misfit(amount.parse().unwrap(), whole.parse().unwrap()) {
            Some(Misfit::Thousands) => "duizenden",
            Some(Misfit::TooLarge) => "te groot",
            None => "past",
        };
        // 142 × 1.000 / 150.000 = 0,95: between 0,05 and 1,5.
        assert_eq!(of("142", "150000"), "duizenden");
        assert_eq!(of("142,31", "150000"), "duizenden");
        // 3 × 1.000 / 150.000 = 0,02; 500 × 1.000 / 150.000 = 3,3.
        assert_eq!(of("3", "150000"), "past");
        assert_eq!(of("500", "150000"), "past");
        // 1.500 / 150.000 = 0,01: not less than a hundredth.
        assert_eq!(of("1500", "150000"), "past");
        assert_eq!(of("15000000", "150000"), "past");
        assert_eq!(of("15000001", "150000"), "te groot");
        assert_eq!(of("0", "150000"), "past");
        assert_eq!(of("142", "0"), "past");
        assert_eq!(of("-142", "150000"), "past");
    }
}
