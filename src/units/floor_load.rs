//! [`FloorLoad`]: what a floor carries.

use super::quantity::quantity;

quantity! {
    /// A live load that a floor is designed for (楼面活荷载), exact, never negative.
    ///
    /// # Units
    ///
    /// Kilonewtons per square metre (kN/m²), at most six decimals. Landlords often say tonnes per square metre: 1 t/m² is
    /// about 9.8 kN/m², and which of the two was meant is theirs to say.
    FloorLoad, NonNegative, from_kilonewtons_per_square_metre, kilonewtons_per_square_metre
}
