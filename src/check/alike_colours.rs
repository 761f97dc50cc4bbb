//! R074: colours of pillars that cannot be told apart.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::format;
use crate::model::{Colour, HouseStyle, Vision};
use crate::world::FileKind;

pub(super) const RULE: Rule = Rule {
    code: "R074",
    requirement: None,
    what: "Eigen kleuren van pijlers zijn uit elkaar te houden: door iedereen, ook wie rood, groen of blauw niet ziet, en in een grijze afdruk. Heeft één pijler een eigen kleur, dan hebben alle pijlers er een.",
    why: "In een grafiek hoort elke kleur bij één pijler. Ongeveer een op de twaalf mannen ziet rood en groen anders, en veel rapporten worden zonder kleur afgedrukt. Het programma rekent na hoe zij de kleuren zien (Machado 2009; een afstand van ten minste 10 in CIEDE2000, en in grijs 8 punten verschil in lichtheid op een schaal van 100).",
    example: "huisstijl:\n  pijlers: {samenleving: \"#8a2f4f\", werken: \"#2f6b3a\"}",
    solution: "Maak van de twee kleuren de ene duidelijk lichter en de andere donkerder, of kies een andere tint.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(style) = &subject.dossier.deal.house_style else { return Vec::new() };
    let at = KeyPath::file("deal.yaml").key("huisstijl").key("pijlers");
    let mut found = Vec::new();
    let pillars = &subject.dossier.pillars;
    let bare: Vec<&str> =
        pillars.iter().filter(|one| !style.pillars.contains_key(&one.id)).map(|one| one.id.as_str()).collect();
    // One that is named wrongly lacks under its right name; R001 says so.
    let is_named_right = style.pillars.keys().all(|id| subject.dossier.pillar(id).is_some());
    if !style.pillars.is_empty() && is_named_right && !bare.is_empty() && subject.is_complete(FileKind::Pillar) {
        let message = format!("{} heeft geen eigen kleur, en een andere pijler wel", format::list(&ticked(&bare)));
        found.push(
            Diagnostic::error(RULE.code, at.clone(), message)
                .hint("geef elke pijler een kleur, of haal `pijlers` hier weg; dan kiest het programma de kleuren"),
        );
    }
    let own: Vec<_> = style.pillars.iter().collect();
    for (index, (id, colour)) in own.iter().enumerate() {
        let at = at.key(id.as_str());
        for (other_id, other) in &own[..index] {
            let Some(how) = alike(**colour, **other) else { continue };
            let message =
                format!("de kleuren van `{other_id}` ({other}) en `{id}` ({colour}) lijken te veel op elkaar{how}");
            found.push(
                Diagnostic::error(RULE.code, at.clone(), message)
                    .hint("maak de ene kleur duidelijk lichter en de andere donkerder, of kies een andere tint"),
            );
        }
        if let Some(vision) = confused(**colour, HouseStyle::NO_PILLAR) {
            let message = format!(
                "de kleur van `{id}` ({colour}) lijkt te veel op het grijs voor wat bij geen pijler hoort{}",
                for_whom(vision)
            );
            found
                .push(Diagnostic::error(RULE.code, at, message).hint("kies een donkerder kleur, of een met meer tint"));
        }
    }
    found
}

fn ticked(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| format!("`{name}`")).collect()
}

/// In whose eyes two colours are alike; `None` when they are told apart by all and in grey.
fn alike(one: Colour, other: Colour) -> Option<&'static str> {
    if let Some(vision) = confused(one, other) {
        return Some(for_whom(vision));
    }
    let in_grey = (one.lightness() - other.lightness()).abs();
    (in_grey < HouseStyle::APART_IN_GREY).then_some(" als zij grijs worden afgedrukt")
}

/// The first vision in which two colours are too near to each other.
fn confused(one: Colour, other: Colour) -> Option<Vision> {
    Vision::ALL.into_iter().find(|vision| one.distance(other, *vision) < HouseStyle::APART)
}

const fn for_whom(vision: Vision) -> &'static str {
    match vision {
        Vision::Usual => "",
        Vision::Protanopia => " voor wie geen rood ziet",
        Vision::Deuteranopia => " voor wie geen groen ziet",
        Vision::Tritanopia => " voor wie geen blauw ziet",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(one: &str, other: &str) -> Option<&'static str> {
        alike(one.parse().unwrap(), other.parse().unwrap())
    }

    #[test]
    fn two_colours_are_alike_in_the_eyes_of_some() {
        assert_eq!(pair("#14315c", "#1e7f7a"), None);
        assert_eq!(pair("#8a2f4f", "#8f2f4a"), Some(""));
        assert_eq!(pair("#b35900", "#6b7a00"), Some(" voor wie geen rood ziet"));
        // Blue and brown of one lightness are far apart, until they are grey.
        assert_eq!(pair("#2f5fb0", "#8a5a16"), Some(" als zij grijs worden afgedrukt"));
    }
}
