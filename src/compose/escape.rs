//! The one way a value gets into Typst source: as a string, never as markup.
//!
//! In markup a value becomes `#"…";`, with the semicolon, so that a following `(` or `.` is not
//! taken as a call. In code it becomes `"…"`. Only `\`, `"` and line ends need an escape.

use minijinja::value::{Value, ValueKind};
use minijinja::{Error, ErrorKind, Output, State};

/// A Typst string literal with this text.
#[must_use]
pub(super) fn string(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for letter in text.chars() {
        match letter {
            '\\' => literal.push_str("\\\\"),
            '"' => literal.push_str("\\\""),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            other => literal.push(other),
        }
    }
    literal.push('"');
    literal
}

/// Typst markup that prints exactly this text.
#[must_use]
pub(super) fn markup(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("#{};", string(text)) }
}

/// Writes a template expression: safe markup as it is, any other text or number escaped.
///
/// # Errors
/// When a list, map or nothing at all would be printed: templates place single values.
pub(super) fn write(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let text = match value.kind() {
        ValueKind::String if value.is_safe() => value.to_string(),
        ValueKind::String | ValueKind::Number => markup(&value.to_string()),
        ValueKind::Undefined => return Err(Error::from(ErrorKind::UndefinedError)),
        other => {
            return Err(Error::new(
                ErrorKind::BadEscape,
                format!("{other} is no text; a template prints single values"),
            ));
        }
    };
    out.write_str(&text).map_err(Error::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_value_is_markup() {
        let name = r#"#panic("x") $ @ref = 1. <b> \ ""#;
        assert_eq!(markup(name), r##"#"#panic(\"x\") $ @ref = 1. <b> \\ \"";"##);
        assert_eq!(string("een\ntwee"), r#""een\ntwee""#);
        assert_eq!(markup(""), "");
    }
}
