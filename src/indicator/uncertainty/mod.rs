//! How well figures are known from how well boundary points are surveyed (指标中误差): mean errors of areas and of ratios of
//! them, and which of several zones differ by more than their errors.
//!
//! **Basis**: the law of error propagation, first order, errors of distinct boundary points independent and equal in
//! north and east ([`AreaGradient`](crate::geometry::AreaGradient)); limit twice the mean error, as for areas in the
//! cadastral survey. It speaks of boundary points alone: a wrong fact in the books is no error of this kind.

mod land;
mod ranking;
mod rates;
mod shares;

pub use land::{LandPart, area_uncertainty, floor_area_ratio_uncertainty, ratio_uncertainty};
pub use ranking::{Distinction, RankOrder, RankedRow, rank};
pub use rates::{LandRates, RateMember, land_rates};
pub use shares::RateShares;

use serde::{Deserialize, Serialize};

use crate::law::{BOUNDARY_POINT_LIMIT, BoundaryPointClass};

/// The limit (限差) of an error, in mean errors: 2, that of boundary points, taken over for what follows from them.
#[must_use]
pub fn limit_in_mean_errors() -> f64 {
    f64::from(BOUNDARY_POINT_LIMIT.number())
}

/// A figure with its mean error (数值及其中误差), both in the same unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Uncertain {
    /// The figure.
    pub value: f64,
    /// Its mean error σ (中误差).
    pub mean_error: f64,
}

impl Uncertain {
    /// A figure with its mean error; `None` unless both are finite and the error is not below zero.
    #[must_use]
    pub fn new(value: f64, mean_error: f64) -> Option<Uncertain> {
        let sound = value.is_finite() && mean_error.is_finite() && mean_error >= 0.0;
        sound.then_some(Uncertain { value, mean_error })
    }

    /// A figure known to so many parts of itself, as a floor area to 0.01; `None` as for [`Uncertain::new`].
    #[must_use]
    pub fn relative(value: f64, share: f64) -> Option<Uncertain> {
        Uncertain::new(value, value.abs() * share)
    }

    /// The limit of its error (限差): 2σ.
    #[must_use]
    pub fn limit(&self) -> f64 {
        limit_in_mean_errors() * self.mean_error
    }

    /// Whether this figure and another, whose errors are independent, differ by more than the limit of their
    /// difference: |x − y| > 2 √(σx² + σy²).
    #[must_use]
    pub fn distinction(&self, other: &Uncertain) -> Distinction {
        let limit = limit_in_mean_errors() * self.mean_error.hypot(other.mean_error);
        if (self.value - other.value).abs() > limit {
            Distinction::Distinguishable
        } else {
            Distinction::NotDistinguishable
        }
    }
}

/// The mean error of the position of a boundary point of a class (点位中误差), metres.
///
/// ```
/// use landledger::indicator::point_error;
/// use landledger::law::BoundaryPointClass;
///
/// assert_eq!(point_error(BoundaryPointClass::First), 0.05);
/// ```
#[must_use]
pub fn point_error(class: BoundaryPointClass) -> f64 {
    f64::from(class.mean_error_millimetres()) / 1000.0
}
