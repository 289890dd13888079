//! Classes of boundary points.

use serde::{Deserialize, Serialize};

use super::Threshold;
use super::threshold::{BOUNDARY_POINT_FIRST, BOUNDARY_POINT_SECOND, BOUNDARY_POINT_THIRD};
use crate::finding::Text;

/// How well a boundary point is surveyed (界址点精度等级).
///
/// **Basis**: TD/T 1001-2012 地籍调查规程, known from the trade ([`Threshold::assurance`] says so). The mean error is that
/// of the point's position; twice this is the limit.
///
/// ```
/// use landledger::law::{BoundaryPointClass, ThresholdValue};
///
/// assert_eq!(BoundaryPointClass::Second.threshold().value, ThresholdValue::Millimetres(75));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum BoundaryPointClass {
    /// First class (一级).
    First,
    /// Second class (二级).
    Second,
    /// Third class (三级).
    Third,
}

impl BoundaryPointClass {
    /// Every class, the best first.
    pub const ALL: &'static [BoundaryPointClass] =
        &[BoundaryPointClass::First, BoundaryPointClass::Second, BoundaryPointClass::Third];

    /// The mean error of such a point, with the standard that sets it.
    #[must_use]
    pub const fn threshold(self) -> Threshold {
        match self {
            BoundaryPointClass::First => BOUNDARY_POINT_FIRST,
            BoundaryPointClass::Second => BOUNDARY_POINT_SECOND,
            BoundaryPointClass::Third => BOUNDARY_POINT_THIRD,
        }
    }

    /// The mean error, millimetres.
    #[must_use]
    pub fn mean_error_millimetres(self) -> u32 {
        self.threshold().number()
    }

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            BoundaryPointClass::First => Text::new("一级界址点", "boundary points, first class"),
            BoundaryPointClass::Second => Text::new("二级界址点", "boundary points, second class"),
            BoundaryPointClass::Third => Text::new("三级界址点", "boundary points, third class"),
        }
    }
}
