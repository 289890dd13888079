//! Parcels against the zone: gaps, overhang, blocks, declared land, and the balance of areas.

use super::context::Context;
use super::land::{CheckedLand, pieces_shape, regions_shape, rounded, widest_place};
use super::unread::Unread;
use super::wording::{area_words, metres_words};
use super::{Owner, ZoneRecord};
use crate::finding::{
    Class, Code, Comparison, Finding, FoundShape, Limit, Measure, MeasureUnit, Place, Text, counted,
};
use crate::geometry::PlanePosition;
use crate::geometry::coverage::{
    self, Blocks, Coverage, DeclaredConflict, Gap, GapClass, GapLimits, OverhangKind,
    ParcelPosition, Piece, ZonePosition,
};

/// Neighbours of a gap that a finding names; a network of streets has thousands.
const NAMED: usize = 50;

/// Gaps that are reported one by one, the largest.
const LISTED: usize = 100_000;

/// The largest residue of a balance that is rounding, m², where the zone is not larger than 5 000 km²: one square centimetre.
const BALANCED: f64 = 1e-4;

/// The same, as a part of a larger zone. Areas have sixteen digits: of a map of a million parcels on 42 600 km² without a
/// gap, the sum is 4.3e-15 off the area of its zone.
const BALANCED_PART: f64 = 2e-14;

/// The largest residue that is rounding, m², in a zone of so many m².
pub(super) const fn largest_residue(zone: f64) -> f64 {
    BALANCED.max(BALANCED_PART * zone)
}

/// Judges parcels against the zone. Without a zone, only gaps that the parcels shut in are found.
///
/// Says how many gaps are not reported, as they lie beside records that could not be judged themselves.
pub(super) fn zone<P: PlanePosition>(
    context: &Context<'_, P>,
    land: &CheckedLand<'_, P>,
    coverage: &Coverage,
    unread: &Unread,
    findings: &mut Vec<Finding>,
) -> usize {
    let limits = limits(context);
    let ground = land.zone_land(context.plane);
    let mut unjudged: usize = 0;
    let mut judged: Vec<&Gap> = Vec::new();
    for gap in &coverage.gaps {
        let beside = gap.neighbours.iter().any(|neighbour| match neighbour.owner {
            coverage::Owner::Parcel(parcel) => {
                land.record(parcel).is_some_and(|record| land.is_stand_in(record))
            }
            coverage::Owner::Declared(_) => false,
        });
        if beside || unread.touches(&gap.region) {
            unjudged = unjudged.saturating_add(1);
        } else {
            judged.push(gap);
        }
    }
    findings.extend(keep_listed(&mut judged));
    findings.extend(judged.into_iter().filter_map(|gap| gap_finding(context, land, gap)));
    let Some(zone) = context.zone.filter(|_| land.has_boundary()) else { return unjudged };
    findings.extend(super::approved_area::approved_area(context));
    let others = coverage::zone_positions(&land.other_layers(context.plane), &limits);
    for (records, positions) in
        [(&land.records, &coverage.positions), (&land.other_records, &others)]
    {
        let judged = records.iter().zip(positions);
        for (record, position) in judged.filter(|(record, _)| !land.is_stand_in(**record)) {
            position_findings(context, zone, *record, position, findings);
        }
    }
    let (workers, balance) = (context.workers, coverage.balance.as_ref());
    for conflict in coverage::declared_conflicts_by(workers, &ground, &limits, balance) {
        findings.extend(declared_finding(context, land, zone, &conflict));
    }
    let blocks: Vec<_> = land.blocks().collect();
    let shapes: Vec<_> = blocks.iter().map(|(_, shape)| *shape).collect();
    if !shapes.is_empty() {
        let found = coverage::blocks_across(context.workers, &ground.map(), &shapes, &limits);
        let names: Vec<usize> = blocks.iter().map(|(index, _)| *index).collect();
        findings.extend(super::coverage::tangle_findings(&found.tangles));
        block_findings(context, land, zone, &names, &found, findings);
    }
    match &coverage.balance {
        Some(balance) if balance.residue().abs() >= largest_residue(balance.zone) => {
            findings.push(balance_finding(context, zone, balance.zone, balance.residue()));
        }
        Some(_) => {}
        None => findings.push(unbalanced_finding(zone)),
    }
    unjudged
}

/// Keeps the largest gaps, those that are reported one by one; what is said about the others.
pub(super) fn keep_listed(judged: &mut Vec<&Gap>) -> Option<Finding> {
    let more = judged.len().checked_sub(LISTED).filter(|more| *more > 0)?;
    judged.sort_by(|a, b| b.area.total_cmp(&a.area));
    judged.truncate(LISTED);
    Some(smaller_gaps_finding(more))
}

pub(super) fn limits<P>(context: &Context<'_, P>) -> GapLimits {
    let given = &context.profile.limits;
    GapLimits {
        coincidence: given.coincidence,
        strip_width: given.strip_width,
        passage_width: given.gap_width,
        ..GapLimits::default()
    }
}

pub(super) fn gap_finding<P: PlanePosition>(
    context: &Context<'_, P>,
    land: &CheckedLand<'_, P>,
    gap: &Gap,
) -> Option<Finding> {
    let class = match gap.class? {
        GapClass::Enclosed => Class::Enclosed,
        GapClass::HoleInMember => Class::HoleInParcel,
        GapClass::Inlet => Class::Inlet,
        GapClass::Corridor => Class::Corridor,
        GapClass::BoundaryStrip => Class::BoundaryStrip,
        _ => Class::Uncovered,
    };
    let neighbours: Vec<(Owner, &str)> = gap
        .neighbours
        .iter()
        .filter_map(|neighbour| land.owner(context, neighbour.owner))
        .collect();
    let title = class.title();
    let (area, width) = (area_words(gap.area), metres_words(gap.width));
    let mut names: Vec<&str> = neighbours.iter().map(|(_, name)| *name).collect();
    names.sort_unstable();
    names.dedup();
    let listed = names.iter().take(3).copied().collect::<Vec<_>>();
    let (mut zh, mut en) = (
        format!("{}缝隙 {area}，宽 {width}", title.zh),
        format!("gap ({}) of {area}, {width} wide", title.en),
    );
    if !listed.is_empty() {
        let more = names.len().saturating_sub(listed.len());
        zh.push_str(&format!("，相邻 {}", listed.join("、")));
        en.push_str(&format!(", beside {}", listed.join(", ")));
        if more > 0 {
            zh.push_str(&format!(" 等 {} 宗", names.len()));
            en.push_str(&format!(" and {more} more"));
        }
    }
    let mut finding = Finding::new(Code::Gap, Text::new(zh, en)).of_class(class);
    let first = neighbours.iter().min_by_key(|(_, name)| *name);
    let owner = first.map_or(Owner::Boundary, |(owner, _)| *owner);
    let mut place = context.places.place(owner, None);
    place.at = Some(rounded(context.plane, gap.centre));
    finding = finding.at(place);
    finding.subjects = names.iter().take(NAMED).map(|name| (*name).to_owned()).collect();
    finding.more_pointers = neighbours
        .iter()
        .filter(|(other, _)| *other != owner)
        .take(NAMED)
        .filter_map(|(other, _)| context.places.place(*other, None).pointer)
        .collect();
    let finding = finding
        .showing(regions_shape([&gap.region]))
        .measured(Measure::area(gap.area, context.area_method()));
    Some(width_limit(context, finding))
}

pub(super) fn position_findings<P: PlanePosition>(
    context: &Context<'_, P>,
    zone: &ZoneRecord<'_, P>,
    record: usize,
    position: &ParcelPosition,
    findings: &mut Vec<Finding>,
) {
    let kinds: &[(Code, Option<OverhangKind>, Option<Class>)] = match position.position {
        ZonePosition::Inside => return,
        ZonePosition::Outside => &[(Code::ParcelOutside, None, None)],
        ZonePosition::Partly => &[
            (Code::ParcelPartlyOutside, Some(OverhangKind::Beyond), None),
            (Code::ParcelOverZoneHole, Some(OverhangKind::CoversHole), Some(Class::Covered)),
            (Code::ParcelOverZoneHole, Some(OverhangKind::CutsHole), Some(Class::Cut)),
        ],
    };
    for (code, kind, class) in kinds {
        let pieces: Vec<_> = position
            .overhangs
            .iter()
            .filter(|overhang| kind.is_none_or(|kind| overhang.kind == kind))
            .collect();
        if pieces.is_empty() && kind.is_some() {
            continue;
        }
        let area = pieces.iter().map(|overhang| overhang.piece.area).sum::<f64>();
        let area = if kind.is_none() { position.outside_area } else { area };
        let share = if position.area > 0.0 { area / position.area * 100.0 } else { 0.0 };
        let crossings: Vec<[f64; 2]> =
            pieces.iter().flat_map(|overhang| overhang.crossings.iter().copied()).collect();
        let words = area_words(area);
        let name = &zone.subject;
        let (zh, en) = match (code, class) {
            (Code::ParcelOutside, _) => (
                format!("宗地在{name}之外，{words}"),
                format!("the parcel lies outside {name}, {words}"),
            ),
            (Code::ParcelPartlyOutside, _) => (
                format!(
                    "宗地有 {words}（{share:.2}%）在{name}之外，与界线有 {} 个交点",
                    crossings.len()
                ),
                format!(
                    "{words} of the parcel ({share:.2} %) lie outside {name}; it crosses the boundary at {}",
                    counted(crossings.len(), "place", "places")
                ),
            ),
            (_, Some(Class::Covered)) => (
                format!("宗地整个覆盖{name}扣除的土地 {words}"),
                format!("the parcel covers all of a piece excluded from {name}, {words}"),
            ),
            _ => (
                format!("宗地切入{name}扣除的土地 {words}（{share:.2}%）"),
                format!("{words} of the parcel ({share:.2} %) lie on land excluded from {name}"),
            ),
        };
        let mut finding = context.about(record, Finding::new(*code, Text::new(zh, en)));
        finding.class = *class;
        finding.place.at = crossings
            .first()
            .copied()
            .or_else(|| widest_place(context.plane, pieces.iter().map(|overhang| &overhang.piece)));
        let mut shown = vec![pieces_shape(pieces.iter().map(|overhang| &overhang.piece))];
        if !crossings.is_empty() {
            shown.push(FoundShape::MultiPoint(crossings));
        }
        finding.geometry = match (shown.pop(), shown.is_empty()) {
            (Some(only), true) => Some(only),
            (last, _) => {
                shown.extend(last);
                Some(FoundShape::GeometryCollection(shown))
            }
        };
        finding.measure = Some(Measure::area(area, context.area_method()));
        findings.push(width_limit(context, finding));
    }
}

pub(super) fn declared_finding<P: PlanePosition>(
    context: &Context<'_, P>,
    land: &CheckedLand<'_, P>,
    zone: &ZoneRecord<'_, P>,
    conflict: &DeclaredConflict,
) -> Option<Finding> {
    let (code, own, other, pieces): (_, _, _, Vec<&Piece>) = match conflict {
        DeclaredConflict::Unexamined { pairs } => return Some(unexamined_finding(zone, *pairs)),
        DeclaredConflict::Overlap { declared, with, pieces } => (
            Code::DeclaredLandOverlap,
            land.declared(*declared)?,
            Some(land.owner(context, *with)?),
            pieces.iter().collect(),
        ),
        DeclaredConflict::Outside { declared, overhangs } => (
            Code::DeclaredLandOutside,
            land.declared(*declared)?,
            None,
            overhangs.iter().map(|overhang| &overhang.piece).collect(),
        ),
    };
    let name = &zone.declared.get(own)?.subject;
    let area = pieces.iter().map(|piece| piece.area).sum::<f64>();
    let words = area_words(area);
    let message = match &other {
        Some((_, other)) => Text::new(
            format!("已申报用地 {name} 与 {other} 重叠 {words}"),
            format!("declared land {name} and {other} overlap by {words}"),
        ),
        None => Text::new(
            format!("已申报用地 {name} 有 {words} 在{}之外", zone.subject),
            format!("{words} of declared land {name} lie outside {}", zone.subject),
        ),
    };
    let place = place_in(context, Owner::Declared(own), &pieces);
    let mut finding = Finding::new(code, message).about(name.to_string()).at(place);
    if let Some((owner, other)) = other {
        finding = finding.about(other);
        finding.more_pointers.extend(context.places.place(owner, None).pointer);
    }
    let finding =
        finding.showing(pieces_shape(pieces)).measured(Measure::area(area, context.area_method()));
    Some(width_limit(context, finding))
}

pub(super) fn block_findings<P: PlanePosition>(
    context: &Context<'_, P>,
    land: &CheckedLand<'_, P>,
    zone: &ZoneRecord<'_, P>,
    names: &[usize],
    found: &Blocks,
    findings: &mut Vec<Finding>,
) {
    findings.extend(found.unexamined.map(|pairs| unexamined_finding(zone, pairs)));
    let name = |at: usize| {
        let index = names.get(at).copied().unwrap_or_default();
        let name = zone.blocks.get(index).map(|(name, _)| name.to_string()).unwrap_or_default();
        (Owner::Block(index), name)
    };
    for (at, position) in found.positions.iter().enumerate() {
        if position.position == ZonePosition::Inside {
            continue;
        }
        let (owner, block) = name(at);
        let words = area_words(position.outside_area);
        let message = Text::new(
            format!("区块{block}有 {words} 在{}之外", zone.subject),
            format!("{words} of block {block} lie outside {}", zone.subject),
        );
        let pieces: Vec<_> = position.overhangs.iter().map(|overhang| &overhang.piece).collect();
        let finding = Finding::new(Code::BlockOutsideZone, message)
            .about(block)
            .at(place_in(context, owner, &pieces))
            .showing(pieces_shape(pieces))
            .measured(Measure::area(position.outside_area, context.area_method()));
        findings.push(width_limit(context, finding));
    }
    for overlap in &found.overlaps {
        let [(owner, one), (other, two)] = overlap.blocks.map(name);
        let area = overlap.pieces.iter().map(|piece| piece.area).sum::<f64>();
        let words = area_words(area);
        let message = Text::new(
            format!("区块{one}与{two}重叠 {words}"),
            format!("blocks {one} and {two} overlap by {words}"),
        );
        let pieces: Vec<_> = overlap.pieces.iter().collect();
        let mut finding = Finding::new(Code::BlocksOverlap, message)
            .about(one)
            .about(two)
            .at(place_in(context, owner, &pieces))
            .showing(pieces_shape(pieces))
            .measured(Measure::area(area, context.area_method()));
        finding.more_pointers.extend(context.places.place(other, None).pointer);
        findings.push(width_limit(context, finding));
    }
    for (parcel, shares) in found.parcels.iter().enumerate() {
        let Some(record) = land.record(parcel).filter(|_| shares.len() > 1) else { continue };
        let parts = |percent: &str| {
            let part = |share: &coverage::BlockShare| {
                format!("{} {:.2}{percent}", name(share.block).1, share.share * 100.0)
            };
            shares.iter().map(part).collect::<Vec<_>>()
        };
        let message = Text::new(
            format!("宗地跨区块：{}", parts("%").join("、")),
            format!("the parcel lies in several blocks: {}", parts(" %").join(", ")),
        );
        // What lies in other blocks than most of it.
        let most = shares.iter().map(|share| share.area).fold(0.0, f64::max);
        let lesser = || shares.iter().filter(|share| share.area < most);
        let pieces = || lesser().flat_map(|share| &share.pieces);
        let area = lesser().map(|share| share.area).sum();
        let mut finding = context.about(record, Finding::new(Code::ParcelAcrossBlocks, message));
        finding.place.at = widest_place(context.plane, pieces());
        findings.push(
            finding
                .showing(pieces_shape(pieces()))
                .measured(Measure::area(area, context.area_method())),
        );
    }
}

/// Gaps beyond those that are reported one by one.
fn smaller_gaps_finding(gaps: usize) -> Finding {
    let message = Text::new(
        format!("另有 {gaps} 处较小的缝隙未逐一列出"),
        format!("{gaps} smaller gaps are not listed one by one"),
    );
    Finding::new(Code::NotChecked, message).measured(Measure::count(gaps))
}

/// More pairs with declared land or blocks than are compared.
fn unexamined_finding<P>(zone: &ZoneRecord<'_, P>, pairs: usize) -> Finding {
    let message = Text::new(
        format!("{}的已申报用地或区块可能重叠的逾 {pairs} 对，其余未检查", zone.subject),
        format!(
            "more than {pairs} pairs with declared land or blocks of {} may overlap: the others were not examined",
            zone.subject
        ),
    );
    let finding = Finding::new(Code::NotChecked, message).about(zone.subject.to_string());
    finding.measured(Measure::count(pairs))
}

/// Where land was not examined, areas do not close.
pub(super) fn unbalanced_finding<P>(zone: &ZoneRecord<'_, P>) -> Finding {
    let message = Text::new(
        format!("有土地未检查，{}的面积平衡未计算", zone.subject),
        format!("land was not examined: the areas of {} were not balanced", zone.subject),
    );
    Finding::new(Code::NotChecked, message).about(zone.subject.to_string())
}

pub(super) fn balance_finding<P: PlanePosition>(
    context: &Context<'_, P>,
    zone: &ZoneRecord<'_, P>,
    zone_area: f64,
    residue: f64,
) -> Finding {
    let message = Text::new(
        format!("面积平衡相差 {residue:.6} m²：宗地、缝隙、申报用地与超出部分之和应等于开发区面积"),
        format!(
            "the areas miss the zone by {residue:.6} m²: parcels, gaps, declared land and overhang should sum to it"
        ),
    );
    let limit = format!("{:.6}", largest_residue(zone_area));
    let limit = limit.trim_end_matches('0');
    let limit = Limit::new(Comparison::Below, limit, MeasureUnit::SquareMetre, "library");
    Finding::new(Code::AreaBalanceOpen, message)
        .about(zone.subject.to_string())
        .at(context.places.place(Owner::Boundary, None))
        .measured(Measure::area(residue, context.area_method()))
        .limited(limit)
}

/// The place of an owner in the file, in the middle of the widest piece of what is wrong there.
fn place_in<P: PlanePosition>(context: &Context<'_, P>, owner: Owner, pieces: &[&Piece]) -> Place {
    let mut place = context.places.place(owner, None);
    place.at = widest_place(context.plane, pieces.iter().copied());
    place
}

/// The limit that what lies between two borders broke.
fn width_limit<P: PlanePosition>(context: &Context<'_, P>, finding: Finding) -> Finding {
    finding.limited(Limit::new(
        Comparison::AtMost,
        context.profile.limits.coincidence.to_string(),
        MeasureUnit::Metre,
        context.profile.set_by(),
    ))
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "the same numbers")]
mod tests {
    use super::*;

    /// By hand: 2e-14 of 5 000 km² is a square centimetre, of 10 000 km² two.
    #[test]
    fn what_rounding_may_leave_grows_with_zones_beyond_5_000_km2() {
        assert_eq!(largest_residue(17_061_842.48), 1e-4);
        assert_eq!(largest_residue(4.999e9), 1e-4);
        assert!(largest_residue(5.001e9) > 1e-4);
        assert!((largest_residue(1e10) - 2e-4).abs() < 1e-18);
    }
}
