//! Projects by phase and pillar (art. 7.1, 7.2a).

use std::collections::BTreeMap;

use crate::model::{Dossier, Id, Phase, Project, Report};

/// The projects of a pillar as a report sees them.
#[derive(Debug, Clone)]
pub struct PillarProjects<'a> {
    /// Those for which the pillar has the largest share, by start and name.
    pub main: Vec<&'a Project>,
    /// Those of another pillar that count for this one in part.
    pub shared: Vec<&'a Project>,
    /// Number of main projects per phase.
    pub per_phase: BTreeMap<Phase, usize>,
}

/// The pillar that the largest share of a project counts for; the first by id when equal.
#[must_use]
pub fn main_pillar(project: &Project) -> Option<&Id> {
    let allocation = project.current_allocation();
    let largest = allocation.values().max()?;
    allocation.iter().find(|(_, share)| *share == largest).map(|(pillar, _)| pillar)
}

/// The projects of `pillar`.
#[must_use]
pub fn of_pillar<'a>(dossier: &'a Dossier, report: &Report, pillar: &Id) -> PillarProjects<'a> {
    let (mut main, shared): (Vec<&Project>, Vec<&Project>) = dossier
        .projects
        .values()
        .filter(|project| project.current_allocation().contains_key(pillar))
        .partition(|project| main_pillar(project) == Some(pillar));
    main.sort_by_key(|project| {
        (project.current_start().map(crate::model::Moment::day), project.name.as_str().to_owned())
    });
    let mut per_phase = BTreeMap::new();
    for phase in main.iter().filter_map(|project| report.projects.get(&project.id)).map(|progress| progress.phase) {
        *per_phase.entry(phase).or_insert(0) += 1;
    }
    PillarProjects { main, shared, per_phase }
}
