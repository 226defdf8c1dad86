//! The library's one error: an input that could not be had, where, why, and what to do about it.
//!
//! Errors live at the two ends of the house. Once there is an [`crate::input::Input`], nothing fails any more.

mod damage;
mod data;

use std::fmt;
use std::io;

pub use damage::Damage;

use crate::source::Packing;

/// One input that did not become a record.
#[derive(Debug)]
pub struct SourceError {
    /// The path as the user gave it, `-` for standard input; what is not UTF-8 in it is U+FFFD.
    pub path: String,
    /// The line of the file, from 1, where the container has lines.
    pub line: Option<u64>,
    /// The byte of the (decompressed) file the trouble begins at, where it is known.
    pub offset: Option<u64>,
    /// The name of the record inside its container, where it got that far.
    pub record: Option<String>,
    /// What is wrong.
    pub kind: ErrorKind,
}

/// What is wrong with an input.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is nothing at this path.
    Missing,
    /// The path is a symbolic link, and there is nothing where it points to.
    Dangling,
    /// The operating system does not let it be opened or read.
    Unreadable(io::Error),
    /// Standard input was named more than once.
    StdinTwice,
    /// The file is the one that the output goes to.
    IsOutput,
    /// The compressed data end before they are complete.
    BrokenOff(Packing),
    /// The compressed data are not what their format allows.
    Damaged(Packing, io::Error),
    /// Unpacking takes more memory than this program gives it.
    NeedsMemory(Packing),
    /// It is neither text nor HTML, but this.
    NotText(&'static str),
    /// It is packed more than [`crate::source::LAYERS`] times over.
    PackedTooDeep,
    /// A document longer than so many bytes, decompressed.
    TooLarge(u64),
    /// A line longer than so many bytes.
    LineTooLong(u64),
    /// Records of an archive that could not be read, and how many bytes were passed over to the next one that could, or
    /// to the end: bytes of the file as it is stored, or decompressed ones within one packing.
    Lost(Damage, u64),
    /// No member of a packed file begins where one should.
    NoMember(Option<Packing>),
    /// An entry of a zip archive that cannot be read; what is wrong with it.
    BadEntry(Box<str>),
    /// An entry of a zip archive that is packed by a method that is not read; its number in the format's description.
    PackedBy(u16),
    /// An entry of a zip archive that is encrypted.
    Encrypted,
    /// A zip archive without its list of entries; what is wrong with it.
    NoList(Box<str>),
    /// A zip archive whose entries lie inside one another, as in a bomb.
    Overlap,
    /// A table without a column that holds a document; the names that were looked for.
    NoColumn(Box<[String; 2]>),
    /// A row of a table has so many fields, and its head so many.
    OddRow(usize, usize),
    /// A row with a quote that nothing closes: so many lines up to the end of the table are in it.
    OpenQuote(u64),
    /// No document begins at the offset that was asked for.
    NothingAt(u64),
    /// The body of an HTTP message is not encoded as it says: the encoding, and what is wrong.
    BadBody(Box<[String; 2]>),
    /// A line that is not one JSON object.
    BadJson(String),
    /// An object without a field that holds a document; the names that were looked for.
    NoField(Box<[String; 2]>),
    /// An object whose field for a document is null.
    NullField,
    /// JSON Lines whose first object has no such field: nothing of the file is read.
    OtherJson(Box<[String; 2]>),
    /// JSON that is not one object a line; the filter by which jq makes it that.
    JsonDocument(&'static str),
    /// JSON Lines in an archive, where no containers are looked for.
    LinesInside,
    /// JSON Lines but for the first line.
    OddFirstLine,
    /// A mistake in this program; where it happened.
    Panicked(String),
}

impl SourceError {
    /// An error about a whole file.
    pub fn new(path: impl Into<String>, kind: ErrorKind) -> Self {
        SourceError { path: path.into(), line: None, offset: None, record: None, kind }
    }
}

impl ErrorKind {
    /// The word that counts of failures go by.
    pub fn as_str(&self) -> &'static str {
        match self {
            ErrorKind::Missing | ErrorKind::Dangling | ErrorKind::NothingAt(_) => "missing",
            ErrorKind::Unreadable(_) | ErrorKind::StdinTwice => "unreadable",
            ErrorKind::IsOutput => "also the output",
            ErrorKind::BrokenOff(_) | ErrorKind::Lost(Damage::BrokenOff(_) | Damage::CutOff, _) => "broken off",
            ErrorKind::Damaged(..)
            | ErrorKind::Lost(..)
            | ErrorKind::NoMember(_)
            | ErrorKind::BadBody(..)
            | ErrorKind::BadEntry(_)
            | ErrorKind::NoList(_)
            | ErrorKind::Overlap => "damaged",
            ErrorKind::NotText(_)
            | ErrorKind::OtherJson(_)
            | ErrorKind::JsonDocument(_)
            | ErrorKind::LinesInside
            | ErrorKind::OddFirstLine => "not text",
            ErrorKind::PackedTooDeep | ErrorKind::NeedsMemory(_) | ErrorKind::PackedBy(_) => "packed oddly",
            ErrorKind::TooLarge(_) | ErrorKind::LineTooLong(_) => "too large",
            ErrorKind::BadJson(_) | ErrorKind::NoField(_) | ErrorKind::NullField => "bad JSON line",
            ErrorKind::Encrypted => "encrypted",
            ErrorKind::NoColumn(_) | ErrorKind::OddRow(..) | ErrorKind::OpenQuote(_) => "bad row",
            ErrorKind::Panicked(_) => "internal error",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use crate::source::LAYERS;
        match self {
            ErrorKind::Missing => write!(f, "no such file or folder; check the name"),
            ErrorKind::Dangling => write!(f, "a link to a file that is not there; restore the file or remove the link"),
            ErrorKind::Unreadable(error) => write!(f, "{}; {}", plain(error), advice(error)),
            ErrorKind::StdinTwice => write!(f, "standard input can be read only once; name it once"),
            ErrorKind::IsOutput => write!(f, "is the output too; write to another file, outside the folders read"),
            ErrorKind::BrokenOff(packing) => {
                write!(f, "the {packing} data break off, the rest is lost; fetch the file again")
            }
            ErrorKind::Damaged(packing, error) => {
                write!(f, "the {packing} data are damaged ({}); fetch the file again", plain(error))
            }
            ErrorKind::NeedsMemory(packing) => {
                write!(f, "packed by {packing} with a window larger than usual; unpack it and pipe it in")
            }
            ErrorKind::NotText(what) => write!(f, "is {what}, neither text nor HTML; leave it out or convert it first"),
            ErrorKind::PackedTooDeep => write!(f, "is packed more than {LAYERS} times over; unpack it first"),
            ErrorKind::TooLarge(limit) => {
                write!(f, "a document longer than {}; split it, or allow more with --max-document-size", Size(*limit))
            }
            ErrorKind::LineTooLong(limit) => {
                write!(f, "a line longer than {}; split it, or allow more with --max-document-size", Size(*limit))
            }
            ErrorKind::BadJson(what) => write!(f, "not one JSON object ({what}); repair the line"),
            ErrorKind::NullField => {
                write!(f, "null where the document should be; fill the field or leave the line out")
            }
            ErrorKind::NoField(names) => {
                let [text, html] = &**names;
                write!(f, "neither a \"{text}\" nor an \"{html}\" field; name it with --text-field or --html-field")
            }
            ErrorKind::OtherJson(names) => {
                let [text, html] = &**names;
                write!(f, "JSON without a \"{text}\" or \"{html}\" field, not read; name yours with ")?;
                write!(f, "--text-field or --html-field, or go on past this object with -i jsonl")
            }
            ErrorKind::JsonDocument(filter) => {
                write!(f, "is a JSON document, not JSON Lines; make it lines with jq -c '{filter}', ")?;
                write!(f, "or read it as it is with -i text")
            }
            ErrorKind::LinesInside => {
                write!(f, "is JSON Lines in an archive, which are read from files of their own; take it out first")
            }
            ErrorKind::OddFirstLine => {
                write!(f, "is JSON Lines but for its first line; read what can be with -i jsonl")
            }
            ErrorKind::Panicked(place) => {
                write!(f, "a mistake in copydesk ({place}); please report it with this input")
            }
            kind => kind.of_container(f),
        }
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Printable(&self.path))?;
        match (self.line, self.offset) {
            (Some(line), _) => write!(f, ":{line}")?,
            (None, Some(offset)) => write!(f, ":byte {offset}")?,
            (None, None) => {}
        }
        write!(f, ": ")?;
        if let Some(record) = &self.record {
            write!(f, "record {}: ", Printable(record))?;
        }
        write!(f, "{}", Printable(&self.kind.to_string()))
    }
}

impl std::error::Error for SourceError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            ErrorKind::Unreadable(error) | ErrorKind::Damaged(_, error) => Some(error),
            _ => None,
        }
    }
}

/// A number of bytes in the largest unit that it is a multiple of.
struct Size(u64);

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shift = self.0.trailing_zeros() / 10 * 10;
        match shift {
            0 => write!(f, "{} bytes", self.0),
            10 => write!(f, "{} KiB", self.0 >> 10),
            20 => write!(f, "{} MiB", self.0 >> 20),
            _ => write!(f, "{} GiB", self.0 >> 30),
        }
    }
}

/// A text on one line of a terminal: what would move the cursor, colour it or reorder the line is written as an escape.
#[derive(Debug, Clone, Copy)]
pub struct Printable<'a>(pub &'a str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(is_steering) {
            f.write_str(&rest[..at])?;
            let mut behind = rest[at..].chars();
            behind.next().map_or(Ok(()), |steering| write!(f, "{}", steering.escape_default()))?;
            rest = behind.as_str();
        }
        f.write_str(rest)
    }
}

/// Control characters, line separators, and the marks that turn the direction of writing.
fn is_steering(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

/// The operating system's words without the number that Rust appends.
pub fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let end = text.find(" (os error").unwrap_or(text.len());
    let mut words = text[..end].to_owned();
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    words
}

fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "run as a user who may read it, or change its permissions",
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => "check the name",
        io::ErrorKind::IsADirectory => "name a file",
        io::ErrorKind::InvalidData => "save it as UTF-8",
        _ => "check the disk or the network it is on",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_with_place_fault_and_remedy() {
        let kind = ErrorKind::NotText("a PNG image");
        let error = SourceError { line: Some(7), ..SourceError::new("a\n\u{1b}[31m\u{202e}b", kind) };
        assert_eq!(
            error.to_string(),
            "a\\n\\u{1b}[31m\\u{202e}b:7: is a PNG image, neither text nor HTML; leave it out or convert it first"
        );
    }

    #[test]
    fn operating_system_without_numbers() {
        let error = io::Error::from_raw_os_error(13);
        let shown = SourceError::new("x", ErrorKind::Unreadable(error)).to_string();
        assert_eq!(shown, "x: permission denied; run as a user who may read it, or change its permissions");
    }

    #[test]
    fn offset_where_there_are_no_lines() {
        let broken = SourceError::new("x.gz", ErrorKind::BrokenOff(Packing::Gzip));
        let error = SourceError { offset: Some(12), record: Some("r".to_owned()), ..broken };
        assert!(error.to_string().starts_with("x.gz:byte 12: record r: the gzip data break off"), "{error}");
    }
}
