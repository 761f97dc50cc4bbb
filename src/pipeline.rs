//! The recipe: from the files of a dossier to the bytes of a report, one line a step.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::chart::Typeface;
use crate::check::{self, Completeness, Need, PortfolioSubject, Subject};
use crate::compose::{self, Authentic, Composed, Edition, Entry, FullReport, Inputs, Materials, Stamp, View};
use crate::diagnostic::{Diagnostic, KeyPath, has_errors};
use crate::figures::overview::submission::{self, Notice};
use crate::figures::overview::{Books, National, Options, Overview, Record, Refused, Standing, Submission};
use crate::figures::{Known, Unknown};
use crate::model::{Dossier, Id, Portfolio, RegistrationNumber, Report, ReportKind, Stage};
use crate::package::{About, Documents, FileNames, Package};
use crate::read::{self, Earlier, Partial, Reading, Sources};
use crate::typeset::{self, Flaw, Pdf};
use crate::world::{self, FileKind, Folder, Templates};

/// Which report of a dossier is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Choice {
    /// The one with the latest peildatum.
    #[default]
    Latest,
    /// The yearly report about this year.
    Year(i32),
    /// The one with this id.
    Report(String),
}

impl Choice {
    /// What was asked for on the command line: an id, else a year, else the latest.
    #[must_use]
    pub fn asked(report: Option<&str>, year: Option<i32>) -> Self {
        match (report, year) {
            (Some(id), _) => Self::Report(id.to_owned()),
            (None, Some(year)) => Self::Year(year),
            (None, None) => Self::Latest,
        }
    }
}

/// A dossier that could be read, and what the rules say of it.
#[derive(Debug)]
pub struct Checked {
    /// What was read.
    pub dossier: Dossier,
    /// Where everything stands.
    pub sources: Sources,
    /// What each report knows, by the report's id.
    pub known: BTreeMap<Id, Known>,
    /// Everything there is to say; errors too.
    pub diagnostics: Vec<Diagnostic>,
}

impl Checked {
    /// What there is to say of the dossier as a whole and of one report; not of the others.
    #[must_use]
    pub fn about(&self, report: &Id) -> Vec<Diagnostic> {
        let is_about = |one: &&Diagnostic| one.report().is_none_or(|about| about == report.as_str());
        self.diagnostics.iter().filter(is_about).cloned().collect()
    }
}

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

/// Why there is no report.
#[derive(Debug)]
pub struct Rejected {
    /// Everything there is to say, errors among it.
    pub diagnostics: Vec<Diagnostic>,
    /// Where everything stands, to show the lines.
    pub sources: Sources,
    /// The Typst source, when the layout engine refused it.
    pub source: Option<String>,
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
            let known = known(folder, &dossier, &sources, only);
            diagnostics.extend(read::suited(check::check(&subject(&dossier, &known, &[])), &sources));
            Ok(Checked { dossier, sources, known, diagnostics })
        }
        _ => {
            if let Some(Partial { dossier, unread }) = &partial {
                let found = check::check(&subject(dossier, &BTreeMap::new(), unread));
                diagnostics.extend(read::suited(found, &sources));
            }
            Err(rejected(diagnostics, sources))
        }
    }
}

/// The portefeuille that could be read and breaks no rule.
#[derive(Debug)]
pub struct OwnBooks {
    /// What was read.
    pub portfolio: Portfolio,
    /// Where everything stands.
    pub sources: Sources,
    /// Warnings and tips.
    pub remarks: Vec<Diagnostic>,
}

/// Reads and checks the portefeuille, for the overview of a year when one is asked for.
///
/// # Errors
/// With all diagnostics, when an error is among them.
pub fn portfolio(bytes: &[u8], year: Option<i32>) -> Result<OwnBooks, Rejected> {
    let (portfolio, sources, mut remarks) =
        read::portfolio(bytes).map_err(|(diagnostics, sources)| rejected(diagnostics, sources))?;
    let can_show = world::coverage();
    let subject = PortfolioSubject { portfolio: &portfolio, sources: &sources, year, can_show: &can_show };
    remarks.extend(check::check_portfolio(&subject));
    if has_errors(&remarks) { Err(rejected(remarks, sources)) } else { Ok(OwnBooks { portfolio, sources, remarks }) }
}

/// What each report knows. A report of which that cannot be told is left out: it cannot be made,
/// and who asks for it hears why.
fn known(folder: &Folder, dossier: &Dossier, sources: &Sources, only: Option<&Choice>) -> BTreeMap<Id, Known> {
    let whole = Earlier { folder, dossier, sources };
    let of = |report: &Report| Some((report.id.clone(), Known::of(whole, report).ok()?));
    match only {
        None => dossier.reports.values().filter_map(of).collect(),
        Some(choice) => choose(dossier, choice).ok().and_then(of).into_iter().collect(),
    }
}

/// What a report of a checked dossier has and lacks of what its covenant asks.
///
/// # Errors
/// When the report does not exist, or what it knew cannot be told.
pub fn completeness(folder: &Folder, checked: &Checked, choice: &Choice) -> Result<Completeness, Rejected> {
    let wanted = chosen(checked, choice)?;
    let known = known_by(folder, checked, wanted)?;
    Completeness::of(&checked.dossier, &known, &checked.about(&wanted.id))
        .ok_or_else(|| refuse(Unknown::NoReport, checked))
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
    let (wanted, remarks) = without_errors(checked, choice)?;
    let composed = compose_known(folder, checked, wanted, Form { templates, edition, stamp })?;
    let (pdf, looks) = report_laid_out(&composed, folder, &checked.sources)?;
    let remarks = remarks.into_iter().chain(looks).collect();
    Ok(Built { pdf, file_name: file_name(&checked.dossier, wanted), remarks })
}

/// The registration numbers of the papers in a package, as far as they are given beside the dossier.
#[derive(Debug, Clone, Copy, Default)]
pub struct Numbers<'a> {
    /// That of the report.
    pub report: Option<&'a Stamp>,
    /// That of the council annex.
    pub annex: Option<&'a Stamp>,
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
    let (wanted, remarks) = without_errors(checked, choice)?;
    let known = known_by(folder, checked, wanted)?;
    let of_report = number(Paper::Report, numbers.report, wanted, checked)?;
    let of_annex = number(Paper::Annex, numbers.annex, wanted, checked)?;
    if let (Some(one), Some(other)) = (&of_report, &of_annex)
        && one == other
    {
        return Err(two_papers(one, Paper::Annex.key(wanted), checked));
    }
    let (stamp, annex_stamp) = (of_report.as_ref(), of_annex.as_ref());
    let set = |composed: Result<Composed, Vec<Diagnostic>>| {
        let composed = composed.map_err(|diagnostics| rejected(diagnostics, known.sources.clone()))?;
        report_laid_out(&composed, folder, &checked.sources).map(|(pdf, looks)| (pdf, looks, composed))
    };
    with_view(&known, checked, |view, materials| {
        let delivery = Materials { templates, stamp, ..materials };
        let (pdf, looks, composed) = set(compose::annual_report(view, delivery))?;
        let about = About {
            known: &known,
            dossier: &known.dossier,
            sources: &checked.sources,
            report: view.report,
            stamp: stamp.map(Stamp::number),
            annex_stamp: annex_stamp.map(Stamp::number),
        };
        let names = FileNames::of(about);
        let authentic = Authentic { file_name: names.delivery.clone(), sha256: world::sha256(&pdf.bytes) };
        let edition = Edition::Archive(authentic.clone());
        let archive = Materials { edition: &edition, ..delivery };
        let (archived, looks_of_archive, _) = set(compose::annual_report(view, archive))?;
        let (annex, looks_of_annex, _) = set(compose::council_annex(
            view,
            Materials { stamp: annex_stamp, ..delivery },
            FullReport { file_name: &names.delivery, number: about.stamp },
        ))?;
        let html = compose::html(view, delivery, &authentic)
            .map_err(|diagnostics| rejected(diagnostics, known.sources.clone()))?;
        let is_provenance = |file: &&compose::Attachment| file.name == read::delivery::PROVENANCE;
        let provenance = composed.attachments.iter().find(is_provenance).map_or(&[][..], |file| &file.bytes);
        let documents = Documents {
            delivery: &pdf.bytes,
            archive: &archived.bytes,
            annex: &annex.bytes,
            html: &html,
            provenance,
            figures: &composed.figures,
            pictures: &pdf.pictures(),
        };
        // Most pages of the archive edition are those of the delivery, and so is what there is to say of them.
        let of_archive = looks_of_archive.into_iter().filter(|look| !looks.contains(look)).collect();
        let looks = looks
            .clone()
            .into_iter()
            .chain(labelled("archiefkopie", of_archive))
            .chain(labelled("raadsbijlage", looks_of_annex));
        let package = Package::of(about, documents, templates)
            .map_err(|diagnostics| rejected(diagnostics, known.sources.clone()))?;
        Ok((package, remarks.into_iter().chain(looks).collect()))
    })
}

/// What there is to say of a document that is not the report itself.
fn labelled(document: &str, looks: Vec<Diagnostic>) -> impl Iterator<Item = Diagnostic> {
    looks.into_iter().map(move |look| Diagnostic { message: format!("{document}: {}", look.message), ..look })
}

/// A report that no one could read back is not made: its images are what makes it large.
fn too_large(pdf: &Pdf, folder: &Folder) -> Option<Diagnostic> {
    let megabytes = pdf.bytes.len() as u64 / (1024 * 1024);
    if megabytes < world::LARGEST_PDF {
        return None;
    }
    let mut images: Vec<(&str, usize)> = folder
        .files()
        .filter(|(name, _)| FileKind::of(name) == Some(FileKind::Image))
        .map(|(name, bytes)| (name, bytes.len()))
        .collect();
    images.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    let names: Vec<&str> = images.iter().take(3).map(|(name, _)| *name).collect();
    let at = KeyPath::file(names.first().copied().unwrap_or_default());
    let message = format!("het rapport wordt {megabytes} MB; meer dan {} MB kan niet", world::LARGEST_PDF);
    Some(
        Diagnostic::error("T005", at, message)
            .hint(format!("verklein de grootste beelden: {}", crate::format::list(&names))),
    )
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
    let (wanted, _) = without_errors(checked, choice)?;
    let known = known_by(folder, checked, wanted)?;
    let record = Record::of(&known).ok_or_else(|| refuse(Unknown::NoReport, checked))?;
    Ok((record, known.folder.fingerprint()))
}

/// What a dossier delivers about a year: its yearly report, else the final evaluation that ends in it.
#[must_use]
pub fn choice_about(dossier: &Dossier, year: i32) -> Choice {
    use chrono::Datelike;
    let about = |kind| {
        let of_kind = move |report: &&Report| report.kind == kind && report.period.to.year() == year;
        dossier.reports_last_first().find(of_kind)
    };
    match about(ReportKind::Progress).or_else(|| about(ReportKind::FinalEvaluation)) {
        Some(report) => Choice::Report(report.id.to_string()),
        None => Choice::Year(year),
    }
}

/// Where a deal stands in an overview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealInBrief {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub standing: Standing,
    /// Whether a delivery of it was taken in.
    pub is_received: bool,
}

/// A finished overview.
#[derive(Debug)]
pub struct BuiltOverview {
    /// The PDF.
    pub pdf: Pdf,
    /// `overzicht.json`: every figure with its parts, and what came in.
    pub json: Vec<u8>,
    /// `cijfers.csv`: every figure and each of its parts, one a row.
    pub csv: Vec<u8>,
    /// Every national figure.
    pub figures: Vec<National>,
    /// The deals, in the order of the overview.
    pub deals: Vec<DealInBrief>,
    /// What could not be processed, with the reason.
    pub refused: Vec<(String, Refused)>,
    /// What a reader must know of the rest.
    pub notices: Vec<Notice>,
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
    let own = portfolio
        .map(|bytes| read::portfolio(bytes).map_err(|(diagnostics, sources)| rejected(diagnostics, sources)))
        .transpose()?;
    let fingerprint = portfolio.map(world::sha256).unwrap_or_default();
    let books = own.as_ref().map(|(portfolio, sources, _)| Books { portfolio, sources, fingerprint: &fingerprint });
    let sorted = submission::sort(books.map(|books| books.portfolio), options.year, submissions);
    let overview = Overview::of(books, options, sorted);
    let inputs = Inputs { portfolio, submissions };
    let composed = compose::overview(&overview, &inputs, templates)
        .map_err(|diagnostics| rejected(diagnostics, Sources::default()))?;
    let (pdf, _) = laid_out(&composed, &Sources::default())?;
    Ok(BuiltOverview {
        pdf,
        json: compose::figures_json(&overview, &inputs),
        csv: compose::figures_csv(&overview),
        figures: overview.figures().cloned().collect(),
        deals: overview
            .deals
            .iter()
            .map(|deal| DealInBrief {
                name: deal.name.to_owned(),
                standing: deal.standing,
                is_received: deal.delivery.is_some(),
            })
            .collect(),
        refused: overview.refused.iter().map(|(source, refused)| ((*source).to_owned(), refused.clone())).collect(),
        notices: overview.notices.clone(),
    })
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
    let wanted = chosen(checked, choice)?;
    compose_known(folder, checked, wanted, Form { templates, edition: &Edition::Delivery, stamp: None })
}

/// In which form a report is made.
#[derive(Clone, Copy)]
struct Form<'a> {
    templates: &'a Templates,
    edition: &'a Edition,
    stamp: Option<&'a Stamp>,
}

fn chosen<'a>(checked: &'a Checked, choice: &Choice) -> Result<&'a Report, Rejected> {
    choose(&checked.dossier, choice).map_err(|problem| rejected(vec![*problem], checked.sources.clone()))
}

/// The report that is chosen, with what there is to say of it.
///
/// # Errors
/// When it does not exist, or an error is among what there is to say.
fn without_errors<'a>(checked: &'a Checked, choice: &Choice) -> Result<(&'a Report, Vec<Diagnostic>), Rejected> {
    let wanted = chosen(checked, choice)?;
    let remarks = checked.about(&wanted.id);
    if has_errors(&remarks) { Err(rejected(remarks, checked.sources.clone())) } else { Ok((wanted, remarks)) }
}

/// Composes a report from files that hold nothing but what was known.
fn compose_known(
    folder: &Folder,
    checked: &Checked,
    wanted: &Report,
    Form { templates, edition, stamp }: Form<'_>,
) -> Result<Composed, Rejected> {
    let known = known_by(folder, checked, wanted)?;
    let number = number(Paper::Report, stamp, wanted, checked)?;
    with_view(&known, checked, |view, materials| {
        compose::annual_report(view, Materials { templates, edition, stamp: number.as_ref(), ..materials })
            .map_err(|diagnostics| rejected(diagnostics, known.sources.clone()))
    })
}

/// Looks at what a report knows as the chapters do, with the built-in templates and everything else they need.
fn with_view<T>(
    known: &Known,
    checked: &Checked,
    look: impl FnOnce(View<'_>, Materials<'_>) -> Result<T, Rejected>,
) -> Result<T, Rejected> {
    let before = known.before().map_err(|unknown| refuse(unknown, checked))?;
    let concept = known.concept().map_err(|unknown| refuse(unknown, checked))?;
    let typeface = Typeface::new(world::REGULAR, world::SEMIBOLD)
        .map_err(|error| rejected(vec![internal(&error.to_string())], known.sources.clone()))?;
    let Some(view) = View::of(known, before.as_ref()) else { return Err(refuse(Unknown::NoReport, checked)) };
    let templates = Templates::built_in();
    let view = view.with_concept(concept.as_ref());
    let needs = needs(known, view.report);
    let materials = Materials {
        folder: &known.folder,
        sources: &known.sources,
        templates: &templates,
        typeface: &typeface,
        edition: &Edition::Delivery,
        stamp: None,
        needs: &needs,
    };
    look(view, materials)
}

/// What a concept must still have before it can take the next steps, told from the files that travel with it: who
/// makes the report again from those finds the same.
fn needs(known: &Known, report: &Report) -> Vec<Need> {
    let stage = report.status.stage();
    if stage >= Stage::Adopted {
        return Vec::new();
    }
    // What is known was read without mistakes; should it not be, then making the report says so.
    let checked = check_for(&known.folder, &Choice::Report(report.id.to_string()));
    checked.map_or_else(|_| Vec::new(), |checked| Need::all(&checked.about(&report.id), stage))
}

/// Lays out a document whose texts stand in `sources`: the pages, and what only looks bad on them.
fn laid_out(composed: &Composed, sources: &Sources) -> Result<(Pdf, Vec<Diagnostic>), Rejected> {
    let pdf = typeset::typeset(composed).map_err(|diagnostics| Rejected {
        diagnostics,
        sources: sources.clone(),
        source: Some(composed.source.clone()),
    })?;
    let found = placed(&pdf.flaws, &composed.printed, sources);
    if has_errors(&found) { Err(rejected(found, sources.clone())) } else { Ok((pdf, found)) }
}

/// Lays out a document of a report: as [`laid_out`], and no larger than can be read back.
fn report_laid_out(
    composed: &Composed,
    folder: &Folder,
    sources: &Sources,
) -> Result<(Pdf, Vec<Diagnostic>), Rejected> {
    let (pdf, looks) = laid_out(composed, sources)?;
    match too_large(&pdf, folder) {
        Some(too_large) => Err(rejected(vec![too_large], sources.clone())),
        None => Ok((pdf, looks)),
    }
}

/// What a report knows; when that could not be told before the rules ran, why not.
fn known_by<'a>(folder: &Folder, checked: &'a Checked, wanted: &Report) -> Result<Cow<'a, Known>, Rejected> {
    if let Some(known) = checked.known.get(&wanted.id) {
        return Ok(Cow::Borrowed(known));
    }
    let whole = Earlier { folder, dossier: &checked.dossier, sources: &checked.sources };
    Known::of(whole, wanted).map(Cow::Owned).map_err(|unknown| refuse(unknown, checked))
}

/// A council paper that gets a registration number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Paper {
    Report,
    Annex,
}

impl Paper {
    const ALL: [Self; 2] = [Self::Report, Self::Annex];

    const fn words(self) -> &'static str {
        match self {
            Self::Report => "dit rapport",
            Self::Annex => "deze raadsbijlage",
        }
    }

    /// Where a report says its number.
    fn key(self, report: &Report) -> KeyPath {
        report.at.key(match self {
            Self::Report => "kenmerk",
            Self::Annex => "kenmerk-raadsbijlage",
        })
    }

    const fn of(self, report: &Report) -> Option<&RegistrationNumber> {
        match self {
            Self::Report => report.number.as_ref(),
            Self::Annex => report.annex_number.as_ref(),
        }
    }
}

/// The number of a paper: that which was asked for, else that of the dossier. A paper has one number, which is not
/// replaced by another, and which no other paper has.
fn number(paper: Paper, asked: Option<&Stamp>, report: &Report, checked: &Checked) -> Result<Option<Stamp>, Rejected> {
    let given = paper.of(report).cloned().map(Stamp::from);
    let Some(asked) = asked else { return Ok(given) };
    if let Some(given) = given.filter(|given| given != asked) {
        let (words, given, asked) = (paper.words(), given.number(), asked.number());
        let message = format!("het dossier geeft {words} al een kenmerk, `{given}`; `{asked}` is een ander");
        let other = Diagnostic::error("T004", paper.key(report), message)
            .hint("hoort het kenmerk in het dossier bij een ander stuk, haal het daar dan weg");
        return Err(rejected(vec![other], checked.sources.clone()));
    }
    let others = checked.dossier.reports.values().flat_map(|one| Paper::ALL.map(|kind| (kind, one)));
    let mut others = others.filter(|(kind, one)| (*kind, &one.id) != (paper, &report.id));
    match others.find(|(kind, one)| kind.of(one).is_some_and(|taken| taken.as_str() == asked.number())) {
        Some((kind, one)) => Err(two_papers(asked, kind.key(one), checked)),
        None => Ok(Some(asked.clone())),
    }
}

fn two_papers(number: &Stamp, taken: KeyPath, checked: &Checked) -> Rejected {
    let message = format!("kenmerk `{}` is al van een ander stuk", number.number());
    let hint = "elk stuk voor de raad heeft een eigen kenmerk; zoek het goede op bij de griffie";
    rejected(vec![Diagnostic::error("T004", taken, message).hint(hint)], checked.sources.clone())
}

/// The flaws in a layout, each at the place in the dossier that its text comes from. What comes from
/// one place is told once.
fn placed(flaws: &[Flaw], printed: &[Entry], sources: &Sources) -> Vec<Diagnostic> {
    let mut found: Vec<(Flaw, Option<KeyPath>)> = Vec::new();
    for flaw in flaws {
        let at = place_of(flaw, printed, sources);
        let same = |(other, known): &&mut (Flaw, Option<KeyPath>)| other.fault == flaw.fault && *known == at;
        match found.iter_mut().find(same).filter(|_| at.is_some()) {
            Some((first, _)) => first.more += 1 + flaw.more,
            None => found.push((flaw.clone(), at)),
        }
    }
    found.into_iter().map(|(flaw, at)| typeset::explain_flaw(&flaw, at)).collect()
}

/// Where the text of a flaw stands in the dossier: as the whole value, else the part that is on the page, else
/// as a figure.
fn place_of(flaw: &Flaw, printed: &[Entry], sources: &Sources) -> Option<KeyPath> {
    let part = flaw.text.trim_end_matches('-');
    let mut texts = flaw.around.iter().map(String::as_str).chain([part]);
    // A short text, or a number, stands in many places.
    let tells = |text: &&str| text.chars().filter(|sign| sign.is_alphabetic()).count() >= 4;
    let as_text = texts.by_ref().filter(tells).find_map(|text| sources.holding(text));
    as_text.or_else(|| place_of_figure(flaw, printed))
}

/// Where a printed figure comes from; `None` when figures from several places are printed alike in the same table.
fn place_of_figure(flaw: &Flaw, printed: &[Entry]) -> Option<KeyPath> {
    let is_in_figure = |entry: &&Entry| flaw.figure.as_ref().is_none_or(|caption| *caption == entry.place);
    let alike = printed.iter().filter(|entry| entry.printed == flaw.text).filter(is_in_figure);
    let mut places = alike.filter_map(|entry| entry.sources.first());
    let first = places.next()?;
    places.all(|place| place == first).then(|| first.clone())
}

fn refuse(unknown: Unknown, checked: &Checked) -> Rejected {
    match unknown {
        Unknown::Unread { diagnostics, sources } => rejected(diagnostics, sources),
        other => rejected(vec![internal(&other.to_string())], checked.sources.clone()),
    }
}

fn rejected(diagnostics: Vec<Diagnostic>, sources: Sources) -> Rejected {
    Rejected { diagnostics, sources, source: None }
}

fn internal(message: &str) -> Diagnostic {
    Diagnostic::error("T002", KeyPath::file(""), format!("interne fout: {message}"))
        .hint("dit is een fout in het programma; meld dit")
}

fn choose<'a>(dossier: &'a Dossier, choice: &Choice) -> Result<&'a Report, Box<Diagnostic>> {
    use chrono::Datelike;
    let latest = |reports: &mut dyn Iterator<Item = &'a Report>| {
        reports.max_by_key(|report| (report.reference_date, report.known_through))
    };
    let found = match choice {
        Choice::Latest => latest(&mut dossier.reports.values()),
        Choice::Year(year) => latest(
            &mut dossier
                .reports
                .values()
                .filter(|report| report.kind == ReportKind::Progress && report.period.to.year() == *year),
        ),
        Choice::Report(id) => dossier.reports.get(id.as_str()),
    };
    found.ok_or_else(|| {
        let what = match choice {
            Choice::Latest => "dit dossier heeft geen verslag".to_owned(),
            Choice::Year(year) => format!("dit dossier heeft geen voortgangsrapportage over {year}"),
            Choice::Report(id) => format!("dit dossier heeft geen verslag `{id}`"),
        };
        let known: Vec<&str> = dossier.reports.keys().map(Id::as_str).collect();
        let hint = match known.as_slice() {
            [] => "zet er een verslag in de map `verslagen`".to_owned(),
            [only] => format!("kies het verslag dat er wel is: `--verslag {only}`"),
            [first, ..] => format!("kies uit deze verslagen: {}; bijvoorbeeld `--verslag {first}`", known.join(", ")),
        };
        Box::new(Diagnostic::error("T003", KeyPath::file("verslagen"), what).hint(hint))
    })
}

/// `voortgangsrapportage-den-haag-zuidwest-2021.pdf`. An id that starts with the word of its kind
/// does not say it again: `tussenbericht-2022` gives `tussenbericht-den-haag-zuidwest-2022.pdf`,
/// `nulmeting` gives `nulmeting-den-haag-zuidwest.pdf`.
fn file_name(dossier: &Dossier, report: &Report) -> String {
    let kind = match report.kind {
        ReportKind::Progress => "voortgangsrapportage",
        other => other.word(),
    };
    let id = report.id.as_str();
    let is_free =
        |short: &str| !dossier.reports.values().any(|other| other.kind == report.kind && other.id.as_str() == short);
    let rest =
        id.strip_prefix(report.kind.word()).map(|rest| rest.trim_start_matches('-')).filter(|rest| is_free(rest));
    match rest {
        Some("") => format!("{kind}-{}.pdf", dossier.deal.id),
        rest => format!("{kind}-{}-{}.pdf", dossier.deal.id, rest.unwrap_or(id)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The smallest dossier, with changes: a file, what stands in it, and what comes in its place.
    fn minimal(changes: &[(&str, &str, &str)]) -> Folder {
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

    #[test]
    fn two_reports_of_a_kind_have_two_file_names() {
        let interim = include_str!("../fixtures/valid/minimaal/verslagen/2021.yaml")
            .replace("soort: voortgang", "soort: tussenbericht");
        let mut folder = minimal(&[]);
        folder.insert("verslagen/tussenbericht-2021.yaml", interim.as_str());
        let named = |folder: &Folder, id: &str| {
            let dossier = check(folder).unwrap().dossier;
            file_name(&dossier, &dossier.reports[id])
        };
        assert_eq!(named(&folder, "tussenbericht-2021"), "tussenbericht-voorbeeldstad-2021.pdf");
        assert_eq!(named(&folder, "2021"), "voortgangsrapportage-voorbeeldstad-2021.pdf");
        folder.insert("verslagen/2021.yaml", interim.as_str());
        assert_eq!(named(&folder, "tussenbericht-2021"), "tussenbericht-voorbeeldstad-tussenbericht-2021.pdf");
        assert_eq!(named(&folder, "2021"), "tussenbericht-voorbeeldstad-2021.pdf");
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

    #[test]
    fn a_printed_figure_is_placed_where_it_comes_from() {
        let (spent, budget) = (KeyPath::file("bestedingen/2021.yaml"), KeyPath::file("projecten/a.yaml"));
        let entry = |table: &str, printed: &str, source: &KeyPath| Entry {
            place: table.to_owned(),
            label: String::new(),
            printed: printed.to_owned(),
            exact: String::new(),
            unit: String::new(),
            formula: String::new(),
            sources: vec![source.clone()],
        };
        let printed = [
            entry("Uitgaven", "184.561,00", &spent),
            entry("Uitgaven", "400", &spent),
            entry("Begroting", "400", &budget),
            entry("Begroting", "7", &budget),
            entry("Begroting", "7", &spent),
        ];
        let placed = |text: &str, table: Option<&str>| {
            let flaw = Flaw {
                fault: typeset::Fault::Outside,
                page: 1,
                text: text.to_owned(),
                other: String::new(),
                more: 0,
                around: vec![text.to_owned()],
                figure: table.map(str::to_owned),
                template: None,
            };
            place_of(&flaw, &printed, &Sources::default())
        };
        assert_eq!(placed("184.561,00", None), Some(spent.clone()));
        assert_eq!(placed("400", None), None);
        assert_eq!(placed("400", Some("Uitgaven")), Some(spent));
        assert_eq!(placed("400", Some("Begroting")), Some(budget));
        assert_eq!(placed("7", Some("Begroting")), None);
        assert_eq!(placed("8", None), None);
    }
}
