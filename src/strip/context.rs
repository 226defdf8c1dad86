//! The second look: what the first look made of a block's neighbours, its sections and the blocks of its style.

use std::ops::Range;

use crate::document::Document;

use super::columns::Column;
use super::containers::Containers;
use super::features::offset;
use super::model::probability;
use super::page::{self, Page, best_run};
use super::table::Table;

/// Words of a block that count at most: a very long one should not decide for its neighbours alone.
const MOST_WORDS: f32 = 60.0;
/// Likelihood that parts liked from disliked words in the search for the best run: a little below even, so that one
/// doubtful paragraph does not part a run.
const LIKED: f32 = 0.4;
/// Likelihood and words from which a block is one to lean on.
const CONFIDENT: (f32, f32) = (0.5, 8.0);
/// Blocks beyond which a distance says no more.
const FAR: f32 = 40.0;
/// Shares of the page's liked words that its core holds: nearly all, and more than half.
const CORES: [f32; 2] = [0.8, 0.55];

/// What the first look made of a page.
pub(super) struct First<'a> {
    odds: &'a [f32],
    likelihoods: Vec<f32>,
    /// Words that count, for each block.
    words: Vec<f32>,
    sums: Sums,
}

/// Running sums over the blocks, with a 0 before the first.
struct Sums {
    words: Vec<f32>,
    /// Words times likelihood.
    liked: Vec<f32>,
}

/// Words, and words times likelihood, that stand in something.
#[derive(Debug, Clone, Copy, Default)]
struct Share {
    words: f32,
    liked: f32,
}

/// Fills in what the second look sees.
pub(super) fn fill(table: &mut Table, document: &Document, page: &Page, containers: &Containers, first: &First<'_>) {
    neighbours(table, first);
    sections(table, document, first);
    styles(table, document, containers, first);
    runs(table, first);
    distances(table, page, first);
}

impl<'a> First<'a> {
    /// Given the first look's log odds.
    pub(super) fn new(page: &Page, odds: &'a [f32]) -> Self {
        let likelihoods: Vec<f32> = odds.iter().map(|&odds| probability(odds)).collect();
        let words: Vec<f32> = page.measures.iter().map(|m| m.words.min(MOST_WORDS) + 1.0).collect();
        let liked = words.iter().zip(&likelihoods).map(|(words, p)| words * p);
        let sums = Sums { words: page::sums(words.iter().copied()), liked: page::sums(liked) };
        First { odds, likelihoods, words, sums }
    }

    fn block(&self, at: usize) -> Share {
        Share { words: self.words[at], liked: self.words[at] * self.likelihoods[at] }
    }

    /// How many blocks it is about.
    pub(super) fn len(&self) -> usize {
        self.odds.len()
    }

    /// Likelihood of a block.
    pub(super) fn likelihood(&self, at: usize) -> f32 {
        self.likelihoods[at]
    }

    /// Words of a block that count.
    pub(super) fn words(&self, at: usize) -> f32 {
        self.words[at]
    }

    /// Likelihood of the likeliest block.
    pub(super) fn likeliest(&self) -> f32 {
        self.likelihoods.iter().copied().fold(0.0, f32::max)
    }

    /// The run of blocks that is liked best.
    pub(super) fn run(&self) -> Range<usize> {
        best_run(self.words.iter().zip(&self.likelihoods).map(|(words, p)| words * (p - LIKED)))
    }

    /// Liked words of the page.
    pub(super) fn liked(&self) -> f32 {
        self.sums.liked.last().copied().unwrap_or_default()
    }
}

impl Sums {
    fn over(&self, range: Range<usize>) -> Share {
        let last = self.words.len() - 1;
        let sum = |sums: &[f32]| sums[range.end.min(last)] - sums[range.start.min(last)];
        Share { words: sum(&self.words), liked: sum(&self.liked) }
    }
}

impl Share {
    fn and(self, other: Share) -> Share {
        Share { words: self.words + other.words, liked: self.liked + other.liked }
    }

    /// Mean likelihood; unknown where there is nothing.
    fn mean(self) -> f32 {
        if self.words > 0.0 { self.liked / self.words } else { f32::NAN }
    }
}

fn neighbours(table: &mut Table, first: &First<'_>) {
    let odds = |at: usize| first.odds.get(at).copied().unwrap_or(f32::NAN);
    for at in 0..table.rows() {
        let before = |reach: usize| first.sums.over(at.saturating_sub(reach)..at);
        let behind = |reach: usize| first.sums.over(at + 1..at + 1 + reach);
        let both = |reach| before(reach).and(behind(reach)).mean();
        let mut row = table.row_mut(at);
        let mut set = |column, value| row.set(column, value);
        set(Column::Alone, odds(at));
        set(Column::AloneBefore, odds(at.wrapping_sub(1)));
        set(Column::AloneBefore2, odds(at.wrapping_sub(2)));
        set(Column::AloneBehind, odds(at + 1));
        set(Column::AloneBehind2, odds(at + 2));
        set(Column::Near, both(2));
        set(Column::Around, both(6));
        set(Column::Wide, both(20));
        set(Column::Before, before(5).mean());
        set(Column::Behind, behind(5).mean());
    }
}

/// The columns of the sections from a block's own upwards: mean verdict, share of the page's liked words.
const LEVELS: [(Column, Option<Column>); 5] = [
    (Column::Section, Some(Column::SectionLiked)),
    (Column::Parent, Some(Column::ParentLiked)),
    (Column::Grand, Some(Column::GrandLiked)),
    (Column::Great, Some(Column::GreatLiked)),
    (Column::Fourth, None),
];

fn sections(table: &mut Table, document: &Document, first: &First<'_>) {
    let shares = by_section(document, first);
    let all = first.liked().max(1.0);
    for (at, block) in document.blocks.iter().enumerate() {
        let mut row = table.row_mut(at);
        let mut section = block.section as usize;
        for (mean, liked) in LEVELS {
            row.set(mean, shares[section].mean());
            if let Some(liked) = liked {
                row.set(liked, shares[section].liked / all);
            }
            section = document.sections[section].parent.unwrap_or(0) as usize;
        }
    }
    let [core, second] = CORES.map(|share| Core::of(document, &shares, share * first.liked()));
    for (at, block) in document.blocks.iter().enumerate() {
        let mut row = table.row_mut(at);
        let (core, second) = (core.find(block.section), second.find(block.section));
        let child = |found: Option<(usize, f32)>| found.map(|(child, _)| shares[child]);
        let depth = |found: Option<(usize, f32)>| found.map_or(-1.0, |(_, depth)| depth);
        row.set(Column::CoreChild, child(core).map_or(-1.0, Share::mean));
        row.set(Column::CoreChildLiked, child(core).map_or(-1.0, |child| child.liked / all));
        row.set(Column::CoreDepth, depth(core));
        row.set(Column::Core2Child, child(second).map_or(-1.0, Share::mean));
        row.set(Column::Core2Depth, depth(second));
    }
}

/// Sums from the blocks up the tree; a parent stands before its children, so one pass backwards does it.
fn by_section(document: &Document, first: &First<'_>) -> Vec<Share> {
    let mut shares = vec![Share::default(); document.sections.len()];
    for (at, block) in document.blocks.iter().enumerate() {
        let share = &mut shares[block.section as usize];
        *share = share.and(first.block(at));
    }
    for at in (1..shares.len()).rev() {
        let parent = document.sections[at].parent.unwrap_or(0) as usize;
        shares[parent] = shares[parent].and(shares[at]);
    }
    shares
}

/// The innermost section that holds so many liked words, and for each section inside it the child it is in and the steps
/// up.
struct Core(Vec<Option<(usize, f32)>>);

impl Core {
    fn of(document: &Document, shares: &[Share], liked: f32) -> Core {
        // A section that holds more than half of something has no equal beside it: the last one in page order is the
        // innermost.
        let core = shares.iter().rposition(|share| share.liked >= liked).unwrap_or(0);
        let mut inside = vec![None; shares.len()];
        inside[core] = Some((core, 0.0));
        for at in core + 1..shares.len() {
            let parent = document.sections[at].parent.unwrap_or(0) as usize;
            inside[at] = inside[parent].map(|(child, depth)| (if parent == core { at } else { child }, depth + 1.0));
        }
        Core(inside)
    }

    fn find(&self, section: u32) -> Option<(usize, f32)> {
        self.0[section as usize]
    }
}

fn styles(table: &mut Table, document: &Document, containers: &Containers, first: &First<'_>) {
    let mut shares = vec![Share::default(); containers.style_count()];
    for (at, block) in document.blocks.iter().enumerate() {
        let share = &mut shares[containers.style(block.section)];
        *share = share.and(first.block(at));
    }
    let all = first.liked().max(1.0);
    for (at, block) in document.blocks.iter().enumerate() {
        let mut row = table.row_mut(at);
        let (share, own) = (shares[containers.style(block.section)], first.block(at));
        let others = Share { words: share.words - own.words, liked: share.liked - own.liked };
        row.set(Column::Style, share.mean());
        // What is left when the block was the only one of its style is rounding.
        row.set(Column::StyleOthers, if others.words >= 1.0 { others.mean() } else { f32::NAN });
        row.set(Column::StyleLiked, share.liked / all);
    }
}

fn runs(table: &mut Table, first: &First<'_>) {
    let (run, likeliest) = (first.run(), first.likeliest());
    for at in 0..table.rows() {
        let mut row = table.row_mut(at);
        row.set(Column::Run, offset(&run, at, FAR));
        row.set(Column::Likeliest, likeliest);
        row.set(Column::LikedAbove, first.sums.liked[at] / first.liked().max(1.0));
        row.set(Column::Liked, first.liked());
    }
}

fn distances(table: &mut Table, page: &Page, first: &First<'_>) {
    let confident: Vec<bool> =
        page.measures.iter().zip(&first.likelihoods).map(|(m, &p)| p > CONFIDENT.0 && m.words >= CONFIDENT.1).collect();
    let step = |distance: f32, is_here: bool| if is_here { 1.0 } else { (distance + 1.0).min(FAR) };
    let all = confident.iter().filter(|&&is| is).count().max(1) as f32;
    let (mut distance, mut count) = (FAR, 0.0);
    for (at, &is_here) in confident.iter().enumerate() {
        let mut row = table.row_mut(at);
        row.set(Column::Above, distance);
        row.set(Column::AboveShare, count / all);
        distance = step(distance, is_here);
        count += f32::from(u8::from(is_here));
    }
    distance = FAR;
    for (at, &is_here) in confident.iter().enumerate().rev() {
        table.set(Column::Below, at, distance);
        distance = step(distance, is_here);
    }
}
