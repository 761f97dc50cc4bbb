//! Which report of a dossier is wanted.

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, KeyPath};
use crate::model::{Dossier, Id, Report, ReportKind};

/// Which report of a dossier is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Choice {
    /// The one with the latest peildatum.
    #[default]
    Latest,
    /// The yearly report about this year.
    Year(i32),
    /// The one with this id.
    Report(String),
}

impl Choice {
    /// What was asked for on the command line: an id, else a year, else the latest.
    #[must_use]
    pub fn asked(report: Option<&str>, year: Option<i32>) -> Self {
        match (report, year) {
            (Some(id), _) => Self::Report(id.to_owned()),
            (None, Some(year)) => Self::Year(year),
            (None, None) => Self::Latest,
        }
    }
    /// What a dossier delivers about a year: its yearly report, else the final evaluation that ends in it.
    #[must_use]
    pub fn about(dossier: &Dossier, year: i32) -> Self {
        let about = |kind| {
            let of_kind = move |report: &&Report| report.kind == kind && report.period.to.year() == year;
            dossier.reports_last_first().find(of_kind)
        };
        match about(ReportKind::Progress).or_else(|| about(ReportKind::FinalEvaluation)) {
            Some(report) => Self::Report(report.id.to_string()),
            None => Self::Year(year),
        }
    }

    /// The report that is wanted; when there is none, which there are.
    pub(super) fn of<'a>(&self, dossier: &'a Dossier) -> Result<&'a Report, Box<Diagnostic>> {
        let latest = |reports: &mut dyn Iterator<Item = &'a Report>| {
            reports.max_by_key(|report| (report.reference_date, report.known_through))
        };
        let found = match self {
            Self::Latest => latest(&mut dossier.reports.values()),
            Self::Year(year) => latest(
                &mut dossier
                    .reports
                    .values()
                    .filter(|report| report.kind == ReportKind::Progress && report.period.to.year() == *year),
            ),
            Self::Report(id) => dossier.reports.get(id.as_str()),
        };
        found.ok_or_else(|| {
            let what = match self {
                Self::Latest => "dit dossier heeft geen verslag".to_owned(),
                Self::Year(year) => format!("dit dossier heeft geen voortgangsrapportage over {year}"),
                Self::Report(id) => format!("dit dossier heeft geen verslag `{id}`"),
            };
            let known: Vec<&str> = dossier.reports.keys().map(Id::as_str).collect();
            let hint = match known.as_slice() {
                [] => "zet er een verslag in de map `verslagen`".to_owned(),
                [only] => format!("kies het verslag dat er wel is: `--verslag {only}`"),
                [first, ..] => {
                    format!("kies uit deze verslagen: {}; bijvoorbeeld `--verslag {first}`", known.join(", "))
                }
            };
            Box::new(Diagnostic::error("T003", KeyPath::file("verslagen"), what).hint(hint))
        })
    }
}
