//! The money of one deal as its page in the overview shows it, by the definitions of [`national`](super::national).

use rust_decimal::Decimal;

use super::national::DealStanding;
use super::record::{ContributionRecord, Record, Traced};
use crate::model::{FundingForm, Side};

/// The money of one deal, in euros; `None` where nothing is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnMoney {
    /// Agreed by the Rijk: by the portefeuille, else by the region.
    pub state: Decimal,
    /// Agreed by the region, in money.
    pub region: Option<Decimal>,
    /// Agreed by others, in money.
    pub partners: Option<Decimal>,
    /// Agreed by region and others in goods or hours.
    pub in_kind: Option<Decimal>,
    /// Paid by the ministry up to the year, by its own books.
    pub paid: Option<Decimal>,
    /// Received from the Rijk up to the year, by the region's books.
    pub received: Option<Decimal>,
    /// Spent from the start up to the peildatum.
    pub spent: Option<Decimal>,
    /// Spent in the year, up to the peildatum.
    pub spent_in_year: Option<Decimal>,
}

impl OwnMoney {
    /// What is known of the money of a deal up to and including `year`.
    #[must_use]
    pub fn of(deal: &DealStanding<'_>, year: i32) -> Self {
        let money = deal.delivery.map(|delivery| &delivery.taken.record.money);
        // A side that agreed nothing contributes 0, which is known from the covenant.
        let agreed = |counts: &dyn Fn(&ContributionRecord) -> bool| {
            let counted = money?.contributions.iter().filter(|one| counts(one));
            Some(counted.map(|one| one.amount.value).sum())
        };
        let in_money = |side: Side| agreed(&|one| one.side == side && one.form != FundingForm::InKind);
        let sum = |parts: &mut dyn Iterator<Item = &Traced>| parts.map(|part| part.value).sum();
        let paid = deal.paid.as_ref().filter(|paid| !paid.is_empty());
        let received = money.map(|money| &money.received).filter(|received| !received.is_empty());
        Self {
            state: deal.state_contribution.value,
            region: in_money(Side::Region),
            partners: in_money(Side::Partner),
            in_kind: agreed(&|one| one.side != Side::State && one.form == FundingForm::InKind),
            paid: paid.map(|paid| sum(&mut paid.values())),
            received: received.map(|received| sum(&mut received.range(..=year).map(|(_, one)| one))),
            spent: money.filter(|money| !money.spent_per_year.is_empty()).map(|money| money.spent.value),
            spent_in_year: money.and_then(|money| Some(money.spent_per_year.get(&year)?.value)),
        }
    }
}

impl<'a> DealStanding<'a> {
    /// What it delivered.
    #[must_use]
    pub fn record(&self) -> Option<&'a Record> {
        self.delivery.map(|delivery| &delivery.taken.record)
    }
}
