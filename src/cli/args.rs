//! What can be typed.

mod outputs;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, CommandFactory, Parser, ValueEnum};
use copydesk::source::{Mime, Split, Status};

use super::journal::Typed;
use super::trail;
pub(crate) use outputs::{Outputs, Wanted};

/// The most that can be asked for: offsets inside a document are four bytes wide.
const MOST_BYTES: u64 = 1 << 30;

const EXAMPLES: &str = "\
Examples:
  copydesk page.html                     one page to one JSON line
  curl -s https://example.com/ | copydesk -f text
  copydesk -o articles.jsonl dumps/      a folder, compressed or not, with all folders in it
  fd -0 -e html | copydesk --files0-from -
  copydesk --text-field content corpus.jsonl.zst
  copydesk -o articles.jsonl crawl.warc.gz
  copydesk --split ff factiva.txt
  copydesk --explain page.html           why each block was kept or dropped
  copydesk --only article --drop .promo page.html
  copydesk learn -o site-chrome.json dumps/ && copydesk --chrome site-chrome.json dumps/

Inputs are recognised by content, never by name: HTML, plain text, JSON Lines, WARC, WET, ARC, tar,
zip, all of them also packed with gzip, zstd, bzip2 or xz; CSV, TSV and texts of many articles when
told so (-i, --split). In folders, hidden entries, links to folders, pipes and
devices are skipped and counted.

Failures are one line each on stderr, and the other inputs go on. On a terminal, a run of over a
second shows its progress and ends with a summary; after a failure, or when a rule matched nothing
or copies were left out, the summary comes everywhere. --quiet leaves only the failures.

Exit status, the first that applies:
  130  interrupted
    4  the output could not be written
    2  wrong usage, a fault in the rules, or the output is an input too
    1  some inputs failed; the records of all others are written
    3  with --fail-empty: a record has no body
    0  all is well, or the reader of a pipe closed it";

/// Raw news-article dumps in; clean title, dateline and body records out.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLES, max_term_width = 100)]
#[command(args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
// An alias with options can be given them again.
#[command(args_override_self = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    #[command(flatten)]
    pub(crate) names: Names,

    #[command(flatten)]
    pub(crate) reading: Reading,

    /// Write to FILE, whole or not at all, instead of stdout
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Write records as JSON Lines, a JSON array, plain text (form feeds between records) or Markdown
    #[arg(short = 'f', long, value_name = "FORMAT", default_value = "jsonl")]
    pub(crate) output_format: OutputFormat,

    #[command(flatten)]
    pub(crate) outputs: Outputs,

    #[command(flatten)]
    pub(crate) wanted: Wanted,

    /// Leave the dateline at the beginning of the body too
    #[arg(long)]
    pub(crate) keep_dateline: bool,

    /// Fill each record's fingerprint: a 64-bit SimHash of its body
    #[arg(long)]
    pub(crate) fingerprint: bool,

    /// Leave out records whose body came before: with the same words, or near it (6 of the fingerprint's
    /// 64 bits). Memory: 40 or 112 bytes at most for each record that is kept
    #[arg(long, value_name = "HOW", conflicts_with_all = ["explain", "dump"])]
    pub(crate) dedup: Option<DedupBy>,

    /// Read of each page only what is inside the elements of this CSS selector
    #[arg(long, value_name = "CSS")]
    pub(crate) only: Option<String>,

    /// Leave out of each page the elements of this CSS selector; may be given more than once
    #[arg(long, value_name = "CSS")]
    pub(crate) drop: Vec<String>,

    /// Read the pages of some sites as the rules in this TOML file say
    #[arg(long, value_name = "FILE")]
    pub(crate) rules: Option<PathBuf>,

    /// Drop what recurs on the pages of a site, by a file that copydesk learn made
    #[arg(long, value_name = "FILE")]
    pub(crate) chrome: Option<PathBuf>,

    /// Instead of a run: whether the rules in this file make sense
    #[arg(long, value_name = "FILE", exclusive = true)]
    pub(crate) check_rules: Option<PathBuf>,

    /// Instead of a run: a manual page, or what a shell needs to complete options
    #[arg(long, value_name = "WHAT", exclusive = true)]
    pub(crate) generate: Option<Generate>,

    /// Instead of records: a row a block with verdict, score, reason and how it begins
    #[arg(long, conflicts_with_all = ["dump", "output_format"])]
    pub(crate) explain: bool,

    /// Instead of records: a JSON line a block (or section, page, input) with what this stage knows of it
    #[arg(long, value_name = "STAGE", conflicts_with = "output_format")]
    pub(crate) dump: Option<Stage>,

    /// Judge blocks by the model in FILE, as `make train` writes it; for developers
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,

    /// Threads that extract [default: the cores it may use]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,

    /// Exit with 3 when a record has no body
    #[arg(long)]
    pub(crate) fail_empty: bool,

    /// No progress, summary or hints on stderr; failures still
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// Options that no record depends on.
const FREE: [&str; 9] =
    ["jobs", "quiet", "fail_empty", "output_dir", "resume", "errors", "summary", "check_rules", "generate"];

/// Options that name files on whose content records depend.
const FILES: [&str; 3] = ["rules", "chrome", "model"];

/// What the files and folders are called in a journal.
pub(super) const INPUTS: &str = "the names of inputs";

impl Args {
    /// What was typed that the records depend on, defaults included.
    pub(crate) fn typed() -> Typed {
        let mut command = Args::command();
        let Ok(matches) = command.try_get_matches_from_mut(std::env::args_os()) else { return Typed::new() };
        let args = command.get_arguments().filter(|arg| !FREE.contains(&arg.get_id().as_str()));
        args.filter_map(|arg| Some((named(arg), values(arg, &matches)?))).collect()
    }
}

/// An argument as users know it.
fn named(arg: &Arg) -> String {
    arg.get_long().map_or_else(|| INPUTS.to_owned(), |name| format!("--{name}"))
}

fn values(arg: &Arg, matches: &ArgMatches) -> Option<Vec<String>> {
    let values = matches.try_get_raw(arg.get_id().as_str()).ok().flatten()?;
    let shown = |value: &OsStr| match FILES.contains(&arg.get_id().as_str()) {
        false => value.to_string_lossy().into_owned(),
        true => format!("{} ({:016x})", value.to_string_lossy(), checksum_of(Path::new(value))),
    };
    Some(values.map(shown).collect())
}

/// A checksum of a file's content; what cannot be read is complained about elsewhere.
fn checksum_of(path: &Path) -> u64 {
    trail::checksum(&fs::read(path).unwrap_or_default())
}

/// What the program does beside extracting.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Learn from many pages of a site what recurs on them, for --chrome (a file of this name is ./learn)
    Learn(Learn),
}

/// What is learned from and how.
#[derive(Debug, clap::Args)]
pub(crate) struct Learn {
    #[command(flatten)]
    pub(crate) names: Names,

    #[command(flatten)]
    pub(crate) reading: Reading,

    /// Write to FILE, whole or not at all, instead of stdout
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Pages on which a block stands at least; less than one in five of a site's are never enough
    #[arg(long, value_name = "N", default_value = "3", value_parser = clap::value_parser!(u32).range(2..))]
    pub(crate) min_pages: u32,

    /// Threads that read [default: the cores it may use]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,

    /// No progress, summary or hints on stderr; failures still
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// Where inputs are.
#[derive(Debug, clap::Args)]
pub(crate) struct Names {
    /// Files and folders; - or none for standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Read the names of inputs from FILE (- for stdin), one a line, as they come
    #[arg(long, value_name = "FILE", conflicts_with = "files0_from")]
    pub(crate) files_from: Option<PathBuf>,

    /// The same, with a zero byte behind each name
    #[arg(long, value_name = "FILE")]
    pub(crate) files0_from: Option<PathBuf>,
}

/// What inputs are and which of them are read.
#[derive(Debug, clap::Args)]
pub(crate) struct Reading {
    /// Take inputs for this, instead of going by their content
    #[arg(short, long, value_name = "FORMAT", default_value = "auto")]
    pub(crate) input_format: InputFormat,

    /// Field with text or HTML, of JSON Lines or a table
    #[arg(long, value_name = "NAME", default_value = "text")]
    pub(crate) text_field: String,

    /// Field with HTML, taken where there are both and it is not blank
    #[arg(long, value_name = "NAME", default_value = "html")]
    pub(crate) html_field: String,

    /// Field with the document's name
    #[arg(long, value_name = "NAME", default_value = "id")]
    pub(crate) id_field: String,

    /// Field with its address
    #[arg(long, value_name = "NAME", default_value = "url")]
    pub(crate) url_field: String,

    /// Field with its headline, which takes the place of what the text gives
    #[arg(long, value_name = "NAME")]
    pub(crate) title_field: Option<String>,

    /// Field with its authors, a text or a list, likewise
    #[arg(long, value_name = "NAME")]
    pub(crate) authors_field: Option<String>,

    /// Field with its date of publication, likewise
    #[arg(long, value_name = "NAME")]
    pub(crate) date_field: Option<String>,

    /// The address of the page, where it comes alone, as through a pipe: what rules go by and references are from
    #[arg(long, value_name = "URL", conflicts_with_all = ["files_from", "files0_from"])]
    pub(crate) url: Option<String>,

    /// Part a text of many articles: ff at form feeds, blank:N at N blank lines, guess at form feeds or
    /// rule lines if there are several, or a REGEX at the lines it is found in
    #[arg(long, value_name = "WHERE")]
    pub(crate) split: Option<Split>,

    /// Read only the document that begins at this byte, as a record's input.offset gives it
    #[arg(long, value_name = "BYTE")]
    pub(crate) offset: Option<u64>,

    /// Documents of web archives with these HTTP statuses, like 200,2xx or any [default: 200]
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) status: Option<Vec<Status>>,

    /// Documents of web archives of these media types, like text/html,text/* or any [default: HTML and
    /// plain text]
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) mime: Option<Vec<Mime>>,

    /// The largest document that is read, decompressed, in bytes or like 512K, 16M, 1G
    #[arg(long, value_name = "SIZE", default_value = "16M", value_parser = size)]
    pub(crate) max_document_size: u64,
}

/// Bytes from a number with K, M or G behind it, or nothing.
fn size(text: &str) -> Result<u64, String> {
    let units = [('K', 10), ('M', 20), ('G', 30)];
    let unit = units.iter().find_map(|&(unit, shift)| Some((text.strip_suffix(unit)?, shift)));
    let (digits, shift) = unit.unwrap_or((text, 0));
    let bytes = digits.parse::<u64>().ok().and_then(|number| number.checked_mul(1 << shift));
    let valid = bytes.filter(|bytes| (1..=MOST_BYTES).contains(bytes));
    valid.ok_or_else(|| "a size is a number of bytes, or like 512K, 16M, 1G, up to 1G".to_owned())
}

/// What inputs are taken for.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum InputFormat {
    Auto,
    Html,
    Text,
    Jsonl,
    Warc,
    Tar,
    Zip,
    Csv,
    Tsv,
}

/// What records are written as.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum OutputFormat {
    Jsonl,
    Json,
    Text,
    Markdown,
}

/// What makes a body a copy of another.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum DedupBy {
    Exact,
    Near,
}

/// What is made of the command line itself, by the names that ripgrep has for them.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Generate {
    Man,
    CompleteBash,
    CompleteZsh,
    CompleteFish,
    CompletePowershell,
}

/// Stages of the work on a page.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Stage {
    Inputs,
    Sections,
    Blocks,
    Words,
    Features,
    Verdicts,
    Page,
}
