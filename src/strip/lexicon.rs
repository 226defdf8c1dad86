//! What the words of a block promise: weights learned from many dumps, of a hash of each word, added up.
//!
//! A plain text has no tree to tell chrome by, but its words do, in any language that was learned from: "subscribe",
//! "kommentare", a first word that begins menus, a short line as a whole. Hashing words into a table of fixed size is
//! K. Weinberger and others, "Feature hashing for large scale multitask learning", 2009.

use super::columns::Column;
use super::page::Page;
use super::series::Sums;
use super::sets::different;
use super::table::Table;
use super::words::mix;

/// Bits of a slot's number.
const BITS: u32 = 16;

/// How many slots a table of weights has.
pub(super) const SLOTS: usize = 1 << BITS;

/// Words of a block that count: what a paragraph is shows early.
const COUNTED: usize = 40;

/// Words of a block up to which it counts as a whole, and so do its words in pairs: a label is what it says.
const SHORT: usize = 6;

/// Kinds of what is hashed, so that a word as the first of a block is not the same as that word inside.
const FIRST: u32 = 0x8f1b_bcdc;
const LAST: u32 = 0xca62_c1d6;
const WHOLE: u32 = 0x6ed9_eba1;

/// A weight for each slot, log odds in steps of `scale`; no weights where nothing was learned.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Lexicon {
    scale: f32,
    weights: Vec<i8>,
}

/// Columns of the sums of blocks near by, each with how far behind.
const NEIGHBOURS: [(Column, isize); 6] = [
    (Column::PromiseBefore3, -3),
    (Column::PromiseBefore2, -2),
    (Column::PromiseBefore, -1),
    (Column::PromiseBehind, 1),
    (Column::PromiseBehind2, 2),
    (Column::PromiseBehind3, 3),
];

/// Columns of means, each over so many blocks on either side.
const WINDOWS: [(Column, usize); 3] =
    [(Column::PromiseNear, 4), (Column::PromiseAround, 12), (Column::PromiseWide, WIDEST)];
const WIDEST: usize = 30;

impl Lexicon {
    /// Weights as a model's file has them; none, or one a slot.
    pub(super) fn new(scale: f32, weights: &[u8]) -> Lexicon {
        Lexicon { scale, weights: weights.iter().map(|byte| byte.cast_signed()).collect() }
    }

    /// Fills in what the words of each block and of those near it promise.
    pub(super) fn fill(&self, table: &mut Table, page: &Page) {
        let Ok(weights) = <&[i8; SLOTS]>::try_from(&self.weights[..]) else { return };
        let mut counts = Vec::with_capacity(table.rows());
        let mut sums = Vec::with_capacity(table.rows());
        for at in 0..table.rows() {
            let (mut sum, mut count) = (0, 0);
            slots(page.words_of(at), |slot| {
                sum += i32::from(weights[slot % SLOTS]);
                count += 1;
            });
            sums.push(sum as f32 * self.scale);
            counts.push(count as f32);
        }
        let rows = table.rows();
        table.fill(Column::Promise, sums.iter().copied());
        table.fill(Column::PromiseMean, sums.iter().zip(&counts).map(|(sum, count)| sum / count.max(1.0)));
        for (column, behind) in NEIGHBOURS {
            table.fill_beside(column, Column::Promise, behind, f32::NAN);
        }
        let windows = Sums::new(WIDEST + 1, sums.iter().copied());
        for (column, reach) in WINDOWS {
            let blocks = (0..rows).map(|at| (at + reach + 1).min(rows) - at.saturating_sub(reach));
            let sums = windows.over(-reach.cast_signed(), reach.cast_signed() + 1);
            table.fill(column, sums.zip(blocks).map(|(sum, blocks)| sum / blocks as f32));
        }
    }
}

/// The slots of each block's words.
pub(super) fn slots_of(page: &Page) -> Vec<Vec<usize>> {
    let of_block = |at| {
        let mut all = Vec::new();
        slots(page.words_of(at), |slot| all.push(slot));
        all
    };
    (0..page.measures.len()).map(of_block).collect()
}

/// Calls for the slot of each different word that counts, of the first and the last as such, and of a short block as a
/// whole and in pairs.
fn slots(words: &[u32], mut each: impl FnMut(usize)) {
    let mut each = |hash: u32| each((hash.wrapping_mul(0x9e37_79b1) >> (u32::BITS - BITS)) as usize);
    let counted = &words[..words.len().min(COUNTED)];
    different(counted).for_each(&mut each);
    let (Some(&first), Some(&last)) = (counted.first(), counted.last()) else { return };
    each(mix(FIRST, first));
    each(mix(LAST, last));
    if words.len() <= SHORT {
        each(words.iter().fold(WHOLE, |hash, &word| mix(hash, word)));
        words.windows(2).for_each(|pair| each(mix(pair[0], pair[1])));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Kind};
    use crate::strip::columns::NAMES;

    #[test]
    fn promises_are_sums_of_weights_and_means_over_neighbours() {
        let document = Document::literal(&[(Kind::Paragraph, "Read also"), (Kind::Paragraph, "harbour")]);
        let page = Page::new(&document);
        let slots = slots_of(&page);
        // Two words, first, last, the whole and one pair; one word, first, last and the whole.
        assert_eq!((slots[0].len(), slots[1].len()), (6, 4));
        let mut weights = vec![0; SLOTS];
        slots[0].iter().for_each(|&slot| weights[slot] = 2);
        let mut table = Table::new(2);
        Lexicon::new(0.5, &weights).fill(&mut table, &page);
        let value = |row: usize, name: &str| table.row(row)[NAMES.iter().position(|known| *known == name).unwrap()];
        assert_eq!((value(0, "promise"), value(0, "promise_mean")), (6.0, 1.0));
        assert_eq!((value(1, "promise"), value(1, "promise_before")), (0.0, 6.0));
        assert!(value(0, "promise_before").is_nan());
        assert_eq!(value(1, "promise_near"), 3.0);
    }

    #[test]
    fn a_label_counts_as_a_whole_and_a_paragraph_by_its_beginning() {
        let count = |words: &[u32]| {
            let mut count = 0;
            slots(words, |_| count += 1);
            count
        };
        assert_eq!(count(&[]), 0);
        let words: Vec<u32> = (0..2 * COUNTED as u32).collect();
        assert_eq!(count(&words[..SHORT]), SHORT + 2 + 1 + SHORT - 1);
        assert_eq!(count(&words[..SHORT + 1]), SHORT + 1 + 2);
        assert_eq!(count(&words), COUNTED + 2);
        assert_eq!(count(&[1; SHORT + 1]), 1 + 2);
    }
}
