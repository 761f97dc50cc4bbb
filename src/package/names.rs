//! The names of the files: safe everywhere, and sorted as a reader wants them.
//!
//! The name of a document says date, place in the package, title, period, version and status, as it is also sent
//! alone: `2022-06-14_2-Voortgang-Regio-Deal-Den-Haag-Zuidwest-2021_v1.0_aangeboden.pdf`. That of the folder says
//! all but the date. They hold letters without accents, digits, points, hyphens and underscores alone: every system
//! of a council takes those. What a name has room for of the name of the deal follows from its other parts:
//! Windows takes a path of at most 259 characters, and unpacks a zip into a folder named after it, which people
//! then put into a folder of that name.

use chrono::Datelike;

use super::About;
use crate::compose;
use crate::model::{Period, ReportKind};

/// How long the name of a document may be: an archive takes no longer one as a name (MDTO).
const DOCUMENT: usize = 80;

/// How long the name of the folder may be. Twice it, a document and sixty characters for where it is put, with the
/// signs between them, are within the 259 of Windows.
const FOLDER: usize = 58;

/// How much of a version stands in a name.
const VERSION: usize = 6;

/// What the name of nearly every deal begins with; it makes way when a name gets too long.
const REGIO_DEAL: &str = "Regio-Deal-";

/// The names of the files of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileNames {
    /// The folder.
    pub folder: String,
    /// The council annex.
    pub annex: String,
    /// The delivery edition.
    pub delivery: String,
    /// The archive edition.
    pub archive: String,
    /// The HTML twin.
    pub html: String,
    /// The title of the report.
    pub title: String,
    /// The title of the council annex.
    pub annex_title: String,
}

impl FileNames {
    /// The names of the files about a report.
    #[must_use]
    pub fn of(about: About<'_>) -> Self {
        let report = about.report;
        let short = short(report.kind);
        let day = report.status.day();
        let deal = about.dossier.deal.name.as_str();
        let end = format!(
            "-{}_v{}_{}",
            period(report.period),
            safe(report.version.as_str(), VERSION),
            report.status.stage().word()
        );
        let document = |what: &str, extension: &str| {
            named(&format!("{day}_{what}-"), deal, &format!("{end}.{extension}"), DOCUMENT)
        };
        Self {
            annex: document("1-Raadsbijlage", "pdf"),
            delivery: document(&format!("2-{short}"), "pdf"),
            archive: document(&format!("3-{short}-archief"), "pdf"),
            html: document(&format!("4-{short}-web"), "html"),
            folder: named(&format!("Griffie-{short}-"), deal, &end, FOLDER),
            title: compose::report_title(&about.dossier.deal, report),
            annex_title: compose::annex_title(&about.dossier.deal, report),
        }
    }
}

/// What a kind of report is called in a name.
const fn short(kind: ReportKind) -> &'static str {
    match kind {
        ReportKind::Progress => "Voortgang",
        ReportKind::Baseline => "Nulmeting",
        ReportKind::Interim => "Tussenbericht",
        ReportKind::FinalEvaluation => "Eindevaluatie",
    }
}

/// A name of at most so many letters: as much of the name of the deal as its beginning and its end leave room for.
fn named(start: &str, deal: &str, end: &str, longest: usize) -> String {
    let room = longest.saturating_sub(start.len() + end.len());
    let whole = safe(deal, usize::MAX);
    let deal = match whole.strip_prefix(REGIO_DEAL) {
        Some(rest) if whole.len() > room => safe(rest, room),
        _ => safe(deal, room),
    };
    format!("{start}{deal}{end}")
}

/// `2021` for what ends with a year, `2022-06` for what ends in one of its months, `2020-2023` for what is of more
/// than one year.
fn period(period: Period) -> String {
    let (from, to) = (*period.from, *period.to);
    match (from.year() == to.year(), (to.month(), to.day())) {
        (false, _) => format!("{}-{}", from.year(), to.year()),
        (true, (12, 31)) => to.year().to_string(),
        (true, (month, _)) => format!("{}-{month:02}", to.year()),
    }
}

/// Letters without accents, digits and points; anything else becomes one hyphen. What is too long ends
/// at a word, when it has words.
fn safe(text: &str, longest: usize) -> String {
    let mut name = String::new();
    for sign in text.chars() {
        match plain(sign) {
            "" if sign.is_ascii_alphanumeric() || sign == '.' => name.push(sign),
            "" if name.ends_with('-') || name.is_empty() => {}
            "" => name.push('-'),
            letters => name.push_str(letters),
        }
    }
    let name = name.trim_matches(['-', '.']);
    if name.len() <= longest {
        return if name.is_empty() { "zonder-naam".to_owned() } else { name.to_owned() };
    }
    let start = name.get(..longest).unwrap_or(name);
    let mut cut = start.rsplit_once('-').map_or(start, |(words, _)| words);
    // A name does not end with `en` or `in-de`.
    while let Some((before, last)) = cut.rsplit_once('-').filter(|(_, last)| last.len() <= 3) {
        if last.starts_with(|sign: char| sign.is_ascii_uppercase()) {
            break;
        }
        cut = before;
    }
    cut.trim_matches(['-', '.']).to_owned()
}

/// A letter without its accent; empty for any other sign. An apostrophe leaves nothing but a hyphen.
const fn plain(sign: char) -> &'static str {
    match sign {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'À' | 'Á' | 'Â' | 'Ã' | 'Ä' | 'Å' | 'Ā' | 'Ă' | 'Ą' => "A",
        'ç' | 'ć' | 'č' => "c",
        'Ç' | 'Ć' | 'Č' => "C",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => "e",
        'È' | 'É' | 'Ê' | 'Ë' | 'Ē' | 'Ę' | 'Ě' => "E",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => "i",
        'Ì' | 'Í' | 'Î' | 'Ï' | 'Ī' | 'İ' => "I",
        'ñ' | 'ń' | 'ň' => "n",
        'Ñ' | 'Ń' | 'Ň' => "N",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => "o",
        'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ö' | 'Ø' | 'Ō' | 'Ő' => "O",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => "u",
        'Ù' | 'Ú' | 'Û' | 'Ü' | 'Ū' | 'Ů' | 'Ű' => "U",
        'ý' | 'ÿ' => "y",
        'Ý' | 'Ÿ' => "Y",
        'ß' => "ss",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'ł' => "l",
        'Ł' => "L",
        'ş' | 'š' | 'ś' => "s",
        'Ş' | 'Š' | 'Ś' => "S",
        'ğ' => "g",
        'Ğ' => "G",
        'ž' | 'ź' | 'ż' => "z",
        'Ž' | 'Ź' | 'Ż' => "Z",
        'ĳ' => "ij",
        'Ĳ' => "IJ",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{paths, with_changed_report, with_every_report, with_report};
    use super::*;

    #[test]
    fn a_name_says_date_title_period_version_and_status() {
        with_report(|about| {
            let names = FileNames::of(about);
            let ends = "Den-Haag-Zuidwest-2021_v1.0_aangeboden";
            assert_eq!(names.annex, format!("2022-06-14_1-Raadsbijlage-Regio-Deal-{ends}.pdf"));
            assert_eq!(names.delivery, format!("2022-06-14_2-Voortgang-Regio-Deal-{ends}.pdf"));
            assert_eq!(names.archive, format!("2022-06-14_3-Voortgang-archief-{ends}.pdf"));
            assert_eq!(names.html, format!("2022-06-14_4-Voortgang-web-{ends}.html"));
            assert_eq!(names.folder, format!("Griffie-Voortgang-{ends}"));
            assert_eq!(names.title, "Voortgangsrapportage 2021 Regio Deal Den Haag Zuidwest");
            let mut sorted = [&names.html, &names.archive, &names.annex, &names.delivery];
            sorted.sort();
            assert_eq!(sorted, [&names.annex, &names.delivery, &names.archive, &names.html]);
        });
    }

    #[test]
    fn accents_signs_and_long_names_stay_safe() {
        assert_eq!(
            safe("Regio Deal 's-Hertogenbosch & Súdwest-Fryslân: één/twee", 60),
            "Regio-Deal-s-Hertogenbosch-Sudwest-Fryslan-een-twee"
        );
        assert_eq!(safe("../../etc", 40), "etc");
        assert_eq!(safe("…", 40), "zonder-naam");
        assert_eq!(safe("Regio Deal Maak Verschil in de Metropoolregio Zuid", 40), "Regio-Deal-Maak-Verschil");
        assert_eq!(safe(&"w".repeat(90), 40).len(), 40);
    }

    /// Windows takes 259 characters; sixty are for where it is put. A folder of the name of the zip comes around it
    /// when a zip is unpacked, and people put that into a folder of their own.
    #[track_caller]
    fn assert_fits(about: About<'_>, files: &[String]) {
        let names = FileNames::of(about);
        let longest = files.iter().map(String::len).max().unwrap();
        let path = 60 + 2 * (names.folder.len() + 1) + longest;
        assert!(path <= 259, "{path}: {}, {longest}", names.folder);
        for name in [&names.annex, &names.delivery, &names.archive, &names.html] {
            assert!(name.len() <= DOCUMENT, "{}: {name}", name.len());
        }
        for name in files.iter().chain([&names.folder]) {
            assert!(name.chars().all(|sign| sign.is_ascii_alphanumeric() || "-_./".contains(sign)), "{name}");
        }
    }

    /// The longest of everything: a name, a kind, a version, a period, and a status.
    #[test]
    fn a_path_stays_short_however_long_the_name() {
        let long_name = ("naam: Regio Deal Den Haag", "naam: Regionaal Samenwerkingsverband Den Haag");
        let changes = [
            ("soort: voortgang", "soort: tussenbericht"),
            ("versie: \"1.0\"", "versie: 12.345-na-overleg"),
            ("tot: 2021-12-31}", "tot: 2021-11-30}"),
            ("  aangeboden: 2022-06-14\n", ""),
        ];
        for changes in [&changes[..], &[&changes[..], &[long_name]].concat()] {
            with_changed_report(changes, |about| {
                let names = FileNames::of(about);
                assert!(names.delivery.ends_with("-2021-11_v12.345_vastgesteld.pdf"), "{}", names.delivery);
                assert_fits(about, &paths(about));
            });
        }
    }

    #[test]
    fn a_path_stays_short_for_every_report_we_have() {
        let mut names = Vec::new();
        with_every_report(|about| {
            assert_fits(about, &paths(about));
            let of = FileNames::of(about);
            names.push([of.folder, of.delivery].join("/"));
        });
        names.sort();
        insta::assert_snapshot!(names.join("\n"));
    }

    /// A report of another kind about the same period, of the same day.
    #[test]
    fn two_kinds_have_two_folders() {
        with_report(|about| {
            let folder = FileNames::of(about).folder;
            with_changed_report(&[("soort: voortgang", "soort: tussenbericht")], |other| {
                assert_ne!(FileNames::of(other).folder, folder);
            });
        });
    }
}
