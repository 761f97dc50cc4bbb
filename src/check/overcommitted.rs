//! R034: more money budgeted or spent than the parties contribute.

use super::amount_size::contributions_are_euros;
use super::{Rule, Subject, speaks_of};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::figures::{Known, Line, MoneyFigures};
use crate::format;
use crate::model::{Amount, Id, Markdown, Report, Requirement, Side};

pub(super) const RULE: Rule = Rule {
    code: "R034",
    requirement: Some(Requirement::ReportFinance),
    what: "Er wordt niet meer geld begroot dan partijen bijdragen, niet meer uitgegeven dan er is ontvangen, en niet meer geld van het Rijk uitgegeven dan het Rijk bijdraagt; is dat wel zo, dan zegt het verslag waarom.",
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
    found.extend(spent_beyond_received(money, note, at));
    found
}

fn promised_by_state(known: &Known) -> Amount {
    let deal = &known.dossier.deal;
    let is_state = |party: &Id| deal.parties.iter().any(|one| one.id == *party && one.side == Side::State);
    deal.contributions.iter().filter(|one| is_state(&one.party)).map(|one| one.amount).sum()
}

fn spent_beyond_received(money: &MoneyFigures, note: Option<&str>, at: KeyPath) -> Option<Diagnostic> {
    let spent = money.depletion.last()?.spent.value;
    let received = money.received.value;
    // Where nothing at all is recorded, that is the gap, not the difference.
    let is_recorded = !money.received.sources.is_empty();
    if spent <= received || !is_recorded || speaks_of(note, &["voorgesch", "voorschot", "voorfinanc", "ontvang"]) {
        return None;
    }
    Some(
        Diagnostic::warning(
            RULE.code,
            at,
            format!(
                "er is {} uitgegeven, maar pas {} ontvangen",
                format::euros_exactly(spent),
                format::euros_exactly(received)
            ),
        )
        .hint("ontbreekt er iets bij `ontvangsten` in de bestedingen? vul het aan; is er geld voorgeschoten, schrijf dat dan in `toelichting-financien`"),
    )
}
