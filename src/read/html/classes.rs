//! Words of class and id attributes: what publishers call the parts of their pages.

use std::collections::HashMap;
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
    /// Which metadata a class word says an element holds, or that it is no part of what it stands in.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
    pub(super) struct Roles: u16 {
        const MODIFIED = 1;
        const PUBLISHED = 1 << 1;
        const AUTHOR = 1 << 2;
        const SECTION = 1 << 3;
        const TAG = 1 << 4;
        const PLACE = 1 << 5;
        const HEADLINE = 1 << 6;
        /// It is there for screen readers alone.
        const UNSEEN = 1 << 7;
        /// It stands before or behind a headline and is no part of it.
        const LABEL = 1 << 8;
        /// An archive put it into the page that it replays.
        const REPLAY = 1 << 9;
        /// Line breaks in it are line breaks.
        const LINED = 1 << 10;
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

/// What a class or id value says, and the hashes of its words in the span of `tokens`.
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
