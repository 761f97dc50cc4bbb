//! `stempel`: a registration number in a report that exists, and the archive copy that names it.

use std::fs;

use lopdf::Document;
use voortgang::proof::{self, Proof};
use voortgang::read::delivery::{Opened, Stamp, delivery};
use voortgang::world::sha256;

use crate::case::Case;
use crate::pdf::{SMALL, squeezed};
use crate::proof::Forgery;

/// A place with the small report in it.
fn case() -> Case {
    let case = Case::new();
    fs::write(case.path("rapport.pdf"), &SMALL.bytes).unwrap();
    case
}

const NUMBERED: &str = "output/rapport-RIS123456.pdf";

fn stamped(case: &Case) -> Vec<u8> {
    let printed = case.run_with(["stempel", "rapport.pdf", "--kenmerk", "RIS123456"]).writes();
    assert_eq!(printed, format!("{NUMBERED}\n"));
    fs::read(case.path(NUMBERED)).unwrap()
}

/// The words of every page.
fn texts(pdf: &[u8]) -> Vec<String> {
    let pdf = Document::load_mem(pdf).unwrap();
    pdf.get_pages().into_keys().map(|page| squeezed(&pdf.extract_text(&[page]).unwrap())).collect()
}

fn keywords(pdf: &[u8]) -> String {
    let pdf = Document::load_mem(pdf).unwrap();
    let info = pdf.trailer.get_deref(b"Info", &pdf).unwrap().as_dict().unwrap();
    lopdf::decode_text_string(info.get(b"Keywords").unwrap()).unwrap()
}

#[test]
fn a_number_stands_in_its_place_and_moves_nothing() {
    let case = case();
    let bytes = stamped(&case);
    let (before, after) = (Opened::new(&SMALL.bytes).unwrap(), Opened::new(&bytes).unwrap());
    assert_eq!(before.count(), after.count());
    // Words, place and size; the number by which the structure knows a run follows from the order.
    let runs = |opened: &Opened| -> Vec<String> {
        let of = |at: usize| opened.page(at).runs.into_iter().map(move |run| (at, run.text, run.at, run.size));
        (0..opened.count()).flat_map(of).map(|run| format!("{run:?}")).collect()
    };
    let (before, mut after) = (runs(&before), runs(&after));
    let number = after.iter().position(|run| run.contains("RIS123456")).expect("the number is on a page");
    assert!(after[number - 1].contains("Registratienummer"), "{}", after[number - 1]);
    after.remove(number);
    let moved = before.iter().zip(&after).find(|(one, other)| one != other);
    assert_eq!((moved, before.len()), (None, after.len()));
    // What footers print stays as well, as the number is no part of the data.
    let (one, other) = (delivery(&SMALL.bytes).unwrap(), delivery(&bytes).unwrap());
    assert_eq!(one.manifest.fingerprint, other.manifest.fingerprint);
    assert_eq!((one.folder, one.provenance), (other.folder, other.provenance));
    assert_eq!((one.stamp, other.stamp), (None, Some(Stamp::new("RIS123456").unwrap())));
    assert!(keywords(&bytes).contains("kenmerk RIS123456"));
    // The report without a number keeps its name and its bytes.
    assert_eq!(fs::read(case.path("rapport.pdf")).unwrap(), SMALL.bytes);
}

#[test]
fn a_report_with_a_number_is_proven_and_gives_it_back() {
    let case = case();
    let bytes = stamped(&case);
    let said = case.run_with(["bewijs", NUMBERED]).writes();
    assert_eq!(
        said,
        format!("{NUMBERED}: dit rapport is precies wat deze gegevens opleveren, met kenmerk RIS123456\n")
    );
    let (_, told) = case.run_with(["uitpakken", NUMBERED, "uit"]).says();
    assert!(told.contains("kenmerk RIS123456"), "{told}");
    assert_eq!(fs::read(case.path("uit/.stempel.yaml")).unwrap(), Stamp::new("RIS123456").unwrap().bytes());
    // What is unpacked is a dossier, and gives the same report again, by the same two steps.
    case.run_with(["rapport", "uit", "--uitvoer", "weer.pdf"]).writes();
    assert_eq!(fs::read(case.path("weer.pdf")).unwrap(), SMALL.bytes);
    case.run_with(["stempel", "weer.pdf", "--kenmerk", "RIS123456", "--uitvoer", "weer-genummerd.pdf"]).writes();
    assert_eq!(fs::read(case.path("weer-genummerd.pdf")).unwrap(), bytes);
    // The number is not to be altered on the page alone, nor in its file alone.
    for forged in [
        Forgery::of_pdf(&bytes).reword(1, "RIS123456", "RIS123457").bytes(),
        Forgery::of_pdf(&bytes)
            .attached("stempel.yaml", |file| {
                let text = String::from_utf8(file.clone()).unwrap();
                *file = text.replace("RIS123456", "RIS123457").into_bytes();
            })
            .bytes(),
    ] {
        assert!(
            proof::receive(&forged).is_err()
                || proof::prove(&forged, &proof::receive(&forged).unwrap()) != Proof::Identical
        );
        fs::write(case.path("vals.pdf"), forged).unwrap();
        case.run_with(["stempel", "vals.pdf", "--kenmerk", "RIS123456"]).rejects();
    }
}

#[test]
fn the_same_number_gives_the_same_bytes_and_another_is_refused() {
    let case = case();
    let bytes = stamped(&case);
    let again = case.run_with(["stempel", NUMBERED, "--kenmerk", " RIS123456 "]).writes();
    assert_eq!(again, format!("{NUMBERED}\n"));
    assert_eq!(fs::read(case.path(NUMBERED)).unwrap(), bytes);
    let refused = case.run_with(["stempel", NUMBERED, "--kenmerk", "RIS9"]).rejects();
    assert!(refused.contains("dit rapport heeft al een kenmerk: RIS123456"), "{refused}");
}

#[test]
fn a_report_that_is_not_proven_gets_no_number() {
    let case = case();
    let page = texts(&SMALL.bytes).iter().position(|text| text.contains("Peildatum")).unwrap() + 1;
    fs::write(case.path("vals.pdf"), Forgery::of_pdf(&SMALL.bytes).reword(page, "Peildatum", "Pijldatum").bytes())
        .unwrap();
    let refused = case.run_with(["stempel", "vals.pdf", "--kenmerk", "RIS1"]).rejects();
    assert!(refused.contains("dit rapport is niet wat deze gegevens opleveren"), "{refused}");
    assert!(!case.path("output").exists());
    for (number, why) in [
        ("", "het kenmerk is leeg"),
        ("RIS#1", "het teken `#` kan niet in een kenmerk staan"),
        ("RIS", "er staat geen cijfer in het kenmerk"),
        ("123456789 123456789 123456789 1234", "het kenmerk heeft 34 tekens"),
    ] {
        let refused = case.run_with(["stempel", "rapport.pdf", "--kenmerk", number]).fails();
        assert!(refused.contains(why), "{refused}");
    }
}

#[test]
fn a_long_number_is_set_smaller() {
    let case = case();
    let number = "Zaak 2022/123.456 (raadsvoorstel)";
    let number = &number[..32];
    case.run_with(["stempel", "rapport.pdf", "--kenmerk", number, "--uitvoer", "lang.pdf"]).writes();
    let bytes = fs::read(case.path("lang.pdf")).unwrap();
    assert!(texts(&bytes)[0].contains(&squeezed(number)));
    // Signs that are wider than any number has do not fit, and are not cut off in silence.
    let wide = "W1WWWWWWWWWWWWWWWWWWWWWWWWWWWWWW";
    let refused = case.run_with(["stempel", "rapport.pdf", "--kenmerk", wide]).rejects();
    assert!(refused.contains("afgesneden"), "{refused}");
}

#[test]
fn own_templates_get_a_number_when_they_have_a_place_for_it() {
    let place = "#registration-box({{ front.reference|code }})";
    let cover = include_str!("../../report-templates/annual-report/cover.typ.j2");
    assert_eq!(cover.matches(place).count(), 1);
    let case = Case::new().dossier("klein-met-andere-artikelen");
    let own = case.path("huisstijl/annual-report");
    fs::create_dir_all(&own).unwrap();
    let stamp = |instead: &str| {
        fs::write(own.join("cover.typ.j2"), cover.replace(place, instead)).unwrap();
        let made = ["rapport", "klein-met-andere-artikelen", "--sjablonen", "huisstijl", "--uitvoer", "rapport.pdf"];
        case.run_with(made).writes();
        case.run_with(["stempel", "rapport.pdf", "--kenmerk", "RIS123456"])
    };
    stamp(&format!("#h(9mm)\n{place}")).writes();
    case.run_with(["bewijs", NUMBERED]).writes();
    for without in ["", "Kenmerk: #{{ front.reference|code }}"] {
        let refused = stamp(without).rejects();
        assert!(refused.contains("de sjablonen van dit rapport hebben geen plaats voor een kenmerk"), "{refused}");
    }
    // A number that also stands elsewhere would change more than its place.
    let refused = stamp(&format!("{place}\n#{{{{ front.reference|code }}}}")).rejects();
    assert!(refused.contains("interne fout: met het kenmerk"), "{refused}");
}

/// A number of one report in its own file is the same as the same number from `stempel`; no other report gets it.
#[test]
fn a_number_in_the_dossier_is_that_of_one_paper() {
    let case = Case::new().dossier("klein-met-andere-artikelen");
    let path = case.path("klein-met-andere-artikelen/verslagen/2024.yaml");
    let report = fs::read_to_string(&path).unwrap();
    let version = report.lines().find(|line| line.starts_with("versie:")).unwrap();
    let with = |keys: &str| fs::write(&path, report.replace(version, &format!("{version}\n{keys}"))).unwrap();
    let make = |name: &str| {
        case.run_with(["rapport", "klein-met-andere-artikelen", "--uitvoer", name]).writes();
        fs::read(case.path(name)).unwrap()
    };
    make("rapport.pdf");
    with("kenmerk: RIS123456");
    let numbered = make("uit-het-dossier.pdf");
    assert_eq!(numbered, stamped(&case));
    let refused = case.run_with(["stempel", "uit-het-dossier.pdf", "--kenmerk", "RIS222222"]).rejects();
    assert!(refused.contains("dit rapport heeft al een kenmerk: RIS123456"), "{refused}");
    let griffie = |with: &[&str]| {
        let asked =
            ["griffie", "klein-met-andere-artikelen", "--uitvoer", "pakket"].into_iter().chain(with.iter().copied());
        case.run_with(asked)
    };
    let refused = griffie(&["--kenmerk", "RIS222222"]).rejects();
    assert!(refused.contains("T004") && refused.contains("al een kenmerk, `RIS123456`"), "{refused}");
    let refused = griffie(&["--kenmerk-bijlage", "RIS123456"]).rejects();
    assert!(refused.contains("kenmerk `RIS123456` is al van een ander stuk"), "{refused}");
    with("kenmerk: RIS123456\nkenmerk-raadsbijlage: RIS123456");
    let refused = case.run_with(["controleer", "klein-met-andere-artikelen"]).rejects();
    assert!(refused.contains("R018") && refused.contains("het kenmerk `RIS123456` is al gebruikt"), "{refused}");
    with("kenmerk: RIS123456\nkenmerk-raadsbijlage: RIS123457");
    assert_eq!(make("met-bijlage.pdf"), numbered);
}

/// The annex is a paper of its own, and no report to be stamped: who tries hears what to do.
#[test]
fn an_annex_gets_its_number_with_the_package() {
    let case = Case::new().dossier("klein-met-andere-artikelen");
    let numbers = ["--kenmerk", "RIS123456", "--kenmerk-bijlage", "RIS123457"];
    let asked = ["griffie", "klein-met-andere-artikelen", "--uitvoer", "pakket"].into_iter().chain(numbers);
    case.run_with(asked).writes();
    let folder =
        fs::read_dir(case.path("pakket")).unwrap().map(|entry| entry.unwrap().path()).find(|path| path.is_dir());
    let names = fs::read_dir(folder.unwrap()).unwrap().map(|entry| entry.unwrap().path());
    let annex = names.into_iter().find(|path| path.to_string_lossy().contains("1-Raadsbijlage")).unwrap();
    let bytes = fs::read(&annex).unwrap();
    let text = texts(&bytes).concat();
    for said in ["Registratienummer RIS123457", "Hoort bij: RIS123456"] {
        assert!(text.contains(&squeezed(said)), "{said}\n{text}");
    }
    assert!(keywords(&bytes).contains("kenmerk RIS123457") && !keywords(&bytes).contains("RIS123456"));
    fs::write(case.path("bijlage.pdf"), bytes).unwrap();
    let refused = case.run_with(["stempel", "bijlage.pdf", "--kenmerk", "RIS123457"]).rejects();
    assert!(refused.contains("dit is de raadsbijlage") && refused.contains("--kenmerk-bijlage"), "{refused}");
    let refused = case.run_with(["bewijs", "bijlage.pdf"]).rejects();
    assert!(refused.contains("dit is de raadsbijlage bij een verslag"), "{refused}");
}

#[test]
fn an_archive_copy_names_the_delivery_and_speaks_of_no_files_in_it() {
    let case = case();
    let printed = case.run_with(["stempel", "rapport.pdf", "--kenmerk", "RIS123456", "--archief"]).writes();
    assert_eq!(printed, format!("{NUMBERED}\noutput/rapport-RIS123456-archief.pdf\n"));
    let (delivered, copy) =
        (fs::read(case.path(NUMBERED)).unwrap(), fs::read(case.path("output/rapport-RIS123456-archief.pdf")).unwrap());
    assert_eq!(delivered, stamped(&case));
    let text = texts(&copy).concat();
    for said in ["Dit is de archiefkopie.", "rapport-RIS123456.pdf", &sha256(&delivered), "RIS123456"] {
        assert!(text.contains(&squeezed(said)), "{said}");
    }
    for unsaid in ["in dit pdf-bestand", "bijgevoegd", "Dit pdf-bestand is het authentieke stuk"] {
        assert!(!text.contains(&squeezed(unsaid)), "{unsaid}");
    }
    assert!(texts(&delivered).concat().contains(&squeezed("Dit pdf-bestand is het authentieke stuk")));
    assert!(keywords(&copy).contains("archiefkopie"));
    // It cannot be stamped or proven, and says what can.
    let name = "output/rapport-RIS123456-archief.pdf";
    let refused = case.run_with(["stempel", name, "--kenmerk", "RIS123456"]).rejects();
    assert!(refused.contains("archiefkopie") && refused.contains("stempel het authentieke stuk"), "{refused}");
    let refused = case.run_with(["bewijs", name]).rejects();
    assert!(refused.contains("archiefkopie"), "{refused}");
}

#[test]
fn the_package_holds_the_same_delivery_as_the_stamp_gives() {
    let case = Case::new().dossier("klein-met-andere-artikelen");
    case.run_with(["griffie", "klein-met-andere-artikelen", "--kenmerk", "RIS123456", "--uitvoer", "pakket"]).writes();
    case.run_with(["rapport", "klein-met-andere-artikelen", "--uitvoer", "rapport.pdf"]).writes();
    case.run_with(["stempel", "rapport.pdf", "--kenmerk", "RIS123456"]).writes();
    let numbered = fs::read(case.path(NUMBERED)).unwrap();
    let folder =
        fs::read_dir(case.path("pakket")).unwrap().map(|entry| entry.unwrap().path()).find(|path| path.is_dir());
    let files = fs::read_dir(folder.unwrap()).unwrap().map(|entry| entry.unwrap().path());
    assert!(files.filter(|path| path.is_file()).any(|path| fs::read(path).unwrap() == numbered));
    // Who has nothing but the package without a number gets there too.
    case.run_with(["uitpakken", "rapport.pdf", "uit"]).writes();
    case.run_with(["griffie", "uit", "--verslag", "2024", "--kenmerk", "RIS123456", "--uitvoer", "weer"]).writes();
    let folder = fs::read_dir(case.path("weer")).unwrap().map(|entry| entry.unwrap().path()).find(|path| path.is_dir());
    let files = fs::read_dir(folder.unwrap()).unwrap().map(|entry| entry.unwrap().path());
    assert!(files.filter(|path| path.is_file()).any(|path| fs::read(path).unwrap() == numbered));
}

#[test]
fn with_and_without_a_number_it_is_one_delivery() {
    let case = case();
    stamped(&case);
    let (_, told) = case.run_with(["overzicht", "rapport.pdf", NUMBERED, "--jaar", "2024"]).prints();
    assert!(told.contains("dezelfde"), "{told}");
}
