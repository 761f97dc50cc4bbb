//! What is not known, and what comes next.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{ambition, money, shorten};
use crate::compose::baseline;
use crate::compose::goals;
use crate::compose::view::{View, words as optional};
use crate::figures::indicator::next_due;
use crate::figures::{Hindrance, IndicatorFigures};
use crate::format;
use crate::model::{Indicator, IndicatorKind, ReportKind, Requirement, State, Verdict};

/// Something that is not known: what it is about, and why, in full sentences.
#[derive(Debug, Serialize)]
pub(super) struct NotKnown {
    pub(super) what: String,
    pub(super) why: String,
    /// The same in a few words, inside a sentence; empty where the goals say it already.
    #[serde(skip)]
    pub(super) brief: String,
}

/// Everything the report says is not known.
pub(super) fn not_known(view: View<'_>) -> Vec<NotKnown> {
    let mut all = without_measure(view);
    if view.report.kind == ReportKind::Baseline {
        all.extend(without_start(view));
        all.extend(without_wijken(view));
        return all;
    }
    all.extend(not_judged(view));
    all.extend(without_wijken(view));
    all.extend(unknown_results(view));
    all.extend(money::not_known(view));
    all
}

/// The indicators without a usable nulmeting, together where the reason is the same.
fn without_start(view: View<'_>) -> Vec<NotKnown> {
    let mut by_reason: Vec<(String, Vec<String>)> = Vec::new();
    for (indicator, why) in baseline::lacking(view) {
        let name = indicator.short_name.to_string();
        // In plain words.
        let why = why.replace("De respons was te laag.", "Er deden te weinig mensen mee.");
        match by_reason.iter_mut().find(|(reason, _)| *reason == why) {
            Some((_, names)) => names.push(name),
            None => by_reason.push((why, vec![name])),
        }
    }
    let told = |(why, names): (String, Vec<String>)| NotKnown {
        what: in_a_row(&names),
        why: format!("Er is geen bruikbaar beginpunt. {why}"),
        brief: String::new(),
    };
    by_reason.into_iter().map(told).collect()
}

/// Names at the start of a sentence: `Sociale cohesie en onveilig gevoel`.
fn in_a_row<T: AsRef<str>>(names: &[T]) -> String {
    let lowered = |(index, name): (usize, &T)| match index {
        0 => name.as_ref().to_owned(),
        _ => format::lowered(name.as_ref()),
    };
    format::list(&names.iter().enumerate().map(lowered).collect::<Vec<_>>())
}

/// The factors of the ambition for which nothing was agreed to measure.
fn without_measure(view: View<'_>) -> Vec<NotKnown> {
    let factors: Vec<(&str, String)> = ambition::without_measure(view).collect();
    let names: Vec<&str> = factors.iter().map(|(name, _)| *name).collect();
    let mut all: Vec<NotKnown> = factors
        .iter()
        .map(|(name, reason)| NotKnown {
            what: format::capitalised(name),
            why: if reason.is_empty() {
                "Er is niet afgesproken hoe dit wordt gemeten.".to_owned()
            } else {
                format!("Er is niet afgesproken hoe dit wordt gemeten: {}.", reason.trim_end_matches('.'))
            },
            brief: String::new(),
        })
        .collect();
    if let Some(first) = all.first_mut().filter(|_| ambition::in_brief(view).is_empty()) {
        first.brief = lacks_measure(view, &format::list(&names));
    }
    all
}

/// What is not known for want of a measure, in a few words: not how it goes with a factor of which something else was
/// measured and judged.
fn lacks_measure(view: View<'_>, names: &str) -> String {
    match (view.dossier.deal.area.comparison.is_some(), view.report.kind) {
        (true, ReportKind::Baseline) => format!("hoe groot de achterstand bij {names} is"),
        (true, _) => format!("of de achterstand bij {names} kleiner is"),
        (false, _) => format!("hoe ver de ambitie voor {names} is (daarvoor is geen maat afgesproken)"),
    }
}

fn unknown_results(view: View<'_>) -> Vec<NotKnown> {
    let results = view.dossier.pillars.iter().flat_map(|pillar| &pillar.results);
    results
        .flat_map(|result| {
            let said = view.report.results.get(&result.id).into_iter().flatten();
            said.filter(|(_, said)| said.state == State::Unknown).map(move |(place, said)| {
                let place =
                    if place.as_str() == "deal" { String::new() } else { format!(", {}", view.area_name(place)) };
                let what = format!("{}{place}", result.name);
                let reason = optional(said.reason.as_ref());
                NotKnown {
                    why: format!("De stand is onbekend. {}", stop(&reason)),
                    brief: format!("de stand van ‘{what}’"),
                    what,
                }
            })
        })
        .collect()
}

/// Indicators of which nothing can be said for the same reasons.
struct NotJudged {
    names: Vec<String>,
    /// What holds for all of them.
    intro: String,
    reasons: Vec<String>,
    /// What holds for some of them only.
    own: Vec<(String, Vec<String>)>,
}

/// The indicators of which nothing can be said, and the gaps that cannot be compared, with every reason. Indicators
/// that share a reason share a line.
fn not_judged(view: View<'_>) -> Vec<NotKnown> {
    let mut lines: Vec<NotJudged> = Vec::new();
    for (indicator, figures) in view.indicators() {
        let Some((intro, reasons)) = reasons(view, indicator, figures) else { continue };
        let name = indicator.short_name.to_string();
        let shares =
            |line: &&mut NotJudged| line.intro == intro && line.reasons.iter().any(|one| reasons.contains(one));
        match lines.iter_mut().find(shares) {
            Some(line) => line.join(name, reasons),
            None => lines.push(NotJudged { names: vec![name], intro, reasons, own: Vec::new() }),
        }
    }
    lines.into_iter().map(NotJudged::told).collect()
}

impl NotJudged {
    fn join(&mut self, name: String, mut reasons: Vec<String>) {
        let (shared, own) = std::mem::take(&mut self.reasons).into_iter().partition(|one| reasons.contains(one));
        self.reasons = shared;
        reasons.retain(|one| !self.reasons.contains(one));
        for (names, own) in [(in_a_row(&self.names), own), (name.clone(), reasons)] {
            if !own.is_empty() {
                self.own.push((names, own));
            }
        }
        self.names.push(name);
    }

    fn told(self) -> NotKnown {
        let own = self.own.iter().map(|(names, reasons)| {
            format!(" Voor {} geldt ook: {}", format::lowered(names), format::lowered(&reasons.join(" ")))
        });
        NotKnown {
            what: in_a_row(&self.names),
            why: format!("{} {}{}", self.intro, self.reasons.join(" "), own.collect::<String>()),
            brief: String::new(),
        }
    }
}

/// What cannot be said of an indicator, and each reason; `None` when all can be said.
fn reasons(view: View<'_>, indicator: &Indicator, figures: &IndicatorFigures) -> Option<(String, Vec<String>)> {
    let cannot = figures.judgement.as_ref().filter(|one| one.verdict == Verdict::CannotBeJudged);
    let mut hindrances: Vec<&Hindrance> = Vec::new();
    let mut reasons: Vec<String> = Vec::new();
    if let Some(judgement) = cannot {
        // What an author says in the place of the computation is told in the author's words.
        if judgement.overruled.is_some() || judgement.hindrances.is_empty() {
            let told = goals::verdict(view, indicator, figures, judgement);
            reasons.push([told.reason, told.overruled].join(" ").trim_end().to_owned());
        } else {
            hindrances.extend(&judgement.hindrances);
        }
    }
    // What stands in the way of the level, stands in the way of the gap too.
    let kind = std::mem::discriminant::<Hindrance>;
    let told: Vec<_> = hindrances.iter().map(|one| kind(one)).collect();
    let of_gap = ambition::gap_hindrances(view, indicator).iter();
    // How uncertain a gap is, matters only where it can be compared.
    let is_more = |one: &&Hindrance| !told.contains(&kind(one)) && !matches!(one, Hindrance::MarginUnknown(_));
    let can_compare = |one: &&Hindrance| told.is_empty() && matches!(one, Hindrance::MarginUnknown(_));
    hindrances.extend(of_gap.filter(|one| is_more(one) || can_compare(one)));
    reasons.extend(hindrances.into_iter().map(|one| plain(view, one)));
    let intro = if cannot.is_some() { "Niet te beoordelen." } else { "De achterstand is niet te vergelijken." };
    (!reasons.is_empty()).then(|| (intro.to_owned(), reasons))
}

/// A reason in plain words.
fn plain(view: View<'_>, hindrance: &Hindrance) -> String {
    let place = |area: &Option<String>| area.as_ref().map_or_else(String::new, |area| format!(" in {area}"));
    let text = match hindrance {
        Hindrance::BaselineLowResponse(day, area) => format!(
            "Aan de nulmeting{} ({}) deden te weinig mensen mee; zij is niet te gebruiken als begin.",
            place(area),
            format::date(*day)
        ),
        Hindrance::LatestLowResponse(day, area) => {
            format!("Aan de laatste meting{} ({}) deden te weinig mensen mee.", place(area), format::date(*day))
        }
        Hindrance::MethodBreak(day, reason) => format!(
            "Sinds {} wordt op een andere manier gemeten ({}). Hoe de cijfers van ervoor zijn om te rekenen, is niet \
             bekend; zij zijn niet te vergelijken met die van erna.",
            format::date(*day),
            reason.trim_end_matches('.')
        ),
        Hindrance::MarginUnknown(days) => {
            let days: Vec<String> = days.iter().map(|day| format::date(*day)).collect();
            let (of, pronoun) = if days.len() == 1 { ("de meting", "die") } else { ("de metingen", "elk") };
            format!(
                "Van {of} tot en met {} is niet bekend hoe onzeker {pronoun} is; zo is niet te zeggen of een \
                 verandering toeval is.",
                format::list(&days)
            )
        }
        // An area was agreed to compare with, but this was never measured there.
        Hindrance::NoOtherArea if view.dossier.deal.area.comparison.is_some() => {
            "Dit is niet in beide gebieden gemeten.".to_owned()
        }
        other => other.to_string(),
    };
    shorten::without_footnotes(&text)
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
    by_reason
        .into_iter()
        .map(|(why, names)| {
            let quoted: Vec<String> = names.iter().map(|name| format!("‘{name}’")).collect();
            NotKnown { why, brief: format!("cijfers per wijk van {}", format::list(&quoted)), what: in_a_row(&names) }
        })
        .collect()
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
        lines.push(format!(
            "In {year} {verb} de volgende {measurement} gepland van {}.",
            format::lowered(&in_a_row(&names))
        ));
    }
    let in_brackets = |requirement: Requirement| {
        view.article(requirement).map_or_else(String::new, |article| format!(" ({article})"))
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
