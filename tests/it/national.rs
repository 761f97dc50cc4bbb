//! A national overview after it was made: where its figures come from, whether it is what its data
//! give, and what can be taken out of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use lopdf::Document;
use rust_decimal::Decimal;
use serde_json::Value;
use voortgang::figures::overview::{National, OverviewFile};
use voortgang::origin::{NationalFound, find_national};

use crate::case::{Case, Run};
use crate::proof::Forgery;

/// Of the four deals two count, one delivers a concept, and one does not deliver.
const PORTFOLIO: &str = "\
naam: Regio Deals
tranches:
  - {nummer: 2, naam: Tweede tranche, rijksbijdrage: 215 mln, bron: rvo.nl}
deals:
  - {id: achterhoek, naam: Regio Deal Achterhoek, tranche: 2, rijksbijdrage: 20 mln, vorm: decentralisatie-uitkering, uitgekeerd: [{jaar: 2020, bedrag: 9 mln, fictief: ja}]}
  - {id: twente, naam: Regio Deal Twente, tranche: 2, rijksbijdrage: 30 mln, vorm: decentralisatie-uitkering}
  - {id: noordoost-fryslan, naam: Regio Deal Noordoost Fryslân en Holwerd aan Zee, tranche: 2, rijksbijdrage: 25 mln, vorm: decentralisatie-uitkering}
  - {id: zaanij, naam: Regio Deal ZaanIJ, tranche: 2, rijksbijdrage: \"7,5 mln\", vorm: decentralisatie-uitkering}
overzichten:
  - {jaar: 2021, ontvanger: Ministerie van Binnenlandse Zaken, ontvanger-kort: BZK, inleveren-voor: 2022-06-15, datum: 2022-06-30, inleiding: Tekst., fictief: ja}
";

/// The overview of those deals, as it was made.
struct Made {
    pdf: Vec<u8>,
    json: Vec<u8>,
    csv: Vec<u8>,
}

static MADE: LazyLock<Made> = LazyLock::new(|| {
    let case = Case::new();
    fs::write(case.path("portefeuille.yaml"), PORTFOLIO).unwrap();
    let deals = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/portfolio/deals");
    let deal = |name: &str| deals.join(name).to_str().unwrap().to_owned();
    let [achterhoek, twente, fryslan] = ["achterhoek", "twente", "noordoost-fryslan"].map(deal);
    let case = case.args(["rapport", &achterhoek, &fryslan, "--uitvoer", "rapporten"]);
    case.run().writes();
    let case = case.args([
        "overzicht",
        "rapporten",
        &twente,
        "--jaar",
        "2021",
        "--portefeuille",
        "portefeuille.yaml",
        "--uitvoer",
        "overzicht.pdf",
    ]);
    case.run().writes();
    let read = |name: &str| fs::read(case.path(name)).unwrap();
    Made { pdf: read("overzicht.pdf"), json: read("overzicht.json"), csv: read("overzicht.csv") }
});

/// A place with the files of the overview.
fn place() -> Case {
    let case = Case::new();
    fs::write(case.path("overzicht.pdf"), &MADE.pdf).unwrap();
    fs::write(case.path("overzicht.json"), &MADE.json).unwrap();
    case
}

fn asked(file: &str, question: &str) -> Run {
    place().args(["herkomst", file, question]).run()
}

fn says() -> OverviewFile {
    OverviewFile::read(&MADE.json).unwrap()
}

#[test]
fn a_national_figure_is_led_back_to_its_deals() {
    let answer = asked("overzicht.pdf", "besteed tranche 2").writes();
    insta::assert_snapshot!(answer);
    // Beside the PDF stands the same.
    for question in ["Tranche 2, BESTEED", "besteed/tranche-2"] {
        let other = asked("overzicht.json", question).writes();
        assert_eq!(other.split("\nOok gevonden").next(), answer.split("\nOok gevonden").next());
    }
    // The deals are names too: also of those that are left out.
    let of_deals = asked("overzicht.json", "ontvangen fryslan").writes();
    assert!(
        of_deals.starts_with("Ontvangen van het Rijk tot en met 2021, Regio Deal Noordoost Fryslân en Holwerd aan Zee\n  niet meegeteld: nog een concept\n"),
        "{of_deals}"
    );
    let of_books = asked("overzicht.json", "uitgekeerd").writes();
    assert!(of_books.contains("\n  staat in:    portefeuille.yaml:5\n"), "{of_books}");
}

#[test]
fn who_asks_for_no_one_figure_gets_names() {
    insta::assert_snapshot!(asked("overzicht.json", "tranche 2").rejects());
    insta::assert_snapshot!("the_nearest_figures", asked("overzicht.pdf", "bestedde trance 2").rejects());
    assert!(asked("overzicht.pdf", "quux").rejects().contains("noem het cijfer zoals het in het overzicht heet"));
    assert!(asked("overzicht.pdf", "·").rejects().contains("noem het cijfer"));
}

/// Numbers that no one can count with are refused before anything is counted.
#[test]
fn an_overview_with_impossible_numbers_is_refused() {
    let json = String::from_utf8(MADE.json.clone()).unwrap();
    let value = json.split("\"waarde\": \"").nth(1).unwrap().split('"').next().unwrap();
    for (from, to) in [
        (format!("\"waarde\": \"{value}\""), "\"waarde\": \"79228162514264337593543950335\"".to_owned()),
        ("\"jaar\": 2021".to_owned(), "\"jaar\": -2147483648".to_owned()),
    ] {
        let case = place();
        fs::write(case.path("anders.json"), json.replacen(&from, &to, 1)).unwrap();
        let said = case.args(["herkomst", "anders.json", "besteed"]).run().rejects();
        assert!(said.contains("er staat een getal in dat in geen overzicht past"), "{said}");
    }
}

#[test]
fn the_parts_of_every_answer_add_up_to_it() {
    let says = says();
    assert!(says.figures.len() > 20);
    for figure in &says.figures {
        for question in [figure.id.clone(), figure.id.replace(['-', '/'], " "), figure.label.clone()] {
            let NationalFound::One(traced) = find_national(&says, &question) else { panic!("{question}") };
            assert_eq!(traced.figure, *figure, "{question}");
            let parts: Decimal = traced.figure.parts.iter().map(|part| part.value.value).sum();
            assert_eq!(parts, figure.value, "{question}");
            let comes_from =
                |print: &String| traced.deliveries.contains_key(print) || traced.portfolio.as_ref() == Some(print);
            assert!(traced.figure.parts.iter().all(|part| comes_from(&part.fingerprint)), "{question}");
        }
    }
}

#[test]
fn machines_get_the_figure_with_its_deliveries() {
    let args = ["herkomst", "overzicht.pdf", "besteed tranche 2", "--formaat", "json"];
    let answer: Value = serde_json::from_str(&place().args(args).run().writes()).unwrap();
    let figure: National = serde_json::from_value(answer["cijfer"].clone()).unwrap();
    assert_eq!(Some(&figure), says().figures.iter().find(|figure| figure.id == "besteed/tranche-2"));
    let files: Vec<&str> =
        figure.parts.iter().map(|part| answer["leveringen"][&part.fingerprint]["bestand"].as_str().unwrap()).collect();
    assert_eq!(files, ["voortgangsrapportage-achterhoek-2021.pdf", "twente"]);
    assert_eq!(answer["ook-gevonden"][0]["id"], "besteed-in-jaar/tranche-2");
}

#[test]
fn a_figure_that_is_not_its_parts_is_not_told() {
    let mut says = says();
    let figure = says.figures.iter_mut().find(|figure| figure.id == "uitgekeerd/alle").unwrap();
    figure.value += Decimal::ONE;
    let case = place();
    fs::write(case.path("overzicht.json"), says.to_bytes()).unwrap();
    let said = case.args(["herkomst", "overzicht.json", "uitgekeerd"]).run().rejects();
    assert_eq!(
        said.replace('\u{a0}', " ").lines().next().unwrap(),
        "fout: overzicht.json: Uitgekeerd door het Rijk tot en met 2021, alle deals (uitgekeerd/alle) is niet de som van zijn delen: er staat € 9.000.001, de delen zijn samen € 9.000.000"
    );
    // A sum that is larger than any number does not stop the program.
    let figure = says.figures.iter_mut().find(|figure| figure.id == "uitgekeerd/alle").unwrap();
    figure.parts.iter_mut().for_each(|part| part.value.value = Decimal::MAX);
    assert!(matches!(find_national(&says, "uitgekeerd/alle"), NationalFound::DoesNotAddUp { .. }));
}

#[test]
fn what_is_no_overview_is_said_to_be_none() {
    let case = place().args(["herkomst", "overzicht.json", "besteed"]);
    let said = |text: &str| {
        fs::write(case.path("overzicht.json"), text).unwrap();
        case.run().rejects().lines().next().unwrap().replace("fout: overzicht.json: ", "")
    };
    assert_eq!(said("niets"), "dit is geen PDF");
    let unreadable = "de cijfers van dit overzicht zijn niet te lezen: ";
    assert_eq!(said("{"), format!("{unreadable}het is geen JSON van een overzicht"));
    assert_eq!(said("{}"), format!("{unreadable}er staat geen `formaat` in"));
    assert_eq!(said(&"{\"a\":".repeat(100_000)), format!("{unreadable}het is geen JSON van een overzicht"));
    assert_eq!(said("{\"formaat\": \"x/9\"}"), format!("{unreadable}deze versie kent de vorm `x/9` niet"));
    let head = "{\"formaat\": \"voortgang-overzicht/1\"";
    assert_eq!(said(&format!("{head}}}")), format!("{unreadable}er ontbreekt iets, of iets heeft de verkeerde vorm"));
    assert_eq!(
        said(&format!("{head}, \"programma\": {{\"naam\": \"voortgang\", \"versie\": \"9.9\"}}}}")),
        format!("{unreadable}het is gemaakt met voortgang 9.9, en dat is een andere versie")
    );
}

#[test]
fn an_overview_is_what_its_data_give() {
    assert_eq!(says().to_bytes(), MADE.json);
    let said = place().args(["bewijs", "overzicht.pdf"]).run().writes();
    assert_eq!(
        said.replace('\u{a0}', " "),
        "overzicht.pdf: dit overzicht is precies wat deze gegevens opleveren\n  de 2 rapporten waar het uit komt, bewijst u met `voortgang bewijs` op hun PDF; van 1 dossier is er geen PDF\n"
    );
}

/// What `bewijs` says of an overview to which something was done.
fn proven(change: impl FnOnce(Forgery) -> Forgery) -> String {
    let case = place();
    fs::write(case.path("overzicht.pdf"), change(Forgery::of_pdf(&MADE.pdf)).bytes()).unwrap();
    case.args(["bewijs", "overzicht.pdf"]).run().rejects()
}

/// Replaces a text in an attachment.
fn replaced(from: &'static str, to: &'static str) -> impl FnOnce(&mut Vec<u8>) {
    move |bytes| {
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(text.contains(from), "{from}");
        *bytes = text.replacen(from, to, 1).into_bytes();
    }
}

#[test]
fn an_overview_that_was_changed_is_found() {
    let not_what = "dit overzicht is niet wat deze gegevens opleveren";
    let data =
        proven(|pdf| pdf.attached("overzicht.json", replaced("\"met-concepten\": false", "\"met-concepten\": true")));
    assert!(data.contains(not_what) && data.contains("bladzijde"), "{data}");
    assert!(data.ends_with("vraag wie het overzicht maakte om het oorspronkelijke overzicht\n"), "{data}");
    let table = proven(|pdf| pdf.attached("cijfers.csv", replaced("euro", "gulden")));
    assert!(table.contains("de bijlage `cijfers.csv` is anders"), "{table}");
    let books = proven(|pdf| pdf.attached("portefeuille.yaml", replaced("9 mln", "8 mln")));
    assert!(books.contains("`portefeuille.yaml` is niet meer het bestand waarmee het overzicht is gemaakt"), "{books}");
    let version = proven(|pdf| pdf.attached("overzicht.json", replaced("\"versie\": \"0", "\"versie\": \"9")));
    assert!(version.contains("dit overzicht is gemaakt met voortgang 9"), "{version}");
}

#[test]
fn a_visible_number_that_was_changed_is_named() {
    let pdf = Document::load_mem(&MADE.pdf).unwrap();
    let holds = |page: &&u32| pdf.extract_text(&[**page]).unwrap().contains("72.618");
    let page = *pdf.get_pages().keys().find(holds).unwrap() as usize;
    let said = proven(|pdf| pdf.reword(page, "72.618", "72.918"));
    let said = said.replace('\u{a0}', " ");
    assert!(said.contains(&format!("bladzijde {page}, Landelijke cijfers · Besteed tot en met 2021, ")), "{said}");
    assert!(said.contains("er staat:") && said.contains("72.918") && said.contains("72.618"), "{said}");
}

#[test]
fn an_overview_gives_back_what_it_was_made_from() {
    let case = place().args(["uitpakken", "overzicht.pdf", "een map"]);
    let (out, told) = case.run().says();
    assert_eq!(out, "een map\n");
    assert!(told.replace('\u{a0}', " ").starts_with("Het overzicht over 2021: 3 bestanden, precies"), "{told}");
    let mut names: Vec<PathBuf> = fs::read_dir(case.path("een map")).unwrap().map(|one| one.unwrap().path()).collect();
    names.sort();
    let read: Vec<Vec<u8>> = names.iter().map(|path| fs::read(path).unwrap()).collect();
    assert_eq!(read, [MADE.csv.clone(), MADE.json.clone(), PORTFOLIO.as_bytes().to_vec()]);
    // Not over what is there.
    assert!(case.run().fails().contains("is niet leeg"));
}

#[test]
fn an_overview_is_no_delivery() {
    let (_, told) = place().args(["overzicht", "overzicht.pdf", "--jaar", "2021"]).run().says();
    assert_eq!(
        told,
        "niet verwerkt: overzicht.pdf: dit is zelf een landelijk overzicht, en niet het rapport van een deal\nhulp: lever de rapporten aan waar dit overzicht uit is gemaakt\ngeen enkel verslag ontvangen\nlet op: zonder portefeuille is niet bekend hoeveel deals er zijn; dit overzicht telt alleen de deals die iets leverden\n"
    );
}

/// A deal that is named is answered for by itself, in a sentence too; so is an amount as it is printed.
#[test]
fn one_deal_is_asked_for_by_its_name() {
    let says = OverviewFile::read(&MADE.json).unwrap();
    let found = |question: &str| match find_national(&says, question) {
        NationalFound::One(traced) => (traced.figure.id, traced.deal),
        other => panic!("{question}: {other:?}"),
    };
    let twente = || Some("Regio Deal Twente".to_owned());
    for question in
        ["besteed Twente", "Besteed door Twente", "Hoeveel heeft Regio Deal Twente uitgegeven?", "56.680.137,24"]
    {
        assert_eq!(found(question), ("besteed/alle".to_owned(), twente()), "{question}");
    }
    assert_eq!(found("Zaanij besteed"), ("besteed/alle".to_owned(), Some("Regio Deal ZaanIJ".to_owned())));
    assert_eq!(found("hoeveel heeft het Rijk uitgekeerd"), ("uitgekeerd/alle".to_owned(), None));
    assert_eq!(found("Hoeveel is er in 2021 uitgegeven in Twente?"), ("besteed-in-jaar/alle".to_owned(), twente()));
    let NationalFound::One(spent) = find_national(&says, "besteed") else { panic!() };
    let thousands = voortgang::format::thousands(voortgang::model::Amount::from_euros(spent.figure.value));
    for question in [thousands.clone(), format!("€ {thousands}")] {
        assert_eq!(found(&question), ("besteed/alle".to_owned(), None), "{question}");
    }
    assert!(matches!(find_national(&says, "inwoners Twente"), NationalFound::OfDeal { .. }));
    let case = Case::new().args(["herkomst", "o.json", "Besteed door Twente"]);
    fs::write(case.path("o.json"), &MADE.json).unwrap();
    let told = case.run().writes().replace('\u{a0}', " ");
    assert!(
        told.starts_with("Besteed tot en met 2021, Regio Deal Twente\nRegio Deal Twente: € 56.680.137,24\n"),
        "{told}"
    );
    assert!(told.contains("\nAlles samen (besteed/alle): "), "{told}");
}
