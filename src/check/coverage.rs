//! Parcels against each other: overlaps, and borders that neighbours should share.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use super::land::{CheckedLand, pieces_shape, regions_shape, widest_place};
use super::wording::{area_words, metres_words, position_words};
use super::{Owner, VertexIndex};
use crate::finding::{
    AreaMoved, Class, Code, Comparison, Finding, Fix, FixKind, FoundShape, Limit, Measure,
    MeasureUnit, PatchStep, Quantity, Text, counted,
};
use crate::geometry::coverage::{
    self, BorderFault, BorderFaultKind, BorderFaults, Overlap, OverlapClass, OverlapLimits,
    Overlaps, ShapeVertex, Tangle,
};
use crate::geometry::{PlanePosition, Unlisted};

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
    findings.extend(unexamined_pairs(overlaps.unexamined));
}

/// Pairs that were not looked at.
pub(super) fn unexamined_pairs(unexamined: Unlisted) -> Option<Finding> {
    let (n, zh, en) = match unexamined {
        Unlisted::Exactly(n) => (n, "", ""),
        Unlisted::AtLeast(n) => (n, "至少", "at least "),
        Unlisted::None => return None,
    };
    let pairs = counted(
        n,
        "more pair of parcels that may overlap was",
        "more pairs of parcels that may overlap were",
    );
    let message = Text::new(
        format!("{zh}另有 {n} 对可能重叠的宗地未检查"),
        format!("{en}{pairs} not examined"),
    );
    Some(Finding::new(Code::NotChecked, message).measured(Measure::count(n)))
}

/// Places where borders meet too often.
pub(super) fn tangle_findings<'t>(
    tangles: impl IntoIterator<Item = &'t Tangle>,
) -> impl Iterator<Item = Finding> {
    tangles.into_iter().map(|tangle| {
        let n = tangle.edges;
        let message = Text::new(
            format!("此处 {n} 条界线相交逾 100 万处，其间的土地未检查"),
            format!(
                "{n} edges meet here at more than 1 000 000 places: the land between them was not examined"
            ),
        );
        let mut finding = Finding::new(Code::NotChecked, message).measured(Measure::count(n));
        finding.place.at = tangle.region.rings.first().and_then(|ring| ring.first()).copied();
        finding.showing(regions_shape([&tangle.region]))
    })
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
    let mut finding = context.about(
        first,
        Finding::new(Code::ParcelsOverlap, Text::new(zh + &depth.zh, en + &depth.en)),
    );
    finding.place.at = widest_place(context.plane, &overlap.pieces);
    finding.more_pointers.extend(context.place(second).pointer);
    // Of parcels that cover the same land one would lose all of it: which is to go, no border says.
    if overlap.class != OverlapClass::Duplicate {
        finding.fix = super::cut::cut_fix(context, order);
    }
    finding
        .about(two)
        .of_class(class)
        .showing(pieces_shape(&overlap.pieces))
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
    found: &BorderFaults,
    findings: &mut Vec<Finding>,
) {
    findings.extend(listed_borders(context, land, found.faults.iter().take(LISTED)));
    findings.extend(unlisted_borders(found));
}

/// Faults one by one.
pub(super) fn listed_borders<'f, P: PlanePosition>(
    context: &Context<'_, P>,
    land: &CheckedLand<'_, P>,
    faults: impl IntoIterator<Item = &'f BorderFault>,
) -> Vec<Finding> {
    let mut turns = Turns::new();
    let finding = |fault| border_finding(context, land, fault, &mut turns);
    faults.into_iter().filter_map(finding).collect()
}

/// What is not listed, and what was not examined.
pub(super) fn unlisted_borders(found: &BorderFaults) -> Vec<Finding> {
    let mut findings = Vec::new();
    if found.faults.len() > LISTED {
        let n = found.faults.len() - LISTED;
        let message = Text::new(
            format!("另有 {n} 处公共界线不一致未逐一列出"),
            format!("{n} more vertices that neighbours do not share are not listed one by one"),
        );
        findings.push(Finding::new(Code::NotChecked, message).measured(Measure::count(n)));
    }
    if found.unexamined > 0 {
        let n = found.unexamined;
        let message = Text::new(
            format!("界址点过于密集，{n} 条界线未检查公共界址点"),
            format!("vertices lie too close: {n} edges were not checked for shared vertices"),
        );
        findings.push(Finding::new(Code::NotChecked, message).measured(Measure::count(n)));
    }
    findings
}

fn border_finding<P: PlanePosition>(
    context: &Context<'_, P>,
    land: &CheckedLand<'_, P>,
    fault: &BorderFault,
    turns: &mut Turns,
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
    let listed: Vec<&str> = names.iter().copied().take(POINTED).collect();
    let named = listed.get(..NAMED).unwrap_or(&listed);
    let (mut named_zh, mut named_en) = (named.join("、"), named.join(", "));
    let more = names.len() - named.len();
    if more > 0 {
        named_zh.push_str(&format!(" 等 {} 宗", names.len()));
        named_en.push_str(&format!(" and {more} more"));
    }
    let at = position_words(context.plane, fault.at);
    let distance = metres_words(fault.distance);
    let after = neighbour_vertex.vertex;
    let (code, subject, zh, en) = match fault.kind {
        BorderFaultKind::Unmatched => (
            Code::VertexUnmatched,
            (neighbour, neighbour_vertex),
            format!(
                "{named_zh} 的界址点 {at} 落在 {neighbour_name} 的界线上（相距 {distance}），{neighbour_name} 应在第 {after} 点之后增加该点"
            ),
            format!(
                "vertex {at} of {named_en} lies on the border of {neighbour_name} ({distance} off); {neighbour_name} should add it after its vertex {after}"
            ),
        ),
        _ => (
            Code::VertexMismatched,
            (holder, vertex),
            format!("{named_zh} 的界址点 {at} 与 {neighbour_name} 的界址点相差 {distance}"),
            format!("vertex {at} of {named_en} misses that of {neighbour_name} by {distance}"),
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
    let others = holders.iter().take(POINTED).map(|(owner, _, vertex)| (*owner, *vertex));
    finding.more_pointers = others
        .chain([(neighbour, neighbour_vertex)])
        .filter(|other| *other != subject)
        .filter_map(|(owner, vertex)| context.places.place(owner, Some(vertex)).pointer)
        .collect();
    finding.geometry = Some(match fault.kind {
        BorderFaultKind::Unmatched => FoundShape::Point(fault.at),
        _ => FoundShape::LineString(vec![fault.at, fault.on]),
    });
    finding.fix = fix(context, land, fault, (neighbour, neighbour_vertex), turns);
    Some(finding.measured(Measure::metres(Quantity::Distance, fault.distance)).limited(Limit::new(
        Comparison::AtMost,
        "0",
        MeasureUnit::Metre,
        "neighbour",
    )))
}

/// Vertices that neighbours do not share that are reported one by one, the first by place.
pub(super) const LISTED: usize = 100_000;

/// Holders of a vertex that a message names.
const NAMED: usize = 10;

/// Holders of a vertex that a finding is about.
const POINTED: usize = 50;

/// Whether large rings run counter-clockwise (1) or clockwise (−1), by whose they are, polygon and ring.
type Turns = BTreeMap<(coverage::Owner, usize, usize), f64>;

/// Of rings with more vertices than this, only what a fix changes is measured: the whole ring for each of its faults
/// would be the square of it.
const LARGE: usize = 4096;

/// The same for a large ring.
fn large_ring_fix<P: PlanePosition>(
    context: &Context<'_, P>,
    land: &CheckedLand<'_, P>,
    fault: &BorderFault,
    (pointer, vertex): (&str, VertexIndex),
    ring: &[P],
    turns: &mut Turns,
) -> Option<Fix> {
    let position = serde_json::Value::from(fault.at.to_vec());
    let at = vertex.vertex as usize;
    let xy = |index: usize| ring.get(index).map(|position| position.xy());
    let last = ring.len().checked_sub(1)?;
    let closed = xy(0) == xy(last);
    // Corners but for the closing one.
    let corners = if closed { last } else { last + 1 };
    let corner = |index: usize| xy(index % corners);
    let (one, next) = (at % corners, at + 1);
    let (kind, steps, moved) = match fault.kind {
        BorderFaultKind::Unmatched => {
            let path = format!("{pointer}/{next}");
            let gained = context.plane.ring_area(&[corner(one)?, fault.at, corner(one + 1)?]);
            (FixKind::InsertVertex, vec![PatchStep::add(path, position)], gained)
        }
        _ => {
            let twins = if closed && one == 0 { vec![last, 0] } else { vec![at] };
            let steps = twins
                .iter()
                .map(|twin| PatchStep::replace(format!("{pointer}/{twin}"), position.clone()));
            let (before, after) = (corner(one + corners - 1)?, corner(one + 1)?);
            let area = |place| context.plane.ring_area(&[before, place, after]);
            (FixKind::MoveVertex, steps.collect(), area(fault.at) - area(corner(one)?))
        }
    };
    let ShapeVertex { owner, polygon, ring: number, .. } = fault.neighbour;
    let turn = *turns.entry((owner, polygon, number)).or_insert_with(|| {
        let corners: Vec<[f64; 2]> = ring.iter().map(|position| position.xy()).collect();
        context.plane.ring_area(&corners).signum()
    });
    let mut fix = Fix::new(kind, steps);
    if let Some((_, name)) = land.owner(context, fault.neighbour.owner) {
        // An interior ring takes away what it gains.
        let sign = if vertex.ring == 0 { turn } else { -turn };
        fix.moved.push(AreaMoved::new(name, sign * moved));
    }
    Some(fix)
}

/// The neighbour takes the vertex over: it adds it, or moves its own onto it.
fn fix<P: PlanePosition>(
    context: &Context<'_, P>,
    land: &CheckedLand<'_, P>,
    fault: &BorderFault,
    (neighbour, vertex): (Owner, VertexIndex),
    turns: &mut Turns,
) -> Option<Fix> {
    let pointer = context.places.ring_pointer(neighbour, vertex)?;
    let ring = land.ring(fault.neighbour)?;
    let at = vertex.vertex as usize;
    if ring.len() > LARGE {
        return large_ring_fix(context, land, fault, (&pointer, vertex), ring, turns);
    }
    let ring: Vec<[f64; 2]> = ring.iter().map(|position| position.xy()).collect();
    let position = serde_json::Value::from(fault.at.to_vec());
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
