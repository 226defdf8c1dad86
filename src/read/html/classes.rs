//! Words of class and id attributes: what publishers call the parts of their pages.

use std::collections::HashMap;
use std::sync::LazyLock;

use bitflags::bitflags;
use foldhash::fast::RandomState;

use crate::document::{Marks, Span};

/// The vocabulary: a concept a line, then the words for it.
const VOCABULARY: &str = include_str!("classes.tsv");

/// Words of one class or id value that are looked at; what comes behind is generated.
const MOST_WORDS: usize = 64;

/// Characters of one name that are looked at.
const LONGEST: usize = 256;

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

/// The vocabulary's words, by hash.
struct Vocabulary {
    words: HashMap<u32, Entry, RandomState>,
    /// A bit for each word's hash, some sixteen times as many as words: nearly all questions are about words that are
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
            let hash = hash(word);
            let new = || Entry { word, marks: Marks::empty(), roles: Roles::empty() };
            let entry = all.words.entry(hash).or_insert_with(new);
            entry.marks |= Marks::from_name(concept).unwrap_or_default();
            entry.roles |= role(concept).unwrap_or_default();
            let (at, bit) = slot(hash);
            all.filter[at] |= bit;
        }
    }
    all
});

impl Vocabulary {
    /// The word of a hash, which others may share.
    #[inline]
    fn find(&self, hash: u32) -> Option<&Entry> {
        let (at, bit) = slot(hash);
        if self.filter[at] & bit == 0 { None } else { self.words.get(&hash) }
    }
}

/// Where the filter has a hash: by its upper bits, for those of a multiplicative hash are the better ones.
fn slot(hash: u32) -> (usize, u64) {
    ((hash >> 24) as usize, 1 << (hash >> 18 & 63))
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
    seen: HashMap<Box<str>, Known, RandomState>,
    /// Hashes of the words of all values seen.
    hashes: Vec<u32>,
    /// The number of the page that is being read.
    page: u32,
}

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

/// Values that are kept from page to page, those of some ten different sites; values that are kept at all; and the bytes of
/// the longest one: a bound on memory.
const MOST_KEPT: usize = 4096;
const MOST_SEEN: usize = 4 * MOST_KEPT;
const LONGEST_KEPT: usize = 256;

impl Classes {
    /// A new page begins.
    pub(super) fn turn_page(&mut self) {
        self.page = self.page.wrapping_add(1);
        if self.seen.len() > MOST_KEPT || self.page == 0 {
            *self = Classes { page: 1, ..Classes::default() };
        }
    }

    /// What a class value says; the hashes of its words are in the span of `tokens`.
    pub(super) fn look_up(&mut self, value: &str, tokens: &mut Vec<u32>) -> Said {
        if let Some(known) = self.seen.get_mut(value) {
            if known.page != self.page {
                (known.page, known.tokens) = (self.page, copy(&self.hashes[known.hashes.range()], tokens));
            }
            return Said { marks: known.marks, roles: known.roles, tokens: known.tokens };
        }
        let said = read(value, tokens);
        if value.len() <= LONGEST_KEPT && self.seen.len() < MOST_SEEN {
            let hashes = copy(&tokens[said.tokens.range()], &mut self.hashes);
            let Said { marks, roles, tokens } = said;
            self.seen.insert(value.into(), Known { marks, roles, hashes, page: self.page, tokens });
        }
        said
    }
}

/// What a class or id value says, as [`Classes::look_up`]: for values that are not likely to come again.
pub(super) fn read(value: &str, tokens: &mut Vec<u32>) -> Said {
    let vocabulary = &*WORDS;
    let (mut said, start) = (Said::default(), tokens.len() as u32);
    for name in value.split_ascii_whitespace() {
        vocabulary.read(name, &mut said, tokens);
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

/// Words of a name that are looked up as one: `most-read`, `mostRead` and `mostread` are the same.
const RUN: usize = 3;

impl Vocabulary {
    /// Splits a name into words, at what is no letter and where the case rises; hashes them, and looks them up alone and
    /// in runs.
    fn read(&self, name: &str, said: &mut Said, tokens: &mut Vec<u32>) {
        let (mut words, mut at) = (Words::default(), 0);
        let end = if name.len() <= LONGEST { None } else { name.char_indices().nth(LONGEST) };
        let name = end.map_or(name, |(end, _)| &name[..end]);
        while let Some(&byte) = name.as_bytes().get(at) {
            let skipped = match LETTERS[usize::from(byte)] {
                0 => 1,
                WIDE => wide(name, at).filter(|&(_, case)| case == Case::None).map_or(0, |(c, _)| c.len_utf8()),
                _ => 0,
            };
            if skipped > 0 {
                at += skipped;
                continue;
            }
            if words.count == MOST_WORDS {
                return;
            }
            at = words.read(name, at);
            if words.length > 2 {
                tokens.push(words.hashes[0]);
            }
            for run in 0..words.count.min(RUN) {
                if let Some(entry) = self.find(words.hashes[run])
                    && is_word(&name[words.starts[run]..at], entry.word)
                {
                    said.marks |= entry.marks;
                    said.roles |= entry.roles;
                }
            }
        }
    }
}

/// The last words of a name, the newest first.
#[derive(Debug, Default)]
struct Words {
    /// How many there were in all.
    count: usize,
    /// Bytes of the newest in lower case.
    length: usize,
    /// Where each begins in the name.
    starts: [usize; RUN],
    /// Hashes of the newest in lower case, of the last two as one, of the last three.
    hashes: [u32; RUN],
}

impl Words {
    /// Reads the word that begins here, and says where it ends.
    #[inline]
    fn read(&mut self, name: &str, start: usize) -> usize {
        self.count += 1;
        self.starts = [start, self.starts[0], self.starts[1]];
        let mut hashes = [FNV.0, self.hashes[0], self.hashes[1]];
        let (mut at, mut before, mut length) = (start, Case::None, 0);
        while let Some(&byte) = name.as_bytes().get(at) {
            let letter = LETTERS[usize::from(byte)];
            if letter == WIDE {
                let Some((c, case)) = wide(name, at).filter(|&(_, case)| !ends(before, case)) else { break };
                let lower: String = c.to_lowercase().collect();
                hashes = hashes.map(|hash| lower.bytes().fold(hash, step));
                length += lower.len();
                (at, before) = (at + c.len_utf8(), case);
            } else {
                let case = if byte == letter { Case::Lower } else { Case::Upper };
                if letter == 0 || ends(before, case) {
                    break;
                }
                hashes = hashes.map(|hash| step(hash, letter));
                length += 1;
                (at, before) = (at + 1, case);
            }
        }
        self.hashes = hashes;
        self.length = length;
        at
    }
}

/// Whether a word ends between two characters.
#[inline]
fn ends(before: Case, case: Case) -> bool {
    case == Case::None || before == Case::Lower && case == Case::Upper
}

/// Whether the letters of a name are those of a word.
fn is_word(name: &str, word: &str) -> bool {
    name.eq_ignore_ascii_case(word)
        || name.chars().filter(|&c| Case::of(c) != Case::None).flat_map(char::to_lowercase).eq(word.chars())
}

/// What a character of a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    /// No letter.
    None,
    Lower,
    Upper,
    /// A letter of a script that has no case.
    Other,
}

/// The letters of ASCII in lower case; 0 for what is none, [`WIDE`] for what is part of another character.
static LETTERS: [u8; 256] = {
    let mut letters = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        letters[byte] = match byte as u8 {
            letter @ (b'a'..=b'z' | b'A'..=b'Z') => letter.to_ascii_lowercase(),
            0..=0x7F => 0,
            _ => WIDE,
        };
        byte += 1;
    }
    letters
};

/// See [`LETTERS`].
const WIDE: u8 = 0xFF;

/// The character at an offset.
fn wide(name: &str, at: usize) -> Option<(char, Case)> {
    name[at..].chars().next().map(|c| (c, Case::of(c)))
}

impl Case {
    fn of(c: char) -> Case {
        match c {
            'a'..='z' => Case::Lower,
            'A'..='Z' => Case::Upper,
            _ if c.is_ascii() || !c.is_alphabetic() => Case::None,
            _ if c.is_lowercase() => Case::Lower,
            _ if c.is_uppercase() => Case::Upper,
            _ => Case::Other,
        }
    }
}

/// FNV-1a, 32 bits, its offset and prime.
const FNV: (u32, u32) = (0x811c_9dc5, 0x0100_0193);

fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(FNV.1)
}

/// The hash of a word: the same on every machine and in every version, for learned weights refer to it.
pub(super) fn hash(word: &str) -> u32 {
    word.bytes().fold(FNV.0, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(value: &str) -> Marks {
        Classes::default().look_up(value, &mut Vec::new()).marks
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
            words.all(|word| WORDS.find(hash(word)).is_some_and(|entry| entry.word == word)),
            "two words of one hash"
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
