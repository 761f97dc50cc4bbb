//! `0-LEESMIJ.txt`: for each file of the package what it is for and for whom, and what lacks.

use super::manifest::{MANIFEST, SUMS};
use super::{About, File, FileNames, accessibility, diwoo, letter, mdto, open_data};
use crate::format;
use crate::model::Stage;

/// The name of the file.
const NAME: &str = "0-LEESMIJ.txt";

pub(super) fn file(about: About<'_>, names: &FileNames, lacking: &[String], to_paste: &str) -> File {
    File {
        name: NAME.to_owned(),
        bytes: text(about, names, lacking, to_paste).into_bytes(),
        about: "Wat er in het pakket zit, en voor wie".to_owned(),
    }
}

fn text(about: About<'_>, names: &FileNames, lacking: &[String], to_paste: &str) -> String {
    let report = about.report;
    let stage = report.status.stage();
    let body = about.organisation().body.words();
    let mut text = if stage < Stage::Adopted { CONCEPT.to_owned() } else { String::new() };
    text.push_str(&format!(
        "GRIFFIEPAKKET\n{}\nVersie {}, status: {} ({})\n",
        names.title,
        report.version,
        report.status.stage().word(),
        format::date(*report.status.day()),
    ));
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
        text.push_str(&to_paste.replace('`', ""));
        text.push_str(INCOMPLETE);
    }
    text.push_str(&with_number(about, names));
    text.push_str("\n\nWAT ER IN ZIT, EN VOOR WIE\n");
    let council = body.map_or("de raad of de Staten", |of| of.council_short);
    let only_when = body.map_or_else(String::new, |of| format!(" aan {}", of.council));
    let (annex, delivery, archive) = match stage {
        Stage::Concept | Stage::Discussed => (
            "Dit is een concept: zet het niet bij de stukken.".to_owned(),
            "Dit is een concept: publiceer het niet.".to_owned(),
            " Dit is een concept: breng het niet naar het archief.",
        ),
        Stage::Adopted => (
            format!("Zet dit bij de stukken, ter kennisname: pas als het is aangeboden{only_when}."),
            format!("Publiceer dit bestand, pas als het is aangeboden{only_when}, zoals het is: {UNCHANGED}"),
            "",
        ),
        Stage::Presented => (
            "Zet dit bij de stukken, ter kennisname.".to_owned(),
            format!("Publiceer dit bestand zoals het is: {UNCHANGED}"),
            "",
        ),
    };
    let annex = format!("Het verslag in een paar bladzijden. {annex}");
    let delivery = format!(
        "Het hele verslag. Dit is het authentieke stuk: de gegevens zitten erin, en daarmee is het opnieuw te maken. {delivery}"
    );
    let archive = format!(
        "Hetzelfde verslag zonder bestanden erin, voor een archief dat die niet aanneemt. Het noemt het authentieke \
         stuk en het controlegetal daarvan.{archive}"
    );
    let data = format!("Alle gegevens als csv-bestanden en als één json-bestand. Begin bij {}.", open_data::DICTIONARY);
    let check = format!(
        "Controleer met: sha256sum --check {SUMS}. Op Windows laat certutil -hashfile BESTAND SHA256 het controlegetal \
         van één bestand zien; dat hoort gelijk te zijn aan dat in de lijst."
    );
    let readers = format!("{council}, het ministerie, iedereen");
    let files: [(&str, &str, &str); 12] = [
        (&names.annex, council, &annex),
        (&names.delivery, &readers, &delivery),
        (&names.archive, "het archief", &archive),
        (
            &names.html,
            "iedereen, op een telefoon of met een schermlezer",
            "Hetzelfde verslag als webpagina, in één bestand.",
        ),
        (
            letter::NAME,
            "wie de aanbiedingsbrief schrijft",
            "Het begin van de brief, voor Word. Wat tussen [haken] staat en gekleurd is, is nog in te vullen.",
        ),
        (
            accessibility::NAME,
            "wie de toegankelijkheidsverklaring bijhoudt",
            "Per document wat de computer heeft bewezen en wat een mens nog moet bekijken. Open het in een browser; om aan te \
             kruisen, op het scherm of op papier.",
        ),
        (
            mdto::FOLDER,
            "de archivaris",
            "Gegevens voor het e-depot volgens MDTO-XML 1.0.1: van de raadsbijlage en het verslag, en van elk bestand. Een \
             datum bij een controlegetal is de dag van de status: het programma kent geen klok.",
        ),
        (
            diwoo::FOLDER,
            "wie publiceert volgens de Woo",
            "Gegevens voor de Woo-index volgens DiWoo 0.9.8. Een raadsstuk valt onder de informatiecategorie \
             vergaderstukken decentrale overheden. Een handeling heeft een datum zonder tijd; er staat 0.00 uur.",
        ),
        (open_data::FOLDER, "wie met de cijfers wil rekenen", &data),
        (MANIFEST, "een computer", "Elk bestand met zijn grootte en zijn controlegetal (SHA-256)."),
        (SUMS, "wie wil nagaan of alles heel is aangekomen", &check),
        (NAME, "u", "Dit bestand."),
    ];
    for (name, reader, what) in files {
        text.push_str(&format!("\n{name}\n  Voor: {reader}\n"));
        for line in wrapped(what, 88) {
            text.push_str(&format!("  {line}\n"));
        }
    }
    text.push_str(TWICE);
    format::plain_spaces(&text)
}

const CONCEPT: &str = "\
CONCEPT. Niet publiceren, niet bij de raadsstukken zetten, niet naar het archief.

";

/// Why a report is published as it is.
const UNCHANGED: &str = "na een bewerking is niet meer te bewijzen dat het klopt.";

/// What to do once a paper has its number; empty when both have it.
fn with_number(about: About<'_>, names: &FileNames) -> String {
    if about.stamp.is_some() && about.annex_stamp.is_some() {
        return String::new();
    }
    format!(
        "

ALS HET NUMMER ER IS

Elk stuk heeft zijn eigen kenmerk: het verslag, de raadsbijlage en de brief. Maak het hele
pakket opnieuw, dan staat het kenmerk in alle bestanden. MAP is de map met het dossier:

  voortgang griffie MAP --verslag {report} --kenmerk {number} --kenmerk-bijlage {annex}

Is er nog maar één kenmerk, laat het andere dan weg. Hebt u alleen dit pakket? Haal eerst het
dossier uit het verslag, in een nieuwe map:

  voortgang uitpakken {delivery} MAP

Met de opdracht voortgang stempel krijgt alleen bestand 2 het kenmerk. De andere bestanden
passen er dan niet meer bij.
",
        report = about.report.id,
        number = about.stamp.unwrap_or("RIS123456"),
        annex = about.annex_stamp.unwrap_or("RIS123457"),
        delivery = names.delivery,
    )
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

#[cfg(test)]
mod tests {
    use super::super::tests::{package, text_in, with_changed_report, with_every_report, with_report};
    use super::*;

    #[test]
    fn the_read_me_reads_well() {
        with_report(|about| insta::assert_snapshot!(text_in(&package(about), NAME)));
    }

    /// What is said to be in the package is there, and nothing else is.
    #[test]
    fn every_file_is_told_and_everything_told_is_there() {
        with_every_report(|about| {
            let package = package(about);
            let text = text_in(&package, NAME);
            let lines: Vec<&str> = text.lines().collect();
            let told: Vec<&str> =
                lines.windows(2).filter(|pair| pair[1].starts_with("  Voor: ")).map(|pair| pair[0]).collect();
            let is_told = |file: &File, name: &str| {
                if name.ends_with('/') { file.name.starts_with(name) } else { file.name == name }
            };
            for name in &told {
                assert!(package.files.iter().any(|file| is_told(file, name)), "{name} is not there");
            }
            for file in &package.files {
                assert!(told.iter().any(|name| is_told(file, name)), "{} is not told", file.name);
            }
        });
    }

    /// A report that is not adopted is not for the council, the public or the archive, and the first line says so.
    #[test]
    fn the_read_me_of_a_concept_says_that_it_is_for_no_one_yet() {
        let concept = "CONCEPT. Niet publiceren, niet bij de raadsstukken zetten, niet naar het archief.";
        let adopted = ("  vastgesteld: 2022-06-07\n  aangeboden: 2022-06-14\n", "");
        let not_presented = ("  aangeboden: 2022-06-14\n", "");
        with_changed_report(&[adopted], |about| {
            let text = text_in(&package(about), NAME);
            assert!(text.starts_with(concept), "{text}");
            assert!(!text.contains("Zet dit bij de stukken") && !text.contains("Publiceer dit bestand"), "{text}");
        });
        with_changed_report(&[not_presented], |about| {
            let text = text_in(&package(about), NAME).split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(
                !text.contains("CONCEPT") && text.contains("pas als het is aangeboden aan de gemeenteraad"),
                "{text}"
            );
        });
    }
}
