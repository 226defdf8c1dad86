//! A file to the container or the document that it is.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};

use super::kind::{KNOWN, Kind};
use super::{Begun, Container, FirstLine, Wanted};
use crate::error::{ErrorKind, SourceError};
use crate::input;
use crate::source::compression::{Packing, Stream, Unpacked, Whole};
use crate::source::jsonl::Lines;
use crate::source::pending::{Place, Wrap};
use crate::source::rows::Rows;
use crate::source::split::{self, Articles};
use crate::source::warc::Records;
use crate::source::zip::Entries;
use crate::source::{Format, Pending, Settings, Split, fault, sniff, tar};

/// Bytes of a file that are read before it is decided what it is. A file within it is unpacked by the thread that works
/// on it; a longer one is a container, or a document so rare that it does not matter which thread unpacks it.
const READ_AHEAD: usize = 4 << 20;

/// Bytes read at once from what is no regular file.
const PIECE: usize = 64 << 10;

/// Begins to read a file.
pub(in crate::source) fn begin(
    path: String,
    file: File,
    regular: bool,
    settings: &Settings,
) -> Result<Begun, SourceError> {
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
    let mut kind = Kind::of(&head, whole || regular, settings);
    while kind.is_none() {
        whole = read_on(&mut file, &mut head).map_err(error)?;
        kind = Kind::of(&head, whole || head.len() >= KNOWN, settings);
    }
    let kind = kind.unwrap_or(Kind::Document);
    if whole && kind == Kind::Document {
        // It may wait among hundreds.
        head.shrink_to_fit();
        return Ok(Begun::Document(Pending::file(place, head)));
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
            let Whole { bytes, damaged } = unpacked.read_all(limit).map_err(error)?;
            return Ok(Begun::Document(Pending::new(place, bytes, Wrap::File { damaged })));
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
            // What is no text has no articles to part.
            let head = unpacked.peek(|head| head.len() >= sniff::SAMPLE).map_err(error)?;
            if let Some(what) = sniff::foreign(&head) {
                return Err(error(ErrorKind::NotText(what)));
            }
            let (split, guess) = match &settings.split {
                Some(Split::Guess) | None => {
                    let head = unpacked.peek(|head| head.len() >= split::GUESSED).map_err(error)?;
                    Split::guess(&head).map_or((Split::Guess, None), |(split, name)| (split, Some(name)))
                }
                Some(split) => (split.clone(), None),
            };
            let format = match settings.format {
                Format::Html => Some(input::Format::Html),
                Format::Text => Some(input::Format::Text),
                _ => None,
            };
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
