//! [`PowerCapacity`]: how much electric power a supply gives.

use super::quantity::quantity;

quantity! {
    /// The capacity of a power supply (供电容量), exact, never negative.
    ///
    /// # Units
    ///
    /// Kilovolt-amperes (kVA), at most six decimals.
    PowerCapacity, NonNegative, from_kilovolt_amperes, kilovolt_amperes
}
