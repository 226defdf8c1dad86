//! Why a run did not come to its end, and the exit code that says so.

use std::fmt;
use std::io;
use std::process::ExitCode;

use copydesk::error::{Printable, plain};

/// Exit codes, the contract of README.
pub(crate) mod exit {
    /// Some inputs failed; the records of all others are written.
    pub(crate) const FAILED: u8 = 1;
    /// Wrong usage.
    pub(crate) const USAGE: u8 = 2;
    /// A record has no body, and that was asked about.
    pub(crate) const EMPTY: u8 = 3;
    /// The output could not be written.
    pub(crate) const OUTPUT: u8 = 4;
    /// Interrupted.
    pub(crate) const INTERRUPTED: u8 = 130;
}

/// Why a run did not come to its end.
#[derive(Debug)]
pub(crate) enum Fault {
    /// What was typed makes no sense.
    Usage(String),
    /// The output could not be written.
    Output(String, io::Error),
}

impl Fault {
    /// The exit code that says so.
    fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Fault::Usage(_) => exit::USAGE,
            Fault::Output(..) => exit::OUTPUT,
        })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Usage(what) => f.write_str(what),
            Fault::Output(name, error) => {
                let (name, error) = (Printable(name), plain(error));
                write!(f, "{name}: the output could not be written: {error}; make room or write elsewhere")
            }
        }
    }
}

impl std::error::Error for Fault {}

/// The exit code for an error that ended the run.
pub(crate) fn exit_code(error: &anyhow::Error) -> ExitCode {
    error.downcast_ref::<Fault>().map_or(ExitCode::from(exit::OUTPUT), Fault::exit_code)
}
