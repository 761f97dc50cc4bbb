//! Who publishes and archives: an organisation of the register TOOI, as far as the dossier says.

use super::About;
use crate::model::Side;

/// Where the ids of TOOI begin.
const BASE: &str = "https://identifier.overheid.nl/tooi/id/";

/// The organisation that publishes a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Organisation {
    /// What it is called: by the register, else the party that signed for the region.
    pub(super) name: String,
    /// Its address in the register.
    pub(super) address: Option<String>,
}

impl Organisation {
    pub(super) fn of(about: About<'_>) -> Self {
        let deal = &about.dossier.deal;
        let references = deal.references.as_ref();
        let stated = references.and_then(|of| of.organisation.as_ref());
        let signed = deal.parties.iter().find(|party| party.side == Side::Region).map(|party| &party.name);
        let name = stated.or(signed).unwrap_or(&deal.area.name).to_string();
        Self { name, address: references.and_then(|of| address(of.tooi_id.as_ref()?.as_str())) }
    }

    /// Its code in the register, such as `gm0518`.
    pub(super) fn code(&self) -> Option<&str> {
        self.address.as_deref()?.rsplit('/').next()
    }

    /// The part of the register that holds it.
    pub(super) fn register(&self) -> &'static str {
        match self.address.as_deref().and_then(|address| address.strip_prefix(BASE)?.split('/').next()) {
            Some("gemeente") => "TOOI register Gemeenten compleet",
            Some("provincie") => "TOOI register Provincies compleet",
            Some("waterschap") => "TOOI register Waterschappen compleet",
            _ => "TOOI",
        }
    }
}

/// The address that an id stands for: itself, or that of the municipality with a code such as `gm0518`.
pub(super) fn address(id: &str) -> Option<String> {
    let is_code =
        |code: &str| !code.is_empty() && code.chars().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit());
    match id.strip_prefix(BASE) {
        Some(rest) => {
            let (kind, code) = rest.split_once('/')?;
            (!kind.is_empty() && kind.chars().all(|sign| sign.is_ascii_lowercase() || sign == '_') && is_code(code))
                .then(|| id.to_owned())
        }
        None => {
            let digits = id.strip_prefix("gm")?;
            (digits.len() == 4 && digits.chars().all(|sign| sign.is_ascii_digit()))
                .then(|| format!("{BASE}gemeente/{id}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_id_of_the_register_is_an_address() {
        let den_haag = "https://identifier.overheid.nl/tooi/id/gemeente/gm0518";
        assert_eq!(address(den_haag).as_deref(), Some(den_haag));
        assert_eq!(address("gm0518").as_deref(), Some(den_haag));
        for wrong in
            ["0518", "gm518", "Den Haag", "https://www.denhaag.nl", "https://identifier.overheid.nl/tooi/id/gemeente/"]
        {
            assert_eq!(address(wrong), None, "{wrong}");
        }
    }
}
