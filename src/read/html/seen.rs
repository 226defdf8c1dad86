//! What class values said, so that it is read once.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;

use super::classes::{Roles, Said, read};
use crate::document::{Marks, Span};

/// What attribute values, and the names in them, came to. It is kept from page to page, for sites and frameworks use the same
/// names again; what it says does not depend on what it has seen.
#[derive(Debug, Default)]
pub(super) struct Classes {
    /// A table of hashes, open, a power of two long and at most half full.
    slots: Vec<Slot>,
    seen: Vec<Known>,
    /// Hashes of the words of all values seen.
    hashes: Vec<u32>,
    /// The number of the page that is being read.
    page: u32,
    /// Values and names on it so far that were not seen before, and that were seen on other pages.
    new: usize,
    old: usize,
    /// Other keys in each process, so that no page can aim at a hash.
    state: RandomState,
}

/// A place for a value: the upper bits of its hash, and in the lower ones its number, from 1; 0 for none.
///
/// The hash stands for the value: two values share its 48 bits in one of two million tables that are full, which costs a
/// misread class, and to keep and compare values took a fortieth of the time of a page.
#[derive(Debug, Clone, Copy, Default)]
struct Slot(u64);

/// Bits of a slot that number a value.
const NUMBER: u32 = 16;

/// What one value came to.
#[derive(Debug, Clone, Copy)]
struct Known {
    marks: Marks,
    roles: Roles,
    /// Its words in [`Classes::hashes`].
    hashes: Span,
    /// The page that had it last, and where that page's document has its words.
    page: u32,
    tokens: Span,
}

/// Values, and names in them, that are kept from page to page, those of some ten different sites; that are kept at all; the
/// bytes of the longest one, and the words of all: a bound on memory.
const MOST_KEPT: usize = 4096;
const MOST_SEEN: usize = 4 * MOST_KEPT;
const LONGEST_KEPT: usize = 1024;
const MOST_HASHES: usize = 1 << 20;

const _: () = assert!(MOST_SEEN < 1 << NUMBER);

/// Slots of the table at first: for as many values and names in them as most pages have.
const FEWEST_SLOTS: usize = 1024;

impl Slot {
    /// The place of a value with this number.
    fn of(hash: u64, number: usize) -> Slot {
        Slot(hash >> NUMBER << NUMBER | number as u64)
    }

    /// The number of a value with this hash, if it is here.
    #[inline]
    fn number(self, hash: u64) -> Option<usize> {
        let number = self.0 ^ hash >> NUMBER << NUMBER;
        (number < 1 << NUMBER).then_some(number as usize)
    }

    fn is_free(self) -> bool {
        self.0 == 0
    }

    /// Where it is sought first in a table of so many.
    #[inline]
    fn home(hash: u64, slots: usize) -> usize {
        (hash >> NUMBER) as usize & (slots - 1)
    }
}

impl Classes {
    /// A new page begins.
    pub(super) fn turn_page(&mut self) {
        self.page = self.page.wrapping_add(1);
        // Pages of different sites have next to nothing in common, and a small table is near at hand.
        let helps = self.old >= self.new || self.new == self.seen.len();
        (self.new, self.old) = (0, 0);
        if !helps || self.seen.len() > MOST_KEPT || self.page == 0 {
            let Classes { slots, seen, hashes, .. } = self;
            slots.clear();
            seen.clear();
            hashes.clear();
            self.page = 1;
        }
        if self.slots.is_empty() {
            self.slots.resize(FEWEST_SLOTS, Slot::default());
        }
    }

    /// What a class value says; the hashes of its words are in the span of `tokens`.
    pub(super) fn look_up(&mut self, value: &str, tokens: &mut Vec<u32>) -> Said {
        let hash = self.state.hash_one(value.as_bytes());
        match self.find(hash) {
            Some(index) => self.say_again(index, tokens),
            None => self.learn(hash, value, tokens),
        }
    }

    /// The index of a value that was seen.
    #[inline]
    fn find(&self, hash: u64) -> Option<usize> {
        let mut at = Slot::home(hash, self.slots.len());
        loop {
            let slot = self.slots[at];
            if let Some(number) = slot.number(hash) {
                // A slot that is free has the number 0 under a hash of zeros.
                return number.checked_sub(1);
            }
            if slot.is_free() {
                return None;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// What a value said before, its words on this page too.
    fn say_again(&mut self, index: usize, tokens: &mut Vec<u32>) -> Said {
        let known = &mut self.seen[index];
        if known.page != self.page {
            self.old += 1;
            (known.page, known.tokens) = (self.page, copy(&self.hashes[known.hashes.range()], tokens));
        }
        Said { marks: known.marks, roles: known.roles, tokens: known.tokens }
    }

    /// What a new value says: each name in it may have stood in others.
    fn learn(&mut self, hash: u64, value: &str, tokens: &mut Vec<u32>) -> Said {
        let first = value.split_ascii_whitespace().next().unwrap_or_default();
        let is_name = first.len() == value.len();
        let said = if is_name { read(value, tokens) } else { self.learn_names(value, tokens) };
        self.keep(hash, value, said, tokens);
        said
    }

    fn learn_names(&mut self, value: &str, tokens: &mut Vec<u32>) -> Said {
        let (mut all, start) = (Said::default(), tokens.len() as u32);
        for name in value.split_ascii_whitespace() {
            let said = self.name(name, tokens);
            all.marks |= said.marks;
            all.roles |= said.roles;
        }
        Said { tokens: Span { start, end: tokens.len() as u32 }, ..all }
    }

    /// What one name says; its words' hashes are appended.
    fn name(&mut self, name: &str, tokens: &mut Vec<u32>) -> Said {
        let hash = self.state.hash_one(name.as_bytes());
        match self.find(hash) {
            Some(index) => {
                let known = &mut self.seen[index];
                let tokens = copy(&self.hashes[known.hashes.range()], tokens);
                if known.page != self.page {
                    self.old += 1;
                    (known.page, known.tokens) = (self.page, tokens);
                }
                Said { marks: known.marks, roles: known.roles, tokens }
            }
            None => {
                let said = read(name, tokens);
                self.keep(hash, name, said, tokens);
                said
            }
        }
    }

    /// Keeps what a value, or a name in one, says.
    fn keep(&mut self, hash: u64, value: &str, said: Said, tokens: &[u32]) {
        let words = &tokens[said.tokens.range()];
        let fits = value.len() <= LONGEST_KEPT && self.hashes.len() + words.len() <= MOST_HASHES;
        if !fits || self.seen.len() == MOST_SEEN {
            return;
        }
        self.new += 1;
        let hashes = copy(words, &mut self.hashes);
        let Said { marks, roles, tokens } = said;
        self.seen.push(Known { marks, roles, hashes, page: self.page, tokens });
        if self.seen.len() * 2 > self.slots.len() {
            self.grow();
        }
        self.place(Slot::of(hash, self.seen.len()), hash);
    }

    /// Puts a slot that is new where its hash is found.
    fn place(&mut self, slot: Slot, hash: u64) {
        let mut at = Slot::home(hash, self.slots.len());
        while !self.slots[at].is_free() {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = slot;
    }

    /// Makes the table twice as long.
    fn grow(&mut self) {
        let longer = vec![Slot::default(); self.slots.len() * 2];
        let shorter = std::mem::replace(&mut self.slots, longer);
        shorter.into_iter().filter(|slot| !slot.is_free()).for_each(|slot| self.place(slot, slot.0));
    }
}

/// Appends hashes and says where they are.
fn copy(hashes: &[u32], to: &mut Vec<u32>) -> Span {
    let start = to.len() as u32;
    to.extend_from_slice(hashes);
    Span { start, end: to.len() as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_on_other_pages_changes_nothing() {
        let mut classes = Classes::default();
        classes.turn_page();
        let mut tokens = Vec::new();
        let first = classes.look_up("most-read wide", &mut tokens);
        assert_eq!(classes.look_up("most-read wide", &mut tokens), first);
        classes.turn_page();
        let mut others = vec![7];
        let again = classes.look_up("most-read wide", &mut others);
        assert_eq!((again.marks, again.roles), (first.marks, first.roles));
        assert_eq!(others[again.tokens.range()], tokens[first.tokens.range()]);
        assert_eq!(classes.look_up("most-read wide", &mut others), again);
    }

    #[test]
    fn names_say_the_same_in_every_value() {
        let long = format!("{} most-read {}", "x".repeat(2 * LONGEST_KEPT), "aside ".repeat(LONGEST_KEPT));
        let (mut classes, mut tokens) = (Classes::default(), Vec::new());
        for page in
            ["a wide most-read", "wide", "most-read\twide  bio", " wide", "wide ", "", " ", &long, &long, "aside"]
        {
            classes.turn_page();
            for value in [page, page, "wide most-read"] {
                let (mut alone, said) = (Vec::new(), classes.look_up(value, &mut tokens));
                let wanted = read(value, &mut alone);
                assert_eq!((said.marks, said.roles), (wanted.marks, wanted.roles), "{value}");
                assert_eq!(tokens[said.tokens.range()], alone, "{value}");
            }
        }
    }
}
