//! Moving the decimal point without rounding.

use rust_decimal::Decimal;

/// The number times 10 to the power of `exponent`, exactly, with as many decimals as are left; `None` if that
/// does not fit.
///
/// `Decimal::checked_mul` would round instead where the product needs more than 28 digits.
pub(super) fn times_power_of_ten(number: Decimal, exponent: u32) -> Option<Decimal> {
    let scale = number.scale().saturating_sub(exponent);
    let zeros = exponent.saturating_sub(number.scale());
    let mantissa = number.mantissa().checked_mul(10_i128.checked_pow(zeros)?)?;
    Decimal::try_from_i128_with_scale(mantissa, scale).ok()
}
