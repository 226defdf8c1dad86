//! Raw news-article dumps in; clean title, dateline and body records out.
//!
//! ```text
//!  file · folder · stdin · WARC and other containers
//!       | source      may fail: typed errors with a position                 +
//!       v                                                                    | errors live
//!  Input { path, id, url, stated, hints, bytes }                             | at the two
//!       | read::decode, read::read (HTML | text)      total                  | ends; all
//!       |   around it, for sites that have one: Rules                        |
//!       v                                                                    | between is
//!  Document { meta, sections, blocks }                                       | a total
//!       | strip::strip, Chrome of the site            total                  | function
//!       |   again, where what is kept of a dump tells another headline       | of values
//!       v                                                                    |
//!  Verdict for each block { keep, score, reason }     shown by `explain`     |
//!       | record::assemble, with dateline::find       total                  |
//!       v                                                                    |
//!  Record      batch: the steps above on many inputs at once, in order       |
//!       | dedup       copies are left out, if asked for                      |
//!       | write       may fail: the output                                   +
//!       v
//!  JSON Lines · JSON · text · Markdown
//! ```
//!
//! ```
//! use copydesk::{Extractor, Input};
//!
//! let page = "Storm Closes Harbour\n\n\
//!     MARBURY (Coastwire) - The harbour of Marbury was closed on Monday after a storm tore three boats from \
//!     their moorings, the harbour master said.\n\n\
//!     Ferries to the islands will not run before Wednesday, and the fish market stays shut until then.\n\n\
//!     Most Read";
//! let input = Input { bytes: page.into(), ..Input::default() };
//! let record = Extractor::default().extract(&input);
//!
//! assert_eq!(record.title.as_deref(), Some("Storm Closes Harbour"));
//! assert_eq!(record.dateline_place.as_deref(), Some("MARBURY"));
//! assert_eq!(record.dateline_agency.as_deref(), Some("Coastwire"));
//! assert!(record.body.to_string().starts_with("The harbour of Marbury"));
//! assert!(!record.body.to_string().contains("Most Read"));
//! ```

pub mod batch;
pub mod chrome;
pub mod dateline;
pub mod dedup;
pub mod document;
pub mod error;
pub mod explain;
pub mod input;
mod letters;
#[cfg(test)]
mod made;
pub mod read;
pub mod record;
pub mod rules;
mod sixteens;
pub mod source;
pub mod strip;
pub mod write;

pub use chrome::Chrome;
pub use dateline::{Dateline, Evidence};
pub use document::{Block, Document, Kind, Marks, Meta, Section, Warnings};
pub use error::SourceError;
pub use input::{Format, Hints, Input, Stated};
pub use record::{Body, Paragraph, Record};
pub use rules::Rules;
pub use strip::{Judgement, Policy, Reason, Verdict};

use std::sync::Arc;

use read::Said;

/// What a user may choose about extraction.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Options {
    /// Leave the dateline at the beginning of the body too.
    pub keep_dateline: bool,
    /// Sign the body: fill the record's fingerprint.
    pub fingerprint: bool,
    /// How strict the stripper is.
    pub policy: strip::Policy,
}

/// Bytes of buffers that one page leaves to the next: twice what the largest of 1,924 real pages needs.
const KEPT: usize = 4 << 20;

/// The pipeline, with its buffers: one a thread, reused from page to page.
#[derive(Debug, Default)]
pub struct Extractor {
    options: Options,
    rules: Arc<Rules>,
    chrome: Arc<Chrome>,
    document: Document,
    judgement: Judgement,
    applied: rules::Applied,
}

impl Extractor {
    /// A pipeline with these options.
    pub fn new(options: Options) -> Self {
        Extractor { options, ..Extractor::default() }
    }

    /// The same, with rules for the pages of some sites.
    pub fn with_rules(self, rules: Arc<Rules>) -> Self {
        Extractor { rules, ..self }
    }

    /// What it was made with.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The same, with what is known to recur on the pages of some sites.
    pub fn with_chrome(self, chrome: Arc<Chrome>) -> Self {
        Extractor { chrome, ..self }
    }

    /// Reads, strips and assembles one input. Total: whatever the bytes, a record comes out.
    pub fn extract(&mut self, input: &Input) -> Record {
        self.judge(input);
        record::assemble(input, &self.document, &self.judgement, &self.options)
    }

    /// The first half of [`Extractor::extract`]: the document and the verdict on each of its blocks.
    pub fn judge(&mut self, input: &Input) -> (&Document, &[Verdict]) {
        self.read(input);
        strip::strip(&self.document, &self.options.policy, &mut self.judgement);
        if self.finds_headline_again(input) {
            // What stands above and below it says more now.
            strip::strip(&self.document, &self.options.policy, &mut self.judgement);
        }
        self.chrome.apply(input, &self.document, &mut self.judgement.verdicts);
        self.judged()
    }

    /// Whether the headline of a dump is another one, now that its text is known. What rules have said stays.
    fn finds_headline_again(&mut self, input: &Input) -> bool {
        let verdicts = &self.judgement.verdicts;
        let again =
            self.applied.used.is_empty() && read::find_headline_again(&mut self.document, |block| verdicts[block].keep);
        if again {
            Said::of(&input.stated, self.document.meta.language.as_deref()).put(&mut self.document.meta);
        }
        again
    }

    /// Reads one input, and judges nothing.
    pub fn read(&mut self, input: &Input) -> &Document {
        let decoded = read::decode::decode(&input.bytes, &input.hints);
        let text = read::decode::cut(&decoded.text, input.bytes.len());
        let cut = if text.len() < decoded.text.len() { Warnings::TOO_LONG } else { Warnings::empty() };
        let format = input.hints.format.unwrap_or_else(|| read::detect(text));
        let page = rules::Page { text, format, url: input.url.as_deref(), keep_dateline: self.options.keep_dateline };
        self.applied = self.rules.read(&page, &mut self.document);
        Said::of(&input.stated, self.document.meta.language.as_deref()).put(&mut self.document.meta);
        self.document.warnings.set(Warnings::LOSSY_DECODING, decoded.lossy);
        self.document.warnings.set(Warnings::DAMAGED, input.hints.damaged);
        self.document.warnings |= cut;
        &self.document
    }

    /// Gives back what a large page has grown, so that the small ones behind it do not carry it. What was judged of it is
    /// gone then; nothing happens behind a page of common size.
    pub fn release(&mut self) {
        if self.document.capacity() > KEPT {
            (self.document, self.judgement) = Default::default();
        }
    }

    /// What the last input came to: its document and the verdict on each of its blocks.
    pub fn judged(&self) -> (&Document, &[Verdict]) {
        (&self.document, &self.judgement.verdicts)
    }

    /// What rules did to the last input.
    pub fn applied(&self) -> &rules::Applied {
        &self.applied
    }
}
