//! The program: parse, run, say what went wrong, exit code.

mod cli;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let args = match cli::Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help is printed to a pipe that may be closed; a fault of usage has its exit code either way.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(cli::exit::USAGE));
        }
    };
    cli::run(args).unwrap_or_else(|error| {
        let _ = writeln!(io::stderr(), "{error:#}");
        cli::exit_code(&error)
    })
}
