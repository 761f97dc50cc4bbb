//! A block of facts per deal, each of the same size and with everything in the same place.
//!
//! The deals stand in the order of the portefeuille. What does not fit is limited at a word, and
//! said where it stands whole; the rest of long lists is in an annex.

use chrono::Datelike;
use rust_decimal::Decimal;
use serde::Serialize;

use super::fit::{Room, first};
use super::words;
use crate::chart::Typeface;
use crate::compose::markdown;
use crate::compose::words as fixed;
use crate::figures::overview::record::{IndicatorRecord, MeasuredRecord, Record, ResultRecord};
use crate::figures::overview::{Assurance, DealStanding, Overview, OwnMoney};
use crate::format;
use crate::model::{Amount, Counting, Phase, Quality, ReportKind, Side, State};

/// The most results and indicators in a block.
pub(super) const RESULTS: usize = 5;
pub(super) const INDICATORS: usize = 5;

const NAME: Room = Room { width: 440.0, lines: 2, size: 15.5 };
const FACT: Room = Room { width: 205.0, lines: 1, size: 9.0 };
const LONG_FACT: Room = Room { lines: 2, ..FACT };
const LONGEST_FACT: Room = Room { lines: 3, ..FACT };
const RESULT: Room = Room { width: 190.0, lines: 2, size: 9.0 };
const INDICATOR: Room = Room { width: 101.0, lines: 3, size: 8.4 };
const BASELINE: Room = Room { width: 53.0, lines: 3, size: 8.4 };
const VALUE: Room = Room { width: 63.0, lines: 3, size: 8.4 };
const VERDICT: Room = Room { width: 115.0, lines: 3, size: 8.4 };
const LESSON_TITLE: Room = Room { width: 440.0, lines: 1, size: 9.0 };
const LESSON: Room = Room { width: 440.0, lines: 3, size: 9.0 };
const SOURCE: Room = Room { width: 260.0, lines: 1, size: 9.0 };
const REMARK: Room = Room { width: 340.0, lines: 3, size: 9.0 };
const ASSURANCE: Room = Room { width: 340.0, lines: 2, size: 9.0 };

#[derive(Debug, Serialize)]
pub(super) struct Block {
    id: String,
    name: String,
    tranche: String,
    standing: String,
    has_delivery: bool,
    /// What follows the name of each part that comes from a concept.
    mark: &'static str,
    facts: Vec<(&'static str, String)>,
    money: Vec<(String, String)>,
    phases: Vec<(String, String)>,
    results: Vec<Signed>,
    more_results: String,
    indicators: Vec<IndicatorLine>,
    more_indicators: String,
    lesson: Option<(String, String)>,
    delivery: Vec<(&'static str, String)>,
}

/// Words with their sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Signed {
    pub(super) sign: &'static str,
    pub(super) word: &'static str,
    pub(super) text: String,
}

#[derive(Debug, Serialize)]
struct IndicatorLine {
    name: String,
    baseline: String,
    latest: String,
    target: String,
    sign: &'static str,
    word: &'static str,
    reason: String,
}

pub(super) fn blocks(overview: &Overview<'_>, typeface: &Typeface<'_>) -> Vec<Block> {
    overview.deals.iter().map(|deal| block(overview, deal, typeface)).collect()
}

fn block(overview: &Overview<'_>, deal: &DealStanding<'_>, typeface: &Typeface<'_>) -> Block {
    let record = deal.record();
    let results = record.map(results).unwrap_or_default();
    let (top, more_results) = first(&results, RESULTS);
    let indicators = record.map_or(&[][..], |record| &record.indicators);
    let (judged, more_indicators) = first(indicators, INDICATORS);
    let count = |more: usize| if more > 0 { format::count(more) } else { String::new() };
    Block {
        id: deal.id.to_owned(),
        name: NAME.fit(typeface, deal.name),
        tranche: words::tranche(overview, deal.tranche),
        standing: words::standing(deal, overview),
        has_delivery: record.is_some(),
        mark: words::mark(deal),
        facts: facts(deal, record, typeface),
        money: money(deal, overview.options.year, &overview.paid_until()),
        phases: phases(record),
        results: top.iter().map(|one| Signed { text: RESULT.fit(typeface, &one.text), ..one.clone() }).collect(),
        more_results: count(more_results),
        indicators: judged.iter().map(|one| indicator(one, typeface)).collect(),
        more_indicators: count(more_indicators),
        lesson: record.and_then(|record| record.lessons.first()).map(|lesson| {
            (LESSON_TITLE.fit(typeface, &lesson.title), LESSON.fit(typeface, &markdown::plain(&lesson.text)))
        }),
        delivery: delivery(overview, deal, typeface),
    }
}

fn facts(deal: &DealStanding<'_>, record: Option<&Record>, typeface: &Typeface<'_>) -> Vec<(&'static str, String)> {
    let Some(Record { deal: known, .. }) = record else {
        return vec![
            ("Vorm van de Rijksbijdrage", deal.form.words().to_owned()),
            ("Looptijd, partijen en pijlers", "niet bekend zonder verslag".to_owned()),
        ];
    };
    let term = match known.start {
        Some(start) => format!("{} tot en met {}", format::date(start), format::date(known.end)),
        None => format!("tot en met {}; het begin is niet bekend", format::date(known.end)),
    };
    let parties = |room: Room, label: &str, side: Side| {
        let names: Vec<&str> =
            known.parties.iter().filter(|(of, _)| *of == side).map(|(_, name)| name.as_str()).collect();
        if names.is_empty() { "geen".to_owned() } else { after(room, typeface, label, &format::list(&names)) }
    };
    vec![
        ("Looptijd", term),
        ("Vorm van de Rijksbijdrage", deal.form.words().to_owned()),
        ("Rijk", parties(FACT, "Rijk", Side::State)),
        ("Regio", parties(LONGEST_FACT, "Regio", Side::Region)),
        ("Andere partijen", parties(LONG_FACT, "Andere partijen", Side::Partner)),
        ("Pijlers", after(LONG_FACT, typeface, "Pijlers", &format::list(&known.pillars))),
    ]
}

/// `text` as far as it fits after its label, in the same room.
fn after(room: Room, typeface: &Typeface<'_>, label: &str, text: &str) -> String {
    let label = format!("{label}: ").replace(' ', "\u{a0}");
    let fitted = room.fit(typeface, &format!("{label}{text}"));
    fitted.strip_prefix(&label).unwrap_or(text).to_owned()
}

fn money(deal: &DealStanding<'_>, year: i32, paid_until: &str) -> Vec<(String, String)> {
    let money = OwnMoney::of(deal, year);
    let euros = |value: Option<Decimal>| {
        value.map_or_else(|| "–".to_owned(), |value| format::thousands(Amount::from_euros(value)))
    };
    // The day up to which a delivery knows of the year, when that is not its last.
    let last = chrono::NaiveDate::from_ymd_opt(year, 12, 31);
    let day = deal.record().map(|record| record.report.reference_date).filter(|day| Some(*day) != last);
    let through =
        day.map_or_else(|| format!("tot en met {year}"), |day| format!("tot en met {}", format::short_date(day)));
    let in_year = if day.is_some() { format!("waarvan in {year} ({through})") } else { format!("waarvan in {year}") };
    let in_kind = money.in_kind.filter(|value| !value.is_zero());
    let in_kind = in_kind.map(|value| ("In natura, waarde".to_owned(), euros(Some(value))));
    let agreed = [
        ("Rijk, afgesproken".to_owned(), euros(Some(money.state))),
        ("Regio, afgesproken".to_owned(), euros(money.region)),
        ("Anderen, afgesproken".to_owned(), euros(money.partners)),
    ];
    let happened = [
        (format!("Uitgekeerd tot en met {paid_until}"), euros(money.paid)),
        (format!("Ontvangen {through}"), euros(money.received)),
        (format!("Besteed {through}"), euros(money.spent)),
        (in_year, euros(money.spent_in_year)),
    ];
    agreed.into_iter().chain(in_kind).chain(happened).collect()
}

fn phases(record: Option<&Record>) -> Vec<(String, String)> {
    let count = |phase: Phase| {
        record.map_or_else(
            || "–".to_owned(),
            |record| format::count(record.projects.get(&phase).copied().unwrap_or_default()),
        )
    };
    let mut lines: Vec<(String, String)> =
        Phase::ALL.map(|phase| (format::capitalised(phase.word()), count(phase))).into();
    if let Some(record) = record.filter(|record| record.without_phase > 0) {
        lines.push(("Geen fase vermeld".to_owned(), format::count(record.without_phase)));
    }
    lines
}

/// The results of a deal, gerealiseerd first, else in the order of the covenant; wijken in which a
/// result stands the same are named together.
pub(super) fn results(record: &Record) -> Vec<Signed> {
    let mut lines: Vec<(Option<State>, &str, Vec<&str>)> = Vec::new();
    for ResultRecord { name, area, state, .. } in &record.results {
        let is_same = |(known, of, _): &(Option<State>, &str, Vec<&str>)| known == state && of == name;
        let at = lines.iter().position(is_same).unwrap_or_else(|| {
            lines.push((*state, name, Vec::new()));
            lines.len() - 1
        });
        lines[at].2.extend(area.as_deref());
    }
    // Stable: within a state the order of the covenant stays.
    lines.sort_by_key(|(state, ..)| (state.is_none(), *state));
    let line = |(state, name, areas): (Option<State>, &str, Vec<&str>)| {
        let (sign, word) = state.map_or(("unknown", "niet vermeld"), fixed::state);
        let areas = if areas.is_empty() { String::new() } else { format!(" ({})", areas.join(", ")) };
        Signed { sign, word, text: format!("{name}{areas}") }
    };
    lines.into_iter().map(line).collect()
}

/// The value it began at, or why there is none.
pub(super) fn baseline(one: &IndicatorRecord) -> Result<&MeasuredRecord, &'static str> {
    one.baseline.as_ref().ok_or(match one.counting {
        Counting::Cumulative => "telt vanaf het begin",
        Counting::Snapshot | Counting::PerPeriod => "niet gemeten",
    })
}

/// The value measured last; the nulmeting is no measurement after itself.
pub(super) fn latest(one: &IndicatorRecord) -> Result<&MeasuredRecord, &'static str> {
    one.latest.as_ref().filter(|latest| one.baseline.as_ref() != Some(*latest)).ok_or("nog niet")
}

/// What is to be reached, and until when.
pub(super) fn target(one: &IndicatorRecord) -> String {
    one.target.as_ref().map_or_else(|| "geen".to_owned(), |target| format!("{} ({})", target.printed, target.until))
}

/// A value with its day and what there is to know about it.
pub(super) fn value(measured: Result<&MeasuredRecord, &'static str>) -> String {
    measured
        .map_or_else(ToOwned::to_owned, |measured| told(measured, &measured.printed, &format::short_date(measured.day)))
}

fn told(measured: &MeasuredRecord, printed: &str, when: &str) -> String {
    let sign = match measured.quality {
        Some(Quality::Provisional) => "*",
        Some(Quality::RevisedProvisional) => "**",
        _ => "",
    };
    let other = if measured.has_other_definition { ", andere definitie" } else { "" };
    format!("{printed}{sign} ({when}{other})")
}

/// A value in a narrow column: without its unit, and then with its year alone, when that is too long.
fn narrow(
    room: Room,
    one: &IndicatorRecord,
    measured: Result<&MeasuredRecord, &'static str>,
    typeface: &Typeface<'_>,
) -> String {
    let measured = match measured {
        Ok(measured) => measured,
        Err(why_not) => return why_not.to_owned(),
    };
    let number = format::measured(measured.value.value, one.decimals, one.measure, None);
    let (day, year) = (format::short_date(measured.day), measured.day.year().to_string());
    let ways = [(measured.printed.as_str(), &day), (&number, &day), (&number, &year)];
    let told = ways.map(|(printed, when)| told(measured, printed, when));
    let fits = told.iter().find(|text| room.holds(typeface, text)).unwrap_or(&told[2]);
    room.fit(typeface, fits)
}

fn indicator(one: &IndicatorRecord, typeface: &Typeface<'_>) -> IndicatorLine {
    let (sign, word) = verdict(one);
    IndicatorLine {
        name: if INDICATOR.holds(typeface, &one.name) {
            INDICATOR.fit(typeface, &one.name)
        } else {
            INDICATOR.fit(typeface, &one.short_name)
        },
        baseline: narrow(BASELINE, one, baseline(one), typeface),
        latest: narrow(VALUE, one, latest(one), typeface),
        target: VALUE.fit(typeface, &target(one)),
        sign,
        word,
        reason: match reason(one) {
            reason if reason.is_empty() => reason,
            // Besides the sign, about as wide as two letters.
            reason => after(VERDICT, typeface, &format!("MM {word}"), &reason),
        },
    }
}

pub(super) fn verdict(one: &IndicatorRecord) -> (&'static str, &'static str) {
    one.verdict.map_or(("planned", "nog geen oordeel"), fixed::verdict)
}

/// Why it cannot be judged, or that the author judged otherwise; empty for any other oordeel.
fn reason(one: &IndicatorRecord) -> String {
    if one.is_overruled {
        return "oordeel van de opsteller".to_owned();
    }
    if one.verdict == Some(crate::model::Verdict::CannotBeJudged) { uncapitalised(&one.reason) } else { String::new() }
}

/// A sentence as it goes on after a colon: a word that opens with one capital loses it.
fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if first.is_uppercase() && !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

fn delivery(overview: &Overview<'_>, deal: &DealStanding<'_>, typeface: &Typeface<'_>) -> Vec<(&'static str, String)> {
    let Some(delivery) = deal.delivery else {
        let said = match &deal.failure {
            Some(failure) if failure.is_certain => "ontvangen, maar niet verwerkt; zie bijlage B",
            Some(_) => "mogelijk ontvangen, maar niet verwerkt; zie bijlage B",
            None => "niet ontvangen",
        };
        let file = deal.failure.as_ref().map(|failure| ("Bestand", SOURCE.fit(typeface, &failure.source)));
        let unknown = words::unknown(overview).filter(|_| deal.failure.is_none());
        let unknown = unknown.map(|said| ("Let op", REMARK.fit(typeface, &said)));
        let due = deal.due.map(|due| ("Uiterste datum", format::date(due)));
        return [("Verslag", said.to_owned())].into_iter().chain(file).chain(unknown).chain(due).collect();
    };
    let report = &delivery.taken.record.report;
    let kind = match report.kind {
        ReportKind::Progress => format!("voortgangsrapportage, versie {}", report.version),
        ReportKind::FinalEvaluation => format!("eindevaluatie, versie {}", report.version),
        other => format!("{}, versie {}", other.word(), report.version),
    };
    let why = match &delivery.taken.assurance {
        Assurance::Proven => "opnieuw gemaakt uit de gegevens, en gelijk".to_owned(),
        Assurance::Resaved => "de inhoud is gelijk; het bestand is opnieuw opgeslagen".to_owned(),
        Assurance::DataOnly(why) => words::printable(words::phrase(why)),
        Assurance::Dossier => "gegevens zonder rapport".to_owned(),
    };
    let sure = format!("{} ({})", words::assurance(&delivery.taken.assurance), ASSURANCE.fit(typeface, &why));
    vec![
        ("Verslag", SOURCE.fit(typeface, &kind)),
        ("Status", format!("{} op {}", report.status.word(), format::date(report.status_on))),
        ("Peildatum", format::date(report.reference_date)),
        ("Gegevens tot en met", format::date(report.known_through)),
        ("Bestand", SOURCE.fit(typeface, &words::printable(delivery.source))),
        ("Vingerafdruk", words::short_print(&delivery.taken.fingerprint)),
        ("Zekerheid", sure),
    ]
}

/// The deals, for the page that opens the chapter.
#[derive(Debug, Serialize)]
pub(super) struct Register {
    rows: Vec<RegisterRow>,
}

#[derive(Debug, Serialize)]
struct RegisterRow {
    id: String,
    name: String,
    tranche: String,
    standing: String,
}

impl Register {
    pub(super) fn of(overview: &Overview<'_>) -> Self {
        let row = |deal: &DealStanding<'_>| RegisterRow {
            id: deal.id.to_owned(),
            name: words::marked(deal),
            tranche: deal.tranche.to_string(),
            standing: words::standing(deal, overview),
        };
        Self { rows: overview.deals.iter().map(row).collect() }
    }
}
