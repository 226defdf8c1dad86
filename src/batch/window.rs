//! The inputs between the thread that reads and the one that takes: bounded in bytes and in number, in order.

use std::collections::{HashMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::{Made, Outcome};
use crate::error::SourceError;
use crate::source::Pending;

/// Bytes of input, and of what was made of it, that may wait to be taken, for each worker: some eight pages of
/// common size, enough that none waits for a disk, little beside what each needs itself. Where documents are smaller,
/// one of them.
const AHEAD_BYTES: usize = 2 << 20;

/// Inputs that may wait to be taken, for each worker. Lines of a few words come in thousands; beyond this many, more
/// does not help.
pub(super) const AHEAD_INPUTS: usize = 512;

/// Bytes an input takes apart from its own: its place, its path, its slot in the queue.
const OVERHEAD: usize = 256;

/// The inputs that are read and not yet taken.
#[derive(Default)]
pub(super) struct Window {
    jobs: usize,
    /// Bytes that may wait.
    ahead: usize,
    state: Mutex<State>,
    /// There is room to read on.
    room: Condvar,
    /// There is an input to work on.
    work: Condvar,
    /// The next outcome is there.
    done: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<(u64, Result<Pending, SourceError>)>,
    done: HashMap<u64, Outcome>,
    /// Sizes of what is read and not taken, in order.
    sizes: VecDeque<usize>,
    bytes: usize,
    read: u64,
    taken: u64,
    all_read: bool,
    closed: bool,
}

impl State {
    fn has_room(&self, window: &Window) -> bool {
        self.sizes.is_empty() || (self.bytes < window.ahead && self.sizes.len() < AHEAD_INPUTS * window.jobs)
    }

    /// Puts an outcome in the place of its input, in size too.
    fn put(&mut self, number: u64, outcome: Outcome) {
        let size = OVERHEAD + outcome.as_ref().map_or(0, Made::size);
        let slot = (number - self.taken) as usize;
        let before = std::mem::replace(&mut self.sizes[slot], size);
        self.bytes = self.bytes - before + size;
        self.done.insert(number, outcome);
    }
}

impl Window {
    /// For so many workers, on documents of up to `limit` bytes.
    pub(super) fn new(jobs: usize, limit: u64) -> Self {
        let ahead = AHEAD_BYTES.min(usize::try_from(limit).unwrap_or(AHEAD_BYTES));
        Window { jobs, ahead: ahead * jobs, ..Window::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // The state is whole between any two statements that hold the lock; a panic elsewhere does not spoil it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(on: &Condvar, state: MutexGuard<'a, State>, unless: impl Fn(&State) -> bool) -> MutexGuard<'a, State> {
        on.wait_while(state, |state| !unless(state)).unwrap_or_else(PoisonError::into_inner)
    }

    /// The reading thread.
    pub(super) fn fill(&self, source: &mut impl Iterator<Item = Result<Pending, SourceError>>) {
        let _ended = Ending(self);
        for found in source {
            let size = OVERHEAD + found.as_ref().map_or(0, Pending::size);
            let room = |state: &State| state.closed || state.has_room(self);
            let mut state = Window::wait(&self.room, self.state(), room);
            if state.closed {
                return;
            }
            let number = state.read;
            state.read += 1;
            state.bytes += size;
            state.sizes.push_back(size);
            state.waiting.push_back((number, found));
            drop(state);
            self.work.notify_one();
        }
    }

    /// A working thread: `work` is called on one input after the other.
    pub(super) fn work(&self, mut work: impl FnMut(Result<Pending, SourceError>) -> Outcome) {
        loop {
            let ready = |state: &State| state.closed || state.all_read || !state.waiting.is_empty();
            let mut state = Window::wait(&self.work, self.state(), ready);
            let next = if state.closed { None } else { state.waiting.pop_front() };
            drop(state);
            let Some((number, found)) = next else {
                return;
            };
            let outcome = work(found);
            let mut state = self.state();
            let is_next = state.taken == number;
            state.put(number, outcome);
            drop(state);
            if is_next {
                self.done.notify_one();
            }
        }
    }

    /// The next outcome in order; `None` when all are taken.
    pub(super) fn take(&self) -> Option<Outcome> {
        let ready =
            |state: &State| state.done.contains_key(&state.taken) || (state.all_read && state.taken == state.read);
        let mut state = Window::wait(&self.done, self.state(), ready);
        let number = state.taken;
        let outcome = state.done.remove(&number)?;
        state.taken += 1;
        let size = state.sizes.pop_front().unwrap_or_default();
        state.bytes -= size;
        drop(state);
        self.room.notify_one();
        Some(outcome)
    }
}

/// Says that all is read when the reading thread ends, however it ends.
struct Ending<'a>(&'a Window);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.0.state().all_read = true;
        self.0.work.notify_all();
        self.0.done.notify_all();
    }
}

/// Sends the other threads home when nobody takes any more, however that came.
pub(super) struct Closing<'a>(&'a Window);

impl<'a> Closing<'a> {
    pub(super) fn new(window: &'a Window) -> Self {
        Closing(window)
    }
}

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        self.0.state().closed = true;
        self.0.work.notify_all();
        self.0.room.notify_all();
    }
}
