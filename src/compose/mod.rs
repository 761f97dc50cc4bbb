//! Step 6: figures and charts to Typst source and to HTML, through the templates.
//!
//! Comes in: the dossier as known on the gegevensstand, one report of it, its figures, and the
//! templates. Goes out: [`Composed`]: Typst source, the files it refers to, and what is attached; or a page of HTML.
//! Left to others: deriving figures (`figures`), drawing (`chart`), layout (`typeset`). Templates
//! place; every number and word they place is finished here or in `format`.

mod annex;
mod approach;
mod attachments;
mod baseline;
mod changes;
mod chapters;
mod cooperation;
mod council;
mod edition;
mod escape;
mod front;
mod goals;
mod house_style;
mod html;
mod markdown;
mod money;
mod open;
mod overview;
mod pictures;
mod table;
mod templates;
mod title;
mod view;
mod words;

use std::collections::BTreeMap;

use serde::Serialize;

pub use attachments::Attachment;
pub use council::{FullReport, council_annex};
pub use edition::{Authentic, Edition, Standards};
pub use html::html_page;
pub use overview::{Inputs, figures_csv, figures_json, overview};
pub use pictures::Described;
pub use table::{Entry, Trail};
pub use templates::TemplateSpan;
pub use title::{annex_title, report_in_sentence, report_title};
pub use view::View;

use chapters::Chapter;

use crate::chart::Typeface;
use crate::check::Need;
use crate::diagnostic::Diagnostic;
use crate::model::Requirement;
use crate::read::Sources;
pub use crate::read::delivery::Stamp;
use crate::read::delivery::{Listed, MANIFEST, PROVENANCE};
use crate::world::{FileKind, Folder, Templates};

/// A report as Typst source, with everything it refers to.
#[derive(Debug)]
pub struct Composed {
    /// The source of the main file.
    pub source: String,
    /// Which template and line wrote which part of the source.
    pub spans: Vec<TemplateSpan>,
    /// All other files of the Typst project by path: theme, charts, images, attachments.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What is attached, in order.
    pub attachments: Vec<Attachment>,
    /// The charts and photos in words.
    pub figures: Vec<Described>,
    /// The printed figures that come from the dossier, each with its place there.
    pub printed: Vec<Entry>,
    /// What the PDF conforms to.
    pub standards: Standards,
    /// Identifies the document over all its versions: deal and report.
    pub ident: String,
}

/// What `compose` needs besides the view.
#[derive(Clone, Copy)]
pub struct Materials<'a> {
    /// The files of the dossier as known on the gegevensstand; all are attached.
    pub folder: &'a Folder,
    /// Where everything stands in them.
    pub sources: &'a Sources,
    /// The templates and the theme.
    pub templates: &'a Templates,
    /// For measuring text in charts.
    pub typeface: &'a Typeface<'a>,
    /// Which edition it is.
    pub edition: &'a Edition,
    /// The registration number that was assigned after the report existed.
    pub stamp: Option<&'a Stamp>,
    /// What the report must still have before it can take the next steps.
    pub needs: &'a [Need],
}

/// What the templates see. A chapter that this kind of report does not have is not composed, so
/// that its figures are not in the trail.
#[derive(Serialize)]
struct Context {
    front: front::Front,
    look: house_style::Look,
    edition: edition::EditionView,
    chapters: Vec<chapters::ChapterView>,
    summary: front::Summary,
    changed: changes::ChangesSection,
    since_concept: Option<changes::SinceConcept>,
    discussed_untold: Option<String>,
    ambition: Option<goals::Ambition>,
    baseline: Option<baseline::BaselineSection>,
    pillars: Vec<approach::PillarSection>,
    pillars_in_brief: Vec<approach::PillarInBrief>,
    ends: Option<table::Table>,
    factsheets: Vec<goals::Factsheet>,
    goals_in_brief: Option<goals::GoalsInBrief>,
    money: Option<money::Money>,
    money_in_brief: Option<money::MoneyInBrief>,
    themes: Vec<cooperation::ThemeSection>,
    cooperation: Option<cooperation::CooperationSection>,
    partnership: Option<cooperation::Partnership>,
    closing: cooperation::Closing,
    annexes: annex::Annexes,
    open: Option<open::Open>,
    needed: Option<open::Needed>,
    attachments: Vec<AttachmentView>,
    articles: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
struct AttachmentView {
    name: String,
    mime: &'static str,
    relationship: &'static str,
    description: String,
}

impl AttachmentView {
    fn of(file: &Attachment) -> Self {
        Self {
            name: file.name.clone(),
            mime: file.mime,
            relationship: file.relationship,
            description: file.description.clone(),
        }
    }
}

/// The theme, by path.
fn theme(templates: &Templates) -> BTreeMap<String, Vec<u8>> {
    let theme = templates.files().filter(|(path, _)| path.starts_with("theme/"));
    theme.map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect()
}

/// The key of a requirement in `bepalingen`, and the requirement in Dutch words.
#[must_use]
pub fn requirement_in_words(requirement: Requirement) -> (&'static str, &'static str) {
    let known = words::REQUIREMENTS.iter().find(|(known, ..)| *known == requirement);
    known.map_or(("", ""), |(_, key, words)| (*key, *words))
}

/// Everything a report says, finished for print, and what travels with it.
struct Content {
    context: Context,
    attached: Vec<Attachment>,
    pictures: BTreeMap<String, Vec<u8>>,
    figures: Vec<Described>,
    trail: Trail,
}

/// Composes a report of any kind.
///
/// # Errors
/// When a template does not fit: a diagnostic that names the template and its line.
pub fn annual_report(view: View<'_>, materials: Materials<'_>) -> Result<Composed, Vec<Diagnostic>> {
    let Content { context, attached, pictures, figures, trail } = content(view, materials);
    let (source, spans) = templates::render(materials.templates, "annual-report/report.typ.j2", &context)?;
    let mut files = theme(materials.templates);
    house_style::paint(&mut files, &view.dossier.deal);
    files.extend(pictures);
    files.extend(attached.iter().map(|file| (file.name.clone(), file.bytes.clone())));
    Ok(Composed {
        source,
        spans,
        files,
        attachments: attached,
        figures,
        printed: trail.into_entries(),
        standards: materials.edition.standards(),
        ident: format!("{}/{}", view.dossier.deal.id, view.report.id),
    })
}

/// The same report as one page of HTML that needs nothing beside it. It names the delivery as the authentic record.
///
/// # Errors
/// As [`annual_report`].
pub fn html(view: View<'_>, materials: Materials<'_>, authentic: &Authentic) -> Result<String, Vec<Diagnostic>> {
    let Content { mut context, pictures, .. } = content(view, materials);
    context.edition = edition::EditionView::of_twin(authentic);
    html::render(materials, &context, &pictures)
}

fn content(view: View<'_>, materials: Materials<'_>) -> Content {
    let fingerprint = materials.folder.fingerprint();
    let mut trail = Trail::default();
    let mut pictures = pictures::Pictures::new(materials.typeface);
    let mut attached = attachments::dossier_files(materials.folder);
    attached.extend(attachments::own_templates(materials.templates));
    let generated = [
        (PROVENANCE.to_owned(), "Herkomst van de gedrukte cijfers: bestand, regel en formule".to_owned()),
        (MANIFEST.to_owned(), "Lijst van deze bestanden met hun map en controlegetal".to_owned()),
    ];
    let list: Vec<(String, String)> =
        attached.iter().map(|file| (file.name.clone(), file.description.clone())).chain(generated).collect();
    let has = |chapter| chapters::has(view.report, chapter);
    let changed = changes::ChangesSection::of(view, &mut trail);
    let since_concept = changes::SinceConcept::of(view, &mut trail);
    let mut context = Context {
        front: front::Front::of(view, materials, &fingerprint),
        look: house_style::Look::of(&view.dossier.deal),
        edition: edition::EditionView::of(materials.edition),
        chapters: chapters::of(view.report),
        summary: front::Summary::of(view, &mut trail),
        ambition: has(Chapter::Ambition).then(|| goals::Ambition::of(view, &mut pictures, &mut trail)),
        baseline: has(Chapter::Baseline).then(|| baseline::BaselineSection::of(view, &mut trail)),
        pillars: if has(Chapter::Approach) { approach::sections(view, &mut trail) } else { Vec::new() },
        pillars_in_brief: if has(Chapter::ApproachInBrief) { approach::in_brief(view, &mut trail) } else { Vec::new() },
        ends: goals::ends(view, &mut trail),
        factsheets: if has(Chapter::Goals) { goals::factsheets(view, &mut pictures, &mut trail) } else { Vec::new() },
        goals_in_brief: has(Chapter::GoalsInBrief).then(|| goals::GoalsInBrief::of(view, &mut trail)),
        money: has(Chapter::Money).then(|| money::Money::of(view, &mut pictures, &mut trail)),
        money_in_brief: has(Chapter::MoneyInBrief).then(|| money::MoneyInBrief::of(view, &mut pictures, &mut trail)),
        themes: cooperation::themes(view),
        cooperation: has(Chapter::Cooperation).then(|| cooperation::CooperationSection::of(view)),
        partnership: has(Chapter::Partnership).then(|| cooperation::Partnership::of(view)),
        closing: cooperation::Closing::of(view),
        annexes: annex::Annexes::of(view, &list, materials.edition, changed.in_annex(), &mut trail),
        changed,
        since_concept,
        discussed_untold: changes::discussed_untold(view),
        open: open::Open::of(view, materials.sources),
        needed: open::Needed::of(view, materials.needs),
        attachments: Vec::new(),
        articles: chapters::articles(view),
    };
    let head = attachments::ManifestHead {
        deal: view.dossier.deal.id.as_str(),
        report: view.report.id.as_str(),
        known_through: view.report.known_through.to_string(),
        fingerprint: &fingerprint,
        stamp: materials.stamp,
    };
    let manifest = attachments::manifest(&head, materials.folder, materials.templates);
    // The list in the annex does not name it: a number that comes later moves nothing.
    attached.extend(materials.stamp.map(attachments::stamp));
    attached.push(attachments::provenance(&trail, materials.sources));
    attached.push(manifest);
    if !materials.edition.carries_data() {
        attached.clear();
    }
    context.attachments = attached.iter().map(AttachmentView::of).collect();
    let photos = view.report.images.iter();
    let photos = photos.map(|photo| Described { caption: photo.caption.to_string(), alt: photo.alt.to_string() });
    let figures = pictures.described().iter().cloned().chain(photos).chain(context.look.described()).collect();
    let mut pictures = pictures.into_files();
    let images = materials.folder.files().filter(|(path, _)| FileKind::of(path) == Some(FileKind::Image));
    pictures.extend(images.map(|(path, bytes)| (Listed::file(path, &[]).name, bytes.to_vec())));
    Content { context, attached, pictures, figures, trail }
}
