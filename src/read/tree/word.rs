//! Names read eight bytes at once. Nearly all are shorter, and a loop whose length nobody can predict costs more than its
//! work.

const LOW: u64 = u64::from_ne_bytes([0x01; 8]);
const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);

/// The lower-cased name that eight bytes begin with, and its length, if they also hold a byte that may end it: one up to
/// the space, `/`, `=` or `>`. Whether that one does, the caller must see.
#[inline]
pub(super) fn name(bytes: u64) -> Option<(u64, usize)> {
    let ends = up_to_space(bytes) | equal(bytes, b'/') | equal(bytes, b'=') | equal(bytes, b'>');
    if ends == 0 {
        return None;
    }
    // Marks above the first may be wrong by a borrow; the first is right.
    let first = ends & ends.wrapping_neg();
    let inside = (first >> 7) - 1;
    Some((lower(bytes & inside), ends.trailing_zeros() as usize / 8))
}

/// Marks the high bits of bytes that are at most a space.
#[inline]
fn up_to_space(bytes: u64) -> u64 {
    bytes.wrapping_sub(LOW * (b' ' as u64 + 1)) & !bytes & HIGH
}

/// Marks the high bits of bytes that are this one.
#[inline]
fn equal(bytes: u64, byte: u8) -> u64 {
    let differing = bytes ^ (LOW * u64::from(byte));
    differing.wrapping_sub(LOW) & !differing & HIGH
}

/// ASCII capitals to small letters.
#[inline]
fn lower(bytes: u64) -> u64 {
    let seven_bits = bytes & !HIGH;
    let from_a = seven_bits + LOW * (0x80 - b'A' as u64);
    let behind_z = seven_bits + LOW * (0x7F - b'Z' as u64);
    let capitals = from_a & !behind_z & !bytes & HIGH;
    bytes | capitals >> 2
}

#[cfg(test)]
mod tests {
    use super::super::hash::key;
    use super::*;

    #[test]
    fn names_are_read() {
        for (text, expected) in [
            (b"div>text", Some("div")),
            (b"DIV CLAS", Some("div")),
            (b"h1/>xxxx", Some("h1")),
            (b"a\n    ab", Some("a")),
            (b"Zz@[=x=y", Some("zz@[")),
            (b"\xC3\x89A>xxxx", Some("\u{C9}a")),
            (b"section>", Some("section")),
            (b"sections", None),
            (b">       ", Some("")),
        ] {
            let found = name(u64::from_le_bytes(*text));
            assert_eq!(found, expected.map(|name| (key(name.as_bytes()), name.len())), "{text:?}");
        }
    }

    #[test]
    fn every_byte_is_told() {
        for byte in 0..=u8::MAX {
            let ends = byte <= b' ' || matches!(byte, b'/' | b'=' | b'>');
            let read = name(u64::from_le_bytes([b'x', byte, b'y', b'>', b'z', b'z', b'z', b'z']));
            assert_eq!(read.map(|(_, length)| length), Some(if ends { 1 } else { 3 }), "{byte}");
            let small = u64::from(byte.to_ascii_lowercase());
            assert!(ends || read.is_some_and(|(key, _)| key >> 8 & 0xFF == small), "{byte}");
        }
    }
}
