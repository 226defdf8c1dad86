//! The writing end of a run: records in order, failures as they come, the end whichever way it comes.

use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use copydesk::batch::{Made, Outcome};
use copydesk::error::ErrorKind;
use copydesk::source::Identity;
use copydesk::write::{Format, Output};

use super::report::Report;
use super::{Fault, exit};

/// Writes what comes, in order, and keeps the count.
pub(crate) struct Printer {
    /// `None` once the run is over.
    output: Option<Output>,
    name: String,
    format: Format,
    pub(crate) report: Report,
    /// What stopped the run.
    fault: Option<Fault>,
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
        let output = Some(opened.map_err(|error| Fault::Output(name.clone(), error))?);
        Ok(Printer { output, name, format, report, fault: None, closed_pipe: false })
    }

    pub(crate) fn identity(&self) -> Option<Identity> {
        self.output.as_ref().and_then(Output::identity)
    }

    pub(crate) fn begin(&mut self) -> Result<(), Fault> {
        match self.write(&[self.format.before().as_bytes()]) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => self.fault.take().map_or(Ok(()), Err),
        }
    }

    pub(crate) fn take(&mut self, outcome: Outcome) -> ControlFlow<()> {
        match outcome {
            Ok(Made { skipped: Some(reason), .. }) => {
                self.report.summary.skipped.add(reason);
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
                ControlFlow::Continue(())
            }
        }
    }

    fn write(&mut self, pieces: &[&[u8]]) -> ControlFlow<()> {
        let result = self.output.as_mut().map_or(Ok(()), |output| output.write(pieces));
        self.note(result)
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
        if self.fault.is_none() && !self.closed_pipe {
            let behind = self.format.behind(self.report.summary.records > 0);
            if self.write(&[behind.as_bytes()]).is_continue() {
                let finished = self.output.take().map_or(Ok(()), Output::finish);
                let _ = self.note(finished);
            }
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

    /// Ends the run where it is; says whether there still was one. The records that are out are made a whole of; a
    /// file is not left half.
    fn interrupt(&mut self) -> bool {
        let Some(mut output) = self.output.take() else {
            return false;
        };
        if !output.is_whole_or_nothing() {
            let behind = self.format.behind(self.report.summary.records > 0);
            let _ = output.write(&[behind.as_bytes()]).and_then(|()| output.finish());
        }
        let summary = self.report.summary.to_string();
        self.report.hint(&format_args!("copydesk: interrupted: {summary}"));
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
