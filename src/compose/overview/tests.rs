//! The chapters of an overview of three deals that are made up for it.

use serde_json::{Value, json};

use super::{Context, Inputs, attachments, typeface};
use crate::compose::templates;
use crate::figures::overview::submission::{self, Refused};
use crate::figures::overview::{Assurance, Books, Intake, Options, Overview, Record, Submission, Taken};
use crate::format::plain_spaces;
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
    for chapter in ["cover", "progress"] {
        let source = rendered(&format!("overview/{chapter}.typ.j2"), None, &submissions());
        assert!(source.contains("Zonder portefeuille is niet bekend hoeveel deals er zijn."), "{source}");
        assert!(!source.contains("\"Datum\""), "{source}");
        let source = rendered(&format!("overview/{chapter}.typ.j2"), Some(&portfolio()), &submissions());
        assert!(!source.contains("Zonder portefeuille"), "{source}");
    }
    let source = rendered("overview/progress.typ.j2", None, &submissions());
    assert!(source.contains("Over 2021 is van 2\u{a0}deals een verslag ontvangen."), "{source}");
    let source = rendered("overview/money.typ.j2", None, &submissions());
    assert!(!source.contains("Uitgekeerd en ontvangen"), "{source}");
}

/// The source of a chapter when the portefeuille says `to` where it says `from`.
fn with_other_books(template: &str, from: &str, to: &str) -> String {
    assert_eq!(PORTFOLIO.matches(from).count(), 1, "{from}");
    let (portfolio, sources, _) = crate::read::portfolio(PORTFOLIO.replace(from, to).as_bytes()).unwrap();
    plain_spaces(&rendered(template, Some(&(portfolio, sources)), &submissions()))
}

#[test]
fn the_day_to_which_the_books_go_is_said_with_the_payments() {
    let source = with_other_books(
        "overview/money.typ.j2",
        "datum: 2022-06-30",
        "datum: 2022-06-30\n    uitgekeerd-tot-en-met: 2021-10-31",
    );
    assert!(source.contains("Tot en met 31 oktober 2021 heeft het Rijk"), "{source}");
    assert!(source.contains("De betalingen van het Rijk zijn bijgewerkt tot en met 31 oktober 2021"), "{source}");
    assert!(!source.contains("Uitgekeerd door het Rijk tot en met 2021"), "{source}");
}

#[test]
fn a_deal_that_was_paid_more_than_was_agreed_has_a_remark() {
    let source = with_other_books("overview/money.typ.j2", "bedrag: 4 mln", "bedrag: 40 mln");
    let remark = "meer uitgekeerd dan de Rijksbijdrage: Regio Deal A (€ 41.500.000, afgesproken € 10.000.000).";
    // Under its tranche, all deals, its form, and beside what was received.
    assert_eq!(source.matches(remark).count(), 4, "{source}");
}

#[test]
fn a_report_with_another_peildatum_is_said_to_count_in_part() {
    let mut other = record("a", "vastgesteld");
    other["verslag"]["peildatum"] = json!("2021-06-30");
    let submissions = [taken(other)];
    for (chapter, said) in [
        ("progress", "De cijfers van 1 daarvan tellen deels mee;"),
        ("progress", "Regio Deal A: telt deels mee, want de peildatum van het verslag is 30 juni 2021."),
        ("deals", "standing: \"telt deels mee: andere peildatum (30 juni 2021)\""),
    ] {
        let source = rendered(&format!("overview/{chapter}.typ.j2"), Some(&portfolio()), &submissions);
        assert!(plain_spaces(&source).contains(said), "{said}: {source}");
    }
}

#[test]
fn who_may_have_sent_a_file_that_cannot_be_read_is_not_said_to_have_sent_nothing() {
    let said =
        "niet ontvangen, tenzij het bestand in bijlage B waarvan de deal niet bekend is, van deze deal is. Het verslag";
    let of = |chapter: &str, name: &str| {
        let mut submissions = submissions();
        name.clone_into(&mut submissions[2].source);
        plain_spaces(&rendered(&format!("overview/{chapter}.typ.j2"), Some(&portfolio()), &submissions))
    };
    assert!(of("progress", "kapot.pdf").contains(said));
    assert!(of("deals", "kapot.pdf").contains("Het kan van deze deal zijn; zie bijlage B."));
    assert!(of("deals", "kapot.pdf").contains("standing: \"niet ontvangen; zie bijlage B\""));
    assert!(of("progress", "regio deal c.pdf").contains("Regio Deal C: mogelijk ontvangen, maar niet verwerkt."));
    assert!(of("deals", "regio deal c.pdf").contains("mogelijk ontvangen, maar niet verwerkt; zie bijlage B"));
}

#[test]
fn of_deals_that_gave_no_delivery_of_last_year_it_is_said_that_they_are_not_compared() {
    let mut before = record("a", "vastgesteld");
    for (key, day) in [("van", "2020-01-01"), ("tot", "2020-12-31"), ("peildatum", "2020-12-31")] {
        before["verslag"][key] = json!(day);
    }
    before["verslag"]["id"] = json!("2020");
    let mut of_dossier = taken(record("b", "vastgesteld"));
    let Intake::Taken(dossier) = &mut of_dossier.outcome else { panic!() };
    dossier.assurance = Assurance::Dossier;
    let submissions = [taken(record("a", "vastgesteld")), taken(before), of_dossier];
    let source = rendered("overview/annexes.typ.j2", Some(&portfolio()), &submissions);
    assert!(
        source.contains("Niet vergeleken, want de levering over 2020 is niet gegeven: B. Ook als een dossier"),
        "{source}"
    );
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

#[test]
fn a_value_that_is_not_there_says_why() {
    let mut of_half_a_year = record("a", "vastgesteld");
    of_half_a_year["verslag"]["peildatum"] = json!("2021-06-30");
    let indicators = of_half_a_year["indicatoren"].as_array_mut().unwrap();
    // Never measured at the start; and measured at the start alone, by a short name as the long one does not fit.
    indicators[0]["telling"] = json!("momentopname");
    indicators[1]["naam"] =
        json!("Percentage van de mensen die er wonen en die ook over tien jaar nog in het gebied willen wonen");
    indicators[1]["nulmeting"] = indicators[1]["laatste"].clone();
    let source = rendered("overview/deals.typ.j2", Some(&portfolio()), &[taken(of_half_a_year)]);
    for part in [
        r#"("Mensen die meedoen", "niet gemeten", "1.200 mensen*"#,
        r#"("Mensen die blijven", "1.200* (31-12-2021)", "nog niet", "geen""#,
        r#"("waarvan in 2021 (tot en met 30-06-2021)", "#,
    ] {
        assert!(plain_spaces(&source).contains(part), "{part}: {source}");
    }
}

#[test]
fn files_that_were_not_processed_are_no_reason_to_say_there_is_nothing_to_remark() {
    let source = rendered("overview/annexes.typ.j2", Some(&portfolio()), &submissions()[..0]);
    assert!(source.contains("Bij de leveringen zijn geen opmerkingen."), "{source}");
    let source = rendered("overview/annexes.typ.j2", None, &submissions()[2..]);
    assert!(source.contains("Bij de andere leveringen zijn geen opmerkingen."), "{source}");
}
