//! A report with its registration number, which is assigned when the report exists.
//!
//! Comes in: a report that was received, and a number. Goes out: the same report with the number in its
//! reserved place, and an archive copy of it when one is asked for. It stands above the steps, as
//! `proof` does: a report that is not what its data give gets no number, and neither does one of which
//! anything else would move. A number that stands there is never replaced by another: a report that
//! was registered is a record.

use std::fmt;

use crate::compose::{Authentic, Edition, Stamp};
use crate::pipeline::{self, Rejected};
use crate::proof::{self, Proof, Received};
use crate::typeset::{self, Misplaced};
use crate::world::{self, Templates};

/// A report with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamped {
    /// The delivery.
    pub delivery: Vec<u8>,
    /// The archive copy, when one was asked for.
    pub archive: Option<Vec<u8>>,
}

/// Why a report gets no number.
#[derive(Debug)]
pub enum NotStamped {
    /// It is not proven to be what its data give.
    Unproven(Proof),
    /// It has another number already.
    Numbered(String),
    /// It cannot be made with this number.
    Rejected(Box<Rejected>),
    /// The number does not stand in its place alone.
    Misplaced(Misplaced),
}

impl From<Rejected> for NotStamped {
    fn from(rejected: Rejected) -> Self {
        Self::Rejected(Box::new(rejected))
    }
}

impl NotStamped {
    /// What can be done about it.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Unproven(Proof::OtherVersion { .. }) => "zet het kenmerk met die versie".to_owned(),
            Self::Unproven(Proof::OtherTemplates) => {
                "vraag wie het rapport maakte om de sjablonen, of om het rapport opnieuw te maken".to_owned()
            }
            Self::Unproven(_) => {
                "alleen een onveranderd rapport krijgt een kenmerk; `voortgang bewijs` zegt wat er anders is".to_owned()
            }
            Self::Numbered(_) => {
                "is dat kenmerk fout, zet het goede dan in het rapport zonder kenmerk; dat maakt u zo nodig opnieuw met `voortgang uitpakken` en `voortgang rapport`".to_owned()
            }
            Self::Rejected(rejected) => {
                let mut hints = rejected.diagnostics.iter().filter_map(|one| one.hints.first());
                hints.next().cloned().unwrap_or_else(|| "`voortgang bewijs` zegt of het rapport klopt".to_owned())
            }
            Self::Misplaced(Misplaced::NoPlace) => {
                "zet in uw sjabloon voor de omslag `registration-box`, maak het rapport opnieuw, en zet dan het kenmerk"
                    .to_owned()
            }
            Self::Misplaced(_) => "dit is een fout in het programma of in eigen sjablonen; meld dit".to_owned(),
        }
    }
}

impl fmt::Display for NotStamped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unproven(proof) => write!(f, "{proof}"),
            Self::Numbered(number) => write!(f, "dit rapport heeft al een kenmerk: {number}"),
            Self::Rejected(rejected) => f.write_str(&proof::first_error(rejected)),
            Self::Misplaced(Misplaced::NoPlace) => {
                f.write_str("de sjablonen van dit rapport hebben geen plaats voor een kenmerk")
            }
            Self::Misplaced(Misplaced::Pages) => {
                f.write_str("interne fout: met het kenmerk krijgt het rapport een ander aantal bladzijden")
            }
            Self::Misplaced(Misplaced::Moved { page, text }) if text.is_empty() => {
                write!(f, "interne fout: met het kenmerk verandert er een lijn of beeld op bladzijde {page}")
            }
            Self::Misplaced(Misplaced::Moved { page, text }) => {
                write!(f, "interne fout: met het kenmerk verschuift er tekst op bladzijde {page}: “{text}”")
            }
        }
    }
}

impl std::error::Error for NotStamped {}

/// Makes a received report again with a number; and, when the file name of the result is given, its
/// archive copy, which names that.
///
/// # Errors
/// When the report is not proven, has another number, or more than its number would change.
pub fn stamp(pdf: &[u8], received: &Received, stamp: &Stamp, copy_of: Option<&str>) -> Result<Stamped, NotStamped> {
    let plain = proof::remade(pdf, received).map_err(NotStamped::Unproven)?;
    let Received { delivery: found, checked } = received;
    let templates = Templates::with_own(&found.own_templates);
    let of = |edition: &Edition| {
        pipeline::edition(&found.folder, checked, &received.choice(), &templates, edition, Some(stamp))
    };
    let delivery = match &found.stamp {
        Some(known) if known != stamp => return Err(NotStamped::Numbered(known.number().to_owned())),
        Some(_) => pdf.to_vec(),
        None => {
            let numbered = of(&Edition::Delivery)?;
            typeset::only_numbered(&plain.pdf, &numbered.pdf, stamp.number()).map_err(NotStamped::Misplaced)?;
            numbered.pdf.bytes
        }
    };
    let copy = |name: &str| {
        let edition = Edition::Archive(Authentic { file_name: name.to_owned(), sha256: world::sha256(&delivery) });
        of(&edition).map(|copy| copy.pdf.bytes)
    };
    let archive = copy_of.map(copy).transpose()?;
    Ok(Stamped { delivery, archive })
}
