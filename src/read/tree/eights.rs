//! Eight bytes at a time, as one number. Names, values and words are short: a search by [`memchr()`] costs more to begin
//! than most of them are long.
//!
//! Answers are marks: the highest bit of each byte that is meant. **The lowest mark is exact**; those above it may be
//! wrong, for a borrow runs through a subtraction, unless a function says otherwise.

use memchr::memchr;

/// One in each byte.
pub(crate) const ONES: u64 = u64::MAX / 255;

/// The highest bit of each byte.
pub(crate) const HIGHS: u64 = ONES << 7;

/// Eights that are looked at before [`memchr()`] is asked: what most values are shorter than.
const NEAR: usize = 4;

/// The eight bytes from an offset on, the first of them lowest.
#[inline]
pub(crate) fn eight(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|&eight| u64::from_le_bytes(eight))
}

/// The same byte eight times.
#[inline]
pub(crate) const fn all(byte: u8) -> u64 {
    ONES * byte as u64
}

/// Bytes that are zero.
#[inline]
pub(crate) const fn zeros(eight: u64) -> u64 {
    eight.wrapping_sub(ONES) & !eight & HIGHS
}

/// How many bytes come before the first mark; eight where there is none.
#[inline]
pub(crate) const fn before(marks: u64) -> usize {
    marks.trailing_zeros() as usize / 8
}

/// ASCII capitals in lower case.
#[inline]
pub(crate) const fn lower(eight: u64) -> u64 {
    let low = eight & !HIGHS;
    // No sum is carried into the next byte: all are below 256.
    let capitals = (low + all(0x80 - b'A')) & !(low + all(0x7F - b'Z')) & !eight & HIGHS;
    eight | capitals >> 2
}

/// Where a byte stands next, from an offset on.
#[inline]
pub(crate) fn find(byte: u8, bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    for _ in 0..NEAR {
        let Some(eight) = eight(bytes, at) else { break };
        let marks = zeros(eight ^ all(byte));
        if marks != 0 {
            return Some(at + before(marks));
        }
        at += 8;
    }
    Some(at + memchr(byte, bytes.get(at..)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn capitals_alone_are_lowered() {
        for byte in 0..=255 {
            assert_eq!(lower(all(byte)), all(byte.to_ascii_lowercase()), "{byte}");
        }
    }

    proptest! {
        #[test]
        fn the_first_is_found(bytes in proptest::collection::vec(0_u8..4, 0..90), byte in 0_u8..5, start in 0_usize..95) {
            let found = bytes.get(start..).and_then(|rest| rest.iter().position(|&other| other == byte));
            prop_assert_eq!(find(byte, &bytes, start), found.map(|at| start + at));
        }
    }
}
