//! Eight bytes as one number, the first of them lowest: what is short enough to be told by it.

/// One in each byte.
const ONES: u64 = u64::MAX / 255;

/// The highest bit of each byte.
const HIGHS: u64 = ONES << 7;

/// The eight bytes from an offset on.
#[inline]
pub(super) fn eight(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|&eight| u64::from_le_bytes(eight))
}

/// The same byte eight times.
#[inline]
pub(super) const fn all(byte: u8) -> u64 {
    ONES * byte as u64
}

/// ASCII capitals in lower case.
#[inline]
pub(super) const fn lower(eight: u64) -> u64 {
    let low = eight & !HIGHS;
    // No sum is carried into the next byte: all are below 256.
    let capitals = (low + all(0x80 - b'A')) & !(low + all(0x7F - b'Z')) & !eight & HIGHS;
    eight | capitals >> 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_alone_are_lowered() {
        for byte in 0..=255 {
            assert_eq!(lower(all(byte)), all(byte.to_ascii_lowercase()), "{byte}");
        }
    }
}
