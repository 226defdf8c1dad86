//! The words of a text as hashes.

use std::cmp::Reverse;
use std::ops::Range;

use super::measure;
use super::sets::{Map, Set};

/// The words of all blocks, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Words {
    hashes: Vec<u32>,
    /// Where each begins in its text.
    starts: Vec<u32>,
    ends: Vec<usize>,
}

impl Words {
    /// None yet, with room for those of so many bytes of text, of which a word and the space behind it take about six.
    pub(super) fn with_room(bytes: usize, blocks: usize) -> Words {
        let most = bytes / 6;
        Words { hashes: Vec::with_capacity(most), starts: Vec::with_capacity(most), ends: Vec::with_capacity(blocks) }
    }

    /// The words of one text.
    pub(super) fn of(text: &str) -> Words {
        let mut words = Words::with_room(text.len(), 1);
        words.push(text);
        words
    }

    /// Adds a text, and says what the same scan measures.
    pub(super) fn push(&mut self, text: &str) -> measure::Measure {
        self.push_part(text, 0..text.len())
    }

    /// The same of a part of a text.
    pub(super) fn push_part(&mut self, text: &str, part: Range<usize>) -> measure::Measure {
        let measure = measure::scan(text, part, &mut self.hashes, &mut self.starts);
        self.ends.push(self.hashes.len());
        measure
    }

    /// The words of some of the texts.
    pub(super) fn of_blocks(&self, blocks: impl Iterator<Item = usize>) -> Words {
        let mut some = Words::default();
        for at in blocks {
            let (hashes, starts) = self.placed(at);
            some.hashes.extend_from_slice(hashes);
            some.starts.extend_from_slice(starts);
            some.ends.push(some.hashes.len());
        }
        some
    }

    /// The words of all texts.
    pub(super) fn all(&self) -> &[u32] {
        &self.hashes
    }

    /// The words of one text.
    pub(super) fn of_block(&self, at: usize) -> &[u32] {
        &self.hashes[self.range(at)]
    }

    /// The same, and where each begins in it.
    pub(super) fn placed(&self, at: usize) -> (&[u32], &[u32]) {
        let range = self.range(at);
        (&self.hashes[range.clone()], &self.starts[range])
    }

    fn range(&self, at: usize) -> Range<usize> {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        start..self.ends[at]
    }

    /// The words that stand in the most of some texts, at least in two and at most thirty: a stand-in for lists of
    /// function words that works in every language.
    pub(super) fn common(&self, blocks: impl Iterator<Item = usize> + Clone) -> Set {
        let within = |left: &mut usize, at: usize| {
            *left = left.checked_sub(self.of_block(at).len())?;
            Some(at)
        };
        let blocks = blocks.scan(MOST_COUNTED, within);
        let all: usize = blocks.clone().map(|at| self.of_block(at).len()).sum();
        // In any text hardly more than half of them are new ones; if all should be, a fifth of the slots is left free.
        let mut counts: Map<Count> = Map::with_room(all / 2 + all / 8 + 1);
        let mut shared = Vec::new();
        for (number, at) in (1..=u16::MAX).zip(blocks) {
            for &word in self.of_block(at) {
                let slot = counts.insert(word);
                let count = counts.value_mut(slot);
                if count.last != number {
                    *count = Count { texts: count.texts + 1, last: number };
                    if count.texts == 2 {
                        shared.push(slot);
                    }
                }
            }
        }
        // Of words in equally many texts those that were so first.
        let rank = |(at, slot): (usize, usize)| (Reverse(counts.at(slot).1.texts), at, slot);
        let mut shared: Vec<_> = shared.into_iter().enumerate().map(rank).collect();
        if shared.len() > COMMON {
            shared.select_nth_unstable(COMMON);
            shared.truncate(COMMON);
        }
        Set::of(shared.into_iter().map(|(.., slot)| counts.at(slot).0))
    }
}

/// Where a word stands.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    /// In how many texts.
    texts: u16,
    /// The number of the last of them, from 1.
    last: u16,
}

/// Words that are counted: function words come early, and a long book has as many.
const MOST_COUNTED: usize = 1 << 17;

/// Words that a page's paragraphs have in common at most: about as many as the function words that make up half of any
/// text.
const COMMON: usize = 30;

/// Runs of three words, as one hash each.
pub(super) fn triples(words: &[u32]) -> impl Iterator<Item = u32> + '_ {
    words.windows(3).map(|words| words.iter().fold(0, |hash, &word| mix(hash, word)))
}

#[inline]
pub(super) fn mix(hash: u32, word: u32) -> u32 {
    hash.rotate_left(7).wrapping_mul(0x9e37_79b1) ^ word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_stand_in_two_texts_or_more() {
        let mut words = Words::default();
        for text in ["the ship is in the harbour", "the storm was here", "a crane"] {
            words.push(text);
        }
        let common = words.common(0..3);
        assert_eq!(common.len(), 1);
        assert!(common.contains(Words::of("the").all()[0]));
        assert_eq!(words.common(0..1).len(), 0);
    }
}
