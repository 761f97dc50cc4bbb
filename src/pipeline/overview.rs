//! What an overview rests on besides what came in, and what comes of it.

use super::Rejected;
use crate::compose::{self, Inputs};
use crate::diagnostic::Diagnostic;
use crate::figures::overview::submission::Notice;
use crate::figures::overview::{Books, National, Overview, Refused, Standing};
use crate::model::Portfolio;
use crate::read::{self, Sources};
use crate::typeset::Pdf;

/// The portefeuille that could be read, and breaks no rule once it was checked.
#[derive(Debug)]
pub struct OwnBooks {
    /// What was read.
    pub portfolio: Portfolio,
    /// Where everything stands.
    pub sources: Sources,
    /// Warnings and tips.
    pub remarks: Vec<Diagnostic>,
}

impl OwnBooks {
    /// The portefeuille, before its rules are checked.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Rejected> {
        let (portfolio, sources, remarks) =
            read::portfolio(bytes).map_err(|(diagnostics, sources)| Rejected::new(diagnostics, &sources))?;
        Ok(Self { portfolio, sources, remarks })
    }

    /// As an overview looks at it.
    pub(super) const fn with_fingerprint<'a>(&'a self, fingerprint: &'a str) -> Books<'a> {
        Books { portfolio: &self.portfolio, sources: &self.sources, fingerprint }
    }
}

/// A finished overview.
#[derive(Debug)]
pub struct BuiltOverview {
    /// The PDF.
    pub pdf: Pdf,
    /// `overzicht.json`: every figure with its parts, and what came in.
    pub json: Vec<u8>,
    /// `cijfers.csv`: every figure and each of its parts, one a row.
    pub csv: Vec<u8>,
    /// Every national figure.
    pub figures: Vec<National>,
    /// The deals, in the order of the overview.
    pub deals: Vec<DealInBrief>,
    /// What could not be processed, with the reason.
    pub refused: Vec<(String, Refused)>,
    /// What a reader must know of the rest.
    pub notices: Vec<Notice>,
}

/// Where a deal stands in an overview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealInBrief {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub standing: Standing,
    /// Whether a delivery of it was taken in.
    pub is_received: bool,
}

impl BuiltOverview {
    /// What an overview says, beside its pages.
    pub(super) fn of(overview: &Overview<'_>, inputs: &Inputs<'_>, pdf: Pdf) -> Self {
        let deals = overview.deals.iter().map(|deal| DealInBrief {
            name: deal.name.to_owned(),
            standing: deal.standing,
            is_received: deal.delivery.is_some(),
        });
        let refused = overview.refused.iter().map(|(source, refused)| ((*source).to_owned(), refused.clone()));
        Self {
            pdf,
            json: compose::figures_json(overview, inputs),
            csv: compose::figures_csv(overview),
            figures: overview.figures().cloned().collect(),
            deals: deals.collect(),
            refused: refused.collect(),
            notices: overview.notices.clone(),
        }
    }
}
