//! Words of class and id attributes: what publishers call the parts of their pages.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::document::{Marks, Span};

/// The vocabulary: a concept a line, then the words for it.
const VOCABULARY: &str = include_str!("classes.tsv");

/// Words of one class or id value that are looked at; the longest seen on a real page is about 60.
const MOST_WORDS: usize = 64;

static WORDS: LazyLock<HashMap<&'static str, Marks>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for (concept, row) in rows() {
        for word in row.split_whitespace() {
            *words.entry(word).or_default() |= Marks::from_name(concept).unwrap_or_default();
        }
    }
    words
});

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    VOCABULARY.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// What one attribute value came to; kept for the page, for most values occur many times.
#[derive(Debug, Default)]
pub(super) struct Classes {
    seen: HashMap<String, (Marks, Span)>,
}

impl Classes {
    /// The marks that the words of a class or id value carry, and the span of their hashes in `tokens`.
    pub(super) fn look_up(&mut self, value: &str, tokens: &mut Vec<u32>) -> (Marks, Span) {
        if let Some(&known) = self.seen.get(value) {
            return known;
        }
        let found = read(value, tokens);
        self.seen.insert(value.to_owned(), found);
        found
    }
}

/// Splits a value into words, hashes them, and looks them up alone and in runs of two and three
/// (`most-read`, `mostRead` and `mostread` are the same).
fn read(value: &str, tokens: &mut Vec<u32>) -> (Marks, Span) {
    let (mut marks, start) = (Marks::empty(), tokens.len() as u32);
    for class in value.split_ascii_whitespace() {
        let words = split(class);
        for (at, word) in words.iter().enumerate() {
            if word.len() > 2 {
                tokens.push(hash(word));
            }
            let mut run = String::new();
            for next in words[at..].iter().take(3) {
                run.push_str(next);
                marks |= WORDS.get(run.as_str()).copied().unwrap_or_default();
            }
        }
    }
    (marks, Span { start, end: tokens.len() as u32 })
}

/// The lower-cased words of one class name: split at what is no letter and where the case rises.
fn split(class: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let (mut open, mut lower) = (false, false);
    for c in class.chars().take(256) {
        if !c.is_alphabetic() {
            open = false;
            continue;
        }
        if !open || (lower && c.is_uppercase()) {
            if words.len() == MOST_WORDS {
                break;
            }
            words.push(String::new());
        }
        (open, lower) = (true, c.is_lowercase());
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
    }
    words
}

/// FNV-1a, 32 bits: the same on every machine and in every version, for learned weights refer to it.
pub(super) fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(value: &str) -> Marks {
        Classes::default().look_up(value, &mut Vec::new()).0
    }

    #[test]
    fn every_row_names_a_mark_and_has_words() {
        for (concept, row) in rows() {
            assert!(Marks::from_name(concept).is_some(), "unknown mark {concept}");
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
