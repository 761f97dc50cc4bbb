//! The recipe: from the files of a dossier to the bytes of a report, one line a step.

mod checked;
mod choice;
mod file_name;
mod flaws;
mod layout;
mod numbers;
mod overview;
mod rejected;
mod view;

use std::collections::BTreeMap;

pub use checked::Checked;
pub use choice::Choice;
pub use numbers::Numbers;
pub use overview::{BuiltOverview, DealInBrief, OwnBooks};
pub use rejected::Rejected;

use crate::check::{self, Completeness, PortfolioSubject, Subject};
use crate::compose::{self, Authentic, Composed, Edition, FullReport, Inputs, Materials, Stamp};
use crate::diagnostic::{Diagnostic, has_errors};
use crate::figures::Unknown;
use crate::figures::overview::{Options, Overview, Record, Submission, submission};
use crate::model::{Paper, Report};
use crate::package::{About, Documents, FileNames, Package};
use crate::read::{self, Earlier, Partial, Reading, Sources};
use crate::typeset::Pdf;
use crate::world::{self, Folder, Templates};
use file_name::file_name;
use layout::{laid_out, looks_of_package, report_laid_out};
use view::with_view;

/// A finished report.
#[derive(Debug)]
pub struct Built {
    /// The PDF.
    pub pdf: Pdf,
    /// The file name it gets when none is asked for.
    pub file_name: String,
    /// Warnings and tips about the dossier and this report.
    pub remarks: Vec<Diagnostic>,
}

/// Reads and checks a dossier: all diagnostics at once.
///
/// # Errors
/// When a file could not be read. What the rules find, errors too, is in [`Checked`]: a mistake in
/// one report stands in the way of that report alone.
pub fn check(folder: &Folder) -> Result<Checked, Rejected> {
    check_some(folder, None)
}

/// Reads and checks a dossier for one of its reports: what the others know is not looked at, as
/// mistakes in them do not stand in its way.
///
/// # Errors
/// As [`check()`].
pub fn check_for(folder: &Folder, choice: &Choice) -> Result<Checked, Rejected> {
    check_some(folder, Some(choice))
}

fn check_some(folder: &Folder, only: Option<&Choice>) -> Result<Checked, Rejected> {
    let Reading { sources, dossier, partial, mut diagnostics } = read::read(folder);
    let can_show = world::coverage();
    let blanks = read::blanks_by_file(&sources);
    let subject = |dossier, known, unread| Subject {
        dossier,
        known,
        folder,
        sources: &sources,
        blanks: &blanks,
        unread,
        can_show: &can_show,
    };
    match dossier {
        Some(dossier) if !has_errors(&diagnostics) => {
            let known = checked::known(Earlier { folder, dossier: &dossier, sources: &sources }, only);
            diagnostics.extend(read::suited(check::check(&subject(&dossier, &known, &[])), &sources));
            Ok(Checked { dossier, sources, known, diagnostics })
        }
        _ => {
            if let Some(Partial { dossier, unread }) = &partial {
                let found = check::check(&subject(dossier, &BTreeMap::new(), unread));
                diagnostics.extend(read::suited(found, &sources));
            }
            Err(Rejected::new(diagnostics, &sources))
        }
    }
}

/// Reads and checks the portefeuille, for the overview of a year when one is asked for.
///
/// # Errors
/// With all diagnostics, when an error is among them.
pub fn portfolio(bytes: &[u8], year: Option<i32>) -> Result<OwnBooks, Rejected> {
    let OwnBooks { portfolio, sources, mut remarks } = OwnBooks::read(bytes)?;
    let can_show = world::coverage();
    let subject = PortfolioSubject { portfolio: &portfolio, sources: &sources, year, can_show: &can_show };
    remarks.extend(check::check_portfolio(&subject));
    if has_errors(&remarks) {
        return Err(Rejected::new(remarks, &sources));
    }
    Ok(OwnBooks { portfolio, sources, remarks })
}

/// What a report of a checked dossier has and lacks of what its covenant asks.
///
/// # Errors
/// When the report does not exist, or what it knew cannot be told.
pub fn completeness(folder: &Folder, checked: &Checked, choice: &Choice) -> Result<Completeness, Rejected> {
    let wanted = checked.chosen(choice)?;
    let known = checked.known_by(folder, wanted)?;
    Completeness::of(&checked.dossier, &known, &checked.about(&wanted.id))
        .ok_or_else(|| Rejected::unknown(Unknown::NoReport, checked))
}

/// Makes a report of a checked dossier.
///
/// The report is made from the dossier as it was known on the report's gegevensstand: everything
/// later is cut out of the files before they are read again, so that no later step can see it,
/// and the files that travel inside the PDF are the same as those the report was made from.
///
/// # Errors
/// When the report does not exist, an error stands in its way, or a template does not fit.
pub fn annual_report(
    folder: &Folder,
    checked: &Checked,
    choice: &Choice,
    templates: &Templates,
) -> Result<Built, Rejected> {
    edition(folder, checked, choice, templates, &Edition::Delivery, None)
}

/// Makes an edition of a report of a checked dossier, with its registration number when it was assigned.
///
/// # Errors
/// As [`annual_report`]; and when the dossier gives another number.
pub fn edition(
    folder: &Folder,
    checked: &Checked,
    choice: &Choice,
    templates: &Templates,
    edition: &Edition,
    stamp: Option<&Stamp>,
) -> Result<Built, Rejected> {
    let (wanted, remarks) = checked.without_errors(choice)?;
    let composed = compose_known(folder, checked, wanted, templates, edition, stamp)?;
    let (pdf, looks) = report_laid_out(&composed, folder, &checked.sources)?;
    let remarks = remarks.into_iter().chain(looks).collect();
    Ok(Built { pdf, file_name: file_name(&checked.dossier, wanted), remarks })
}

/// Everything a griffier needs of one report of a checked dossier.
///
/// # Errors
/// As [`annual_report`]; and when a number is not that of the dossier, or of two papers.
pub fn package(
    folder: &Folder,
    checked: &Checked,
    choice: &Choice,
    templates: &Templates,
    numbers: Numbers<'_>,
) -> Result<(Package, Vec<Diagnostic>), Rejected> {
    let (wanted, remarks) = checked.without_errors(choice)?;
    let known = checked.known_by(folder, wanted)?;
    let (number, annex_number) = numbers.of(wanted, checked)?;
    let refused = |diagnostics| Rejected::new(diagnostics, &known.sources);
    let set = |composed: &Composed| report_laid_out(composed, folder, &checked.sources);
    with_view(&known, checked, templates, |view, materials| {
        let about = About {
            known: &known,
            dossier: &known.dossier,
            sources: &checked.sources,
            report: view.report,
            stamp: number.as_ref().map(Stamp::number),
            annex_stamp: annex_number.as_ref().map(Stamp::number),
        };
        let names = FileNames::of(about);

        let of_report = Materials { stamp: number.as_ref(), ..materials };
        let delivery = compose::annual_report(view, of_report).map_err(refused)?;
        let (pdf, looks) = set(&delivery)?;

        let authentic = Authentic { file_name: names.delivery.clone(), sha256: world::sha256(&pdf.bytes) };
        let edition = Edition::Archive(authentic.clone());
        let archive = compose::annual_report(view, Materials { edition: &edition, ..of_report }).map_err(refused)?;
        let (archive, looks_of_archive) = set(&archive)?;

        let of_annex = Materials { stamp: annex_number.as_ref(), ..materials };
        let full_report = FullReport { file_name: &names.delivery, number: about.stamp };
        let annex = compose::council_annex(view, of_annex, full_report).map_err(refused)?;
        let (annex, looks_of_annex) = set(&annex)?;

        let html = compose::html(view, of_report, &authentic).map_err(refused)?;

        let provenance = delivery.attachments.iter().find(|file| file.name == read::delivery::PROVENANCE);
        let documents = Documents {
            delivery: &pdf.bytes,
            archive: &archive.bytes,
            annex: &annex.bytes,
            html: &html,
            provenance: provenance.map_or(&[], |file| &file.bytes),
            figures: &delivery.figures,
            pictures: &pdf.pictures(),
        };
        let package = Package::of(about, documents, templates).map_err(refused)?;
        let looks = looks_of_package(looks, looks_of_archive, looks_of_annex);
        Ok((package, remarks.into_iter().chain(looks).collect()))
    })
}

/// What a report says, for the national overview.
///
/// # Errors
/// When the report does not exist, an error stands in its way, or what it knew cannot be told.
pub fn record(folder: &Folder, checked: &Checked, choice: &Choice) -> Result<Record, Rejected> {
    record_of(folder, checked, choice).map(|(record, _)| record)
}

/// As [`record()`], with the fingerprint of the data that the report rests on.
///
/// # Errors
/// As [`record()`].
pub fn record_of(folder: &Folder, checked: &Checked, choice: &Choice) -> Result<(Record, String), Rejected> {
    let (wanted, _) = checked.without_errors(choice)?;
    let known = checked.known_by(folder, wanted)?;
    let record = Record::of(&known).ok_or_else(|| Rejected::unknown(Unknown::NoReport, checked))?;
    Ok((record, known.folder.fingerprint()))
}

/// The national overview from what came in, and from the file of the portefeuille when there is one.
///
/// The same recipe makes an overview and proves one: what it rests on is all in its arguments.
///
/// # Errors
/// When the portefeuille cannot be read, or a template does not fit.
pub fn overview(
    portfolio: Option<&[u8]>,
    options: Options,
    submissions: &[Submission],
    templates: &Templates,
) -> Result<BuiltOverview, Rejected> {
    let own = portfolio.map(OwnBooks::read).transpose()?;
    let fingerprint = portfolio.map(world::sha256).unwrap_or_default();
    let books = own.as_ref().map(|own| own.with_fingerprint(&fingerprint));
    let sorted = submission::sort(books.map(|books| books.portfolio), options.year, submissions);
    let overview = Overview::of(books, options, sorted);
    let inputs = Inputs { portfolio, submissions };
    let composed = compose::overview(&overview, &inputs, templates)
        .map_err(|diagnostics| Rejected::new(diagnostics, &Sources::default()))?;
    let (pdf, _) = laid_out(&composed, &Sources::default())?;
    Ok(BuiltOverview::of(&overview, &inputs, pdf))
}

/// The Typst source of a report, with everything it refers to: what [`annual_report`] lays out.
///
/// For who wants to see the source, or to measure what Typst does with it.
///
/// # Errors
/// When the report does not exist, or a template does not fit.
pub fn compose(
    folder: &Folder,
    checked: &Checked,
    choice: &Choice,
    templates: &Templates,
) -> Result<Composed, Rejected> {
    let wanted = checked.chosen(choice)?;
    compose_known(folder, checked, wanted, templates, &Edition::Delivery, None)
}

/// Composes a report from files that hold nothing but what was known.
fn compose_known(
    folder: &Folder,
    checked: &Checked,
    wanted: &Report,
    templates: &Templates,
    edition: &Edition,
    stamp: Option<&Stamp>,
) -> Result<Composed, Rejected> {
    let known = checked.known_by(folder, wanted)?;
    let number = numbers::number(Paper::Report, stamp, wanted, checked)?;
    with_view(&known, checked, templates, |view, materials| {
        compose::annual_report(view, Materials { edition, stamp: number.as_ref(), ..materials })
            .map_err(|diagnostics| Rejected::new(diagnostics, &known.sources))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The smallest dossier, with changes: a file, what stands in it, and what comes in its place.
    pub(super) fn minimal(changes: &[(&str, &str, &str)]) -> Folder {
        let texts = [
            ("deal.yaml", include_str!("../fixtures/valid/minimaal/deal.yaml")),
            ("pijlers/ontmoeten.yaml", include_str!("../fixtures/valid/minimaal/pijlers/ontmoeten.yaml")),
            (
                "projecten/buurthuis-molenbuurt.yaml",
                include_str!("../fixtures/valid/minimaal/projecten/buurthuis-molenbuurt.yaml"),
            ),
            ("indicatoren/ontmoeten.yaml", include_str!("../fixtures/valid/minimaal/indicatoren/ontmoeten.yaml")),
            ("bestedingen/2021.yaml", include_str!("../fixtures/valid/minimaal/bestedingen/2021.yaml")),
            ("verslagen/2021.yaml", include_str!("../fixtures/valid/minimaal/verslagen/2021.yaml")),
        ];
        let changed = texts.map(|(name, text)| {
            let text =
                changes.iter().filter(|(file, ..)| *file == name).fold(text.to_owned(), |text, (_, from, to)| {
                    assert_eq!(text.matches(from).count(), 1, "`{from}` in {name}");
                    text.replace(from, to)
                });
            (name, text)
        });
        Folder::from_texts("proef", changed)
    }

    /// What is wrong, sorted: code, file and place.
    fn mistakes(folder: &Folder) -> Vec<String> {
        let diagnostics = check(folder).map_or_else(|rejected| rejected.diagnostics, |checked| checked.diagnostics);
        let line = |one: &Diagnostic| format!("{} {} {}", one.code, one.at.file_name(), one.at);
        let mut lines: Vec<String> = diagnostics.iter().map(line).collect();
        lines.sort();
        lines
    }

    #[test]
    fn mistakes_of_every_kind_are_named_in_one_run() {
        let folder = minimal(&[
            ("indicatoren/ontmoeten.yaml", "uitvoerder:", "uitvoerer:"),
            ("projecten/buurthuis-molenbuurt.yaml", "ontmoeten: 100%", "ontmoeten: 90%"),
            ("bestedingen/2021.yaml", "project: buurthuis-molenbuurt", "project: buurthuis-molenburt"),
        ]);
        assert_eq!(
            mistakes(&folder),
            [
                "L020 indicatoren/ontmoeten.yaml uitvoerer",
                "R001 bestedingen/2021.yaml regels[0].project",
                "R003 projecten/buurthuis-molenbuurt.yaml toerekening",
            ]
        );
    }

    #[test]
    fn one_unread_file_leads_to_no_other_mistakes() {
        for (file, key) in [
            ("pijlers/ontmoeten.yaml", "doel:"),
            ("projecten/buurthuis-molenbuurt.yaml", "start:"),
            ("indicatoren/ontmoeten.yaml", "definitie:"),
            ("bestedingen/2021.yaml", "prognose:"),
            ("verslagen/2021.yaml", "samenvatting:"),
        ] {
            let mut folder = minimal(&[(file, key, "iets:")]);
            let in_thousands = "regels:\n  - {project: buurthuis-molenbuurt, t-m: 2020-12-31, bekend-op: 2021-02-01, gerealiseerd: 142}\n";
            let revision = "regels:\n  - {post: reserve, t-m: 2022-12-31, bekend-op: 2023-02-01, gerealiseerd: 1, herziet: 2023-01-01, reden: fout}\n";
            if file.starts_with("bestedingen") {
                folder.insert("bestedingen/2022.yaml", revision);
                // The file that cannot be read may hold the correction of this.
                folder.insert("bestedingen/2020.yaml", in_thousands);
            }
            let unread = mistakes(&folder);
            assert!(unread.iter().all(|line| line.starts_with('L')), "{unread:?}");
            // The same file under a wrong name.
            let bytes = folder.files.remove(file).unwrap();
            folder.insert(file.replace(".yaml", ".yml"), bytes);
            let misnamed = mistakes(&folder);
            assert!(misnamed.iter().all(|line| line.starts_with('L')), "{misnamed:?}");
        }
    }
}
