//! Many inputs at once, in order: one thread reads ahead, workers do what is asked for each, the caller's thread takes
//! the results as if there had been one worker. The only concurrency of the house.
//!
//! What is read and not yet taken is bounded in bytes and in number, so memory does not grow with the inputs: a slow
//! document makes the others wait rather than pile up.

use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::chrome::{Chrome, Sheet};
use crate::dedup::Signature;
use crate::error::{ErrorKind, SourceError};
use crate::input::Input;
use crate::rules::{Rules, Used};
use crate::source::{Pending, Settings};
use crate::{Extractor, Options};

/// Bytes of input, and of what was made of it, that may wait to be taken, for each worker: some twenty large pages,
/// enough that none waits for a disk, little beside what each needs itself. Where documents are smaller, one of them.
const AHEAD_BYTES: usize = 4 << 20;

/// Inputs that may wait to be taken, for each worker. Lines of a few words come in thousands; beyond this many, more
/// does not help.
const AHEAD_INPUTS: usize = 512;

/// Bytes an input takes apart from its own: its place, its path, its slot in the queue.
const OVERHEAD: usize = 256;

/// How to run through many inputs.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Threads that extract.
    pub jobs: NonZeroUsize,
    /// What each extractor is made with.
    pub options: Options,
    /// The rules that all of them share.
    pub rules: Arc<Rules>,
    /// What is known to recur on the pages of sites.
    pub chrome: Arc<Chrome>,
    /// What each input is unpacked with.
    pub settings: Settings,
}

/// What was made of one input: bytes to be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Made {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Whether the input had no body.
    pub empty: bool,
    /// The rules that were tried on it.
    pub used: Vec<Used>,
    /// Why the input was left out, when it was: there are no bytes then.
    pub skipped: Option<&'static str>,
    /// Why its record is not wanted, when it is not: there are no bytes then either.
    pub filtered: Option<&'static str>,
    /// What its body is compared by, if copies are to be left out.
    pub signature: Option<Signature>,
    /// What is to be learned from it.
    pub sheet: Option<Sheet>,
}

impl Made {
    /// Bytes it holds.
    fn size(&self) -> usize {
        self.bytes.len() + self.sheet.as_ref().map_or(0, Sheet::size)
    }
}

/// One input's result.
pub type Outcome = Result<Made, SourceError>;

impl Batch {
    /// Runs through a source: `make` is called on the workers, once an input, and `take` on this thread with what came
    /// of each, in the order of the source, until it breaks.
    pub fn run<S, M, T>(&self, source: &mut S, make: M, mut take: T)
    where
        S: Iterator<Item = Result<Pending, SourceError>> + Send,
        M: Fn(&mut Extractor, &Input) -> Made + Sync,
        T: FnMut(Outcome) -> ControlFlow<()>,
    {
        if self.jobs.get() == 1 {
            let mut worker = Worker::new(self, &make);
            // A loop that nobody breaks has run through the source.
            let _ = source.try_for_each(|found| take(worker.work(found)));
            return;
        }
        let ahead = AHEAD_BYTES.min(usize::try_from(self.settings.document_limit).unwrap_or(AHEAD_BYTES));
        let window = Window { jobs: self.jobs.get(), ahead: ahead * self.jobs.get(), ..Window::default() };
        thread::scope(|threads| {
            threads.spawn(|| window.fill(source));
            for _ in 0..self.jobs.get() {
                threads.spawn(|| window.work(&mut Worker::new(self, &make)));
            }
            let _closed = Closing(&window);
            while let Some(outcome) = window.take() {
                if take(outcome).is_break() {
                    break;
                }
            }
        });
    }
}

impl Batch {
    fn extractor(&self) -> Extractor {
        Extractor::new(self.options).with_rules(Arc::clone(&self.rules)).with_chrome(Arc::clone(&self.chrome))
    }
}

/// One thread's extractor and what it is to do with it.
struct Worker<'a, M> {
    batch: &'a Batch,
    make: &'a M,
    extractor: Extractor,
}

impl<'a, M: Fn(&mut Extractor, &Input) -> Made> Worker<'a, M> {
    fn new(batch: &'a Batch, make: &'a M) -> Self {
        Worker { batch, make, extractor: batch.extractor() }
    }

    /// Works on one input. A panic in it costs this input alone, and is said.
    fn work(&mut self, found: Result<Pending, SourceError>) -> Outcome {
        let pending = found?;
        let place = pending.place.clone();
        let mut record = None;
        let made = catch(|| {
            let input = match pending.unpack(&self.batch.settings)? {
                Ok(input) => input,
                Err(reason) => return Ok(Made { skipped: Some(reason), ..Made::default() }),
            };
            record.clone_from(&input.id);
            let made = (self.make)(&mut self.extractor, &input);
            self.extractor.release();
            Ok(made)
        });
        made.unwrap_or_else(|what| {
            // Whatever the panic left half done must not show in the next record.
            self.extractor = self.batch.extractor();
            Err(SourceError { record, ..place.error(ErrorKind::Panicked(what)) })
        })
    }
}

/// The inputs that are read and not yet taken.
#[derive(Default)]
struct Window {
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
    fn state(&self) -> MutexGuard<'_, State> {
        // The state is whole between any two statements that hold the lock; a panic elsewhere does not spoil it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(on: &Condvar, state: MutexGuard<'a, State>, unless: impl Fn(&State) -> bool) -> MutexGuard<'a, State> {
        on.wait_while(state, |state| !unless(state)).unwrap_or_else(PoisonError::into_inner)
    }

    /// The reading thread.
    fn fill(&self, source: &mut impl Iterator<Item = Result<Pending, SourceError>>) {
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

    /// A working thread.
    fn work<M: Fn(&mut Extractor, &Input) -> Made>(&self, worker: &mut Worker<'_, M>) {
        loop {
            let ready = |state: &State| state.closed || state.all_read || !state.waiting.is_empty();
            let mut state = Window::wait(&self.work, self.state(), ready);
            let next = if state.closed { None } else { state.waiting.pop_front() };
            drop(state);
            let Some((number, found)) = next else {
                return;
            };
            let outcome = worker.work(found);
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
    fn take(&self) -> Option<Outcome> {
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
struct Closing<'a>(&'a Window);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        self.0.state().closed = true;
        self.0.work.notify_all();
        self.0.room.notify_all();
    }
}

thread_local! {
    /// Where the last panic of this thread was, while [`catch`] is on its stack.
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs something that may panic and says where it did.
fn catch<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    PANIC.set(Some(String::new()));
    let result = panic::catch_unwind(AssertUnwindSafe(run));
    let place = PANIC.take().unwrap_or_default();
    result.map_err(|payload| {
        let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default();
        format!("{place}: {text}")
    })
}

/// Keeps panics that become an input's error from being printed too. For programs: a process has one panic hook.
pub fn silence_panics() {
    let default = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let caught = PANIC.with_borrow_mut(|panic| {
            let place = info.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
            panic.as_mut().map(|panic| *panic = place).is_some()
        });
        if !caught {
            default(info);
        }
    }));
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::source::{Source, open};

    fn batch(jobs: usize) -> Batch {
        let jobs = NonZeroUsize::new(jobs).unwrap();
        Batch {
            jobs,
            options: Options::default(),
            rules: Arc::default(),
            chrome: Arc::default(),
            settings: Settings::default(),
        }
    }

    /// A file of so many lines with their numbers as text, and one broken line.
    fn lines(count: usize) -> (tempfile::NamedTempFile, Source) {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        for number in 0..count {
            match number {
                13 => writeln!(file, "{{broken"),
                _ => writeln!(file, "{{\"text\": \"{number}\", \"id\": {number}}}"),
            }
            .unwrap();
        }
        let source = open(vec![PathBuf::from(file.path())], None, Settings::default());
        (file, source)
    }

    fn echo(_: &mut Extractor, input: &Input) -> Made {
        if input.bytes == b"7" {
            panic!("seven");
        }
        if input.bytes.ends_with(b"0") {
            thread::sleep(std::time::Duration::from_millis(1));
        }
        Made { bytes: input.bytes.clone(), ..Made::default() }
    }

    fn outcomes(jobs: usize, count: usize) -> Vec<String> {
        let (_file, mut source) = lines(count);
        let mut all = Vec::new();
        batch(jobs).run(&mut source, echo, |outcome| {
            all.push(
                outcome.map_or_else(|error| error.kind.to_string(), |made| String::from_utf8(made.bytes).unwrap()),
            );
            ControlFlow::Continue(())
        });
        all
    }

    #[test]
    fn any_number_of_threads_gives_the_same_in_order() {
        let one = outcomes(1, 5000);
        assert_eq!(one.len(), 5000);
        assert_eq!(one[4999], "4999");
        assert!(one[7].contains("seven"), "{}", one[7]);
        assert!(one[13].contains("not one JSON object"), "{}", one[13]);
        assert!(outcomes(2, 5000) == one);
        assert!(outcomes(8, 5000) == one);
    }

    #[test]
    fn nothing_in_nothing_out() {
        assert_eq!(outcomes(4, 0), ["" as &str; 1]);
        let mut none = open(Vec::new(), None, Settings::default());
        batch(4).run(&mut none, echo, |_| panic!("nothing was read"));
    }

    #[test]
    fn who_breaks_gets_no_more_and_reading_stops() {
        for jobs in [1, 3] {
            let (_file, mut source) = lines(200_000);
            let mut taken = 0;
            batch(jobs).run(&mut source, echo, |_| {
                taken += 1;
                if taken == 5 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            assert_eq!(taken, 5);
            assert!(source.count() > 200_000 - 5 - AHEAD_INPUTS * jobs - 10);
        }
    }

    #[test]
    fn reading_waits_for_a_slow_taker() {
        let (_file, mut source) = lines(20_000);
        let made = AtomicUsize::new(0);
        let mut taken = 0;
        let make = |_: &mut Extractor, _: &Input| {
            made.fetch_add(1, Ordering::SeqCst);
            Made::default()
        };
        batch(3).run(&mut source, make, |_| {
            assert!(made.load(Ordering::SeqCst) <= taken + AHEAD_INPUTS * 3);
            taken += 1;
            ControlFlow::Continue(())
        });
        assert_eq!(taken, 20_000);
    }
}
