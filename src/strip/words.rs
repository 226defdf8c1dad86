//! The words of a text as hashes, and what sets of them have in common.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::measure;

/// Hashes of the words of all blocks, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Words {
    hashes: Vec<u32>,
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
        let measure = measure::scan(text, &mut self.hashes);
        self.ends.push(self.hashes.len());
        measure
    }

    /// The words of all texts.
    pub(super) fn all(&self) -> &[u32] {
        &self.hashes
    }

    /// The words of one text.
    pub(super) fn of_block(&self, at: usize) -> &[u32] {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.hashes[start..self.ends[at]]
    }

    /// The words that stand in the most of some texts, at least in two and at most thirty: a stand-in for lists of
    /// function words that works in every language.
    pub(super) fn common(&self, blocks: impl Iterator<Item = usize>) -> Set {
        let mut counts: HashMap<u32, (u32, usize), RandomState> =
            HashMap::with_capacity_and_hasher(self.hashes.len() / 4, RandomState::default());
        for at in blocks {
            for &word in self.of_block(at) {
                if counts.len() == MOST_COUNTED && !counts.contains_key(&word) {
                    continue;
                }
                let (count, last) = counts.entry(word).or_insert((0, usize::MAX));
                *count += u32::from(*last != at);
                *last = at;
            }
        }
        let counts = counts.into_iter().filter(|&(_, (count, _))| count > 1);
        let mut common: Vec<(u32, u32)> = counts.map(|(word, (count, _))| (count, word)).collect();
        if common.len() > COMMON {
            common.select_nth_unstable_by(COMMON, |a, b| b.cmp(a));
            common.truncate(COMMON);
        }
        Set::of(common.into_iter().map(|(_, word)| word))
    }
}

/// Different words that are counted: function words come early, and a long book has a third of these.
const MOST_COUNTED: usize = 1 << 16;

/// Words that a page's paragraphs have in common at most: about as many as the function words that make up half of any
/// text.
const COMMON: usize = 30;

/// Runs of three words, as one hash each.
pub(super) fn triples(words: &[u32]) -> impl Iterator<Item = u32> + '_ {
    words.windows(3).map(|words| words.iter().fold(0, |hash, &word| mix(hash, word)))
}

fn mix(hash: u32, word: u32) -> u32 {
    hash.rotate_left(7).wrapping_mul(0x9e37_79b1) ^ word
}

/// A set of hashes. Most questions are about one that is not in it, and a few bits of it answer those.
#[derive(Debug)]
pub(super) struct Set {
    /// A power of two of words, some 16 bits a hash.
    filter: Vec<u64>,
    hashes: Vec<u32>,
}

impl Set {
    pub(super) fn of(hashes: impl Iterator<Item = u32>) -> Set {
        let mut hashes: Vec<u32> = hashes.collect();
        hashes.sort_unstable();
        hashes.dedup();
        let mut set = Set { filter: vec![0; (hashes.len() / 4).next_power_of_two()], hashes };
        for at in 0..set.hashes.len() {
            let (word, bit) = set.slot(set.hashes[at]);
            set.filter[word] |= bit;
        }
        set
    }

    /// Where the filter has a hash.
    fn slot(&self, hash: u32) -> (usize, u64) {
        // The upper bits of a multiplicative hash are the better ones.
        let bits = hash >> 6;
        ((bits >> 6) as usize & (self.filter.len() - 1), 1 << (bits & 63))
    }

    pub(super) fn len(&self) -> usize {
        self.hashes.len()
    }

    pub(super) fn contains(&self, hash: u32) -> bool {
        self.may_contain(hash) && self.hashes.binary_search(&hash).is_ok()
    }

    /// Whether the filter lets it through.
    #[inline]
    pub(super) fn may_contain(&self, hash: u32) -> bool {
        let (word, bit) = self.slot(hash);
        self.filter[word] & bit != 0
    }

    /// Share of some hashes that are in it; 0 of none.
    pub(super) fn share(&self, hashes: &[u32]) -> f32 {
        let inside = hashes.iter().filter(|&&hash| self.contains(hash)).count();
        inside as f32 / hashes.len().max(1) as f32
    }

    /// Jaccard likeness to a few words: of all different ones, the share that is in both.
    pub(super) fn likeness(&self, words: &[u32]) -> f32 {
        if !words.iter().any(|&word| self.contains(word)) {
            return 0.0;
        }
        let is_new = |&(at, word): &(usize, &u32)| !words[..at].contains(word);
        let (mut both, mut own) = (0, 0);
        for (_, &word) in words.iter().enumerate().filter(is_new) {
            own += 1;
            both += usize::from(self.contains(word));
        }
        both as f32 / (own + self.len() - both).max(1) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_hold_what_was_put_in() {
        let set = Set::of([7, u32::MAX, 7, 1 << 31].into_iter());
        assert_eq!(set.len(), 3);
        assert!([7, u32::MAX, 1 << 31].into_iter().all(|hash| set.contains(hash)));
        assert!(![0, 8, 1].into_iter().any(|hash| set.contains(hash)));
        assert_eq!(set.share(&[7, 8]), 0.5);
        assert_eq!(set.share(&[]), 0.0);
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
