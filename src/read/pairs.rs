//! The two bytes that the words of a list begin with, as a table: at most places of a text it tells that none stands there.

/// Which pairs of bytes begin a word, as bits by the first byte.
pub(super) struct Pairs([[u64; 4]; 256]);

impl Pairs {
    /// Those of these words. A word of one byte begins with any pair that it is the first of.
    pub(super) fn of<'w>(words: impl Iterator<Item = &'w str>) -> Pairs {
        let mut pairs = [[0; 4]; 256];
        for word in words {
            match *word.as_bytes() {
                [first, second, ..] => pairs[usize::from(first)][usize::from(second / 64)] |= 1 << (second % 64),
                [first] => pairs[usize::from(first)] = [u64::MAX; 4],
                [] => {}
            }
        }
        Pairs(pairs)
    }

    /// Whether a word begins with these bytes.
    #[inline]
    pub(super) fn hold(&self, first: u8, second: u8) -> bool {
        self.0[usize::from(first)][usize::from(second / 64)] >> (second % 64) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_begins_a_word() {
        let pairs = Pairs::of(["by", "von", "a", "", "é"].into_iter());
        for pair in [*b"by", *b"vo", *b"a ", *b"az", [0xc3, 0xa9]] {
            assert!(pairs.hold(pair[0], pair[1]), "{pair:?}");
        }
        for pair in [*b"bo", *b"vy", *b"yb", *b" a", [0, 0]] {
            assert!(!pairs.hold(pair[0], pair[1]), "{pair:?}");
        }
    }
}
