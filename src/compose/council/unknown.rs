//! What is not known, and what comes next.

use std::collections::BTreeMap;

use serde::Serialize;

use super::shorten;
use crate::compose::baseline;
use crate::compose::goals;
use crate::compose::money;
use crate::compose::view::{View, words as optional};
use crate::figures::indicator::next_due;
use crate::format;
use crate::model::{IndicatorKind, ReportKind, Requirement, State, Verdict};

/// Something that is not known: what it is about, and why, in full sentences.
#[derive(Debug, Serialize)]
pub(super) struct NotKnown {
    what: String,
    why: String,
}

/// Everything the report says is not known.
pub(super) fn not_known(view: View<'_>) -> Vec<NotKnown> {
    if view.report.kind == ReportKind::Baseline {
        let lacking = baseline::lacking(view).into_iter();
        let lacking =
            lacking.map(|(what, why)| NotKnown { what, why: format!("Er is geen bruikbaar beginpunt. {why}") });
        return lacking.chain(without_wijken(view)).collect();
    }
    let unknown_results = view.dossier.pillars.iter().flat_map(|pillar| &pillar.results).flat_map(|result| {
        let said = view.report.results.get(&result.id).into_iter().flatten();
        said.filter(|(_, said)| said.state == State::Unknown).map(move |(place, said)| {
            let place = if place.as_str() == "deal" { String::new() } else { format!(", {}", view.area_name(place)) };
            let reason = optional(said.reason.as_ref());
            NotKnown {
                what: format!("{}{place}", result.name),
                why: format!("De stand is onbekend. {}", stop(&reason)),
            }
        })
    });
    let unstated = &view.figures.money.funding.unstated;
    let without_source = (!unstated.value.is_zero()).then(|| NotKnown {
        what: "Geld zonder herkomst".to_owned(),
        why: if unstated.value == view.figures.money.total.realised.value {
            "Van wat is besteed, is niet vermeld met wiens geld het is betaald.".to_owned()
        } else {
            "Van een deel van wat is besteed, is niet vermeld met wiens geld het is betaald.".to_owned()
        },
    });
    let spending = money::without_spending(view);
    let without_spending =
        (!spending.is_empty()).then(|| NotKnown { what: "Uitgaven van projecten".to_owned(), why: spending });
    let mut all = not_judged(view);
    all.extend(without_wijken(view));
    all.extend(unknown_results);
    all.extend(without_source);
    all.extend(without_spending);
    all
}

/// The indicators of which nothing can be said, with every reason.
fn not_judged(view: View<'_>) -> Vec<NotKnown> {
    view.indicators()
        .filter(|(indicator, _)| indicator.kind != IndicatorKind::KeyFigure)
        .filter_map(|(indicator, figures)| Some((indicator, figures, figures.judgement.as_ref()?)))
        .filter(|(_, _, judgement)| judgement.verdict == Verdict::CannotBeJudged)
        .map(|(indicator, figures, judgement)| {
            let told = goals::verdict(view, indicator, figures, judgement);
            let why = [told.reason, told.overruled].join(" ");
            NotKnown { what: indicator.name.to_string(), why: format!("Niet te beoordelen. {}", why.trim_end()) }
        })
        .collect()
}

/// The indicators that have no figure for any wijk, together where the reason is the same.
fn without_wijken(view: View<'_>) -> Vec<NotKnown> {
    let mut by_reason: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (indicator, figures) in view.indicators().filter(|(one, _)| one.kind != IndicatorKind::KeyFigure) {
        let reason = goals::wijk_reason(view, figures);
        if !reason.is_empty() {
            by_reason.entry(reason).or_default().push(indicator.short_name.as_str());
        }
    }
    by_reason.into_iter().map(|(why, names)| NotKnown { what: format::list(&names), why }).collect()
}

fn stop(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{}.", format::capitalised(text.trim_end_matches('.'))) }
}

/// What comes next.
#[derive(Debug, Serialize)]
pub(super) struct Ahead {
    outlook: String,
    points: Vec<String>,
    /// The next steps in sentences.
    next: Vec<String>,
    /// Whether the outlook was shortened.
    pub(super) is_cut: bool,
}

impl Ahead {
    pub(super) fn of(view: View<'_>) -> Self {
        let outlook = view.report.outlook.as_ref().map(|text| shorten::paragraph(text.as_str()));
        Self {
            is_cut: outlook.as_ref().is_some_and(|outlook| outlook.is_cut),
            outlook: outlook.map_or_else(String::new, |outlook| outlook.text),
            points: view.report.discussion_points.iter().map(ToString::to_string).collect(),
            next: next(view),
        }
    }
}

fn next(view: View<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let mut due: BTreeMap<i32, Vec<&str>> = BTreeMap::new();
    for (indicator, _) in view.indicators().filter(|(one, _)| one.kind != IndicatorKind::KeyFigure) {
        if let Some(year) = next_due(indicator, *view.report.reference_date) {
            due.entry(year).or_default().push(indicator.short_name.as_str());
        }
    }
    for (year, names) in due {
        let (verb, measurement) = if names.len() == 1 { ("staat", "meting") } else { ("staan", "metingen") };
        lines.push(format!("In {year} {verb} de volgende {measurement} gepland van {}.", format::list(&names)));
    }
    let in_brackets = |requirement: Requirement| {
        view.article(requirement).map_or_else(String::new, |article| format!(" ({article} van het convenant)"))
    };
    let has = |requirement: Requirement| view.dossier.deal.provisions.contains_key(&requirement);
    let end = view.dossier.deal.end;
    if view.report.kind == ReportKind::FinalEvaluation {
        return lines;
    }
    if !view.is_term_provisional() {
        lines.push(format!("De deal loopt tot en met {}{}.", format::date(*end), in_brackets(Requirement::Term)));
    }
    if has(Requirement::Report) {
        lines.push(format!(
            "Zolang de deal loopt, maakt de Regio elk jaar een voortgangsrapportage{}.",
            in_brackets(Requirement::Report)
        ));
    }
    if has(Requirement::FinalEvaluation) {
        lines.push(format!("Aan het einde volgt een eindevaluatie{}.", in_brackets(Requirement::FinalEvaluation)));
    }
    lines
}
