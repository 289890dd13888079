//! [`Angles`]: sines and cosines of angles near each other.

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
        let at = (angle / STEP).round();
        if at.total_cmp(&self.at).is_ne() {
            let (sin, cos) = (at * STEP).sin_cos();
            *self = Angles { at, sin, cos };
        }
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
}

#[cfg(test)]
mod tests {
    use super::{Angles, STEP};

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
}
