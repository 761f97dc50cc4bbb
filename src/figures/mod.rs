//! Step 3: what can be derived from a dossier for one report.
//!
//! Comes in: a dossier and one of its reports. Goes out: [`Known`]: the dossier as it was known on
//! the report's gegevensstand, and exact figures, each with its formula and the places it rests
//! on. Left to others: cutting what was not known yet (`read::as_known_on`), rounding and words
//! (`format`, `compose`).

pub mod baseline;
pub mod changes;
pub mod comparison;
pub mod indicator;
pub mod judgement;
mod known;
pub mod margin;
pub mod money;
pub mod overview;
pub mod project;
mod trace;

pub use comparison::Hindrance;
pub use indicator::{AreaSeries, Change, IndicatorFigures, Point};
pub use judgement::Judgement;
pub use known::{Known, Unknown};
pub use margin::Margin;
pub use money::{Depletion, Line, MoneyFigures, YearFigures};
pub use trace::Figure;

use crate::model::{Dossier, Report};

/// Everything derived for one report.
#[derive(Debug, Clone)]
pub struct Figures {
    /// The money.
    pub money: MoneyFigures,
    /// The indicators, in the order of the dossier.
    pub indicators: Vec<IndicatorFigures>,
}

impl Figures {
    /// Derives the figures of `report` from a dossier as known on its gegevensstand.
    #[must_use]
    pub fn of(dossier: &Dossier, report: &Report) -> Self {
        Self {
            money: MoneyFigures::of(dossier, report),
            indicators: dossier
                .indicators
                .iter()
                .map(|indicator| IndicatorFigures::of(dossier, report, indicator))
                .collect(),
        }
    }
}
