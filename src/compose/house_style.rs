//! What the region made its own: an accent in the theme, a logo on the cover.

use std::collections::BTreeMap;

use serde::Serialize;

use super::pictures::Described;
use crate::model::{Deal, HouseStyle};
use crate::read::delivery::Listed;

/// What the templates see of the house style.
#[derive(Debug, Default, Serialize)]
pub(super) struct Look {
    /// The accent, for a page that chooses by the reader's screen; the theme of the PDF has its own line.
    accent: Option<Accent>,
    logo: Option<LogoView>,
}

#[derive(Debug, Serialize)]
struct Accent {
    light: String,
    dark: String,
}

#[derive(Debug, Serialize)]
struct LogoView {
    file: String,
    alt: String,
}

impl Look {
    pub(super) fn of(deal: &Deal) -> Self {
        let Some(style) = &deal.house_style else { return Self::default() };
        let accent = style
            .accent
            .map(|accent| Accent { light: accent.to_string(), dark: HouseStyle::in_the_dark(accent).to_string() });
        let logo = style
            .logo
            .as_ref()
            .map(|logo| LogoView { file: Listed::file(logo.file.as_str(), &[]).name, alt: logo.alt.to_string() });
        Self { accent, logo }
    }

    /// The name of the file of the logo, as it stands among the attachments.
    pub(super) fn logo_file(&self) -> Option<&str> {
        self.logo.as_ref().map(|logo| logo.file.as_str())
    }

    /// The logo in words.
    pub(super) fn described(&self) -> Option<Described> {
        self.logo
            .as_ref()
            .map(|logo| Described { caption: "Het logo op de voorkant".to_owned(), alt: logo.alt.clone() })
    }
}

/// The file of the theme that names its colours.
const COLOURS: &str = "theme/colours.typ";

/// Lays the accent of the region over that of the theme.
pub(super) fn paint(theme: &mut BTreeMap<String, Vec<u8>>, deal: &Deal) {
    let accent = deal.house_style.as_ref().and_then(|style| style.accent);
    if let Some((accent, colours)) = accent.zip(theme.get_mut(COLOURS)) {
        // What a file of Typst says last is what it hands to others.
        colours.extend(format!("\n// The accent of the region.\n#let accent = rgb(\"{accent}\")\n").into_bytes());
    }
}
