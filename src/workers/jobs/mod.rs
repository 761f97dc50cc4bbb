//! What a worker can be asked: a file for each job, with what it asks, what it does and what it answers.
//!
//! A job has one type of answer, so that who asks can get no other; a worker that answers anything else
//! counts as one that died.

mod extract;
mod origin;
mod prove;
mod report;
mod stamp;
mod take;

use std::fmt::Display;
use std::path::Path;

use serde::{Deserialize, Serialize};

pub use extract::{Extract, Extracted, STAMP_FILE, TEMPLATES};
pub use origin::{Origin, Origins};
pub use prove::{Prove, Proven};
pub use report::{Made, Report};
pub use stamp::{Stamp, Stamped};
pub use take::Take;

use super::frame::Message;
use crate::figures::overview::{Claim, Refused};
use crate::proof::NotReceived;
use crate::read::delivery::{self, Sender};
use crate::world;

/// Something that a worker can be asked.
pub trait Work: Clone + Into<Job> + Sync {
    /// What it answers.
    type Answer: Message + Send + 'static;

    /// Does it.
    ///
    /// # Errors
    /// When what is asked about is not taken in, or cannot be read.
    fn perform(&self) -> Reply<Self::Answer>;
}

/// The answer to a job, or why it was not done.
pub type Reply<A> = Result<A, NotDone>;

/// Why a job was not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotDone {
    /// The file is not taken in.
    Refused(Refused),
    /// The file or the folder cannot be read, with the reason.
    Unreadable(String),
}

/// What a worker is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Job {
    /// The report of a dossier.
    Report(Report),
    /// The files of the dossier in a PDF.
    Extract(Extract),
    /// Where a figure comes from.
    Origin(Origin),
    /// Whether a PDF is what its data give.
    Prove(Prove),
    /// A report with its registration number.
    Stamp(Stamp),
    /// What a delivery says.
    Take(Take),
}

impl Message for Job {}

impl<A: Message> Message for Reply<A> {
    fn payloads(&mut self) -> Vec<&mut super::Payload> {
        self.as_mut().map_or_else(|_| Vec::new(), Message::payloads)
    }
}

impl NotDone {
    fn refused(why: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Refused(Refused::new(why, hint))
    }

    fn unreadable(error: impl Display) -> Self {
        Self::Unreadable(error.to_string())
    }
}

/// A PDF that is not taken for what it says it is.
struct FromOutside {
    bytes: Vec<u8>,
    /// Who is asked for it again when it is not in order.
    sender: Sender,
}

impl FromOutside {
    fn open(path: &Path, sender: Sender) -> Reply<Self> {
        let bytes = world::pdf(path).map_err(NotDone::unreadable)?;
        Ok(Self { bytes, sender })
    }

    /// That it is not taken in, with of whom it says that it is.
    fn refused(&self, why: &NotReceived) -> NotDone {
        let (why, hint) = why.why(self.sender);
        let claim = delivery::claimed(&self.bytes).map(|(deal, report)| Claim { deal, report: Some(report) });
        NotDone::Refused(Refused { claim, ..Refused::new(why, hint) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workers::Payload;
    use crate::workers::frame::{receive, send};

    fn over<A: Message, B: Message>(reply: Reply<A>) -> Option<Reply<B>> {
        let mut pipe = Vec::new();
        send(&mut pipe, reply).unwrap();
        receive(&mut pipe.as_slice()).ok().flatten()
    }

    #[test]
    fn an_answer_comes_over_whole_and_is_taken_for_no_other() {
        let file = |text: &str| Payload::from(text.as_bytes().to_vec());
        let stamped =
            |archive| Stamped { deal: "d".to_owned(), report: "2021".to_owned(), delivery: file("pdf"), archive };
        for stamped in [stamped(None), stamped(Some(file("kopie")))] {
            assert_eq!(over(Ok(stamped.clone())), Some(Ok(stamped.clone())));
            assert_eq!(over::<_, Extracted>(Ok(stamped.clone())), None);
            assert_eq!(over::<_, Proven>(Ok(stamped)), None);
        }
        let files = vec![("deal.yaml".to_owned(), file("id: d\n")), (STAMP_FILE.to_owned(), file(""))];
        let extracted = Extracted::Overview { year: 2021, files };
        assert_eq!(over(Ok(extracted.clone())), Some(Ok(extracted.clone())));
        assert_eq!(over::<_, Made>(Ok(extracted)), None);
        for not_done in [NotDone::refused("waarom", "hulp"), NotDone::unreadable("weg")] {
            assert_eq!(over::<Made, Made>(Err(not_done.clone())), Some(Err(not_done)));
        }
    }
}
