//! Rounding half away from zero (四舍五入).

/// Above this a number may be too large for the short way.
const SHORT: f64 = 1e15;

/// The nearest whole number, half away from zero: `f64::round`, which on processors without an instruction for it is a call.
///
/// Half is taken less its last digit, so that the number below a half does not become one; whoever is cut off after that is
/// rounded. All numbers below 2⁵⁰ have their halves.
#[inline(always)]
pub(super) fn half_away(value: f64) -> f64 {
    if value.abs() < SHORT {
        let half = 0.499_999_999_999_999_94_f64.copysign(value);
        // Below 10¹⁵, so the cast keeps it; it loses the sign of zero.
        ((value + half) as i64 as f64).copysign(value)
    } else {
        value.round()
    }
}

#[cfg(test)]
mod tests {
    use super::{SHORT, half_away};

    /// Halves, the numbers next to them, both signs of zero, and what is no number or too large for the short way.
    #[test]
    fn it_is_that_of_the_library() {
        let mut numbers =
            vec![0.0, 0.25, f64::INFINITY, f64::NAN, f64::MIN_POSITIVE, SHORT, 4e15, 1e300];
        for whole in [
            0.0_f64,
            1.0,
            2.0,
            3.0,
            255.0,
            38_530_000_000.0,
            384_355_000_000.0,
            999_999_999_999_998.0,
        ] {
            let half = whole + 0.5;
            numbers.extend([
                whole,
                half,
                half.next_up(),
                half.next_down(),
                whole.next_up(),
                whole.next_down(),
            ]);
        }
        numbers.extend([SHORT.next_down(), SHORT.next_up()]);
        for number in numbers {
            for number in [number, -number] {
                assert_eq!(half_away(number).to_bits(), number.round().to_bits(), "{number}");
            }
        }
    }
}
