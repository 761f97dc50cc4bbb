//! The money of one deal as its page in the overview shows it.

use rust_decimal::Decimal;

use super::national::DealStanding;
use super::record::{Record, Traced};
use crate::model::Side;

/// The money of one deal, in euros; `None` where nothing is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnMoney {
    /// Agreed by the Rijk: by the portefeuille, else by the region.
    pub state: Decimal,
    /// Agreed by the region.
    pub region: Option<Decimal>,
    /// Agreed by others.
    pub partners: Option<Decimal>,
    /// Paid by the ministry up to the year, by its own books.
    pub paid: Option<Decimal>,
    /// Received from the Rijk up to the year, by the region's books.
    pub received: Option<Decimal>,
    /// Received − paid. `None` when one of them is not known.
    pub difference: Option<Decimal>,
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
        let agreed = |side: Side| {
            let of_side = money?.contributions.iter().filter(|one| one.side == side);
            sum(of_side.map(|one| &one.amount))
        };
        let paid = deal.paid.as_ref().map(|paid| sum(paid.values()).unwrap_or_default());
        let received = money.and_then(|money| sum(money.received.range(..=year).map(|(_, one)| one)));
        Self {
            state: deal.state_contribution.value,
            region: agreed(Side::Region),
            partners: agreed(Side::Partner),
            paid,
            received,
            difference: received.zip(paid).map(|(received, paid)| received - paid),
            spent: money.filter(|money| !money.spent.places.is_empty()).map(|money| money.spent.value),
            spent_in_year: money.and_then(|money| Some(money.spent_per_year.get(&year)?.value)),
        }
    }
}

/// The sum; `None` of nothing.
fn sum<'t>(parts: impl Iterator<Item = &'t Traced>) -> Option<Decimal> {
    parts.map(|part| part.value).reduce(|sum, part| sum + part)
}

impl<'a> DealStanding<'a> {
    /// What it delivered.
    #[must_use]
    pub fn record(&self) -> Option<&'a Record> {
        self.delivery.map(|delivery| &delivery.taken.record)
    }
}
