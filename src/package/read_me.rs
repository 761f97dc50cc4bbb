//! `0-LEESMIJ.txt`: for each file of the package what it is for and for whom, and what lacks.

use super::{About, File, FileNames};
use crate::format;

pub(super) fn file(about: About<'_>, names: &FileNames, lacking: &[String]) -> File {
    File {
        name: "0-LEESMIJ.txt".to_owned(),
        bytes: text(about, names, lacking).into_bytes(),
        about: "Wat er in het pakket zit, en voor wie".to_owned(),
    }
}

fn text(about: About<'_>, names: &FileNames, lacking: &[String]) -> String {
    let report = about.report;
    let mut text = format!(
        "GRIFFIEPAKKET\n{}\nVersie {}, status: {} ({})\n",
        names.title,
        report.version,
        report.status.stage().word(),
        format::date(*report.status.day()),
    );
    if about.dossier.has_invented(report) {
        text.push_str("Dit is een voorbeeld: er staan verzonnen gegevens in.\n");
    }
    text.push_str("\n\nWAT NOG ONTBREEKT\n\n");
    if lacking.is_empty() {
        text.push_str("Niets: alles wat wij zoeken, staat in het dossier.\n");
    } else {
        text.push_str("Dit staat niet in het dossier. Wij vullen het niet zelf in.\n\n");
        for lack in lacking {
            text.push_str(&format!("- {}\n", lack.replace('`', "")));
        }
        text.push_str(INCOMPLETE);
    }
    text.push_str("\n\nWAT ER IN ZIT, EN VOOR WIE\n");
    let files: [(&str, &str, &str); 12] = [
        (&names.annex, "de raad", "Het verslag in een paar bladzijden. Zet dit bij de raadsstukken, ter kennisname."),
        (
            &names.delivery,
            "de raad, het ministerie, iedereen",
            "Het hele verslag. Dit is het authentieke stuk: de gegevens zitten erin, en daarmee is het opnieuw te maken. \
             Publiceer dit bestand zoals het is: na een bewerking is niet meer te bewijzen dat het klopt.",
        ),
        (
            &names.archive,
            "het archief",
            "Hetzelfde verslag zonder bestanden erin, voor een archief dat die niet aanneemt. Het noemt het authentieke \
             stuk en het controlegetal daarvan.",
        ),
        (
            &names.html,
            "iedereen, op een telefoon of met een schermlezer",
            "Hetzelfde verslag als webpagina, in één bestand.",
        ),
        (
            "aanbiedingsbrief.md",
            "wie de brief van het college schrijft",
            "Het begin van de brief. Wat tussen [haken] staat, is nog in te vullen.",
        ),
        (
            "toegankelijkheid.md",
            "wie de toegankelijkheidsverklaring bijhoudt",
            "Wat de computer heeft bewezen, en wat een mens nog moet bekijken.",
        ),
        (
            "metagegevens/mdto/",
            "de archivaris",
            "Gegevens voor het e-depot volgens MDTO-XML 1.0.1: van de raadsbijlage en het verslag, en van elk bestand. Een \
             datum bij een controlegetal is de dag van de status: het programma kent geen klok.",
        ),
        (
            "metagegevens/diwoo/",
            "wie publiceert volgens de Woo",
            "Gegevens voor de Woo-index volgens DiWoo 0.9.8. Een raadsstuk valt onder de informatiecategorie \
             vergaderstukken decentrale overheden. Een handeling heeft een datum zonder tijd; er staat 0.00 uur.",
        ),
        (
            "open-data/",
            "wie met de cijfers wil rekenen",
            "Alle gegevens als csv-bestanden en als één json-bestand. Begin bij datawoordenboek.md.",
        ),
        ("inhoud.json", "een computer", "Elk bestand met zijn grootte en zijn controlegetal (SHA-256)."),
        ("SHA256SUMS", "wie wil nagaan of alles heel is aangekomen", "Controleer met: sha256sum --check SHA256SUMS"),
        ("0-LEESMIJ.txt", "u", "Dit bestand."),
    ];
    for (name, reader, what) in files {
        text.push_str(&format!("\n{name}\n  Voor: {reader}\n"));
        for line in wrapped(what, 88) {
            text.push_str(&format!("  {line}\n"));
        }
    }
    text.push_str(TWICE);
    text.replace('\u{a0}', " ")
}

const INCOMPLETE: &str = "
Een bestand met metagegevens waarin daardoor iets ontbreekt wat verplicht is, heeft
.onvolledig in zijn naam. Vul het dossier aan en maak het pakket opnieuw.
";

const TWICE: &str = "

OPNIEUW MAKEN

Hetzelfde dossier en dezelfde versie van het programma geven hetzelfde pakket, tot op de
laatste byte.
";

/// Lines of at most so many letters.
fn wrapped(text: &str, longest: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= longest => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
