//! R053: a new figure for an indicator of the covenant, without words.

use super::{Rule, Subject, is_bound, required};
use crate::diagnostic::Diagnostic;
use crate::figures::{Known, Point};
use crate::model::{Dossier, Indicator, IndicatorKind, Report, Requirement, Stage};

pub(super) const RULE: Rule = Rule {
    code: "R053",
    requirement: Some(Requirement::ReportGoals),
    what: "Een indicator van het convenant met een nieuw cijfer heeft in het verslag een duiding.",
    why: "Een cijfer zegt niet zelf waar het door komt. Zonder duiding vult de lezer dat in.",
    example: "duiding: {}   # en indicatoren/ontmoeten.yaml heeft een meting van dit jaar",
    solution: "Schrijf onder `duiding` wat het cijfer betekent, wat de deal eraan bijdroeg en wat ook meespeelt.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let reports = subject.reports().filter(|(report, _)| is_bound(report));
    reports
        .flat_map(|(report, known)| {
            let indicators = subject.dossier.indicators.iter();
            indicators.filter_map(move |indicator| unexplained(subject.dossier, report, known, indicator))
        })
        .collect()
}

fn unexplained(dossier: &Dossier, report: &Report, known: &Known, indicator: &Indicator) -> Option<Diagnostic> {
    let is_agreed = indicator.number.is_some() && indicator.kind != IndicatorKind::KeyFigure;
    if !is_agreed || report.interpretation.contains_key(&indicator.id) {
        return None;
    }
    let before = explained_before(dossier, report);
    let news = news(before, known, indicator)?;
    // In the first report every figure is told for the first time; not each of them is new.
    let what = if before.is_some() { "is er een nieuw cijfer" } else { "staat er een cijfer in dit eerste verslag" };
    let message = format!("van {} {what}, maar er staat geen duiding bij", indicator.short_name);
    let mut diagnostic = required(report, Stage::Adopted, RULE.code, report.at.key("duiding"), message).hint(format!(
        "schrijf onder `duiding`: `{}: …`: wat betekent het cijfer, en wat droeg de deal eraan bij?",
        indicator.id
    ));
    // Places in what a report knows are not those of the whole dossier.
    let row = indicator
        .series
        .iter()
        .find(|row| row.area == news.row.area && row.day() == news.row.day() && row.known_on == news.row.known_on);
    if let Some(row) = row {
        diagnostic = diagnostic.label(
            row.at.key("waarde"),
            if before.is_some() { "dit is het nieuwe cijfer" } else { "dit is het cijfer" },
        );
    }
    Some(diagnostic)
}

/// The report before this one that had to explain its figures.
pub(super) fn explained_before<'a>(dossier: &'a Dossier, report: &Report) -> Option<&'a Report> {
    dossier.reports_before(report).find(|before| is_bound(before))
}

/// The latest value of an indicator's own area that an earlier report did not know.
pub(super) fn news<'a>(before: Option<&Report>, known: &'a Known, indicator: &Indicator) -> Option<&'a Point> {
    let figures = known.figures.indicators.iter().find(|figures| figures.id == indicator.id)?;
    let is_new = |point: &&Point| before.is_none_or(|before| point.row.known_on > before.known_through);
    figures.points(&indicator.area).iter().rev().filter(|point| point.value.is_some()).find(is_new)
}
