//! The phrases that charts share.

use super::canvas::plain;

/// Sentences as one text with plain spaces, for `alt`.
pub(super) fn prose(sentences: &[String]) -> String {
    plain(&sentences.join(" "))
}

/// A phrase from a dossier inside a sentence of ours: without its own full stop.
pub(super) fn phrase(text: &str) -> &str {
    text.trim().trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_does_not_end_our_sentence() {
        assert_eq!(phrase(" de respons was te laag. "), "de respons was te laag");
        assert_eq!(prose(&["Een\u{a0}zin.".into(), "Nog een.".into()]), "Een zin. Nog een.");
    }
}
