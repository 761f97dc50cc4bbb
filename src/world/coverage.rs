//! Which characters the bundled typeface can show.

use std::collections::BTreeSet;

use super::FONTS;

/// Tells for a character whether every bundled font has it: text may become italic or bold.
pub fn coverage() -> impl Fn(char) -> bool {
    let mut shared: Option<BTreeSet<u32>> = None;
    for face in FONTS.iter().filter_map(|bytes| ttf_parser::Face::parse(bytes, 0).ok()) {
        let mut points = BTreeSet::new();
        for table in
            face.tables().cmap.iter().flat_map(|cmap| cmap.subtables).filter(ttf_parser::cmap::Subtable::is_unicode)
        {
            table.codepoints(|point| {
                points.insert(point);
            });
        }
        shared = Some(shared.map_or_else(|| points.clone(), |before| before.intersection(&points).copied().collect()));
    }
    let shared = shared.unwrap_or_default();
    move |letter| shared.contains(&u32::from(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_many_languages_can_be_shown_and_pictures_cannot() {
        let can_show = coverage();
        for letter in "aŉĳŐőğşİıćčžłøåñ€²–’αБẞ●▲■✓→○□✗".chars() {
            assert!(can_show(letter), "{letter}");
        }
        for letter in "🎉漢ع".chars() {
            assert!(!can_show(letter), "{letter}");
        }
    }
}
