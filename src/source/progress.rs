//! How much of the inputs has been read, in bytes as they are stored.

use std::fs::{self, File};
use std::io::Seek;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::STDIN;
use super::walk::Walk;

/// How far a source is. Others may ask while it reads.
#[derive(Debug, Default)]
pub struct Progress(Mutex<Files>);

#[derive(Debug, Default)]
struct Files {
    /// Bytes of the files that are done.
    done: u64,
    /// The present file: a second handle, which stands where the first one does.
    present: Option<File>,
}

impl Progress {
    /// Bytes read: of files that are done, all; of the present one, up to where it is read.
    pub fn bytes(&self) -> u64 {
        let mut files = self.files();
        let present = files.present.as_mut().and_then(|file| file.stream_position().ok());
        files.done + present.unwrap_or(0)
    }

    /// Goes to the next file.
    pub(super) fn open(&self, file: &File) {
        self.close();
        self.files().present = file.try_clone().ok();
    }

    /// The present file is done.
    pub(super) fn close(&self) {
        let mut files = self.files();
        let length = |mut file: File| match file.metadata() {
            Ok(what) if what.is_file() => what.len(),
            _ => file.stream_position().unwrap_or(0),
        };
        files.done += files.present.take().map_or(0, length);
    }

    fn files(&self) -> MutexGuard<'_, Files> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Bytes of all files at these paths; `None` where that cannot be known before they are read, as with pipes.
pub fn total(paths: &[PathBuf]) -> Option<u64> {
    paths.iter().map(|path| of_path(path)).sum()
}

fn of_path(path: &Path) -> Option<u64> {
    let what = match path.to_str() {
        Some(STDIN) => super::stdin().and_then(|file| file.metadata()),
        _ => fs::metadata(path),
    };
    // What is missing will be said in its turn, and is no bytes.
    let Ok(what) = what else { return Some(0) };
    if !what.is_dir() {
        return what.is_file().then_some(what.len());
    }
    let mut walk = Walk::default();
    walk.enter(path.to_owned()).ok();
    let mut bytes = 0;
    while let Some(found) = walk.next() {
        bytes += found.ok().and_then(|path| fs::metadata(path).ok()).map_or(0, |what| what.len());
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Settings, open};

    #[test]
    fn bytes_done_come_to_the_total() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("in")).unwrap();
        for (name, length) in [("a", 10), ("in/b", 200), ("c", 0)] {
            fs::write(folder.path().join(name), vec![b'x'; length]).unwrap();
        }
        let paths = vec![folder.path().to_owned(), folder.path().join("a"), folder.path().join("missing")];
        assert_eq!(total(&paths), Some(220));
        let mut source = open(paths, None, Settings::default());
        let progress = source.progress();
        assert_eq!(progress.bytes(), 0);
        source.next();
        assert_eq!(progress.bytes(), 10);
        assert_eq!(source.by_ref().count(), 4);
        assert_eq!(progress.bytes(), 220);
    }
}
