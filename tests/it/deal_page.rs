//! The page that each deal has in the overview: of one size, however much or little there is to say.

use serde_json::{Value, json};
use voortgang::figures::overview::{Assurance, Intake, Options, Record, Submission, Taken};
use voortgang::typeset::Pdf;
use voortgang::world::Templates;

/// What a deal delivers.
fn record() -> Value {
    serde_json::from_str(include_str!("record.json")).unwrap()
}

/// A record in which everything is as long as it can be.
fn longest() -> Value {
    let words = |count: usize| vec!["Arbeidsmarktregio WIJKONTWIKKELINGSMAATSCHAPPIJ en"; count].join(" ");
    let mut record = record();
    record["deal"]["naam"] = json!(format!("Regio Deal {}", words(9)));
    let parties = |side: &str| (0..40).map(|_| json!([side, words(1)])).collect::<Vec<_>>();
    record["deal"]["partijen"] = json!([parties("rijk"), parties("regio"), parties("partner")].concat());
    record["deal"]["inwerkingtreding"] = json!(null);
    record["deal"]["pijlers"] = json!(vec![words(3); 9]);
    record["projecten-zonder-fase"] = json!(123_456);
    record["geld"]["bijdragen"][1]["vorm"] = json!("in-natura");
    record["verslag"]["peildatum"] = json!("2021-06-30");
    record["verslag"]["versie"] = json!(words(4));
    let result = json!({"naam": words(5), "pijler": "x", "wijk": "y", "stand": "niet-gestart"});
    let result = |index: usize| {
        let mut result = result.clone();
        result["naam"] = json!(format!("{index} {}", words(5)));
        result
    };
    record["resultaten"] = json!((0..30).map(result).collect::<Vec<_>>());
    let mut indicator = record["indicatoren"][1].clone();
    indicator["naam"] = json!(words(4));
    indicator["reden"] = json!(words(9));
    indicator["laatste"]["gedrukt"] = json!("1.234.567.890 WIJKONTWIKKELINGSMAATSCHAPPIJEN");
    indicator["laatste"]["andere-definitie"] = json!(true);
    indicator["nulmeting"] = indicator["laatste"].clone();
    indicator["nulmeting"]["dag"] = json!("2019-12-31");
    indicator["korte-naam"] = json!(words(3));
    indicator["streefwaarde"] = json!({"gedrukt": words(3), "tot": words(2)});
    record["indicatoren"] = json!(vec![indicator; 12]);
    record["lessen"] = json!([{"les": words(6), "tekst": words(30)}]);
    record
}

/// The templates with a block of which the parts refuse what is higher than they are.
fn strict() -> Templates {
    const LAX: &str = "block(height: height, width: 100%, above: 0pt, below: 0pt, breakable: false, {";
    const STRICT: &str = "strict(height, title, {";
    const RULER: &str = "#let strict(height, title, body) = layout(size => {
  let tall = measure(block(width: size.width, body)).height
  assert(tall <= height, message: title + \" is \" + repr(tall) + \", en er is \" + repr(height))
})
#let part(";
    let name = "theme/fact-block.typ";
    let built_in = Templates::built_in();
    let (_, block) = built_in.files().find(|(path, _)| *path == name).unwrap();
    let block = String::from_utf8(block.to_vec()).unwrap();
    assert_eq!(block.matches(LAX).count(), 2, "the block is made otherwise");
    let strict = block.replacen("#let part(", RULER, 1).replace(LAX, STRICT);
    Templates::with_own(&[(name.to_owned(), strict.into_bytes())].into())
}

fn pages(record: Value, templates: &Templates) -> Pdf {
    let record: Record = serde_json::from_value(record).unwrap();
    let taken = Taken { fingerprint: "0123456789abcdef".to_owned(), assurance: Assurance::Proven, record };
    let submissions = [Submission { source: "a.pdf".to_owned(), outcome: Intake::Taken(Box::new(taken)) }];
    let options = Options { year: 2021, with_concepts: false };
    let pdf = voortgang::pipeline::overview(None, options, &submissions, templates)
        .unwrap_or_else(|rejected| panic!("{:?}", rejected.diagnostics[0].message))
        .pdf;
    assert!(pdf.flaws.is_empty(), "{:?}", pdf.flaws);
    pdf
}

#[test]
fn the_longest_texts_stay_within_their_part_of_the_block() {
    pages(longest(), &strict());
}

#[test]
fn a_deal_takes_a_page_however_much_it_says() {
    let built_in = Templates::built_in();
    let (short, long) = (pages(record(), &built_in), pages(longest(), &built_in));
    let page_of = |pdf: &Pdf, what: &str| {
        let document = lopdf::Document::load_mem(&pdf.bytes).unwrap();
        let has = |page: &u32| document.extract_text(&[*page]).is_ok_and(|text| text.contains(what));
        (1..=u32::try_from(pdf.pages).unwrap()).filter(has).collect::<Vec<_>>()
    };
    for pdf in [short, long] {
        let (block, annexes) = (page_of(&pdf, "Leerpunt"), page_of(&pdf, "Bijlage A: "));
        assert_eq!(block.len(), 1);
        assert_eq!(annexes.last(), Some(&(block[0] + 1)));
    }
}

#[test]
fn each_table_of_a_deal_is_captioned_and_the_warning_is_a_paragraph() {
    let pdf = pages(record(), &Templates::built_in());
    let document = lopdf::Document::load_mem(&pdf.bytes).unwrap();
    let role = |element: &lopdf::Dictionary| {
        element.get(b"S").and_then(lopdf::Object::as_name).map(<[u8]>::to_vec).unwrap_or_default()
    };
    let elements = document.objects.values().filter_map(|object| object.as_dict().ok()).filter(|one| one.has(b"P"));
    let roles: Vec<(Vec<u8>, Vec<u8>)> = elements
        .filter_map(|one| {
            let parent = one.get_deref(b"P", &document).and_then(lopdf::Object::as_dict).ok()?;
            Some((role(one), role(parent)))
        })
        .collect();
    let count = |is: fn(&(Vec<u8>, Vec<u8>)) -> bool| roles.iter().filter(|one| is(one)).count();
    let tables = count(|(own, _)| own == b"Table");
    assert!(tables > 10, "{tables}");
    assert_eq!(count(|(own, parent)| own == b"Caption" && parent == b"Table"), tables);
    // Geld, Projecten and Indicatoren are captions and headings at once.
    assert_eq!(count(|(own, parent)| own == b"H3" && parent == b"Caption"), 3);
    assert_eq!(count(|(own, parent)| own == b"Strong" && parent == b"Document"), 0);
}

#[test]
fn small_signs_are_set_as_they_belong() {
    let mut record = record();
    record["lessen"] = json!([{"les": "Reken mee", "tekst": "De regio's kregen \u{20ac} 50.000 erbij."}]);
    let pdf = pages(record, &Templates::built_in());
    let document = lopdf::Document::load_mem(&pdf.bytes).unwrap();
    let numbers: Vec<u32> = document.get_pages().into_keys().collect();
    // Pieces that are set apart come out on lines of their own.
    let text: String = document.extract_text(&numbers).unwrap().split_whitespace().collect();
    assert!(text.contains("regio’skregen€50.000"), "{text}");
    assert!(!text.contains("regio's"), "{text}");
}
