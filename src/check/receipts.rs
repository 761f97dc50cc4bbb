//! R035: money received that was not promised so.

use std::collections::BTreeMap;

use super::amount_size::contributions_are_euros;
use super::{Rule, Subject, speaks_of};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{Amount, Commitment, Contribution, Deal, Id, Receipt, Requirement};

pub(super) const RULE: Rule = Rule {
    code: "R035",
    requirement: Some(Requirement::Contributions),
    what: "Een partij van wie geld is ontvangen, heeft een bijdrage toegezegd, en er is niet meer ontvangen dan die bijdrage, of dan de termijn van dat jaar.",
    why: "Het rapport zet naast elke bijdrage en termijn wat ervan is ontvangen. Een ontvangst zonder bijdrage telt in het totaal mee, maar staat in geen enkele rij.",
    example: "ontvangsten:\n  - {partij: lnv, jaar: 2019, bedrag: 4600000, bekend-op: 2019-12-20, bron: beschikking}   # de termijn van 2019 is 3600000",
    solution: "Controleer partij, jaar en bedrag van de ontvangst tegen de beschikking. Ontbreekt een bijdrage of een termijn in deal.yaml, voeg haar dan toe. Gaf een partij die zich inspant meer, schrijf dan in `toelichting-financien` van het verslag waar dit extra geld voor is.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let deal = &subject.dossier.deal;
    // Amounts in other units have their own rule.
    if !contributions_are_euros(deal) {
        return Vec::new();
    }
    let mut by_party: BTreeMap<&Id, Vec<&Receipt>> = BTreeMap::new();
    for receipt in &subject.dossier.receipts {
        by_party.entry(&receipt.party).or_default().push(receipt);
    }
    let notes = || subject.dossier.reports.values().filter_map(|report| report.finance_note.as_ref());
    let is_extra_told = notes().any(|note| speaks_of(Some(note.as_str()), &["extra"]));
    let mut found = Vec::new();
    for (party, receipts) in by_party {
        // A party that is not in the deal at all has its own rule.
        let Some(name) = deal.parties.iter().find(|one| one.id == *party).map(|one| one.short.as_str()) else {
            continue;
        };
        let of_party: Vec<(usize, &Contribution)> =
            deal.contributions.iter().enumerate().filter(|(_, one)| one.party == *party).collect();
        if of_party.is_empty() {
            found.extend(receipts.iter().map(|receipt| unpromised(receipt, name)));
        } else if let Some(diagnostic) = beyond_contribution(&of_party, &receipts, name, is_extra_told) {
            found.push(diagnostic);
        } else {
            beyond_terms(deal, &of_party, &receipts, &mut found);
        }
    }
    found
}

fn unpromised(receipt: &Receipt, name: &str) -> Diagnostic {
    Diagnostic::error(
        RULE.code,
        receipt.at.key("partij"),
        format!(
            "er is {} ontvangen van {name}, maar die partij heeft geen bijdrage",
            format::euros_exactly(receipt.amount)
        ),
    )
    .label(KeyPath::file("deal.yaml").key("bijdragen"), "hier staat geen bijdrage van deze partij")
    .hint("verbeter `partij`, of voeg de bijdrage toe bij `bijdragen` in deal.yaml")
}

fn place(index: usize) -> KeyPath {
    KeyPath::file("deal.yaml").key("bijdragen").index(index)
}

/// More in all than the party contributes: for who strives for an amount that can be good news, of
/// which a report can tell.
fn beyond_contribution(
    of_party: &[(usize, &Contribution)],
    receipts: &[&Receipt],
    name: &str,
    is_extra_told: bool,
) -> Option<Diagnostic> {
    let promised: Amount = of_party.iter().map(|(_, one)| one.amount).sum();
    let received: Amount = receipts.iter().map(|receipt| receipt.amount).sum();
    let (last, (first, _)) = (receipts.last().filter(|_| received > promised)?, of_party.first()?);
    let only_strives = of_party.iter().all(|(_, one)| one.commitment == Commitment::StrivenFor);
    if only_strives && is_extra_told {
        return None;
    }
    let message = format!("van {name} is samen {} ontvangen", format::euros_exactly(received));
    let label = format!("de bijdrage is {}", format::euros_exactly(promised));
    let at = last.at.key("bedrag");
    let diagnostic = if only_strives {
        Diagnostic::tip(RULE.code, at, format!("{message}, meer dan waarvoor deze partij zich inspant"))
            .hint("is dat zo? schrijf dan in `toelichting-financien` van het verslag waar dit extra geld voor is")
    } else {
        Diagnostic::warning(RULE.code, at, format!("{message}, meer dan de bijdrage"))
            .hint("controleer de ontvangsten tegen de beschikkingen; is de bijdrage verhoogd, verbeter dan `bedrag` in deal.yaml en leg de verhoging vast bij `wijzigingen`")
    };
    Some(diagnostic.label(place(*first).key("bedrag"), label))
}

/// More for a year than its term; or a year without a term, once all terms are fixed.
fn beyond_terms(deal: &Deal, of_party: &[(usize, &Contribution)], receipts: &[&Receipt], found: &mut Vec<Diagnostic>) {
    let mut terms: BTreeMap<i32, (Amount, KeyPath)> = BTreeMap::new();
    let (mut fixed, mut promised) = (Amount::ZERO, Amount::ZERO);
    for (index, one) in of_party {
        promised = promised + one.amount;
        for (position, term) in one.terms.iter().enumerate() {
            let (Some(year), Some(amount)) = (term.year, term.amount) else { continue };
            fixed = fixed + amount;
            let at = place(*index).key("termijnen").index(position).key("bedrag");
            let term = terms.entry(year.0).or_insert((Amount::ZERO, at));
            term.0 = term.0 + amount;
        }
    }
    if terms.is_empty() {
        return;
    }
    let mut per_year: BTreeMap<i32, (Amount, &Receipt)> = BTreeMap::new();
    for receipt in receipts {
        let year = per_year.entry(receipt.year.0).or_insert((Amount::ZERO, receipt));
        *year = (year.0 + receipt.amount, receipt);
    }
    for (year, (received, last)) in per_year {
        let hint = "`jaar` is het jaar van de termijn, ook als het geld later kwam; verbeter jaar of bedrag, of de termijn in deal.yaml";
        match terms.get(&year) {
            Some((term, at)) if received > *term => found.push(
                Diagnostic::warning(
                    RULE.code,
                    last.at.key("bedrag"),
                    format!(
                        "van de termijn van {year} is {} ontvangen, meer dan is afgesproken",
                        format::euros_exactly(received)
                    ),
                )
                .label(at.clone(), format!("de termijn van {year} is {}", format::euros_exactly(*term)))
                .hint(hint),
            ),
            None if fixed >= promised => {
                let years: Vec<String> = terms.keys().map(ToString::to_string).collect();
                let label = format!("de termijnen zijn van {}", format::list(&years));
                let at = of_party.first().map_or_else(|| place(deal.contributions.len()), |(index, _)| place(*index));
                found.push(
                    Diagnostic::warning(RULE.code, last.at.key("jaar"), format!("er is geen termijn van {year}"))
                        .label(at.key("termijnen"), label)
                        .hint(hint),
                );
            }
            _ => {}
        }
    }
}
