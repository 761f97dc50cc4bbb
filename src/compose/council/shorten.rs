//! Long texts of a report in short: whole paragraphs or whole sentences, never less.

use super::super::markdown;

/// The beginning of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Beginning {
    /// Markdown, or plain words where it is a sentence.
    pub(super) text: String,
    /// Whether there is more.
    pub(super) is_cut: bool,
}

/// The first paragraph; with what it announces when it ends in a colon.
pub(super) fn paragraph(text: &str) -> Beginning {
    let mut paragraphs = text.split("\n\n").filter(|part| !part.trim().is_empty());
    let mut kept: Vec<&str> = Vec::new();
    for part in paragraphs.by_ref() {
        kept.push(part);
        if !part.trim_end().ends_with(':') {
            break;
        }
    }
    Beginning { text: kept.join("\n\n"), is_cut: paragraphs.next().is_some() }
}

/// The first sentence, in plain words; the whole first paragraph when it is not certain where that sentence ends.
pub(super) fn sentence(text: &str) -> Beginning {
    let first = paragraph(text);
    let words = markdown::plain(&first.text);
    match end_of_sentence(&words) {
        Some(end) if end < words.len() => Beginning { text: words[..end].to_owned(), is_cut: true },
        _ => Beginning { text: words, is_cut: first.is_cut },
    }
}

/// Where the first sentence ends, as a place between bytes: behind a full stop that follows on a whole word and
/// goes before a capital, outside brackets and quotation marks.
fn end_of_sentence(words: &str) -> Option<usize> {
    let mut depth = 0_i32;
    let mut word = 0_usize;
    let mut signs = words.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        match sign {
            '(' | '[' | '‘' | '“' => depth += 1,
            ')' | ']' | '’' | '”' => depth -= 1,
            '.' | '!' | '?' => {
                let rest = &words[at + sign.len_utf8()..];
                let goes_on = rest.chars().nth(1).is_some_and(char::is_uppercase) && rest.starts_with(' ');
                // `mr.`, `drs.` and `nr.` end no sentence; a word of four letters or more with a full stop does.
                let is_end = sign != '.' || word >= 4;
                if depth <= 0 && goes_on && is_end {
                    return Some(at + sign.len_utf8());
                }
            }
            _ => {}
        }
        word = if sign.is_alphanumeric() { word + 1 } else { 0 };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> (String, bool) {
        let Beginning { text, is_cut } = sentence(text);
        (text, is_cut)
    }

    #[test]
    fn a_sentence_is_whole() {
        let long = "Het doel is dat bewoners\nmeer meedoen. Zij voelen zich betrokken.";
        assert_eq!(first(long), ("Het doel is dat bewoners meer meedoen.".to_owned(), true));
        assert_eq!(first("Eén zin."), ("Eén zin.".to_owned(), false));
        assert_eq!(first("Eén zin.\n\nNog een."), ("Eén zin.".to_owned(), true));
    }

    #[test]
    fn an_abbreviation_or_a_number_ends_no_sentence() {
        for text in [
            "De heer dr. Mr. Grapperhaus en mw. De Vries tekenden voor art. 5.2 en 7,5 mln. euro",
            "Bewoners (ouderen. Jongeren ook) doen mee",
        ] {
            assert_eq!(first(text), (text.to_owned(), false));
        }
    }

    #[test]
    fn a_colon_keeps_what_it_announces() {
        let beginning = paragraph("Er zijn twee dingen te doen:\n\n- een;\n- twee.\n\nDaarna niets.");
        assert_eq!(beginning.text, "Er zijn twee dingen te doen:\n\n- een;\n- twee.");
        assert!(beginning.is_cut);
        assert!(!paragraph("Eén alinea.\n").is_cut);
    }
}
