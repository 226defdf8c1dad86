//! What was left out on the way, and how often.

use std::collections::BTreeMap;

/// Counts of what was left out, by the reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Skipped(BTreeMap<&'static str, u64>);

impl Skipped {
    /// Counts one more.
    pub fn add(&mut self, reason: &'static str) {
        *self.0.entry(reason).or_default() += 1;
    }

    /// Counts what another has counted.
    pub fn merge(&mut self, other: Skipped) {
        for (reason, count) in other.0 {
            *self.0.entry(reason).or_default() += count;
        }
    }

    /// The reasons with their counts, in the order of the words.
    pub fn rows(&self) -> Vec<(&'static str, u64)> {
        self.0.iter().map(|(&reason, &count)| (reason, count)).collect()
    }
}
