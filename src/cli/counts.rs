//! Counts by words, as the summary and the journal of a run keep them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use copydesk::source::Skipped;
use serde::{Deserialize, Serialize};

/// How often what was counted, by its words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Counts(BTreeMap<Cow<'static, str>, u64>);

impl Counts {
    /// Counts one more.
    pub(crate) fn add(&mut self, what: &'static str) {
        *self.0.entry(what.into()).or_default() += 1;
    }

    /// Counts what a source has counted.
    pub(crate) fn merge(&mut self, other: &Skipped) {
        for (what, count) in other.rows() {
            *self.0.entry(what.into()).or_default() += count;
        }
    }

    pub(crate) fn total(&self) -> u64 {
        self.0.values().sum()
    }

    /// The words with their counts, in the order of the words.
    pub(crate) fn rows(&self) -> Vec<(&str, u64)> {
        self.0.iter().map(|(what, &count)| (&**what, count)).collect()
    }
}

/// What rules came to, as a list: its keys are no strings.
pub(crate) mod rules {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use copydesk::rules::Key;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::cli::report::Tally;

    type Tallies = BTreeMap<(Arc<str>, Key), Tally>;

    #[derive(Serialize, Deserialize)]
    struct Row {
        site: String,
        key: Key,
        #[serde(flatten)]
        tally: Tally,
    }

    pub(crate) fn serialize<S: Serializer>(tallies: &Tallies, serializer: S) -> Result<S::Ok, S::Error> {
        let row = |((site, key), tally): (&(Arc<str>, Key), &Tally)| Row {
            site: site.as_ref().to_owned(),
            key: *key,
            tally: tally.clone(),
        };
        serializer.collect_seq(tallies.iter().map(row))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Tallies, D::Error> {
        let rows = Vec::<Row>::deserialize(deserializer)?;
        Ok(rows.into_iter().map(|Row { site, key, tally }| ((site.into(), key), tally)).collect())
    }
}
