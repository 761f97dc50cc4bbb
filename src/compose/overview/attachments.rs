//! What travels inside the overview, and beside it: all figures with their parts, and what it was
//! made from.

use super::Inputs;
use crate::compose::Attachment;
use crate::figures::overview::{Overview, OverviewFile};
use crate::read::PORTFOLIO;
use crate::read::delivery::{FIGURES_TABLE, OVERVIEW};

/// `overzicht.json`.
#[must_use]
pub fn figures_json(overview: &Overview<'_>, inputs: &Inputs<'_>) -> Vec<u8> {
    OverviewFile::of(overview, inputs.portfolio, inputs.submissions).to_bytes()
}

/// `cijfers.csv`: every part of every national figure, one a row.
#[must_use]
pub fn figures_csv(overview: &Overview<'_>) -> Vec<u8> {
    let mut table = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    // Writing into a Vec cannot fail.
    let _ =
        table.write_record(["cijfer", "wat", "eenheid", "deal", "waarde", "formule", "vingerafdruk", "bestand:regel"]);
    for figure in overview.figures() {
        let total = figure.value.normalize().to_string();
        let count = format!("{} van {} deals", figure.count(), figure.all);
        let _ = table.write_record([&figure.id, &figure.label, &figure.unit, &count, &total, &figure.formula, "", ""]);
        for part in &figure.parts {
            let value = part.value.value.normalize().to_string();
            let places = part.value.places.join(" ");
            let _ = table.write_record([
                &figure.id,
                &figure.label,
                &figure.unit,
                &part.deal,
                &value,
                &part.value.formula,
                &part.fingerprint,
                &places,
            ]);
        }
        for left_out in &figure.left_out {
            let reason = format!("niet meegeteld: {}", left_out.reason);
            let _ = table.write_record([&figure.id, &figure.label, &figure.unit, &left_out.name, "", &reason, "", ""]);
        }
    }
    table.into_inner().unwrap_or_default()
}

pub(super) fn all(overview: &Overview<'_>, inputs: &Inputs<'_>) -> Vec<Attachment> {
    let portfolio = inputs.portfolio.map(|bytes| Attachment {
        name: PORTFOLIO.to_owned(),
        bytes: bytes.to_vec(),
        mime: "application/yaml",
        relationship: "source",
        description: "De portefeuille van het ministerie".to_owned(),
    });
    let figures = Attachment {
        name: OVERVIEW.to_owned(),
        bytes: figures_json(overview, inputs),
        mime: "application/json",
        relationship: "data",
        description: "Alle landelijke cijfers met hun delen, en de leveringen waar zij uit komen".to_owned(),
    };
    let table = Attachment {
        name: FIGURES_TABLE.to_owned(),
        bytes: figures_csv(overview),
        mime: "text/csv",
        relationship: "data",
        description: "Alle landelijke cijfers als tabel, met vingerafdruk, bestand en regel per deel".to_owned(),
    };
    portfolio.into_iter().chain([figures, table]).collect()
}
