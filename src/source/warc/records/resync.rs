//! The way on behind damage: to the next gzip member, zstd frame or record line, and what is said of the gap.

use super::{BOMB, Gap, Lost, Records};
use crate::error::{Damage, ErrorKind, SourceError};
use crate::source::members::{Filled, Position};
use crate::source::pending::Pending;

impl Records {
    /// Goes to where the next record begins after the present one was lost; `false` when there is none.
    fn find_next(&mut self, mut lost_member: bool) -> Result<bool, ErrorKind> {
        loop {
            if lost_member && !self.members.next_sound()? {
                return Ok(false);
            }
            if lost_member && (self.framing.begins())(self.members.chunk()) {
                return Ok(true);
            }
            match self.find_in_member() {
                Filled::Enough => return Ok(true),
                Filled::Edge => {
                    self.members.cross();
                    return Ok(true);
                }
                Filled::Over => return Ok(false),
                Filled::Broken => match self.members.take_fault() {
                    (Some(kind), false) => return Err(kind),
                    _ => lost_member = true,
                },
            }
        }
    }

    /// Goes to where the next record begins in what the member holds.
    fn find_in_member(&mut self) -> Filled {
        let beginning = self.framing.beginning();
        loop {
            let chunk = self.members.chunk();
            if let Some(at) = self.framing.find(chunk) {
                self.members.consume(at);
                return Filled::Enough;
            }
            let passed = chunk.len().saturating_sub(beginning);
            self.members.consume(passed);
            if self.members.is_bomb(self.begins, BOMB * self.limit) {
                return Filled::Broken;
            }
            let more = self.members.chunk().len() + 1;
            let filled = self.members.fill(more);
            if filled != Filled::Enough {
                let rest = self.members.chunk().len();
                self.members.consume(rest);
                return filled;
            }
        }
    }

    /// Remembers damage, and looks for the way on behind it.
    pub(super) fn lose(&mut self, damage: Damage, lost_member: bool) {
        let (place, begins) = (self.place.clone(), self.begins);
        self.gap.get_or_insert(Gap { place, begins, damage });
        match self.find_next(lost_member) {
            Ok(true) => {
                let gap = self.gap.as_mut().filter(|gap| matches!(gap.damage, Damage::CutOff));
                gap.into_iter().for_each(|gap| gap.damage = Damage::WrongLength);
            }
            Ok(false) => self.over = true,
            Err(kind) => {
                self.behind_gap = Some(Err(Lost::Rest(kind)));
                self.over = true;
            }
        }
    }

    /// Tells of a gap, now that it is known how long it is.
    pub(super) fn tell(gap: Gap, end: Position) -> SourceError {
        let skipped = match end.member == gap.begins.member {
            true => end.unpacked.saturating_sub(gap.begins.unpacked),
            false => end.raw.saturating_sub(gap.begins.raw),
        };
        gap.place.error(ErrorKind::Lost(gap.damage, skipped))
    }

    /// The gap at the end of the file, if there is one.
    pub(super) fn last_gap(&mut self) -> Option<Result<Pending, SourceError>> {
        let end = self.members.end();
        self.gap.take().map(|gap| Err(Records::tell(gap, end)))
    }
}
