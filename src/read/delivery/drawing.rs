//! Whether two drawings are the same, however their numbers, gaps and strings are written.

/// A piece of a drawing.
#[derive(Debug, PartialEq)]
enum Token {
    /// A number, by its value: `1`, `1.0` and `+1.` are one.
    Number(f64),
    /// The signs of a string, however they were written.
    Text(Vec<u8>),
    Name(Vec<u8>),
    /// An operator, a word such as `true`, or a bracket.
    Word(Vec<u8>),
    /// The properties of what is drawn, by their names: in which order they stand makes no difference.
    Properties(Vec<(Vec<u8>, Vec<Token>)>),
}

/// How deep properties may stand in properties.
const DEEPEST: usize = 16;

/// Whether two drawings consist of the same steps.
///
/// They are taken apart in pieces to the last byte, and are not read as operations: a reader of these
/// stops where it no longer understands them, and what follows there would not be seen.
pub(super) fn is_same(one: &[u8], other: &[u8]) -> bool {
    if one == other {
        return true;
    }
    let (mut one, mut other) = (Tokens(one), Tokens(other));
    loop {
        match (one.piece(DEEPEST), other.piece(DEEPEST)) {
            (None, None) => return true,
            // The bytes of a picture within a drawing are no pieces. No report has such a picture.
            (Some(Token::Word(word)), _) if word == b"ID" => return false,
            (Some(piece), Some(beside)) if piece == beside => {}
            _ => return false,
        }
    }
}

/// Takes a drawing apart.
struct Tokens<'a>(&'a [u8]);

impl<'a> Tokens<'a> {
    /// The bytes up to the first for which something does not hold.
    fn take_while(&mut self, holds: impl Fn(u8) -> bool) -> &'a [u8] {
        let end = self.0.iter().position(|byte| !holds(*byte)).unwrap_or(self.0.len());
        let (taken, rest) = self.0.split_at(end);
        self.0 = rest;
        taken
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// The next piece, with properties as a whole.
    fn piece(&mut self, depth: usize) -> Option<Token> {
        let piece = self.next()?;
        let is = |piece: &Token, bracket: &[u8]| matches!(piece, Token::Word(word) if word == bracket);
        let Some(depth) = depth.checked_sub(1).filter(|_| is(&piece, b"<<")) else { return Some(piece) };
        let mut properties: Vec<(Vec<u8>, Vec<Token>)> = Vec::new();
        // Within a list a name is no key.
        let mut lists = 0_usize;
        while let Some(piece) = self.piece(depth) {
            match piece {
                piece if lists == 0 && is(&piece, b">>") => break,
                // The value of a key may be a name.
                Token::Name(key) if lists == 0 && properties.last().is_none_or(|(_, value)| !value.is_empty()) => {
                    properties.push((key, Vec::new()));
                }
                piece => {
                    if is(&piece, b"[") {
                        lists += 1;
                    } else if is(&piece, b"]") {
                        lists = lists.saturating_sub(1);
                    }
                    match properties.last_mut() {
                        Some((_, value)) => value.push(piece),
                        None => properties.push((Vec::new(), vec![piece])),
                    }
                }
            }
        }
        // Of the same key twice the order stays: which of them holds differs from reader to reader.
        properties.sort_by(|(one, _), (other, _)| one.cmp(other));
        Some(Token::Properties(properties))
    }

    /// A string after its first bracket.
    fn text(&mut self) -> Vec<u8> {
        let mut signs = Vec::new();
        let mut depth = 0_usize;
        while let Some(byte) = self.byte() {
            match byte {
                b'(' => depth += 1,
                b')' if depth == 0 => break,
                b')' => depth -= 1,
                b'\\' => {
                    signs.extend(self.escaped());
                    continue;
                }
                b'\r' => {
                    self.0 = self.0.strip_prefix(b"\n").unwrap_or(self.0);
                    signs.push(b'\n');
                    continue;
                }
                _ => {}
            }
            signs.push(byte);
        }
        signs
    }

    /// What stands for a sign after `\` in a string; nothing at the end of a line.
    fn escaped(&mut self) -> Option<u8> {
        let byte = self.byte()?;
        Some(match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'\r' => {
                self.0 = self.0.strip_prefix(b"\n").unwrap_or(self.0);
                return None;
            }
            b'\n' => return None,
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.0.first().copied() else { break };
                    value = value * 8 + u32::from(digit - b'0');
                    self.0 = &self.0[1..];
                }
                value.to_le_bytes()[0]
            }
            other => other,
        })
    }

    /// A string of hexadecimal digits after its first bracket.
    fn hexadecimal(&mut self) -> Vec<u8> {
        let digits: Vec<u8> = self.take_while(|byte| byte != b'>').iter().filter_map(|byte| digit(*byte)).collect();
        self.byte();
        digits.chunks(2).map(|pair| pair[0] * 16 + pair.get(1).copied().unwrap_or_default()).collect()
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            self.take_while(is_gap);
            if self.0.first() != Some(&b'%') {
                break;
            }
            self.take_while(|byte| byte != b'\n' && byte != b'\r');
        }
        let first = *self.0.first()?;
        if !is_mark(first) {
            let word = self.take_while(|byte| !is_gap(byte) && !is_mark(byte));
            return Some(number(word).map_or_else(|| Token::Word(word.to_vec()), Token::Number));
        }
        self.byte();
        Some(match first {
            b'(' => Token::Text(self.text()),
            b'/' => {
                let written = self.take_while(|byte| !is_gap(byte) && !is_mark(byte));
                Token::Name(name(written))
            }
            b'<' if self.0.first() != Some(&b'<') => Token::Text(self.hexadecimal()),
            b'<' | b'>' if self.0.first() == Some(&first) => {
                self.byte();
                Token::Word(vec![first, first])
            }
            other => Token::Word(vec![other]),
        })
    }
}

const fn is_gap(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

const fn is_mark(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// A number as a PDF writes them: no exponent, and no words such as `inf`.
fn number(word: &[u8]) -> Option<f64> {
    let is_part = |byte: &u8| byte.is_ascii_digit() || b"+-.".contains(byte);
    let text = str::from_utf8(word).ok().filter(|_| word.iter().all(is_part))?;
    // A zero has no sign.
    text.parse().ok().map(|value: f64| value + 0.0)
}

/// A name, in which `#20` stands for a sign.
fn name(written: &[u8]) -> Vec<u8> {
    let mut signs = Vec::new();
    let mut rest = written;
    while let Some((first, others)) = rest.split_first() {
        rest = others;
        if let (b'#', [high, low, after @ ..]) = (first, others)
            && let (Some(high), Some(low)) = (digit(*high), digit(*low))
        {
            signs.push(high * 16 + low);
            rest = after;
        } else {
            signs.push(*first);
        }
    }
    signs
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn the_way_of_writing_makes_no_difference() {
        assert!(is_same(
            b"1 0 0 1 50.0 -0 cm\n/F1 12 Tf<4142>Tj",
            b"1.0 0 0 1. +50 0 cm % x\r/F#31 12. Tf (A\\102) Tj"
        ));
        assert!(is_same(b"[(a)-3(b\\\nc)]TJ", b"[ <61> -3.00 <6263> ] TJ\n"));
        assert!(is_same(b"/P<</MCID 0>>BDC", b"/P << /MCID 0 >> BDC"));
        assert!(is_same(b"/P<</A/B/C[/D/E]/F<</G 1/H 2>>>>BDC", b"/P<</C[/D/E]/F<</H 2/G 1>>/A/B>>BDC"));
    }

    #[test]
    fn every_other_piece_does() {
        assert!(!is_same(b"1 0 0 rg", b"1 0 0.1 rg"));
        assert!(!is_same(b"(a) Tj", b"(b) Tj"));
        assert!(!is_same(b"(a) Tj", b"/a Tj"));
        assert!(!is_same(b"/P<</A[/B/C]>>BDC", b"/P<</A[/C/B]>>BDC"));
        assert!(!is_same(b"/P<</A/B>>BDC", b"/P<</B/A>>BDC"));
        assert!(!is_same(b"0 0 m", b"0 0 m 1 1 l"));
        assert!(!is_same(b"0 0 m", b"0 0 m )) 1 1 l"));
        assert!(!is_same(b"BI /W 1 ID  a EI", b"BI /W 1 ID a EI"));
    }
}
