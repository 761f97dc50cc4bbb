//! What a worker can be asked, and what it answers.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{self, Colour, Diagnostic};
use crate::figures::overview::{Assurance, Claim, OverviewFile, Taken};
use crate::model::Id;
use crate::origin::{self, Found};
use crate::pipeline::{self, Built, Choice, Rejected};
use crate::proof::{self, NotReceived, Proof, Received, ReceivedOverview};
use crate::read::Sources;
use crate::read::delivery::{self, Manifest, Refusal, Sender, Stamp};
use crate::stamp::{self, Stamped};
use crate::world::{self, Folder, Templates};

/// Where own templates come when a report is unpacked: within the folder of the dossier, where no
/// dossier looks.
pub const TEMPLATES: &str = ".sjablonen";

/// Where the registration number comes when a report is unpacked; no dossier looks there either.
pub const STAMP_FILE: &str = ".stempel.yaml";

/// What a worker can be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Job {
    /// The report of a dossier.
    Report {
        /// Where the dossier stands.
        dossier: PathBuf,
        /// Which report.
        choice: Choice,
        /// A folder with templates.
        templates: Option<PathBuf>,
        /// Whether what is said of it is shown in colour.
        colour: Colour,
    },
    /// The files of the dossier in a PDF.
    Extract {
        /// Where the PDF stands.
        pdf: PathBuf,
    },
    /// Where a figure comes from.
    Origin {
        /// Where the file stands: a PDF, or the figures of an overview.
        file: PathBuf,
        /// The figure, in words.
        question: String,
    },
    /// Whether a PDF is what its data give.
    Prove {
        /// Where the PDF stands.
        pdf: PathBuf,
    },
    /// A report with its registration number.
    Stamp {
        /// Where the PDF stands.
        pdf: PathBuf,
        /// The number.
        number: String,
        /// The file name of the result, when an archive copy that names it is wanted too.
        copy_of: Option<String>,
    },
    /// What a delivery says.
    Take {
        /// Where it stands.
        path: PathBuf,
        /// Whether it is a PDF; else it is a dossier.
        is_pdf: bool,
        /// Of a dossier: about which year.
        year: i32,
        /// Whether a PDF must be made again first, and be the same.
        prove: bool,
    },
}

/// What a worker answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// A report; its bytes go along.
    Report {
        /// The file name it gets when none is asked for.
        file_name: String,
        /// What there is to say of it.
        remarks: String,
    },
    /// There is no report.
    NoReport {
        /// Why.
        remarks: String,
        /// Whether the layout engine refused the source; then that goes along.
        is_our_fault: bool,
    },
    /// The files of a dossier by their path, each with its length; their bytes go along, one after the other.
    Files {
        /// The deal.
        deal: String,
        /// The report.
        report: String,
        /// The files; the templates that travelled along among them, under [`TEMPLATES`], and the
        /// registration number, as [`STAMP_FILE`].
        files: Vec<(String, usize)>,
        /// The registration number.
        number: Option<String>,
    },
    /// What came of making a report again.
    Proof {
        /// The deal.
        deal: String,
        /// The report.
        report: String,
        /// The registration number in it.
        number: Option<String>,
        /// What came of it.
        proof: Proof,
    },
    /// A report with its registration number. Its bytes go along, and after them those of its archive copy
    /// when that was asked for.
    Stamped {
        /// The deal.
        deal: String,
        /// The report.
        report: String,
        /// How many bytes the report has.
        length: usize,
    },
    /// What a delivery says.
    Taken(Box<Taken>),
    /// Where figures of a report come from.
    Origins(Found),
    /// Where a figure of an overview comes from.
    NationalOrigin(origin::NationalFound),
    /// What came of making an overview again.
    OverviewProof {
        /// What came of it.
        proof: Proof,
        /// From how many reports it was made.
        reports: usize,
        /// And from how many dossiers.
        dossiers: usize,
    },
    /// The files in an overview, each with its length; their bytes go along, one after the other.
    OverviewFiles {
        /// The year it is about.
        year: i32,
        /// The files.
        files: Vec<(String, usize)>,
    },
    /// The file is not taken in.
    Refused {
        /// Why.
        why: String,
        /// What can be done about it.
        hint: String,
        /// Of whom it says that it is.
        claim: Option<Claim>,
    },
    /// The file or the folder cannot be read.
    Unreadable {
        /// Why.
        why: String,
    },
}

/// Does a job, and gives the answer with the bytes that go along.
#[must_use]
pub fn perform(job: &Job) -> (Answer, Vec<u8>) {
    match job {
        Job::Report { dossier, choice, templates, colour } => {
            let templates = match templates {
                None => Ok(Templates::built_in()),
                Some(folder) => Templates::over_built_in(folder),
            };
            match (templates, Folder::open(dossier)) {
                (Err(error), _) => unreadable(&error.to_string()),
                (_, Err(error)) => unreadable(&error.to_string()),
                (Ok(templates), Ok(folder)) => report(&folder, choice, &templates, *colour),
            }
        }
        Job::Extract { pdf } => with_pdf(pdf, Sender::Anyone, extract),
        Job::Origin { file, .. } if file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv")) => {
            let (why, hint) = ("in een csv wordt niet gezocht", "noem de pdf of de json die ernaast staat");
            (Answer::Refused { why: why.to_owned(), hint: hint.to_owned(), claim: None }, Vec::new())
        }
        Job::Origin { file, question } => with_pdf(file, Sender::Anyone, |bytes| {
            let delivery = match delivery::delivery(bytes) {
                // The figures of an overview, as they stand beside it.
                Err(Refusal::NoPdf) if bytes.trim_ascii_start().starts_with(b"{") => {
                    let says = OverviewFile::read(bytes).map_err(NotReceived::Overview)?;
                    return Ok((Answer::NationalOrigin(origin::find_national(&says, question)), Vec::new()));
                }
                Err(Refusal::IsOverview) => {
                    let ReceivedOverview { says, .. } = proof::receive_overview(bytes)?;
                    return Ok((Answer::NationalOrigin(origin::find_national(&says, question)), Vec::new()));
                }
                other => other.map_err(NotReceived::Refused)?,
            };
            let mut found = origin::find(&origin::of_report(&delivery), question);
            origin::add_texts(&mut found.figures, &delivery);
            Ok((Answer::Origins(found), Vec::new()))
        }),
        Job::Prove { pdf } => with_pdf(pdf, Sender::Anyone, |bytes| {
            let received = match proof::receive(bytes) {
                Err(NotReceived::Refused(Refusal::IsOverview)) => {
                    let received = proof::receive_overview(bytes)?;
                    let (reports, dossiers) = received.says.counts();
                    let proof = proof::prove_overview(bytes, &received);
                    return Ok((Answer::OverviewProof { proof, reports, dossiers }, Vec::new()));
                }
                other => other?,
            };
            let manifest = &received.delivery.manifest;
            let (deal, report) = (manifest.deal.clone(), manifest.report.clone());
            let number = received.delivery.stamp.as_ref().map(|stamp| stamp.number().to_owned());
            Ok((Answer::Proof { deal, report, number, proof: proof::prove(bytes, &received) }, Vec::new()))
        }),
        Job::Stamp { pdf, number, copy_of } => {
            with_pdf(pdf, Sender::Anyone, |bytes| with_number(bytes, number, copy_of.as_deref()))
        }
        Job::Take { path, is_pdf: true, prove, .. } => with_pdf(path, Sender::Region, |bytes| take_pdf(bytes, *prove)),
        Job::Take { path, year, .. } => match Folder::open(path) {
            Err(error) => unreadable(&error.to_string()),
            Ok(folder) => take_dossier(&folder, *year),
        },
    }
}

fn unreadable(why: &str) -> (Answer, Vec<u8>) {
    (Answer::Unreadable { why: why.to_owned() }, Vec::new())
}

fn with_pdf(
    path: &std::path::Path,
    sender: Sender,
    work: impl FnOnce(&[u8]) -> Result<(Answer, Vec<u8>), NotReceived>,
) -> (Answer, Vec<u8>) {
    match world::pdf(path) {
        Err(error) => unreadable(&error.to_string()),
        Ok(bytes) => work(&bytes).unwrap_or_else(|refused| {
            let (why, hint) = refused.why(sender);
            let claim = delivery::claimed(&bytes).map(|(deal, report)| Claim { deal, report: Some(report) });
            (Answer::Refused { why, hint, claim }, Vec::new())
        }),
    }
}

fn extract(bytes: &[u8]) -> Result<(Answer, Vec<u8>), NotReceived> {
    let delivery = match delivery::delivery(bytes) {
        Err(Refusal::IsOverview) => {
            let ReceivedOverview { files, says } = proof::receive_overview(bytes)?;
            let listed = files.files().into_iter().map(|(name, bytes)| (name.to_owned(), bytes.len())).collect();
            let payload = files.files().into_iter().flat_map(|(_, bytes)| bytes).copied().collect();
            return Ok((Answer::OverviewFiles { year: says.options.year, files: listed }, payload));
        }
        other => other.map_err(NotReceived::Refused)?,
    };
    let templates =
        delivery.own_templates.iter().map(|(path, bytes)| (format!("{TEMPLATES}/{path}"), bytes.as_slice()));
    let written = delivery.stamp.as_ref().map(Stamp::bytes);
    let stamp = written.as_deref().map(|bytes| (STAMP_FILE.to_owned(), bytes));
    let all: Vec<(String, &[u8])> =
        delivery.folder.files().map(|(path, bytes)| (path.to_owned(), bytes)).chain(templates).chain(stamp).collect();
    let files = all.iter().map(|(path, bytes)| (path.clone(), bytes.len())).collect();
    let payload = all.iter().flat_map(|(_, bytes)| *bytes).copied().collect();
    let number = delivery.stamp.as_ref().map(|stamp| stamp.number().to_owned());
    let (deal, report) = (delivery.manifest.deal, delivery.manifest.report);
    Ok((Answer::Files { deal, report, files, number }, payload))
}

fn with_number(bytes: &[u8], number: &str, copy_of: Option<&str>) -> Result<(Answer, Vec<u8>), NotReceived> {
    let refused =
        |why: String, hint: &str| Ok((Answer::Refused { why, hint: hint.to_owned(), claim: None }, Vec::new()));
    let received = match proof::receive(bytes) {
        Err(NotReceived::Refused(refusal @ Refusal::IsOverview)) => {
            return refused(refusal.to_string(), "een kenmerk komt in het rapport van een deal");
        }
        Err(NotReceived::Refused(Refusal::IsAnnex)) => {
            return refused(
                "dit is de raadsbijlage, en geen verslag".to_owned(),
                "maak het pakket opnieuw met `voortgang griffie MAP --kenmerk-bijlage RIS123457`: dan staat het kenmerk in de raadsbijlage",
            );
        }
        Err(NotReceived::Refused(refusal @ Refusal::IsArchiveCopy)) => {
            return refused(
                refusal.to_string(),
                "stempel de leveringsuitgave, het bestand dat in het colofon van deze kopie staat; met `--archief` krijgt u er een nieuwe archiefkopie bij",
            );
        }
        other => other?,
    };
    let wanted = match Stamp::new(number) {
        Ok(wanted) => wanted,
        Err(wrong) => return refused(wrong.to_string(), &wrong.hint()),
    };
    match stamp::stamp(bytes, &received, &wanted, copy_of) {
        Err(not) => refused(not.to_string(), &not.hint()),
        Ok(Stamped { delivery, archive }) => {
            let length = delivery.len();
            let payload = [delivery, archive.unwrap_or_default()].concat();
            let manifest = received.delivery.manifest;
            Ok((Answer::Stamped { deal: manifest.deal, report: manifest.report, length }, payload))
        }
    }
}

fn take_pdf(bytes: &[u8], prove: bool) -> Result<(Answer, Vec<u8>), NotReceived> {
    let received = proof::receive(bytes)?;
    let assurance = if prove {
        match proof::prove(bytes, &received) {
            Proof::Identical => Assurance::Proven,
            Proof::Resaved => Assurance::Resaved,
            other if other.is_unknowable() => Assurance::DataOnly(other.to_string()),
            other => {
                let hint = "vraag de regio om het oorspronkelijke rapport; `voortgang bewijs` zegt meer";
                let Manifest { deal, report, .. } = &received.delivery.manifest;
                let claim = Some(Claim { deal: deal.clone(), report: Some(report.clone()) });
                return Ok((Answer::Refused { why: other.to_string(), hint: hint.to_owned(), claim }, Vec::new()));
            }
        }
    } else {
        Assurance::DataOnly("het rapport is niet opnieuw gemaakt".to_owned())
    };
    let Received { delivery, checked } = &received;
    let record = pipeline::record(&delivery.folder, checked, &received.choice());
    let record = record.map_err(|rejected| NotReceived::Rejected(Box::new(rejected)))?;
    let fingerprint = delivery.manifest.fingerprint.clone();
    Ok((Answer::Taken(Box::new(Taken { fingerprint, assurance, record })), Vec::new()))
}

/// The delivery that a dossier would be: its yearly report, else its final evaluation, of the year.
fn take_dossier(folder: &Folder, year: i32) -> (Answer, Vec<u8>) {
    let taken = pipeline::check(folder).and_then(|checked| {
        let choice = pipeline::choice_about(&checked.dossier, year);
        pipeline::record_of(folder, &checked, &choice)
    });
    match taken {
        Ok((record, fingerprint)) => {
            (Answer::Taken(Box::new(Taken { fingerprint, assurance: Assurance::Dossier, record })), Vec::new())
        }
        Err(rejected) => {
            let hint = "`voortgang controleer` toont alle fouten in dit dossier".to_owned();
            let claim = claim_of(folder);
            (Answer::Refused { why: proof::first_error(&rejected), hint, claim }, Vec::new())
        }
    }
}

/// The deal that a dossier says it is of, when its `deal.yaml` may be no more than a text.
fn claim_of(folder: &Folder) -> Option<Claim> {
    let text = str::from_utf8(folder.files.get("deal.yaml")?).ok()?;
    let id = text.lines().find_map(|line| line.strip_prefix("id:"))?.split_whitespace().next()?;
    let id: Id = id.trim_matches(['"', '\'']).parse().ok()?;
    Some(Claim { deal: id.to_string(), report: None })
}

fn report(folder: &Folder, choice: &Choice, templates: &Templates, colour: Colour) -> (Answer, Vec<u8>) {
    let said = |diagnostics: &[Diagnostic], sources: &Sources| {
        if diagnostics.is_empty() { String::new() } else { diagnostic::render(diagnostics, sources, colour) }
    };
    let made = pipeline::check_for(folder, choice).and_then(|checked| {
        let built = pipeline::annual_report(folder, &checked, choice, templates)?;
        Ok((built, checked.sources))
    });
    match made {
        Ok((Built { pdf, file_name, remarks }, sources)) => {
            (Answer::Report { file_name, remarks: said(&remarks, &sources) }, pdf.bytes)
        }
        Err(Rejected { diagnostics, sources, source }) => (
            Answer::NoReport { remarks: said(&diagnostics, &sources), is_our_fault: source.is_some() },
            source.unwrap_or_default().into_bytes(),
        ),
    }
}
