//! The files of a folder, in byte order of their names, folders where their own name stands.

use std::ffi::OsString;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{ErrorKind, SourceError};

use super::skipped::Skipped;
use super::{Identity, shown};

/// A walk under way: the folders it stands in, each with what is left of its entries, the next one last.
#[derive(Debug, Default)]
pub(super) struct Walk {
    folders: Vec<Folder>,
    /// What is written, where nothing is read.
    outputs: Vec<Identity>,
    pub(super) skipped: Skipped,
}

#[derive(Debug)]
struct Folder {
    path: PathBuf,
    entries: Vec<(OsString, FileType)>,
}

impl Walk {
    /// A walk that goes into none of these folders.
    pub(super) fn new(outputs: Vec<Identity>) -> Walk {
        Walk { outputs, ..Walk::default() }
    }

    /// Goes into a folder; the next files are those in it.
    pub(super) fn enter(&mut self, path: PathBuf) -> Result<(), SourceError> {
        let identity = fs::metadata(&path).ok().as_ref().and_then(Identity::of);
        if identity.is_some_and(|identity| self.outputs.contains(&identity)) {
            return Err(SourceError::new(shown(&path), ErrorKind::IsOutput));
        }
        let entries = entries(&path).map_err(|error| SourceError::new(shown(&path), ErrorKind::Unreadable(error)))?;
        self.folders.push(Folder { path, entries });
        Ok(())
    }

    /// The next file.
    pub(super) fn next(&mut self) -> Option<Result<PathBuf, SourceError>> {
        while let Some(folder) = self.folders.last_mut() {
            let Some((name, kind)) = folder.entries.pop() else {
                self.folders.pop();
                continue;
            };
            let path = folder.path.join(&name);
            if name.as_encoded_bytes().starts_with(b".") {
                self.skipped.add("hidden");
            } else if kind.is_dir() {
                if let Err(error) = self.enter(path) {
                    return Some(Err(error));
                }
            } else if let Some(found) = self.visit(path, kind) {
                return Some(found);
            }
        }
        None
    }

    /// An entry that is no folder: its path, if it is a file or a link to one.
    fn visit(&mut self, path: PathBuf, kind: FileType) -> Option<Result<PathBuf, SourceError>> {
        let link = kind.is_symlink();
        let target = if link { fs::metadata(&path).map(|target| target.file_type()) } else { Ok(kind) };
        match target {
            Ok(target) if target.is_file() => return Some(Ok(path)),
            Ok(target) if target.is_dir() => self.skipped.add("links to folders"),
            Ok(target) if is_pipe(target) => self.skipped.add("named pipes"),
            Ok(_) => self.skipped.add("devices"),
            Err(error) => return Some(Err(SourceError::new(shown(&path), missing(&path, error)))),
        }
        None
    }
}

/// The entries of a folder, the first by name last, so that they can be popped.
fn entries(folder: &Path) -> io::Result<Vec<(OsString, FileType)>> {
    let entry = |entry: io::Result<fs::DirEntry>| entry.and_then(|entry| Ok((entry.file_name(), entry.file_type()?)));
    let mut entries: Vec<_> = fs::read_dir(folder)?.map(entry).collect::<io::Result<_>>()?;
    entries.sort_unstable_by(|(a, _), (b, _)| b.as_encoded_bytes().cmp(a.as_encoded_bytes()));
    Ok(entries)
}

/// Why a path cannot be opened: nothing there, a link to nothing, or the operating system's reason.
pub(super) fn missing(path: &Path, error: io::Error) -> ErrorKind {
    match error.kind() {
        io::ErrorKind::NotFound if path.is_symlink() => ErrorKind::Dangling,
        io::ErrorKind::NotFound => ErrorKind::Missing,
        _ => ErrorKind::Unreadable(error),
    }
}

#[cfg(unix)]
fn is_pipe(kind: FileType) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&kind)
}

#[cfg(not(unix))]
fn is_pipe(_kind: FileType) -> bool {
    false
}
