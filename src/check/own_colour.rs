//! R073: a colour of the region's own on which, or in which, letters cannot be read.

use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;
use rust_decimal::prelude::FromPrimitive;

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{Colour, HouseStyle};

pub(super) const RULE: Rule = Rule {
    code: "R073",
    requirement: None,
    what: "Een eigen kleur heeft genoeg contrast. Letters in de accentkleur hebben 4,5 : 1 met wit en met de lichte grond van een kader. De kleur van een pijler heeft 3 : 1 met wit, en letters op die kleur zijn te lezen met 4,5 : 1. Contrast loopt van 1 : 1 (dezelfde kleur) tot 21 : 1 (zwart op wit).",
    why: "Een rapport van de overheid moet ook te lezen zijn voor wie minder goed ziet. De norm (WCAG, EN 301 549) zegt hoeveel contrast daarvoor nodig is. De kleuren van het programma zelf voldoen; een eigen kleur moet dat ook.",
    example: "huisstijl:\n  accent: \"#2a9fd6\"",
    solution: "Neem de kleur die de melding noemt: dezelfde tint, maar donkerder. Of kies een andere donkere kleur uit de huisstijl.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(style) = &subject.dossier.deal.house_style else { return Vec::new() };
    let at = KeyPath::file("deal.yaml").key("huisstijl");
    let accent = style.accent.and_then(|accent| as_text(accent, at.key("accent")));
    let pillars = style.pillars.iter();
    let pillars = pillars.filter_map(|(id, colour)| as_drawn(*colour, at.key("pijlers").key(id.as_str())));
    accent.into_iter().chain(pillars).collect()
}

/// What is wrong with an accent.
fn as_text(accent: Colour, at: KeyPath) -> Option<Diagnostic> {
    if HouseStyle::is_text(accent) {
        return None;
    }
    let found = ratio(accent.contrast(HouseStyle::WASH));
    let message = format!(
        "de kleur `{accent}` is te licht voor letters: het contrast met de grond van een kader is {found} : 1, en 4,5 : 1 is nodig"
    );
    Some(with_near(Diagnostic::error(RULE.code, at, message), accent, HouseStyle::is_text))
}

/// What is wrong with the colour of a pillar.
fn as_drawn(colour: Colour, at: KeyPath) -> Option<Diagnostic> {
    if HouseStyle::is_drawn(colour) {
        return None;
    }
    let white = colour.contrast(Colour::WHITE);
    let message = if white < HouseStyle::DRAWN {
        format!(
            "de kleur `{colour}` is te licht voor een grafiek: het contrast met wit is {} : 1, en 3 : 1 is nodig",
            ratio(white)
        )
    } else {
        let dark = colour.contrast(HouseStyle::CHART_INK);
        format!(
            "op de kleur `{colour}` zijn letters slecht te lezen: het contrast met witte letters is {} : 1 en met donkere {} : 1, en 4,5 : 1 is nodig",
            ratio(white),
            ratio(dark)
        )
    };
    Some(with_near(Diagnostic::error(RULE.code, at, message), colour, HouseStyle::is_drawn))
}

/// Names the nearest colour that will do.
fn with_near(found: Diagnostic, colour: Colour, will_do: fn(Colour) -> bool) -> Diagnostic {
    match colour.darkened_until(will_do) {
        Some(near) => found.hint(format!("`{near}` heeft dezelfde tint en is donker genoeg")),
        None => found.hint("kies een donkerder kleur"),
    }
}

/// A ratio as it is printed: rounded down, so that what is too little never looks enough.
fn ratio(found: f64) -> String {
    let found = Decimal::from_f64(found).unwrap_or_default();
    format::number(found.round_dp_with_strategy(2, RoundingStrategy::ToZero), 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_little_is_never_printed_as_enough() {
        assert_eq!((ratio(4.4999), ratio(4.5), ratio(2.9999)), ("4,49".into(), "4,50".into(), "2,99".into()));
    }
}
