//! A file of gzip members or zstd frames, or a plain one, as the bytes in it: with the offset that each member has in
//! the file as it is stored, and a way on behind a damaged one.
//!
//! Crawls are packed a record a member, so that a record can be had by its offset; but also in one member for all, or in
//! members cut anywhere. So a member is an *edge*, which nothing is read across, only where it begins like a record.

mod decoder;
mod dictionary;
mod raw;

use std::io;

use super::compression::Stream;
use super::{Packing, fault};
use crate::error::ErrorKind;
use decoder::Decoder;
use raw::Raw;

/// Bytes unpacked at once.
const CHUNK: usize = 64 << 10;

/// Bytes by which the beginning of a record is known.
pub(super) const BEGINNING: usize = 4 << 10;

/// Bytes that must unpack for a signature met in the search to be believed, where no record begins with it.
const PROBE: usize = 1 << 10;

/// A buffer this large is given back once a long record is done with.
const ROOM: usize = 1 << 20;

/// Bytes unpacked for each packed one beyond which data are a bomb. Pages are packed to a tenth; what deflate can do is
/// 1032, and zstd knows no bound.
const BOMB: u64 = 100;

/// What [`Members::fill`] came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filled {
    /// There is as much as was wanted.
    Enough,
    /// The next record begins, in a member of its own.
    Edge,
    /// The file is over.
    Over,
    /// The data are damaged.
    Broken,
}

/// A place in the file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Position {
    /// Where the member begins in the file as it is stored.
    pub(super) member: u64,
    /// Where it is in the file as it is stored; in the middle of a packed member, not before.
    pub(super) raw: u64,
    /// Bytes unpacked before it.
    pub(super) unpacked: u64,
}

/// Where an edge is.
#[derive(Debug, Clone, Copy)]
struct Edge {
    /// Index in the buffer.
    at: usize,
    member: u64,
}

pub(super) struct Members {
    raw: Raw,
    packing: Option<Packing>,
    decoder: Decoder,
    begins_record: fn(&[u8]) -> bool,
    /// Unpacked, and not consumed behind `at`.
    buffer: Vec<u8>,
    at: usize,
    /// Bytes unpacked before `at`.
    unpacked: u64,
    /// Where the member that `at` is in begins, and what had been unpacked before it where that is a record's beginning.
    member: u64,
    member_unpacked: Option<u64>,
    /// Where the member that is being unpacked begins.
    open: u64,
    edge: Option<Edge>,
    /// The member that is being unpacked is complete.
    ended: bool,
    over: bool,
    /// What is wrong with the member that is being unpacked.
    broken: Option<ErrorKind>,
    /// The file cannot be read any further, whatever is in it.
    unreadable: bool,
}

impl Members {
    /// Opens what a stream holds from this offset of the file on. `begins_record` says whether a record begins like
    /// this, given [`BEGINNING`] bytes or all of a shorter member.
    pub(super) fn open(
        stream: Stream<'static>,
        packing: Option<Packing>,
        offset: u64,
        begins_record: fn(&[u8]) -> bool,
    ) -> Result<Members, ErrorKind> {
        let mut raw = Raw::new(stream, offset);
        let dictionary = match packing {
            Some(Packing::Zstd) => dictionary::read(&mut raw)?,
            _ => Vec::new(),
        };
        let decoder = Decoder::new(packing, &dictionary).map_err(|error| fault(error, packing))?;
        let mut members = Members {
            packing,
            decoder,
            begins_record,
            buffer: Vec::new(),
            at: 0,
            unpacked: offset,
            member: offset,
            member_unpacked: None,
            open: raw.offset(),
            edge: None,
            ended: packing.is_some(),
            over: false,
            broken: None,
            unreadable: false,
            raw,
        };
        if packing.is_some() {
            members.unpacked = 0;
            members.fill(1);
            members.cross();
        }
        Ok(members)
    }

    /// What is unpacked, up to the next edge.
    pub(super) fn chunk(&self) -> &[u8] {
        &self.buffer[self.at..self.edge.map_or(self.buffer.len(), |edge| edge.at)]
    }

    pub(super) fn consume(&mut self, bytes: usize) {
        let bytes = bytes.min(self.chunk().len());
        self.at += bytes;
        self.unpacked += bytes as u64;
        if self.at > CHUNK && self.at > self.buffer.len() / 2 {
            self.buffer.drain(..self.at);
            self.edge = self.edge.map(|edge| Edge { at: edge.at - self.at, ..edge });
            self.at = 0;
            if self.buffer.capacity() > ROOM && self.buffer.len() < ROOM / 2 {
                self.buffer.shrink_to(ROOM / 2);
            }
        }
    }

    /// Where the present byte is.
    pub(super) fn position(&self) -> Position {
        let begins_member = self.member_unpacked == Some(self.unpacked);
        let raw = match self.packing {
            None => self.unpacked,
            Some(_) if begins_member => self.member,
            Some(_) => self.raw.offset(),
        };
        Position { member: self.member, raw, unpacked: self.unpacked }
    }

    /// The end of the file, once that is reached.
    pub(super) fn end(&self) -> Position {
        let member = if self.packing.is_some() { u64::MAX } else { self.member };
        Position { member, raw: self.raw.offset(), unpacked: self.unpacked }
    }

    /// The offset by which a record that begins here can be found again: of its member in the file as it is stored;
    /// among the unpacked bytes where it is not the first record of a member.
    pub(super) fn offset(&self) -> u64 {
        if self.member_unpacked == Some(self.unpacked) { self.member } else { self.unpacked }
    }

    /// Whether more than `limit` bytes have been unpacked since a position, and from little.
    pub(super) fn is_bomb(&self, since: Position, limit: u64) -> bool {
        let unpacked = self.unpacked - since.unpacked;
        let packed = self.raw.offset().saturating_sub(since.raw);
        self.packing.is_some() && unpacked > limit && unpacked / BOMB > packed
    }

    /// What is wrong with the data, once [`Filled::Broken`]; and whether another member may be sound.
    pub(super) fn take_fault(&mut self) -> (Option<ErrorKind>, bool) {
        (self.broken.take(), !self.unreadable)
    }

    /// Unpacks until so many bytes are there.
    pub(super) fn fill(&mut self, wanted: usize) -> Filled {
        loop {
            if self.chunk().len() >= wanted {
                return Filled::Enough;
            } else if self.edge.is_some() {
                return Filled::Edge;
            } else if self.broken.is_some() {
                return Filled::Broken;
            } else if self.over {
                return Filled::Over;
            }
            let more = if self.ended { self.begin_member() } else { self.unpack() };
            self.broken = more.err();
        }
    }

    /// Goes over an edge, when all before it is consumed.
    pub(super) fn cross(&mut self) {
        if let Some(Edge { at, member }) = self.edge.take_if(|edge| edge.at == self.at) {
            self.at = at;
            self.member = member;
            self.member_unpacked = Some(self.unpacked);
        }
    }

    /// Unpacks some of the open member.
    fn unpack(&mut self) -> Result<(), ErrorKind> {
        if self.raw.rest().is_empty() {
            self.read_more()?;
        }
        let length = self.buffer.len();
        self.buffer.resize(length + CHUNK, 0);
        let step = self.decoder.run(self.raw.rest(), &mut self.buffer[length..]);
        self.buffer.truncate(length + step.as_ref().map_or(0, |step| step.written));
        let step = step.map_err(|error| fault(error, self.packing))?;
        self.raw.consume(step.read);
        self.ended = step.ended;
        if step.read + step.written == 0 && !step.ended && !self.read_more()? {
            self.over = self.packing.is_none();
            return self.packing.map_or(Ok(()), |packing| Err(ErrorKind::BrokenOff(packing)));
        }
        Ok(())
    }

    fn read_more(&mut self) -> Result<bool, ErrorKind> {
        self.raw.read_more().map_err(|error| self.stop(error))
    }

    fn stop(&mut self, error: io::Error) -> ErrorKind {
        self.unreadable = true;
        ErrorKind::Unreadable(error)
    }

    /// Opens the member behind one that is complete. Zeros between them are padding.
    fn begin_member(&mut self) -> Result<(), ErrorKind> {
        loop {
            let zeros = self.raw.rest().iter().take_while(|&&byte| byte == 0).count();
            self.raw.consume(zeros);
            if !self.raw.rest().is_empty() {
                break;
            } else if !self.read_more()? {
                self.over = true;
                return Ok(());
            }
        }
        let at = self.buffer.len();
        let member = self.raw.offset();
        let begun = self.look(BEGINNING);
        let begins = begun.is_err() || (self.begins_record)(&self.buffer[at..]);
        if begins {
            // What is wrong with it is no matter of the record before it.
            self.edge = Some(Edge { at, member });
        } else if self.buffer.len() > at {
            (self.member, self.member_unpacked) = (member, None);
        }
        begun
    }

    /// Begins to unpack the member at the present byte: so many bytes of it, or all.
    fn look(&mut self, bytes: usize) -> Result<(), ErrorKind> {
        self.open = self.raw.offset();
        self.ended = false;
        let head = self.raw.want(Packing::SIGNATURE).map(Packing::of);
        match head {
            Err(error) => return Err(self.stop(error)),
            Ok(packing) if packing != self.packing => return Err(ErrorKind::NoMember(self.packing)),
            Ok(_) => self.decoder.restart().map_err(|error| fault(error, self.packing))?,
        }
        let wanted = self.buffer.len() + bytes;
        while self.buffer.len() < wanted && !self.ended {
            self.unpack()?;
        }
        Ok(())
    }

    /// Gives up the member that is being unpacked and goes to the next one that is sound, so far as can be seen; `false`
    /// when there is none.
    pub(super) fn next_sound(&mut self) -> Result<bool, ErrorKind> {
        let Some(signature) = self.packing.and_then(Packing::member) else {
            return Ok(false);
        };
        self.unpacked += self.chunk().len() as u64;
        self.raw.go_to(self.open.max(self.member) + 1);
        loop {
            (self.at, self.edge, self.broken, self.ended) = (0, None, None, false);
            self.buffer.clear();
            if !self.seek(signature)? {
                self.over = true;
                return Ok(false);
            }
            let begun = self.look(PROBE);
            if self.unreadable {
                return begun.map(|()| false);
            }
            let record = (self.begins_record)(&self.buffer);
            if record || begun.is_ok() && !self.buffer.is_empty() {
                self.broken = begun.err();
                self.member = self.open;
                self.member_unpacked = record.then_some(self.unpacked);
                return Ok(true);
            }
            self.raw.go_to(self.open + 1);
        }
    }

    /// Goes to the next signature in the file; `false` when there is none.
    fn seek(&mut self, signature: &[u8]) -> Result<bool, ErrorKind> {
        loop {
            let rest = self.raw.rest();
            if let Some(at) = memchr::memmem::find(rest, signature) {
                self.raw.consume(at);
                return Ok(true);
            }
            let passed = rest.len().saturating_sub(signature.len() - 1);
            self.raw.consume(passed);
            if !self.read_more()? {
                self.raw.consume(signature.len());
                return Ok(false);
            }
        }
    }
}
