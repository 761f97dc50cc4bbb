//! R001: an id names nothing.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::model::{Id, Project, Report};
use crate::world::FileKind;

pub(super) const RULE: Rule = Rule {
    code: "R001",
    requirement: None,
    what: "Elke verwijzing noemt een id dat in het dossier bestaat.",
    why: "Een bedrag of tekst met een verkeerd id zou buiten het rapport vallen zonder dat iemand het merkt.",
    example: "regels:\n  - project: buurtkamr-vrederust",
    solution: "Verbeter het id, of voeg het bestand of de regel toe waar het naar verwijst.",
    find,
};

/// The most ids that a hint lists.
const LISTED: usize = 12;

/// The ids of one kind that exist, with the words for that kind.
struct Known<'a> {
    kind: &'static str,
    place: &'static str,
    /// `None` when files that could not be read may hold more of them.
    ids: Option<Vec<&'a str>>,
}

impl Known<'_> {
    fn require(&self, id: &Id, at: KeyPath, found: &mut Vec<Diagnostic>) {
        let Some(ids) = &self.ids else { return };
        if ids.contains(&id.as_str()) {
            return;
        }
        let nearest = ids
            .iter()
            .map(|known| (strsim::damerau_levenshtein(known, id.as_str()), known))
            .filter(|(distance, known)| *distance <= 2.max(known.len() / 4))
            .min();
        let hint = match nearest {
            Some((_, known)) => format!("bedoelde u `{known}`?"),
            None if ids.is_empty() => {
                format!("er is in dit dossier nog geen {}; voeg toe in {}", self.kind, self.place)
            }
            None if ids.len() > LISTED => {
                format!("de {} ids die bestaan, staan in {}", ids.len(), self.place)
            }
            None => format!("kies uit: {} (zie {})", ids.join(", "), self.place),
        };
        found.push(Diagnostic::error(RULE.code, at, format!("`{id}` is geen {} in dit dossier", self.kind)).hint(hint));
    }
}

struct Kinds<'a> {
    pillars: Known<'a>,
    elements: Known<'a>,
    results: Known<'a>,
    projects: Known<'a>,
    indicators: Known<'a>,
    themes: Known<'a>,
    tasks: Known<'a>,
    wijken: Known<'a>,
    areas: Known<'a>,
    parties: Known<'a>,
}

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let dossier = subject.dossier;
    let deal = &dossier.deal;
    let wijken: Vec<&str> = deal.area.wijken.iter().map(|wijk| wijk.id.as_str()).collect();
    let mut areas = wijken.clone();
    areas.push(deal.area.id.as_str());
    areas.extend(deal.area.comparison.iter().map(|other| other.id.as_str()));
    // The name of a file that could not be read is an id all the same.
    let with_unread = |kind, mut ids: Vec<_>| {
        ids.extend(subject.unread_ids(kind)?);
        Some(ids)
    };
    let in_pillars = |ids: Vec<_>| subject.is_complete(FileKind::Pillar).then_some(ids);
    let kinds = Kinds {
        pillars: Known {
            kind: "pijler",
            place: "de map pijlers",
            ids: with_unread(FileKind::Pillar, dossier.pillars.iter().map(|one| one.id.as_str()).collect()),
        },
        elements: Known {
            kind: "onderdeel van de aanpak",
            place: "`aanpak` in de map pijlers",
            ids: in_pillars(
                dossier.pillars.iter().flat_map(|pillar| &pillar.approach).map(|one| one.id.as_str()).collect(),
            ),
        },
        results: Known {
            kind: "pijlerresultaat",
            place: "`pijlerresultaten` in de map pijlers",
            ids: in_pillars(
                dossier.pillars.iter().flat_map(|pillar| &pillar.results).map(|one| one.id.as_str()).collect(),
            ),
        },
        projects: Known {
            kind: "project",
            place: "de map projecten",
            ids: with_unread(FileKind::Project, dossier.projects.keys().map(Id::as_str).collect()),
        },
        indicators: Known {
            kind: "indicator",
            place: "de map indicatoren",
            ids: with_unread(FileKind::Indicator, dossier.indicators.iter().map(|one| one.id.as_str()).collect()),
        },
        themes: Known {
            kind: "thema",
            place: "`themas` in deal.yaml",
            ids: Some(deal.themes.iter().map(|one| one.id.as_str()).collect()),
        },
        tasks: Known {
            kind: "meekoppelkans",
            place: "`meekoppelkansen` in deal.yaml",
            ids: Some(deal.linked_tasks.iter().map(|one| one.id.as_str()).collect()),
        },
        wijken: Known { kind: "wijk", place: "`gebied.wijken` in deal.yaml", ids: Some(wijken) },
        areas: Known { kind: "gebied of wijk", place: "`gebied` in deal.yaml", ids: Some(areas) },
        parties: Known {
            kind: "partij",
            place: "`partijen` in deal.yaml",
            ids: Some(deal.parties.iter().map(|one| one.id.as_str()).collect()),
        },
    };
    let mut found = Vec::new();
    in_deal(subject, &kinds, &mut found);
    for project in dossier.projects.values() {
        in_project(project, &kinds, &mut found);
    }
    for indicator in &dossier.indicators {
        kinds.areas.require(&indicator.area, indicator.at.key("meetgebied"), &mut found);
        if let Some(theme) = &indicator.theme {
            kinds.themes.require(theme, indicator.at.key("thema"), &mut found);
        }
        for row in &indicator.series {
            kinds.areas.require(&row.area, row.at.key("gebied"), &mut found);
        }
    }
    for row in &dossier.spending {
        if let Some(project) = &row.project {
            kinds.projects.require(project, row.at.key("project"), &mut found);
        }
        if let Some(pillar) = &row.pillar {
            kinds.pillars.require(pillar, row.at.key("pijler"), &mut found);
        }
    }
    for receipt in &dossier.receipts {
        kinds.parties.require(&receipt.party, receipt.at.key("partij"), &mut found);
    }
    for report in dossier.reports.values() {
        in_report(report, subject, &kinds, &mut found);
    }
    found
}

fn in_deal(subject: &Subject<'_>, kinds: &Kinds<'_>, found: &mut Vec<Diagnostic>) {
    let deal = &subject.dossier.deal;
    let top = KeyPath::file("deal.yaml");
    for (index, one) in deal.contributions.iter().enumerate() {
        kinds.parties.require(&one.party, top.key("bijdragen").index(index).key("partij"), found);
    }
    for (index, factor) in deal.ambition.factors.iter().enumerate() {
        if let Some(id) = &factor.measure {
            kinds.indicators.require(id, top.key("ambitie").key("factoren").index(index).key("kengetal"), found);
        }
    }
    for pillar in deal.distribution.shares.iter().flatten().map(|(pillar, _)| pillar) {
        kinds.pillars.require(pillar, top.key("verdeling").key("aandelen").key(pillar.as_str()), found);
    }
    for pillar in deal.house_style.iter().flat_map(|style| style.pillars.keys()) {
        kinds.pillars.require(pillar, top.key("huisstijl").key("pijlers").key(pillar.as_str()), found);
    }
}

fn in_project(project: &Project, kinds: &Kinds<'_>, found: &mut Vec<Diagnostic>) {
    let at = &project.at;
    kinds.elements.require(&project.approach, at.key("aanpak"), found);
    for (key, ids, known) in [
        ("wijken", &project.wijken, &kinds.wijken),
        ("themas", &project.themes, &kinds.themes),
        ("pijlerresultaten", &project.results, &kinds.results),
        ("doorstroom-naar", &project.leads_to, &kinds.projects),
    ] {
        for (index, id) in ids.iter().enumerate() {
            known.require(id, at.key(key).index(index), found);
        }
    }
    for pillar in project.allocation.keys() {
        kinds.pillars.require(pillar, at.key("toerekening").key(pillar.as_str()), found);
    }
    for (index, change) in project.changes.iter().enumerate() {
        for (position, id) in change.leads_to.iter().flatten().enumerate() {
            let place = at.key("wijzigingen").index(index).key("doorstroom-naar").index(position);
            kinds.projects.require(id, place, found);
        }
        for pillar in change.allocation.iter().flatten().map(|(pillar, _)| pillar) {
            let place = at.key("wijzigingen").index(index).key("toerekening").key(pillar.as_str());
            kinds.pillars.require(pillar, place, found);
        }
    }
}

fn in_report(report: &Report, subject: &Subject<'_>, kinds: &Kinds<'_>, found: &mut Vec<Diagnostic>) {
    let at = &report.at;
    for (id, progress) in &report.pillars {
        let place = at.key("pijlers").key(id.as_str());
        kinds.pillars.require(id, place.clone(), found);
        let Some(pillar) = subject.dossier.pillar(id) else { continue };
        let own = Known {
            kind: "onderdeel van de aanpak van deze pijler",
            place: "`aanpak` in het bestand van de pijler",
            ids: Some(pillar.approach.iter().map(|element| element.id.as_str()).collect()),
        };
        for element in progress.progress.keys() {
            own.require(element, place.key("voortgang").key(element.as_str()), found);
        }
    }
    for id in report.projects.keys() {
        kinds.projects.require(id, at.key("projecten").key(id.as_str()), found);
    }
    for (id, states) in &report.results {
        let place = at.key("pijlerresultaten").key(id.as_str());
        kinds.results.require(id, place.clone(), found);
        for area in states.keys().filter(|area| area.as_str() != "deal") {
            kinds.wijken.require(area, place.key(area.as_str()), found);
        }
    }
    for (key, ids, known) in [
        ("duiding", report.interpretation.keys().collect::<Vec<_>>(), &kinds.indicators),
        ("oordelen", report.overrides.keys().collect(), &kinds.indicators),
        ("themas", report.themes.keys().collect(), &kinds.themes),
        ("evaluatie-samenwerking", report.partnership.keys().collect(), &kinds.parties),
    ] {
        for id in ids {
            known.require(id, at.key(key).key(id.as_str()), found);
        }
    }
    for id in report.cooperation.iter().flat_map(|said| said.linked_tasks.keys()) {
        kinds.tasks.require(id, at.key("samenwerking").key("meekoppelkansen").key(id.as_str()), found);
    }
    for (index, image) in report.images.iter().enumerate() {
        kinds.pillars.require(&image.pillar, at.key("beelden").index(index).key("pijler"), found);
    }
}
