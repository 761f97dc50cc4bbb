//! What came in, and which of it counts for each deal.
//!
//! Who sent a report is not known: a PDF carries no signature. That it is of a deal is told by its
//! contents alone, and held against the portefeuille: id, name and tranche must be those of the deal.
//! Whoever knows these can make a report that passes; what guards against that is how the ministry
//! receives files, and the fingerprint, which a region can be asked for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::record::Record;
use crate::format;
use crate::model::{Portfolio, PortfolioDeal, ReportKind, Side, Stage};

/// A PDF or a dossier that came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// Where it stood: the file name, or that of the folder.
    #[serde(rename = "bestand")]
    pub source: String,
    /// What came of it.
    #[serde(rename = "uitkomst")]
    pub outcome: Intake,
}

/// What came of something that came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Intake {
    /// It was taken in.
    #[serde(rename = "verwerkt")]
    Taken(Box<Taken>),
    /// It was not.
    #[serde(rename = "niet-verwerkt")]
    Refused(Refused),
}

/// Something that was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// The fingerprint of its data.
    #[serde(rename = "vingerafdruk")]
    pub fingerprint: String,
    /// How sure it is that its pages say what its data say.
    #[serde(rename = "zekerheid")]
    pub assurance: Assurance,
    /// What it says.
    #[serde(rename = "levering")]
    pub record: Record,
}

/// How sure it is that the pages of a delivery say what its data say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Assurance {
    /// The report was made again from its data, and is the same byte for byte.
    #[serde(rename = "bewezen")]
    Proven,
    /// The report was made again from its data, and all that is in it is the same; another program saved the file anew.
    #[serde(rename = "inhoud-bewezen")]
    Resaved,
    /// Its data are those of its manifest; the report was not made again, with the reason.
    #[serde(rename = "alleen-gegevens")]
    DataOnly(String),
    /// It was a dossier: there are no pages.
    #[serde(rename = "dossier")]
    Dossier,
}

/// Something that was not taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Why, in Dutch.
    #[serde(rename = "reden")]
    pub why: String,
    /// What can be done about it.
    #[serde(rename = "hulp")]
    pub hint: String,
    /// Of whom it says that it is, as far as it does.
    #[serde(rename = "noemt-zich", default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<Claim>,
}

/// Of which deal something says that it is. Nothing proves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The deal's id.
    pub deal: String,
    /// The report's id, when it says that too.
    #[serde(rename = "verslag")]
    pub report: Option<String>,
}

impl Refused {
    /// A reason, and what can be done about it.
    pub fn new(why: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { why: why.into(), hint: hint.into(), claim: None }
    }
}

impl Claim {
    /// Whether it may be about `year`: reports are mostly called after their year.
    fn may_be_about(&self, year: i32) -> bool {
        let named = self.report.as_ref().and_then(|report| report.parse::<i32>().ok());
        named.is_none_or(|named| named == year)
    }
}

/// Something that is not used although it is in order, or that a reader must know of one that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Where it stood.
    pub source: String,
    /// The deal.
    pub deal: String,
    /// What there is to know, in Dutch.
    pub text: String,
}

/// Which submissions count.
#[derive(Debug, Default)]
pub struct Sorted<'a> {
    /// Per deal the delivery about the year.
    pub current: BTreeMap<&'a str, Delivery<'a>>,
    /// Per deal the delivery about the year before.
    pub previous: BTreeMap<&'a str, Delivery<'a>>,
    /// What is not processed, with the reason.
    pub refused: Vec<(&'a str, Refused)>,
    /// Per deal of which something about the year was not processed: what, and why.
    pub failed: BTreeMap<String, Failure>,
    /// How many files were not processed of which it is not known of which deal they are. Each may be the
    /// report of a deal that nothing was received of.
    pub unknown: usize,
    /// What a reader must know of the rest.
    pub notices: Vec<Notice>,
}

/// Something of a deal, or perhaps of it, that was not processed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Where it stood.
    pub source: String,
    /// Why, in Dutch.
    pub why: String,
    /// Whether it says itself that it is of the deal; else only the name of the file does.
    pub is_certain: bool,
}

/// A submission that counts for a deal.
#[derive(Debug, Clone, Copy)]
pub struct Delivery<'a> {
    /// Where it stood.
    pub source: &'a str,
    /// What was taken in.
    pub taken: &'a Taken,
}

impl Delivery<'_> {
    /// Whether it is not adopted, so that its figures are not final.
    #[must_use]
    pub fn is_concept(&self) -> bool {
        self.taken.record.report.status < Stage::Adopted
    }

    /// What decides between deliveries of a deal: what is adopted before what is not, a yearly
    /// report before another kind, then the data known last, then the highest version when
    /// `with_versions`, then the last step.
    fn rank(&self, with_versions: bool) -> Rank {
        let report = &self.taken.record.report;
        let is_yearly = report.kind == ReportKind::Progress;
        let version = if with_versions { self.version() } else { None };
        (!self.is_concept(), is_yearly, report.known_through, version, report.status, report.status_on)
    }

    /// Its version as numbers: `1.10` is later than `1.9`, and `1.0` is `1`. `None` when it is not written so.
    fn version(&self) -> Option<Vec<u64>> {
        let numbers: Result<Vec<u64>, _> = self.taken.record.report.version.trim().split('.').map(str::parse).collect();
        let mut numbers = numbers.ok()?;
        while numbers.last() == Some(&0) {
            numbers.pop();
        }
        Some(numbers)
    }
}

/// What decides between deliveries of a deal.
type Rank = (bool, bool, chrono::NaiveDate, Option<Vec<u64>>, Stage, chrono::NaiveDate);

/// Puts submissions in an order that does not depend on that in which they were named, so that the
/// same deliveries give the same overview.
pub fn arrange(submissions: &mut [Submission]) {
    submissions.sort_by(|one, other| one.order().cmp(&other.order()));
}

impl Submission {
    fn order(&self) -> (&str, &str, &str, &str) {
        match &self.outcome {
            Intake::Taken(taken) => (&self.source, &taken.record.deal.id, &taken.record.report.id, &taken.fingerprint),
            Intake::Refused(refused) => (&self.source, "", &refused.why, &refused.hint),
        }
    }
}

/// Says for each deal which submission counts about `year` and about the year before.
#[must_use]
pub fn sort<'a>(portfolio: Option<&Portfolio>, year: i32, submissions: &'a [Submission]) -> Sorted<'a> {
    let mut sorted = Sorted::default();
    let mut by_deal: BTreeMap<(&str, i32), Vec<Delivery<'a>>> = BTreeMap::new();
    for submission in submissions {
        let source = submission.source.as_str();
        let taken = match &submission.outcome {
            Intake::Taken(taken) => taken.as_ref(),
            Intake::Refused(refused) => {
                sorted.refuse_unread(portfolio, year, source, refused);
                continue;
            }
        };
        let record = &taken.record;
        if let Some(refused) = portfolio.and_then(|portfolio| misfit(portfolio, record)) {
            // A mistyped id: the name says of which deal it is.
            let by_name = portfolio.and_then(|portfolio| called(portfolio, &record.deal.name));
            let known = portfolio.and_then(|portfolio| portfolio.deal(&record.deal.id)).or(by_name);
            if record.year() == year {
                match known {
                    Some(known) => sorted.refuse(source, refused, Some(known.id.as_str())),
                    None => sorted.refuse_of_unknown(portfolio, year, source, refused),
                }
            } else {
                sorted.refuse(source, refused, None);
            }
            continue;
        }
        let is_yearly = matches!(record.report.kind, ReportKind::Progress | ReportKind::FinalEvaluation);
        if !is_yearly || !(year - 1..=year).contains(&record.year()) {
            let text = format!("niet gebruikt: dit is {}", record.report.words());
            sorted.notices.push(notice(source, record, text));
            continue;
        }
        by_deal.entry((record.deal.id.as_str(), record.year())).or_default().push(Delivery { source, taken });
    }
    for ((deal, of), deliveries) in by_deal {
        let Some(chosen) = sorted.choose(of, year, deliveries) else { continue };
        if of == year {
            if let Some(text) = portfolio.and_then(|portfolio| other_amount(portfolio, &chosen.taken.record)) {
                sorted.notices.push(notice(chosen.source, &chosen.taken.record, text));
            }
            sorted.current.insert(deal, chosen);
        } else {
            sorted.previous.insert(deal, chosen);
        }
    }
    sorted
}

impl<'a> Sorted<'a> {
    /// Notes that something is not processed, and that it is of a deal when that is known.
    fn refuse(&mut self, source: &'a str, refused: Refused, deal: Option<&str>) {
        if let Some(deal) = deal {
            self.fail(deal, source, &refused.why, true);
        }
        self.refused.push((source, refused));
    }

    /// Notes that something of a deal is not processed. What says itself of which deal it is goes before
    /// what only has the name of one.
    fn fail(&mut self, deal: &str, source: &str, why: &str, is_certain: bool) {
        let failure = Failure { source: source.to_owned(), why: why.to_owned(), is_certain };
        match self.failed.get_mut(deal) {
            Some(known) if is_certain && !known.is_certain => *known = failure,
            Some(_) => {}
            None => {
                self.failed.insert(deal.to_owned(), failure);
            }
        }
    }

    /// Notes that something could not be read, which may all the same say of which deal and year it is.
    fn refuse_unread(&mut self, portfolio: Option<&Portfolio>, year: i32, source: &'a str, refused: &Refused) {
        match &refused.claim {
            Some(claim) if !claim.may_be_about(year) => self.refuse(source, refused.clone(), None),
            Some(claim) if portfolio.is_none_or(|portfolio| portfolio.deal(&claim.deal).is_some()) => {
                self.refuse(source, refused.clone(), Some(&claim.deal));
            }
            _ => self.refuse_of_unknown(portfolio, year, source, refused.clone()),
        }
    }

    /// Notes that something is not processed that does not say of which deal it is: its name may.
    fn refuse_of_unknown(&mut self, portfolio: Option<&Portfolio>, year: i32, source: &'a str, refused: Refused) {
        match portfolio.and_then(|portfolio| named_after(portfolio, year, source)) {
            Some(deal) => self.fail(deal.id.as_str(), source, &refused.why, false),
            None => self.unknown += 1,
        }
        self.refused.push((source, refused));
    }

    /// The delivery that counts of those of one deal about one year; `None` when it cannot be told.
    fn choose(&mut self, of: i32, year: i32, mut deliveries: Vec<Delivery<'a>>) -> Option<Delivery<'a>> {
        // Versions decide when each is written in numbers; one that is not has no place among them.
        let with_versions = deliveries.iter().all(|delivery| delivery.version().is_some());
        let rank = |delivery: &Delivery<'_>| delivery.rank(with_versions);
        // Of the same deliveries the one of which most is sure, then the one that has the name that the
        // program gave it, and then the first by name.
        deliveries.sort_by_cached_key(|delivery| {
            (std::cmp::Reverse(rank(delivery)), delivery.doubt(), !delivery.has_own_name(), delivery.source)
        });
        let first = *deliveries.first()?;
        let is_same = |other: &Delivery<'_>| {
            other.taken.fingerprint == first.taken.fingerprint
                && other.taken.record.report.id == first.taken.record.report.id
        };
        let has_rivals = deliveries.iter().any(|other| !is_same(other) && rank(other) == rank(&first));
        let (tied, others): (Vec<_>, Vec<_>) = deliveries
            .into_iter()
            .skip(usize::from(!has_rivals))
            .partition(|one| has_rivals && rank(one) == rank(&first));
        let mut versions: Vec<&str> = tied.iter().map(|one| one.taken.record.report.version.as_str()).collect();
        versions.sort_unstable();
        versions.dedup();
        let versions = match versions.as_slice() {
            [one] => format!("versie {one}"),
            several => format!("versies {}", several.join(" en ")),
        };
        for rival in tied {
            let record = &rival.taken.record;
            let refused = Refused::new(
                format!(
                    "van {} zijn er verschillende leveringen over {of} ({versions}), allemaal met gegevens tot en met {}",
                    record.deal.name,
                    format::date(record.report.known_through)
                ),
                "vraag de regio welke ervan geldt, en lever alleen die aan; een nieuwe levering krijgt een hoger versienummer",
            );
            self.refuse(rival.source, refused, (of == year).then_some(record.deal.id.as_str()));
        }
        for other in others {
            let why = if is_same(&other) {
                format!("dezelfde levering als {}", first.source)
            } else {
                other.beside(first, with_versions, has_rivals)
            };
            let text = format!("niet gebruikt: {why}");
            self.notices.push(notice(other.source, &other.taken.record, text));
        }
        (!has_rivals).then_some(first)
    }
}

impl Delivery<'_> {
    /// How little is sure of it: a report that was made again before other reports before a dossier.
    fn doubt(&self) -> u8 {
        match self.taken.assurance {
            Assurance::Proven => 0,
            Assurance::Resaved => 1,
            Assurance::DataOnly(_) => 2,
            Assurance::Dossier => 3,
        }
    }

    /// Whether the file has the name that the program gives a report: its kind, the deal, and the report
    /// as far as its id does not name the kind again.
    fn has_own_name(&self) -> bool {
        let Record { deal, report, .. } = &self.taken.record;
        let stem = self.source.strip_suffix(".pdf").unwrap_or(self.source);
        let rest = stem.rsplit_once(&format!("-{}", deal.id)).map(|(_, rest)| rest.trim_start_matches('-'));
        stem.starts_with(report.kind.word()) && rest.is_some_and(|rest| report.id.ends_with(rest))
    }

    /// Why it is not used beside another one that ranks first.
    fn beside(&self, first: Delivery<'_>, with_versions: bool, has_rivals: bool) -> String {
        let (own, others) = (&self.taken.record.report, &first.taken.record.report);
        let instead = if has_rivals {
            "welke latere levering geldt, is niet bekend".to_owned()
        } else {
            format!("gebruikt is {}", first.source)
        };
        if self.is_concept() && !first.is_concept() {
            format!("dit is een concept, en {} is vastgesteld", first.source)
        } else if own.kind != others.kind {
            format!("dit is {}; {instead}", own.words())
        } else if own.known_through == others.known_through && with_versions && self.version() != first.version() {
            format!("een eerdere versie ({}, en die van {} is {})", own.version, first.source, others.version)
        } else if own.known_through == others.known_through {
            format!("een eerdere stand van hetzelfde verslag ({}); {instead}", own.status.word())
        } else {
            format!("een eerdere versie, met gegevens tot en met {}; {instead}", format::date(own.known_through))
        }
    }
}

fn notice(source: &str, record: &Record, text: String) -> Notice {
    Notice { source: source.to_owned(), deal: record.deal.name.clone(), text }
}

/// The words of a name without the signs between them, to be looked for in another: `-den-haag-zuidwest-`.
fn between_dashes(name: &str) -> String {
    let words = name.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    format!("-{}-", words.join("-"))
}

/// The deal of the portefeuille with this name; capitals and the signs between words do not count.
fn called<'p>(portfolio: &'p Portfolio, name: &str) -> Option<&'p PortfolioDeal> {
    let name = between_dashes(name);
    portfolio.deals.iter().find(|deal| between_dashes(deal.name.as_str()) == name)
}

/// The deal that a file may be of by its name, unless that names another year: the one of which the id
/// or the name stands in it; of a deal within the name of another, that other.
fn named_after<'p>(portfolio: &'p Portfolio, year: i32, source: &str) -> Option<&'p PortfolioDeal> {
    let file = between_dashes(source);
    let is_year = |word: &&str| word.len() == 4 && word.starts_with("20") && word.parse::<i32>().is_ok();
    let years: Vec<&str> = file.split('-').filter(is_year).collect();
    if !years.is_empty() && !years.contains(&year.to_string().as_str()) {
        return None;
    }
    let longest = |deal: &PortfolioDeal| {
        let name = between_dashes(deal.name.as_str());
        let name = name.strip_prefix("-regio-deal").filter(|rest| rest.len() > 2).unwrap_or(&name).to_owned();
        let held = [between_dashes(deal.id.as_str()), name].into_iter().filter(|words| file.contains(words.as_str()));
        held.map(|words| words.len()).max()
    };
    let fitting = portfolio.deals.iter().filter_map(|deal| Some((longest(deal)?, deal)));
    fitting.max_by_key(|(length, _)| *length).map(|(_, deal)| deal)
}

/// Why a delivery is not that of a deal of the portefeuille.
fn misfit(portfolio: &Portfolio, record: &Record) -> Option<Refused> {
    let deal = &record.deal;
    let Some(known) = portfolio.deal(&deal.id) else {
        if let Some(known) = called(portfolio, &deal.name) {
            return Some(Refused::new(
                format!("het `id` van {} is hier `{}`, en in de portefeuille `{}`", known.name, deal.id, known.id),
                "vraag de regio het `id` te verbeteren en opnieuw te leveren, of pas de portefeuille aan",
            ));
        }
        return Some(Refused::new(
            format!("de deal `{}` ({}) staat niet in de portefeuille", deal.id, deal.name),
            "zet de deal in de portefeuille, of vraag de regio naar het `id` van haar deal",
        ));
    };
    if known.name.as_str() != deal.name {
        return Some(Refused::new(
            format!(
                "deze levering noemt zich {}, maar `{}` heet in de portefeuille {}",
                deal.name, deal.id, known.name
            ),
            "vraag de regio of dit haar levering is, of maak de naam in de portefeuille gelijk",
        ));
    }
    (known.tranche.0 != deal.tranche).then(|| {
        Refused::new(
            format!("deze levering noemt tranche {}, in de portefeuille is dat {}", deal.tranche, known.tranche.0),
            "vraag de regio naar de tranche, of pas de portefeuille aan",
        )
    })
}

/// What there is to say when the Rijksbijdrage is not that of the portefeuille.
fn other_amount(portfolio: &Portfolio, record: &Record) -> Option<String> {
    let known = portfolio.deal(&record.deal.id)?.state_contribution;
    let ours = record.money.contributions.iter().filter(|one| one.side == Side::State);
    let theirs = crate::model::Amount::from_euros(ours.map(|one| one.amount.value).sum());
    (known != theirs).then(|| {
        format!(
            "de Rijksbijdrage is volgens de regio {}, volgens de portefeuille {}",
            format::euros_exactly(theirs),
            format::euros_exactly(known)
        )
    })
}
