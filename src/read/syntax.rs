//! What is wrong where a text stops being YAML, in the words of someone who never saw YAML.
//!
//! In: the text, the byte where the parser gave up, and its English reason. Out: a diagnostic at
//! the place where the mistake was made, which is often above the place where it was noticed.

use std::ops::Range;

use super::tree::line_of;
use super::{codes, schema};
use crate::diagnostic::{Diagnostic, KeyPath, Target};

/// A line taken apart: `  - naam: waarde`.
struct Line<'t> {
    /// Where it starts in the text.
    start: usize,
    /// The line without its break.
    text: &'t str,
    /// The number of spaces in front.
    indent: usize,
}

impl<'t> Line<'t> {
    fn around(text: &'t str, at: usize) -> Self {
        Self::new(text, line_of(text, at))
    }

    fn new(text: &'t str, range: Range<usize>) -> Self {
        let line = text.get(range.clone()).unwrap_or_default();
        Self { start: range.start, text: line, indent: line.len() - line.trim_start_matches(' ').len() }
    }

    /// The bytes of the line without the blanks around it.
    fn range(&self) -> Range<usize> {
        let start = self.start + self.text.len() - self.text.trim_start().len();
        start..(self.start + self.text.trim_end().len()).max(start)
    }

    fn content(&self) -> &'t str {
        self.text.trim()
    }

    fn is_blank_or_comment(&self) -> bool {
        self.content().is_empty() || self.content().starts_with('#')
    }

    /// The nearest line above with something on it.
    fn above(&self, text: &'t str) -> Option<Self> {
        let mut start = self.start;
        while start > 0 {
            let line = Self::around(text, start - 1);
            if !line.is_blank_or_comment() {
                return Some(line);
            }
            start = line.start;
        }
        None
    }

    /// The nearest line below with something on it.
    fn below(&self, text: &'t str) -> Option<Self> {
        let mut start = self.start;
        while let Some(end) = text.get(start..).and_then(|rest| rest.find('\n')) {
            start += end + 1;
            let line = Self::around(text, start);
            if !line.is_blank_or_comment() {
                return Some(line);
            }
        }
        None
    }

    /// The line without the hyphens of a list, and where that begins in the line.
    fn after_hyphens(&self) -> (usize, &'t str) {
        let mut rest = self.text.trim_start();
        while let Some(next) = rest.strip_prefix("- ") {
            rest = next.trim_start();
        }
        (self.text.len() - rest.len(), rest)
    }

    /// The key and the value on this line, and where the value begins in the text.
    fn pair(&self) -> Option<(&'t str, usize, &'t str)> {
        let (offset, rest) = self.after_hyphens();
        let colon = rest.find(": ").or_else(|| rest.trim_end().ends_with(':').then(|| rest.trim_end().len() - 1))?;
        let key = &rest[..colon];
        let value = rest[colon + 1..].trim_start();
        let at = self.start + offset + (rest.len() - value.len());
        Some((key, at, value.trim_end()))
    }

    /// A key that has its value right behind the colon, without a space: `naam:Zuidwest`.
    fn glued_pair(&self) -> Option<(&'t str, &'t str)> {
        let (_, rest) = self.after_hyphens();
        let (key, value) = rest.split_once(':')?;
        let looks_like_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
        (looks_like_key && !value.is_empty() && !value.starts_with([' ', '/'])).then_some((key, value.trim()))
    }
}

/// Says what is wrong at `at`, where the parser gave up for the reason `info`.
pub(crate) fn explain(top: &KeyPath, text: &str, at: usize, info: &str) -> Diagnostic {
    let line = Line::around(text, at);
    let finding = Finding { top, text, at: at.min(text.len()), line };
    finding
        .tab(info)
        .or_else(|| finding.quote(info))
        .or_else(|| finding.colon_in_text(info))
        .or_else(|| finding.special_start(info))
        .or_else(|| finding.bracket(info))
        .or_else(|| finding.no_key(info))
        .or_else(|| finding.indentation(info))
        .or_else(|| finding.too_deep_below())
        .unwrap_or_else(|| finding.other())
}

struct Finding<'t> {
    top: &'t KeyPath,
    text: &'t str,
    at: usize,
    line: Line<'t>,
}

impl Finding<'_> {
    fn error(&self, code: &'static str, range: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, self.top.clone(), message).on(Target::Bytes(range))
    }

    fn tab(&self, info: &str) -> Option<Diagnostic> {
        let tab_in_front = |line: &Line<'_>| {
            let blank = line.text.len() - line.text.trim_start_matches([' ', '\t']).len();
            line.text[..blank].find('\t').map(|at| line.start + at..line.start + blank)
        };
        let next = Line::around(self.text, line_of(self.text, self.at).end + 2);
        let range = tab_in_front(&self.line)
            .or_else(|| info.contains("tab").then(|| tab_in_front(&next)).flatten())
            .or_else(|| {
                let at = self.line.text.find('\t').filter(|_| info.contains("tab"))?;
                Some(self.line.start + at..self.line.start + at + 1)
            })?;
        Some(
            self.error(codes::TAB, range, "deze regel springt in met een tab; in een dossier gebeurt dat met spaties")
                .hint("vervang de tab door spaties: evenveel als de andere regels op hetzelfde niveau"),
        )
    }

    fn quote(&self, info: &str) -> Option<Diagnostic> {
        if info.contains("escape") || info.contains("hexadecimal") {
            return Some(
                self.error(
                    codes::QUOTE,
                    self.at..next_char(self.text, self.at),
                    "een `\\` heeft tussen dubbele aanhalingstekens een bijzondere betekenis",
                )
                .hint("zet de tekst tussen enkele aanhalingstekens (`'…'`), of schrijf `\\\\`"),
            );
        }
        let trailing = info.contains("trailing content");
        if !trailing && !info.contains("quoted scalar") {
            return None;
        }
        // For an open quote the parser stands on the quote; for trailing text, after the value.
        let opening = if self.text[self.at..].starts_with(['"', '\'']) && !trailing {
            self.at
        } else {
            let before = self.text.get(..self.at).unwrap_or_default();
            before.rfind([':', '-']).map_or(self.line.start, |mark| {
                let rest = self.text.get(mark + 1..).unwrap_or_default();
                mark + 1 + rest.len() - rest.trim_start_matches(' ').len()
            })
        };
        let opening = match self.line.pair() {
            Some((_, value_at, value)) if value.starts_with(['"', '\'']) => value_at,
            _ => opening,
        };
        let line = Line::around(self.text, opening);
        let value = self.text.get(opening..line.start + line.text.len())?.trim_end();
        let key = line.pair().map(|(key, ..)| key).unwrap_or_default();
        let sign = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let range = opening..opening + value.len();
        if sign == '\'' && starts_with_apostrophe(value) {
            return Some(
                self.error(
                    codes::QUOTE,
                    range,
                    format!("`{}` begint met een apostrof, en die telt hier als een aanhalingsteken", short(value)),
                )
                .hint(format!("zet de hele tekst tussen dubbele aanhalingstekens: {}", written(key, &double(value)))),
            );
        }
        Some(if trailing {
            self.error(codes::QUOTE, range, "na het sluitende aanhalingsteken staat nog tekst op dezelfde regel")
                .hint(format!("zet de hele tekst tussen aanhalingstekens: {}", written(key, &quoted(value))))
        } else {
            self.error(codes::QUOTE, opening..opening + 1, "dit aanhalingsteken wordt niet gesloten")
                .hint(format!("zet aan het einde van de tekst ook een {sign}, of haal dit teken weg"))
        })
    }

    fn colon_in_text(&self, info: &str) -> Option<Diagnostic> {
        if !info.contains("mapping values are not allowed") {
            return None;
        }
        let colon = self.at..(self.at + 1).min(self.text.len());
        if let Some((key, at, value)) = self.line.pair()
            && at <= self.at
            && !value.is_empty()
        {
            if let Some(diagnostic) = self.group_on_one_line(key, value, colon.clone()) {
                return Some(diagnostic);
            }
            return Some(
                self.error(
                    codes::COLON,
                    colon,
                    format!("in de tekst achter `{key}:` staat nog een dubbele punt met een spatie; daardoor is niet te zien waar de tekst begint"),
                )
                .hint(format!("zet de hele tekst tussen aanhalingstekens: {}", written(key, &quoted(value)))),
            );
        }
        let above = self.line.above(self.text)?;
        if above.pair().is_none() {
            return self.missing_colon(&above);
        }
        let (key, _, _) = self.line.pair()?;
        let (key_above, _, value_above) = above.pair()?;
        if value_above.is_empty() || self.line.indent <= above.indent {
            return None;
        }
        let spaces = spaces(above.text.len() - above.after_hyphens().1.len());
        let diagnostic = self
            .error(
                codes::INDENT,
                self.line.range(),
                format!("`{}` springt in onder `{key_above}`, maar `{key_above}` heeft al een waarde", short(key)),
            )
            .label_on(
                self.top.clone(),
                Target::Bytes(above.range()),
                "deze regel heeft al een waarde achter de dubbele punt",
            );
        let text_goes_on = format!(
            "loopt de tekst van `{key_above}` hier door? zet dan een `|` achter `{key_above}:` en begin de tekst op de regel eronder"
        );
        // A key is one word.
        Some(if key.contains(' ') {
            diagnostic.hint(text_goes_on)
        } else {
            diagnostic
                .hint(format!(
                    "hoort `{key}` naast `{key_above}`? zet er dan {spaces} voor, net als voor `{key_above}`"
                ))
                .hint(text_goes_on)
        })
    }

    /// A group on one line: `kenmerken: commissie: Ruimte`.
    fn group_on_one_line(&self, key: &str, value: &str, colon: Range<usize>) -> Option<Diagnostic> {
        let (inner, rest) = value.split_once(": ")?;
        let rest = if rest.contains(": ") { quoted(rest.trim()) } else { rest.trim().to_owned() };
        let lines = schema::under_group(self.top.file_name(), key, inner, &rest)?;
        Some(
            self.error(
                codes::COLON,
                colon,
                format!("achter `{key}:` kan op dezelfde regel niet nog een sleutel staan"),
            )
            .hint(format!("schrijf het op eigen regels, ingesprongen:\n{lines}")),
        )
    }

    /// A value that starts with a character that means something else there.
    fn special_start(&self, info: &str) -> Option<Diagnostic> {
        let (key, at, value) = self.line.pair().unwrap_or_else(|| {
            let (offset, rest) = self.line.after_hyphens();
            ("", self.line.start + offset, rest.trim_end())
        });
        let first = value.chars().next()?;
        let special = match first {
            '@' | '`' | '%' => info.contains("unexpected character"),
            '*' | '&' => info.contains("anchor"),
            '!' => info.contains("tag") || info.contains("TAG"),
            '|' | '>' => info.contains("block scalar"),
            '?' => info.contains("keys are not allowed"),
            '-' => info.contains("entries are not allowed") || info.contains("start with '-'"),
            ',' => info.contains("node content"),
            '[' | '{' => {
                let close = if first == '[' { ']' } else { '}' };
                value.contains(close) && !value.ends_with(close) && info.contains("expected key")
            }
            _ => false,
        };
        if !special {
            return None;
        }
        let range = at..at + value.len();
        if first == '-' {
            let rest = value.trim_start_matches(['-', ' ']);
            let message = format!("achter `{key}:` begint op dezelfde regel een lijst (`- `); dat kan niet");
            let diagnostic = self.error(codes::SPECIAL_START, range, message);
            return Some(if rest.starts_with(|c: char| c.is_ascii_digit()) {
                diagnostic.hint(format!(
                    "bedoelt u een negatief getal? schrijf het zonder spatie: {}",
                    written(key, &format!("-{rest}"))
                ))
            } else {
                diagnostic
                    .hint(format!(
                        "is het een lijst? begin die op de regel onder `{key}:`, met een streepje voor elk punt"
                    ))
                    .hint(format!("is het tekst? zet die tussen aanhalingstekens: {}", written(key, &quoted(value))))
            });
        }
        Some(
            self.error(
                codes::SPECIAL_START,
                range,
                format!("de tekst begint met het teken {first} en dat heeft aan het begin een eigen betekenis"),
            )
            .hint(format!("zet de hele tekst tussen aanhalingstekens: {}", written(key, &quoted(value)))),
        )
    }

    fn bracket(&self, info: &str) -> Option<Diagnostic> {
        if info.contains("misplaced bracket") {
            return Some(
                self.error(
                    codes::BRACKET,
                    self.at..next_char(self.text, self.at),
                    "dit haakje sluit iets dat niet is geopend",
                )
                .hint("haal het haakje weg, of zet het openende haakje waar de lijst of groep begint"),
            );
        }
        let flow = info.contains("flow") || info.contains("illegal placement") || info.contains("unexpected eof");
        let opening = open_bracket(self.text, self.at).filter(|_| flow || info.contains("node content"))?;
        if info.contains("node content") && !self.text[self.at..].trim_start().is_empty() {
            return Some(
                self.error(
                    codes::BRACKET,
                    self.at..next_char(self.text, self.at),
                    "tussen deze haakjes ontbreekt een waarde",
                )
                .hint("haal de komma weg die te veel is, of vul de waarde in"),
            );
        }
        let line_end = self.text[self.at..].find('\n').map_or(self.text.len(), |length| self.at + length);
        if open_bracket(self.text, line_end).is_none() {
            return Some(
                self.error(
                    codes::BRACKET,
                    self.at..next_char(self.text, self.at),
                    "tussen deze haakjes ontbreekt een komma",
                )
                .hint("zet een komma tussen twee onderdelen, zoals `{project: leeszaal, gerealiseerd: 1500}`")
                .hint("is het gewone tekst met een komma, een haakje of een dubbele punt erin? zet die tussen aanhalingstekens"),
            );
        }
        let sign = &self.text[opening..=opening];
        let close = if sign == "[" { "]" } else { "}" };
        let line = Line::around(self.text, opening);
        let (key, _, value) = line.pair().unwrap_or(("", opening, ""));
        let diagnostic = self
            .error(codes::BRACKET, opening..opening + 1, format!("dit haakje `{sign}` wordt niet gesloten"))
            .hint(format!("zet een `{close}` waar de lijst of groep eindigt"));
        Some(if value.contains([',', ':']) {
            diagnostic
        } else {
            diagnostic.hint(format!(
                "begint hier gewone tekst? zet die dan tussen aanhalingstekens: {}",
                written(key, &quoted(value))
            ))
        })
    }

    fn no_key(&self, info: &str) -> Option<Diagnostic> {
        if !info.contains("simple key") {
            return None;
        }
        // The parser gives up after the line; at the end of the file it may stand on it.
        let mut line = Line::new(self.text, line_of(self.text, self.at));
        if line.is_blank_or_comment() || line.pair().is_some() {
            line = line.above(self.text)?;
        }
        self.missing_colon(&line)
    }

    fn missing_colon(&self, line: &Line<'_>) -> Option<Diagnostic> {
        if let Some((key, value)) = line.glued_pair() {
            return Some(
                self.error(codes::NO_KEY, line.range(), format!("achter `{key}:` ontbreekt een spatie"))
                    .hint(format!("schrijf {}", written(key, value))),
            );
        }
        if line.pair().is_some() {
            return None;
        }
        let diagnostic = self
            .error(
                codes::NO_KEY,
                line.range(),
                format!("`{}` heeft geen sleutel met een dubbele punt", short(line.content())),
            )
            .hint("is dit een nieuw gegeven? schrijf `sleutel: waarde`, met een spatie achter de dubbele punt");
        Some(if line.above(self.text).is_some() {
            diagnostic.hint("hoort deze regel bij de tekst erboven? zet daar een `|` achter de dubbele punt en laat alle regels van de tekst inspringen")
        } else {
            diagnostic
        })
    }

    fn indentation(&self, info: &str) -> Option<Diagnostic> {
        let dash = info.contains("'-' indicator");
        if !dash && !info.contains("expected key") {
            return None;
        }
        if let Some(diagnostic) = self.below_nothing().or_else(|| self.odd_line_above()) {
            return Some(diagnostic);
        }
        let line = &self.line;
        let levels = self.levels();
        let is_point = line.content().starts_with("- ");
        let beside_point = std::iter::successors(line.above(self.text), |above| above.above(self.text))
            .take_while(|above| above.indent >= line.indent)
            .any(|above| above.indent == line.indent && above.content().starts_with("- "));
        if dash && !is_point && beside_point {
            return Some(
                self.error(codes::INDENT, line.range(), "deze regel staat op de plek van een punt van de lijst, maar begint niet met een streepje")
                    .hint("zet er `- ` voor als hier een nieuw punt begint, of laat de regel inspringen tot onder de sleutels van het punt erboven"),
            );
        }
        let mut diagnostic = self.error(
            codes::INDENT,
            line.range(),
            format!("deze regel begint met {}; zo hoort hij bij geen van de regels erboven", spaces(line.indent)),
        );
        if let Some(above) = line.above(self.text) {
            let text = format!("deze regel begint met {}", spaces(above.indent));
            diagnostic = diagnostic.label_on(self.top.clone(), Target::Bytes(above.range()), text);
        }
        Some(if levels.is_empty() {
            diagnostic.hint("haal de spaties aan het begin weg")
        } else {
            if levels == [0] {
                return Some(diagnostic.hint("haal de spaties aan het begin weg"));
            }
            let options = match levels.as_slice() {
                [one] => spaces(*one),
                _ => format!("{} spaties", levels.iter().map(usize::to_string).collect::<Vec<_>>().join(" of ")),
            };
            diagnostic.hint(format!("zet er {options} voor: evenveel als de regels waar hij bij hoort"))
        })
    }

    /// Lines that belong to a key behind which `[]` or `{}` was left: nothing, so they cannot.
    fn below_nothing(&self) -> Option<Diagnostic> {
        let above = self.line.above(self.text).filter(|above| above.indent <= self.line.indent)?;
        let (key, at, value) = above.pair()?;
        let sign = ["[]", "{}"].into_iter().find(|sign| value.starts_with(sign))?;
        Some(
            self.error(
                codes::INDENT,
                at..at + sign.len(),
                format!("achter `{key}:` staat `{sign}`, dus niets; de regels eronder horen daar niet bij"),
            )
            .label_on(self.top.clone(), Target::Bytes(self.line.range()), "hier beginnen die regels")
            .hint(format!("haal `{sign}` weg en laat `{key}:` staan")),
        )
    }

    /// A key that stands deeper than the key and value above it.
    fn too_deep_below(&self) -> Option<Diagnostic> {
        let (_, _, value) = self.line.pair()?;
        let below = self.line.below(self.text).filter(|below| below.indent > self.line.indent)?;
        if value.is_empty() || value.starts_with('#') || below.pair().is_none() {
            return None;
        }
        let column = self.line.after_hyphens().0;
        Some(
            self.error(
                codes::INDENT,
                below.range(),
                format!("deze regel begint met {}; dat is te ver naar rechts", spaces(below.indent)),
            )
            .label_on(self.top.clone(), Target::Bytes(self.line.range()), "hierachter staat al een waarde")
            .hint(match column {
                0 => "haal de spaties aan het begin weg".to_owned(),
                _ => format!("zet er {} voor: evenveel als de sleutel erboven", spaces(column)),
            }),
        )
    }

    /// A line that stands further to the left than the lines above and below it.
    fn odd_line_above(&self) -> Option<Diagnostic> {
        let odd = self.line.above(self.text).filter(|odd| odd.indent < self.line.indent)?;
        let before = odd.above(self.text).filter(|before| before.indent == self.line.indent)?;
        // A key with nothing behind it may hold the lines below it: then it does not stand alone.
        odd.pair().filter(|(_, _, value)| !value.is_empty() && !value.starts_with(['#', '|', '>']))?;
        Some(
            self.error(
                codes::INDENT,
                odd.range(),
                format!(
                    "deze regel begint met {}, de regels erboven en eronder met {}",
                    spaces(odd.indent),
                    spaces(before.indent)
                ),
            )
            .hint(format!("zet er {} voor", spaces(before.indent))),
        )
    }

    /// The indentations that this line could have: those of the lines it could belong to.
    ///
    /// A point of a list belongs below another point; a key belongs below another key.
    fn levels(&self) -> Vec<usize> {
        let is_point = self.line.content().starts_with("- ");
        let mut levels: Vec<usize> = Vec::new();
        let mut line = self.line.above(self.text);
        let mut below = usize::MAX;
        while let Some(above) = line {
            let column = above.text.len() - above.after_hyphens().1.len();
            let level = match (is_point, above.content().starts_with("- ")) {
                (true, true) => Some(above.indent),
                (true, false) => None,
                (false, _) => Some(column),
            };
            levels.extend(level.filter(|level| *level < below));
            below = below.min(level.unwrap_or(usize::MAX));
            if above.indent == 0 || levels.len() > 8 {
                break;
            }
            line = above.above(self.text);
        }
        let away = |level: &usize| level.abs_diff(self.line.indent);
        let nearest = levels.iter().map(away).min().unwrap_or(0);
        levels.retain(|level| away(level) <= nearest + 1);
        levels.sort_unstable();
        levels
    }

    fn other(&self) -> Diagnostic {
        let range = if self.line.content().is_empty() {
            self.line.above(self.text).map_or(self.at..self.at, |above| above.range())
        } else {
            self.line.range()
        };
        self.error(codes::SYNTAX, range, "deze regel is niet te lezen als `sleutel: waarde` of als punt van een lijst")
            .hint("controleer op deze regel en de regel erboven: begint hij met evenveel spaties als zijn buren, staat er een spatie achter de dubbele punt of het streepje, en zijn haakjes en aanhalingstekens gesloten?")
    }
}

/// `'s-Gravenhage`, `'t Zand`, `'n`: a word that starts with an apostrophe.
fn starts_with_apostrophe(value: &str) -> bool {
    let mut letters = value.chars().skip(1);
    let first = letters.next();
    matches!(first, Some('s' | 't' | 'n' | 'k' | 'm' | 'S' | 'T' | 'N' | 'K' | 'M'))
        && matches!(letters.next(), Some(' ' | '-'))
}

/// The last bracket before `at` that is not closed, outside quotes and comments on its line.
fn open_bracket(text: &str, at: usize) -> Option<usize> {
    let mut open = Vec::new();
    let mut start = 0;
    for line in text.get(..at)?.split_inclusive('\n') {
        let mut quote = None;
        let mut before = ' ';
        for (offset, sign) in line.char_indices() {
            match (quote, sign) {
                (None, '#') if before.is_whitespace() => break,
                (None, '"' | '\'') if matches!(before, ' ' | '[' | '{' | ',') => quote = Some(sign),
                (Some(end), sign) if sign == end => quote = None,
                (None, '[' | '{') if !open.is_empty() || starts_value(&line[..offset]) => open.push(start + offset),
                (None, ']' | '}') => {
                    open.pop();
                }
                _ => {}
            }
            before = sign;
        }
        start += line.len();
    }
    open.first().copied()
}

/// Whether a value begins behind these first characters of a line.
fn starts_value(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with([':', '-'])
}

fn next_char(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |sign| at + sign.len_utf8())
}

fn spaces(count: usize) -> String {
    match count {
        0 => "geen spaties".to_owned(),
        1 => "1 spatie".to_owned(),
        _ => format!("{count} spaties"),
    }
}

/// A value between quotes, so that it is read as it stands.
fn quoted(value: &str) -> String {
    let value = value.trim();
    if value.contains('"') && !value.contains('\'') { format!("'{value}'") } else { double(value) }
}

fn double(value: &str) -> String {
    let value = value.trim();
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A line to type, shortened when it is long.
fn written(key: &str, value: &str) -> String {
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let value = match (value.char_indices().nth(60), quote) {
        (Some((cut, _)), Some(quote)) => format!("{}…{quote}", &value[..cut]),
        _ => value.to_owned(),
    };
    if key.is_empty() { format!("`{value}`") } else { format!("`{key}: {value}`") }
}

/// The first words of a text.
fn short(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((cut, _)) => format!("{}…", text[..cut].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Colour, render};
    use crate::read::{Source, Sources, tree};

    /// Texts that are no YAML, as people who never saw YAML write them.
    const MISTAKES: &[&str] = &[
        "naam: Zuidwest: een verhaal\nb: 1\n",
        "naam: 'Zuid': een verhaal\n",
        "tekst: Wat er speelt.\n  Het gaat om: veiligheid\n",
        "- naam: a: b\n",
        "a: 1\n\tb: 2\n",
        "a:\n\t- b\n",
        "a:\n  - b: 1\n  \t c: 2\n",
        "-\tb\n-  c\n\td: 1\n",
        "a: 1\n  b: 2\n",
        "reeks:\n  - a: 1\n   b: 2\n",
        "reeks:\n  - a: 1\n  b: 2\n",
        "reeks:\n  - a: 1\n - a: 2\n",
        "reeks:\n    - a: 1\n  - a: 2\n",
        "a:\n  b: 1\n c: 2\n",
        "a:\n    b: 1\n  c: 2\nd: 1\n",
        "tekst: |\n   een\n  twee\nb: 1\n",
        "naam: 'abc\nb: 1\n",
        "naam: \"abc\nb: \"x\"\n",
        "naam: 's-Gravenhage\nb: 1\n",
        "naam: 't Hart en 't Zand\n",
        "naam: \"Zuid\" west\n",
        "naam: 'Zuid' west\n",
        "map: \"C:\\map\"\n",
        "naam: @abc\n",
        "naam: `abc`\n",
        "naam: %abc\n",
        "- @abc\n",
        "tekst: *vet* begin\n",
        "tekst: **vet** begin\n",
        "tekst: & zo verder\n",
        "tekst: > 5 jaar\n",
        "tekst: | x\n",
        "waarde: - 5\n",
        "wijken: - moerwijk\n",
        "tekst: ? wat\n",
        "tekst: , en dan\n",
        "naam: [Concept] titel\nb: 1\n",
        "naam:Zuidwest\nb: 1\n",
        "b: 1\nnaam:Zuidwest\nc: 2\n",
        "b: 1\nnaam Zuidwest\nc: 2\n",
        "b: 1\nnaam Zuidwest\n",
        "naam Zuidwest\nc: 2\n",
        "a: tekst\nregel twee\nb: 1\n",
        "wijken: [a, b\nc: 1\n",
        "periode: {van: a\nc: 1\n",
        "wijken: [a, b",
        "wijken: a, b]\nb: ]\n",
        "a: 1\n}\n",
        "a: [1,,2]\n",
        "- a\nb: 1\n",
        "a: é 😀 x: y\n",
        "a: 1\n... x\n",
    ];

    #[test]
    fn mistakes_are_explained_in_plain_dutch() {
        let mut out = String::new();
        for text in MISTAKES {
            let parsed = tree::parse("x.yaml", text);
            let mut sources = Sources::default();
            sources.insert("x.yaml".to_owned(), Source::new((*text).to_owned(), None));
            assert!(!parsed.diagnostics.is_empty(), "{text}");
            let rendered = render(&parsed.diagnostics, &sources, Colour::Off);
            out.push_str(&rendered.replace("\n\n1 fout in 1 bestand\n", "\n\n"));
        }
        insta::assert_snapshot!(out);
    }

    #[test]
    fn no_reason_of_the_parser_makes_it_panic() {
        let reasons = [
            "",
            "tab",
            "trailing content",
            "quoted scalar",
            "escape",
            "mapping values are not allowed",
            "simple key",
            "expected key",
            "'-' indicator",
            "misplaced bracket",
            "flow",
            "node content",
            "anchor",
            "block scalar",
            "unexpected character",
        ];
        let odd = ["", "\n", "é", "a: \"", "- - - é:", "😀: 'é", "naam:\r\n\r\n-\r", "[\r{\r\n'"].map(str::to_owned);
        let unix = MISTAKES.iter().map(|text| (*text).to_owned());
        let windows = MISTAKES.iter().map(|text| text.replace('\n', "\r\n"));
        for text in &unix.chain(windows).chain(odd).collect::<Vec<String>>() {
            for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                for reason in reasons {
                    let _ = explain(&KeyPath::file("x.yaml"), text, at, reason);
                }
            }
        }
    }
}
