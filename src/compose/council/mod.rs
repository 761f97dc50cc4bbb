//! The council annex: a report in two to four pages, for council members without background.

use serde::Serialize;

use super::{Composed, Materials, Standards, View, templates, theme};
use crate::diagnostic::Diagnostic;
use crate::format;

#[derive(Serialize)]
struct Context {
    deal: String,
    period: String,
    reference_date: String,
    invented: bool,
    is_concept: bool,
}

/// Composes the council annex of a report.
///
/// # Errors
/// When a template does not fit: a diagnostic that names the template and its line.
pub fn council_annex(view: View<'_>, materials: Materials<'_>) -> Result<Composed, Vec<Diagnostic>> {
    let context = Context {
        deal: view.dossier.deal.name.to_string(),
        period: view.title_period(),
        reference_date: format::date(*view.report.reference_date),
        invented: view.dossier.has_invented(view.report),
        is_concept: view.report.status.adopted.is_none(),
    };
    let (source, spans) = templates::render(materials.templates, "council/annex.typ.j2", &context)?;
    Ok(Composed {
        source,
        spans,
        files: theme(materials.templates),
        attachments: Vec::new(),
        figures: Vec::new(),
        standards: Standards::A2a,
        ident: format!("{}/{}/raadsbijlage", view.dossier.deal.id, view.report.id),
    })
}
