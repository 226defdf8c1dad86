//! Where a page on one line says its headline: in the window's title, with which it begins, and again above the text.

use std::ops::{Range, RangeInclusive};

use crate::letters::is_alphanumeric;

use super::Word;

/// Words of a headline at least and at most, and words from the top with which its first copy begins: the title of the
/// window.
const HEADLINE: RangeInclusive<usize> = 4..=30;
const TOP: usize = 12;

/// Marks between the headline and the name of the site in the window's title.
const MARKS: [&str; 5] = ["|", "-", "–", "—", "•"];

/// Copies of the headline that are told apart: in the window's title, in paths, above the text, in lists of what to share.
const COPIES: usize = 8;

/// FNV-1a's first value, the hash of nothing.
const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// The headline in the window's title, with which a page begins, and where it stands again below: the longest run of words
/// from the first one, or else from the top, that does. If none does, the window's title as far as its mark before the
/// name of the site.
pub(super) fn headline(words: &[Word]) -> Vec<Range<usize>> {
    let copied = longest_copied(words, 0..1).or_else(|| longest_copied(words, 1..TOP));
    let headline = copied.or_else(|| titled(words)).unwrap_or_default();
    if headline.is_empty() {
        return Vec::new();
    }
    let is_copy = |copy: &Range<usize>| {
        words[copy.clone()].iter().zip(&words[headline.clone()]).all(|(one, other)| one.key == other.key)
    };
    (headline.start..=words.len() - headline.len())
        .map(|at| at..at + headline.len())
        .filter(is_copy)
        .take(COPIES)
        .collect()
}

/// The longest run of words that begins at one of these and stands again below.
fn longest_copied(words: &[Word], tops: Range<usize>) -> Option<Range<usize>> {
    let mut best = 0..0;
    for top in tops.start..tops.end.min(words.len()) {
        for at in top + 1..words.len() {
            let pairs = words[top..at].iter().zip(&words[at..]).take(*HEADLINE.end());
            let length = pairs.take_while(|(one, other)| one.key == other.key).count();
            if length > best.len() {
                best = top..top + length;
            }
        }
    }
    while best.end > best.start && words[best.end - 1].key == SEED {
        best.end -= 1;
    }
    HEADLINE.contains(&best.len()).then_some(best)
}

/// The first words as far as a mark that parts the headline from the name of the site.
fn titled(words: &[Word]) -> Option<Range<usize>> {
    let end = words.iter().take(*HEADLINE.end() + 1).position(|word| MARKS.contains(&word.text))?;
    HEADLINE.contains(&end).then_some(0..end)
}

/// The hash of a word's letters and digits (FNV-1a).
pub(super) fn key(word: &str) -> u64 {
    const PRIME: u64 = 0x0100_0000_01b3;
    word.chars()
        .filter(|&c| is_alphanumeric(c))
        .fold(SEED, |hash, c| (hash ^ u64::from(u32::from(c))).wrapping_mul(PRIME))
}
