//! [`Forest`]'s sums with the wide registers of AVX2, where the processor has them: the one file with unsafe code.
//!
//! The compiler does not find the instruction that looks up sixteen answers at once by itself, and what may be used of a
//! processor beyond the first of its kind is known only when the program runs. With it a page's forests take a third of the
//! instructions, and a whole run a tenth less time. That the code is sound: what [`sums`] calls needs AVX2, and it asks for
//! that before; all that is loaded or stored are whole arrays behind references, of the size of a register or two, and no
//! load or store asks for an alignment.

#![allow(unsafe_code)]

use std::arch::x86_64::{
    __m256i, _mm256_add_epi8, _mm256_adds_epi16, _mm256_and_si256, _mm256_cmpeq_epi8, _mm256_cmpgt_epi16,
    _mm256_loadu_si256, _mm256_packs_epi16, _mm256_permute2x128_si256, _mm256_permute4x64_epi64, _mm256_set1_epi8,
    _mm256_set1_epi16, _mm256_setr_epi8, _mm256_setzero_si256, _mm256_shuffle_epi8, _mm256_storeu_si256,
    _mm256_unpackhi_epi8, _mm256_unpacklo_epi8,
};

use super::forest::{Forest, LEAVES, PARTS, Rows, Tree};
use super::level::Level;
use super::table::{LANES, Table};

/// What the loads below are made for.
const _: () = assert!(LANES == 32 && LEAVES == 16);

/// A byte of each row of the parts.
type Bytes = [__m256i; PARTS];

/// Of the rows of a part the first half and the second, as 16 bits each.
type Halves = [__m256i; 2];

/// Sums of the trees' answers for the rows of some parts; `None` where the processor has no AVX2.
pub(super) fn sums(forest: &Forest, table: &Table, from: usize) -> Option<Rows<i16>> {
    // SAFETY: the processor has what the function needs.
    is_x86_feature_detected!("avx2").then(|| unsafe { sums_avx2(forest, table, from) })
}

// Loops, where the rest of the program has closures: one that a function of the library calls is compiled for that function's
// processor, and then each of its steps is a call.

#[target_feature(enable = "avx2")]
fn sums_avx2(forest: &Forest, table: &Table, from: usize) -> Rows<i16> {
    let mut outcomes = Vec::with_capacity(forest.borders.len());
    for borders in forest.borders_by_column() {
        let [first, last] = borders[0].rows(table, from);
        let rows = [loaded(first), loaded(last)];
        for border in borders {
            outcomes.push(below(border.above, &rows));
        }
    }
    let mut sums = [[_mm256_setzero_si256(); 2]; PARTS];
    for tree in &forest.trees {
        let (leaves, [low, high]) = (leaves(tree, &outcomes), answers(tree));
        for part in 0..PARTS {
            let (low, high) = (_mm256_shuffle_epi8(low, leaves[part]), _mm256_shuffle_epi8(high, leaves[part]));
            sums[part][0] = _mm256_adds_epi16(sums[part][0], _mm256_unpacklo_epi8(low, high));
            sums[part][1] = _mm256_adds_epi16(sums[part][1], _mm256_unpackhi_epi8(low, high));
        }
    }
    [stored(sums[0]), stored(sums[1])]
}

/// All bits set where a value is above the border.
#[inline]
#[target_feature(enable = "avx2")]
fn below(border: Level, rows: &[Halves; PARTS]) -> Bytes {
    let border = _mm256_set1_epi16(border.number());
    let mut below = [_mm256_setzero_si256(); PARTS];
    for part in 0..PARTS {
        let [first, second] = rows[part];
        let packed = _mm256_packs_epi16(_mm256_cmpgt_epi16(first, border), _mm256_cmpgt_epi16(second, border));
        // Packing goes by halves of registers; this puts the rows in their order.
        below[part] = _mm256_permute4x64_epi64::<0b11_01_10_00>(packed);
    }
    below
}

/// The leaf that each row comes to.
#[inline]
#[target_feature(enable = "avx2")]
fn leaves(tree: &Tree, outcomes: &[Bytes]) -> Bytes {
    let mut leaves = [_mm256_setzero_si256(); PARTS];
    for split in &tree.splits {
        let (leaf, step) = (_mm256_set1_epi8(split.leaf.cast_signed()), _mm256_set1_epi8(split.step.cast_signed()));
        let outcomes = &outcomes[usize::from(split.border)];
        for part in 0..PARTS {
            // What needs no leaves first: each step waits for the one before it.
            let step = _mm256_and_si256(outcomes[part], step);
            let is_there = _mm256_cmpeq_epi8(leaves[part], leaf);
            leaves[part] = _mm256_add_epi8(leaves[part], _mm256_and_si256(is_there, step));
        }
    }
    leaves
}

/// The lower and the upper bytes of a tree's answers, in both halves of a register.
#[inline]
#[target_feature(enable = "avx2")]
fn answers(tree: &Tree) -> [__m256i; 2] {
    let parted = _mm256_setr_epi8(
        0, 2, 4, 6, 8, 10, 12, 14, 1, 3, 5, 7, 9, 11, 13, 15, 0, 2, 4, 6, 8, 10, 12, 14, 1, 3, 5, 7, 9, 11, 13, 15,
    );
    let answers = (&raw const tree.answers).cast::<__m256i>();
    // SAFETY: sixteen numbers of two bytes are read.
    let answers = _mm256_shuffle_epi8(unsafe { _mm256_loadu_si256(answers) }, parted);
    [_mm256_permute4x64_epi64::<0b10_00_10_00>(answers), _mm256_permute4x64_epi64::<0b11_01_11_01>(answers)]
}

/// The levels of a part's rows.
#[inline]
#[target_feature(enable = "avx2")]
fn loaded(levels: &[Level; LANES]) -> Halves {
    let levels = (&raw const *levels).cast::<__m256i>();
    // SAFETY: 32 numbers of two bytes are read, which is what a level is.
    unsafe { [_mm256_loadu_si256(levels), _mm256_loadu_si256(levels.add(1))] }
}

/// Sums in the order of rows. Unpacking goes by halves of registers.
#[inline]
#[target_feature(enable = "avx2")]
fn stored(sums: Halves) -> [i16; LANES] {
    let mut stored = [0; LANES];
    let place = (&raw mut stored).cast::<__m256i>();
    // SAFETY: 32 numbers of two bytes are written.
    unsafe {
        _mm256_storeu_si256(place, _mm256_permute2x128_si256::<0x20>(sums[0], sums[1]));
        _mm256_storeu_si256(place.add(1), _mm256_permute2x128_si256::<0x31>(sums[0], sums[1]));
    }
    stored
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::columns::Column;
    use super::super::model::Model;
    use super::*;

    proptest! {
        #[test]
        fn sums_are_those_of_any_processor(rows in 1_usize..200, seed in any::<u32>()) {
            let model = Model::read(include_bytes!("model.bin")).unwrap();
            let mut table = Table::new(rows);
            let mut number = seed;
            let mut next = || {
                number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                [f32::NAN, -1.0, 0.0, 0.3, 1.0, 7.0, 40.0, 300.0][(number >> 29) as usize]
            };
            for column in [Column::Words, Column::LinkShare, Column::OwnShare, Column::ProseAbove, Column::Alone, Column::Liked] {
                table.fill(column, (0..rows).map(|_| next()));
            }
            for forest in [&model.linked.first, &model.linked.second, &model.unlinked.second] {
                for from in (0..rows.div_ceil(LANES)).step_by(PARTS) {
                    let expected = forest.sums_anywhere(&table, from);
                    prop_assert_eq!(sums(forest, &table, from).unwrap_or(expected), expected);
                }
            }
        }
    }
}
