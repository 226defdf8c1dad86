//! [`Document`] to one [`Verdict`] a block: what is article and what is boilerplate, and why.
//!
//! The stripper judges and never deletes. It does not know which format the blocks came from: what a format cannot
//! tell is unknown, and unknown weighs nothing.

pub mod features;

use crate::document::Document;

/// How strict to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Policy {
    /// A block is kept when its score is above this; 0 to 1.
    pub threshold: f32,
}

impl Default for Policy {
    fn default() -> Self {
        Policy { threshold: 0.5 }
    }
}

/// What the stripper thinks of one block.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// Whether the block belongs to the article's body.
    pub keep: bool,
    /// How much like article text, 0 to 1.
    pub score: f32,
    /// What decided it.
    pub reason: Reason,
}

/// What decided a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Running text.
    Prose,
}

impl Reason {
    /// The word for it in `--explain` and `--dump verdicts`.
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::Prose => "prose",
        }
    }
}

/// Judges every block of a document; `verdicts` is emptied first and then has one entry a block.
pub fn strip(document: &Document, _policy: &Policy, verdicts: &mut Vec<Verdict>) {
    verdicts.clear();
    verdicts.extend(document.blocks.iter().map(|_| Verdict { keep: true, score: 1.0, reason: Reason::Prose }));
}
