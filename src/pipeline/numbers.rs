//! The registration numbers that the papers of a report get.

use super::{Checked, Rejected};
use crate::compose::Stamp;
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::model::{Paper, Report};

/// The registration numbers of the papers in a package, as far as they are given beside the dossier.
#[derive(Debug, Clone, Copy, Default)]
pub struct Numbers<'a> {
    /// That of the report.
    pub report: Option<&'a Stamp>,
    /// That of the council annex.
    pub annex: Option<&'a Stamp>,
}

impl Numbers<'_> {
    /// The numbers that the report and its annex get, which are not the same.
    pub(super) fn of(self, report: &Report, checked: &Checked) -> Result<(Option<Stamp>, Option<Stamp>), Rejected> {
        let of_report = number(Paper::Report, self.report, report, checked)?;
        let of_annex = number(Paper::Annex, self.annex, report, checked)?;
        match of_report.as_ref().filter(|one| Some(*one) == of_annex.as_ref()) {
            Some(one) => Err(two_papers(one, Paper::Annex.key(report), checked)),
            None => Ok((of_report, of_annex)),
        }
    }
}

/// The number of a paper: that which was asked for, else that of the dossier. A paper has one number, which is not
/// replaced by another, and which no other paper has.
pub(super) fn number(
    paper: Paper,
    asked: Option<&Stamp>,
    report: &Report,
    checked: &Checked,
) -> Result<Option<Stamp>, Rejected> {
    let given = paper.of(report).cloned().map(Stamp::from);
    let Some(asked) = asked else { return Ok(given) };
    if let Some(given) = given.filter(|given| given != asked) {
        let (words, given, asked) = (in_words(paper), given.number(), asked.number());
        let message = format!("het dossier geeft {words} al een kenmerk, `{given}`; `{asked}` is een ander");
        let other = Diagnostic::error("T004", paper.key(report), message)
            .hint("hoort het kenmerk in het dossier bij een ander stuk, haal het daar dan weg");
        return Err(Rejected::new(vec![other], &checked.sources));
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
    let two = Diagnostic::error("T004", taken, message).hint(Paper::ONE_NUMBER_EACH);
    Rejected::new(vec![two], &checked.sources)
}

const fn in_words(paper: Paper) -> &'static str {
    match paper {
        Paper::Report => "dit rapport",
        Paper::Annex => "deze raadsbijlage",
    }
}
