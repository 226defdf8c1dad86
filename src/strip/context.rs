//! The second look: what the first look made of a block's neighbours, its sections and the blocks of its style.

use std::ops::Range;

use super::columns::Column;
use super::containers::Containers;
use super::features::offset;
use super::forest::probability;
use super::level::Level;
use super::page::{Page, best_run};
use super::series::Sums;
use super::styles::Styles;
use super::table::{Table, flag};
use super::tree::{Inside, Tree};

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
    sums: Windows,
}

/// Running sums over the blocks.
struct Windows {
    words: Sums,
    /// Words times likelihood.
    liked: Sums,
}

/// Blocks on either side that are looked at.
const REACH: usize = 21;

/// Words, and words times likelihood, that stand in something.
#[derive(Debug, Clone, Copy, Default)]
struct Share {
    words: f32,
    liked: f32,
}

/// Fills in what the second look sees.
pub(super) fn fill(table: &mut Table, page: &Page, containers: &Containers, first: &First<'_>) {
    neighbours(table, first);
    sections(table, &containers.tree, first);
    styles(table, &containers.styles, first);
    runs(table, first);
    distances(table, page, first);
}

impl<'a> First<'a> {
    /// Given the first look's log odds.
    pub(super) fn new(page: &Page, odds: &'a [f32]) -> Self {
        let likelihoods: Vec<f32> = odds.iter().map(|&odds| probability(odds)).collect();
        let words: Vec<f32> = page.measures.iter().map(|m| m.words.min(MOST_WORDS) + 1.0).collect();
        let liked = words.iter().zip(&likelihoods).map(|(words, p)| words * p);
        let sums = Windows { words: Sums::new(REACH, words.iter().copied()), liked: Sums::new(REACH, liked) };
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
        self.sums.liked.all()
    }
}

impl Windows {
    /// For each block what stands in its neighbours `from..to`, as [`Sums::over`] counts them.
    fn over(&self, from: isize, to: isize) -> impl Iterator<Item = Share> {
        self.words.over(from, to).zip(self.liked.over(from, to)).map(|(words, liked)| Share { words, liked })
    }

    /// For each block the mean likelihood of so many on either side.
    fn around(&self, reach: isize) -> impl Iterator<Item = f32> {
        self.over(-reach, 0).zip(self.over(1, 1 + reach)).map(|(before, behind)| before.and(behind).mean())
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
    table.fill(Column::Alone, first.odds.iter().copied());
    let beside =
        [(Column::AloneBefore, -1), (Column::AloneBefore2, -2), (Column::AloneBehind, 1), (Column::AloneBehind2, 2)];
    for (column, behind) in beside {
        table.fill_beside(column, Column::Alone, behind, f32::NAN);
    }
    table.fill(Column::Near, first.sums.around(2));
    table.fill(Column::Around, first.sums.around(6));
    table.fill(Column::Wide, first.sums.around(20));
    table.fill(Column::Before, first.sums.over(-5, 0).map(Share::mean));
    table.fill(Column::Behind, first.sums.over(1, 6).map(Share::mean));
}

/// The columns of the sections from a block's own upwards: mean verdict, share of the page's liked words.
const SECTIONS: [(Column, Option<Column>); 5] = [
    (Column::Section, Some(Column::SectionLiked)),
    (Column::Parent, Some(Column::ParentLiked)),
    (Column::Grand, Some(Column::GrandLiked)),
    (Column::Great, Some(Column::GreatLiked)),
    (Column::Fourth, None),
];

fn sections(table: &mut Table, tree: &Tree, first: &First<'_>) {
    let shares = by_section(tree, first);
    let all = first.liked().max(1.0);
    let told: Vec<[Level; 2]> = shares.iter().map(|share| [share.mean(), share.liked / all].map(Level::of)).collect();
    for (up, (mean, liked)) in SECTIONS.into_iter().enumerate() {
        let of_blocks = || tree.level(up).iter().map(|&at| told[at as usize]);
        table.set(mean, of_blocks().map(|[mean, _]| mean));
        if let Some(column) = liked {
            table.set(column, of_blocks().map(|[_, liked]| liked));
        }
    }
    let [core, second] = CORES.map(|share| {
        let inside = tree.inside(core(&shares, share * first.liked()));
        tree.level(0).iter().map(|&at| inside[at as usize]).collect::<Vec<_>>()
    });
    let mut of_child = |column, core: &[Option<Inside>], which: usize| {
        let outside = Level::of(-1.0);
        table.set(column, core.iter().map(|inside| inside.map_or(outside, |inside| told[inside.child()][which])));
    };
    of_child(Column::CoreChild, &core, 0);
    of_child(Column::CoreChildLiked, &core, 1);
    of_child(Column::Core2Child, &second, 0);
    let depth = |inside: &Option<Inside>| inside.map_or(-1.0, |inside| inside.depth);
    table.fill(Column::CoreDepth, core.iter().map(depth));
    table.fill(Column::Core2Depth, second.iter().map(depth));
}

/// What each section holds, from the blocks up the tree.
fn by_section(tree: &Tree, first: &First<'_>) -> Vec<Share> {
    let mut shares = vec![Share::default(); tree.len()];
    for at in 0..first.len() {
        let share = &mut shares[tree.of_block(at)];
        *share = share.and(first.block(at));
    }
    tree.add_up(&mut shares, |sum, own| *sum = sum.and(own));
    shares
}

/// The innermost section that holds so many liked words.
fn core(shares: &[Share], liked: f32) -> usize {
    // A section that holds more than half of something has no equal beside it: the last one in page order is the innermost.
    shares.iter().rposition(|share| share.liked >= liked).unwrap_or(0)
}

fn styles(table: &mut Table, styles: &Styles, first: &First<'_>) {
    let mut shares = vec![Share::default(); styles.len()];
    for at in 0..first.len() {
        let share = &mut shares[styles.of_block(at)];
        *share = share.and(first.block(at));
    }
    let all = first.liked().max(1.0);
    let others = |at: usize| {
        let (share, own) = (shares[styles.of_block(at)], first.block(at));
        Share { words: share.words - own.words, liked: share.liked - own.liked }
    };
    let known = |others: Share| if others.words >= 1.0 { others.mean() } else { f32::NAN };
    let blocks = || 0..first.len();
    table.fill(Column::Style, blocks().map(|at| shares[styles.of_block(at)].mean()));
    // What is left when the block was the only one of its style is rounding.
    table.fill(Column::StyleOthers, blocks().map(|at| known(others(at))));
    table.fill(Column::StyleLiked, blocks().map(|at| shares[styles.of_block(at)].liked / all));
}

fn runs(table: &mut Table, first: &First<'_>) {
    let (run, liked) = (first.run(), first.liked());
    table.fill(Column::Run, (0..first.len()).map(|at| offset(&run, at, FAR)));
    table.fill_all(Column::Likeliest, first.likeliest());
    table.fill(Column::LikedAbove, first.sums.liked.before().iter().map(|above| above / liked.max(1.0)));
    table.fill_all(Column::Liked, liked);
}

fn distances(table: &mut Table, page: &Page, first: &First<'_>) {
    let confident: Vec<bool> =
        page.measures.iter().zip(&first.likelihoods).map(|(m, &p)| p > CONFIDENT.0 && m.words >= CONFIDENT.1).collect();
    let all = confident.iter().filter(|&&is| is).count().max(1) as f32;
    let step = |distance: &mut f32, &is_here: &bool| {
        Some(std::mem::replace(distance, if is_here { 1.0 } else { (*distance + 1.0).min(FAR) }))
    };
    let count = |count: &mut f32, &is_here: &bool| Some(std::mem::replace(count, *count + flag(is_here)));
    table.fill(Column::Above, confident.iter().scan(FAR, step));
    table.fill(Column::AboveShare, confident.iter().scan(0.0, count).map(|count| count / all));
    table.fill_back(Column::Below, confident.iter().rev().scan(FAR, step));
}
