//! What other programs know of the command line: a manual page, and what shells complete.

use std::io::{self, Write};
use std::iter;

use clap::{Command, CommandFactory};
use clap_complete::Shell;

use super::args::{Args, Generate};
use super::fault::Fault;

/// Writes it to standard output.
pub(super) fn generate(what: Generate) -> anyhow::Result<()> {
    let mut command = Args::command();
    let mut out = Vec::new();
    match shell(what) {
        Some(shell) => clap_complete::generate(shell, &mut command, "copydesk", &mut out),
        None => manual(command, &mut out)?,
    }
    io::stdout().write_all(&out).map_err(|error| Fault::Output("standard output".to_owned(), error))?;
    Ok(())
}

/// The manual page, and behind it those of the subcommands, to which it refers.
fn manual(mut command: Command, out: &mut Vec<u8>) -> io::Result<()> {
    command.build();
    let subcommands: Vec<Command> = command.get_subcommands().filter(|own| own.get_name() != "help").cloned().collect();
    let pages = iter::once(command).chain(subcommands);
    { pages }.try_for_each(|page| clap_mangen::Man::new(page).render(out))
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
