//! Words of class and id attributes: what publishers call the parts of their pages.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::sync::LazyLock;

use bitflags::bitflags;
use foldhash::fast::RandomState;

use super::words::{Case, LETTERS, LONGEST, RUN, WIDE, Words, is_word, sum, wide};
use crate::document::{Marks, Span};

/// The vocabulary: a concept a line, then the words for it.
const VOCABULARY: &str = include_str!("classes.tsv");

/// Words of one class or id value that are looked at; what comes behind is generated.
const MOST_WORDS: usize = 64;

bitflags! {
    /// Which metadata a class word says an element holds.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
    pub(super) struct Roles: u8 {
        const MODIFIED = 1;
        const PUBLISHED = 1 << 1;
        const AUTHOR = 1 << 2;
        const SECTION = 1 << 3;
        const TAG = 1 << 4;
        const PLACE = 1 << 5;
        const HEADLINE = 1 << 6;
    }
}

/// What a class or id value says of its element.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// What part of the page it is.
    pub(super) marks: Marks,
    /// Which metadata it may hold.
    pub(super) roles: Roles,
    /// Its words' hashes in the document's tokens.
    pub(super) tokens: Span,
}

/// The vocabulary's words, by [`sum`].
struct Vocabulary {
    words: HashMap<u32, Entry, RandomState>,
    /// A bit for each word's sum, some sixteen times as many as words: nearly all questions are about words that are
    /// not here.
    filter: [u64; 256],
}

/// What the vocabulary says of a word.
#[derive(Debug)]
struct Entry {
    word: &'static str,
    marks: Marks,
    roles: Roles,
}

static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut all = Vocabulary { words: HashMap::default(), filter: [0; 256] };
    for (concept, row) in rows() {
        for word in row.split_ascii_whitespace() {
            let sum = sum(word);
            let new = || Entry { word, marks: Marks::empty(), roles: Roles::empty() };
            let entry = all.words.entry(sum).or_insert_with(new);
            entry.marks |= Marks::from_name(concept).unwrap_or_default();
            entry.roles |= role(concept).unwrap_or_default();
            let (at, bit) = slot(sum);
            all.filter[at] |= bit;
        }
    }
    all
});

impl Vocabulary {
    /// The word of a sum, which others may share.
    fn find(&self, sum: u32) -> Option<&Entry> {
        if self.may_have(sum) { self.words.get(&sum) } else { None }
    }

    #[inline]
    fn may_have(&self, sum: u32) -> bool {
        let (at, bit) = slot(sum);
        self.filter[at] & bit != 0
    }
}

/// Where the filter has a sum: by its upper bits, for those of products are the better ones.
fn slot(sum: u32) -> (usize, u64) {
    ((sum >> 24) as usize, 1 << (sum >> 18 & 63))
}

/// The role a row in small letters is about.
fn role(concept: &str) -> Option<Roles> {
    concept.chars().all(char::is_lowercase).then(|| Roles::from_name(&concept.to_uppercase()))?
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    VOCABULARY.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// What attribute values came to. It is kept from page to page, for sites and frameworks use the same names again; what
/// it says does not depend on what it has seen.
#[derive(Debug, Default)]
pub(super) struct Classes {
    /// A table of hashes, open, a power of two long and at most half full: 0 for none, else a value's index and one.
    slots: Vec<u32>,
    seen: Vec<Known>,
    /// All values seen, one behind the other: to give each an allocation took as long as to read it.
    values: String,
    /// Hashes of the words of all values seen.
    hashes: Vec<u32>,
    /// The number of the page that is being read.
    page: u32,
    /// Values on it so far that were not seen before, and that were seen on other pages.
    new: usize,
    old: usize,
    state: RandomState,
}

/// What one value came to.
#[derive(Debug, Clone, Copy)]
struct Known {
    /// The value in [`Classes::values`].
    value: Span,
    marks: Marks,
    roles: Roles,
    /// Its words in [`Classes::hashes`].
    hashes: Span,
    /// The page that had it last, and where that page's document has its words.
    page: u32,
    tokens: Span,
}

/// Values that are kept from page to page, those of some ten different sites; values that are kept at all; and the bytes of
/// the longest one: a bound on memory.
const MOST_KEPT: usize = 4096;
const MOST_SEEN: usize = 4 * MOST_KEPT;
const LONGEST_KEPT: usize = 256;

/// Slots of the table at first: for as many values as most pages have.
const FEWEST_SLOTS: usize = 512;

impl Classes {
    /// A new page begins.
    pub(super) fn turn_page(&mut self) {
        self.page = self.page.wrapping_add(1);
        // Pages of different sites have next to nothing in common, and a small table is near at hand.
        let helps = self.old >= self.new || self.new == self.seen.len();
        (self.new, self.old) = (0, 0);
        if !helps || self.seen.len() > MOST_KEPT || self.page == 0 {
            let Classes { slots, seen, values, hashes, .. } = self;
            slots.clear();
            seen.clear();
            values.clear();
            hashes.clear();
            self.page = 1;
        }
        if self.slots.is_empty() {
            self.slots.resize(FEWEST_SLOTS, 0);
        }
    }

    /// What a class value says; the hashes of its words are in the span of `tokens`.
    pub(super) fn look_up(&mut self, value: &str, tokens: &mut Vec<u32>) -> Said {
        if value.len() > LONGEST_KEPT {
            return read(value, tokens);
        }
        let slot = self.slot(value);
        match self.slots[slot].checked_sub(1) {
            Some(index) => self.say_again(index as usize, tokens),
            None => self.learn(slot, value, tokens),
        }
    }

    /// Where a value is in the table, or should be.
    fn slot(&self, value: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = self.state.hash_one(value.as_bytes()) as usize & mask;
        while let Some(index) = self.slots[slot].checked_sub(1)
            && self.values.as_bytes()[self.seen[index as usize].value.range()] != *value.as_bytes()
        {
            slot = (slot + 1) & mask;
        }
        slot
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

    fn learn(&mut self, slot: usize, value: &str, tokens: &mut Vec<u32>) -> Said {
        let said = read(value, tokens);
        if self.seen.len() < MOST_SEEN {
            self.new += 1;
            let hashes = copy(&tokens[said.tokens.range()], &mut self.hashes);
            let start = self.values.len() as u32;
            self.values.push_str(value);
            let value = Span { start, end: self.values.len() as u32 };
            let Said { marks, roles, tokens } = said;
            self.seen.push(Known { value, marks, roles, hashes, page: self.page, tokens });
            self.slots[slot] = self.seen.len() as u32;
            if self.seen.len() * 2 > self.slots.len() {
                self.grow();
            }
        }
        said
    }

    /// Makes the table twice as long.
    fn grow(&mut self) {
        let length = self.slots.len() * 2;
        self.slots.clear();
        self.slots.resize(length, 0);
        for index in 0..self.seen.len() {
            let slot = self.slot(&self.values[self.seen[index].value.range()]);
            self.slots[slot] = index as u32 + 1;
        }
    }
}

/// What a class or id value says, as [`Classes::look_up`]: for values that are not likely to come again.
pub(super) fn read(value: &str, tokens: &mut Vec<u32>) -> Said {
    let vocabulary = &*WORDS;
    let (mut said, start) = (Said::default(), tokens.len() as u32);
    if value.len() <= LONGEST {
        vocabulary.read(value, &mut said, tokens);
    } else {
        for name in value.split_ascii_whitespace() {
            let end = name.char_indices().nth(LONGEST).map_or(name.len(), |(end, _)| end);
            vocabulary.read(&name[..end], &mut said, tokens);
        }
    }
    said.tokens = Span { start, end: tokens.len() as u32 };
    said
}

/// Appends hashes and says where they are.
fn copy(hashes: &[u32], to: &mut Vec<u32>) -> Span {
    let start = to.len() as u32;
    to.extend_from_slice(hashes);
    Span { start, end: to.len() as u32 }
}

impl Vocabulary {
    /// Splits names into words, at what is no letter and where the case rises; hashes them, and looks them up alone and in
    /// runs.
    fn read(&self, names: &str, said: &mut Said, tokens: &mut Vec<u32>) {
        let (mut words, mut at) = (Words::default(), 0);
        while let Some(&byte) = names.as_bytes().get(at) {
            if byte.is_ascii_whitespace() {
                words = Words::default();
            }
            let between = match LETTERS[usize::from(byte)] {
                0 => 1,
                WIDE => wide(names, at).filter(|&(_, case)| case == Case::None).map_or(0, |(c, _)| c.len_utf8()),
                _ => 0,
            };
            if between > 0 {
                at += between;
                continue;
            }
            if words.count == MOST_WORDS {
                at += names.as_bytes()[at..].iter().position(u8::is_ascii_whitespace).unwrap_or(names.len() - at);
                continue;
            }
            at = words.read(names, at);
            if words.length > 2 {
                tokens.push(words.hash);
            }
            // Of a run of fewer words, it is the same sum again.
            if words.sums.iter().any(|&sum| self.may_have(sum)) {
                self.look_up(&words, &names[..at], said);
            }
        }
    }

    /// Looks up the last words of a name, alone and in runs.
    fn look_up(&self, words: &Words, name: &str, said: &mut Said) {
        for run in 0..words.count.min(RUN) {
            if let Some(entry) = self.find(words.sums[run])
                && is_word(&name[words.starts[run]..], entry.word)
            {
                said.marks |= entry.marks;
                said.roles |= entry.roles;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(value: &str) -> Marks {
        read(value, &mut Vec::new()).marks
    }

    #[test]
    fn every_row_names_a_mark_and_has_words() {
        for (concept, row) in rows() {
            assert!(Marks::from_name(concept).is_some() || role(concept).is_some(), "unknown concept {concept}");
            assert!(row.split_whitespace().all(|word| word.chars().all(char::is_lowercase)), "{row}");
        }
        assert!(rows().count() > 20);
        let mut words = rows().flat_map(|(_, row)| row.split_ascii_whitespace());
        assert!(
            words.all(|word| WORDS.find(sum(word)).is_some_and(|entry| entry.word == word)),
            "two words of one sum"
        );
    }

    #[test]
    fn words_are_found_however_they_are_joined() {
        for class in ["most-read", "mostRead", "mostread", "c-most_read--wide", "box MostRead2"] {
            assert!(marks(class).contains(Marks::RELATED), "{class}");
        }
        assert_eq!(marks("mostly"), Marks::empty());
    }

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
    fn the_words_of_several_languages_are_known() {
        for (class, mark) in [
            ("article-body", Marks::BODY),
            ("artikel-text", Marks::BODY),
            ("meistgelesen", Marks::RELATED),
            ("fil-ariane", Marks::NAV),
            ("publicidade", Marks::PROMO),
            ("kommentare", Marks::COMMENT),
        ] {
            assert!(marks(class).contains(mark), "{class}");
        }
    }
}
