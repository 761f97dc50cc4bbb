//! `DiWoo`: metadata for active publication under the Woo, for the documents that are published.
//!
//! The form is that of `DiWoo` metadata 0.9.8 (<https://standaarden.overheid.nl/diwoo/metadata>): an element
//! `DiWoo` with its parts in the order of the schema. Its values were checked against the lists of version 0.9.8
//! (`diwoo-metadata-lijsten.xsd`):
//! - *informatiecategorie*: `vergaderstukken decentrale overheden` (Woo art. 3.3, second paragraph, c): a
//!   report that a college sends to its council is a council paper. It is no `jaarverslag` of an organisation
//!   and no `onderzoeksrapport`; the covenant itself would be a `convenant`.
//! - *soortHandeling*: `vaststelling` by the college and `ontvangst` by the council, the only two of the list
//!   that the steps of a report are. A concept, or what was only discussed, has none: then the file lacks
//!   what the schema asks, and its name says so.
//! - *documentrelatie*: the report `heeft bijlage` the annex; annex and web version `verwijst naar` the report, which is
//!   the authentic record. No word of the list fits the way from the report to the web version, which it does not name.
//!   A relation is to an identifier, as the address of a document is not known before it is published.
//! - *atTime* is a moment; a dossier knows days, so it is the start of that day.
//!
//! What lacks in the dossier is left out and named; it is never filled in.

use chrono::NaiveDate;

use super::xml::Xml;
use super::{About, Document, File, FileNames, Form};

/// Where its files stand in the package.
pub(super) const FOLDER: &str = "metagegevens/diwoo/";

const NAMESPACE: &str = "https://standaarden.overheid.nl/diwoo/metadata/";
const SCHEMA: &str = "https://standaarden.overheid.nl/diwoo/metadata/ https://standaarden.overheid.nl/diwoo/metadata/0.9.8/xsd/diwoo/diwoo-metadata.xsd";

/// Where the words of the value lists stand.
const LIST: &str = "https://identifier.overheid.nl/tooi/def/thes/kern/";
const COUNCIL_PAPERS: (&str, &str) = ("c_db4862c3", "vergaderstukken decentrale overheden");
const ADOPTION: (&str, &str) = ("c_641ecd76", "vaststelling");
const RECEIPT: (&str, &str) = ("c_dfcee535", "ontvangst");
const HAS_ANNEX: (&str, &str) = ("c_05f4a5f3", "heeft bijlage");
const REFERS_TO: (&str, &str) = ("c_75fac459", "verwijst naar");

const DUTCH: (&str, &str) = ("http://publications.europa.eu/resource/authority/language/NLD", "Nederlands");
const PDF: (&str, &str) = ("http://publications.europa.eu/resource/authority/file-type/PDF", "PDF");
const HTML: (&str, &str) = ("http://publications.europa.eu/resource/authority/file-type/HTML", "HTML");

pub(super) fn files(about: About<'_>, names: &FileNames) -> Vec<File> {
    let documents = names.documents();
    let published = documents.iter().filter(|document| document.form != Form::Archive);
    published.map(|document| file(about, document, &documents)).collect()
}

fn file(about: About<'_>, document: &Document<'_>, all: &[Document<'_>]) -> File {
    let lacking = lacking(about);
    let incomplete = if lacking.is_empty() { "" } else { ".onvolledig" };
    let mut comment = vec![format!("DiWoo-metagegevens bij {}", document.name)];
    comment.extend(lacking.iter().map(|lack| format!("Onvolledig: er ontbreekt {lack}.")));
    File {
        name: format!("{FOLDER}{}.diwoo{incomplete}.xml", document.short),
        bytes: xml(about, document, all, &comment),
        about: format!("Gegevens voor de Woo-index bij {}", document.name),
    }
}

/// What the schema asks and the dossier does not say.
pub(super) fn lacking(about: About<'_>) -> Vec<&'static str> {
    let mut lacking = Vec::new();
    if publisher(about).is_none() {
        lacking.push(
            "de uitgever: de naam en de TOOI-code van wie het verslag aanbiedt (`kenmerken`, `organisatie` en `tooi-id`)",
        );
    }
    if !is_handled(about) {
        lacking.push("een documenthandeling: het verslag is nog niet vastgesteld of aangeboden (`status`)");
    }
    lacking
}

/// The name and the address of who publishes.
fn publisher(about: About<'_>) -> Option<(String, String)> {
    let organisation = about.organisation();
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

/// Identifies what is published: the web version is a document of its own.
fn identifier(about: About<'_>, document: &Document<'_>) -> String {
    if document.form == Form::Html { about.id("webversie") } else { document.id(about) }
}

/// What the document has to do with another that is published.
fn relation<'a>(
    document: &Document<'_>,
    all: &'a [Document<'a>],
) -> Option<((&'static str, &'static str), &'a Document<'a>)> {
    let (relation, with) = match document.form {
        Form::Annex | Form::Html => (REFERS_TO, Form::Delivery),
        Form::Delivery => (HAS_ANNEX, Form::Annex),
        Form::Archive => return None,
    };
    Some((relation, all.iter().find(|other| other.form == with)?))
}

fn xml(about: About<'_>, document: &Document<'_>, all: &[Document<'_>], comment: &[String]) -> Vec<u8> {
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
                // The number was given to the report, not to each of its forms.
                if let Some(number) = document.number(about).filter(|_| document.form != Form::Html) {
                    xml.leaf("diwoo:identifier", number);
                }
                xml.leaf("diwoo:identifier", &identifier(about, document));
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
            xml.leaf("diwoo:creatiedatum", &about.report.status.day().to_string());
            xml.leaf_with("diwoo:language", &[("resource", DUTCH.0)], DUTCH.1);
            let format = if document.form == Form::Html { HTML } else { PDF };
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
            if let Some((role, other)) = relation(document, all) {
                xml.group("diwoo:documentrelaties", &[], |xml| {
                    xml.group("diwoo:documentrelatie", &[], |xml| {
                        term(xml, "diwoo:role", role);
                        let resource = identifier(about, other);
                        xml.leaf_with("diwoo:relation", &[("resource", &resource)], other.title);
                    });
                });
            }
        });
    });
    xml.into_bytes()
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
        with_report(|about| {
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
                "documentrelaties",
            ];
            assert_eq!(parts, order.map(|part| format!("diwoo:{part}")));
            assert_eq!(children(&xml, "diwoo:documenthandelingen"), ["diwoo:documenthandeling"; 2]);
            assert_eq!(text_of(&xml, "diwoo:atTime"), "2022-06-07T00:00:00");
            // The concept was of 15 April; this version states that it was presented.
            assert_eq!(text_of(&xml, "diwoo:creatiedatum"), "2022-06-14");
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

    /// Three documents are published, each with an identifier of its own, and each relation is to one of them.
    #[test]
    fn what_is_published_belongs_together() {
        with_report(|about| {
            let files = files(About { stamp: Some("RIS312345"), ..about }, &FileNames::of(about));
            let read = |file: &File| {
                let xml = String::from_utf8(file.bytes.clone()).unwrap();
                let identifiers: Vec<String> = xml
                    .split("<diwoo:identifier>")
                    .skip(1)
                    .map(|rest| rest.split_once('<').unwrap().0.to_owned())
                    .collect();
                let relation = &xml[xml.find("<diwoo:documentrelatie>").unwrap()..];
                let resource = relation.rsplit_once("<diwoo:relation resource=\"").unwrap().1;
                let resource = resource.split_once('"').unwrap().0.to_owned();
                (identifiers, text_of(relation, "diwoo:role"), resource)
            };
            let (annex, report, web) = (read(&files[0]), read(&files[1]), read(&files[2]));
            let own = |what: &str| format!("den-haag-zuidwest/2021/{what}/1.0");
            assert_eq!(annex.0.last(), Some(&own("raadsbijlage")));
            assert_eq!(report.0, ["RIS312345".to_owned(), own("verslag")]);
            assert_eq!(web.0, [own("webversie")]);
            assert_eq!((annex.1.as_str(), annex.2), ("verwijst naar", own("verslag")));
            assert_eq!((report.1.as_str(), report.2), ("heeft bijlage", own("raadsbijlage")));
            assert_eq!((web.1.as_str(), web.2), ("verwijst naar", own("verslag")));
        });
    }

    /// The annex and the report are two papers, with a number each.
    #[test]
    fn the_number_that_was_assigned_is_an_identifier_of_its_own_paper() {
        with_report(|about| {
            let of = |about: About<'_>| -> Vec<String> {
                let files = files(about, &FileNames::of(about)).into_iter();
                files.map(|file| text_of(&String::from_utf8(file.bytes).unwrap(), "diwoo:identifier")).collect()
            };
            let own = |what: &str| format!("den-haag-zuidwest/2021/{what}/1.0");
            let numbered = About { stamp: Some("RIS312345"), ..about };
            assert_eq!(of(numbered), [own("raadsbijlage"), "RIS312345".to_owned(), own("webversie")]);
            let both = About { annex_stamp: Some("RIS312346"), ..numbered };
            assert_eq!(of(both), ["RIS312346".to_owned(), "RIS312345".to_owned(), own("webversie")]);
        });
    }
}
