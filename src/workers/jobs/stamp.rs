//! A report with its registration number.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{FromOutside, Job, NotDone, Reply, Work};
use crate::proof::{self, NotReceived};
use crate::read::delivery::{self, Refusal, Sender};
use crate::stamp;
use crate::workers::{Message, Payload};

/// A report with its registration number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Where the PDF stands.
    pub pdf: PathBuf,
    /// The number.
    pub number: String,
    /// The file name of the result, when an archive copy that names it is wanted too.
    pub copy_of: Option<String>,
}

/// A report with its registration number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamped {
    /// The deal.
    pub deal: String,
    /// The report.
    pub report: String,
    /// The delivery.
    pub delivery: Payload,
    /// The archive copy, when one was asked for.
    pub archive: Option<Payload>,
}

impl From<Stamp> for Job {
    fn from(job: Stamp) -> Self {
        Self::Stamp(job)
    }
}

impl Message for Stamped {
    fn payloads(&mut self) -> Vec<&mut Payload> {
        std::iter::once(&mut self.delivery).chain(&mut self.archive).collect()
    }
}

impl Work for Stamp {
    type Answer = Stamped;

    fn perform(&self) -> Reply<Stamped> {
        let pdf = FromOutside::open(&self.pdf, Sender::Anyone)?;
        let received = proof::receive(&pdf.bytes).map_err(|why| match why {
            NotReceived::Refused(refusal @ Refusal::IsOverview) => {
                NotDone::refused(refusal.to_string(), "een kenmerk komt in het rapport van een deal")
            }
            NotReceived::Refused(Refusal::IsAnnex) => NotDone::refused(
                "dit is de raadsbijlage, en geen verslag",
                "maak het pakket opnieuw met `voortgang griffie MAP --kenmerk-bijlage RIS123457`: dan staat het kenmerk in de raadsbijlage",
            ),
            NotReceived::Refused(refusal @ Refusal::IsArchiveCopy) => NotDone::refused(
                refusal.to_string(),
                "stempel het authentieke stuk, het bestand dat in het colofon van deze kopie staat; met `--archief` krijgt u er een nieuwe archiefkopie bij",
            ),
            why => pdf.refused(&why),
        })?;
        let wanted =
            delivery::Stamp::new(&self.number).map_err(|wrong| NotDone::refused(wrong.to_string(), wrong.hint()))?;
        let stamped = stamp::stamp(&pdf.bytes, &received, &wanted, self.copy_of.as_deref())
            .map_err(|not| NotDone::refused(not.to_string(), not.hint()))?;
        let manifest = received.delivery.manifest;
        Ok(Stamped {
            deal: manifest.deal,
            report: manifest.report,
            delivery: stamped.delivery.into(),
            archive: stamped.archive.map(Payload::from),
        })
    }
}
