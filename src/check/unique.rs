//! R018: one id or number for two things, or a result under the wrong key.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath, Target};
use crate::model::{Dossier, Id, Paper, Scale};

pub(super) const RULE: Rule = Rule {
    code: "R018",
    requirement: None,
    what: "Elk id, elk nummer en elk kenmerk is van één ding; een resultaat met `schaal: deal` staat onder `deal`, een resultaat met `schaal: per-wijk` onder een wijk.",
    why: "Bij een dubbel id is niet te zeggen wat er is bedoeld, en een stand onder de verkeerde sleutel komt niet in het rapport.",
    example: "pijlerresultaten:\n  vakschool:      # schaal: deal\n    noord: {stand: gepland}",
    solution: "Geef een van beide een ander id of nummer en pas de verwijzingen aan; zet de stand onder de sleutel die bij de schaal past.",
    find,
};

/// The key in a report under which a result for the whole deal stands.
const WHOLE_DEAL: &str = "deal";

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let dossier = subject.dossier;
    let deal = &dossier.deal;
    let top = KeyPath::file("deal.yaml");
    let area = top.key("gebied");
    let mut found = Vec::new();

    let listed = |key: &str, ids: Vec<&Id>| -> Vec<(String, KeyPath)> {
        let at = top.key(key);
        ids.iter().enumerate().map(|(index, id)| (id.to_string(), at.index(index).key("id"))).collect()
    };
    once("het id", listed("partijen", deal.parties.iter().map(|one| &one.id).collect()), &mut found);
    once("het id", listed("themas", deal.themes.iter().map(|one| &one.id).collect()), &mut found);
    once("het id", listed("meekoppelkansen", deal.linked_tasks.iter().map(|one| &one.id).collect()), &mut found);

    // A measurement names any of these by its id alone.
    let mut areas = vec![(deal.area.id.to_string(), area.key("id"))];
    let wijken = deal.area.wijken.iter().enumerate();
    areas.extend(wijken.map(|(index, wijk)| (wijk.id.to_string(), area.key("wijken").index(index).key("id"))));
    areas.extend(deal.area.comparison.iter().map(|one| (one.id.to_string(), area.key("vergelijking").key("id"))));
    once("het id", areas, &mut found);

    let (mut elements, mut results, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
    for pillar in &dossier.pillars {
        numbers.push((pillar.number.0, pillar.at.key("nummer")));
        for (index, element) in pillar.approach.iter().enumerate() {
            elements.push((element.id.to_string(), pillar.at.key("aanpak").index(index).key("id")));
        }
        for (index, result) in pillar.results.iter().enumerate() {
            results.push((result.id.to_string(), pillar.at.key("pijlerresultaten").index(index).key("id")));
        }
    }
    once("het id", elements, &mut found);
    once("het id", results, &mut found);
    once("het nummer", numbers, &mut found);
    let numbered = dossier.indicators.iter().filter_map(|one| Some((one.number?.0, one.at.key("nummer"))));
    once("het nummer", numbered.collect(), &mut found);

    let papers = dossier.reports.values().flat_map(|report| Paper::ALL.map(|paper| (paper, report)));
    let papers = papers.filter_map(|(paper, report)| Some((paper.of(report)?, paper.key(report))));
    first_alone("het kenmerk", Paper::ONE_NUMBER_EACH, papers.collect(), &mut found);

    in_reports(dossier, &mut found);
    found
}

/// Says of every name after the first that it is taken.
fn once<N: Ord + Display>(kind: &str, names: Vec<(N, KeyPath)>, found: &mut Vec<Diagnostic>) {
    let hint = "geef een van beide een ander id of nummer, en verbeter ook de plekken die ernaar verwijzen";
    first_alone(kind, hint, names, found);
}

fn first_alone<N: Ord + Display>(kind: &str, hint: &str, names: Vec<(N, KeyPath)>, found: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<N, KeyPath> = BTreeMap::new();
    for (name, at) in names {
        if let Some(taken) = first.get(&name) {
            found.push(
                Diagnostic::error(RULE.code, at, format!("{kind} `{name}` is al gebruikt"))
                    .label(taken.clone(), "hier staat het voor het eerst")
                    .hint(hint),
            );
        } else {
            first.insert(name, at);
        }
    }
}

/// Results of a report stand under the key that their scale asks for.
fn in_reports(dossier: &Dossier, found: &mut Vec<Diagnostic>) {
    let mut scales: BTreeMap<&Id, (Scale, KeyPath)> = BTreeMap::new();
    for pillar in &dossier.pillars {
        for (index, result) in pillar.results.iter().enumerate() {
            let at = pillar.at.key("pijlerresultaten").index(index).key("schaal");
            scales.entry(&result.id).or_insert((result.scale, at));
        }
    }
    for report in dossier.reports.values() {
        for (id, area) in report.results.iter().flat_map(|(id, states)| states.keys().map(move |area| (id, area))) {
            let Some((scale, scale_at)) = scales.get(id) else { continue };
            let (message, hint) = match (scale, area.as_str() == WHOLE_DEAL) {
                (Scale::PerWijk, true) => (
                    "dit resultaat geldt per wijk, maar staat hier onder `deal`".to_owned(),
                    "geef elke wijk een eigen regel, met het id van de wijk in plaats van `deal`",
                ),
                (Scale::Deal, false) => (
                    format!("dit resultaat geldt voor de hele deal, maar staat hier onder `{area}`"),
                    "zet de stand onder `deal`, één keer voor de hele deal",
                ),
                _ => continue,
            };
            found.push(
                Diagnostic::error(
                    RULE.code,
                    report.at.key("pijlerresultaten").key(id.as_str()).key(area.as_str()),
                    message,
                )
                .on(Target::Key)
                .label(scale_at.clone(), "dit is de schaal van het resultaat")
                .hint(hint),
            );
        }
    }
}
