//! [`Figure`]: a derived number whose unit stands beside it.

use super::quantity::quantity;

quantity! {
    /// A number of a table (指标数值), exact: the value of an indicator or one of its inputs. Its unit is named
    /// beside it.
    ///
    /// # Units
    ///
    /// None of its own; at most six decimals, at most 10¹⁸ either way.
    Figure, Signed, from_number, number
}
