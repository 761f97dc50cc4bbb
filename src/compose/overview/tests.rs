//! The chapters of an overview of three deals that are made up for it.

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

/// What a deal delivers, with one result in three wijken, and an indicator of two oordelen.
fn record(id: &str, status: &str) -> Value {
    let mut record: Value = serde_json::from_str(include_str!("../../../tests/it/record.json")).unwrap();
    record["deal"]["id"] = json!(id);
    record["deal"]["naam"] = json!(format!("Regio Deal {}", id.to_uppercase()));
    record["verslag"]["status"] = json!(status);
    record
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

/// What comes from outside is printed in signs that the typeface has.
#[test]
fn a_file_with_an_odd_name_does_not_keep_the_overview_from_being_made() {
    let mut submissions = submissions();
    for one in &mut submissions {
        one.source = format!("\u{fffd}🎉\u{202e}{}", one.source);
        if let Intake::Refused(refused) = &mut one.outcome {
            refused.why.push('漢');
        }
    }
    let source = rendered("overview/overview.typ.j2", Some(&portfolio()), &submissions);
    assert!(source.contains("□□□kapot.pdf") && source.contains("Dit is geen pdf□"), "{source}");
    let can_show = crate::world::coverage();
    assert_eq!(source.chars().find(|sign| !sign.is_whitespace() && !can_show(*sign)), None);
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
