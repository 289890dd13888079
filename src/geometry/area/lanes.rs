//! Four numbers at once (四路并行): by the wide instructions of the processor where the program runs on one that has them,
//! else one by one.
//!
//! What is computed is the same to the last bit either way: four sums side by side, put together in one order, and no
//! product and sum in one rounding. So a program built with the feature writes the same file as one without.

use std::ops::{Add, Div, Mul, Sub};

use super::super::LonLat;

/// Something that is computed four numbers at a time.
pub(super) trait FourAtOnce {
    type Result;

    fn with<I: Instructions>(self, instructions: I) -> Self::Result;
}

/// Computes it, with the widest instructions that there are.
#[cfg(feature = "wide")]
pub(super) fn compute<W: FourAtOnce>(work: W) -> W::Result {
    use fearless_simd::{Level, Simd, dispatch};
    dispatch!(Level::new(), simd => simd.vectorize(#[inline(always)] || work.with(Wide(simd))))
}

/// Computes it.
#[cfg(not(feature = "wide"))]
pub(super) fn compute<W: FourAtOnce>(work: W) -> W::Result {
    work.with(OneByOne)
}

/// What four numbers at once are made of. Everything is inlined, as only then the compiler may use the wide instructions.
pub(super) trait Instructions: Copy {
    type Lanes: Lanes;

    /// The same number four times.
    fn same(self, number: f64) -> Self::Lanes;

    fn four(self, numbers: [f64; 4]) -> Self::Lanes;

    /// The longitudes and the latitudes of four positions.
    fn split(self, positions: [LonLat; 4]) -> (Self::Lanes, Self::Lanes);
}

/// Four numbers.
pub(super) trait Lanes:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self>
{
    fn size(self) -> Self;

    /// The larger of two by two; any of the two where one is not a number.
    fn larger(self, other: Self) -> Self;

    fn numbers(self) -> [f64; 4];
}

/// Four after four; the last one stands for those that are missing at the end.
#[inline(always)]
pub(super) fn fours<P: Copy>(all: &[P]) -> impl Iterator<Item = [P; 4]> + '_ {
    let (fours, rest) = all.as_chunks::<4>();
    let rest = rest.last().map(|last| {
        let mut four = [*last; 4];
        four.iter_mut().zip(rest).for_each(|(place, one)| *place = *one);
        four
    });
    fours.iter().copied().chain(rest)
}

#[cfg(any(test, not(feature = "wide")))]
pub(super) use one_by_one::OneByOne;

#[cfg(any(test, not(feature = "wide")))]
mod one_by_one {
    use std::ops::{Add, Div, Mul, Sub};

    use super::{Instructions, Lanes, LonLat};

    /// For every processor.
    #[derive(Debug, Clone, Copy)]
    pub(in super::super) struct OneByOne;

    impl Instructions for OneByOne {
        type Lanes = Four;

        #[inline(always)]
        fn same(self, number: f64) -> Four {
            Four([number; 4])
        }

        #[inline(always)]
        fn four(self, numbers: [f64; 4]) -> Four {
            Four(numbers)
        }

        #[inline(always)]
        fn split(self, positions: [LonLat; 4]) -> (Four, Four) {
            (Four(positions.map(|at| at.lon)), Four(positions.map(|at| at.lat)))
        }
    }

    /// Four numbers in an array.
    #[derive(Debug, Clone, Copy)]
    pub(in super::super) struct Four([f64; 4]);

    impl Four {
        #[inline(always)]
        fn with(self, other: Four, of: impl Fn(f64, f64) -> f64) -> Four {
            let ([a, b, c, d], [e, f, g, h]) = (self.0, other.0);
            Four([of(a, e), of(b, f), of(c, g), of(d, h)])
        }
    }

    impl Add for Four {
        type Output = Four;

        #[inline(always)]
        fn add(self, other: Four) -> Four {
            self.with(other, |a, b| a + b)
        }
    }

    impl Sub for Four {
        type Output = Four;

        #[inline(always)]
        fn sub(self, other: Four) -> Four {
            self.with(other, |a, b| a - b)
        }
    }

    impl Mul for Four {
        type Output = Four;

        #[inline(always)]
        fn mul(self, other: Four) -> Four {
            self.with(other, |a, b| a * b)
        }
    }

    impl Div for Four {
        type Output = Four;

        #[inline(always)]
        fn div(self, other: Four) -> Four {
            self.with(other, |a, b| a / b)
        }
    }

    impl Lanes for Four {
        #[inline(always)]
        fn size(self) -> Four {
            Four(self.0.map(f64::abs))
        }

        #[inline(always)]
        fn larger(self, other: Four) -> Four {
            self.with(other, |a, b| if a > b { a } else { b })
        }

        #[inline(always)]
        fn numbers(self) -> [f64; 4] {
            self.0
        }
    }
}

#[cfg(feature = "wide")]
pub(super) use wide::Wide;

#[cfg(feature = "wide")]
mod wide {
    use fearless_simd::{Simd, SimdBase, SimdFrom, f64x4};

    use super::{Instructions, Lanes, LonLat};

    /// The instructions of a processor.
    #[derive(Debug, Clone, Copy)]
    pub(in super::super) struct Wide<S>(pub(super) S);

    impl<S: Simd> Instructions for Wide<S> {
        type Lanes = f64x4<S>;

        #[inline(always)]
        fn same(self, number: f64) -> f64x4<S> {
            f64x4::splat(self.0, number)
        }

        #[inline(always)]
        fn four(self, numbers: [f64; 4]) -> f64x4<S> {
            f64x4::simd_from(self.0, numbers)
        }

        #[inline(always)]
        fn split(self, [a, b, c, d]: [LonLat; 4]) -> (f64x4<S>, f64x4<S>) {
            let one = f64x4::simd_from(self.0, [a.lon, a.lat, b.lon, b.lat]);
            let other = f64x4::simd_from(self.0, [c.lon, c.lat, d.lon, d.lat]);
            (one.unzip_low(other), one.unzip_high(other))
        }
    }

    impl<S: Simd> Lanes for f64x4<S> {
        #[inline(always)]
        fn size(self) -> f64x4<S> {
            self.abs()
        }

        #[inline(always)]
        fn larger(self, other: f64x4<S>) -> f64x4<S> {
            self.max(other)
        }

        #[inline(always)]
        fn numbers(self) -> [f64; 4] {
            self.into()
        }
    }
}
