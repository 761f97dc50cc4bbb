//! `voortgang herkomst`: where a figure comes from.

use std::io;

use super::ExitStatus;
use crate::cli::OriginArgs;

pub(super) fn run(_: &OriginArgs) -> io::Result<ExitStatus> {
    Ok(ExitStatus::Failed)
}
