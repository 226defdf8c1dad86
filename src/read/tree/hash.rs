//! Names known at compile time, found by one multiplication and one comparison.

/// The first eight bytes of a name, the first lowest: all of it for nearly every name, so that comparing is one operation.
pub(super) const fn key(name: &[u8]) -> u64 {
    let (mut key, mut index) = (0, 0);
    while index < name.len() && index < 8 {
        key |= (name[index] as u64) << (8 * index);
        index += 1;
    }
    key
}

/// A perfect hash of up to 255 lower-case names into `SLOTS`, a power of two.
pub(super) struct Names<const SLOTS: usize> {
    names: &'static [&'static str],
    multiplier: u64,
    slots: [Slot; SLOTS],
}

#[derive(Clone, Copy)]
struct Slot {
    key: u64,
    length: u8,
    index: u8,
}

/// No name of no bytes has this key.
const EMPTY: Slot = Slot { key: u64::MAX, length: 0, index: 0 };

impl<const SLOTS: usize> Names<SLOTS> {
    /// Fails to compile when two names meet under the multiplier; then another random odd number will do.
    pub(super) const fn new(names: &'static [&'static str], multiplier: u64) -> Self {
        let mut table = Names { names, multiplier, slots: [EMPTY; SLOTS] };
        let mut index = 0;
        while index < names.len() {
            if !names[index].is_empty() {
                let key = key(names[index].as_bytes());
                let slot = table.slot(key, names[index].len());
                assert!(table.slots[slot].length == 0, "two names share a slot");
                table.slots[slot] = Slot { key, length: names[index].len() as u8, index: index as u8 };
            }
            index += 1;
        }
        table
    }

    const fn slot(&self, key: u64, length: usize) -> usize {
        // Some names have their first eight bytes in common, and their length not.
        let key = key.wrapping_add((length as u64) << 32);
        (key.wrapping_mul(self.multiplier) >> (u64::BITS - SLOTS.ilog2())) as usize
    }

    /// Index of a name given as written and by its lower-case [`key`].
    #[inline]
    pub(super) fn find(&self, key: u64, name: &[u8]) -> Option<usize> {
        let slot = self.slots[self.slot(key, name.len())];
        let same = slot.key == key && usize::from(slot.length) == name.len();
        // Key and length tell short names apart; comparing the bytes is for the long, which are rare.
        (same && (name.len() <= 8 || self.is(slot.index, name))).then_some(slot.index.into())
    }

    fn is(&self, index: u8, name: &[u8]) -> bool {
        self.names[usize::from(index)].as_bytes().eq_ignore_ascii_case(name)
    }
}
