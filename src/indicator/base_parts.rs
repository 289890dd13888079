//! The land of a zone in parts that do not overlap, so that a part and its whole are never bounded as if they were
//! independent.

use rust_decimal::Decimal;

use super::Bounds;
use super::zone_contradictions::OversizedPart;

/// Parts of A and D that have no land in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BaseParts {
    /// Supplied and built.
    pub(super) supplied_built: Bounds,
    /// Supplied, not built.
    pub(super) supplied_unbuilt: Bounds,
    /// Built, not supplied: collective land, and land that was built on without a licence.
    pub(super) unsupplied_built: Bounds,
    /// Of it, collective land, which need not be supplied.
    pub(super) collective_built: Bounds,
    /// A less A2.
    pub(super) built_not_industrial: Bounds,
    /// A less A1.
    pub(super) built_not_residential: Bounds,
    /// Idle land that is supplied.
    pub(super) idle_supplied: Bounds,
    /// Idle land on the ledger that is not known to be supplied, or that its parcel has no room for.
    pub(super) idle_elsewhere: Bounds,
    /// Supplied land that is not idle.
    pub(super) supplied_not_idle: Bounds,
    /// B21 as stated.
    pub(super) ready_unbuilt_stated: Option<Decimal>,
    /// Whether the tax of any holder is known.
    pub(super) taxed: bool,
    /// Parts of parcels that are larger than their parcel.
    pub(super) oversized: Vec<OversizedPart>,
}

impl BaseParts {
    pub(super) fn empty() -> BaseParts {
        let zero = Bounds::zero;
        BaseParts {
            supplied_built: zero(),
            supplied_unbuilt: zero(),
            unsupplied_built: zero(),
            collective_built: zero(),
            built_not_industrial: zero(),
            built_not_residential: zero(),
            idle_supplied: zero(),
            idle_elsewhere: zero(),
            supplied_not_idle: zero(),
            ready_unbuilt_stated: None,
            taxed: false,
            oversized: Vec::new(),
        }
    }
}
