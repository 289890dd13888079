//! [`CraneCapacity`]: what a crane lifts.

use super::quantity::quantity;

quantity! {
    /// What the strongest single crane of a plant lifts (行车起重量), exact, never negative; 0 says that there is none.
    ///
    /// # Units
    ///
    /// Tonnes (t), at most six decimals.
    CraneCapacity, NonNegative, from_tonnes, tonnes
}
