//! What a document is called: on its cover, in its properties, and wherever another file names it.

use super::words;
use crate::format;
use crate::model::{Deal, Report, ReportKind};

/// The title of a report: `Voortgangsrapportage 2022 Regio Deal Den Haag Zuidwest`.
#[must_use]
pub fn report_title(deal: &Deal, report: &Report) -> String {
    titled(words::report_kind(report.kind).name, deal, report)
}

/// The title of its council annex: `Raadsbijlage bij de voortgangsrapportage 2022 Regio Deal Den Haag Zuidwest`.
#[must_use]
pub fn annex_title(deal: &Deal, report: &Report) -> String {
    titled(&format!("Raadsbijlage bij {}", report_in_sentence(report.kind)), deal, report)
}

/// What a kind of report is called in a sentence: `de voortgangsrapportage`.
#[must_use]
pub const fn report_in_sentence(kind: ReportKind) -> &'static str {
    words::report_kind(kind).the
}

/// With plain spaces alone: who searches for it types no others.
fn titled(what: &str, deal: &Deal, report: &Report) -> String {
    format::plain_spaces(&format!("{what} {} {}", format::title_period(&report.period), deal.name))
}
