//! The command line: what was typed, what it means, and the run.

mod args;
mod counts;
mod failures;
mod fault;
mod folder;
mod generate;
mod journal;
mod learn;
mod meant;
mod meter;
mod plan;
mod printer;
mod report;
mod trail;
mod view;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

pub(crate) use args::Args;
use args::Command;
use copydesk::Extractor;
use copydesk::batch;
use copydesk::error::Printable;
use copydesk::input::Input;
use fault::Fault;
pub(crate) use fault::{exit, exit_code};
use folder::Folder;
use meter::Meter;
use plan::{Plan, plan};
use printer::{end_on_interrupt, lock};

/// Runs what was typed.
pub(crate) fn run(args: Args) -> anyhow::Result<ExitCode> {
    if let Some(path) = &args.check_rules {
        return check_rules(path);
    }
    if let Some(what) = args.generate {
        generate::generate(what)?;
        return Ok(ExitCode::SUCCESS);
    }
    batch::silence_panics();
    if let Some(Command::Learn(learn)) = args.command {
        return learn::run(learn);
    }
    let Plan { mut source, batch, view, filter, printer, known, errors, summary, fail_empty } = plan(args)?;
    let start = printer.folder().map(Folder::start);
    let printer = Arc::new(Mutex::new(printer));
    end_on_interrupt(Arc::clone(&printer));
    lock(&printer).begin()?;
    start.as_ref().map_or(Ok(()), |start| start.pass_over(&mut source))?;
    if start.as_ref().is_none_or(|start| !start.complete) {
        let meter = lock(&printer).report.progress.then(|| Meter::new(source.progress(), known));
        lock(&printer).report.measure(meter);
        let make = |extractor: &mut Extractor, input: &Input| view.make(&filter, extractor, input);
        let noted = |found: &_| start.as_ref().map_or((), |start| start.trail.push(found));
        batch.run(&mut source.by_ref().inspect(noted), make, |outcome| lock(&printer).take(outcome));
        let summary = &mut lock(&printer).report.summary;
        summary.skipped.merge(&source.skipped());
        summary.guessed.merge(&source.guessed());
        summary.bytes.read = source.progress().bytes();
    }
    let mut printer = lock(&printer);
    if start.is_some_and(|start| start.complete) {
        printer.hint_at_complete();
    }
    let code = printer.end(fail_empty)?;
    printer.publish(errors.as_deref(), summary.as_deref())?;
    Ok(code)
}

/// Reads rules and says how many there are.
fn check_rules(path: &Path) -> anyhow::Result<ExitCode> {
    let rules = meant::open_rules(Some(path), &[], &[])?;
    let name = path.to_string_lossy();
    let (sites, picks) = (rules.sites(), rules.len());
    let plural = if sites == 1 { "" } else { "s" };
    let line = format!("{}: no fault; {sites} site{plural}, selectors and expressions: {picks}\n", Printable(&name));
    let name = "standard output".to_owned();
    match io::stdout().write_all(line.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Fault::Output(name, error).into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}
