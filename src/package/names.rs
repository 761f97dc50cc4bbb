//! The names of the files: safe everywhere, and sorted as a reader wants them.
//!
//! A name says date, place in the package, title, period, version and status:
//! `2022-06-14_2-Voortgangsrapportage-Regio-Deal-Den-Haag-Zuidwest-2021_v1.0_aangeboden.pdf`. It holds
//! letters without accents, digits, points, hyphens and underscores alone: every system of a council
//! takes those. With its folder it stays under [`LONGEST`] characters, so that a path fits on any disk.

use chrono::NaiveDate;

use super::About;
use crate::format;
use crate::model::{Period, ReportKind};

/// How long a name with its folder may be at most.
#[cfg(test)]
const LONGEST: usize = 225;

/// How much of the name of a deal, or of a version, stands in a file name.
const NAME: usize = 36;
const VERSION: usize = 8;

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
        let kind = match report.kind {
            ReportKind::Progress => "Voortgangsrapportage",
            ReportKind::Baseline => "Nulmeting",
            ReportKind::Interim => "Tussenbericht",
            ReportKind::FinalEvaluation => "Eindevaluatie",
        };
        let day = status_day(about).format("%Y-%m-%d");
        let deal = safe(about.dossier.deal.name.as_str(), NAME);
        let period = period(&report.period);
        let version = safe(report.version.as_str(), VERSION);
        let status = report.status.stage().word();
        let name = |what: &str| format!("{day}_{what}-{deal}-{period}_v{version}_{status}");
        let title_period = format::title_period(&report.period);
        let title = format!("{kind} {} {title_period}", about.dossier.deal.name);
        Self {
            annex: format!("{}.pdf", name("1-Raadsbijlage")),
            delivery: format!("{}.pdf", name(&format!("2-{kind}"))),
            archive: format!("{}.pdf", name(&format!("3-{kind}-archief"))),
            html: format!("{}.html", name(&format!("4-{kind}-web"))),
            folder: name("Griffiepakket"),
            annex_title: format!(
                "Raadsbijlage bij de {} {} {title_period}",
                kind.to_lowercase(),
                about.dossier.deal.name
            )
            .replace("de tussenbericht", "het tussenbericht"),
            title,
        }
    }
}

/// The day on which the report got its status.
pub(super) fn status_day(about: About<'_>) -> NaiveDate {
    let status = &about.report.status;
    *status.presented.or(status.adopted).or(status.discussed).unwrap_or(status.concept)
}

/// `2021`, `2020-2023` for whole years, else both days.
fn period(period: &Period) -> String {
    let (from, to) = (*period.from, *period.to);
    let (first, last) = (from.format("%m-%d").to_string(), to.format("%m-%d").to_string());
    match (first.as_str(), last.as_str()) {
        ("01-01", "12-31") if period.is_calendar_year() => from.format("%Y").to_string(),
        ("01-01", "12-31") => format!("{}-{}", from.format("%Y"), to.format("%Y")),
        _ => format!("{}-{}", from.format("%Y%m%d"), to.format("%Y%m%d")),
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
    let cut = start.rsplit_once('-').map_or(start, |(words, _)| words);
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
    use super::super::tests::{with_changed_report, with_report};
    use super::*;

    #[test]
    fn a_name_says_date_title_period_version_and_status() {
        with_report("", |about| {
            let names = FileNames::of(about);
            let ends = "Regio-Deal-Den-Haag-Zuidwest-2021_v1.0_aangeboden";
            assert_eq!(names.annex, format!("2022-06-14_1-Raadsbijlage-{ends}.pdf"));
            assert_eq!(names.delivery, format!("2022-06-14_2-Voortgangsrapportage-{ends}.pdf"));
            assert_eq!(names.folder, format!("2022-06-14_Griffiepakket-{ends}"));
            assert_eq!(names.title, "Voortgangsrapportage Regio Deal Den Haag Zuidwest 2021");
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
        assert_eq!(safe("Regio Deal Maak Verschil in de Metropoolregio Zuid", 40), "Regio-Deal-Maak-Verschil-in-de");
        assert_eq!(safe(&"w".repeat(90), 40).len(), 40);
    }

    /// The longest of everything: a name, a version, a period of two days, and a status.
    #[test]
    fn a_path_stays_short_however_long_the_name() {
        let changes = [
            ("naam: Regio Deal Den Haag", "naam: Regionaal Samenwerkingsverband Den Haag"),
            ("versie: \"1.0\"", "versie: 12.345-na-overleg"),
            ("tot: 2021-12-31}", "tot: 2021-11-30}"),
        ];
        with_changed_report(&changes, |about| {
            let names = FileNames::of(about);
            assert!(names.delivery.ends_with("-20210101-20211130_v12.345_aangeboden.pdf"), "{}", names.delivery);
            for name in [&names.annex, &names.delivery, &names.archive, &names.html] {
                assert!(names.folder.len() + 1 + name.len() < LONGEST, "{}/{name}", names.folder);
                assert!(name.chars().all(|sign| sign.is_ascii_alphanumeric() || "-_.".contains(sign)), "{name}");
            }
        });
    }
}
