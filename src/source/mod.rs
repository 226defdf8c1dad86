//! Where inputs come from: files, folders, standard input, lists of names; packed or not; a document each, or many in a
//! container.
//!
//! [`open`] gives a [`Source`], which does what has to be done in order, on one thread: it walks, reads and parts
//! containers. What can be done for each document alone waits in [`Pending::unpack`] for the thread that works on it:
//! decompression, JSON, HTTP bodies, the question whether it is text at all.

mod compression;
mod container;
mod identity;
mod jsonl;
mod members;
mod names;
mod object;
mod pending;
mod progress;
mod rows;
mod settings;
mod skipped;
mod sniff;
mod split;
mod structured;
mod tar;
mod walk;
mod warc;
mod zip;

use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use compression::Packing;
pub use identity::Identity;
pub use jsonl::BYTE_ORDER_MARK;
pub use names::{List, Separator};
pub use pending::{Handed, Pending};
pub use progress::{Progress, total};
pub use settings::{DOCUMENT_LIMIT, Fields, Format, Settings};
pub use skipped::Skipped;
pub use split::Split;
pub use warc::{Choice, Mime, Status};

use crate::error::{ErrorKind, SourceError};
use container::{Begun, Container};
use walk::Walk;

/// How many packings are taken off an input: a compressed file, compressed again on its way.
pub const LAYERS: usize = 2;

/// Standard input, as a path.
const STDIN: &str = "-";

/// Inputs, one after the other, each or what is wrong with it.
pub struct Source {
    settings: Settings,
    named: std::vec::IntoIter<PathBuf>,
    list: Option<List>,
    walk: Walk,
    /// The container that is being read.
    container: Option<Container>,
    /// What was left out of containers that are read.
    skipped: Skipped,
    /// Where texts were parted for want of an order.
    guessed: Skipped,
    progress: Arc<Progress>,
    stdin_read: bool,
}

/// Opens inputs: `paths`, then those that `list` names. A path is a file, a folder, or `-` for standard input; a pipe
/// or device is read when it is named, and skipped when it is met in a folder.
pub fn open(paths: Vec<PathBuf>, list: Option<List>, settings: Settings) -> Source {
    let stdin_read = list.as_ref().is_some_and(|list| list.name == STDIN);
    Source {
        walk: Walk::new(settings.outputs.clone()),
        settings,
        named: paths.into_iter(),
        list,
        container: None,
        skipped: Skipped::default(),
        guessed: Skipped::default(),
        progress: Arc::default(),
        stdin_read,
    }
}

impl Source {
    /// What was left out so far.
    pub fn skipped(&self) -> Skipped {
        let mut skipped = self.walk.skipped.clone();
        skipped.merge(self.skipped.clone());
        skipped
    }

    /// At what texts of many articles were parted by guess so far, and how many texts.
    pub fn guessed(&self) -> Skipped {
        self.guessed.clone()
    }

    /// How far it is, as seen from other threads.
    pub fn progress(&self) -> Arc<Progress> {
        Arc::clone(&self.progress)
    }

    fn next_pending(&mut self) -> Option<Result<Pending, SourceError>> {
        loop {
            if let Some(container) = &mut self.container {
                if let Some(found) = container.next() {
                    return Some(found);
                }
                self.skipped.merge(container.take_skipped());
                self.guessed.merge(container.take_guess());
                self.container = None;
            }
            let Some(found) = self.next_file() else {
                self.progress.close();
                return None;
            };
            if let Some(found) = found {
                return Some(found);
            }
        }
    }

    /// Goes to the next file; `None` when there is no more, `Some(None)` when it is a folder or a container.
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
            Ok(what) => {
                self.progress.open(&file);
                self.begin(path, file, &what)
            }
        }
    }

    fn begin(&mut self, path: String, file: File, what: &Metadata) -> Result<Option<Pending>, SourceError> {
        match container::begin(path, file, what.is_file(), &self.settings)? {
            Begun::Document(pending) => Ok(Some(pending)),
            Begun::Container(container) => {
                self.container = Some(container);
                Ok(None)
            }
        }
    }

    fn is_output(&self, input: &Metadata) -> bool {
        Identity::of(input).is_some_and(|identity| self.settings.outputs.contains(&identity))
    }
}

impl Iterator for Source {
    type Item = Result<Pending, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_pending()
    }
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
