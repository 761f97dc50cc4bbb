//! R017: an amount below zero.

use super::{Rule, Subject, required_of_row};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{Amount, Requirement, Stage};

pub(super) const RULE: Rule = Rule {
    code: "R017",
    requirement: Some(Requirement::ReportFinance),
    what: "Een begroting, verplichting, prognose, bijdrage, termijn of ontvangst is niet negatief; `gerealiseerd` is alleen negatief met een `toelichting` of `reden`.",
    why: "Een minteken is meestal een tikfout, en het rapport telt het mee in elke som. Uitgaven kunnen wel worden teruggeboekt.",
    example: "regels:\n  - {project: taalhuis, t-m: 2021-12-31, bekend-op: 2022-02-10, gerealiseerd: 74250, verplicht: -500}",
    solution: "Haal het minteken weg, of leg een terugboeking uit bij `toelichting`.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let dossier = subject.dossier;
    let mut found = Vec::new();
    let mut require = |amount: Option<Amount>, at: KeyPath, what: &str| {
        if let Some(amount) = amount.filter(|amount| *amount < Amount::ZERO) {
            found.push(
                Diagnostic::error(RULE.code, at, format!("{what} is negatief: {}", format::euros_and_cents(amount)))
                    .hint("haal het minteken weg, of verbeter het bedrag"),
            );
        }
    };
    for (index, one) in dossier.deal.contributions.iter().enumerate() {
        let at = KeyPath::file("deal.yaml").key("bijdragen").index(index);
        require(Some(one.amount), at.key("bedrag"), "deze bijdrage");
        for (index, term) in one.terms.iter().enumerate() {
            require(term.amount, at.key("termijnen").index(index).key("bedrag"), "deze termijn");
        }
    }
    for project in dossier.projects.values() {
        require(project.budget, project.at.key("begroting"), "deze begroting");
        for (index, change) in project.changes.iter().enumerate() {
            require(change.budget, project.at.key("wijzigingen").index(index).key("begroting"), "deze begroting");
        }
    }
    for row in &dossier.spending {
        require(row.budget, row.at.key("begroting"), "deze begroting");
        if let Some(budgeted) = &row.budgeted {
            let at = row.at.key("begroot");
            require(Some(budgeted.original), at.key("primitief"), "dit begrote bedrag");
            require(budgeted.amended, at.key("na-wijziging"), "dit begrote bedrag");
        }
        require(row.committed, row.at.key("verplicht"), "dit verplichte bedrag");
        require(row.forecast, row.at.key("prognose"), "deze prognose");
    }
    for receipt in &dossier.receipts {
        require(Some(receipt.amount), receipt.at.key("bedrag"), "deze ontvangst");
    }
    for row in dossier.spending.iter().filter(|row| row.realised < Amount::ZERO) {
        if row.note.is_none() && row.reason.is_none() {
            found.push(
                required_of_row(
                    subject,
                    row,
                    Stage::Adopted,
                    RULE.code,
                    row.at.key("gerealiseerd"),
                    format!("het uitgegeven bedrag is negatief: {}", format::euros_and_cents(row.realised)),
                )
                .hint("is er geld teruggeboekt? leg dat uit bij `toelichting`; haal anders het minteken weg"),
            );
        }
    }
    found
}
