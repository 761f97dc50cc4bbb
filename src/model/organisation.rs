//! Who of the region presents a report, to whom, and in which words.
//!
//! A municipality has a raad and a college, a province has Staten, a waterschap has an algemeen and a dagelijks
//! bestuur. Which of them it is, the id in the register TOOI says, else the name. Where several parties
//! signed for the region and nothing says which of them presents the report, that stays open.

use serde::Serialize;

use super::{Deal, Side};

/// Where the ids of TOOI begin.
const BASE: &str = "https://identifier.overheid.nl/tooi/id/";

/// The organisation that adopts, presents and publishes a report, as far as the dossier says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// What it is called: as the dossier says, else the only party that signed for the region.
    pub name: Option<String>,
    /// Its address in the register TOOI.
    pub address: Option<String>,
    /// What kind of government it is.
    pub body: Body,
}

impl Organisation {
    /// The organisation that presents the reports of a deal.
    #[must_use]
    pub fn of(deal: &Deal) -> Self {
        let references = deal.references.as_ref();
        let stated = references.and_then(|of| of.organisation.as_ref());
        let mut signed = deal.parties.iter().filter(|party| party.side == Side::Region).map(|party| &party.name);
        let only = signed.next().filter(|_| signed.next().is_none());
        let name = stated.or(only).map(|name| in_sentence(name.as_str()));
        let address = references.and_then(|of| tooi_address(of.tooi_id.as_ref()?.as_str()));
        let body = match (&address, &name) {
            (Some(address), _) => Body::of_address(address),
            (None, Some(name)) => Body::of_name(name),
            (None, None) => Body::Unknown,
        };
        Self { name, address, body }
    }

    /// Who sends a report, in a sentence: `het college van burgemeester en wethouders (gemeente Den Haag)`.
    #[must_use]
    pub fn sender(&self) -> Option<String> {
        match (self.body.words(), &self.name) {
            (Some(of), None) => Some(of.executive.to_owned()),
            (Some(of), Some(name)) if name.to_lowercase().contains(&of.executive.to_lowercase()) => Some(name.clone()),
            (Some(of), Some(name)) => Some(format!("{} ({name})", of.executive)),
            (None, name) => name.clone(),
        }
    }
}

/// A name as it stands in a sentence: `de gemeente Urk`.
fn in_sentence(name: &str) -> String {
    let small = [("De ", "de "), ("Het ", "het ")];
    let begins = small.into_iter().find_map(|(large, small)| Some(format!("{small}{}", name.strip_prefix(large)?)));
    begins.unwrap_or_else(|| name.to_owned())
}

/// What kind of government presents a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// A municipality.
    Municipality,
    /// A province.
    Province,
    /// A waterschap.
    WaterBoard,
    /// Another, such as a gemeenschappelijke regeling: it answers to more than one council, or to none.
    Other,
    /// The dossier does not say.
    Unknown,
}

impl Body {
    /// By the part of the register that holds it.
    fn of_address(address: &str) -> Self {
        match address.strip_prefix(BASE).and_then(|rest| rest.split('/').next()) {
            Some("gemeente") => Self::Municipality,
            Some("provincie") => Self::Province,
            Some("waterschap") => Self::WaterBoard,
            _ => Self::Other,
        }
    }

    /// Which kind that is, in Dutch: `een gemeente`.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Municipality => "een gemeente",
            Self::Province => "een provincie",
            Self::WaterBoard => "een waterschap",
            Self::Other | Self::Unknown => "een andere organisatie",
        }
    }

    /// By the words of its name; a name that fits more than one kind fits none.
    #[must_use]
    pub fn of_name(name: &str) -> Self {
        let name = name.to_lowercase();
        let words: Vec<&str> = name.split(|sign: char| !sign.is_alphanumeric()).collect();
        let has = |known: &[&str]| known.iter().any(|word| words.contains(word));
        match (
            has(&["gemeente", "burgemeester", "gemeenteraad"]),
            has(&["provincie", "gedeputeerde", "provinciale"]),
            has(&["waterschap", "hoogheemraadschap", "wetterskip"]),
        ) {
            (true, false, false) => Self::Municipality,
            (false, true, false) => Self::Province,
            (false, false, true) => Self::WaterBoard,
            _ => Self::Other,
        }
    }

    /// What is said of it; `None` when no council or board can be named.
    #[must_use]
    pub const fn words(self) -> Option<BodyWords> {
        match self {
            Self::Municipality => Some(BodyWords {
                council: "de gemeenteraad",
                council_short: "de raad",
                members: "leden van de gemeenteraad",
                executive: "het college van burgemeester en wethouders",
                executive_short: "het college",
                committee: "raadscommissie",
                salutation: "Geachte raad",
                signers: "secretaris en burgemeester",
                receiver: "de ontvangende gemeente",
            }),
            Self::Province => Some(BodyWords {
                council: "Provinciale Staten",
                council_short: "Provinciale Staten",
                members: "leden van Provinciale Staten",
                executive: "Gedeputeerde Staten",
                executive_short: "Gedeputeerde Staten",
                committee: "Statencommissie",
                salutation: "Geachte Statenleden",
                signers: "secretaris en commissaris van de Koning",
                receiver: "de ontvangende provincie",
            }),
            Self::WaterBoard => Some(BodyWords {
                council: "het algemeen bestuur",
                council_short: "het algemeen bestuur",
                members: "leden van het algemeen bestuur",
                executive: "het dagelijks bestuur",
                executive_short: "het dagelijks bestuur",
                committee: "commissie van het algemeen bestuur",
                salutation: "Geachte leden van het algemeen bestuur",
                signers: "secretaris en voorzitter",
                receiver: "het ontvangende waterschap",
            }),
            Self::Other | Self::Unknown => None,
        }
    }

    /// That a report was adopted, in a sentence.
    #[must_use]
    pub fn adopted(self) -> String {
        self.words().map_or_else(|| "vastgesteld".to_owned(), |of| format!("vastgesteld door {}", of.executive_short))
    }

    /// That a report was presented, in a sentence.
    #[must_use]
    pub fn presented(self) -> String {
        self.words().map_or_else(|| "aangeboden".to_owned(), |of| format!("aangeboden aan {} en het Rijk", of.council))
    }
}

/// What is said of a government, for texts and templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct BodyWords {
    /// Who receives the report: `de gemeenteraad`.
    pub council: &'static str,
    /// The same where it was named before: `de raad`.
    pub council_short: &'static str,
    /// Those who read it: `leden van de gemeenteraad`.
    pub members: &'static str,
    /// Who adopts and presents it: `het college van burgemeester en wethouders`.
    pub executive: &'static str,
    /// The same where it was named before: `het college`.
    pub executive_short: &'static str,
    /// What discusses it first: `raadscommissie`.
    pub committee: &'static str,
    /// How a letter begins, without its comma.
    pub salutation: &'static str,
    /// Who sign a letter.
    pub signers: &'static str,
    /// Who receives money of the Rijk: `de ontvangende gemeente`.
    pub receiver: &'static str,
}

/// The address that an id in the register TOOI stands for: itself, or that of the municipality with a code such as
/// `gm0518`; `None` when it is no id of the register.
#[must_use]
pub fn tooi_address(id: &str) -> Option<String> {
    let is_code =
        |code: &str| !code.is_empty() && code.chars().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit());
    if let Some(rest) = id.strip_prefix(BASE) {
        let (kind, code) = rest.split_once('/')?;
        let is_kind = !kind.is_empty() && kind.chars().all(|sign| sign.is_ascii_lowercase() || sign == '_');
        return (is_kind && is_code(code)).then(|| id.to_owned());
    }
    let has_digits = |digits: &str, count| digits.len() == count && digits.chars().all(|sign| sign.is_ascii_digit());
    let kinds = [("gm", "gemeente", 4), ("pv", "provincie", 2), ("ws", "waterschap", 4)];
    let (_, kind, _) = kinds
        .into_iter()
        .find(|(start, _, count)| id.strip_prefix(start).is_some_and(|digits| has_digits(digits, *count)))?;
    Some(format!("{BASE}{kind}/{id}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_id_of_the_register_is_an_address() {
        let den_haag = "https://identifier.overheid.nl/tooi/id/gemeente/gm0518";
        assert_eq!(tooi_address(den_haag).as_deref(), Some(den_haag));
        assert_eq!(tooi_address("gm0518").as_deref(), Some(den_haag));
        assert_eq!(tooi_address("pv23").as_deref(), Some("https://identifier.overheid.nl/tooi/id/provincie/pv23"));
        for wrong in
            ["0518", "gm518", "Den Haag", "https://www.denhaag.nl", "https://identifier.overheid.nl/tooi/id/gemeente/"]
        {
            assert_eq!(tooi_address(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_register_tells_what_kind_of_government_it_is() {
        for (id, body) in [
            ("gemeente/gm0518", Body::Municipality),
            ("provincie/pv23", Body::Province),
            ("waterschap/ws0155", Body::WaterBoard),
            ("oorg/oorg10009", Body::Other),
        ] {
            assert_eq!(Body::of_address(&format!("{BASE}{id}")), body, "{id}");
        }
    }

    #[test]
    fn a_sender_is_not_named_twice() {
        let of = |name: Option<&str>, body| {
            Organisation { name: name.map(in_sentence), address: None, body }.sender().unwrap_or_default()
        };
        assert_eq!(of(None, Body::Province), "Gedeputeerde Staten");
        assert_eq!(of(Some("provincie Overijssel"), Body::Province), "Gedeputeerde Staten (provincie Overijssel)");
        let college = "Het college van burgemeester en wethouders van de gemeente Urk";
        assert_eq!(of(Some(college), Body::Municipality), college.replace("Het", "het"));
        assert_eq!(of(Some("Regio Twente, namens de gemeenten"), Body::Other), "Regio Twente, namens de gemeenten");
        assert_eq!(of(None, Body::Unknown), "");
    }

    #[test]
    fn a_name_tells_it_only_when_it_is_of_one() {
        for (name, body) in [
            ("gemeente Den Haag", Body::Municipality),
            ("Het college van burgemeester en wethouders van Urk", Body::Municipality),
            ("De provincie Overijssel", Body::Province),
            ("Gedeputeerde Staten van Flevoland", Body::Province),
            ("Het hoogheemraadschap van Rijnland", Body::WaterBoard),
            ("Regio Twente, namens de gemeenten", Body::Other),
            ("De samenwerkende gemeenten in de Achterhoek", Body::Other),
            ("De provincie en de gemeente Utrecht", Body::Other),
        ] {
            assert_eq!(Body::of_name(name), body, "{name}");
        }
    }
}
