//! `voortgang overzicht`: the national overview of reports and dossiers.

use std::io;

use super::ExitStatus;
use crate::cli::OverviewArgs;

pub(super) fn run(_: &OverviewArgs) -> io::Result<ExitStatus> {
    Ok(ExitStatus::Failed)
}
