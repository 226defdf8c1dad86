//! Numbers as the feature table keeps them: short, and in one order with the unknown.

/// A number by its sign, its exponent and seven bits of its fraction (known as bfloat16), rounded towards 0; levels are
/// in the order of their numbers, the unknown below all.
///
/// Trees ask of a number where it stands among some sixty borders: levels tell that as well, and a register holds twice as
/// many of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(transparent)]
pub(super) struct Level(i16);

/// Bits of a float that a level leaves out.
const LEFT_OUT: u32 = 16;

impl Level {
    /// That of NaN.
    pub(super) const UNKNOWN: Level = Level(i16::MIN);

    /// The level of a number.
    #[inline]
    pub(super) const fn of(value: f32) -> Level {
        // With 0 added, the negative 0 is the positive one.
        let rounded = f32::from_bits(value.to_bits() >> LEFT_OUT << LEFT_OUT) + 0.0;
        let level = (ordered(rounded.to_bits().cast_signed()) >> LEFT_OUT) as i16;
        if value.is_nan() { Level::UNKNOWN } else { Level(level) }
    }

    /// The level of a small whole number.
    #[inline]
    pub(super) fn small(number: u8) -> Level {
        const SMALL: [Level; 256] = {
            let mut levels = [Level::UNKNOWN; 256];
            let mut number = 0;
            while number < levels.len() {
                levels[number] = Level::of(number as f32);
                number += 1;
            }
            levels
        };
        SMALL[usize::from(number)]
    }

    /// The level above which are those of all numbers above this one that are equal to their level's.
    pub(super) fn up_to(value: f32) -> Level {
        let level = Level::of(value);
        if level.value() > value { Level(level.0 - 1) } else { level }
    }

    /// Its own number.
    pub(super) fn number(self) -> i16 {
        self.0
    }

    /// The value, NaN where it is unknown.
    pub(super) fn value(self) -> f32 {
        if self == Level::UNKNOWN {
            return f32::NAN;
        }
        // Of the numbers that are rounded to it the one nearest to 0.
        let nearest = if self.0 < 0 { (1 << LEFT_OUT) - 1 } else { 0 };
        f32::from_bits(ordered(i32::from(self.0) << LEFT_OUT | nearest).cast_unsigned())
    }
}

/// A float's bits as a number in the order of floats, and back: those of negative ones count down.
#[inline]
const fn ordered(bits: i32) -> i32 {
    bits ^ ((bits >> 31) & i32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn small_whole_numbers_are_kept() {
        for number in -256..=256_i16 {
            assert_eq!(Level::of(f32::from(number)).value(), f32::from(number));
        }
        for number in 0..=u8::MAX {
            assert_eq!(Level::small(number).value(), f32::from(number));
        }
        assert!(Level::of(f32::NAN).value().is_nan());
        assert_eq!(Level::of(-0.0), Level::of(0.0));
    }

    proptest! {
        #[test]
        fn levels_are_in_the_order_of_numbers(a in any::<f32>(), b in any::<f32>()) {
            if a <= b {
                prop_assert!(Level::of(a) <= Level::of(b));
            }
            prop_assert!(Level::of(f32::NAN) < Level::of(a));
            prop_assert_eq!(Level::of(Level::of(a).value()), Level::of(a));
        }

        #[test]
        fn numbers_lose_little(number in -1e30_f32..1e30) {
            let kept = Level::of(number).value();
            prop_assert!(kept.abs() <= number.abs() && number.abs() - kept.abs() <= number.abs() / 128.0);
        }

        #[test]
        fn what_is_above_a_border_is_above_its_level(border in -300.0_f32..300.0, number in -300.0_f32..300.0) {
            let number = Level::of(number);
            prop_assert_eq!(number > Level::up_to(border), number.value() > border);
        }
    }
}
