//! Where a figure comes from.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{FromOutside, Job, NotDone, Reply, Work};
use crate::figures::overview::OverviewFile;
use crate::origin::{self, Found, NationalFound};
use crate::proof::{self, NotReceived};
use crate::read::delivery::{self, Refusal, Sender};
use crate::workers::Message;

/// Where a figure comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Where the file stands: a PDF, or the figures of an overview.
    pub file: PathBuf,
    /// The figure, in words.
    pub question: String,
}

/// Where figures come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origins {
    /// Those of a report.
    Report(Found),
    /// Those of an overview.
    Overview(NationalFound),
}

impl From<Origin> for Job {
    fn from(job: Origin) -> Self {
        Self::Origin(job)
    }
}

impl Message for Origins {}

impl Work for Origin {
    type Answer = Origins;

    fn perform(&self) -> Reply<Origins> {
        if self.file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv")) {
            let hint = "noem de pdf of de json die ernaast staat";
            return Err(NotDone::refused("in een csv wordt niet gezocht", hint));
        }
        let file = FromOutside::open(&self.file, Sender::Anyone)?;
        find(&file.bytes, &self.question).map_err(|why| file.refused(&why))
    }
}

fn find(bytes: &[u8], question: &str) -> Result<Origins, NotReceived> {
    let overview = |says: &OverviewFile| Ok(Origins::Overview(origin::find_national(says, question)));
    match delivery::delivery(bytes) {
        Ok(delivery) => {
            let mut found = origin::find(&origin::of_report(&delivery), question);
            origin::add_texts(&mut found.figures, &delivery);
            Ok(Origins::Report(found))
        }
        // The figures of an overview, as they stand beside it.
        Err(Refusal::NoPdf) if bytes.trim_ascii_start().starts_with(b"{") => {
            overview(&OverviewFile::read(bytes).map_err(NotReceived::Overview)?)
        }
        Err(Refusal::IsOverview) => overview(&proof::receive_overview(bytes)?.says),
        Err(refusal) => Err(NotReceived::Refused(refusal)),
    }
}
