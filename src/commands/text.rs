//! Text of several lines for a screen of 80 columns.

/// The width of a screen.
pub(super) const WIDTH: usize = 80;

/// A text in lines of at most [`WIDTH`] columns, each after `indent` spaces, without a line end.
///
/// A word that is longer than a line stands on a line of its own. Line ends in the text are spaces.
pub(super) fn wrapped(text: &str, indent: usize) -> String {
    let room = WIDTH.saturating_sub(indent);
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + 1 + word.chars().count() <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let start = " ".repeat(indent);
    lines.join(&format!("\n{start}"))
}

/// The lines of a text as they are, each after `indent` spaces.
pub(super) fn indented(text: &str, indent: usize) -> String {
    let start = " ".repeat(indent);
    text.lines().map(|line| format!("{start}{line}")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_before_the_edge() {
        let text = "één woord ".repeat(20);
        let lines = wrapped(&text, 4);
        assert!(
            lines.lines().count() == 3
                && lines.lines().skip(1).all(|line| line.starts_with("    ") && !line.ends_with(' '))
        );
        assert!(lines.lines().all(|line| line.chars().count() <= WIDTH), "{lines}");
        assert_eq!(wrapped("", 2), "");
        assert_eq!(indented("a:\n  b", 2), "  a:\n    b");
    }
}
