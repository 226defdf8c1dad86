//! The command line: what was typed, what it means, and the run.

mod args;
mod counts;
mod failures;
mod folder;
mod journal;
mod learn;
mod meter;
mod printer;
mod report;
mod trail;

use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufReader, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::thread;

pub(crate) use args::Args;
use args::{Command, DedupBy, InputFormat, OutputFormat, Outputs, Reading, Stage, Wanted};
use copydesk::batch::{self, Batch, Made};
use copydesk::dedup::Dedup;
use copydesk::error::{ErrorKind, Printable, SourceError, plain};
use copydesk::explain::{self, Dump};
use copydesk::input::Input;
use copydesk::record::Filter;
use copydesk::source::{self, Choice, Fields, Identity, List, Separator, Settings, Source};
use copydesk::strip::{Model, Policy};
use copydesk::write::{self, Style};
use copydesk::{Chrome, Extractor, Options, Rules};
use folder::{Folder, Order};
use meter::Meter;
use printer::{Printer, end_on_interrupt, lock};
use report::Report;

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

/// What was typed, understood.
struct Plan {
    source: Source,
    batch: Batch,
    view: View,
    filter: Filter,
    printer: Printer,
    /// All inputs there will be, where that is known.
    known: Option<Vec<PathBuf>>,
    errors: Option<PathBuf>,
    summary: Option<PathBuf>,
    fail_empty: bool,
}

/// What is made of each input.
#[derive(Debug, Clone, Copy)]
enum View {
    Records(Style, Option<Dedup>),
    Explain { colour: bool },
    Dump(Dump),
    Inputs,
}

impl View {
    /// What stands around what is made: nothing around lines.
    fn framing(self) -> write::Format {
        match self {
            View::Records(style, _) => style.format,
            View::Explain { .. } | View::Dump(_) | View::Inputs => write::Format::Jsonl,
        }
    }
}

/// Runs what was typed.
pub(crate) fn run(args: Args) -> anyhow::Result<ExitCode> {
    if let Some(path) = &args.check_rules {
        return check_rules(path);
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
    if start.as_ref().is_none_or(|start| !start.complete) {
        start.as_ref().map_or(Ok(()), |start| start.pass_over(&mut source))?;
        let meter = lock(&printer).report.progress.then(|| Meter::new(source.progress(), known));
        lock(&printer).report.measure(meter);
        let make = |extractor: &mut Extractor, input: &Input| make(view, &filter, extractor, input);
        let noted = |found: &_| start.as_ref().map_or((), |start| start.trail.push(found));
        batch.run(&mut source.by_ref().inspect(noted), make, |outcome| lock(&printer).take(outcome));
        let summary = &mut lock(&printer).report.summary;
        summary.skipped.merge(&source.skipped());
        summary.guessed.merge(&source.guessed());
        summary.bytes.read = source.progress().bytes();
    }
    let mut printer = lock(&printer);
    let code = printer.end(fail_empty)?;
    printer.publish(errors.as_deref(), summary.as_deref())?;
    Ok(code)
}

fn plan(args: Args) -> anyhow::Result<Plan> {
    let Args {
        command: _,
        files,
        files_from,
        files0_from,
        reading,
        output,
        outputs: Outputs { output_dir, shard_size, compress, resume, errors, summary },
        wanted: Wanted { min_confidence, require },
        output_format,
        keep_dateline,
        fingerprint,
        dedup,
        only,
        drop,
        rules,
        chrome,
        check_rules: _,
        explain,
        dump,
        model,
        jobs,
        fail_empty,
        quiet,
    } = args;
    let rules = open_rules(rules.as_deref(), only.as_slice(), &drop)?;
    let chrome = open_chrome(chrome.as_deref())?;
    let lists = (files_from.map(|list| (list, Separator::Line))).or(files0_from.map(|list| (list, Separator::Zero)));
    let list = lists.map(|(name, separator)| open_list(&name, separator)).transpose()?;
    let files = if files.is_empty() && list.is_none() { vec![PathBuf::from("-")] } else { files };
    let to_stdout = output_dir.is_none() && output.as_ref().is_none_or(|path| path.as_os_str() == "-");
    let colour = to_stdout && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    let (dedup, compression) = (dedup.map(meant_dedup), compress.map(Into::into));
    let style = Style { format: meant_output(output_format), dateline_in_body: keep_dateline };
    let view = match dump {
        Some(stage) => meant_stage(stage).map_or(View::Inputs, View::Dump),
        None if explain => View::Explain { colour },
        None => View::Records(style, dedup),
    };
    let output = output.filter(|_| !to_stdout);
    let report = Report::new(quiet);
    let report = if to_stdout && io::stdout().is_terminal() { report.beside_records() } else { report };
    let folder = output_dir.map(|path| Order { path, shard_size, compression, resume, dedup });
    let mut printer = match folder {
        Some(order) => Printer::into_folder(Folder::open(order, Args::typed())?, report),
        None => Printer::open(output, view.framing(), report)?,
    };
    let written = written(&printer, [&errors, &summary])?;
    check_names(&files, list.as_ref(), &written)?;
    if errors.is_some() {
        printer.gather_failures()?;
    }
    hint_at_terminal(&files, &mut printer.report);
    let settings = meant_settings(reading, written);
    let options = Options { keep_dateline, fingerprint, policy: meant_policy(model.as_deref())? };
    let known = list.is_none().then(|| files.clone());
    let source = source::open(files, list, settings.clone());
    let batch = Batch { jobs: meant_jobs(jobs), options, rules: Arc::new(rules), chrome, settings };
    let filter = Filter { min_confidence, require };
    Ok(Plan { source, batch, view, filter, printer, known, errors, summary, fail_empty })
}

/// Says why nothing happens when a terminal is read.
fn hint_at_terminal(files: &[PathBuf], report: &mut Report) {
    if io::stdin().is_terminal() && files.iter().any(|path| path.as_os_str() == "-") {
        report.hint(&"copydesk: reading from the terminal; end with Ctrl-D, or name files (see --help)");
    }
}

/// What was learned of sites, from a file.
fn open_chrome(file: Option<&Path>) -> Result<Arc<Chrome>, Fault> {
    let chrome = file.map_or_else(|| Ok(Chrome::default()), Chrome::open);
    chrome.map(Arc::new).map_err(|error| Fault::Usage(error.to_string()))
}

fn meant_policy(model: Option<&Path>) -> Result<Policy, Fault> {
    let policy = Policy::default();
    Ok(match model {
        Some(path) => Policy { model: load_model(path)?, ..policy },
        None => policy,
    })
}

fn meant_jobs(jobs: Option<u16>) -> NonZeroUsize {
    let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    jobs.and_then(|jobs| NonZeroUsize::new(jobs.into())).unwrap_or_else(cores)
}

/// The files and folders that will be written and are there already. That the others can be written is seen now, not
/// when the work is done.
fn written(printer: &Printer, places: [&Option<PathBuf>; 2]) -> Result<Vec<Identity>, Fault> {
    let mut all: Vec<_> = printer.identity().into_iter().collect();
    for place in places.into_iter().flatten() {
        let fault = |error| Fault::Output(place.to_string_lossy().into_owned(), error);
        let parent = place.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::metadata(parent).map_err(fault)?;
        match fs::metadata(place) {
            Ok(there) if there.is_dir() => return Err(fault(io::ErrorKind::IsADirectory.into())),
            there => all.extend(there.ok().as_ref().and_then(Identity::of)),
        }
    }
    Ok(all)
}

fn meant_settings(reading: Reading, outputs: Vec<Identity>) -> Settings {
    let all = Choice::default();
    Settings {
        format: meant_input(reading.input_format),
        fields: Fields {
            text: reading.text_field,
            html: reading.html_field,
            id: reading.id_field,
            url: reading.url_field,
        },
        choice: Choice { status: reading.status.unwrap_or(all.status), mime: reading.mime.unwrap_or(all.mime) },
        split: reading.split,
        offset: reading.offset,
        document_limit: reading.max_document_size,
        outputs,
    }
}

fn meant_input(format: InputFormat) -> source::Format {
    match format {
        InputFormat::Auto => source::Format::Auto,
        InputFormat::Html => source::Format::Html,
        InputFormat::Text => source::Format::Text,
        InputFormat::Jsonl => source::Format::Jsonl,
        InputFormat::Warc => source::Format::Warc,
        InputFormat::Tar => source::Format::Tar,
        InputFormat::Zip => source::Format::Zip,
        InputFormat::Csv => source::Format::Csv,
        InputFormat::Tsv => source::Format::Tsv,
    }
}

fn meant_output(format: OutputFormat) -> write::Format {
    match format {
        OutputFormat::Jsonl => write::Format::Jsonl,
        OutputFormat::Json => write::Format::Json,
        OutputFormat::Text => write::Format::Text,
        OutputFormat::Markdown => write::Format::Markdown,
    }
}

fn meant_dedup(by: DedupBy) -> Dedup {
    match by {
        DedupBy::Exact => Dedup::Exact,
        DedupBy::Near => Dedup::Near,
    }
}

/// The stage of the work on a page; `None` for what comes before.
fn meant_stage(stage: Stage) -> Option<Dump> {
    match stage {
        Stage::Inputs => None,
        Stage::Sections => Some(Dump::Sections),
        Stage::Blocks => Some(Dump::Blocks),
        Stage::Features => Some(Dump::Features),
        Stage::Verdicts => Some(Dump::Verdicts),
    }
}

/// The rules of a file and those typed.
fn open_rules(file: Option<&Path>, only: &[String], drop: &[String]) -> Result<Rules, Fault> {
    let rules = file.map_or_else(|| Ok(Rules::default()), Rules::open);
    rules.and_then(|rules| rules.for_run(only, drop)).map_err(|errors| Fault::Usage(errors.to_string()))
}

/// Reads rules and says how many there are.
fn check_rules(path: &Path) -> anyhow::Result<ExitCode> {
    let rules = open_rules(Some(path), &[], &[])?;
    let name = path.to_string_lossy();
    let (sites, picks) = (rules.sites(), rules.len());
    let plural = if sites == 1 { "" } else { "s" };
    let line = format!("{}: no fault; {sites} site{plural}, selectors and expressions: {picks}\n", Printable(&name));
    let name = "standard output".to_owned();
    io::stdout().write_all(line.as_bytes()).map_err(|error| Fault::Output(name, error))?;
    Ok(ExitCode::SUCCESS)
}

/// A model from a file, for as long as the process lasts.
fn load_model(path: &Path) -> Result<&'static Model, Fault> {
    let name = path.to_string_lossy();
    let fail = |error| Fault::Usage(SourceError::new(&*name, ErrorKind::Unreadable(error)).to_string());
    let bytes = fs::read(path).map_err(fail)?;
    let model = Model::read(&bytes);
    let wrong =
        |what| Fault::Usage(format!("{}: not a model of this version: {what}; train one anew", Printable(&name)));
    model.map(|model| &*Box::leak(Box::new(model))).map_err(wrong)
}

fn open_list(path: &Path, separator: Separator) -> Result<List, Fault> {
    let name = path.to_string_lossy().into_owned();
    let file = if name == "-" { source::stdin() } else { File::open(path) };
    let fail = |error| Fault::Usage(SourceError::new(&*name, ErrorKind::Unreadable(error)).to_string());
    let file = file.map_err(fail)?;
    Ok(List { name, names: Box::new(BufReader::new(file)), separator })
}

/// Refuses what is wrong with the names before any work is done.
fn check_names(files: &[PathBuf], list: Option<&List>, outputs: &[Identity]) -> Result<(), Fault> {
    let stdin = files.iter().filter(|path| path.as_os_str() == "-").count();
    if stdin + usize::from(list.is_some_and(|list| list.name == "-")) > 1 {
        return Err(Fault::Usage(SourceError::new("-", ErrorKind::StdinTwice).to_string()));
    }
    let identity = |path: &PathBuf| fs::metadata(path).ok().as_ref().and_then(Identity::of);
    let is_output = |path: &&PathBuf| identity(path).is_some_and(|path| outputs.contains(&path));
    match files.iter().find(is_output) {
        Some(path) => Err(Fault::Usage(SourceError::new(path.to_string_lossy(), ErrorKind::IsOutput).to_string())),
        None => Ok(()),
    }
}

/// What the workers do with each input.
fn make(view: View, filter: &Filter, extractor: &mut Extractor, input: &Input) -> Made {
    let policy = extractor.options().policy;
    let mut signature = None;
    let (bytes, empty) = match view {
        View::Records(style, dedup) => {
            let record = extractor.extract(input);
            if let Some(reason) = filter.refuses(&record) {
                let used = extractor.applied().used.clone();
                return Made { filtered: Some(reason), used, ..Made::default() };
            }
            signature = dedup.and_then(|dedup| dedup.signature(&record.body));
            // The record holds a copy of its text, and another is about to be made.
            extractor.release();
            (write::render(&record, style), record.body.0.is_empty())
        }
        View::Inputs => {
            return Made { bytes: explain::input(input), empty: input.bytes.is_empty(), ..Made::default() };
        }
        View::Explain { colour } => {
            extractor.judge(input);
            let (judged, removed) = (extractor.judged(), &extractor.applied().removed);
            let rows = explain::rows(input, judged, &policy, removed, colour);
            (rows, !judged.1.iter().any(|verdict| verdict.keep))
        }
        View::Dump(what) => {
            let judged = extractor.judge(input);
            (explain::dump(what, input, judged, &policy), !judged.1.iter().any(|verdict| verdict.keep))
        }
    };
    Made { bytes, empty, used: extractor.applied().used.clone(), signature, ..Made::default() }
}
