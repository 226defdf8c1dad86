//! What is said on stderr: failures as they happen, progress, and the count at the end.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use copydesk::error::{Printable, SourceError};
use copydesk::rules::{Key, Used};
use copydesk::source::Skipped;

/// How long a run may take before its progress is shown.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often progress is shown: what an eye can follow.
const REFRESH: Duration = Duration::from_millis(100);

/// What came of the inputs.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    pub(crate) records: u64,
    pub(crate) empty: u64,
    /// Inputs that failed, by kind.
    pub(crate) failed: BTreeMap<&'static str, u64>,
    pub(crate) skipped: Skipped,
    /// At what texts were parted by guess.
    pub(crate) guessed: Skipped,
    /// What rules said, by site and key.
    pub(crate) rules: BTreeMap<(Arc<str>, Key), Tally>,
}

/// The pages that a rule was tried on.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pages: u64,
    /// Pages that it matched nothing on.
    unmatched: u64,
}

impl Summary {
    pub(crate) fn failures(&self) -> u64 {
        self.failed.values().sum()
    }

    fn use_rule(&mut self, Used { rule, key, matched }: Used) {
        let tally = self.rules.entry((rule, key)).or_default();
        tally.pages += 1;
        tally.unmatched += u64::from(!matched);
    }

    /// Whether a rule matched nothing on some page.
    fn missed(&self) -> bool {
        self.rules.values().any(|tally| tally.unmatched > 0)
    }

    /// The rules that matched nothing, with the pages that they were tried on: a few are pages without an advertisement,
    /// all of them are a new design.
    fn show_missed(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let missed = self.rules.iter().filter(|(_, tally)| tally.unmatched > 0);
        let mut last = None;
        for ((rule, key), Tally { pages, unmatched }) in missed {
            f.write_str(if last.is_none() { "; rules that matched nothing: " } else { ", " })?;
            match &**rule {
                "" => f.write_str("--")?,
                site if last != Some(rule) => write!(f, "{} ", Printable(site))?,
                _ => {}
            }
            last = Some(rule);
            write!(f, "{key} on {unmatched} of {pages} {}", if *pages == 1 { "page" } else { "pages" })?;
        }
        Ok(())
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Summary { records, empty, failed, skipped, guessed, rules: _ } = self;
        write!(f, "{records} {}", if *records == 1 { "record" } else { "records" })?;
        counts(f, " (", &[("without a body", *empty)], ")")?;
        let kinds: Vec<_> = failed.iter().map(|(kind, count)| (*kind, *count)).collect();
        if !kinds.is_empty() {
            write!(f, ", {} failed", self.failures())?;
        }
        counts(f, " (", &kinds, ")")?;
        counts(f, "; skipped ", &skipped.rows(), "")?;
        counts(f, "; files parted by guess at ", &guessed.rows(), "")?;
        self.show_missed(f)
    }
}

/// The counts that are not 0 between `before` and `behind`, or nothing.
fn counts(f: &mut fmt::Formatter<'_>, before: &str, rows: &[(&str, u64)], behind: &str) -> fmt::Result {
    let rows: Vec<_> = rows.iter().filter(|(_, count)| *count > 0).collect();
    if rows.is_empty() {
        return Ok(());
    }
    for (index, (name, count)) in rows.iter().enumerate() {
        write!(f, "{}{name}: {count}", if index == 0 { before } else { ", " })?;
    }
    f.write_str(behind)
}

/// The voice on stderr. That it cannot be heard stops nothing.
pub(crate) struct Report {
    pub(crate) summary: Summary,
    quiet: bool,
    /// Whether stderr is a terminal that somebody watches.
    watched: bool,
    progress: bool,
    started: Instant,
    shown: Option<Instant>,
}

impl Report {
    pub(crate) fn new(quiet: bool) -> Self {
        let watched = !quiet && io::stderr().is_terminal();
        let started = Instant::now();
        Report { summary: Summary::default(), quiet, watched, progress: watched, started, shown: None }
    }

    /// Without progress: records that scroll over the same terminal are progress enough.
    pub(crate) fn beside_records(self) -> Self {
        Report { progress: false, ..self }
    }

    pub(crate) fn record(&mut self, empty: bool, used: Vec<Used>) {
        self.summary.records += 1;
        self.summary.empty += u64::from(empty);
        used.into_iter().for_each(|used| self.summary.use_rule(used));
        self.show_progress();
    }

    pub(crate) fn failure(&mut self, error: &SourceError) {
        *self.summary.failed.entry(error.kind.as_str()).or_default() += 1;
        self.say(error);
        self.show_progress();
    }

    /// One line.
    pub(crate) fn say(&mut self, line: &dyn fmt::Display) {
        self.clear();
        let _ = writeln!(io::stderr(), "{line}");
    }

    /// One line that nobody misses who wants quiet.
    pub(crate) fn hint(&mut self, line: &dyn fmt::Display) {
        if !self.quiet {
            self.say(line);
        }
    }

    fn show_progress(&mut self) {
        let now = Instant::now();
        let last = self.shown.unwrap_or(self.started + PATIENCE - REFRESH);
        if !self.progress || now < last + REFRESH {
            return;
        }
        let done = self.summary.records + self.summary.failures();
        let rate = done as f64 / now.duration_since(self.started).as_secs_f64();
        let failed = self.summary.failures();
        let _ = write!(io::stderr(), "\r\x1b[K{done} done, {rate:.0}/s, {failed} failed");
        let _ = io::stderr().flush();
        self.shown = Some(now);
    }

    fn clear(&mut self) {
        if self.shown.take().is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }

    /// The last word: the count by kind, where something failed, a rule matched nothing or somebody was watching.
    pub(crate) fn close(&mut self) {
        let watched = self.watched && self.started.elapsed() > PATIENCE;
        let nothing = self.summary.records == 0 && self.summary.failures() == 0;
        self.clear();
        if nothing {
            let summary = self.summary.to_string();
            self.hint(&format_args!("copydesk: no input was found: {summary}"));
        } else if watched || self.summary.failures() > 0 || self.summary.missed() {
            let summary = self.summary.to_string();
            self.hint(&format_args!("copydesk: {summary}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_by_kind_and_silent_about_zeros() {
        let mut summary = Summary { records: 1, ..Summary::default() };
        assert_eq!(summary.to_string(), "1 record");
        summary.empty = 1;
        summary.failed = BTreeMap::from([("missing", 2), ("damaged", 1)]);
        ["hidden", "named pipes", "hidden", "hidden"].into_iter().for_each(|reason| summary.skipped.add(reason));
        assert_eq!(
            summary.to_string(),
            "1 record (without a body: 1), 3 failed (damaged: 1, missing: 2); skipped hidden: 3, named pipes: 1"
        );
    }

    #[test]
    fn rules_that_matched_nothing_by_site_and_key() {
        let mut summary = Summary { records: 2, ..Summary::default() };
        for (rule, key, matched) in [
            ("example.org", Key::Only, true),
            ("example.org", Key::Only, true),
            ("example.org", Key::Drop, false),
            ("example.org", Key::Drop, true),
            ("example.org", Key::Title, false),
            ("", Key::Drop, false),
        ] {
            summary.use_rule(Used { rule: rule.into(), key, matched });
        }
        let missed = "--drop on 1 of 1 page, example.org drop on 1 of 2 pages, title on 1 of 1 page";
        assert_eq!(summary.to_string(), format!("2 records; rules that matched nothing: {missed}"));
    }
}
