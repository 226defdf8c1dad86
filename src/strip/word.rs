//! The hash of a word: of its letters as they are compared, sixteen bytes at once.
//!
//! The same on every machine and in every version, for learned weights refer to it.

use wide::u8x16;

use crate::sixteens::{all, before, up_to, up_to_sixteen};

/// Odd numbers without pattern.
const KEYS: [u64; 2] = [0x9e37_79b9_7f4a_7c15, 0xc2b2_ae3d_27d4_eb4f];

/// A word while its letters come.
#[derive(Debug, Default)]
pub(super) struct Word {
    hash: u64,
    /// The bytes that are not hashed yet, fewer than sixteen, the first the lowest.
    bytes: u128,
    /// How many.
    filled: u32,
    begun: bool,
}

impl Word {
    /// Whether there are letters.
    #[inline]
    pub(super) fn is_begun(&self) -> bool {
        self.begun
    }

    /// Adds a letter as it is compared.
    #[inline]
    pub(super) fn push(&mut self, letter: char) {
        let mut bytes = [0; 4];
        let length = letter.encode_utf8(&mut bytes).len();
        self.push_bytes(u32::from_le_bytes(bytes), length as u32);
    }

    /// Adds letters and digits of ASCII.
    pub(super) fn push_ascii(&mut self, letters: &[u8]) {
        letters.iter().for_each(|byte| self.push_bytes(byte.to_ascii_lowercase().into(), 1));
    }

    /// Adds up to four bytes, the first the lowest.
    #[inline]
    fn push_bytes(&mut self, bytes: u32, count: u32) {
        self.begun = true;
        let room = SIXTEEN - self.filled;
        self.bytes |= u128::from(bytes) << (u8::BITS * self.filled);
        self.filled += count;
        if count >= room {
            self.hash = mixed(self.hash, self.bytes);
            // What there was no room for.
            self.bytes = (u64::from(bytes) >> (u8::BITS * room)).into();
            self.filled -= SIXTEEN;
        }
    }

    /// The hash of all letters.
    pub(super) fn hash(&self) -> u32 {
        shortened(if self.filled > 0 { mixed(self.hash, self.bytes) } else { self.hash })
    }
}

/// Bytes that are hashed at once.
const SIXTEEN: u32 = 16;

/// Letters and digits of ASCII in a row.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Run {
    /// How many.
    pub(super) length: usize,
    /// How many of them are digits.
    pub(super) digits: u32,
    /// The hash of them in lower case.
    pub(super) hash: u32,
}

/// Those that stand in a text from an offset on, up to an end.
#[inline]
pub(super) fn run(text: &[u8], start: usize, end: usize) -> Run {
    let (mut hash, mut digits, mut at) = (0, 0, start);
    loop {
        let sixteen = u8x16::new(up_to_sixteen(text, at));
        let lower = sixteen | all(0x20);
        let digit = up_to(9, sixteen - all(b'0'));
        let letter = up_to(b'z' - b'a', lower - all(b'a'));
        let length = before(!(digit | letter).to_bitmask()).min(end - at);
        if length > 0 {
            hash = mixed(hash, u128::from_le_bytes(first(length, lower)));
        }
        let marks = digit.to_bitmask() & ((1 << length) - 1);
        if marks != 0 {
            digits += marks.count_ones();
        }
        at += length;
        if length < 16 {
            return Run { length: at - start, digits, hash: shortened(hash) };
        }
    }
}

/// So many bytes, zeros behind them.
#[inline]
fn first(length: usize, sixteen: u8x16) -> [u8; 16] {
    const KEPT: [u8; 32] = {
        let mut kept = [0; 32];
        let mut at = 0;
        while at < 16 {
            kept[at] = u8::MAX;
            at += 1;
        }
        kept
    };
    (sixteen & u8x16::new(up_to_sixteen(&KEPT, 16 - length))).to_array()
}

#[inline]
fn mixed(hash: u64, bytes: u128) -> u64 {
    let (low, high) = (bytes as u64, (bytes >> u64::BITS) as u64);
    // The upper bits of a product are the better ones.
    (low ^ hash).wrapping_mul(KEYS[0]) ^ high.wrapping_mul(KEYS[1]).rotate_left(u64::BITS / 2)
}

#[inline]
fn shortened(hash: u64) -> u32 {
    (hash ^ hash >> u32::BITS) as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_run_is_what_its_letters_are_one_by_one(text in "[a-zA-Z0-9 .é]{0,60}", start in 0_usize..4, shorter in 0_usize..4) {
            let bytes = text.as_bytes();
            let start = start.min(bytes.len());
            let end = (bytes.len() - shorter.min(bytes.len())).max(start);
            let run_end = start + bytes[start..end].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            let (mut word, letters) = (Word::default(), &bytes[start..run_end]);
            let (first, rest) = letters.split_at(letters.len() / 2);
            first.iter().for_each(|byte| word.push(byte.to_ascii_lowercase().into()));
            word.push_ascii(rest);
            let digits = letters.iter().filter(|byte| byte.is_ascii_digit()).count() as u32;
            prop_assert_eq!(run(bytes, start, end), Run { length: letters.len(), digits, hash: word.hash() });
        }
    }

    proptest! {
        #[test]
        fn letters_of_any_length_are_hashed_sixteen_bytes_at_once(letters in "[aéж港😀]{1,40}") {
            let mut word = Word::default();
            letters.chars().for_each(|letter| word.push(letter));
            let sixteens = letters.as_bytes().chunks(16).map(|chunk| {
                let mut bytes = [0; 16];
                bytes[..chunk.len()].copy_from_slice(chunk);
                u128::from_le_bytes(bytes)
            });
            prop_assert_eq!(word.hash(), shortened(sixteens.fold(0, mixed)));
        }
    }

    #[test]
    fn words_are_told_apart() {
        let hashes = |words: &[&str]| -> std::collections::HashSet<u32> {
            words.iter().map(|word| run(word.as_bytes(), 0, word.len()).hash).collect()
        };
        let words = ["a", "b", "ab", "ba", "aa", "abcdefgh", "abcdefghi", "ibcdefgh", "aabcdefghi", "abcdefghijklmnop"];
        assert_eq!(hashes(&words).len(), words.len());
    }
}
