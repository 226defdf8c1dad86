//! The feature table: named columns, a row for each block of a page.

use super::columns::{Column, NAMES};

/// Rows that stand together, and that models are asked about at once: bytes enough to fill a vector register some times
/// over.
pub(super) const LANES: usize = 64;

/// The values of [`LANES`] rows, a column behind the other: a row is written within a few kilobytes, and models ask for a
/// column of many rows.
pub(super) type Tile = [[f32; LANES]; NAMES.len()];

/// The values. Unknown is NaN, never 0; so is what stands behind the last row.
#[derive(Debug, Clone)]
pub(super) struct Table {
    rows: usize,
    /// The columns of one [`Tile`] behind the other.
    values: Vec<[f32; LANES]>,
}

/// A row, to be filled in.
pub(super) struct RowMut<'t> {
    tile: &'t mut Tile,
    lane: usize,
}

impl RowMut<'_> {
    #[inline]
    pub(super) fn set(&mut self, column: Column, value: f32) {
        self.tile[column as usize][self.lane] = value;
    }
}

impl Table {
    /// A table in which nothing is known.
    pub(super) fn new(rows: usize) -> Table {
        Table { rows, values: vec![[f32::NAN; LANES]; rows.div_ceil(LANES) * NAMES.len()] }
    }

    /// How many blocks it has.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    #[inline]
    pub(super) fn set(&mut self, column: Column, row: usize, value: f32) {
        self.row_mut(row).set(column, value);
    }

    /// One block, to set many of its columns.
    #[inline]
    pub(super) fn row_mut(&mut self, row: usize) -> RowMut<'_> {
        RowMut { tile: &mut self.tiles_mut()[row / LANES], lane: row % LANES }
    }

    /// All blocks, so many at once.
    pub(super) fn tiles(&self) -> &[Tile] {
        self.values.as_chunks().0
    }

    #[inline]
    fn tiles_mut(&mut self) -> &mut [Tile] {
        self.values.as_chunks_mut().0
    }

    /// What is made of the table if all values of a column were this one.
    pub(super) fn with_column<T>(&mut self, column: usize, value: f32, make: impl FnOnce(&Table) -> T) -> T {
        let kept: Vec<_> =
            self.tiles_mut().iter_mut().map(|tile| std::mem::replace(&mut tile[column], [value; LANES])).collect();
        let made = make(self);
        self.tiles_mut().iter_mut().zip(kept).for_each(|(tile, kept)| tile[column] = kept);
        made
    }

    /// All columns of one block.
    pub(super) fn row(&self, row: usize) -> Vec<f32> {
        self.tiles()[row / LANES].iter().map(|column| column[row % LANES]).collect()
    }
}
