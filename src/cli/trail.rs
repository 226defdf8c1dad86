//! Which inputs there were, in their order: what tells a resumed run that they are still the same.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, MutexGuard, PoisonError};

use copydesk::SourceError;
use copydesk::source::Pending;

/// A checksum of where the inputs up to some point were found and how long they were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Digest(pub(crate) u64);

impl Digest {
    /// The checksum with one more input.
    pub(crate) fn and(self, found: &Result<Pending, SourceError>) -> Digest {
        // Two runs are compared only when they are of the same version, so the hash may be any that has no seed.
        let mut hasher = DefaultHasher::new();
        self.0.hash(&mut hasher);
        match found {
            Ok(input) => (input.path(), input.offset(), input.size()).hash(&mut hasher),
            Err(error) => (&error.path, error.offset, error.kind.as_str()).hash(&mut hasher),
        }
        Digest(hasher.finish())
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
