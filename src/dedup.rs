//! Copies: bodies that a run has already met.
//!
//! Whoever takes the records in order asks [`Seen`] about each; what it is asked about is a [`Signature`], which the
//! workers make. So the copy that is kept is the first in the order of the inputs, whatever the number of threads.

use std::collections::HashSet;

use foldhash::fast::RandomState;

use crate::record::Body;
use crate::record::fingerprint::{digest, simhash};

/// Bits that the SimHashes of copies differ in at most. Measured on 1,360 articles with known text (`benches/copies.py`):
/// another title, dateline and credit, or one word in 200, turn so few in more than nine copies of ten; of 917,335 pairs
/// of articles one pair is so near, and the next differ in 11 bits and more.
pub const NEAR: u32 = 6;

/// Parts of a SimHash: of two that differ in [`NEAR`] bits, one part is equal.
const PARTS: usize = NEAR as usize + 1;
/// Values of a part at most: parts have 9 bits or 10.
const VALUES: usize = 1 << 10;

/// What makes a body a copy of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dedup {
    /// The same words in the same order.
    Exact,
    /// SimHashes that differ in at most [`NEAR`] bits.
    Near,
}

/// What a body is compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signature {
    /// Of all words in order.
    Exact(u128),
    /// A SimHash.
    Near(u64),
}

impl Dedup {
    /// The signature of a body; `None` for one without a word, which is a copy of nothing.
    pub fn signature(self, body: &Body) -> Option<Signature> {
        match self {
            Dedup::Exact => digest(body).map(Signature::Exact),
            Dedup::Near => simhash(body).map(Signature::Near),
        }
    }
}

/// The bodies that were kept so far: 20 to 40 bytes for each that is compared exactly, 56 to 112 for each compared nearly.
#[derive(Debug)]
pub struct Seen {
    exact: HashSet<u128, RandomState>,
    /// SimHashes by each of their parts: one is compared with those that share a part with it, a 79th of all. They stand side
    /// by side, so that a million articles take a few microseconds.
    near: Vec<Vec<u64>>,
}

impl Default for Seen {
    fn default() -> Self {
        Seen { exact: HashSet::default(), near: vec![Vec::new(); PARTS * VALUES] }
    }
}

impl Seen {
    /// Whether a body with this signature is a copy of one that was kept. If not, this one is kept.
    pub fn is_copy(&mut self, signature: Signature) -> bool {
        match signature {
            Signature::Exact(digest) => !self.exact.insert(digest),
            Signature::Near(simhash) => {
                let is_near = |other: &u64| (other ^ simhash).count_ones() <= NEAR;
                let known = slots(simhash).any(|slot| self.near[slot].iter().any(is_near));
                if !known {
                    slots(simhash).for_each(|slot| self.near[slot].push(simhash));
                }
                known
            }
        }
    }
}

/// Where the SimHashes stand that share a part with this one.
fn slots(simhash: u64) -> impl Iterator<Item = usize> {
    (0..PARTS).map(move |part| {
        let (start, end) = (part * 64 / PARTS, (part + 1) * 64 / PARTS);
        part * VALUES + (simhash >> start) as usize % (1 << (end - start))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::Kind;
    use crate::record::Paragraph;

    fn body(text: &str) -> Body {
        Body(text.split("\n\n").map(|text| Paragraph { kind: Kind::Paragraph, text: text.to_owned() }).collect())
    }

    /// The indices that are kept, by comparing each with all.
    fn kept_by_scan(simhashes: &[u64]) -> Vec<usize> {
        let mut kept: Vec<usize> = Vec::new();
        for (at, simhash) in simhashes.iter().enumerate() {
            if kept.iter().all(|&other| (simhashes[other] ^ simhash).count_ones() > NEAR) {
                kept.push(at);
            }
        }
        kept
    }

    fn kept(simhashes: &[u64]) -> Vec<usize> {
        let mut seen = Seen::default();
        (0..simhashes.len()).filter(|&at| !seen.is_copy(Signature::Near(simhashes[at]))).collect()
    }

    #[test]
    fn each_bit_is_in_one_part() {
        let zero: Vec<usize> = slots(0).collect();
        for bit in 0..64 {
            assert_eq!(slots(1 << bit).zip(&zero).filter(|(slot, zero)| slot != *zero).count(), 1, "{bit}");
        }
        assert!(slots(u64::MAX).all(|slot| slot < PARTS * VALUES));
    }

    #[test]
    fn an_exact_copy_has_the_same_words() {
        let mut seen = Seen::default();
        let mut is_copy = |text: &str| Dedup::Exact.signature(&body(text)).map(|signature| seen.is_copy(signature));
        assert_eq!(is_copy("The harbour, closed: again."), Some(false));
        assert_eq!(is_copy("THE harbour\n\nclosed – again"), Some(true));
        assert_eq!(is_copy("The harbour closed"), Some(false));
        assert_eq!(is_copy("The closed harbour again"), Some(false));
        assert_eq!(is_copy("— …"), None);
    }

    proptest! {
        #[test]
        fn the_index_finds_what_a_scan_finds(
            seeds in prop::collection::vec(any::<u64>(), 1..6),
            copies in prop::collection::vec((any::<prop::sample::Index>(), prop::collection::vec(0u32..64, 0..9)), 0..40),
        ) {
            let turned = |(seed, bits): (prop::sample::Index, Vec<u32>)| {
                bits.into_iter().fold(*seed.get(&seeds), |simhash, bit| simhash ^ 1 << bit)
            };
            let simhashes: Vec<u64> = copies.into_iter().map(turned).collect();
            prop_assert_eq!(kept(&simhashes), kept_by_scan(&simhashes));
        }

        #[test]
        fn being_a_copy_is_mutual(one: u64, bits in prop::collection::vec(0u32..64, 0..9)) {
            let other = bits.into_iter().fold(one, |simhash, bit| simhash ^ 1 << bit);
            prop_assert_eq!(kept(&[one, other]).len(), kept(&[other, one]).len());
        }

        #[test]
        fn the_order_of_equal_bodies_changes_nothing_but_which_is_first(
            texts in prop::collection::vec(prop::sample::select(vec!["one two", "three four five", "six", ""]), 0..12),
        ) {
            for dedup in [Dedup::Exact, Dedup::Near] {
                let count = |texts: &mut dyn Iterator<Item = &&str>| {
                    let mut seen = Seen::default();
                    texts.filter_map(|text| dedup.signature(&body(text))).filter(|&each| !seen.is_copy(each)).count()
                };
                prop_assert_eq!(count(&mut texts.iter()), count(&mut texts.iter().rev()));
            }
        }
    }
}
