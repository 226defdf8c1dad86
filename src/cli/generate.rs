//! What other programs know of the command line: a manual page, and what shells complete.

use std::io::{self, Write};

use clap::CommandFactory;
use clap_complete::Shell;

use super::args::{Args, Generate};
use super::fault::Fault;

/// Writes it to standard output.
pub(super) fn generate(what: Generate) -> anyhow::Result<()> {
    let mut command = Args::command();
    let mut out = Vec::new();
    match shell(what) {
        Some(shell) => clap_complete::generate(shell, &mut command, "copydesk", &mut out),
        None => clap_mangen::Man::new(command).render(&mut out)?,
    }
    io::stdout().write_all(&out).map_err(|error| Fault::Output("standard output".to_owned(), error))?;
    Ok(())
}

/// The shell that is to complete; `None` for the manual page.
fn shell(what: Generate) -> Option<Shell> {
    match what {
        Generate::Man => None,
        Generate::CompleteBash => Some(Shell::Bash),
        Generate::CompleteZsh => Some(Shell::Zsh),
        Generate::CompleteFish => Some(Shell::Fish),
        Generate::CompletePowershell => Some(Shell::PowerShell),
    }
}
