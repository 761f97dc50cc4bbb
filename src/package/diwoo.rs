//! `DiWoo`: metadata for active publication under the Woo, for the documents that are published.
//!
//! The form is that of `DiWoo` metadata 0.9.8 (<https://standaarden.overheid.nl/diwoo/metadata>): an element
//! `DiWoo` with its parts in the order of the schema. Its values are of the published lists:
//! - *informatiecategorie*: `vergaderstukken decentrale overheden` (Woo art. 3.3, second paragraph, c): a
//!   report that a college sends to its council is a council paper. It is no `jaarverslag` of an organisation
//!   and no `onderzoeksrapport`; the covenant itself would be a `convenant`.
//! - *soortHandeling*: `vaststelling` by the college and `ontvangst` by the council, the only two of the list
//!   that the steps of a report are. A concept, or what was only discussed, has none: then the file lacks
//!   what the schema asks, and its name says so.
//! - *atTime* is a moment; a dossier knows days, so it is the start of that day.
//!
//! What lacks in the dossier is left out and named; it is never filled in.

use chrono::NaiveDate;

use super::xml::Xml;
use super::{About, Document, Edition, File, FileNames, organisation};
use crate::format;

const NAMESPACE: &str = "https://standaarden.overheid.nl/diwoo/metadata/";
const SCHEMA: &str = "https://standaarden.overheid.nl/diwoo/metadata/ https://standaarden.overheid.nl/diwoo/metadata/0.9.8/xsd/diwoo/diwoo-metadata.xsd";

/// Where the words of the value lists stand.
const LIST: &str = "https://identifier.overheid.nl/tooi/def/thes/kern/";
const COUNCIL_PAPERS: (&str, &str) = ("c_db4862c3", "vergaderstukken decentrale overheden");
const ADOPTION: (&str, &str) = ("c_641ecd76", "vaststelling");
const RECEIPT: (&str, &str) = ("c_dfcee535", "ontvangst");

const DUTCH: (&str, &str) = ("http://publications.europa.eu/resource/authority/language/NLD", "Nederlands");
const PDF: (&str, &str) = ("http://publications.europa.eu/resource/authority/file-type/PDF", "PDF");
const HTML: (&str, &str) = ("http://publications.europa.eu/resource/authority/file-type/HTML", "HTML");

pub(super) fn files(about: About<'_>, names: &FileNames) -> Vec<File> {
    let documents = names.documents();
    let published = documents.iter().filter(|document| document.edition != Edition::Archive);
    published.map(|document| file(about, document)).collect()
}

fn file(about: About<'_>, document: &Document<'_>) -> File {
    let lacking = lacking(about);
    let incomplete = if lacking.is_empty() { "" } else { ".onvolledig" };
    let mut comment = vec![format!("DiWoo-metagegevens bij {}", document.name)];
    comment.extend(lacking.iter().map(|lack| format!("Onvolledig: er ontbreekt {lack}.")));
    File {
        name: format!("metagegevens/diwoo/{}.diwoo{incomplete}.xml", document.short),
        bytes: xml(about, document, &comment),
        about: format!("Gegevens voor de Woo-index bij {}", document.name),
    }
}

/// What the schema asks and the dossier does not say.
pub(super) fn lacking(about: About<'_>) -> Vec<&'static str> {
    let mut lacking = Vec::new();
    if publisher(about).is_none() {
        lacking.push("de uitgever: de naam en de TOOI-code van wie het verslag aanbiedt (`kenmerken`, `organisatie` en `tooi-id`)");
    }
    if !is_handled(about) {
        lacking.push("een documenthandeling: het verslag is nog niet vastgesteld of aangeboden (`status`)");
    }
    lacking
}

/// The name and the address of who publishes.
fn publisher(about: About<'_>) -> Option<(String, String)> {
    let organisation = organisation::of(about);
    organisation.name.zip(organisation.address)
}

/// Whether the report was adopted or presented: only then there is something to say of it.
pub(super) fn is_handled(about: About<'_>) -> bool {
    !handlings(about).is_empty()
}

fn handlings(about: About<'_>) -> Vec<((&'static str, &'static str), NaiveDate)> {
    let status = &about.report.status;
    let steps = [(ADOPTION, status.adopted), (RECEIPT, status.presented)];
    steps.into_iter().filter_map(|(step, day)| Some((step, *day?))).collect()
}

fn xml(about: About<'_>, document: &Document<'_>, comment: &[String]) -> Vec<u8> {
    let publisher = publisher(about);
    let handlings = handlings(about);
    let term = |xml: &mut Xml, name: &str, (code, word): (&str, &str)| {
        xml.leaf_with(name, &[("resource", &format!("{LIST}{code}"))], word);
    };
    let mut xml = Xml::new(comment);
    let attributes = [
        ("xmlns:diwoo", NAMESPACE),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ("xsi:schemaLocation", SCHEMA),
    ];
    xml.group("diwoo:Document", &attributes, |xml| {
        xml.group("diwoo:DiWoo", &[], |xml| {
            xml.group("diwoo:identifiers", &[], |xml| {
                for identifier in document.number(about).into_iter().chain([document.id(about).as_str()]) {
                    xml.leaf("diwoo:identifier", identifier);
                }
            });
            if let Some((name, address)) = &publisher {
                xml.leaf_with("diwoo:publisher", &[("resource", address)], name);
                xml.leaf_with("diwoo:verantwoordelijke", &[("resource", address)], name);
            }
            xml.group("diwoo:titelcollectie", &[], |xml| xml.leaf("diwoo:officieleTitel", document.title));
            xml.group("diwoo:omschrijvingen", &[], |xml| xml.leaf("diwoo:omschrijving", &document.description(about)));
            xml.group("diwoo:classificatiecollectie", &[], |xml| {
                xml.group("diwoo:informatiecategorieen", &[], |xml| {
                    term(xml, "diwoo:informatiecategorie", COUNCIL_PAPERS);
                });
                xml.group("diwoo:trefwoorden", &[], |xml| {
                    xml.leaf("diwoo:trefwoord", "Regio Deal");
                    xml.leaf("diwoo:trefwoord", about.dossier.deal.area.name.as_str());
                    for wijk in &about.dossier.deal.area.wijken {
                        xml.leaf("diwoo:trefwoord", wijk.name.as_str());
                    }
                });
            });
            xml.leaf("diwoo:creatiedatum", &about.report.status.concept.to_string());
            xml.leaf_with("diwoo:language", &[("resource", DUTCH.0)], DUTCH.1);
            let format = if document.edition == Edition::Html { HTML } else { PDF };
            xml.leaf_with("diwoo:format", &[("resource", format.0)], format.1);
            if !handlings.is_empty() {
                xml.group("diwoo:documenthandelingen", &[], |xml| {
                    for (step, day) in &handlings {
                        xml.group("diwoo:documenthandeling", &[], |xml| {
                            term(xml, "diwoo:soortHandeling", *step);
                            xml.leaf("diwoo:atTime", &format!("{day}T00:00:00"));
                            if let Some((name, address)) = publisher.as_ref().filter(|_| *step == ADOPTION) {
                                xml.leaf_with("diwoo:wasAssociatedWith", &[("resource", address)], name);
                            }
                        });
                    }
                });
            }
        });
    });
    xml.into_bytes()
}

impl Document<'_> {
    /// What it is, in a sentence or two.
    pub(super) fn description(&self, about: About<'_>) -> String {
        let report = about.report;
        let what = match self.edition {
            Edition::Annex => "Korte raadsbijlage bij het verslag",
            Edition::Delivery | Edition::Archive | Edition::Html => "Verslag",
        };
        let invented =
            if about.dossier.has_invented(report) { " Dit is een voorbeeld met verzonnen gegevens." } else { "" };
        format!(
            "{what} over de voortgang van {}, {}. Stand op {}; versie {}, {}.{invented}",
            about.dossier.deal.in_sentence(),
            format::period(&report.period),
            format::date(*report.reference_date),
            report.version,
            report.status.stage().word(),
        )
        .replace('\u{a0}', " ")
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{children, text_of, with_changed_report, with_report};
    use super::*;

    fn first(about: About<'_>) -> (String, String) {
        let file = files(about, &FileNames::of(about)).swap_remove(0);
        (file.name, String::from_utf8(file.bytes).unwrap())
    }

    /// The rules of `DiWoo` 0.9.8: what is required, what is of a list, and the order of the parts.
    #[test]
    fn what_the_schema_asks_is_there_in_its_order() {
        with_report("", |about| {
            let (name, xml) = first(about);
            assert_eq!(name, "metagegevens/diwoo/1-raadsbijlage.diwoo.xml");
            let parts = children(&xml, "diwoo:DiWoo");
            let order = [
                "identifiers",
                "publisher",
                "verantwoordelijke",
                "titelcollectie",
                "omschrijvingen",
                "classificatiecollectie",
                "creatiedatum",
                "language",
                "format",
                "documenthandelingen",
            ];
            assert_eq!(parts, order.map(|part| format!("diwoo:{part}")));
            assert_eq!(children(&xml, "diwoo:documenthandelingen"), ["diwoo:documenthandeling"; 2]);
            assert_eq!(text_of(&xml, "diwoo:atTime"), "2022-06-07T00:00:00");
            assert!(
                xml.contains("resource=\"https://identifier.overheid.nl/tooi/id/gemeente/gm0518\">gemeente Den Haag<")
            );
            assert!(xml.contains("thes/kern/c_db4862c3\">vergaderstukken decentrale overheden<"));
        });
    }

    #[test]
    fn what_lacks_is_named_and_never_filled_in() {
        with_changed_report(&[("  tooi-id: https://identifier.overheid.nl/tooi/id/gemeente/gm0518\n", "")], |about| {
            let (name, xml) = first(about);
            assert_eq!(name, "metagegevens/diwoo/1-raadsbijlage.diwoo.onvolledig.xml");
            assert!(!xml.contains("diwoo:publisher") && xml.contains("er ontbreekt de uitgever"));
        });
        with_changed_report(&[("  vastgesteld: 2022-06-07\n  aangeboden: 2022-06-14\n", "")], |about| {
            assert!(first(about).1.contains("er ontbreekt een documenthandeling"));
        });
    }

    /// The annex and the report are two papers, with a number each.
    #[test]
    fn the_number_that_was_assigned_is_an_identifier_of_its_own_paper() {
        with_report("", |about| {
            let numbered = About { stamp: Some("RIS312345"), ..about };
            let of = |about: About<'_>, index: usize| {
                String::from_utf8(files(about, &FileNames::of(about)).swap_remove(index).bytes).unwrap()
            };
            assert!(!of(numbered, 0).contains("RIS312345"));
            assert_eq!(text_of(&of(numbered, 1), "diwoo:identifier"), "RIS312345");
            let both = About { annex_stamp: Some("RIS312346"), ..numbered };
            assert_eq!(text_of(&of(both, 0), "diwoo:identifier"), "RIS312346");
            assert!(!of(both, 0).contains("RIS312345") && !of(both, 1).contains("RIS312346"));
        });
    }
}
