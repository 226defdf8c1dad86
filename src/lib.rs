//! Raw news-article dumps in; clean title, dateline and body records out.

pub mod batch;
pub mod dateline;
pub mod document;
pub mod error;
pub mod explain;
pub mod input;
pub mod read;
pub mod record;
pub mod source;
pub mod strip;
pub mod write;

use document::{Document, Warnings};
use input::Input;
use record::Record;
use strip::Verdict;

/// What a user may choose about extraction.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Options {
    /// Leave the dateline at the beginning of the body too.
    pub keep_dateline: bool,
    /// How strict the stripper is.
    pub policy: strip::Policy,
}

/// The pipeline, with its buffers: one a thread, reused from page to page.
#[derive(Debug, Default)]
pub struct Extractor {
    options: Options,
    document: Document,
    verdicts: Vec<Verdict>,
}

impl Extractor {
    /// A pipeline with these options.
    pub fn new(options: Options) -> Self {
        Extractor { options, ..Extractor::default() }
    }

    /// Reads, strips and assembles one input. Total: whatever the bytes, a record comes out.
    pub fn extract(&mut self, input: &Input) -> Record {
        self.judge(input);
        record::assemble(input, &self.document, &self.verdicts, &self.options)
    }

    /// The first half of [`Extractor::extract`]: the document and the verdict on each of its blocks.
    pub fn judge(&mut self, input: &Input) -> (&Document, &[Verdict]) {
        let decoded = read::decode::decode(&input.bytes, &input.hints);
        let format = input.hints.format.unwrap_or_else(|| read::detect(&decoded.text));
        read::read(&decoded.text, format, input.url.as_deref(), &mut self.document);
        self.document.warnings.set(Warnings::LOSSY_DECODING, decoded.lossy);
        strip::strip(&self.document, &self.options.policy, &mut self.verdicts);
        (&self.document, &self.verdicts)
    }
}
