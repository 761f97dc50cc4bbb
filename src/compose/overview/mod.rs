//! The national overview: national figures and records to Typst source, through the templates.
//!
//! Comes in: an [`Overview`] and what it was made from. Goes out: [`Composed`], as for a report. The
//! order of the chapters is that of the letters to the Tweede Kamer.

mod annex;
mod attachments;
mod deals;
mod fit;
mod front;
mod goals;
mod lessons;
mod money;
mod progress;
mod words;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::Serialize;

pub use attachments::{figures_csv, figures_json};

use super::templates;
use super::{Attachment, Composed, Edition};
use crate::chart::Typeface;
use crate::diagnostic::{Diagnostic, KeyPath};
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

/// What the templates see.
#[derive(Serialize)]
struct Context {
    front: front::Front,
    progress: progress::Progress,
    money: money::Money,
    goals: goals::Goals,
    lessons: lessons::Lessons,
    register: deals::Register,
    deals: Vec<deals::Block>,
    annexes: annex::Annexes,
    attachments: Vec<super::AttachmentView>,
}

impl Context {
    fn of(overview: &Overview<'_>, inputs: &Inputs<'_>, attached: &[Attachment], typeface: &Typeface<'_>) -> Self {
        Self {
            front: front::Front::of(overview, inputs),
            progress: progress::Progress::of(overview),
            money: money::Money::of(overview),
            goals: goals::Goals::of(overview),
            lessons: lessons::Lessons::of(overview, typeface),
            register: deals::Register::of(overview),
            deals: deals::blocks(overview, typeface),
            annexes: annex::Annexes::of(overview, attached),
            attachments: attached.iter().map(super::AttachmentView::of).collect(),
        }
    }
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
    let typeface = typeface()?;
    let attached = attachments::all(overview, inputs);
    let context = Context::of(overview, inputs, &attached, &typeface);
    let (source, spans) = templates::render(templates, "overview/overview.typ.j2", &context)?;
    let mut files: BTreeMap<String, Vec<u8>> = super::theme(templates);
    files.extend(attached.iter().map(|file| (file.name.clone(), file.bytes.clone())));
    Ok(Composed {
        source,
        spans,
        files,
        attachments: attached,
        figures: Vec::new(),
        printed: Vec::new(),
        standards: Edition::Delivery.standards(),
        ident: format!("overzicht/{}", overview.options.year),
    })
}

/// For measuring what fits in a block.
fn typeface() -> Result<Typeface<'static>, Vec<Diagnostic>> {
    Typeface::new(crate::world::REGULAR, crate::world::SEMIBOLD).map_err(|error| {
        vec![
            Diagnostic::error("T002", KeyPath::file(""), format!("interne fout: {error}"))
                .hint("dit is een fout in het programma; meld dit"),
        ]
    })
}
