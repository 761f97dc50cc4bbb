//! The names of the files: safe everywhere, and sorted as a reader wants them.

use super::About;
use crate::model::ReportKind;

/// The names of the files of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileNames {
    /// The folder.
    pub folder: String,
    /// What every name of a document begins with: date, title, period.
    pub stem: String,
    /// What every name of a document ends with: version and status.
    pub version: String,
    /// The council annex.
    pub annex: String,
    /// The delivery edition.
    pub delivery: String,
    /// The archive edition.
    pub archive: String,
    /// The HTML twin.
    pub html: String,
}

impl FileNames {
    /// The names of the files about a report.
    #[must_use]
    pub fn of(about: About<'_>) -> Self {
        let report = about.report;
        let status = &report.status;
        let day = status.presented.or(status.adopted).or(status.discussed).unwrap_or(status.concept);
        let kind = match report.kind {
            ReportKind::Progress => "voortgangsrapportage",
            other => other.word(),
        };
        let day = day.format("%Y-%m-%d");
        let stem = format!("{day}_{kind}-{}-{}", about.dossier.deal.id, report.id);
        let version = format!("v{}-{}", safe(report.version.as_str()), status.stage().word());
        let document = |what: &str, ending: &str| format!("{stem}_{what}_{version}.{ending}");
        Self {
            annex: document("1-raadsbijlage", "pdf"),
            delivery: document("2-verslag", "pdf"),
            archive: document("3-verslag-archief", "pdf"),
            html: document("4-verslag", "html"),
            folder: format!("{stem}_{version}"),
            stem,
            version,
        }
    }
}

/// Letters, digits, dots and hyphens; anything else becomes a hyphen.
fn safe(text: &str) -> String {
    text.chars().map(|sign| if sign.is_ascii_alphanumeric() || sign == '.' { sign } else { '-' }).collect()
}
