//! `voortgang`: reads the arguments, runs the command, and ends with its status.

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use voortgang::cli::{Cli, Usage};
use voortgang::commands::{self, ExitStatus};

fn main() -> ExitCode {
    let result = match Cli::read(std::env::args_os()) {
        Ok(cli) => commands::run(&cli),
        Err(Usage::Help(text)) => write!(io::stdout(), "{text}").map(|()| ExitStatus::Written),
        Err(Usage::Wrong(text)) => write!(io::stderr(), "{text}").map(|()| ExitStatus::Failed),
    };
    match result {
        Ok(status) => status.into(),
        // Who reads our output may stop reading; that is no failure.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(_) => ExitStatus::Failed.into(),
    }
}
