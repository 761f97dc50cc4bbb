//! What was promised, and what happened: pillars, projects, agreed results and indicators.

use serde::Serialize;

use super::{by_word, names_by_word, shorten};
use crate::compose::baseline;
use crate::compose::chapters::{self, Chapter};
use crate::compose::front;
use crate::compose::goals;
use crate::compose::markdown;
use crate::compose::table::{Cell, Table, Trail};
use crate::compose::view::{View, measured, month, no_value, quality_sign, value_cell};
use crate::compose::words;
use crate::figures::indicator::is_cumulative;
use crate::figures::{IndicatorFigures, project};
use crate::format;
use crate::model::{
    Degree, Id, Indicator, IndicatorKind, Light, MeasureKind, Phase, Pillar, PillarResult, ProjectProgress, ReportKind,
    ResultNature, Risk, Scale, State, Text, Verdict,
};

/// The longest goal of a pillar that is told, in letters: three lines. A part of a goal may say something else.
const LONGEST_GOAL: usize = 280;

/// The most results that stand in the table each.
const MOST_RESULTS: usize = 8;

/// More risks than this are left to the report.
const MOST_RISKS: usize = 3;

const EFFORT: &str = "Inspanning: partijen doen hun best om dit te bereiken; zij hebben het niet toegezegd.";

/// The longest definition of a count that is told, in letters.
const LONGEST_MEANING: usize = 240;

/// The caption of the table of the indicators.
const INDICATORS: &str = "De indicatoren in het kort";

const POINTS: &str =
    "Een procentpunt is het verschil tussen twee percentages: van 30% naar 20% is een daling van 10 procentpunt.";

const LINE: &str = "De hulplijn is een rechte lijn van het begin naar de streefwaarde. Zij is een hulpmiddel en niet in \
                    het convenant afgesproken.";

const MARGIN: &str = "De marge is hoe onzeker een meting is als een deel van de bewoners is gevraagd. Een verandering die \
                      kleiner is dan de marge kan toeval zijn; zij heet dan niet significant.";

/// What the parties promised.
#[derive(Debug, Serialize)]
pub(super) struct Promise {
    ambition: String,
    pillars: Vec<PromisedPillar>,
    /// Whether a pillar tells its goal.
    says_goals: bool,
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
                results: pillar.results.iter().map(named).collect(),
            }
        });
        let pillars: Vec<PromisedPillar> = pillars.collect();
        let says_goals = pillars.iter().any(|pillar| !pillar.goal.is_empty());
        Self { ambition: ambition.text, pillars, says_goals, is_cut: ambition.is_cut }
    }
}

/// What was agreed, and what kind of agreement it is when that is no result: `Een gebouw (inspanning)`.
fn named(result: &PillarResult) -> String {
    match result.nature {
        ResultNature::Outcome => result.name.to_string(),
        other => format!("{} ({})", result.name, words::nature(other)),
    }
}

fn numbered(pillar: &Pillar) -> String {
    format!("Pijler {}: {}", pillar.number.0, pillar.name)
}

/// What happened in the period.
#[derive(Debug, Serialize)]
pub(super) struct Story {
    /// How the report sums itself up; in a nulmeting, which has no pillars to tell of.
    summary: String,
    /// Not in a nulmeting, which has no progress to tell.
    pillars: Vec<PillarStory>,
    /// How many projects have an amber and a red light, in sentences; empty when none has a light.
    lights: String,
    /// Each project with a red light: its name, and what is red and why.
    red: Vec<(String, String)>,
    /// The largest risks, each with what is done about it.
    risks: Vec<(String, String)>,
    states: Option<Table>,
    /// The results for the whole deal by where they stand, in a sentence, when they would make the table too long.
    deal_wide: String,
    indicators: Table,
    judged: Vec<Judged>,
    /// The words of the table and the reasons that have to be explained, each in a sentence.
    explained: Vec<&'static str>,
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
                red: Vec::new(),
                risks: Vec::new(),
                lights: String::new(),
                states: None,
                deal_wide: String::new(),
                indicators: starts(view).traced(trail),
                judged: Vec::new(),
                explained: says_points(view).then_some(POINTS).into_iter().collect(),
            };
        }
        let judged = judged(view);
        let says = |word: &str| judged.iter().any(|one| one.why.contains(word));
        Self {
            summary: String::new(),
            is_cut: false,
            pillars: view.dossier.pillars.iter().map(|pillar| story(view, pillar)).collect(),
            red: red(view),
            risks: risks(view),
            lights: lights(view),
            deal_wide: deal_wide(view),
            states: states(view),
            indicators: indicators(view, trail),
            explained: [(says_points(view), POINTS), (says("hulplijn"), LINE), (says("marge"), MARGIN)]
                .into_iter()
                .filter_map(|(is_said, sentence)| is_said.then_some(sentence))
                .collect(),
            judged,
        }
    }
}

/// The start of each indicator; why a count needs none.
fn starts(view: View<'_>) -> Table {
    let mut table = baseline::in_brief(view);
    let counts = view.indicators().filter(|(one, _)| one.kind != IndicatorKind::KeyFigure && is_cumulative(one));
    let names: Vec<String> = counts.map(|(one, _)| format::lowered(one.short_name.as_str())).collect();
    if !names.is_empty() {
        let (what, begins) = if names.len() == 1 { ("Deze telling", "begint") } else { ("Deze tellingen", "beginnen") };
        table.note(format!(
            "Niet nodig ({}): {} {begins} bij nul; een stand aan het begin is niet nodig.",
            format::list(&names),
            format::lowered(what)
        ));
    }
    table
}

fn says_points(view: View<'_>) -> bool {
    let judged = view.indicators().filter(|(indicator, _)| indicator.kind != IndicatorKind::KeyFigure);
    judged.map(|(indicator, _)| front::target(indicator)).any(|target| target.contains("procentpunt"))
}

/// How many projects are amber and red; empty when no project has a light.
fn lights(view: View<'_>) -> String {
    if !view.report.projects.values().any(|said| said.light.is_some()) {
        return String::new();
    }
    let (amber, red) = (front::projects_with(view, Light::Amber), front::projects_with(view, Light::Red));
    if amber + red == 0 {
        return "Geen project heeft oranje of rood.".to_owned();
    }
    let of = |count: usize, colour: &str, what: &str| {
        let verb = if count == 1 { "heeft" } else { "hebben" };
        let projects = format::plural(count, "project", "projecten");
        (count > 0).then(|| format!("{projects} {verb} {colour}: {what}."))
    };
    let only = if red > 0 { "oranje en geen rood" } else { "oranje" };
    let told = [
        of(red, "rood", "tijd, geld of kwaliteit valt buiten de afspraken"),
        of(amber, only, "er is een risico met tijd, geld of kwaliteit"),
    ];
    told.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The risks of which the report says that their effect is large, the likely ones first.
fn risks(view: View<'_>) -> Vec<(String, String)> {
    let mut large: Vec<&Risk> = view.report.risks.iter().filter(|risk| risk.impact == Degree::Large).collect();
    large.sort_by_key(|risk| match risk.likelihood {
        Degree::Large => 0,
        Degree::Medium => 1,
        Degree::Small => 2,
    });
    let told = |text: &Text| text.as_str().trim_end_matches('.').to_owned();
    large.into_iter().take(MOST_RISKS).map(|risk| (told(&risk.event), told(&risk.measure))).collect()
}

fn story(view: View<'_>, pillar: &Pillar) -> PillarStory {
    let said = view.report.pillars.get(&pillar.id);
    let projects = project::of_pillar(view.dossier, view.report, &pillar.id);
    let phases: Vec<String> = Phase::ALL
        .iter()
        .filter_map(|phase| projects.per_phase.get(phase).map(|count| format!("{count} {}", phase.word())))
        .collect();
    PillarStory {
        name: numbered(pillar),
        gist: said.and_then(|said| said.gist.as_ref()).map_or_else(String::new, |gist| markdown::plain(gist.as_str())),
        projects: format::list(&phases),
        deviations: said
            .iter()
            .flat_map(|said| &said.deviations)
            .map(|deviation| deviation.subject.as_str().trim_end_matches('.').to_owned())
            .collect(),
    }
}

/// The projects with a red light, with what is red and the cause when the report gives it.
fn red(view: View<'_>) -> Vec<(String, String)> {
    let told = |(id, said): (&Id, &ProjectProgress)| {
        let light = said.light.as_ref()?;
        let parts = [("tijd", light.time), ("geld", light.money), ("kwaliteit", light.quality)];
        let parts: Vec<&str> =
            parts.into_iter().filter(|(_, light)| *light == Light::Red).map(|(part, _)| part).collect();
        let name = view.dossier.projects.get(id).map_or_else(|| id.to_string(), |project| project.name.to_string());
        let cause = light
            .cause
            .as_ref()
            .map_or_else(String::new, |cause| format!(" {}.", cause.as_str().trim_end_matches('.')));
        (!parts.is_empty()).then(|| (name, format!("rood voor {}.{cause}", format::list(&parts))))
    };
    view.report.projects.iter().filter_map(told).collect()
}

/// From where each indicator came, where it is and where it must go. What the report says of the start, is told only
/// where the report does.
fn indicators(view: View<'_>, trail: &mut Trail) -> Table {
    let tells_start = chapters::has(view.report, Chapter::Goals);
    let mut table = Table::new(INDICATORS).words("Indicator", 36);
    if tells_start {
        table = table.words("Begin (nulmeting)", 43);
    }
    // Whole words fit in the columns with the oordeel and what was agreed.
    table = table.words("Laatste waarde", 44).words("Streefwaarde", 37).words("Oordeel", 40);
    let judged = || view.indicators().filter(|(indicator, _)| indicator.kind != IndicatorKind::KeyFigure);
    for (indicator, figures) in judged() {
        let mut row = Vec::from(front::in_short(indicator, figures));
        if tells_start {
            row.insert(1, Cell::text(start(indicator, figures, INDICATORS, trail)));
        }
        table.row(row);
    }
    front::note_quality(view, &mut table);
    let meanings = judged().filter_map(|(one, _)| Some(format!("{}: {}", one.short_name, meaning(one)?)));
    let meanings: Vec<String> = meanings.collect();
    if !meanings.is_empty() {
        table.note(meanings.join(" "));
    }
    table.traced(trail)
}

/// The nulmeting of an indicator, with its month and what a reader must know of it.
pub(super) fn start(indicator: &Indicator, figures: &IndicatorFigures, place: &str, trail: &mut Trail) -> String {
    if is_cumulative(indicator) {
        return "telt vanaf nul".to_owned();
    }
    let Some(point) = figures.baseline(&indicator.area) else { return "niet bekend".to_owned() };
    let Some(value) = &point.value else { return no_value(&point.row).to_owned() };
    trail.note(place, indicator.short_name.as_str(), value_cell(indicator, Some(point)));
    let response = if point.has_low_response() { ", te weinig deelnemers" } else { "" };
    format!(
        "{}{} ({}{}{response})",
        measured(indicator, value.value),
        quality_sign(&point.row),
        month(point.day),
        front::reservations(point)
    )
}

/// What the numbers of an indicator stand for, when its short name and its unit do not say it.
fn meaning(indicator: &Indicator) -> Option<String> {
    let name = format::lowered(indicator.name.as_str());
    let is_named = !name.contains(&indicator.short_name.as_str().to_lowercase());
    let scale = match indicator.measure {
        MeasureKind::Percentage => "",
        MeasureKind::ScaleScore => "een score van 0 tot 10",
        MeasureKind::Mark => "een rapportcijfer",
        // Who counts as a person that was reached has to be said; what a square metre is has not.
        MeasureKind::Number if indicator.unit.as_ref().is_some_and(|unit| !is_word(unit.as_str())) => "",
        MeasureKind::Number => {
            let definition = markdown::plain(indicator.current_definition().as_str());
            let definition = shorten::without_footnotes(&definition);
            return Some(format::lowered(&shorten::sentences(&definition, LONGEST_MEANING).text));
        }
    };
    let better = words::direction(indicator.direction);
    match (is_named, scale.is_empty()) {
        (true, true) => Some(format!("{name}.")),
        (true, false) => Some(format!("{name}; {scale}, {better}.")),
        (false, false) => Some(format!("{scale}; {better}.")),
        (false, true) => None,
    }
}

fn is_word(unit: &str) -> bool {
    unit.chars().all(|sign| sign.is_alphabetic() || sign == ' ')
}

/// Where a result stands of which the report says nothing.
const NOT_SAID: &str = "niet vermeld";

/// Where a result may stand, in the order in which that is told.
fn state_words() -> Vec<&'static str> {
    State::ALL.iter().map(|state| words::state(*state).1).chain([NOT_SAID]).collect()
}

/// Each agreed result with where it stands; `None` when the report tells of none.
fn states(view: View<'_>) -> Option<Table> {
    let results = || view.dossier.pillars.iter().flat_map(|pillar| pillar.results.iter().map(move |one| (pillar, one)));
    if !results().any(|(_, result)| view.report.results.contains_key(&result.id)) {
        return None;
    }
    let day = format::date(*view.report.reference_date);
    let mut table = Table::new(format!("Hoe het op {day} staat met wat is afgesproken"))
        .words("Wat is afgesproken", 11)
        .words("Pijler", 2)
        .words("Stand", 15);
    let is_in_table = |result: &PillarResult| !is_long(view) || result.scale == Scale::PerWijk;
    for (pillar, result) in results().filter(|(_, result)| is_in_table(result)) {
        table.row(vec![
            Cell::text(named(result)),
            Cell::text(pillar.number.0.to_string()),
            Cell::text(state(view, result)),
        ]);
    }
    if results().any(|(_, result)| result.nature == ResultNature::Effort) {
        table.note(EFFORT);
    }
    Some(table.done())
}

/// Whether the results make a table of which a reader loses track. Those for the whole deal, which need no wijken
/// named, are then told in a sentence.
fn is_long(view: View<'_>) -> bool {
    let results = || view.dossier.pillars.iter().flat_map(|pillar| &pillar.results);
    results().count() > MOST_RESULTS && results().any(|result| result.scale == Scale::PerWijk)
}

fn deal_wide(view: View<'_>) -> String {
    if !is_long(view) || view.report.results.is_empty() {
        return String::new();
    }
    let results = view.dossier.pillars.iter().flat_map(|pillar| &pillar.results);
    let results: Vec<(String, String)> = results
        .filter(|result| result.scale == Scale::Deal)
        .map(|result| (state(view, result), named(result)))
        .collect();
    let results: Vec<(&str, &str)> = results.iter().map(|(state, name)| (state.as_str(), name.as_str())).collect();
    // The name of a result is long, and may hold a comma.
    let parts = names_by_word(&state_words(), &results).into_iter();
    let parts: Vec<String> =
        parts.map(|(word, names)| format!("{}: {}.", format::capitalised(word), names.join("; "))).collect();
    parts.join(" ")
}

/// Where a result stands: per state the wijken, or one word for the whole deal.
fn state(view: View<'_>, result: &PillarResult) -> String {
    if result.scale == Scale::Deal {
        return word(view, result, "deal").to_owned();
    }
    let wijken = view.dossier.deal.area.wijken.iter();
    let places: Vec<(&str, &str)> =
        wijken.map(|wijk| (word(view, result, wijk.id.as_str()), wijk.name.as_str())).collect();
    by_word(&state_words(), &places, ": ")
}

/// Where a result stands in a wijk, or in `deal`.
fn word(view: View<'_>, result: &PillarResult, place: &str) -> &'static str {
    let said = view.report.results.get(&result.id).and_then(|said| said.get(place));
    said.map_or(NOT_SAID, |said| words::state(said.state).1)
}

/// The indicators of which something can be said.
fn judged(view: View<'_>) -> Vec<Judged> {
    view.indicators()
        .filter(|(indicator, _)| indicator.kind != IndicatorKind::KeyFigure)
        .filter_map(|(indicator, figures)| Some((indicator, figures, figures.judgement.as_ref()?)))
        .filter(|(_, _, judgement)| judgement.verdict != Verdict::CannotBeJudged)
        .map(|(indicator, figures, judgement)| {
            let told = goals::verdict(view, indicator, figures, judgement);
            // The table gives the month of the measurement already.
            let basis = match judgement.measured_on {
                Some(day) if told.basis == goals::resting_on(day) => String::new(),
                _ => told.basis,
            };
            let window = match view.report.kind {
                ReportKind::FinalEvaluation => goals::window(view, indicator),
                _ => String::new(),
            };
            let parts = [told.reason, window, basis, told.overruled];
            Judged {
                name: indicator.short_name.to_string(),
                sign: told.sign,
                word: told.word,
                why: parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" "),
            }
        })
        .collect()
}
