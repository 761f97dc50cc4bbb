//! Whether a report is what its data give: the report is made again and compared.
//!
//! Comes in: a PDF. Goes out: a [`Proof`]. It stands above the steps, as the recipe does: it reads a
//! delivery, runs the recipe on it, and compares bytes; where they differ it looks for the first page
//! and the first figure that do.

use serde::{Deserialize, Serialize};

use crate::diagnostic::Severity;
use crate::pipeline::{self, Built, Checked, Choice, Rejected};
use crate::read;
use crate::read::delivery::{self, Delivery, Manifest, Page, Refusal};
use crate::world::Templates;

/// What came of making a report again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Proof {
    /// Byte for byte the same.
    Identical,
    /// Another version of the program made it, so that other bytes say nothing.
    OtherVersion {
        /// Which one.
        made_by: String,
    },
    /// The same version, with templates that are neither built in nor attached.
    OtherTemplates,
    /// Its own data do not make a report.
    NotMade {
        /// Why, in the words of the first error.
        why: String,
    },
    /// Another report comes of its data.
    Differs(Difference),
}

/// Where a report and what its data give go apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The first page that differs, from 1; `None` when the pages are the same and something
    /// else in the file is not.
    pub page: Option<usize>,
    /// What stands there.
    pub stands: String,
    /// What should stand there.
    pub should: String,
    /// The figure that it is, as `herkomst.csv` calls it; empty when it is not a figure.
    pub figure: String,
}

/// A delivery and the dossier in it, both found in order.
#[derive(Debug)]
pub struct Received {
    /// What the PDF carries.
    pub delivery: Delivery,
    /// The dossier in it.
    pub checked: Checked,
}

impl Received {
    /// The report that the PDF is.
    #[must_use]
    pub fn choice(&self) -> Choice {
        Choice::Report(self.delivery.manifest.report.clone())
    }
}

/// Why a PDF is not taken in as a report.
#[derive(Debug)]
pub enum NotReceived {
    /// The PDF itself.
    Refused(Refusal),
    /// The dossier in it.
    Rejected(Box<Rejected>),
}

impl NotReceived {
    /// The first thing that is wrong, in Dutch, and what to do.
    #[must_use]
    pub fn why(&self) -> (String, String) {
        match self {
            Self::Refused(refusal) => (refusal.to_string(), refusal.hint().to_owned()),
            Self::Rejected(rejected) => (
                first_error(rejected),
                "het dossier in deze PDF is geen geldig dossier; vraag de regio om het oorspronkelijke rapport"
                    .to_owned(),
            ),
        }
    }
}

/// Takes in a report.
///
/// # Errors
/// When the PDF or the dossier in it is not in order.
pub fn receive(pdf: &[u8]) -> Result<Received, NotReceived> {
    let delivery = delivery::delivery(pdf).map_err(NotReceived::Refused)?;
    let choice = Choice::Report(delivery.manifest.report.clone());
    let checked =
        pipeline::check_for(&delivery.folder, &choice).map_err(|rejected| NotReceived::Rejected(Box::new(rejected)))?;
    if checked.dossier.deal.id.as_str() != delivery.manifest.deal {
        return Err(NotReceived::Refused(Refusal::OtherDeal {
            listed: delivery.manifest.deal.clone(),
            deal: checked.dossier.deal.id.to_string(),
        }));
    }
    if !checked.dossier.reports.contains_key(delivery.manifest.report.as_str()) {
        return Err(NotReceived::Refused(Refusal::OtherReport(delivery.manifest.report)));
    }
    Ok(Received { delivery, checked })
}

/// Makes a received report again and compares it with the PDF it came from.
#[must_use]
pub fn prove(pdf: &[u8], received: &Received) -> Proof {
    let Received { delivery, checked } = received;
    let manifest = &delivery.manifest;
    if manifest.program != Manifest::this_program() {
        let made_by = read::shown(&format!("{} {}", manifest.program.name, manifest.program.version), 60);
        return Proof::OtherVersion { made_by };
    }
    let templates = Templates::with_own(&delivery.own_templates);
    if templates.fingerprint() != manifest.templates.version {
        return Proof::OtherTemplates;
    }
    match pipeline::annual_report(&delivery.folder, checked, &received.choice(), &templates) {
        Ok(Built { pdf: again, .. }) if again.bytes == pdf => Proof::Identical,
        Ok(Built { pdf: again, .. }) => Proof::Differs(difference(pdf, &again.bytes)),
        Err(rejected) if delivery.own_templates.is_empty() => Proof::NotMade { why: first_error(&rejected) },
        Err(rejected) => {
            // Of a template from outside no mistake is ours.
            let why = first_error(&rejected);
            let why = why.strip_prefix("interne fout bij het opmaken: ").unwrap_or(&why);
            Proof::NotMade { why: format!("de eigen sjablonen die erin zitten, zijn niet bruikbaar ({why})") }
        }
    }
}

/// How much of an error is told, in characters.
const LONGEST_ERROR: usize = 400;

fn first_error(rejected: &Rejected) -> String {
    let error = rejected.diagnostics.iter().find(|one| one.severity == Severity::Error);
    error.map_or_else(
        || "er is een fout gevonden".to_owned(),
        |error| {
            let place = rejected.sources.place(&error.at);
            let message = read::shown(&error.message, LONGEST_ERROR);
            if error.at.file_name().is_empty() { message } else { format!("{place}: {message}") }
        },
    )
}

/// Where two reports go apart.
fn difference(pdf: &[u8], again: &[u8]) -> Difference {
    let none = Difference { page: None, stands: String::new(), should: String::new(), figure: String::new() };
    let (Ok(stands), Ok(should)) = (delivery::pages(pdf), delivery::pages(again)) else { return none };
    let pairs = stands
        .iter()
        .map(Some)
        .chain(std::iter::repeat(None))
        .zip(should.iter().map(Some).chain(std::iter::repeat(None)));
    let longest = stands.len().max(should.len());
    let Some((number, (stands, should))) =
        pairs.take(longest).enumerate().find(|(_, (stands, should))| stands != should)
    else {
        return none;
    };
    let line = |one: Option<&Page>, other: Option<&Page>| {
        let lines = one.map_or(&[][..], |page| &page.lines);
        let others = other.map_or(&[][..], |page| &page.lines);
        let at = lines.iter().zip(others).take_while(|(line, other)| line == other).count();
        lines.get(at).cloned().unwrap_or_default()
    };
    Difference {
        page: Some(number + 1),
        stands: line(stands, should),
        should: line(should, stands),
        figure: String::new(),
    }
}
