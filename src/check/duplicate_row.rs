//! R014: two rows for the same thing and time, and neither says that it corrects the other.

use std::collections::BTreeMap;

use super::{Rule, Subject, speaks_of};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{Date, MeasurementRole, Quality, Requirement, Text};
use crate::world::FileKind;

pub(super) const RULE: Rule = Rule {
    code: "R014",
    requirement: Some(Requirement::Report),
    what: "Twee regels over hetzelfde en dezelfde tijd zijn een correctie: de nieuwe noemt met `herziet` de `bekend-op` van de oude, en een `reden`. Een correctie van een meting blijft dezelfde `meting`, en zegt het als een lage respons of een andere definitie niet meer geldt.",
    why: "Zonder `herziet` is niet te zien of een getal dubbel is ingevoerd of is verbeterd.",
    example: "regels:\n  - {project: taalhuis, t-m: 2021-12-31, bekend-op: 2022-02-10, gerealiseerd: 74250}\n  - {project: taalhuis, t-m: 2021-12-31, bekend-op: 2022-06-01, gerealiseerd: 71000}",
    solution: "Voeg aan de nieuwe regel `herziet: <bekend-op van de oude>` en `reden: …` toe, of haal een van beide weg.",
    find,
};

/// A row, as far as this rule looks at it.
struct Row<'a> {
    at: &'a KeyPath,
    role: Option<MeasurementRole>,
    known_on: Date,
    revises: Option<Date>,
    reason: Option<&'a Text>,
    quality: Option<Quality>,
    other_definition: Option<&'a Text>,
}

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut groups: BTreeMap<String, Vec<Row<'_>>> = BTreeMap::new();
    for row in &subject.dossier.spending {
        let key = format!("besteding {:?} {:?} {:?} {}", row.project, row.post, row.pillar, row.through);
        let row = Row {
            at: &row.at,
            role: None,
            known_on: row.known_on,
            revises: row.revises,
            reason: row.reason.as_ref(),
            quality: None,
            other_definition: None,
        };
        groups.entry(key).or_default().push(row);
    }
    for indicator in &subject.dossier.indicators {
        for row in &indicator.series {
            let key = format!("meting {} {} {:?}", indicator.id, row.area, row.day());
            let row = Row {
                at: &row.at,
                role: Some(row.role()),
                known_on: row.known_on,
                revises: row.revises,
                reason: row.reason.as_ref(),
                quality: row.quality,
                other_definition: row.other_definition.as_ref(),
            };
            groups.entry(key).or_default().push(row);
        }
    }
    let complete = subject.is_complete(FileKind::Spending);
    let of_group = |(key, rows): (&String, &Vec<Row<'_>>)| {
        let is_spending = key.starts_with("besteding");
        in_group(rows, complete || !is_spending, |row, first| hint(subject, row, first, is_spending))
    };
    groups.iter().flat_map(of_group).collect()
}

/// What to do about a row that is about the same as this one.
fn hint(subject: &Subject<'_>, row: &KeyPath, first: &Row<'_>, is_spending: bool) -> String {
    match (subject.sources.is_in_sheet(row), is_spending) {
        (true, true) => {
            "horen deze rijen bij elkaar? zet dan bij het blad `optellen: [gerealiseerd]`; horen zij er niet bij, kies dan bij `rijen` wat wel meetelt".to_owned()
        }
        (true, false) => {
            "kies bij het blad met `rijen` welke rij meetelt, of haal in het blad een van beide weg; een correctie heeft een kolom voor `herziet` en voor `reden`".to_owned()
        }
        (false, _) => format!(
            "is dit een correctie? schrijf er `herziet: {}` en een `reden` bij; is zij dubbel, haal er dan een weg",
            first.known_on
        ),
    }
}

/// `complete`: whether all files were read in which a row of the group can stand; `hint`: what to do
/// about a row that is about the same as an earlier one.
fn in_group(rows: &[Row<'_>], complete: bool, hint: impl Fn(&KeyPath, &Row<'_>) -> String) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (position, row) in rows.iter().enumerate() {
        let before = &rows[..position];
        if let Some(revised) = row.revises {
            correction(row, revised, rows, complete, &mut found);
            if let Some(other) = before.iter().find(|other| other.revises.is_some() && other.known_on == row.known_on) {
                found.push(
                    Diagnostic::error(
                        RULE.code,
                        row.at.key("bekend-op"),
                        format!("er zijn twee correcties die op {} bekend werden", format::date(*row.known_on)),
                    )
                    .label(other.at.key("bekend-op"), "dit is de andere correctie")
                    .hint("houd de correctie die klopt, of verbeter een `bekend-op`"),
                );
            }
        } else if let Some(first) = before.iter().find(|other| other.revises.is_none()) {
            found.push(
                Diagnostic::error(RULE.code, row.at.clone(), "deze regel gaat over hetzelfde als een eerdere regel")
                    .label(first.at.clone(), "dit is de eerdere regel")
                    .hint(hint(row.at, first)),
            );
        }
    }
    found
}

/// What made a measurement unfit for an oordeel does not vanish because a correction leaves it out.
fn caveats(row: &Row<'_>, old: &Row<'_>, found: &mut Vec<Diagnostic>) {
    if old.quality == Some(Quality::LowResponse) && row.quality.is_none() {
        found.push(
            Diagnostic::error(
                RULE.code,
                row.at.clone(),
                "deze correctie zegt niet of de respons nog te laag is",
            )
            .label(old.at.key("kwaliteit"), "hier staat `lage-respons`")
            .hint("is de respons nog te laag, schrijf dan `kwaliteit: lage-respons`; anders `kwaliteit: betrouwbaar`, met bij `reden` waarom"),
        );
    }
    let is_said = speaks_of(row.reason.map(Text::as_str), &["definitie"]);
    if old.other_definition.is_some() && row.other_definition.is_none() && !is_said {
        found.push(
            Diagnostic::error(
                RULE.code,
                row.at.clone(),
                "deze correctie zegt niet of zij de andere definitie nog volgt",
            )
            .label(old.at.key("andere-definitie"), "dit is de andere definitie")
            .hint("schrijf `andere-definitie` ook bij de correctie; volgt zij nu de afgesproken definitie, schrijf dat dan bij `reden`"),
        );
    }
}

/// A correction names an earlier row about the same, and says why.
fn correction(row: &Row<'_>, revised: Date, rows: &[Row<'_>], complete: bool, found: &mut Vec<Diagnostic>) {
    match rows.iter().find(|other| other.known_on == revised && !std::ptr::eq(*other, row)) {
        None if !complete => {}
        None => found.push(
            Diagnostic::error(
                RULE.code,
                row.at.key("herziet"),
                format!("er is geen regel over hetzelfde die op {} bekend werd", format::date(*revised)),
            )
            .hint("noem bij `herziet` de `bekend-op` van de regel die u verbetert, en laat die regel staan"),
        ),
        Some(_) if row.known_on <= revised => found.push(
            Diagnostic::error(
                RULE.code,
                row.at.key("bekend-op"),
                "een correctie is later bekend dan wat zij verbetert",
            )
            .hint("verbeter `bekend-op` of `herziet`"),
        ),
        Some(old) if old.role != row.role => {
            let word = |role: Option<MeasurementRole>| role.unwrap_or(MeasurementRole::Interim).word();
            let (old_role, new_role) = (word(old.role), word(row.role));
            found.push(
                Diagnostic::error(
                    RULE.code,
                    row.at.clone(),
                    format!("deze correctie is een {new_role}, maar verbetert een {old_role}"),
                )
                .label(old.at.clone(), format!("dit is de {old_role} die wordt verbeterd"))
                .hint(format!("schrijf `meting: {old_role}` bij de correctie")),
            );
        }
        Some(old) => caveats(row, old, found),
    }
    if row.reason.is_none() {
        found.push(
            Diagnostic::error(RULE.code, row.at.key("herziet"), "deze correctie noemt geen reden")
                .hint("schrijf er `reden: …` bij; de reden komt in het rapport"),
        );
    }
}
