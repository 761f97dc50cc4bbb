//! National figures: sums of what has the same definition, unit and date, with every part.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::goals::Goals;
use super::record::{ContributionRecord, Record, Traced};
use super::restated::{self, Redefinition, Restatement};
use super::submission::{Delivery, Failure, Notice, Refused, Sorted};
use crate::format;
use crate::model::{Amount, FundingForm, Phase, Portfolio, PortfolioDeal, Side, Stage, Vat, YearOverview};
use crate::read::Sources;

/// What is asked of an overview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// The year.
    #[serde(rename = "jaar")]
    pub year: i32,
    /// Whether what is not adopted counts in the totals.
    #[serde(rename = "met-concepten")]
    pub with_concepts: bool,
}

/// A national figure: a sum over deals, of which every part can be looked up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct National {
    /// What identifies it: `besteed/tranche-2`.
    pub id: String,
    /// What it is, in words: `Besteed tot en met 2021, tranche 2`.
    #[serde(rename = "wat")]
    pub label: String,
    /// `euro`, or the unit of a count.
    #[serde(rename = "eenheid")]
    pub unit: String,
    /// The sum, unrounded; zero when nothing counts.
    #[serde(rename = "waarde")]
    pub value: Decimal,
    /// The N of "n van N deals": the deals it is about, by the portefeuille; without one, those
    /// that delivered. A deal of which it is known that it has none of it is a part of 0; one of which
    /// it is not known is left out, with the reason.
    #[serde(rename = "van")]
    pub all: usize,
    /// How it came about.
    #[serde(rename = "formule")]
    pub formula: String,
    /// What a reader must know of it, in Dutch; empty when there is nothing.
    #[serde(rename = "kanttekening")]
    pub note: String,
    /// What was summed, in the order of the portefeuille.
    #[serde(rename = "delen")]
    pub parts: Vec<Part>,
    /// What was not, with the reason.
    #[serde(rename = "niet-meegeteld")]
    pub left_out: Vec<LeftOut>,
}

/// A part of a national figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The deal's id.
    pub deal: String,
    /// The deal's name.
    #[serde(rename = "naam")]
    pub name: String,
    /// The fingerprint of the data it comes from; of the portefeuille for what the ministry keeps itself.
    #[serde(rename = "vingerafdruk")]
    pub fingerprint: String,
    /// The value.
    #[serde(flatten)]
    pub value: Traced,
}

/// A deal that is not in a national figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The deal's id.
    pub deal: String,
    /// The deal's name.
    #[serde(rename = "naam")]
    pub name: String,
    /// Why, in Dutch.
    #[serde(rename = "reden")]
    pub reason: String,
}

impl LeftOut {
    pub(super) fn of(deal: &DealStanding<'_>, reason: String) -> Self {
        Self { deal: deal.id.to_owned(), name: deal.name.to_owned(), reason }
    }
}

impl National {
    /// The n of "n van N deals": of how many deals it is known.
    #[must_use]
    pub fn count(&self) -> usize {
        self.parts.len()
    }
}

/// Where a deal stands in the overview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It delivered, and counts.
    Counted,
    /// It delivered and counts, but not in what is of the last day of the year: its peildatum is another day.
    Partly,
    /// It delivered what is not adopted, and does not count.
    Concept,
    /// What it delivered could not be processed.
    NotProcessed,
    /// It did not deliver.
    NotReceived,
}

impl Standing {
    /// Whether something of the deal counts.
    #[must_use]
    pub fn counts(self) -> bool {
        matches!(self, Self::Counted | Self::Partly)
    }
}

/// A deal in the overview.
#[derive(Debug, Clone)]
pub struct DealStanding<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// The round it belongs to.
    pub tranche: u32,
    /// The Rijksbijdrage: by the portefeuille, else by the region.
    pub state_contribution: Traced,
    /// The form of the Rijksbijdrage.
    pub form: FundingForm,
    /// What the ministry paid per year, by its own books, up to the year; `None` without a portefeuille.
    pub paid: Option<BTreeMap<i32, Traced>>,
    /// What the portefeuille says of payments, each with its year, in the order of the payments.
    pub payment_notes: Vec<(i32, &'a str)>,
    /// The day on which its report was due.
    pub due: Option<NaiveDate>,
    /// What it delivered.
    pub delivery: Option<Delivery<'a>>,
    /// What it delivered about the year before, when that was given.
    pub before: Option<Delivery<'a>>,
    /// Where it stands.
    pub standing: Standing,
    /// What it delivered, or perhaps delivered, that could not be processed; `None` when something else
    /// of it was.
    pub failure: Option<Failure>,
}

/// What the ministry paid a deal, held against what the region received, both up to the year. Facts
/// only: a difference says nothing of who is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The deal's id.
    pub deal: String,
    /// The deal's name.
    pub name: String,
    /// Paid, by the portefeuille; `None` when it names no payment.
    pub paid: Option<Traced>,
    /// Received, by the region; `None` when that is not known.
    pub received: Option<Traced>,
    /// Why they cannot be held against each other; empty when they can.
    pub why_not: String,
    /// Received minus paid; `None` when one of the two is not known.
    pub difference: Option<Decimal>,
    /// The years that differ, what the region received for later years, and what the portefeuille says
    /// of its payments, in sentences.
    pub facts: Vec<String>,
}

/// The totals of a tranche, or of all deals.
#[derive(Debug, Clone)]
pub struct Totals {
    /// The round; `None` for all.
    pub tranche: Option<u32>,
    /// What it is called in a sentence: `tranche 2`, `alle deals`.
    pub name: String,
    /// How many deals it has.
    pub deals: usize,
    /// Agreed by the Rijk.
    pub state: National,
    /// Agreed by the region, in money.
    pub region: National,
    /// Agreed by others, in money.
    pub partners: National,
    /// Agreed by region and others in goods or hours, at the value the covenant gives it: no money.
    pub in_kind: National,
    /// Paid by the ministry, by its own books; `None` without a portefeuille.
    pub paid: Option<National>,
    /// Paid by the ministry to the deals whose receipts count too, so that the two can be held against
    /// each other; `None` without a portefeuille.
    pub paid_beside_received: Option<National>,
    /// Received from the Rijk, by the regions' books.
    pub received: National,
    /// Spent from the start up to the end of the year.
    pub spent: National,
    /// Spent in the year.
    pub spent_in_year: National,
    /// The Rijksbijdrage per form of funding; of how many deals with that form.
    pub per_form: BTreeMap<FundingForm, National>,
    /// Paid by the ministry to deals with a form of funding; empty without a portefeuille.
    pub paid_per_form: BTreeMap<FundingForm, National>,
    /// Received by deals with a form of funding.
    pub received_per_form: BTreeMap<FundingForm, National>,
    /// Spent by deals with a form of funding, whoever the money came from.
    pub spent_per_form: BTreeMap<FundingForm, National>,
    /// Projects per phase.
    pub projects: BTreeMap<Phase, National>,
    /// Projects of which the report says no phase.
    pub projects_without_phase: National,
}

/// Everything that can be said of all deals together.
#[derive(Debug)]
pub struct Overview<'a> {
    /// What was asked.
    pub options: Options,
    /// What the ministry says over the year; `None` without a portefeuille, or when it is silent.
    pub text: Option<&'a YearOverview>,
    /// The portefeuille.
    pub portfolio: Option<&'a Portfolio>,
    /// The deals, in the order of the portefeuille.
    pub deals: Vec<DealStanding<'a>>,
    /// The totals per tranche.
    pub tranches: Vec<Totals>,
    /// The totals of all deals.
    pub total: Totals,
    /// Per deal what was paid and received; empty without a portefeuille.
    pub received: Vec<Received>,
    /// Doelbereik over all deals.
    pub goals: Goals,
    /// What deals say otherwise than in their delivery of the year before.
    pub restatements: Vec<Restatement>,
    /// What deals call or define otherwise than in their delivery of the year before.
    pub redefinitions: Vec<Redefinition>,
    /// What could not be processed, with the reason.
    pub refused: Vec<(&'a str, Refused)>,
    /// How many of these there are of which it is not known of which deal they are.
    pub unknown: usize,
    /// What a reader must know of the rest.
    pub notices: Vec<Notice>,
}

/// The portefeuille with where everything stands in it.
#[derive(Clone, Copy)]
pub struct Books<'a> {
    /// What it says.
    pub portfolio: &'a Portfolio,
    /// Where it says it.
    pub sources: &'a Sources,
    /// The SHA-256 of the file.
    pub fingerprint: &'a str,
}

impl<'a> Overview<'a> {
    /// Puts together what was delivered.
    #[must_use]
    pub fn of(books: Option<Books<'a>>, options: Options, sorted: Sorted<'a>) -> Self {
        let deals: Vec<DealStanding<'a>> = match books {
            Some(books) => {
                books.portfolio.deals.iter().map(|deal| DealStanding::in_books(books, deal, options, &sorted)).collect()
            }
            None => sorted
                .current
                .iter()
                .map(|(id, delivery)| DealStanding::delivered(id, *delivery, options, &sorted))
                .collect(),
        };
        let Sorted { refused, unknown, mut notices, .. } = sorted;
        notices.extend(deals.iter().filter_map(late));
        let portfolio_print = books.map_or("", |books| books.fingerprint);
        let mut tranches: Vec<u32> = deals.iter().map(|deal| deal.tranche).collect();
        tranches.sort_unstable();
        tranches.dedup();
        let paid_until = paid_until(books.map(|books| books.portfolio), options.year);
        let totals = |tranche: Option<u32>| Totals::of(&deals, tranche, options, (portfolio_print, &paid_until));
        Self {
            options,
            text: books.and_then(|books| books.portfolio.overview(options.year)),
            portfolio: books.map(|books| books.portfolio),
            tranches: tranches.into_iter().map(|tranche| totals(Some(tranche))).collect(),
            total: totals(None),
            received: deals.iter().filter_map(|deal| Received::of(deal, options.year)).collect(),
            goals: Goals::of(&deals, options),
            restatements: restated::of(&deals),
            redefinitions: restated::redefinitions(&deals),
            deals,
            refused,
            unknown,
            notices,
        }
    }

    /// How far the payments of the Rijk go, as in `tot en met 2021`: to the end of the year, or to the day
    /// before that up to which the ministry's books are in the portefeuille.
    #[must_use]
    pub fn paid_until(&self) -> String {
        paid_until(self.portfolio, self.options.year)
    }

    /// Every national figure, in the order of the overview.
    pub fn figures(&self) -> impl Iterator<Item = &National> {
        self.tranches.iter().chain([&self.total]).flat_map(Totals::figures).chain(self.goals.figures())
    }

    /// Whether anything in it is invented for an example.
    #[must_use]
    pub fn has_invented(&self) -> bool {
        self.portfolio.is_some_and(|portfolio| portfolio.invented_note.is_some())
            || self.text.is_some_and(|text| text.invented.is_yes())
            || self.deals.iter().filter_map(|deal| deal.delivery).any(|delivery| delivery.taken.record.deal.invented)
    }
}

impl<'a> DealStanding<'a> {
    fn in_books(books: Books<'a>, deal: &'a PortfolioDeal, options: Options, sorted: &Sorted<'a>) -> Self {
        let id = deal.id.as_str();
        let due = deal.due.iter().find(|due| due.year.0 == options.year).map(|due| *due.date);
        let delivery = sorted.current.get(id).copied();
        let failed = sorted.failed.get(id);
        Self {
            id,
            name: deal.name.as_str(),
            tranche: deal.tranche.0,
            state_contribution: Traced {
                value: deal.state_contribution.euros(),
                formula: String::new(),
                places: vec![books.sources.place(&deal.at.key("rijksbijdrage"))],
            },
            form: deal.form,
            paid: Some(paid(books, deal, options.year)),
            payment_notes: deal
                .paid
                .iter()
                .filter(|payment| payment.year.0 <= options.year)
                .filter_map(|payment| Some((payment.year.0, payment.note.as_ref()?.as_str())))
                .collect(),
            due: due.or_else(|| books.portfolio.overview(options.year).map(|overview| *overview.due)),
            delivery,
            before: sorted.previous.get(id).copied(),
            standing: match standing(delivery, options) {
                Standing::NotReceived if failed.is_some() => Standing::NotProcessed,
                standing => standing,
            },
            failure: failed.filter(|_| delivery.is_none()).cloned(),
        }
    }

    fn delivered(id: &'a str, delivery: Delivery<'a>, options: Options, sorted: &Sorted<'a>) -> Self {
        let record = &delivery.taken.record;
        let state: Vec<_> = record.money.contributions.iter().filter(|one| one.side == Side::State).collect();
        Self {
            id,
            name: &record.deal.name,
            tranche: record.deal.tranche,
            state_contribution: sum("som van de bijdragen van het Rijk", state.iter().map(|one| &one.amount)),
            form: state.first().map_or(FundingForm::NotStated, |one| one.form),
            paid: None,
            payment_notes: Vec::new(),
            due: None,
            delivery: Some(delivery),
            before: sorted.previous.get(id).copied(),
            standing: standing(Some(delivery), options),
            failure: None,
        }
    }

    /// What it delivered, whether it counts or not.
    #[must_use]
    pub fn record(&self) -> Option<&'a Record> {
        self.delivery.map(|delivery| &delivery.taken.record)
    }

    /// The delivery, when it counts; else why it does not.
    pub(super) fn counted(&self) -> Result<Delivery<'a>, String> {
        match (self.standing, self.delivery) {
            (Standing::Counted | Standing::Partly, Some(delivery)) => Ok(delivery),
            (Standing::Concept, _) => Err("nog een concept".to_owned()),
            (Standing::NotProcessed, _) => Err("niet verwerkt".to_owned()),
            (Standing::NotReceived | Standing::Counted | Standing::Partly, _) => Err("niet ontvangen".to_owned()),
        }
    }
}

/// How far the payments up to `year` go, as in `tot en met 2021`.
fn paid_until(portfolio: Option<&Portfolio>, year: i32) -> String {
    let through = portfolio.and_then(|portfolio| portfolio.overview(year)).and_then(|text| text.paid_through);
    match (through, NaiveDate::from_ymd_opt(year, 12, 31)) {
        (Some(through), Some(last)) if *through < last => format::date(*through),
        _ => year.to_string(),
    }
}

/// What the ministry paid a deal per year up to `year`, by the portefeuille.
fn paid(books: Books<'_>, deal: &PortfolioDeal, year: i32) -> BTreeMap<i32, Traced> {
    let mut paid: BTreeMap<i32, Traced> = BTreeMap::new();
    for payment in deal.paid.iter().filter(|payment| payment.year.0 <= year) {
        let sum = paid.entry(payment.year.0).or_insert_with(|| Traced {
            value: Decimal::ZERO,
            formula: String::new(),
            places: Vec::new(),
        });
        if !sum.places.is_empty() {
            "som van de betalingen in dat jaar".clone_into(&mut sum.formula);
        }
        sum.value += payment.amount.euros();
        sum.places.push(books.sources.place(&payment.at.key("bedrag")));
    }
    paid
}

/// What there is to say of a report that was presented after the day on which it was due.
fn late(deal: &DealStanding<'_>) -> Option<Notice> {
    let (due, delivery) = (deal.due?, deal.delivery?);
    let report = &delivery.taken.record.report;
    (report.status == Stage::Presented && report.status_on > due).then(|| Notice {
        source: delivery.source.to_owned(),
        deal: deal.name.to_owned(),
        text: format!(
            "aangeboden op {}; in de portefeuille staat {} als uiterste dag",
            format::date(report.status_on),
            format::date(due)
        ),
    })
}

fn standing(delivery: Option<Delivery<'_>>, options: Options) -> Standing {
    match delivery {
        None => Standing::NotReceived,
        Some(delivery) if delivery.is_concept() && !options.with_concepts => Standing::Concept,
        Some(delivery) if !is_state_of(delivery, options.year) => Standing::Partly,
        Some(_) => Standing::Counted,
    }
}

impl Received {
    /// `None` without a portefeuille.
    fn of(deal: &DealStanding<'_>, year: i32) -> Option<Self> {
        let per_year = deal.paid.as_ref()?;
        let state = state_of_year(deal, year);
        let of_region = state.as_ref().ok().map(|delivery| &delivery.taken.record.money.received);
        let paid = paid_to(deal);
        let received = state.clone().and_then(|delivery| received(delivery, year));
        let why_not = match (&state, &paid, &received) {
            (Err(reason), _, _) | (_, Err(reason), _) | (_, _, Err(reason)) => reason.clone(),
            (Ok(_), Ok(_), Ok(_)) => String::new(),
        };
        let (paid, received) = (paid.ok(), received.ok());
        let mut facts = Vec::new();
        if let Some(of_region) = of_region.filter(|_| why_not.is_empty()) {
            let years: BTreeSet<i32> =
                per_year.keys().chain(of_region.keys()).copied().filter(|of| *of <= year).collect();
            let euros = |traced: Option<&Traced>| {
                traced.map_or_else(|| "niets".to_owned(), |one| format::euros_exactly(Amount::from_euros(one.value)))
            };
            for of in years {
                let (ours, theirs) = (per_year.get(&of), of_region.get(&of));
                if ours.map(|one| one.value) != theirs.map(|one| one.value) {
                    facts.push(format!("Over {of}: uitgekeerd {}, ontvangen {}.", euros(ours), euros(theirs)));
                }
            }
            let later = of_region
                .range(year + 1..)
                .map(|(of, one)| format!("De regio noemt ook een ontvangst over {of}: {}.", euros(Some(one))));
            facts.extend(later);
            let notes = deal.payment_notes.iter();
            facts.extend(notes.map(|(of, note)| format!("In de portefeuille staat bij {of}: {note}.")));
        }
        let difference = paid.as_ref().zip(received.as_ref()).map(|(paid, received)| received.value - paid.value);
        let (deal, name) = (deal.id.to_owned(), deal.name.to_owned());
        Some(Self { deal, name, paid, received, why_not, difference, facts })
    }
}

/// The sum of values, with the places of all.
fn sum<'t>(formula: &str, parts: impl Iterator<Item = &'t Traced>) -> Traced {
    let parts: Vec<&Traced> = parts.collect();
    if let [one] = parts.as_slice() {
        return (*one).clone();
    }
    Traced {
        value: parts.iter().map(|part| part.value).sum(),
        formula: formula.to_owned(),
        places: parts.iter().flat_map(|part| part.places.iter().cloned()).collect(),
    }
}

/// Sums one thing over the deals of a scope.
struct Summing<'s, 'a> {
    deals: Vec<&'s DealStanding<'a>>,
    scope: String,
    name: &'s str,
}

/// What a figure is: its id without the scope, its label without the scope, its unit, its formula.
struct What<'w>(&'w str, &'w str, &'w str, &'w str);

impl<'a> Summing<'_, 'a> {
    /// Sums what `part` gives of each deal that `is_about` is true of.
    fn over(
        &self,
        What(id, label, unit, formula): What<'_>,
        is_about: impl Fn(&DealStanding<'a>) -> bool,
        part: impl Fn(&DealStanding<'a>) -> Result<(Traced, String), String>,
    ) -> National {
        let mut parts = Vec::new();
        let mut left_out = Vec::new();
        for deal in self.deals.iter().filter(|deal| is_about(deal)) {
            match part(deal) {
                Ok((value, fingerprint)) => {
                    parts.push(Part { deal: deal.id.to_owned(), name: deal.name.to_owned(), fingerprint, value });
                }
                Err(reason) => left_out.push(LeftOut::of(deal, reason)),
            }
        }
        National {
            id: format!("{id}/{}", self.scope),
            label: format!("{label}, {}", self.name),
            unit: unit.to_owned(),
            value: parts.iter().map(|part| part.value.value).sum(),
            all: parts.len() + left_out.len(),
            formula: formula.to_owned(),
            note: String::new(),
            parts,
            left_out,
        }
    }

    /// Sums what the delivery of each deal gives.
    fn delivered(
        &self,
        what: What<'_>,
        is_about: impl Fn(&DealStanding<'a>) -> bool,
        value: impl Fn(Delivery<'a>) -> Result<Traced, String>,
        year: Option<i32>,
    ) -> National {
        self.over(what, is_about, |deal| {
            let delivery = match year {
                Some(year) => state_of_year(deal, year)?,
                None => deal.counted()?,
            };
            Ok((value(delivery)?, delivery.taken.fingerprint.clone()))
        })
    }

    /// The contributions that count, each with the name of its deal.
    fn contributions(&self) -> impl Iterator<Item = (&str, &'a ContributionRecord)> {
        let counted = self.deals.iter().filter_map(|deal| Some((deal.name, deal.counted().ok()?)));
        counted
            .flat_map(|(name, delivery)| delivery.taken.record.money.contributions.iter().map(move |one| (name, one)))
    }
}

/// The delivery of a deal, when it counts and its state is that of the last day of the year. What was
/// spent, received or reached up to another day is another figure.
pub(super) fn state_of_year<'a>(deal: &DealStanding<'a>, year: i32) -> Result<Delivery<'a>, String> {
    let delivery = deal.counted()?;
    if is_state_of(delivery, year) {
        return Ok(delivery);
    }
    Err(format!("andere peildatum: {}", format::date(delivery.taken.record.report.reference_date)))
}

/// Whether a delivery tells the state of the last day of a year.
fn is_state_of(delivery: Delivery<'_>, year: i32) -> bool {
    NaiveDate::from_ymd_opt(year, 12, 31) == Some(delivery.taken.record.report.reference_date)
}

/// What the ministry paid a deal up to the year, by its own books. Books without a payment say nothing.
pub(super) fn paid_to(deal: &DealStanding<'_>) -> Result<Traced, String> {
    let paid = deal.paid.as_ref().filter(|paid| !paid.is_empty());
    let paid = paid.ok_or_else(|| "geen betaling in de portefeuille".to_owned())?;
    Ok(sum("som van de betalingen", paid.values()))
}

/// Received from the Rijk for the years up to `year`. A dossier without a receipt says nothing: who
/// received nothing can say so with a receipt of 0.
pub(super) fn received(delivery: Delivery<'_>, year: i32) -> Result<Traced, String> {
    let received = &delivery.taken.record.money.received;
    if received.is_empty() {
        return Err("geen ontvangst van het Rijk in het dossier".to_owned());
    }
    Ok(sum("som van de ontvangsten van het Rijk", received.range(..=year).map(|(_, one)| one)))
}

/// Spent from the start. A dossier without any row of spending says nothing.
pub(super) fn spent(delivery: Delivery<'_>) -> Result<Traced, String> {
    let money = &delivery.taken.record.money;
    if money.spent_per_year.is_empty() {
        return Err("geen besteding in het dossier".to_owned());
    }
    Ok(money.spent.clone())
}

/// Spent in the year. A dossier without a row of spending for it says nothing.
pub(super) fn spent_in(delivery: Delivery<'_>, year: i32) -> Result<Traced, String> {
    let spent = delivery.taken.record.money.spent_per_year.get(&year);
    spent.cloned().ok_or_else(|| format!("geen besteding over {year} in het dossier"))
}

/// Whether a contribution is money of a side.
pub(super) fn is_money(side: Side) -> impl Fn(&ContributionRecord) -> bool {
    move |one| one.side == side && one.form != FundingForm::InKind
}

/// Whether a contribution is goods or hours of the region or others: no money.
pub(super) fn is_in_kind(one: &ContributionRecord) -> bool {
    one.side != Side::State && one.form == FundingForm::InKind
}

/// The agreed contributions that count: the money of a side, or goods and hours. A side that agreed
/// nothing contributes 0, which is known from the covenant.
pub(super) fn agreed(delivery: Delivery<'_>, counts: impl Fn(&ContributionRecord) -> bool) -> Traced {
    let record = &delivery.taken.record;
    let counted: Vec<&Traced> =
        record.money.contributions.iter().filter(|one| counts(one)).map(|one| &one.amount).collect();
    if counted.is_empty() {
        return Traced {
            value: Decimal::ZERO,
            formula: "geen in het convenant".to_owned(),
            places: vec![record.contributions_place.clone()],
        };
    }
    sum("som van de bijdragen", counted.into_iter())
}

/// What a reader must know when contributions are summed of which some have VAT in them and others do
/// not: each is an agreement as it was made, and nothing says how to make them alike.
fn vat_note<'c>(contributions: impl Iterator<Item = &'c ContributionRecord>) -> String {
    let (mut included, mut excluded, mut unstated) = (0, 0, 0);
    for contribution in contributions {
        match contribution.vat {
            Vat::Included => included += 1,
            Vat::Excluded => excluded += 1,
            Vat::NotStated => unstated += 1,
        }
    }
    let kinds = [(included, "inclusief btw"), (excluded, "exclusief btw"), (unstated, "zonder vermelding van btw")];
    let said: Vec<String> = kinds
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", format::plural(count, "bijdrage", "bijdragen")))
        .collect();
    if said.len() < 2 {
        return String::new();
    }
    format!("Opgeteld zoals afgesproken: {}.", format::list(&said))
}

impl Totals {
    /// The totals of a scope; of the portefeuille its fingerprint and how far its payments go.
    fn of(
        deals: &[DealStanding<'_>],
        tranche: Option<u32>,
        options: Options,
        (portfolio_print, paid_until): (&str, &str),
    ) -> Self {
        let year = options.year;
        let name = tranche.map_or_else(|| "alle deals".to_owned(), |tranche| format!("tranche {tranche}"));
        let summing = Summing {
            deals: deals.iter().filter(|deal| tranche.is_none_or(|tranche| deal.tranche == tranche)).collect(),
            scope: tranche.map_or_else(|| "alle".to_owned(), |tranche| format!("tranche-{tranche}")),
            name: &name,
        };
        let forms: BTreeSet<FundingForm> = summing.deals.iter().map(|deal| deal.form).collect();
        let per_form = |figure: &dyn Fn(Option<FundingForm>) -> National| {
            forms.iter().map(|form| (*form, figure(Some(*form)))).collect::<BTreeMap<_, _>>()
        };
        let state = |form| summing.state(form, portfolio_print);
        let paid = |form| summing.paid(form, paid_until, portfolio_print);
        let received = |form| summing.received(form, year);
        let spent = |form| summing.spent(form, year);
        let has_books = summing.deals.iter().all(|deal| deal.paid.is_some());
        Self {
            tranche,
            deals: summing.deals.len(),
            state: state(None),
            region: summing.agreed("regio", "Afgesproken bijdrage van de regio’s", Side::Region),
            partners: summing.agreed("partners", "Afgesproken bijdrage van anderen", Side::Partner),
            in_kind: summing.in_kind(),
            paid: has_books.then(|| paid(None)),
            paid_beside_received: has_books.then(|| summing.paid_beside_received(year, paid_until, portfolio_print)),
            received: received(None),
            spent: spent(None),
            spent_in_year: summing.spent_in_year(year),
            per_form: per_form(&state),
            paid_per_form: if has_books { per_form(&paid) } else { BTreeMap::new() },
            received_per_form: per_form(&received),
            spent_per_form: per_form(&spent),
            projects: Phase::ALL.into_iter().map(|phase| (phase, summing.projects(phase, year))).collect(),
            projects_without_phase: summing.projects_without_phase(year),
            name,
        }
    }

    /// Its figures, in the order of the overview.
    pub fn figures(&self) -> impl Iterator<Item = &National> {
        [&self.state, &self.region, &self.partners, &self.in_kind]
            .into_iter()
            .chain(self.paid.as_ref())
            .chain(self.paid_beside_received.as_ref())
            .chain([&self.received, &self.spent, &self.spent_in_year])
            .chain(self.per_form.values())
            .chain(self.paid_per_form.values())
            .chain(self.received_per_form.values())
            .chain(self.spent_per_form.values())
            .chain(self.projects.values())
            .chain([&self.projects_without_phase])
    }
}

/// `besteed-specifieke-uitkering` and `Besteed door deals met een specifieke uitkering`.
fn with_form(id: &str, label: &str, link: &str, form: Option<FundingForm>) -> (String, String) {
    match form {
        None => (id.to_owned(), label.to_owned()),
        Some(FundingForm::NotStated) => {
            (format!("{id}-niet-vermeld"), format!("{label} {link} deals waarvan de vorm niet vermeld is"))
        }
        Some(form) => (format!("{id}-{}", form.word()), format!("{label} {link} deals met een {}", form.words())),
    }
}

impl<'a> Summing<'_, 'a> {
    /// The Rijksbijdrage: by the portefeuille of all deals, whether they delivered or not.
    fn state(&self, form: Option<FundingForm>, portfolio_print: &str) -> National {
        let (id, label) = with_form("rijk", "Afgesproken bijdrage van het Rijk", "aan", form);
        let what = What(&id, &label, "euro", "som van de Rijksbijdragen");
        self.over(what, has_form(form), |deal| {
            let fingerprint = match deal.paid {
                Some(_) => portfolio_print.to_owned(),
                None => deal.delivery.map_or_else(String::new, |delivery| delivery.taken.fingerprint.clone()),
            };
            Ok((deal.state_contribution.clone(), fingerprint))
        })
    }

    fn agreed(&self, id: &str, label: &str, side: Side) -> National {
        let what = What(id, label, "euro", "som van de afgesproken bijdragen in geld");
        let mut figure = self.delivered(what, |_| true, |delivery| Ok(agreed(delivery, is_money(side))), None);
        figure.note = vat_note(self.contributions().map(|(_, one)| one).filter(|one| is_money(side)(one)));
        figure
    }

    fn in_kind(&self) -> National {
        let formula = "som van de waarde die het convenant aan bijdragen in natura geeft; dit is geen geld";
        let what = What("in-natura", "Afgesproken bijdrage in natura van regio’s en anderen", "euro", formula);
        self.delivered(what, |_| true, |delivery| Ok(agreed(delivery, is_in_kind)), None)
    }

    fn paid(&self, form: Option<FundingForm>, paid_until: &str, portfolio_print: &str) -> National {
        let label = format!("Uitgekeerd door het Rijk tot en met {paid_until}");
        let (id, label) = with_form("uitgekeerd", &label, "aan", form);
        let what = What(&id, &label, "euro", "som van de betalingen volgens de portefeuille");
        let mut figure = self.over(what, has_form(form), |deal| Ok((paid_to(deal)?, portfolio_print.to_owned())));
        figure.note = self.overpaid_note(form);
        figure
    }

    fn paid_beside_received(&self, year: i32, paid_until: &str, portfolio_print: &str) -> National {
        let label = format!(
            "Uitgekeerd door het Rijk tot en met {paid_until} aan de deals waarvan ook het ontvangen bedrag meetelt"
        );
        let formula =
            "som van de betalingen volgens de portefeuille, alleen van deals waarvan ook bekend is wat zij ontvingen";
        let what = What("uitgekeerd-naast-ontvangen", &label, "euro", formula);
        self.over(
            what,
            |_| true,
            |deal| {
                received(state_of_year(deal, year)?, year)?;
                Ok((paid_to(deal)?, portfolio_print.to_owned()))
            },
        )
    }

    /// The deals that were paid more than the Rijksbijdrage, which is the most that they get.
    fn overpaid_note(&self, form: Option<FundingForm>) -> String {
        let overpaid = self.deals.iter().filter(|deal| has_form(form)(deal)).filter_map(|deal| {
            let (paid, agreed) = (paid_to(deal).ok()?.value, deal.state_contribution.value);
            let euros = |value| format::euros_exactly(Amount::from_euros(value));
            (paid > agreed).then(|| format!("{} ({}, afgesproken {})", deal.name, euros(paid), euros(agreed)))
        });
        let overpaid: Vec<String> = overpaid.collect();
        if overpaid.is_empty() {
            return String::new();
        }
        format!(
            "Aan deze deals is volgens de portefeuille meer uitgekeerd dan de Rijksbijdrage: {}.",
            overpaid.join("; ")
        )
    }

    fn received(&self, form: Option<FundingForm>, year: i32) -> National {
        let label = format!("Ontvangen van het Rijk tot en met {year}");
        let (id, label) = with_form("ontvangen", &label, "door", form);
        let what = What(&id, &label, "euro", "som van de ontvangsten volgens de regio’s");
        self.delivered(what, has_form(form), |delivery| received(delivery, year), Some(year))
    }

    fn spent(&self, form: Option<FundingForm>, year: i32) -> National {
        let (id, label) = with_form("besteed", &format!("Besteed tot en met {year}"), "door", form);
        let formula = "som van wat de regio’s sinds het begin besteedden, van wie het geld ook kwam";
        let what = What(&id, &label, "euro", formula);
        let mut figure = self.delivered(what, has_form(form), spent, Some(year));
        figure.note = self.spending_note(&figure, year);
        figure
    }

    fn spent_in_year(&self, year: i32) -> National {
        let label = format!("Besteed in {year}");
        let formula = "som van wat de regio’s in dat jaar besteedden, van wie het geld ook kwam";
        let what = What("besteed-in-jaar", &label, "euro", formula);
        let mut figure = self.delivered(what, |_| true, |delivery| spent_in(delivery, year), Some(year));
        figure.note = self.spending_note(&figure, year);
        figure
    }

    /// The running projects of which nothing is known of the year, so that the sum may be too low.
    fn spending_note(&self, figure: &National, year: i32) -> String {
        let counted = self.deals.iter().filter(|deal| figure.parts.iter().any(|part| part.deal == deal.id));
        let without = counted.filter_map(|deal| {
            let projects = &deal.delivery?.taken.record.without_spending;
            (!projects.is_empty()).then(|| format!("{} ({})", deal.name, format::list(projects)))
        });
        let without: Vec<String> = without.collect();
        if without.is_empty() {
            return String::new();
        }
        format!("Van deze lopende projecten is over {year} geen besteding bekend: {}.", without.join("; "))
    }

    fn projects(&self, phase: Phase, year: i32) -> National {
        let (id, label) = (format!("projecten-{}", phase.word()), format!("Projecten in de fase {}", phase.word()));
        let what = What(&id, &label, "projecten", "aantal projecten met die fase in het verslag");
        let count = |delivery: Delivery<'a>| {
            let record = &delivery.taken.record;
            let places = record.project_places.get(&phase).cloned().unwrap_or_default();
            Ok(match places.len() {
                0 => counted_none(record, "geen project met die fase"),
                count => Traced { value: Decimal::from(count), formula: "aantal projecten".to_owned(), places },
            })
        };
        self.delivered(what, |_| true, count, Some(year))
    }

    fn projects_without_phase(&self, year: i32) -> National {
        let formula = "aantal projecten in het dossier waarvan het verslag geen fase noemt";
        let what = What("projecten-zonder-fase", "Projecten zonder fase in het verslag", "projecten", formula);
        let count = |delivery: Delivery<'a>| {
            let record = &delivery.taken.record;
            let value = Decimal::from(record.without_phase);
            Ok(Traced { value, ..counted_none(record, "aantal projecten zonder fase") })
        };
        self.delivered(what, |_| true, count, Some(year))
    }
}

/// A count of nothing, which rests on the whole of the report.
fn counted_none(record: &Record, formula: &str) -> Traced {
    let places = vec![format!("verslagen/{}.yaml:1", record.report.id)];
    Traced { value: Decimal::ZERO, formula: formula.to_owned(), places }
}

/// Whether a deal has a form of funding.
fn has_form<'a>(form: Option<FundingForm>) -> impl Fn(&DealStanding<'a>) -> bool {
    move |deal| form.is_none_or(|form| deal.form == form)
}

/// The amount of a national figure in euros.
#[must_use]
pub fn amount(figure: &National) -> Amount {
    Amount::from_euros(figure.value)
}
