//! Panics that become an input's error.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    /// Where the last panic of this thread was, while [`catch`] is on its stack.
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs something that may panic and says where it did.
pub(super) fn catch<T>(run: impl FnOnce() -> T) -> Result<T, String> {
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
