//! Step 7: Typst source to a PDF in memory.
//!
//! Comes in: [`Composed`]. Goes out: the bytes of a PDF/UA-1 file that is PDF/A-3a too, or PDF/A-2a when it carries
//! nothing, with what the proof of its layout found. Left to others:
//! what stands in the source (`compose`), and writing to disk (`publish`). Nothing is read from
//! disk or network here: the Typst project is the files of `Composed` and the bundled fonts.
#![doc = ""]
#![doc = include_str!("PDF_UA.md")]

mod layout;
mod paint;
mod pictures;
mod place;
mod project;

use typst::diag::{Severity, SourceDiagnostic};
use typst::foundations::Smart;
use typst::syntax::{Span, ast, parse_code};
use typst::{World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

#[cfg(test)]
pub(crate) use layout::SMALLEST;
pub use layout::{Fault, Flaw, Wrote};
pub use pictures::Picture;
pub use place::{Misplaced, only_numbered};

use crate::compose::{Composed, Standards};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::read::Explanation;
use layout::Written;
use project::Project;

/// The codes of the layout proof.
pub const CODES: &[Explanation] = &[
    Explanation {
        code: "V001",
        title: "tekst of een beeld staat buiten de bladspiegel",
        text: "Op een bladzijde loopt tekst of een beeld door tot in de marge of van het papier af. Dat komt door een woord dat te lang is voor zijn kolom en nergens afgebroken kan worden, door een tabel die niet over bladzijden verdeeld wordt, of door een eigen sjabloon. Maak het woord korter of zet er een spatie of streepje in. Er wordt geen stuk gemaakt: geen keuring van de pdf zou dit merken.",
    },
    Explanation {
        code: "V002",
        title: "tekst is afgesneden",
        text: "Tekst past niet in het vak waarin zij staat, en wat er niet in past is niet te zien. Maak de tekst korter. Staat het vak in een eigen sjabloon, maak het dan groter.",
    },
    Explanation {
        code: "V003",
        title: "tekst staat over andere tekst",
        text: "Twee teksten staan op dezelfde plaats, en zijn dan niet te lezen. Vaak is een woord te lang voor zijn kolom in een tabel, of zijn de namen in een grafiek te lang. Maak een van de twee korter. Noemt de melding een sjabloon, dan ligt het daaraan.",
    },
    Explanation {
        code: "V004",
        title: "een kop staat alleen onderaan een bladzijde",
        text: "De tekst waar de kop bij hoort, begint pas op de volgende bladzijde. Het stuk is te gebruiken, maar leest minder prettig. Maak de tekst ervoor iets korter of langer, of pas uw eigen sjabloon aan.",
    },
    Explanation {
        code: "V005",
        title: "een figuur of tabel staat niet bij haar titel",
        text: "De titel staat op een andere bladzijde dan de figuur of tabel. Het stuk is te gebruiken, maar leest minder prettig. Maak de tekst ervoor iets korter of langer, of pas uw eigen sjabloon aan.",
    },
    Explanation {
        code: "V006",
        title: "de kop van een tabel staat alleen onderaan een bladzijde",
        text: "De eerste rij met gegevens staat pas op de volgende bladzijde. Het stuk is te gebruiken, maar leest minder prettig. Maak de tekst ervoor iets korter of langer, of pas uw eigen sjabloon aan.",
    },
    Explanation {
        code: "V007",
        title: "tekst staat over een beeld",
        text: "Over een foto of tekening heen staat tekst die er niet bij hoort. Of die te lezen is, hangt af van wat eronder staat; het contrast is dan niet te toetsen. Zet de tekst naast het beeld. Hoort het beeld achter alle tekst, geef het dan in uw sjabloon als achtergrond van de bladzijde op.",
    },
    Explanation {
        code: "V008",
        title: "tekst is bedekt",
        text: "Over tekst ligt een gevuld vlak, een dikke streep of een foto, en daardoor is de tekst niet te zien. Wat later in een sjabloon of een tekening staat, ligt bovenop. Zet het vlak vóór de tekst, of ergens anders. Wilt u tekst onleesbaar maken, haal haar dan weg: onder het vlak zit zij nog wel in de pdf, en is zij te kopiëren en voor te lezen.",
    },
    Explanation {
        code: "V009",
        title: "tekst heeft te weinig contrast",
        text: "De kleur van de letters lijkt te veel op de kleur erachter. De norm (WCAG, EN 301 549) vraagt een contrast van 4,5 : 1, en 3 : 1 voor grote letters: vanaf 18 punten, of vanaf 14 punten als zij vet zijn. De melding noemt beide kleuren. Maak de letters donkerder of wat erachter staat lichter, of andersom. Over een foto of een kleurverloop is het contrast niet te meten; daarover zegt deze controle niets.",
    },
    Explanation {
        code: "V010",
        title: "tekst is te klein",
        text: "De letters zijn kleiner dan 5 punten. Op papier zijn zij dan niet te lezen. Vaak komt dat door een tekening die klein wordt afgedrukt: de letters erin worden dan ook kleiner. Maak de letters of de tekening groter.",
    },
];

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

impl Pdf {
    /// The pictures on its pages, in the order in which they are read.
    #[must_use]
    pub fn pictures(&self) -> Vec<Picture> {
        pictures::pictures(&self.document)
    }
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
    let flaws = layout::flaws(&document, |text, span| written(text, span, project, composed));
    Ok(Pdf { bytes, pages: document.pages().len(), flaws, document })
}

/// What the source says of a text on a page: the value that it is a part of, and the template that wrote it.
fn written(text: &str, span: Span, project: &Project, composed: &Composed) -> Written {
    let found = project.range(span).zip(span.id());
    let Some((range, file)) = found else { return Written::default() };
    let Ok(source) = project.source(file) else { return Written::default() };
    let Some(code) = source.text().get(range.clone()) else { return Written::default() };
    let value = match parse_code(code).children().find_map(typst::syntax::SyntaxNode::cast::<ast::Str<'_>>) {
        Some(value) => value.get().to_string(),
        None => code.to_owned(),
    };
    // A call that places a text does not write it.
    if !value.contains(text.trim_end_matches('-').trim()) {
        return Written::default();
    }
    let template = if file == project.main() {
        wrote(composed, range.start)
    } else {
        let line = source.text()[..range.start].matches('\n').count() + 1;
        Some(Wrote { name: file.vpath().get_without_slash().to_owned(), line })
    };
    Written { value: Some(value), template }
}

/// The template and line that wrote this byte of the source.
fn wrote(composed: &Composed, at: usize) -> Option<Wrote> {
    let span = composed.spans.iter().rfind(|span| span.output.start <= at)?;
    // Plain words of a template are one part, which begins on its line.
    let lines = composed.source.get(span.output.start..at)?.matches('\n').count();
    Some(Wrote { name: span.template.clone(), line: span.line + lines })
}

/// What to say of a flaw in the layout: where it is on the page, which text it is, and where that comes
/// from: a place in the dossier, for who has that at hand, else the line of a template.
#[must_use]
pub fn explain_flaw(flaw: &Flaw, at: Option<KeyPath>) -> Diagnostic {
    let Flaw { fault, page, text, other, more, figure, template, .. } = flaw;
    let (text, other) = (shortened(text), shortened(other));
    let more = if *more == 0 { String::new() } else { format!(" (en nog {more} keer)") };
    let (code, message, hint) = match fault {
        Fault::Outside if text.is_empty() => {
            ("V001", format!("op bladzijde {page} steekt een beeld buiten de bladspiegel"), "maak het beeld kleiner")
        }
        Fault::Outside => (
            "V001",
            format!("op bladzijde {page} staat tekst buiten de bladspiegel: “{text}”"),
            "maak de tekst korter, deel een lang woord op, of verdeel een lange tabel",
        ),
        Fault::CutOff => ("V002", format!("op bladzijde {page} is tekst afgesneden: “{text}”"), "maak de tekst korter"),
        Fault::Over => (
            "V003",
            format!("op bladzijde {page} staat tekst over andere tekst: “{text}” over “{other}”"),
            "maak een van de twee korter, of verdeel een lange tabel",
        ),
        Fault::HeadingAlone => (
            "V004",
            format!("op bladzijde {page} staat een kop alleen onderaan: “{text}”"),
            "maak de tekst ervoor iets korter of langer",
        ),
        Fault::Apart => (
            "V005",
            format!("een figuur of tabel staat op een andere bladzijde dan haar titel (bladzijde {page}): “{text}”"),
            "maak de tekst ervoor iets korter of langer",
        ),
        Fault::HeadAlone => (
            "V006",
            format!("op bladzijde {page} staat de kop van een tabel alleen onderaan: “{text}”"),
            "maak de tekst ervoor iets korter of langer",
        ),
        Fault::OnPicture => (
            "V007",
            format!("op bladzijde {page} staat tekst over een beeld: “{text}”"),
            "zet de tekst naast het beeld: over een beeld is zij vaak slecht te lezen",
        ),
        Fault::Hidden => (
            "V008",
            format!("op bladzijde {page} is tekst bedekt: “{text}”"),
            "haal weg wat over de tekst heen ligt, of zet het vóór de tekst: wat later komt, ligt bovenop",
        ),
        Fault::Faint => (
            "V009",
            format!("op bladzijde {page} heeft tekst te weinig contrast ({other}): “{text}”"),
            "maak de letters donkerder of de kleur erachter lichter, of andersom",
        ),
        Fault::Small => (
            "V010",
            format!("op bladzijde {page} is tekst te klein: “{text}”"),
            "maak de letters of de tekening groter",
        ),
    };
    let by = match (template, &at) {
        (Some(Wrote { name, line }), None) => format!(" (sjabloon {name}, regel {line})"),
        _ => String::new(),
    };
    let at = at.unwrap_or_else(|| KeyPath::file(""));
    let within = match figure {
        Some(caption) if !caption.contains(text.as_str()) => format!(", in “{}”", shortened(caption)),
        _ => String::new(),
    };
    let message = format!("{message}{within}{more}{by}");
    let diagnostic = match fault {
        Fault::Outside | Fault::CutOff | Fault::Over | Fault::Hidden | Fault::Faint => {
            Diagnostic::error(code, at, message)
        }
        Fault::HeadingAlone | Fault::Apart | Fault::HeadAlone | Fault::OnPicture | Fault::Small => {
            Diagnostic::warning(code, at, message)
        }
    };
    diagnostic.hint(hint)
}

/// The beginning of a text, with a sign that it goes on.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
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
        .and_then(|(range, _)| wrote(composed, range.start))
        .map_or_else(String::new, |Wrote { name, line }| format!(" (sjabloon {name}, regel {line})"));
    let hints: Vec<&str> = problem.hints.iter().map(|hint| hint.v.as_str()).collect();
    let hints = if hints.is_empty() { String::new() } else { format!("; {}", hints.join("; ")) };
    internal(format!("{what}: {}{hints}{place}", problem.message))
}
