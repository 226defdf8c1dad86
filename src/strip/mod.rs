//! [`Document`] to one [`Verdict`] a block: what is article and what is boilerplate, and why.
//!
//! The stripper judges and never deletes. It does not know which format the blocks came from: what a format cannot
//! tell is unknown, and unknown weighs nothing. First every block is scored by itself (`features`, `scorecard`),
//! then again knowing what the first look made of its neighbours and sections (`context`), then the article's region
//! is chosen (`region`).

mod containers;
mod context;
mod features;
mod measure;
mod page;
mod phrases;
mod region;
mod scorecard;
mod words;

use std::fmt;
use std::sync::LazyLock;

use crate::document::Document;

use containers::Containers;
use page::Page;
use scorecard::{Scorecard, probability};

/// How strict to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Policy {
    /// A block is kept when its score is above this; 0 to 1.
    pub threshold: f32,
}

impl Default for Policy {
    /// 0.45: a little below even, for a lost paragraph is worse than a line too many.
    fn default() -> Self {
        Policy { threshold: 0.45 }
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
    /// The feature of this name moved the score furthest in the verdict's direction.
    Feature(u8),
    /// It repeats the title.
    Title,
    /// It repeats a block that is kept.
    Repeated,
    /// Hardly anything was kept, and this is the likeliest of the rest.
    Likeliest,
    /// Too little of the page is like an article for anything of it to be one.
    NoArticle,
    /// A subhead or lead-in with nothing kept under it.
    Orphan,
    /// It stands in a dialog laid over the page.
    Dialog,
    /// A label of chrome and nothing else: "Advertisement", "Read also: …".
    Label,
    /// Who wrote it, or when, and nothing else.
    Byline,
    /// It is known to stand on so many pages of so many of its site.
    Chrome {
        /// The pages that it stands on.
        on: u32,
        /// The pages that were learned from.
        of: u32,
    },
    /// It stands behind the article, under what is known to recur.
    UnderChrome,
}

impl Reason {
    /// The word for it in `--explain` and `--dump verdicts`: the name of a feature, or of a rule of region choice.
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::Feature(column) => NAMES.get(usize::from(column)).copied().unwrap_or("score"),
            Reason::Title => "title",
            Reason::Repeated => "repeated",
            Reason::Likeliest => "likeliest",
            Reason::NoArticle => "no_article",
            Reason::Orphan => "orphan",
            Reason::Dialog => "dialog",
            Reason::Label => "label",
            Reason::Byline => "byline",
            Reason::Chrome { .. } => "chrome",
            Reason::UnderChrome => "under_chrome",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Chrome { on, of } => write!(f, "chrome: on {on} of {of} pages"),
            reason => f.write_str(reason.as_str()),
        }
    }
}

/// Columns of both looks, in the order the second scorecard reads them.
static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| [&features::NAMES[..], &context::NAMES[..]].concat());

/// The scorecards of one kind of page: for the first look and for the second.
struct Cards {
    first: Scorecard,
    second: Scorecard,
}

/// For pages whose links are known.
static LINKED: LazyLock<Cards> =
    LazyLock::new(|| cards(include_str!("linked_first.tsv"), include_str!("linked_second.tsv")));
/// For pages whose links are not: points for the rest must then carry what links would say.
static UNLINKED: LazyLock<Cards> =
    LazyLock::new(|| cards(include_str!("unlinked_first.tsv"), include_str!("unlinked_second.tsv")));

fn cards(first: &str, second: &str) -> Cards {
    Cards { first: Scorecard::new(first, &features::NAMES), second: Scorecard::new(second, &NAMES) }
}

/// Judges every block of a document; `verdicts` is emptied first and then has one entry a block.
pub fn strip(document: &Document, policy: &Policy, verdicts: &mut Vec<Verdict>) {
    verdicts.clear();
    if document.blocks.is_empty() {
        return;
    }
    let page = Page::new(document);
    let containers = Containers::new(document, &page);
    let (rows, cards) = (rows(document, &page, &containers), cards_for(document));
    for row in rows {
        let score = cards.second.score(&row);
        let keep = probability(score.log_odds) > policy.threshold;
        let reason = Reason::Feature(if keep { score.up } else { score.down } as u8);
        verdicts.push(Verdict { keep, score: probability(score.log_odds), reason });
    }
    region::choose(document, &page, verdicts);
}

/// The names and rows of everything that is measured, both looks together.
pub fn table(document: &Document) -> (&'static [&'static str], Vec<Vec<f32>>) {
    let page = Page::new(document);
    let containers = Containers::new(document, &page);
    (&NAMES, rows(document, &page, &containers))
}

fn cards_for(document: &Document) -> &'static Cards {
    if document.blocks.iter().any(|block| block.linked.is_some()) { &LINKED } else { &UNLINKED }
}

fn rows(document: &Document, page: &Page, containers: &Containers) -> Vec<Vec<f32>> {
    let first = features::features(document, page, containers);
    let card = &cards_for(document).first;
    let look = |row: &features::Features| card.score(row).log_odds;
    let odds: Vec<(f32, f32)> = first.iter().map(look).map(|odds| (odds, probability(odds))).collect();
    let second = context::contexts(document, page, containers, &odds);
    first.iter().zip(&second).map(|(first, second)| [&first[..], &second[..]].concat()).collect()
}
