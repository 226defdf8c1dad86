//! How far a run is: bytes done, how fast, how long it will take.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::Duration;

use copydesk::source::{self, Progress};

/// What a run's progress is measured by.
pub(crate) struct Meter {
    progress: Arc<Progress>,
    /// Bytes of all inputs, once somebody has looked and where it can be known.
    total: Arc<OnceLock<Option<u64>>>,
    /// Bytes that were read before.
    before: u64,
}

impl Meter {
    /// Measures; `paths` are all inputs there will be, where that is known. They are looked at meanwhile.
    pub(crate) fn new(progress: Arc<Progress>, paths: Option<Vec<PathBuf>>) -> Meter {
        let total = Arc::new(OnceLock::new());
        if let Some(paths) = paths {
            let total = Arc::clone(&total);
            thread::spawn(move || total.set(source::total(&paths)));
        }
        Meter { before: progress.bytes(), progress, total }
    }

    /// How far it is after this time.
    pub(crate) fn look(&self, elapsed: Duration) -> Far {
        let total = self.total.get().copied().flatten();
        Far { bytes: self.progress.bytes(), before: self.before, total, elapsed }
    }
}

/// How far a run is.
pub(crate) struct Far {
    bytes: u64,
    /// Bytes that were read before the time began.
    before: u64,
    total: Option<u64>,
    elapsed: Duration,
}

impl fmt::Display for Far {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Far { bytes, before, total, elapsed } = *self;
        let read = bytes.saturating_sub(before);
        let rate = read as f64 / elapsed.as_secs_f64().max(0.001);
        match total {
            None => write!(f, "{}, {}/s", Megabytes(bytes as f64), Megabytes(rate)),
            Some(total) => {
                let total = total.max(bytes);
                write!(f, "{} of {}, {}/s", Megabytes(bytes as f64), Megabytes(total as f64), Megabytes(rate))?;
                if read == 0 { Ok(()) } else { write!(f, ", {} left", Clock((total - bytes) as f64 / rate)) }
            }
        }
    }
}

struct Megabytes(f64);

impl fmt::Display for Megabytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1} MB", self.0 / 1e6)
    }
}

/// Seconds as a clock shows them.
struct Clock(f64);

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.ceil() as u64;
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        if hours > 0 { write!(f, "{hours}:{minutes:02}:{seconds:02}") } else { write!(f, "{minutes}:{seconds:02}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_shown() {
        let far =
            |bytes, total, seconds| Far { bytes, before: 0, total, elapsed: Duration::from_secs(seconds) }.to_string();
        assert_eq!(far(20_000_000, None, 10), "20.0 MB, 2.0 MB/s");
        assert_eq!(far(20_000_000, Some(150_000_000), 10), "20.0 MB of 150.0 MB, 2.0 MB/s, 1:05 left");
        assert_eq!(far(1_000_000, Some(8_000_000_000), 1), "1.0 MB of 8000.0 MB, 1.0 MB/s, 2:13:19 left");
        assert_eq!(far(0, Some(5), 1), "0.0 MB of 0.0 MB, 0.0 MB/s");
        assert_eq!(far(9, Some(5), 1), "0.0 MB of 0.0 MB, 0.0 MB/s, 0:00 left", "a file that grew");
    }
}
