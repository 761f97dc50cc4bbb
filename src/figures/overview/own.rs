//! The money of one deal as its page in the overview shows it, by the definitions of [`national`].

use rust_decimal::Decimal;

use super::national::{self, DealStanding};
use super::record::{ContributionRecord, Traced};
use crate::model::Side;

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
    /// What is known of the money of a deal up to and including `year`, whether it counts or not.
    #[must_use]
    pub fn of(deal: &DealStanding<'_>, year: i32) -> Self {
        let known = |figure: Result<Traced, String>| figure.ok().map(|traced| traced.value);
        let agreed = |counts: &dyn Fn(&ContributionRecord) -> bool| {
            deal.delivery.map(|delivery| national::agreed(delivery, counts).value)
        };
        Self {
            state: deal.state_contribution.value,
            region: agreed(&national::is_money(Side::Region)),
            partners: agreed(&national::is_money(Side::Partner)),
            in_kind: agreed(&national::is_in_kind),
            paid: known(national::paid_to(deal)),
            received: deal.delivery.and_then(|delivery| known(national::received(delivery, year))),
            spent: deal.delivery.and_then(|delivery| known(national::spent(delivery))),
            spent_in_year: deal.delivery.and_then(|delivery| known(national::spent_in(delivery, year))),
        }
    }
}
