//! Who publishes and archives, as the register TOOI writes it down.

use super::About;
use crate::model::{Body, Organisation};

/// The organisation that publishes a report.
pub(super) fn of(about: About<'_>) -> Organisation {
    Organisation::of(&about.dossier.deal)
}

/// Its code in the register, such as `gm0518`.
pub(super) fn code(organisation: &Organisation) -> Option<&str> {
    organisation.address.as_deref()?.rsplit('/').next()
}

/// The part of the register that holds it.
pub(super) fn register(organisation: &Organisation) -> &'static str {
    match organisation.body {
        Body::Municipality => "TOOI register Gemeenten compleet",
        Body::Province => "TOOI register Provincies compleet",
        Body::WaterBoard => "TOOI register Waterschappen compleet",
        Body::Other | Body::Unknown => "TOOI",
    }
}
