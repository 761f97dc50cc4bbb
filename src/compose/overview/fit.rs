//! Text in a place of fixed size: what does not fit is left out at a word, and said to be.

use crate::chart::Typeface;

/// A place for text: so many lines of this width, in points, at this size of type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    pub(super) width: f64,
    pub(super) lines: usize,
    pub(super) size: f64,
}

impl Room {
    /// Whether the whole text fits, with no word cut.
    pub(super) fn holds(self, typeface: &Typeface<'_>, text: &str) -> bool {
        let fits = |word: &str| typeface.widest(word, self.size) <= self.width;
        text.split([' ', '\n']).all(fits) && (!self.fit(typeface, text).ends_with('…') || text.ends_with('…'))
    }

    /// `text` when it fits; else its longest beginning that ends at a word and leaves room for `…`.
    pub(super) fn fit(self, typeface: &Typeface<'_>, text: &str) -> String {
        let words: Vec<&str> = text
            .split([' ', '\n'])
            .filter(|word| !word.is_empty())
            .flat_map(|word| self.pieces(typeface, word))
            .collect();
        let count = self.count(typeface, &words, "");
        if count == words.len() {
            // A word that was cut to count its lines is printed whole: there it may be hyphenated.
            return text.split([' ', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        }
        let count = self.count(typeface, &words, "…").max(1);
        let kept = words[..count].join(" ");
        format!("{}…", kept.trim_end_matches([' ', ',', ';', ':', '-', '.', '(', '…']))
    }

    /// How many of the words fit, the last with `ending`.
    fn count(self, typeface: &Typeface<'_>, words: &[&str], ending: &str) -> usize {
        let width = |text: &str| typeface.widest(text, self.size);
        let (space, end) = (width(" "), width(ending));
        let (mut line, mut used, mut fitted) = (1, 0.0, 0);
        for (index, word) in words.iter().enumerate() {
            let word = width(word);
            let joined = if used > 0.0 { used + space + word } else { word };
            if joined <= self.width {
                used = joined;
            } else {
                line += 1;
                used = word;
            }
            if line > self.lines {
                break;
            }
            if line < self.lines || used + end <= self.width {
                fitted = index + 1;
            }
        }
        fitted
    }

    /// A word, cut where it is wider than a line.
    fn pieces<'t>(self, typeface: &Typeface<'_>, word: &'t str) -> Vec<&'t str> {
        let mut pieces = Vec::new();
        let mut rest = word;
        while typeface.widest(rest, self.size) > self.width {
            let ends = rest.char_indices().map(|(at, letter)| at + letter.len_utf8());
            let end = ends.take_while(|end| typeface.widest(&rest[..*end], self.size) <= self.width * 0.9).last();
            let Some(end) = end.filter(|end| *end < rest.len()) else { break };
            pieces.push(&rest[..end]);
            rest = &rest[end..];
        }
        pieces.push(rest);
        pieces
    }
}

/// The first `most` of the items, and how many there are besides.
pub(super) fn first<T>(items: &[T], most: usize) -> (&[T], usize) {
    let shown = items.len().min(most);
    (&items[..shown], items.len() - shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(width: f64, lines: usize, text: &str) -> String {
        let typeface = Typeface::new(crate::world::REGULAR, crate::world::SEMIBOLD).unwrap();
        Room { width, lines, size: 10.0 }.fit(&typeface, text)
    }

    #[test]
    fn what_fits_stays_as_it_is() {
        assert_eq!(fitted(200.0, 1, "Een korte zin."), "Een korte zin.");
    }

    #[test]
    fn what_does_not_fit_ends_at_a_word() {
        assert_eq!(fitted(100.0, 1, "Een zin die niet op een regel past."), "Een zin die niet op…");
        assert_eq!(fitted(100.0, 2, "Een zin die niet op een regel past."), "Een zin die niet op een regel past.");
        assert_eq!(fitted(60.0, 1, "Moerwijk, Bouwlust"), "Moerwijk…");
    }

    #[test]
    fn a_word_wider_than_its_place_is_cut() {
        assert_eq!(fitted(60.0, 1, "Arbeidsmarktregiobestuurdersoverleg"), "Arbeidsmar…");
    }

    #[test]
    fn a_word_that_takes_two_lines_has_no_space_in_it_and_does_not_count_as_fitting() {
        let word = "Arbeidsmarktregiobestuurder";
        assert_eq!(fitted(90.0, 3, word), word);
        let typeface = Typeface::new(crate::world::REGULAR, crate::world::SEMIBOLD).unwrap();
        assert!(!Room { width: 90.0, lines: 3, size: 10.0 }.holds(&typeface, word));
    }

    #[test]
    fn of_a_long_list_the_rest_is_counted() {
        assert_eq!(first(&[1, 2], 2), (&[1, 2][..], 0));
        assert_eq!(first(&[1, 2, 3], 2), (&[1, 2][..], 1));
    }
}
