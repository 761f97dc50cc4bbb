//! Step 7: Typst source to a PDF in memory.
//!
//! Comes in: [`Composed`]. Goes out: the bytes of a PDF/A-3a and PDF/UA-1 file. Left to others:
//! what stands in the source (`compose`), and writing to disk (`publish`). Nothing is read from
//! disk or network here: the Typst project is the files of `Composed` and the bundled fonts.
#![doc = ""]
#![doc = include_str!("PDF_UA.md")]

mod layout;
mod place;
mod project;

use typst::diag::{Severity, SourceDiagnostic};
use typst::foundations::Smart;
use typst::{World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

pub use layout::{Fault, Flaw};
pub use place::{Misplaced, only_numbered};

use crate::compose::{Composed, Standards};
use crate::diagnostic::{Diagnostic, KeyPath};
use project::Project;

/// A finished PDF.
#[derive(Debug)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// What the layout proof found.
    pub flaws: Vec<Flaw>,
    /// What stands where on its pages.
    document: PagedDocument,
}

/// Lays out and exports a composed document.
///
/// # Errors
/// Everything Typst says, warnings included, with the template line it comes from.
pub fn typeset(composed: &Composed) -> Result<Pdf, Vec<Diagnostic>> {
    // The cache of the layout engine is global; nothing of an earlier document stays in it. Emptying
    // it first and not last spares a program that makes one report the work just before its end.
    typst::comemo::evict(0);
    compile(&Project::new(composed), composed)
}

/// Reads the fonts and the standard library of the layout engine, if that was not done yet.
///
/// [`typeset`] does so itself; who has another thread to spare can let it be done meanwhile.
pub fn prepare() {
    project::prepare();
}

fn compile(project: &Project, composed: &Composed) -> Result<Pdf, Vec<Diagnostic>> {
    let explain = |problems: &[SourceDiagnostic]| -> Vec<Diagnostic> {
        problems.iter().map(|problem| explain(problem, project, composed)).collect()
    };
    let compiled = typst::compile::<PagedDocument>(project);
    let document = compiled.output.map_err(|errors| explain(&errors))?;
    if !compiled.warnings.is_empty() {
        return Err(explain(&compiled.warnings));
    }
    let options = PdfOptions {
        ident: Smart::Custom(composed.ident.clone()),
        creator: Smart::Custom(Some(concat!("voortgang ", env!("CARGO_PKG_VERSION")).to_owned())),
        standards: standards(composed.standards)?,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| explain(&errors))?;
    Ok(Pdf { bytes, pages: document.pages().len(), flaws: layout::flaws(&document), document })
}

/// What to say of a flaw in the layout: where it is on the page, and which text it is. Where that text
/// stands in the dossier is for who has the dossier at hand.
#[must_use]
pub fn explain_flaw(flaw: &Flaw) -> Diagnostic {
    let Flaw { page, text, other, .. } = flaw;
    let text: String = text.chars().take(60).collect();
    let diagnostic = |code, message: String| Diagnostic::error(code, KeyPath::file(""), message);
    let looks = |code, message: String| Diagnostic::warning(code, KeyPath::file(""), message);
    match flaw.fault {
        Fault::Outside => {
            diagnostic("V001", format!("op bladzijde {page} staat tekst buiten de bladspiegel: “{text}”"))
                .hint("maak de tekst korter, deel een lang woord op, of verdeel een lange tabel")
        }
        Fault::CutOff => diagnostic("V002", format!("op bladzijde {page} is tekst afgesneden: “{text}”"))
            .hint("maak de tekst korter"),
        Fault::Over => {
            diagnostic("V003", format!("op bladzijde {page} staat tekst over andere tekst: “{text}” over “{other}”"))
                .hint("maak een van de twee korter")
        }
        Fault::HeadingAlone => looks("V004", format!("op bladzijde {page} staat een kop alleen onderaan: “{text}”"))
            .hint("maak de tekst ervoor iets korter of langer"),
        Fault::Apart => looks(
            "V005",
            format!("een figuur of tabel staat op een andere bladzijde dan haar titel (bladzijde {page}): “{text}”"),
        )
        .hint("maak de tekst ervoor iets korter of langer"),
    }
}

/// Accessible and archivable, and for a delivery able to carry its own data.
fn standards(wanted: Standards) -> Result<PdfStandards, Vec<Diagnostic>> {
    let archive = match wanted {
        Standards::A3a => PdfStandard::A_3a,
        Standards::A2a => PdfStandard::A_2a,
    };
    PdfStandards::new(&[archive, PdfStandard::Ua_1])
        .map_err(|error| vec![internal(format!("de pdf-standaarden gaan niet samen ({})", error.message()))])
}

fn internal(message: String) -> Diagnostic {
    Diagnostic::error("T001", KeyPath::file(""), message).hint(
        "dit is een fout in het programma of in uw eigen sjablonen; meld dit, met het bestand dat op .fout.typ eindigt",
    )
}

/// A message of Typst, with the template line that wrote the source it is about.
fn explain(problem: &SourceDiagnostic, project: &Project, composed: &Composed) -> Diagnostic {
    let what = match problem.severity {
        Severity::Error => "interne fout bij het opmaken",
        Severity::Warning => "interne waarschuwing bij het opmaken",
    };
    // The innermost place that lies in our own source: the span itself, or a call that led there.
    let spans = std::iter::once(project.range(problem.span).zip(problem.span.id()))
        .chain(problem.trace.iter().map(|call| project.range(call.span).zip(call.span.id())));
    let place = spans
        .flatten()
        .find(|(_, file)| *file == project.main())
        .and_then(|(range, _)| composed.spans.iter().rfind(|span| span.output.start <= range.start))
        .map_or_else(String::new, |span| format!(" (sjabloon {}, regel {})", span.template, span.line));
    let hints: Vec<&str> = problem.hints.iter().map(|hint| hint.v.as_str()).collect();
    let hints = if hints.is_empty() { String::new() } else { format!("; {}", hints.join("; ")) };
    internal(format!("{what}: {}{hints}{place}", problem.message))
}
