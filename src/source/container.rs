//! What a file is, and the documents in it where it is a container.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};

use super::compression::{Packing, Stream, Unpacked};
use super::jsonl::{self, Line, Lines};
use super::pending::{Place, Wrap};
use super::rows::Rows;
use super::split::{self, Articles};
use super::warc::{self, Framing, Records};
use super::zip::Entries;
use super::{Fields, Format, Pending, Settings, Skipped, Split, fault, object, sniff, tar};
use crate::error::{ErrorKind, SourceError};
use crate::input;

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
    /// A tar archive.
    Tar(Box<tar::Members>),
    /// A zip archive.
    Zip(Box<Entries>),
    /// A table.
    Rows(Box<Rows>),
    /// A text of many articles; at what it is parted, where that was guessed.
    Articles(Box<Articles>, Option<&'static str>),
    /// Any of these, of which one document is wanted.
    One(Box<Container>, Wanted),
}

/// The one document that is wanted of a container, by its offset.
pub(super) struct Wanted {
    path: String,
    offset: Option<u64>,
}

/// What the first line of a file must be, when nobody said that it is JSON Lines: an object that has a field for us. A
/// file of other things is one error, not one a line.
pub(super) struct FirstLine(Option<Fields>);

impl Container {
    /// What was left out of it.
    pub(super) fn take_skipped(&mut self) -> Skipped {
        match self {
            Container::Lines(..) | Container::Rows(_) | Container::Articles(..) => Skipped::default(),
            Container::Records(records) => std::mem::take(&mut records.skipped),
            Container::Tar(members) => std::mem::take(&mut members.skipped),
            Container::Zip(entries) => std::mem::take(&mut entries.skipped),
            // What was not asked for was not left out.
            Container::One(..) => Skipped::default(),
        }
    }

    /// At what it was parted by guess, counted.
    pub(super) fn take_guess(&mut self) -> Skipped {
        let mut guessed = Skipped::default();
        if let Container::Articles(_, Some(name)) = self {
            guessed.add(name);
        }
        guessed
    }
}

impl Iterator for Container {
    type Item = Result<Pending, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Container::Lines(first, lines) => lines.next().map(|line| line.and_then(|line| first.check(line, lines))),
            Container::Records(records) => records.next(),
            Container::Tar(members) => members.next(),
            Container::Zip(entries) => entries.next(),
            Container::Rows(rows) => rows.next(),
            Container::Articles(articles, _) => articles.next(),
            Container::One(container, wanted) => wanted.find(container),
        }
    }
}

impl Wanted {
    fn find(&mut self, container: &mut Container) -> Option<Result<Pending, SourceError>> {
        let wanted = self.offset.take()?;
        let offset = |found: &Result<Pending, SourceError>| match found {
            Ok(pending) => pending.offset(),
            Err(error) => error.offset,
        };
        let nothing = || Err(SourceError::new(&*self.path, ErrorKind::NothingAt(wanted)));
        Some(container.find(|found| offset(found) == Some(wanted)).unwrap_or_else(nothing))
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
    Tar,
    Zip,
    /// A table, with the byte between its fields.
    Rows(u8),
    Articles,
}

/// Begins to read a file.
pub(super) fn begin(path: String, file: File, regular: bool, settings: &Settings) -> Result<Begun, SourceError> {
    let Some(offset) = settings.offset else { return begin_at(path, file, regular, 0, settings) };
    let begun = match regular.then(|| record_at(&path, &file, offset, settings)) {
        Some(Ok(Some(records))) => records,
        Some(Err(error)) => return Err(SourceError::new(path, ErrorKind::Unreadable(error))),
        _ => begin_at(path.clone(), file, regular, 0, settings)?,
    };
    let wanted = Wanted { path: path.clone(), offset: Some(offset) };
    match begun {
        Begun::Container(container) => Ok(Begun::Container(Container::One(Box::new(container), wanted))),
        Begun::Document(_) if offset > 0 => Err(SourceError::new(path, ErrorKind::NothingAt(offset))),
        document => Ok(document),
    }
}

/// Begins to read a regular file in the middle, which can be done where a record of an archive begins: in all else, what
/// comes before says what it is. Otherwise the file stands at its beginning again.
fn record_at(path: &str, file: &File, offset: u64, settings: &Settings) -> io::Result<Option<Begun>> {
    let mut file = file.try_clone()?;
    file.seek(SeekFrom::Start(offset))?;
    let begun = begin_at(path.to_owned(), file.try_clone()?, true, offset, settings);
    if let Ok(Begun::Container(Container::Records(mut records))) = begun
        && records.begins()
    {
        return Ok(Some(Begun::Container(Container::Records(records))));
    }
    file.rewind()?;
    Ok(None)
}

/// Begins to read a file that stands at this offset.
fn begin_at(
    path: String,
    mut file: File,
    regular: bool,
    offset: u64,
    settings: &Settings,
) -> Result<Begun, SourceError> {
    let place = Place::of_file(path);
    let error = |kind| place.error(kind);
    let mut head = Vec::new();
    let mut whole =
        if regular { read_ahead(&file, &mut head) } else { read_on(&mut file, &mut head) }.map_err(error)?;
    let mut kind = self::kind(&head, whole || regular, settings);
    while kind.is_none() {
        whole = read_on(&mut file, &mut head).map_err(error)?;
        kind = self::kind(&head, whole || head.len() >= KNOWN, settings);
    }
    let kind = kind.unwrap_or(Kind::Document);
    if whole && kind == Kind::Document {
        // It may wait among hundreds.
        head.shrink_to_fit();
        return Ok(Begun::Document(Pending::new(place, head, Wrap::File)));
    }
    if kind == Kind::Zip && regular && Packing::of(&head).is_none() {
        let entries = Entries::open(place.path, file, settings.document_limit)?;
        return Ok(Begun::Container(Container::Zip(Box::new(entries))));
    }
    let stream: Stream<'static> = match whole {
        true => Box::new(Cursor::new(head)),
        false => Box::new(BufReader::new(Cursor::new(head).chain(file))),
    };
    begin_stream(place, (stream, offset), kind, settings)
}

fn begin_stream(
    place: Place,
    (stream, offset): (Stream<'static>, u64),
    kind: Kind,
    settings: &Settings,
) -> Result<Begun, SourceError> {
    let error = |kind| place.error(kind);
    let limit = settings.document_limit;
    if let Kind::Archive(Some(packing), framing) = kind {
        let opened = (stream, Some(packing), offset);
        let records = Records::open(place.path, opened, framing, settings.choice.clone(), limit)?;
        return Ok(Begun::Container(Container::Records(Box::new(records))));
    }
    let mut unpacked = Unpacked::open(stream).map_err(error)?;
    let path = place.path.clone();
    Ok(Begun::Container(match kind {
        Kind::Document => {
            let bytes = unpacked.read_all(limit).map_err(error)?;
            return Ok(Begun::Document(Pending::new(place, bytes, Wrap::File)));
        }
        Kind::Lines => {
            let expected = (settings.format == Format::Auto).then(|| settings.fields.clone());
            Container::Lines(FirstLine(expected), Lines::new(path, unpacked, settings.line_limit()))
        }
        Kind::Archive(_, framing) => {
            let opened = (unpacked.stream, None, offset);
            Container::Records(Box::new(Records::open(path, opened, framing, settings.choice.clone(), limit)?))
        }
        Kind::Tar => Container::Tar(Box::new(tar::Members::new(path, unpacked, limit))),
        Kind::Zip => Container::Zip(Box::new(Entries::open(path, spool(unpacked).map_err(error)?, limit)?)),
        Kind::Rows(delimiter) => {
            let fields = settings.fields.clone();
            Container::Rows(Box::new(Rows::new(path, unpacked, delimiter, fields, settings.line_limit())))
        }
        Kind::Articles => {
            let (split, guess) = match &settings.split {
                Some(Split::Guess) | None => {
                    let head = unpacked.peek(|head| head.len() >= split::GUESSED).map_err(error)?;
                    Split::guess(&head).map_or((Split::Guess, None), |(split, name)| (split, Some(name)))
                }
                Some(split) => (split.clone(), None),
            };
            let format = if settings.format == Format::Html { input::Format::Html } else { input::Format::Text };
            Container::Articles(Box::new(Articles::new(path, unpacked, split, format, limit)), guess)
        }
    }))
}

/// A file of its own with what a stream holds: a zip archive is read from its end.
fn spool(mut unpacked: Unpacked<'static>) -> Result<File, ErrorKind> {
    let mut file = tempfile::tempfile().map_err(ErrorKind::Unreadable)?;
    io::copy(&mut unpacked.stream, &mut file).map_err(|error| fault(error, unpacked.packing))?;
    file.rewind().map_err(ErrorKind::Unreadable)?;
    Ok(file)
}

/// Reads a regular file as far as it is read ahead; whether that was all.
fn read_ahead(file: &File, head: &mut Vec<u8>) -> Result<bool, ErrorKind> {
    // What a file says of its length is a hint: it may grow, and those of /proc have none.
    let length = file.metadata().map_or(0, |what| what.len());
    head.reserve_exact(length.min(READ_AHEAD as u64) as usize);
    file.take(READ_AHEAD as u64).read_to_end(head).map_err(|error| fault(error, None))?;
    Ok(head.len() < READ_AHEAD)
}

/// Reads once from what is no regular file; whether it has ended.
fn read_on(file: &mut File, head: &mut Vec<u8>) -> Result<bool, ErrorKind> {
    let before = head.len();
    head.resize(before + before.max(PIECE), 0);
    loop {
        match file.read(&mut head[before..]) {
            Ok(read) => {
                head.truncate(before + read);
                return Ok(read == 0);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(fault(error, None)),
        }
    }
}

/// What a file that begins like this is, when it is known; `sure` when no more bytes will come to know it by.
fn kind(head: &[u8], sure: bool, settings: &Settings) -> Option<Kind> {
    match settings.format {
        Format::Csv => Some(Kind::Rows(b',')),
        Format::Tsv => Some(Kind::Rows(b'\t')),
        Format::Tar => Some(Kind::Tar),
        Format::Zip => Some(Kind::Zip),
        Format::Auto | Format::Html | Format::Text if settings.split.is_some() => Some(Kind::Articles),
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
    if packing.is_none() {
        return kind_of(head, None, sure).map(|kind| checked(kind, head));
    }
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
    .map(|kind| checked(kind, head))
}

/// What passes for a document and is foreign bytes may be an archive whose beginning was lost.
fn checked(kind: Kind, head: &[u8]) -> Kind {
    if kind == Kind::Document && sniff::foreign(head).is_some() { packed_archive(head) } else { kind }
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
    if tar::begins(head) {
        return Some(Kind::Tar);
    }
    if sniff::signed(head) == Some(sniff::ZIP) && (sure || head.len() >= HEAD) {
        return Some(Kind::Zip);
    }
    let known = head.len() >= HEAD && jsonl::begins(head).is_some();
    (sure || known).then_some(Kind::Document)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_small_file_takes_little_room_and_a_large_one_as_much_as_is_wanted() {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&[b'x'; 1000]).unwrap();
        file.rewind().unwrap();
        let mut head = Vec::new();
        assert!(read_ahead(&file, &mut head).unwrap());
        assert!(head.len() == 1000 && head.capacity() <= 2 * PIECE, "{}", head.capacity());
        file.set_len(3 * READ_AHEAD as u64).unwrap();
        file.rewind().unwrap();
        head.clear();
        assert!(!read_ahead(&file, &mut head).unwrap());
        assert_eq!(head.len(), READ_AHEAD);
    }
}
