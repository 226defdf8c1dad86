//! Whether two open files are the same one, whatever their names.

use std::fs::Metadata;

/// What tells one file from all others while the program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    device: u64,
    number: u64,
}

impl Identity {
    /// The identity of a regular file or a folder; `None` for what is neither, and where the system has no such numbers.
    #[cfg(unix)]
    pub fn of(file: &Metadata) -> Option<Identity> {
        use std::os::unix::fs::MetadataExt;
        (file.is_file() || file.is_dir()).then(|| Identity { device: file.dev(), number: file.ino() })
    }

    /// The identity of a regular file or a folder; `None` for what is neither, and where the system has no such numbers.
    #[cfg(not(unix))]
    pub fn of(_file: &Metadata) -> Option<Identity> {
        None
    }
}
