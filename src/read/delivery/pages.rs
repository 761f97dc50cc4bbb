//! The text of the pages of a PDF, to say where two PDFs differ.

use lopdf::Document;

use super::{Refusal, attached};

/// What stands on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its lines, as they follow each other in the PDF.
    pub lines: Vec<String>,
    /// What draws it: text, lines, pictures.
    pub drawing: Vec<u8>,
}

/// What the drawing of a page may unpack to.
const LARGEST_PAGE: usize = 32 * 1024 * 1024;

/// The pages of a PDF.
///
/// # Errors
/// When the PDF cannot be read.
pub fn pages(pdf: &[u8]) -> Result<Vec<Page>, Refusal> {
    let pdf: Document = attached::open(pdf)?;
    let pages = pdf.get_pages();
    let page = |(number, id): (&u32, &lopdf::ObjectId)| {
        let text = pdf.extract_text(&[*number]).unwrap_or_default();
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let drawing = pdf.get_page_content_with_limit(*id, LARGEST_PAGE).unwrap_or_default();
        Page { lines, drawing }
    };
    Ok(pages.iter().map(page).collect())
}
