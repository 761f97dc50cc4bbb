//! The file name of a report when none is asked for.

use crate::model::{Dossier, Report, ReportKind};

/// `voortgangsrapportage-den-haag-zuidwest-2021.pdf`. An id that starts with the word of its kind
/// does not say it again: `tussenbericht-2022` gives `tussenbericht-den-haag-zuidwest-2022.pdf`,
/// `nulmeting` gives `nulmeting-den-haag-zuidwest.pdf`.
pub(super) fn file_name(dossier: &Dossier, report: &Report) -> String {
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
    use crate::pipeline::check;
    use crate::pipeline::tests::minimal;
    use crate::world::Folder;

    #[test]
    fn two_reports_of_a_kind_have_two_file_names() {
        let interim = include_str!("../../fixtures/valid/minimaal/verslagen/2021.yaml")
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
}
