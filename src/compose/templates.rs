//! Renders the minijinja templates, strictly: an unknown name is an error at its line.

use std::ops::Range;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior};
use serde::Serialize;

use super::{escape, markdown};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::world::Templates;

/// How much work a template may do; the reference report needs about a tenth of it.
const FUEL: u64 = 20_000_000;

/// Which template and line wrote a part of the Typst source.
#[derive(Debug, Clone)]
pub struct TemplateSpan {
    /// The bytes of the source.
    pub output: Range<usize>,
    /// The template's name.
    pub template: String,
    /// Its line, from 1.
    pub line: usize,
}

/// Renders one template with its context.
pub(super) fn render(
    templates: &Templates,
    name: &str,
    context: &impl Serialize,
) -> Result<(String, Vec<TemplateSpan>), Vec<Diagnostic>> {
    let mut environment = environment(templates, &[".typ.j2"], || AutoEscape::Custom("typst".into()))?;
    environment.set_formatter(escape::write);
    environment.add_filter("code", |text: &str| Value::from_safe_string(escape::string(text)));
    environment.add_filter("md", |text: &str| Value::from_safe_string(markdown::to_typst(text)));
    let rendered = environment
        .get_template(name)
        .and_then(|template| template.render_with_spans(minijinja::value::Serde(context)))
        .map_err(|error| vec![explain(&error, name)])?;
    let (source, spans) = rendered;
    let spans = spans
        .iter()
        .map(|span| TemplateSpan { output: span.output_range(), template: span.name().to_owned(), line: span.line() })
        .collect();
    Ok((source, spans))
}

/// A strict environment with the templates of these endings; every value in them is escaped in this way.
pub(super) fn environment(
    templates: &Templates,
    endings: &[&str],
    escape: fn() -> AutoEscape,
) -> Result<Environment<'static>, Vec<Diagnostic>> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(move |_| escape());
    environment.set_syntax(syntax());
    environment.set_fuel(Some(FUEL));
    for (path, bytes) in templates.files().filter(|(path, _)| endings.iter().any(|ending| path.ends_with(ending))) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        environment.add_template_owned(path.to_owned(), text).map_err(|error| vec![explain(&error, path)])?;
    }
    Ok(environment)
}

/// Lines that hold nothing but a block tag leave no trace in the output.
fn syntax() -> SyntaxConfig {
    SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().unwrap_or_default()
}

/// A template's error in the words of who may have to mend it.
pub(super) fn explain(error: &minijinja::Error, template: &str) -> Diagnostic {
    let name = error.name().unwrap_or(template);
    let line = error.line().map_or_else(String::new, |line| format!(", regel {line}"));
    let what = match error.kind() {
        ErrorKind::UndefinedError => "gebruikt een naam die het rapport niet kent".to_owned(),
        ErrorKind::TemplateNotFound => "bestaat niet of verwijst naar een sjabloon dat niet bestaat".to_owned(),
        ErrorKind::SyntaxError => "heeft een schrijffout".to_owned(),
        ErrorKind::OutOfFuel => "doet te veel werk".to_owned(),
        _ => format!("werkt niet: {error}"),
    };
    let detail = error.detail().map_or_else(String::new, |detail| format!(" ({detail})"));
    Diagnostic::error("S001", KeyPath::file(""), format!("het sjabloon {name}{line} {what}{detail}"))
        .hint("pas het sjabloon aan, of laat --sjablonen weg om de ingebouwde sjablonen te gebruiken")
}
