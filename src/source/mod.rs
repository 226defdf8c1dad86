//! Where inputs come from: files, folders, standard input, lists of names; packed or not; a document each, or a
//! document a line.
//!
//! [`open`] gives a [`Source`], which does what has to be done in order, on one thread: it walks, reads and parts
//! lines. What can be done for each document alone waits in [`Pending::unpack`] for the thread that works on it:
//! decompression, JSON, the question whether it is text at all.

mod compression;
mod identity;
mod jsonl;
mod names;
mod object;
mod sniff;
mod walk;

use std::fs::{self, File, Metadata};
use std::io::{self, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

pub use compression::Packing;
pub use identity::Identity;
pub use names::{List, Separator};
pub use walk::Skipped;

use crate::error::{ErrorKind, SourceError};
use crate::input::{self, Hints, Input};
use compression::{Stream, Unpacked};
use jsonl::{Line, Lines};
use walk::Walk;

/// Bytes a document may have, decompressed. The longest news page known is a fiftieth of it; a decompression bomb is
/// stopped by it.
pub const DOCUMENT_LIMIT: u64 = 256 << 20;

/// Bytes a line of JSON Lines may have. A file without line breaks would otherwise have to fit into memory.
pub const LINE_LIMIT: u64 = 64 << 20;

/// How many packings are taken off an input: a compressed file, compressed again on its way.
pub const LAYERS: usize = 2;

/// Bytes of a file that are read before it is decided what it is. A file within it is unpacked by the thread that works
/// on it; a longer one is a stream of lines, or a document so rare that it does not matter which thread unpacks it.
const READ_AHEAD: u64 = 4 << 20;

/// Standard input, as a path.
const STDIN: &str = "-";

/// What an input is taken for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// By its content.
    #[default]
    Auto,
    /// HTML, whatever it looks like.
    Html,
    /// Plain text, whatever it looks like.
    Text,
    /// A JSON object a line.
    Jsonl,
}

/// The fields of a JSON Lines object that hold a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields {
    /// Plain text.
    pub text: String,
    /// HTML; where an object has both, this is taken.
    pub html: String,
}

impl Default for Fields {
    fn default() -> Self {
        Fields { text: "text".to_owned(), html: "html".to_owned() }
    }
}

/// What a user may choose about inputs.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// What they are taken for.
    pub format: Format,
    /// Names of JSON Lines fields.
    pub fields: Fields,
    /// Where the output goes: no input is read from there.
    pub output: Option<Identity>,
}

/// Inputs, one after the other, each or what is wrong with it.
pub struct Source {
    settings: Settings,
    named: std::vec::IntoIter<PathBuf>,
    list: Option<List>,
    walk: Walk,
    lines: Option<Lines>,
    /// Whether the next of [`Source::lines`] is the first of its file.
    first_line: bool,
    stdin_read: bool,
}

/// Opens inputs: `paths`, then those that `list` names. A path is a file, a folder, or `-` for standard input; a pipe
/// or device is read when it is named, and skipped when it is met in a folder.
pub fn open(paths: Vec<PathBuf>, list: Option<List>, settings: Settings) -> Source {
    let stdin_read = list.as_ref().is_some_and(|list| list.name == STDIN);
    Source {
        settings,
        named: paths.into_iter(),
        list,
        walk: Walk::default(),
        lines: None,
        first_line: false,
        stdin_read,
    }
}

impl Source {
    /// What was left out so far.
    pub fn skipped(&self) -> Skipped {
        self.walk.skipped
    }

    fn next_pending(&mut self) -> Option<Result<Pending, SourceError>> {
        loop {
            if let Some(lines) = &mut self.lines {
                match lines.next() {
                    Some(line) => return Some(line.and_then(|line| self.begin_line(line))),
                    None => self.lines = None,
                }
            }
            if let Some(found) = self.next_file()? {
                return Some(found);
            }
        }
    }

    /// A line of the file that is being read. When nobody said that it is JSON Lines, its first object must have a field
    /// for us: a file of other things is one error, not one a line.
    fn begin_line(&mut self, (place, bytes): Line) -> Result<Pending, SourceError> {
        if std::mem::take(&mut self.first_line)
            && self.settings.format == Format::Auto
            && let Err(ErrorKind::NoField(names)) = object::parse(&place, &bytes, &self.settings.fields)
        {
            self.lines = None;
            return Err(place.error(ErrorKind::OtherJson(names)));
        }
        Ok(Pending { place, bytes, is_line: true })
    }

    /// Goes to the next file; `None` when there is no more, `Some(None)` when it is a folder, or a file of lines.
    fn next_file(&mut self) -> Option<Option<Result<Pending, SourceError>>> {
        let (path, walked) = match self.walk.next() {
            Some(Ok(path)) => (path, true),
            Some(Err(error)) => return Some(Some(Err(error))),
            None => match self.next_name()? {
                Ok(path) => (path, false),
                Err(error) => return Some(Some(Err(error))),
            },
        };
        let found = if walked { self.open_file(&path) } else { self.open_named(path) };
        Some(found.transpose())
    }

    fn next_name(&mut self) -> Option<Result<PathBuf, SourceError>> {
        if let Some(path) = self.named.next() {
            return Some(Ok(path));
        }
        let list = self.list.as_mut()?;
        let name = list.next()?.map_err(|error| SourceError::new(&*list.name, ErrorKind::Unreadable(error)));
        if name.is_err() {
            self.list = None;
        }
        Some(name)
    }

    fn open_named(&mut self, path: PathBuf) -> Result<Option<Pending>, SourceError> {
        if path.as_os_str() == STDIN {
            return self.open_stdin();
        }
        match fs::metadata(&path) {
            Err(error) => Err(SourceError::new(shown(&path), walk::missing(&path, error))),
            Ok(what) if what.is_dir() => self.walk.enter(path).map(|()| None),
            Ok(_) => self.open_file(&path),
        }
    }

    fn open_stdin(&mut self) -> Result<Option<Pending>, SourceError> {
        if std::mem::replace(&mut self.stdin_read, true) {
            return Err(SourceError::new(STDIN, ErrorKind::StdinTwice));
        }
        match stdin() {
            Ok(file) => self.open_opened(STDIN.to_owned(), file),
            Err(error) => Err(SourceError::new(STDIN, ErrorKind::Unreadable(error))),
        }
    }

    fn open_file(&mut self, path: &Path) -> Result<Option<Pending>, SourceError> {
        let file = File::open(path).map_err(|error| SourceError::new(shown(path), walk::missing(path, error)))?;
        self.open_opened(shown(path), file)
    }

    fn open_opened(&mut self, path: String, file: File) -> Result<Option<Pending>, SourceError> {
        match file.metadata() {
            Err(error) => Err(SourceError::new(path, ErrorKind::Unreadable(error))),
            Ok(what) if self.is_output(&what) => Err(SourceError::new(path, ErrorKind::IsOutput)),
            Ok(what) => self.begin(path, file, what.is_file().then_some(what.len())),
        }
    }

    fn is_output(&self, input: &Metadata) -> bool {
        self.settings.output.is_some() && self.settings.output == Identity::of(input)
    }

    /// Begins to read a file: one document, or the first of many lines, which [`Source::lines`] then has. `length` is
    /// that of a regular file.
    fn begin(&mut self, path: String, file: File, length: Option<u64>) -> Result<Option<Pending>, SourceError> {
        let begun = match length {
            Some(length) => self.begin_file(file, length),
            None => self.begin_stream(Box::new(BufReader::new(file))),
        };
        match begun {
            Err(kind) => Err(SourceError::new(path, kind)),
            Ok(Begun::Document(bytes)) => {
                Ok(Some(Pending { place: Place { path, line: None, offset: None }, bytes, is_line: false }))
            }
            Ok(Begun::Lines(unpacked)) => {
                self.lines = Some(Lines::new(path, unpacked));
                self.first_line = true;
                Ok(None)
            }
        }
    }

    fn begin_file(&self, mut file: File, length: u64) -> Result<Begun, ErrorKind> {
        let mut head = Vec::with_capacity(length.min(READ_AHEAD) as usize + 1);
        (&mut file).take(READ_AHEAD).read_to_end(&mut head).map_err(|error| fault(error, None))?;
        if head.len() as u64 == READ_AHEAD {
            return self.begin_stream(Box::new(BufReader::new(Cursor::new(head).chain(file))));
        }
        if self.has_lines(|| sniff_file(&head)).unwrap_or(false) {
            return Ok(Begun::Lines(Unpacked::open(Box::new(Cursor::new(head)))?));
        }
        // What cannot be unpacked is no file of lines: the thread that unpacks it will say what is wrong.
        Ok(Begun::Document(head))
    }

    fn begin_stream(&self, stream: Stream<'static>) -> Result<Begun, ErrorKind> {
        let mut unpacked = Unpacked::open(stream)?;
        let lines = self.has_lines(|| sniff_lines(&mut unpacked))?;
        Ok(if lines { Begun::Lines(unpacked) } else { Begun::Document(unpacked.read_all()?) })
    }

    /// Whether a file is JSON Lines, which `sniff` finds out when nobody said.
    fn has_lines(&self, sniff: impl FnOnce() -> Result<bool, ErrorKind>) -> Result<bool, ErrorKind> {
        match self.settings.format {
            Format::Jsonl => Ok(true),
            Format::Html | Format::Text => Ok(false),
            Format::Auto => sniff(),
        }
    }
}

impl Iterator for Source {
    type Item = Result<Pending, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_pending()
    }
}

/// What a file turned out to be.
enum Begun {
    /// One document, perhaps still packed.
    Document(Vec<u8>),
    /// A document a line.
    Lines(Unpacked<'static>),
}

/// Whether a file in memory, perhaps packed, begins like JSON Lines.
fn sniff_file(file: &[u8]) -> Result<bool, ErrorKind> {
    match Packing::of(file) {
        None => Ok(jsonl::begins(file) == Some(true)),
        Some(_) => sniff_lines(&mut Unpacked::open(Box::new(file))?),
    }
}

/// Whether a stream begins like JSON Lines.
fn sniff_lines(unpacked: &mut Unpacked<'_>) -> Result<bool, ErrorKind> {
    let head = unpacked.peek(|head| jsonl::begins(head).is_some())?;
    Ok(jsonl::begins(&head) == Some(true))
}

/// Where a document stands, for errors about it.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    path: String,
    line: Option<u64>,
    offset: Option<u64>,
}

impl Place {
    pub(crate) fn error(&self, kind: ErrorKind) -> SourceError {
        let Place { path, line, offset } = self.clone();
        SourceError { path, line, offset, record: None, kind }
    }
}

/// A document that has been read and not yet unpacked.
#[derive(Debug)]
pub struct Pending {
    pub(crate) place: Place,
    bytes: Vec<u8>,
    is_line: bool,
}

impl Pending {
    /// Bytes it holds.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// Takes the document out of its packing or its line, and refuses what is neither text nor HTML.
    pub fn unpack(self, settings: &Settings) -> Result<Input, SourceError> {
        let Pending { place, bytes, is_line } = self;
        let input = match is_line {
            true => object::parse(&place, &bytes, &settings.fields),
            false => document(&place, bytes, settings.format),
        };
        input.map_err(|kind| place.error(kind))
    }
}

/// A file that is one document.
fn document(place: &Place, packed: Vec<u8>, format: Format) -> Result<Input, ErrorKind> {
    let bytes = compression::unpack(packed)?;
    let (format, foreign) = match format {
        Format::Html => (Some(input::Format::Html), sniff::signed(&bytes)),
        Format::Text => (Some(input::Format::Text), sniff::signed(&bytes)),
        Format::Auto | Format::Jsonl => (None, sniff::foreign(&bytes)),
    };
    if let Some(what) = foreign {
        return Err(ErrorKind::NotText(what));
    }
    Ok(Input { path: place.path.clone(), hints: Hints { format, charset: None }, bytes, ..Input::default() })
}

/// What an error while reading means: under a packing, that the data are short, or wrong, or too much to ask.
fn fault(error: io::Error, packing: Option<Packing>) -> ErrorKind {
    // How zstd puts it.
    let memory = || error.kind() == io::ErrorKind::OutOfMemory || error.to_string().contains("too much memory");
    match packing {
        None => ErrorKind::Unreadable(error),
        Some(packing) if error.kind() == io::ErrorKind::UnexpectedEof => ErrorKind::BrokenOff(packing),
        Some(packing) if memory() => ErrorKind::NeedsMemory(packing),
        Some(packing) => ErrorKind::Damaged(packing, error),
    }
}

/// A path as records and errors name it.
fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Standard input as a file of its own, without the buffer that all of a program shares.
#[cfg(unix)]
pub fn stdin() -> io::Result<File> {
    std::os::fd::AsFd::as_fd(&io::stdin()).try_clone_to_owned().map(File::from)
}

/// Standard input as a file of its own, without the buffer that all of a program shares.
#[cfg(windows)]
pub fn stdin() -> io::Result<File> {
    std::os::windows::io::AsHandle::as_handle(&io::stdin()).try_clone_to_owned().map(File::from)
}
