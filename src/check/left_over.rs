//! R059: a text that is word for word that of the report before.

use std::collections::BTreeMap;

use super::interpretation::news;
use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::model::{Id, Lesson, Markdown, Report, Risk};

pub(super) const RULE: Rule = Rule {
    code: "R059",
    requirement: None,
    what: "Een samenvatting, kern, voortgang, duiding, vooruitblik of les is niet woord voor woord die van een eerder verslag; de risico's zijn niet allemaal gelijk gebleven.",
    why: "Wie een verslag overneemt om het bij te werken, laat licht een stuk staan. De lezer denkt dan dat er niets veranderde.",
    example: "vooruitblik: …   # dezelfde tekst als in het verslag van vorig jaar",
    solution: "Werk de tekst bij. Geldt zij nog precies zo, schrijf dan in het verslag `klopt`, met de plek, zoals `klopt: [vooruitblik]`.",
    find,
};

/// Texts with fewer letters than this may well be the same again.
const SHORTEST: usize = 40;

/// A text with its place, and the name of that place as an author writes it under `klopt`.
struct Said {
    at: KeyPath,
    name: String,
    words: String,
}

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let said: BTreeMap<&Id, Vec<Said>> =
        subject.dossier.reports.values().map(|report| (&report.id, texts(report))).collect();
    let mut found = Vec::new();
    for report in subject.dossier.reports.values() {
        let before: Vec<&Report> = subject.dossier.reports_before(report).collect();
        for text in &said[&report.id] {
            let same = before.iter().find_map(|before| {
                let same = said[&before.id].iter().find(|other| other.name == text.name && other.words == text.words);
                same.map(|same| (*before, same))
            });
            let Some((before, same)) = same else { continue };
            if !report.has_confirmed(&text.name) && !may_stay(subject, report, before, &text.name) {
                found.push(left_over(text, same, before));
            }
        }
    }
    found
}

fn left_over(text: &Said, same: &Said, before: &Report) -> Diagnostic {
    let name = &text.name;
    let message = match name.as_str() {
        "risicos" => format!("alle risico's zijn dezelfde als in het verslag {}", before.id),
        _ => format!("deze tekst is dezelfde als in het verslag {}", before.id),
    };
    Diagnostic::tip(RULE.code, text.at.clone(), message)
        .label(same.at.clone(), "dit is de tekst van toen")
        .hint(format!("werk de tekst bij; geldt zij nog precies zo, zet dan in dit verslag bij `klopt: [{name}]`"))
}

/// Without a new figure there may be nothing new to say of an indicator.
fn may_stay(subject: &Subject<'_>, report: &Report, before: &Report, name: &str) -> bool {
    let Some(id) = name.strip_prefix("duiding.") else { return false };
    let indicator = subject.dossier.indicators.iter().find(|indicator| indicator.id.as_str() == id);
    let (Some(indicator), Some(known)) = (indicator, subject.known.get(&report.id)) else { return true };
    news(Some(before), known, indicator).is_none()
}

/// The texts of a report that tell of its year, long enough to be compared.
fn texts(report: &Report) -> Vec<Said> {
    let mut said = Vec::new();
    let mut add = |at: KeyPath, name: String, text: &str| {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.chars().filter(|letter| letter.is_alphabetic()).count() >= SHORTEST {
            said.push(Said { at, name, words });
        }
    };
    let mut maybe = |at: KeyPath, text: Option<&Markdown>| {
        if let Some(text) = text {
            add(at.clone(), at.to_string(), text.as_str());
        }
    };
    maybe(report.at.key("samenvatting"), Some(&report.summary));
    for (id, pillar) in &report.pillars {
        let at = report.at.key("pijlers").key(id.as_str());
        maybe(at.key("kern"), pillar.gist.as_ref());
        maybe(at.key("vooruitblik"), pillar.outlook.as_ref());
        for (element, progress) in &pillar.progress {
            maybe(at.key("voortgang").key(element.as_str()).key("tekst"), progress.text.as_ref());
        }
    }
    for (id, text) in &report.interpretation {
        maybe(report.at.key("duiding").key(id.as_str()), Some(text));
    }
    maybe(report.at.key("toelichting-financien"), report.finance_note.as_ref());
    maybe(report.at.key("vooruitblik"), report.outlook.as_ref());
    for (index, Lesson { title, text }) in report.lessons.iter().enumerate() {
        // A lesson may have moved in its list.
        add(report.at.key("lessen").index(index), "lessen".to_owned(), &format!("{title} {}", text.as_str()));
    }
    // A risk may well stay for years; that none came, went or changed is what stands out.
    let risks: Vec<String> =
        report.risks.iter().map(|Risk { event, measure, .. }| format!("{event} {measure}")).collect();
    add(report.at.key("risicos"), "risicos".to_owned(), &risks.join(" "));
    said
}
