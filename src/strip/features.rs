//! What is measured of a block before anything is decided: one named table for both formats.

use crate::document::Document;

/// Names of the columns, in order.
pub const NAMES: [&str; 1] = ["chars"];

/// One row of the table; an unknown value is NaN, never 0.
pub type Features = [f32; NAMES.len()];

/// Measures every block.
pub fn features(document: &Document) -> Vec<Features> {
    document.blocks.iter().map(|block| [document.text(block).chars().count() as f32]).collect()
}
