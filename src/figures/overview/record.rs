//! What one delivery says, small enough to carry on: the figures of one report of one deal, each
//! with its formula and the lines it rests on.
//!
//! A record is all that the overview knows of a deal. It is made where the dossier is read (in a
//! process of its own for what comes from outside), and travels as JSON in the overview, so that the
//! overview itself can be made again.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::stated::{self, Stated};
use crate::diagnostic::KeyPath;
use crate::figures::margin::is_counted;
use crate::figures::{Figure, IndicatorFigures, Known, Point};
use crate::format;
use crate::model::{
    Amount, Commitment, Counting, Direction, Dossier, FundingForm, Id, Indicator, IndicatorKind, MeasureKind, Phase,
    Quality, Report, ReportKind, Side, Stage, State, Target, TargetSubject, Vat, Verdict,
};
use crate::read::Sources;

/// A value of a delivery with where it comes from. Amounts are in euros, unrounded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traced {
    /// The exact value.
    #[serde(rename = "waarde")]
    pub value: Decimal,
    /// How it came about; empty when it stands in the dossier as it is.
    #[serde(rename = "formule")]
    pub formula: String,
    /// The places it rests on, as `bestedingen/2021.yaml:14`.
    #[serde(rename = "plaatsen")]
    pub places: Vec<String>,
}

impl Traced {
    /// An amount of the dossier behind `sources`.
    #[must_use]
    pub fn amount(figure: &Figure<Amount>, sources: &Sources) -> Self {
        Self::new(figure.value.euros(), figure, sources)
    }

    /// A measurement of the dossier behind `sources`.
    #[must_use]
    pub fn measured(figure: &Figure<Decimal>, sources: &Sources) -> Self {
        Self::new(figure.value, figure, sources)
    }

    fn new<T>(value: Decimal, figure: &Figure<T>, sources: &Sources) -> Self {
        let mut places: Vec<String> = figure.sources.iter().map(|at| sources.place(at)).collect();
        places.dedup();
        Self { value: value.normalize(), formula: figure.formula.clone(), places }
    }
}

/// What one delivery says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The deal.
    pub deal: DealRecord,
    /// The report.
    #[serde(rename = "verslag")]
    pub report: ReportRecord,
    /// The money.
    #[serde(rename = "geld")]
    pub money: MoneyRecord,
    /// How many projects are in each phase.
    #[serde(rename = "projecten")]
    pub projects: BTreeMap<Phase, usize>,
    /// Where the report says so, per phase.
    #[serde(rename = "projecten-plaatsen")]
    pub project_places: BTreeMap<Phase, Vec<String>>,
    /// Projects of which the report says no phase.
    #[serde(rename = "projecten-zonder-fase")]
    pub without_phase: usize,
    /// Projects that run by the report and have no spending in the year of the peildatum: what was
    /// spent on them is not known.
    #[serde(rename = "projecten-zonder-besteding")]
    pub without_spending: Vec<String>,
    /// Where the list of contributions begins, for who wants to see that a side has none.
    #[serde(rename = "bijdragen-plaats")]
    pub contributions_place: String,
    /// The pillar results, per wijk where they are promised per wijk.
    #[serde(rename = "resultaten")]
    pub results: Vec<ResultRecord>,
    /// The indicators, kengetallen left out.
    #[serde(rename = "indicatoren")]
    pub indicators: Vec<IndicatorRecord>,
    /// What was learnt, in the order of the report.
    #[serde(rename = "lessen")]
    pub lessons: Vec<LessonRecord>,
    /// The figures about earlier years and days, which an earlier delivery may have given otherwise.
    #[serde(rename = "eerdere-cijfers")]
    pub stated: Vec<Stated>,
}

/// The deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealRecord {
    /// Its id.
    pub id: String,
    /// Its name.
    #[serde(rename = "naam")]
    pub name: String,
    /// The round it belongs to.
    pub tranche: u32,
    /// The first day, when it is known.
    #[serde(rename = "inwerkingtreding")]
    pub start: Option<NaiveDate>,
    /// The last day (art. 14).
    #[serde(rename = "einde")]
    pub end: NaiveDate,
    /// The parties as the covenant abbreviates them, each with its side.
    #[serde(rename = "partijen")]
    pub parties: Vec<(Side, String)>,
    /// The pillars by name.
    #[serde(rename = "pijlers")]
    pub pillars: Vec<String>,
    /// What is invented in the dossier, when anything is.
    #[serde(rename = "fictief")]
    pub invented: bool,
}

/// The report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRecord {
    /// Its id.
    pub id: String,
    /// What kind it is.
    #[serde(rename = "soort")]
    pub kind: ReportKind,
    /// The first day it reports on.
    #[serde(rename = "van")]
    pub from: NaiveDate,
    /// The last day it reports on.
    #[serde(rename = "tot")]
    pub to: NaiveDate,
    /// The day as of which it describes the state.
    #[serde(rename = "peildatum")]
    pub reference_date: NaiveDate,
    /// The day up to which data was known.
    #[serde(rename = "gegevensstand")]
    pub known_through: NaiveDate,
    /// The last step it has been through.
    pub status: Stage,
    /// The day of that step.
    #[serde(rename = "status-op")]
    pub status_on: NaiveDate,
    /// Its version.
    #[serde(rename = "versie")]
    pub version: String,
}

/// The money (art. 5, 7.2a, 7.4c).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyRecord {
    /// What each party contributes.
    #[serde(rename = "bijdragen")]
    pub contributions: Vec<ContributionRecord>,
    /// Received from the Rijk, by the region's books, per year of the term.
    #[serde(rename = "ontvangen-van-rijk")]
    pub received: BTreeMap<i32, Traced>,
    /// Spent per year, the last up to the peildatum.
    #[serde(rename = "besteed-per-jaar")]
    pub spent_per_year: BTreeMap<i32, Traced>,
    /// Spent from the start up to the peildatum.
    #[serde(rename = "besteed")]
    pub spent: Traced,
    /// Budget over the whole term.
    #[serde(rename = "begroot")]
    pub budget: Traced,
    /// Where the spent money came from.
    #[serde(rename = "dekking")]
    pub funding: FundingRecord,
}

/// What a party contributes (art. 5.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContributionRecord {
    /// The party, as the covenant abbreviates it.
    #[serde(rename = "partij")]
    pub party: String,
    /// Who it acts for.
    #[serde(rename = "zijde")]
    pub side: Side,
    /// How firm it is.
    #[serde(rename = "aard")]
    pub commitment: Commitment,
    /// The form of the money.
    #[serde(rename = "vorm")]
    pub form: FundingForm,
    /// Whether VAT is in it.
    #[serde(rename = "btw")]
    pub vat: Vat,
    /// The whole contribution.
    #[serde(rename = "bedrag")]
    pub amount: Traced,
}

/// Where the spent money came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundingRecord {
    /// From the Rijk.
    #[serde(rename = "rijk")]
    pub state: Traced,
    /// From the region.
    #[serde(rename = "regio")]
    pub region: Traced,
    /// From others.
    #[serde(rename = "partners")]
    pub partners: Traced,
    /// Without a stated source.
    #[serde(rename = "zonder-opgave")]
    pub unstated: Traced,
}

/// A pillar result (art. 3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultRecord {
    /// Short name.
    #[serde(rename = "naam")]
    pub name: String,
    /// The pillar.
    #[serde(rename = "pijler")]
    pub pillar: String,
    /// The wijk, for a result per wijk.
    #[serde(rename = "wijk")]
    pub area: Option<String>,
    /// Where it stands; `None` when the report does not say.
    #[serde(rename = "stand")]
    pub state: Option<State>,
}

/// An indicator (art. 3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorRecord {
    /// Its id.
    pub id: String,
    /// Its name.
    #[serde(rename = "naam")]
    pub name: String,
    /// Its name in narrow places.
    #[serde(rename = "korte-naam")]
    pub short_name: String,
    /// Where it stands, as `indicatoren/woonplezier.yaml:1`.
    #[serde(rename = "plaats")]
    pub place: String,
    /// What kind it is.
    #[serde(rename = "soort")]
    pub kind: IndicatorKind,
    /// How a value comes about, as last agreed.
    #[serde(rename = "definitie")]
    pub definition: String,
    /// Whom it is about, as last agreed.
    #[serde(rename = "populatie")]
    pub population: String,
    /// Whether its latest value is an estimate from the answers of a part of the people.
    #[serde(rename = "steekproef")]
    pub is_sample: bool,
    /// What kind of number it is.
    #[serde(rename = "maat")]
    pub measure: MeasureKind,
    /// Its unit.
    #[serde(rename = "eenheid")]
    pub unit: Option<String>,
    /// Decimals in print.
    #[serde(rename = "decimalen")]
    pub decimals: u32,
    /// How it counts over time.
    #[serde(rename = "telling")]
    pub counting: Counting,
    /// Which way is better.
    #[serde(rename = "richting")]
    pub direction: Direction,
    /// The nulmeting that counts, when it has a value; a count from the start has none.
    #[serde(rename = "nulmeting")]
    pub baseline: Option<MeasuredRecord>,
    /// The latest value.
    #[serde(rename = "laatste")]
    pub latest: Option<MeasuredRecord>,
    /// What is agreed, in the words of the covenant.
    #[serde(rename = "afspraak")]
    pub agreement: String,
    /// What was agreed to reach; `None` when nothing was.
    #[serde(rename = "streefwaarde")]
    pub target: Option<TargetRecord>,
    /// The oordeel.
    #[serde(rename = "oordeel")]
    pub verdict: Option<Verdict>,
    /// Why.
    #[serde(rename = "reden")]
    pub reason: String,
    /// Whether an author overruled the computed oordeel.
    #[serde(rename = "oordeel-van-auteur")]
    pub is_overruled: bool,
}

/// A measured value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasuredRecord {
    /// The first day it is about.
    #[serde(rename = "van")]
    pub from: NaiveDate,
    /// The last day it is about.
    #[serde(rename = "dag")]
    pub day: NaiveDate,
    /// The value.
    #[serde(flatten)]
    pub value: Traced,
    /// As printed, with its unit.
    #[serde(rename = "gedrukt")]
    pub printed: String,
    /// How sure it is.
    #[serde(rename = "kwaliteit")]
    pub quality: Option<Quality>,
    /// Whether it follows another definition than was agreed.
    #[serde(rename = "andere-definitie")]
    pub has_other_definition: bool,
}

/// What was agreed to reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetRecord {
    /// As printed: the value to reach, and in words where there is no such value.
    #[serde(rename = "gedrukt")]
    pub printed: String,
    /// Until when, in the words of the agreement.
    #[serde(rename = "tot")]
    pub until: String,
}

/// What was learnt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonRecord {
    /// The lesson in one line.
    #[serde(rename = "les")]
    pub title: String,
    /// How it was learnt, as Markdown.
    #[serde(rename = "tekst")]
    pub text: String,
}

impl Record {
    /// What a report says; `None` when it is not in what is known.
    #[must_use]
    pub fn of(known: &Known) -> Option<Self> {
        let report = known.report()?;
        let dossier = &known.dossier;
        let said = |project: &Id| report.projects.get(project).map(|said| said.phase);
        let mut project_places: BTreeMap<Phase, Vec<String>> = BTreeMap::new();
        for (project, phase) in dossier.projects.keys().filter_map(|project| Some((project, said(project)?))) {
            let at = report.at.key("projecten").key(project.as_str()).key("fase");
            project_places.entry(phase).or_default().push(known.sources.place(&at));
        }
        let projects: BTreeMap<Phase, usize> =
            project_places.iter().map(|(phase, places)| (*phase, places.len())).collect();
        let told: usize = projects.values().sum();
        Some(Self {
            deal: DealRecord::of(dossier, report),
            report: ReportRecord::of(report),
            money: MoneyRecord::of(known),
            without_phase: dossier.projects.len() - told,
            projects,
            project_places,
            without_spending: without_spending(known, report),
            contributions_place: known.sources.place(&KeyPath::file("deal.yaml").key("bijdragen")),
            results: results(dossier, report),
            indicators: dossier
                .indicators
                .iter()
                .zip(&known.figures.indicators)
                .filter(|(indicator, _)| indicator.kind != IndicatorKind::KeyFigure)
                .map(|(indicator, figures)| IndicatorRecord::of(indicator, figures, &known.sources))
                .collect(),
            lessons: report
                .lessons
                .iter()
                .map(|lesson| LessonRecord { title: lesson.title.to_string(), text: lesson.text.as_str().to_owned() })
                .collect(),
            stated: stated::of(known, report),
        })
    }

    /// The year the report is about: that in which its period ends.
    #[must_use]
    pub fn year(&self) -> i32 {
        self.report.to.year()
    }
}

impl DealRecord {
    fn of(dossier: &Dossier, report: &Report) -> Self {
        let deal = &dossier.deal;
        Self {
            id: deal.id.to_string(),
            name: deal.name.to_string(),
            tranche: deal.tranche.0,
            start: deal.start.date.map(|day| *day),
            end: *deal.end,
            parties: deal.parties.iter().map(|party| (party.side, party.short.to_string())).collect(),
            pillars: dossier.pillars.iter().map(|pillar| pillar.name.to_string()).collect(),
            invented: dossier.has_invented(report),
        }
    }
}

impl ReportRecord {
    /// What it is called in a sentence: `een tussenbericht over 2021`.
    #[must_use]
    pub fn words(&self) -> String {
        let kind = match self.kind {
            ReportKind::Progress => "een voortgangsrapportage",
            ReportKind::Baseline => "een rapportage van de nulmeting",
            ReportKind::Interim => "een tussenbericht",
            ReportKind::FinalEvaluation => "een eindevaluatie",
        };
        format!("{kind} over {}", self.to.year())
    }

    fn of(report: &Report) -> Self {
        let status = &report.status;
        Self {
            id: report.id.to_string(),
            kind: report.kind,
            from: *report.period.from,
            to: *report.period.to,
            reference_date: *report.reference_date,
            known_through: *report.known_through,
            status: status.stage(),
            status_on: *status.day(),
            version: report.version.to_string(),
        }
    }
}

impl MoneyRecord {
    fn of(known: &Known) -> Self {
        let (dossier, money, sources) = (&known.dossier, &known.figures.money, &known.sources);
        let party = |id: &Id| dossier.deal.parties.iter().find(|party| party.id == *id);
        let amount = |figure: &Figure<Amount>| Traced::amount(figure, sources);
        let contributions = money
            .contributions
            .iter()
            .zip(&dossier.deal.contributions)
            .map(|(figures, agreed)| ContributionRecord {
                party: party(&agreed.party).map_or_else(|| agreed.party.to_string(), |party| party.short.to_string()),
                side: party(&agreed.party).map_or(Side::Partner, |party| party.side),
                commitment: agreed.commitment,
                form: agreed.form,
                vat: agreed.vat,
                amount: amount(&figures.agreed),
            })
            .collect();
        let mut received: BTreeMap<i32, Vec<Figure<Amount>>> = BTreeMap::new();
        for receipt in &dossier.receipts {
            if party(&receipt.party).is_some_and(|party| party.side == Side::State) {
                let figure = Figure::stated(receipt.amount, receipt.at.key("bedrag"));
                received.entry(receipt.year.0).or_default().push(figure);
            }
        }
        let in_year = |(year, parts): (i32, Vec<Figure<Amount>>)| {
            let figure = match parts.as_slice() {
                [one] => one.clone(),
                parts => Figure::sum("som van de ontvangsten van het Rijk in dat jaar", parts),
            };
            (year, amount(&figure))
        };
        Self {
            contributions,
            received: received.into_iter().map(in_year).collect(),
            spent_per_year: money
                .total
                .years
                .iter()
                .map(|(year, figures)| (*year, amount(&figures.realised)))
                .collect(),
            spent: amount(&money.total.realised),
            budget: amount(&money.total.budget),
            funding: FundingRecord {
                state: amount(&money.funding.state),
                region: amount(&money.funding.region),
                partners: amount(&money.funding.partners),
                unstated: amount(&money.funding.unstated),
            },
        }
    }
}

/// The projects that run by the report, without a row in the year of the peildatum.
fn without_spending(known: &Known, report: &Report) -> Vec<String> {
    let year = report.reference_date.year();
    let is_running = |project: &Id| report.projects.get(project).is_some_and(|said| said.phase == Phase::Running);
    let has_row = |project: &Id| {
        let line = known.figures.money.projects.get(project);
        line.is_some_and(|line| line.years.contains_key(&year))
    };
    let projects = known.dossier.projects.values();
    let without = projects.filter(|project| is_running(&project.id) && !has_row(&project.id));
    without.map(|project| project.name.to_string()).collect()
}

fn results(dossier: &Dossier, report: &Report) -> Vec<ResultRecord> {
    let mut records = Vec::new();
    for pillar in &dossier.pillars {
        for result in &pillar.results {
            let record = |area: Option<String>, state: Option<State>| ResultRecord {
                name: result.name.to_string(),
                pillar: pillar.short_name.to_string(),
                area,
                state,
            };
            match report.results.get(&result.id) {
                None => records.push(record(None, None)),
                Some(said) => records.extend(said.iter().map(|(area, said)| {
                    let name = dossier.area_name(area).map(str::to_owned);
                    record(name, Some(said.state))
                })),
            }
        }
    }
    records
}

impl IndicatorRecord {
    fn of(indicator: &Indicator, figures: &IndicatorFigures, sources: &Sources) -> Self {
        let measured = |point: &Point| MeasuredRecord::of(indicator, point, sources);
        let judgement = figures.judgement.as_ref();
        Self {
            id: indicator.id.to_string(),
            name: indicator.name.to_string(),
            short_name: indicator.short_name.to_string(),
            place: sources.place(&indicator.at.key("naam")),
            kind: indicator.kind,
            definition: indicator.current_definition().as_str().to_owned(),
            population: indicator.current_population().to_string(),
            is_sample: figures.latest(&indicator.area).is_some_and(|point| !is_counted(indicator, &point.row)),
            measure: indicator.measure,
            unit: indicator.unit.as_ref().map(ToString::to_string),
            decimals: indicator.decimals_in_print(),
            counting: indicator.counting,
            direction: indicator.direction,
            baseline: figures.baseline(&indicator.area).and_then(measured),
            latest: figures.latest(&indicator.area).and_then(measured),
            agreement: indicator.agreement.as_ref().map_or_else(String::new, |text| text.as_str().to_owned()),
            target: indicator.target.as_ref().map(|target| TargetRecord::of(indicator, target, figures)),
            verdict: judgement.map(|judgement| judgement.verdict),
            reason: judgement.map_or_else(String::new, |judgement| judgement.reason.clone()),
            is_overruled: judgement.is_some_and(|judgement| judgement.overruled.is_some()),
        }
    }
}

impl TargetRecord {
    fn of(indicator: &Indicator, target: &Target, figures: &IndicatorFigures) -> Self {
        let until = if target.to.is_day() { format::short_date(target.to.day()) } else { target.to.words().to_owned() };
        Self { printed: to_reach(indicator, target, figures), until }
    }
}

/// The value to reach, also where it was agreed as a difference from the nulmeting; without a usable
/// nulmeting that difference, and without a number the direction.
fn to_reach(indicator: &Indicator, target: &Target, figures: &IndicatorFigures) -> String {
    let unit = indicator.unit.as_ref().map(crate::model::Text::as_str);
    let difference = |value: Decimal, decimals: u32| format::difference(value, decimals, indicator.measure, unit);
    let unsigned = |value: Decimal, decimals: u32| difference(value.abs(), decimals).replace('+', "");
    let decimals = indicator.decimals_in_print();
    match (target.subject, target.difference) {
        (TargetSubject::Gap, _) if figures.gap_goal.is_some() || target.level.is_some() => {
            let goal = figures.gap_goal.as_ref().map(|goal| goal.value).or(target.level.map(|level| level.0));
            format!("achterstand {}", unsigned(goal.unwrap_or_default(), decimals))
        }
        (TargetSubject::Gap, Some(change)) => {
            format!("achterstand {} kleiner", unsigned(change.value, change.value.scale()))
        }
        (TargetSubject::Gap, None) => "achterstand kleiner, zonder getal".to_owned(),
        (TargetSubject::Level, change) => match (&figures.goal, change, indicator.direction) {
            (Some(goal), ..) => format::measured(goal.value, decimals, indicator.measure, unit),
            (None, Some(change), _) => difference(change.value, change.value.scale()),
            (None, None, Direction::Rises) => "stijgt, zonder getal".to_owned(),
            (None, None, Direction::Falls) => "daalt, zonder getal".to_owned(),
        },
    }
}

impl MeasuredRecord {
    fn of(indicator: &Indicator, point: &Point, sources: &Sources) -> Option<Self> {
        let value = point.value.as_ref()?;
        let unit = indicator.unit.as_ref().map(crate::model::Text::as_str);
        Some(Self {
            from: point.row.days().map_or(point.day, |(_, days)| *days.from),
            day: point.day,
            value: Traced::measured(value, sources),
            printed: format::measured(value.value, indicator.decimals_in_print(), indicator.measure, unit),
            quality: point.row.quality,
            has_other_definition: point.row.other_definition.is_some(),
        })
    }
}
