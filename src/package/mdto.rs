//! MDTO: metadata for an archive. An Informatieobject for the report and one for the council annex, and
//! a Bestand for each file that represents them.
//!
//! The form is that of MDTO-XML 1.0.1 (<https://www.nationaalarchief.nl/archiveren/mdto/xml-schema>): the
//! elements in the order of the schema, in the namespace <https://www.nationaalarchief.nl/mdto>. Where MDTO
//! has a list of its own (<https://www.nationaalarchief.nl/archiveren/mdto/begrippenlijsten>: aggregatieniveau,
//! waardering, beperking, relation, algorithm of a checksum), the word is of that list;
//! where that list is open and has no word for it (kinds of events, of a period), it is of [`OWN`].
//!
//! *Waardering*, and the *beperking* of what is adopted, stand there only when the dossier gives them. Without them
//! the file lacks what the schema asks; it says so, and so does its name. Of what is not adopted the status is reason
//! enough to say that it is not public yet. The day of a checksum is that on which the report got its
//! status: the program has no clock, and its checksum is the same whenever it is computed.
//!
//! What this makes was held against the schemas 1.0.1 and 1.0.2 of the Nationaal Archief. They have no
//! licence that lets them stand in this repository, so the tests hold their rules: which elements there
//! must be, and in which order.

use super::xml::Xml;
use super::{About, Document, File, FileNames, Form};
use crate::format;
use crate::model::{Appraisal, Archive, Body, Date, Organisation, Restriction, Stage, Text};
use crate::world::sha256;

/// Where its files stand in the package.
pub(super) const FOLDER: &str = "metagegevens/mdto/";

const NAMESPACE: &str = "https://www.nationaalarchief.nl/mdto";
const SCHEMA: &str = "https://www.nationaalarchief.nl/mdto https://www.nationaalarchief.nl/mdto/MDTO-XML1.0.1.xsd";

/// The list of the words that MDTO leaves to whoever makes the metadata.
const OWN: &str = "Begrippen van het programma voortgang";

/// The list of the kinds of events of MDTO.
const EVENTS: &str = "Begrippenlijst EventTypeLijst MDTO";

/// The list of the relations of MDTO.
const RELATIONS: &str = "Begrippenlijst Relatietypen (informatieobject) MDTO";

/// The list of the restrictions of MDTO.
const RESTRICTIONS: &str = "Begrippenlijst BeperkingGebruikTypeLijst MDTO";

pub(super) fn files(about: About<'_>, names: &FileNames, made: &[File]) -> Vec<File> {
    let documents = names.documents();
    let annex: Vec<&Document<'_>> = documents.iter().filter(|one| one.form == Form::Annex).collect();
    let report: Vec<&Document<'_>> = documents.iter().filter(|one| one.form != Form::Annex).collect();
    let mut files = Vec::new();
    for represented in [annex, report] {
        let incomplete = if lacking(about).is_empty() { "" } else { ".onvolledig" };
        let Some(first) = represented.first() else { continue };
        let other = documents.iter().find(|one| one.form.document() != first.form.document());
        let record = made.iter().find(|file| first.form == Form::Delivery && file.name == first.name);
        files.push(File {
            name: format!("{FOLDER}{}.informatieobject{incomplete}.xml", first.short),
            bytes: information_object(about, &represented, other, record),
            about: format!("Gegevens voor het archief: {}", first.title),
        });
        for document in represented {
            let Some(file) = made.iter().find(|file| file.name == document.name) else { continue };
            files.push(File {
                name: format!("{FOLDER}{}.bestand.xml", document.short),
                bytes: bestand(about, document, file),
                about: format!("Gegevens voor het archief bij het bestand {}", document.name),
            });
        }
    }
    files
}

/// Whether the dossier does not say whose archive the report is in.
fn lacks_creator(about: About<'_>) -> bool {
    let said = about.dossier.deal.archive.as_ref().is_some_and(|archive| archive.creator.is_some());
    !said && about.organisation().name.is_none()
}

/// Whether the dossier does not say whether the report is kept.
pub(super) fn lacks_appraisal(about: About<'_>) -> bool {
    about.dossier.deal.archive.as_ref().is_none_or(|archive| archive.appraisal.is_none())
}

/// Whether the dossier does not say whether the use of the report is restricted, or how.
pub(super) fn lacks_restriction(about: About<'_>) -> bool {
    let archive = about.dossier.deal.archive.as_ref();
    archive.is_none_or(|archive| match archive.restriction {
        None => true,
        Some(Restriction::Other) => archive.restriction_note.is_none(),
        Some(Restriction::Unrestricted | Restriction::Undecided) => false,
    })
}

/// What the schema asks and the dossier does not say.
fn lacking(about: About<'_>) -> Vec<String> {
    let of_archivist = |lack: &str| format!("{lack}. De archivaris bepaalt die; zet haar in deal.yaml bij archief");
    let mut lacking = Vec::new();
    if lacks_creator(about) {
        lacking
            .push("de archiefvormer. Zet in deal.yaml bij kenmerken welke organisatie het verslag aanbiedt".to_owned());
    }
    if lacks_appraisal(about) {
        lacking.push(of_archivist("de waardering"));
    }
    if is_adopted(about) && lacks_restriction(about) {
        lacking.push(of_archivist("de beperking op het gebruik"));
    }
    lacking
}

fn is_adopted(about: About<'_>) -> bool {
    about.report.status.stage() >= Stage::Adopted
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

/// A document, with the files that represent it, the document that belongs to it, and its authentic record when it
/// has more than one file.
fn information_object(
    about: About<'_>,
    represented: &[&Document<'_>],
    other: Option<&Document<'_>>,
    record: Option<&File>,
) -> Vec<u8> {
    let Some(document) = represented.first() else { return Vec::new() };
    let (deal, report) = (&about.dossier.deal, about.report);
    let archive = deal.archive.as_ref();
    let to_fill = |lack| format!("Onvolledig: er ontbreekt {lack}.");
    let comment: Vec<String> = lacking(about).into_iter().map(to_fill).collect();
    root(&comment, |xml| {
        xml.group("informatieobject", &[], |xml| {
            identifications(xml, about, document);
            xml.leaf("naam", document.title);
            concept(xml, "aggregatieniveau", "Archiefstuk", None, "Begrippenlijst Aggregatieniveaus MDTO");
            xml.leaf("trefwoord", "Regio Deal");
            xml.leaf("omschrijving", &document.description(about));
            if let Some(record) = record {
                let (name, sum) = (&record.name, sha256(&record.bytes));
                let what = "De andere bestanden zijn andere vormen van hetzelfde verslag.";
                xml.leaf("omschrijving", &format!("Authentiek: bestand {name}, SHA-256 {sum}. {what}"));
            }
            xml.group("dekkingInTijd", &[], |xml| {
                concept(xml, "dekkingInTijdType", "Verslagperiode", None, OWN);
                xml.leaf("dekkingInTijdBegindatum", &report.period.from.to_string());
                xml.leaf("dekkingInTijdEinddatum", &report.period.to.to_string());
            });
            xml.group("dekkingInRuimte", &[], |xml| xml.leaf("verwijzingNaam", deal.area.name.as_str()));
            xml.leaf("taal", "nl");
            for Event { step, list, day, result } in events(about) {
                xml.group("event", &[], |xml| {
                    concept(xml, "eventType", &step, None, list);
                    xml.leaf("eventTijd", &day.to_string());
                    if let Some(result) = result {
                        xml.leaf("eventResultaat", &result);
                    }
                });
            }
            appraisal(xml, archive);
            for one in represented {
                xml.group("heeftRepresentatie", &[], |xml| reference(xml, one));
            }
            if let Some(other) = other {
                related(xml, about, document, other);
            }
            creator(xml, about, archive);
            restriction(xml, about, archive);
        });
    })
}

/// The annex is about the report: it refers to it, and the report is referred to.
fn related(xml: &mut Xml, about: About<'_>, document: &Document<'_>, other: &Document<'_>) {
    let relation = if document.form == Form::Annex { "Refereert aan" } else { "Wordt aangehaald door" };
    xml.group("gerelateerdInformatieobject", &[], |xml| {
        xml.group("gerelateerdInformatieobjectVerwijzing", &[], |xml| information_object_reference(xml, about, other));
        concept(xml, "gerelateerdInformatieobjectTypeRelatie", relation, None, RELATIONS);
    });
}

/// What the archivist decided of an adopted report; of one that is not adopted, what follows from that.
fn restriction(xml: &mut Xml, about: About<'_>, archive: Option<&Archive>) {
    let (label, list, note) = if is_adopted(about) {
        let Some((archive, restriction)) = archive.and_then(|archive| Some((archive, archive.restriction?))) else {
            return;
        };
        if lacks_restriction(about) {
            return;
        }
        let label = match restriction {
            Restriction::Unrestricted => "Geen beperking",
            Restriction::Undecided => "Nader te bepalen",
            Restriction::Other => "Overig",
        };
        (label, RESTRICTIONS, archive.restriction_note.as_ref().map(ToString::to_string))
    } else {
        let step = about.report.status.stage().word();
        let why = format!("Het verslag is nog niet vastgesteld (status: {step}).");
        ("Nog niet openbaar", OWN, Some(why))
    };
    xml.group("beperkingGebruik", &[], |xml| {
        concept(xml, "beperkingGebruikType", label, None, list);
        if let Some(note) = note {
            xml.leaf("beperkingGebruikNadereBeschrijving", &note);
        }
    });
}

/// Something that happened to the document, or to the report that it is.
struct Event {
    step: String,
    list: &'static str,
    day: Date,
    result: Option<String>,
}

/// The steps that the report went through. This version was created with the last of them, whose status it states;
/// the concept was another document.
fn events(about: About<'_>) -> Vec<Event> {
    let (report, status) = (about.report, &about.report.status);
    let this = format!("Deze versie: {}, met de status {}.", report.version, status.stage().word());
    let creation = Event { step: "Creatie".to_owned(), list: EVENTS, day: status.day(), result: Some(this) };
    let body = about.organisation().body;
    let steps = [
        ("Concept gereed".to_owned(), Some(status.concept)),
        ("Besproken in het overleg".to_owned(), status.discussed),
        (format::capitalised(&body.adopted()), status.adopted),
        (format::capitalised(&body.presented()), status.presented),
    ];
    let taken = steps.into_iter().filter_map(|(step, day)| Some(Event { step, list: OWN, day: day?, result: None }));
    taken.chain([creation]).collect()
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
    let publisher = about.organisation();
    let own = archive.and_then(|archive| archive.creator.as_ref());
    let Some(name) = own.map(Text::as_str).or(publisher.name.as_deref()) else { return };
    xml.group("archiefvormer", &[], |xml| {
        xml.leaf("verwijzingNaam", name);
        if let Some(code) = code(&publisher).filter(|_| own.is_none()) {
            let register = register(&publisher);
            xml.group("verwijzingIdentificatie", &[], |xml| identification(xml, code, register));
        }
    });
}

/// The code of an organisation in the register TOOI, such as `gm0518`.
fn code(organisation: &Organisation) -> Option<&str> {
    organisation.address.as_deref()?.rsplit('/').next()
}

/// The part of the register that holds it.
const fn register(organisation: &Organisation) -> &'static str {
    match organisation.body {
        Body::Municipality => "TOOI register Gemeenten compleet",
        Body::Province => "TOOI register Provincies compleet",
        Body::WaterBoard => "TOOI register Waterschappen compleet",
        Body::Other | Body::Unknown => "TOOI",
    }
}

fn bestand(about: About<'_>, document: &Document<'_>, file: &File) -> Vec<u8> {
    let (pronom, code) = document.form.pronom();
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
                concept(xml, "checksumAlgoritme", "SHA-256", None, "Begrippenlijst ChecksumAlgoritme MDTO");
                xml.leaf("checksumWaarde", &sha256(&file.bytes));
                xml.leaf("checksumDatum", &format!("{}T00:00:00", about.report.status.day()));
            });
            xml.group("isRepresentatieVan", &[], |xml| information_object_reference(xml, about, document));
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

/// A reference to a document, whichever file represents it.
fn information_object_reference(xml: &mut Xml, about: About<'_>, document: &Document<'_>) {
    xml.leaf("verwijzingNaam", document.title);
    xml.group("verwijzingIdentificatie", &[], |xml| identification(xml, &document.id(about), ID));
}

/// A reference to a file.
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
    use super::super::tests::{OF_OVERIJSSEL, children, text_of, with_changed_report, with_report, with_report_of};
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
        "\narchief:\n  waardering: tijdelijk-te-bewaren\n  bewaartermijn-jaren: 10\n  selectielijst: Selectielijst van het voorbeeld\n  categorie: \"1.1\"\n  beperking: geen-beperking\n\nafkortingen:\n",
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
                "omschrijving",
                "dekkingInTijd",
                "dekkingInRuimte",
                "taal",
                "event",
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
                "gerelateerdInformatieobject",
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

    /// The reference report of 2021 was a concept on 15 April and was presented on 14 June 2022, in version 1.0.
    #[test]
    fn this_version_was_created_on_the_day_of_its_status() {
        with_report(|about| {
            let xml = text(&made(about), "2-verslag.informatieobject.onvolledig.xml");
            let events: Vec<(String, String)> = xml
                .split("<event>")
                .skip(1)
                .map(|event| (text_of(event, "begripLabel"), text_of(event, "eventTijd")))
                .collect();
            let expected = [
                ("Concept gereed", "2022-04-15"),
                ("Besproken in het overleg", "2022-05-12"),
                ("Vastgesteld door het college", "2022-06-07"),
                ("Aangeboden aan de gemeenteraad en het Rijk", "2022-06-14"),
                ("Creatie", "2022-06-14"),
            ];
            assert_eq!(events, expected.map(|(step, day)| (step.to_owned(), day.to_owned())));
            assert_eq!(text_of(&xml, "eventResultaat"), "Deze versie: 1.0, met de status aangeboden.");
        });
    }

    #[test]
    fn a_file_has_its_size_format_and_checksum() {
        with_report(|about| {
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
        with_report(|about| {
            let xml = text(&made(about), "2-verslag.informatieobject.onvolledig.xml");
            assert!(!xml.contains("<waardering>") && xml.contains("er ontbreekt de waardering"));
        });
    }

    #[test]
    fn a_restriction_is_never_invented() {
        let archive = |lines: &str| format!("\narchief:\n  waardering: blijvend-te-bewaren\n{lines}\nafkortingen:\n");
        for lines in ["", "  beperking: overig\n"] {
            with_changed_report(&[("\nafkortingen:\n", &archive(lines))], |about| {
                let xml = text(&made(about), "2-verslag.informatieobject.onvolledig.xml");
                assert!(
                    !xml.contains("<beperkingGebruik>") && xml.contains("er ontbreekt de beperking op het gebruik")
                );
                assert!(!xml.contains("ontbreekt de waardering"));
            });
        }
        let given = archive("  beperking: overig\n  beperking-toelichting: De foto van het plein is niet vrij.\n");
        with_changed_report(&[("\nafkortingen:\n", &given)], |about| {
            let xml = text(&made(about), "2-verslag.informatieobject.xml");
            let restriction = &xml[xml.find("<beperkingGebruik>").unwrap()..];
            assert_eq!(text_of(restriction, "begripLabel"), "Overig");
            assert_eq!(text_of(restriction, "verwijzingNaam"), RESTRICTIONS);
            let note = "De foto van het plein is niet vrij.";
            assert_eq!(text_of(restriction, "beperkingGebruikNadereBeschrijving"), note);
        });
        // What is not adopted is not public, whatever the archivist says of the report that will be.
        let changes =
            [("\nafkortingen:\n", given.as_str()), ("  vastgesteld: 2022-06-07\n  aangeboden: 2022-06-14\n", "")];
        with_changed_report(&changes, |about| {
            let xml = text(&made(about), "2-verslag.informatieobject.xml");
            let restriction = &xml[xml.find("<beperkingGebruik>").unwrap()..];
            assert_eq!(text_of(restriction, "begripLabel"), "Nog niet openbaar");
            let why = "Het verslag is nog niet vastgesteld (status: besproken).";
            assert_eq!(text_of(restriction, "beperkingGebruikNadereBeschrijving"), why);
        });
    }

    #[test]
    fn it_says_which_file_is_authentic_and_what_belongs_to_it() {
        with_report(|about| {
            let (made, names) = (made(about), FileNames::of(about));
            let of = |short: &str| text(&made, &format!("{short}.informatieobject.onvolledig.xml"));
            let (annex, report) = (of("1-raadsbijlage"), of("2-verslag"));
            let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
            assert!(report.contains(&format!("Authentiek: bestand {}, SHA-256 {abc}.", names.delivery)), "{report}");
            assert!(!annex.contains("Authentiek"));
            for (xml, relation, other) in [
                (&annex, "Refereert aan", "den-haag-zuidwest/2021/verslag/1.0"),
                (&report, "Wordt aangehaald door", "den-haag-zuidwest/2021/raadsbijlage/1.0"),
            ] {
                let related = &xml[xml.find("<gerelateerdInformatieobject>").unwrap()..];
                assert_eq!(text_of(related, "begripLabel"), relation);
                assert_eq!(text_of(related, "identificatieKenmerk"), other);
            }
        });
    }

    /// Several parties signed for Twente. None of them is taken for who archives, unless the dossier says so.
    #[test]
    fn who_archives_it_is_said_by_the_dossier_or_left_open() {
        with_report_of("portfolio/deals/twente", &[], |about| {
            let xml = text(&made(about), "2-verslag.informatieobject.onvolledig.xml");
            assert!(!xml.contains("Overijssel") && xml.contains("er ontbreekt de archiefvormer"), "{xml}");
            assert!(xml.contains("<begripLabel>Aangeboden</begripLabel>"), "{xml}");
        });
        with_report_of("portfolio/deals/twente", &[OF_OVERIJSSEL], |about| {
            let xml = text(&made(about), "2-verslag.informatieobject.onvolledig.xml");
            for said in ["<verwijzingNaam>provincie Overijssel<", ">TOOI register Provincies compleet<"] {
                assert!(xml.contains(said), "{said}\n{xml}");
            }
        });
    }
}
