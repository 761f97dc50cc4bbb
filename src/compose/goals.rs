//! The ambition (art. 1) and the progress towards the goals (art. 7.4b): a factsheet per
//! indicator.

use serde::Serialize;

use super::front::target;
use super::pictures::{ChartView, Pictures};
use super::table::{Cell, Table, Trail};
use super::view::{
    View, decimals, difference, difference_figure, files, in_unit, margin, md, measured, month, no_value, remarks,
    unsigned_difference, value_cell, value_figure, when, why_no_value, words as optional,
};
use super::words;
use crate::figures::comparison::factor_between;
use crate::figures::indicator::{cuts, is_cumulative, is_due, next_due, usable_factor};
use crate::figures::{Change, Figure, Hindrance, IndicatorFigures, Judgement, Margin, Point};
use crate::format;
use crate::model::{Id, Indicator, IndicatorKind, MeasurementRole, MethodBreak, Quality, ReportKind, TargetSubject};

/// Kernboodschap, opgave and ambition.
#[derive(Debug, Serialize)]
pub(super) struct Ambition {
    core_message: String,
    challenge: String,
    goal: String,
    text: String,
    pillars: Vec<String>,
    factors: Table,
    chart: Option<ChartView>,
    /// Whether misprints were read as meant; an annex lists them.
    has_corrections: bool,
}

impl Ambition {
    pub(super) fn of(view: View<'_>, pictures: &mut Pictures<'_>, trail: &mut Trail) -> Self {
        let deal = &view.dossier.deal;
        Self {
            core_message: deal.core_message.as_str().to_owned(),
            challenge: deal.challenge.as_str().to_owned(),
            goal: deal.goal.as_str().to_owned(),
            text: deal.ambition.text.as_str().to_owned(),
            pillars: view.dossier.pillars.iter().map(|pillar| pillar.name.to_string()).collect(),
            factors: factors(view).traced(trail),
            chart: pictures.gap(view),
            has_corrections: !deal.corrections.is_empty(),
        }
    }
}

fn factors(view: View<'_>) -> Table {
    let area = &view.dossier.deal.area;
    let other = area.comparison.as_ref();
    // A nulmeting has nothing to set beside itself.
    let tells_change = other.is_some() && view.report.kind != ReportKind::Baseline;
    let caption =
        if other.is_some() { "Achterstand per factor van de ambitie" } else { "Stand per factor van de ambitie" };
    let mut incomparable: Vec<String> = Vec::new();
    let mut table = Table::new(caption).words("Factor", 2).words("Maatstaf", 4);
    table = table.numbers(area.name.as_str());
    if let Some(other) = other {
        table = table.numbers(other.name.as_str()).wide_numbers("Achterstand", 3);
    }
    if tells_change {
        table = table.words("Sinds de nulmeting", 3);
    }
    table = table.words("Meting", 2);
    for factor in &view.dossier.deal.ambition.factors {
        let found = factor.measure.as_ref().and_then(|id| view.indicators().find(|(indicator, _)| indicator.id == *id));
        let mut cells = vec![Cell::text(format::capitalised(factor.name.as_str()))];
        match found {
            None => {
                let reason = optional(factor.no_measure.as_ref());
                cells.push(Cell::text(format!("Geen maatstaf afgesproken: {reason}")));
                cells.extend((cells.len()..table.columns()).map(|_| Cell::text("–")));
            }
            Some((indicator, figures)) => {
                cells.push(Cell::text(indicator.name.as_str()));
                // The latest day on which both were measured tells the gap; else our own latest.
                let gap = figures.gaps.last();
                let day = gap.map(|(day, _)| *day).or_else(|| figures.latest(&indicator.area).map(|point| point.day));
                let on = |id| figures.points(id).iter().find(|point| Some(point.day) == day);
                cells.push(value_cell(indicator, on(&indicator.area)));
                if let Some(other) = other {
                    cells.push(value_cell(indicator, on(&other.id)));
                    cells.push(gap.map_or_else(
                        || Cell::text("–"),
                        |(_, gap)| difference_figure(indicator, unsigned_difference(indicator, gap.value), gap),
                    ));
                }
                if tells_change {
                    cells.push(since_baseline(indicator, figures));
                    if let Some(reason) = incomparable_because(indicator, figures) {
                        incomparable.push(format!(
                            "{}: niet te vergelijken. {reason}",
                            format::capitalised(factor.name.as_str())
                        ));
                    }
                }
                cells.push(Cell::text(on(&indicator.area).map_or_else(
                    || "–".to_owned(),
                    |point| {
                        let invented = if point.row.invented.is_yes() { "; fictief" } else { "" };
                        format!("{}{invented}", month(point.day))
                    },
                )));
            }
        }
        table.row(cells);
    }
    let measures = view.dossier.deal.ambition.factors.iter().filter_map(|factor| factor.measure.as_ref());
    let found = |id: &Id| view.indicators().find(|(indicator, _)| indicator.id == *id);
    let points = measures.filter_map(found).flat_map(|(_, figures)| figures.areas.iter().flat_map(|area| &area.points));
    if let Some(note) = quality_note(points) {
        table.note(note);
    }
    if other.is_some() {
        table.note("Achterstand: hoeveel het gebied slechter scoort dan het vergelijkingsgebied, in de eenheid van de maatstaf.");
    }
    if tells_change {
        table.note("Sinds de nulmeting: of de achterstand kleiner is geworden; zij kan ook kleiner worden als beide gebieden slechter scoren.");
    }
    for note in incomparable {
        table.note(note);
    }
    table
}

/// The factsheet of one indicator.
#[derive(Debug, Serialize)]
pub(super) struct Factsheet {
    id: String,
    name: String,
    kind: &'static str,
    article: String,
    agreement: String,
    facts: Vec<(&'static str, String)>,
    /// That the window of the target goes on after the end of the deal, when it does.
    window: String,
    verdict: Option<VerdictView>,
    chart: Option<ChartView>,
    series: Option<Table>,
    wijk_chart: Option<ChartView>,
    wijken: Option<Table>,
    wijk_reason: String,
    interpretation: String,
    caveats: Vec<String>,
    revisions: Vec<String>,
    rebaselining: String,
    breaks: Vec<String>,
}

/// What may be said of an indicator, with everything it rests on.
#[derive(Debug, Serialize)]
pub(super) struct VerdictView {
    pub(super) sign: &'static str,
    pub(super) word: &'static str,
    pub(super) reason: String,
    pub(super) basis: String,
    pub(super) overruled: String,
}

pub(super) fn factsheets(view: View<'_>, pictures: &mut Pictures<'_>, trail: &mut Trail) -> Vec<Factsheet> {
    view.indicators().map(|(indicator, figures)| factsheet(view, indicator, figures, pictures, trail)).collect()
}

fn factsheet(
    view: View<'_>,
    indicator: &Indicator,
    figures: &IndicatorFigures,
    pictures: &mut Pictures<'_>,
    trail: &mut Trail,
) -> Factsheet {
    let name = heading(indicator);
    let wijken = wijk_table(view, indicator, figures);
    Factsheet {
        id: indicator.id.to_string(),
        kind: words::indicator_kind(indicator.kind),
        article: optional(indicator.article.as_ref()),
        agreement: md(indicator.agreement.as_ref()),
        facts: facts(view, indicator, figures, &name, trail),
        window: window(view, indicator),
        verdict: figures.judgement.as_ref().map(|judgement| verdict(view, indicator, figures, judgement)),
        chart: pictures.indicator(view, indicator, figures),
        series: series_table(view, indicator, figures).map(|table| table.traced(trail)),
        wijk_chart: pictures.wijken(view, indicator, figures),
        wijk_reason: wijk_reason(view, figures),
        wijken: wijken.map(|table| table.traced(trail)),
        interpretation: md(view.report.interpretation.get(&indicator.id)),
        caveats: indicator.caveats.iter().map(|caveat| caveat.text.as_str().to_owned()).collect(),
        revisions: revisions(view, indicator, figures),
        rebaselining: rebaselining(indicator, figures),
        breaks: cuts(indicator).into_iter().map(|cut| method_break(indicator, cut)).collect(),
        name,
    }
}

/// The covenant lets some targets end after the deal (art. 3, 14): that is a remark, no mistake.
pub(super) fn window(view: View<'_>, indicator: &Indicator) -> String {
    let end = view.dossier.deal.end;
    let beyond = indicator.target.as_ref().filter(|target| target.to.span().to > end);
    beyond.map_or_else(String::new, |target| {
        format!(
            "De termijn van deze streefwaarde (tot en met {}) loopt door na het einde van de deal op {}.",
            format::moment(&target.to),
            format::date(*end)
        )
    })
}

/// The old and the new nulmeting, with the reason; empty when there is no new one.
fn rebaselining(indicator: &Indicator, figures: &IndicatorFigures) -> String {
    let Some(new) = &figures.rebaselining else { return String::new() };
    let said = |point: &Point| {
        let value = point
            .value
            .as_ref()
            .map_or_else(|| no_value(&point.row).to_owned(), |value| measured(indicator, value.value));
        format!("{} ({value})", format::date(point.day))
    };
    let old = figures
        .first_baseline(&indicator.area)
        .map_or_else(String::new, |old| format!(" De eerste nulmeting is die tot en met {}.", said(old)));
    let now = figures.baseline(&indicator.area).map_or_else(|| format::date(*new.measured_through), said);
    format!(
        "Sinds {} geldt de meting tot en met {now} als nulmeting.{old} Reden: {}. Bron: {}.",
        format::date(*new.known_on),
        new.reason.as_str().trim_end_matches('.'),
        new.source.as_str().trim_end_matches('.')
    )
}

fn method_break(indicator: &Indicator, cut: &MethodBreak) -> String {
    let factor = match (&cut.factor, &cut.source) {
        (Some(factor), Some(source)) => {
            let before =
                indicator.breaks.iter().filter(|other| other.date == cut.date && other.known_on < cut.known_on);
            let old = before.max_by_key(|other| other.known_on).and_then(usable_factor).filter(|old| *old != factor.0);
            let old = old.map_or_else(String::new, |old| format!(", eerder {}", format::exact(old)));
            format!(
                "Omrekenfactor {}{old} ({source}). Bij het oordeel en in de figuur zijn de waarden van ervoor hiermee \
                 vermenigvuldigd; in de tabel staan zij zoals gemeten.",
                format::exact(factor.0)
            )
        }
        (Some(factor), None) => format!("Omrekenfactor {} zonder bron: niet gebruikt.", format::exact(factor.0)),
        (None, _) => "Er is geen omrekenfactor: metingen ervoor en erna worden niet vergeleken.".to_owned(),
    };
    format!("Methodebreuk per {}: {}. {factor}", format::date(*cut.date), cut.reason.as_str().trim_end_matches('.'))
}

/// The heading of an indicator: its number in the covenant, or its kind.
pub(super) fn heading(indicator: &Indicator) -> String {
    match &indicator.number {
        Some(number) => format!("Indicator {}: {}", number.0, indicator.name),
        None => format!("{}: {}", format::capitalised(words::indicator_kind(indicator.kind)), indicator.name),
    }
}

/// What was agreed to measure and to reach, as the covenant says it.
pub(super) fn agreed_facts(view: View<'_>, indicator: &Indicator) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        ("Maat", view.measure(indicator)),
        ("Over", indicator.current_population().to_string()),
        ("Telling", words::counting(indicator.counting).to_owned()),
        ("Gemeten door", indicator.current_executor().to_string()),
    ];
    if let Some(target) = &indicator.target {
        let (from, to) = (format::moment(&target.from), format::moment(&target.to));
        facts.push(("Streefwaarde", format!("{}, van {from} tot en met {to}", self::target(indicator))));
    }
    facts
}

/// What is to be reached when the covenant agrees a difference: the level, or what may be left of
/// the gap; without a cell when that cannot be told.
pub(super) fn to_reach(indicator: &Indicator, figures: &IndicatorFigures) -> Option<(&'static str, Option<Cell>)> {
    let target = indicator.target.as_ref().filter(|target| target.difference.is_some())?;
    Some(match target.subject {
        TargetSubject::Level => {
            let level = figures.goal.as_ref();
            (
                "Streefwaarde als niveau",
                level.map(|goal| value_figure(indicator, measured(indicator, goal.value), goal)),
            )
        }
        TargetSubject::Gap => {
            let gap = figures.gap_goal.as_ref();
            let cell = gap.map(|goal| difference_figure(indicator, unsigned_difference(indicator, goal.value), goal));
            ("Achterstand om te bereiken", cell)
        }
    })
}

fn facts(
    view: View<'_>,
    indicator: &Indicator,
    figures: &IndicatorFigures,
    name: &str,
    trail: &mut Trail,
) -> Vec<(&'static str, String)> {
    let mut facts = agreed_facts(view, indicator);
    let mut say = |label: &'static str, cell: Cell, after: String| {
        let printed = trail.note(name, label, cell);
        facts.push((label, format!("{printed}{after}")));
    };
    let quality = |point: &Point| match point {
        point if point.has_low_response() => " (lage respons)",
        point if point.row.other_definition.is_some() => " (andere definitie)",
        _ => "",
    };
    let mut said = |label, point: &Point| {
        say(label, value_cell(indicator, Some(point)), format!("{}, {}", quality(point), when(point)));
    };
    let new = figures.rebaselining.as_ref().and_then(|_| figures.baseline(&indicator.area));
    match figures.first_baseline(&indicator.area) {
        Some(point) => said(if new.is_some() { "Eerste nulmeting" } else { "Nulmeting" }, point),
        None if indicator.kind != IndicatorKind::KeyFigure && !is_cumulative(indicator) => {
            say("Nulmeting", Cell::text("niet aanwezig"), String::new());
        }
        None => {}
    }
    if let Some(new) = new {
        let after = format!("{}, {}", quality(new), when(new));
        say("Nieuwe nulmeting", value_cell(indicator, Some(new)), after);
    }
    if let Some((base, latest)) = figures.baseline(&indicator.area).zip(figures.latest(&indicator.area))
        && let Some(value) = base.value.as_ref().filter(|_| !is_cumulative(indicator) && base.day < latest.day)
    {
        let factor = factor_between(indicator, base.day, latest.day);
        if let Some(product) = value.value.checked_mul(factor).filter(|_| factor != rust_decimal::Decimal::ONE) {
            let mut sources = value.sources.clone();
            sources.push(indicator.at.key("breuken"));
            let formula = format!("waarde × {} (omrekenfactor)", format::exact(factor));
            let figure = Figure::derived(product, formula, sources);
            let after = format!(
                " in de nieuwe meetmethode (gemeten waarde × omrekenfactor {}; de onzekerheid van de factor zelf zit \
                 niet in de marge)",
                format::exact(factor)
            );
            say("Nulmeting omgerekend", value_figure(indicator, measured(indicator, product), &figure), after);
        }
    }
    let mut say = |label: &'static str, cell: Cell| say(label, cell, String::new());
    if let Some((label, cell)) = to_reach(indicator, figures) {
        say(label, cell.unwrap_or_else(|| Cell::text("niet vast te stellen")));
    }
    let since = if figures.rebaselining.is_some() { "nieuwe nulmeting" } else { "nulmeting" };
    if let Some(change) = &figures.change {
        let print = if is_cumulative(indicator) { value_figure } else { difference_figure };
        let (label, text) = if is_cumulative(indicator) {
            ("Totaal sinds het begin", measured(indicator, change.value.value))
        } else {
            let label = if since == "nulmeting" {
                "Verandering sinds de nulmeting"
            } else {
                "Verandering sinds de nieuwe nulmeting"
            };
            (label, difference(indicator, change.value.value))
        };
        say(label, print(indicator, format!("{text}{}", reservation(indicator, change)), &change.value));
    }
    let other = view.dossier.deal.area.comparison.as_ref().filter(|_| view.has_better(indicator));
    if let (Some(other), Some((day, gap))) = (other, figures.gaps.last()) {
        let gap_text = unsigned_difference(indicator, gap.value);
        say(
            "Achterstand",
            difference_figure(indicator, format!("{gap_text} op {}, {}", other.name, format::date(*day)), gap),
        );
    }
    if let Some(change) = figures.gap_change.as_ref().filter(|_| view.has_better(indicator)) {
        let text = format!("{} dan bij de {since}{}", smaller(indicator, change), reservation(indicator, change));
        say("Verandering van de achterstand", difference_figure(indicator, text, &change.value));
    }
    if let Some(calendar) = &indicator.calendar {
        let years: Vec<String> = calendar.iter().map(|year| year.0.to_string()).collect();
        facts.push(("Meetjaren", format::list(&years)));
    }
    if let Some(deduplicated) = indicator.deduplicated {
        facts.push(("Ontdubbeld", words::deduplicated(deduplicated).to_owned()));
    }
    facts
}

/// By how much the gap became smaller or larger.
fn smaller(indicator: &Indicator, change: &Change) -> String {
    let size = unsigned_difference(indicator, change.value.value.abs());
    let is_zero = size == unsigned_difference(indicator, rust_decimal::Decimal::ZERO);
    match change.value.value.is_sign_negative() {
        _ if is_zero => "niet kleiner of groter".to_owned(),
        true => format!("{size} kleiner"),
        false => format!("{size} groter"),
    }
}

/// Why the gap of an indicator cannot be set beside that of the nulmeting, when the cell of
/// [`since_baseline`] says no more than that.
fn incomparable_because(indicator: &Indicator, figures: &IndicatorFigures) -> Option<String> {
    let hindrance = figures.gap_hindrances.first().filter(|_| figures.gap_change.is_none())?;
    if is_at_start(indicator, figures) {
        return None;
    }
    let is_said = matches!(
        hindrance,
        Hindrance::NoBaseline
            | Hindrance::BaselineNotMeasured(_)
            | Hindrance::NothingSinceBaseline
            | Hindrance::NoOtherArea
            | Hindrance::OtherAreaNotMeasured(..)
    );
    (!is_said).then(|| hindrance.to_string())
}

/// Whether what is told of the gap is still that of the nulmeting: nothing was measured since.
pub(super) fn is_at_start(indicator: &Indicator, figures: &IndicatorFigures) -> bool {
    let gap = figures.gaps.last().map(|(day, _)| *day);
    let day = gap.or_else(|| figures.latest(&indicator.area).map(|point| point.day));
    day.is_some() && day == figures.baseline(&indicator.area).map(|base| base.day)
}

/// Whether the gap became smaller since the nulmeting, or why that cannot be said, in a few words. Art. 1.
pub(super) fn since_baseline(indicator: &Indicator, figures: &IndicatorFigures) -> Cell {
    let because = match figures.gap_hindrances.first() {
        None => "–",
        Some(_) if is_at_start(indicator, figures) => "nog niet opnieuw gemeten",
        Some(Hindrance::NoBaseline | Hindrance::BaselineNotMeasured(_)) => "geen nulmeting",
        Some(Hindrance::NothingSinceBaseline) => "nog niet opnieuw gemeten",
        // The deal has an area to compare with, but this was never measured there.
        Some(Hindrance::NoOtherArea | Hindrance::OtherAreaNotMeasured(..)) => "niet in beide gebieden gemeten",
        Some(_) => "niet te vergelijken",
    };
    figures.gap_change.as_ref().map_or_else(
        || Cell::text(because),
        |change| {
            let text = format!("{}{}", smaller(indicator, change), reservation(indicator, change));
            difference_figure(indicator, text, &change.value)
        },
    )
}

/// What a reader must know of a change: its margin, and that it follows another definition.
fn reservation(indicator: &Indicator, change: &Change) -> String {
    let margin = if change.margin.is_zero() {
        String::new()
    } else {
        let significance = if change.is_significant { "significant" } else { "niet significant" };
        format!(" (marge {}; {significance})", margin(indicator, change.margin))
    };
    let definition = if change.has_other_definition { ", volgens een andere definitie dan afgesproken" } else { "" };
    format!("{margin}{definition}")
}

pub(super) fn verdict(
    view: View<'_>,
    indicator: &Indicator,
    figures: &IndicatorFigures,
    judgement: &Judgement,
) -> VerdictView {
    let (sign, word) = words::verdict(judgement.verdict);
    let basis = match judgement.measured_on {
        None => "Er is nog geen meting.".to_owned(),
        Some(day) if judgement.is_repeated => {
            let next = next_due(indicator, day)
                .filter(|next| *next > view.year())
                .map_or_else(String::new, |next| format!(" De volgende meting is gepland in {next}."));
            format!(
                "In {} was geen meting gepland. Dit oordeel is dat van de meting tot en met {}.{next}",
                view.year(),
                format::date(day)
            )
        }
        Some(day) if !is_due(indicator, view.year()) || view.report.period.contains(day) => resting_on(day),
        Some(day) => format!("Gebaseerd op de laatst bekende meting, tot en met {}.", format::date(day)),
    };
    let basis = match missed(indicator, figures, judgement) {
        None => basis,
        Some(missed) => format!("{basis} {missed}"),
    };
    let basis = match judgement.rebaselined_on {
        None => basis,
        Some(day) => {
            format!("{basis} Het oordeel telt vanaf een nieuwe nulmeting, die tot en met {}.", format::date(day))
        }
    };
    let whose = |id: &Option<Id>| match id {
        None => "van de opstellers".to_owned(),
        Some(id) => format!("van de opstellers van verslag {id}"),
    };
    VerdictView {
        sign,
        word,
        reason: judgement.reason.clone(),
        basis,
        overruled: judgement.overruled.as_ref().map_or_else(String::new, |(computed, reason)| {
            format!(
                "Dit oordeel is {}. Uit de cijfers volgt: {}. {reason}",
                whose(&judgement.overruled_in),
                words::verdict(*computed).1
            )
        }),
    }
}

/// That an oordeel rests on the measurement of a day, when there is nothing more to say of it.
pub(super) fn resting_on(day: chrono::NaiveDate) -> String {
    format!("Gebaseerd op de meting tot en met {}.", format::date(day))
}

/// That there is no value for a later time than the oordeel rests on, with the reason.
fn missed(indicator: &Indicator, figures: &IndicatorFigures, judgement: &Judgement) -> Option<String> {
    let last = figures.points(&indicator.area).last().filter(|point| judgement.measured_on < Some(point.day))?;
    let not_measured = last.row.not_measured.as_ref()?;
    Some(format!(
        "Van {} is er geen waarde: {}.",
        format::date(last.day),
        not_measured.reason.as_str().trim_end_matches('.')
    ))
}

/// The latest state of each indicator with its oordeel, for a tussenbericht.
#[derive(Debug, Serialize)]
pub(super) struct GoalsInBrief {
    states: Table,
    interpretations: Vec<(String, String)>,
}

impl GoalsInBrief {
    pub(super) fn of(view: View<'_>, trail: &mut Trail) -> Self {
        let mut states = Table::new("Laatste stand en oordeel per indicator")
            .words("Indicator", 3)
            .words("Laatste waarde", 3)
            .words("Oordeel", 3)
            .words("Waarom", 7);
        for (indicator, figures) in view.indicators() {
            let Some(judgement) = &figures.judgement else { continue };
            let told = verdict(view, indicator, figures, judgement);
            let value = figures.latest(&indicator.area).and_then(|point| Some((point, point.value.as_ref()?)));
            states.row(vec![
                Cell::text(indicator.short_name.as_str()),
                value.map_or_else(|| Cell::text("niet gemeten"), |(point, value)| dated(indicator, point, value)),
                Cell::signed(told.sign, told.word),
                Cell::text([told.reason, told.basis, told.overruled].join(" ").trim().to_owned()),
            ]);
        }
        let interpretations = view
            .dossier
            .indicators
            .iter()
            .filter_map(|indicator| {
                let text = view.report.interpretation.get(&indicator.id)?;
                Some((indicator.name.to_string(), text.as_str().to_owned()))
            })
            .collect();
        Self { states: states.traced(trail), interpretations }
    }
}

/// A value with its month, and whether it was invented.
fn dated(indicator: &Indicator, point: &Point, value: &Figure<rust_decimal::Decimal>) -> Cell {
    let fictional = if point.row.invented.is_yes() { "; fictief" } else { "" };
    value_figure(indicator, format!("{} ({}{fictional})", measured(indicator, value.value), month(point.day)), value)
}

/// The end of each indicator beside its nulmeting, for a final evaluation (art. 7.2b, 7.7).
pub(super) fn ends(view: View<'_>, trail: &mut Trail) -> Option<Table> {
    if view.report.kind != ReportKind::FinalEvaluation {
        return None;
    }
    let mut table = Table::new("Nulmeting, eindstand en oordeel per indicator")
        .words("Indicator", 3)
        .words("Afgesproken", 3)
        .words("Nulmeting", 3)
        .words("Laatste waarde", 3)
        .words("Verandering", 3)
        .words("Oordeel", 3);
    for (indicator, figures) in view.indicators() {
        let Some(judgement) = &figures.judgement else { continue };
        let cell = |point: Option<&Point>| {
            point
                .and_then(|point| Some((point, point.value.as_ref()?)))
                .map_or_else(|| Cell::text("niet gemeten"), |(point, value)| dated(indicator, point, value))
        };
        let baseline = if is_cumulative(indicator) {
            Cell::text("telt vanaf nul")
        } else {
            cell(figures.baseline(&indicator.area))
        };
        let change = match &figures.change {
            None => Cell::text("niet te vergelijken"),
            Some(_) if is_cumulative(indicator) => Cell::text("–"),
            Some(change) => {
                let other = if change.has_other_definition { " (andere definitie)" } else { "" };
                let text = format!("{}{other}", difference(indicator, change.value.value));
                difference_figure(indicator, text, &change.value)
            }
        };
        let (sign, word) = words::verdict(judgement.verdict);
        table.row(vec![
            Cell::text(indicator.short_name.as_str()),
            Cell::text(target(indicator)),
            baseline,
            cell(figures.latest(&indicator.area)),
            change,
            Cell::signed(sign, word),
        ]);
    }
    table.note("De redenen van elk oordeel, de marges en de wijken staan hierna bij de indicator.");
    Some(table.traced(trail))
}

fn series_table(view: View<'_>, indicator: &Indicator, figures: &IndicatorFigures) -> Option<Table> {
    let own = figures.points(&indicator.area);
    if own.is_empty() {
        return None;
    }
    let other = view.dossier.deal.area.comparison.as_ref().filter(|other| !figures.points(&other.id).is_empty());
    let has_margin = own.iter().any(|point| point.margin.figure().is_some());
    let has_n = own.iter().any(|point| point.row.n.is_some());
    let mut table = Table::new(format!("Metingen: {}{}", indicator.name, in_unit(indicator)))
        .words("Meting", 4)
        .numbers(view.area_name(&indicator.area));
    if has_margin {
        table = table.numbers("Marge (±)");
    }
    if has_n {
        table = table.numbers("Aantal deelnemers");
    }
    // Whose target is about the gap, needs both margins to judge it by.
    let about_gap = indicator.target.as_ref().is_some_and(|target| target.subject == TargetSubject::Gap);
    if let Some(other) = other {
        table = table.numbers(other.name.as_str());
        if about_gap {
            table = table.numbers("Marge (±)").numbers("Achterstand");
        }
    }
    table = table.words("Opmerking", 4);
    let mut days: Vec<chrono::NaiveDate> = own.iter().map(|point| point.day).collect();
    if let Some(other) = other {
        days.extend(figures.points(&other.id).iter().map(|point| point.day));
    }
    days.sort_unstable();
    days.dedup();
    for day in days {
        let at = |id| figures.points(id).iter().find(|point| point.day == day);
        let ours = at(&indicator.area);
        let theirs = other.and_then(|other| at(&other.id));
        let Some(point) = ours.or(theirs) else { continue };
        let kind = kind(indicator, figures, point);
        let mut cells = vec![Cell::text(format!("{kind}, {}", when(point))), value_cell(indicator, ours)];
        if has_margin {
            cells.push(margin_cell(indicator, ours));
        }
        if has_n {
            cells.push(respondents_cell(ours));
        }
        if other.is_some() {
            cells.push(value_cell(indicator, theirs));
            if about_gap {
                let gap = figures.gaps.iter().find(|(of, _)| *of == day).map(|(_, gap)| gap);
                cells.push(margin_cell(indicator, theirs));
                cells.push(gap.map_or_else(
                    || Cell::text("–"),
                    |gap| difference_figure(indicator, format::number(gap.value, decimals(indicator)), gap),
                ));
            }
        }
        let mut said: Vec<String> = Vec::new();
        if day > *view.dossier.deal.end {
            said.push("na het einde van de deal".to_owned());
        }
        said.extend(Some(remarks(&point.row)).filter(|remark| remark != "–"));
        if ours.is_some_and(|point| point.margin.is_computed()) {
            said.push("marge berekend uit n".to_owned());
        }
        if let (Some(other), Some(ours), Some(theirs)) = (other, ours, theirs) {
            said.extend(beside(ours, theirs, about_gap).map(|remark| format!("{}: {remark}", other.name)));
        }
        cells.push(Cell::text(if said.is_empty() { "–".to_owned() } else { said.join("; ") }));
        table.row(cells);
    }
    let others = other.filter(|_| about_gap).map(|other| figures.points(&other.id)).unwrap_or_default();
    if own.iter().chain(others).any(|point| point.margin.is_computed()) {
        table.note(
            "Marge berekend uit n: de bron geeft geen marge. Zij volgt uit het percentage en het aantal deelnemers (n), \
             alsof iedereen een even grote kans had om mee te doen.",
        );
    }
    Some(table.source(files(indicator)))
}

/// What a reader must know of the value of the comparison area that does not hold for ours beside it.
fn beside(ours: &Point, theirs: &Point, shows_margin: bool) -> impl Iterator<Item = String> {
    let low = theirs.has_low_response() && !ours.has_low_response();
    let other =
        theirs.row.other_definition.as_ref().filter(|_| theirs.row.other_definition != ours.row.other_definition);
    let computed = shows_margin && theirs.margin.is_computed();
    low.then(|| "lage respons".to_owned())
        .into_iter()
        .chain(other.map(|other| format!("andere definitie: {other}")))
        .chain(computed.then(|| "marge berekend uit n".to_owned()))
}

/// What a measurement is called: its place in the agreement.
fn kind(indicator: &Indicator, figures: &IndicatorFigures, point: &Point) -> &'static str {
    let is_new = |new: &crate::model::Rebaselining| *new.measured_through == point.day;
    match &figures.rebaselining {
        _ if is_cumulative(indicator) => "stand",
        Some(new) if is_new(new) => "nieuwe nulmeting",
        Some(_) if point.row.role() == MeasurementRole::Baseline => "eerste nulmeting",
        _ => point.row.role().word(),
    }
}

/// What the signs of the CBS behind a value mean; `None` when no value has one.
pub(super) fn quality_note<'a>(points: impl IntoIterator<Item = &'a Point>) -> Option<String> {
    let qualities: Vec<Quality> =
        points.into_iter().filter(|point| point.value.is_some()).filter_map(|point| point.row.quality).collect();
    let signs =
        [(Quality::Provisional, "* voorlopig cijfer"), (Quality::RevisedProvisional, "** nader voorlopig cijfer")];
    let used: Vec<&str> =
        signs.into_iter().filter(|(quality, _)| qualities.contains(quality)).map(|(_, words)| words).collect();
    (!used.is_empty()).then(|| format!("{}.", used.join("; ")))
}

pub(super) fn margin_cell(indicator: &Indicator, point: Option<&Point>) -> Cell {
    let Some(point) = point.filter(|point| point.value.is_some()) else { return Cell::text("–") };
    let Some(figure) = point.margin.figure() else {
        return Cell::text(if point.margin == Margin::Unknown { "onbekend" } else { "–" });
    };
    difference_figure(indicator, format::number(figure.value, decimals(indicator).max(1)), figure)
}

pub(super) fn respondents_cell(point: Option<&Point>) -> Cell {
    let Some((row, n)) = point.and_then(|point| Some((&point.row, point.row.n?))) else { return Cell::text("–") };
    let count = rust_decimal::Decimal::from(n.0);
    Cell::figure(format::number(count, 0), "mensen", &Figure::stated(count, row.at.key("n")))
}

fn wijk_table(view: View<'_>, indicator: &Indicator, figures: &IndicatorFigures) -> Option<Table> {
    let wijken = &view.dossier.deal.area.wijken;
    let mut days: Vec<chrono::NaiveDate> =
        wijken.iter().flat_map(|wijk| figures.points(&wijk.id)).map(|point| point.day).collect();
    days.sort_unstable();
    days.dedup();
    if !wijken.iter().flat_map(|wijk| figures.points(&wijk.id)).any(|point| point.value.is_some()) {
        return None;
    }
    let mut table = Table::new(format!("Per wijk: {}{}", indicator.name, in_unit(indicator))).words("Stand op", 3);
    for wijk in wijken {
        table = table.numbers(wijk.name.as_str());
    }
    for day in days {
        let mut cells = vec![Cell::text(format::date(day))];
        for wijk in wijken {
            let point = figures.points(&wijk.id).iter().find(|point| point.day == day);
            cells.push(value_cell(indicator, point));
        }
        table.row(cells);
    }
    for note in lacking(view, figures) {
        table.note(note);
    }
    if let Some(note) = quality_note(wijken.iter().flat_map(|wijk| figures.points(&wijk.id))) {
        table.note(note);
    }
    Some(table.source(files(indicator)))
}

/// Per reason which wijken lack a value: `Niet getoond (Moerwijk): zodat niemand te herkennen is.`
fn lacking(view: View<'_>, figures: &IndicatorFigures) -> Vec<String> {
    let mut reasons: Vec<(&str, &str, Vec<&str>)> = Vec::new();
    for wijk in &view.dossier.deal.area.wijken {
        for point in figures.points(&wijk.id).iter().filter(|point| point.value.is_none()) {
            let Some(why) = why_no_value(&point.row) else { continue };
            let word = no_value(&point.row);
            let at = reasons.iter().position(|one| (one.0, one.1) == (word, why)).unwrap_or_else(|| {
                reasons.push((word, why, Vec::new()));
                reasons.len() - 1
            });
            if !reasons[at].2.contains(&wijk.name.as_str()) {
                reasons[at].2.push(wijk.name.as_str());
            }
        }
    }
    let line = |(word, why, names): (&str, &str, Vec<&str>)| {
        format!("{} ({}): {why}.", format::capitalised(word), format::list(&names))
    };
    reasons.into_iter().map(line).collect()
}

/// Why there are no figures per wijk, when the dossier says so.
pub(super) fn wijk_reason(view: View<'_>, figures: &IndicatorFigures) -> String {
    let points: Vec<&Point> = view.dossier.deal.area.wijken.iter().flat_map(|wijk| figures.points(&wijk.id)).collect();
    if points.iter().any(|point| point.value.is_some()) {
        return String::new();
    }
    let reason = points.iter().rev().find_map(|point| point.row.not_measured.as_ref());
    reason.map_or_else(String::new, |not_measured| {
        format!("Er zijn geen cijfers per wijk: {}.", not_measured.reason.as_str().trim_end_matches('.'))
    })
}

fn revisions(view: View<'_>, indicator: &Indicator, figures: &IndicatorFigures) -> Vec<String> {
    let mut lines = Vec::new();
    for series in &figures.areas {
        for point in &series.points {
            let Some(new) = &point.value else { continue };
            let is_lifted = point.has_lifted_response || point.has_lifted_definition;
            let what = match point.revised_from {
                Some(old) => format!("{} is herzien naar {}", measured(indicator, old), measured(indicator, new.value)),
                None if is_lifted => format!("wat bij {} staat, is herzien", measured(indicator, new.value)),
                None => continue,
            };
            let reason = optional(point.row.reason.as_ref());
            let mut line = format!(
                "{}, {}: {what} ({}). Reden: {}.",
                view.area_name(&series.area),
                format::date(point.day),
                format::date(*point.row.known_on),
                reason.trim_end_matches('.')
            );
            if point.has_lifted_response {
                line.push_str(" Eerder stond hierbij: lage respons. Dat geldt niet meer.");
            }
            if point.has_lifted_definition {
                line.push_str(" Eerder volgde deze waarde een andere definitie dan afgesproken. Dat geldt niet meer.");
            }
            lines.push(line);
        }
    }
    lines
}
