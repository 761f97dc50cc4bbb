//! Long texts of a report in short: whole paragraphs, never less.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colon_keeps_what_it_announces() {
        let beginning = paragraph("Er zijn twee dingen te doen:\n\n- een;\n- twee.\n\nDaarna niets.");
        assert_eq!(beginning.text, "Er zijn twee dingen te doen:\n\n- een;\n- twee.");
        assert!(beginning.is_cut);
        assert!(!paragraph("Eén alinea.\n").is_cut);
    }
}
