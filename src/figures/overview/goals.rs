//! Doelbereik over all deals: how many indicators have which oordeel, and what may be summed
//! (art. 7.4b). Deals are not compared with each other (art. 7.3).
//!
//! An indicator of two deals is the same one when name, definition, population, unit, kind of number
//! and way of counting are the same; white space and capitals do not count. Its values are summed when
//! they are counts from a register over the same days. Who is counted in two deals counts twice: no
//! deal knows the people of another, and the formula says so.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::national::{DealStanding, LeftOut, National, Options, Part, state_of_year};
use super::record::{IndicatorRecord, MeasuredRecord, Traced};
use crate::format;
use crate::model::{Counting, MeasureKind, Quality, Verdict};

/// Doelbereik over all deals.
#[derive(Debug, Default)]
pub struct Goals {
    /// How many indicators have each oordeel; a part is the number in one deal.
    pub verdicts: BTreeMap<Verdict, National>,
    /// The indicators that cannot be judged, each with its reason.
    pub unjudged: Vec<Unjudged>,
    /// The indicators of which an author gave another oordeel than was computed, as `deal: name`.
    pub overruled: Vec<(String, String)>,
    /// The indicators that more than one deal has under the same name.
    pub shared: Vec<Shared>,
}

/// An indicator that cannot be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unjudged {
    /// The deal's name.
    pub deal: String,
    /// The indicator's name.
    pub indicator: String,
    /// Why, in Dutch.
    pub reason: String,
}

/// An indicator that more than one deal has under the same name.
#[derive(Debug, Clone, PartialEq)]
pub struct Shared {
    /// Its name.
    pub name: String,
    /// Its unit, as in print.
    pub unit: String,
    /// Per definition: what it is, and the sum over the deals that have it, when it may be summed.
    pub definitions: Vec<SharedDefinition>,
}

/// One definition under a name that more than one deal uses.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedDefinition {
    /// The definition.
    pub definition: String,
    /// The deals that have it, by name.
    pub deals: Vec<String>,
    /// The sum; `None` when it may not be summed.
    pub total: Option<National>,
    /// Why not, in Dutch; empty when it is summed.
    pub why_not: String,
}

impl Goals {
    /// Doelbereik over the deals that count.
    #[must_use]
    pub fn of(deals: &[DealStanding<'_>], options: Options) -> Self {
        let year = options.year;
        let judged = |deal: &&DealStanding<'_>| state_of_year(deal, year).is_ok();
        let indicators = deals.iter().filter(judged).flat_map(|deal| {
            let records = deal.delivery.iter().flat_map(|delivery| &delivery.taken.record.indicators);
            records.map(|indicator| (deal.name, indicator))
        });
        let mut unjudged = Vec::new();
        let mut overruled = Vec::new();
        for (deal, indicator) in indicators {
            if indicator.verdict == Some(Verdict::CannotBeJudged) {
                unjudged.push(Unjudged {
                    deal: deal.to_owned(),
                    indicator: indicator.name.clone(),
                    reason: indicator.reason.clone(),
                });
            }
            if indicator.is_overruled {
                overruled.push((deal.to_owned(), indicator.name.clone()));
            }
        }
        let verdicts = Verdict::ALL.into_iter().map(|verdict| {
            let word = verdict.word();
            let words = word.replace('-', " ");
            let what = (format!("oordeel-{word}/alle"), format!("Indicatoren met het oordeel {words}, alle deals"));
            (verdict, with_verdict(deals, year, verdict, what))
        });
        Self { verdicts: verdicts.collect(), unjudged, overruled, shared: shared(deals, year) }
    }

    /// Its figures.
    pub fn figures(&self) -> impl Iterator<Item = &National> {
        let shared = self.shared.iter().flat_map(|shared| &shared.definitions);
        self.verdicts.values().chain(shared.filter_map(|one| one.total.as_ref()))
    }
}

/// How many indicators have an oordeel. A deal whose indicators all have another one has 0 of it.
fn with_verdict(deals: &[DealStanding<'_>], year: i32, verdict: Verdict, (id, label): (String, String)) -> National {
    let mut figure = National {
        id,
        label,
        unit: "indicatoren".to_owned(),
        value: Decimal::ZERO,
        all: deals.len(),
        formula: "aantal indicatoren met dit oordeel in het verslag van de deal; kengetallen hebben geen oordeel"
            .to_owned(),
        note: String::new(),
        parts: Vec::new(),
        left_out: Vec::new(),
    };
    for deal in deals {
        let delivery = match state_of_year(deal, year) {
            Ok(delivery) => delivery,
            Err(reason) => {
                figure.left_out.push(LeftOut::of(deal, reason));
                continue;
            }
        };
        let all = &delivery.taken.record.indicators;
        let having: Vec<&IndicatorRecord> = all.iter().filter(|one| one.verdict == Some(verdict)).collect();
        let looked_at: Vec<&IndicatorRecord> = if having.is_empty() { all.iter().collect() } else { having.clone() };
        let formula = match (having.len(), all.len()) {
            (0, 0) => "geen indicatoren in dit verslag".to_owned(),
            (0, all) => format!("geen van de {}", format::plural(all, "indicator", "indicatoren")),
            (some, all) => format!("{some} van de {}", format::plural(all, "indicator", "indicatoren")),
        };
        let value = Traced {
            value: Decimal::from(having.len()),
            formula,
            places: looked_at.into_iter().map(|one| one.place.clone()).collect(),
        };
        figure.value += value.value;
        figure.parts.push(Part {
            deal: deal.id.to_owned(),
            name: deal.name.to_owned(),
            fingerprint: delivery.taken.fingerprint.clone(),
            value,
        });
    }
    figure
}

/// Words by which two texts are the same: capitals and white space do not count.
fn normal(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// What two indicators under the same name must have in common to be the same.
fn same(indicator: &IndicatorRecord) -> [String; 5] {
    [
        normal(&indicator.definition),
        normal(&indicator.population),
        normal(indicator.unit.as_deref().unwrap_or_default()),
        format!("{:?}", indicator.measure),
        format!("{:?}", indicator.counting),
    ]
}

type Having<'d, 'a> = (&'d DealStanding<'a>, &'a IndicatorRecord);

fn shared(deals: &[DealStanding<'_>], year: i32) -> Vec<Shared> {
    let mut by_name: BTreeMap<String, Vec<Having<'_, '_>>> = BTreeMap::new();
    for deal in deals {
        for indicator in deal.delivery.iter().flat_map(|delivery| &delivery.taken.record.indicators) {
            by_name.entry(normal(&indicator.name)).or_default().push((deal, indicator));
        }
    }
    let is_shared = |having: &Vec<Having<'_, '_>>| having.iter().any(|(deal, _)| deal.id != having[0].0.id);
    let mut shared = Vec::new();
    for having in by_name.into_values().filter(is_shared) {
        // In the order of the deals, not of their definitions.
        let mut definitions: Vec<([String; 5], Vec<Having<'_, '_>>)> = Vec::new();
        for one in &having {
            let key = same(one.1);
            match definitions.iter_mut().find(|(known, _)| *known == key) {
                Some((_, with_it)) => with_it.push(*one),
                None => definitions.push((key, vec![*one])),
            }
        }
        let (_, first) = having[0];
        shared.push(Shared {
            name: first.name.clone(),
            unit: first.unit.clone().unwrap_or_default(),
            definitions: definitions
                .iter()
                .enumerate()
                .map(|(index, (_, with_it))| definition(with_it, (deals.len(), year), index, definitions.len()))
                .collect(),
        });
    }
    shared
}

/// What is said of the deals that have an indicator by one definition, the `index`th of `of`.
fn definition(having: &[Having<'_, '_>], (all, year): (usize, i32), index: usize, of: usize) -> SharedDefinition {
    let (_, first) = having[0];
    let said = |total: Option<National>, why_not: String| SharedDefinition {
        definition: first.definition.trim().to_owned(),
        deals: having.iter().map(|(deal, _)| deal.name.to_owned()).collect(),
        total,
        why_not,
    };
    if having.len() == 1 {
        return said(None, "niet opgeteld: geen andere deal telt hetzelfde op dezelfde manier".to_owned());
    }
    if let Some(why_not) = cannot_be_summed(first) {
        return said(None, format!("niet opgeteld: {why_not}"));
    }
    let mut measured: Vec<(&DealStanding<'_>, &IndicatorRecord, &MeasuredRecord)> = Vec::new();
    let mut left_out = Vec::new();
    for (deal, indicator) in having {
        match usable(deal, indicator, year) {
            Ok(value) => measured.push((deal, indicator, value)),
            Err(reason) => left_out.push(LeftOut::of(deal, reason)),
        }
    }
    // Of counts that began on different days those of most deals are summed.
    let began = common_start(&measured);
    let (counted, other): (Vec<_>, Vec<_>) = measured.into_iter().partition(|(_, _, value)| Some(value.from) == began);
    left_out.extend(other.into_iter().map(|(deal, _, value)| {
        let began = began.map_or_else(String::new, format::date);
        LeftOut::of(deal, format!("telt vanaf {} en niet vanaf {began}", format::date(value.from)))
    }));
    if counted.len() < 2 {
        let reasons: Vec<String> = left_out.iter().map(|one| format!("{} ({})", one.name, one.reason)).collect();
        let why = "niet opgeteld: er zijn geen twee deals met een bruikbare waarde over dezelfde dagen";
        return said(None, format!("{why}; {}", format::list(&reasons)));
    }
    let which = if of > 1 { format!("-{}", index + 1) } else { String::new() };
    let until = NaiveDate::from_ymd_opt(year, 12, 31).map_or_else(String::new, format::date);
    let parts: Vec<Part> = counted
        .into_iter()
        .map(|(deal, _, value)| Part {
            deal: deal.id.to_owned(),
            name: deal.name.to_owned(),
            fingerprint: deal.delivery.map_or_else(String::new, |delivery| delivery.taken.fingerprint.clone()),
            value: value.value.clone(),
        })
        .collect();
    let counting = match first.counting {
        Counting::Cumulative => "geteld vanaf het begin",
        Counting::PerPeriod | Counting::Snapshot => "geteld over dezelfde dagen",
    };
    let total = National {
        id: format!("indicator-{}{which}/alle", slug(&first.name)),
        label: format!("{}, alle deals die het zo tellen", first.name),
        unit: first.unit.clone().unwrap_or_else(|| "aantal".to_owned()),
        value: parts.iter().map(|part| part.value.value).sum(),
        all,
        formula: format!(
            "som van de waarden tot en met {until}, {counting}, van deals met dezelfde definitie, populatie, eenheid \
             en telling; wie in twee deals meedoet, telt twee keer"
        ),
        note: String::new(),
        parts,
        left_out,
    };
    said(Some(total), String::new())
}

/// Why values of this kind are never summed over deals.
fn cannot_be_summed(indicator: &IndicatorRecord) -> Option<&'static str> {
    match (indicator.measure, indicator.counting) {
        (MeasureKind::Percentage, _) => Some("percentages van verschillende gebieden zijn niet op te tellen"),
        (MeasureKind::ScaleScore | MeasureKind::Mark, _) => {
            Some("scores en cijfers van verschillende gebieden zijn niet op te tellen")
        }
        (MeasureKind::Number, _) if indicator.is_sample => {
            Some("het zijn schattingen uit een steekproef; de marge van de som is niet bekend")
        }
        (MeasureKind::Number, Counting::Snapshot | Counting::PerPeriod | Counting::Cumulative) => None,
    }
}

/// The value of a deal that may be summed with that of others, or why there is none.
fn usable<'a>(
    deal: &DealStanding<'a>,
    indicator: &'a IndicatorRecord,
    year: i32,
) -> Result<&'a MeasuredRecord, String> {
    deal.counted()?;
    let latest = indicator.latest.as_ref().ok_or_else(|| "niet gemeten".to_owned())?;
    if NaiveDate::from_ymd_opt(year, 12, 31) != Some(latest.day) {
        return Err(format!("de laatste waarde is van een andere dag: {}", format::date(latest.day)));
    }
    if latest.has_other_definition {
        return Err("deze waarde volgt een andere definitie dan is afgesproken".to_owned());
    }
    if latest.quality == Some(Quality::LowResponse) {
        return Err("te weinig antwoorden".to_owned());
    }
    Ok(latest)
}

/// The first day of most counts; of as many the earliest.
fn common_start(measured: &[(&DealStanding<'_>, &IndicatorRecord, &MeasuredRecord)]) -> Option<NaiveDate> {
    let mut starts: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for (_, _, value) in measured {
        *starts.entry(value.from).or_default() += 1;
    }
    starts.into_iter().max_by_key(|(day, count)| (*count, std::cmp::Reverse(*day))).map(|(day, _)| day)
}

/// A name as part of an id: `mensen-toegeleid-naar-werk`.
fn slug(name: &str) -> String {
    let word = |sign: char| if sign.is_alphanumeric() { sign } else { ' ' };
    let words: String = name.to_lowercase().chars().map(word).collect();
    words.split_whitespace().collect::<Vec<_>>().join("-")
}
