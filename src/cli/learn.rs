//! `copydesk learn`: what recurs on the pages of sites, into a file.

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use copydesk::batch::{Batch, Made};
use copydesk::chrome::{Learner, Sheet};
use copydesk::input::Input;
use copydesk::source;
use copydesk::{Extractor, Options, write};

use super::args::Learn;
use super::meant::{self, check_names, check_url};
use super::printer::{Printer, end_on_interrupt, lock};
use super::report::Report;

/// Reads all pages, and writes what recurs on them.
pub(super) fn run(learn: Learn) -> anyhow::Result<ExitCode> {
    let Learn { names, reading, output, min_pages, jobs, quiet } = learn;
    let (files, list) = meant::inputs(names)?;
    let output = output.filter(|path| path.as_os_str() != "-");
    let report = Report::new(quiet);
    let report = if output.is_none() && io::stdout().is_terminal() { report.beside_records() } else { report };
    let printer = Printer::open(output, write::Format::Jsonl, report)?;
    let written: Vec<_> = printer.identity().into_iter().collect();
    check_names(&files, list.as_ref(), &written)?;
    check_url(reading.url.as_deref(), &files)?;
    let settings = meant::settings(reading, written);
    let mut source = source::open(files, list, settings.clone());
    let (rules, chrome) = (Arc::default(), Arc::default());
    let batch = Batch { jobs: meant::jobs(jobs), options: Options::default(), rules, chrome, settings };
    let printer = Arc::new(Mutex::new(printer));
    end_on_interrupt(Arc::clone(&printer));
    let mut learner = Learner::default();
    batch.run(&mut source, read, |outcome| {
        let outcome = outcome.map(|mut made| {
            made.sheet.take().into_iter().for_each(|sheet| learner.add(sheet));
            made
        });
        lock(&printer).take(outcome)
    });
    let mut printer = lock(&printer);
    printer.report.summary.skipped.merge(&source.skipped());
    printer.report.summary.guessed.merge(&source.guessed());
    if !printer.is_stopped() {
        let _: ControlFlow<()> = printer.write(&[&learner.finish(min_pages).to_json()]);
    }
    Ok(printer.end(false)?)
}

/// What a worker makes of a page: nothing to be written, and what is to be learned.
fn read(extractor: &mut Extractor, input: &Input) -> Made {
    let (document, _) = extractor.judge(input);
    Made { empty: document.blocks.is_empty(), sheet: Some(Sheet::of(input, document)), ..Made::default() }
}
