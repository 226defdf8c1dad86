//! What is said on stderr: failures as they happen, progress, and the count at the end.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use copydesk::error::{Printable, SourceError};
use copydesk::rules::{Key, Used};
use copydesk::write::Output;
use serde::{Deserialize, Serialize};

use super::counts::{self, Counts};
use super::meter::Meter;

/// How long a run may take before its progress is shown.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often progress is shown: what an eye can follow.
const REFRESH: Duration = Duration::from_millis(100);

/// What came of the inputs.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Summary {
    pub(crate) records: u64,
    pub(crate) empty: u64,
    /// Inputs that failed, by kind.
    pub(crate) failed: Counts,
    /// Records that a filter left out, by its reason.
    pub(crate) filtered: Counts,
    pub(crate) skipped: Counts,
    /// At what texts were parted by guess.
    pub(crate) guessed: Counts,
    /// What rules said, by site and key.
    #[serde(with = "counts::rules")]
    pub(crate) rules: BTreeMap<(Arc<str>, Key), Tally>,
    pub(crate) bytes: Bytes,
    /// How long the run took, all its parts together.
    pub(crate) seconds: f64,
}

/// Bytes as they were stored and records as they were printed.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(crate) struct Bytes {
    pub(crate) read: u64,
    pub(crate) written: u64,
}

/// The summary as it is published.
#[derive(Serialize)]
struct Counted<'a> {
    inputs: u64,
    #[serde(flatten)]
    summary: &'a Summary,
}

/// The pages that a rule was tried on.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Tally {
    pages: u64,
    /// Pages that it matched nothing on.
    unmatched: u64,
}

impl Summary {
    pub(crate) fn failures(&self) -> u64 {
        self.failed.total()
    }

    /// Documents that were met: each is a record, one that a filter left out, or a failure.
    pub(crate) fn inputs(&self) -> u64 {
        self.records + self.filtered.total() + self.failures()
    }

    /// Writes the counts as JSON, whole or not at all.
    pub(crate) fn write(&self, place: &Path) -> io::Result<()> {
        let mut output = Output::file(place)?;
        let counts = serde_json::to_vec_pretty(&Counted { inputs: self.inputs(), summary: self })?;
        output.write(&[&counts, b"\n"])?;
        output.finish()
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
        let Summary { records, empty, failed, filtered, skipped, guessed, .. } = self;
        write!(f, "{records} {}", if *records == 1 { "record" } else { "records" })?;
        counts(f, " (", &[("without a body", *empty)], ")")?;
        let kinds = failed.rows();
        if !kinds.is_empty() {
            write!(f, ", {} failed", self.failures())?;
        }
        counts(f, " (", &kinds, ")")?;
        counts(f, "; filtered out ", &filtered.rows(), "")?;
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
    /// Whether progress is shown.
    pub(crate) progress: bool,
    /// Whether copies were left out.
    copies: bool,
    started: Instant,
    shown: Option<Instant>,
    /// Seconds that earlier runs took, and inputs that they came to.
    earlier: (f64, u64),
    meter: Option<Meter>,
    /// Since when rates are measured.
    measured: Instant,
}

impl Report {
    pub(crate) fn new(quiet: bool) -> Self {
        let watched = !quiet && io::stderr().is_terminal();
        let started = Instant::now();
        Report {
            summary: Summary::default(),
            quiet,
            watched,
            progress: watched,
            copies: false,
            started,
            shown: None,
            earlier: (0.0, 0),
            meter: None,
            measured: started,
        }
    }

    /// Without progress: records that scroll over the same terminal are progress enough.
    pub(crate) fn beside_records(self) -> Self {
        Report { progress: false, ..self }
    }

    /// Goes on counting where an earlier run left off.
    pub(crate) fn go_on(&mut self, summary: Summary) {
        self.earlier = (summary.seconds, summary.inputs());
        self.summary = summary;
    }

    /// Shows progress by this meter from now on.
    pub(crate) fn measure(&mut self, meter: Option<Meter>) {
        self.measured = Instant::now();
        self.meter = meter;
    }

    /// Writes down how long it took until now, with earlier runs.
    pub(crate) fn stop_clock(&mut self) {
        self.summary.seconds = self.earlier.0 + self.started.elapsed().as_secs_f64();
    }

    pub(crate) fn record(&mut self, empty: bool, used: Vec<Used>) {
        self.summary.records += 1;
        self.summary.empty += u64::from(empty);
        used.into_iter().for_each(|used| self.summary.use_rule(used));
        self.show_progress();
    }

    pub(crate) fn filtered(&mut self, reason: &'static str, used: Vec<Used>) {
        self.summary.filtered.add(reason);
        used.into_iter().for_each(|used| self.summary.use_rule(used));
        self.show_progress();
    }

    pub(crate) fn failure(&mut self, error: &SourceError) {
        self.summary.failed.add(error.kind.as_str());
        self.say(error);
        self.show_progress();
    }

    /// A record that was left out, for its body came before.
    pub(crate) fn copy(&mut self, used: Vec<Used>) {
        self.copies = true;
        self.filtered("copies", used);
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
        let elapsed = now.duration_since(self.measured);
        let done = self.summary.inputs();
        let rate = (done - self.earlier.1) as f64 / elapsed.as_secs_f64().max(0.001);
        let far = self.meter.as_ref().map(|meter| format!(", {}", meter.look(elapsed))).unwrap_or_default();
        let failed = self.summary.failures();
        let _ = write!(io::stderr(), "\r\x1b[K{done} done, {rate:.0}/s{far}, {failed} failed");
        let _ = io::stderr().flush();
        self.shown = Some(now);
    }

    fn clear(&mut self) {
        if self.shown.take().is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }

    /// The last word: the count by kind, where something failed, a rule matched nothing, copies were left out or somebody was
    /// watching.
    pub(crate) fn close(&mut self) {
        let watched = self.watched && self.started.elapsed() > PATIENCE;
        let nothing = self.summary.inputs() == 0;
        self.clear();
        if nothing {
            let summary = self.summary.to_string();
            self.hint(&format_args!("copydesk: no input was found: {summary}"));
        } else if watched || self.summary.failures() > 0 || self.summary.missed() || self.copies {
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
        ["missing", "damaged", "missing"].into_iter().for_each(|kind| summary.failed.add(kind));
        summary.filtered.add("no title");
        ["hidden", "named pipes", "hidden", "hidden"].into_iter().for_each(|reason| summary.skipped.add(reason));
        assert_eq!(
            summary.to_string(),
            "1 record (without a body: 1), 3 failed (damaged: 1, missing: 2); filtered out no title: 1; \
             skipped hidden: 3, named pipes: 1"
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
