//! Cover, colofon, summary and leeswijzer.

use serde::Serialize;

use super::chapters;
use super::goals::quality_note;
use super::markdown;
use super::table::{Cell, Table, Trail};
use super::view::{View, md, measured, month, quality_sign, unsigned_difference, value_figure, words};
use super::words;
use super::{Edition, Materials, annex_title, report_title};
use crate::figures::{Figure, IndicatorFigures, Line, project};
use crate::format;
use crate::model::{
    BodyWords, Commitment, DifferenceUnit, Direction, Indicator, IndicatorKind, Light, Organisation, Phase, Recipient,
    ReportKind, Scale, Side, Stage, State, Target, TargetSubject, TrafficLight,
};
use crate::read::delivery::ARCHIVE;

/// What the cover and the colofon print.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "a template asks yes or no")]
pub(super) struct Front {
    /// The key of the kind, for templates that word things by kind.
    kind_key: &'static str,
    kind: &'static str,
    /// The title of the report, and that of its council annex.
    title: String,
    annex_title: String,
    this_kind: &'static str,
    it: &'static str,
    /// The article for which this kind of report is made.
    ground: String,
    deal: String,
    /// The period as the title has it.
    period_title: String,
    /// When what is told of happened, at the start of a sentence.
    during: String,
    period: String,
    reference_date: String,
    known_through: String,
    version: String,
    status: String,
    is_concept: bool,
    steps: Vec<(String, String)>,
    /// Whether a step was taken after the gegevensstand.
    steps_after: bool,
    invented: bool,
    invented_note: String,
    area: String,
    inhabitants: String,
    tranche: String,
    author: String,
    term: String,
    start_unknown: String,
    /// The ministry that receives the report, with its article.
    recipient: String,
    /// Who presents it to whom; `None` when the dossier does not say.
    body: Option<BodyWords>,
    reference: String,
    file_reference: String,
    portfolio_holder: String,
    state_parties: Vec<String>,
    other_parties: Vec<String>,
    short_fingerprint: String,
    fingerprint: String,
    program: &'static str,
    /// Of the document itself, in its properties: the day of the status that it states.
    date: Date,
    keywords: Vec<String>,
    image_credits: bool,
}

#[derive(Debug, Serialize)]
struct Date {
    year: i32,
    month: u32,
    day: u32,
}

impl Front {
    pub(super) fn of(view: View<'_>, materials: Materials<'_>, fingerprint: &str) -> Self {
        use chrono::Datelike;
        let (deal, report) = (&view.dossier.deal, view.report);
        let parties = |side: fn(Side) -> bool| {
            deal.parties
                .iter()
                .filter(|party| side(party.side))
                .map(|party| match &party.representative {
                    None => format!("{} ({})", party.name, party.short),
                    Some(person) => format!("{} ({}), vertegenwoordigd door {person}", party.name, party.short),
                })
                .collect()
        };
        let body = Organisation::of(deal).body;
        let steps = report.status.steps().into_iter();
        let steps: Vec<(String, String)> =
            steps.filter_map(|(step, day)| Some((body.done(step), format::date(*day?)))).collect();
        let references = deal.references.as_ref();
        let kind = words::report_kind(report.kind);
        let to_check = view.to_check("deal.yaml", &["datum", "einde"]);
        let reference = materials.stamp.map_or_else(String::new, |stamp| stamp.number().to_owned());
        let mut keywords =
            vec!["Regio Deal".to_owned(), deal.id.to_string(), view.title_period(), format!("gegevens {fingerprint}")];
        if !reference.is_empty() {
            keywords.push(format!("kenmerk {reference}"));
        }
        if let Edition::Archive(authentic) = materials.edition {
            keywords.push(format!("{ARCHIVE} {}", authentic.sha256));
        }
        Self {
            kind_key: report.kind.word(),
            kind: kind.name,
            title: report_title(deal, report),
            annex_title: annex_title(deal, report),
            this_kind: kind.this,
            it: kind.it,
            ground: chapters::ground(report.kind).and_then(|ground| view.article(ground)).unwrap_or_default(),
            deal: deal.name.to_string(),
            period_title: view.title_period(),
            during: view.during(),
            period: format::period(&report.period),
            reference_date: format::date(*report.reference_date),
            known_through: format::date(*report.known_through),
            version: report.version.to_string(),
            status: steps.last().map_or_else(String::new, |(step, _)| step.clone()),
            is_concept: report.status.adopted.is_none(),
            steps: steps.into_iter().map(|(step, day)| (format::capitalised(&step), day)).collect(),
            steps_after: report
                .status
                .steps()
                .iter()
                .any(|(step, day)| *step > Stage::Concept && *day > Some(report.known_through)),
            invented: view.dossier.has_invented(report),
            invented_note: md(deal.invented_note.as_ref()),
            area: deal.area.name.to_string(),
            inhabitants: words(deal.area.inhabitants.as_ref()),
            tranche: format!("{}{}", deal.tranche.0, view.to_check("deal.yaml", &["tranche"])),
            author: author(view),
            term: match (deal.start.date, &deal.start.unknown) {
                (Some(start), _) => {
                    format!("{} tot en met {}{to_check}", format::date(*start), format::date(*deal.end))
                }
                (None, _) => format!("tot en met {}{to_check}", format::date(*deal.end)),
            },
            start_unknown: words(deal.start.unknown.as_ref()),
            recipient: deal.recipient_on(report.known_through).map_or_else(String::new, Recipient::in_sentence),
            body: body.words(),
            reference,
            file_reference: references.map_or_else(String::new, |of| words(of.zaaknummer.as_ref())),
            portfolio_holder: references.map_or_else(String::new, |of| words(of.portefeuillehouder.as_ref())),
            state_parties: parties(|side| side == Side::State),
            other_parties: parties(|side| side != Side::State),
            short_fingerprint: fingerprint.chars().take(12).collect(),
            fingerprint: fingerprint.to_owned(),
            program: concat!("voortgang ", env!("CARGO_PKG_VERSION")),
            date: Date {
                year: report.status.day().year(),
                month: report.status.day().month(),
                day: report.status.day().day(),
            },
            keywords,
            image_credits: !report.images.is_empty(),
        }
    }
}

/// Who the report is by: the parties of the region, under whose lead it is made (art. 7.4).
fn author(view: View<'_>) -> String {
    let region: Vec<&str> = view
        .dossier
        .deal
        .parties
        .iter()
        .filter(|party| party.side == Side::Region)
        .map(|party| party.short.as_str())
        .collect();
    if region.is_empty() { view.dossier.deal.name.to_string() } else { format::list(&region) }
}

/// The bestuurlijke samenvatting: pillars, indicators and money on one page.
#[derive(Debug, Serialize)]
pub(super) struct Summary {
    text: String,
    /// Not in a nulmeting, which has no progress to tell.
    pillars: Option<Table>,
    indicators: Table,
    money: Vec<(String, String)>,
    work: Vec<(String, String)>,
}

impl Summary {
    pub(super) fn of(view: View<'_>, trail: &mut Trail) -> Self {
        let text = view.report.summary.as_str().to_owned();
        if view.report.kind == ReportKind::Baseline {
            let indicators = super::baseline::in_brief(view).traced(trail);
            return Self { text, pillars: None, indicators, money: Vec::new(), work: Vec::new() };
        }
        Self {
            text,
            money: money(view, trail),
            work: work(view),
            pillars: Some(pillars(view).traced(trail)),
            indicators: indicators(view).traced(trail),
        }
    }
}

/// What is left at the end of what was budgeted.
pub(super) const UNSPENT: &str = "Begroot, maar niet besteed of vastgelegd";

/// The money in a few lines.
fn money(view: View<'_>, trail: &mut Trail) -> Vec<(String, String)> {
    let mut money = Vec::new();
    let place = "Bestuurlijke samenvatting";
    let of = &view.figures.money;
    let year = view.year();
    // Nothing that is known is not the same as an amount of nothing.
    let known = |printed: String, figure: &Figure<crate::model::Amount>| {
        if figure.sources.is_empty() { Cell::text("nog niets bekend") } else { Cell::amount(printed, figure) }
    };
    let mut say = |label: String, cell: Cell| {
        let printed = trail.note(place, &label, cell);
        money.push((label, printed));
    };
    say("Bijdragen van alle partijen samen".to_owned(), known(format::euros(of.available.value), &of.available));
    for (agreed, one) in view.dossier.deal.contributions.iter().zip(&of.contributions) {
        let verb = commitment_noun(agreed.commitment);
        say(format!("– {verb} {}", view.party(&one.party)), Cell::amount(format::euros(one.agreed.value), &one.agreed));
    }
    let of_year = of.total.years.get(&year).filter(|_| view.report.kind != ReportKind::FinalEvaluation);
    if let Some(figures) = of_year {
        let part = if view.is_part(year) {
            let until = format::date(*view.report.reference_date);
            let day = until.trim_end_matches(&format!("{}{year}", format::NBSP)).to_owned();
            format!(", tot en met {day}")
        } else {
            String::new()
        };
        say(format!("Begroot voor {year}"), known(format::euros(figures.budgeted.value), &figures.budgeted));
        say(format!("Besteed in {year}{part}"), Cell::amount(format::euros(figures.realised.value), &figures.realised));
    }
    say("Ontvangen".to_owned(), known(format::euros(of.received.value), &of.received));
    say("Besteed vanaf het begin".to_owned(), known(format::euros(of.total.realised.value), &of.total.realised));
    if let Some(left) = of.total.free().filter(|_| view.report.kind == ReportKind::FinalEvaluation) {
        say(UNSPENT.to_owned(), known(format::euros(left.value), &left));
    }
    if let Some(state) = of.depletion.last() {
        // Money of others is no part of the contributions, so it is not in the share either.
        if state.spent.value != of.total.realised.value {
            say("– waarvan uit de bijdragen".to_owned(), known(format::euros(state.spent.value), &state.spent));
        }
        say("Deel van de bijdragen dat is besteed".to_owned(), Cell::percentage(&state.share, 0));
    }
    if let Some(elapsed) = of.elapsed.as_ref().filter(|_| !view.is_term_provisional()) {
        say("Deel van de looptijd dat voorbij is".to_owned(), Cell::percentage(elapsed, 0));
    }
    money
}

fn commitment_noun(commitment: Commitment) -> &'static str {
    match commitment {
        Commitment::Reserved => "gereserveerd door",
        Commitment::StrivenFor => "inspanning van",
        Commitment::Promised => "toegezegd door",
    }
}

/// How many projects there are and how they stand, and how many pillar results are there.
fn work(view: View<'_>) -> Vec<(String, String)> {
    let projects = &view.report.projects;
    let mut lines = vec![("Projecten".to_owned(), format::count(projects.len()))];
    for phase in Phase::ALL {
        let count = projects.values().filter(|said| said.phase == phase).count();
        if count > 0 {
            lines.push((format!("– {}", phase.word()), format::count(count)));
        }
    }
    lines.push(("Projecten met oranje, zonder rood".to_owned(), format::count(projects_with(view, Light::Amber))));
    lines.push(("Projecten met rood".to_owned(), format::count(projects_with(view, Light::Red))));
    if let Some(results) = Results::of(view) {
        lines.push(("Pijlerresultaten gerealiseerd".to_owned(), results.in_words("")));
    }
    lines
}

/// How many projects show a light for time, money or quality, and none that is worse.
pub(super) fn projects_with(view: View<'_>, light: Light) -> usize {
    let shows = |lights: &TrafficLight, light| [lights.time, lights.money, lights.quality].contains(&light);
    let worst = |lights: &&TrafficLight| shows(lights, light) && (light == Light::Red || !shows(lights, Light::Red));
    view.report.projects.values().filter_map(|said| said.light.as_ref()).filter(worst).count()
}

/// How many pillar results are there, of how many that were agreed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Results {
    /// Those agreed for each area: each area counts.
    per_area: (usize, usize),
    /// What the deal calls its areas, and how it says each of them.
    areas: (&'static str, &'static str),
    /// Those for the whole deal.
    deal: (usize, usize),
}

impl Results {
    /// `None` when the report need not tell.
    pub(super) fn of(view: View<'_>) -> Option<Self> {
        // A tussenbericht need not tell of the pillar results; none said is not none there.
        if view.report.results.is_empty() && view.report.kind != ReportKind::Progress {
            return None;
        }
        let wijken = view.dossier.deal.area.wijken.len();
        let count = |scale: Scale, places: usize| {
            let results = view.dossier.pillars.iter().flat_map(|pillar| &pillar.results);
            let results: Vec<_> = results.filter(|result| result.scale == scale).collect();
            let said =
                results.iter().filter_map(|result| view.report.results.get(&result.id)).flat_map(|of| of.values());
            (said.filter(|said| said.state == State::Realised).count(), results.len() * places)
        };
        Some(Self { per_area: count(Scale::PerWijk, wijken), areas: area_words(view), deal: count(Scale::Deal, 1) })
    }

    /// `11 van 20 in de wijken (elke wijk telt apart) en 3 van 6 voor de hele deal`, with a word for what they are.
    pub(super) fn in_words(self, what: &str) -> String {
        let of = |(realised, promised): (usize, usize)| {
            format!("{} van {}", format::count(realised), format::count(promised))
        };
        let (areas, each) = self.areas;
        let per_area = |what: &str| format!("{}{what} in de {areas} ({each} telt apart)", of(self.per_area));
        match (self.per_area.1, self.deal.1) {
            (0, _) => format!("{}{what}", of(self.deal)),
            (_, 0) => per_area(what),
            _ => format!("{} en {} voor de hele deal", per_area(what), of(self.deal)),
        }
    }
}

/// What the deal calls its areas, and each of them: the word in its agreed results, else what the CBS calls them.
fn area_words(view: View<'_>) -> (&'static str, &'static str) {
    const SAID: [(&str, &str, &str, &str); 5] = [
        ("wijk", "WK", "wijken", "elke wijk"),
        ("buurt", "BU", "buurten", "elke buurt"),
        ("dorp", "", "dorpen", "elk dorp"),
        ("gemeente", "GM", "gemeenten", "elke gemeente"),
        ("provincie", "PV", "provincies", "elke provincie"),
    ];
    let results = || view.dossier.pillars.iter().flat_map(|pillar| &pillar.results);
    let is_said = |(word, ..): &&(&str, &str, &str, &str)| {
        let per_area = results().filter(|result| result.scale == Scale::PerWijk);
        per_area.flat_map(|result| result.name.as_str().split_whitespace()).any(|part| part == *word)
    };
    let is_coded = |(_, code, ..): &&(&str, &str, &str, &str)| {
        let wijken = &view.dossier.deal.area.wijken;
        let mut codes = wijken.iter().filter_map(|wijk| wijk.cbs_code.as_ref());
        !code.is_empty() && codes.any(|of| of.as_str().starts_with(code))
    };
    let found = SAID.iter().find(is_said).or_else(|| SAID.iter().find(is_coded));
    found.map_or(("gebieden", "elk gebied"), |(_, _, areas, each)| (areas, each))
}

fn pillars(view: View<'_>) -> Table {
    let mut table = Table::new("De pijlers in het kort")
        .words("Pijler", 3)
        .words(
            match view.report.kind {
                ReportKind::FinalEvaluation => "Kern van de looptijd",
                _ if view.report.period.is_calendar_year() => "Kern van het jaar",
                _ => "Kern van de periode",
            },
            7,
        )
        .words("Projecten", 3)
        .numbers("Besteed deel van de begroting");
    for (pillar, line) in view.dossier.pillars.iter().zip(&view.figures.money.pillars) {
        let projects = project::of_pillar(view.dossier, view.report, &pillar.id);
        let phases: Vec<String> = Phase::ALL
            .iter()
            .filter_map(|phase| projects.per_phase.get(phase).map(|count| format!("{count} {}", phase.word())))
            .collect();
        let gist = view.report.pillars.get(&pillar.id).and_then(|progress| progress.gist.as_ref());
        table.row(vec![
            Cell::text(format!("{}. {}", pillar.number.0, pillar.name)),
            Cell::text(gist.map_or_else(|| "–".to_owned(), |gist| markdown::plain(gist.as_str()))),
            Cell::text(if phases.is_empty() { "–".to_owned() } else { phases.join(", ") }),
            spent(line),
        ]);
    }
    table
}

fn spent(line: &Line) -> Cell {
    let share = line.realised.fraction_of(&line.budget, "gerealiseerd vanaf het begin / begroting van de looptijd");
    Cell::share(share.as_ref())
}

fn indicators(view: View<'_>) -> Table {
    let mut table = Table::new("De indicatoren in het kort")
        .words("Indicator", 4)
        .words("Laatste waarde", 3)
        .words("Streefwaarde", 3)
        .words("Oordeel", 3);
    for (indicator, figures) in view.indicators().filter(|(one, _)| one.kind != IndicatorKind::KeyFigure) {
        table.row(in_short(indicator, figures).into());
    }
    note_quality(view, &mut table);
    table
}

/// What the signs behind the latest values mean.
pub(super) fn note_quality(view: View<'_>, table: &mut Table) {
    let judged = view.indicators().filter(|(indicator, _)| indicator.kind != IndicatorKind::KeyFigure);
    if let Some(note) = quality_note(judged.filter_map(|(indicator, figures)| figures.latest(&indicator.area))) {
        table.note(note);
    }
}

/// An indicator on one line: its name, the latest value, the target and the oordeel.
pub(super) fn in_short(indicator: &Indicator, figures: &IndicatorFigures) -> [Cell; 4] {
    let latest = figures.latest(&indicator.area);
    let value = latest.and_then(|point| Some((point, point.value.as_ref()?)));
    let value = value.map_or_else(
        || Cell::text("niet gemeten"),
        |(point, value)| {
            value_figure(
                indicator,
                format!(
                    "{}{} ({}{})",
                    measured(indicator, value.value),
                    quality_sign(&point.row),
                    month(point.day),
                    reservations(point)
                ),
                value,
            )
        },
    );
    let verdict = figures.judgement.as_ref().map_or_else(
        || Cell::text("–"),
        |judgement| {
            let (sign, word) = words::verdict(judgement.verdict);
            let whose = if judgement.overruled.is_some() { " (van de opstellers)" } else { "" };
            let from = if judgement.rebaselined_on.is_some() { " (vanaf nieuwe nulmeting)" } else { "" };
            Cell::signed(sign, format!("{word}{from}{whose}"))
        },
    );
    let name = match &indicator.number {
        Some(number) => format!("{}. {}", number.0, indicator.short_name),
        None => indicator.short_name.to_string(),
    };
    [Cell::text(name), value, Cell::text(target(indicator)), verdict]
}

/// What follows a value that was invented for an example, or that is not what was agreed to measure.
pub(super) fn reservations(point: &crate::figures::Point) -> String {
    let other = if point.row.other_definition.is_some() { ", andere definitie" } else { "" };
    let invented = if point.row.invented.is_yes() { ", fictief" } else { "" };
    format!("{other}{invented}")
}

/// The agreed target about the gap to the area it is compared with, in words.
fn gap_target(indicator: &Indicator, target: &Target) -> String {
    if let Some(level) = target.level {
        return format!("achterstand hoogstens {}", unsigned_difference(indicator, level.0));
    }
    target.difference.map_or_else(
        || "achterstand wordt kleiner (geen getal afgesproken)".to_owned(),
        |change| {
            let size = format::number(change.value.abs(), change.value.scale());
            format!("achterstand {size}{}{} kleiner", format::NBSP, difference_unit(change.unit))
        },
    )
}

const fn difference_unit(unit: DifferenceUnit) -> &'static str {
    match unit {
        DifferenceUnit::PercentagePoint => "procentpunt",
        DifferenceUnit::Point => "punt",
    }
}

/// The agreed target in words, in the shape in which it was agreed.
pub(super) fn target(indicator: &Indicator) -> String {
    let Some(target) = &indicator.target else { return "geen".to_owned() };
    if target.subject == TargetSubject::Gap {
        return gap_target(indicator, target);
    }
    if let Some(count) = target.cumulative {
        return format!("{} in totaal", measured(indicator, count.0));
    }
    if let Some(level) = target.level {
        return measured(indicator, level.0);
    }
    if let Some(change) = target.difference {
        let unit = difference_unit(change.unit);
        return format!("{}{}{unit}", format::signed(change.value, change.value.scale()), format::NBSP);
    }
    match indicator.direction {
        Direction::Rises => "stijgt (geen getal afgesproken)".to_owned(),
        Direction::Falls => "neemt af (geen getal afgesproken)".to_owned(),
    }
}
