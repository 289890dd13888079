//! The command `landledger`: parses arguments, calls the library, prints.
//!
//! Results go to standard output, everything else to standard error. Exit status 0: done; 1: done, but records
//! with errors were left out; 2: could not run.

mod cli;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let command = cli::Command::parse();
    match command.run() {
        Ok(code) => code,
        Err(error) => {
            cli::output::complain(&error, command.language());
            ExitCode::from(2)
        }
    }
}
