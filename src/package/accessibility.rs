//! The accessibility dossier: per document what was proven by machine, and what a person must still look at.
//!
//! It is a page of HTML, as everyone can open and print that; its words stand in its template. What it calls proven was
//! found of that very file, as a document that fails a check is not made; the register is `src/typeset/PDF_UA.md`. The
//! day of a person's look is left open, to be filled in by hand.

use serde::Serialize;

use super::{About, Documents, File, FileNames};
use crate::compose::{self, Described};
use crate::diagnostic::Diagnostic;
use crate::typeset::Picture;
use crate::world::Templates;

/// The name of the page.
pub(super) const NAME: &str = "toegankelijkheid.html";

#[derive(Serialize)]
struct Page<'a> {
    title: &'a str,
    deal: &'a str,
    version: &'a str,
    status: &'static str,
    invented: bool,
    short_fingerprint: String,
    documents: [DocumentView<'a>; 4],
    pictures: Vec<PictureView<'a>>,
}

#[derive(Serialize)]
struct DocumentView<'a> {
    what: &'static str,
    file: &'a str,
    claim: String,
}

/// A picture of the report, where it stands and what is said of it.
#[derive(Serialize)]
struct PictureView<'a> {
    place: String,
    caption: &'a str,
    alt: &'a str,
}

/// The page about the documents of a package.
///
/// # Errors
/// When its template does not fit.
pub(super) fn file(
    about: About<'_>,
    names: &FileNames,
    documents: Documents<'_>,
    templates: &Templates,
) -> Result<File, Vec<Diagnostic>> {
    let page = Page {
        title: &names.title,
        deal: about.dossier.deal.name.as_str(),
        version: about.report.version.as_str(),
        status: about.report.status.stage().word(),
        invented: about.dossier.has_invented(about.report),
        short_fingerprint: about.known.folder.fingerprint().chars().take(12).collect(),
        documents: names.documents().map(|document| DocumentView {
            what: document.form.label(),
            file: document.name,
            claim: document.form.claim(),
        }),
        pictures: pictures(documents.figures, documents.pictures),
    };
    Ok(File {
        name: NAME.to_owned(),
        bytes: compose::html_page(templates, "package/accessibility.html.j2", &page)?.into_bytes(),
        about: "Toegankelijkheid: wat de computer heeft bewezen, en wat een mens nog moet bekijken".to_owned(),
    })
}

/// The pictures in the order in which a reader of the report comes to them. A picture is known by its words; of two with
/// the same words the first comes first.
fn pictures<'a>(described: &'a [Described], placed: &[Picture]) -> Vec<PictureView<'a>> {
    let mut left: Vec<&Described> = described.iter().collect();
    let of_place = |picture: &Picture| {
        let at = left.iter().position(|one| one.alt.trim() == picture.alt.trim())?;
        let one = left.remove(at);
        let place = match picture.figure {
            Some(figure) => format!("Figuur {figure}, pagina {}", picture.page),
            None => format!("Zonder nummer, pagina {}", picture.page),
        };
        Some(PictureView { place, caption: one.caption.trim(), alt: one.alt.trim() })
    };
    let mut views: Vec<PictureView<'_>> = placed.iter().filter_map(of_place).collect();
    let rest = left.into_iter().map(|one| PictureView {
        place: "Plaats niet bekend".to_owned(),
        caption: one.caption.trim(),
        alt: one.alt.trim(),
    });
    views.extend(rest);
    views
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use roxmltree::{Document, Node, ParsingOptions};

    use super::super::tests::{package, with_report};
    use super::*;
    use crate::diagnostic::Severity;
    use crate::typeset::{self, Fault, Flaw, explain_flaw};

    fn with_page(mut look: impl FnMut(&Document<'_>)) {
        with_report(|about| {
            let file = package(about).files.into_iter().find(|file| file.name == NAME).unwrap();
            let text = String::from_utf8(file.bytes).unwrap();
            let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
            look(&Document::parse_with_options(&text, options).unwrap());
        });
    }

    fn all<'a, 'input>(page: &'a Document<'input>, name: &'static str) -> impl Iterator<Item = Node<'a, 'input>> {
        page.descendants().filter(move |node| node.has_tag_name(name))
    }

    /// The words of a part of the page.
    fn words(node: Node<'_, '_>) -> String {
        let text: String =
            node.descendants().filter_map(|part| part.is_text().then(|| part.text()).flatten()).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The rows of the table of what is proven: what, an answer per document, and how.
    fn rows(page: &Document<'_>) -> Vec<Vec<String>> {
        all(page, "tr")
            .map(|row| row.children().filter(Node::is_element).map(words).collect())
            .filter(|row: &Vec<String>| row.len() == 6)
            .collect()
    }

    #[test]
    fn the_page_reads_well() {
        with_page(|page| {
            let is_line = |node: &Node<'_, '_>| {
                ["h1", "h2", "h3", "p", "dt", "dd", "caption", "tr", "li"].contains(&node.tag_name().name())
            };
            let line = |node: Node<'_, '_>| match node.tag_name().name() {
                "h1" | "h2" | "h3" => format!("\n{}", words(node)),
                "tr" => node.children().map(words).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" | "),
                "li" => format!("- {}", words(node)),
                _ => words(node),
            };
            let lines: Vec<String> = page.descendants().filter(is_line).map(line).collect();
            insta::assert_snapshot!(lines.join("\n"));
        });
    }

    #[test]
    fn everyone_can_use_the_page() {
        with_page(|page| {
            let ids: Vec<&str> = page.descendants().filter_map(|node| node.attribute("id")).collect();
            let known: BTreeSet<&str> = ids.iter().copied().collect();
            assert_eq!(ids.len(), known.len(), "{ids:?}");
            for node in page.descendants() {
                let refers = node.attribute("aria-labelledby").or_else(|| node.attribute("href")?.strip_prefix('#'));
                assert!(refers.is_none_or(|id| known.contains(id)), "{node:?}");
            }
            assert!(all(page, "th").all(|head| head.has_attribute("scope")));
            assert!(all(page, "input").all(|field| field.ancestors().any(|up| up.has_tag_name("label"))));
            let boxes = all(page, "input").filter(|field| field.attribute("type") == Some("checkbox")).count();
            assert_eq!(boxes, all(page, "div").filter(|group| group.attribute("class") == Some("check")).count());
            assert!(all(page, "script").next().is_none());
        });
    }

    /// Each document has its answers, and a person looks at each.
    #[test]
    fn nothing_is_told_of_one_document_and_left_out_of_another() {
        with_page(|page| {
            let rows = rows(page);
            for document in 1..5 {
                let said = |word: &str| rows.iter().filter(|row| row[document] == word).count();
                assert!(said("aan voorbeelden") > 4 && said("niet") > 1, "{}", rows[0][document]);
            }
            assert!(rows.iter().all(|row| !row[5].is_empty()));
            let web: Vec<&str> = rows.iter().map(|row| row[4].as_str()).collect();
            assert!(!web.contains(&"bewezen"), "no check of a page of HTML stands in the way of it");
            let to_look_at = |title: &str| {
                let heading = all(page, "h3").find(|heading| words(*heading) == title).unwrap();
                let list = heading.next_siblings().find(|next| next.has_tag_name("ol")).unwrap();
                words(list)
            };
            for (document, asks) in [
                ("Raadsbijlage", &["schermlezer", "B1"][..]),
                ("Verslag", &["schermlezer", "tabellen", "foto’s en logo", "kop van de rij"]),
                ("Archiefexemplaar", &["voorgelezen"]),
                ("Webversie", &["schermlezer", "toetsenbord", "400%", "donker", "Afgedrukt", "eigen website"]),
                ("In alle documenten", &["koppen van rijen en kolommen", "link", "grijs"]),
            ] {
                let list = to_look_at(document);
                assert!(asks.iter().all(|ask| list.contains(ask)), "{document}: {list}");
            }
        });
    }

    /// What stops a document that has it is told as proven, what only warns is not, and each fault of the layout is told.
    #[test]
    fn what_is_proven_stops_the_document() {
        let told: [(&str, &[Fault]); 3] = [
            (
                "Er valt geen tekst buiten de bladzijde, over andere tekst, achter een rand of onder een vlak of foto",
                &[Fault::Outside, Fault::Over, Fault::CutOff, Fault::Hidden],
            ),
            ("Tekst verschilt genoeg van wat erachter ligt", &[Fault::Faint]),
            (
                "Nergens staat een kop alleen onderaan een bladzijde, een figuur los van haar titel, tekst over een beeld of een \
                 letter kleiner dan",
                &[Fault::HeadingAlone, Fault::HeadAlone, Fault::Apart, Fault::OnPicture, Fault::Small],
            ),
        ];
        let mut codes = BTreeSet::new();
        with_page(|page| {
            for (what, faults) in told {
                let row = rows(page).into_iter().find(|row| row[0].starts_with(what)).unwrap();
                for fault in faults {
                    let found = explain_flaw(&flaw(*fault), None);
                    let answer = if found.severity == Severity::Error { "bewezen" } else { "niet" };
                    assert_eq!(row[1..4], [answer; 3], "{fault:?}");
                    codes.insert(found.code);
                }
            }
        });
        assert_eq!(codes, typeset::CODES.iter().map(|one| one.code).collect());
    }

    fn flaw(fault: Fault) -> Flaw {
        let text = "een tekst".to_owned();
        Flaw { fault, page: 1, text, other: String::new(), more: 0, around: Vec::new(), figure: None, template: None }
    }

    /// The version and the size that are printed are those of the program.
    #[test]
    fn the_page_tells_the_program_as_it_is() {
        let lock = include_str!("../../Cargo.lock");
        let (_, typst) = lock.split_once("name = \"typst\"\nversion = \"").unwrap();
        let typst = format!("Typst {} ", typst.split_once('"').unwrap().0);
        assert!(include_str!("../typeset/PDF_UA.md").contains(&typst), "{typst}");
        let smallest = format!("kleiner dan {} punten", typeset::SMALLEST.to_pt());
        let explained = typeset::CODES.iter().find(|one| one.code == explain_flaw(&flaw(Fault::Small), None).code);
        assert!(explained.unwrap().text.contains(&smallest), "{smallest}");
        with_page(|page| {
            let page = words(page.root_element());
            assert!(page.contains(&typst) && page.contains(&smallest), "{typst}, {smallest}: {page}");
        });
    }

    #[test]
    fn a_picture_is_known_by_its_words() {
        let of = |alt: &str| Described { caption: format!("Bij {alt}"), alt: alt.to_owned() };
        let on = |alt: &str, page, figure| Picture { alt: alt.to_owned(), page, figure };
        let described = [of("lijnen"), of("staven"), of("lijnen"), of("kaart"), of("logo")];
        let placed =
            [on("logo", 1, None), on("lijnen", 4, Some(1)), on("staven", 4, Some(2)), on("lijnen", 9, Some(3))];
        let places: Vec<String> =
            pictures(&described, &placed).iter().map(|one| format!("{}: {}", one.place, one.caption)).collect();
        insta::assert_snapshot!(places.join("\n"), @"
        Zonder nummer, pagina 1: Bij logo
        Figuur 1, pagina 4: Bij lijnen
        Figuur 2, pagina 4: Bij staven
        Figuur 3, pagina 9: Bij lijnen
        Plaats niet bekend: Bij kaart
        ");
    }
}
