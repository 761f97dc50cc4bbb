//! Whether a PDF is what its data give.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{FromOutside, Job, Reply, Work};
use crate::proof::{self, NotReceived, Proof};
use crate::read::delivery::{Refusal, Sender};
use crate::workers::Message;

/// Whether a PDF is what its data give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prove {
    /// Where the PDF stands.
    pub pdf: PathBuf,
}

/// What came of making a PDF again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Proven {
    /// A report.
    Report {
        /// What came of it.
        proof: Proof,
        /// The registration number in it.
        number: Option<String>,
    },
    /// An overview.
    Overview {
        /// What came of it.
        proof: Proof,
        /// From how many reports it was made.
        reports: usize,
        /// And from how many dossiers.
        dossiers: usize,
    },
}

impl From<Prove> for Job {
    fn from(job: Prove) -> Self {
        Self::Prove(job)
    }
}

impl Message for Proven {}

impl Work for Prove {
    type Answer = Proven;

    fn perform(&self) -> Reply<Proven> {
        let pdf = FromOutside::open(&self.pdf, Sender::Anyone)?;
        prove(&pdf.bytes).map_err(|why| pdf.refused(&why))
    }
}

fn prove(pdf: &[u8]) -> Result<Proven, NotReceived> {
    match proof::receive(pdf) {
        Ok(received) => {
            let proof = proof::prove(pdf, &received);
            Ok(Proven::Report { proof, number: received.delivery.stamp.map(|stamp| stamp.number().to_owned()) })
        }
        Err(NotReceived::Refused(Refusal::IsOverview)) => {
            let received = proof::receive_overview(pdf)?;
            let (reports, dossiers) = received.says.counts();
            Ok(Proven::Overview { proof: proof::prove_overview(pdf, &received), reports, dossiers })
        }
        Err(why) => Err(why),
    }
}
