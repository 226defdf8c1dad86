//! The feature table: named columns, a row for each block of a page.

use super::columns::{Column, NAMES};

/// The values, a column behind the other: models ask for a column of all blocks. Unknown is NaN, never 0.
#[derive(Debug, Clone)]
pub(super) struct Table {
    rows: usize,
    values: Vec<f32>,
}

impl Table {
    /// A table in which nothing is known.
    pub(super) fn new(rows: usize) -> Table {
        Table { rows, values: vec![f32::NAN; rows * NAMES.len()] }
    }

    /// How many blocks it has.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    #[inline]
    pub(super) fn set(&mut self, column: Column, row: usize, value: f32) {
        self.values[column as usize * self.rows + row] = value;
    }

    /// A column of all blocks.
    pub(super) fn column(&self, column: usize) -> &[f32] {
        &self.values[column * self.rows..][..self.rows]
    }

    /// Likewise, to be filled in.
    pub(super) fn column_mut(&mut self, column: Column) -> &mut [f32] {
        &mut self.values[column as usize * self.rows..][..self.rows]
    }

    /// What is made of the table if all values of a column were this one.
    pub(super) fn with_column<T>(&mut self, column: usize, value: f32, make: impl FnOnce(&Table) -> T) -> T {
        let range = column * self.rows..(column + 1) * self.rows;
        let kept = self.values[range.clone()].to_vec();
        self.values[range.clone()].fill(value);
        let made = make(self);
        self.values[range].copy_from_slice(&kept);
        made
    }

    /// All columns of one block.
    pub(super) fn row(&self, row: usize) -> Vec<f32> {
        (0..NAMES.len()).map(|column| self.values[column * self.rows + row]).collect()
    }
}
