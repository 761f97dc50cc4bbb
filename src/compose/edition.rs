//! The editions of one report: the delivery, which carries its data, and the archive copy, which
//! carries none; and the registration number that is assigned when a report exists.

use serde::{Deserialize, Serialize};

/// An edition of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edition {
    /// The authentic record: it carries its data.
    Delivery,
    /// The copy for an archive that takes no attachments. It names the delivery.
    Archive {
        /// The file name of the delivery.
        file_name: String,
        /// The SHA-256 of the delivery.
        sha256: String,
    },
}

/// What a PDF conforms to, PDF/UA-1 besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standards {
    /// PDF/A-3a: it may carry files.
    A3a,
    /// PDF/A-2a: it may not.
    A2a,
}

impl Edition {
    /// What its PDF conforms to.
    #[must_use]
    pub const fn standards(&self) -> Standards {
        match self {
            Self::Delivery => Standards::A3a,
            Self::Archive { .. } => Standards::A2a,
        }
    }

    /// Whether the data travel along.
    #[must_use]
    pub const fn carries_data(&self) -> bool {
        matches!(self, Self::Delivery)
    }
}

/// The registration number of a report, which is assigned after it exists. It stands outside the
/// fingerprint of the data: else every footer would change with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// The number, as it is printed in its reserved place.
    #[serde(rename = "kenmerk")]
    pub number: String,
}
