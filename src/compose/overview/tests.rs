//! The chapters of an overview of three deals that are made up for it, and the size of a block.

use serde_json::{Value, json};

use super::{Context, Inputs, attachments, typeface};
use crate::compose::templates;
use crate::figures::overview::submission::{self, Refused};
use crate::figures::overview::{Assurance, Books, Intake, Options, Overview, Record, Submission, Taken};
use crate::model::Portfolio;
use crate::read::Sources;
use crate::world::Templates;

const PORTFOLIO: &str = "
naam: Regio Deals
toelichting-fictief: Alles is verzonnen.
tranches:
  - {nummer: 2, naam: Tweede tranche, rijksbijdrage: 30 mln, bron: een bron}
  - {nummer: 3, naam: Derde tranche}
deals:
  - id: a
    naam: Regio Deal A
    tranche: 2
    rijksbijdrage: 10 mln
    vorm: decentralisatie-uitkering
    uitgekeerd:
      - {jaar: 2020, bedrag: 4 mln}
      - {jaar: 2021, bedrag: '1,5 mln', toelichting: betaald op 29 december}
  - {id: b, naam: Regio Deal B, tranche: 2, rijksbijdrage: 20 mln, vorm: specifieke-uitkering, uitgekeerd: [{jaar: 2021, bedrag: 3 mln}]}
  - {id: c, naam: Regio Deal C, tranche: 3, rijksbijdrage: '0,4 mln', vorm: specifieke-uitkering}
overzichten:
  - jaar: 2021
    ontvanger: Ministerie van Voorbeelden
    ontvanger-kort: MVV
    inleveren-voor: 2022-06-15
    datum: 2022-06-30
    inleiding: Een *inleiding*.
    rode-draden: [{titel: Een draad, tekst: Die men ziet.}]
    leerervaringen: [{titel: Een les, tekst: Die men leerde.}]
    moties-en-toezeggingen:
      - {soort: motie, titel: Iets doen, indiener: een lid, vindplaats: Kamerstuk 1, stand: deels-afgedaan, afdoening: Er is **iets** gedaan.}
    vooruitblik: Straks.
";

fn traced(euros: &str) -> Value {
    json!({"waarde": euros, "formule": "", "plaatsen": ["bestedingen/2021.yaml:2"]})
}

/// What a deal delivers: 10 projects, 8 million of which 4 of the region, one indicator of each kind.
fn record(id: &str, status: &str) -> Value {
    let indicator = |name: &str, verdict: &str, reason: &str| {
        json!({
            "id": name, "naam": name, "korte-naam": name, "plaats": "indicatoren/x.yaml:2", "soort": "prestatie",
            "definitie": "Wie meedoet.", "populatie": "Iedereen", "steekproef": false, "maat": "aantal",
            "eenheid": "mensen", "decimalen": 0, "telling": "cumulatief", "richting": "stijgt", "nulmeting": null,
            "laatste": {
                "van": "2020-01-01", "dag": "2021-12-31", "waarde": "1200", "formule": "",
                "plaatsen": ["indicatoren/x.yaml:20"], "gedrukt": "1.200\u{a0}mensen", "kwaliteit": "voorlopig",
                "andere-definitie": false
            },
            "afspraak": "", "oordeel": verdict, "reden": reason, "oordeel-van-auteur": false
        })
    };
    let contribution = |side: &str, amount: &str| {
        json!({
            "partij": side, "zijde": side, "aard": "toezegging", "vorm": "eigen-middelen", "btw": "inclusief",
            "bedrag": traced(amount)
        })
    };
    json!({
        "deal": {
            "id": id, "naam": format!("Regio Deal {}", id.to_uppercase()), "tranche": 2,
            "inwerkingtreding": "2020-01-01", "einde": "2023-12-31",
            "partijen": [["rijk", "MVV"], ["regio", "gemeente Aa"], ["regio", "gemeente Bee"]],
            "pijlers": ["Wonen", "Werken"], "fictief": true
        },
        "verslag": {
            "id": "2021", "soort": "voortgang", "van": "2021-01-01", "tot": "2021-12-31", "peildatum": "2021-12-31",
            "gegevensstand": "2022-04-15", "status": status, "status-op": "2022-05-01", "versie": "1.0"
        },
        "geld": {
            "bijdragen": [contribution("rijk", "10000000"), contribution("regio", "4000400")],
            "ontvangen-van-rijk": {"2020": traced("4000000"), "2021": traced("1000000")},
            "besteed-per-jaar": {"2020": traced("500000"), "2021": traced("1234567.89")},
            "besteed": traced("1734567.89"), "begroot": traced("14000000"),
            "dekking": {
                "rijk": traced("1"), "regio": traced("1"), "partners": traced("0"), "zonder-opgave": traced("0")
            }
        },
        "projecten": {"lopend": 7, "afgerond": 2}, "projecten-plaatsen": {
            "lopend": (1..=7).map(|line| format!("verslagen/2021.yaml:{line}")).collect::<Vec<_>>(),
            "afgerond": ["verslagen/2021.yaml:8", "verslagen/2021.yaml:9"]
        },
        "projecten-zonder-fase": 1, "projecten-zonder-besteding": ["Een buurthuis"], "bijdragen-plaats": "deal.yaml:9",
        "resultaten": [
            {"naam": "Een plein", "pijler": "Wonen", "wijk": "Noord", "stand": "in-uitvoering"},
            {"naam": "Een plein", "pijler": "Wonen", "wijk": "Zuid", "stand": "gerealiseerd"},
            {"naam": "Een plein", "pijler": "Wonen", "wijk": "Oost", "stand": "gerealiseerd"},
            {"naam": "Een loket", "pijler": "Werken", "wijk": null, "stand": null}
        ],
        "indicatoren": [
            indicator("Mensen die meedoen", "op-koers", "De meting ligt voor op de hulplijn."),
            indicator("Mensen die blijven", "niet-te-beoordelen", "er is geen bruikbare nulmeting")
        ],
        "lessen": [{"les": "Begin klein", "tekst": "Dat *helpt*."}],
        "eerdere-cijfers": []
    })
}

fn taken(record: Value) -> Submission {
    let record: Record = serde_json::from_value(record).unwrap();
    Submission {
        source: format!("{}.pdf", record.deal.id),
        outcome: Intake::Taken(Box::new(Taken {
            fingerprint: crate::world::sha256(record.deal.id.as_bytes()),
            assurance: Assurance::Proven,
            record,
        })),
    }
}

/// What came in: two reports, of which one a concept, and a file that is no report.
fn submissions() -> Vec<Submission> {
    let broken = Refused::new("dit is geen pdf", "vraag de regio om het oorspronkelijke rapport");
    vec![
        taken(record("a", "vastgesteld")),
        taken(record("b", "concept")),
        Submission { source: "kapot.pdf".to_owned(), outcome: Intake::Refused(broken) },
    ]
}

fn portfolio() -> (Portfolio, Sources) {
    let (portfolio, sources, _) = crate::read::portfolio(PORTFOLIO.as_bytes()).unwrap();
    (portfolio, sources)
}

/// What a template makes of the overview.
fn rendered(template: &str, books: Option<&(Portfolio, Sources)>, submissions: &[Submission]) -> String {
    let books = books.map(|(portfolio, sources)| Books { portfolio, sources, fingerprint: "0123456789abcdef" });
    let sorted = submission::sort(books.map(|books| books.portfolio), 2021, submissions);
    let overview = Overview::of(books, Options { year: 2021, with_concepts: false }, sorted);
    let inputs = Inputs { portfolio: books.map(|_| PORTFOLIO.as_bytes()), submissions };
    let attached = attachments::all(&overview, &inputs);
    let context = Context::of(&overview, &inputs, &attached, &typeface().unwrap());
    templates::render(&Templates::built_in(), template, &context).unwrap().0
}

#[test]
fn the_chapters_are_these() {
    for chapter in ["progress", "money", "goals", "lessons", "deals", "annexes"] {
        let source = rendered(&format!("overview/{chapter}.typ.j2"), Some(&portfolio()), &submissions());
        // Blank lines of the template say nothing.
        let source: Vec<&str> = source.lines().filter(|line| !line.trim().is_empty()).collect();
        insta::assert_snapshot!(chapter, source.join("\n"));
    }
}

#[test]
fn without_a_portfolio_the_overview_is_about_what_was_delivered() {
    let source = rendered("overview/progress.typ.j2", None, &submissions());
    assert!(source.contains("Over 2021 is van 2 van de 2\u{a0}deals een verslag ontvangen."), "{source}");
    let source = rendered("overview/money.typ.j2", None, &submissions());
    assert!(!source.contains("Uitgekeerd en ontvangen"), "{source}");
}

/// A record in which everything is as long as it can be.
fn longest() -> Value {
    let words = |count: usize| vec!["Arbeidsmarktregio WIJKONTWIKKELINGSMAATSCHAPPIJ en"; count].join(" ");
    let mut record = record("a", "vastgesteld");
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
    record["indicatoren"] = json!(vec![indicator; 12]);
    record["lessen"] = json!([{"les": words(6), "tekst": words(30)}]);
    record
}

/// The templates with a block of which the parts refuse what is higher than they are.
fn strict() -> Templates {
    const LAX: &str = "block(height: height, width: 100%, above: 0pt, below: 0pt, breakable: false, {";
    const STRICT: &str = "layout(size => {
  let tall = measure(block(width: size.width, { heading(level: 3, title); body })).height
  assert(tall <= height, message: title + \" is \" + repr(tall) + \", en er is \" + repr(height))
})
#let unused(height, title, body) = block({";
    let name = "theme/fact-block.typ";
    let built_in = Templates::built_in();
    let (_, block) = built_in.files().find(|(path, _)| *path == name).unwrap();
    let block = String::from_utf8(block.to_vec()).unwrap();
    assert!(block.contains(LAX), "the block is made otherwise");
    Templates::with_own(&[(name.to_owned(), block.replacen(LAX, STRICT, 1).into_bytes())].into())
}

fn typeset(submissions: &[Submission], templates: &Templates) -> crate::typeset::Pdf {
    let sorted = submission::sort(None, 2021, submissions);
    let overview = Overview::of(None, Options { year: 2021, with_concepts: false }, sorted);
    let inputs = Inputs { portfolio: None, submissions };
    let composed = super::overview(&overview, &inputs, templates).unwrap();
    crate::typeset::typeset(&composed).unwrap_or_else(|problems| panic!("{:?}", problems[0].message))
}

#[test]
fn the_longest_texts_stay_within_their_part_of_the_block() {
    typeset(&[taken(longest())], &strict());
}

#[test]
fn a_deal_takes_a_page_however_much_it_says() {
    let pages = |record: Value| typeset(&[taken(record)], &Templates::built_in());
    let (short, long) = (pages(record("a", "vastgesteld")), pages(longest()));
    let page_of = |pdf: &crate::typeset::Pdf, what: &str| {
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
fn of_many_deals_the_parts_of_a_figure_are_in_the_attached_table() {
    let of_deal = |number: usize| taken(record(&format!("deal-{number:03}"), "vastgesteld"));
    let submissions: Vec<Submission> = (0..100).map(of_deal).collect();
    let source = rendered("overview/annexes.typ.j2", None, &submissions);
    assert!(source.contains(r#"("En 90 andere", "", "", "alle in cijfers.csv", )"#), "{source}");
    let source = rendered("overview/deals.typ.j2", None, &submissions);
    assert_eq!(source.matches("listed: false").count(), 100, "the contents would be of deals alone");
}
