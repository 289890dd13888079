//! [`Height`]: how high a storey is.

use super::quantity::quantity;

quantity! {
    /// A height (层高), exact, never negative.
    ///
    /// # Units
    ///
    /// Metres, at most six decimals.
    ///
    /// ```
    /// use landledger::units::Height;
    ///
    /// let hall: Height = "8.01".parse()?;
    /// assert!(hall > "8.00".parse()?);
    /// # Ok::<(), landledger::units::QuantityError>(())
    /// ```
    Height, NonNegative, from_metres, metres
}
