//! The programmatic approach per pillar (art. 7.4a): elements, projects, results per wijk,
//! deviations and outlook.

use serde::Serialize;

use super::table::{Cell, Table, Trail};
use super::view::{View, md, words as optional};
use super::words;
use crate::figures::project;
use crate::format;
use crate::model::{Pillar, PillarProgress, PillarResult, Project, ProjectProgress, Scale, Text, TrafficLight};

/// A pillar as its section prints it.
#[derive(Debug, Serialize)]
pub(super) struct PillarSection {
    number: u32,
    name: String,
    goal: String,
    elements: Vec<Element>,
    projects: Option<Table>,
    shared: Vec<String>,
    project_blocks: Vec<ProjectBlock>,
    results: Vec<ResultText>,
    per_wijk: Option<Table>,
    deal_wide: Option<Table>,
    evidence: Option<Table>,
    deviations: Option<Table>,
    outlook: String,
    images: Vec<Picture>,
}

#[derive(Debug, Serialize)]
struct Element {
    name: String,
    article: String,
    agreed: String,
    progress: String,
    none_because: String,
    projects: String,
}

#[derive(Debug, Serialize)]
struct ProjectBlock {
    name: String,
    invented: bool,
    source: String,
    facts: Vec<(&'static str, String)>,
    lights: Vec<(&'static str, &'static str, &'static str)>,
    text: String,
    year_text: String,
    feasibility: String,
    cause: String,
    effect: String,
    correction: String,
    changes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct ResultText {
    name: String,
    article: String,
    nature: &'static str,
    scale: &'static str,
    text: String,
    also_named: String,
}

/// A photo or drawing with everything a reader may ask about it.
#[derive(Debug, Serialize)]
pub(super) struct Picture {
    file: String,
    alt: String,
    caption: String,
    credit: String,
}

pub(super) fn sections(view: View<'_>, trail: &mut Trail) -> Vec<PillarSection> {
    view.dossier.pillars.iter().map(|pillar| section(view, pillar, trail)).collect()
}

/// A pillar in a tussenbericht: what happened, and not again what was agreed.
#[derive(Debug, Serialize)]
pub(super) struct PillarInBrief {
    number: u32,
    name: String,
    elements: Vec<Element>,
    projects: Option<Table>,
    told: Vec<Told>,
    per_wijk: Option<Table>,
    evidence: Option<Table>,
    deal_wide: Option<Table>,
    deviations: Option<Table>,
    outlook: String,
}

/// What a tussenbericht tells of one project.
#[derive(Debug, Serialize)]
struct Told {
    name: String,
    text: String,
    feasibility: String,
    cause: String,
    effect: String,
    correction: String,
}

/// What there is to tell of a project beside its phase and lights; `None` when that is nothing.
fn told(view: View<'_>, project: &Project) -> Option<Told> {
    let said = view.report.projects.get(&project.id)?;
    let lights = said.light.as_ref();
    let told = Told {
        name: project.name.to_string(),
        text: md(said.text.as_ref()),
        feasibility: optional(said.feasibility.as_ref()),
        cause: optional(lights.and_then(|lights| lights.cause.as_ref())),
        effect: optional(lights.and_then(|lights| lights.effect.as_ref())),
        correction: optional(lights.and_then(|lights| lights.correction.as_ref())),
    };
    let says = [&told.text, &told.feasibility, &told.cause, &told.effect, &told.correction];
    says.iter().any(|words| !words.is_empty()).then_some(told)
}

pub(super) fn in_brief(view: View<'_>, trail: &mut Trail) -> Vec<PillarInBrief> {
    let of = |pillar: &Pillar, trail: &mut Trail| {
        let progress = view.report.pillars.get(&pillar.id);
        let projects = project::of_pillar(view.dossier, view.report, &pillar.id);
        let overview = overview(view, pillar, &projects.main).traced(trail);
        let says_results = pillar.results.iter().any(|result| view.report.results.contains_key(&result.id));
        PillarInBrief {
            number: pillar.number.0,
            name: pillar.name.to_string(),
            elements: elements(view, pillar, progress)
                .into_iter()
                .filter(|element| !element.progress.is_empty() || !element.none_because.is_empty())
                .collect(),
            projects: (!overview.is_empty()).then_some(overview),
            told: projects.main.iter().filter_map(|project| told(view, project)).collect(),
            per_wijk: matrix(view, pillar).filter(|_| says_results),
            evidence: evidence(view, pillar),
            deal_wide: deal_wide(view, pillar).filter(|_| says_results),
            deviations: progress.and_then(|progress| deviations(pillar, progress)),
            outlook: md(progress.and_then(|progress| progress.outlook.as_ref())),
        }
    };
    view.dossier.pillars.iter().map(|pillar| of(pillar, trail)).collect()
}

fn section(view: View<'_>, pillar: &Pillar, trail: &mut Trail) -> PillarSection {
    let progress = view.report.pillars.get(&pillar.id);
    let projects = project::of_pillar(view.dossier, view.report, &pillar.id);
    let overview = overview(view, pillar, &projects.main).traced(trail);
    PillarSection {
        number: pillar.number.0,
        name: pillar.name.to_string(),
        goal: pillar.goal.as_str().to_owned(),
        elements: elements(view, pillar, progress),
        projects: (!overview.is_empty()).then_some(overview),
        shared: projects
            .shared
            .iter()
            .map(|project| {
                let share = project
                    .current_allocation()
                    .get(&pillar.id)
                    .map_or_else(String::new, |share| format::share(share.fraction(), 0));
                let home = project::main_pillar(project).map_or("", |id| view.pillar_name(id));
                format!("{} (pijler {home}; {share} telt mee voor deze pijler)", project.name)
            })
            .collect(),
        project_blocks: projects.main.iter().map(|project| block(view, project, trail)).collect(),
        results: pillar.results.iter().map(result_text).collect(),
        per_wijk: matrix(view, pillar),
        deal_wide: deal_wide(view, pillar),
        evidence: evidence(view, pillar),
        deviations: progress.and_then(|progress| deviations(pillar, progress)),
        outlook: md(progress.and_then(|progress| progress.outlook.as_ref())),
        images: view
            .report
            .images
            .iter()
            .filter(|image| image.pillar == pillar.id)
            .map(|image| Picture {
                file: crate::read::delivery::Listed::file(image.file.as_str(), &[]).name,
                alt: image.alt.to_string(),
                caption: image.caption.to_string(),
                credit: format!("Beeld: {}. Toestemming: {}.", stop(&image.creator), stop(&image.consent)),
            })
            .collect(),
    }
}

/// The words without a closing full stop, to go inside a sentence.
fn stop(text: &Text) -> &str {
    text.as_str().trim_end_matches('.')
}

fn elements(view: View<'_>, pillar: &Pillar, progress: Option<&PillarProgress>) -> Vec<Element> {
    pillar
        .approach
        .iter()
        .map(|element| {
            let said = progress.and_then(|progress| progress.progress.get(&element.id));
            let projects: Vec<&str> = view
                .dossier
                .projects
                .values()
                .filter(|project| project.approach == element.id)
                .map(|project| project.name.as_str())
                .collect();
            Element {
                name: element.name.to_string(),
                article: element.article.to_string(),
                agreed: element.text.as_str().to_owned(),
                progress: md(said.and_then(|said| said.text.as_ref())),
                none_because: md(said.and_then(|said| said.none_because.as_ref())),
                projects: format::list(&projects),
            }
        })
        .collect()
}

fn overview(view: View<'_>, pillar: &Pillar, projects: &[&Project]) -> Table {
    let mut table = Table::new(format!(
        "Projecten van pijler {}: stand per {}",
        pillar.number.0,
        format::date(*view.report.reference_date)
    ))
    .words("Project", 4)
    .words("Fase", 2)
    .words("Tijd", 2)
    .words("Geld", 2)
    .words("Kwaliteit", 2);
    for project in projects {
        let said = view.report.projects.get(&project.id);
        let light = |pick: fn(&TrafficLight) -> crate::model::Light| {
            said.and_then(|said| said.light.as_ref()).map_or_else(
                || Cell::text("–"),
                |lights| {
                    let (sign, word) = words::light(pick(lights));
                    Cell::signed(sign, word)
                },
            )
        };
        table.row(vec![
            Cell::text(project.name.as_str()),
            Cell::text(said.map_or("niet vermeld", |said| said.phase.word())),
            light(|lights| lights.time),
            light(|lights| lights.money),
            light(|lights| lights.quality),
        ]);
    }
    let unlit =
        projects.iter().any(|project| view.report.projects.get(&project.id).is_none_or(|said| said.light.is_none()));
    if unlit {
        table.note("Een streepje betekent: niet beoordeeld. De reden staat bij het project.");
    }
    table.source(format!("verslagen/{}.yaml", view.report.id))
}

fn block(view: View<'_>, project: &Project, trail: &mut Trail) -> ProjectBlock {
    let said = view.report.projects.get(&project.id);
    let lights = said.and_then(|said| said.light.as_ref());
    ProjectBlock {
        name: project.name.to_string(),
        invented: project.invented.is_yes(),
        source: optional(project.source.as_ref()),
        facts: facts(view, project, said, trail),
        lights: lights.map_or_else(Vec::new, |lights| {
            [("Tijd", lights.time), ("Geld", lights.money), ("Kwaliteit", lights.quality)]
                .into_iter()
                .map(|(what, light)| {
                    let (sign, word) = words::light(light);
                    (what, sign, word)
                })
                .collect()
        }),
        text: project.text.as_str().to_owned(),
        year_text: md(said.and_then(|said| said.text.as_ref())),
        feasibility: optional(said.and_then(|said| said.feasibility.as_ref())),
        cause: optional(lights.and_then(|lights| lights.cause.as_ref())),
        effect: optional(lights.and_then(|lights| lights.effect.as_ref())),
        correction: optional(lights.and_then(|lights| lights.correction.as_ref())),
        changes: project
            .changes
            .iter()
            .map(|change| {
                let mut parts = Vec::new();
                if let Some(end) = &change.end {
                    parts.push(format!("einde {}", format::moment(end)));
                }
                if let Some(start) = &change.start {
                    parts.push(format!("start {}", format::moment(start)));
                }
                if let Some(budget) = change.budget {
                    parts.push(format!("begroting {}", format::euros(budget)));
                }
                if change.allocation.is_some() {
                    parts.push("toerekening over de pijlers".to_owned());
                }
                format!(
                    "Gewijzigd ({}): {}. Reden: {}.",
                    format::date(*change.known_on),
                    format::list(&parts),
                    stop(&change.reason)
                )
            })
            .collect(),
    }
}

fn facts(
    view: View<'_>,
    project: &Project,
    said: Option<&ProjectProgress>,
    trail: &mut Trail,
) -> Vec<(&'static str, String)> {
    let mut facts =
        vec![("Fase", said.map_or("niet vermeld", |said| said.phase.word()).to_owned()), ("Looptijd", term(project))];
    let area = &view.dossier.deal.area;
    let wijken: Vec<String> = project.wijken.iter().map(|id| view.area_name(id)).collect();
    let is_whole = wijken.is_empty() || wijken.len() == area.wijken.len();
    facts.push(("Gebied", if is_whole { area.name.to_string() } else { format::list(&wijken) }));
    if let Some(executor) = &project.executor {
        facts.push(("Uitvoerder", executor.to_string()));
    }
    let shares = project.current_allocation();
    if shares.len() > 1 {
        let parts: Vec<String> = shares
            .iter()
            .map(|(pillar, share)| format!("{} {}", format::share(share.fraction(), 0), view.pillar_name(pillar)))
            .collect();
        facts.push(("Toerekening", format::list(&parts)));
    }
    if let Some(line) = view.figures.money.projects.get(&project.id) {
        let mut say = |label: &'static str, cell: Cell| {
            let printed = trail.note(project.name.as_str(), label, cell);
            facts.push((label, printed));
        };
        if !line.budget.sources.is_empty() {
            say("Begroting", Cell::amount(format::euros(line.budget.value), &line.budget));
        }
        if !line.realised.sources.is_empty() {
            say("Besteed vanaf het begin", Cell::amount(format::euros(line.realised.value), &line.realised));
        }
    }
    let onward: Vec<&str> = project
        .current_leads_to()
        .iter()
        .filter_map(|id| view.dossier.projects.get(id))
        .map(|other| other.name.as_str())
        .collect();
    if !onward.is_empty() {
        facts.push(("Doorstroom naar", format::list(&onward)));
    }
    facts
}

fn term(project: &Project) -> String {
    match (project.current_start(), project.current_end()) {
        (Some(start), Some(end)) => format!("{} – {}", format::moment(start), format::moment(end)),
        (Some(start), None) => format!("vanaf {}; einde niet bekend", format::moment(start)),
        (None, Some(end)) => format!("tot en met {}; begin niet bekend", format::moment(end)),
        (None, None) => "niet bekend".to_owned(),
    }
}

fn result_text(result: &PillarResult) -> ResultText {
    ResultText {
        name: result.name.to_string(),
        article: result.article.to_string(),
        nature: words::nature(result.nature),
        scale: words::scale(result.scale),
        text: result.text.as_str().to_owned(),
        also_named: md(result.also_named.as_ref()),
    }
}

/// Results per wijk: one row a result, one column a wijk.
fn matrix(view: View<'_>, pillar: &Pillar) -> Option<Table> {
    let mut table = Table::new(format!("Pijlerresultaten per wijk, pijler {}", pillar.number.0)).words("Resultaat", 3);
    for wijk in &view.dossier.deal.area.wijken {
        table = table.words(wijk.name.as_str(), 2);
    }
    for result in pillar.results.iter().filter(|result| result.scale == Scale::PerWijk) {
        let said = view.report.results.get(&result.id);
        let mut cells = vec![Cell::text(result.name.as_str())];
        for wijk in &view.dossier.deal.area.wijken {
            cells.push(said.and_then(|said| said.get(&wijk.id)).map_or_else(
                || Cell::text("niet vermeld"),
                |state| {
                    let (sign, word) = words::state(state.state);
                    Cell::signed(sign, word)
                },
            ));
        }
        table.row(cells);
    }
    (!table.is_empty()).then(|| table.source(format!("verslagen/{}.yaml", view.report.id)).done())
}

fn deal_wide(view: View<'_>, pillar: &Pillar) -> Option<Table> {
    let mut table = Table::new(format!("Pijlerresultaten voor de hele deal, pijler {}", pillar.number.0))
        .words("Resultaat", 3)
        .words("Stand", 2)
        .words("Onderbouwing of reden", 5);
    for result in pillar.results.iter().filter(|result| result.scale == Scale::Deal) {
        let said = view.report.results.get(&result.id).and_then(|said| said.get("deal"));
        let (state, why) = said.map_or_else(
            || (Cell::text("niet vermeld"), String::new()),
            |state| {
                let (sign, word) = words::state(state.state);
                (Cell::signed(sign, word), because(state))
            },
        );
        table.row(vec![Cell::text(result.name.as_str()), state, Cell::text(why)]);
    }
    (!table.is_empty()).then(|| table.source(format!("verslagen/{}.yaml", view.report.id)).done())
}

fn because(state: &crate::model::ResultState) -> String {
    let parts: Vec<&str> = [&state.evidence, &state.reason].into_iter().flatten().map(Text::as_str).collect();
    if parts.is_empty() { "–".to_owned() } else { parts.join(" ") }
}

fn evidence(view: View<'_>, pillar: &Pillar) -> Option<Table> {
    let mut table = Table::new(format!("Onderbouwing van de resultaten per wijk, pijler {}", pillar.number.0))
        .words("Resultaat en wijk", 4)
        .words("Onderbouwing of reden", 6);
    for result in pillar.results.iter().filter(|result| result.scale == Scale::PerWijk) {
        let Some(said) = view.report.results.get(&result.id) else { continue };
        for wijk in &view.dossier.deal.area.wijken {
            let Some(state) = said.get(&wijk.id) else { continue };
            table.row(vec![Cell::text(format!("{}, {}", result.name, wijk.name)), Cell::text(because(state))]);
        }
    }
    (!table.is_empty()).then(|| table.done())
}

fn deviations(pillar: &Pillar, progress: &PillarProgress) -> Option<Table> {
    let mut table = Table::new(format!("Afwijkingen en bijsturing, pijler {}", pillar.number.0))
        .words("Onderwerp", 2)
        .words("Oorzaak", 3)
        .words("Gevolg", 3)
        .words("Bijsturing", 3);
    for deviation in &progress.deviations {
        table.row(vec![
            Cell::text(deviation.subject.as_str()),
            Cell::text(deviation.cause.as_str()),
            Cell::text(deviation.effect.as_str()),
            Cell::text(deviation.correction.as_str()),
        ]);
    }
    (!table.is_empty()).then(|| table.done())
}
