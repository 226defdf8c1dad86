//! Tables of words' hashes: sets, what sets have in common, something kept for each.

use std::hash::BuildHasher;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

/// Hashes with something kept for each, in the slot that a hash falls to or the next that is free.
#[derive(Debug)]
pub(super) struct Map<T> {
    /// A power of two, some of them free; the hash of a free one is 0.
    slots: Vec<(u32, T)>,
    /// How many are taken.
    len: usize,
    /// Bits of a product with `spread` beyond those that number the slots.
    shift: u32,
    /// See [`SPREAD`].
    spread: u32,
}

/// Hashes alone.
pub(super) type Set = Map<()>;

/// What spreads hashes over slots: odd, and another in each process, so that no page can aim at one slot.
static SPREAD: LazyLock<u32> = LazyLock::new(|| RandomState::default().hash_one(0) as u32 | 1);

impl<T: Copy + Default> Map<T> {
    /// An empty one in which there is room for so many, which take half of it at most.
    pub(super) fn with_room(most: usize) -> Map<T> {
        let slots = vec![(0, T::default()); (2 * most).next_power_of_two().max(2)];
        Map { shift: u32::BITS - slots.len().ilog2(), slots, len: 0, spread: *SPREAD }
    }

    /// Puts a hash in, if it is not, and says in which slot it is.
    #[inline]
    pub(super) fn insert(&mut self, hash: u32) -> usize {
        let slot = self.find(hash);
        let own = &mut self.slots[slot].0;
        self.len += usize::from(*own == 0);
        *own = hash.max(1);
        slot
    }

    /// The slot that a hash is in, or would be.
    #[inline]
    fn find(&self, hash: u32) -> usize {
        // That of a free slot is no word's.
        let hash = hash.max(1);
        // The upper bits of a product are the better ones.
        let mut slot = (hash.wrapping_mul(self.spread) >> self.shift) as usize;
        loop {
            let (found, _) = self.slots[slot];
            if found == 0 || found == hash {
                return slot;
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The hash in a slot, and what is kept for it.
    pub(super) fn at(&self, slot: usize) -> (u32, T) {
        self.slots[slot]
    }

    /// What is kept for the hash in a slot.
    #[inline]
    pub(super) fn value_mut(&mut self, slot: usize) -> &mut T {
        &mut self.slots[slot].1
    }

    /// What is kept for a hash; the default where it is not there.
    #[inline]
    fn value(&self, hash: u32) -> T {
        self.slots[self.find(hash)].1
    }

    #[inline]
    pub(super) fn contains(&self, hash: u32) -> bool {
        self.slots[self.find(hash)].0 != 0
    }
}

impl Set {
    pub(super) fn of(hashes: impl Iterator<Item = u32>) -> Set {
        let hashes: Vec<u32> = hashes.collect();
        let mut set = Set::with_room(hashes.len());
        for hash in hashes {
            set.insert(hash);
        }
        set
    }

    /// Jaccard likeness to a few words: of all different ones, the share that is in both.
    pub(super) fn likeness(&self, words: &[u32]) -> f32 {
        let (mut both, mut own) = (0, 0);
        for word in different(words) {
            own += 1;
            both += usize::from(self.contains(word));
        }
        both as f32 / (own + self.len() - both).max(1) as f32
    }
}

/// A few words, each once.
pub(super) fn different(words: &[u32]) -> impl Iterator<Item = u32> + '_ {
    words.iter().enumerate().filter(|(at, word)| !words[..*at].contains(word)).map(|(_, &word)| word)
}

/// Sets that words are looked for in together: for each word 1 in the field of each set that it is in.
pub(super) struct Sets<const N: usize>(Map<u32>);

/// Bits of a field that counts words of one set, beside those of others; and what it holds at most.
const FIELD: usize = 10;
const MOST: u32 = (1 << FIELD) - 1;

/// How much more room than a set's: most of the words that are looked for are in none, which then the first slot tells.
const ROOM: usize = 4;

impl<const N: usize> Sets<N> {
    pub(super) fn of(sets: [&Set; N]) -> Sets<N> {
        const { assert!(N * FIELD <= u32::BITS as usize) };
        let mut words = Map::with_room(ROOM * sets.iter().map(|set| set.len()).sum::<usize>());
        for (number, set) in sets.into_iter().enumerate() {
            for &(word, ()) in set.slots.iter().filter(|(word, ())| *word != 0) {
                let slot = words.insert(word);
                *words.value_mut(slot) |= 1 << (number * FIELD);
            }
        }
        Sets(words)
    }

    /// How many of some words are in each.
    pub(super) fn count(&self, words: &[u32]) -> [u32; N] {
        let mut counts = [0; N];
        for words in words.chunks(MOST as usize) {
            let all: u32 = words.iter().map(|&word| self.0.value(word)).sum();
            for (number, count) in counts.iter_mut().enumerate() {
                *count += all >> (number * FIELD) & MOST;
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::Words;
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
    fn more_words_than_a_field_holds_are_counted() {
        let sets = Sets::of([&Set::of([7].into_iter()), &Set::of([8].into_iter())]);
        assert_eq!(sets.count(&[7; 5000]), [5000, 0]);
        assert_eq!(sets.count(&[8; 1024]), [0, 1024]);
    }
}
