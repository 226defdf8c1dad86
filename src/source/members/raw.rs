//! The bytes of a file as it is stored, with the last ones still at hand: after damage the search for something sound
//! begins where the damage did, not where it was noticed.

use std::io::{self, Read};

use crate::source::compression::Stream;

/// Bytes read at once.
const CHUNK: usize = 64 << 10;

/// Bytes that stay at hand behind the present one. A damaged member is noticed late: an inflater may run on through its
/// neighbours. Few members of a crawl are longer than this.
const KEPT: usize = 2 << 20;

/// How often, on average, each byte may be gone back over. Crafted files would otherwise be read for ever.
const AGAIN: u64 = 8;

pub(super) struct Raw {
    stream: Stream<'static>,
    buffer: Vec<u8>,
    /// Offset in the file of the buffer's first byte.
    begins: u64,
    /// Index in the buffer of the present byte.
    at: usize,
    /// Bytes gone back over so far.
    again: u64,
    ended: bool,
}

impl Raw {
    /// The bytes of a stream that begins at this offset of the file.
    pub(super) fn new(stream: Stream<'static>, offset: u64) -> Raw {
        Raw { stream, buffer: Vec::new(), begins: offset, at: 0, again: 0, ended: false }
    }

    /// Offset in the file of the present byte.
    pub(super) fn offset(&self) -> u64 {
        self.begins + self.at as u64
    }

    /// What is read and not consumed.
    pub(super) fn rest(&self) -> &[u8] {
        &self.buffer[self.at..]
    }

    pub(super) fn consume(&mut self, bytes: usize) {
        self.at = (self.at + bytes).min(self.buffer.len());
    }

    /// Reads on, behind what is there; `false` at the end of the file.
    pub(super) fn read_more(&mut self) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        if self.at > 2 * KEPT {
            let forgotten = self.at - KEPT;
            self.buffer.drain(..forgotten);
            self.begins += forgotten as u64;
            self.at = KEPT;
        }
        let length = self.buffer.len();
        self.buffer.resize(length + CHUNK, 0);
        let read = loop {
            match self.stream.read(&mut self.buffer[length..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.buffer.truncate(length + read.as_ref().copied().unwrap_or(0));
        self.ended = read? == 0;
        Ok(!self.ended)
    }

    /// Reads until so many bytes are at hand, or all there are.
    pub(super) fn want(&mut self, bytes: usize) -> io::Result<&[u8]> {
        while self.rest().len() < bytes && self.read_more()? {}
        Ok(self.rest())
    }

    /// Goes to an offset, or as near to it as is at hand; not back when that was done too often.
    pub(super) fn go_to(&mut self, offset: u64) {
        let at = usize::try_from(offset.saturating_sub(self.begins)).unwrap_or(usize::MAX).min(self.buffer.len());
        let again = self.again + self.at.saturating_sub(at) as u64;
        if at > self.at || again <= KEPT as u64 + AGAIN * self.offset() {
            self.again = again;
            self.at = at;
        }
    }
}
