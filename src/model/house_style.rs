//! How a region wants its documents to look: a colour of its own, colours for the pillars, a logo.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Colour, Id, Text};

/// `huisstijl` in `deal.yaml`: what is not given looks as the program has it.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct HouseStyle {
    /// The colour of headings, of the heads of tables and of links. Nothing behind the key is a mistake: a colour
    /// without quotation marks is a remark.
    #[serde(default)]
    #[schemars(with = "Colour")]
    pub accent: Option<Colour>,
    /// The colour of each pillar in the charts.
    #[serde(rename = "pijlers", default)]
    pub pillars: BTreeMap<Id, Colour>,
    /// The logo on the cover.
    pub logo: Option<Logo>,
}

/// A logo.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Logo {
    /// The file, relative to the dossier.
    #[serde(rename = "bestand")]
    pub file: Text,
    /// Whose logo it is, for who cannot see it.
    pub alt: Text,
}

impl HouseStyle {
    /// The contrast of text with what it stands on (WCAG 2.2, 1.4.3).
    pub const TEXT: f64 = 4.5;
    /// The contrast of what is drawn with the paper (WCAG 2.2, 1.4.11).
    pub const DRAWN: f64 = 3.0;
    /// How far two pillars are apart for anyone, in CIEDE2000. Colours of this distance have names of their own.
    pub const APART: f64 = 10.0;
    /// How far two pillars are apart in grey, in L*.
    pub const APART_IN_GREY: f64 = 8.0;
    /// The darkest of what text in the accent stands on in print: the ground of a panel.
    pub const WASH: Colour = Colour::new(0xf1, 0xf5, 0xf7);
    /// The dark letters in a chart.
    pub const CHART_INK: Colour = Colour::new(0x22, 0x22, 0x22);
    /// What belongs to no pillar.
    pub const NO_PILLAR: Colour = Colour::new(0x94, 0x94, 0x94);
    /// What text in the accent stands on when a screen is dark: the page and the ground of a panel.
    pub const DARK: [Colour; 2] = [Colour::new(0x14, 0x19, 0x1e), Colour::new(0x1f, 0x27, 0x2e)];

    /// Whether text in this colour can be read on paper and in a panel, and white letters on it.
    #[must_use]
    pub fn is_text(colour: Colour) -> bool {
        colour.contrast(Self::WASH) >= Self::TEXT
    }

    /// Whether this colour stands out from paper, and letters on it can be read.
    #[must_use]
    pub fn is_drawn(colour: Colour) -> bool {
        let white = colour.contrast(Colour::WHITE);
        white >= Self::TEXT || white >= Self::DRAWN && colour.contrast(Self::CHART_INK) >= Self::TEXT
    }

    /// The accent as a dark screen shows it: the same hue with so much light that it can be read there.
    #[must_use]
    pub fn in_the_dark(accent: Colour) -> Colour {
        let can_be_read = |colour: Colour| Self::DARK.iter().all(|ground| colour.contrast(*ground) >= Self::TEXT);
        accent.lightened_until(can_be_read).unwrap_or(Colour::WHITE)
    }
}
