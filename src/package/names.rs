//! The names of the files: safe everywhere, and sorted as a reader wants them.
//!
//! The name of a document says date, place in the package, title, period, version and status, as it is also sent
//! alone: `2022-06-14_2-Voortgang-Den-Haag-Zuidwest-2021_v1.0_aangeboden.pdf`. That of the folder says all but the
//! date and the place. They hold letters without accents, digits, points, hyphens and underscores alone: every system
//! of a council takes those. What there is room for of the name of the deal is the same in all of them, and stays so
//! when the report gets its next status. It follows from two limits: an archive takes no longer name of a file, and
//! Windows no longer path, where a zip is unpacked into a folder named after it, which people then put into a folder
//! of that name.

use chrono::Datelike;

use super::About;
use crate::compose;
use crate::model::{Period, ReportKind, Stage};

/// How long the name of a document may be: an archive takes no longer one as a name (MDTO).
const DOCUMENT: usize = 80;

/// How long a path may be on Windows.
const PATH: usize = 259;

/// How much of a path is for where the package is put.
const PLACE: usize = 60;

/// How long a date is in a name.
const DAY: usize = "2022-06-14".len();

/// What the names of the archive copy of a report begin with, after its date.
const ARCHIVE: &str = "3-Archiefkopie";

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
        let version = safe(report.version.as_str(), VERSION);
        let end = |stage: Stage| format!("-{}_v{version}_{}", period(report.period), stage.word());
        let documents = [
            ("1-Raadsbijlage".to_owned(), "pdf"),
            (format!("2-{short}"), "pdf"),
            (ARCHIVE.to_owned(), "pdf"),
            ("4-Webversie".to_owned(), "html"),
        ];
        // The longest there can be of all but the name of the deal.
        let stages = [Stage::Concept, Stage::Discussed, Stage::Adopted, Stage::Presented];
        let longest_end = stages.map(|stage| end(stage).len()).into_iter().max().unwrap_or(0);
        let around = |(what, extension): &(String, &str)| DAY + "_-.".len() + what.len() + extension.len();
        let document = documents.iter().map(around).max().unwrap_or(0) + longest_end;
        let folder = short.len() + "-".len() + longest_end;
        // A path holds the name of the deal three times: in two folders, and in the document.
        let of_path = PATH.saturating_sub(PLACE + 2 * ("/".len() + folder) + document) / 3;
        let whole = safe(about.dossier.deal.name.as_str(), usize::MAX);
        let deal = shortened(&whole, of_path.min(DOCUMENT.saturating_sub(document)));
        let end = end(report.status.stage());
        let [annex, delivery, archive, html] =
            documents.map(|(what, extension)| format!("{day}_{what}-{deal}{end}.{extension}"));
        Self {
            annex,
            delivery,
            archive,
            html,
            folder: format!("{short}-{deal}{end}"),
            title: compose::report_title(&about.dossier.deal, report),
            annex_title: compose::annex_title(&about.dossier.deal, report),
        }
    }
}

/// The name of a report once it has its number, without its extension. As that of a document of a package, it is no
/// longer than an archive takes, and neither is that of its archive copy.
#[must_use]
pub fn with_number(stem: &str, number: &str) -> String {
    let number = format!("-{number}");
    let stem = stem.strip_suffix(number.as_str()).unwrap_or(stem);
    let room = DOCUMENT.saturating_sub(number.len() + ".pdf".len());
    match OfPackage::of(stem) {
        Some(OfPackage { day, kind, deal, end }) => {
            let around = day.len() + "_2--".len() + end.len();
            let longest = kind.len().max(ARCHIVE.len() - "3-".len());
            format!("{day}_2-{kind}-{}{end}{number}", shortened(deal, room.saturating_sub(around + longest)))
        }
        None => format!("{}{number}", cut(stem, room.saturating_sub(ARCHIVE_ENDING.len()))),
    }
}

/// The name of the archive copy of a report of this name, both without an extension.
#[must_use]
pub fn archive_copy(stem: &str) -> String {
    match OfPackage::of(stem) {
        Some(OfPackage { day, deal, end, .. }) => format!("{day}_{ARCHIVE}-{deal}{end}"),
        None => format!("{stem}{ARCHIVE_ENDING}"),
    }
}

/// What the name of an archive copy ends with, when the report does not have its name from a package.
const ARCHIVE_ENDING: &str = "-archief";

/// The parts of the name of a report that stood in a package.
struct OfPackage<'a> {
    day: &'a str,
    kind: &'a str,
    deal: &'a str,
    /// From the period on.
    end: &'a str,
}

impl<'a> OfPackage<'a> {
    fn of(stem: &'a str) -> Option<Self> {
        let (day, rest) = stem.split_once("_2-").filter(|(day, _)| day.len() == DAY)?;
        let (kind, rest) = rest.split_once('-').filter(|(kind, _)| KINDS.iter().any(|one| short(*one) == *kind))?;
        let until_version = &rest[..rest.rfind("_v")?];
        let of_period = |sign: char| sign.is_ascii_digit() || sign == '-';
        let (deal, end) = rest.split_at(until_version.trim_end_matches(of_period).len());
        Some(Self { day, kind, deal, end })
    }
}

/// Every kind of report.
const KINDS: [ReportKind; 4] =
    [ReportKind::Progress, ReportKind::Baseline, ReportKind::Interim, ReportKind::FinalEvaluation];

/// What a kind of report is called in a name.
const fn short(kind: ReportKind) -> &'static str {
    match kind {
        ReportKind::Progress => "Voortgang",
        ReportKind::Baseline => "Nulmeting",
        ReportKind::Interim => "Tussenbericht",
        ReportKind::FinalEvaluation => "Evaluatie",
    }
}

/// The name of a deal of at most so many letters: what nearly every deal is called by goes first, then its last words.
fn shortened(deal: &str, longest: usize) -> &str {
    match deal.strip_prefix(REGIO_DEAL) {
        Some(rest) if deal.len() > longest => cut(rest, longest),
        _ => cut(deal, longest),
    }
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

/// Letters without accents, digits and points; anything else becomes one hyphen.
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
    if name.is_empty() { "zonder-naam".to_owned() } else { cut(name, longest).to_owned() }
}

/// As much of a name as there is room for. It ends at a word, when it has words.
fn cut(name: &str, longest: usize) -> &str {
    if name.len() <= longest {
        return name;
    }
    let start = name.get(..longest).unwrap_or(name);
    // What ends where a word ends loses no word.
    let whole = if name[start.len()..].starts_with('-') {
        start
    } else {
        start.rsplit_once('-').map_or(start, |(words, _)| words)
    };
    let mut cut = whole;
    // A name does not end with `en` or `in-de`.
    while let Some((before, last)) = cut.rsplit_once('-').filter(|(_, last)| last.len() <= 3) {
        if last.starts_with(|sign: char| sign.is_ascii_uppercase()) {
            break;
        }
        cut = before;
    }
    cut.trim_matches(['-', '.'])
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
    use std::collections::BTreeSet;

    use super::super::tests::{paths, with_changed_report, with_every_report, with_report};
    use super::*;

    #[test]
    fn a_name_says_date_title_period_version_and_status() {
        with_report(|about| {
            let names = FileNames::of(about);
            let ends = "Den-Haag-Zuidwest-2021_v1.0_aangeboden";
            assert_eq!(names.annex, format!("2022-06-14_1-Raadsbijlage-{ends}.pdf"));
            assert_eq!(names.delivery, format!("2022-06-14_2-Voortgang-{ends}.pdf"));
            assert_eq!(names.archive, format!("2022-06-14_3-Archiefkopie-{ends}.pdf"));
            assert_eq!(names.html, format!("2022-06-14_4-Webversie-{ends}.html"));
            assert_eq!(names.folder, format!("Voortgang-{ends}"));
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

    /// A deal is called the same in every file of its packages, whatever the status.
    #[test]
    fn the_next_status_leaves_the_name_of_the_deal() {
        let steps = "  vastgesteld: 2022-06-07\n  aangeboden: 2022-06-14\n";
        for name in ["Bodem en Groene Hart", "bodemdaling Groene Hart Zuid", "Oost", "Regio Deal Oost en West"] {
            let mut called = BTreeSet::new();
            for status in [steps, "  vastgesteld: 2022-06-07\n", ""] {
                let changes = [("naam: Regio Deal Den Haag Zuidwest", &*format!("naam: {name}")), (steps, status)];
                with_changed_report(&changes, |about| {
                    let names = FileNames::of(about);
                    let end = format!("-2021_v1.0_{}", about.report.status.stage().word());
                    for file in [names.annex, names.delivery, names.archive, names.html, names.folder] {
                        let start = file.strip_prefix("2022-").map_or(&*file, |rest| &rest["06-14_1-".len()..]);
                        let deal = start.split_once('-').unwrap().1.split_once(&end).unwrap().0;
                        called.insert(deal.to_owned());
                    }
                });
            }
            assert_eq!(called.len(), 1, "{called:?}");
        }
    }

    /// Of the report of a package with its number, and of a report that was made alone.
    #[test]
    fn a_name_with_a_number_stays_short() {
        let package = "2022-06-14_2-Voortgang-bodemdaling-Groene-Hart-2021_v1.0_aangeboden";
        for (stem, number, expected, copy) in [
            (
                "2022-06-14_2-Voortgang-Den-Haag-Zuidwest-2021_v1.0_aangeboden",
                "RIS123456",
                "2022-06-14_2-Voortgang-Den-Haag-Zuidwest-2021_v1.0_aangeboden-RIS123456",
                "2022-06-14_3-Archiefkopie-Den-Haag-Zuidwest-2021_v1.0_aangeboden-RIS123456",
            ),
            (
                package,
                "RIS123456",
                "2022-06-14_2-Voortgang-bodemdaling-Groene-2021_v1.0_aangeboden-RIS123456",
                "2022-06-14_3-Archiefkopie-bodemdaling-Groene-2021_v1.0_aangeboden-RIS123456",
            ),
            (
                "2022-06-14_2-Voortgang-bodemdaling-Groene-2021_v1.0_aangeboden-RIS123456",
                "RIS123456",
                "2022-06-14_2-Voortgang-bodemdaling-Groene-2021_v1.0_aangeboden-RIS123456",
                "2022-06-14_3-Archiefkopie-bodemdaling-Groene-2021_v1.0_aangeboden-RIS123456",
            ),
            (
                "voortgangsrapportage-den-haag-zuidwest-2021",
                "RIS123456",
                "voortgangsrapportage-den-haag-zuidwest-2021-RIS123456",
                "voortgangsrapportage-den-haag-zuidwest-2021-RIS123456-archief",
            ),
            (
                "het-verslag-van-de-deal-dat-in-juni-naar-de-raad-is-gegaan-en-dat-lang-heet",
                "RIS123456",
                "het-verslag-van-de-deal-dat-in-juni-naar-de-raad-is-gegaan-RIS123456",
                "het-verslag-van-de-deal-dat-in-juni-naar-de-raad-is-gegaan-RIS123456-archief",
            ),
        ] {
            assert_eq!(with_number(stem, number), expected);
            assert_eq!(archive_copy(expected), copy);
            assert!(expected.len().max(copy.len()) + ".pdf".len() <= DOCUMENT, "{copy}");
        }
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
