//! The editions of one report: the delivery, which carries its data, and the archive copy, which
//! carries none.

use serde::Serialize;

/// An edition of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edition {
    /// The authentic record: it carries its data.
    Delivery,
    /// The copy for an archive that takes no attachments. It names the delivery.
    Archive(Authentic),
}

/// The delivery, as what was made from it names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authentic {
    /// Its file name.
    pub file_name: String,
    /// Its SHA-256.
    pub sha256: String,
}

/// What a PDF conforms to, PDF/UA-1 besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standards {
    /// PDF/A-3a: it may carry files.
    A3a,
    /// PDF/A-2a: it may not.
    A2a,
}

impl Standards {
    /// What it is called: `PDF/A-3a`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::A3a => "PDF/A-3a",
            Self::A2a => "PDF/A-2a",
        }
    }
}

impl Edition {
    /// What its PDF conforms to.
    #[must_use]
    pub const fn standards(&self) -> Standards {
        match self {
            Self::Delivery => Standards::A3a,
            Self::Archive(_) => Standards::A2a,
        }
    }

    /// Whether the data travel along.
    #[must_use]
    pub const fn carries_data(&self) -> bool {
        matches!(self, Self::Delivery)
    }
}

/// What the templates see of an edition.
#[derive(Debug, Serialize)]
pub(super) struct EditionView {
    carries_data: bool,
    /// The file name of the delivery, in a copy of it.
    file_name: String,
    /// The SHA-256 of the delivery, in a copy of it.
    sha256: String,
}

impl EditionView {
    pub(super) fn of(edition: &Edition) -> Self {
        match edition {
            Edition::Delivery => Self { carries_data: true, file_name: String::new(), sha256: String::new() },
            Edition::Archive(authentic) => Self { carries_data: edition.carries_data(), ..Self::of_twin(authentic) },
        }
    }

    /// The HTML twin, which tells of the same PDF as the delivery tells of itself.
    pub(super) fn of_twin(authentic: &Authentic) -> Self {
        let Authentic { file_name, sha256 } = authentic.clone();
        Self { carries_data: true, file_name, sha256 }
    }
}
