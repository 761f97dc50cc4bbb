//! Whether a report or an overview is what its data give: it is made again and compared.
//!
//! Comes in: a PDF. Goes out: a [`Proof`]. It stands above the steps, as the recipe does: it reads a
//! delivery, runs the recipe on it, and compares bytes; where they differ it looks for the first page
//! and the first figure that do.

mod difference;
mod overview;

use std::fmt;

use difference::Trail;
pub use difference::{Difference, What};
pub use overview::{ReceivedOverview, prove_overview, receive_overview};
use serde::{Deserialize, Serialize};

use crate::compose::Edition;
use crate::diagnostic::Severity;
use crate::pipeline::{self, Built, Checked, Choice, Rejected};
use crate::read;
use crate::read::delivery::{self, Delivery, Manifest, Origin, Refusal, Sender};
use crate::world::Templates;

/// What came of making a report again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Proof {
    /// Byte for byte the same.
    Identical,
    /// Byte for byte the same, by templates that travelled along: they may say what no data say.
    IdenticalByOwnTemplates,
    /// All that is in it is the same: another program saved it anew, so that the bytes are not.
    Resaved,
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

impl Proof {
    /// Whether it cannot be told by this program, whatever the report is.
    #[must_use]
    pub const fn is_unknowable(&self) -> bool {
        matches!(self, Self::IdenticalByOwnTemplates | Self::OtherVersion { .. } | Self::OtherTemplates)
    }
}

/// What a PDF is of which that is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The report of a deal.
    Report,
    /// A national overview.
    Overview,
}

impl Kind {
    /// What it is called.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Report => "rapport",
            Self::Overview => "overzicht",
        }
    }
}

impl Proof {
    /// What there is to say of a PDF of this kind.
    #[must_use]
    pub fn of(&self, kind: Kind) -> String {
        let word = kind.word();
        match self {
            Self::Identical => format!("dit {word} is precies wat deze gegevens opleveren"),
            Self::IdenticalByOwnTemplates => format!(
                "dit {word} is precies wat deze gegevens opleveren met de eigen sjablonen die erin zitten; wat die sjablonen er zelf bij zetten, is daarmee niet bewezen"
            ),
            Self::Resaved => format!(
                "de inhoud van dit {word} klopt, maar het bestand is niet meer byte voor byte het oorspronkelijke: een ander programma heeft het opnieuw opgeslagen"
            ),
            Self::OtherVersion { made_by } => {
                format!("dit {word} is gemaakt met {made_by}; alleen met die versie is te bewijzen dat het klopt")
            }
            Self::OtherTemplates => {
                format!("dit {word} is gemaakt met sjablonen die deze versie niet heeft en die er niet bij zitten")
            }
            Self::NotMade { why } => format!("de gegevens in dit {word} leveren geen {word} op: {why}"),
            Self::Differs(_) => format!("dit {word} is niet wat deze gegevens opleveren"),
        }
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.of(Kind::Report))
    }
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
    /// A national overview, when that is what it is.
    Overview(Refusal),
    /// The dossier in it.
    Rejected(Box<Rejected>),
}

impl NotReceived {
    /// The first thing that is wrong, in Dutch, and what to do: whom to ask for another file.
    #[must_use]
    pub fn why(&self, sender: Sender) -> (String, String) {
        match self {
            Self::Refused(refusal) => (refusal.to_string(), refusal.hint(sender)),
            Self::Overview(refusal) => (
                refusal.to_string(),
                "het bestand is na het maken veranderd of van een andere versie; vraag wie het overzicht maakte om het oorspronkelijke bestand".to_owned(),
            ),
            Self::Rejected(rejected) => (
                first_error(rejected),
                format!("het dossier in deze PDF is geen geldig dossier; {}", sender.original()),
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
    match remade(pdf, received) {
        Ok(_) if received.delivery.own_templates.is_empty() => Proof::Identical,
        Ok(_) => Proof::IdenticalByOwnTemplates,
        Err(proof) => proof,
    }
}

/// Makes a received report again, with the registration number that travels along; it is given when it is
/// the PDF that it came from, byte for byte.
pub(crate) fn remade(pdf: &[u8], received: &Received) -> Result<Built, Proof> {
    let Received { delivery, checked } = received;
    let manifest = &delivery.manifest;
    if manifest.program != Manifest::this_program() {
        let made_by = read::shown(&format!("{} {}", manifest.program.name, manifest.program.version), 60);
        return Err(Proof::OtherVersion { made_by });
    }
    let templates = Templates::with_own(&delivery.own_templates);
    if templates.fingerprint() != manifest.templates.version {
        return Err(Proof::OtherTemplates);
    }
    let stamp = delivery.stamp.as_ref();
    match pipeline::edition(&delivery.folder, checked, &received.choice(), &templates, &Edition::Delivery, stamp) {
        Ok(again) if again.pdf.bytes == pdf => Ok(again),
        Ok(Built { pdf: again, .. }) => {
            let trail = Trail { fingerprint: &manifest.fingerprint, origins: trail(&again.bytes) };
            Err(difference::difference(pdf, &again.bytes, trail).map_or(Proof::Resaved, Proof::Differs))
        }
        Err(rejected) if delivery.own_templates.is_empty() => Err(Proof::NotMade { why: first_error(&rejected) }),
        Err(rejected) => {
            // Of a template from outside no mistake is ours.
            let why = first_error(&rejected);
            let why = why.strip_prefix("interne fout bij het opmaken: ").unwrap_or(&why);
            Err(Proof::NotMade { why: format!("de eigen sjablonen die erin zitten, zijn niet bruikbaar ({why})") })
        }
    }
}

/// The trail in a report as it was made again.
fn trail(again: &[u8]) -> Vec<Origin> {
    let provenance = delivery::delivery(again).map(|delivery| delivery.provenance).unwrap_or_default();
    delivery::origins(&provenance)
}

/// How much of an error is told, in characters.
const LONGEST_ERROR: usize = 400;

pub(crate) fn first_error(rejected: &Rejected) -> String {
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
