//! From bytes to text: the encoding, and the characters that can stand in a dossier.

use std::borrow::Cow;

use super::codes;
use crate::diagnostic::{Diagnostic, KeyPath, Target};

/// The mark some programs put at the start of a text.
pub(crate) const BOM: &[u8] = &[0xef, 0xbb, 0xbf];

/// At most so many characters are reported per file.
const MOST: usize = 20;

/// The text of a file without its byte order mark, and what is wrong with its encoding.
///
/// Bytes that are no UTF-8 are shown as `�`, so that the line around them can be printed.
pub(crate) fn decode(top: &KeyPath, bytes: &[u8]) -> (String, Option<Diagnostic>) {
    let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let diagnostic =
            Diagnostic::error(codes::ENCODING, top.clone(), "dit bestand is opgeslagen als UTF-16 ('Unicode')")
                .hint("open het in uw tekstprogramma, kies 'Opslaan als' en kies bij 'Codering' voor UTF-8");
        return (String::new(), Some(diagnostic));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), None),
        Err(error) => {
            let at = error.valid_up_to();
            let text = String::from_utf8_lossy(bytes).into_owned();
            let end = text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |sign| at + sign.len_utf8());
            let diagnostic = Diagnostic::error(codes::ENCODING, top.clone(), "hier staat een letter die niet als UTF-8 is opgeslagen")
                .on(Target::Bytes(at..end))
                .hint("open het bestand in uw tekstprogramma, kies 'Opslaan als' en kies bij 'Codering' voor UTF-8; kijk daarna of alle letters met accenten nog goed staan");
            (text, Some(diagnostic))
        }
    }
}

/// What a character that cannot be printed is, in words; `None` for all others.
pub(crate) fn unfit(sign: char) -> Option<&'static str> {
    match sign {
        // Nearly all of a dossier.
        ' '..='~' | '\t' | '\n' | '\r' => None,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Some("een stuurteken"),
        '\u{2028}' | '\u{2029}' => Some("een bijzonder regeleinde"),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some("een teken dat de leesrichting omdraait")
        }
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => Some("een symbool dat maar in één lettertype bestaat"),
        '\u{feff}' => Some("een leesteken voor de computer (BOM)"),
        '\u{fffd}' => Some("een letter die bij het kopiëren verloren is gegaan (`�`)"),
        '\u{fdd0}'..='\u{fdef}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' => Some("een onbestaand teken"),
        _ => None,
    }
}

/// Reports every unfit character, and gives the text with harmless ones in their place.
///
/// The stand-ins have as many bytes, so that all places in the text stay as they are and the rest
/// of the file can be checked too.
pub(crate) fn check_characters<'t>(top: &KeyPath, text: &'t str, diagnostics: &mut Vec<Diagnostic>) -> Cow<'t, str> {
    let unfit_signs = text.char_indices().filter_map(|(at, sign)| Some((at, sign, unfit(sign)?)));
    let found: Vec<(usize, char, &str)> = unfit_signs.collect();
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    for (at, sign, what) in found.iter().take(MOST) {
        diagnostics.push(
            Diagnostic::error(codes::CHARACTER, top.clone(), format!("hier staat {what}: {}", name(*sign)))
                .on(Target::Bytes(*at..at + sign.len_utf8()))
                .hint("haal het teken weg en typ de tekst op deze plek opnieuw"),
        );
    }
    let mut clean = String::with_capacity(text.len());
    let mut from = 0;
    for (at, sign, _) in found {
        clean.push_str(&text[from..at]);
        clean.push_str(match sign.len_utf8() {
            1 => "_",
            2 => "é",
            3 => "€",
            _ => "😀",
        });
        from = at + sign.len_utf8();
    }
    clean.push_str(&text[from..]);
    Cow::Owned(clean)
}

/// A text from outside as a message can show it: on one line, without signs that take hold of a
/// terminal or turn the reading around, and at most so many characters.
pub(crate) fn shown(text: &str, most: usize) -> String {
    let is_line = |sign: char| !sign.is_whitespace() || sign == ' ';
    let fit = |sign| if unfit(sign).is_none() && is_line(sign) { sign } else { '\u{fffd}' };
    let mut signs = text.chars();
    let mut shown: String = signs.by_ref().take(most).map(fit).collect();
    if signs.next().is_some() {
        shown.push('…');
    }
    shown
}

/// The standard name of a character: `U+202E`.
pub(crate) fn name(sign: char) -> String {
    format!("U+{:04X}", u32::from(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_from_windows_is_named_at_its_byte() {
        let (text, diagnostic) = decode(&KeyPath::file("deal.yaml"), b"a: 1\nb: caf\xe9\n");
        assert_eq!(text, "a: 1\nb: caf\u{fffd}\n");
        assert_eq!(diagnostic.unwrap().target, Target::Bytes(11..14));
        assert!(decode(&KeyPath::file("deal.yaml"), b"\xff\xfea\0").1.is_some());
        assert_eq!(decode(&KeyPath::file("deal.yaml"), b"\xef\xbb\xbfa: 1").0, "a: 1");
    }

    #[test]
    fn foreign_text_stays_on_its_line() {
        assert_eq!(shown("pijlers/één.yaml", 20), "pijlers/één.yaml");
        assert_eq!(shown("a\u{1b}[2J\n\u{202e}b\tc", 20), "a\u{fffd}[2J\u{fffd}\u{fffd}b\u{fffd}c");
        assert_eq!(shown("twee", 3), "twe…");
    }

    #[test]
    fn stand_ins_keep_all_places() {
        let mut diagnostics = Vec::new();
        let text = "a: \u{0}\u{85}\u{202e}\u{e000}\u{f0001}é";
        let clean = check_characters(&KeyPath::file("deal.yaml"), text, &mut diagnostics);
        assert_eq!(clean.len(), text.len());
        assert_eq!(diagnostics.len(), 5);
        assert!(clean.chars().all(|sign| unfit(sign).is_none()));
        assert!(
            check_characters(&KeyPath::file("x"), "é 😀 ’ ĳ\t\r\n", &mut diagnostics).is_ascii()
                || diagnostics.len() == 5
        );
    }
}
