//! Sixteen bytes at a time, as a vector. Names, values and words are short: a search by [`memchr()`] costs more to begin
//! than most of them are long.
//!
//! Answers are marks: a bit for each byte that is meant, the first byte's the lowest.

use memchr::memchr;
use wide::u8x16;

/// Sixteens that are looked at before [`memchr()`] is asked: what most values are shorter than.
const NEAR: usize = 4;

/// The sixteen bytes from an offset on.
#[inline(always)]
pub(crate) fn sixteen(bytes: &[u8], at: usize) -> Option<&[u8; 16]> {
    bytes.get(at..)?.first_chunk()
}

/// The same where there may be fewer: full stops stand for those that are missing.
#[inline]
pub(crate) fn up_to_sixteen(bytes: &[u8], at: usize) -> [u8; 16] {
    sixteen(bytes, at).copied().unwrap_or_else(|| {
        let mut last = [b'.'; 16];
        last[..bytes.len() - at].copy_from_slice(&bytes[at..]);
        last
    })
}

/// The same byte sixteen times.
#[inline(always)]
pub(crate) fn all(byte: u8) -> u8x16 {
    u8x16::splat(byte)
}

/// Which bytes are up to one, as a mask.
#[inline(always)]
pub(crate) fn up_to(byte: u8, sixteen: u8x16) -> u8x16 {
    sixteen.min(all(byte)).simd_eq(sixteen)
}

/// How many bytes come before the first mark; sixteen where there is none.
#[inline(always)]
pub(crate) fn before(marks: u32) -> usize {
    (marks | 1 << 16).trailing_zeros() as usize
}

/// Where a byte stands next, from an offset on.
#[inline(always)]
pub(crate) fn find(byte: u8, bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    for _ in 0..NEAR {
        let Some(&sixteen) = sixteen(bytes, at) else { break };
        let marks = u8x16::new(sixteen).simd_eq(all(byte)).to_bitmask();
        if marks != 0 {
            return Some(at + before(marks));
        }
        at += 16;
    }
    far(byte, bytes, at)
}

#[inline(never)]
fn far(byte: u8, bytes: &[u8], at: usize) -> Option<usize> {
    Some(at + memchr(byte, bytes.get(at..)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bytes_are_told_by_their_numbers() {
        for byte in 0..=255 {
            let sixteen = u8x16::new([0, 1, byte, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 255, byte]);
            let marks = up_to(byte, sixteen).to_bitmask();
            for (at, &other) in sixteen.to_array().iter().enumerate() {
                assert_eq!(marks >> at & 1 == 1, other <= byte, "{byte} {other}");
            }
        }
        assert_eq!((before(0), before(8), before(1 << 15)), (16, 3, 15));
    }

    proptest! {
        #[test]
        fn the_first_is_found(bytes in proptest::collection::vec(0_u8..4, 0..90), byte in 0_u8..5, start in 0_usize..95) {
            let found = bytes.get(start..).and_then(|rest| rest.iter().position(|&other| other == byte));
            prop_assert_eq!(find(byte, &bytes, start), found.map(|at| start + at));
        }
    }
}
