//! The writing end of a run: records in order, failures as they come, the end whichever way it comes.

use std::fs;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use copydesk::batch::{Made, Outcome};
use copydesk::dedup::Seen;
use copydesk::error::ErrorKind;
use copydesk::source::Identity;
use copydesk::write::{Format, Output};

use super::failures::Failures;
use super::folder::{Begun, Folder};
use super::report::Report;
use super::{Fault, exit};

/// Where records go.
pub(crate) enum Sink {
    One(Output),
    Folder(Box<Folder>),
}

/// Writes what comes, in order, and keeps the count.
pub(crate) struct Printer {
    /// `None` once the run is over.
    output: Option<Sink>,
    /// Failures as data, where somebody wants them.
    failures: Option<Failures>,
    name: String,
    format: Format,
    pub(crate) report: Report,
    /// What stopped the run.
    fault: Option<Fault>,
    /// Bodies that were written.
    seen: Seen,
    closed_pipe: bool,
}

pub(crate) fn lock(printer: &Mutex<Printer>) -> MutexGuard<'_, Printer> {
    printer.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Printer {
    /// Opens the output: a file, or standard output.
    pub(crate) fn open(output: Option<PathBuf>, format: Format, report: Report) -> Result<Printer, Fault> {
        let name = output.as_ref().map_or("standard output".into(), |path| path.to_string_lossy()).into_owned();
        let opened = output.map_or_else(Output::stdout, |path| Output::file(&path));
        let output = Some(Sink::One(opened.map_err(|error| Fault::Output(name.clone(), error))?));
        let seen = Seen::default();
        Ok(Printer { output, failures: None, name, format, report, fault: None, seen, closed_pipe: false })
    }

    pub(crate) fn identity(&self) -> Option<Identity> {
        match &self.output {
            Some(Sink::One(output)) => output.identity(),
            Some(Sink::Folder(folder)) => fs::metadata(folder.path()).ok().as_ref().and_then(Identity::of),
            None => None,
        }
    }

    /// Writes into a folder, going on behind what is in it.
    pub(crate) fn into_folder(begun: Begun, mut report: Report) -> Printer {
        let Begun { folder, failures, summary, seen } = begun;
        let name = folder.path().to_string_lossy().into_owned();
        if folder.inputs() > 0 && !folder.is_complete() {
            report.hint(&format_args!("copydesk: {}; going on behind them", folder.said()));
        }
        report.go_on(summary);
        let output = Some(Sink::Folder(Box::new(folder)));
        let format = Format::Jsonl;
        Printer { output, failures: Some(failures), name, format, report, fault: None, seen, closed_pipe: false }
    }

    /// Says why a complete folder stays as it is.
    pub(crate) fn hint_at_complete(&mut self) {
        if let Some(said) = self.folder().map(Folder::said) {
            self.report.hint(&format_args!("copydesk: {said}; nothing is left to do"));
        }
    }

    /// Gathers failures as data.
    pub(crate) fn gather_failures(&mut self) -> Result<(), Fault> {
        if self.failures.is_none() {
            self.failures = Some(Failures::unnamed().map_err(|error| Fault::Output("failures".to_owned(), error))?);
        }
        Ok(())
    }

    /// The folder, when it goes into one.
    pub(crate) fn folder(&self) -> Option<&Folder> {
        match &self.output {
            Some(Sink::Folder(folder)) => Some(folder),
            _ => None,
        }
    }

    pub(crate) fn begin(&mut self) -> Result<(), Fault> {
        if self.folder().is_some() {
            return Ok(());
        }
        match self.write(&[self.format.before().as_bytes()]) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => self.fault.take().map_or(Ok(()), Err),
        }
    }

    pub(crate) fn take(&mut self, outcome: Outcome) -> ControlFlow<()> {
        if let Some(Sink::Folder(folder)) = &mut self.output {
            folder.count();
        }
        match outcome {
            Ok(Made { skipped: Some(reason), .. }) => {
                self.report.summary.skipped.add(reason);
                ControlFlow::Continue(())
            }
            Ok(Made { filtered: Some(reason), used, .. }) => {
                self.report.filtered(reason, used);
                ControlFlow::Continue(())
            }
            Ok(made) if made.signature.is_some_and(|signature| self.seen.is_copy(signature)) => {
                self.report.copy(made.used);
                ControlFlow::Continue(())
            }
            Ok(made) => {
                let between = self.format.between(self.report.summary.records == 0);
                self.report.record(made.empty, made.used);
                self.write(&[between.as_bytes(), &made.bytes])
            }
            Err(error) if matches!(error.kind, ErrorKind::IsOutput) => {
                self.fault = Some(Fault::Usage(error.to_string()));
                ControlFlow::Break(())
            }
            Err(error) => {
                self.report.failure(&error);
                let written = self.failures.as_mut().map_or(Ok(()), |failures| failures.write(&error));
                self.note(written)
            }
        }
    }

    pub(crate) fn write(&mut self, pieces: &[&[u8]]) -> ControlFlow<()> {
        let result = self.try_write(pieces);
        self.note(result)
    }

    fn try_write(&mut self, pieces: &[&[u8]]) -> io::Result<()> {
        let (Some(output), summary) = (&mut self.output, &mut self.report.summary) else { return Ok(()) };
        summary.bytes.written += pieces.iter().map(|piece| piece.len() as u64).sum::<u64>();
        match output {
            Sink::One(output) => output.write(pieces),
            Sink::Folder(folder) => {
                let Some(shard) = folder.write(&pieces.concat())? else { return Ok(()) };
                let failures = self.failures.as_mut().map_or(Ok(0), Failures::sync)?;
                self.report.stop_clock();
                folder.note(shard, failures, &self.report.summary)
            }
        }
    }

    /// Whether something ended the run before its inputs did.
    pub(crate) fn is_stopped(&self) -> bool {
        self.fault.is_some() || self.closed_pipe
    }

    /// Remembers what went wrong with the output. A reader that has seen enough is not wrong.
    fn note(&mut self, result: io::Result<()>) -> ControlFlow<()> {
        match result {
            Ok(()) => return ControlFlow::Continue(()),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.closed_pipe = true,
            Err(error) => self.fault = Some(Fault::Output(self.name.clone(), error)),
        }
        ControlFlow::Break(())
    }

    /// Ends the run: the output is completed and the count given.
    pub(crate) fn end(&mut self, fail_empty: bool) -> Result<ExitCode, Fault> {
        if !self.is_stopped() {
            let finished = self.finish();
            let _ = self.note(finished);
        }
        self.output = None;
        if !self.closed_pipe {
            self.report.close();
        }
        let summary = &self.report.summary;
        match self.fault.take() {
            Some(fault) => Err(fault),
            None if summary.failures() > 0 => Ok(ExitCode::from(exit::FAILED)),
            None if fail_empty && summary.empty > 0 => Ok(ExitCode::from(exit::EMPTY)),
            None => Ok(ExitCode::SUCCESS),
        }
    }

    /// Completes the output.
    fn finish(&mut self) -> io::Result<()> {
        self.report.stop_clock();
        let behind = self.format.behind(self.report.summary.records > 0);
        match self.output.take() {
            Some(Sink::One(mut output)) => output.write(&[behind.as_bytes()]).and_then(|()| output.finish()),
            Some(Sink::Folder(folder)) => {
                let failures = self.failures.as_mut().map_or(Ok(0), Failures::sync)?;
                folder.finish(failures, &self.report.summary)
            }
            None => Ok(()),
        }
    }

    /// Puts what is said of a run that came to its end into its places.
    pub(crate) fn publish(&mut self, errors: Option<&Path>, summary: Option<&Path>) -> Result<(), Fault> {
        let fault = |place: &Path| {
            let name = place.to_string_lossy().into_owned();
            |error| Fault::Output(name, error)
        };
        if let (Some(place), Some(failures)) = (errors, self.failures.take()) {
            failures.copy_to(place).map_err(fault(place))?;
        }
        summary.map_or(Ok(()), |place| self.report.summary.write(place).map_err(fault(place)))
    }

    /// Ends the run where it is; says whether there still was one. The records that are out are made a whole of; a
    /// file is not left half.
    fn interrupt(&mut self) -> bool {
        let advice = match self.output.take() {
            None => return false,
            Some(Sink::One(mut output)) if !output.is_whole_or_nothing() => {
                let behind = self.format.behind(self.report.summary.records > 0);
                let _ = output.write(&[behind.as_bytes()]).and_then(|()| output.finish());
                ""
            }
            Some(Sink::One(_)) => "",
            Some(Sink::Folder(_)) => "; go on with --resume",
        };
        let summary = self.report.summary.to_string();
        self.report.hint(&format_args!("copydesk: interrupted: {summary}{advice}"));
        true
    }
}

/// Ends the run on an interrupt, between two records. This does not wait for the threads: they may be waiting for
/// input that never comes. A second interrupt ends it even while a record is being written to somebody who does not read.
pub(crate) fn end_on_interrupt(printer: Arc<Mutex<Printer>>) {
    let again = AtomicBool::new(false);
    let end = || std::process::exit(exit::INTERRUPTED.into());
    let handler = move || {
        if again.swap(true, Ordering::SeqCst) {
            end();
        }
        let printer = Arc::clone(&printer);
        thread::spawn(move || {
            let mut printer = lock(&printer);
            if printer.interrupt() {
                end();
            }
        });
    };
    // Without a handler an interrupt still ends the program, only less tidily.
    let _ = ctrlc::set_handler(handler);
}
