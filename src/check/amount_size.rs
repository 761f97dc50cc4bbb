//! R031: an amount that by its size is in other units than euros.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Rule, Subject, corrected_rows};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{Amount, Contribution, Deal, Dossier, Id, Project, Requirement, Side, SpendingRow};
use crate::world::FileKind;

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

/// Whether the contributions are in euros, as far as their size tells. Where they are not, other
/// rules about them would say the same in other words.
pub(super) fn contributions_are_euros(deal: &Deal) -> bool {
    deal.contributions.iter().all(|one| one.amount >= Amount::ZERO && !is_too_small(deal, one))
}

/// Whether an amount is in other units than the budget beside it, as far as their sizes tell; or
/// whether the budget itself is.
pub(super) fn is_in_other_units(amount: Amount, budget: Amount) -> bool {
    (budget > Amount::ZERO && budget < SMALLEST_BUDGET) || misfit(amount, budget).is_some()
}

/// A partner can contribute little; the Rijk and the region cannot.
fn is_too_small(deal: &Deal, one: &Contribution) -> bool {
    let is_partner = deal.parties.iter().any(|party| party.id == one.party && party.side == Side::Partner);
    one.amount > Amount::ZERO && one.amount < SMALLEST_CONTRIBUTION && !is_partner
}

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let dossier = subject.dossier;
    let mut found = Vec::new();
    contributions(&dossier.deal, &mut found);
    let available = if contributions_are_euros(&dossier.deal) {
        receipts(dossier, &mut found);
        Some(dossier.deal.contributions.iter().map(|one| one.amount).sum()).filter(|sum| *sum > Amount::ZERO)
    } else {
        None
    };
    for project in dossier.projects.values() {
        budgets(project, available, &mut found);
    }
    // A correction can stand in a file that could not be read.
    if !subject.is_complete(FileKind::Spending) {
        return found;
    }
    let corrected = corrected_rows(dossier);
    for row in dossier.spending.iter().filter(|row| row.note.is_none() && !corrected.contains(&row.at)) {
        found.extend(in_row(dossier, row, available));
    }
    found
}

fn contributions(deal: &Deal, found: &mut Vec<Diagnostic>) {
    for (index, one) in deal.contributions.iter().enumerate() {
        let at = KeyPath::file("deal.yaml").key("bijdragen").index(index);
        if is_too_small(deal, one) {
            found.push(
                Diagnostic::warning(
                    RULE.code,
                    at.key("bedrag"),
                    format!("een bijdrage van {} is klein voor een Regio Deal", format::euros_exactly(one.amount)),
                )
                .hint("bedragen staan in euro's: schrijf bijvoorbeeld `7500000` of `7,5 mln`"),
            );
            continue;
        }
        for (position, term) in one.terms.iter().enumerate() {
            if let Some(amount) = term.amount {
                let place = at.key("termijnen").index(position).key("bedrag");
                found.extend(compared(amount, place, "deze termijn", (one.amount, at.key("bedrag"), "de bijdrage")));
            }
        }
    }
}

fn receipts(dossier: &Dossier, found: &mut Vec<Diagnostic>) {
    let mut promised: BTreeMap<&Id, (Amount, KeyPath)> = BTreeMap::new();
    for (index, one) in dossier.deal.contributions.iter().enumerate() {
        let at = KeyPath::file("deal.yaml").key("bijdragen").index(index).key("bedrag");
        let whole = promised.entry(&one.party).or_insert((Amount::ZERO, at));
        whole.0 = whole.0 + one.amount;
    }
    for receipt in &dossier.receipts {
        if let Some((whole, place)) = promised.get(&receipt.party) {
            let at = receipt.at.key("bedrag");
            found.extend(compared(receipt.amount, at, "deze ontvangst", (*whole, place.clone(), "de bijdrage")));
        }
    }
}

/// Budgets of a project: more than a small amount, and not more than there is, if that is known.
fn budgets(project: &Project, available: Option<Amount>, found: &mut Vec<Diagnostic>) {
    let first = project.budget.map(|budget| (budget, project.at.key("begroting")));
    let changed = project.changes.iter().enumerate().filter_map(|(index, change)| {
        Some((change.budget?, project.at.key("wijzigingen").index(index).key("begroting")))
    });
    for (budget, at) in first.into_iter().chain(changed) {
        let amount = format::euros_exactly(budget);
        if budget > Amount::ZERO && budget < SMALLEST_BUDGET {
            let message = format!("een begroting van {amount} is klein voor een project van een Regio Deal");
            found.push(
                Diagnostic::warning(RULE.code, at, message)
                    .hint("bedragen staan in euro's; staat dit bedrag in duizenden, schrijf het dan voluit"),
            );
        } else if let Some(available) = available.filter(|available| budget > *available) {
            let message =
                format!("de begroting van dit project is {amount}, meer dan alle bijdragen aan de deal samen");
            found.push(
                Diagnostic::warning(RULE.code, at, message)
                    .label(
                        KeyPath::file("deal.yaml").key("bijdragen"),
                        format!("samen {}", format::euros_exactly(available)),
                    )
                    .hint("verbeter het bedrag; bedragen staan in euro's, met hoogstens twee cijfers achter de komma"),
            );
        }
    }
}

/// The first amount of a row that does not fit.
fn in_row(dossier: &Dossier, row: &SpendingRow, available: Option<Amount>) -> Option<Diagnostic> {
    let (whole, place, what) = match (&row.project, row.post) {
        (Some(id), _) => {
            let project = dossier.projects.get(id)?;
            (project.current_budget()?, project.budget_at(), "de begroting van het project")
        }
        (None, Some(_)) => match row.budget {
            Some(budget) => (budget, row.at.key("begroting"), "de begroting van de post"),
            None => (available?, KeyPath::file("deal.yaml").key("bijdragen"), "de som van alle bijdragen"),
        },
        (None, None) => return None,
    };
    // A budget that is not in euros is named at its own place.
    if whole < SMALLEST_BUDGET {
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
        (row.forecast, row.at.key("prognose"), "deze prognose", whole()),
        // A small commitment is common; only a large one is odd.
        (row.committed.filter(|amount| *amount > whole().0), row.at.key("verplicht"), "dit verplichte bedrag", whole()),
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
