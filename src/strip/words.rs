//! The words of a text as hashes, and what sets of them have in common.

use std::cmp::Reverse;
use std::hash::BuildHasher;
use std::ops::Range;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use super::measure;

/// The words of all blocks, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Words {
    hashes: Vec<u32>,
    /// Where each begins in its text.
    starts: Vec<u32>,
    ends: Vec<usize>,
}

impl Words {
    /// The words of one text.
    pub(super) fn of(text: &str) -> Words {
        let mut words = Words::default();
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

    /// The words of all texts.
    pub(super) fn all(&self) -> &[u32] {
        &self.hashes
    }

    /// The words of the last text, and where each begins in it.
    pub(super) fn last(&self) -> (&[u32], &[u32]) {
        self.ends.len().checked_sub(1).map_or((&[], &[]), |last| self.placed(last))
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
        let mut words = Set::with_room(blocks.clone().map(|at| self.of_block(at).len()).sum());
        // For each slot of them how many texts it is in, and the number of the last of these, from 1.
        let mut counts = vec![(0_u32, 0_u32); words.slots.len()];
        let mut shared = Vec::new();
        for (number, at) in (1..).zip(blocks) {
            for &word in self.of_block(at) {
                let slot = words.insert(word);
                let (count, last) = &mut counts[slot];
                if *last != number {
                    (*count, *last) = (*count + 1, number);
                    if *count == 2 {
                        shared.push(slot);
                    }
                }
            }
        }
        // Of words in equally many texts those that were so first.
        shared.sort_by_key(|&slot| Reverse(counts[slot].0));
        Set::of(shared.into_iter().take(COMMON).map(|slot| words.slots[slot]))
    }
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

/// A set of hashes, each in the slot that it falls to or the next that is free.
#[derive(Debug)]
pub(super) struct Set {
    /// A power of two, at most half of them taken; 0 is a free one.
    slots: Vec<u32>,
    len: usize,
    /// Bits of a product with [`SPREAD`] beyond those that number the slots.
    shift: u32,
    spread: u32,
}

/// What spreads hashes over slots: odd, and another in each process, so that no page can aim at one slot.
static SPREAD: LazyLock<u32> = LazyLock::new(|| RandomState::default().hash_one(0) as u32 | 1);

impl Set {
    pub(super) fn of(hashes: impl Iterator<Item = u32>) -> Set {
        let hashes: Vec<u32> = hashes.collect();
        let mut set = Set::with_room(hashes.len());
        for hash in hashes {
            set.insert(hash);
        }
        set
    }

    /// An empty set in which there is room for so many.
    fn with_room(most: usize) -> Set {
        let slots = vec![0; (2 * most).next_power_of_two().max(2)];
        Set { shift: u32::BITS - slots.len().ilog2(), slots, len: 0, spread: *SPREAD }
    }

    /// Puts a hash in, if it is not, and says in which slot it is.
    #[inline]
    fn insert(&mut self, hash: u32) -> usize {
        let at = self.find(hash);
        self.len += usize::from(self.slots[at] == 0);
        self.slots[at] = hash.max(1);
        at
    }

    /// The slot that a hash is in, or would be.
    #[inline]
    fn find(&self, hash: u32) -> usize {
        // The upper bits of a product are the better ones.
        let (mut at, hash) = ((hash.wrapping_mul(self.spread) >> self.shift) as usize, hash.max(1));
        loop {
            let found = self.slots[at];
            if found == 0 || found == hash {
                return at;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    #[inline]
    pub(super) fn contains(&self, hash: u32) -> bool {
        self.slots[self.find(hash)] != 0
    }

    /// Jaccard likeness to a few words: of all different ones, the share that is in both.
    pub(super) fn likeness(&self, words: &[u32]) -> f32 {
        let is_new = |&(at, word): &(usize, &u32)| !words[..at].contains(word);
        let (mut both, mut own) = (0, 0);
        for (_, &word) in words.iter().enumerate().filter(is_new) {
            own += 1;
            both += usize::from(self.contains(word));
        }
        both as f32 / (own + self.len() - both).max(1) as f32
    }
}

/// Sets that words are looked for in together.
pub(super) struct Sets<const N: usize> {
    /// The words of all.
    words: Set,
    /// For each slot of these 1 in the field of each set that its word is in.
    within: Vec<u32>,
}

/// Bits of a field that counts words of one set, beside those of others; and what it holds at most.
const FIELD: usize = 10;
const MOST: u32 = (1 << FIELD) - 1;

impl<const N: usize> Sets<N> {
    pub(super) fn of(sets: [&Set; N]) -> Sets<N> {
        const { assert!(N * FIELD <= u32::BITS as usize) };
        // Most of the words that are looked for are in none: with room enough the first slot tells.
        let mut words = Set::with_room(ROOM * sets.iter().map(|set| set.len()).sum::<usize>());
        let mut within = vec![0; words.slots.len()];
        for (number, set) in sets.into_iter().enumerate() {
            for &word in set.slots.iter().filter(|&&word| word != 0) {
                within[words.insert(word)] |= 1 << (number * FIELD);
            }
        }
        Sets { words, within }
    }

    /// How many of some words are in each.
    pub(super) fn count(&self, words: &[u32]) -> [u32; N] {
        let mut counts = [0; N];
        for words in words.chunks(MOST as usize) {
            let all: u32 = words.iter().map(|&word| self.within[self.words.find(word)]).sum();
            for (number, count) in counts.iter_mut().enumerate() {
                *count += all >> (number * FIELD) & MOST;
            }
        }
        counts
    }
}

/// Slots of a table for many questions, a word: four times as many as [`Set`] needs.
const ROOM: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_hold_what_was_put_in() {
        let set = Set::of([7, u32::MAX, 7, 1 << 31].into_iter());
        assert_eq!(set.len(), 3);
        assert!([7, u32::MAX, 1 << 31].into_iter().all(|hash| set.contains(hash)));
        assert!(![0, 8, 1].into_iter().any(|hash| set.contains(hash)));
    }

    #[test]
    fn words_are_looked_for_in_all_sets_at_once() {
        let [few, more, none] = [&[7, 8][..], &[8, 9, 10], &[]].map(|words| Set::of(words.iter().copied()));
        let sets = Sets::of([&few, &more, &none]);
        assert_eq!(sets.count(&[7, 8, 8, 11, 10]), [3, 3, 0]);
        assert_eq!(sets.count(&[]), [0; 3]);
    }

    #[test]
    fn likeness_counts_each_word_once() {
        let title = Words::of("Storm closes harbour");
        let set = Set::of(title.all().iter().copied());
        for (text, likeness) in
            [("STORM closes Harbour!", 1.0), ("storm, storm, storm", 1.0 / 3.0), ("storm closes port", 0.5), ("", 0.0)]
        {
            assert_eq!(set.likeness(Words::of(text).all()), likeness, "{text}");
        }
    }

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
