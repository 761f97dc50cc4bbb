//! The annex in a few lines: what happened, what it cost of how much, and what is not known.

use serde::Serialize;

use super::money::said;
use super::unknown::NotKnown;
use super::{ambition, by_word};
use crate::compose::front;
use crate::compose::table::Trail;
use crate::compose::view::View;
use crate::compose::words;
use crate::figures::baseline::{Usability, usability};
use crate::format;
use crate::model::{IndicatorKind, Phase, ReportKind, Verdict};

/// Where the figures of these lines stand.
const PLACE: &str = "In het kort";

/// More that is not known than this is counted, not named.
const NAMED: usize = 4;

/// A question and its answer.
#[derive(Debug, Serialize)]
pub(super) struct Point {
    question: &'static str,
    answer: String,
}

/// The lines, in the order in which a reader asks.
pub(super) fn points(view: View<'_>, not_known: &[NotKnown], trail: &mut Trail) -> Vec<Point> {
    let is_baseline = view.report.kind == ReportKind::Baseline;
    let asked = match view.report.kind {
        ReportKind::Baseline => "Is er een begin om mee te vergelijken?",
        ReportKind::FinalEvaluation => "Zijn de doelen bereikt?",
        ReportKind::Progress | ReportKind::Interim => "Komen de doelen dichterbij?",
    };
    let goals = if is_baseline { starts(view) } else { goals(view) };
    let points = [
        (asked, goals),
        ("Wat is er gedaan?", if is_baseline { String::new() } else { work(view) }),
        ("Wat kostte het?", if is_baseline { String::new() } else { money(view, trail) }),
        ("Wat weten we niet?", unknown(view, not_known)),
    ];
    let points = points.into_iter().filter(|(_, answer)| !answer.is_empty());
    points.map(|(question, answer)| Point { question, answer }).collect()
}

/// Per word the names that go with it, as a sentence: `Op koers: a en b; achter: c.` Empty when there are none.
fn sentence_by_word(words: &[&'static str], named: &[(&str, &str)]) -> String {
    let told = by_word(words, named, ": ");
    if told.is_empty() { told } else { format!("{}.", format::capitalised(&told)) }
}

/// What can be said of each indicator, and whether the gap became smaller.
fn goals(view: View<'_>) -> String {
    let judged: Vec<(&str, &str)> = view
        .indicators()
        .filter(|(indicator, _)| indicator.kind != IndicatorKind::KeyFigure)
        .filter_map(|(indicator, figures)| {
            Some((words::verdict(figures.judgement.as_ref()?.verdict).1, indicator.short_name.as_str()))
        })
        .collect();
    let told = sentence_by_word(&Verdict::ALL.map(|verdict| words::verdict(verdict).1), &judged);
    [told, ambition::in_brief(view)].join(" ").trim().to_owned()
}

/// Of which indicators the nulmeting can be used.
fn starts(view: View<'_>) -> String {
    const USABLE: &str = "bruikbaar begin";
    const NOT_USABLE: &str = "geen bruikbaar begin";
    const FROM_ZERO: &str = "telt vanaf nul";
    let named: Vec<(&str, &str)> = view
        .indicators()
        .filter_map(|(indicator, figures)| {
            let word = match usability(indicator, figures)? {
                Usability::Usable => USABLE,
                Usability::NotNeeded => FROM_ZERO,
                Usability::NotUsable(_) | Usability::Missing(_) => NOT_USABLE,
            };
            Some((word, indicator.short_name.as_str()))
        })
        .collect();
    sentence_by_word(&[USABLE, FROM_ZERO, NOT_USABLE], &named)
}

/// How many projects and agreed results there are, and where they stand.
fn work(view: View<'_>) -> String {
    let projects = view.report.projects.len();
    let phases: Vec<String> = Phase::ALL
        .iter()
        .filter_map(|phase| {
            let count = view.report.projects.values().filter(|said| said.phase == *phase).count();
            (count > 0).then(|| format!("{} {}", format::count(count), phase.word()))
        })
        .collect();
    let mut told = Vec::new();
    let count = format::plural(projects, "project", "projecten");
    let phase = Phase::ALL.iter().find(|phase| view.report.projects.values().all(|said| said.phase == **phase));
    match phase {
        Some(phase) if projects > 1 => told.push(format!("{count}, alle {}.", phase.word())),
        Some(phase) if projects == 1 => told.push(format!("{count}, {}.", phase.word())),
        _ if !phases.is_empty() => told.push(format!("{count}: {}.", format::list(&phases))),
        _ => {}
    }
    if let Some((realised, promised, counted)) = front::results(view) {
        told.push(format!("Gerealiseerd: {realised} van {promised} afgesproken resultaten{counted}."));
    }
    told.join(" ")
}

/// What was spent of how much.
fn money(view: View<'_>, trail: &mut Trail) -> String {
    let of = &view.figures.money;
    let mut said = |label: &str, figure| said(trail, PLACE, label, figure);
    let until = format::date(*view.report.reference_date);
    let spent = said("Besteed vanaf het begin", &of.total.realised).map_or_else(
        || "Over wat is besteed, is nog niets bekend.".to_owned(),
        |amount| format!("Tot en met {until} is {amount} besteed."),
    );
    let available = said("Bijdragen van alle partijen samen", &of.available)
        .map(|amount| format!(" Alle partijen samen dragen {amount} bij."));
    format!("{spent}{}", available.unwrap_or_default())
}

/// What is not known, besides what the goals say already.
fn unknown(view: View<'_>, not_known: &[NotKnown]) -> String {
    let brief: Vec<&str> = not_known.iter().map(|one| one.brief.as_str()).filter(|brief| !brief.is_empty()).collect();
    let (named, more) = brief.split_at(brief.len().min(NAMED));
    let mut named: Vec<String> = named.iter().map(ToString::to_string).collect();
    if !more.is_empty() {
        named.push(format!("nog {}", format::plural(more.len(), "ander punt", "andere punten")));
    }
    if view.report.kind != ReportKind::Baseline {
        named.push("of een verandering door de Regio Deal komt".to_owned());
    }
    if named.is_empty() { String::new() } else { format!("{}.", format::capitalised(&format::list(&named))) }
}
