//! The feature table: named columns, a row for each block of a page.

use super::columns::{Column, NAMES};

/// Rows that models are asked about at once: as many bytes as fill a vector register.
pub(super) const LANES: usize = 16;

/// The values, a column behind the other. Unknown is NaN, never 0; so is what stands behind the last row.
#[derive(Debug, Clone)]
pub(super) struct Table {
    rows: usize,
    /// From one column to the next: an odd number of cache lines, so that the same rows of all columns do not fall to the
    /// same few places of a cache.
    stride: usize,
    values: Vec<[f32; LANES]>,
}

/// 1 where something is so, 0 where it is not.
#[inline]
pub(super) fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

impl Table {
    /// A table in which nothing is known.
    pub(super) fn new(rows: usize) -> Table {
        let stride = rows.div_ceil(LANES) | 1;
        Table { rows, stride, values: vec![[f32::NAN; LANES]; stride * NAMES.len()] }
    }

    /// How many blocks it has.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// Sets a column from its first row on.
    pub(super) fn fill(&mut self, column: Column, values: impl IntoIterator<Item = f32>) {
        for (slot, value) in self.column_mut(column).iter_mut().zip(values) {
            *slot = value;
        }
    }

    /// Sets a column from its last row back.
    pub(super) fn fill_back(&mut self, column: Column, values: impl IntoIterator<Item = f32>) {
        for (slot, value) in self.column_mut(column).iter_mut().rev().zip(values) {
            *slot = value;
        }
    }

    /// All values of a column, so many at once.
    pub(super) fn column(&self, column: usize) -> &[[f32; LANES]] {
        &self.values[column * self.stride..][..self.rows.div_ceil(LANES)]
    }

    /// The values of a column, one a row.
    #[inline]
    pub(super) fn column_mut(&mut self, column: Column) -> &mut [f32] {
        let (start, rows) = (column as usize * self.stride, self.rows);
        &mut self.values[start..start + self.stride].as_flattened_mut()[..rows]
    }

    /// What is made of the table if all values of a column were this one.
    pub(super) fn with_column<T>(&mut self, column: usize, value: f32, make: impl FnOnce(&Table) -> T) -> T {
        let (from, to) = (column * self.stride, (column + 1) * self.stride);
        let kept = self.values[from..to].to_vec();
        self.values[from..to].fill([value; LANES]);
        let made = make(self);
        self.values[from..to].copy_from_slice(&kept);
        made
    }

    /// All columns of one block.
    pub(super) fn row(&self, row: usize) -> Vec<f32> {
        (0..NAMES.len()).map(|column| self.column(column)[row / LANES][row % LANES]).collect()
    }
}
