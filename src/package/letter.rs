//! The beginning of an aanbiedingsbrief, to be finished by who sends it: in Word, where letters are written.

use super::organisation::Organisation;
use super::{About, File, FileNames, word};
use crate::format;
use crate::model::{ReportKind, Stage};

/// The name of the letter.
pub(super) const NAME: &str = "aanbiedingsbrief.docx";

pub(super) fn file(about: About<'_>, names: &FileNames) -> File {
    File {
        name: NAME.to_owned(),
        bytes: word::document(&format!("Aanbiedingsbrief: {}", names.title), &text(about, names)),
        about: "Begin van een aanbiedingsbrief van het college aan de raad".to_owned(),
    }
}

/// Its text, with the signs that [`word`] knows.
fn text(about: About<'_>, names: &FileNames) -> String {
    let (deal, report) = (&about.dossier.deal, about.report);
    let references = deal.references.as_ref();
    let status = &report.status;
    let open = |what: &str| format!("[nog invullen: {what}]");
    let or_open = |known: Option<String>, what: &str| known.unwrap_or_else(|| open(what));
    let of = |pick: fn(&crate::model::References) -> Option<&crate::model::Text>| {
        references.and_then(pick).map(ToString::to_string)
    };
    let day = |day: Option<crate::model::Date>, what: &str| or_open(day.map(|day| format::date(*day)), what);
    let what = match report.kind {
        ReportKind::Progress => "de voortgangsrapportage",
        ReportKind::Baseline => "de rapportage van de nulmeting",
        ReportKind::Interim => "het tussenbericht",
        ReportKind::FinalEvaluation => "de eindevaluatie",
    };
    let number = about.stamp.map(ToOwned::to_owned).or_else(|| of(|of| of.ris.as_ref()));
    let about_what = match report.kind {
        ReportKind::FinalEvaluation => "over de hele looptijd".to_owned(),
        _ if report.period.is_calendar_year() => format!("over het jaar {}", format::period(&report.period)),
        _ => format!("over de periode {}", format::period(&report.period)),
    };
    let steps = match (status.discussed, status.adopted) {
        (Some(discussed), Some(adopted)) => format!(
            "Het overleg van Rijk en Regio besprak het concept op {}. Wij stelden het verslag vast op {}.",
            format::date(*discussed),
            format::date(*adopted)
        ),
        (None, Some(adopted)) => format!("Wij stelden het verslag vast op {}.", format::date(*adopted)),
        (_, None) => format!("Wij stelden het verslag vast op {}.", open("datum van vaststelling")),
    };
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
| Aan | de gemeenteraad, ter kennisname |
| Van | het college van burgemeester en wethouders ({organisation}) |
| Portefeuillehouder | {holder} |
| Commissie | {committee} |
| Kenmerk | {number} |
| Zaaknummer | {case} |
| Datum | {date} |
| Onderwerp | {title} |

Geachte raad,

Hierbij bieden wij u {what} van {deal} {about_what} aan. De raadsbijlage vat het verslag samen in een paar bladzijden. Wij \
sturen u het verslag ter kennisname: wij vragen u niet om een besluit.

{steps} Het verslag beschrijft de stand op {reference_date}.

[nog invullen: wat de raad volgens het college vooral moet weten, in twee of drie zinnen]

[nog invullen: moties en toezeggingen die hiermee zijn afgedaan, of haal deze zin weg]

Het verslag gaat ook naar {recipient}.

Met vriendelijke groet,

het college van burgemeester en wethouders

[nog invullen: namen van secretaris en burgemeester]

## Bijlagen

1. Raadsbijlage: `{annex}`
2. Het hele verslag, met de gegevens erin: `{delivery}`
3. Hetzelfde verslag als webpagina: `{html}`
",
        organisation = Organisation::of(about).name,
        holder = or_open(of(|of| of.portefeuillehouder.as_ref()), "portefeuillehouder"),
        committee = or_open(of(|of| of.committee.as_ref()), "raadscommissie"),
        number = or_open(number, "kenmerk van de registratie"),
        case = or_open(of(|of| of.zaaknummer.as_ref()), "zaaknummer, of haal deze regel weg"),
        date = day(status.presented, "datum van verzending"),
        title = names.title,
        deal = deal.name,
        reference_date = format::date(*report.reference_date),
        recipient = or_open(recipient(about), "het ministerie dat het verslag krijgt"),
        annex = names.annex,
        delivery = names.delivery,
        html = names.html,
    )
    .replace('\u{a0}', " ")
}

/// The ministry that receives the report by then, as in the colofon.
fn recipient(about: About<'_>) -> Option<String> {
    let known = about.dossier.deal.recipients.iter();
    let until = known.filter(|recipient| recipient.from.day() <= *about.report.known_through);
    until.max_by_key(|recipient| recipient.from.day()).map(|recipient| recipient.name.to_string())
}
