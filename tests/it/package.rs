//! The council package: everything in it, the same each time, and nothing that is not public.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use insta::assert_snapshot;
use lopdf::Document;
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
    let op: in het dossier ontbreekt de portefeuillehouder (`kenmerken`, `portefeuillehouder`)
    let op: in het dossier ontbreekt de raadscommissie die het bespreekt (`kenmerken`, `commissie`)
    let op: in het dossier ontbreekt het kenmerk van de registratie (later: `voortgang stempel`)
    let op: in het dossier ontbreekt de TOOI-code van de gemeente (`kenmerken`, `tooi-id`)
    let op: in het dossier ontbreekt de naam bij die TOOI-code (`kenmerken`, `organisatie`)
    let op: in het dossier ontbreekt de waardering voor het archief, door de archivaris (`archief`, `waardering`)
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

/// The zip holds the files of the folder, and nothing else.
#[test]
fn the_zip_is_the_folder() {
    let (found, _) = package("minimaal");
    let (name, zip) = found.iter().find(|(name, _)| name.ends_with(".zip")).unwrap();
    let folder = name.strip_suffix(".zip").unwrap();
    let mut archive = ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut zipped = BTreeMap::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let (name, mut bytes) = (entry.name().unwrap().into_owned(), Vec::new());
        entry.read_to_end(&mut bytes).unwrap();
        zipped.insert(name, bytes);
    }
    let in_folder = found.iter().filter(|(file, _)| *file != name).map(|(file, bytes)| (file.clone(), bytes.clone()));
    assert!(zipped.len() > 20 && zipped.keys().all(|file| file.starts_with(folder)));
    assert!(zipped == in_folder.collect());
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
    let letter = case.path(&format!("{}/toegankelijkheid.html", made.lines().next().unwrap()));
    case.run().writes();
    let mut mine = fs::read_to_string(&letter).unwrap();
    mine.push_str("Bekeken op 3 mei.");
    fs::write(&letter, &mine).unwrap();
    let (_, said) = case.run().ends(2);
    assert_snapshot!(said.replace(made.lines().next().unwrap(), "uit/PAKKET"), @"
    fout: het pakket is niet geschreven: in het pakket dat er al staat, is na het maken iets veranderd: `toegankelijkheid.html`
      in uit/PAKKET
    hulp: geef die map een andere naam: dan blijft uw werk bewaard. Draai daarna de opdracht opnieuw
    ");
    assert_eq!(fs::read_to_string(&letter).unwrap(), mine);
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
