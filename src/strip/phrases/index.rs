//! The phrases by their first words, made beforehand: to hash a hundred kilobytes of them at each start takes as long as to
//! read a page.

use std::sync::LazyLock;

use super::super::words;
use super::{NAMES, Phrase};

/// The vocabulary: a concept, a language, then phrases parted by `|`.
const VOCABULARY: &str = include_str!("phrases.tsv");

/// Its phrases by the hash of their first word, the longest first among those of one. A test makes it of the vocabulary,
/// and holds it to that.
const ENTRIES: &[[u8; ENTRY]] = include_bytes!("index.bin").as_chunks().0;

/// Bytes of an entry: the hashes of its first word and of its second, or 0, and where the phrase begins in the vocabulary
/// (four bytes each, the lowest first); its length in bytes, how many of them stand before its first word, the number of
/// its concept, and whether it counts only as the whole of a block.
const ENTRY: usize = 16;

/// Bits of a hash that are looked up.
const LOOKED_UP: u32 = 12;

/// What is made of the index at the start.
pub(super) struct Index {
    /// The first entry of each beginning of a hash, and of none.
    first: [u16; (1 << LOOKED_UP) + 1],
    /// Their first words, and each of these with the second, or none: what is asked of every word of a page.
    begun: Filter,
    openings: Filter,
}

pub(super) static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let (mut begun, mut openings) = (Filter([0; FILTER]), Filter([0; FILTER]));
    let mut first = [0; (1 << LOOKED_UP) + 1];
    for entry in ENTRIES {
        let (word, second) = (number(entry, 0), number(entry, 4));
        begun.add(word);
        openings.add(words::mix(word, second));
        first[looked_up(word) + 1] += 1;
    }
    for at in 1..first.len() {
        first[at] += first[at - 1];
    }
    Index { first, begun, openings }
});

impl Index {
    /// Whether a phrase may begin at a word, by its first two.
    #[inline]
    pub(super) fn opens(&self, words: &[u32], at: usize) -> bool {
        let (first, second) = first_two(words, at);
        let alone = self.openings.may_have(words::mix(first, 0));
        let both = self.openings.may_have(words::mix(first, second));
        // Without a branch between: no processor guesses which words begin some phrase.
        self.begun.may_have(first) & (alone | both) & 1 == 1
    }

    /// The phrases that begin with a word and the one behind it, or are the word alone, the longest first.
    pub(super) fn beginning_with(&self, words: &[u32], at: usize) -> impl Iterator<Item = Phrase> {
        let (first, second) = first_two(words, at);
        let place = looked_up(first);
        let alike = &ENTRIES[usize::from(self.first[place])..usize::from(self.first[place + 1])];
        let begins = move |entry: &&[u8; ENTRY]| number(entry, 0) == first && [0, second].contains(&number(entry, 4));
        alike.iter().filter(begins).map(phrase)
    }
}

/// A word, and the one behind it or 0.
#[inline]
fn first_two(words: &[u32], at: usize) -> (u32, u32) {
    (words[at], words.get(at + 1).copied().unwrap_or_default())
}

fn looked_up(hash: u32) -> usize {
    (hash >> (u32::BITS - LOOKED_UP)) as usize
}

fn number(entry: &[u8; ENTRY], at: usize) -> u32 {
    u32::from_le_bytes([entry[at], entry[at + 1], entry[at + 2], entry[at + 3]])
}

fn phrase(entry: &[u8; ENTRY]) -> Phrase {
    let start = number(entry, 8) as usize;
    let [length, before, concept, alone] = [12, 13, 14, 15].map(|at| entry[at]);
    Phrase {
        concept: NAMES[usize::from(concept)].1,
        text: &VOCABULARY[start..start + usize::from(length)],
        before: usize::from(before),
        alone: alone == 1,
    }
}

/// A bit for each of some hashes: of others one in thirty or forty has it too. Two of these lie in a core's nearest cache.
struct Filter([u64; FILTER]);

/// Numbers of 64 bits in a filter.
const FILTER: usize = 2048;

impl Filter {
    fn add(&mut self, hash: u32) {
        self.0[hash as usize / 64 % FILTER] |= 1 << (hash % 64);
    }

    /// The lowest bit says whether a hash may be one of them; the others say nothing.
    #[inline]
    fn may_have(&self, hash: u32) -> u64 {
        self.0[hash as usize / 64 % FILTER] >> (hash % 64)
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use super::super::super::words::Words;
    use super::super::{concept, plain};
    use super::*;
    use crate::made;

    fn lines() -> impl Iterator<Item = [&'static str; 3]> {
        let rows = VOCABULARY.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        rows.map(|line| line.split('\t').collect::<Vec<_>>().try_into().expect("three columns"))
    }

    /// The index, made of the vocabulary.
    fn made() -> Vec<u8> {
        let mut entries = Vec::new();
        for [word, _, phrases] in lines() {
            let concept = concept(word).unwrap() as u8;
            assert_eq!(NAMES[usize::from(concept)].1 as u8, concept);
            for written in phrases.split('|') {
                let phrase = written.strip_prefix('=');
                let (text, alone) = (phrase.unwrap_or(written), u8::from(phrase.is_some()));
                let words = Words::of(text);
                let (hashes, starts) = words.placed(0);
                let [first, second] = [0, 1].map(|at| hashes.get(at).copied().unwrap_or_default());
                let start = (text.as_ptr().addr() - VOCABULARY.as_ptr().addr()) as u32;
                let numbers = [first, second, start].map(u32::to_le_bytes).concat();
                let [length, before] = [text.len(), starts[0] as usize].map(|size| u8::try_from(size).unwrap());
                let entry = [&numbers[..], &[length, before, concept, alone]].concat();
                entries.push(((first, Reverse(text.len())), entry));
            }
        }
        entries.sort_by_key(|(order, _)| *order);
        entries.into_iter().flat_map(|(_, entry)| entry).collect()
    }

    #[test]
    fn the_index_is_made_of_the_vocabulary() {
        made::check("src/strip/phrases/index.bin", ENTRIES.as_flattened(), &made());
    }

    #[test]
    fn rows_are_well_formed() {
        for [word, _, phrases] in lines() {
            assert!(concept(word).is_some(), "{word}");
            for phrase in phrases.split('|') {
                let phrase = phrase.strip_prefix('=').unwrap_or(phrase);
                let normal: String = phrase.trim().chars().flat_map(char::to_lowercase).map(plain).collect();
                assert_eq!(phrase, normal, "a phrase is lower case, with plain apostrophes and no space around it");
                let before = phrase.find(|c: char| c.is_alphanumeric() || c == '©').map(|start| &phrase[..start]);
                assert!(before.is_some_and(str::is_ascii), "what stands before the first word is ASCII: {phrase}");
            }
        }
    }
}
