//! How much of a piece of land counts in the base quantities of the zone.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::indicator::{BaseQuantities, Bounds, DeclaredLand};
use crate::parcel::ParcelFacts;
use crate::units::{Area, Ratio};

/// Which shares of a piece of land are supplied, built, built industrial and idle; `None` where the facts leave it open.
///
/// The same rules as for [`BaseQuantities`]; a part of a parcel is taken as a fixed share of it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub struct RateShares {
    /// D.
    pub supplied: Option<f64>,
    /// A.
    pub built: Option<f64>,
    /// A2.
    pub built_industrial: Option<f64>,
    /// G.
    pub idle: Option<f64>,
}

impl RateShares {
    /// Shares that are known.
    #[must_use]
    pub const fn new(supplied: f64, built: f64, built_industrial: f64, idle: f64) -> RateShares {
        RateShares {
            supplied: Some(supplied),
            built: Some(built),
            built_industrial: Some(built_industrial),
            idle: Some(idle),
        }
    }

    /// The shares of a parcel, of which `idle` is on the ledger as idle land and `mapped` is its plane area.
    #[must_use]
    pub fn of_parcel(facts: &ParcelFacts, idle: Area, mapped: Area) -> RateShares {
        let mut base = BaseQuantities::empty(0);
        let idle = idle.square_metres();
        base.add_parcel("", facts, Some(mapped), idle);
        base.idle.add(idle);
        RateShares::of(&base, facts.registered_area.unwrap_or(mapped))
    }

    /// The shares of declared land that is no parcel.
    #[must_use]
    pub fn of_declared(land: &DeclaredLand) -> RateShares {
        let mut base = BaseQuantities::empty(0);
        base.add_declared(land);
        RateShares::of(&base, land.area.unwrap_or_default())
    }

    fn of(base: &BaseQuantities, whole: Area) -> RateShares {
        let share = |part: &Bounds| share(part, whole.square_metres());
        RateShares {
            supplied: share(&base.supplied),
            built: share(&base.built),
            built_industrial: share(&base.built_industrial),
            idle: share(&base.idle),
        }
    }
}

/// A part that is known, over the whole; nothing is no share even of nothing.
fn share(part: &Bounds, whole: Decimal) -> Option<f64> {
    if part.high != Some(part.low) {
        return None;
    }
    if part.low.is_zero() {
        return Some(0.0);
    }
    let ratio = Ratio::new(part.low, whole)?;
    Some(ratio.numerator().to_f64()? / ratio.denominator().to_f64()?)
}
