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

/// The vocabulary's words.
struct Vocabulary {
    words: HashMap<&'static str, (Marks, Roles), RandomState>,
    /// A bit for each word's hash, some sixteen times as many as words: nearly all questions are about words that are
    /// not here.
    filter: [u64; 256],
}

static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut all = Vocabulary { words: HashMap::default(), filter: [0; 256] };
    for (concept, row) in rows() {
        for word in row.split_ascii_whitespace() {
            let entry = all.words.entry(word).or_default();
            entry.0 |= Marks::from_name(concept).unwrap_or_default();
            entry.1 |= role(concept).unwrap_or_default();
            let (at, bit) = slot(hash(word));
            all.filter[at] |= bit;
        }
    }
    all
});

impl Vocabulary {
    fn may_have(&self, hash: u32) -> bool {
        let (at, bit) = slot(hash);
        self.filter[at] & bit != 0
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
    words: Words,
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

    /// What a class or id value says; the hashes of its words are in the span of `tokens`.
    pub(super) fn look_up(&mut self, value: &str, tokens: &mut Vec<u32>) -> Said {
        if let Some(known) = self.seen.get_mut(value) {
            if known.page != self.page {
                (known.page, known.tokens) = (self.page, copy(&self.hashes[known.hashes.range()], tokens));
            }
            return Said { marks: known.marks, roles: known.roles, tokens: known.tokens };
        }
        let (mut said, start) = (Said::default(), tokens.len());
        for class in value.split_ascii_whitespace() {
            self.words.read(class, &mut said, tokens);
        }
        said.tokens = Span { start: start as u32, end: tokens.len() as u32 };
        if value.len() <= LONGEST_KEPT && self.seen.len() < MOST_SEEN {
            let hashes = copy(&tokens[start..], &mut self.hashes);
            let Said { marks, roles, tokens } = said;
            self.seen.insert(value.into(), Known { marks, roles, hashes, page: self.page, tokens });
        }
        said
    }
}

/// Appends hashes and says where they are.
fn copy(hashes: &[u32], to: &mut Vec<u32>) -> Span {
    let start = to.len() as u32;
    to.extend_from_slice(hashes);
    Span { start, end: to.len() as u32 }
}

/// Words of a name that are looked up as one: `most-read`, `mostRead` and `mostread` are the same.
const RUN: usize = 3;

/// The words of one class name while they are read.
#[derive(Debug, Default)]
struct Words {
    /// The lower-cased letters of all words, one behind the other.
    letters: String,
    /// Where the words begin.
    starts: Vec<usize>,
    /// Hashes of the last word, of the last two as one, of the last three.
    hashes: [u32; RUN],
}

impl Words {
    /// Splits a name into words, at what is no letter and where the case rises; hashes them, and looks them up alone and
    /// in runs.
    fn read(&mut self, class: &str, said: &mut Said, tokens: &mut Vec<u32>) {
        self.letters.clear();
        self.starts.clear();
        let (mut open, mut lower) = (false, false);
        for c in class.chars().take(LONGEST) {
            let case = Case::of(c);
            if case == Case::None {
                open = false;
                continue;
            }
            if !open || (lower && case == Case::Upper) {
                self.end_word(said, tokens);
                if self.starts.len() == MOST_WORDS {
                    return;
                }
                self.begin_word();
            }
            (open, lower) = (true, case == Case::Lower);
            self.push(c);
        }
        self.end_word(said, tokens);
    }

    fn begin_word(&mut self) {
        self.starts.push(self.letters.len());
        self.hashes = [FNV.0, self.hashes[0], self.hashes[1]];
    }

    fn push(&mut self, c: char) {
        let mut byte = |byte| self.hashes = self.hashes.map(|hash| step(hash, byte));
        if c.is_ascii() {
            let lower = c.to_ascii_lowercase();
            self.letters.push(lower);
            byte(lower as u8);
        } else {
            let start = self.letters.len();
            self.letters.extend(c.to_lowercase());
            self.letters[start..].bytes().for_each(byte);
        }
    }

    /// Looks up the word that has just ended, and with those before it.
    fn end_word(&mut self, said: &mut Said, tokens: &mut Vec<u32>) {
        let Some(&start) = self.starts.last() else { return };
        if self.letters.len() - start > 2 {
            tokens.push(self.hashes[0]);
        }
        let vocabulary = &*WORDS;
        for (start, hash) in self.starts.iter().rev().zip(self.hashes) {
            if vocabulary.may_have(hash)
                && let Some(&(marks, roles)) = vocabulary.words.get(&self.letters[*start..])
            {
                said.marks |= marks;
                said.roles |= roles;
            }
        }
    }
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

impl Case {
    #[inline]
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
