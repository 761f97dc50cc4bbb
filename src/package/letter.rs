//! The beginning of an aanbiedingsbrief, to be finished by who sends it: in Word, where letters are written.

use super::word::{self, Block, Piece};
use super::{About, File, FileNames};
use crate::compose;
use crate::format;
use crate::model::{Date, Recipient, ReportKind, Stage, Text};

/// What is to be filled in when the dossier does not say who presents the report.
const WHO: &str = "welke gemeente of provincie dit aanbiedt";

/// The name of the letter.
pub(super) const NAME: &str = "aanbiedingsbrief.docx";

pub(super) fn file(about: About<'_>, names: &FileNames) -> File {
    File {
        name: NAME.to_owned(),
        bytes: word::document(&format!("Aanbiedingsbrief: {}", names.title), &blocks(about, names)),
        about: "Begin van een aanbiedingsbrief bij het verslag".to_owned(),
    }
}

/// Its parts, from its heading to its annexes.
fn blocks(about: About<'_>, names: &FileNames) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(1, "Aanbiedingsbrief (begin; nog af te maken)".to_owned())];
    blocks.extend(warnings(about).into_iter().map(Block::Attention));
    blocks.push(Block::Facts(facts(about, names)));
    blocks.extend(paragraphs(about).map(Block::Paragraph));
    blocks.push(Block::Heading(2, "Bijlagen".to_owned()));
    blocks.extend(annexes(about, names).map(Block::Item));
    blocks
}

/// Why it should not be sent as it is.
fn warnings(about: About<'_>) -> Vec<String> {
    let mut warnings = Vec::new();
    if about.dossier.has_invented(about.report) {
        warnings.push("Let op: dit is een voorbeeld. Er staan verzonnen gegevens in het verslag.".to_owned());
    }
    let stage = about.report.status.stage();
    if stage < Stage::Adopted {
        warnings.push(format!(
            "Let op: het verslag is nog niet vastgesteld (status: {}). Verstuur deze brief niet.",
            stage.word()
        ));
    }
    warnings
}

/// Who sends it to whom, when, and about what.
fn facts(about: About<'_>, names: &FileNames) -> Vec<(&'static str, Vec<Piece>)> {
    let references = about.dossier.deal.references.as_ref();
    let organisation = about.organisation();
    let body = organisation.body.words();
    let council = match body {
        Some(of) => Piece::plain(of.council),
        None => Piece::open("welke raad, Staten of welk bestuur dit krijgt"),
    };
    let holder = references.and_then(|of| of.portefeuillehouder.as_ref());
    let committee = references.and_then(|of| of.committee.as_ref());
    let case_number = references.and_then(|of| of.zaaknummer.as_ref());
    let mut facts = vec![
        ("Aan", vec![council, Piece::plain(", ter kennisname")]),
        ("Van", vec![known_or_open(organisation.sender(), WHO)]),
        ("Portefeuillehouder", vec![known_or_open(holder.map(Text::as_str), "portefeuillehouder")]),
        ("Commissie", vec![known_or_open(committee.map(Text::as_str), body.map_or("commissie", |of| of.committee))]),
        // The letter is a paper of its own: it gets neither the number of the report nor that of the annex.
        ("Kenmerk", vec![Piece::open("kenmerk van deze brief, als het er een krijgt")]),
    ];
    facts.extend(case_number.map(|case_number| ("Zaaknummer", vec![Piece::plain(case_number.as_str())])));
    facts.extend([
        ("Datum", vec![day_or_open(about.report.status.presented, "datum van verzending")]),
        ("Onderwerp", vec![Piece::plain(&names.title)]),
    ]);
    facts
}

/// What it says, from its salutation to who sign it.
fn paragraphs(about: About<'_>) -> [Vec<Piece>; 9] {
    let (deal, report) = (&about.dossier.deal, about.report);
    let organisation = about.organisation();
    let body = organisation.body.words();
    let executive = body.map(|of| of.executive.to_owned()).or(organisation.name);
    let recipient = deal.recipient_on(report.known_through).map(Recipient::in_sentence);
    let period = match report.kind {
        ReportKind::FinalEvaluation => "over de hele looptijd".to_owned(),
        _ if report.period.is_calendar_year() => format!("over het jaar {}", format::period(&report.period)),
        _ => format!("over de periode {}", format::period(&report.period)),
    };
    let offer = format!(
        "Hierbij bieden wij u {} van {} {period} aan. De raadsbijlage vat het verslag samen in een paar bladzijden. \
         Wij sturen u het verslag ter kennisname: wij vragen u niet om een besluit.",
        compose::report_in_sentence(report.kind),
        deal.in_sentence(),
    );
    let discussed = report.status.discussed.map_or_else(String::new, |day| {
        format!("Het overleg van Rijk en Regio besprak het concept op {}. ", format::date(*day))
    });
    [
        vec![Piece::plain(format!("{},", body.map_or("Geachte leden", |of| of.salutation)))],
        vec![Piece::plain(offer)],
        vec![
            Piece::plain(format!("{discussed}Wij stelden het verslag vast op ")),
            day_or_open(report.status.adopted, "datum van vaststelling"),
            Piece::plain(format!(". Het verslag beschrijft de stand op {}.", format::date(*report.reference_date))),
        ],
        vec![Piece::open("wat de ontvangers vooral moeten weten, in twee of drie zinnen")],
        vec![Piece::open("moties en toezeggingen die hiermee zijn afgedaan, of haal deze zin weg")],
        vec![
            Piece::plain("Het verslag gaat ook naar "),
            known_or_open(recipient, "het ministerie dat het verslag krijgt"),
            Piece::plain("."),
        ],
        vec![Piece::plain("Met vriendelijke groet,")],
        vec![known_or_open(executive, WHO)],
        vec![Piece::open(format!("namen van {}", body.map_or("wie ondertekenen", |of| of.signers)))],
    ]
}

/// What goes with it, each with its file.
fn annexes(about: About<'_>, names: &FileNames) -> [Vec<Piece>; 3] {
    let numbered = |number: Option<&str>| number.map_or_else(String::new, |number| format!(", kenmerk {number}"));
    [
        (format!("Raadsbijlage{}: ", numbered(about.annex_stamp)), &names.annex),
        (format!("Het hele verslag{}, met de gegevens erin: ", numbered(about.stamp)), &names.delivery),
        ("Hetzelfde verslag als webpagina: ".to_owned(), &names.html),
    ]
    .map(|(what, file)| vec![Piece::plain(what), Piece::name(file)])
}

/// What is known, or what a person must fill in.
fn known_or_open(known: Option<impl Into<String>>, what: &str) -> Piece {
    known.map_or_else(|| Piece::open(what), Piece::plain)
}

fn day_or_open(day: Option<Date>, what: &str) -> Piece {
    known_or_open(day.map(|day| format::date(*day)), what)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{OF_OVERIJSSEL, with_changed_report, with_report, with_report_of};
    use super::super::word::tests::read_back;
    use super::*;

    /// What a reader of the letter sees.
    fn letter_of(about: About<'_>) -> String {
        read_back(&file(about, &FileNames::of(about)).bytes)
    }

    #[test]
    fn the_letter_reads_well() {
        with_report(|about| insta::assert_snapshot!(letter_of(about)));
    }

    /// Several parties signed for Twente. None of them is taken for the sender, unless the dossier says so.
    #[test]
    fn who_sends_it_is_said_by_the_dossier_or_left_open() {
        let twente = "portfolio/deals/twente";
        let who = "<[nog invullen: welke gemeente of provincie dit aanbiedt]>";
        with_report_of(twente, &[], |about| {
            let letter = letter_of(about);
            for said in [&format!("Tabel: Van | {who}\n"), "Tabel: Aan | <[nog invullen", "Geachte leden,"] {
                assert!(letter.contains(said), "{said}\n{letter}");
            }
            for wrong in ["gemeenteraad", "college", "burgemeester", "Overijssel"] {
                assert!(!letter.contains(wrong), "{wrong}\n{letter}");
            }
        });
        with_report_of(twente, &[OF_OVERIJSSEL], |about| {
            let letter = letter_of(about);
            for said in [
                "Tabel: Aan | Provinciale Staten, ter kennisname\n",
                "Tabel: Van | Gedeputeerde Staten (provincie Overijssel)\n",
                "Geachte Statenleden,",
                "namen van secretaris en commissaris van de Koning",
                "<[nog invullen: Statencommissie]>",
            ] {
                assert!(letter.contains(said), "{said}\n{letter}");
            }
            assert!(!letter.contains("raad,") && !letter.contains("college"), "{letter}");
        });
    }

    /// A letter before the adoption keeps the day of the discussion, which is known.
    #[test]
    fn a_letter_keeps_what_is_known() {
        let adopted = ("  vastgesteld: 2022-06-07\n  aangeboden: 2022-06-14\n", "");
        let ministry = ("naam: het ministerie van Binnenlandse", "naam: Ministerie van Binnenlandse");
        with_changed_report(&[adopted, ministry], |about| {
            let letter = letter_of(about);
            for said in [
                "besprak het concept op 12 mei 2022. Wij stelden het verslag vast op <[nog invullen",
                "van de Regio Deal Den Haag Zuidwest",
                "gaat ook naar het Ministerie van Binnenlandse",
            ] {
                assert!(letter.contains(said), "{said}\n{letter}");
            }
        });
        with_report(|about| {
            let numbered = About { stamp: Some("RIS1"), annex_stamp: Some("RIS2"), ..about };
            let letter = letter_of(numbered);
            for said in [
                "Tabel: Kenmerk | <[nog invullen",
                "Lijstnummering: Raadsbijlage, kenmerk RIS2:",
                "Lijstnummering: Het hele verslag, kenmerk RIS1,",
            ] {
                assert!(letter.contains(said), "{said}\n{letter}");
            }
        });
    }

    /// A value of the dossier is never a heading, an open place or a name, whatever signs it holds.
    #[test]
    fn a_value_in_the_letter_is_never_form() {
        let values = [
            ("organisatie: gemeente Den Haag", "organisatie: \"# Regio 1. Oost\""),
            ("portefeuillehouder: wethouder van Wonen, Wijken en Welzijn", "portefeuillehouder: \"[nog invullen: x]\""),
            ("kenmerken:\n", "kenmerken:\n  commissie: \"de `eerste` | **Bestuur**\"\n"),
        ];
        with_changed_report(&values, |about| {
            let letter = letter_of(about);
            for said in [
                "Tabel: Van | het college van burgemeester en wethouders (# Regio 1. Oost)\n",
                "Tabel: Portefeuillehouder | [nog invullen: x]\n",
                "Tabel: Commissie | de `eerste` | **Bestuur**\n",
            ] {
                assert!(letter.contains(said), "{said}\n{letter}");
            }
        });
        with_changed_report(
            &[values[0], ("  tooi-id: https://identifier.overheid.nl/tooi/id/gemeente/gm0518\n", "")],
            |about| {
                let letter = letter_of(about);
                assert!(letter.contains("Standaard: # Regio 1. Oost\n"), "{letter}");
            },
        );
    }
}
