//! Web archives: WARC, with WET among it, and ARC. Records are parted here; a worker takes each document out of its HTTP
//! message.
//!
//! A record is believed when it ends where its length says: at the next record, at the end of its gzip member or zstd
//! frame, or of the file. Otherwise, and where the packing is damaged, the next record is searched for, and what lay
//! between becomes one error.

mod arc;
mod body;
mod choice;
mod entry;
mod fields;
mod http;
mod records;
mod sniff;
#[cfg(test)]
mod tests;

pub use choice::{Choice, Mime, Status};

pub(super) use body::Sent;
pub(super) use records::Records;
pub(super) use sniff::{of as plain, packed};

use entry::Entry;

/// How records are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Framing {
    /// WARC 0.17 to 1.1, WET.
    Warc,
    /// ARC 1 and 2.
    Arc,
}

impl Framing {
    /// Whether bytes begin like a record.
    fn begins(self) -> fn(&[u8]) -> bool {
        match self {
            Framing::Warc => entry::begins,
            Framing::Arc => arc::begins,
        }
    }

    /// Where the next record begins, behind the first byte.
    fn find(self, bytes: &[u8]) -> Option<usize> {
        match self {
            Framing::Warc => entry::find(bytes),
            Framing::Arc => arc::find(bytes),
        }
    }

    /// What is put behind a record.
    fn separator(self) -> &'static [u8] {
        match self {
            Framing::Warc => b"\r\n\r\n",
            Framing::Arc => b"\n",
        }
    }

    /// Bytes by which the beginning of a record is known.
    fn beginning(self) -> usize {
        match self {
            Framing::Warc => entry::VERSION_LINE,
            Framing::Arc => arc::LINE,
        }
    }

    /// Where the head that begins at the first byte ends, when it does not before `from`, the beginning of a line.
    fn head_end(self, bytes: &[u8], from: usize) -> Option<usize> {
        match self {
            Framing::Warc => entry::head_end(bytes, from),
            Framing::Arc => arc::head_end(bytes, from),
        }
    }

    fn parse(self, head: &[u8]) -> Option<Entry> {
        match self {
            Framing::Warc => entry::parse(head),
            Framing::Arc => arc::parse(head),
        }
    }
}
