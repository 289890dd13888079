//! [`PlanCoverage`]: how much of the ledger an approved plan covers.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::codes::ParcelCode;
use crate::ledger::{EntryId, LedgerState};
use crate::units::{Area, QuantityError, Ratio};

/// How much of the ledger an active plan covers (方案覆盖率), by land area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlanCoverage {
    /// Entries on the ledger.
    pub entries: u64,
    /// Of these, entries whose parcel has an active plan.
    pub covered_entries: u64,
    /// Land area on the ledger, m².
    #[serde(rename = "land_area_m2")]
    pub land_area: Area,
    /// Of this, the land area of the covered entries, m².
    #[serde(rename = "covered_land_area_m2")]
    pub covered_land_area: Area,
    /// Entries without an active plan, by id.
    pub uncovered: Vec<EntryId>,
}

impl PlanCoverage {
    /// The coverage on the day of the state. A plan that is suspended covers; one in preparation, closed or given up does not.
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if a sum is larger than an area can be.
    pub fn of(state: &LedgerState) -> Result<PlanCoverage, QuantityError> {
        let active = state.plans.values().filter(|plan| plan.progress.status().is_active());
        let planned: BTreeSet<ParcelCode> =
            active.flat_map(|plan| plan.plan.parcels.iter().copied()).collect();
        let (mut all, mut covered, mut uncovered) = (Vec::new(), Vec::new(), Vec::new());
        for entry in state.open_entries() {
            all.push(entry.land_area);
            if planned.contains(&entry.parcel) {
                covered.push(entry.land_area);
            } else {
                uncovered.push(entry.id.clone());
            }
        }
        Ok(PlanCoverage {
            entries: all.len() as u64,
            covered_entries: covered.len() as u64,
            land_area: Area::try_sum(all)?,
            covered_land_area: Area::try_sum(covered)?,
            uncovered,
        })
    }

    /// The covered share of the land area, exactly; `None` where nothing is on the ledger.
    #[must_use]
    pub fn share(&self) -> Option<Ratio> {
        self.covered_land_area.share_of(self.land_area)
    }
}
