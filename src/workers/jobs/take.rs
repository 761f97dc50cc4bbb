//! What a delivery says, for an overview.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{FromOutside, Job, NotDone, Reply, Work};
use crate::figures::overview::{Assurance, Claim, Refused, Taken};
use crate::model::Id;
use crate::pipeline::{self, Choice};
use crate::proof::{self, NotReceived, Proof, Received};
use crate::read::delivery::{Manifest, Sender};
use crate::workers::Message;
use crate::world::Folder;

/// What a delivery says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Take {
    /// A report.
    Report {
        /// Where it stands.
        pdf: PathBuf,
        /// Whether it must be made again first, and be the same.
        prove: bool,
    },
    /// A dossier.
    Dossier {
        /// Where it stands.
        folder: PathBuf,
        /// About which year.
        year: i32,
    },
}

impl From<Take> for Job {
    fn from(job: Take) -> Self {
        Self::Take(job)
    }
}

impl Message for Taken {}

impl Work for Take {
    type Answer = Taken;

    fn perform(&self) -> Reply<Taken> {
        match self {
            Self::Report { pdf, prove } => report(pdf, *prove),
            Self::Dossier { folder, year } => dossier(folder, *year),
        }
    }
}

fn report(path: &Path, prove: bool) -> Reply<Taken> {
    let pdf = FromOutside::open(path, Sender::Region)?;
    let received = proof::receive(&pdf.bytes).map_err(|why| pdf.refused(&why))?;
    let assurance = if prove {
        assurance(&pdf.bytes, &received)?
    } else {
        Assurance::DataOnly("het rapport is niet opnieuw gemaakt".to_owned())
    };
    let Received { delivery, checked } = &received;
    let record = pipeline::record(&delivery.folder, checked, &received.choice())
        .map_err(|rejected| pdf.refused(&NotReceived::Rejected(Box::new(rejected))))?;
    Ok(Taken { fingerprint: delivery.manifest.fingerprint.clone(), assurance, record })
}

/// How sure it is that a report says what its data say; one that says something else is not taken in.
fn assurance(pdf: &[u8], received: &Received) -> Reply<Assurance> {
    match proof::prove(pdf, received) {
        Proof::Identical => Ok(Assurance::Proven),
        Proof::Resaved => Ok(Assurance::Resaved),
        other if other.is_unknowable() => Ok(Assurance::DataOnly(other.to_string())),
        other => {
            let hint = "vraag de regio om het oorspronkelijke rapport; `voortgang bewijs` zegt meer";
            let Manifest { deal, report, .. } = &received.delivery.manifest;
            let claim = Some(Claim { deal: deal.clone(), report: Some(report.clone()) });
            Err(NotDone::Refused(Refused { claim, ..Refused::new(other.to_string(), hint) }))
        }
    }
}

/// The delivery that a dossier would be: its yearly report, else its final evaluation, of the year.
fn dossier(path: &Path, year: i32) -> Reply<Taken> {
    let folder = Folder::open(path).map_err(NotDone::unreadable)?;
    let taken = pipeline::check(&folder).and_then(|checked| {
        let choice = Choice::about(&checked.dossier, year);
        pipeline::record_of(&folder, &checked, &choice)
    });
    let (record, fingerprint) = taken.map_err(|rejected| {
        let hint = "`voortgang controleer` toont alle fouten in dit dossier";
        let refused = Refused::new(proof::first_error(&rejected), hint);
        NotDone::Refused(Refused { claim: claim_of(&folder), ..refused })
    })?;
    Ok(Taken { fingerprint, assurance: Assurance::Dossier, record })
}

/// The deal that a dossier says it is of, when its `deal.yaml` may be no more than a text.
fn claim_of(folder: &Folder) -> Option<Claim> {
    let text = str::from_utf8(folder.files.get("deal.yaml")?).ok()?;
    let id = text.lines().find_map(|line| line.strip_prefix("id:"))?.split_whitespace().next()?;
    let id: Id = id.trim_matches(['"', '\'']).parse().ok()?;
    Some(Claim { deal: id.to_string(), report: None })
}
