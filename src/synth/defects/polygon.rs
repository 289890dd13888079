//! Defects of polygons: enclaves whose rings break the rules of simple features.

use super::frame::{Ring, rectangle};
use super::sheet::{HALF, Sheet};
use super::{INVALID, Kind};
use crate::error::Result;
use crate::finding::Code;

type Points = &'static [[f64; 2]];

/// An enclave of polygons in metres around its middle, rings as they are written (not closed here), within the
/// square that its host leaves free.
struct Figure {
    code: Code,
    polygons: &'static [&'static [Points]],
    /// Every place where it is wrong; none where it is wrong as a whole.
    at: Points,
    allowed: &'static [Code],
    note: (&'static str, &'static str),
}

const H: f64 = HALF;
const SQUARE: Points = &[[-H, -H], [H, -H], [H, H], [-H, H]];
/// Clockwise.
const HOLE: Points = &[[-4.0, -4.0], [-4.0, 4.0], [4.0, 4.0], [4.0, -4.0]];

macro_rules! kinds {
    ($($code:ident $allowed:expr, $at:expr, $note:expr, $polygons:expr;)*) => {
        /// Every kind of this family.
        pub(super) const KINDS: &[Kind] = &[
            $(Kind::any(|sheet| {
                const FIGURE: Figure = Figure {
                    code: Code::$code,
                    polygons: $polygons,
                    at: $at,
                    allowed: $allowed,
                    note: $note,
                };
                plant(sheet, &FIGURE)
            }),)*
        ];
    };
}

kinds! {
    RingCrossing &[], &[[0.0, 0.0]], ("环呈 8 字形，在中点自交", "a bow-tie that crosses itself in its middle"),
        &[&[&[[-H, -H], [H, H], [H, -H], [-H, H]]]];
    RingCrossing &[], &[[H - 4.0, -H], [H - 8.0, -H]], ("界线越出又折回", "a border that leaves and comes back across itself"),
        &[&[&[[-H, -H], [H, -H], [H, -6.0], [H - 4.0, -6.0], [H - 4.0, -H - 3.0], [H - 8.0, -H - 3.0],
            [H - 8.0, H], [-H, H]]]];
    RingTouch &[Code::InteriorDisconnected], &[[0.0, 0.0]],
        ("环在中点接触自身", "a ring that touches itself in its middle"),
        &[&[&[[-H, -H], [0.0, 0.0], [H, -H], [H, H], [0.0, 0.0], [-H, H]]]];
    RingSpike &[Code::RingTouch], &[[0.0, 0.0]], ("界线伸入又原路退回", "a border that runs in and back along one line"),
        &[&[&[[-H, -H], [0.0, -H], [0.0, 0.0], [0.0, -H], [H, -H], [H, H], [-H, H]]]];
    RingWithoutArea &[Code::RingSpike, Code::RingTooFewVertices], &[],
        ("环的各点同在一线", "a ring of points on one line"),
        &[&[&[[-H, 0.0], [0.0, 0.0], [H, 0.0]]]];
    RingTooFewVertices &[Code::RingWithoutArea, Code::RingSpike, Code::VertexRepeated], &[],
        ("环只有两个不同的点", "a ring of two different points"),
        &[&[&[[-H, -H], [H, H], [H, H]]]];
    VertexRepeated &[], &[[H, -H]], ("同一点连写两次", "a vertex twice in a row"),
        &[&[&[[-H, -H], [H, -H], [H, -H], [H, H], [-H, H]]]];
    VertexNear &[], &[[H, -H]], ("相邻两点相距 1 mm", "two vertices 1 mm apart"),
        &[&[&[[-H, -H], [H, -H], [H, -H + 0.001], [H, H], [-H, H]]]];
    HoleOutside &[], &[], ("内环在外环之外", "a hole outside the exterior ring"),
        &[&[&[[-H, -H], [0.0, -H], [0.0, H], [-H, H]], &[[3.0, 3.0], [3.0, 9.0], [9.0, 9.0], [9.0, 3.0]]]];
    HoleNested &[Code::HolesOverlap], &[], ("内环之内又有内环", "a hole inside a hole"),
        &[&[SQUARE, &[[-8.0, -8.0], [-8.0, 8.0], [8.0, 8.0], [8.0, -8.0]], HOLE]];
    HolesOverlap &[Code::HolesOverlap], &[], ("两个内环相交", "two holes that cross"),
        &[&[SQUARE, HOLE, &[[0.0, 0.0], [0.0, 8.0], [8.0, 8.0], [8.0, 0.0]]]];
    HoleSharesEdge &[], &[], ("两个内环共有一段界线", "two holes with a common edge"),
        &[&[SQUARE, HOLE, &[[4.0, -4.0], [4.0, 4.0], [8.0, 4.0], [8.0, -4.0]]]];
    HoleSharesEdge &[], &[], ("内环沿外环而行", "a hole along the exterior ring"),
        &[&[SQUARE, &[[-H, -4.0], [-H, 4.0], [0.0, 4.0], [0.0, -4.0]]]];
    HoleDuplicate &[Code::HolesOverlap, Code::HoleSharesEdge, Code::HoleNested], &[],
        ("两个相同的内环", "the same hole twice"), &[&[SQUARE, HOLE, HOLE]];
    InteriorDisconnected &[], &[], ("内环两处接触外环，把宗地分成两块", "a hole that cuts the inside in two"),
        &[&[&[[-H, -H], [0.0, -H], [H, -H], [H, H], [0.0, H], [-H, H]],
            &[[0.0, -H], [-4.0, 0.0], [0.0, H], [4.0, 0.0]]]];
    PartsOverlap &[], &[], ("宗地的两部分重叠", "two parts that overlap"),
        &[&[&[[-H, -H], [4.0, -H], [4.0, H], [-H, H]]], &[&[[0.0, -8.0], [H, -8.0], [H, 8.0], [0.0, 8.0]]]];
    PartNested &[Code::PartsOverlap], &[], ("宗地的一部分在另一部分之内", "a part inside a part"),
        &[&[SQUARE], &[&[[-4.0, -4.0], [4.0, -4.0], [4.0, 4.0], [-4.0, 4.0]]]];
    PartsShareEdge &[], &[], ("宗地的两部分共有一条边", "two parts with a common edge"),
        &[&[&[[-H, -H], [0.0, -H], [0.0, H], [-H, H]]], &[&[[0.0, -H], [H, -H], [H, H], [0.0, H]]]];
    PartDuplicate &[Code::PartsOverlap, Code::PartNested, Code::PartsShareEdge], &[],
        ("宗地的一部分写了两次", "a part that stands there twice"), &[&[SQUARE], &[SQUARE]];
}

fn plant(sheet: &mut Sheet<'_>, figure: &Figure) -> Result<bool> {
    let Some((bench, extra)) = sheet.enclave()? else { return Ok(false) };
    let polygon = |rings: &&'static [Points]| -> Vec<Ring> {
        rings.iter().map(|points| bench.frame.ring(points)).collect()
    };
    let feature = sheet.feature(extra)?;
    feature.shape = figure.polygons.iter().map(polygon).collect();
    feature.is_measured = false;
    feature.facts.registered_area =
        super::sheet::plane_area(&[vec![bench.frame.ring(&rectangle(-H, -H, H, H))]])?;
    let host = sheet.subject(bench.host)?;
    let mut defect = sheet.defect(figure.code, &[extra], figure.note)?;
    defect = defect.allowing(INVALID).allowing(figure.allowed);
    // The ground of the whole enclave, where a figure fills a part of it.
    defect.extent = Some(super::frame::extent(&bench.frame.ring(&rectangle(-H, -H, H, H))));
    defect.consequent.push(host);
    if figure.at.is_empty() {
        defect.plant(sheet);
    } else {
        for at in figure.at {
            defect.clone().at(bench.frame.degrees(*at)).plant(sheet);
        }
    }
    Ok(true)
}
