//! What changed since the report before: in the leeswijzer, and in an annex when it is long. What
//! changed since the concept that was discussed stands in the leeswijzer too.

use serde::Serialize;

use super::markdown;
use super::table::{Cell, Table, Trail};
use super::view::{View, value_of_row, words as optional};
use super::words;
use crate::figures::Figure;
use crate::figures::changes::{
    Additions, Agreement, Changes, Defined, DefinitionChange, Item, PhaseChange, SpendingChange,
};
use crate::format;
use crate::model::{Amount, Id, Percent, Phase, Post, ReportKind, ReviewOutcome, SpendingRow, Stage, Text, YesNo};

/// More lines than this, well over a page, and the tables go to an annex.
const MOST_LINES: usize = 40;

/// What changed since the report before.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "a template asks yes or no")]
pub(super) struct ChangesSection {
    is_first: bool,
    /// The report before, in words.
    previous: String,
    /// Whether a tussenbericht is passed over as the report before.
    skips_interim: bool,
    /// Whether the report before named projects.
    tells_projects: bool,
    /// Per kind of change how many there are; empty when nothing changed.
    counts: Vec<(&'static str, String)>,
    tables: Vec<Table>,
    /// Whether the tables stand in an annex.
    in_annex: bool,
}

impl ChangesSection {
    pub(super) fn of(view: View<'_>, trail: &mut Trail) -> Self {
        let Some((before, report)) = view.before.and_then(|before| Some((before, before.report()?))) else {
            return Self {
                is_first: true,
                previous: String::new(),
                skips_interim: false,
                tells_projects: true,
                counts: Vec::new(),
                tables: Vec::new(),
                in_annex: false,
            };
        };
        let mut changes = Changes::between(before, view.dossier, view.report, view.figures);
        drop_unchanged(&mut changes);
        // A report that names no projects, as a nulmeting, cannot tell which are new.
        let tells_projects = !report.projects.is_empty();
        if !tells_projects {
            changes.projects.clear();
        }
        let during = format::during(&report.period);
        let about = during.strip_prefix("In ").map_or_else(|| format::title_period(&report.period), ToOwned::to_owned);
        let parts = parts(view, &changes, PREVIOUS);
        let lines: usize = parts.iter().map(|(_, table)| table.rows()).sum();
        let counts = counts(&parts, &changes);
        Self {
            is_first: false,
            previous: format!(
                "{} over {about}, met gegevens tot en met {}",
                words::report_kind(report.kind).the,
                format::date(*report.known_through)
            ),
            skips_interim: view.report.kind != ReportKind::Interim,
            tells_projects,
            counts,
            tables: parts
                .into_iter()
                .filter(|(_, table)| !table.is_empty())
                .map(|(_, table)| table.traced(trail))
                .collect(),
            in_annex: lines > MOST_LINES,
        }
    }

    /// Whether the tables need an annex.
    pub(super) const fn in_annex(&self) -> bool {
        self.in_annex
    }
}

/// What the report before is called in a caption.
const PREVIOUS: &str = "het vorige verslag";

/// What the concept is called in a caption.
const CONCEPT: &str = "het besproken concept";

/// What was looked at and left as it was, did not change.
fn drop_unchanged(changes: &mut Changes<'_>) {
    changes
        .agreements
        .retain(|agreement| !matches!(agreement, Agreement::Reviewed(one) if one.outcome == ReviewOutcome::Unchanged));
}

/// The kinds of changes, each with its table.
fn parts(view: View<'_>, changes: &Changes<'_>, since: &str) -> [(&'static str, Table); 5] {
    [
        ("Herziene cijfers", revised(view, changes, since)),
        ("Projecten", projects(view, &changes.projects, since)),
        ("Definities en meetmethoden", definitions(&changes.definitions, since)),
        ("Afspraken", agreements(view, &changes.agreements, since)),
        ("Oordelen", verdicts(changes, since)),
    ]
}

/// Of each kind of changes that there are, how many.
fn counts(parts: &[(&'static str, Table)], changes: &Changes<'_>) -> Vec<(&'static str, String)> {
    let count = |(what, table): &(&'static str, Table)| {
        let count = if *what == "Projecten" { phases(&changes.projects) } else { format::count(table.rows()) };
        (*what, count)
    };
    parts.iter().filter(|(_, table)| !table.is_empty()).map(count).collect()
}

/// What changed since the concept that was discussed.
#[derive(Debug, Serialize)]
pub(super) struct SinceConcept {
    /// The day it was discussed.
    discussed: String,
    version: String,
    known_through: String,
    /// The fingerprint of its data; empty when the dossier does not give it.
    fingerprint: String,
    /// What the author says that changed; `None` when that is nothing.
    revisions: Option<Table>,
    /// Whether the author says what changed, be it nothing.
    tells_revisions: bool,
    /// Per kind of change in the figures how many there are; empty when nothing changed.
    counts: Vec<(&'static str, String)>,
    tables: Vec<Table>,
}

impl SinceConcept {
    /// `None` when the dossier does not say which concept was discussed, or when.
    pub(super) fn of(view: View<'_>, trail: &mut Trail) -> Option<Self> {
        let (known, concept) = (view.concept?, view.report.discussed_concept.as_ref()?);
        let mut changes = Changes::since_concept(known, view.dossier, view.report, view.figures);
        drop_unchanged(&mut changes);
        let additions = additions(view, &Additions::since_concept(view.dossier, view.report));
        let parts = parts(view, &changes, CONCEPT);
        let mut counts = counts(&parts, &changes);
        if !additions.is_empty() {
            counts.insert(0, ("Nieuwe cijfers", format::count(additions.rows())));
        }
        let tables = std::iter::once(additions).chain(parts.into_iter().map(|(_, table)| table));
        let mut revisions = Table::new("Wat de opstellers na de bespreking veranderden")
            .words("Onderwerp", 4)
            .words("Wat er veranderde", 7)
            .words("Aanleiding", 5);
        for revision in concept.revisions.iter().flatten() {
            let occasion = revision.occasion.as_ref().map_or("–", Text::as_str);
            revisions.row(vec![
                Cell::text(revision.subject.as_str()),
                Cell::text(revision.what.as_str()),
                Cell::text(occasion),
            ]);
        }
        Some(Self {
            discussed: format::date(*view.report.status.discussed?),
            version: concept.version.to_string(),
            known_through: format::date(*concept.known_through),
            fingerprint: optional(concept.fingerprint.as_ref()),
            revisions: (!revisions.is_empty()).then(|| revisions.done()),
            tells_revisions: concept.revisions.is_some(),
            counts,
            tables: tables.filter(|table| !table.is_empty()).map(|table| table.traced(trail)).collect(),
        })
    }
}

/// The day on which an adopted report was discussed of which the dossier does not say in which form.
pub(super) fn discussed_untold(view: View<'_>) -> Option<String> {
    let (status, named) = (&view.report.status, view.report.discussed_concept.is_some());
    let discussed = status.discussed.filter(|_| status.stage() >= Stage::Adopted && !named)?;
    Some(format::date(*discussed))
}

/// Figures that the concept did not have yet. That something was not measured is no figure.
fn additions(view: View<'_>, additions: &Additions<'_>) -> Table {
    let mut table =
        Table::new("Cijfers die het besproken concept nog niet had").words("Cijfer", 9).wide_numbers("Is nu", 4);
    for (indicator, row) in &additions.measurements {
        let Some(day) = row.day().filter(|_| row.value.is_some()) else { continue };
        table.row(vec![
            Cell::text(format!("{}, {}, {}", indicator.name, view.area_name(&row.area), format::date(*day))),
            value_of_row(indicator, row),
        ]);
    }
    for row in &additions.spending {
        let realised = Figure::stated(row.realised, row.at.key("gerealiseerd"));
        table.row(vec![
            Cell::text(format!("{}, gerealiseerd, stand {}", subject(view, row), format::date(*row.through))),
            euros_and_cents(Some(&realised)),
        ]);
    }
    table
}

/// `3 nieuw, 2 afgerond`.
fn phases(changes: &[PhaseChange<'_>]) -> String {
    let new = changes.iter().filter(|change| change.is_new).count();
    let mut parts = Vec::new();
    if new > 0 {
        parts.push(format!("{} nieuw", format::count(new)));
    }
    for (phase, word) in [
        (Phase::Proposed, "weer voorgenomen"),
        (Phase::Running, "begonnen"),
        (Phase::Completed, "afgerond"),
        (Phase::Stopped, "gestopt"),
    ] {
        let count = changes.iter().filter(|change| !change.is_new && change.new == Some(phase)).count();
        if count > 0 {
            parts.push(format!("{} {word}", format::count(count)));
        }
    }
    parts.join(", ")
}

/// Figures that the report before gave otherwise.
fn revised(view: View<'_>, changes: &Changes<'_>, since: &str) -> Table {
    let mut table = Table::new(format!("Herziene cijfers sinds {since}"))
        .words("Cijfer", 6)
        .wide_numbers("Was", 3)
        .wide_numbers("Is nu", 3)
        .words("Reden", 6);
    for change in &changes.measurements {
        table.row(vec![
            Cell::text(format!(
                "{}, {}, {}",
                change.indicator.name,
                view.area_name(&change.new.area),
                format::date(change.day)
            )),
            value_of_row(change.indicator, change.old),
            value_of_row(change.indicator, change.new),
            Cell::text(because(change.new.reason.as_ref(), change.new.invented)),
        ]);
    }
    for change in &changes.spending {
        table.row(vec![
            Cell::text(format!(
                "{}, {}, stand {}",
                subject(view, change.row),
                item(change),
                format::date(*change.row.through)
            )),
            euros_and_cents(change.old.as_ref()),
            euros_and_cents(change.new.as_ref()),
            Cell::text(because(change.row.reason.as_ref(), change.row.invented)),
        ]);
    }
    table
}

fn because(reason: Option<&Text>, invented: YesNo) -> String {
    let reason =
        reason.map_or_else(|| "zonder reden".to_owned(), |reason| reason.as_str().trim_end_matches('.').to_owned());
    if invented.is_yes() { format!("{reason} (fictief)") } else { reason }
}

fn item(change: &SpendingChange<'_>) -> &'static str {
    match change.item {
        Item::Budgeted => "begroot",
        Item::Realised => "gerealiseerd",
        Item::Committed => "verplicht",
        Item::Forecast => "prognose",
    }
}

pub(super) fn euros_and_cents(figure: Option<&Figure<Amount>>) -> Cell {
    figure.map_or_else(
        || Cell::text("niet opgegeven"),
        |figure| Cell::amount(format::euros_and_cents(figure.value), figure),
    )
}

pub(super) fn euros(figure: &Figure<Amount>) -> Cell {
    Cell::amount(format::euros(figure.value), figure)
}

/// The project or post of a row.
pub(super) fn subject(view: View<'_>, row: &SpendingRow) -> String {
    let project = row.project.as_ref().and_then(|id| view.dossier.projects.get(id));
    project.map_or_else(
        || row.post.map_or_else(String::new, |post| post_name(view, post, row.pillar.as_ref())),
        |project| project.name.to_string(),
    )
}

fn post_name(view: View<'_>, post: Post, pillar: Option<&Id>) -> String {
    let name = view.post(post);
    pillar
        .and_then(|id| view.dossier.pillar(id))
        .map_or_else(|| name.to_owned(), |pillar| format!("{name} (pijler {}, {})", pillar.number.0, pillar.short_name))
}

fn projects(view: View<'_>, changes: &[PhaseChange<'_>], since: &str) -> Table {
    let mut table = Table::new(format!("Projecten die er sinds {since} bij kwamen, begonnen, eindigden of stopten"))
        .words("Project", 6)
        .words("Was", 3)
        .words("Is nu", 3);
    for change in changes {
        let phase = |phase: Option<Phase>| phase.map_or("niet vermeld", Phase::word);
        let fictional = if change.project.invented.is_yes() { " (fictief)" } else { "" };
        table.row(vec![
            Cell::text(format!("{}{fictional}", change.project.name)),
            Cell::text(if change.is_new { "nog niet bekend" } else { phase(change.old) }),
            Cell::text(match (change.is_new, change.new) {
                (true, Some(new)) => format!("nieuw, {}", new.word()),
                (true, None) => "nieuw".to_owned(),
                (false, new) => phase(new).to_owned(),
            }),
        ]);
    }
    if view.report.invented.is_yes() && changes.iter().any(|change| !change.project.invented.is_yes()) {
        table.note("Dit verslag is fictief: ook van een echt project kan de fase zijn aangenomen.");
    }
    table
}

fn definitions(changes: &[DefinitionChange<'_>], since: &str) -> Table {
    let mut table = Table::new(format!("Definities en meetmethoden die sinds {since} zijn veranderd"))
        .words("Indicator", 3)
        .words("Was", 5)
        .words("Is nu", 5)
        .words("Reden", 5);
    for change in changes {
        let (what, was, now) = match change.defined {
            Defined::Definition => ("definitie", markdown::plain(change.old), markdown::plain(change.new)),
            Defined::Population => ("over wie het gaat", change.old.to_owned(), change.new.to_owned()),
            Defined::Executor => ("wie meet", change.old.to_owned(), change.new.to_owned()),
            Defined::Method(day) => (
                "methode",
                "–".to_owned(),
                format!(
                    "nieuwe methode vanaf {}; niet zonder meer te vergelijken met eerdere metingen",
                    format::date(day)
                ),
            ),
        };
        table.row(vec![
            Cell::text(format!("{}, {what}", change.indicator.short_name)),
            Cell::text(was),
            Cell::text(now),
            Cell::text(change.reason.as_str()),
        ]);
    }
    table
}

fn agreements(view: View<'_>, agreements: &[Agreement<'_>], since: &str) -> Table {
    let mut table = Table::new(format!("Afspraken die sinds {since} zijn gemaakt of veranderd"))
        .words("Afspraak", 5)
        .words("Was", 3)
        .words("Is nu", 4)
        .words("Reden of bron", 6);
    for agreement in agreements {
        table.row(agreed(view, agreement));
    }
    table
}

/// What was agreed, what it was, what it is and why.
fn agreed(view: View<'_>, agreement: &Agreement<'_>) -> Vec<Cell> {
    let fictional = |invented: YesNo| if invented.is_yes() { " (fictief)" } else { "" };
    let nothing = || Cell::text("–");
    match agreement {
        Agreement::Amended(one) => vec![
            Cell::text(format!("Artikel{}{} van het convenant{}", format::NBSP, one.article, fictional(one.invented))),
            nothing(),
            Cell::text(format!("gewijzigd op {}", format::date(*one.date))),
            Cell::text(markdown::plain(one.text.as_str())),
        ],
        Agreement::Joined(one) => vec![
            Cell::text(format!("Partijen bij de deal{}", fictional(one.invented))),
            nothing(),
            Cell::text(format!("{} is toegetreden op {}", one.party, format::date(*one.date))),
            Cell::text(markdown::plain(one.contribution.as_str())),
        ],
        Agreement::Reviewed(one) => vec![
            Cell::text(format!("Verdeling over de pijlers, bezien voor {}{}", one.year.0, fictional(one.invented))),
            nothing(),
            Cell::text(format!("{} ({})", words::review(one.outcome), format::date(*one.date))),
            Cell::text(markdown::plain(one.note.as_str())),
        ],
        Agreement::TermFixed { contribution, term, amount } => {
            let year = term.year.map_or_else(String::new, |year| format!(" {}", year.0));
            let whose = view.party(&contribution.party);
            vec![
                Cell::text(format!("Termijn{year} van {whose}")),
                Cell::text("nader te bepalen"),
                euros(amount),
                Cell::text(optional(term.source.as_ref())),
            ]
        }
        Agreement::Recipient { old, new } => vec![
            Cell::text("Wie het verslag ontvangt"),
            old.map_or_else(nothing, |old| Cell::text(old.name.as_str())),
            Cell::text(format!("{}, vanaf {}", new.name, format::moment(&new.from))),
            nothing(),
        ],
        Agreement::Budget { project, old, new, reason } => vec![
            Cell::text(format!("Begroting van {}{}", project.name, fictional(project.invented))),
            old.as_ref().map_or_else(|| Cell::text("niet bekend"), euros),
            euros(new),
            Cell::text(reason.as_str()),
        ],
        Agreement::PostBudget { post, pillar, old, new, note } => vec![
            Cell::text(format!("Begroting van {}", format::lowered(&post_name(view, *post, *pillar)))),
            euros(old),
            euros(new),
            Cell::text(note.map_or_else(|| "–".to_owned(), ToString::to_string)),
        ],
        Agreement::Start(change) | Agreement::End(change) => {
            let what = if matches!(agreement, Agreement::Start(_)) { "Begin" } else { "Einde" };
            vec![
                Cell::text(format!("{what} van {}{}", change.project.name, fictional(change.project.invented))),
                Cell::text(change.old.map_or_else(|| "niet bekend".to_owned(), format::moment)),
                Cell::text(format::moment(change.new)),
                Cell::text(change.reason.as_str()),
            ]
        }
        Agreement::Allocation { project, old, new, reason } => vec![
            Cell::text(format!("Toerekening van {} over de pijlers{}", project.name, fictional(project.invented))),
            Cell::text(shares(view, old)),
            Cell::text(shares(view, new)),
            Cell::text(reason.as_str()),
        ],
    }
}

fn shares(view: View<'_>, shares: &std::collections::BTreeMap<Id, Percent>) -> String {
    let parts: Vec<String> = shares
        .iter()
        .map(|(pillar, share)| format!("{} {}", format::share(share.fraction(), 0), view.pillar_name(pillar)))
        .collect();
    format::list(&parts)
}

fn verdicts(changes: &Changes<'_>, since: &str) -> Table {
    let mut table = Table::new(format!("Oordelen die anders zijn dan in {since}"))
        .words("Indicator", 5)
        .words("Was", 4)
        .words("Is nu", 4);
    for change in &changes.verdicts {
        let signed = |verdict| {
            let (sign, word) = words::verdict(verdict);
            Cell::signed(sign, word)
        };
        table.row(vec![Cell::text(change.indicator.name.as_str()), signed(change.old), signed(change.new)]);
    }
    table.note("Waarom een oordeel is zoals het is, staat in het hoofdstuk Doelbereik.");
    table
}
