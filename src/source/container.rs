//! What a file is, and the documents in it where it is a container.

use std::fs::File;
use std::io::{BufReader, Cursor, Read};

use super::compression::{Packing, Stream, Unpacked};
use super::jsonl::{self, Line, Lines};
use super::pending::{Place, Wrap};
use super::warc::{self, Framing, Records};
use super::{Fields, Format, Pending, Settings, Skipped, fault, object, sniff};
use crate::error::{ErrorKind, SourceError};

/// Bytes of a file that are read before it is decided what it is. A file within it is unpacked by the thread that works
/// on it; a longer one is a container, or a document so rare that it does not matter which thread unpacks it.
const READ_AHEAD: usize = 4 << 20;

/// Bytes by which a stream is known at the latest.
const KNOWN: usize = 1 << 20;

/// Bytes read at once from what is no regular file.
const PIECE: usize = 64 << 10;

/// Unpacked bytes by which everything but JSON Lines is known.
const HEAD: usize = 4 << 10;

/// What is in a file.
pub(super) enum Begun {
    /// One document, perhaps still packed.
    Document(Pending),
    /// Any number of them.
    Container(Container),
}

/// A file of any number of documents.
pub(super) enum Container {
    /// One a line.
    Lines(FirstLine, Lines),
    /// A web archive.
    Records(Box<Records>),
}

/// What the first line of a file must be, when nobody said that it is JSON Lines: an object that has a field for us. A
/// file of other things is one error, not one a line.
pub(super) struct FirstLine(Option<Fields>);

impl Container {
    /// What was left out of it.
    pub(super) fn take_skipped(&mut self) -> Skipped {
        match self {
            Container::Lines(..) => Skipped::default(),
            Container::Records(records) => std::mem::take(&mut records.skipped),
        }
    }
}

impl Iterator for Container {
    type Item = Result<Pending, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Container::Lines(first, lines) => lines.next().map(|line| line.and_then(|line| first.check(line, lines))),
            Container::Records(records) => records.next(),
        }
    }
}

impl FirstLine {
    fn check(&mut self, (place, bytes): Line, lines: &mut Lines) -> Result<Pending, SourceError> {
        if let Some(fields) = self.0.take()
            && let Err(ErrorKind::NoField(names)) = object::parse(&place, &bytes, &fields, u64::MAX)
        {
            lines.end();
            return Err(place.error(ErrorKind::OtherJson(names)));
        }
        Ok(Pending::new(place, bytes, Wrap::Object))
    }
}

/// What a file is, as far as that decides who parts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Document,
    Lines,
    /// A web archive, whose members are unpacked one by one where it is packed so.
    Archive(Option<Packing>, Framing),
}

/// Begins to read a file.
pub(super) fn begin(path: String, mut file: File, regular: bool, settings: &Settings) -> Result<Begun, SourceError> {
    let place = Place::of_file(path);
    let error = |kind| place.error(kind);
    let mut head = Vec::new();
    let whole = read_on(&mut file, &mut head, if regular { READ_AHEAD } else { 1 }).map_err(error)?;
    let (mut kind, mut whole) = (kind(&head, whole, settings), whole);
    while kind.is_none() {
        let more = head.len() + 1;
        whole = read_on(&mut file, &mut head, more).map_err(error)?;
        kind = self::kind(&head, whole || head.len() >= KNOWN, settings);
    }
    let kind = kind.unwrap_or(Kind::Document);
    if whole && kind == Kind::Document {
        return Ok(Begun::Document(Pending::new(place, head, Wrap::File)));
    }
    let stream: Stream<'static> = match whole {
        true => Box::new(Cursor::new(head)),
        false => Box::new(BufReader::new(Cursor::new(head).chain(file))),
    };
    begin_stream(place, stream, kind, settings)
}

fn begin_stream(place: Place, stream: Stream<'static>, kind: Kind, settings: &Settings) -> Result<Begun, SourceError> {
    let error = |kind| place.error(kind);
    let limit = settings.document_limit;
    Ok(Begun::Container(match kind {
        Kind::Document => {
            let bytes = Unpacked::open(stream).and_then(|unpacked| unpacked.read_all(limit)).map_err(error)?;
            return Ok(Begun::Document(Pending::new(place, bytes, Wrap::File)));
        }
        Kind::Lines => {
            let expected = (settings.format == Format::Auto).then(|| settings.fields.clone());
            let unpacked = Unpacked::open(stream).map_err(error)?;
            Container::Lines(FirstLine(expected), Lines::new(place.path, unpacked, settings.line_limit()))
        }
        Kind::Archive(packing, framing) => {
            let stream = match packing {
                Some(_) => stream,
                None => Unpacked::open(stream).map_err(error)?.stream,
            };
            let opened = (stream, packing, 0);
            let records = Records::open(place.path, opened, framing, settings.choice.clone(), limit)?;
            Container::Records(Box::new(records))
        }
    }))
}

/// Reads until there are so many bytes, in as few reads as it takes; whether that was all.
fn read_on(file: &mut File, head: &mut Vec<u8>, wanted: usize) -> Result<bool, ErrorKind> {
    while head.len() < wanted {
        let before = head.len();
        head.resize(wanted.max(before + PIECE), 0);
        let read = file.read(&mut head[before..]);
        head.truncate(before + read.as_ref().copied().unwrap_or(0));
        match read {
            Ok(0) => return Ok(true),
            Err(error) if error.kind() != std::io::ErrorKind::Interrupted => return Err(fault(error, None)),
            _ => {}
        }
    }
    Ok(false)
}

/// What a file that begins like this is, when it is known; `sure` when no more bytes will come to know it by.
fn kind(head: &[u8], sure: bool, settings: &Settings) -> Option<Kind> {
    match settings.format {
        Format::Html | Format::Text => Some(Kind::Document),
        Format::Jsonl => Some(Kind::Lines),
        Format::Warc => sniffed(head, sure).map(|kind| match kind {
            Kind::Archive(..) => kind,
            _ => Kind::Archive(Packing::of(head).filter(|packing| packing.member().is_some()), Framing::Warc),
        }),
        Format::Auto => sniffed(head, sure),
    }
}

fn sniffed(head: &[u8], sure: bool) -> Option<Kind> {
    if head.len() < Packing::SIGNATURE && !sure {
        return None;
    }
    let packing = Packing::of(head);
    let unpacked = Unpacked::open(Box::new(head)).and_then(|mut unpacked| {
        // An input that is packed twice has no members of its own.
        let once = packing.filter(|packing| packing.member().is_some() && unpacked.layers == 1);
        let bytes = unpacked.peek(|head| head.len() >= HEAD && kind_of(head, once, false).is_some())?;
        Ok((bytes, once))
    });
    match unpacked {
        Ok((bytes, once)) => kind_of(&bytes, once, sure),
        // More of the file may tell.
        Err(ErrorKind::BrokenOff(_)) if !sure => None,
        Err(_) => Some(packed_archive(head)),
    }
    .map(|kind| if kind == Kind::Document && sniff::foreign(head).is_some() { packed_archive(head) } else { kind })
}

fn packed_archive(head: &[u8]) -> Kind {
    let found = warc::packed(&head[..head.len().min(KNOWN)]);
    found.map_or(Kind::Document, |(packing, framing)| Kind::Archive(Some(packing), framing))
}

/// What unpacked bytes that begin like this are, when it is known.
fn kind_of(head: &[u8], packing: Option<Packing>, sure: bool) -> Option<Kind> {
    if jsonl::begins(head) == Some(true) {
        return Some(Kind::Lines);
    }
    if let Some(framing) = warc::plain(head) {
        return Some(Kind::Archive(packing, framing));
    }
    let known = head.len() >= HEAD && jsonl::begins(head).is_some();
    (sure || known).then_some(Kind::Document)
}
