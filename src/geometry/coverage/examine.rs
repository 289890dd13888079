//! [`examine`]: overlaps, shared borders, gaps and the balance of areas, with the edges sorted once.

use super::super::PlanePosition;
use super::balance::{AreaBalance, area_balance_within, repeated};
use super::borders::{BorderFault, border_faults_within};
use super::cover::Covers;
use super::gap_class::GapLimits;
use super::gaps::{Gap, gaps_within};
use super::land::{Residuals, ZoneLand, ground};
use super::overlaps::{OverlapLimits, Overlaps, overlaps_within};

/// How parcels cover a zone (覆盖情况).
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Coverage {
    /// As [`overlaps`](super::overlaps()) finds them.
    pub overlaps: Overlaps,
    /// As [`border_faults`](super::border_faults) finds them.
    pub border_faults: Vec<BorderFault>,
    /// As [`gaps`](super::gaps()) finds them.
    pub gaps: Vec<Gap>,
    /// As [`area_balance`](super::area_balance) finds it; `None` without a zone.
    pub balance: Option<AreaBalance>,
}

/// Everything about how parcels and declared land cover a zone, or each other, in one go.
#[must_use]
pub fn examine<P: PlanePosition>(
    land: &ZoneLand<'_, P>,
    gap_limits: &GapLimits,
    overlap_limits: &OverlapLimits,
) -> Coverage {
    let zone = land.zone.map(|zone| ground(zone, land.plane));
    let repeated = repeated(land.parcels);
    let repeats: Vec<usize> = repeated.iter().map(|[parcel, _]| *parcel).collect();
    let residuals = Residuals::within(land, zone.as_ref(), &repeats);
    let levels = Covers { residuals: &residuals, plane: land.plane }.levels(&residuals.parcels);
    let twice = levels.first().map(Vec::as_slice).unwrap_or_default();
    let overlaps = overlaps_within(land, overlap_limits, twice, &repeated);
    let border_faults = border_faults_within(land, overlap_limits.coincidence, &residuals);
    let balance = zone
        .as_ref()
        .map(|zone| area_balance_within(land, zone, gap_limits, &residuals, levels, &repeated));
    let gaps = match &balance {
        Some(balance) => {
            balance.gaps.parts.iter().filter(|gap| gap.class.is_some()).cloned().collect()
        }
        None => gaps_within(land, None, gap_limits, &residuals).gaps,
    };
    Coverage { overlaps, border_faults, gaps, balance }
}
