//! The annex in a few lines: what happened, what it cost of how much, and what is not known.

use rust_decimal::Decimal;
use serde::Serialize;

use super::money::said;
use super::unknown::NotKnown;
use super::{ambition, by_word, money, story};
use crate::compose::chapters::{self, Chapter};
use crate::compose::front;
use crate::compose::table::Trail;
use crate::compose::view::View;
use crate::compose::words;
use crate::figures::baseline::{Usability, usability};
use crate::figures::comparison::factor_between;
use crate::figures::indicator::is_cumulative;
use crate::figures::{Figure, IndicatorFigures, Judgement, Point};
use crate::format;
use crate::model::{Amount, Indicator, IndicatorKind, Phase, ReportKind, ResultNature, Verdict};

/// Where the figures of these lines stand.
const PLACE: &str = "In het kort";

/// More that is not known than this is counted, not named.
const NAMED: usize = 4;

/// Of more indicators than this no figures are told: a reader loses track.
const MOST_FIGURES: usize = 6;

/// A question and its answer.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    question: &'static str,
    answer: String,
}

/// The lines, in the order in which a reader asks.
pub(super) fn points(view: View<'_>, not_known: &[NotKnown], trail: &mut Trail) -> Vec<Line> {
    let is_baseline = view.report.kind == ReportKind::Baseline;
    let asked = match view.report.kind {
        ReportKind::Baseline => "Is er een begin om mee te vergelijken?",
        ReportKind::FinalEvaluation => "Zijn de doelen bereikt?",
        ReportKind::Progress | ReportKind::Interim => "Komen de doelen dichterbij?",
    };
    let goals = if is_baseline { starts(view) } else { goals(view, trail) };
    let points = [
        (asked, goals),
        ("Wat is er gedaan?", if is_baseline { String::new() } else { work(view) }),
        ("Wat kostte het?", if is_baseline { String::new() } else { costs(view, trail) }),
        ("Wat weten we niet?", unknown(view, not_known)),
    ];
    let points = points.into_iter().filter(|(_, answer)| !answer.is_empty());
    points.map(|(question, answer)| Line { question, answer }).collect()
}

/// Per word the names that go with it, as a sentence: `Op koers: a en b; achter: c.` Empty when there are none.
fn sentence_by_word(words: &[&'static str], named: &[(&str, &str)]) -> String {
    let told = by_word(words, named, ": ");
    if told.is_empty() { told } else { format!("{}.", format::capitalised(&told)) }
}

/// What can be said of each indicator with its figures, and whether the gap became smaller. What the covenant gives no
/// number comes last.
fn goals(view: View<'_>, trail: &mut Trail) -> String {
    let judged = view.indicators().filter(|(indicator, _)| indicator.kind != IndicatorKind::KeyFigure);
    let mut judged: Vec<Judged<'_>> =
        judged.filter_map(|(indicator, figures)| Some((indicator, figures, figures.judgement.as_ref()?))).collect();
    judged.sort_by_key(|(indicator, ..)| indicator.number.is_none());
    let has_numbered = judged.first().is_some_and(|(indicator, ..)| indicator.number.is_some());
    let (open, said): (Vec<_>, Vec<_>) =
        judged.into_iter().partition(|(_, _, judgement)| judgement.verdict == Verdict::CannotBeJudged);
    let told = if said.len() > MOST_FIGURES {
        let word = |verdict| words::verdict(verdict).1;
        let named: Vec<(&str, &str)> =
            said.iter().map(|(one, _, judgement)| (word(judgement.verdict), one.short_name.as_str())).collect();
        sentence_by_word(&Verdict::ALL.map(word), &named)
    } else {
        let (mut told, mut is_besides) = (Vec::new(), false);
        for one in said {
            let begins = has_numbered && !is_besides && one.0.number.is_none();
            is_besides |= begins;
            told.push(reached(view, one, begins, trail));
        }
        told.join(" ")
    };
    let names: Vec<String> = open.iter().map(|(indicator, ..)| format!("‘{}’", indicator.short_name)).collect();
    let open =
        if names.is_empty() { String::new() } else { format!("Niet te zeggen is het van {}.", format::list(&names)) };
    let parts = [told, open, ambition::in_brief(view)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// An indicator with its figures and what can be said of it.
type Judged<'a> = (&'a Indicator, &'a IndicatorFigures, &'a Judgement);

/// What is said of an indicator: its verb, and what ends the sentence.
const fn said_of(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Reached => ("is", "behaald"),
        Verdict::ReachedEarly => ("is", "tussentijds behaald"),
        Verdict::OnCourse => ("ligt", "op koers"),
        Verdict::NeedsAttention => ("vraagt", "aandacht"),
        Verdict::Behind => ("loopt", "achter"),
        Verdict::CannotBeJudged => ("is", "niet te beoordelen"),
    }
}

/// `‘Naar werk’ loopt achter: 338 mensen (dec 2022); afgesproken: 500 mensen in totaal.`
fn reached(view: View<'_>, (indicator, figures, judgement): Judged<'_>, is_besides: bool, trail: &mut Trail) -> String {
    let name = format!("‘{}’", indicator.short_name);
    let (verb, end) = said_of(judgement.verdict);
    let whose = if judgement.overruled.is_some() { " volgens de opstellers" } else { "" };
    let subject = if is_besides { format!("Daarnaast {verb} {name}") } else { format!("{name} {verb}") };
    let [_, latest, ..] = front::in_short(indicator, figures);
    let latest = trail.note(PLACE, indicator.short_name.as_str(), latest);
    // A start that was measured in another way is not set beside the latest value.
    let is_comparable = |base: &Point, latest: &Point| {
        base.value.is_some()
            && base.day < latest.day
            && factor_between(indicator, base.day, latest.day) == Decimal::ONE
            && !is_cumulative(indicator)
    };
    let ends = figures.baseline(&indicator.area).zip(figures.latest(&indicator.area));
    let tells_start = ends.is_some_and(|(base, latest)| is_comparable(base, latest));
    let from = if tells_start && chapters::has(view.report, Chapter::Goals) {
        format!("van {} naar ", story::start(indicator, figures, PLACE, trail))
    } else {
        String::new()
    };
    let agreed = front::target(indicator).replace(" (geen getal afgesproken)", " (geen getal)");
    format!("{subject}{whose} {end}: {from}{latest}; afgesproken: {agreed}.")
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
    if let Some(results) = front::Results::of(view) {
        // Not all of them are results: parties may also have agreed to do their best.
        let mut agreed = view.dossier.pillars.iter().flat_map(|pillar| &pillar.results);
        let is_all_result = agreed.all(|result| result.nature == ResultNature::Outcome);
        let what = if is_all_result { " afgesproken resultaten" } else { " afspraken" };
        told.push(format!("Gerealiseerd: {}.", results.in_words(what)));
    }
    told.join(" ")
}

/// What was spent, and of how much that was agreed.
fn costs(view: View<'_>, trail: &mut Trail) -> String {
    let of = &view.figures.money;
    let mut said = |label: &str, figure: &Figure<Amount>| said(trail, PLACE, label, figure);
    let until = format::date(*view.report.reference_date);
    let spent = said("Besteed vanaf het begin", &of.total.realised).map_or_else(
        || "Over wat is besteed, is nog niets bekend.".to_owned(),
        |amount| format!("Tot en met {until} is {amount} besteed."),
    );
    let is_end = view.report.kind == ReportKind::FinalEvaluation;
    let left =
        of.total.free().filter(|left| is_end && left.value.euros() > Decimal::ZERO && !money::lacks_budget(view));
    let left = left.and_then(|left| said(front::UNSPENT, &left)).map_or_else(String::new, |amount| {
        let committed = if of.total.committed.value.is_zero() { "" } else { " of vastgelegd" };
        format!(" Van wat is begroot, is {amount} niet besteed{committed}.")
    });
    let received = said("Ontvangen", &of.received);
    let agreed = money::agreed(view, PLACE, trail).map(|agreed| {
        let received = match received {
            Some(amount) if money::without_receipt(view).is_empty() => format!("daarvan is {amount} ontvangen"),
            Some(amount) => format!("daarvan is voor zover bekend {amount} ontvangen"),
            None => "hoeveel daarvan is ontvangen, is niet bekend".to_owned(),
        };
        format!(" {agreed}; {received}.")
    });
    format!("{spent}{left}{}", agreed.unwrap_or_default())
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
