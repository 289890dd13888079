//! [`SplitMix64`]: the random numbers of the generator.

/// SplitMix64: a 64-bit counter with a fixed increment, mixed by two multiplications.
///
/// Basis: G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014,
/// with the constants of S. Vigna's public-domain `splitmix64.c`. Integers only: the same numbers on every
/// platform.
#[derive(Debug, Clone)]
pub(super) struct SplitMix64(u64);

impl SplitMix64 {
    /// The numbers of one part of the zone: parts draw from streams of their own, so that more draws in one
    /// do not change the others.
    pub(super) const fn stream(seed: u64, part: u64) -> SplitMix64 {
        let mut mixer = SplitMix64(seed ^ part.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        SplitMix64(mixer.next())
    }

    pub(super) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 up to but without `bound` (0 if that is 0): the high half of a 128-bit product.
    pub(super) const fn below(&mut self, bound: u64) -> u64 {
        ((self.next() as u128 * bound as u128) >> 64) as u64
    }

    /// A number from `low` to `high`, both included; `low` if `high` is less.
    pub(super) const fn between(&mut self, low: i64, high: i64) -> i64 {
        let count = high.saturating_sub(low).saturating_add(1);
        if count < 1 {
            return low;
        }
        // Below `count`, so it fits and the sum stays at or below `high`.
        low.saturating_add(self.below(count as u64) as i64)
    }

    /// Whether one of `percent` in a hundred happened.
    pub(super) const fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of the items; the default if there is none.
    pub(super) fn pick<T: Copy + Default>(&mut self, items: &[T]) -> T {
        let at = self.below(items.len() as u64) as usize;
        items.get(at).copied().unwrap_or_default()
    }

    /// Puts items into a random order (Fisher-Yates).
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last as u64 + 1) as usize;
            items.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first outputs of the public-domain `splitmix64.c` for the state 1234567.
    #[test]
    fn first_numbers() {
        let mut rng = SplitMix64(1_234_567);
        let expected = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        assert_eq!([(); 5].map(|()| rng.next()), expected);
    }
}
