//! Why a PDF is not taken in.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::read::shown;

/// Who is asked for a file again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sender {
    /// The region: who takes in deliveries asks it.
    Region,
    /// Whoever sent the file; that may be whoever holds it.
    Anyone,
}

impl Sender {
    /// Who that is, after “vraag”.
    const fn whom(self) -> &'static str {
        match self {
            Self::Region => "de regio",
            Self::Anyone => "wie het u stuurde",
        }
    }

    /// What else can be done than asking for the file.
    const fn or_else(self) -> &'static str {
        match self {
            Self::Region => "",
            Self::Anyone => ", of maak het opnieuw met `voortgang rapport`",
        }
    }

    /// The advice to ask for the file again.
    #[must_use]
    pub fn original(self) -> String {
        format!("vraag {} om het oorspronkelijke rapport{}", self.whom(), self.or_else())
    }
}

/// Why a PDF is not taken in. The text says what is wrong with it; [`Refusal::hint`] what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// It is larger than a report may be.
    TooLarge {
        /// The largest size, in MB.
        limit: u64,
    },
    /// It does not begin as a PDF does.
    NoPdf,
    /// Its objects cannot be read.
    Broken,
    /// It asks for a password, or once did.
    Encrypted,
    /// It carries no manifest.
    NoReport,
    /// It is the archive copy of a report.
    IsArchiveCopy,
    /// It is a council annex, which carries nothing.
    IsAnnex,
    /// It is a national overview, where a report of one deal is asked for.
    IsOverview,
    /// The figures of an overview make no sense.
    Overview(String),
    /// The portefeuille in an overview is not the one that it was made with.
    OtherPortfolio,
    /// The manifest makes no sense.
    Manifest(String),
    /// The manifest has a form of a later version.
    LaterFormat(String),
    /// More files are attached than a report has.
    TooMany {
        /// How many may be.
        limit: usize,
    },
    /// The list of attachments has more parts than a report can have.
    Tangled,
    /// A file that the manifest names is not there.
    Missing(String),
    /// Two attachments have the same name.
    Twice(String),
    /// A file is not packed in the way a report packs its files, or it does not unpack.
    Packing(String),
    /// A file is larger than a file of its kind may be.
    Larger(String),
    /// A path that does not belong in a dossier, or among templates.
    Path(String),
    /// The registration number is not one.
    Stamp,
    /// A file is not the one that was attached.
    Damaged(String),
    /// The manifest names another deal than the dossier is about.
    OtherDeal {
        /// The deal that the manifest names.
        listed: String,
        /// The deal that the dossier is about.
        deal: String,
    },
    /// The manifest names a report that the dossier does not have.
    OtherReport(String),
    /// The files together are not those of which the footer has the fingerprint.
    Fingerprint,
}

impl Refusal {
    /// What can be done about it.
    #[must_use]
    pub fn hint(&self, sender: Sender) -> String {
        let (whom, or_else) = (sender.whom(), sender.or_else());
        match self {
            Self::TooLarge { .. } => "controleer of dit het rapport is; foto’s horen er verkleind in".to_owned(),
            Self::NoPdf => "controleer of dit het goede bestand is".to_owned(),
            Self::Broken => {
                format!("het bestand is beschadigd of niet heel aangekomen; vraag het opnieuw aan {whom}{or_else}")
            }
            Self::Encrypted => {
                format!("vraag {whom} om het rapport zonder wachtwoord en zonder beveiliging{or_else}")
            }
            Self::NoReport => format!(
                "vraag {whom} om het rapport zoals `voortgang rapport` het maakte, niet opnieuw afgedrukt of samengevoegd{or_else}"
            ),
            Self::IsAnnex => {
                "gebruik het hele verslag: het staat onder aan de raadsbijlage met zijn naam en zijn versie".to_owned()
            }
            Self::IsArchiveCopy => {
                "gebruik het authentieke stuk: het bestand dat in het colofon van deze kopie staat".to_owned()
            }
            Self::IsOverview => "lever de rapporten aan waar dit overzicht uit is gemaakt".to_owned(),
            Self::Overview(_) | Self::OtherPortfolio => {
                "vraag wie het overzicht maakte om het oorspronkelijke bestand".to_owned()
            }
            Self::LaterFormat(_) => "gebruik een nieuwere versie van voortgang".to_owned(),
            Self::Manifest(_)
            | Self::TooMany { .. }
            | Self::Tangled
            | Self::Missing(_)
            | Self::Twice(_)
            | Self::Packing(_)
            | Self::Larger(_)
            | Self::Path(_)
            | Self::Stamp
            | Self::Damaged(_)
            | Self::OtherDeal { .. }
            | Self::OtherReport(_)
            | Self::Fingerprint => {
                format!("het bestand is na het maken veranderd of beschadigd; {}", sender.original())
            }
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { limit } => write!(f, "het bestand is groter dan {limit} MB"),
            Self::NoPdf => f.write_str("dit is geen PDF"),
            Self::Broken => f.write_str("deze PDF is niet te lezen"),
            Self::Encrypted => f.write_str("deze PDF is beveiligd met een wachtwoord"),
            Self::NoReport => {
                f.write_str("deze PDF is niet door voortgang gemaakt, of de bijlagen zijn eruit gehaald")
            }
            Self::IsAnnex => f.write_str("dit is de raadsbijlage bij een verslag; daar zitten geen gegevens in"),
            Self::IsArchiveCopy => f.write_str("dit is de archiefkopie van een rapport; daar zitten geen gegevens in"),
            Self::Stamp => f.write_str("in `stempel.yaml` staat geen registratienummer dat met dit programma is gezet"),
            Self::IsOverview => f.write_str("dit is zelf een landelijk overzicht, en niet het rapport van een deal"),
            Self::Overview(what) => write!(f, "de cijfers van dit overzicht zijn niet te lezen: {what}"),
            Self::OtherPortfolio => f.write_str(
                "`portefeuille.yaml` is niet meer het bestand waarmee het overzicht is gemaakt: het controlegetal klopt niet",
            ),
            Self::Manifest(what) => write!(f, "de inhoudsopgave `inhoud.json` is niet te lezen: {what}"),
            Self::LaterFormat(format) => {
                write!(f, "de inhoudsopgave heeft een vorm die deze versie niet kent: `{}`", name(format))
            }
            Self::TooMany { limit } => write!(f, "deze PDF heeft meer dan {limit} bijlagen"),
            Self::Tangled => f.write_str("de lijst van bijlagen in deze PDF is te groot om een lijst te zijn"),
            Self::Missing(one) => write!(f, "de bijlage `{}` ontbreekt", name(one)),
            Self::Twice(one) => write!(f, "de bijlage `{}` zit er twee keer in", name(one)),
            Self::Packing(one) => write!(f, "de bijlage `{}` is niet uit te pakken", name(one)),
            Self::Larger(one) => write!(f, "de bijlage `{}` is groter dan zij mag zijn", name(one)),
            Self::Path(path) => {
                write!(f, "de inhoudsopgave noemt een bestand dat niet in een dossier hoort: `{}`", name(path))
            }
            Self::Damaged(path) => {
                write!(
                    f,
                    "`{}` is niet meer het bestand waarmee het rapport is gemaakt: de lengte of het controlegetal klopt niet",
                    name(path)
                )
            }
            Self::OtherDeal { listed, deal } => {
                write!(
                    f,
                    "de inhoudsopgave noemt de deal `{}`, maar het dossier gaat over `{}`",
                    name(listed),
                    name(deal)
                )
            }
            Self::OtherReport(report) => {
                write!(f, "de inhoudsopgave noemt het verslag `{}`, en dat heeft het dossier niet", name(report))
            }
            Self::Fingerprint => f.write_str("de vingerafdruk van de gegevens klopt niet met de bijgevoegde bestanden"),
        }
    }
}

/// A name from outside, as a message can show it.
fn name(text: &str) -> String {
    shown(text, 120)
}

impl std::error::Error for Refusal {}
