//! [`Money`]: sums of money.

use rust_decimal::Decimal;

use super::power_of_ten::times_power_of_ten;
use super::quantity::quantity;
use super::rounding::round_half_up;
use super::{Area, QuantityError, QuantityErrorKind, Ratio};

quantity! {
    /// A sum of money (金额), exact; below zero for a loss or a refund.
    ///
    /// # Units
    ///
    /// Yuan (元), at most six decimals, at most 10¹⁸ either way.
    Money, Signed, from_yuan, yuan
}

impl Money {
    /// A sum given in ten thousands of yuan (万元).
    ///
    /// # Errors
    ///
    /// The sum is beyond 10¹⁸ yuan or has more than six decimals of a yuan.
    pub fn from_ten_thousand_yuan(number: Decimal) -> Result<Money, QuantityError> {
        let yuan = times_power_of_ten(number, 4)
            .ok_or_else(|| QuantityError::new(QuantityErrorKind::TooLarge, number))?;
        Money::from_yuan(yuan)
    }

    /// The sum in ten thousands of yuan (万元), rounded to `places` decimals, halves away from zero.
    #[must_use]
    pub fn in_ten_thousand_yuan(self, places: u32) -> Decimal {
        round_half_up(self.0 * Decimal::from_parts(1, 0, 0, false, 4), places)
    }

    /// Yuan per square metre of land; `None` unless the land area is above zero.
    #[must_use]
    pub fn per_land(self, land: Area) -> Option<Ratio> {
        Ratio::new(self.0, land.square_metres())
    }
}
