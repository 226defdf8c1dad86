//! A value for each block, as the blocks around it see it.

/// Values of all blocks, with as many more before the first and behind the last as neighbours look away.
pub(super) struct Series {
    values: Vec<f32>,
    reach: usize,
    len: usize,
}

/// Running sums over all blocks.
pub(super) struct Sums(Series);

impl Series {
    /// Values that are looked at from so many blocks away, and what stands beyond the first and the last.
    pub(super) fn new(reach: usize, values: impl ExactSizeIterator<Item = f32>, [before, behind]: [f32; 2]) -> Series {
        let len = values.len();
        let mut padded = Vec::with_capacity(len + 2 * reach);
        padded.resize(reach, before);
        padded.extend(values);
        padded.resize(len + 2 * reach, behind);
        Series { values: padded, reach, len }
    }

    /// For each block the value of the one that stands so many behind it.
    pub(super) fn beside(&self, offset: isize) -> &[f32] {
        &self.values[self.reach.wrapping_add_signed(offset)..][..self.len]
    }
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
        Sums(Series { values: padded, reach, len })
    }

    /// For each block the sum of all before it.
    pub(super) fn before(&self) -> &[f32] {
        self.0.beside(0)
    }

    /// For each block the sum of all up to it, its own among them.
    pub(super) fn up_to(&self) -> &[f32] {
        self.0.beside(1)
    }

    /// The sum of all.
    pub(super) fn all(&self) -> f32 {
        self.0.values[self.0.reach + self.0.len]
    }

    /// For each block the sum over those from so many behind it up to so many behind it.
    pub(super) fn over(&self, from: isize, to: isize) -> impl Iterator<Item = f32> {
        self.0.beside(to).iter().zip(self.0.beside(from)).map(|(to, from)| to - from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beyond_the_ends_there_is_what_was_said() {
        let series = Series::new(2, [1.0, 2.0, 3.0].into_iter(), [-1.0, 9.0]);
        assert_eq!(series.beside(-2), [-1.0, -1.0, 1.0]);
        assert_eq!(series.beside(0), [1.0, 2.0, 3.0]);
        assert_eq!(series.beside(1), [2.0, 3.0, 9.0]);
    }

    #[test]
    fn sums_are_over_the_blocks_there_are() {
        let sums = Sums::new(3, [1.0, 2.0, 4.0].into_iter());
        assert_eq!((sums.before(), sums.all()), (&[0.0, 1.0, 3.0][..], 7.0));
        assert_eq!(sums.over(-2, 0).collect::<Vec<_>>(), [0.0, 1.0, 3.0]);
        assert_eq!(sums.over(1, 3).collect::<Vec<_>>(), [6.0, 4.0, 0.0]);
    }
}
