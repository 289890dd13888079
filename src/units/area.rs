//! [`Area`] and [`AreaChange`]: land area and its differences.

use rust_decimal::Decimal;

use super::quantity::extent;
use super::rounding::round_half_up;
use super::{AreaUnit, GivenArea, QuantityError};

extent! {
    /// A land area (用地面积), exact, never negative.
    ///
    /// # Units
    ///
    /// Square metres, at most six decimals, at most 10¹⁸.
    ///
    /// ```
    /// use landledger::units::{Area, AreaUnit};
    ///
    /// let plot: Area = "66666.67".parse()?;
    /// assert_eq!(plot.in_unit(AreaUnit::Mu, 2).to_string(), "100.00");
    /// assert_eq!("12,3".parse::<Area>().unwrap_err().position(), Some(2));
    /// # Ok::<(), landledger::units::QuantityError>(())
    /// ```
    Area,
    /// The difference of two land areas, in square metres; below zero for a decrease.
    AreaChange
}

impl Area {
    /// This area in another unit: converted exactly, then rounded once to `places` decimals, halves away from
    /// zero.
    #[must_use]
    pub fn in_unit(self, unit: AreaUnit, places: u32) -> Decimal {
        // At most 25 digits, of the 28 that a `Decimal` holds: exact.
        round_half_up(self.0 * unit.per_square_metre(), places)
    }

    /// The area that was given in some unit.
    ///
    /// # Errors
    ///
    /// See [`GivenArea::to_area`].
    pub fn from_given(given: &GivenArea) -> Result<Area, QuantityError> {
        given.to_area()
    }
}
