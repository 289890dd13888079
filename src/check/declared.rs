//! What was declared: land that is no parcel, and the block that a parcel states.

use super::context::Context;
use super::region::Region;
use super::{Owner, Record, ground};
use crate::finding::{Code, Comparison, Finding, Limit, Measure, MeasureUnit, Text};
use crate::geometry::{MultiPolygon, Plane, PlanePosition, covered_area, intersection_area};

/// From this share of its area in a block on, a parcel lies in it.
const LOCATED: f64 = 0.5;

/// Declared land without a reason: an exception from the coverage has to say why.
pub(super) fn declared_reasons<P: PlanePosition>(context: &Context<'_, P>) -> Vec<Finding> {
    let declared = context.zone.map(|zone| zone.declared.as_slice()).unwrap_or_default();
    let without = declared
        .iter()
        .enumerate()
        .filter(|(_, land)| land.reason.as_deref().is_none_or(|reason| reason.trim().is_empty()));
    without
        .map(|(at, land)| {
            let message = Text::new(
                "申报的非宗地用地应说明理由，实际没有",
                "expected a reason why this declared land is no parcel, found none",
            );
            let finding = Finding::new(Code::DeclaredLandReasonMissing, message);
            finding
                .about(land.subject.to_string())
                .at(context.places.place(Owner::Declared(at), None))
        })
        .collect()
}

/// Parcels of which half or more lies in another block than the one that their facts state.
pub(super) fn block_stated<P: PlanePosition>(context: &Context<'_, P>) -> Vec<Finding> {
    block_stated_within(context, &block_regions(context))
}

/// The regions of the blocks of a zone, in order.
pub(super) fn block_regions<P: PlanePosition>(context: &Context<'_, P>) -> Vec<Region> {
    let blocks = context.zone.map(|zone| zone.blocks.as_slice()).unwrap_or_default();
    blocks.iter().map(|(_, shape)| Region::of(shape)).collect()
}

/// The same with regions that are there already.
pub(super) fn block_stated_within<P: PlanePosition>(
    context: &Context<'_, P>,
    regions: &[Region],
) -> Vec<Finding> {
    let blocks = context.zone.map(|zone| zone.blocks.as_slice()).unwrap_or_default();
    let blocks: Vec<Block<'_, P>> = blocks
        .iter()
        .zip(regions)
        .map(|((name, shape), region)| Block { name, shape, region })
        .collect();
    let plane = context.plane;
    let found = context.workers.map(context.records, |_, item| {
        let stated = item.facts.and_then(|facts| facts.block.as_deref())?;
        let shares = shares(plane, &blocks, item)?;
        let mut located = shares.into_iter().filter(|(_, share)| *share >= LOCATED);
        let (found, share) = located.next()?;
        let is_right = found == stated || located.any(|(name, _)| name == stated);
        (!is_right).then(|| Box::new(elsewhere(stated, found, share)))
    });
    let found = found.into_iter().enumerate();
    found.filter_map(|(record, finding)| Some(context.about(record, *finding?))).collect()
}

fn elsewhere(stated: &str, found: &str, share: f64) -> Finding {
    let percent = share * 100.0;
    let message = Text::new(
        format!("所填区块为 {stated}，实际 {percent:.1}% 的面积位于区块 {found}"),
        format!(
            "stated to lie in block {stated}, found {percent:.1} % of its area in block {found}"
        ),
    );
    let limit = Limit::new(Comparison::Below, LOCATED.to_string(), MeasureUnit::One, "library");
    Finding::new(Code::BlockDiffers, message).measured(Measure::share(share)).limited(limit)
}

struct Block<'a, P> {
    name: &'a str,
    shape: &'a MultiPolygon<P>,
    region: &'a Region,
}

/// The share of a parcel in each block. Only where a border runs through the parcel's box does it take an overlay.
fn shares<'a, P: PlanePosition>(
    plane: Plane,
    blocks: &[Block<'a, P>],
    record: &Record<'_, P>,
) -> Option<Vec<(&'a str, f64)>> {
    let extent = ground::Extent::around(record.shape)?;
    let first = record.shape.points().first()?.xy();
    let share = |block: &Block<'a, P>| {
        if !block.region.borders(&extent) {
            return Some((block.name, if block.region.contains(first) { 1.0 } else { 0.0 }));
        }
        let own = ground::local(plane, record.shape, extent.middle());
        let other = ground::local(plane, block.shape, extent.middle());
        let area = covered_area(&own).filter(|area| *area > 0.0)?;
        Some((block.name, intersection_area(&own, &other)? / area))
    };
    blocks.iter().map(share).collect()
}
