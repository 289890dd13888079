//! Polygons by the rules of OGC Simple Features: what [`validity`](crate::geometry::validity) found, as findings.

use super::context::Context;
use super::wording::{area_words, metres_words, position_words, ring_words};
use super::{Owner, Record, VertexIndex, ZoneRecord};
use crate::finding::{
    Code, Comparison, Finding, FoundShape, Limit, Measure, MeasureUnit, Quantity, Text, counted,
};
use crate::geometry::{
    Defect, DefectGeometry, DefectKind, RingVertex, Unlisted, Validator, ValidityLimits,
};
use crate::geometry::{MultiPolygon, Plane, PlanePosition};

/// Judges the polygons of every record, of the zone and of what is declared in it; says of each record whether its
/// polygons are valid, so that coverage leaves the others out.
pub(super) fn polygons<P: PlanePosition>(
    context: &Context<'_, P>,
    findings: &mut Vec<Finding>,
) -> ValidOwners {
    let limits = &context.profile.limits;
    let validity = ValidityLimits { near_vertex: limits.near_vertex, ..ValidityLimits::default() };
    let plane = context.plane;
    let validator = || Validator::new(plane, validity.clone());
    let (records, zone) = (context.records, context.zone);
    // The shapes of the zone beside those of the records.
    let (of_records, of_zone) = context.workers.both(
        || {
            let check = |validator: &mut Validator, _, record: &Record<'_, P>| {
                validator.check(record.shape)
            };
            context.workers.map_with(records, validator, check)
        },
        || {
            let mut validator = validator();
            let shapes = zone.into_iter().flat_map(zone_shapes);
            shapes.map(|(_, _, shape)| validator.check(shape)).collect::<Vec<_>>()
        },
    );
    let mut say = |owner: Owner, subject: &str, shape: &MultiPolygon<P>, defects: &[Defect]| {
        for defect in defects {
            findings.push(finding(context, owner, subject, shape, defect));
        }
        !shape.is_empty() && !defects.iter().any(|defect| defect.kind.is_invalid_in_ogc())
    };
    let mut valid = ValidOwners::default();
    for (index, (record, defects)) in records.iter().zip(&of_records).enumerate() {
        let is_valid = say(Owner::Record(index), &record.subject, record.shape, defects);
        valid.records.push(is_valid);
    }
    let shapes = zone.into_iter().flat_map(zone_shapes);
    for ((owner, subject, shape), defects) in shapes.zip(&of_zone) {
        let is_valid = say(owner, subject, shape, defects);
        match owner {
            Owner::Boundary => valid.boundary = is_valid,
            Owner::Block(_) => valid.blocks.push(is_valid),
            Owner::Declared(_) | Owner::Record(_) => valid.declared.push(is_valid),
        }
    }
    valid
}

/// The shapes of a zone: its boundary, its blocks, what is declared in it.
fn zone_shapes<'z, P>(
    zone: &'z ZoneRecord<'_, P>,
) -> impl Iterator<Item = (Owner, &'z str, &'z MultiPolygon<P>)> {
    let boundary = (Owner::Boundary, &*zone.subject, zone.boundary);
    let blocks = zone.blocks.iter().enumerate();
    let blocks = blocks.map(|(index, (name, shape))| (Owner::Block(index), &**name, *shape));
    let declared = zone.declared.iter().enumerate();
    let declared =
        declared.map(|(index, land)| (Owner::Declared(index), &*land.subject, land.shape));
    std::iter::once(boundary).chain(blocks).chain(declared)
}

/// Whose polygons are valid, by index.
#[derive(Debug, Default)]
pub(super) struct ValidOwners {
    pub(super) records: Vec<bool>,
    pub(super) boundary: bool,
    pub(super) blocks: Vec<bool>,
    pub(super) declared: Vec<bool>,
}

fn finding<P: PlanePosition>(
    context: &Context<'_, P>,
    owner: Owner,
    subject: &str,
    shape: &MultiPolygon<P>,
    defect: &Defect,
) -> Finding {
    let vertex = index(defect.place);
    let mut place = context.places.place(owner, Some(vertex));
    place.at = Some(defect.at);
    let (code, message) = words(context.plane, shape, defect);
    let mut finding = Finding::new(code, message).about(subject).at(place).showing(shown(defect));
    if let Some(other) = defect.other {
        let other = context.places.place(owner, Some(index(other)));
        finding.more_pointers.extend(other.pointer);
    }
    if let Some(measure) = measure(context.plane, defect) {
        finding = finding.measured(measure);
    }
    if defect.kind == DefectKind::NearVertex {
        let limit = context.profile.limits.near_vertex.to_string();
        let set_by = context.profile.set_by();
        finding =
            finding.limited(Limit::new(Comparison::AtLeast, limit, MeasureUnit::Metre, set_by));
    }
    finding
}

/// Code and message of a defect.
fn words<P: Copy>(plane: Plane, shape: &MultiPolygon<P>, defect: &Defect) -> (Code, Text) {
    let ring = ring_words(shape, index(defect.place));
    let other = defect.other.map(|other| ring_words(shape, index(other))).unwrap_or_default();
    let at = position_words(plane, defect.at);
    let vertex = defect.place.vertex;
    let length = metres_words(defect.measure.unwrap_or_default());
    let area = area_words(defect.measure.unwrap_or_default());
    let part = |at: RingVertex| at.polygon.saturating_add(1);
    let (one, two) = (part(defect.place), defect.other.map_or(0, part));
    let (code, zh, en) = match defect.kind {
        DefectKind::NotFinite => (
            Code::VertexNotFinite,
            format!("{}第 {vertex} 点的坐标应为有限的数", ring.zh),
            format!("vertex {vertex} of the {} should have finite coordinates", ring.en),
        ),
        DefectKind::TooFewDistinct => (
            Code::RingTooFewVertices,
            format!("{}应至少有三个不同的顶点", ring.zh),
            format!("the {} should have at least three different vertices", ring.en),
        ),
        DefectKind::ZeroAreaRing => (
            Code::RingWithoutArea,
            format!("{}没有面积", ring.zh),
            format!("the {} encloses no area", ring.en),
        ),
        DefectKind::RepeatedVertex => (
            Code::VertexRepeated,
            format!("{}第 {vertex} 点与前一点相同", ring.zh),
            format!("vertex {vertex} of the {} repeats the one before", ring.en),
        ),
        DefectKind::NearVertex => (
            Code::VertexNear,
            format!("{}第 {vertex} 点距前一点仅 {length}", ring.zh),
            format!("vertex {vertex} of the {} is only {length} from the one before", ring.en),
        ),
        DefectKind::Spike => (
            Code::RingSpike,
            format!("{}在 {at} 有长 {length} 的尖刺", ring.zh),
            format!("the {} has a spike of {length} at {at}", ring.en),
        ),
        DefectKind::RingCrossing => (
            Code::RingCrossing,
            format!("{}的两条边在 {at} 相交", ring.zh),
            format!("two edges of the {} cross at {at}", ring.en),
        ),
        DefectKind::RingTouch => (
            Code::RingTouch,
            format!("{}在 {at} 与自身相接", ring.zh),
            format!("the {} touches itself at {at}", ring.en),
        ),
        DefectKind::Neck => (
            Code::RingNeck,
            format!("{}在 {at} 有长 {length} 的零宽度颈部", ring.zh),
            format!("the {} runs along itself for {length} at {at}", ring.en),
        ),
        DefectKind::HoleOutside => (
            Code::HoleOutside,
            format!("{}在外环之外", ring.zh),
            format!("the {} lies outside the exterior ring", ring.en),
        ),
        DefectKind::HoleCrossesShell => (
            Code::HoleCrossesShell,
            format!("{}有 {area} 在外环之外", ring.zh),
            format!("the {} lies outside the exterior ring with {area}", ring.en),
        ),
        DefectKind::HoleNested => (
            Code::HoleNested,
            format!("{}套在{}之内", ring.zh, other.zh),
            format!("the {} lies within the {}", ring.en, other.en),
        ),
        DefectKind::HolesOverlap => (
            Code::HolesOverlap,
            format!("{}与{}重叠 {area}", ring.zh, other.zh),
            format!("the {} and the {} overlap by {area}", ring.en, other.en),
        ),
        DefectKind::HoleSharesEdge => (
            Code::HoleSharesEdge,
            format!("{}与{}有 {length} 重合", ring.zh, other.zh),
            format!("the {} and the {} run along each other for {length}", ring.en, other.en),
        ),
        DefectKind::HoleDuplicate => (
            Code::HoleDuplicate,
            format!("{}与{}相同", ring.zh, other.zh),
            format!("the {} and the {} are equal", ring.en, other.en),
        ),
        DefectKind::InteriorDisconnected => (
            Code::InteriorDisconnected,
            format!("内环在 {at} 等处相接，把内部分割成几块"),
            format!("rings that touch at {at} and elsewhere cut the interior into pieces"),
        ),
        DefectKind::PartsOverlap => (
            Code::PartsOverlap,
            format!("第 {one} 部分与第 {two} 部分重叠 {area}"),
            format!("parts {one} and {two} overlap by {area}"),
        ),
        DefectKind::PartNested => (
            Code::PartNested,
            format!("第 {one} 部分在第 {two} 部分之内，{area}"),
            format!("part {one} lies within part {two}, {area}"),
        ),
        DefectKind::PartsShareEdge => (
            Code::PartsShareEdge,
            format!("第 {one} 部分与第 {two} 部分有 {length} 公共边，应合为一个部分"),
            format!("parts {one} and {two} share {length} of border: they are one part"),
        ),
        DefectKind::PartDuplicate => (
            Code::PartDuplicate,
            format!("第 {one} 部分与第 {two} 部分相同"),
            format!("parts {one} and {two} are equal"),
        ),
    };
    let more = match defect.unlisted {
        Unlisted::Exactly(n) => Text::new(
            format!("；另有 {n} 处未列出"),
            format!("; {} not listed", counted(n, "more is", "more are")),
        ),
        Unlisted::AtLeast(n) => Text::new(
            format!("；至少另有 {n} 处未列出"),
            format!("; at least {} not listed", counted(n, "more is", "more are")),
        ),
        Unlisted::None => Text::default(),
    };
    (code, Text::new(zh + &more.zh, en + &more.en))
}

/// What was measured, by kind.
fn measure(plane: Plane, defect: &Defect) -> Option<Measure> {
    let value = defect.measure?;
    let method = match plane {
        Plane::Degrees => "lonlat",
        Plane::Metres => "grid",
    };
    Some(match defect.kind {
        DefectKind::NearVertex => Measure::metres(Quantity::Distance, value),
        DefectKind::Spike
        | DefectKind::Neck
        | DefectKind::HoleSharesEdge
        | DefectKind::PartsShareEdge => Measure::metres(Quantity::Length, value),
        _ => Measure::area(value, method),
    })
}

fn shown(defect: &Defect) -> FoundShape {
    match &defect.geometry {
        DefectGeometry::Point(at) => FoundShape::Point(*at),
        DefectGeometry::Points(all) => FoundShape::MultiPoint(all.clone()),
        DefectGeometry::Line(all) => FoundShape::LineString(all.clone()),
        DefectGeometry::Ring(ring) => {
            let mut line = ring.clone();
            line.extend(ring.first());
            FoundShape::LineString(line)
        }
    }
}

fn index(at: RingVertex) -> VertexIndex {
    let clip = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    VertexIndex { polygon: clip(at.polygon), ring: clip(at.ring), vertex: clip(at.vertex) }
}
