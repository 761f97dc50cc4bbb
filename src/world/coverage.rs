//! Which characters the bundled typeface can show.

use std::sync::LazyLock;

use super::FONTS;

/// One bit for each code point that every bundled font has: text may become italic or bold.
static SHARED: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let faces = FONTS.iter().filter_map(|bytes| ttf_parser::Face::parse(bytes, 0).ok());
    let points = faces.map(|face| code_points(&face));
    points.reduce(|one, other| one.iter().zip(other).map(|(one, other)| one & other).collect()).unwrap_or_default()
});

/// Tells for a character whether every bundled font has it.
pub fn coverage() -> impl Fn(char) -> bool {
    let shared = &*SHARED;
    move |letter| {
        let point = u32::from(letter);
        shared.get(word(point)).is_some_and(|bits| bits & bit(point) != 0)
    }
}

fn code_points(face: &ttf_parser::Face<'_>) -> Vec<u64> {
    let mut points = Vec::new();
    let tables = face.tables().cmap.iter().flat_map(|cmap| cmap.subtables);
    for table in tables.filter(ttf_parser::cmap::Subtable::is_unicode) {
        table.codepoints(|point| {
            let word = word(point);
            if word >= points.len() {
                points.resize(word + 1, 0);
            }
            points[word] |= bit(point);
        });
    }
    points
}

fn word(point: u32) -> usize {
    point as usize / 64
}

fn bit(point: u32) -> u64 {
    1 << (point % 64)
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
