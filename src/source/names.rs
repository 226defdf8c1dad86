//! The names of inputs: what stands on the command line, then what a list says, as it says it.

use std::ffi::OsString;
use std::io::{self, BufRead};
use std::path::PathBuf;

/// How the names of a list are parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// One a line.
    Line,
    /// A zero byte behind each: the way for names with line breaks in them.
    Zero,
}

/// A list of names, read as it comes.
pub struct List {
    /// What the list itself is called in errors.
    pub name: String,
    /// What is in it.
    pub names: Box<dyn BufRead + Send>,
    /// How its names are parted.
    pub separator: Separator,
}

impl List {
    /// The next name that is not empty.
    pub(super) fn next(&mut self) -> Option<io::Result<PathBuf>> {
        loop {
            let mut name = Vec::new();
            let delimiter = if self.separator == Separator::Zero { 0 } else { b'\n' };
            match self.names.read_until(delimiter, &mut name) {
                Err(error) => return Some(Err(error)),
                Ok(0) => return None,
                Ok(_) => name.truncate(name.strip_suffix(&[delimiter]).map_or(name.len(), <[u8]>::len)),
            }
            // Lists made on Windows; a name that ends in a carriage return can be had with zero bytes.
            if self.separator == Separator::Line && name.ends_with(b"\r") {
                name.pop();
            }
            if !name.is_empty() {
                return Some(os_string(name).map(PathBuf::from));
            }
        }
    }
}

/// Whether a member of an archive is left out as a hidden file is: for a name that begins with a dot, or what macOS puts
/// beside files.
pub(super) fn is_hidden_member(name: &[u8]) -> bool {
    let mut parts = name.split(|byte| matches!(byte, b'/' | b'\\'));
    parts.any(|part| part == b"__MACOSX" || part.starts_with(b".") && part != b"." && part != b"..")
}

#[cfg(unix)]
fn os_string(name: Vec<u8>) -> io::Result<OsString> {
    Ok(std::os::unix::ffi::OsStringExt::from_vec(name))
}

#[cfg(not(unix))]
fn os_string(name: Vec<u8>) -> io::Result<OsString> {
    let name = String::from_utf8(name).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    Ok(name.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(separator: Separator, list: &'static [u8]) -> Vec<PathBuf> {
        let mut list = List { name: "-".to_owned(), names: Box::new(list), separator };
        std::iter::from_fn(|| list.next()).map(Result::unwrap).collect()
    }

    #[test]
    fn lines_less_their_ends_and_empty_ones() {
        assert_eq!(names(Separator::Line, b"a b\n\n./c\r\nd"), ["a b", "./c", "d"].map(PathBuf::from));
    }

    #[test]
    fn zeros_keep_everything_else() {
        assert_eq!(names(Separator::Zero, b"a\nb\0\0c\r\0d"), ["a\nb", "c\r", "d"].map(PathBuf::from));
    }
}
