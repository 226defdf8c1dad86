//! Boosted trees over the feature table, asked about many blocks at once.
//!
//! A tree is grown leaf by leaf, the leaf that gains most first (H. Shi, "Best-first decision tree learning", 2007; for
//! boosting G. Ke and others, "LightGBM: a highly efficient gradient boosting decision tree", 2017), and is kept as it
//! grew: a list of splits, each of which moves the rows of one leaf that answer yes to a new one. So nothing branches on
//! a block's values, and many blocks are asked at once, with no question asked twice: first every border that is asked
//! for is compared with the values of its column, then a tree's splits move as many rows as a register holds.

use std::array;

use wide::{i16x8, u8x16};

use super::level::Level;
use super::table::{LANES, Table};
#[cfg(target_arch = "x86_64")]
use super::x86;

/// Leaves of a tree at most.
pub(super) const LEAVES: usize = 16;

/// Trees whose answers add up to log odds.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Forest {
    pub(super) bias: f32,
    /// What one step of an answer is worth.
    pub(super) scale: f32,
    pub(super) inputs: Vec<Input>,
    pub(super) borders: Vec<Border>,
    pub(super) trees: Vec<Tree>,
}

/// Splits in the order in which the tree grew, and what each leaf answers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tree {
    pub(super) splits: [Split; LEAVES - 1],
    /// How many of them there are.
    pub(super) count: usize,
    pub(super) answers: [i16; LEAVES],
}

/// A leaf of which the rows above a border become a new one.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Split {
    /// Its number among the forest's.
    pub(super) border: u16,
    pub(super) leaf: u8,
    /// From the leaf's number to that of the new one.
    pub(super) step: u8,
}

/// A column that is asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Input {
    pub(super) column: usize,
    /// The value of the average block in training.
    pub(super) usual: f32,
}

/// Whether the value of a column is above this.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Border {
    pub(super) column: usize,
    pub(super) above: Level,
}

/// Parts of so many rows that are asked about together at most: what a split is need be read but once for them, and the
/// leaves of all their rows stay in registers.
pub(super) const PARTS: usize = 4;

/// Parts that are asked about together where there are no more: a short page has no others, and of most the second look
/// doubts no others.
const FEW: usize = 2;

/// Something of each row of some parts.
pub(super) type Rows<T, const N: usize> = [[T; LANES]; N];

/// A byte of each row of some parts, as vectors: left to itself the compiler keeps what is so many of them in memory.
type Bytes<const N: usize> = [[u8x16; LANES / 16]; N];

impl Forest {
    /// Log odds of each row that it is article text.
    pub(super) fn log_odds(&self, table: &Table) -> Vec<f32> {
        let mut odds = vec![0.0; table.rows()];
        let parts: Vec<usize> = (0..table.rows().div_ceil(LANES)).collect();
        self.renew(table, &parts, &mut odds);
        odds
    }

    /// Puts the log odds of the rows of some parts of a table in the place of others.
    pub(super) fn renew(&self, table: &Table, parts: &[usize], odds: &mut [f32]) {
        for some in parts.chunks(PARTS) {
            if some.len() <= FEW {
                self.renew_some::<FEW>(table, some, odds);
            } else {
                self.renew_some::<PARTS>(table, some, odds);
            }
        }
    }

    /// The same of so many parts at most, and one at least.
    fn renew_some<const N: usize>(&self, table: &Table, parts: &[usize], odds: &mut [f32]) {
        let mut some = [parts[0]; N];
        some[..parts.len()].copy_from_slice(parts);
        for (&part, sums) in parts.iter().zip(self.sums(table, &some)) {
            odds.iter_mut().skip(part * LANES).zip(sums).for_each(|(odds, sum)| *odds = self.odds(sum));
        }
    }

    /// Log odds of one row by itself.
    pub(super) fn log_odds_of(&self, row: &[Level]) -> f32 {
        let above: Vec<bool> = self.borders.iter().map(|border| row[border.column] > border.above).collect();
        self.odds(self.trees.iter().map(|tree| tree.answer(&above)).fold(0, i16::saturating_add))
    }

    /// Whether it has nothing to say.
    pub(super) fn is_empty(&self) -> bool {
        self.trees.is_empty()
    }

    /// Sums of the trees' answers for the rows of some parts, as far as 16 bits hold: what is beyond is certain.
    fn sums<const N: usize>(&self, table: &Table, parts: &[usize; N]) -> Rows<i16, N> {
        #[cfg(target_arch = "x86_64")]
        if let Some(sums) = x86::sums(self, table, parts) {
            return sums;
        }
        self.sums_anywhere(table, parts)
    }

    /// The same, on any processor.
    pub(super) fn sums_anywhere<const N: usize>(&self, table: &Table, parts: &[usize; N]) -> Rows<i16, N> {
        let mut outcomes: Vec<Bytes<N>> = Vec::with_capacity(self.borders.len());
        for borders in self.borders_by_column() {
            let rows = borders[0].rows(table, parts);
            outcomes.extend(borders.iter().map(|border| border.above(&rows)));
        }
        let mut sums = [[0; LANES]; N];
        for tree in &self.trees {
            tree.add(&outcomes, &mut sums);
        }
        sums
    }

    /// Those that are compared with the same values, together.
    pub(super) fn borders_by_column(&self) -> impl Iterator<Item = &[Border]> {
        self.borders.chunk_by(|a, b| a.column == b.column)
    }

    fn odds(&self, sum: i16) -> f32 {
        self.bias + self.scale * f32::from(sum)
    }

    /// What is asked for.
    pub(super) fn inputs(&self) -> &[Input] {
        &self.inputs
    }
}

impl Border {
    /// The values of its column in some parts.
    #[inline]
    pub(super) fn rows<'t, const N: usize>(&self, table: &'t Table, parts: &[usize; N]) -> [&'t [Level; LANES]; N] {
        let column = table.column(self.column);
        parts.map(|part| &column[part])
    }

    /// All bits set where a value is above it, which the unknown is not.
    #[inline]
    fn above<const N: usize>(&self, rows: &[&[Level; LANES]; N]) -> Bytes<N> {
        rows.map(|levels| {
            let above = levels.map(|level| if level > self.above { u8::MAX } else { 0 });
            let (sixteens, _) = above.as_chunks();
            array::from_fn(|at| u8x16::new(sixteens[at]))
        })
    }
}

impl Tree {
    #[inline]
    pub(super) fn splits(&self) -> &[Split] {
        &self.splits[..self.count]
    }

    /// Adds the answer for each row.
    fn add<const N: usize>(&self, outcomes: &[Bytes<N>], sums: &mut Rows<i16, N>) {
        for (sums, leaves) in sums.iter_mut().zip(self.leaves(outcomes)) {
            let leaves = leaves.map(u8x16::to_array);
            let mut answers = [[0; 8]; LANES / 8];
            for (answer, &leaf) in answers.as_flattened_mut().iter_mut().zip(leaves.as_flattened()) {
                *answer = self.at_leaf(leaf);
            }
            let (eights, _) = sums.as_chunks_mut();
            for (sums, answers) in eights.iter_mut().zip(answers) {
                *sums = i16x8::new(*sums).saturating_add(i16x8::new(answers)).to_array();
            }
        }
    }

    /// The answer for one row, by the borders that its values are above.
    fn answer(&self, above: &[bool]) -> i16 {
        let step = |leaf: u8, split: &Split| {
            leaf + if leaf == split.leaf && above[usize::from(split.border)] { split.step } else { 0 }
        };
        self.at_leaf(self.splits().iter().fold(0, step))
    }

    #[inline]
    fn at_leaf(&self, leaf: u8) -> i16 {
        // The mask says that it is below the number of leaves.
        self.answers[usize::from(leaf) & (LEAVES - 1)]
    }

    /// The leaf that each row comes to.
    fn leaves<const N: usize>(&self, outcomes: &[Bytes<N>]) -> Bytes<N> {
        let mut leaves = [[u8x16::ZERO; LANES / 16]; N];
        for split in self.splits() {
            let (from, step) = (u8x16::splat(split.leaf), u8x16::splat(split.step));
            let outcomes = outcomes[usize::from(split.border)].as_flattened();
            for (leaves, above) in leaves.as_flattened_mut().iter_mut().zip(outcomes) {
                *leaves += leaves.simd_eq(from) & *above & step;
            }
        }
        leaves
    }
}

/// Log odds to probability.
pub(super) fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}
