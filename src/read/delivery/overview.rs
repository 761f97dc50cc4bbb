//! A national overview that comes in as a PDF: what it says of itself, and what it was made from.

use super::attached::{self, Attached};
use super::{MANIFEST, Refusal};
use crate::read::PORTFOLIO;

/// The name, among the attachments, of the national figures with their parts and of what came in.
pub const OVERVIEW: &str = "overzicht.json";

/// The name, among the attachments, of the national figures as a table.
pub const FIGURES_TABLE: &str = "cijfers.csv";

/// What `overzicht.json` may be: that of 300 deals is some 10 MB.
const LARGEST_OVERVIEW: usize = 64 * 1024 * 1024;

/// What the portefeuille and the table may each be.
const LARGEST_BESIDE: usize = 20 * 1024 * 1024;

/// The files that an overview carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverviewFiles {
    /// `overzicht.json`.
    pub figures: Vec<u8>,
    /// `portefeuille.yaml`; `None` when the overview was made without one.
    pub portfolio: Option<Vec<u8>>,
    /// `cijfers.csv`; `None` when it is not there.
    pub table: Option<Vec<u8>>,
}

impl OverviewFiles {
    /// The files by name.
    #[must_use]
    pub fn files(&self) -> Vec<(&'static str, &[u8])> {
        let figures = Some((OVERVIEW, self.figures.as_slice()));
        let portfolio = self.portfolio.as_deref().map(|bytes| (PORTFOLIO, bytes));
        let table = self.table.as_deref().map(|bytes| (FIGURES_TABLE, bytes));
        figures.into_iter().chain(portfolio).chain(table).collect()
    }
}

/// Whether these attachments are those of an overview.
pub(super) fn is_overview(attached: &Attached) -> bool {
    attached.has(OVERVIEW) && !attached.has(MANIFEST)
}

/// Takes the files out of an overview.
///
/// # Errors
/// When the PDF cannot be read, is no overview of ours, or a file in it cannot be unpacked.
pub fn overview(pdf: &[u8]) -> Result<OverviewFiles, Refusal> {
    let attached = Attached::of(attached::open(pdf)?)?;
    if !is_overview(&attached) {
        return Err(Refusal::Missing(OVERVIEW.to_owned()));
    }
    let beside = |name: &str| attached.has(name).then(|| attached.bytes(name, LARGEST_BESIDE)).transpose();
    Ok(OverviewFiles {
        figures: attached.bytes(OVERVIEW, LARGEST_OVERVIEW)?,
        portfolio: beside(PORTFOLIO)?,
        table: beside(FIGURES_TABLE)?,
    })
}
