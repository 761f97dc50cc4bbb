//! Long texts of a report in short: whole paragraphs or whole sentences, never less.

/// The beginning of a text.
#[derive(Debug)]
pub(super) struct Beginning {
    /// Markdown.
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

/// A text without what points to a footnote of the covenant, which does not stand here: ` (voetnoot 5)`.
pub(super) fn without_footnotes(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(" (voetnoot ") {
        kept.push_str(before);
        let number = after.trim_start_matches(|sign: char| sign.is_ascii_digit());
        if let Some(after) = number.strip_prefix(')').filter(|_| number.len() < after.len()) {
            rest = after;
        } else {
            kept.push_str(" (voetnoot ");
            rest = after;
        }
    }
    kept + rest
}

/// The first paragraph, or as many of its sentences as fit in so many letters.
pub(super) fn opening(text: &str, letters: usize) -> Beginning {
    let first = paragraph(text);
    // A list is kept whole.
    if first.text.contains("\n\n") {
        return first;
    }
    let kept = sentences(&first.text, letters);
    Beginning { is_cut: first.is_cut || kept.is_cut, text: kept.text }
}

/// The first sentences of a text, as long as they fit in so many letters; at least one.
pub(super) fn sentences(text: &str, letters: usize) -> Beginning {
    let ends = text.match_indices(". ").map(|(at, _)| at + 1);
    // What is marked or linked is not cut in two.
    let is_whole = |part: &str| {
        let count = |sign| part.matches(sign).count();
        count('*') % 2 == 0 && count('_') % 2 == 0 && count('[') == count(']') && count('(') == count(')')
    };
    let starts_anew =
        |at: &usize| text[*at..].trim_start().starts_with(|sign: char| sign.is_uppercase()) && is_whole(&text[..*at]);
    let mut kept = text.len();
    if text.chars().count() > letters {
        let ends: Vec<usize> = ends.filter(starts_anew).collect();
        let fits = |at: &&usize| text[..**at].chars().count() <= letters;
        kept = ends.iter().rev().find(fits).or(ends.first()).copied().unwrap_or(text.len());
    }
    Beginning { text: text[..kept].to_owned(), is_cut: kept < text.trim_end().len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_points_to_a_footnote_is_left_out() {
        assert_eq!(without_footnotes("zorgpremie (voetnoot 5), geteld (voetnoot 12)."), "zorgpremie, geteld.");
        assert_eq!(without_footnotes("zie (voetnoot a) en (voetnoot 7"), "zie (voetnoot a) en (voetnoot 7");
    }

    #[test]
    fn sentences_are_kept_whole() {
        let cut = |letters| sentences("Dit is nr. 5 van de lijst. Dit is meer. Dit is veel meer.", letters).text;
        assert_eq!(cut(10), "Dit is nr. 5 van de lijst.");
        assert_eq!(cut(45), "Dit is nr. 5 van de lijst. Dit is meer.");
        assert!(!sentences("Kort.", 45).is_cut);
        assert_eq!(sentences("Dit is *een. Dit is* twee. En drie.", 5).text, "Dit is *een. Dit is* twee.");
    }

    #[test]
    fn a_long_opening_ends_after_a_sentence_and_says_that_there_is_more() {
        let opening = opening("Eén zin. Nog een zin.\n\nMeer.", 10);
        assert_eq!(opening.text, "Eén zin.");
        assert!(opening.is_cut);
    }

    #[test]
    fn a_colon_keeps_what_it_announces() {
        let beginning = paragraph("Er zijn twee dingen te doen:\n\n- een;\n- twee.\n\nDaarna niets.");
        assert_eq!(beginning.text, "Er zijn twee dingen te doen:\n\n- een;\n- twee.");
        assert!(beginning.is_cut);
        assert!(!paragraph("Eén alinea.\n").is_cut);
    }
}
