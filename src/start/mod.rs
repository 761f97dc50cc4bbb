//! Beginning: the files of a dossier that is not there yet, and those of its next year.
//!
//! Comes in: a name and a year, or a dossier and a year. Goes out: [`File`]s, texts under the name
//! they get in the dossier, with explanations for who fills them in, and a [`BLANK`] wherever that
//! is to be done. Left to others: writing them (`publish`), and what to say about it (`commands`).
//! Nothing is made up: where the model asks for a date, a number or a choice, a provisional one
//! stands there with the sign behind it, and amounts and measurements are examples behind a `#`.
//! The words stand in `report-templates/dossier/`, one template a file.
//!
//! [`BLANK`]: crate::read::BLANK

mod templates;
mod year;

use serde::Serialize;

pub use year::{NextYear, next_year, year_after};

use crate::model::{Dossier, Id, Text};
use crate::read;
use crate::world::Folder;

/// A file to write: its name within the dossier, and its text.
pub type File = (String, String);

#[derive(Serialize)]
struct New<'a> {
    id: &'a str,
    name: Option<&'a str>,
    year: i32,
}

/// The files of a new dossier whose first report is about `year`; `None` for a name with signs that
/// no dossier can hold.
#[must_use]
pub fn new_dossier(id: &Id, name: Option<&Text>, year: i32) -> Option<Vec<File>> {
    let context = New { id: id.as_str(), name: name.map(Text::as_str), year };
    let mut files: Vec<File> = templates::OF_A_DOSSIER
        .iter()
        .map(|(name, template)| ((*name).to_owned(), templates::render(template, &context)))
        .collect();
    // The year's files name what the others hold: read them as they will be read.
    let dossier = without_reports(read::read(&Folder::from_texts("nieuw", files.iter().cloned())))?;
    files.extend(next_year(&dossier, year).files);
    Some(files)
}

/// A dossier in which nothing is wrong, besides that there may be no report yet.
#[must_use]
pub fn without_reports(reading: read::Reading) -> Option<Dossier> {
    let lacks_reports_only = |partial: &read::Partial| partial.unread == ["verslagen/"];
    reading.dossier.or_else(|| reading.partial.filter(lacks_reports_only).map(|partial| partial.dossier))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{BLANK, Reading, blanks, read};

    fn new(name: Option<&str>) -> Folder {
        let name = name.map(|name| name.parse().unwrap());
        Folder::from_texts("proef", new_dossier(&"proef".parse().unwrap(), name.as_ref(), 2025).unwrap())
    }

    #[test]
    fn a_new_dossier_can_be_read() {
        let Reading { dossier, diagnostics, sources, .. } = read(&new(None));
        assert_eq!(diagnostics, []);
        let dossier = dossier.unwrap();
        assert_eq!((dossier.pillars.len(), dossier.projects.len(), dossier.indicators.len()), (2, 1, 2));
        assert_eq!(dossier.reports.keys().map(Id::as_str).collect::<Vec<_>>(), ["2025"]);
        assert!(dossier.spending.is_empty() && dossier.deal.contributions.is_empty(), "no amount is made up");
        assert!(blanks(&sources).all(|blank| blank.what != "deze regel"));
    }

    /// Every example behind a `#` in the list of articles is a key that exists.
    #[test]
    fn the_articles_are_all_named() {
        let folder = new(None);
        let text = String::from_utf8(folder.files["deal.yaml"].clone()).unwrap();
        let (before, after) = text.split_once("bepalingen:").unwrap();
        let with_all =
            format!("{before}bepalingen:{}", after.replace("\n  # ", "\n  ").replace("Staat dit", "# Staat dit"));
        let reading = read(&Folder::from_texts("proef", [("deal.yaml", with_all)]));
        assert_eq!(reading.partial.unwrap().dossier.deal.provisions.len(), 28);
    }

    #[test]
    fn a_name_may_hold_any_sign() {
        for name in
            ["Regio Deal X", "Deal: \"het Noorden\" # 1", "'s-Hertogenbosch", "- x", "ja", "2025", "{a}", "Één €"]
        {
            let reading = read(&new(Some(name)));
            assert_eq!(reading.dossier.unwrap().deal.name.as_str(), name);
            assert!(
                !reading.sources.get("deal.yaml").unwrap().text().contains("naam: NOG INVULLEN – de naam van de Regio")
            );
        }
    }

    #[test]
    fn a_name_with_signs_that_cannot_be_read_gives_nothing() {
        let name = "Deal\u{7}".parse().unwrap();
        assert!(new_dossier(&"proef".parse().unwrap(), Some(&name), 2025).is_none());
    }

    #[test]
    fn every_blank_is_seen_and_no_explanation_is_one() {
        let folder = new(None);
        let reading = read(&folder);
        let seen = blanks(&reading.sources).count();
        let said: usize = reading
            .sources
            .iter()
            .flat_map(|(_, source)| source.text().lines())
            .filter(|line| !line.starts_with("# "))
            .map(|line| line.matches(BLANK).count())
            .sum();
        assert_eq!(seen, said);
        // What has no name yet is not named with empty quotes.
        assert!(reading.sources.iter().all(|(_, source)| !source.text().contains("‘’")));
    }
}
