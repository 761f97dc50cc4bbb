//! R034: more money budgeted or spent than the parties contribute.

use super::amount_size::contributions_are_euros;
use super::{Rule, Subject, required, speaks_of};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::figures::{Known, Line};
use crate::format;
use crate::model::{Amount, Id, Markdown, Report, Requirement, Side, Stage};

pub(super) const RULE: Rule = Rule {
    code: "R034",
    requirement: Some(Requirement::ReportFinance),
    what: "Er wordt niet meer geld begroot of uitgegeven dan partijen bijdragen, niet meer uitgegeven dan er is ontvangen, en niet meer geld van het Rijk uitgegeven dan het Rijk bijdraagt; is dat wel zo, dan zegt het verslag waarom.",
    why: "Een lezer die de tabellen optelt, vindt anders geld waarvan niemand zegt waar het vandaan komt.",
    example: "bijdragen:              # in deal.yaml, samen 3 miljoen\nbegroting: 3,2 mln      # in projecten/taalhuis.yaml",
    solution: "Verbeter het bedrag dat niet klopt, of schrijf in `toelichting-financien` van het verslag waar het geld vandaan komt.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    // Amounts in other units have their own rule.
    if !contributions_are_euros(&subject.dossier.deal) {
        return Vec::new();
    }
    subject.reports().flat_map(|(report, known)| in_report(report, known)).collect()
}

fn in_report(report: &Report, known: &Known) -> Vec<Diagnostic> {
    let money = &known.figures.money;
    let note = report.finance_note.as_ref().map(Markdown::as_str);
    let at = report.at.key("toelichting-financien");
    let contributions = KeyPath::file("deal.yaml").key("bijdragen");
    let mut found = Vec::new();
    let (budget, available) = (money.total.budget.value, money.available.value);
    let fits = |line: &Line| line.budget.value <= available;
    if budget > available
        && money.projects.values().all(fits)
        && !speaks_of(note, &["bijdrag", "financier", "partner", "dekking"])
    {
        found.push(
            Diagnostic::warning(
                RULE.code,
                at.clone(),
                format!(
                    "projecten en posten zijn samen begroot op {}, dat is {} meer dan alle bijdragen",
                    format::euros_exactly(budget),
                    format::euros_exactly(budget - available)
                ),
            )
            .label(contributions.clone(), format!("de bijdragen zijn samen {}", format::euros_exactly(available)))
            .hint("telt een begroting dubbel? verbeter haar; betalen partners mee, noem hen dan bij `bijdragen`, of schrijf in `toelichting-financien` wie de rest betaalt"),
        );
    }
    if let Some(spent) = money.depletion.last().map(|last| last.spent.value).filter(|spent| *spent > available)
        && !speaks_of(note, &["bijdrag", "financier", "partner", "dekking"])
    {
        found.push(
            required(
                report,
                Stage::Adopted,
                RULE.code,
                at.clone(),
                format!(
                    "er is {} uitgegeven, dat is {} meer dan alle bijdragen",
                    format::euros_exactly(spent),
                    format::euros_exactly(spent - available)
                ),
            )
            .label(contributions.clone(), format!("de bijdragen zijn samen {}", format::euros_exactly(available)))
            .hint("klopt een bedrag in de bestedingen niet? verbeter het; betalen anderen mee, zeg dat dan bij `dekking`, of schrijf in `toelichting-financien` wie de rest betaalt"),
        );
    }
    let promised = promised_by_state(known);
    if money.funding.state.value > promised {
        found.push(
            Diagnostic::warning(
                RULE.code,
                at.clone(),
                format!(
                    "volgens `dekking` is {} van het Rijk uitgegeven, meer dan de {} die het Rijk bijdraagt",
                    format::euros_exactly(money.funding.state.value),
                    format::euros_exactly(promised)
                ),
            )
            .label(contributions, "hier staan de bijdragen")
            .hint("verbeter de percentages bij `dekking` in de bestedingen, of de bijdrage van het Rijk"),
        );
    }
    found.extend(spent_beyond_received(known, note, at));
    found
}

/// What the parties of the Rijk contribute in all.
fn promised_by_state(known: &Known) -> Amount {
    let contributions = &known.dossier.deal.contributions;
    contributions.iter().filter(|one| is_state(known, &one.party)).map(|one| one.amount).sum()
}

fn is_state(known: &Known, party: &Id) -> bool {
    known.dossier.deal.parties.iter().any(|one| one.id == *party && one.side == Side::State)
}

/// Where the region does not record its own money as received, only the money of the Rijk can be
/// held against what was spent of it.
fn spent_beyond_received(known: &Known, note: Option<&str>, at: KeyPath) -> Option<Diagnostic> {
    let dossier = &known.dossier;
    let has_paid = |party: &Id| dossier.receipts.iter().any(|receipt| receipt.party == *party);
    let money = &known.figures.money;
    let (spent, received, of) = if dossier.deal.contributions.iter().all(|one| has_paid(&one.party)) {
        (money.depletion.last()?.spent.value, money.received.value, "")
    } else {
        let of_state = dossier.receipts.iter().filter(|receipt| is_state(known, &receipt.party));
        let received: Amount = of_state.map(|receipt| receipt.amount).sum();
        // Where nothing at all is recorded, that is the gap, not the difference.
        if received.is_zero() {
            return None;
        }
        (money.funding.state.value, received, " van het Rijk")
    };
    if spent <= received || speaks_of(note, &["voorgesch", "voorschot", "voorfinanc", "ontvang"]) {
        return None;
    }
    let (spent, received) = (format::euros_exactly(spent), format::euros_exactly(received));
    let of_spent = if of.is_empty() { "" } else { " volgens `dekking`" };
    Some(
        Diagnostic::warning(
            RULE.code,
            at,
            format!("er is{of_spent} {spent}{of} uitgegeven, maar pas {received}{of} ontvangen"),
        )
        .hint("ontbreekt er iets bij `ontvangsten` in de bestedingen? vul het aan; is er geld voorgeschoten, schrijf dat dan in `toelichting-financien`"),
    )
}
