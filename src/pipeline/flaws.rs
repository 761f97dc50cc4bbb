//! The flaws in a layout, told at the place in the dossier that their text comes from.

use crate::compose::Entry;
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::read::Sources;
use crate::typeset::{self, Flaw};

/// The flaws in a layout, each at the place in the dossier that its text comes from. What comes from
/// one place is told once.
pub(super) fn placed(flaws: &[Flaw], printed: &[Entry], sources: &Sources) -> Vec<Diagnostic> {
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

#[cfg(test)]
mod tests {
    use super::*;

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
