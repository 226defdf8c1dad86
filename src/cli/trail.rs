//! Which inputs there were, in their order: what tells a resumed run that they are still the same.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use copydesk::SourceError;
use copydesk::source::Pending;

/// FNV-1a over 64 bits: offset and prime. Stored in journals, which another build of the same version may read: the standard
/// library promises no hash from one release of Rust to the next.
const FNV: (u64, u64) = (0xcbf2_9ce4_8422_2325, 0x0000_0100_0000_01b3);

/// A checksum of bytes.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(FNV.0, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(FNV.1))
}

/// A checksum of where the inputs up to some point were found and how long they were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Digest(pub(crate) u64);

impl Digest {
    /// The checksum with one more input.
    pub(crate) fn and(self, found: &Result<Pending, SourceError>) -> Digest {
        let row = match found {
            Ok(input) => format!("{:?} {:?} {}", input.path(), input.offset(), input.size()),
            Err(error) => format!("{:?} {:?} {:?}", error.path, error.offset, error.kind.as_str()),
        };
        Digest(checksum(format!("{:x} {row}", self.0).as_bytes()))
    }
}

/// The checksums of inputs that were read and not yet taken.
#[derive(Debug, Default)]
pub(crate) struct Trail(Mutex<(Digest, VecDeque<Digest>)>);

impl Trail {
    pub(crate) fn new(from: Digest) -> Trail {
        Trail(Mutex::new((from, VecDeque::new())))
    }

    /// An input was read.
    pub(crate) fn push(&self, found: &Result<Pending, SourceError>) {
        let (last, waiting) = &mut *self.lock();
        *last = last.and(found);
        waiting.push_back(*last);
    }

    /// The next input was taken: the checksum of all up to it.
    pub(crate) fn pop(&self) -> Option<Digest> {
        self.lock().1.pop_front()
    }

    fn lock(&self) -> MutexGuard<'_, (Digest, VecDeque<Digest>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use copydesk::error::ErrorKind;

    use super::*;

    /// Journals that are there hold these.
    #[test]
    fn checksums_do_not_change() {
        assert_eq!(checksum(b"a"), 0xaf63_dc4c_8601_ec8c);
        let failed = |path: &str, offset| Err(SourceError { offset, ..SourceError::new(path, ErrorKind::Missing) });
        let digests =
            [failed("a", None), failed("a", Some(0)), failed("b", None)].map(|row| Digest::default().and(&row));
        assert_eq!(digests[0], Digest(0x90b9_f1a1_5430_10bc));
        assert!(digests[0] != digests[1] && digests[0] != digests[2]);
        assert_ne!(digests[0].and(&failed("a", None)), digests[0]);
    }
}
