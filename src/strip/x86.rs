//! [`Forest`]'s sums with the wide registers of x86-64, where the processor has them: the one file with unsafe code.
//!
//! The compiler does not find the instruction that looks up many answers at once by itself, nor masks, and what may be used
//! of a processor beyond the first of its kind is known only when the program runs. AVX2 halves the instructions
//! of the plain loops, and AVX-512 takes a quarter less time than AVX2. That the code is sound: what
//! [`sums`] calls needs one of the two, and it asks for that before; all that is loaded or stored are whole arrays behind
//! references, of the size of a register or two, and no load or store asks for an alignment.

#![allow(unsafe_code)]

use std::arch::x86_64::*;

use super::forest::{Forest, LEAVES, PARTS, Rows, Tree};
use super::level::Level;
use super::table::{LANES, Table};

/// What the loads below are made for.
const _: () = assert!(LANES == 32 && LEAVES == 16 && PARTS.is_multiple_of(2));

/// Sums of the trees' answers for the rows of some parts; `None` where the processor has no wide registers.
pub(super) fn sums<const N: usize>(forest: &Forest, table: &Table, parts: &[usize; N]) -> Option<Rows<i16, N>> {
    if is_x86_feature_detected!("avx512bw") {
        // SAFETY: the processor has what the function needs.
        return Some(unsafe { avx512::sums(forest, table, parts) });
    }
    // SAFETY: the processor has what the function needs.
    is_x86_feature_detected!("avx2").then(|| unsafe { avx2::sums(forest, table, parts) })
}

// Loops, where the rest of the program has closures: a closure that a function of the library calls is not compiled for
// these registers, and then each of its steps is a call.

/// Registers of 64 bytes, one for the rows of two parts, and a bit for each as an answer.
mod avx512 {
    use super::*;

    /// Pairs of parts at most. Of fewer parts the first pairs are, and the others nothing.
    const PAIRS: usize = PARTS / 2;

    #[target_feature(enable = "avx512bw")]
    pub(super) fn sums<const N: usize>(forest: &Forest, table: &Table, parts: &[usize; N]) -> Rows<i16, N> {
        const { assert!(N <= PARTS && N.is_multiple_of(2)) };
        let mut outcomes = Vec::with_capacity(forest.borders.len());
        for borders in forest.borders_by_column() {
            let rows = borders[0].rows(table, parts);
            let mut levels = [_mm512_setzero_si512(); N];
            for part in 0..N {
                levels[part] = loaded(rows[part]);
            }
            for border in borders {
                outcomes.push(above(border.above, &levels));
            }
        }
        let mut sums = [[_mm512_setzero_si512(); 2]; PAIRS];
        for tree in &forest.trees {
            let (leaves, [low, high]) = (leaves::<N>(tree, &outcomes), answers(tree));
            for pair in 0..N / 2 {
                let (low, high) = (_mm512_shuffle_epi8(low, leaves[pair]), _mm512_shuffle_epi8(high, leaves[pair]));
                sums[pair][0] = _mm512_adds_epi16(sums[pair][0], _mm512_unpacklo_epi8(low, high));
                sums[pair][1] = _mm512_adds_epi16(sums[pair][1], _mm512_unpackhi_epi8(low, high));
            }
        }
        let mut all = [[0; LANES]; N];
        for pair in 0..N / 2 {
            let (own, [first, second]) = (&mut all[2 * pair..], stored(sums[pair]));
            (own[0], own[1]) = (first, second);
        }
        all
    }

    /// The rows whose values are above the border.
    #[inline]
    #[target_feature(enable = "avx512bw")]
    fn above<const N: usize>(border: Level, levels: &[__m512i; N]) -> [u64; PAIRS] {
        let (border, mut above) = (_mm512_set1_epi16(border.number()), [0; PAIRS]);
        for pair in 0..N / 2 {
            let [first, second] = [levels[2 * pair], levels[2 * pair + 1]];
            let (first, second) = (_mm512_cmpgt_epi16_mask(first, border), _mm512_cmpgt_epi16_mask(second, border));
            above[pair] = u64::from(second) << LANES | u64::from(first);
        }
        above
    }

    /// The leaf that each row comes to.
    #[inline]
    #[target_feature(enable = "avx512bw")]
    fn leaves<const N: usize>(tree: &Tree, outcomes: &[[u64; PAIRS]]) -> [__m512i; PAIRS] {
        let mut leaves = [_mm512_setzero_si512(); PAIRS];
        for split in tree.splits() {
            let (leaf, step) = (_mm512_set1_epi8(split.leaf.cast_signed()), _mm512_set1_epi8(split.step.cast_signed()));
            let outcomes = &outcomes[usize::from(split.border)];
            for pair in 0..N / 2 {
                let moves = _mm512_mask_cmpeq_epi8_mask(outcomes[pair], leaves[pair], leaf);
                leaves[pair] = _mm512_mask_add_epi8(leaves[pair], moves, leaves[pair], step);
            }
        }
        leaves
    }

    /// The lower and the upper bytes of a tree's answers, in each quarter of a register.
    #[inline]
    #[target_feature(enable = "avx512bw")]
    fn answers(tree: &Tree) -> [__m512i; 2] {
        let [low, high] = super::avx2::answers(tree);
        [_mm512_broadcast_i64x4(low), _mm512_broadcast_i64x4(high)]
    }

    /// The levels of a part's rows.
    #[inline]
    #[target_feature(enable = "avx512bw")]
    fn loaded(levels: &[Level; LANES]) -> __m512i {
        // SAFETY: 32 numbers of two bytes are read, which is what a level is.
        unsafe { _mm512_loadu_si512((&raw const *levels).cast()) }
    }

    /// Sums in the order of rows. Unpacking goes by quarters of registers.
    #[inline]
    #[target_feature(enable = "avx512bw")]
    fn stored(sums: [__m512i; 2]) -> [[i16; LANES]; 2] {
        let mut stored = [[0; LANES]; 2];
        for (part, rows) in stored.iter_mut().enumerate() {
            // The quarters of the first and the second register that hold them, in turn.
            let quarters = _mm512_setr_epi64(0, 1, 8, 9, 2, 3, 10, 11);
            let quarters = _mm512_add_epi64(quarters, _mm512_set1_epi64(4 * part.cast_signed() as i64));
            let rows_of_part = _mm512_permutex2var_epi64(sums[0], quarters, sums[1]);
            // SAFETY: 32 numbers of two bytes are written.
            unsafe { _mm512_storeu_si512((&raw mut *rows).cast(), rows_of_part) }
        }
        stored
    }
}

/// Registers of 32 bytes, one for the rows of a part.
mod avx2 {
    use super::*;

    /// A byte of each row of the parts.
    type Bytes<const N: usize> = [__m256i; N];

    /// Of the rows of a part the first half and the second, as 16 bits each.
    type Halves = [__m256i; 2];

    #[target_feature(enable = "avx2")]
    pub(super) fn sums<const N: usize>(forest: &Forest, table: &Table, parts: &[usize; N]) -> Rows<i16, N> {
        let mut outcomes = Vec::with_capacity(forest.borders.len());
        for borders in forest.borders_by_column() {
            let rows = borders[0].rows(table, parts);
            let mut levels = [[_mm256_setzero_si256(); 2]; N];
            for part in 0..N {
                levels[part] = loaded(rows[part]);
            }
            for border in borders {
                outcomes.push(above(border.above, &levels));
            }
        }
        let mut sums = [[_mm256_setzero_si256(); 2]; N];
        for tree in &forest.trees {
            let (leaves, [low, high]) = (leaves(tree, &outcomes), answers(tree));
            for part in 0..N {
                let (low, high) = (_mm256_shuffle_epi8(low, leaves[part]), _mm256_shuffle_epi8(high, leaves[part]));
                sums[part][0] = _mm256_adds_epi16(sums[part][0], _mm256_unpacklo_epi8(low, high));
                sums[part][1] = _mm256_adds_epi16(sums[part][1], _mm256_unpackhi_epi8(low, high));
            }
        }
        let mut all = [[0; LANES]; N];
        for part in 0..N {
            all[part] = stored(sums[part]);
        }
        all
    }

    /// All bits set where a value is above the border.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn above<const N: usize>(border: Level, rows: &[Halves; N]) -> Bytes<N> {
        let border = _mm256_set1_epi16(border.number());
        let mut above = [_mm256_setzero_si256(); N];
        for part in 0..N {
            let [first, second] = rows[part];
            let packed = _mm256_packs_epi16(_mm256_cmpgt_epi16(first, border), _mm256_cmpgt_epi16(second, border));
            // Packing goes by halves of registers; this puts the rows in their order.
            above[part] = _mm256_permute4x64_epi64::<0b11_01_10_00>(packed);
        }
        above
    }

    /// The leaf that each row comes to.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn leaves<const N: usize>(tree: &Tree, outcomes: &[Bytes<N>]) -> Bytes<N> {
        let mut leaves = [_mm256_setzero_si256(); N];
        for split in tree.splits() {
            let (leaf, step) = (_mm256_set1_epi8(split.leaf.cast_signed()), _mm256_set1_epi8(split.step.cast_signed()));
            let outcomes = &outcomes[usize::from(split.border)];
            for part in 0..N {
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
    pub(super) fn answers(tree: &Tree) -> [__m256i; 2] {
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
                for first in 0..rows.div_ceil(LANES) {
                    are_alike(forest, &table, [0, first, first / 2, first])?;
                    are_alike(forest, &table, [first, first / 2])?;
                }
            }
        }
    }

    fn are_alike<const N: usize>(forest: &Forest, table: &Table, parts: [usize; N]) -> Result<(), TestCaseError> {
        let expected = forest.sums_anywhere(table, &parts);
        if is_x86_feature_detected!("avx512bw") {
            // SAFETY: the processor has what the function needs.
            prop_assert_eq!(unsafe { avx512::sums(forest, table, &parts) }, expected);
        }
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has what the function needs.
            prop_assert_eq!(unsafe { avx2::sums(forest, table, &parts) }, expected);
        }
        Ok(())
    }
}
