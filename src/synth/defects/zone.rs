//! Defects at the boundary of the zone and of its blocks.

use rust_decimal::Decimal;

use super::borders::Rim;
use super::coverage::{change_land, insert, moved, same};
use super::frame::{Frame, Ring, extent, is_inside, rectangle};
use super::sheet::{Sheet, rings_of, shape_of};
use super::{Kind, USED_ANYHOW};
use crate::error::Result;
use crate::finding::{Class, Code};
use crate::geometry::LonLatMultiPolygon;
use crate::synth::internal;
use crate::units::{AreaUnit, GivenArea};

/// Every kind of this family.
pub(super) const KINDS: &[Kind] = &[
    Kind::once(corridor),
    Kind::any(partly_outside),
    Kind::any(outside),
    Kind::any(inlet),
    Kind::any(strip),
    Kind::any(land_outside),
    Kind::once(block_outside),
    Kind::once(across_blocks),
    Kind::once(blocks_overlap),
    Kind::once(over_hole),
    Kind::once(approved_area),
];

/// What a vertex on the middle of a straight boundary brings about besides.
const ON_LINE: &[Code] = &[Code::VertexUnmatched, Code::VertexMismatched];

/// Points put on an inclined line are off it by up to a micrometre, which over an edge of 500 m is 2.5e-4 m² beside
/// the 20 m² and more that are planted.
const ON_LINE_TOLERANCE: f64 = 1.25e-5;

/// The position of nine decimals that misses a line least, within a metre of this far along it from its start.
fn on_line(edge: [[f64; 2]; 2], along: f64) -> [f64; 2] {
    let frame = Frame::at(edge[0]);
    let [x, y] = frame.metres(edge[1]);
    let long = (x * x + y * y).sqrt();
    let (cos, sin) = (x / long, y / long);
    let candidates = (-1_000..=1_000_i32).map(|step| {
        let wanted = along + f64::from(step) * 0.001;
        let at = frame.degrees([wanted * cos, wanted * sin]);
        let [px, py] = frame.metres(at);
        ((px * sin - py * cos).abs(), at)
    });
    candidates.min_by(|a, b| a.0.total_cmp(&b.0)).map_or(edge[0], |(_, at)| at)
}

/// Along an edge (x) and out of the zone (y), metres, from its middle.
struct Outward {
    frame: Frame,
    along: [f64; 2],
    /// Half its length.
    half: f64,
}

impl Outward {
    fn of(edge: [[f64; 2]; 2]) -> Outward {
        let middle = [(edge[0][0] + edge[1][0]) / 2.0, (edge[0][1] + edge[1][1]) / 2.0];
        let frame = Frame::at(middle);
        let [x, y] = frame.metres(edge[1]);
        let half = (x * x + y * y).sqrt();
        Outward { frame, along: [x / half, y / half], half }
    }

    /// A position moved out of the zone.
    fn moved(&self, at: [f64; 2], out: f64) -> [f64; 2] {
        let [x, y] = self.frame.metres(at);
        let [cos, sin] = self.along;
        self.frame.degrees([x + out * sin, y - out * cos])
    }

    fn degrees(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let [cos, sin] = self.along;
        self.frame.degrees([x * cos + y * sin, x * sin - y * cos])
    }

    fn line(&self, points: &[[f64; 2]]) -> Ring {
        points.iter().map(|point| self.degrees(*point)).collect()
    }

    fn ring(&self, points: &[[f64; 2]]) -> Ring {
        let mut ring = self.line(points);
        ring.extend(ring.first().copied());
        ring
    }
}

fn change_boundary(shape: &mut LonLatMultiPolygon, change: impl FnOnce(&mut Vec<Vec<Ring>>)) {
    let mut polygons = rings_of(shape);
    change(&mut polygons);
    *shape = shape_of(&polygons);
}

fn change_block(
    sheet: &mut Sheet<'_>,
    block: usize,
    change: impl FnOnce(&mut Vec<Vec<Ring>>),
) -> String {
    let version = sheet.zone.boundaries.first_mut();
    let Some(block) = version.and_then(|version| version.blocks.get_mut(block)) else {
        return String::new();
    };
    change_boundary(&mut block.shape, change);
    block.name.clone()
}

/// A notch in the declared land at the boundary: the two points on the boundary, and the two inside, in the order
/// of the edge.
struct Notch {
    id: String,
    on: [[f64; 2]; 2],
    within: [[f64; 2]; 2],
}

/// Cuts a notch of about this width and depth (metres) into the declared land.
fn notch(sheet: &mut Sheet<'_>, rim: &Rim, width: f64, depth: f64) -> Notch {
    let outward = Outward::of(rim.edge);
    let on = [-width / 2.0, width / 2.0].map(|along| on_line(rim.edge, outward.half + along));
    let within = on.map(|at| outward.moved(at, -depth));
    let id = change_land(sheet, rim.land, |shape| {
        insert(shape, rim.edge, &[on[0], within[0], within[1], on[1]]);
    });
    Notch { id, on, within }
}

/// A gap that opens to the boundary.
fn inlet(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some(rim) = sheet.rim() else { return Ok(false) };
    let Notch { id, on, within } = notch(sheet, &rim, 4.0, 9.0);
    let region = vec![within[0], within[1], on[1], on[0], within[0]];
    let note = ("缝隙向界线开口", "a gap that opens to the boundary");
    let index = sheet.declared_index(rim.land);
    let mut defect = Sheet::zone_defect(Code::Gap, &[index], note).of_class(Class::Inlet);
    defect.consequent = vec![id];
    defect.tolerance = ON_LINE_TOLERANCE;
    defect.allowing(ON_LINE).over(region).plant(sheet);
    Ok(true)
}

/// A narrow gap along the boundary.
fn strip(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some(rim) = sheet.rim() else { return Ok(false) };
    let (at, region) = moved(rim.edge, -0.6);
    let id = change_land(sheet, rim.land, |shape| {
        insert(shape, rim.edge, &[at]);
    });
    let note = ("沿界狭缝", "a narrow gap along the boundary");
    let index = sheet.declared_index(rim.land);
    let mut defect = Sheet::zone_defect(Code::Gap, &[index], note).of_class(Class::BoundaryStrip);
    defect.consequent = vec![id];
    defect.allowing(ON_LINE).over(region).plant(sheet);
    Ok(true)
}

/// A gap across a corner of the zone, from boundary to boundary.
fn corridor(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some(corner) = sheet.corner() else { return Ok(false) };
    let (outer, inner) = (4.0, 7.5);
    let [a, b] = [corner.before, corner.after].map(|end| on_line([corner.at, end], inner));
    let [c, d] = [corner.before, corner.after].map(|end| on_line([corner.at, end], outer));
    let id = change_land(sheet, corner.land, |shape| {
        insert(shape, [corner.before, corner.at], &[a]);
        insert(shape, [corner.at, corner.after], &[b]);
        // The corner itself goes to a part of its own.
        for ring in shape.iter_mut().flatten() {
            if ring.iter().any(|at| same(*at, corner.at)) {
                ring.retain(|at| !same(*at, corner.at));
                if let (Some(first), Some(last)) = (ring.first().copied(), ring.last().copied())
                    && !same(first, last)
                {
                    ring.push(first);
                }
            }
        }
        shape.push(vec![vec![c, corner.at, d, c]]);
    });
    let note = ("缝隙横贯一角，两端到界", "a gap across a corner, from boundary to boundary");
    let index = sheet.declared_index(corner.land);
    let mut defect = Sheet::zone_defect(Code::Gap, &[index], note).of_class(Class::Corridor);
    defect.consequent = vec![id];
    defect.tolerance = ON_LINE_TOLERANCE;
    defect.allowing(ON_LINE).over(vec![a, c, d, b, a]).plant(sheet);
    Ok(true)
}

/// A parcel of facts like those of a bench's host, at the rim.
fn parcel_at(sheet: &mut Sheet<'_>, ring: Ring) -> Result<Option<usize>> {
    let Some(bench) = sheet.bench() else { return Ok(None) };
    let extra = sheet.add(bench.host, vec![vec![ring]])?;
    // Which block it lies in is not stated.
    sheet.feature(extra)?.facts.block = None;
    Ok(Some(extra))
}

/// A parcel in a notch of the declared land that reaches 5 m out of the zone.
fn partly_outside(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some(rim) = sheet.rim() else { return Ok(false) };
    let Notch { on: [a, b], within: [c, d], .. } = notch(sheet, &rim, 14.0, 8.0);
    let outward = Outward::of(rim.edge);
    let [e, f] = [a, b].map(|at| outward.moved(at, 5.0));
    let ring = vec![c, d, b, f, e, a, c];
    let ground = extent(&ring);
    let out = vec![a, b, f, e, a];
    // Counter-clockwise: out of the zone is to the right of the edge.
    let (ring, out) = (turned(ring), turned(out));
    let Some(extra) = parcel_at(sheet, ring)? else { return Ok(false) };
    let note = ("宗地越出开发区 5 m", "a parcel that reaches 5 m out of the zone");
    let mut defect = sheet.defect(Code::ParcelPartlyOutside, &[extra], note)?;
    defect.extent = Some(ground);
    defect.tolerance = ON_LINE_TOLERANCE;
    defect
        .allowing(USED_ANYHOW)
        .allowing(ON_LINE)
        .allowing(&[Code::FactMissing])
        .over(out)
        .plant(sheet);
    Ok(true)
}

fn turned(mut ring: Ring) -> Ring {
    let pairs = ring.iter().zip(ring.iter().skip(1));
    let Some([x, y]) = ring.first().copied() else { return ring };
    let twice: f64 = pairs.map(|(a, b)| (a[0] - x) * (b[1] - y) - (b[0] - x) * (a[1] - y)).sum();
    if twice < 0.0 {
        ring.reverse();
    }
    ring
}

/// A parcel 40 m out of the zone.
fn outside(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some(rim) = sheet.rim() else { return Ok(false) };
    let ring = turned(Outward::of(rim.edge).ring(&rectangle(-10.0, 30.0, 10.0, 50.0)));
    let Some(extra) = parcel_at(sheet, ring.clone())? else { return Ok(false) };
    let note = ("宗地在开发区外 30 m", "a parcel 30 m out of the zone");
    let defect = sheet.defect(Code::ParcelOutside, &[extra], note)?;
    defect.allowing(USED_ANYHOW).allowing(&[Code::FactMissing]).over(ring).plant(sheet);
    Ok(true)
}

/// Declared land that reaches out of the zone.
fn land_outside(sheet: &mut Sheet<'_>) -> Result<bool> {
    // One finding says what of a piece of land lies outside, wherever that is.
    let is_planted = |sheet: &Sheet<'_>, land: usize| {
        let mut defects = sheet.truth.defects.iter();
        let index = sheet.declared_index(land);
        defects.any(|d| d.code == Code::DeclaredLandOutside && d.indices == [index])
    };
    let rim = loop {
        let Some(rim) = sheet.rim() else { return Ok(false) };
        if !is_planted(sheet, rim.land) {
            break rim;
        }
    };
    let (at, region) = moved(rim.edge, 2.5);
    let id = change_land(sheet, rim.land, |shape| {
        insert(shape, rim.edge, &[at]);
    });
    let note = ("已申报用地越出开发区", "declared land that reaches out of the zone");
    let index = sheet.declared_index(rim.land);
    let mut defect = Sheet::zone_defect(Code::DeclaredLandOutside, &[index], note);
    defect.subjects = vec![id];
    defect.allowing(ON_LINE).over(region).plant(sheet);
    Ok(true)
}

/// A block that reaches out of the zone.
fn block_outside(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some(rim) = sheet.rim() else { return Ok(false) };
    let (at, region) = moved(rim.edge, 3.0);
    let blocks = sheet.zone.boundaries.first().map_or(0, |version| version.blocks.len());
    for block in 0..blocks {
        let mut is_changed = false;
        let name = change_block(sheet, block, |shape| is_changed = insert(shape, rim.edge, &[at]));
        if is_changed {
            let note = ("区块越出开发区", "a block that reaches out of the zone");
            let index = Sheet::block_index(block);
            let mut defect = Sheet::zone_defect(Code::BlockOutsideZone, &[index], note);
            defect.subjects = vec![name];
            defect.allowing(ON_LINE).over(region).plant(sheet);
            return Ok(true);
        }
    }
    Ok(false)
}

/// The border of two blocks moved into a parcel.
fn across_blocks(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some(border) = sheet.block_border() else { return Ok(false) };
    let (at, region) = moved(border.edge, -8.0);
    let [a, b] = border.edge;
    change_block(sheet, border.left, |shape| {
        insert(shape, [a, b], &[at]);
    });
    change_block(sheet, border.right, |shape| {
        insert(shape, [b, a], &[at]);
    });
    let note = ("区块界线从宗地中间穿过", "a border of blocks through a parcel");
    let defect = sheet.defect(Code::ParcelAcrossBlocks, &[border.parcel], note)?;
    defect.allowing(&[Code::BlockDiffers]).over(region).plant(sheet);
    Ok(true)
}

/// A block that reaches into the next one, on a street.
fn blocks_overlap(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some(border) = sheet.block_border() else { return Ok(false) };
    let (at, region) = moved(border.edge, 5.0);
    let left = change_block(sheet, border.left, |shape| {
        insert(shape, border.edge, &[at]);
    });
    let right = change_block(sheet, border.right, |_| {});
    let note = ("区块界线相互重叠", "two blocks that overlap");
    let indices = [border.left, border.right].map(Sheet::block_index);
    let mut defect = Sheet::zone_defect(Code::BlocksOverlap, &indices, note);
    defect.subjects = vec![left, right];
    defect.subjects.sort();
    defect.over(region).plant(sheet);
    Ok(true)
}

/// Land excluded from the zone under a parcel; the block around it is without it too.
fn over_hole(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some(bench) = sheet.bench() else { return Ok(false) };
    let corners = rectangle(-9.0, -6.0, 9.0, 6.0);
    let region = bench.frame.ring(&corners);
    let mut ring = region.clone();
    ring.reverse();
    let middle = bench.frame.degrees([0.0, 0.0]);
    let cut = |shape: &mut Vec<Vec<Ring>>| {
        if let Some(polygon) = shape.iter_mut().find(|polygon| is_inside(middle, polygon)) {
            polygon.push(ring.clone());
        }
    };
    let Some(version) = sheet.zone.boundaries.first_mut() else { return Ok(false) };
    change_boundary(&mut version.shape, cut);
    for block in &mut version.blocks {
        change_boundary(&mut block.shape, cut);
    }
    let note = ("宗地覆盖开发区扣除的土地", "a parcel over land excluded from the zone");
    let defect = sheet.defect(Code::ParcelOverZoneHole, &[bench.host], note)?;
    defect
        .allowing(&[Code::ParcelPartlyOutside, Code::ZoneAreaDiffers, Code::ParcelAcrossBlocks])
        .over(region)
        .plant(sheet);
    Ok(true)
}

/// An approved area that is 0.05 % of the zone, and 20 000 m² at least, too large.
fn approved_area(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some(version) = sheet.zone.boundaries.first_mut() else { return Ok(false) };
    let given = version.approved_area;
    if given.unit != AreaUnit::SquareKilometre {
        return Err(internal("an approved area in another unit"));
    }
    let more = (given.value * Decimal::new(5, 4)).round_dp(2).max(Decimal::new(2, 2));
    version.approved_area = GivenArea { value: given.value + more, unit: given.unit };
    let note = ("批准面积与图上面积不同", "an approved area that is not the mapped one");
    Sheet::zone_defect(Code::ZoneAreaDiffers, &[0], note).plant(sheet);
    Ok(true)
}
