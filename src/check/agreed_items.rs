//! R054: something the covenant promises that has no place in the dossier.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::model::Requirement;
use crate::world::FileKind;

pub(super) const RULE: Rule = Rule {
    code: "R054",
    requirement: Some(Requirement::IntendedResults),
    what: "De indicatoren en de pijlers van het convenant zijn doorlopend genummerd vanaf 1, en elke pijler heeft een aanpak en resultaten.",
    why: "Wat niet in het dossier staat, ontbreekt in elk verslag zonder dat iemand het ziet. Een gat in de nummers verraadt het.",
    example: "nummer: 4   # terwijl er geen indicator met nummer 3 is",
    solution: "Maak voor het ontbrekende onderdeel een bestand, ook als er nog geen cijfer is. Of verbeter het nummer.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if subject.is_complete(FileKind::Indicator) {
        let numbers = subject.dossier.indicators.iter();
        let numbers = numbers.filter_map(|one| Some((one.number?.0, one.at.key("nummer")))).collect();
        holes(numbers, "indicator", "indicatoren", &mut found);
    }
    if subject.is_complete(FileKind::Pillar) {
        let numbers = subject.dossier.pillars.iter().map(|one| (one.number.0, one.at.key("nummer"))).collect();
        holes(numbers, "pijler", "pijlers", &mut found);
    }
    // A covenant may well name indicators alone; a pillar without results stands out beside others.
    let have_results = subject.dossier.pillars.iter().any(|pillar| !pillar.results.is_empty());
    for pillar in &subject.dossier.pillars {
        if pillar.approach.is_empty() {
            let message = format!("de pijler {} heeft geen aanpakelementen", pillar.name);
            found.push(
                Diagnostic::warning(RULE.code, pillar.at.key("aanpak"), message)
                    .hint("neem de onderdelen van de aanpak over uit het convenant"),
            );
        }
        if pillar.results.is_empty() && have_results {
            let message = format!("de pijler {} heeft geen pijlerresultaten", pillar.name);
            found.push(
                Diagnostic::tip(RULE.code, pillar.at.key("pijlerresultaten"), message)
                    .hint("noemt het convenant alleen indicatoren voor deze pijler, dan is dat goed"),
            );
        }
    }
    found
}

/// Numbers that are skipped, named at the first after them.
fn holes(mut numbers: Vec<(u32, KeyPath)>, one: &str, folder: &str, found: &mut Vec<Diagnostic>) {
    numbers.sort_by_key(|(number, _)| *number);
    let mut expected = 1;
    for (number, at) in numbers {
        if number > expected {
            let missing = match number - expected {
                1 => format!("{one} {expected} ontbreekt"),
                _ => format!("{one} {expected} tot en met {} ontbreken", number - 1),
            };
            let after = match expected {
                1 => format!("het eerste nummer is {number}"),
                _ => format!("na nummer {} komt {number}", expected - 1),
            };
            found.push(
                Diagnostic::warning(RULE.code, at, format!("{missing}: {after}"))
                    .hint(format!("maak in de map `{folder}` een bestand voor wat ontbreekt, of verbeter dit nummer")),
            );
        }
        expected = expected.max(number.saturating_add(1));
    }
}
