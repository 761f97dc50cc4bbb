//! What can be said of all deals together, from what each delivered (art. 7.5, 15.2).
//!
//! Comes in: the portefeuille and the [`Record`]s of the deliveries. Goes out: an [`Overview`]: which
//! delivery counts for each deal, national figures that are the sum of what has the same definition,
//! unit and date, each with its parts, and what stayed out of it and why. Left to others: reading
//! deliveries (`read`), rounding and words (`format`, `compose`). No figure here is about one deal
//! against another (art. 7.3).

pub mod file;
pub mod goals;
pub mod national;
pub mod own;
pub mod record;
pub mod restated;
mod stated;
pub mod submission;

pub use file::OverviewFile;
pub use goals::Goals;
pub use national::{Books, DealStanding, LeftOut, National, Options, Overview, Part, Received, Standing, Totals};
pub use own::OwnMoney;
pub use record::{Record, Traced};
pub use restated::{Redefinition, Restatement};
pub use stated::{Stated, StatedPart};
pub use submission::{Assurance, Claim, Failure, Intake, Refused, Submission, Taken};
