//! [`RentRate`]: rent for floor area and time.

use super::quantity::quantity;

quantity! {
    /// A rent (租金单价), exact, never negative; not to be taken for a price, which is [`Money`](super::Money).
    ///
    /// # Units
    ///
    /// Yuan per square metre of floor area and month (元/平方米·月), at most six decimals.
    ///
    /// ```compile_fail,E0308
    /// use landledger::plan::Need;
    /// use landledger::units::Money;
    ///
    /// let mut need = Need::default();
    /// need.rent_at_most = Some(Money::ZERO);
    /// ```
    RentRate, NonNegative, from_yuan_per_square_metre_month, yuan_per_square_metre_month
}
