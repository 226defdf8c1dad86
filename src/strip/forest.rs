//! Boosted trees over the feature table, asked about many blocks at once.
//!
//! A tree is grown leaf by leaf, the leaf that gains most first (H. Shi, "Best-first decision tree learning", 2007; for
//! boosting G. Ke and others, "LightGBM: a highly efficient gradient boosting decision tree", 2017), and is kept as it
//! grew: a list of splits, each of which moves the rows of one leaf that answer yes to a new one. So nothing branches on
//! a block's values, and many blocks are asked at once, with no question asked twice: first every border that is asked
//! for is compared with the values of its column, then a tree's splits move sixteen rows in a register.

use std::array;

use super::table::{LANES, Table};

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
    pub(super) splits: Vec<Split>,
    pub(super) answers: [i16; LEAVES],
}

/// A leaf of which the rows above a border become a new one.
#[derive(Debug, Clone, Copy, PartialEq)]
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
    pub(super) above: f32,
}

impl Forest {
    /// Log odds of each row that it is article text.
    pub(super) fn log_odds(&self, table: &Table) -> Vec<f32> {
        let parts = table.rows().div_ceil(LANES);
        let mut odds = Vec::with_capacity(parts * LANES);
        for from in (0..parts).step_by(PARTS) {
            match parts - from {
                1 => self.ask::<1>(from, table, &mut odds),
                2 => self.ask::<2>(from, table, &mut odds),
                3 => self.ask::<3>(from, table, &mut odds),
                _ => self.ask::<PARTS>(from, table, &mut odds),
            }
        }
        odds.truncate(table.rows());
        odds
    }

    /// Log odds of one row by itself.
    pub(super) fn log_odds_of(&self, row: &[f32]) -> f32 {
        let above: Vec<bool> = self.borders.iter().map(|border| row[border.column] > border.above).collect();
        self.odds(self.trees.iter().map(|tree| tree.answer(&above)).sum())
    }

    /// Whether it has nothing to say.
    pub(super) fn is_empty(&self) -> bool {
        self.trees.is_empty()
    }

    /// Appends the log odds of the rows of some parts.
    fn ask<const N: usize>(&self, from: usize, table: &Table, odds: &mut Vec<f32>) {
        let mut outcomes: Vec<[Lanes; N]> = Vec::with_capacity(self.borders.len());
        for borders in self.borders.chunk_by(|a, b| a.column == b.column) {
            let values = table.column(borders[0].column)[from..].first_chunk();
            outcomes.extend(borders.iter().map(|border| values.map_or([[0; LANES]; N], |values| border.below(values))));
        }
        let mut sums = [[0; LANES]; N];
        for tree in &self.trees {
            tree.add(&outcomes, &mut sums);
        }
        odds.extend(sums.as_flattened().iter().map(|&sum| self.odds(sum)));
    }

    fn odds(&self, sum: i32) -> f32 {
        self.bias + self.scale * sum as f32
    }

    /// What is asked for.
    pub(super) fn inputs(&self) -> &[Input] {
        &self.inputs
    }
}

/// Parts of so many rows that are asked about together: what a split is need be read but once for them, and the leaves of
/// all their rows stay in registers.
const PARTS: usize = 4;

/// A byte a row, of as many as fill a register.
type Lanes = [u8; LANES];

impl Border {
    /// All bits set where a value is above it, which the unknown is not.
    #[inline]
    fn below<const N: usize>(&self, values: &[[f32; LANES]; N]) -> [Lanes; N] {
        values.map(|values| values.map(|value| if value > self.above { u8::MAX } else { 0 }))
    }
}

impl Tree {
    /// Adds the answer for each row.
    fn add<const N: usize>(&self, outcomes: &[[Lanes; N]], sums: &mut [[i32; LANES]; N]) {
        let leaves = self.leaves(outcomes);
        for (sum, leaf) in sums.as_flattened_mut().iter_mut().zip(leaves.as_flattened()) {
            // The mask says that it is below the number of leaves.
            *sum += i32::from(self.answers[usize::from(*leaf) & (LEAVES - 1)]);
        }
    }

    /// The answer for one row, by the borders that its values are above.
    fn answer(&self, above: &[bool]) -> i32 {
        let step = |leaf: u8, split: &Split| {
            leaf + if leaf == split.leaf && above[usize::from(split.border)] { split.step } else { 0 }
        };
        i32::from(self.answers[usize::from(self.splits.iter().fold(0, step)) & (LEAVES - 1)])
    }

    /// The leaf that each row comes to. One step for all rows behind the other, and no call within a caller's loop: so the
    /// compiler keeps the leaves in registers from split to split.
    #[inline(never)]
    fn leaves<const N: usize>(&self, outcomes: &[[Lanes; N]]) -> [Lanes; N] {
        let mut leaves = [[0; LANES]; N];
        for split in &self.splits {
            let is_there = leaves.map(|leaves| leaves.map(|leaf| if leaf == split.leaf { u8::MAX } else { 0 }));
            let moves = both(&is_there, &outcomes[usize::from(split.border)], |is_there, above| is_there & above);
            let steps = moves.map(|moves| moves.map(|moves| moves & split.step));
            leaves = both(&leaves, &steps, u8::wrapping_add);
        }
        leaves
    }
}

/// What is made of two bytes of each row.
#[inline]
fn both<const N: usize>(a: &[Lanes; N], b: &[Lanes; N], make: impl Fn(u8, u8) -> u8) -> [Lanes; N] {
    array::from_fn(|part| array::from_fn(|lane| make(a[part][lane], b[part][lane])))
}

/// Log odds to probability.
pub(super) fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}
