//! Which pictures stand on the pages, and where a reader finds them.

use typst::foundations::{NativeElement, Selector, Smart};
use typst::introspection::Introspector;
use typst::model::{FigureElem, FigureKind};
use typst::visualize::ImageElem;
use typst_layout::PagedDocument;

/// A picture on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// What can be seen, for who cannot see it.
    pub alt: String,
    /// The page it stands on, from 1.
    pub page: usize,
    /// The number of its figure; `None` for what has no caption, as a logo.
    pub figure: Option<usize>,
}

/// The pictures of a document in the order in which they are read; decoration is not among them.
pub(super) fn pictures(document: &PagedDocument) -> Vec<Picture> {
    let introspector = document.introspector();
    let both = [FigureElem::ELEM, ImageElem::ELEM].map(|element| Selector::Elem(element, None));
    let (mut figures, mut around) = (0, None);
    let mut found = Vec::new();
    for element in introspector.query(&Selector::Or(both.into_iter().collect())) {
        if let Some(figure) = element.to_packed::<FigureElem>() {
            let kind = figure.kind.as_option();
            if matches!(kind, Some(Smart::Custom(FigureKind::Elem(kind))) if *kind == ImageElem::ELEM) {
                figures += 1;
                around = Some(figures);
            }
        } else if let Some(image) = element.to_packed::<ImageElem>() {
            let figure = around.take();
            let alt = image.alt.as_option().clone().flatten();
            let page = element.location().and_then(|location| introspector.page(location));
            let picture = alt.zip(page).map(|(alt, page)| Picture { alt: alt.into(), page: page.get(), figure });
            found.extend(picture);
        }
    }
    found
}
