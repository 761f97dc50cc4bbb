//! The beginning of an aanbiedingsbrief, to be finished by who sends it: in Word, where letters are written.

use super::{About, File, FileNames, organisation, word};
use crate::compose;
use crate::format;
use crate::model::{Recipient, ReportKind, Stage};

/// What is to be filled in when the dossier does not say who presents the report.
const WHO: &str = "welke gemeente of provincie dit aanbiedt";

/// The name of the letter.
pub(super) const NAME: &str = "aanbiedingsbrief.docx";

pub(super) fn file(about: About<'_>, names: &FileNames) -> File {
    File {
        name: NAME.to_owned(),
        bytes: word::document(&format!("Aanbiedingsbrief: {}", names.title), &text(about, names)),
        about: "Begin van een aanbiedingsbrief bij het verslag".to_owned(),
    }
}

/// Its text, with the signs that [`word`] knows.
/// What it says; the signs that tell its form are those of [`word`].
pub(super) fn text(about: About<'_>, names: &FileNames) -> String {
    let (deal, report) = (&about.dossier.deal, about.report);
    let references = deal.references.as_ref();
    let status = &report.status;
    let open = |what: &str| format!("[nog invullen: {what}]");
    let or_open = |known: Option<String>, what: &str| known.unwrap_or_else(|| open(what));
    let of = |pick: fn(&crate::model::References) -> Option<&crate::model::Text>| {
        references.and_then(pick).map(ToString::to_string)
    };
    let day = |day: Option<crate::model::Date>, what: &str| or_open(day.map(|day| format::date(*day)), what);
    let organisation = organisation::of(about);
    let body = organisation.body.words();
    let executive = body.map(|of| of.executive.to_owned()).or_else(|| organisation.name.clone());
    let recipient = deal.recipient_on(report.known_through).map(Recipient::in_sentence);
    // The letter is a paper of its own: it gets neither the number of the report nor that of the annex.
    let numbered = |number: Option<&str>| number.map_or_else(String::new, |number| format!(", kenmerk {number}"));
    let about_what = match report.kind {
        ReportKind::FinalEvaluation => "over de hele looptijd".to_owned(),
        _ if report.period.is_calendar_year() => format!("over het jaar {}", format::period(&report.period)),
        _ => format!("over de periode {}", format::period(&report.period)),
    };
    let discussed = match status.discussed {
        Some(discussed) => {
            format!("Het overleg van Rijk en Regio besprak het concept op {}. ", format::date(*discussed))
        }
        None => String::new(),
    };
    let adopted = day(status.adopted, "datum van vaststelling");
    let invented = if about.dossier.has_invented(report) {
        "\n**Let op: dit is een voorbeeld. Er staan verzonnen gegevens in het verslag.**\n"
    } else {
        ""
    };
    let concept = if status.stage() < Stage::Adopted {
        format!(
            "\n**Let op: het verslag is nog niet vastgesteld (status: {}). Verstuur deze brief niet.**\n",
            status.stage().word()
        )
    } else {
        String::new()
    };
    format!(
        "# Aanbiedingsbrief (begin; nog af te maken)
{invented}{concept}
| | |
| --- | --- |
| Aan | {council}, ter kennisname |
| Van | {sender} |
| Portefeuillehouder | {holder} |
| Commissie | {committee} |
| Kenmerk | {number} |
{case}| Datum | {date} |
| Onderwerp | {title} |

{salutation},

Hierbij bieden wij u {what} van {deal} {about_what} aan. De raadsbijlage vat het verslag samen in een paar bladzijden. Wij \
sturen u het verslag ter kennisname: wij vragen u niet om een besluit.

{discussed}Wij stelden het verslag vast op {adopted}. Het verslag beschrijft de stand op {reference_date}.

[nog invullen: wat de ontvangers vooral moeten weten, in twee of drie zinnen]

[nog invullen: moties en toezeggingen die hiermee zijn afgedaan, of haal deze zin weg]

Het verslag gaat ook naar {recipient}.

Met vriendelijke groet,

{executive}

[nog invullen: namen van {signers}]

## Bijlagen

1. Raadsbijlage{annex_number}: `{annex}`
2. Het hele verslag{report_number}, met de gegevens erin: `{delivery}`
3. Hetzelfde verslag als webpagina: `{html}`
",
        council = or_open(body.map(|of| of.council.to_owned()), "welke raad, Staten of welk bestuur dit krijgt"),
        sender = or_open(organisation.sender(), WHO),
        what = compose::report_in_sentence(report.kind),
        salutation = body.map_or("Geachte leden", |of| of.salutation),
        executive = or_open(executive, WHO),
        signers = body.map_or("wie ondertekenen", |of| of.signers),
        holder = or_open(of(|of| of.portefeuillehouder.as_ref()), "portefeuillehouder"),
        committee = or_open(of(|of| of.committee.as_ref()), body.map_or("commissie", |of| of.committee)),
        number = open("kenmerk van deze brief, als het er een krijgt"),
        annex_number = numbered(about.annex_stamp),
        report_number = numbered(about.stamp),
        case = of(|of| of.zaaknummer.as_ref()).map_or_else(String::new, |case| format!("| Zaaknummer | {case} |\n")),
        date = day(status.presented, "datum van verzending"),
        title = names.title,
        deal = deal.in_sentence(),
        reference_date = format::date(*report.reference_date),
        recipient = or_open(recipient, "het ministerie dat het verslag krijgt"),
        annex = names.annex,
        delivery = names.delivery,
        html = names.html,
    )
    .replace('\u{a0}', " ")
}
