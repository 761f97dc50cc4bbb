//! R037: spending that runs ahead of or far behind the time that has passed, without a word.

use chrono::Datelike;
use rust_decimal::Decimal;

use super::amount_size::contributions_are_euros;
use super::{Rule, Subject, speaks_of};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::figures::Known;
use crate::format;
use crate::model::{Markdown, Report, ReportKind, Requirement};

pub(super) const RULE: Rule = Rule {
    code: "R037",
    requirement: Some(Requirement::MonitoringProjects),
    what: "Loopt de uitputting meer dan 25 procentpunt voor op de verstreken looptijd, of na drie vijfde van de looptijd meer dan 25 procentpunt achter, dan zegt het verslag waarom.",
    why: "Het rapport drukt beide percentages naast elkaar af. De raad vraagt dan hoe dat komt en of het geld op tijd wordt besteed.",
    example: "toelichting-financien: De bedragen komen uit de administratie van de gemeente.",
    solution: "Schrijf in `toelichting-financien` waarom de uitputting voor- of achterloopt op de looptijd, en wat dat betekent voor de rest van de deal.",
    find,
};

/// From here on a difference asks for a word: a share of 1.
const DIFFERENCE: Decimal = Decimal::from_parts(25, 0, 0, false, 2);

/// Until this part of the term projects are getting under way, and being behind is what to expect.
const GETTING_UNDER_WAY: Decimal = Decimal::from_parts(6, 0, 0, false, 1);

/// Words of which one stands in a note that speaks of it.
const WORDS: [&str; 5] = ["uitputting", "looptijd", "tempo", "achter", "vertrag"];

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    // Amounts in other units have their own rule.
    if !contributions_are_euros(&subject.dossier.deal) {
        return Vec::new();
    }
    subject.reports().filter_map(|(report, known)| in_report(report, known)).collect()
}

fn in_report(report: &Report, known: &Known) -> Option<Diagnostic> {
    let money = &known.figures.money;
    let (elapsed, spent) = (money.elapsed.as_ref()?.value, money.depletion.last()?.share.value);
    let is_ahead = spent - elapsed > DIFFERENCE;
    // Without any amount of the last year there is nothing to be behind with yet.
    let is_filled_in = money.years.contains(&report.reference_date.year());
    let is_behind = elapsed - spent > DIFFERENCE && elapsed > GETTING_UNDER_WAY && is_filled_in;
    let is_said = speaks_of(report.finance_note.as_ref().map(Markdown::as_str), &WORDS);
    if report.kind == ReportKind::Baseline || is_said || !(is_ahead || is_behind) {
        return None;
    }
    let (spent, elapsed) = (format::share(spent, 0), format::share(elapsed, 0));
    let message = if is_ahead {
        format!("{spent} van de bijdragen is uitgegeven, terwijl nog maar {elapsed} van de looptijd voorbij is")
    } else {
        format!("nog maar {spent} van de bijdragen is uitgegeven, terwijl {elapsed} van de looptijd voorbij is")
    };
    Some(
        Diagnostic::warning(RULE.code, report.at.key("toelichting-financien"), message)
            .label(KeyPath::file("deal.yaml").key("einde"), format!("de deal eindigt op {}", format::date(*known.dossier.deal.end)))
            .hint("schrijf in `toelichting-financien` waarom de uitputting anders loopt dan de looptijd, en wat dat betekent voor de rest van de deal"),
    )
}
