//! What looks suspicious and is right.

use super::frame::rectangle;
use super::sheet::{Bench, HALF, Sheet};
use super::{Kind, USED_ANYHOW};
use crate::error::Result;
use crate::finding::Code;
use crate::synth::internal;

/// Every kind of this family.
pub(super) const KINDS: &[Kind] = &[
    Kind::any(enclave),
    Kind::any(t_junction),
    Kind::any(two_parts),
    Kind::any(touching_hole),
    Kind::any(touching_corner),
    Kind::any(clockwise),
    Kind::any(|sheet| layer(sheet, 'S')),
    Kind::any(|sheet| layer(sheet, 'X')),
    Kind::any(|sheet| {
        let note = ("宽 0.3 m 的合法宗地", "a parcel 0.3 m wide");
        narrow(sheet, "narrow", rectangle(-H, -0.15, H, 0.15), note)
    }),
    Kind::any(|sheet| {
        let note = ("长 36 m、宽 1.2 m 的合法宗地", "a parcel 36 m long and 1.2 m wide");
        narrow(sheet, "long", rectangle(-18.0, -0.6, 18.0, 0.6), note)
    }),
    Kind::once(declared),
];

const H: f64 = HALF;

/// A parcel that fills a hole of another one.
fn enclave(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some((bench, extra)) = sheet.enclave()? else { return Ok(false) };
    let note = ("外宗的空洞由内宗填满", "a hole that another parcel fills");
    sheet.decoy("enclave", &[bench.host, extra], USED_ANYHOW, note)?;
    Ok(true)
}

/// A vertex in a straight border, as near to it as nine decimals allow, and 0.05 mm off at most.
fn t_junction(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some(bench) = sheet.bench() else { return Ok(false) };
    // An inclined hole: its sides run through no grid of decimals.
    let corners = [[-H, -9.0], [H, -H], [9.0, H], [-9.0, 10.0]];
    sheet.cut(&bench, &[&corners])?;
    let hole = bench.frame.ring(&corners);
    let [a, b] =
        [[-H, -9.0], [H, -H]].map(|corner| bench.frame.metres(bench.frame.degrees(corner)));
    let off = |part: f64| {
        let wanted = [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part];
        let at = bench.frame.degrees(wanted);
        let [x, y] = bench.frame.metres(at);
        let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
        let miss = ((x - a[0]) * dy - (y - a[1]) * dx).abs() / (dx * dx + dy * dy).sqrt();
        (miss, at)
    };
    // Of many places on the side, the one that rounding moves most, within 0.05 mm.
    let mut best = (0.0, None);
    for step in 0..400_i32 {
        let (miss, at) = off(0.3 + f64::from(step) * 0.001);
        if miss <= 5e-5 && miss > best.0 {
            best = (miss, Some(at));
        }
    }
    let at = best.1.ok_or_else(|| internal("no vertex near a border"))?;
    let mut ring = hole;
    ring.insert(1, at);
    let extra = sheet.add(bench.host, vec![vec![ring]])?;
    let note =
        ("界线中间的界址点偏离不到 0.05 mm", "a vertex less than 0.05 mm off a straight border");
    let allowed = [USED_ANYHOW, &[Code::VertexUnmatched]].concat();
    sheet.decoy("t-junction", &[bench.host, extra], &allowed, note)?;
    Ok(true)
}

/// Holes of a host, and parcels that fill them.
fn filled(sheet: &mut Sheet<'_>, holes: &[&[[f64; 2]]]) -> Result<Option<(Bench, Vec<usize>)>> {
    let Some(bench) = sheet.bench() else { return Ok(None) };
    sheet.cut(&bench, holes)?;
    let mut extras = Vec::with_capacity(holes.len());
    for hole in holes {
        extras.push(sheet.add(bench.host, vec![vec![bench.frame.ring(hole)]])?);
    }
    Ok(Some((bench, extras)))
}

/// One parcel in two holes.
fn two_parts(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some(bench) = sheet.bench() else { return Ok(false) };
    let holes = [rectangle(-H, -H, -2.0, H), rectangle(2.0, -H, H, H)];
    let [west, east] = &holes;
    sheet.cut(&bench, &[west, east])?;
    let parts = holes.iter().map(|hole| vec![bench.frame.ring(hole)]).collect();
    let extra = sheet.add(bench.host, parts)?;
    let note = ("一宗地由两部分组成", "one parcel of two parts");
    sheet.decoy("two-parts", &[bench.host, extra], USED_ANYHOW, note)?;
    Ok(true)
}

/// A hole that touches the exterior ring of its parcel at one point, and is filled.
fn touching_hole(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some((bench, extra)) = sheet.enclave()? else { return Ok(false) };
    // A vertex of the exterior ring, and so of the host, where the hole touches.
    let triangle = [[-H, -H], [4.0, -2.0], [-2.0, 4.0]];
    let mut hole = bench.frame.ring(&triangle);
    let inner = sheet.add(bench.host, vec![vec![hole.clone()]])?;
    hole.reverse();
    if let Some(polygon) = sheet.feature(extra)?.shape.first_mut() {
        polygon.push(hole);
    }
    let note = ("内环与外环相接于一点", "a hole that touches the exterior ring at one point");
    sheet.decoy("touching-hole", &[bench.host, extra, inner], USED_ANYHOW, note)?;
    Ok(true)
}

/// Two parcels that touch in a corner, in two holes that do.
fn touching_corner(sheet: &mut Sheet<'_>) -> Result<bool> {
    let (south, north) = (rectangle(-H, -H, 0.0, 0.0), rectangle(0.0, 0.0, H, H));
    let Some((bench, extras)) = filled(sheet, &[&south, &north])? else { return Ok(false) };
    let parcels = [&[bench.host], extras.as_slice()].concat();
    let note = ("两宗地相接于一角", "two parcels that touch in a corner");
    sheet.decoy("touching-corner", &parcels, USED_ANYHOW, note)?;
    Ok(true)
}

/// A ring the wrong way round: a warning, and the parcel is used.
fn clockwise(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some((bench, extra)) = sheet.enclave()? else { return Ok(false) };
    for ring in sheet.feature(extra)?.shape.iter_mut().flatten() {
        ring.reverse();
    }
    let note = (
        "环的方向相反，宗地仍可使用",
        "a ring the wrong way round, which does not make it unusable",
    );
    let allowed = [USED_ANYHOW, &[Code::RingDirection]].concat();
    sheet.decoy("clockwise", &[bench.host, extra], &allowed, note)?;
    Ok(true)
}

/// A right above or below ground over the right at the surface.
fn layer(sheet: &mut Sheet<'_>, right: char) -> Result<bool> {
    let Some(bench) = sheet.bench() else { return Ok(false) };
    let square = bench.frame.ring(&rectangle(-H, -H, H, H));
    let extra = sheet.add(bench.host, vec![vec![square]])?;
    let feature = sheet.feature(extra)?;
    let id = feature.id.clone();
    feature.id =
        format!("{}{right}{}", id.get(..13).unwrap_or_default(), id.get(14..).unwrap_or_default());
    feature.facts.unit = Some(format!("{}W00000000", feature.id).parse().map_err(internal)?);
    let (kind, note) = if right == 'S' {
        (
            "above-ground",
            ("地上使用权与地表使用权平面重叠", "a right above ground over one at the surface"),
        )
    } else {
        (
            "below-ground",
            ("地下使用权与地表使用权平面重叠", "a right below ground under one at the surface"),
        )
    };
    sheet.decoy(kind, &[bench.host, extra], USED_ANYHOW, note)?;
    Ok(true)
}

fn narrow(
    sheet: &mut Sheet<'_>,
    kind: &str,
    corners: [[f64; 2]; 4],
    note: (&str, &str),
) -> Result<bool> {
    let Some((bench, extras)) = filled(sheet, &[&corners])? else { return Ok(false) };
    let parcels = [&[bench.host], extras.as_slice()].concat();
    sheet.decoy(kind, &parcels, USED_ANYHOW, note)?;
    Ok(true)
}

/// Streets between the parcels: uncovered by them, and declared.
fn declared(sheet: &mut Sheet<'_>) -> Result<bool> {
    let note = ("宗地之间的道路已申报", "streets between the parcels, which are declared");
    sheet.decoy("declared-streets", &[], &[], note)?;
    Ok(true)
}
