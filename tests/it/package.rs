//! The council package: everything in it, the same each time, and nothing that is not public.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use insta::assert_snapshot;
use lopdf::Document;
use roxmltree::{Node, ParsingOptions};
use voortgang::pipeline;
use voortgang::world::Folder;
use zip::ZipArchive;

use crate::case::{Case, fixture};

/// All files under a folder, by their path from it.
fn files(folder: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            files(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}

/// The package of a fixture, its zip beside it, and what was said of it.
fn package(name: &str) -> (BTreeMap<String, Vec<u8>>, String) {
    let case = Case::new().dossier(name).args(["griffie", name, "--jaar", "2021", "--uitvoer", "uit"]);
    let (_, said) = case.run().says();
    let mut found = BTreeMap::new();
    files(&case.path("uit"), "", &mut found);
    (found, said)
}

#[test]
fn two_runs_give_the_same_bytes() {
    let ((first, said), (again, _)) = (package("minimaal"), package("minimaal"));
    assert!(first.keys().any(|name| name.ends_with(".zip")), "{:?}", first.keys());
    for (name, bytes) in &first {
        assert!(again.get(name) == Some(bytes), "{name} differs");
    }
    assert_eq!(first.len(), again.len());
    let lacking: Vec<&str> = said.lines().filter(|line| line.starts_with("let op: ")).collect();
    assert_snapshot!(lacking.join("\n"), @"
    let op: in het dossier ontbreekt de naam van wie het verslag aanbiedt, zoals die in het register TOOI staat (`kenmerken`, `organisatie`)
    let op: in het dossier ontbreekt de TOOI-code van wie het verslag aanbiedt (`kenmerken`, `tooi-id`)
    let op: in het dossier ontbreekt de portefeuillehouder (`kenmerken`, `portefeuillehouder`)
    let op: in het dossier ontbreekt de raadscommissie die het bespreekt (`kenmerken`, `commissie`)
    let op: in het dossier ontbreekt het kenmerk van het verslag (als het er is: maak het pakket opnieuw met `--kenmerk RIS123456`)
    let op: in het dossier ontbreekt het kenmerk van de raadsbijlage, dat een ander is (dan ook met `--kenmerk-bijlage RIS123457`)
    let op: in het dossier ontbreekt de vaststelling: de Woo-gegevens worden pas volledig na vaststelling (`verslagen/2021.yaml`, `status`, `vastgesteld`)
    let op: in het dossier ontbreekt de dag van aanbieding: de brief heeft nog geen datum (`verslagen/2021.yaml`, `status`, `aangeboden`)
    let op: in het dossier ontbreekt de waardering voor het archief, door de archivaris (`archief`, `waardering`)
    let op: in het dossier ontbreekt of het gebruik is beperkt, door de archivaris (`archief`, `beperking`)
    ");
    let (_, to_paste) = said.split_once("\n\n").unwrap();
    assert_snapshot!(to_paste, @"
    Zet onderaan in `deal.yaml`:

    kenmerken:
      organisatie: NOG INVULLEN – welke gemeente of provincie het verslag aanbiedt, zoals gemeente Den Haag
      tooi-id: NOG INVULLEN – de code van die organisatie in het register TOOI, zoals gm0518 of pv28
      portefeuillehouder: NOG INVULLEN – wie verantwoordelijk is, zoals wethouder A. Voorbeeld
      commissie: NOG INVULLEN – welke commissie het verslag bespreekt
    archief:
      waardering: nader-te-bepalen # NOG INVULLEN – kies blijvend-te-bewaren, tijdelijk-te-bewaren of nader-te-bepalen; dat doet de archivaris
      beperking: nader-te-bepalen # NOG INVULLEN – kies geen-beperking, nader-te-bepalen of overig (dan ook met beperking-toelichting); dat doet de archivaris

    Vul in wat er echt hoort, en haal NOG INVULLEN en de uitleg erachter weg.
    ");
}

/// What can be read in a file: of a PDF the words of its pages and everything in its streams, its attachments among
/// them; of a document of Word its parts.
fn readable(name: &str, bytes: &[u8]) -> String {
    if name.ends_with(".docx") {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        for at in 0..archive.len() {
            archive.by_index(at).unwrap().read_to_string(&mut text).unwrap();
        }
        return text;
    }
    if !name.ends_with(".pdf") {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let pdf = Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = pdf.get_pages().into_keys().collect();
    let mut text = pdf.extract_text(&pages).unwrap();
    for stream in pdf.objects.values().filter_map(|object| object.as_stream().ok()) {
        text.push_str(&String::from_utf8_lossy(&stream.get_plain_content().unwrap_or_default()));
    }
    text
}

/// Of each indicator that the page judges, by its short name, the verdict in the table of all of them.
fn printed_verdicts(page: &str) -> BTreeSet<(String, String)> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let page = roxmltree::Document::parse_with_options(page, options).unwrap();
    let named = |node: Node<'_, '_>, names: &[&str]| names.contains(&node.tag_name().name());
    let text = |node: Node<'_, '_>| -> String {
        let parts = node.descendants().filter(|part| part.is_text() && !part.ancestors().any(|of| named(of, &["svg"])));
        let text: String = parts.filter_map(|part| part.text()).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut found = BTreeSet::new();
    for table in page.descendants().filter(|node| named(*node, &["table"])) {
        let rows: Vec<Vec<String>> = table
            .descendants()
            .filter(|node| named(*node, &["tr"]))
            .map(|row| row.children().filter(|cell| named(*cell, &["th", "td"])).map(text).collect())
            .collect();
        let Some(at) = rows.first().and_then(|head| head.iter().position(|cell| cell == "Oordeel")) else { continue };
        for row in rows.iter().skip(1) {
            let name = row[0].trim_start_matches(|sign: char| sign.is_ascii_digit() || ". ".contains(sign));
            // A sign stands before the word.
            let verdict = row[at].trim_start_matches(|sign: char| !sign.is_alphabetic()).split(" (").next().unwrap();
            found.insert((name.to_owned(), verdict.replace(' ', "-")));
        }
    }
    found
}

/// What the open data say of a target is what the report says, and no more: a nulmeting judges nothing.
#[test]
fn the_open_data_give_the_verdicts_that_are_printed() {
    let dossier = pipeline::check(&Folder::open(&fixture("den-haag-zuidwest")).unwrap()).unwrap().dossier;
    let case = Case::new().dossier("den-haag-zuidwest");
    for (report, judged) in [("2022", 6), ("tussenbericht-2022", 6), ("eindevaluatie", 6), ("nulmeting", 0)] {
        case.run_with(["griffie", "den-haag-zuidwest", "--verslag", report, "--uitvoer", report]).says();
        let mut found = BTreeMap::new();
        files(&case.path(report), "", &mut found);
        let bytes = |ending: &str| found.iter().find(|(name, _)| name.ends_with(ending)).unwrap().1.as_slice();
        let table = bytes("open-data/oordelen.csv").strip_prefix("\u{feff}".as_bytes()).unwrap();
        let given: BTreeSet<(String, String)> = csv::ReaderBuilder::new()
            .delimiter(b';')
            .from_reader(table)
            .records()
            .map(|row| {
                let row = row.unwrap();
                let indicator = dossier.indicators.iter().find(|one| one.id.as_str() == &row[0]).unwrap();
                (indicator.short_name.to_string(), row[1].to_owned())
            })
            .collect();
        assert_eq!(given, printed_verdicts(str::from_utf8(bytes(".html")).unwrap()), "{report}");
        assert_eq!(given.len(), judged, "{report}");
    }
}

/// The zip holds the files of the folder, and nothing else.
#[test]
fn the_zip_is_the_folder() {
    let (found, _) = package("minimaal");
    let (name, zip) = found.iter().find(|(name, _)| name.ends_with(".zip")).unwrap();
    let folder = format!("{}/", name.strip_suffix(".zip").unwrap());
    let mut archive = ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut zipped = BTreeMap::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let (name, mut bytes) = (entry.name().unwrap().into_owned(), Vec::new());
        entry.read_to_end(&mut bytes).unwrap();
        zipped.insert(name, bytes);
    }
    let of_folder = |(file, bytes): (&String, &Vec<u8>)| Some((file.strip_prefix(&folder)?.to_owned(), bytes.clone()));
    assert!(zipped.len() > 20 && zipped == found.iter().filter_map(of_folder).collect());
}

/// What stands between two words.
#[track_caller]
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let at = text.find(start).unwrap_or_else(|| panic!("no {start}")) + start.len();
    &text[at..at + text[at..].find(end).unwrap()]
}

/// What a PDF says of itself.
fn xmp(pdf: &[u8]) -> String {
    let pdf = Document::load_mem(pdf).unwrap();
    let metadata = pdf.catalog().unwrap().get_deref(b"Metadata", &pdf).unwrap().as_stream().unwrap();
    String::from_utf8(metadata.get_plain_content().unwrap()).unwrap()
}

/// What the package says of the standards of a file is what the file says of itself.
#[test]
fn a_file_conforms_to_what_is_claimed() {
    let (found, _) = package("minimaal");
    let text = |ending: &str| {
        let (_, bytes) = found.iter().find(|(name, _)| name.ends_with(ending)).unwrap_or_else(|| panic!("no {ending}"));
        String::from_utf8_lossy(bytes).into_owned()
    };
    let page = text("/toegankelijkheid.html").replace("&#x2f;", "/");
    for (sign, short) in [("_1-", "1-raadsbijlage"), ("_2-", "2-verslag"), ("_3-", "3-archiefexemplaar")] {
        let (name, bytes) = found.iter().find(|(name, _)| name.contains(sign) && name.ends_with(".pdf")).unwrap();
        let (name, xmp) = (name.rsplit('/').next().unwrap(), xmp(bytes));
        let part = between(&xmp, "<pdfaid:part>", "<");
        let form = format!("{part}{}", between(&xmp, "<pdfaid:conformance>", "<").to_lowercase());
        assert_eq!(between(&xmp, "<pdfuaid:part>", "<"), "1");
        let claimed = between(&page, &format!("{name}</td><td class=\"claim\">"), "<");
        assert_eq!(claimed, format!("PDF/UA-1 en PDF/A-{form}"));
        let metadata = text(&format!("/{short}.bestand.xml"));
        assert!(metadata.contains(&format!("Portable Document Format {form}<")), "{metadata}");
    }
}

/// A document has one title: in the PDFs, on the page, and in everything that is said of it.
#[test]
fn a_document_is_called_the_same_everywhere() {
    for (name, report, title, annex_title) in [
        (
            "minimaal",
            "2021",
            "Voortgangsrapportage 2021 Regio Deal Voorbeeldstad",
            "Raadsbijlage bij de voortgangsrapportage 2021 Regio Deal Voorbeeldstad",
        ),
        (
            "den-haag-zuidwest",
            "tussenbericht-2022",
            "Tussenbericht eerste helft van 2022 Regio Deal Den Haag Zuidwest",
            "Raadsbijlage bij het tussenbericht eerste helft van 2022 Regio Deal Den Haag Zuidwest",
        ),
    ] {
        let case = Case::new().dossier(name).args(["griffie", name, "--verslag", report, "--uitvoer", "uit"]);
        case.run().says();
        let mut found = BTreeMap::new();
        files(&case.path("uit"), "", &mut found);
        let mut count = 0;
        for (name, bytes) in &found {
            let is_annex = ["_1-", "/1-"].iter().any(|place| name.contains(place));
            let expected = if is_annex { annex_title } else { title };
            let said = if name.ends_with(".pdf") {
                let xmp = xmp(bytes);
                let title = between(&xmp, "<dc:title>", "</dc:title>").to_owned();
                between(&title, "\">", "</rdf:li>").to_owned()
            } else {
                let text = readable(name, bytes);
                let (start, end) = match name.rsplit('/').next().unwrap() {
                    "toegankelijkheid.html" => ("<title>Toegankelijkheid: ", "</title>"),
                    "aanbiedingsbrief.docx" => ("<dc:title>Aanbiedingsbrief: ", "</dc:title>"),
                    of if of.ends_with(".html") => ("<title>", "</title>"),
                    of if of.contains(".informatieobject") => ("<naam>", "</naam>"),
                    of if of.contains(".bestand") => ("<isRepresentatieVan>\n      <verwijzingNaam>", "</"),
                    of if of.contains(".diwoo") => ("<diwoo:officieleTitel>", "</"),
                    "0-LEESMIJ.txt" => ("GRIFFIEPAKKET\n", "\n"),
                    _ => continue,
                };
                between(&text, start, end).to_owned()
            };
            assert_eq!(said, expected, "{name}");
            count += 1;
        }
        assert_eq!(count, 3 + 1 + 2 + 4 + 3 + 3, "{:#?}", found.keys());
        // The page and the metadata name the authentic record.
        let (record, bytes) = found.iter().find(|(name, _)| name.contains("_2-") && name.ends_with(".pdf")).unwrap();
        let (record, sum) = (record.rsplit('/').next().unwrap(), voortgang::world::sha256(bytes));
        for ending in [".html", "2-verslag.informatieobject.onvolledig.xml"] {
            let (_, bytes) = found.iter().find(|(name, _)| name.ends_with(ending)).unwrap();
            let text = String::from_utf8_lossy(bytes);
            assert!(text.contains(record) && text.contains(&sum), "{ending}");
        }
    }
}

/// Nothing of `intern/` is in any file: no name of a file, and no word of one.
#[test]
fn nothing_private_is_in_the_package() {
    let (found, _) = package("afgeleid");
    let mut words =
        ["VERZONNEN-", "persoonsnummer", "stelling_a", "intern/", "Westerkwartier"].map(str::to_owned).to_vec();
    let mut private = BTreeMap::new();
    files(&fixture("afgeleid").join("intern"), "", &mut private);
    for (name, bytes) in &private {
        words.push(Path::new(name).file_stem().unwrap().to_str().unwrap().to_owned());
        let text = String::from_utf8_lossy(bytes);
        words.extend(text.lines().find_map(|line| line.strip_prefix("willekeurige-tekst: ")).map(str::to_owned));
    }
    assert!(words.len() > 15, "{words:?}");
    for (name, bytes) in found.iter().filter(|(name, _)| !name.ends_with(".zip")) {
        let text = readable(name, bytes);
        // What is public can be read in every document: so would what is private.
        let is_document = [".pdf", ".docx", ".html"].iter().any(|ending| name.ends_with(ending));
        assert!(!is_document || text.contains("Voorbeeldstad"), "{name}");
        for word in &words {
            assert!(!text.contains(word.as_str()) && !name.contains(word.as_str()), "{word} in {name}");
        }
    }
}

/// Where a figure is said to stand, there it stands.
#[test]
fn the_accessibility_file_tells_where_each_figure_stands() {
    let (found, _) = package("minimaal");
    let of = |part: &str| found.iter().find(|(name, _)| name.contains(part)).unwrap().1;
    let page = String::from_utf8_lossy(of("/toegankelijkheid.html"));
    let places: Vec<(&str, u32)> = page
        .split("<h3>Figuur ")
        .skip(1)
        .map(|rest| rest.split_once("</h3>").unwrap().0.split_once(", pagina ").unwrap())
        .map(|(figure, page)| (figure, page.parse().unwrap()))
        .collect();
    let pdf = Document::load_mem(of("_2-")).unwrap();
    assert!(places.len() > 2, "{places:?}");
    for (figure, page) in places {
        let text: String = pdf.extract_text(&[page]).unwrap().split_whitespace().collect();
        assert!(text.contains(&format!("Figuur{figure}.")), "figure {figure} is not on page {page}");
    }
}

#[test]
fn an_earlier_package_gives_way_unless_a_person_worked_in_it() {
    let case = Case::new().dossier("minimaal").args(["griffie", "minimaal", "--uitvoer", "uit"]);
    let made = case.run().writes();
    let page = case.path(&format!("{}/toegankelijkheid.html", made.lines().next().unwrap()));
    case.run().writes();
    let mut mine = fs::read_to_string(&page).unwrap();
    mine.push_str("Bekeken op 3 mei.");
    fs::write(&page, &mine).unwrap();
    let (_, said) = case.run().ends(2);
    assert_snapshot!(said.replace(made.lines().next().unwrap(), "uit/PAKKET"), @"
    fout: het pakket is niet geschreven: in het pakket dat er al staat, is na het maken iets veranderd: `toegankelijkheid.html`
      in uit/PAKKET
    hulp: geef die map een andere naam: dan blijft uw werk bewaard. Draai daarna de opdracht opnieuw
    ");
    assert_eq!(fs::read_to_string(&page).unwrap(), mine);
}

#[test]
fn a_package_comes_in_a_folder() {
    let case = Case::new().dossier("minimaal");
    assert_snapshot!(case.run_with(["griffie", "minimaal", "--uitvoer", "uit.pdf"]).fails(), @"
    fout: een pakket is een map en geen pdf-bestand
    hulp: noem bij `--uitvoer` een map
    ");
    fs::write(case.path("bestand"), "").unwrap();
    let (_, said) = case.run_with(["griffie", "minimaal", "--uitvoer", "bestand"]).ends(2);
    assert_snapshot!(said.lines().last().unwrap(), @"fout: het pakket is niet geschreven: bestand: waar een map moet komen, staat een bestand");
}
