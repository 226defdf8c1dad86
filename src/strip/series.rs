//! Running sums over the blocks, as each block sees them.

/// Running sums, with as many more before the first and behind the last as neighbours look away.
pub(super) struct Sums {
    values: Vec<f32>,
    reach: usize,
    len: usize,
}

impl Sums {
    /// Sums that are looked at from so many blocks away.
    pub(super) fn new(reach: usize, values: impl ExactSizeIterator<Item = f32>) -> Sums {
        let len = values.len();
        let mut padded = Vec::with_capacity(len + 2 * reach + 1);
        padded.resize(reach + 1, 0.0);
        let mut sum = 0.0;
        padded.extend(values.map(|value| {
            sum += value;
            sum
        }));
        padded.resize(len + 2 * reach + 1, sum);
        Sums { values: padded, reach, len }
    }

    /// For each block the sum of all before the one that stands so many behind it.
    fn beside(&self, offset: isize) -> &[f32] {
        &self.values[self.reach.wrapping_add_signed(offset)..][..self.len]
    }

    /// For each block the sum of all before it.
    pub(super) fn before(&self) -> &[f32] {
        self.beside(0)
    }

    /// For each block the sum of all up to it, its own among them.
    pub(super) fn up_to(&self) -> &[f32] {
        self.beside(1)
    }

    /// The sum of all.
    pub(super) fn all(&self) -> f32 {
        self.values[self.reach + self.len]
    }

    /// For each block the sum over its neighbours in `from..to`, counted from the block itself: -3..0 are the three before it.
    pub(super) fn over(&self, from: isize, to: isize) -> impl Iterator<Item = f32> {
        self.beside(to).iter().zip(self.beside(from)).map(|(to, from)| to - from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_over_the_blocks_there_are() {
        let sums = Sums::new(3, [1.0, 2.0, 4.0].into_iter());
        assert_eq!((sums.before(), sums.all()), (&[0.0, 1.0, 3.0][..], 7.0));
        assert_eq!(sums.over(-2, 0).collect::<Vec<_>>(), [0.0, 1.0, 3.0]);
        assert_eq!(sums.over(1, 3).collect::<Vec<_>>(), [6.0, 4.0, 0.0]);
    }
}
