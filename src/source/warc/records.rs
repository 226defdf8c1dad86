//! The records of a web archive, one at a time, and the way on behind damage.

mod resync;

use super::entry::{Entry, Kind};
use super::http::{self, Head};
use super::{Choice, Framing, Sent};
use crate::error::{Damage, ErrorKind, SourceError};
use crate::input::{Format, Hints};
use crate::source::Packing;
use crate::source::compression::Stream;
use crate::source::members::{Filled, Members, Position};
use crate::source::pending::{Carried, Pending, Place, Wrap};
use crate::source::skipped::Skipped;

/// Bytes a record's head may have. Real ones have some hundreds; URLs with data in them reach ten thousands.
const HEAD_LIMIT: usize = 1 << 20;

/// Bytes that may lie behind a record before the next one, blank lines among them: some writers are off by one.
const SLACK: usize = 20;

/// Bytes beyond a document's limit that a record may have: for its own head and that of the message.
const HEADS: u64 = (HEAD_LIMIT + http::HEAD_LIMIT) as u64;

/// A member is a bomb when so many times a document's limit has come out of it, and of little, since a record began.
const BOMB: u64 = 64;

/// Why there is no document where one began.
enum Lost {
    /// The record is no use, and the next one begins where it should.
    Record(ErrorKind),
    /// Where the next record begins must be found out.
    Sync(Damage),
    /// The packing is damaged; the next member must be found.
    Member(Damage),
    /// The file cannot be read on.
    Rest(ErrorKind),
}

/// What a record came to.
enum Found {
    Document(Pending),
    Skipped(&'static str),
}

/// Damage under way: where it began, and what it is.
struct Gap {
    place: Place,
    begins: Position,
    damage: Damage,
}

pub(in crate::source) struct Records {
    path: String,
    members: Members,
    framing: Framing,
    choice: Choice,
    /// Bytes a document may have.
    limit: u64,
    /// Where the present record begins.
    begins: Position,
    place: Place,
    gap: Option<Gap>,
    /// What was found behind a gap, while the gap is told.
    behind_gap: Option<Result<Found, Lost>>,
    over: bool,
    pub(in crate::source) skipped: Skipped,
}

impl Records {
    /// The records of a stream that begins at this offset of the file.
    pub(in crate::source) fn open(
        path: String,
        (stream, packing, offset): (Stream<'static>, Option<Packing>, u64),
        framing: Framing,
        choice: Choice,
        limit: u64,
    ) -> Result<Records, SourceError> {
        let place = Place::of_file(path.clone());
        let members = Members::open(stream, packing, offset, framing.begins()).map_err(|kind| place.error(kind))?;
        Ok(Records {
            path,
            framing,
            choice,
            limit,
            begins: members.position(),
            members,
            place,
            gap: None,
            behind_gap: None,
            over: false,
            skipped: Skipped::default(),
        })
    }

    /// Whether a record begins right here.
    pub(in crate::source) fn begins(&mut self) -> bool {
        self.members.fill(self.framing.beginning());
        (self.framing.begins())(self.members.chunk())
    }

    /// The present record: what it came to, `None` at the end of the file.
    fn record(&mut self) -> Result<Option<Found>, Lost> {
        if !self.begin()? {
            return Ok(None);
        }
        let head = self.head()?;
        let entry = self.framing.parse(&self.members.chunk()[..head]).ok_or(Lost::Sync(Damage::NoLength))?;
        self.place.record.clone_from(&entry.id);
        let found = self.content(entry, head)?;
        Ok(Some(found))
    }

    /// Goes to where the next record should begin: behind blank lines, over an edge.
    fn begin(&mut self) -> Result<bool, Lost> {
        loop {
            match self.members.fill(self.framing.beginning()) {
                Filled::Broken if self.members.chunk().is_empty() => {
                    self.mark();
                    return Err(self.broken());
                }
                Filled::Edge if self.members.chunk().is_empty() => self.members.cross(),
                Filled::Over if self.members.chunk().is_empty() => return Ok(false),
                _ => {}
            }
            let blank = self.members.chunk().iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            if blank == 0 && !self.members.chunk().is_empty() {
                self.mark();
                return Ok(true);
            }
            self.members.consume(blank);
        }
    }

    /// Remembers that a record begins here.
    fn mark(&mut self) {
        self.begins = self.members.position();
        self.place = Place { offset: Some(self.members.offset()), ..Place::of_file(self.path.clone()) };
    }

    /// The head's length, once all of it is there.
    fn head(&mut self) -> Result<usize, Lost> {
        if !(self.framing.begins())(self.members.chunk()) {
            let cut = self.members.fill(self.framing.beginning()) == Filled::Over;
            return Err(Lost::Sync(if cut { Damage::CutOff } else { Damage::NoRecord }));
        }
        let mut searched = 0;
        loop {
            let chunk = self.members.chunk();
            if let Some(end) = self.framing.head_end(chunk, searched) {
                return Ok(end);
            }
            if chunk.len() > HEAD_LIMIT {
                return Err(Lost::Sync(Damage::LongHead(HEAD_LIMIT)));
            }
            // Whole lines that were looked at are not looked at again.
            searched = memchr::memrchr(b'\n', chunk).map_or(0, |at| at + 1);
            self.have(chunk.len() + 1)?;
        }
    }

    /// Fills, where there must be as much.
    fn have(&mut self, wanted: usize) -> Result<(), Lost> {
        match self.members.fill(wanted) {
            Filled::Enough => Ok(()),
            Filled::Edge => Err(Lost::Sync(Damage::WrongLength)),
            Filled::Over => Err(Lost::Sync(Damage::CutOff)),
            Filled::Broken => Err(self.broken()),
        }
    }

    fn broken(&mut self) -> Lost {
        match self.members.take_fault() {
            (Some(ErrorKind::BrokenOff(packing)), true) => Lost::Member(Damage::BrokenOff(packing)),
            (Some(ErrorKind::Damaged(packing, _)), true) => Lost::Member(Damage::Packed(packing)),
            (Some(ErrorKind::NoMember(packing)), true) => Lost::Member(Damage::NoMember(packing)),
            (Some(kind), true) => Lost::Member(Damage::Packing(kind.to_string().into())),
            (Some(kind), false) => Lost::Rest(kind),
            (None, _) => Lost::Sync(Damage::NoRecord),
        }
    }

    /// Reads or passes over the content of a record, and sees to it that it ends where it says.
    fn content(&mut self, entry: Entry, head: usize) -> Result<Found, Lost> {
        let total = entry.length.saturating_add(head as u64);
        let is_long = entry.length > self.limit.saturating_add(HEADS);
        let at_hand = if is_long { total.min((head + http::HEAD_LIMIT) as u64) } else { total };
        self.have(at_hand as usize)?;
        let content = &self.members.chunk()[head..at_hand as usize];
        let message = if entry.is_message(content) { Head::read(content) } else { Head::default() };
        let reason = self.unwanted(&entry, &message);
        if is_long {
            self.pass_over(total)?;
            return reason.map(Found::Skipped).ok_or(Lost::Record(ErrorKind::TooLarge(self.limit)));
        }
        let end = self.end(total as usize)?;
        let body = &self.members.chunk()[head + message.length..end];
        let found = match reason {
            Some(reason) => Ok(Found::Skipped(reason)),
            None if body.len() as u64 > self.limit => Err(Lost::Record(ErrorKind::TooLarge(self.limit))),
            None => Ok(Found::Document(pending(self.place.clone(), entry, message, body.to_vec()))),
        };
        self.members.consume(end);
        found
    }

    /// Why a record is not read; `None` when it is.
    fn unwanted(&self, entry: &Entry, message: &Head) -> Option<&'static str> {
        let declared = message.content_type.as_deref().or_else(|| entry.declared(message));
        match entry.kind {
            Kind::Other(what) => Some(what),
            _ if !self.choice.has_status(message.status) => Some("other status"),
            _ if !self.choice.has_mime(declared) => Some("other media types"),
            _ => None,
        }
    }

    /// Where a record of so many bytes ends. A few more than it says, before the next one, belong to it.
    fn end(&mut self, total: usize) -> Result<usize, Lost> {
        let beginning = self.framing.beginning();
        let filled = self.members.fill(total + SLACK + beginning);
        let behind = &self.members.chunk()[total.min(self.members.chunk().len())..];
        let blank = behind.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let parted = behind.starts_with(self.framing.separator()) || blank == behind.len();
        if (self.framing.begins())(&behind[blank..]) || parted && filled != Filled::Broken {
            return Ok(total);
        }
        // The line break before the next record may be what was hit.
        let next = (0..=SLACK.min(behind.len())).find(|&at| (self.framing.begins())(&behind[at..]));
        match (filled, next.or((behind.len() <= SLACK).then_some(behind.len()))) {
            (_, Some(next)) if next < behind.len() || filled != Filled::Broken => {
                let junk = &behind[..next];
                Ok(total + junk.strip_suffix(self.framing.separator()).unwrap_or(junk.trim_ascii_end()).len())
            }
            (Filled::Broken, _) => Err(self.broken()),
            _ => Err(Lost::Sync(Damage::WrongLength)),
        }
    }

    /// Passes over a record without storing it. Where another one begins before it has its length, the length is not
    /// believed.
    fn pass_over(&mut self, total: u64) -> Result<(), Lost> {
        let end = self.begins.unpacked.saturating_add(total);
        loop {
            let left = end - self.members.position().unpacked;
            if left <= HEADS {
                let end = self.end(left as usize)?;
                self.members.consume(end);
                return Ok(());
            }
            let chunk = self.members.chunk();
            let beginning = self.framing.beginning();
            let passed = chunk.len().saturating_sub(beginning).min((left - HEADS) as usize);
            let next = self.framing.find(&chunk[..(passed + beginning).min(chunk.len())]);
            if self.members.is_bomb(self.begins, BOMB * self.limit) {
                return Err(Lost::Member(Damage::Bomb));
            } else if next.is_some() {
                return Err(Lost::Sync(Damage::WrongLength));
            }
            self.members.consume(passed);
            let more = self.members.chunk().len() + 1;
            self.have(more)?;
        }
    }
}

impl Iterator for Records {
    type Item = Result<Pending, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let found = match self.behind_gap.take() {
                Some(found) => found,
                None if self.over => return self.last_gap(),
                None => match self.record().transpose() {
                    Some(found) => found,
                    None => {
                        self.over = true;
                        continue;
                    }
                },
            };
            match found {
                Err(Lost::Sync(damage)) => self.lose(damage, false),
                Err(Lost::Member(damage)) => self.lose(damage, true),
                found if self.gap.is_some() => {
                    self.behind_gap = Some(found);
                    return self.gap.take().map(|gap| Err(Records::tell(gap, self.begins)));
                }
                Ok(Found::Document(pending)) => return Some(Ok(pending)),
                Ok(Found::Skipped(what)) => self.skipped.add(what),
                Err(Lost::Record(kind)) => return Some(Err(self.place.error(kind))),
                Err(Lost::Rest(kind)) => {
                    self.over = true;
                    return Some(Err(self.place.error(kind)));
                }
            }
        }
    }
}

/// A record's document, still in its message.
fn pending(place: Place, entry: Entry, message: Head, body: Vec<u8>) -> Pending {
    let declared = message.content_type.as_deref().or(entry.content_type.as_deref().filter(|_| message.length == 0));
    let charset = declared.and_then(http::charset);
    let format = (entry.kind == Kind::Conversion).then_some(Format::Text);
    let sent = Sent::new(message, entry.truncated);
    let hints = Hints { format, charset, ..Hints::default() };
    let carried = Carried { url: entry.url, retrieved: entry.retrieved, hints, ..Carried::default() };
    Pending::new(place, body, Wrap::Message(Box::new((carried, sent))))
}

impl Entry {
    /// Whether the content is an HTTP message rather than the document itself.
    fn is_message(&self, content: &[u8]) -> bool {
        let is_http = |declared: &str| declared.to_ascii_lowercase().starts_with("application/http");
        let declared = self.content_type.as_deref().is_none_or(is_http);
        self.kind == Kind::Document && declared && content.starts_with(b"HTTP/")
    }

    /// The media type of a document whose message does not say it.
    fn declared(&self, message: &Head) -> Option<&str> {
        let is_bare = |declared: &&str| !declared.to_ascii_lowercase().starts_with("application/http");
        let own = self.content_type.as_deref().filter(is_bare).filter(|_| message.length == 0);
        own.or(self.identified.as_deref())
    }
}
