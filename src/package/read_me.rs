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
    let (annex, delivery) = match stage {
        Stage::Concept | Stage::Discussed => (
            "Dit is een concept: zet het niet bij de stukken.".to_owned(),
            "Dit is een concept: publiceer het niet.".to_owned(),
        ),
        Stage::Adopted => (
            format!("Zet dit bij de stukken, ter kennisname: pas als het is aangeboden{only_when}."),
            format!("Publiceer dit bestand, pas als het is aangeboden{only_when}, zoals het is: {UNCHANGED}"),
        ),
        Stage::Presented => (
            "Zet dit bij de stukken, ter kennisname.".to_owned(),
            format!("Publiceer dit bestand zoals het is: {UNCHANGED}"),
        ),
    };
    let once = format!("als het verslag is aangeboden{only_when}");
    let held = |what: &str, concept: &str, adopted: &str| match stage {
        Stage::Concept | Stage::Discussed => format!("{what} {concept}"),
        Stage::Adopted => format!("{what} {adopted} {once}."),
        Stage::Presented => what.to_owned(),
    };
    let published = |what: &str| held(what, "Zij horen bij een concept: publiceer ze niet.", "Publiceer ze pas");
    let annex = format!("Het verslag in een paar bladzijden. {annex}");
    let delivery = format!(
        "Het hele verslag. Dit is het authentieke stuk: de gegevens zitten erin, en daarmee is het opnieuw te maken. {delivery}"
    );
    let archive = held(
        "De archiefkopie: hetzelfde verslag zonder bestanden erin, voor een archief dat die niet aanneemt. Zij noemt het \
         authentieke stuk en het controlegetal daarvan.",
        "Dit is een concept: breng het niet naar het archief.",
        "Breng dit bestand pas naar het archief",
    );
    let html = held(
        "Hetzelfde verslag als webpagina, in één bestand.",
        "Dit is een concept: publiceer het niet.",
        "Publiceer dit bestand pas",
    );
    let of_archive = held(
        "Gegevens voor het e-depot volgens MDTO-XML 1.0.1: van de raadsbijlage en het verslag, en van elk bestand. Een \
         datum bij een controlegetal is de dag van de status: het programma kent geen klok.",
        "Zij horen bij een concept: breng ze niet naar het archief.",
        "Breng ze pas naar het archief",
    );
    let of_index = published(
        "Gegevens voor de Woo-index volgens DiWoo 0.9.8. Een raadsstuk valt onder de informatiecategorie \
         vergaderstukken decentrale overheden. Een handeling heeft een datum zonder tijd; er staat 0.00 uur.",
    );
    let data = published(&format!(
        "Alle gegevens als csv-bestanden en als één json-bestand. Begin bij {}.",
        open_data::DICTIONARY
    ));
    let check = format!(
        "Controleer met: sha256sum --check {SUMS}. Op Windows laat certutil -hashfile BESTAND SHA256 het controlegetal \
         van één bestand zien; dat hoort gelijk te zijn aan dat in de lijst."
    );
    let readers = format!("{council}, het ministerie, iedereen");
    let files: [(&str, &str, &str); 12] = [
        (&names.annex, council, &annex),
        (&names.delivery, &readers, &delivery),
        (&names.archive, "het archief", &archive),
        (&names.html, "iedereen, op een telefoon of met een schermlezer", &html),
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
        (mdto::FOLDER, "de archivaris", &of_archive),
        (diwoo::FOLDER, "wie publiceert volgens de Woo", &of_index),
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
pakket opnieuw, dan staat het kenmerk in alle bestanden. Geef de opdracht in een andere map
dan die van dit pakket: daar komt een map output met het nieuwe pakket. MAP is de map met
het dossier:

  voortgang griffie MAP --verslag {report} --kenmerk {number} --kenmerk-bijlage {annex}

Is er nog maar één kenmerk, laat het andere dan weg. Hebt u alleen dit pakket? Haal dan eerst
het dossier uit het verslag. Doe ook dat in een andere map. PAKKET is de map van dit pakket,
en MAP een nieuwe map:

  voortgang uitpakken PAKKET/{delivery} MAP

Met de opdracht voortgang stempel krijgt alleen bestand 2 het kenmerk, en met --archief ook
een nieuw bestand 3. De andere bestanden passen er dan niet meer bij.
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
            assert_eq!(held(&text, "een concept: ").len(), 7, "{text}");
        });
        with_changed_report(&[not_presented], |about| {
            let text = text_in(&package(about), NAME).split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(
                !text.contains("CONCEPT") && text.contains("pas als het is aangeboden aan de gemeenteraad"),
                "{text}"
            );
        });
    }

    /// What is said of each file that goes out, when it holds these words.
    fn held<'a>(text: &'a str, words: &str) -> Vec<&'a str> {
        let files = text.split_once("WAT ER IN ZIT").unwrap().1.split_once("OPNIEUW MAKEN").unwrap().0;
        files
            .split("\n\n")
            .filter(|file| file.split_whitespace().collect::<Vec<_>>().join(" ").contains(words))
            .collect()
    }

    /// Adopted, but not yet before the council: the report waits in every form, and so do the metadata and the data.
    #[test]
    fn nothing_goes_out_before_the_report_is_presented() {
        let not_presented = ("  aangeboden: 2022-06-14\n", "");
        with_changed_report(&[not_presented], |about| {
            let text = text_in(&package(about), NAME);
            let waiting: Vec<&str> = held(&text, "pas ")
                .into_iter()
                .inspect(|file| {
                    let words = file.split_whitespace().collect::<Vec<_>>().join(" ");
                    assert!(words.contains("is aangeboden aan de gemeenteraad"), "{file}");
                })
                .map(|file| file.trim_start().lines().next().unwrap())
                .collect();
            let names = FileNames::of(about);
            let documents = names.documents().map(|document| document.name);
            assert_eq!(waiting[..4], documents);
            assert_eq!(waiting[4..], [mdto::FOLDER, diwoo::FOLDER, open_data::FOLDER]);
        });
        with_report(|about| {
            let text = text_in(&package(about), NAME);
            assert!(held(&text, "pas ").is_empty() && held(&text, "een concept").is_empty(), "{text}");
        });
    }

    /// What a command makes comes beside the package, and not into it: else it is no longer what its sums say.
    #[test]
    fn the_commands_are_given_in_another_folder() {
        with_report(|about| {
            let text = text_in(&package(about), NAME);
            for said in ["in een andere map\ndan die van dit pakket", "uitpakken PAKKET/2022-06-14_2-", "met --archief"]
            {
                assert!(text.contains(said), "{said}\n{text}");
            }
        });
    }
}
