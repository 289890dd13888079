//! [`FloorArea`] and [`FloorAreaChange`]: floor area and its differences.

use super::quantity::extent;
use super::{Area, Ratio};

extent! {
    /// A floor area (建筑面积), exact, never negative; not to be added to a land area.
    ///
    /// # Units
    ///
    /// Square metres, at most six decimals, at most 10¹⁸.
    ///
    /// ```compile_fail,E0308
    /// use landledger::units::{Area, FloorArea};
    ///
    /// Area::ZERO.checked_add(FloorArea::ZERO);
    /// ```
    FloorArea,
    /// The difference of two floor areas, in square metres; below zero for a decrease.
    FloorAreaChange
}

impl FloorArea {
    /// Floor area per land area (容积率, plot ratio); `None` unless the land area is above zero.
    #[must_use]
    pub fn per_land(self, land: Area) -> Option<Ratio> {
        Ratio::new(self.0, land.square_metres())
    }
}
