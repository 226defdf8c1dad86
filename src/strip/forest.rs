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

/// Parts of so many rows that are asked about together: what a split is need be read but once for them, and the leaves of
/// all their rows stay in registers.
pub(super) const PARTS: usize = 4;

/// Something of each row of the parts.
pub(super) type Rows<T> = [[T; LANES]; PARTS];

/// A byte of each row of the parts, as vectors: left to itself the compiler keeps what is so many of them in memory.
type Bytes = [u8x16; PARTS * LANES / 16];

impl Forest {
    /// Log odds of each row that it is article text.
    pub(super) fn log_odds(&self, table: &Table) -> Vec<f32> {
        let mut odds = vec![0.0; table.rows()];
        self.renew(table, 0..table.rows().div_ceil(LANES), &mut odds);
        odds
    }

    /// Puts the log odds of the rows of some parts of a table in the place of others.
    pub(super) fn renew(&self, table: &Table, parts: impl IntoIterator<Item = usize>, odds: &mut [f32]) {
        let mut parts = parts.into_iter().peekable();
        while let Some(&first) = parts.peek() {
            let mut some = [first; PARTS];
            let count = some.iter_mut().zip(&mut parts).map(|(slot, part)| *slot = part).count();
            let sums = self.sums(table, &some);
            for (part, sums) in some.into_iter().zip(sums).take(count) {
                odds.iter_mut().skip(part * LANES).zip(sums).for_each(|(odds, sum)| *odds = self.odds(sum));
            }
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
    fn sums(&self, table: &Table, parts: &[usize; PARTS]) -> Rows<i16> {
        #[cfg(target_arch = "x86_64")]
        if let Some(sums) = x86::sums(self, table, parts) {
            return sums;
        }
        self.sums_anywhere(table, parts)
    }

    /// The same, on any processor.
    pub(super) fn sums_anywhere(&self, table: &Table, parts: &[usize; PARTS]) -> Rows<i16> {
        let mut outcomes: Vec<Bytes> = Vec::with_capacity(self.borders.len());
        for borders in self.borders_by_column() {
            let rows = borders[0].rows(table, parts);
            outcomes.extend(borders.iter().map(|border| border.above(&rows)));
        }
        let mut sums = [[0; LANES]; PARTS];
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
    pub(super) fn rows<'t>(&self, table: &'t Table, parts: &[usize; PARTS]) -> [&'t [Level; LANES]; PARTS] {
        let column = table.column(self.column);
        parts.map(|part| &column[part])
    }

    /// All bits set where a value is above it, which the unknown is not.
    #[inline]
    fn above(&self, rows: &[&[Level; LANES]; PARTS]) -> Bytes {
        let above = rows.map(|levels| levels.map(|level| if level > self.above { u8::MAX } else { 0 }));
        let (sixteens, _) = above.as_flattened().as_chunks();
        array::from_fn(|at| u8x16::new(sixteens[at]))
    }
}

impl Tree {
    #[inline]
    pub(super) fn splits(&self) -> &[Split] {
        &self.splits[..self.count]
    }

    /// Adds the answer for each row.
    fn add(&self, outcomes: &[Bytes], sums: &mut Rows<i16>) {
        let leaves = self.leaves(outcomes).map(u8x16::to_array);
        let mut answers = [[0; 8]; PARTS * LANES / 8];
        for (answer, &leaf) in answers.as_flattened_mut().iter_mut().zip(leaves.as_flattened()) {
            *answer = self.at_leaf(leaf);
        }
        let (eights, _) = sums.as_flattened_mut().as_chunks_mut();
        for (sums, answers) in eights.iter_mut().zip(answers) {
            *sums = i16x8::new(*sums).saturating_add(i16x8::new(answers)).to_array();
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
    fn leaves(&self, outcomes: &[Bytes]) -> Bytes {
        let mut leaves = [u8x16::ZERO; PARTS * LANES / 16];
        for split in self.splits() {
            let (from, step) = (u8x16::splat(split.leaf), u8x16::splat(split.step));
            for (leaves, above) in leaves.iter_mut().zip(&outcomes[usize::from(split.border)]) {
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
