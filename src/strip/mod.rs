//! [`Document`] to one [`Verdict`] a block: what is article and what is boilerplate, and why.
//!
//! The stripper judges and never deletes. It does not know which format the blocks came from: what a format cannot
//! tell is unknown. What is put between the paragraphs of a dump is passed over (`inserts`). First every block is measured
//! (`features`) and scored by itself (`model`), then again knowing what the first look made of its neighbours and sections
//! (`context`), then the article's region is chosen (`region`; `siblings` knows what belongs together, `again` what is said
//! twice, `teasers` what stands under a label of other stories, `labels` and `bylines` lines that are no text by their words,
//! `notices` what stands for what is not shown or is said of the newsroom, `signatures` what signs a text, `ends` what else stands
//! behind one, `next_articles` what a page adds below its own). What is measured of the page as a whole says how likely all of it is right (`certainty`).

mod again;
mod bylines;
mod certainty;
mod classes;
mod columns;
mod containers;
mod context;
mod ends;
mod features;
mod forest;
mod inserts;
mod labels;
mod level;
mod lexicon;
mod measure;
mod model;
mod moves;
mod next_articles;
mod notices;
mod page;
mod phrases;
mod region;
mod repeats;
mod series;
mod sets;
mod siblings;
mod signatures;
mod styles;
mod table;
mod teasers;
mod threshold;
mod tokens;
mod tree;
mod word;
mod words;
#[cfg(target_arch = "x86_64")]
mod x86;

use std::fmt;
use std::sync::LazyLock;

use crate::document::Document;

use columns::NAMES;
use containers::Containers;
use context::First;
use forest::probability;
use inserts::Rest;
use level::Level;
use model::Looks;
use page::{Counted, Page};
use table::{LANES, Table};

pub(crate) use ends::before_end;
pub use model::Model;
pub use moves::{Move, moves};

/// How to judge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Policy {
    /// A block is kept when its score is above this; 0 to 1.
    pub threshold: f32,
    /// What scores the blocks. A process has one or two: they are never freed.
    pub model: &'static Model,
}

impl Default for Policy {
    /// The model that comes with the program, and 0.45: a little below even, for a lost paragraph is worse than a line
    /// too many.
    fn default() -> Self {
        Policy { threshold: 0.45, model: &SHIPPED }
    }
}

static SHIPPED: LazyLock<Model> = LazyLock::new(|| {
    // A test reads it too: a model that asks for other columns than there are never gets this far.
    Model::read(include_bytes!("model.bin")).unwrap_or_else(|what| panic!("the model of this program: {what}"))
});

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

impl Verdict {
    fn set(&mut self, keep: bool, reason: Reason) {
        (self.keep, self.reason) = (keep, reason);
    }
}

/// The blocks that are kept.
pub(crate) fn kept(verdicts: &[Verdict]) -> Vec<usize> {
    let mut kept = Vec::with_capacity(verdicts.len());
    kept.extend((0..verdicts.len()).filter(|&at| verdicts[at].keep));
    kept
}

/// What decided a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Its score is above the threshold, or below; [`moves`] tells what moved it there.
    Score,
    /// Its score is not above the threshold, but all of the page is doubtful.
    Doubtful,
    /// It repeats the title.
    Title,
    /// It repeats a block that is kept, or all that is kept beside it.
    Repeated,
    /// Hardly anything was kept, and this is the likeliest of the rest.
    Likeliest,
    /// Too little of the page is like an article for anything of it to be one.
    NoArticle,
    /// A subhead or lead-in with nothing kept under it.
    Orphan,
    /// It goes with the other items of its list, or cells of its table.
    List,
    /// It is code or a paragraph between two blocks of its section that are kept.
    Between,
    /// A short line by itself, among what is dropped.
    Lone,
    /// It stands in a dialog laid over the page.
    Dialog,
    /// The page carries its article as data and shows less of it: the data are the article.
    Carried,
    /// It belongs to another article, which the page adds below its own.
    NextArticle,
    /// A label of chrome and nothing else, "Advertisement", "Read also: …"; what stands under one of other stories, behind a text
    /// as an invitation or a notice of rights, in the place of something, or under a picture with the name of who made it.
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
    /// The word for it in `--explain` and `--dump verdicts`.
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::Score => "score",
            Reason::Doubtful => "doubtful",
            Reason::Title => "title",
            Reason::Repeated => "repeated",
            Reason::Likeliest => "likeliest",
            Reason::NoArticle => "no_article",
            Reason::Orphan => "orphan",
            Reason::List => "list",
            Reason::Between => "between",
            Reason::Lone => "lone",
            Reason::Dialog => "dialog",
            Reason::Carried => "carried",
            Reason::NextArticle => "next_article",
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

/// What the stripper thinks of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Judgement {
    /// One for each block.
    pub verdicts: Vec<Verdict>,
    /// How likely the page is an article, and its text right, 0 to 1; `None` where the model does not say.
    pub certainty: Option<f32>,
}

/// Judges every block of a document, and the page as a whole; `judgement` is emptied first.
pub fn strip(document: &Document, policy: &Policy, judgement: &mut Judgement) {
    let (rest, counted) = Rest::of(document, Counted::of(document));
    judge(rest.as_ref().map_or(document, |rest| &rest.document), counted, policy, judgement);
    if let Some(rest) = rest {
        let insert = Verdict { keep: false, score: 0.0, reason: Reason::Label };
        let verdicts = std::mem::replace(&mut judgement.verdicts, vec![insert; rest.all()]);
        rest.put(verdicts, &mut judgement.verdicts);
    }
}

/// Judges every block, none of which is an insert.
fn judge(document: &Document, counted: Counted, policy: &Policy, judgement: &mut Judgement) {
    let Judgement { verdicts, certainty } = judgement;
    verdicts.clear();
    *certainty = None;
    if document.blocks.is_empty() {
        return;
    }
    let looks = looks(document, policy.model);
    let Measured { page, containers, table, mut odds, whole } = measured(document, counted, policy.model);
    looks.second.renew(&table, &doubted(&odds), &mut odds);
    for odds in odds {
        let score = probability(odds);
        verdicts.push(Verdict { keep: score > policy.threshold, score, reason: Reason::Score });
    }
    region::choose(document, &page, &containers, policy.threshold, verdicts);
    *certainty = certainty::certainty(&looks.whole, &whole);
}

/// The names and rows of everything that is measured of blocks, what the model's first look made of it included. Of a dump's
/// inserts, which are no part of what is judged, it is what they would have if they were.
pub fn table(document: &Document, model: &Model) -> (&'static [&'static str], Vec<Vec<f32>>) {
    let rows = |document: &Document, counted: Counted| -> Vec<Vec<f32>> {
        let table = measured(document, counted, model).table;
        (0..table.rows()).map(|row| table.row(row)).collect()
    };
    let (rest, counted) = Rest::of(document, Counted::of(document));
    let Some(rest) = rest else { return (&NAMES, rows(document, counted)) };
    let mut all = rows(document, Counted::of(document));
    rest.put(rows(&rest.document, counted), &mut all);
    (&NAMES, all)
}

/// For each block the slots of its words in the model's table of weights.
pub fn slots(document: &Document) -> Vec<Vec<usize>> {
    lexicon::slots_of(&Page::new(document))
}

/// The names and values of what is measured of the whole page.
pub fn whole(document: &Document, model: &Model) -> (&'static [&'static str], Vec<f32>) {
    let nothing = [Level::UNKNOWN; certainty::NAMES.len()];
    let (rest, counted) = Rest::of(document, Counted::of(document));
    let judged = rest.as_ref().map_or(document, |rest| &rest.document);
    let whole = if judged.blocks.is_empty() { nothing } else { measured(judged, counted, model).whole };
    (&certainty::NAMES, whole.map(Level::value).to_vec())
}

/// What is known of a page before its second look.
struct Measured {
    page: Page,
    containers: Containers,
    table: Table,
    /// The first look's log odds.
    odds: Vec<f32>,
    whole: certainty::Row,
}

fn measured(document: &Document, counted: Counted, model: &Model) -> Measured {
    let page = Page::of(counted, document);
    let containers = Containers::new(document, &page);
    let mut table = Table::new(document.blocks.len());
    features::fill(&mut table, document, &page, &containers, model);
    let odds = looks(document, model).first.log_odds(&table);
    let first = First::new(&page, &odds);
    context::fill(&mut table, &page, &containers, &first);
    Measured { whole: certainty::measure(document, &page, &containers, &first), table, odds, containers, page }
}

/// Log odds below which the first look has the last word: of the 127,544 blocks of 474 real pages the second kept none that
/// the first had below -3.5.
const SURE: f32 = -4.0;

/// The parts of the table in which it is not sure of every row: menus and footers fill whole parts.
fn doubted(odds: &[f32]) -> Vec<usize> {
    let is_doubted = |odds: &[f32]| odds.iter().any(|&odds| odds >= SURE);
    odds.chunks(LANES).enumerate().filter(|(_, odds)| is_doubted(odds)).map(|(part, _)| part).collect()
}

/// The forests for this kind of page.
fn looks<'m>(document: &Document, model: &'m Model) -> &'m Looks {
    if document.blocks.iter().any(|block| block.linked.is_some()) { &model.linked } else { &model.unlinked }
}

#[cfg(test)]
mod tests {
    use super::*;
    use columns::FIRST_LOOK;

    #[test]
    fn the_model_belongs_to_the_table() {
        let model = Model::read(include_bytes!("model.bin")).unwrap();
        for looks in [&model.linked, &model.unlinked] {
            assert!(
                looks.first.inputs().iter().all(|input| input.column < FIRST_LOOK),
                "the first look knows no other"
            );
            assert!(
                looks.second.inputs().iter().any(|input| input.column >= FIRST_LOOK),
                "the second look sees the first"
            );
        }
    }
}
