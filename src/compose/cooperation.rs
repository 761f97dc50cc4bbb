//! Themes and national policy, cooperation (art. 6), risks, lessons and outlook.

use serde::Serialize;

use super::table::{Cell, Table};
use super::view::{View, md};
use super::words;
use crate::format;
use crate::model::ReportKind;

/// A theme with the policy it joins and what happened.
#[derive(Debug, Serialize)]
pub(super) struct ThemeSection {
    name: String,
    text: String,
    policy: Vec<String>,
    happened: String,
    projects: String,
}

pub(super) fn themes(view: View<'_>) -> Vec<ThemeSection> {
    let projects = |theme: &crate::model::Id| {
        let names: Vec<&str> = view
            .dossier
            .projects
            .values()
            .filter(|project| project.themes.contains(theme))
            .map(|project| project.name.as_str())
            .collect();
        format::list(&names)
    };
    view.dossier
        .deal
        .themes
        .iter()
        .map(|theme| ThemeSection {
            name: format::capitalised(theme.name.as_str()),
            text: theme.text.as_str().to_owned(),
            policy: theme.national_policy.iter().map(ToString::to_string).collect(),
            happened: md(view.report.themes.get(&theme.id)),
            projects: projects(&theme.id),
        })
        .collect()
}

/// How Rijk and Regio worked together.
#[derive(Debug, Serialize)]
pub(super) struct CooperationSection {
    consultation: String,
    participants: Vec<String>,
    secretariat: String,
    chair: String,
    partner_council: String,
    learning_evaluation: String,
    governance_monitoring: String,
    meetings: Option<Table>,
    year: String,
    year_partner_council: String,
    obstacles: Option<Table>,
    linked_tasks: Vec<LinkedTaskView>,
    wider_effect: String,
}

#[derive(Debug, Serialize)]
struct LinkedTaskView {
    name: String,
    text: String,
    happened: String,
}

impl CooperationSection {
    pub(super) fn of(view: View<'_>) -> Self {
        let governance = &view.dossier.deal.governance;
        let said = view.report.cooperation.as_ref();
        Self {
            consultation: governance.consultation.as_str().to_owned(),
            participants: governance.participants.iter().map(ToString::to_string).collect(),
            secretariat: governance.secretariat.to_string(),
            chair: governance.chair.to_string(),
            partner_council: md(governance.partner_council.as_ref()),
            learning_evaluation: md(governance.learning_evaluation.as_ref()),
            governance_monitoring: md(governance.governance_monitoring.as_ref()),
            meetings: meetings(view),
            year: md(said.map(|said| &said.text)),
            year_partner_council: md(said.and_then(|said| said.partner_council.as_ref())),
            obstacles: obstacles(view),
            linked_tasks: view
                .dossier
                .deal
                .linked_tasks
                .iter()
                .map(|task| LinkedTaskView {
                    name: task.name.to_string(),
                    text: task.text.as_str().to_owned(),
                    happened: md(said.and_then(|said| said.linked_tasks.get(&task.id))),
                })
                .collect(),
            wider_effect: md(said.and_then(|said| said.wider_effect.as_ref())),
        }
    }
}

fn meetings(view: View<'_>) -> Option<Table> {
    let mut table =
        Table::new("Bijeenkomsten van het overleg").words("Datum", 2).words("Voorzitter", 2).words("Onderwerp", 6);
    for meeting in &view.dossier.deal.governance.meetings {
        let fictional = if meeting.invented.is_yes() { " (fictief)" } else { "" };
        table.row(vec![
            Cell::text(format::date(*meeting.date)),
            Cell::text(meeting.chair.as_str()),
            Cell::text(format!("{}{fictional}", meeting.subject)),
        ]);
    }
    (!table.is_empty()).then(|| table.source("deal.yaml").done())
}

fn obstacles(view: View<'_>) -> Option<Table> {
    let mut table =
        Table::new("Knelpunten in wet- en regelgeving").words("Onderwerp", 2).words("Knelpunt", 4).words("Actie", 4);
    for obstacle in view.report.cooperation.iter().flat_map(|said| &said.obstacles) {
        table.row(vec![
            Cell::text(obstacle.subject.as_str()),
            Cell::text(obstacle.problem.as_str()),
            Cell::text(obstacle.action.as_str()),
        ]);
    }
    (!table.is_empty()).then(|| table.done())
}

/// How each party looks back on the partnership (art. 7.8), in the order of the covenant.
#[derive(Debug, Serialize)]
pub(super) struct Partnership {
    parties: Vec<(String, String)>,
    /// The parties that did not look back, in a sentence; empty when all did.
    silent: String,
}

impl Partnership {
    pub(super) fn of(view: View<'_>) -> Self {
        let said = &view.report.partnership;
        let (told, silent): (Vec<_>, Vec<_>) =
            view.dossier.deal.parties.iter().partition(|party| said.contains_key(&party.id));
        let silent: Vec<&str> = silent.into_iter().map(|party| party.short.as_str()).collect();
        Self {
            parties: told
                .into_iter()
                .filter_map(|party| {
                    let text = said.get(&party.id)?;
                    Some((format::capitalised(party.short.as_str()), text.as_str().to_owned()))
                })
                .collect(),
            silent: if silent.is_empty() {
                String::new()
            } else {
                format!("Van {} is in dit verslag geen terugblik opgenomen.", format::list(&silent))
            },
        }
    }
}

/// Risks, lessons, outlook and points for discussion.
#[derive(Debug, Serialize)]
pub(super) struct Closing {
    /// Whether a part that is empty says so: in the yearly report, which must have them.
    is_full: bool,
    /// Whether the heading of the chapter is that of its only part.
    is_single: bool,
    risks: Option<Table>,
    lessons: Vec<(String, String)>,
    outlook: String,
    discussion_points: Vec<String>,
}

impl Closing {
    pub(super) fn of(view: View<'_>) -> Self {
        let mut risks = Table::new("Risico’s en beheersmaatregelen")
            .words("Risico", 4)
            .words("Kans", 1)
            .words("Gevolg", 1)
            .words("Beheersmaatregel", 5);
        for risk in &view.report.risks {
            risks.row(vec![
                Cell::text(risk.event.as_str()),
                Cell::text(words::degree(risk.likelihood)),
                Cell::text(words::degree(risk.impact)),
                Cell::text(risk.measure.as_str()),
            ]);
        }
        let is_full = view.report.kind == ReportKind::Progress;
        let parts = [!risks.is_empty(), !view.report.lessons.is_empty(), view.report.outlook.is_some()];
        Self {
            is_full,
            is_single: !is_full && parts.into_iter().filter(|there| *there).count() == 1,
            risks: (!risks.is_empty()).then(|| risks.done()),
            lessons: view
                .report
                .lessons
                .iter()
                .map(|lesson| (lesson.title.to_string(), lesson.text.as_str().to_owned()))
                .collect(),
            outlook: md(view.report.outlook.as_ref()),
            discussion_points: view.report.discussion_points.iter().map(ToString::to_string).collect(),
        }
    }
}
