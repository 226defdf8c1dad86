//! The feature table: named columns, a row for each block of a page.

use std::ops::Range;

use super::columns::{Column, NAMES};
use super::level::Level;

/// Rows that models are asked about at once: as many bytes as a register of AVX2 holds, and as many levels as one of AVX-512
/// does, or a cache line.
pub(super) const LANES: usize = 32;

/// The values, a column behind the other. Unknown is NaN, never 0; so is what stands behind the last row.
#[derive(Debug, Clone)]
pub(super) struct Table {
    rows: usize,
    /// From one column to the next: an odd number of cache lines, so that the same rows of all columns do not fall to the
    /// same few places of a cache.
    stride: usize,
    levels: Vec<[Level; LANES]>,
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
        Table { rows, stride, levels: vec![[Level::UNKNOWN; LANES]; stride * NAMES.len()] }
    }

    /// How many blocks it has.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// Sets a column from its first row on.
    pub(super) fn fill(&mut self, column: Column, values: impl IntoIterator<Item = f32>) {
        self.set(column, values.into_iter().map(Level::of));
    }

    /// Likewise, given the levels of its values.
    pub(super) fn set(&mut self, column: Column, levels: impl IntoIterator<Item = Level>) {
        for (slot, level) in self.column_mut(column).iter_mut().zip(levels) {
            *slot = level;
        }
    }

    /// Sets a column to what another, that is set, has so many rows behind; beyond the first and the last row to one value.
    pub(super) fn fill_beside(&mut self, column: Column, other: Column, behind: isize, beyond: f32) {
        let (rows, far) = (self.rows, behind.unsigned_abs().min(self.rows));
        let start = other as usize * self.stride * LANES + if behind > 0 { far } else { 0 };
        let to = column as usize * self.stride * LANES + if behind > 0 { 0 } else { far };
        self.levels.as_flattened_mut().copy_within(start..start + rows - far, to);
        let outside = if behind > 0 { rows - far..rows } else { 0..far };
        self.fill_rows(column, outside, beyond);
    }

    /// Sets a column from its last row back.
    pub(super) fn fill_back(&mut self, column: Column, values: impl IntoIterator<Item = f32>) {
        for (slot, value) in self.column_mut(column).iter_mut().rev().zip(values) {
            *slot = Level::of(value);
        }
    }

    /// Sets some rows of a column to one value.
    pub(super) fn fill_rows(&mut self, column: Column, rows: Range<usize>, value: f32) {
        self.column_mut(column)[rows].fill(Level::of(value));
    }

    /// Sets a whole column to one value.
    pub(super) fn fill_all(&mut self, column: Column, value: f32) {
        self.column_mut(column).fill(Level::of(value));
    }

    /// All values of a column, so many at once.
    pub(super) fn column(&self, column: usize) -> &[[Level; LANES]] {
        &self.levels[column * self.stride..][..self.rows.div_ceil(LANES)]
    }

    /// The values of a column, one a row.
    #[inline]
    fn column_mut(&mut self, column: Column) -> &mut [Level] {
        let (start, rows) = (column as usize * self.stride, self.rows);
        &mut self.levels[start..start + self.stride].as_flattened_mut()[..rows]
    }

    /// What is made of the table if all values of a column were this one.
    pub(super) fn with_column<T>(&mut self, column: usize, value: f32, make: impl FnOnce(&Table) -> T) -> T {
        let (from, to) = (column * self.stride, (column + 1) * self.stride);
        let kept = self.levels[from..to].to_vec();
        self.levels[from..to].fill([Level::of(value); LANES]);
        let made = make(self);
        self.levels[from..to].copy_from_slice(&kept);
        made
    }

    /// All columns of one block.
    pub(super) fn row(&self, row: usize) -> Vec<f32> {
        (0..NAMES.len()).map(|column| self.column(column)[row / LANES][row % LANES].value()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_beside_another_has_its_values_so_many_rows_away() {
        let mut table = Table::new(3);
        table.fill(Column::Words, [1.0, 2.0, 3.0]);
        for (behind, expected) in [(-1, [9.0, 1.0, 2.0]), (2, [3.0, 9.0, 9.0]), (-7, [9.0; 3]), (7, [9.0; 3])] {
            table.fill_beside(Column::WordsBefore, Column::Words, behind, 9.0);
            let values: Vec<f32> = (0..3).map(|row| table.row(row)[Column::WordsBefore as usize]).collect();
            assert_eq!(values, expected, "{behind}");
        }
        assert!(table.column(Column::WordsBefore as usize)[0][3..].iter().all(|&level| level == Level::UNKNOWN));
    }
}
