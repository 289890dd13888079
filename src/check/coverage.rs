//! Parcels against each other: overlaps, and borders that neighbours should share.

use std::collections::BTreeSet;

use super::context::Context;
use super::land::{CheckedLand, regions_shape};
use super::wording::{area_words, metres_words, position_words};
use super::{Owner, VertexIndex};
use crate::finding::{
    AreaMoved, Class, Code, Comparison, Finding, Fix, FixKind, FoundShape, Limit, Measure,
    MeasureUnit, PatchStep, Quantity, Text,
};
use crate::geometry::PlanePosition;
use crate::geometry::coverage::{
    BorderFault, BorderFaultKind, Overlap, OverlapClass, OverlapLimits, Overlaps, ShapeVertex,
};

pub(super) fn limits<P>(context: &Context<'_, P>) -> OverlapLimits {
    let given = &context.profile.limits;
    OverlapLimits {
        coincidence: given.coincidence,
        sliver_width: given.sliver_width,
        ..OverlapLimits::default()
    }
}

/// The pairs of parcels that overlap; stand-ins are left out, and parcels that are never in force together.
pub(super) fn overlap_findings<P: PlanePosition>(
    context: &Context<'_, P>,
    land: &CheckedLand<'_, P>,
    overlaps: &Overlaps,
    records: &[usize],
    findings: &mut Vec<Finding>,
) {
    for overlap in &overlaps.pairs {
        let [Some(a), Some(b)] = overlap.parcels.map(|parcel| records.get(parcel).copied()) else {
            continue;
        };
        if !land.is_stand_in(a) && !land.is_stand_in(b) && context.in_force_together(a, b) {
            findings.push(overlap_finding(context, overlap, [a, b]));
        }
    }
    if overlaps.unexamined > 0 {
        let n = overlaps.unexamined;
        let message = Text::new(
            format!("另有 {n} 对可能重叠的宗地未检查"),
            format!("{n} more pairs of parcels that may overlap were not examined"),
        );
        findings.push(Finding::new(Code::NotChecked, message).measured(Measure::count(n)));
    }
}

pub(super) fn overlap_finding<P: PlanePosition>(
    context: &Context<'_, P>,
    overlap: &Overlap,
    records: [usize; 2],
) -> Finding {
    let subject =
        |record: usize| context.records.get(record).map(|r| &*r.subject).unwrap_or_default();
    // The first by name, so that the order of records does not show.
    let mut order = records;
    order.sort_by_key(|record| (subject(*record), *record));
    let [first, second] = order;
    let (one, two) = (subject(first), subject(second));
    let swapped = order != records;
    let words = area_words(overlap.area);
    let width = metres_words(overlap.width);
    let (class, zh, en) = match (overlap.class, swapped) {
        (OverlapClass::Duplicate, _) => (
            Class::Duplicate,
            format!("宗地 {one} 与 {two} 覆盖同一块土地 {words}"),
            format!("parcels {one} and {two} cover the same land, {words}"),
        ),
        (OverlapClass::FirstInSecond, false) | (OverlapClass::SecondInFirst, true) => (
            Class::Contained,
            format!("宗地 {one} 位于 {two} 之内，重叠 {words}"),
            format!("parcel {one} lies within {two}, overlap {words}"),
        ),
        (OverlapClass::FirstInSecond | OverlapClass::SecondInFirst, _) => (
            Class::Contained,
            format!("宗地 {two} 位于 {one} 之内，重叠 {words}"),
            format!("parcel {two} lies within {one}, overlap {words}"),
        ),
        (OverlapClass::Sliver, _) => (
            Class::Sliver,
            format!("宗地 {one} 与 {two} 狭长重叠 {words}，宽 {width}"),
            format!("parcels {one} and {two} overlap by a sliver of {words}, {width} wide"),
        ),
        _ => (
            Class::Partial,
            format!("宗地 {one} 与 {two} 重叠 {words}，宽 {width}"),
            format!("parcels {one} and {two} overlap by {words}, {width} wide"),
        ),
    };
    let depth = match overlap.depth {
        0..=2 => Text::default(),
        depth => Text::new(
            format!("；此处最多有 {depth} 宗地相叠"),
            format!("; up to {depth} parcels lie over one another there"),
        ),
    };
    let regions: Vec<_> = overlap.pieces.iter().map(|piece| piece.region.clone()).collect();
    let mut finding = context.about(
        first,
        Finding::new(Code::ParcelsOverlap, Text::new(zh + &depth.zh, en + &depth.en)),
    );
    finding.place.at = regions.first().and_then(|region| region.rings.first()?.first().copied());
    finding.more_pointers.extend(context.place(second).pointer);
    finding
        .about(two)
        .of_class(class)
        .showing(regions_shape(&regions))
        .measured(Measure::area(overlap.area, context.area_method()))
        .limited(Limit::new(
            Comparison::AtMost,
            context.profile.limits.coincidence.to_string(),
            MeasureUnit::Metre,
            context.profile.set_by(),
        ))
}

/// Vertices that neighbours do not share; stand-ins are left out, and neighbours that are never in force together.
pub(super) fn border_findings<P: PlanePosition>(
    context: &Context<'_, P>,
    land: &CheckedLand<'_, P>,
    faults: &[BorderFault],
    findings: &mut Vec<Finding>,
) {
    for fault in faults {
        findings.extend(border_finding(context, land, fault));
    }
}

fn border_finding<P: PlanePosition>(
    context: &Context<'_, P>,
    land: &CheckedLand<'_, P>,
    fault: &BorderFault,
) -> Option<Finding> {
    let known = |vertex: &ShapeVertex| {
        let (owner, name) = land.owner(context, vertex.owner)?;
        let stand_in = matches!(owner, Owner::Record(record) if land.is_stand_in(record));
        (!stand_in).then_some((owner, name, index(vertex)))
    };
    let (neighbour, neighbour_name, neighbour_vertex) = known(&fault.neighbour)?;
    let mut holders: Vec<(Owner, &str, VertexIndex)> =
        fault.vertices.iter().filter_map(known).collect();
    holders.retain(|(owner, _, _)| match (*owner, neighbour) {
        (Owner::Record(a), Owner::Record(b)) => context.in_force_together(a, b),
        _ => true,
    });
    holders.sort_by_key(|(owner, name, vertex)| (*name, *owner, *vertex));
    let names: BTreeSet<&str> = holders.iter().map(|(_, name, _)| *name).collect();
    let (holder, _, vertex) = holders.first().copied()?;
    let listed: Vec<&str> = names.iter().copied().collect();
    let at = position_words(context.plane, fault.at);
    let distance = metres_words(fault.distance);
    let after = neighbour_vertex.vertex;
    let (code, subject, zh, en) = match fault.kind {
        BorderFaultKind::Unmatched => (
            Code::VertexUnmatched,
            (neighbour, neighbour_vertex),
            format!(
                "{} 的界址点 {at} 落在 {neighbour_name} 的界线上（相距 {distance}），{neighbour_name} 应在第 {after} 点之后增加该点",
                listed.join("、")
            ),
            format!(
                "vertex {at} of {} lies on the border of {neighbour_name} ({distance} off); {neighbour_name} should add it after its vertex {after}",
                listed.join(", ")
            ),
        ),
        _ => (
            Code::VertexMismatched,
            (holder, vertex),
            format!(
                "{} 的界址点 {at} 与 {neighbour_name} 的界址点相差 {distance}",
                listed.join("、")
            ),
            format!(
                "vertex {at} of {} misses that of {neighbour_name} by {distance}",
                listed.join(", ")
            ),
        ),
    };
    let mut place = context.places.place(subject.0, Some(subject.1));
    place.at = Some(fault.at);
    let mut finding = Finding::new(code, Text::new(zh, en)).at(place);
    // Who has to act stands first.
    finding.subjects = match fault.kind {
        BorderFaultKind::Unmatched => {
            std::iter::once(neighbour_name).chain(listed).map(ToOwned::to_owned).collect()
        }
        _ => listed.into_iter().chain([neighbour_name]).map(ToOwned::to_owned).collect(),
    };
    let others = holders.iter().map(|(owner, _, vertex)| (*owner, *vertex));
    finding.more_pointers = others
        .chain([(neighbour, neighbour_vertex)])
        .filter(|other| *other != subject)
        .filter_map(|(owner, vertex)| context.places.place(owner, Some(vertex)).pointer)
        .collect();
    finding.geometry = Some(match fault.kind {
        BorderFaultKind::Unmatched => FoundShape::Point(fault.at),
        _ => FoundShape::LineString(vec![fault.at, fault.on]),
    });
    finding.fix = fix(context, land, fault, (neighbour, neighbour_vertex));
    Some(finding.measured(Measure::metres(Quantity::Distance, fault.distance)).limited(Limit::new(
        Comparison::AtMost,
        "0",
        MeasureUnit::Metre,
        "neighbour",
    )))
}

/// The neighbour takes the vertex over: it adds it, or moves its own onto it.
fn fix<P: PlanePosition>(
    context: &Context<'_, P>,
    land: &CheckedLand<'_, P>,
    fault: &BorderFault,
    (neighbour, vertex): (Owner, VertexIndex),
) -> Option<Fix> {
    let pointer = context.places.ring_pointer(neighbour, vertex)?;
    let ring = land.ring(fault.neighbour)?;
    let position = serde_json::Value::from(fault.at.to_vec());
    let at = vertex.vertex as usize;
    let count = ring.len();
    let closed = count > 1 && ring.first() == ring.last();
    let (kind, steps, changed) = match fault.kind {
        BorderFaultKind::Unmatched => {
            let mut changed = ring.clone();
            changed.insert(at.checked_add(1)?.min(count), fault.at);
            let path = format!("{pointer}/{}", at.checked_add(1)?);
            (FixKind::InsertVertex, vec![PatchStep::add(path, position)], changed)
        }
        _ => {
            let last = count.checked_sub(1)?;
            let twins = if closed && (at == 0 || at == last) { vec![last, 0] } else { vec![at] };
            let mut changed = ring.clone();
            let mut steps = Vec::new();
            for twin in twins {
                *changed.get_mut(twin)? = fault.at;
                steps.push(PatchStep::replace(format!("{pointer}/{twin}"), position.clone()));
            }
            (FixKind::MoveVertex, steps, changed)
        }
    };
    let mut fix = Fix::new(kind, steps);
    if let Some((_, name)) = land.owner(context, fault.neighbour.owner) {
        let area = |ring: &[[f64; 2]]| context.plane.ring_area(ring).abs();
        // An interior ring takes away what it gains.
        let sign = if vertex.ring == 0 { 1.0 } else { -1.0 };
        let moved = sign * (area(&changed) - area(&ring));
        fix.moved.push(AreaMoved::new(name, moved));
    }
    Some(fix)
}

fn index(vertex: &ShapeVertex) -> VertexIndex {
    let clip = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    VertexIndex {
        polygon: clip(vertex.polygon),
        ring: clip(vertex.ring),
        vertex: clip(vertex.vertex),
    }
}
