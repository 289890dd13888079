//! [`examine`]: overlaps, shared borders, gaps and the balance of areas, with the edges sorted once.

use super::super::PlanePosition;
use super::balance::{AreaBalance, Balanced, Overhangs, Uneven, area_balance_within, repeated};
use super::borders::{BorderFaults, border_faults_within};
use super::boundary::{ParcelPosition, position_of};
use super::cover::Covers;
use super::gap_class::GapLimits;
use super::gaps::{Gap, Gaps, gaps_within};
use super::ground::Ground;
use super::land::{Residuals, ZoneLand, ground, shape_area};
use super::overlaps::{OverlapLimits, Overlaps, overlaps_within};
use super::parcels::{Boxed, MapLand, Parcels};
use super::tangle::Tangle;
use crate::Workers;

/// How parcels cover a zone (覆盖情况).
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Coverage {
    /// As [`overlaps`](super::overlaps()) finds them.
    pub overlaps: Overlaps,
    /// As [`border_faults`](super::border_faults) finds them.
    pub border_faults: BorderFaults,
    /// As [`gaps`](super::gaps()) finds them.
    pub gaps: Vec<Gap>,
    /// As [`area_balance`](super::area_balance) finds it; `None` without a zone, and with tangles.
    pub balance: Option<AreaBalance>,
    /// As [`zone_positions`](super::zone_positions) finds them; empty without a zone.
    pub positions: Vec<ParcelPosition>,
    /// Places that were not looked into, from west to east.
    pub tangles: Vec<Tangle>,
}

/// Everything about how parcels and declared land cover a zone, or each other, in one go.
#[must_use]
pub fn examine<P: PlanePosition>(
    land: &ZoneLand<'_, P>,
    gap_limits: &GapLimits,
    overlap_limits: &OverlapLimits,
) -> Coverage {
    examine_by(Workers::ONE, land, gap_limits, overlap_limits)
}

/// The same by several threads.
pub(crate) fn examine_by<P: PlanePosition>(
    workers: Workers,
    land: &ZoneLand<'_, P>,
    gap_limits: &GapLimits,
    overlap_limits: &OverlapLimits,
) -> Coverage {
    let ((parcels, repeated), zone) = workers.both(
        || {
            let parcels = Boxed::of(land.parcels, workers);
            let repeated = repeated(&parcels);
            (parcels, repeated)
        },
        || land.zone.map(|zone| ground(zone, land.plane)),
    );
    let repeats: Vec<usize> = repeated.iter().map(|[parcel, _]| *parcel).collect();
    let residuals = Residuals::within(land, zone.as_ref(), &repeats, workers);
    let limits = (gap_limits, overlap_limits);
    let ZoneLand { declared, zone: given, plane, .. } = *land;
    let map = MapLand { parcels: &parcels, declared, zone: given, plane };
    let mut found = examine_left(workers, &map, zone.as_ref(), (&residuals, &repeated), limits);
    // The boxes have served: positions take as much room.
    drop(parcels);
    let Some(zone) = &zone else { return found };
    let areas = found.balance.as_ref().map(|balance| balance.parcels.parts.as_slice());
    found.positions = workers.map(land.parcels, |index, parcel| {
        let known = areas.and_then(|areas| areas.get(index));
        let area = known.map_or_else(|| shape_area(parcel, land.plane), |own| own.area);
        position_of(parcel, area, zone, land.plane, gap_limits)
    });
    found
}

/// The same from the edges that are left and the parcels that repeat others, but for the positions of the parcels.
pub(super) fn examine_left<P: PlanePosition, S: Parcels<P> + ?Sized>(
    workers: Workers,
    land: &MapLand<'_, P, S>,
    zone: Option<&Ground>,
    (residuals, repeated): (&Residuals, &[[usize; 2]]),
    (gap_limits, overlap_limits): (&GapLimits, &OverlapLimits),
) -> Coverage {
    let covers = Covers { residuals, plane: land.plane, workers };
    let covered_again = || {
        let levels = covers.levels(&residuals.parcels);
        let overlaps = overlaps_within(land, overlap_limits, &levels.twice(), repeated, workers);
        (levels, overlaps)
    };
    let others = || {
        let faults = border_faults_within(land, overlap_limits.coincidence, residuals);
        let gaps = gaps_within(land, zone, gap_limits, residuals, workers);
        let overhang = zone.map(|zone| Overhangs::of(zone, residuals, land.plane, workers));
        (faults, gaps, overhang)
    };
    let ((levels, overlaps), (border_faults, gaps, overhang)) = workers.both(covered_again, others);
    let Some((zone, overhang)) = zone.zip(overhang) else {
        // Where parcels are in a tangle, gaps are.
        let Gaps { gaps, tangles, .. } = gaps;
        return Coverage { overlaps, border_faults, gaps, tangles, ..Coverage::default() };
    };
    let found = Uneven { levels, gaps, overhang };
    let Balanced { balance, tangles } =
        area_balance_within(land, zone, residuals, found, repeated, workers);
    let gaps = balance.gaps.parts.iter().filter(|gap| gap.class.is_some()).cloned().collect();
    let balance = tangles.is_empty().then_some(balance);
    Coverage { overlaps, border_faults, gaps, balance, positions: Vec::new(), tangles }
}
