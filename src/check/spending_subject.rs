//! R011: a row of spending is about nothing, or about two things.

use super::{Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::model::Requirement;

pub(super) const RULE: Rule = Rule {
    code: "R011",
    requirement: Some(Requirement::ReportFinance),
    what: "Een bestedingsregel gaat over één `project` of één `post`; alleen een post heeft een `pijler`.",
    why: "Elk bedrag telt precies één keer mee. Een project heeft zijn pijlers al in `toerekening`.",
    example: "regels:\n  - {project: taalhuis, post: reserve, t-m: 2021-12-31, …}",
    solution: "Houd `project` of `post`.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for row in &subject.dossier.spending {
        match (&row.project, row.post) {
            (None, None) => found.push(
                Diagnostic::error(RULE.code, row.at.clone(), "deze regel noemt geen project en geen post")
                    .hint("geef `project: …`, of `post: programmakosten`, `nog-te-bestemmen` of `reserve`"),
            ),
            (Some(_), Some(_)) => found.push(
                Diagnostic::error(RULE.code, row.at.key("post"), "deze regel noemt een project en een post")
                    .label(row.at.key("project"), "dit is het project")
                    .hint("houd één van beide"),
            ),
            (Some(_), None) if row.pillar.is_some() => found.push(
                Diagnostic::error(RULE.code, row.at.key("pijler"), "een regel van een project heeft geen eigen pijler")
                    .hint("haal `pijler` weg; de pijlers van een project staan in `toerekening` in zijn eigen bestand"),
            ),
            _ => {}
        }
    }
    found
}
