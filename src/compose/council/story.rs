//! What was promised, and what happened: pillars, projects, agreed results and indicators.

use serde::Serialize;

use super::shorten;
use crate::compose::baseline;
use crate::compose::front;
use crate::compose::goals;
use crate::compose::markdown;
use crate::compose::table::{Cell, Table, Trail};
use crate::compose::view::{View, md};
use crate::compose::words;
use crate::figures::project;
use crate::format;
use crate::model::{IndicatorKind, Pillar, PillarResult, ReportKind, Scale, State, Verdict};

/// The longest goal of a pillar that is told, in letters: three lines. A part of a goal may say something else.
const LONGEST_GOAL: usize = 280;

/// What the parties promised.
#[derive(Debug, Serialize)]
pub(super) struct Promise {
    ambition: String,
    pillars: Vec<PromisedPillar>,
    /// Whether the ambition was shortened.
    pub(super) is_cut: bool,
}

#[derive(Debug, Serialize)]
struct PromisedPillar {
    name: String,
    /// Its goal, when that is short.
    goal: String,
    results: Vec<String>,
}

impl Promise {
    pub(super) fn of(view: View<'_>) -> Self {
        let ambition = shorten::paragraph(view.dossier.deal.ambition.text.as_str());
        let pillars = view.dossier.pillars.iter().map(|pillar| {
            let goal = markdown::plain(pillar.goal.as_str());
            PromisedPillar {
                name: numbered(pillar),
                goal: if goal.chars().count() <= LONGEST_GOAL { goal } else { String::new() },
                results: pillar.results.iter().map(|result| result.name.to_string()).collect(),
            }
        });
        Self { ambition: ambition.text, pillars: pillars.collect(), is_cut: ambition.is_cut }
    }
}

fn numbered(pillar: &Pillar) -> String {
    format!("Pijler {}: {}", pillar.number.0, pillar.name)
}

/// What happened in the period.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "a template asks yes or no")]
pub(super) struct Story {
    /// How the report sums itself up; in a nulmeting, which has no pillars to tell of.
    summary: String,
    /// Not in a nulmeting, which has no progress to tell.
    pillars: Vec<PillarStory>,
    work: Vec<(String, String)>,
    states: Option<Table>,
    indicators: Table,
    judged: Vec<Judged>,
    /// Whether a reason speaks of the hulplijn, which then has to be explained.
    says_line: bool,
    /// Whether a reason speaks of a margin.
    says_margin: bool,
    /// Whether a target is in procentpunten.
    says_points: bool,
    /// Whether the summary was shortened.
    pub(super) is_cut: bool,
}

#[derive(Debug, Serialize)]
struct PillarStory {
    name: String,
    gist: String,
    projects: String,
    /// What went otherwise than planned, in a few words each.
    deviations: Vec<String>,
}

/// An indicator that can be judged, with the reason in full sentences.
#[derive(Debug, Serialize)]
struct Judged {
    name: String,
    sign: &'static str,
    word: &'static str,
    why: String,
}

impl Story {
    pub(super) fn of(view: View<'_>, trail: &mut Trail) -> Self {
        if view.report.kind == ReportKind::Baseline {
            let summary = shorten::paragraph(view.report.summary.as_str());
            return Self {
                is_cut: summary.is_cut,
                summary: summary.text,
                pillars: Vec::new(),
                work: Vec::new(),
                states: None,
                indicators: baseline::in_brief(view).traced(trail),
                judged: Vec::new(),
                says_line: false,
                says_margin: false,
                says_points: says_points(view),
            };
        }
        let judged = judged(view);
        let says = |word: &str| judged.iter().any(|one| one.why.contains(word));
        Self {
            summary: String::new(),
            is_cut: false,
            pillars: view.dossier.pillars.iter().map(|pillar| story(view, pillar)).collect(),
            work: front::work(view).into_iter().map(|(label, count)| (plain_label(&label), count)).collect(),
            states: states(view),
            indicators: front::indicators(view).traced(trail),
            says_line: says("hulplijn"),
            says_margin: says("marge"),
            says_points: says_points(view),
            judged,
        }
    }
}

fn says_points(view: View<'_>) -> bool {
    let judged = view.indicators().filter(|(indicator, _)| indicator.kind != IndicatorKind::KeyFigure);
    judged.map(|(indicator, _)| front::target(indicator)).any(|target| target.contains("procentpunt"))
}

/// A label on a line with others: `– lopend` is a part of what stands above it in the report.
fn plain_label(label: &str) -> String {
    label.trim_start_matches("– ").to_owned()
}

fn story(view: View<'_>, pillar: &Pillar) -> PillarStory {
    let said = view.report.pillars.get(&pillar.id);
    let projects = project::of_pillar(view.dossier, view.report, &pillar.id);
    let phases: Vec<String> = words::PHASES
        .iter()
        .filter_map(|phase| projects.per_phase.get(phase).map(|count| format!("{count} {}", words::phase(*phase))))
        .collect();
    PillarStory {
        name: numbered(pillar),
        gist: md(said.and_then(|said| said.gist.as_ref())),
        projects: format::list(&phases),
        deviations: said
            .iter()
            .flat_map(|said| &said.deviations)
            .map(|deviation| deviation.subject.as_str().trim_end_matches('.').to_owned())
            .collect(),
    }
}

/// In which order states are told.
const STATES: [State; 6] =
    [State::Realised, State::Underway, State::Planned, State::NotStarted, State::Dropped, State::Unknown];

/// Each agreed result with where it stands; `None` when the report tells of none.
fn states(view: View<'_>) -> Option<Table> {
    let results = || view.dossier.pillars.iter().flat_map(|pillar| pillar.results.iter().map(move |one| (pillar, one)));
    if !results().any(|(_, result)| view.report.results.contains_key(&result.id)) {
        return None;
    }
    let day = format::date(*view.report.reference_date);
    let mut table = Table::new(format!("Wat is afgesproken en hoe het daarmee staat op {day}"))
        .words("Afgesproken resultaat", 5)
        .words("Pijler", 3)
        .words("Stand", 6);
    for (pillar, result) in results() {
        table.row(vec![
            Cell::text(result.name.as_str()),
            Cell::text(format!("{}. {}", pillar.number.0, pillar.short_name)),
            Cell::text(state(view, result)),
        ]);
    }
    Some(table.done())
}

/// Where a result stands: per state the wijken, or one word for the whole deal.
fn state(view: View<'_>, result: &PillarResult) -> String {
    let said = view.report.results.get(&result.id);
    let of = |place: &str| said.and_then(|said| said.get(place)).map(|said| said.state);
    if result.scale == Scale::Deal {
        return of("deal").map_or("niet vermeld", |state| words::state(state).1).to_owned();
    }
    let wijken = &view.dossier.deal.area.wijken;
    let told = STATES.iter().map(|state| (Some(*state), words::state(*state).1)).chain([(None, "niet vermeld")]);
    let parts: Vec<String> = told
        .filter_map(|(state, word)| {
            let places: Vec<&str> =
                wijken.iter().filter(|wijk| of(wijk.id.as_str()) == state).map(|wijk| wijk.name.as_str()).collect();
            (!places.is_empty()).then(|| format!("{word}: {}", format::list(&places)))
        })
        .collect();
    parts.join("; ")
}

/// The indicators of which something can be said.
fn judged(view: View<'_>) -> Vec<Judged> {
    view.indicators()
        .filter(|(indicator, _)| indicator.kind != IndicatorKind::KeyFigure)
        .filter_map(|(indicator, figures)| Some((indicator, figures, figures.judgement.as_ref()?)))
        .filter(|(_, _, judgement)| judgement.verdict != Verdict::CannotBeJudged)
        .map(|(indicator, figures, judgement)| {
            let told = goals::verdict(view, indicator, figures, judgement);
            Judged {
                name: indicator.name.to_string(),
                sign: told.sign,
                word: told.word,
                why: [told.reason, told.basis, told.overruled].join(" ").trim_end().to_owned(),
            }
        })
        .collect()
}
