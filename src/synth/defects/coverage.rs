//! Defects of the coverage: overlaps, gaps, vertices that miss each other, declared land.

use super::frame::{Frame, Ring, rectangle};
use super::sheet::{HALF, Sheet, rings_of, shape_of};
use super::{Kind, USED_ANYHOW};
use crate::error::Result;
use crate::finding::{Class, Code};

/// Every kind of this family.
pub(super) const KINDS: &[Kind] = &[
    Kind::any(|sheet| border(sheet, 1.5)),
    Kind::any(|sheet| border(sheet, 0.08)),
    Kind::any(|sheet| border(sheet, -1.5)),
    Kind::any(contained),
    Kind::any(duplicate),
    Kind::any(hole),
    Kind::any(enclave_overlap),
    Kind::any(enclave_gap),
    Kind::any(unmatched),
    Kind::any(mismatched),
    Kind::any(land_overlap),
    Kind::any(land_gap),
    Kind::any(reason_missing),
];

const H: f64 = HALF;

/// What a changed border brings about besides.
const BORDER: &[Code] = &[Code::VertexUnmatched, Code::VertexMismatched];

/// Puts a vertex between the two ends of an edge, wherever a ring has it in this direction.
pub(super) fn insert(
    polygons: &mut [Vec<Ring>],
    edge: [[f64; 2]; 2],
    between: &[[f64; 2]],
) -> bool {
    for ring in polygons.iter_mut().flatten() {
        let next = ring.iter().skip(1);
        let found = ring.iter().zip(next).position(|(a, b)| same(*a, edge[0]) && same(*b, edge[1]));
        if let Some(at) = found {
            ring.splice(at + 1..at + 1, between.iter().copied());
            return true;
        }
    }
    false
}

pub(super) fn same(a: [f64; 2], b: [f64; 2]) -> bool {
    a.map(f64::to_bits) == b.map(f64::to_bits)
}

/// The middle of an edge moved to its right (metres), and the triangle that this adds or takes away.
pub(super) fn moved(edge: [[f64; 2]; 2], right: f64) -> ([f64; 2], Ring) {
    let frame = Frame::at(edge[0]);
    let [x, y] = frame.metres(edge[1]);
    let long = (x * x + y * y).sqrt();
    let at = frame.degrees([x / 2.0 + y / long * right, y / 2.0 - x / long * right]);
    (at, vec![edge[0], at, edge[1], edge[0]])
}

/// A parcel that reaches over its border into another one, or stays behind it.
fn border(sheet: &mut Sheet<'_>, right: f64) -> Result<bool> {
    let Some(border) = sheet.parcel_border() else { return Ok(false) };
    let (at, triangle) = moved(border.edge, right);
    insert(&mut sheet.feature(border.left)?.shape, border.edge, &[at]);
    let both = [border.left, border.right];
    let defect = if right > 0.0 {
        let class = if right < 0.1 { Class::Sliver } else { Class::Partial };
        let note = ("界址点越过邻宗界线", "a vertex beyond the border to the neighbour");
        sheet.defect(Code::ParcelsOverlap, &both, note)?.of_class(class)
    } else {
        let note = ("界址点退到界线之内", "a vertex that stays behind the border");
        let mut defect = sheet.defect(Code::Gap, &both, note)?.of_class(Class::Enclosed);
        defect.consequent = std::mem::take(&mut defect.subjects);
        defect
    };
    defect.allowing(BORDER).over(triangle).plant(sheet);
    Ok(true)
}

/// A parcel on the ground of another one.
fn contained(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some(bench) = sheet.bench() else { return Ok(false) };
    let square = bench.frame.ring(&rectangle(-H, -H, H, H));
    let extra = sheet.add(bench.host, vec![vec![square.clone()]])?;
    let note = ("宗地在另一宗地之内", "a parcel within another one");
    let defect = sheet.defect(Code::ParcelsOverlap, &[bench.host, extra], note)?;
    defect.of_class(Class::Contained).allowing(USED_ANYHOW).over(square).plant(sheet);
    Ok(true)
}

/// The same ground under another code.
fn duplicate(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some(bench) = sheet.bench() else { return Ok(false) };
    let shape = sheet.feature(bench.host)?.shape.clone();
    let ring = shape.concat().concat();
    let extra = sheet.add(bench.host, shape)?;
    let note = ("同一地块以两个代码登记", "the same ground under two codes");
    let defect = sheet.defect(Code::ParcelsOverlap, &[bench.host, extra], note)?;
    let mut defect = defect.of_class(Class::Duplicate).allowing(USED_ANYHOW).over(ring);
    // A few hundred metres wide: the scale changes by 1e-5 from side to side.
    defect.tolerance = 1e-5;
    defect.plant(sheet);
    Ok(true)
}

/// A hole that nothing fills.
fn hole(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some(bench) = sheet.bench() else { return Ok(false) };
    let square = rectangle(-H, -6.0, H, 6.0);
    sheet.cut(&bench, &[&square])?;
    let note = ("宗地内空洞无宗地填补", "a hole in a parcel that nothing fills");
    let mut defect = sheet.defect(Code::Gap, &[bench.host], note)?.of_class(Class::HoleInParcel);
    defect.consequent = std::mem::take(&mut defect.subjects);
    defect.over(bench.frame.ring(&square)).plant(sheet);
    Ok(true)
}

/// An enclave that reaches over one side of its hole.
fn enclave_overlap(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some((bench, extra)) = sheet.enclave()? else { return Ok(false) };
    let corners = [[-H, -H], [H, -H], [H + 3.0, 2.0], [H, H], [-H, H]];
    sheet.feature(extra)?.shape = vec![vec![bench.frame.ring(&corners)]];
    let triangle = bench.frame.ring(&[[H, -H], [H + 3.0, 2.0], [H, H]]);
    let note = ("内宗越出外宗的空洞", "an enclave that reaches beyond its hole");
    let defect = sheet.defect(Code::ParcelsOverlap, &[bench.host, extra], note)?;
    let defect = defect.of_class(Class::Partial).allowing(BORDER).allowing(USED_ANYHOW);
    defect.over(triangle).plant(sheet);
    Ok(true)
}

/// An enclave that leaves a strip of its hole open.
fn enclave_gap(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some((bench, extra)) = sheet.enclave()? else { return Ok(false) };
    let corners = [[-H, -H], [H - 2.0, -H], [H - 3.0, 0.0], [H, H], [-H, H]];
    sheet.feature(extra)?.shape = vec![vec![bench.frame.ring(&corners)]];
    let rest = bench.frame.ring(&[[H - 2.0, -H], [H, -H], [H, H], [H - 3.0, 0.0]]);
    let note = ("内宗与空洞之间留有缝隙", "a gap between an enclave and its hole");
    let mut defect = sheet.defect(Code::Gap, &[bench.host, extra], note)?.of_class(Class::Enclosed);
    defect.consequent = std::mem::take(&mut defect.subjects);
    defect.allowing(BORDER).allowing(USED_ANYHOW).over(rest).plant(sheet);
    Ok(true)
}

/// A vertex of an enclave in the middle of a straight side of its hole.
fn unmatched(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some((bench, extra)) = sheet.enclave()? else { return Ok(false) };
    let corners = [[-H, -H], [0.0, -H], [H, -H], [H, H], [-H, H]];
    sheet.feature(extra)?.shape = vec![vec![bench.frame.ring(&corners)]];
    let note =
        ("界线中间的界址点，邻宗没有", "a vertex in a straight border that the neighbour has not");
    let defect = sheet.defect(Code::VertexUnmatched, &[bench.host, extra], note)?;
    defect.at(bench.frame.degrees([0.0, -H])).allowing(USED_ANYHOW).plant(sheet);
    Ok(true)
}

/// A corner of an enclave 1 mm off the corner of its hole.
fn mismatched(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some((bench, extra)) = sheet.enclave()? else { return Ok(false) };
    let corners = [[-H, -H], [H, -H], [H - 0.0008, H - 0.0006], [-H, H]];
    sheet.feature(extra)?.shape = vec![vec![bench.frame.ring(&corners)]];
    let note = ("界址点与邻宗的差 1 mm", "a vertex 1 mm off the neighbour's");
    let defect = sheet.defect(Code::VertexMismatched, &[bench.host, extra], note)?;
    defect.at(bench.frame.degrees([H, H])).allowing(USED_ANYHOW).plant(sheet);
    Ok(true)
}

/// Changes the outline of declared land.
pub(super) fn change_land(
    sheet: &mut Sheet<'_>,
    land: usize,
    change: impl FnOnce(&mut Vec<Vec<Ring>>),
) -> String {
    let Some(declared) = sheet.zone.non_parcel.get_mut(land) else { return String::new() };
    let mut shape = rings_of(&declared.shape);
    change(&mut shape);
    declared.shape = shape_of(&shape);
    declared.id.clone()
}

fn land_border(sheet: &mut Sheet<'_>, right: f64) -> Option<(usize, usize, String, Ring)> {
    let border = sheet.road_border()?;
    let (at, triangle) = moved(border.edge, right);
    let id = change_land(sheet, border.land, |shape| {
        insert(shape, border.edge, &[at]);
    });
    Some((border.land, border.parcel, id, triangle))
}

/// Declared land that reaches into a parcel.
fn land_overlap(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some((land, parcel, id, triangle)) = land_border(sheet, 1.2) else { return Ok(false) };
    let note = ("已申报用地伸入宗地", "declared land that reaches into a parcel");
    let index = sheet.declared_index(land);
    let mut defect = Sheet::zone_defect(Code::DeclaredLandOverlap, &[index], note);
    defect.subjects = vec![id, sheet.subject(parcel)?];
    defect.subjects.sort();
    defect.allowing(BORDER).over(triangle).plant(sheet);
    Ok(true)
}

/// Declared land that stays behind the border of a parcel.
fn land_gap(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some((land, parcel, id, triangle)) = land_border(sheet, -1.2) else { return Ok(false) };
    let note = ("已申报用地与宗地之间留有缝隙", "a gap between declared land and a parcel");
    let index = sheet.declared_index(land);
    let mut defect = Sheet::zone_defect(Code::Gap, &[index], note).of_class(Class::Enclosed);
    defect.consequent = vec![id, sheet.subject(parcel)?];
    defect.allowing(BORDER).over(triangle).plant(sheet);
    Ok(true)
}

/// Declared land that does not say why it is no parcel.
fn reason_missing(sheet: &mut Sheet<'_>) -> Result<bool> {
    let with_reason: Vec<usize> = sheet
        .zone
        .non_parcel
        .iter()
        .enumerate()
        .filter(|(_, land)| land.reason.is_some())
        .map(|(at, _)| at)
        .collect();
    let land = sheet.rng.pick(&with_reason);
    let Some(declared) = sheet.zone.non_parcel.get_mut(land) else { return Ok(false) };
    if declared.reason.take().is_none() {
        return Ok(false);
    }
    let id = declared.id.clone();
    let note = ("已申报用地没有写明理由", "declared land without a reason");
    let index = sheet.declared_index(land);
    let mut defect = Sheet::zone_defect(Code::DeclaredLandReasonMissing, &[index], note);
    defect.subjects = vec![id];
    defect.plant(sheet);
    Ok(true)
}
