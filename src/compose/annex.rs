//! The annexes: projects, definitions, breaks, agreements, all data, abbreviations, and where
//! each requirement of the covenant is met.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Edition;
use super::chapters;
use super::table::{Cell, Table, Trail};
use super::view::{View, files, measured, no_value, quality_sign, remarks, value_figure, words as optional};
use super::words;
use crate::figures::Figure;
use crate::figures::indicator::cuts;
use crate::figures::project::main_pillar;
use crate::format;
use crate::model::{Derived, Indicator, ReportKind, SpendingRow};

/// Everything behind the chapters.
#[derive(Debug, Serialize)]
pub(super) struct Annexes {
    /// The letter of each annex; nothing for one that is not there.
    letters: BTreeMap<&'static str, Option<char>>,
    projects: Option<Table>,
    definitions: Vec<Definition>,
    breaks: Vec<String>,
    parties: Option<Table>,
    changes: Vec<Change>,
    corrections: Option<Table>,
    measurements: Vec<Table>,
    spending: Vec<Table>,
    receipts: Option<Table>,
    abbreviations: Option<Table>,
    requirements: Vec<RequirementLine>,
    files: Table,
}

#[derive(Debug, Serialize)]
struct Definition {
    name: String,
    definition: String,
    facts: Vec<(&'static str, String)>,
    sources: Vec<String>,
    derived: Vec<String>,
}

/// A requirement with its article; the template adds the page.
#[derive(Debug, Serialize)]
struct RequirementLine {
    key: &'static str,
    name: &'static str,
    article: String,
}

impl Annexes {
    pub(super) fn of(
        view: View<'_>,
        attachments: &[(String, String)],
        edition: &Edition,
        has_long_changes: bool,
        trail: &mut Trail,
    ) -> Self {
        let letters = chapters::letters(view.report.kind, has_long_changes);
        let letter = |annex: &str| letters.get(annex).copied().flatten();
        let has = |annex: &str| letter(annex).is_some();
        let indicators = || view.dossier.indicators.iter();
        let has_money = view.report.kind != ReportKind::Baseline;
        let has_data = has("data");
        Self {
            projects: has("projects").then(|| projects(view).traced(trail)),
            definitions: if has("definitions") { indicators().map(definition).collect() } else { Vec::new() },
            breaks: if has("breaks") { breaks(view) } else { Vec::new() },
            parties: has("parties").then(|| parties(view)),
            changes: changes(view),
            corrections: corrections(view).filter(|_| has("parties")),
            measurements: indicators()
                .filter(|_| has_data)
                .filter_map(|indicator| Some(measurements(view, indicator, letter("definitions"))?.traced(trail)))
                .collect(),
            spending: if has_data && has_money {
                spending(view).into_iter().map(|table| table.traced(trail)).collect()
            } else {
                Vec::new()
            },
            receipts: receipts(view).filter(|_| has_data && has_money).map(|table| table.traced(trail)),
            abbreviations: abbreviations(view),
            requirements: words::REQUIREMENTS
                .iter()
                .filter(|(requirement, ..)| chapters::meets(view.report.kind, *requirement))
                .filter_map(|(requirement, key, name)| {
                    let article = view.dossier.deal.provisions.get(requirement)?.to_string();
                    Some(RequirementLine { key, name, article })
                })
                .collect(),
            files: attached(attachments, edition),
            letters,
        }
    }
}

fn projects(view: View<'_>) -> Table {
    let mut table = Table::new("Alle projecten (bedragen × € 1.000)")
        .words("Project", 5)
        .words("Pijler", 3)
        .words("Fase", 2)
        .numbers("Begroting")
        .numbers("Besteed");
    let is_end = view.report.kind == ReportKind::FinalEvaluation;
    if !is_end {
        table = table.numbers("Prognose");
    }
    for pillar in &view.dossier.pillars {
        let mut projects: Vec<_> =
            view.dossier.projects.values().filter(|project| main_pillar(project) == Some(&pillar.id)).collect();
        projects.sort_by_key(|project| project.name.as_str().trim_matches(['"', '\'', '‘', '“']).to_lowercase());
        for project in projects {
            let phase = view.report.projects.get(&project.id).map_or("niet vermeld", |said| said.phase.word());
            let line = view.figures.money.projects.get(&project.id);
            let mut cells = vec![
                Cell::text(if project.invented.is_yes() {
                    format!("{} (fictief)", project.name)
                } else {
                    project.name.to_string()
                }),
                Cell::text(pillar.short_name.as_str()),
                Cell::text(phase),
                line.map_or_else(|| Cell::text("–"), |line| Cell::thousands(&line.budget)),
                line.map_or_else(|| Cell::text("–"), |line| Cell::thousands(&line.realised)),
            ];
            if !is_end {
                cells.push(line.map_or_else(|| Cell::text("–"), |line| Cell::thousands(&line.forecast)));
            }
            table.row(cells);
        }
    }
    table.note("De bedragen zijn die van het hele project, ook als het over meer pijlers is verdeeld; posten zonder project staan hier niet.");
    table.note("Een streepje betekent: er is geen bedrag bekend.");
    table.source("projecten en bestedingen")
}

fn definition(indicator: &Indicator) -> Definition {
    Definition {
        name: indicator.name.to_string(),
        definition: indicator.current_definition().as_str().to_owned(),
        facts: vec![
            ("Soort", words::indicator_kind(indicator.kind).to_owned()),
            ("Maat", words::measure(indicator.measure).to_owned()),
            ("Over", indicator.current_population().to_string()),
            ("Telling", words::counting(indicator.counting).to_owned()),
            ("Gemeten door", indicator.current_executor().to_string()),
        ],
        sources: sources(indicator),
        derived: derived(indicator),
    }
}

/// The measurements that the program made from a file that is not public, one line for each recipe.
fn derived(indicator: &Indicator) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for row in &indicator.series {
        let (Some(Derived { method, fingerprint, program, .. }), Some(day)) = (&row.derived, row.day()) else {
            continue;
        };
        let line = format!(
            "meting van {}: {}, door {program} (sha256 {fingerprint})",
            format::date(*day),
            words::derivation(*method)
        );
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// The different sources of an indicator's measurements, in the order of the dossier; annex E
/// refers to them by their number.
fn sources(indicator: &Indicator) -> Vec<String> {
    let mut sources: Vec<String> = Vec::new();
    for row in &indicator.series {
        let source = row.source.as_str();
        if !sources.iter().any(|known| known == source) {
            sources.push(source.to_owned());
        }
    }
    sources
}

fn breaks(view: View<'_>) -> Vec<String> {
    let of = |indicator: &Indicator| {
        let name = indicator.name.to_string();
        cuts(indicator)
            .into_iter()
            .map(move |cut| {
                let factor = cut.factor.as_ref().zip(cut.source.as_ref()).map_or_else(
                    || "geen omrekenfactor met bron".to_owned(),
                    |(factor, source)| format!("omrekenfactor {} ({source})", format::exact(factor.0)),
                );
                format!("{name}: {}, {}; {factor}.", format::date(*cut.date), cut.reason.as_str().trim_end_matches('.'))
            })
            .collect::<Vec<_>>()
    };
    view.dossier.indicators.iter().flat_map(of).collect()
}

fn parties(view: View<'_>) -> Table {
    let mut table = Table::new("Partijen bij het convenant, zoals ondertekend")
        .words("Aanduiding", 2)
        .words("Partij", 6)
        .words("Zijde", 1)
        .words("Vertegenwoordiger", 4);
    for party in &view.dossier.deal.parties {
        table.row(vec![
            Cell::text(party.short.as_str()),
            Cell::text(party.name.as_str()),
            Cell::text(words::side(party.side)),
            Cell::text(optional(party.representative.as_ref())),
        ]);
    }
    table.source("deal.yaml").done()
}

/// A change of the covenant, or a party that joined.
#[derive(Debug, Serialize)]
struct Change {
    head: String,
    text: String,
}

fn changes(view: View<'_>) -> Vec<Change> {
    let deal = &view.dossier.deal;
    let fictional = |invented: crate::model::YesNo| if invented.is_yes() { ", fictief" } else { "" };
    let amendments = deal.amendments.iter().map(|one| Change {
        head: format!(
            "Wijziging van artikel {} ({}{}).",
            one.article,
            format::date(*one.date),
            fictional(one.invented)
        ),
        text: one.text.as_str().to_owned(),
    });
    let accessions = deal.accessions.iter().map(|one| Change {
        head: format!("Toetreding van {} ({}{}).", one.party, format::date(*one.date), fictional(one.invented)),
        text: one.contribution.as_str().to_owned(),
    });
    amendments.chain(accessions).collect()
}

fn measurements(view: View<'_>, indicator: &Indicator, sources_in: Option<char>) -> Option<Table> {
    let mut table = Table::new(format!("Alle metingen: {}", indicator.name))
        .words("Gebied en dag", 5)
        .words("Waarde", 3)
        .words("Bekend op", 2)
        .words("Opmerking", 7)
        .numbers("Bron");
    let sources = sources(indicator);
    for row in &indicator.series {
        let Some(day) = row.day().filter(|day| **day <= *view.report.reference_date) else { continue };
        let value = row.value.map_or_else(
            || Cell::text(no_value(row)),
            |value| {
                let printed = format!("{}{}", measured(indicator, value.0), quality_sign(row));
                value_figure(indicator, printed, &Figure::stated(value.0, row.at.key("waarde")))
            },
        );
        let remark = match &row.reason {
            None => remarks(row),
            Some(reason) => format!("herziening: {reason}; {}", remarks(row)),
        };
        let source = sources.iter().position(|known| known == row.source.as_str()).map_or(0, |at| at + 1);
        table.row(vec![
            Cell::text(format!("{}, {}", view.area_name(&row.area), format::short_date(*day))),
            value,
            Cell::text(format::short_date(*row.known_on)),
            Cell::text(remark),
            Cell::text(format!("[{source}]")),
        ]);
    }
    if let Some(letter) = sources_in {
        table.note(format!("De nummers van de bronnen staan in bijlage {letter}."));
    }
    (!table.is_empty()).then(|| table.source(files(indicator)).done())
}

fn spending(view: View<'_>) -> Vec<Table> {
    use chrono::Datelike;
    let mut tables = Vec::new();
    for year in &view.figures.money.years {
        let mut table = Table::new(format!("Alle bestedingen van {year} (in euro’s)"))
            .words("Project of post", 5)
            .words("Tot en met", 2)
            .words("Bekend op", 2)
            .wide_numbers("Begroot", 3)
            .wide_numbers("Gerealiseerd", 3)
            .wide_numbers("Verplicht", 3)
            .wide_numbers("Prognose", 3);
        let is_of_year =
            |row: &&SpendingRow| row.through.year() == *year && *row.through <= *view.report.reference_date;
        for row in view.dossier.spending.iter().filter(is_of_year) {
            let name = row.project.as_ref().and_then(|id| view.dossier.projects.get(id)).map_or_else(
                || {
                    let post = row.post.map_or("", |post| view.post(post));
                    row.pillar
                        .as_ref()
                        .map_or_else(|| post.to_owned(), |pillar| format!("{post} ({})", view.pillar_name(pillar)))
                },
                |project| project.name.to_string(),
            );
            let euros = |amount: Option<crate::model::Amount>, at: crate::diagnostic::KeyPath| {
                amount.map_or_else(
                    || Cell::text("–"),
                    |amount| Cell::amount(format::number(amount.euros(), 2), &Figure::stated(amount, at)),
                )
            };
            table.row(vec![
                Cell::text(if row.revises.is_some() { format!("{name} (herzien)") } else { name }),
                Cell::text(format::short_date(*row.through)),
                Cell::text(format::short_date(*row.known_on)),
                euros(row.budgeted.as_ref().map(crate::model::Budgeted::current), row.at.key("begroot")),
                euros(Some(row.realised), row.at.key("gerealiseerd")),
                euros(row.committed, row.at.key("verplicht")),
                euros(row.forecast, row.at.key("prognose")),
            ]);
        }
        let rows = || view.dossier.spending.iter().filter(is_of_year);
        let of = |row: &'_ SpendingRow| (row.project.clone(), row.post, row.pillar.clone());
        let has_other = |differs: fn(&SpendingRow, &SpendingRow) -> bool| {
            rows().any(|one| rows().any(|two| of(one) == of(two) && differs(one, two)))
        };
        if has_other(|one, two| one.through < two.through) {
            table.note("Een regel met een latere dag bevat ook wat eerder in het jaar is besteed. Tel de regels van één project of post daarom niet bij elkaar op.");
        }
        if has_other(|one, two| one.through == two.through && two.revises == Some(one.known_on)) {
            table.note("Herzien: deze regel komt in de plaats van de eerdere regel over dezelfde dag.");
        }
        tables.push(table.source(format!("bestedingen/{year}.yaml")));
    }
    tables
}

fn receipts(view: View<'_>) -> Option<Table> {
    let mut table = Table::new("Alle ontvangsten (in euro’s)")
        .words("Partij", 2)
        .words("Termijn", 2)
        .words("Bekend op", 2)
        .words("Bron", 5)
        .numbers("Bedrag");
    for receipt in &view.dossier.receipts {
        let fictional = if receipt.invented.is_yes() { " (fictief)" } else { "" };
        table.row(vec![
            Cell::text(view.party(&receipt.party)),
            Cell::text(receipt.year.0.to_string()),
            Cell::text(format::short_date(*receipt.known_on)),
            Cell::text(if receipt.source.as_str().contains("fictief") {
                receipt.source.to_string()
            } else {
                format!("{}{fictional}", receipt.source)
            }),
            Cell::amount(
                format::number(receipt.amount.euros(), 2),
                &Figure::stated(receipt.amount, receipt.at.key("bedrag")),
            ),
        ]);
    }
    (!table.is_empty()).then(|| table.source("bestedingen").done())
}

fn abbreviations(view: View<'_>) -> Option<Table> {
    let mut table = Table::new("Afkortingen").words("Afkorting", 2).words("Betekenis", 8);
    for (short, long) in &view.dossier.deal.abbreviations {
        table.row(vec![Cell::text(short.as_str()), Cell::text(long.as_str())]);
    }
    (!table.is_empty()).then(|| table.done())
}

/// The files of the delivery, one row for each folder of the dossier and each single file.
fn attached(attachments: &[(String, String)], edition: &Edition) -> Table {
    let title =
        if edition.carries_data() { "Bestanden in het pdf-bestand" } else { "Bestanden in het authentieke stuk" };
    let mut table = Table::new(title).words("Bestanden", 4).words("Inhoud", 7);
    let mut folders: Vec<(&str, Vec<&str>, &str)> = Vec::new();
    for (name, description) in attachments {
        let folder = name.split_once("__").map_or("", |(folder, _)| folder);
        match folders.last_mut() {
            Some((last, names, _)) if *last == folder && !folder.is_empty() => names.push(name),
            _ => folders.push((folder, vec![name], description)),
        }
    }
    for (folder, names, description) in folders {
        let (name, content) = match names.as_slice() {
            [name] => ((*name).to_owned(), description.to_owned()),
            names => (format!("{folder}__…"), format!("{} bestanden van de map {folder}", names.len())),
        };
        table.row(vec![Cell::text(name), Cell::text(content)]);
    }
    table
}

/// The misprints of the covenant's text that were read as meant.
fn corrections(view: View<'_>) -> Option<Table> {
    let mut table = Table::new("Herstelde schrijffouten in de tekst van het convenant")
        .words("In de bron", 4)
        .words("Gelezen als", 4)
        .words("Vindplaats", 5);
    for one in &view.dossier.deal.corrections {
        table.row(vec![
            Cell::text(one.source.as_str()),
            Cell::text(one.read_as.as_str()),
            Cell::text(one.place.as_str()),
        ]);
    }
    (!table.is_empty()).then(|| table.source("deal.yaml").done())
}
