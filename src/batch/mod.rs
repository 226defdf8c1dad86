//! Many inputs at once, in order: one thread reads ahead, workers do what is asked for each, the caller's thread takes
//! the results as if there had been one worker. The only concurrency of the house.
//!
//! What is read and not yet taken is bounded in bytes and in number, so memory does not grow with the inputs: a slow
//! document makes the others wait rather than pile up.

mod panics;
mod window;

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::thread;

use panics::catch;
pub use panics::silence_panics;
use window::{Closing, Window};

use crate::chrome::{Chrome, Sheet};
use crate::dedup::Signature;
use crate::error::{ErrorKind, SourceError};
use crate::input::Input;
use crate::rules::{Rules, Used};
use crate::source::{Handed, Pending, Settings};
use crate::{Extractor, Options};

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
        let window = Window::new(self.jobs.get(), self.settings.document_limit);
        thread::scope(|threads| {
            threads.spawn(|| window.fill(source));
            for _ in 0..self.jobs.get() {
                threads.spawn(|| {
                    let mut worker = Worker::new(self, &make);
                    window.work(|found| worker.work(found));
                });
            }
            let _closed = Closing::new(&window);
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
                Handed::Input(input) => input,
                Handed::LeftOut(reason) => return Ok(Made { skipped: Some(reason), ..Made::default() }),
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

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::window::AHEAD_INPUTS;
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
