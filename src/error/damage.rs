//! What is wrong with containers, and the words for it.

use std::fmt;

use super::ErrorKind;
use crate::source::Packing;

/// Why records of an archive are lost.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Damage {
    /// The packed data are not what their format allows.
    Packed(Packing),
    /// The packed data end before they are complete.
    BrokenOff(Packing),
    /// No member of a packed file begins where one should.
    NoMember(Option<Packing>),
    /// Another fault of the packing.
    Packing(Box<str>),
    /// So much comes out of so little that it is no record.
    Bomb,
    /// There are bytes where a record should begin.
    NoRecord,
    /// The head has more than so many bytes.
    LongHead(usize),
    /// The head does not say how long the record is.
    NoLength,
    /// The record does not end where it says.
    WrongLength,
    /// The file ends inside the record.
    CutOff,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Damage::Packed(packing) => write!(f, "the {packing} data are damaged"),
            Damage::BrokenOff(packing) => write!(f, "the {packing} data break off"),
            Damage::NoMember(Some(packing)) => write!(f, "no {packing} data where they should go on"),
            Damage::NoMember(None) => write!(f, "no data where they should go on"),
            Damage::Packing(what) => f.write_str(what),
            Damage::Bomb => write!(f, "a bomb: a little data that unpack without end"),
            Damage::NoRecord => write!(f, "no record begins here"),
            Damage::LongHead(limit) => write!(f, "a record's head longer than {} KiB", limit >> 10),
            Damage::NoLength => write!(f, "a record without a Content-Length"),
            Damage::WrongLength => write!(f, "a record that does not end where its Content-Length says"),
            Damage::CutOff => write!(f, "the file ends inside this record"),
        }
    }
}

impl ErrorKind {
    /// The words for what only containers have.
    pub(super) fn of_container(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ErrorKind::Lost(damage @ (Damage::BrokenOff(_) | Damage::CutOff), skipped) => {
                write!(f, "{damage}; {skipped} bytes are lost, fetch the file again")
            }
            ErrorKind::Lost(damage, skipped) => {
                write!(f, "{damage}; {skipped} bytes were skipped, fetch the file again")
            }
            ErrorKind::NoMember(packing) => write!(f, "{}; fetch the file again", Damage::NoMember(*packing)),
            ErrorKind::BadEntry(what) => write!(f, "the zip entry is damaged ({what}); fetch the file again"),
            ErrorKind::PackedBy(method) => {
                write!(f, "the zip entry is packed by method {method}, which is not read; unpack the archive first")
            }
            ErrorKind::Encrypted => write!(f, "the zip entry is encrypted; unpack it with its password first"),
            ErrorKind::NoList(what) => {
                write!(f, "the zip archive's list of entries is lost ({what}), so all that can be found is read; ")?;
                write!(f, "fetch the file again")
            }
            ErrorKind::Overlap => {
                write!(f, "the zip archive's entries lie inside one another, those that are left are not read; ")?;
                write!(f, "fetch the file again")
            }
            ErrorKind::NoColumn(names) => {
                let [text, html] = &**names;
                write!(f, "the first row names neither a \"{text}\" nor an \"{html}\" column; ")?;
                write!(f, "name yours with --text-field or --html-field")
            }
            ErrorKind::OpenQuote(lines) => {
                write!(f, "a quote that is never closed, which makes one row of the last {lines} lines; close it")
            }
            ErrorKind::OddRow(fields, expected) => {
                write!(f, "a row of {fields} fields where the first has {expected}; repair its quotes")
            }
            ErrorKind::NothingAt(offset) => {
                write!(f, "no document that is read begins at byte {offset}; take an offset from a record's input")
            }
            ErrorKind::BadBody(about) => {
                let [encoding, what] = &**about;
                write!(f, "the body is not the {encoding} it says it is ({what}); fetch the page again")
            }
            // All others have their words in `Display`.
            kind => f.write_str(kind.as_str()),
        }
    }
}
