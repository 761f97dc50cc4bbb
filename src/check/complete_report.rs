//! R056: a part of the report that is still empty.

use super::{Rule, Subject, is_bound, required};
use crate::diagnostic::Diagnostic;
use crate::format;
use crate::model::{Dossier, Pillar, Report, ReportKind, Requirement, Stage};

pub(super) const RULE: Rule = Rule {
    code: "R056",
    requirement: Some(Requirement::Report),
    what: "Een compleet verslag vertelt over de samenwerking, de risico's en de lessen, kijkt vooruit, en vat elke pijler samen in een kern. Een eindevaluatie kijkt terug, en heeft geen risico's en vooruitblik.",
    why: "Het overleg en de gemeenteraad lezen deze onderdelen het eerst. Het Rijk gebruikt de lessen voor het overzicht van alle Regio Deals.",
    example: "risicos: []",
    solution: "Vul het onderdeel in. Denkt u dat er geen risico's of lessen zijn, vraag het dan in het overleg: die zijn er bijna altijd.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for report in subject.dossier.reports.values().filter(|report| is_bound(report)) {
        found.extend(empty_parts(subject.dossier, report));
        found.extend(subject.dossier.pillars.iter().filter_map(|pillar| no_gist(report, pillar)));
    }
    found
}

fn empty_parts(dossier: &Dossier, report: &Report) -> Option<Diagnostic> {
    let pillars_look_ahead = !dossier.pillars.is_empty()
        && dossier
            .pillars
            .iter()
            .all(|pillar| report.pillars.get(&pillar.id).is_some_and(|said| said.outlook.is_some()));
    // An eindevaluatie looks back.
    let looks_back = report.kind == ReportKind::FinalEvaluation;
    let looks_ahead = report.outlook.is_some() || pillars_look_ahead || looks_back;
    let parts = [
        ("`samenwerking`", report.cooperation.is_some(), "`samenwerking: {tekst: …}`"),
        (
            "`risicos`",
            !report.risks.is_empty() || looks_back,
            "`risicos: [{risico: …, kans: middel, gevolg: groot, beheersmaatregel: …}]`",
        ),
        ("`lessen`", !report.lessons.is_empty(), "`lessen: [{les: …, tekst: …}]`"),
        ("`vooruitblik`", looks_ahead, "`vooruitblik: …`"),
    ];
    let missing: Vec<_> = parts.into_iter().filter(|(_, is_there, _)| !is_there).collect();
    let names: Vec<&str> = missing.iter().map(|(name, ..)| *name).collect();
    let verb = match names.len() {
        0 => return None,
        1 => "ontbreekt",
        _ => "ontbreken",
    };
    let message = format!("in dit verslag {verb} nog {}", format::list(&names));
    let hints: Vec<&str> = missing.iter().map(|(.., hint)| *hint).collect();
    let at = report.at.key(names[0].trim_matches('`'));
    let hint = format!("zet in dit bestand {}", format::list(&hints));
    Some(required(report, Stage::Adopted, RULE.code, at, message).hint(hint))
}

/// A pillar that the report speaks of without its gist; of one it is silent about, R051 speaks.
fn no_gist(report: &Report, pillar: &Pillar) -> Option<Diagnostic> {
    report.pillars.get(&pillar.id).filter(|said| said.gist.is_none())?;
    let at = report.at.key("pijlers").key(pillar.id.as_str());
    let message = format!("de pijler {} heeft geen kern voor de samenvatting", pillar.name);
    Some(
        required(report, Stage::Adopted, RULE.code, at, message).hint(format!(
            "zet onder `pijlers`, `{}`: `kern: …`, het jaar van de pijler in een of twee zinnen",
            pillar.id
        )),
    )
}
