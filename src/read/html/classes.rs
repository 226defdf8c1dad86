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

static WORDS: LazyLock<HashMap<&'static str, (Marks, Roles), RandomState>> = LazyLock::new(|| {
    let mut words: HashMap<&str, (Marks, Roles), RandomState> = HashMap::default();
    for (concept, row) in rows() {
        for word in row.split_whitespace() {
            let entry = words.entry(word).or_default();
            entry.0 |= Marks::from_name(concept).unwrap_or_default();
            entry.1 |= role(concept).unwrap_or_default();
        }
    }
    words
});

/// The role a row in small letters is about.
fn role(concept: &str) -> Option<Roles> {
    concept.chars().all(char::is_lowercase).then(|| Roles::from_name(&concept.to_uppercase()))?
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    VOCABULARY.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// What attribute values came to; kept for the page, for most values occur many times.
#[derive(Debug, Default)]
pub(super) struct Classes {
    seen: HashMap<String, Said, RandomState>,
    words: Words,
}

impl Classes {
    /// What a class or id value says; the hashes of its words are added to `tokens`.
    pub(super) fn look_up(&mut self, value: &str, tokens: &mut Vec<u32>) -> Said {
        if let Some(&known) = self.seen.get(value) {
            return known;
        }
        let found = self.read(value, tokens);
        self.seen.insert(value.to_owned(), found);
        found
    }

    /// Splits a value into words, hashes them, and looks them up alone and in runs of two and three
    /// (`most-read`, `mostRead` and `mostread` are the same).
    fn read(&mut self, value: &str, tokens: &mut Vec<u32>) -> Said {
        let (mut said, start) = (Said::default(), tokens.len() as u32);
        for class in value.split_ascii_whitespace() {
            self.words.split(class);
            for at in 0..self.words.starts.len() {
                let word = self.words.run(at, 1);
                if word.len() > 2 {
                    tokens.push(hash(word));
                }
                for run in (1..=3).map(|length| self.words.run(at, length)) {
                    let (marks, roles) = WORDS.get(run).copied().unwrap_or_default();
                    said.marks |= marks;
                    said.roles |= roles;
                }
            }
        }
        said.tokens = Span { start, end: tokens.len() as u32 };
        said
    }
}

/// The lower-cased words of one class name, one behind the other.
#[derive(Debug, Default)]
struct Words {
    letters: String,
    starts: Vec<usize>,
}

impl Words {
    /// Splits a name at what is no letter and where the case rises.
    fn split(&mut self, class: &str) {
        self.letters.clear();
        self.starts.clear();
        let (mut open, mut lower) = (false, false);
        for c in class.chars().take(LONGEST) {
            if !c.is_alphabetic() {
                open = false;
                continue;
            }
            if !open || (lower && c.is_uppercase()) {
                if self.starts.len() == MOST_WORDS {
                    break;
                }
                self.starts.push(self.letters.len());
            }
            (open, lower) = (true, c.is_lowercase());
            match c.is_ascii() {
                true => self.letters.push(c.to_ascii_lowercase()),
                false => self.letters.extend(c.to_lowercase()),
            }
        }
    }

    /// Some words in a row, as one.
    fn run(&self, at: usize, length: usize) -> &str {
        let end = self.starts.get(at + length).copied().unwrap_or(self.letters.len());
        &self.letters[self.starts[at]..end]
    }
}

/// FNV-1a, 32 bits: the same on every machine and in every version, for learned weights refer to it.
pub(super) fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
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
