//! The council annex: a report in two to four pages, for council members without background.
//!
//! Comes in: what the full report is made from. Goes out: Typst source of a document of its own, sent by the college
//! to the council, or by who takes their place. It says nothing that the report does not say: figures are printed as
//! the report prints them, and a long text is shortened to whole paragraphs or sentences. Left to others: the file names
//! (`package`).

mod ambition;
mod brief;
mod corrections;
mod money;
mod shorten;
mod story;
mod unknown;

use std::collections::BTreeMap;

use serde::Serialize;

use super::front::Front;
use super::open::Open;
use super::table::Trail;
use super::view::words as optional;
use super::{Composed, Materials, Standards, View, chapters, house_style, templates, theme, words};
use crate::diagnostic::Diagnostic;
use crate::format;
use crate::model::{Organisation, Party, References, Side, Stage, Text, YesNo};
use crate::read::delivery::{ANNEX, Listed};

#[derive(Serialize)]
struct Context<'a> {
    front: Front,
    look: house_style::Look,
    /// Which figures were invented for an example, in sentences.
    invented: Vec<&'static str>,
    /// Whom the covenant calls the Regio.
    region: String,
    open: Option<Open>,
    head: Head,
    /// In a sentence: `de voortgangsrapportage`.
    the_report: &'static str,
    /// The annex in a few lines.
    brief: Vec<brief::Line>,
    promise: story::Promise,
    answer: Option<ambition::Answer>,
    story: story::Story,
    money: Option<money::MoneyPart>,
    corrections: Option<corrections::Corrections>,
    not_known: Vec<unknown::NotKnown>,
    ahead: unknown::Ahead,
    /// Whether a text was shortened.
    is_cut: bool,
    full_report: FullReport<'a>,
    /// By what the program knows an annex again.
    mark: &'static str,
    articles: BTreeMap<&'static str, String>,
}

/// Who sends what to whom; what the dossier does not say is left open.
#[derive(Serialize)]
struct Head {
    day: String,
    status: String,
    /// Whether what the dossier does not say still stands there, to be filled in.
    shows_open: bool,
    /// The council that receives it; empty when the dossier does not say.
    to: &'static str,
    /// Who sends it; empty when the dossier does not say.
    from: String,
    portfolio_holder: String,
    committee: String,
    /// The registration number of the annex itself; empty until it is assigned.
    number: String,
    file_reference: String,
}

impl Head {
    fn of(view: View<'_>, materials: Materials<'_>) -> Self {
        let status = &view.report.status;
        let organisation = Organisation::of(&view.dossier.deal);
        let words = match status.stage() {
            Stage::Discussed => "concept, besproken in het overleg van Rijk en Regio".to_owned(),
            step => organisation.body.done(step),
        };
        let references = view.dossier.deal.references.as_ref();
        let of = |pick: fn(&References) -> Option<&Text>| optional(references.and_then(pick));
        Self {
            day: format::date(*status.day()),
            status: words,
            shows_open: status.stage() < Stage::Adopted,
            to: organisation.body.words().map_or("", |of| of.council),
            from: organisation.sender().unwrap_or_default(),
            portfolio_holder: of(|of| of.portefeuillehouder.as_ref()),
            committee: references.and_then(References::committee_name).unwrap_or_default().to_owned(),
            number: materials.stamp.map_or_else(String::new, |stamp| stamp.number().to_owned()),
            file_reference: of(|of| of.zaaknummer.as_ref()),
        }
    }
}

/// The report that an annex belongs to, where a reader finds the rest.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct FullReport<'a> {
    /// The file name of the delivery edition.
    pub file_name: &'a str,
    /// Its registration number, once it has one.
    pub number: Option<&'a str>,
}

/// Composes the council annex of a report. The number among the materials is that of the annex.
///
/// # Errors
/// When a template does not fit: a diagnostic that names the template and its line.
pub fn council_annex(
    view: View<'_>,
    materials: Materials<'_>,
    full_report: FullReport<'_>,
) -> Result<Composed, Vec<Diagnostic>> {
    let (context, trail) = content(view, materials, full_report);
    let (source, spans) = templates::render(materials.templates, "council/annex.typ.j2", &context)?;
    let mut files = theme(materials.templates);
    house_style::paint(&mut files, &view.dossier.deal);
    if let Some(logo) = context.look.logo_file() {
        let of_folder = materials.folder.files().map(|(path, bytes)| (Listed::file(path, &[]).name, bytes.to_vec()));
        files.extend(of_folder.filter(|(name, _)| name == logo));
    }
    Ok(Composed {
        source,
        spans,
        files,
        attachments: Vec::new(),
        figures: context.look.described().into_iter().collect(),
        printed: trail.into_entries(),
        standards: Standards::A2a,
        ident: format!("{}/{}/raadsbijlage", view.dossier.deal.id, view.report.id),
    })
}

/// Per word the names that go with it: `op koers: a en b; achter: c`. Words without names are left out.
fn by_word(words: &[&'static str], named: &[(&str, &str)], between: &str) -> String {
    let parts = names_by_word(words, named).into_iter();
    let parts: Vec<String> = parts.map(|(word, names)| format!("{word}{between}{}", format::list(&names))).collect();
    parts.join("; ")
}

fn names_by_word<'a>(words: &[&'static str], named: &[(&str, &'a str)]) -> Vec<(&'static str, Vec<&'a str>)> {
    let names = |word: &str| named.iter().filter(|(of, _)| *of == word).map(|(_, name)| *name).collect();
    let all = words.iter().map(|word| (*word, names(word)));
    all.filter(|(_, names): &(_, Vec<_>)| !names.is_empty()).collect()
}

/// Which figures were invented, as far as they do not say so themselves.
fn invented(view: View<'_>, tells_money: bool) -> Vec<&'static str> {
    let mut said = Vec::new();
    let mut points = view.figures.indicators.iter().flat_map(|figures| &figures.areas).flat_map(|area| &area.points);
    if points.any(|point| point.row.invented.is_yes()) {
        said.push("Bij een meting die is verzonnen, staat: fictief.");
    }
    let spent = view.dossier.spending.iter().filter(|row| row.through <= view.report.reference_date);
    let received = view.dossier.receipts.iter().map(|row| row.invented);
    let amounts: Vec<bool> = spent.map(|row| row.invented).chain(received).map(YesNo::is_yes).collect();
    if tells_money && amounts.contains(&true) {
        said.push(if amounts.contains(&false) {
            "Ook een deel van de bedragen die zijn ontvangen en besteed, is verzonnen; daar staat dat niet bij."
        } else {
            "Alle bedragen die zijn ontvangen en besteed, zijn verzonnen; daar staat dat niet bij."
        });
    }
    said
}

/// The parties on the side of the region; empty when there are none.
fn region(view: View<'_>) -> String {
    let parties = view.dossier.deal.parties.iter().filter(|party| party.side == Side::Region);
    // `De Regio is: Regio` says nothing.
    let told = |party: &Party| {
        if party.short.as_str() == "Regio" { format::lowered(party.name.as_str()) } else { party.short.to_string() }
    };
    format::list(&parties.map(told).collect::<Vec<_>>())
}

/// Everything the annex says, with the trail of its figures.
fn content<'a>(view: View<'_>, materials: Materials<'_>, full_report: FullReport<'a>) -> (Context<'a>, Trail) {
    let mut trail = Trail::default();
    let promise = story::Promise::of(view);
    let story = story::Story::of(view, &mut trail);
    let money = money::MoneyPart::of(view, &mut trail);
    let ahead = unknown::Ahead::of(view);
    let not_known = unknown::not_known(view);
    let context = Context {
        front: Front::of(view, materials, &materials.folder.fingerprint()),
        look: house_style::Look::of(&view.dossier.deal),
        invented: invented(view, money.is_some()),
        region: region(view),
        open: Open::of(view, materials.sources),
        head: Head::of(view, materials),
        the_report: words::report_kind(view.report.kind).the,
        is_cut: promise.is_cut || story.is_cut || ahead.is_cut || money.as_ref().is_some_and(|money| money.is_cut),
        promise,
        story,
        money,
        brief: brief::points(view, &not_known, &mut trail),
        answer: ambition::Answer::of(view, &mut trail),
        corrections: corrections::Corrections::of(view, &mut trail),
        not_known,
        ahead,
        full_report,
        mark: ANNEX,
        articles: chapters::articles(view),
    };
    (context, trail)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;
    use crate::chart::Typeface;
    use crate::figures::Known;
    use crate::model::Dossier;
    use crate::read::delivery::PROVENANCE;
    use crate::read::{self, Earlier};
    use crate::world::{Folder, REGULAR, SEMIBOLD, Templates};

    fn fixture(name: &str) -> Folder {
        Folder::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)).unwrap()
    }

    fn dossier(folder: &Folder) -> (Dossier, read::Sources) {
        let reading = read::read(folder);
        (reading.dossier.unwrap(), reading.sources)
    }

    /// The annex may say less than the report, but no other number: value and print are those of the report.
    #[test]
    fn every_figure_of_the_annex_is_one_of_the_report() {
        let (templates, typeface) = (Templates::built_in(), Typeface::new(REGULAR, SEMIBOLD).unwrap());
        let mut count = 0;
        for name in [
            "valid/afgeleid",
            "valid/den-haag-zuidwest",
            "valid/klein-met-andere-artikelen",
            "valid/minimaal",
            "portfolio/deals/noordelijk-flevoland",
            "portfolio/deals/parkstad-limburg",
            "portfolio/deals/twente",
        ] {
            let folder = fixture(name);
            let (dossier, sources) = dossier(&folder);
            for report in dossier.reports.values() {
                let known = Known::of(Earlier { folder: &folder, dossier: &dossier, sources: &sources }, report);
                let known = known.unwrap_or_else(|unknown| panic!("{name}: {unknown}"));
                let before = known.before().unwrap_or_else(|unknown| panic!("{name}: {unknown}"));
                let view = View::of(&known, before.as_ref()).unwrap();
                let materials = Materials::of(&known, &templates, &typeface);
                let whole = crate::compose::content(view, materials);
                let provenance = whole.attached.iter().find(|file| file.name == PROVENANCE).unwrap();
                let mut rows = csv::ReaderBuilder::new().delimiter(b';').from_reader(provenance.bytes.as_slice());
                let of_report: BTreeSet<(String, String)> =
                    rows.records().map(Result::unwrap).map(|row| (row[3].to_owned(), row[4].to_owned())).collect();
                let (_, trail) = content(view, materials, FullReport { file_name: "verslag.pdf", number: None });
                for entry in trail.entries() {
                    let figure = (entry.printed.replace(format::NBSP, " "), entry.exact.clone());
                    assert!(of_report.contains(&figure), "{name}, {}: {entry:?}", report.id);
                    count += 1;
                }
            }
        }
        assert!(count > 150, "{count}");
    }
}
