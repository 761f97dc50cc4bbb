//! The files of the dossier in a report, or those in an overview.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{FromOutside, Job, Reply, Work};
use crate::proof::{self, NotReceived, ReceivedOverview};
use crate::read::delivery::{self, Delivery, Refusal, Sender};
use crate::workers::{Message, Payload};

/// Where own templates come when a report is unpacked: within the folder of the dossier, where no
/// dossier looks.
pub const TEMPLATES: &str = ".sjablonen";

/// Where the registration number comes when a report is unpacked; no dossier looks there either.
pub const STAMP_FILE: &str = ".stempel.yaml";

/// The files in a PDF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extract {
    /// Where the PDF stands.
    pub pdf: PathBuf,
}

/// The files in a PDF, each with its path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Extracted {
    /// Those of a dossier.
    Report {
        /// The deal.
        deal: String,
        /// The report.
        report: String,
        /// The registration number.
        number: Option<String>,
        /// The files; the templates that travelled along among them, under [`TEMPLATES`], and the
        /// registration number, as [`STAMP_FILE`].
        files: Vec<(String, Payload)>,
    },
    /// Those that an overview was made from.
    Overview {
        /// The year it is about.
        year: i32,
        /// The files.
        files: Vec<(String, Payload)>,
    },
}

impl From<Extract> for Job {
    fn from(job: Extract) -> Self {
        Self::Extract(job)
    }
}

impl Message for Extracted {
    fn payloads(&mut self) -> Vec<&mut Payload> {
        let (Self::Report { files, .. } | Self::Overview { files, .. }) = self;
        files.iter_mut().map(|(_, bytes)| bytes).collect()
    }
}

impl Work for Extract {
    type Answer = Extracted;

    fn perform(&self) -> Reply<Extracted> {
        let pdf = FromOutside::open(&self.pdf, Sender::Anyone)?;
        extract(&pdf.bytes).map_err(|why| pdf.refused(&why))
    }
}

fn extract(pdf: &[u8]) -> Result<Extracted, NotReceived> {
    match delivery::delivery(pdf) {
        Ok(delivery) => Ok(of_report(delivery)),
        Err(Refusal::IsOverview) => {
            let ReceivedOverview { files, says } = proof::receive_overview(pdf)?;
            let files = files.files().into_iter().map(|(name, bytes)| (name.to_owned(), bytes.to_vec().into()));
            Ok(Extracted::Overview { year: says.options.year, files: files.collect() })
        }
        Err(refusal) => Err(NotReceived::Refused(refusal)),
    }
}

fn of_report(delivery: Delivery) -> Extracted {
    let dossier = delivery.folder.files().map(|(path, bytes)| (path.to_owned(), bytes.to_vec().into()));
    let templates =
        delivery.own_templates.into_iter().map(|(path, bytes)| (format!("{TEMPLATES}/{path}"), bytes.into()));
    let stamp = delivery.stamp.as_ref().map(|stamp| (STAMP_FILE.to_owned(), stamp.bytes().into()));
    Extracted::Report {
        files: dossier.chain(templates).chain(stamp).collect(),
        number: delivery.stamp.map(|stamp| stamp.number().to_owned()),
        deal: delivery.manifest.deal,
        report: delivery.manifest.report,
    }
}
