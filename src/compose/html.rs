//! The HTML twin of a report: one page that needs nothing beside it.
//!
//! A page has no page numbers, so headings get an id, tables and figures their number, and a requirement of the
//! covenant the heading under which it is met, all in the order in which the templates come to them. A value
//! is escaped by the engine; what is put in as it is are our own drawings and what `md` makes of Markdown.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Error, ErrorKind, HtmlEscape};
use serde::Serialize;

use super::{Materials, markdown, templates};
use crate::chart::for_screen;
use crate::diagnostic::Diagnostic;
use crate::world::Templates;

/// The template of the page.
const PAGE: &str = "html/report.html.j2";

/// What the page has so far.
#[derive(Debug, Default)]
struct Page {
    chapters: Vec<ChapterEntry>,
    /// Where the text is now.
    here: Place,
    /// Where each requirement is met.
    met: BTreeMap<String, Place>,
    /// How many tables and figures there are.
    numbers: BTreeMap<String, usize>,
}

/// A heading that something can refer to.
#[derive(Debug, Clone, Default, Serialize)]
struct Place {
    id: String,
    title: String,
}

/// A chapter in the contents, with the headings under it.
#[derive(Debug, Clone, Serialize)]
struct ChapterEntry {
    #[serde(flatten)]
    place: Place,
    parts: Vec<Place>,
}

impl Page {
    /// Notes a heading and returns its id: of a chapter, of a part of it, or of what is not in the contents.
    fn heading(&mut self, level: u8, title: &str) -> String {
        let (chapters, parts) = (self.chapters.len(), self.chapters.last().map_or(0, |chapter| chapter.parts.len()));
        let id = match level {
            0 => title.to_lowercase(),
            1 => format!("hoofdstuk-{}", chapters + 1),
            _ => format!("hoofdstuk-{chapters}-{}", parts + 1),
        };
        self.here = Place { id, title: title.to_owned() };
        match (level, self.chapters.last_mut()) {
            (0, _) => {}
            (1, _) | (_, None) => {
                self.chapters.push(ChapterEntry { place: self.here.clone(), parts: Vec::new() });
            }
            (_, Some(chapter)) => chapter.parts.push(self.here.clone()),
        }
        self.here.id.clone()
    }

    fn number(&mut self, what: &str) -> usize {
        let number = self.numbers.entry(what.to_owned()).or_default();
        *number += 1;
        *number
    }
}

/// Renders a page that stands beside the documents of a report: a template and what it places.
///
/// # Errors
/// When the template does not fit: a diagnostic that names it and its line.
pub fn html_page(templates: &Templates, name: &str, context: &impl Serialize) -> Result<String, Vec<Diagnostic>> {
    let environment = templates::environment(templates, &[".html.j2", ".css"], || AutoEscape::Html)?;
    let rendered = environment.get_template(name).and_then(|template| template.render(Serde(context)));
    rendered.map_err(|error| vec![templates::explain(&error, name)])
}

/// Renders a report with its pictures drawn into the page.
pub(super) fn render(
    materials: Materials<'_>,
    context: &impl Serialize,
    pictures: &BTreeMap<String, Vec<u8>>,
) -> Result<String, Vec<Diagnostic>> {
    let mut environment = templates::environment(materials.templates, &[".html.j2", ".css"], || AutoEscape::Html)?;
    environment.add_filter("md", |text: &str, lead: Option<Value>| {
        Value::from_safe_string(match lead {
            None => markdown::to_html(text),
            Some(lead) if lead.is_safe() => markdown::to_html_after(&lead.to_string(), text),
            Some(lead) => markdown::to_html_after(&HtmlEscape(&lead.to_string()).to_string(), text),
        })
    });

    let page = Arc::new(Mutex::new(Page::default()));
    let of = Arc::clone(&page);
    environment.add_function("heading", move |level: u8, title: &str| locked(&of).heading(level, title));
    let of = Arc::clone(&page);
    environment.add_function("contents", move || Value::from(Serde(&locked(&of).chapters)));
    let of = Arc::clone(&page);
    environment.add_function("meets", move |requirement: &str| {
        let mut page = locked(&of);
        let here = page.here.clone();
        page.met.insert(requirement.to_owned(), here);
        ""
    });
    let of = Arc::clone(&page);
    environment.add_function("met", move |requirement: &str| Value::from(Serde(locked(&of).met.get(requirement))));
    let of = Arc::clone(&page);
    environment.add_function("number", move |what: &str| locked(&of).number(what));

    let (mut drawings, mut images) = (BTreeMap::new(), BTreeMap::new());
    for (name, bytes) in pictures {
        match str::from_utf8(bytes).ok().and_then(|svg| for_screen(svg, materials.typeface)) {
            Some(drawing) => {
                let (view_box, content) = (drawing.view_box.into(), Value::from_safe_string(drawing.content));
                drawings.insert(name.clone(), BTreeMap::from([("view_box", view_box), ("content", content)]));
            }
            None => {
                images.insert(name.clone(), data_address(name, bytes));
            }
        }
    }
    environment.add_function("drawing", move |name: &str| known(&drawings, name));
    environment.add_function("image", move |name: &str| known(&images, name));

    environment
        .get_template(PAGE)
        .and_then(|template| template.render(Serde(context)))
        .map_err(|error| vec![templates::explain(&error, PAGE)])
}

fn locked(page: &Mutex<Page>) -> MutexGuard<'_, Page> {
    page.lock().expect("a page is rendered by one thread, which does not go on after a panic")
}

/// An image as the address of itself.
fn data_address(name: &str, bytes: &[u8]) -> String {
    let kind = if name.ends_with(".png") { "png" } else { "jpeg" };
    format!("data:image/{kind};base64,{}", STANDARD.encode(bytes))
}

fn known<T: Clone>(pictures: &BTreeMap<String, T>, name: &str) -> Result<T, Error> {
    let lacking = || Error::new(ErrorKind::InvalidOperation, format!("er is geen beeld {name}"));
    pictures.get(name).cloned().ok_or_else(lacking)
}
