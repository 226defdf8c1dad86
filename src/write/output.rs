//! Where the bytes go: standard output as they come, or a file, whole or not at all.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::source::Identity;

/// Bytes gathered before they are written to a file; what goes to a pipe or a terminal is written record by record.
pub(super) const BUFFER: usize = 64 << 10;

/// How the names of files begin that are not finished.
pub const TEMPORARY: &str = ".copydesk-";

/// An open output. A file that is not [finished](Output::finish) was never there.
#[derive(Debug)]
pub struct Output {
    sink: Sink,
    prompt: bool,
}

#[derive(Debug)]
enum Sink {
    /// Written as it is: standard output, a device, a pipe.
    Direct(BufWriter<File>),
    /// Grows beside its place and is renamed into it.
    Whole { file: BufWriter<NamedTempFile>, place: PathBuf },
}

impl Output {
    /// Standard output.
    pub fn stdout() -> io::Result<Output> {
        Output::direct(stdout()?)
    }

    /// A file. What is there and is no regular file (a device, a pipe) is written to as it is.
    pub fn file(path: &Path) -> io::Result<Output> {
        match fs::metadata(path) {
            Ok(there) if there.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(there) if !there.is_file() || is_descriptor(path) => {
                Output::direct(OpenOptions::new().append(there.is_file()).write(true).open(path)?)
            }
            // Renaming asks nobody whether the old file may be written; opening it does.
            Ok(there) => {
                OpenOptions::new().write(true).open(path)?;
                Output::whole(fs::canonicalize(path)?, Some(&there))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound && !path.is_symlink() => {
                Output::whole(path.to_owned(), None)
            }
            Err(error) => Err(error),
        }
    }

    fn direct(file: File) -> io::Result<Output> {
        let prompt = !file.metadata()?.is_file();
        Ok(Output { sink: Sink::Direct(BufWriter::with_capacity(BUFFER, file)), prompt })
    }

    fn whole(place: PathBuf, replaced: Option<&Metadata>) -> io::Result<Output> {
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = beside(folder)?;
        if let Some(replaced) = replaced {
            take_after(file.as_file(), replaced)?;
        }
        Ok(Output { sink: Sink::Whole { file: BufWriter::with_capacity(BUFFER, file), place }, prompt: false })
    }

    /// Which file is written to, when it is a regular one that is there already.
    pub fn identity(&self) -> Option<Identity> {
        let there = match &self.sink {
            Sink::Direct(file) => file.get_ref().metadata(),
            Sink::Whole { place, .. } => fs::metadata(place),
        };
        there.ok().as_ref().and_then(Identity::of)
    }

    /// Whether it appears only when it is finished.
    pub fn is_whole_or_nothing(&self) -> bool {
        matches!(self.sink, Sink::Whole { .. })
    }

    /// Writes some bytes, and at once where somebody may be waiting for them.
    pub fn write(&mut self, pieces: &[&[u8]]) -> io::Result<()> {
        let sink: &mut dyn Write = match &mut self.sink {
            Sink::Direct(file) => file,
            Sink::Whole { file, .. } => file,
        };
        pieces.iter().try_for_each(|piece| sink.write_all(piece))?;
        if self.prompt { sink.flush() } else { Ok(()) }
    }

    /// Writes what is still held back, and puts a file into its place.
    pub fn finish(self) -> io::Result<()> {
        match self.sink {
            Sink::Direct(mut file) => file.flush(),
            Sink::Whole { file, place } => {
                let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
                // Some file systems find out only here that they are full.
                file.as_file().sync_all()?;
                file.persist(place).map(drop).map_err(|error| error.error)
            }
        }
    }
}

/// Whether a path names an open file of this process rather than a place.
fn is_descriptor(path: &Path) -> bool {
    path.starts_with("/dev") || path.starts_with("/proc")
}

/// A new file in a folder, hidden, with the permissions that any new file would get.
pub(super) fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Gives a file the permissions of the one it will replace, and its owner where we may.
fn take_after(file: &File, replaced: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        // Only the superuser may give files away; for all others the new file is theirs.
        let _ = std::os::unix::fs::fchown(file, Some(replaced.uid()), Some(replaced.gid()));
    }
    file.set_permissions(replaced.permissions())
}

/// Standard output as a file of its own, without the buffer that flushes at each line.
#[cfg(unix)]
fn stdout() -> io::Result<File> {
    std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned().map(File::from)
}

/// Standard output as a file of its own, without the buffer that flushes at each line.
#[cfg(windows)]
fn stdout() -> io::Result<File> {
    std::os::windows::io::AsHandle::as_handle(&io::stdout()).try_clone_to_owned().map(File::from)
}
