//! Round steps for axes, grids and scale bars.

/// The largest of 1, 2 and 5 times a power of ten that is not above `limit`; 1 where that is no positive number.
pub(super) fn round_below(limit: f64) -> f64 {
    if !(limit.is_finite() && limit > 0.0) {
        return 1.0;
    }
    let power = 10.0_f64.powf(limit.log10().floor());
    let steps = [10.0, 5.0, 2.0, 1.0].map(|step| step * power);
    // The logarithm may be off by an ulp at powers of ten: what is above the limit is passed over, not trusted.
    steps.into_iter().find(|step| *step <= limit * (1.0 + 1e-12)).unwrap_or(power)
}

/// Round values from `low` to `high`, both reached or passed, about `count` of them.
pub(super) fn ticks([low, high]: [f64; 2], count: usize) -> Vec<f64> {
    let span = high - low;
    if !(span.is_finite() && span > 0.0 && low.is_finite()) {
        return vec![0.0, 1.0];
    }
    let step = round_below(span / count.max(1) as f64);
    let (first, last) = ((low / step).floor(), (high / step).ceil());
    // No more than a drawing can hold, whatever the values are.
    let steps = (last - first).clamp(1.0, 100.0) as u32;
    (0..=steps).map(|at| (first + f64::from(at)) * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        // By hand.
        let rows = [
            (1.0, 1.0),
            (1.9, 1.0),
            (2.0, 2.0),
            (4.99, 2.0),
            (5.0, 5.0),
            (9.9, 5.0),
            (10.0, 10.0),
            (0.07, 0.05),
            (0.0, 1.0),
            (f64::NAN, 1.0),
        ];
        for (limit, step) in rows {
            assert!((round_below(limit) - step).abs() < 1e-12 * step, "{limit}");
        }
        assert_eq!(ticks([0.0, 9.0], 4), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(ticks([-3.0, 9.0], 4), [-4.0, -2.0, 0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(ticks([5.0, 5.0], 4), [0.0, 1.0]);
        assert_eq!(ticks([f64::NEG_INFINITY, 5.0], 4), [0.0, 1.0]);
    }
}
