//! What was typed to what it means, a value each; and the files that were named, opened.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use copydesk::dedup::Dedup;
use copydesk::error::{ErrorKind, Printable, SourceError};
use copydesk::explain::Dump;
use copydesk::source::{self, BYTE_ORDER_MARK, Choice, Fields, Identity, List, Separator, Settings};
use copydesk::strip::{Model, Policy};
use copydesk::{Chrome, Rules, write};

use super::args::{DedupBy, InputFormat, Names, OutputFormat, Reading, Stage};
use super::fault::Fault;

/// What was learned of sites, from a file.
pub(super) fn open_chrome(file: Option<&Path>) -> Result<Arc<Chrome>, Fault> {
    let chrome = file.map_or_else(|| Ok(Chrome::default()), Chrome::open);
    chrome.map(Arc::new).map_err(|error| Fault::Usage(error.to_string()))
}

pub(super) fn policy(model: Option<&Path>) -> Result<Policy, Fault> {
    let policy = Policy::default();
    Ok(match model {
        Some(path) => Policy { model: load_model(path)?, ..policy },
        None => policy,
    })
}

pub(super) fn jobs(jobs: Option<u16>) -> NonZeroUsize {
    let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    jobs.and_then(|jobs| NonZeroUsize::new(jobs.into())).unwrap_or_else(cores)
}

pub(super) fn settings(reading: Reading, outputs: Vec<Identity>) -> Settings {
    let all = Choice::default();
    Settings {
        format: input(reading.input_format),
        fields: Fields {
            text: reading.text_field,
            html: reading.html_field,
            id: reading.id_field,
            url: reading.url_field,
            title: reading.title_field,
            authors: reading.authors_field,
            date: reading.date_field,
        },
        choice: Choice { status: reading.status.unwrap_or(all.status), mime: reading.mime.unwrap_or(all.mime) },
        url: reading.url,
        split: reading.split,
        offset: reading.offset,
        document_limit: reading.max_document_size,
        outputs,
    }
}

fn input(format: InputFormat) -> source::Format {
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

pub(super) fn output(format: OutputFormat) -> write::Format {
    match format {
        OutputFormat::Jsonl => write::Format::Jsonl,
        OutputFormat::Json => write::Format::Json,
        OutputFormat::Text => write::Format::Text,
        OutputFormat::Markdown => write::Format::Markdown,
    }
}

pub(super) fn dedup(by: DedupBy) -> Dedup {
    match by {
        DedupBy::Exact => Dedup::Exact,
        DedupBy::Near => Dedup::Near,
    }
}

/// The stage of the work on a page; `None` for what comes before.
pub(super) fn stage(stage: Stage) -> Option<Dump> {
    match stage {
        Stage::Inputs => None,
        Stage::Sections => Some(Dump::Sections),
        Stage::Words => Some(Dump::Words),
        Stage::Blocks => Some(Dump::Blocks),
        Stage::Features => Some(Dump::Features),
        Stage::Verdicts => Some(Dump::Verdicts),
        Stage::Page => Some(Dump::Page),
    }
}

/// The rules of a file and those typed.
pub(super) fn open_rules(file: Option<&Path>, only: &[String], drop: &[String]) -> Result<Rules, Fault> {
    let rules = file.map_or_else(|| Ok(Rules::default()), Rules::open);
    rules.and_then(|rules| rules.for_run(only, drop)).map_err(|errors| Fault::Usage(errors.to_string()))
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

/// Files and folders, and a list of more.
pub(super) fn inputs(names: Names) -> Result<(Vec<PathBuf>, Option<List>), Fault> {
    let Names { files, files_from, files0_from } = names;
    let lists = (files_from.map(|list| (list, Separator::Line))).or(files0_from.map(|list| (list, Separator::Zero)));
    let list = lists.map(|(name, separator)| open_list(&name, separator)).transpose()?;
    let files = if files.is_empty() && list.is_none() { vec![PathBuf::from("-")] } else { files };
    Ok((files, list))
}

fn open_list(path: &Path, separator: Separator) -> Result<List, Fault> {
    let name = path.to_string_lossy().into_owned();
    let file = if name == "-" { source::stdin() } else { File::open(path) };
    let fail = |error| Fault::Usage(SourceError::new(&*name, ErrorKind::Unreadable(error)).to_string());
    let file = file.map_err(fail)?;
    if file.metadata().is_ok_and(|there| there.is_dir()) {
        return Err(fail(io::ErrorKind::IsADirectory.into()));
    }
    let mut names = BufReader::new(file);
    // Editors on Windows put it before the first name.
    if separator == Separator::Line && names.fill_buf().map_err(fail)?.starts_with(BYTE_ORDER_MARK) {
        names.consume(BYTE_ORDER_MARK.len());
    }
    Ok(List { name, names: Box::new(names), separator })
}

/// Refuses the address of one page for many.
pub(super) fn check_url(url: Option<&str>, files: &[PathBuf]) -> Result<(), Fault> {
    match (url, files) {
        (None, _) => Ok(()),
        (Some(_), [file]) if !file.is_dir() => Ok(()),
        _ => Err(Fault::Usage("--url is the address of one page; name one file, or pipe one in".to_owned())),
    }
}

/// Refuses to part what is no text.
pub(super) fn check_split(reading: &Reading) -> Result<(), Fault> {
    let parts = matches!(reading.input_format, InputFormat::Auto | InputFormat::Html | InputFormat::Text);
    if reading.split.is_none() || parts {
        return Ok(());
    }
    Err(Fault::Usage("--split parts texts; leave it out, or leave out --input-format".to_owned()))
}

/// Refuses a file for other things in the place of a shard.
pub(super) fn check_beside(folder: Option<&Path>, outputs: &[Named]) -> Result<(), Fault> {
    let folder = folder.and_then(|folder| fs::canonicalize(folder).ok());
    for (option, path) in outputs {
        let Some(path) = path.as_deref().and_then(place) else { continue };
        let name = path.file_name().map(|name| name.to_string_lossy());
        if path.parent() == folder.as_deref() && name.is_some_and(|name| name.starts_with(write::SHARD)) {
            let path = path.to_string_lossy();
            return Err(Fault::Usage(format!("{}: named for {option} and a shard; name another", Printable(&path))));
        }
    }
    Ok(())
}

/// Refuses what is wrong with the names before any work is done.
pub(super) fn check_names(files: &[PathBuf], list: Option<&List>, outputs: &[Identity]) -> Result<(), Fault> {
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

/// An option and the file that it names.
pub(super) type Named<'a> = (&'a str, &'a Option<PathBuf>);

/// Refuses a file that is to hold two things, or that is read: the last would take the place of the other.
pub(super) fn check_outputs(outputs: &[Named], read: &[Named]) -> Result<(), Fault> {
    if let Some((option, _)) = outputs.iter().find(|(_, path)| path.as_deref() == Some(Path::new("-"))) {
        return Err(Fault::Usage(format!("{option} -: standard output is for records; name a file, or /dev/stderr")));
    }
    let (read, named) = (places(read), places(outputs));
    for (at, (option, path)) in named.iter().enumerate() {
        if let Some((other, _)) = read.iter().chain(&named[..at]).find(|(_, before)| before == path) {
            let path = path.to_string_lossy();
            return Err(Fault::Usage(format!("{}: named for {other} and {option}; name two files", Printable(&path))));
        }
    }
    Ok(())
}

/// The files that options name, where they are.
fn places<'a>(named: &[Named<'a>]) -> Vec<(&'a str, PathBuf)> {
    named.iter().filter_map(|(option, path)| Some((*option, place(path.as_deref()?)?))).collect()
}

/// Where a file is or will be, without links on the way to it. `None` for a device or pipe, which takes one thing after the
/// other.
fn place(path: &Path) -> Option<PathBuf> {
    if fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        return None;
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let in_folder = || Some(fs::canonicalize(folder).ok()?.join(path.file_name()?));
    fs::canonicalize(path).ok().or_else(in_folder).or_else(|| Some(path.to_owned()))
}
