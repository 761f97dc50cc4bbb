//! MDTO: metadata for an archive. An Informatieobject for the report and one for the council annex, and
//! a Bestand for each file that represents them.
//!
//! The form is that of MDTO-XML 1.0.1 (<https://www.nationaalarchief.nl/archiveren/mdto/xml-schema>): the
//! elements in the order of the schema, in the namespace <https://www.nationaalarchief.nl/mdto>. Where MDTO
//! has a list of its own (aggregatieniveau, waardering, algorithm of a checksum), the word is of that list;
//! where it leaves the list open (kinds of events, of a period, of a relation), it is of [`OWN`].
//!
//! *Waardering* stands there only when the dossier gives it. Without it the file lacks what the schema
//! asks; it says so, and so does its name. The day of a checksum is that on which the report got its
//! status: the program has no clock, and its checksum is the same whenever it is computed.
//!
//! What this makes was held against the schemas 1.0.1 and 1.0.2 of the Nationaal Archief. They have no
//! licence that lets them stand in this repository, so the tests hold their rules: which elements there
//! must be, and in which order.

use chrono::NaiveDate;

use super::xml::Xml;
use super::{About, Document, Edition, File, FileNames, names, organisation};
use crate::format;
use crate::model::{Appraisal, Archive, Stage, Text};
use crate::world::sha256;

const NAMESPACE: &str = "https://www.nationaalarchief.nl/mdto";
const SCHEMA: &str = "https://www.nationaalarchief.nl/mdto https://www.nationaalarchief.nl/mdto/MDTO-XML1.0.1.xsd";

/// The list of the words that MDTO leaves to whoever makes the metadata.
const OWN: &str = "Begrippen van het programma voortgang";

pub(super) fn files(about: About<'_>, names: &FileNames, made: &[File]) -> Vec<File> {
    let documents = names.documents();
    let annex: Vec<&Document<'_>> = documents.iter().filter(|one| one.edition == Edition::Annex).collect();
    let report: Vec<&Document<'_>> = documents.iter().filter(|one| one.edition != Edition::Annex).collect();
    let mut files = Vec::new();
    for (short, represented) in [("1-raadsbijlage", annex), ("2-verslag", report)] {
        let incomplete = if lacks_appraisal(about) || lacks_creator(about) { ".onvolledig" } else { "" };
        let Some(first) = represented.first() else { continue };
        files.push(File {
            name: format!("metagegevens/mdto/{short}.informatieobject{incomplete}.xml"),
            bytes: information_object(about, &represented),
            about: format!("Gegevens voor het archief: {}", first.title),
        });
        for document in represented {
            let Some(file) = made.iter().find(|file| file.name == document.name) else { continue };
            files.push(File {
                name: format!("metagegevens/mdto/{}.bestand.xml", document.short),
                bytes: bestand(about, document, file),
                about: format!("Gegevens voor het archief bij het bestand {}", document.name),
            });
        }
    }
    files
}

/// Whether the dossier does not say whose archive the report is in.
pub(super) fn lacks_creator(about: About<'_>) -> bool {
    let said = about.dossier.deal.archive.as_ref().is_some_and(|archive| archive.creator.is_some());
    !said && organisation::of(about).name.is_none()
}

/// Whether the dossier does not say whether the report is kept.
pub(super) fn lacks_appraisal(about: About<'_>) -> bool {
    about.dossier.deal.archive.as_ref().is_none_or(|archive| archive.appraisal.is_none())
}

fn root(comment: &[String], inner: impl FnOnce(&mut Xml)) -> Vec<u8> {
    let mut xml = Xml::new(comment);
    let attributes = [
        ("xmlns", NAMESPACE),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ("xsi:schemaLocation", SCHEMA),
    ];
    xml.group("MDTO", &attributes, inner);
    xml.into_bytes()
}

fn information_object(about: About<'_>, represented: &[&Document<'_>]) -> Vec<u8> {
    let Some(document) = represented.first() else { return Vec::new() };
    let (deal, report) = (&about.dossier.deal, about.report);
    let archive = deal.archive.as_ref();
    let mut comment = Vec::new();
    if lacks_appraisal(about) {
        comment.push(
            "Onvolledig: er ontbreekt de waardering. De archivaris bepaalt die; zet haar in deal.yaml bij archief."
                .to_owned(),
        );
    }
    if lacks_creator(about) {
        comment.push(
            "Onvolledig: er ontbreekt de archiefvormer. Zet in deal.yaml bij kenmerken welke organisatie het verslag aanbiedt."
                .to_owned(),
        );
    }
    root(&comment, |xml| {
        xml.group("informatieobject", &[], |xml| {
            identifications(xml, about, document);
            xml.leaf("naam", document.title);
            concept(xml, "aggregatieniveau", "Archiefstuk", None, "Begrippenlijst Aggregatieniveaus MDTO");
            xml.leaf("trefwoord", "Regio Deal");
            xml.leaf("omschrijving", &document.description(about));
            xml.group("dekkingInTijd", &[], |xml| {
                concept(xml, "dekkingInTijdType", "Verslagperiode", None, OWN);
                xml.leaf("dekkingInTijdBegindatum", &report.period.from.to_string());
                xml.leaf("dekkingInTijdEinddatum", &report.period.to.to_string());
            });
            xml.group("dekkingInRuimte", &[], |xml| xml.leaf("verwijzingNaam", deal.area.name.as_str()));
            xml.leaf("taal", "nl");
            for (step, list, day) in events(about) {
                xml.group("event", &[], |xml| {
                    concept(xml, "eventType", &step, None, list);
                    xml.leaf("eventTijd", &day.to_string());
                });
            }
            appraisal(xml, archive);
            for one in represented {
                xml.group("heeftRepresentatie", &[], |xml| reference(xml, one));
            }
            creator(xml, about, archive);
            xml.group("beperkingGebruik", &[], |xml| {
                if report.status.stage() < Stage::Adopted {
                    concept(xml, "beperkingGebruikType", "Nog niet openbaar", None, OWN);
                    let step = report.status.stage().word();
                    let why = format!("Het verslag is nog niet vastgesteld (status: {step}).");
                    xml.leaf("beperkingGebruikNadereBeschrijving", &why);
                } else {
                    concept(xml, "beperkingGebruikType", "Geen beperking", None, OWN);
                    let photos = if report.images.is_empty() { "" } else { " Bij elk beeld staat wie het maakte." };
                    let why =
                        format!("Gemaakt om openbaar te worden; kleine aantallen mensen zijn weggelaten.{photos}");
                    xml.leaf("beperkingGebruikNadereBeschrijving", &why);
                }
            });
        });
    })
}

/// The steps that the report went through.
fn events(about: About<'_>) -> Vec<(String, &'static str, NaiveDate)> {
    let status = &about.report.status;
    let body = organisation::of(about).body;
    let steps = [
        ("Creatie".to_owned(), "Begrippenlijst EventTypeLijst MDTO", Some(status.concept)),
        ("Besproken in het overleg".to_owned(), OWN, status.discussed),
        (format::capitalised(&body.adopted()), OWN, status.adopted),
        (format::capitalised(&body.presented()), OWN, status.presented),
    ];
    steps.into_iter().filter_map(|(step, list, day)| Some((step, list, *day?))).collect()
}

/// Waardering, bewaartermijn and informatiecategorie, each only as the dossier gives it.
fn appraisal(xml: &mut Xml, archive: Option<&Archive>) {
    let Some(archive) = archive else { return };
    if let Some(appraisal) = archive.appraisal {
        let (label, code) = match appraisal {
            Appraisal::Permanent => ("Blijvend te bewaren", "B"),
            Appraisal::Temporary => ("Tijdelijk te bewaren", "V"),
            Appraisal::Undecided => ("Nader te bepalen", "N"),
        };
        concept(xml, "waardering", label, Some(code), "Begrippenlijst Waarderingen MDTO");
    }
    if let Some(years) = archive.retention_years {
        xml.group("bewaartermijn", &[], |xml| xml.leaf("termijnLooptijd", &format!("P{}Y", years.0)));
    }
    if let Some((category, list)) = archive.category.as_ref().zip(archive.selection_list.as_ref()) {
        concept(xml, "informatiecategorie", category.as_str(), None, list.as_str());
    }
}

fn creator(xml: &mut Xml, about: About<'_>, archive: Option<&Archive>) {
    let publisher = organisation::of(about);
    let own = archive.and_then(|archive| archive.creator.as_ref());
    let Some(name) = own.map(Text::as_str).or(publisher.name.as_deref()) else { return };
    xml.group("archiefvormer", &[], |xml| {
        xml.leaf("verwijzingNaam", name);
        if let Some(code) = organisation::code(&publisher).filter(|_| own.is_none()) {
            let register = organisation::register(&publisher);
            xml.group("verwijzingIdentificatie", &[], |xml| identification(xml, code, register));
        }
    });
}

fn bestand(about: About<'_>, document: &Document<'_>, file: &File) -> Vec<u8> {
    let (pronom, code) = document.edition.pronom();
    let comment =
        ["checksumDatum is de dag waarop het verslag zijn status kreeg: het programma kent geen klok.".to_owned()];
    root(&comment, |xml| {
        xml.group("bestand", &[], |xml| {
            xml.group("identificatie", &[], |xml| {
                identification(xml, document.name, "Bestandsnaam in het griffiepakket");
            });
            xml.leaf("naam", document.name);
            xml.leaf("omvang", &file.bytes.len().to_string());
            concept(xml, "bestandsformaat", pronom, Some(code), "PRONOM-register");
            xml.group("checksum", &[], |xml| {
                concept(xml, "checksumAlgoritme", "SHA256", None, "Begrippenlijst ChecksumAlgoritme MDTO");
                xml.leaf("checksumWaarde", &sha256(&file.bytes));
                xml.leaf("checksumDatum", &format!("{}T00:00:00", names::status_day(about)));
            });
            xml.group("isRepresentatieVan", &[], |xml| {
                xml.leaf("verwijzingNaam", document.title);
                xml.group("verwijzingIdentificatie", &[], |xml| identification(xml, &document.id(about), ID));
            });
        });
    })
}

/// Where the identification of a document comes from.
const ID: &str = "Deal, verslag en versie, door het programma voortgang";

fn identifications(xml: &mut Xml, about: About<'_>, document: &Document<'_>) {
    xml.group("identificatie", &[], |xml| identification(xml, &document.id(about), ID));
    if let Some(number) = document.number(about) {
        xml.group("identificatie", &[], |xml| identification(xml, number, "Registratie van de griffie"));
    }
}

fn identification(xml: &mut Xml, number: &str, source: &str) {
    xml.leaf("identificatieKenmerk", number);
    xml.leaf("identificatieBron", source);
}

fn reference(xml: &mut Xml, document: &Document<'_>) {
    xml.leaf("verwijzingNaam", document.name);
    xml.group("verwijzingIdentificatie", &[], |xml| {
        identification(xml, document.name, "Bestandsnaam in het griffiepakket");
    });
}

/// A word of a list.
fn concept(xml: &mut Xml, name: &str, label: &str, code: Option<&str>, list: &str) {
    xml.group(name, &[], |xml| {
        xml.leaf("begripLabel", label);
        if let Some(code) = code {
            xml.leaf("begripCode", code);
        }
        xml.group("begripBegrippenlijst", &[], |xml| xml.leaf("verwijzingNaam", list));
    });
}

#[cfg(test)]
mod tests {
    use super::super::tests::{children, text_of, with_changed_report, with_report};
    use super::*;

    fn made(about: About<'_>) -> Vec<File> {
        let names = FileNames::of(about);
        let pdf = |name: &str| File { name: name.to_owned(), bytes: b"abc".to_vec(), about: String::new() };
        files(about, &names, &[pdf(&names.annex), pdf(&names.delivery), pdf(&names.archive), pdf(&names.html)])
    }

    fn text(files: &[File], name: &str) -> String {
        let file = files.iter().find(|file| file.name.ends_with(name));
        String::from_utf8(file.unwrap_or_else(|| panic!("no {name}")).bytes.clone()).unwrap()
    }

    const ARCHIVE: (&str, &str) = (
        "\nafkortingen:\n",
        "\narchief:\n  waardering: tijdelijk-te-bewaren\n  bewaartermijn-jaren: 10\n  selectielijst: Selectielijst van het voorbeeld\n  categorie: \"1.1\"\n\nafkortingen:\n",
    );

    /// The rules of MDTO-XML 1.0.1: what is required, and the order of the elements.
    #[test]
    fn an_information_object_has_its_elements_in_the_order_of_the_schema() {
        with_changed_report(&[ARCHIVE], |about| {
            let xml = text(&made(about), "2-verslag.informatieobject.xml");
            let order = [
                "identificatie",
                "naam",
                "aggregatieniveau",
                "trefwoord",
                "omschrijving",
                "dekkingInTijd",
                "dekkingInRuimte",
                "taal",
                "event",
                "event",
                "event",
                "event",
                "waardering",
                "bewaartermijn",
                "informatiecategorie",
                "heeftRepresentatie",
                "heeftRepresentatie",
                "heeftRepresentatie",
                "archiefvormer",
                "beperkingGebruik",
            ];
            assert_eq!(children(&xml, "informatieobject"), order);
            assert_eq!(children(&xml, "waardering"), ["begripLabel", "begripCode", "begripBegrippenlijst"]);
            assert!(
                xml.contains("<begripCode>V</begripCode>") && xml.contains("<termijnLooptijd>P10Y</termijnLooptijd>")
            );
            assert!(xml.contains("<identificatieKenmerk>gm0518</identificatieKenmerk>"));
        });
    }

    #[test]
    fn a_file_has_its_size_format_and_checksum() {
        with_report("", |about| {
            let xml = text(&made(about), "2-verslag.bestand.xml");
            let order = ["identificatie", "naam", "omvang", "bestandsformaat", "checksum", "isRepresentatieVan"];
            assert_eq!(children(&xml, "bestand"), order);
            assert_eq!(text_of(&xml, "omvang"), "3");
            assert_eq!(text_of(&xml, "begripCode"), "fmt/479");
            let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
            assert_eq!(text_of(&xml, "checksumWaarde"), abc);
            assert_eq!(text_of(&xml, "checksumDatum"), "2022-06-14T00:00:00");
            assert_eq!(text_of(&text(&made(about), "3-archiefexemplaar.bestand.xml"), "begripCode"), "fmt/476");
        });
    }

    #[test]
    fn a_waardering_is_never_invented() {
        with_report("", |about| {
            let xml = text(&made(about), "2-verslag.informatieobject.onvolledig.xml");
            assert!(!xml.contains("<waardering>") && xml.contains("er ontbreekt de waardering"));
        });
    }
}
