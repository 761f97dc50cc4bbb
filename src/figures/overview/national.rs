//! National figures: sums of what has the same definition, unit and date, with every part.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::goals::Goals;
use super::record::Traced;
use super::restated::{self, Restatement};
use super::submission::{Delivery, Notice, Refused, Sorted};
use crate::format;
use crate::model::{Amount, FundingForm, Phase, Portfolio, Side, YearOverview};
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
    /// Of how many deals there could be a part.
    #[serde(rename = "van")]
    pub all: usize,
    /// How it came about.
    #[serde(rename = "formule")]
    pub formula: String,
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
    /// The deal's name.
    #[serde(rename = "naam")]
    pub name: String,
    /// Why, in Dutch.
    #[serde(rename = "reden")]
    pub reason: String,
}

impl National {
    /// Of how many deals a part was summed.
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
    /// It delivered what is not adopted, and does not count.
    Concept,
    /// What it delivered could not be processed.
    NotProcessed,
    /// It did not deliver.
    NotReceived,
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
    /// The day on which its report was due.
    pub due: Option<NaiveDate>,
    /// What it delivered.
    pub delivery: Option<Delivery<'a>>,
    /// What it delivered about the year before, when that was given.
    pub before: Option<Delivery<'a>>,
    /// Where it stands.
    pub standing: Standing,
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
    /// Agreed by the region.
    pub region: National,
    /// Agreed by others.
    pub partners: National,
    /// Paid by the ministry, by its own books; `None` without a portefeuille.
    pub paid: Option<National>,
    /// Received from the Rijk, by the regions' books.
    pub received: National,
    /// Spent from the start up to the end of the year.
    pub spent: National,
    /// Spent in the year.
    pub spent_in_year: National,
    /// The Rijksbijdrage per form of funding.
    pub per_form: BTreeMap<FundingForm, National>,
    /// Projects per phase.
    pub projects: BTreeMap<Phase, National>,
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
    /// Doelbereik over all deals.
    pub goals: Goals,
    /// What deals say otherwise than in their delivery of the year before.
    pub restatements: Vec<Restatement>,
    /// What could not be processed, with the reason.
    pub refused: Vec<(&'a str, Refused)>,
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
        let Sorted { current, previous, refused, notices } = sorted;
        let deals: Vec<DealStanding<'a>> = match books {
            Some(books) => {
                let standing = |deal| DealStanding::in_books(books, deal, options, &current, &previous);
                books.portfolio.deals.iter().map(standing).collect()
            }
            None => current
                .iter()
                .map(|(id, delivery)| DealStanding::delivered(id, *delivery, options, &previous))
                .collect(),
        };
        let portfolio_print = books.map_or("", |books| books.fingerprint);
        let mut tranches: Vec<u32> = deals.iter().map(|deal| deal.tranche).collect();
        tranches.sort_unstable();
        tranches.dedup();
        let totals = |tranche: Option<u32>| Totals::of(&deals, tranche, options, portfolio_print);
        Self {
            options,
            text: books.and_then(|books| books.portfolio.overview(options.year)),
            portfolio: books.map(|books| books.portfolio),
            tranches: tranches.into_iter().map(|tranche| totals(Some(tranche))).collect(),
            total: totals(None),
            goals: Goals::of(&deals, options),
            restatements: restated::of(&deals),
            deals,
            refused,
            notices,
        }
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
    fn in_books(
        books: Books<'a>,
        deal: &'a crate::model::PortfolioDeal,
        options: Options,
        current: &BTreeMap<&str, Delivery<'a>>,
        previous: &BTreeMap<&str, Delivery<'a>>,
    ) -> Self {
        let id = deal.id.as_str();
        let place = |at: &crate::diagnostic::KeyPath| vec![books.sources.place(&at.key("bedrag"))];
        let mut paid: BTreeMap<i32, Traced> = BTreeMap::new();
        for payment in deal.paid.iter().filter(|payment| payment.year.0 <= options.year) {
            let sum = paid.entry(payment.year.0).or_insert_with(|| Traced {
                value: Decimal::ZERO,
                formula: String::new(),
                places: Vec::new(),
            });
            if !sum.places.is_empty() {
                sum.formula = "som van de betalingen in dat jaar".to_owned();
            }
            sum.value += payment.amount.euros();
            sum.places.extend(place(&payment.at));
        }
        let due = deal.due.iter().find(|due| due.year.0 == options.year).map(|due| *due.date);
        let delivery = current.get(id).copied();
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
            paid: Some(paid),
            due: due.or_else(|| books.portfolio.overview(options.year).map(|overview| *overview.due)),
            delivery,
            before: previous.get(id).copied(),
            standing: standing(delivery, options),
        }
    }

    fn delivered(
        id: &'a str,
        delivery: Delivery<'a>,
        options: Options,
        previous: &BTreeMap<&str, Delivery<'a>>,
    ) -> Self {
        let record = &delivery.taken.record;
        let state: Vec<_> = record.money.contributions.iter().filter(|one| one.side == Side::State).collect();
        Self {
            id,
            name: &record.deal.name,
            tranche: record.deal.tranche,
            state_contribution: sum("som van de bijdragen van het Rijk", state.iter().map(|one| &one.amount)),
            form: state.first().map_or(FundingForm::NotStated, |one| one.form),
            paid: None,
            due: None,
            delivery: Some(delivery),
            before: previous.get(id).copied(),
            standing: standing(Some(delivery), options),
        }
    }

    /// The delivery, when it counts; else why it does not.
    fn counted(&self) -> Result<Delivery<'a>, String> {
        match (self.standing, self.delivery) {
            (Standing::Counted, Some(delivery)) => Ok(delivery),
            (Standing::Concept, _) => Err("nog een concept".to_owned()),
            (Standing::NotProcessed, _) => Err("niet verwerkt".to_owned()),
            (Standing::NotReceived | Standing::Counted, _) => Err("niet ontvangen".to_owned()),
        }
    }
}

fn standing(delivery: Option<Delivery<'_>>, options: Options) -> Standing {
    match delivery {
        None => Standing::NotReceived,
        Some(delivery) if delivery.is_concept() && !options.with_concepts => Standing::Concept,
        Some(_) => Standing::Counted,
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

impl<'a> Summing<'_, 'a> {
    fn over(
        &self,
        what: &str,
        label: &str,
        unit: &str,
        formula: &str,
        part: impl Fn(&DealStanding<'a>) -> Result<Option<(Traced, String)>, String>,
    ) -> National {
        let mut parts = Vec::new();
        let mut left_out = Vec::new();
        for deal in &self.deals {
            match part(deal) {
                Ok(Some((value, fingerprint))) => {
                    parts.push(Part { deal: deal.id.to_owned(), name: deal.name.to_owned(), fingerprint, value })
                }
                Ok(None) => {}
                Err(reason) => left_out.push(LeftOut { name: deal.name.to_owned(), reason }),
            }
        }
        National {
            id: format!("{what}/{}", self.scope),
            label: format!("{label}, {}", self.name),
            unit: unit.to_owned(),
            value: parts.iter().map(|part| part.value.value).sum(),
            all: parts.len() + left_out.len(),
            formula: formula.to_owned(),
            parts,
            left_out,
        }
    }
}

/// Whether what a delivery says of the year is the whole year: its peildatum is the last day.
fn whole_year(delivery: Delivery<'_>, year: i32) -> Result<(), String> {
    let peildatum = delivery.taken.record.report.reference_date;
    if NaiveDate::from_ymd_opt(year, 12, 31) == Some(peildatum) {
        return Ok(());
    }
    Err(format!("andere peildatum: {}", format::date(peildatum)))
}

impl Totals {
    fn of(deals: &[DealStanding<'_>], tranche: Option<u32>, options: Options, portfolio_print: &str) -> Self {
        let year = options.year;
        let name = tranche.map_or_else(|| "alle deals".to_owned(), |tranche| format!("tranche {tranche}"));
        let summing = Summing {
            deals: deals.iter().filter(|deal| tranche.is_none_or(|tranche| deal.tranche == tranche)).collect(),
            scope: tranche.map_or_else(|| "alle".to_owned(), |tranche| format!("tranche-{tranche}")),
            name: &name,
        };
        let from_delivery = |deal: &DealStanding<'_>, value: fn(&super::record::MoneyRecord) -> Traced| {
            let delivery = deal.counted()?;
            Ok(Some((value(&delivery.taken.record.money), delivery.taken.fingerprint.clone())))
        };
        let own_books = |deal: &DealStanding<'_>| match deal.paid {
            Some(_) => portfolio_print.to_owned(),
            None => deal.delivery.map_or_else(String::new, |delivery| delivery.taken.fingerprint.clone()),
        };
        let agreed = |side: Side| {
            move |money: &super::record::MoneyRecord| {
                let of_side = money.contributions.iter().filter(|one| one.side == side);
                sum("som van de bijdragen", of_side.map(|one| &one.amount))
            }
        };
        let contribution = |what: &str, label: &str, side: Side| {
            summing.over(what, label, "euro", "som van de afgesproken bijdragen", |deal| {
                let delivery = deal.counted()?;
                let value = agreed(side)(&delivery.taken.record.money);
                Ok((!value.places.is_empty()).then(|| (value, delivery.taken.fingerprint.clone())))
            })
        };
        let forms: std::collections::BTreeSet<FundingForm> = summing.deals.iter().map(|deal| deal.form).collect();
        let phases = [Phase::Proposed, Phase::Running, Phase::Completed, Phase::Stopped];
        let state = |form: Option<FundingForm>| {
            let what = form.map_or_else(|| "rijk".to_owned(), |form| format!("rijk-{}", form.word()));
            let label = form.map_or_else(
                || "Afgesproken bijdrage van het Rijk".to_owned(),
                |form| format!("Afgesproken bijdrage van het Rijk als {}", form.words()),
            );
            summing.over(&what, &label, "euro", "som van de Rijksbijdragen", |deal| {
                let counts = form.is_none_or(|form| deal.form == form);
                Ok(counts.then(|| (deal.state_contribution.clone(), own_books(deal))))
            })
        };
        Self {
            tranche,
            deals: summing.deals.len(),
            state: state(None),
            per_form: forms.into_iter().map(|form| (form, state(Some(form)))).collect(),
            region: contribution("regio", "Afgesproken bijdrage van de regio’s", Side::Region),
            partners: contribution("partners", "Afgesproken bijdrage van anderen", Side::Partner),
            paid: summing.deals.iter().all(|deal| deal.paid.is_some()).then(|| {
                let label = format!("Uitgekeerd door het Rijk tot en met {year}");
                summing.over("uitgekeerd", &label, "euro", "som van de betalingen volgens het Rijk", |deal| {
                    let paid = deal.paid.as_ref().map(|paid| sum("som van de betalingen", paid.values()));
                    Ok(paid.map(|paid| (paid, portfolio_print.to_owned())))
                })
            }),
            received: summing.over(
                "ontvangen",
                &format!("Ontvangen van het Rijk tot en met {year}"),
                "euro",
                "som van de ontvangsten volgens de regio’s",
                |deal| {
                    let delivery = deal.counted()?;
                    whole_year(delivery, year)?;
                    let received = &delivery.taken.record.money.received;
                    let value = sum("som van de ontvangsten van het Rijk", received.range(..=year).map(|(_, one)| one));
                    Ok(Some((value, delivery.taken.fingerprint.clone())))
                },
            ),
            spent: summing.over(
                "besteed",
                &format!("Besteed tot en met {year}"),
                "euro",
                "som van wat de regio’s sinds het begin besteedden",
                |deal| {
                    whole_year(deal.counted()?, year)?;
                    from_delivery(deal, |money| money.spent.clone())
                },
            ),
            spent_in_year: summing.over(
                "besteed-in-jaar",
                &format!("Besteed in {year}"),
                "euro",
                "som van wat de regio’s in dat jaar besteedden",
                |deal| {
                    let delivery = deal.counted()?;
                    whole_year(delivery, year)?;
                    let spent = delivery.taken.record.money.spent_per_year.get(&year);
                    Ok(spent.map(|spent| (spent.clone(), delivery.taken.fingerprint.clone())))
                },
            ),
            projects: phases
                .into_iter()
                .map(|phase| {
                    let label = format!("Projecten in de fase {}", phase.word());
                    let figure = summing.over(
                        &format!("projecten-{}", phase.word()),
                        &label,
                        "projecten",
                        "aantal projecten met die fase in het verslag",
                        |deal| {
                            let delivery = deal.counted()?;
                            let count = delivery.taken.record.projects.get(&phase).copied().unwrap_or_default();
                            let file = format!("verslagen/{}.yaml", delivery.taken.record.report.id);
                            let value =
                                Traced { value: Decimal::from(count), formula: String::new(), places: vec![file] };
                            Ok(Some((value, delivery.taken.fingerprint.clone())))
                        },
                    );
                    (phase, figure)
                })
                .collect(),
            name,
        }
    }

    /// Its figures, in the order of the overview.
    pub fn figures(&self) -> impl Iterator<Item = &National> {
        [&self.state, &self.region, &self.partners]
            .into_iter()
            .chain(self.paid.as_ref())
            .chain([&self.received, &self.spent, &self.spent_in_year])
            .chain(self.per_form.values())
            .chain(self.projects.values())
    }
}

/// The amount of a national figure in euros.
#[must_use]
pub fn amount(figure: &National) -> Amount {
    Amount::from_euros(figure.value)
}
