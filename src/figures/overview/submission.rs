//! What came in, and which of it counts for each deal.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::record::Record;
use crate::format;
use crate::model::{Portfolio, ReportKind, Side, Stage};

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
}

impl Refused {
    fn new(why: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { why: why.into(), hint: hint.into() }
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
    /// Per deal of which something about the year was not processed: why.
    pub failed: BTreeMap<String, String>,
    /// What a reader must know of the rest.
    pub notices: Vec<Notice>,
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
    /// report before another kind, then the data known last, then the last step.
    fn rank(&self) -> (bool, bool, chrono::NaiveDate, Stage, chrono::NaiveDate) {
        let report = &self.taken.record.report;
        let is_yearly = report.kind == ReportKind::Progress;
        (!self.is_concept(), is_yearly, report.known_through, report.status, report.status_on)
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
                sorted.refused.push((source, refused.clone()));
                continue;
            }
        };
        let record = &taken.record;
        if let Some(refused) = portfolio.and_then(|portfolio| misfit(portfolio, record)) {
            sorted.refused.push((source, refused));
            continue;
        }
        let is_yearly = matches!(record.report.kind, ReportKind::Progress | ReportKind::FinalEvaluation);
        if !is_yearly || !(year - 1..=year).contains(&record.year()) {
            let what = format!("{} over {}", record.report.kind.word(), record.year());
            sorted.notices.push(notice(source, record, format!("niet gebruikt: dit is een {what}")));
            continue;
        }
        if let Some(text) = portfolio.and_then(|portfolio| other_amount(portfolio, record)) {
            sorted.notices.push(notice(source, record, text));
        }
        by_deal.entry((record.deal.id.as_str(), record.year())).or_default().push(Delivery { source, taken });
    }
    for ((deal, of), mut deliveries) in by_deal {
        deliveries.sort_by_key(|delivery| std::cmp::Reverse(delivery.rank()));
        let first = deliveries[0];
        let others: Vec<Delivery<'_>> = deliveries[1..].to_vec();
        let is_same = |other: &&Delivery<'_>| other.taken.fingerprint == first.taken.fingerprint;
        if let Some(rival) = others.iter().find(|other| !is_same(other) && other.rank() == first.rank()) {
            for delivery in [first, *rival] {
                sorted.refused.push((
                    delivery.source,
                    Refused::new(
                        format!(
                            "van {} zijn er twee verschillende leveringen over {of}, allebei met gegevens tot en met {}",
                            first.taken.record.deal.name,
                            format::date(first.taken.record.report.known_through)
                        ),
                        "vraag de regio welke van de twee geldt, en lever alleen die aan",
                    ),
                ));
            }
            continue;
        }
        for other in &others {
            let text = if is_same(&other) {
                format!("niet gebruikt: dezelfde levering als {}", first.source)
            } else if other.is_concept() && !first.is_concept() {
                format!("niet gebruikt: dit is een concept; {} is vastgesteld", first.source)
            } else {
                format!(
                    "niet gebruikt: een eerdere versie, met gegevens tot en met {}; gebruikt is {}",
                    format::date(other.taken.record.report.known_through),
                    first.source
                )
            };
            sorted.notices.push(notice(other.source, &other.taken.record, text));
        }
        let chosen = if of == year { &mut sorted.current } else { &mut sorted.previous };
        chosen.insert(deal, first);
    }
    sorted
}

fn notice(source: &str, record: &Record, text: String) -> Notice {
    Notice { source: source.to_owned(), deal: record.deal.name.clone(), text }
}

/// Why a delivery is not that of a deal of the portefeuille.
fn misfit(portfolio: &Portfolio, record: &Record) -> Option<Refused> {
    let deal = &record.deal;
    let Some(known) = portfolio.deal(&deal.id) else {
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
