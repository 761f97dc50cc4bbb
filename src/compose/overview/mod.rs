//! The national overview: national figures and records to Typst source, through the templates.
//!
//! Comes in: an [`Overview`] and what it was made from. Goes out: [`Composed`], as for a report. The
//! order of the chapters is that of the letters to the Tweede Kamer.

mod attachments;
mod deals;
mod front;
mod money;

use std::collections::BTreeMap;

use serde::Serialize;

pub use attachments::{figures_csv, figures_json};

use super::templates;
use super::{Composed, Edition};
use crate::diagnostic::Diagnostic;
use crate::figures::overview::{Overview, Submission};
use crate::world::Templates;

/// What an overview was made from: it travels along, so that the overview can be made again.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// The file of the portefeuille, when there is one.
    pub portfolio: Option<&'a [u8]>,
    /// What came in, in order.
    pub submissions: &'a [Submission],
}

#[derive(Serialize)]
struct Context<'a> {
    front: front::Front,
    money: money::Money,
    deals: Vec<deals::Block<'a>>,
    attachments: Vec<super::AttachmentView>,
}

/// Composes the national overview.
///
/// # Errors
/// When a template does not fit: a diagnostic that names the template and its line.
pub fn overview(
    overview: &Overview<'_>,
    inputs: &Inputs<'_>,
    templates: &Templates,
) -> Result<Composed, Vec<Diagnostic>> {
    let attached = attachments::all(overview, inputs);
    let context = Context {
        front: front::Front::of(overview, inputs),
        money: money::Money::of(overview),
        deals: deals::blocks(overview),
        attachments: attached.iter().map(super::AttachmentView::of).collect(),
    };
    let (source, spans) = templates::render(templates, "overview/overview.typ.j2", &context)?;
    let mut files: BTreeMap<String, Vec<u8>> = super::theme(templates);
    files.extend(attached.iter().map(|file| (file.name.clone(), file.bytes.clone())));
    Ok(Composed {
        source,
        spans,
        files,
        attachments: attached,
        figures: Vec::new(),
        standards: Edition::Delivery.standards(),
        ident: format!("overzicht/{}", overview.options.year),
    })
}
