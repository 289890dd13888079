//! [`Named`]: the numbers that corrections name, each with a place of its own.

/// Numbers of rows that others say they correct, by which what is to be known of each is looked up.
///
/// Where they lie dense, a bit for each number from the least to the largest and a count for each word of bits say the place
/// of a number: how many are before it. A million look-ups then wait for memory once each, and not at every halving.
#[derive(Debug)]
pub(super) enum Named {
    Dense { least: u64, words: Vec<Word>, count: usize },
    Scattered(Vec<u64>),
}

/// Sixty-four numbers.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Word {
    bits: u64,
    /// How many are before them.
    before: usize,
}

impl Default for Named {
    fn default() -> Named {
        Named::Scattered(Vec::new())
    }
}

/// The most words for a number: two numbers far apart would take as much as a table.
const WORDS: usize = 64;

impl Named {
    /// Those of these numbers, of which some may come several times; with at most so many words, and [`WORDS`] for each.
    pub(super) fn of(numbers: impl Iterator<Item = u64> + Clone, most: usize) -> Named {
        let none = (u64::MAX, 0, 0_usize);
        let (least, largest, given) = numbers.clone().fold(none, |(least, largest, given), id| {
            (id.min(least), id.max(largest), given.saturating_add(1))
        });
        let most = most.min(given.saturating_mul(WORDS));
        let span = largest.checked_sub(least).and_then(|span| usize::try_from(span / 64).ok());
        let Some(last) = span.filter(|last| *last < most) else {
            let mut sorted: Vec<u64> = numbers.collect();
            sorted.sort_unstable();
            sorted.dedup();
            return Named::Scattered(sorted);
        };
        let mut words = vec![Word::default(); last + 1];
        for id in numbers {
            let (word, bit) = place(least, id);
            if let Some(word) = words.get_mut(word) {
                word.bits |= bit;
            }
        }
        let mut count = 0;
        for word in &mut words {
            word.before = count;
            count += word.bits.count_ones() as usize;
        }
        Named::Dense { least, words, count }
    }

    /// How many different numbers there are.
    pub(super) fn len(&self) -> usize {
        match self {
            Named::Dense { count, .. } => *count,
            Named::Scattered(sorted) => sorted.len(),
        }
    }

    /// How many of them are less than one of them; `None` for any other number.
    #[inline]
    pub(super) fn place(&self, id: u64) -> Option<usize> {
        match self {
            Named::Dense { least, words, .. } => {
                let (word, bit) = place(*least, id);
                let word = words.get(word).filter(|word| word.bits & bit != 0)?;
                Some(word.before + (word.bits & (bit - 1)).count_ones() as usize)
            }
            Named::Scattered(sorted) => sorted.binary_search(&id).ok(),
        }
    }
}

/// The word and the bit of a number; beyond all words for one that is below the least.
#[inline]
fn place(least: u64, id: u64) -> (usize, u64) {
    let place = id.wrapping_sub(least);
    (usize::try_from(place / 64).unwrap_or(usize::MAX), 1 << (place % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(numbers: &[u64], most: usize, is_dense: impl Fn(&Named) -> bool) {
        let named = Named::of(numbers.iter().copied(), most);
        assert!(is_dense(&named), "{numbers:?}: {named:?}");
        let set: std::collections::BTreeSet<u64> = numbers.iter().copied().collect();
        assert_eq!(named.len(), set.len());
        let near = numbers.iter().flat_map(|id| [id.saturating_sub(1), *id, id.saturating_add(1)]);
        for id in near.chain([0, 1, u64::MAX]) {
            let place = set.contains(&id).then(|| set.range(..id).count());
            assert_eq!(named.place(id), place, "{id} of {numbers:?}");
        }
    }

    #[test]
    fn places_are_those_in_rising_order() {
        let dense = |named: &Named| matches!(named, Named::Dense { .. });
        let scattered = |named: &Named| matches!(named, Named::Scattered(_));
        check(&[], 9, scattered);
        check(&[7], 1, dense);
        check(&[7], 0, scattered);
        check(&[0, 63, 64, 65, 127, 128, 64, 0], 3, dense);
        check(&[u64::MAX, u64::MAX - 1, u64::MAX - 120], 2, dense);
        // Four words hold the numbers from 5 to 5 + 4 × 64 − 1.
        check(&[5, 5 + 4 * 64 - 1], 4, dense);
        check(&[5, 5 + 4 * 64], 4, scattered);
        check(&[0, u64::MAX], 1_000_000, scattered);
        // Sixty-four words for each of two numbers.
        check(&[9, 9 + 128 * 64 - 1], 1_000_000, dense);
        check(&[9, 9 + 128 * 64], 1_000_000, scattered);
        let mut random: u64 = 1;
        for count in 1..200 {
            let mut next = || {
                random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                1000 + (random >> 33) % 5_000
            };
            let numbers: Vec<u64> = (0..count).map(|_| next()).collect();
            check(&numbers, count, |_| true);
        }
    }
}
