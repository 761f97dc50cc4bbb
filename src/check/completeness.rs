//! What a report still lacks of what its covenant asks (art. 7), and which step it can take next.
//!
//! Comes in: what a report knows, and the diagnostics about it. Goes out: a value with an item for
//! each requirement, and for each step ahead the codes that stand in its way. Left to others: how
//! that is shown (`commands`), and what is an error from which step on (the rules). An item that
//! lacks something is no mistake in itself: it says what a reader of the report will not find.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::interpretation::explained_before;
use super::is_bound;
use crate::diagnostic::{Diagnostic, KeyPath, Severity};
use crate::figures::baseline::{Usability, usability};
use crate::figures::indicator::is_due;
use crate::figures::money::{Purpose, ShortRow, short_rows};
use crate::figures::{Figures, Known};
use crate::format;
use crate::model::{
    Deal, Dossier, Id, Indicator, IndicatorKind, MeasurementRole, Moment, Phase, PillarResult, Project, Report,
    ReportKind, Requirement, Scale, Side, Stage, Verdict,
};
use crate::read::Sources;

/// What a report has and lacks of what is asked.
#[derive(Debug, Clone)]
pub struct Completeness {
    /// The report.
    pub report: Id,
    /// The step it has reached.
    pub stage: Stage,
    /// What its covenant asks, in the order of a report.
    pub items: Vec<Item>,
    /// Errors because of which the report cannot be made.
    pub errors: usize,
    /// The steps it has not taken, with what stands in the way of each.
    pub ahead: Vec<StepAhead>,
}

/// One thing that is asked.
#[derive(Debug, Clone)]
pub struct Item {
    /// The requirement behind it.
    pub requirement: Requirement,
    /// The article of this deal that holds the requirement.
    pub article: String,
    /// What is asked, in a few Dutch words.
    pub what: &'static str,
    /// How much of it is there.
    pub counts: Vec<Count>,
    /// What is not there, by name.
    pub missing: Vec<String>,
    /// What else a reader wants to know of it.
    pub note: Option<String>,
    /// Where it is said, or is to be said.
    pub at: KeyPath,
}

impl Item {
    /// Whether nothing lacks.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }
}

/// How many of something are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// How many.
    pub present: usize,
    /// Of how many.
    pub total: usize,
    /// One of them, and more of them, in Dutch.
    pub unit: (&'static str, &'static str),
}

/// `12 van 12 aanpakelementen`, or `geen aanpakelementen`.
impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { present, total, unit: (one, many) } = self;
        match total {
            0 => write!(f, "geen {many}"),
            1 => write!(f, "{present} van 1 {one}"),
            _ => write!(f, "{present} van {total} {many}"),
        }
    }
}

/// A step that a report has not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepAhead {
    /// The step.
    pub stage: Stage,
    /// The codes of the diagnostics that would be errors then, each with their number.
    pub in_the_way: BTreeMap<&'static str, usize>,
}

impl StepAhead {
    /// How many things stand in the way of this step.
    #[must_use]
    pub fn count(&self) -> usize {
        self.in_the_way.values().sum()
    }
}

impl Completeness {
    /// The completeness of the report that `known` is about, given the whole dossier, with all its
    /// reports, and what is said of it and of this report; `None` when the report is not among what
    /// it knows.
    #[must_use]
    pub fn of(whole: &Dossier, known: &Known, diagnostics: &[Diagnostic]) -> Option<Self> {
        let report = known.report()?;
        let distinct: BTreeSet<_> = diagnostics.iter().map(identity).collect();
        let stage = report.status.stage();
        let later = Stage::ALL.into_iter().filter(|step| *step > stage);
        let ahead = later.map(|step| {
            let mut in_the_way = BTreeMap::new();
            for (.., code, _, severity, from) in &distinct {
                if *severity != Severity::Error && from.and_then(stage_of).is_some_and(|from| from <= step) {
                    *in_the_way.entry(*code).or_insert(0) += 1;
                }
            }
            StepAhead { stage: step, in_the_way }
        });
        Some(Self {
            report: report.id.clone(),
            stage,
            items: Asked { whole, dossier: &known.dossier, figures: &known.figures, sources: &known.sources, report }
                .items(),
            errors: distinct.iter().filter(|(.., severity, _)| *severity == Severity::Error).count(),
            ahead: ahead.collect(),
        })
    }
}

/// Something that must be there before a report can take a step.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Need {
    /// The step that it stands in the way of; the first of them when there are more.
    pub stage: Stage,
    /// The file it is about.
    pub file: String,
    /// The code of the rule that asks for it.
    pub code: &'static str,
    /// What lacks, in words.
    pub message: String,
}

impl Need {
    /// What stands in the way of the steps after `stage`, given what is said of a report: in the order of the steps.
    #[must_use]
    pub fn all(diagnostics: &[Diagnostic], stage: Stage) -> Vec<Self> {
        let need = |diagnostic: &Diagnostic| {
            let from = diagnostic.error_from.and_then(stage_of).filter(|from| *from > stage)?;
            (diagnostic.severity != Severity::Error).then(|| Self {
                stage: from,
                file: diagnostic.at.file_name().to_owned(),
                code: diagnostic.code,
                message: diagnostic.message.clone(),
            })
        };
        let distinct: BTreeSet<Self> = diagnostics.iter().filter_map(need).collect();
        distinct.into_iter().collect()
    }
}

type Identity<'a> = (KeyPath, &'static str, &'a str, Severity, Option<&'static str>);

/// By what one diagnostic is told from another.
fn identity(diagnostic: &Diagnostic) -> Identity<'_> {
    let Diagnostic { at, code, message, severity, error_from, .. } = diagnostic;
    (at.clone(), *code, message.as_str(), *severity, *error_from)
}

/// The step with this name.
fn stage_of(word: &str) -> Option<Stage> {
    Stage::ALL.into_iter().find(|stage| stage.word() == word)
}

const ELEMENTS: (&str, &str) = ("aanpakelement", "aanpakelementen");
const INDICATORS: (&str, &str) = ("indicator", "indicatoren");
const PILLARS: (&str, &str) = ("pijler", "pijlers");
const PROJECTS: (&str, &str) = ("project", "projecten");
const RESULTS: (&str, &str) = ("pijlerresultaat", "pijlerresultaten");

/// A report, with what its covenant asks of it.
#[derive(Clone, Copy)]
struct Asked<'a> {
    /// With all reports, also those of which this one is no longer told.
    whole: &'a Dossier,
    /// As the report knows it.
    dossier: &'a Dossier,
    figures: &'a Figures,
    /// The texts in which it is told.
    sources: &'a Sources,
    report: &'a Report,
}

/// What was found of one requirement.
#[derive(Default)]
struct Found {
    counts: Vec<Count>,
    missing: Vec<String>,
    note: Option<String>,
}

impl Found {
    /// Goes over `all`; for each that lacks something its words are kept.
    fn count<T>(&mut self, unit: (&'static str, &'static str), all: &[T], lacks: impl Fn(&T) -> Vec<String>) {
        let mut present = 0;
        for one in all {
            let missing = lacks(one);
            present += usize::from(missing.is_empty());
            self.missing.extend(missing);
        }
        self.counts.push(Count { present, total: all.len(), unit });
    }
}

/// What the item about the agreed results of the pillars is called.
const AGREED_RESULTS: &str = "beoogde resultaten";

impl<'a> Asked<'a> {
    fn items(self) -> Vec<Item> {
        let at = &self.report.at;
        let deal = KeyPath::file("deal.yaml");
        let yearly = [
            (Requirement::ReportApproach, "programmatische aanpak", self.approach(), at.key("pijlers")),
            (Requirement::ReportGoals, "doelbereik: metingen", self.measurements(), at.key("duiding")),
            (Requirement::ReportGoals, "doelbereik: duiding", self.interpretation(), at.key("duiding")),
            (Requirement::ReportGoals, AGREED_RESULTS, self.results(), at.key("pijlerresultaten")),
            (Requirement::ReportFinance, "financiële realisatie", self.finance(), KeyPath::file("bestedingen/")),
            (Requirement::MonitoringProjects, "projecten", self.projects(), at.key("projecten")),
            (Requirement::MonitoringProjects, "uitputting", self.spending(), KeyPath::file("bestedingen/")),
            (Requirement::MonitoringResults, "oordeel per indicator", self.verdicts(), at.key("oordelen")),
            (
                Requirement::MonitoringDistribution,
                "verdeling over de pijlers",
                self.distribution(),
                deal.key("verdeling"),
            ),
            (
                Requirement::DistributionReview,
                "verdeling bezien",
                self.review(),
                deal.key("verdeling").key("herzieningen"),
            ),
        ];
        let meeting = (Requirement::Report, "bespreking in het overleg", self.meeting(), at.key("status"));
        let asked: Vec<(Requirement, &'static str, Found, KeyPath)> = match self.report.kind {
            ReportKind::Progress => yearly.into_iter().chain([meeting]).collect(),
            // A short report on part of a year says nothing of the agreed results.
            ReportKind::Interim => {
                yearly.into_iter().filter(|(_, what, ..)| *what != AGREED_RESULTS).chain([meeting]).collect()
            }
            ReportKind::Baseline => {
                vec![(Requirement::Baseline, "nulmeting", self.baselines(), KeyPath::file("indicatoren/")), meeting]
            }
            ReportKind::FinalEvaluation => {
                // It follows the items of the yearly monitoring over the whole term (art. 7.7).
                let whole_term = yearly.into_iter().map(|(requirement, what, found, at)| match requirement {
                    Requirement::ReportApproach | Requirement::ReportGoals | Requirement::ReportFinance => {
                        (Requirement::FinalEvaluation, what, found, at)
                    }
                    _ => (requirement, what, found, at),
                });
                let partnership = (
                    Requirement::PartnershipEvaluation,
                    "partnerschap",
                    self.partnership(),
                    at.key("evaluatie-samenwerking"),
                );
                whole_term.chain([partnership, meeting]).collect()
            }
        };
        // What this covenant does not ask, lacks nowhere.
        let item = |(requirement, what, found, at): (Requirement, &'static str, Found, KeyPath)| {
            let article = self.deal().provisions.get(&requirement)?.to_string();
            let Found { counts, missing, note } = found;
            Some(Item { requirement, article, what, counts, missing, note, at })
        };
        asked.into_iter().filter_map(item).collect()
    }

    fn deal(self) -> &'a Deal {
        &self.dossier.deal
    }

    /// The calendar years the report is about.
    fn years(self) -> impl Iterator<Item = i32> {
        self.report.period.from.year()..=self.report.period.to.year()
    }

    /// The indicators that the covenant lists.
    fn agreed(self) -> Vec<&'a Indicator> {
        let is_agreed =
            |indicator: &&Indicator| indicator.number.is_some() && indicator.kind != IndicatorKind::KeyFigure;
        self.dossier.indicators.iter().filter(is_agreed).collect()
    }

    /// Each element of each pillar has its progress, or the reason that there is none (7.4a).
    fn approach(self) -> Found {
        let mut found = Found::default();
        let said = |pillar: &Id, element: &Id| {
            let progress = self.report.pillars.get(pillar).and_then(|pillar| pillar.progress.get(element));
            let is_said = progress.is_some_and(|said| said.text.is_some() || said.none_because.is_some());
            let at = self.report.at.key("pijlers").key(pillar.as_str()).key("voortgang").key(element.as_str());
            is_said && !self.sources.is_blank(&at)
        };
        let elements: Vec<_> = self
            .dossier
            .pillars
            .iter()
            .flat_map(|pillar| pillar.approach.iter().map(move |element| (pillar, element)))
            .collect();
        found.count(PILLARS, &self.dossier.pillars, |pillar| {
            let none = !pillar.approach.is_empty() && !pillar.approach.iter().any(|one| said(&pillar.id, &one.id));
            if none { vec![format!("pijler {}", pillar.short_name)] } else { Vec::new() }
        });
        let unsaid: BTreeSet<String> = found.missing.iter().cloned().collect();
        found.count(ELEMENTS, &elements, |(pillar, element)| {
            if said(&pillar.id, &element.id) {
                Vec::new()
            } else {
                vec![format!("{} ({})", element.name, pillar.short_name)]
            }
        });
        // A pillar of which nothing is said stands for its elements.
        found.missing.retain(|name| {
            let of_pillar = |pillar: &String| {
                pillar.strip_prefix("pijler ").is_some_and(|short| name.ends_with(&format!(" ({short})")))
            };
            !unsaid.iter().any(of_pillar)
        });
        found
    }

    /// Each agreed indicator has the measurements that were due in the period, or the reason that
    /// they are not there; without one due, an earlier measurement (7.4b).
    fn measurements(self) -> Found {
        let mut found = Found::default();
        found.count(INDICATORS, &self.agreed(), |indicator| {
            let points = self.points(indicator);
            let days = || points.into_iter().flatten().map(|point| point.day.year());
            let waits = self.report.kind == ReportKind::Interim;
            let due = self.years().filter(|year| !waits && is_due(indicator, *year));
            let missing: Vec<String> = due
                .filter(|year| days().all(|measured| measured != *year))
                .map(|year| format!("{}: meting van {year}", indicator.short_name))
                .collect();
            if missing.is_empty() && days().next().is_none() {
                return vec![format!("{}: nog geen meting", indicator.short_name)];
            }
            missing
        });
        found
    }

    fn points(self, indicator: &Indicator) -> Option<&'a [crate::figures::Point]> {
        let figures = self.figures.indicators.iter().find(|figures| figures.id == indicator.id)?;
        Some(figures.points(&indicator.area))
    }

    /// Each agreed indicator with a value that no report before told has its words (7.4b).
    fn interpretation(self) -> Found {
        let mut found = Found::default();
        let before = explained_before(self.dossier, self.report).map(|before| before.known_through);
        found.count(INDICATORS, &self.agreed(), |indicator| {
            let latest = self.points(indicator).into_iter().flatten().rfind(|point| point.value.is_some());
            let is_new = latest.is_some_and(|point| before.is_none_or(|known| point.row.known_on > known));
            let at = self.report.at.key("duiding").key(indicator.id.as_str());
            match self.report.interpretation.get(&indicator.id) {
                Some(_) if !self.sources.is_blank(&at) => Vec::new(),
                None if !is_new => Vec::new(),
                _ => vec![indicator.short_name.to_string()],
            }
        });
        found
    }

    /// Each pillar result has its state, in every wijk where it was agreed for each (7.4b, art. 3).
    fn results(self) -> Found {
        let mut found = Found::default();
        let results: Vec<&PillarResult> = self.dossier.pillars.iter().flat_map(|pillar| &pillar.results).collect();
        found.count(RESULTS, &results, |result| {
            let said = self.report.results.get(&result.id);
            let is_said = |place: &str| {
                let at = self.report.at.key("pijlerresultaten").key(result.id.as_str()).key(place);
                said.is_some_and(|states| states.contains_key(place)) && !self.sources.is_blank(&at)
            };
            match result.scale {
                Scale::Deal if is_said("deal") => Vec::new(),
                Scale::Deal => vec![result.name.to_string()],
                Scale::PerWijk => {
                    let wijken = &self.deal().area.wijken;
                    let without: Vec<&str> = wijken
                        .iter()
                        .filter(|wijk| !is_said(wijk.id.as_str()))
                        .map(|wijk| wijk.name.as_str())
                        .collect();
                    match without.len() {
                        0 => Vec::new(),
                        all if all == wijken.len() => vec![result.name.to_string()],
                        _ => vec![format!("{} ({})", result.name, format::list(&without))],
                    }
                }
            }
        });
        found
    }

    /// Each pillar has spending in the years of the report (7.4c).
    fn finance(self) -> Found {
        let mut found = Found::default();
        let pillars: Vec<_> = self.dossier.pillars.iter().zip(&self.figures.money.pillars).collect();
        found.count(PILLARS, &pillars, |(pillar, line)| {
            let has = |year: i32| line.years.get(&year).is_some_and(|figures| !figures.realised.sources.is_empty());
            if !self.money_years().any(has) {
                return vec![pillar.short_name.to_string()];
            }
            let counts = |purpose: &Purpose| match purpose {
                Purpose::Project(id) => {
                    let project = self.dossier.projects.get(id);
                    project.is_some_and(|project| project.current_allocation().contains_key(&pillar.id))
                }
                Purpose::Post(_, of) => of.as_ref() == Some(&pillar.id),
            };
            let first = self.short().into_iter().filter(|short| counts(&short.purpose)).map(|short| short.row.through);
            first
                .min()
                .map(|day| format!("{}: uitgaven na {}", pillar.short_name, format::date(*day)))
                .into_iter()
                .collect()
        });
        found
    }

    /// Rows of spending that stop before their year does, where a year is asked.
    fn short(self) -> Vec<ShortRow<'a>> {
        if is_bound(self.report) { short_rows(self.dossier, self.report) } else { Vec::new() }
    }

    /// The years of which the money is told: an eindevaluatie looks at the whole term (7.7).
    fn money_years(self) -> std::ops::RangeInclusive<i32> {
        let to = self.report.period.to.year();
        match self.report.kind {
            ReportKind::FinalEvaluation => {
                let first = self.figures.money.years.first().copied().unwrap_or(to);
                first.min(self.report.period.from.year())..=to
            }
            _ => self.report.period.from.year()..=to,
        }
    }

    /// Each project that ran in the period is told of: a proposed one with its feasibility, a
    /// running one with its lights or its story, a stopped one with the reason (7.1, 7.2a).
    fn projects(self) -> Found {
        let mut found = Found::default();
        let is_told = |project: &&Project| {
            self.report.projects.contains_key(&project.id) || self.ran(project) && !self.was_over(project)
        };
        let projects: Vec<&Project> = self.dossier.projects.values().filter(is_told).collect();
        found.count(PROJECTS, &projects, |project| {
            let Some(said) = self.report.projects.get(&project.id) else { return vec![project.name.to_string()] };
            let at = self.report.at.key("projecten").key(project.id.as_str());
            let is_open = |key: &str| self.sources.is_blank(&at.key(key));
            let feasible = said.feasibility.is_some() && !is_open("haalbaarheid");
            let has_cause = said.light.as_ref().is_some_and(|light| light.cause.is_some());
            let lacks = match said.phase {
                _ if is_open("tekst") => "tekst",
                _ if is_open("fase") => "fase",
                Phase::Proposed if !feasible => "haalbaarheid",
                Phase::Running if said.text.is_none() && said.light.is_none() => "stoplicht of tekst",
                Phase::Stopped if said.text.is_none() && !has_cause => "reden van het stoppen",
                _ => return Vec::new(),
            };
            vec![format!("{}: {lacks}", project.name)]
        });
        found
    }

    /// Whether a project had begun by the end of the period and had not ended before it.
    fn ran(self, project: &Project) -> bool {
        let period = &self.report.period;
        let begun = project.current_start().map_or(*project.known_on, Moment::day) <= *period.to;
        begun && project.current_end().is_none_or(|end| end.day() >= *period.from)
    }

    /// Whether an earlier report said that a project is completed or stopped.
    fn was_over(self, project: &Project) -> bool {
        self.was(project, &[Phase::Completed, Phase::Stopped])
    }

    /// Whether an earlier report said that a project is in one of these phases.
    fn was(self, project: &Project, sought: &[Phase]) -> bool {
        let earlier = self.whole.reports.values().filter(|other| other.reference_date < self.report.reference_date);
        let mut phases = earlier.filter_map(|other| other.projects.get(&project.id)).map(|said| said.phase);
        phases.any(|phase| sought.contains(&phase))
    }

    /// Each project that ran in the period has spending in it (7.2a). One that was stopped may have
    /// none: the day on which it stopped is not in its file.
    fn spending(self) -> Found {
        let mut found = Found::default();
        let spends = |project: &&Project| {
            let phase = self.report.projects.get(&project.id).map(|said| said.phase);
            let is_counted = if self.report.kind == ReportKind::FinalEvaluation {
                project.current_start().map_or(*project.known_on, Moment::day) <= *self.report.period.to
                    && !self.was(project, &[Phase::Stopped])
            } else {
                self.ran(project) && !self.was_over(project)
            };
            is_counted && !matches!(phase, Some(Phase::Proposed | Phase::Stopped))
        };
        let projects: Vec<&Project> = self.dossier.projects.values().filter(spends).collect();
        found.count(PROJECTS, &projects, |project| {
            let line = self.figures.money.projects.get(&project.id);
            let has = |year: i32| line.is_some_and(|line| line.years.contains_key(&year));
            if !self.money_years().any(has) {
                return vec![project.name.to_string()];
            }
            let is_this = |short: &ShortRow<'_>| short.purpose == Purpose::Project(project.id.clone());
            let short = self.short().into_iter().find(is_this);
            short
                .map(|short| format!("{}: na {}", project.name, format::date(*short.row.through)))
                .into_iter()
                .collect()
        });
        let money = &self.figures.money;
        if let (Some(spent), Some(elapsed)) = (money.depletion.last(), &money.elapsed) {
            found.note = Some(format!(
                "{} van het geld besteed, {} van de tijd voorbij",
                format::share(spent.share.value, 0),
                format::share(elapsed.value, 0)
            ));
        }
        found
    }

    /// Each agreed indicator has an oordeel; that it cannot be judged is one, and is said (7.2b).
    fn verdicts(self) -> Found {
        let mut found = Found::default();
        let verdict = |indicator: &Indicator| {
            let figures = self.figures.indicators.iter().find(|figures| figures.id == indicator.id)?;
            Some(figures.judgement.as_ref()?.verdict)
        };
        let agreed = self.agreed();
        found.count(INDICATORS, &agreed, |indicator| {
            if verdict(indicator).is_some() { Vec::new() } else { vec![indicator.short_name.to_string()] }
        });
        let unknown: Vec<&str> = agreed
            .iter()
            .filter(|indicator| verdict(indicator) == Some(Verdict::CannotBeJudged))
            .map(|indicator| indicator.short_name.as_str())
            .collect();
        if !unknown.is_empty() {
            found.note = Some(format!("niet te beoordelen: {}", format::list(&unknown)));
        }
        found
    }

    /// Each pillar has a budget and spending, so that the distribution can be seen (7.2c, 5.1).
    fn distribution(self) -> Found {
        let mut found = Found::default();
        let pillars: Vec<_> = self.dossier.pillars.iter().zip(&self.figures.money.pillars).collect();
        found.count(PILLARS, &pillars, |(pillar, line)| {
            let lacks = [("begroting", &line.budget), ("uitgaven", &line.realised)];
            let lacks = lacks.into_iter().filter(|(_, figure)| figure.sources.is_empty());
            lacks.map(|(what, _)| format!("{} van {}", what, pillar.short_name)).collect()
        });
        if self.deal().distribution.shares.is_none() {
            found.note = Some("geen aandelen afgesproken".to_owned());
        }
        found
    }

    /// The distribution was looked at in each year of the report (5.7).
    fn review(self) -> Found {
        let mut found = Found::default();
        let years: Vec<i32> = self.years().collect();
        found.count(("jaar", "jaren"), &years, |year| {
            let reviewed = self.deal().distribution.reviews.iter().any(|review| review.year.0 == *year);
            if reviewed { Vec::new() } else { vec![format!("de blik op de verdeling van {year}")] }
        });
        found
    }

    /// The overleg discussed the draft (7.4, last sentence).
    fn meeting(self) -> Found {
        match self.report.status.discussed {
            Some(day) => Found { note: Some(format!("op {}", format::date(*day))), ..Found::default() },
            None => Found { missing: vec!["de dag bij `status.besproken`".to_owned()], ..Found::default() },
        }
    }

    /// Each agreed indicator has a nulmeting, measured or with its reason; a cumulative count needs
    /// none (7.8).
    fn baselines(self) -> Found {
        let mut found = Found::default();
        let agreed: Vec<&Indicator> = self
            .agreed()
            .into_iter()
            .filter(|indicator| !crate::figures::indicator::is_cumulative(indicator))
            .collect();
        found.count(INDICATORS, &agreed, |indicator| {
            let mut points = self.points(indicator).into_iter().flatten();
            let is_there = points.any(|point| point.row.role() == MeasurementRole::Baseline);
            if is_there { Vec::new() } else { vec![indicator.short_name.to_string()] }
        });
        let absent: BTreeSet<String> = found.missing.iter().cloned().collect();
        found.count(("bruikbare nulmeting", "bruikbare nulmetingen"), &agreed, |indicator| {
            let figures = self.figures.indicators.iter().find(|figures| figures.id == indicator.id);
            match figures.and_then(|figures| usability(indicator, figures)) {
                Some(Usability::Usable | Usability::NotNeeded) => Vec::new(),
                _ => vec![format!("{}: geen bruikbare nulmeting", indicator.short_name)],
            }
        });
        // What is not there at all is named once.
        found
            .missing
            .retain(|name| name.strip_suffix(": geen bruikbare nulmeting").is_none_or(|short| !absent.contains(short)));
        found
    }

    /// Both sides look back on the partnership (7.8).
    fn partnership(self) -> Found {
        let mut found = Found::default();
        found.count(("kant", "kanten"), &[(Side::State, "het Rijk"), (Side::Region, "de Regio")], |(side, name)| {
            let mut parties = self.deal().parties.iter().filter(|party| party.side == *side);
            let says = parties.any(|party| self.report.partnership.contains_key(&party.id));
            if says { Vec::new() } else { vec![format!("terugblik van {name}")] }
        });
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{self, Earlier};
    use crate::world::Folder;

    /// What is there and what lacks in the report of the smallest dossier, with changes to its files:
    /// a file, what stands in it, and what comes in its place.
    fn of(changes: &[(&str, &str, &str)], diagnostics: &[Diagnostic]) -> Completeness {
        let texts = [
            ("deal.yaml", include_str!("../../fixtures/valid/minimaal/deal.yaml")),
            ("pijlers/ontmoeten.yaml", include_str!("../../fixtures/valid/minimaal/pijlers/ontmoeten.yaml")),
            (
                "projecten/buurthuis-molenbuurt.yaml",
                include_str!("../../fixtures/valid/minimaal/projecten/buurthuis-molenbuurt.yaml"),
            ),
            ("indicatoren/ontmoeten.yaml", include_str!("../../fixtures/valid/minimaal/indicatoren/ontmoeten.yaml")),
            ("bestedingen/2021.yaml", include_str!("../../fixtures/valid/minimaal/bestedingen/2021.yaml")),
            ("verslagen/2021.yaml", include_str!("../../fixtures/valid/minimaal/verslagen/2021.yaml")),
        ];
        let provisions = "  rapportage-financien: 6.1c\n  monitoring-projecten: 5.1a\n  monitoring-resultaten: 5.1b\n  \
                          monitoring-verdeling: 5.1c\n  verdeling-herziening: 4.5\n  nulmeting: 7\n";
        let texts = texts.map(|(name, text)| {
            let text = text.replace("  rapportage-financien: 6.1c\n", provisions);
            let changed = changes.iter().filter(|(file, ..)| *file == name).fold(text, |text, (_, from, to)| {
                assert_eq!(text.matches(from).count(), 1, "`{from}` in {name}");
                text.replace(from, to)
            });
            (name, changed)
        });
        let folder = Folder::from_texts("proef", texts);
        let reading = read::read(&folder);
        let dossier = reading.dossier.unwrap_or_else(|| panic!("{:?}", reading.diagnostics));
        let whole = Earlier { folder: &folder, dossier: &dossier, sources: &reading.sources };
        let known = Known::of(whole, &dossier.reports["2021"]).unwrap();
        Completeness::of(&dossier, &known, diagnostics).unwrap()
    }

    /// One line for each item: its article, counts, and what lacks.
    fn lines(changes: &[(&str, &str, &str)]) -> String {
        let item = |item: &Item| {
            let counts = item.counts.iter().map(Count::to_string).collect::<Vec<_>>().join(", ");
            match item.missing.join("; ") {
                none if none.is_empty() => format!("{} {}: {counts}", item.article, item.what),
                missing => format!("{} {}: {counts} - {missing}", item.article, item.what),
            }
        };
        of(changes, &[]).items.iter().map(item).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_is_there_is_counted_and_what_lacks_is_named() {
        insta::assert_snapshot!(lines(&[]));
    }

    #[test]
    fn a_report_that_says_nothing_lacks_everything() {
        let report = "verslagen/2021.yaml";
        insta::assert_snapshot!(lines(&[
            (
                report,
                "pijlers:\n  ontmoeten:\n    voortgang:\n      buurthuizen:\n        tekst: De Molen ging in mei open.\n    kern: Het eerste buurthuis is open.\n",
                ""
            ),
            (
                report,
                "  buurthuis-molenbuurt:\n    fase: lopend\n    stoplicht: {tijd: groen, geld: groen, kwaliteit: groen}\n",
                "  buurthuis-molenbuurt:\n    fase: lopend\n"
            ),
            (report, "    havenkwartier: {stand: gepland}\n", ""),
            (report, "duiding:\n  ontmoeten: De stijging past bij de opening van het buurthuis.", ""),
            (
                "bestedingen/2021.yaml",
                "  - project: buurthuis-molenbuurt\n    t-m: 2021-12-31",
                "  - project: buurthuis-molenbuurt\n    t-m: 2020-12-31"
            ),
            ("indicatoren/ontmoeten.yaml", "{van: 2021-09-01, tot: 2021-10-31}", "{van: 2020-12-01, tot: 2020-12-31}"),
        ]));
    }

    #[test]
    fn what_is_still_to_be_written_is_not_there() {
        let report = "verslagen/2021.yaml";
        let blank = of(
            &[
                (report, "De Molen ging in mei open.", "NOG INVULLEN – wat er gebeurde"),
                (report, "open sinds mei 2021", "NOG INVULLEN"),
                (report, "De stijging past bij de opening van het buurthuis.", "NOG INVULLEN – wat de waarde zegt"),
                (report, "kwaliteit: groen}", "kwaliteit: groen}\n    tekst: NOG INVULLEN"),
            ],
            &[],
        );
        let lacking: Vec<&str> = blank.items.iter().filter(|item| !item.is_complete()).map(|item| item.what).collect();
        assert_eq!(
            lacking,
            [
                "programmatische aanpak",
                "doelbereik: duiding",
                "beoogde resultaten",
                "projecten",
                "verdeling bezien",
                "bespreking in het overleg"
            ]
        );
    }

    #[test]
    fn a_report_of_the_baseline_is_asked_for_baselines() {
        let kind = ("verslagen/2021.yaml", "soort: voortgang", "soort: nulmeting");
        insta::assert_snapshot!(lines(&[kind]));
        insta::assert_snapshot!(lines(&[
            kind,
            ("indicatoren/ontmoeten.yaml", "  - meting: nulmeting\n    veldwerk", "  - veldwerk")
        ]));
    }

    #[test]
    fn a_tussenbericht_waits_for_no_measurement_and_an_evaluation_asks_for_the_partnership() {
        let later =
            ("indicatoren/ontmoeten.yaml", "{van: 2021-09-01, tot: 2021-10-31}", "{van: 2020-12-01, tot: 2020-12-31}");
        let lacking = |kind: &'static str| {
            let changes = [("verslagen/2021.yaml", "soort: voortgang", kind), later];
            let items = of(&changes, &[]).items.into_iter().filter(|item| !item.is_complete());
            items.map(|item| item.what).collect::<Vec<_>>()
        };
        assert!(lacking("soort: voortgang").contains(&"doelbereik: metingen"));
        assert!(!lacking("soort: tussenbericht").contains(&"doelbereik: metingen"));
        // The smallest deal has no article about an evaluation, so nothing lacks.
        assert!(!lacking("soort: eindevaluatie").contains(&"partnerschap"));
        let asked = ("deal.yaml", "  nulmeting: 7\n", "  eindevaluatie: 8\n  evaluatie-samenwerking: 8\n");
        let evaluation = ("verslagen/2021.yaml", "soort: voortgang", "soort: eindevaluatie");
        let items = of(&[evaluation, asked], &[]).items;
        assert!(items.iter().any(|item| item.what == "partnerschap" && item.article == "8" && !item.is_complete()));
    }

    #[test]
    fn what_will_be_an_error_stands_in_the_way_of_that_step_and_all_after_it() {
        let at = KeyPath::file("verslagen/2021.yaml");
        let said = [
            Diagnostic::tip("R090", at.clone(), "een tip staat niets in de weg"),
            Diagnostic::warning("R091", at.clone(), "dit moet bij vaststelling goed zijn").error_from("vastgesteld"),
            Diagnostic::warning("R091", at.clone(), "dit moet bij vaststelling goed zijn").error_from("vastgesteld"),
            Diagnostic::warning("R091", at.key("periode"), "en dit ook").error_from("vastgesteld"),
        ];
        let ahead = of(&[], &said).ahead;
        let counts: Vec<(&str, usize)> = ahead.iter().map(|step| (step.stage.word(), step.count())).collect();
        assert_eq!(counts, [("besproken", 0), ("vastgesteld", 2), ("aangeboden", 2)]);
        assert_eq!(ahead[1].in_the_way, BTreeMap::from([("R091", 2)]));

        // What is an error already is in the way of the report itself.
        let adopted = ("verslagen/2021.yaml", "concept: 2022-04-15", "concept: 2022-04-15\n  vastgesteld: 2022-06-07");
        let error = Diagnostic::error("R091", at, "dit is een fout").error_from("vastgesteld");
        let completeness = of(&[adopted], &[error]);
        assert_eq!((completeness.stage, completeness.errors, completeness.ahead.len()), (Stage::Adopted, 1, 1));
        assert_eq!(completeness.ahead[0].count(), 0);
    }
}
