//! Rounding: half away from zero (四舍五入), the only kind that this crate uses.

use rust_decimal::{Decimal, RoundingStrategy};

/// The number with exactly `places` decimals, halves rounded away from zero (四舍五入).
///
/// `Decimal::round_dp` rounds halves to even, as bankers do; tables of land administration do not. Where
/// the number is so large that its 28 digits leave no room, fewer zeros are appended.
///
/// ```
/// use landledger::units::rounding::round_half_up;
///
/// let number = |text: &str| rust_decimal::Decimal::from_str_exact(text).unwrap();
/// assert_eq!(round_half_up(number("1234.565"), 2).to_string(), "1234.57");
/// assert_eq!(round_half_up(number("-0.5"), 0).to_string(), "-1");
/// assert_eq!(round_half_up(number("3"), 2).to_string(), "3.00");
/// ```
#[must_use]
pub fn round_half_up(number: Decimal, places: u32) -> Decimal {
    let mut rounded = number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    if rounded.is_zero() {
        rounded.set_sign_positive(true);
    }
    rounded.rescale(places.min(Decimal::MAX_SCALE));
    rounded
}
