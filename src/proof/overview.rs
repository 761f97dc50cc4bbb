//! Whether a national overview is what its data give: it is made again from what it says came in and
//! from the portefeuille in it. What the deliveries themselves say is not proven by that.

use rust_decimal::Decimal;

use super::difference::{Trail, difference};
use super::{NotReceived, Proof, first_error};
use crate::figures::overview::{National, OverviewFile};
use crate::format;
use crate::model::Amount;
use crate::pipeline;
use crate::read::delivery::{self, Manifest, Origin, OverviewFiles, Refusal};
use crate::world::{Templates, sha256};

/// An overview and what it says, both found in order.
#[derive(Debug)]
pub struct ReceivedOverview {
    /// The files that the PDF carries.
    pub files: OverviewFiles,
    /// What `overzicht.json` among them says.
    pub says: OverviewFile,
}

/// Takes in an overview.
///
/// # Errors
/// When the PDF is no overview, or what it carries is not in order.
pub fn receive_overview(pdf: &[u8]) -> Result<ReceivedOverview, NotReceived> {
    let files = delivery::overview(pdf).map_err(NotReceived::Overview)?;
    let says = OverviewFile::read(&files.figures).map_err(NotReceived::Overview)?;
    if files.portfolio.as_deref().map(sha256) != says.portfolio {
        return Err(NotReceived::Overview(Refusal::OtherPortfolio));
    }
    Ok(ReceivedOverview { files, says })
}

/// Makes a received overview again and compares it with the PDF it came from.
#[must_use]
pub fn prove_overview(pdf: &[u8], received: &ReceivedOverview) -> Proof {
    let ReceivedOverview { files, says } = received;
    if says.program != Manifest::this_program() {
        return Proof::OtherVersion { made_by: format!("{} {}", says.program.name, says.program.version) };
    }
    if says.templates != OverviewFile::these_templates() {
        return Proof::OtherTemplates;
    }
    match pipeline::overview(files.portfolio.as_deref(), says.options, &says.submissions, &Templates::built_in()) {
        Ok(again) if again.pdf.bytes == pdf => Proof::Identical,
        Ok(again) => {
            let trail = Trail { fingerprint: &sha256(&files.figures), origins: origins(&again.figures) };
            difference(pdf, &again.pdf.bytes, trail).map_or(Proof::Resaved, Proof::Differs)
        }
        Err(rejected) => Proof::NotMade { why: first_error(&rejected) },
    }
}

/// Each national figure and each part of it, as tables and sentences print them.
fn origins(figures: &[National]) -> Vec<Origin> {
    let printed = |value: Decimal, unit: &str| {
        let amount = Amount::from_euros(value);
        if unit == "euro" {
            vec![format::thousands(amount), format::euros_exactly(amount)]
        } else {
            vec![format::exact(value)]
        }
    };
    let origins = |place: &str, label: &str, value: Decimal, unit: &str| {
        let origin = |printed: String| Origin {
            place: place.to_owned(),
            label: label.to_owned(),
            printed,
            exact: value.to_string(),
            unit: unit.to_owned(),
            formula: String::new(),
            sources: Vec::new(),
        };
        printed(value, unit).into_iter().map(origin).collect::<Vec<_>>()
    };
    figures
        .iter()
        .flat_map(|figure| {
            let parts = figure.parts.iter();
            let parts = parts.flat_map(|part| origins(&figure.label, &part.name, part.value.value, &figure.unit));
            let whole = origins("Landelijke cijfers", &figure.label, figure.value, &figure.unit);
            whole.into_iter().chain(parts).collect::<Vec<_>>()
        })
        .collect()
}
