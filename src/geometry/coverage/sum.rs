//! [`Sum`]: sums of many areas that lose no digits; [`KeptSum`]: exact ones, while areas come and go; [`total`]: the two.

/// A compensated sum.
///
/// Basis: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54, 1974. The error
/// does not grow with the number of terms: two units in the last place of the sum, 4e-7 m² at 1 000 km².
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    pub(super) fn add(&mut self, term: f64) {
        let sum = self.sum + term;
        self.lost += if self.sum.abs() >= term.abs() {
            (self.sum - sum) + term
        } else {
            (term - sum) + self.sum
        };
        self.sum = sum;
    }

    pub(super) fn total(self) -> f64 {
        self.sum + self.lost
    }
}

impl FromIterator<f64> for Sum {
    fn from_iter<I: IntoIterator<Item = f64>>(terms: I) -> Sum {
        let mut sum = Sum::default();
        for term in terms {
            sum.add(term);
        }
        sum
    }
}

/// An exact sum of terms that come and go: what is taken off again leaves no trace.
///
/// Terms are whole numbers of 2⁻⁶⁰ m², cut off: a million of them are off by 1e-12 m² at most.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct KeptSum {
    units: i128,
    /// Terms that are no number, or beyond all measure: those added less those taken off.
    beyond: i64,
}

/// m²; twice the Earth has less.
const BEYOND: f64 = (1_u64 << 51) as f64;
const UNITS: f64 = (1_u64 << 60) as f64;

impl KeptSum {
    pub(super) fn add(&mut self, term: f64) {
        match units(term) {
            Some(units) => self.units = self.units.wrapping_add(units),
            None => self.beyond = self.beyond.saturating_add(1),
        }
    }

    pub(super) fn take(&mut self, term: f64) {
        match units(term) {
            Some(units) => self.units = self.units.wrapping_sub(units),
            None => self.beyond = self.beyond.saturating_sub(1),
        }
    }

    /// `None` while a term is beyond all measure.
    #[allow(clippy::cast_precision_loss)]
    pub(super) fn total(self) -> Option<f64> {
        (self.beyond == 0).then_some(self.units as f64 / UNITS)
    }
}

/// The sum of areas, the same in any order, and as that of a [`KeptSum`] to which each was added.
pub(super) fn total(areas: impl Iterator<Item = f64> + Clone) -> f64 {
    let mut sum = KeptSum::default();
    areas.clone().for_each(|area| sum.add(area));
    // Areas beyond all measure, of coordinates that are none, have a sum as well.
    sum.total().unwrap_or_else(|| areas.collect::<Sum>().total())
}

#[allow(clippy::cast_possible_truncation)]
fn units(term: f64) -> Option<i128> {
    (term.abs() < BEYOND).then_some((term * UNITS) as i128)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    /// By hand: 0.1 + 0.2 is no 0.3 as floats; what is taken off again is gone to the last digit, in any order.
    #[test]
    fn what_comes_and_goes_leaves_no_trace() {
        let mut sum = KeptSum::default();
        let terms = [0.1, 1e12, -3.7, 0.2, 2_250.123_4, 1e-9];
        terms.iter().for_each(|term| sum.add(*term));
        assert!((sum.total().unwrap() - 1_000_000_002_246.723_4).abs() < 1e-3);
        [4, 1, 2, 0, 5].iter().for_each(|at| sum.take(terms[*at]));
        assert_eq!(sum.total().unwrap(), 0.2);
        sum.take(0.2);
        assert_eq!(sum.total().unwrap(), 0.0);
    }

    /// On each side of the limit: 2^51 m² is beyond it.
    #[test]
    fn beyond_all_measure_there_is_no_sum() {
        let most = 2_251_799_813_685_248.0_f64;
        let of = |term: f64| {
            let mut sum = KeptSum::default();
            sum.add(term);
            sum.total()
        };
        assert_eq!(of(most.next_down()), Some(most.next_down()));
        assert_eq!(of(-most.next_down()), Some(-most.next_down()));
        for term in [most, -most, f64::NAN, f64::INFINITY] {
            assert_eq!(of(term), None);
            let mut sum = KeptSum::default();
            [term, 3.0].iter().for_each(|term| sum.add(*term));
            sum.take(term);
            assert_eq!(sum.total(), Some(3.0));
        }
    }
}
