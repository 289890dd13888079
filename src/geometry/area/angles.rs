//! [`Angles`]: sines and cosines of angles near each other.

use super::lanes::{Instructions, Lanes};
use super::rounding::half_away;

/// From one angle that is worked out to the next, radians: 6 km on the ground.
const STEP: f64 = 1e-3;

/// Sine and cosine of angles that follow each other closely (邻近角的正弦与余弦), such as the latitudes along a ring: those of
/// the nearest multiple of a step are worked out, and turned from there by the series of sine and cosine.
///
/// What comes out hangs on the angle alone and not on those before it: a position that is met twice must come out the same to the
/// last bit, or a ring would not close. Of a turn d ≤ 5 · 10⁻⁴ the series leave out d⁷/7! = 2e-27 and d⁶/6! = 2e-23; what
/// comes out is right to 3e-16.
#[derive(Debug, Clone, Copy)]
pub(super) struct Angles {
    /// How many steps.
    at: f64,
    sin: f64,
    cos: f64,
}

impl Default for Angles {
    fn default() -> Angles {
        Angles { at: 0.0, sin: 0.0, cos: 1.0 }
    }
}

impl Angles {
    #[inline]
    pub(super) fn sin_cos(&mut self, angle: f64) -> (f64, f64) {
        let at = half_away(angle / STEP);
        self.turn_to(at);
        let turn = angle - at * STEP;
        let square = turn * turn;
        let sin = turn * (1.0 - square / 6.0 * (1.0 - square / 20.0));
        // The cosine less one, so that no digit of it is lost.
        let less = square * (square / 24.0 - 0.5);
        (
            self.sin + (self.cos * sin + self.sin * less),
            self.cos + (self.cos * less - self.sin * sin),
        )
    }

    /// The cosines of four angles: of each, to the last bit, what [`Angles::sin_cos`] gives.
    #[inline(always)]
    pub(super) fn cos_of_four<I: Instructions>(&mut self, by: I, angles: I::Lanes) -> I::Lanes {
        let steps = angles / by.same(STEP);
        if !all_nearest(steps - by.same(self.at)) {
            let [first, ..] = steps.numbers();
            self.turn_to(half_away(first));
            if !all_nearest(steps - by.same(self.at)) {
                return by.four(angles.numbers().map(|angle| self.sin_cos(angle).1));
            }
        }
        let turn = angles - by.same(self.at * STEP);
        let square = turn * turn;
        let one = by.same(1.0);
        let sin = turn * (one - square / by.same(6.0) * (one - square / by.same(20.0)));
        let less = square * (square / by.same(24.0) - by.same(0.5));
        by.same(self.cos) + (by.same(self.cos) * less - by.same(self.sin) * sin)
    }

    #[inline(always)]
    fn turn_to(&mut self, at: f64) {
        if at.total_cmp(&self.at).is_ne() {
            let (sin, cos) = (at * STEP).sin_cos();
            *self = Angles { at, sin, cos };
        }
    }
}

/// Whether no other whole number is as near to any of the four, by the differences from one. What lies halfway is not, nor what is
/// no number.
#[inline(always)]
fn all_nearest<L: Lanes>(differences: L) -> bool {
    let [a, b, c, d] = differences.size().numbers();
    a < 0.5 && b < 0.5 && c < 0.5 && d < 0.5
}

#[cfg(test)]
mod tests {
    use super::super::lanes::OneByOne;
    use super::{Angles, Instructions, Lanes, STEP};

    /// Whatever was asked before, at the angles themselves, halfway between them, and to both sides of that.
    #[test]
    fn an_angle_has_one_sine() {
        for steps in [-1_000.0, -0.5, 0.0, 0.5, 1.0, 600.5, 612.0, 925.25] {
            for beside in [-1e-12, 0.0, 1e-12] {
                let angle = steps * STEP + beside;
                let alone = Angles::default().sin_cos(angle);
                for before in [angle - 9e-4, angle + 9e-4, angle + STEP / 2.0, 0.0, 1.5] {
                    let mut angles = Angles::default();
                    angles.sin_cos(before);
                    let (sin, cos) = angles.sin_cos(angle);
                    assert_eq!(
                        [sin, cos].map(f64::to_bits),
                        [alone.0, alone.1].map(f64::to_bits),
                        "{angle} after {before}"
                    );
                }
                assert!((alone.0 - angle.sin()).abs() < 3e-16, "{angle}");
                assert!((alone.1 - angle.cos()).abs() < 3e-16, "{angle}");
            }
        }
    }

    /// To the last bit, within a step, over the line between two, far apart, and with what is no number; whatever was asked before.
    #[test]
    fn four_cosines_are_those_of_each() {
        for start in [-0.75, -1e-4, 0.0, 0.5e-3, 0.6114, 0.612_5, 0.925] {
            for step in [0.0, 1e-9, 1e-6, 1e-4, 5e-4, 1e-3, 0.2, f64::NAN] {
                let four = [0.0, 1.0, 2.0, 3.0].map(|at| start + at * step);
                for before in [start, start + 1e-3, 1.5] {
                    let mut angles = Angles::default();
                    angles.sin_cos(before);
                    let found = angles.cos_of_four(OneByOne, OneByOne.four(four)).numbers();
                    let each = four.map(|angle| Angles::default().sin_cos(angle).1);
                    for (found, each) in found.into_iter().zip(each) {
                        let same =
                            found.to_bits() == each.to_bits() || found.is_nan() && each.is_nan();
                        assert!(same, "{start} {step} {before}: {found} {each}");
                    }
                }
            }
        }
    }
}
