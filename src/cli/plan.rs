//! What was typed, understood: all that a run needs, or what is wrong with it before any work is done.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use copydesk::Options;
use copydesk::batch::Batch;
use copydesk::record::Filter;
use copydesk::source::{self, Identity, Source};
use copydesk::write::Style;

use super::args::{Args, Outputs, Wanted};
use super::fault::Fault;
use super::folder::{Folder, Order};
use super::meant::{self, check_names, check_url};
use super::printer::Printer;
use super::report::Report;
use super::view::View;

/// What was typed, understood.
pub(super) struct Plan {
    pub(super) source: Source,
    pub(super) batch: Batch,
    pub(super) view: View,
    pub(super) filter: Filter,
    pub(super) printer: Printer,
    /// All inputs there will be, where that is known.
    pub(super) known: Option<Vec<PathBuf>>,
    pub(super) errors: Option<PathBuf>,
    pub(super) summary: Option<PathBuf>,
    pub(super) fail_empty: bool,
}

pub(super) fn plan(args: Args) -> anyhow::Result<Plan> {
    check(&args)?;
    let Args {
        command: _,
        names,
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
        generate: _,
        explain,
        dump,
        model,
        jobs,
        fail_empty,
        quiet,
    } = args;
    let rules = meant::open_rules(rules.as_deref(), only.as_slice(), &drop)?;
    let chrome = meant::open_chrome(chrome.as_deref())?;
    let (files, list) = meant::inputs(names)?;
    let to_stdout = output_dir.is_none() && output.as_ref().is_none_or(|path| is_stdout(path));
    let colour = to_stdout && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    let (dedup, compression) = (dedup.map(meant::dedup), compress.map(Into::into));
    let style = Style { format: meant::output(output_format), dateline_in_body: keep_dateline };
    let view = match dump {
        Some(stage) => meant::stage(stage).map_or(View::Inputs, View::Dump),
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
    meant::check_beside(printer.folder().map(Folder::path), &[("--errors", &errors), ("--summary", &summary)])?;
    let written = written(&printer, [&errors, &summary])?;
    check_names(&files, list.as_ref(), &written)?;
    check_url(reading.url.as_deref(), &files)?;
    if errors.is_some() {
        printer.gather_failures()?;
    }
    hint_at_terminal(&files, &mut printer.report);
    let settings = meant::settings(reading, written);
    let options = Options { keep_dateline, fingerprint, policy: meant::policy(model.as_deref())? };
    let known = list.is_none().then(|| files.clone());
    let source = source::open(files, list, settings.clone());
    let batch = Batch { jobs: meant::jobs(jobs), options, rules: Arc::new(rules), chrome, settings };
    let filter = Filter { min_confidence, require };
    Ok(Plan { source, batch, view, filter, printer, known, errors, summary, fail_empty })
}

/// Refuses what contradicts itself: files that are to be written in the place of each other, or of one that is read for other
/// things than pages; parts of what is no text.
fn check(args: &Args) -> Result<(), Fault> {
    let Args { names, output, outputs, rules, chrome, model, .. } = args;
    let output = output.clone().filter(|path| !is_stdout(path));
    let written = [("--output", &output), ("--errors", &outputs.errors), ("--summary", &outputs.summary)];
    let read = [
        ("--files-from", &names.files_from),
        ("--files0-from", &names.files0_from),
        ("--rules", rules),
        ("--chrome", chrome),
        ("--model", model),
    ];
    meant::check_outputs(&written, &read)?;
    meant::check_split(&args.reading)
}

fn is_stdout(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Says why nothing happens when a terminal is read.
fn hint_at_terminal(files: &[PathBuf], report: &mut Report) {
    if io::stdin().is_terminal() && files.iter().any(|path| path.as_os_str() == "-") {
        report.hint(&"copydesk: reading from the terminal; end with Ctrl-D, or name files (see --help)");
    }
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
